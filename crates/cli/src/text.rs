//! Numbers and tables for people.

use std::fmt::Write as _;

/// A whole number with thousands apart: `906,140`.
pub fn count(number: impl TryInto<u64>) -> String {
    let digits = number.try_into().unwrap_or(0).to_string();
    let mut text = String::with_capacity(digits.len() + digits.len() / 3);
    for (position, digit) in digits.chars().enumerate() {
        if position > 0 && (digits.len() - position).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

/// A number and its noun: `1 order`, `2 orders`.
pub fn plural(number: usize, one: &str, many: &str) -> String {
    format!("{} {}", count(number as u64), if number == 1 { one } else { many })
}

/// An amount in minor units with its currency: `12.50 GBP`.
pub fn price(minor_units: u32, currency: &str) -> String {
    let decimals = match currency {
        "JPY" | "KRW" | "VND" | "CLP" | "ISK" | "XAF" | "XOF" | "UGX" | "RWF" | "PYG" => 0,
        "BHD" | "KWD" | "OMR" | "JOD" | "TND" => 3,
        _ => 2,
    };
    let unit = 10_u32.pow(decimals);
    let amount = match decimals {
        0 => minor_units.to_string(),
        _ => format!("{}.{:0width$}", minor_units / unit, minor_units % unit, width = decimals as usize),
    };
    format!("{amount} {currency}").trim_end().to_owned()
}

/// Unix seconds as RFC 3339 in UTC, to the second.
pub fn timestamp(seconds: i64) -> String {
    jiff::Timestamp::from_second(seconds).map_or_else(|_| "unknown".to_owned(), |time| time.to_string())
}

/// Which side a column's cells stand on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// Words.
    Left,
    /// Numbers.
    Right,
}

/// Lines in columns, two spaces apart, with nothing behind the last cell.
#[derive(Clone, Debug)]
pub struct Table {
    sides: Vec<Side>,
    rows: Vec<Vec<String>>,
}

impl Table {
    /// A table whose columns stand on these sides.
    pub fn new(sides: &[Side]) -> Table {
        Table { sides: sides.to_vec(), rows: Vec::new() }
    }

    /// Adds a line.
    pub fn row<const CELLS: usize>(&mut self, cells: [&str; CELLS]) {
        self.rows.push(cells.iter().map(|cell| (*cell).to_owned()).collect());
    }

    /// All lines, each indented by this many spaces.
    pub fn render(&self, indent: usize) -> String {
        let width = |column: usize| self.rows.iter().filter_map(|row| row.get(column)).map(|cell| cell.chars().count()).max().unwrap_or(0);
        let widths: Vec<usize> = (0..self.sides.len()).map(width).collect();
        let mut text = String::new();
        for row in &self.rows {
            let mut line = " ".repeat(indent);
            for (column, cell) in row.iter().enumerate() {
                let width = widths.get(column).copied().unwrap_or(0);
                let gap = if column == 0 { "" } else { "  " };
                // Writing to a String cannot fail.
                let _ = match self.sides.get(column) {
                    Some(Side::Right) => write!(line, "{gap}{cell:>width$}"),
                    _ => write!(line, "{gap}{cell:<width$}"),
                };
            }
            text.push_str(line.trim_end());
            text.push('\n');
        }
        text
    }
}

#[cfg(test)]
mod tests {
    use super::{Side, Table, count, plural, price, timestamp};

    #[test]
    fn thousands_stand_apart() {
        assert_eq!(
            [0, 12, 999, 1000, 906_140, 1_234_567].map(|number: u32| count(number)),
            ["0", "12", "999", "1,000", "906,140", "1,234,567"]
        );
    }

    #[test]
    fn one_is_singular() {
        assert_eq!(plural(1, "order", "orders"), "1 order");
        assert_eq!(plural(0, "order", "orders"), "0 orders");
    }

    #[test]
    fn prices_follow_their_currency() {
        assert_eq!(price(1250, "GBP"), "12.50 GBP");
        assert_eq!(price(5, "EUR"), "0.05 EUR");
        assert_eq!(price(1250, "JPY"), "1250 JPY");
        assert_eq!(price(1250, ""), "12.50");
    }

    #[test]
    fn times_are_utc() {
        assert_eq!(timestamp(1_593_472_730), "2020-06-29T23:18:50Z");
    }

    #[test]
    fn columns_line_up_without_trailing_spaces() {
        let mut table = Table::new(&[Side::Left, Side::Right, Side::Left]);
        table.row(["a", "1", "x"]);
        table.row(["long", "1,000", ""]);
        assert_eq!(table.render(2), "  a         1  x\n  long  1,000\n");
    }
}
