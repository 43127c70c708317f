//! `orders.csv` as Shopify exports orders: a row for each line, the order's own fields on the first row only.

use crate::SimulateError;
use crate::calendar::Moment;
use crate::catalogue::Catalogue;
use crate::data::Data;
use crate::random::Random;
use crate::shoppers::Shopper;

/// One line of an order.
pub(crate) struct Line {
    pub(crate) item: usize,
    pub(crate) variant: usize,
    pub(crate) quantity: u32,
}

/// Columns of the export that shops see today; see <https://help.shopify.com/en/manual/fulfillment/managing-orders/exporting-orders>.
const HEADER: [&str; 58] = [
    "Name",
    "Email",
    "Financial Status",
    "Paid at",
    "Fulfillment Status",
    "Fulfilled at",
    "Accepts Marketing",
    "Currency",
    "Subtotal",
    "Shipping",
    "Taxes",
    "Total",
    "Discount Code",
    "Discount Amount",
    "Shipping Method",
    "Created at",
    "Lineitem quantity",
    "Lineitem name",
    "Lineitem price",
    "Lineitem compare at price",
    "Lineitem sku",
    "Lineitem requires shipping",
    "Lineitem taxable",
    "Lineitem fulfillment status",
    "Billing Name",
    "Billing Street",
    "Billing Address1",
    "Billing City",
    "Billing Zip",
    "Billing Country",
    "Billing Phone",
    "Shipping Name",
    "Shipping Street",
    "Shipping Address1",
    "Shipping City",
    "Shipping Zip",
    "Shipping Country",
    "Shipping Phone",
    "Notes",
    "Note Attributes",
    "Cancelled at",
    "Payment Method",
    "Payment Reference",
    "Refunded Amount",
    "Vendor",
    "Outstanding Balance",
    "Employee",
    "Location",
    "Device ID",
    "Id",
    "Tags",
    "Risk Level",
    "Source",
    "Lineitem discount",
    "Tax 1 Name",
    "Tax 1 Value",
    "Phone",
    "Receipt Number",
];

/// Orders as they come in.
pub(crate) struct Orders {
    writer: csv::Writer<Vec<u8>>,
    failure: Option<csv::Error>,
    pub(crate) count: usize,
    pub(crate) lines: usize,
}

impl Orders {
    pub(crate) fn new() -> Self {
        let mut orders = Self { writer: csv::Writer::from_writer(Vec::new()), failure: None, count: 0, lines: 0 };
        orders.write(HEADER);
        orders
    }

