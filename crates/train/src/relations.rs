//! The lists of the model, by product: what they are counted from, the order of the items that they give, and their packing.

use vitrine_format::{ItemIndex, Relation, RelationPart};

use crate::baskets::{self, Baskets, Purchase};
use crate::columns::Categories;
use crate::pairs::{PairWeight, pair_rows};
use crate::quantise::quantise;
use crate::renumber::renumber;
use crate::report::TrainingReport;
use crate::sessions::Sessions;
use crate::sparse::Cell;
use crate::viewed_next::viewed_next;
use crate::{PairOptions, TrainingOptions};

/// Rows of one relation, by product.
pub(crate) struct RelationRows {
    pub relation: Relation,
    pub rows: Vec<Vec<Cell>>,
    /// What it was counted from, for the report.
    pub source: String,
    /// Why there is nothing, should it be empty.
    pub obstacle: &'static str,
}

/// *Viewed next*, the list that the score draws on.
pub(crate) fn viewed_next_rows(sessions: &Sessions, products: usize, options: &TrainingOptions, threads: usize) -> RelationRows {
    let on = options.viewed_next.neighbours > 0 && sessions.views() > 0;
    RelationRows {
        relation: Relation::ViewedNext,
        rows: if on { viewed_next(sessions, products, &options.viewed_next, threads) } else { vec![Vec::new(); products] },
        source: format!("{} sessions with {} steps", sessions.len(), sessions.steps()),
        obstacle: if sessions.views() == 0 { "there are no views" } else { "no session has two different products" },
    }
}

/// *Also viewed*.
pub(crate) fn also_viewed_rows(
    sessions: &Sessions,
    products: usize,
    options: &TrainingOptions,
    threads: usize,
    report: &mut TrainingReport,
) -> RelationRows {
    let viewed =
        if sessions.views() > 0 { baskets::of_sessions(sessions, options.also_viewed.largest_basket) } else { baskets::Baskets::default() };
    note_cut("sessions", &viewed, report);
    RelationRows {
        relation: Relation::AlsoViewed,
        rows: rows_of(&viewed, products, PairWeight::Closeness, &options.also_viewed, threads),
        source: format!("{} sessions with two products or more", viewed.with_pairs()),
        obstacle: "no two products are viewed together above chance by enough visitors",
    }
}

/// *Bought together* and *also bought*.
pub(crate) fn bought_rows(
    purchases: &[Purchase],
    products: usize,
    options: &TrainingOptions,
    threads: usize,
    report: &mut TrainingReport,
) -> [RelationRows; 2] {
    let together = baskets::of_purchases(purchases, options.bought_together.largest_basket);
    let customers = baskets::of_customers(purchases, options.also_bought.largest_basket);
    report.customers = customers.baskets.len();
    note_cut("orders", &together, report);
    note_cut("customers", &customers, report);
    [
        RelationRows {
            relation: Relation::BoughtTogether,
            rows: rows_of(&together, products, PairWeight::Evidence, &options.bought_together, threads),
            source: format!("{} orders with two products or more", together.with_pairs()),
            obstacle: "no two products are ordered together above chance by enough customers",
        },
        RelationRows {
            relation: Relation::AlsoBought,
            rows: rows_of(&customers, products, PairWeight::Evidence, &options.also_bought, threads),
            source: format!("{} customers with two products or more", customers.with_pairs()),
            obstacle: "no two products are bought by the same customers above chance often enough",
        },
    ]
}

fn rows_of(baskets: &Baskets, products: usize, weight: PairWeight, options: &PairOptions, threads: usize) -> Vec<Vec<Cell>> {
    if options.neighbours > 0 { pair_rows(baskets, products, weight, options, threads) } else { vec![Vec::new(); products] }
}

fn note_cut(what: &str, baskets: &Baskets, report: &mut TrainingReport) {
    if baskets.cut > 0 {
        report.notes.push(format!("{} {what} hold very many products and count with their latest ones only", baskets.cut));
    }
}

/// Takes what may never be shown out of the rows: it needs no place in a list.
pub(crate) fn keep_listed(relations: &mut [RelationRows], listed: &[bool]) {
    for cells in relations.iter_mut().flat_map(|relation| &mut relation.rows) {
        cells.retain(|cell| listed.get(cell.0 as usize) == Some(&true));
    }
}

/// Products in the order of their item numbers: by the first relation that has neighbours.
pub(crate) fn item_order(relations: &[RelationRows], categories: &Categories, renumbered: bool, threads: usize) -> Vec<u32> {
    let products = categories.of_product.len();
    if !renumbered {
        return (0..products as u32).collect();
    }
    let nothing = vec![Vec::new(); products];
    let leading = relations.iter().find(|relation| relation.rows.iter().any(|cells| !cells.is_empty()));
    let rows = leading.map_or(&nothing, |relation| &relation.rows);
    renumber(rows, |product| categories.of_product.get(product as usize).copied().flatten(), threads)
}

/// The item number of each product.
pub(crate) fn numbers(order: &[u32]) -> Vec<ItemIndex> {
    let mut number_of = vec![ItemIndex(0); order.len()];
    for (number, &product) in order.iter().enumerate() {
        if let Some(place) = number_of.get_mut(product as usize) {
            *place = ItemIndex(number as u32);
        }
    }
    number_of
}

/// A relation's rows by item, quantised; `None` where all are empty.
pub(crate) fn packed(relation: &RelationRows, order: &[u32], number_of: &[ItemIndex]) -> Option<RelationPart> {
    let renumbered = |cells: &Vec<Cell>| -> Vec<Cell> {
        cells.iter().filter_map(|&(product, weight)| Some((number_of.get(product as usize)?.0, weight))).collect()
    };
    let row = |&product: &u32| relation.rows.get(product as usize).map(renumbered).unwrap_or_default();
    quantise(relation.relation, &order.iter().map(row).collect::<Vec<_>>())
}