    /// Writing into memory does not fail; what does is kept for [`Orders::csv`].
    fn write<'a>(&mut self, row: impl IntoIterator<Item = &'a str>) {
        if let Err(error) = self.writer.write_record(row) {
            self.failure.get_or_insert(error);
        }
    }

    /// Takes an order; one without lines is none.
    pub(crate) fn add(&mut self, catalogue: &Catalogue, data: &Data, shopper: &Shopper, time: Moment, lines: &[Line], random: &mut Random) {
        if lines.is_empty() {
            return;
        }
        self.count += 1;
        let name = format!("#{}", 1000 + self.count);
        let price = |line: &Line| catalogue.products[line.item].variants[line.variant].price;
        let subtotal: u32 = lines.iter().map(|line| price(line) * line.quantity).sum();
        let shipping = if subtotal >= 5000 { 0 } else { 395 };
        let total = subtotal + shipping;
        let fate = random.unit();
        let (status, refunded, cancelled) = match fate {
            _ if fate < 0.02 => ("refunded", total, Some(Moment { local: time.local + 7200, ..time })),
            _ if fate < 0.04 => ("refunded", total, None),
            _ if fate < 0.06 => ("partially_refunded", price(&lines[0]).min(total / 2), None),
            _ => ("paid", 0, None),
        };
        let till = random.chance(0.05);
        for (number, line) in lines.iter().enumerate() {
            self.lines += 1;
            let product = &catalogue.products[line.item];
            let variant = &product.variants[line.variant];
            let mut row = vec![String::new(); HEADER.len()];
            let mut set = |column: &str, value: String| {
                if let Some(cell) = HEADER.iter().position(|name| *name == column).and_then(|column| row.get_mut(column)) {
                    *cell = value;
                }
            };
            set("Name", name.clone());
            set("Email", shopper.email());
            set("Created at", time.shopify());
            set("Lineitem quantity", line.quantity.to_string());
            set("Lineitem name", product.line_name(variant));
            set("Lineitem price", pounds(variant.price));
            set("Lineitem compare at price", variant.compare_at.map(pounds).unwrap_or_default());
            // Lines that were typed in by hand, or of variants since renamed, carry no SKU.
            set("Lineitem sku", if random.chance(0.06) { String::new() } else { variant.sku.clone() });
            set("Lineitem requires shipping", "true".to_owned());
            set("Lineitem taxable", "true".to_owned());
            set("Lineitem fulfillment status", if cancelled.is_some() { "pending" } else { "fulfilled" }.to_owned());
            set("Lineitem discount", "0.00".to_owned());
            set(
                "Vendor",
                product.brand.and_then(|brand| data.brands.get(brand)).map_or_else(|| "Vitrine".to_owned(), |brand| brand.name.clone()),
            );
            if number == 0 {
                set("Financial Status", status.to_owned());
                set("Paid at", Moment { local: time.local + 20, ..time }.shopify());
                set("Fulfillment Status", if cancelled.is_some() { "unfulfilled" } else { "fulfilled" }.to_owned());
                set(
                    "Fulfilled at",
                    if cancelled.is_some() { String::new() } else { Moment { local: time.local + 93_600, ..time }.shopify() },
                );
                set("Accepts Marketing", if random.chance(0.3) { "yes" } else { "no" }.to_owned());
                set("Currency", "GBP".to_owned());
                set("Subtotal", pounds(subtotal));
                set("Shipping", pounds(shipping));
                set("Taxes", pounds(total / 6));
                set("Total", pounds(total));
                set("Discount Amount", "0.00".to_owned());
                set("Shipping Method", if shipping == 0 { "Free delivery" } else { "Standard delivery" }.to_owned());
                for side in ["Billing", "Shipping"] {
                    set(&format!("{side} Name"), shopper.name());
                    set(&format!("{side} Street"), shopper.street());
                    set(&format!("{side} Address1"), shopper.street());
                    set(&format!("{side} City"), "Exampleton".to_owned());
                    set(&format!("{side} Zip"), "'ZZ1 1ZZ".to_owned());
                    set(&format!("{side} Country"), "GB".to_owned());
                    set(&format!("{side} Phone"), shopper.phone());
                }
                set("Cancelled at", cancelled.map(Moment::shopify).unwrap_or_default());
                set("Payment Method", "Shopify Payments".to_owned());
                set("Payment Reference", format!("c{:08}.1", self.count));
                set("Refunded Amount", pounds(refunded));
                set("Outstanding Balance", "0.00".to_owned());
                set("Id", format!("{}", 5_000_000_000_000_u64 + self.count as u64));
                set("Risk Level", "Low".to_owned());
                set("Source", if till { "pos" } else { "web" }.to_owned());
                set("Tax 1 Name", "GB VAT 20%".to_owned());
                set("Tax 1 Value", pounds(total / 6));
                set("Phone", shopper.phone());
            }
            self.write(row.iter().map(String::as_str));
        }
    }

    /// The file.
    pub(crate) fn csv(self) -> Result<Vec<u8>, SimulateError> {
        let lost = |source| SimulateError::Write { file: "orders.csv".to_owned(), source };
        match self.failure {
            Some(error) => Err(lost(error.into())),
            None => self.writer.into_inner().map_err(|error| lost(error.into_error())),
        }
    }
}

/// Pence as pounds: "12.50".
pub(crate) fn pounds(pence: u32) -> String {
    format!("{}.{:02}", pence / 100, pence % 100)
}
