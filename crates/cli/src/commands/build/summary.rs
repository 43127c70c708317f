//! What `vitrine build` says: what it found and assumed, what it learned, what it costs, and what to paste.

use crate::commands::build::card::ModelCard;
use crate::console::{FAINT, HEADING};
use crate::output::manifest::LOADER;
use crate::text::{Side, Table, count, plural};
use std::fmt::Write as _;
use std::path::Path;
use vitrine_ingest::{EventTimes, FileReport, Report};
use vitrine_train::Tuned;

/// The whole text.
pub fn text(report: &Report, card: &ModelCard, out: &Path) -> String {
    let mut text = String::new();
    heading(&mut text, "Read");
    for file in &report.files {
        file_lines(&mut text, file);
    }
    joins(&mut text, report);
    learned(&mut text, report, card);
    model_sizes(&mut text, card);
    wire(&mut text, card);
    paste(&mut text, card, out);
    text
}

fn heading(text: &mut String, heading: &str) {
    let gap = if text.is_empty() { "" } else { "\n" };
    // Writing to a String cannot fail, here and below.
    let _ = writeln!(text, "{gap}{HEADING}{heading}{HEADING:#}");
}

fn file_lines(text: &mut String, file: &FileReport) {
    let _ = writeln!(text, "  {}: {}, {}", file.path, file.dialect, file.layout);
    let _ = writeln!(text, "    {} → {}", number(file.rows, "row"), kept(file));
    if !file.columns.is_empty() {
        let columns: Vec<String> = file.columns.iter().map(|column| format!("{} = {}", column.role, column.column)).collect();
        for line in wrapped(&columns, 96) {
            let _ = writeln!(text, "    {FAINT}{line}{FAINT:#}");
        }
    }
    for (what, entries) in [("left out", &file.dropped), ("kept all the same", &file.noted)] {
        for entry in entries {
            let _ = writeln!(text, "    {what}: {}, {} (first: line {})", number(entry.rows, "row"), entry.reason, entry.first_line);
        }
    }
}

/// What became of a file's rows: `11 products`.
fn kept(file: &FileReport) -> String {
    number(file.kept, file.kind.strip_suffix('s').unwrap_or(file.kind))
}

/// A number and its noun, which forms its plural with an s.
fn number(number: u64, one: &str) -> String {
    plural(usize::try_from(number).unwrap_or(usize::MAX), one, &format!("{one}s"))
}

/// Joins entries by commas into lines of at most about this many characters.
fn wrapped(entries: &[String], width: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for entry in entries {
        match lines.last_mut() {
            Some(line) if line.chars().count() + entry.chars().count() + 2 <= width => {
                line.push_str(", ");
                line.push_str(entry);
            }
            _ => lines.push(entry.clone()),
        }
    }
    let last = lines.len().saturating_sub(1);
    for line in lines.iter_mut().take(last) {
        line.push(',');
    }
    lines
}

fn joins(text: &mut String, report: &Report) {
    let joins = &report.joins;
    let parts = |entries: &[(u64, &str)]| -> String {
        let some: Vec<String> =
            entries.iter().filter(|(number, _)| *number > 0).map(|(number, how)| format!("{} {how}", count(*number))).collect();
        some.join(", ")
    };
    let orders = parts(&[
        (joins.order_lines_by_sku, "by SKU"),
        (joins.order_lines_by_id, "by id"),
        (joins.order_lines_by_name, "by name"),
        (joins.order_lines_unknown, "not joined"),
    ]);
    let logged: u64 = report.files.iter().filter(|file| file.kind == "events").map(|file| file.kept).sum();
    let without = logged.saturating_sub(joins.events_by_id + joins.events_by_alias);
    let events = parts(&[
        (joins.events_by_id, "by id"),
        (joins.events_by_alias, "by SKU"),
        (joins.events_unknown, "not joined"),
        (without, "searches without a product"),
    ]);
    if orders.is_empty() && events.is_empty() {
        return;
    }
    heading(text, "Joined to products");
    let mut table = Table::new(&[Side::Left, Side::Left]);
    for (what, how) in [("order lines", &orders), ("events", &events)] {
        if !how.is_empty() {
            table.row([what, how]);
        }
    }
    text.push_str(&table.render(2));
}

fn learned(text: &mut String, report: &Report, card: &ModelCard) {
    heading(text, "Learned");
    let training = &card.training;
    let mut seen =
        vec![format!("{}, {} of them on sale", number(training.products as u64, "product"), count(training.products_shown as u64))];
    if training.sessions > 0 {
        seen.push(number(training.sessions as u64, "session"));
    }
    if training.orders > 0 {
        seen.push(number(training.orders as u64, "order"));
    }
    if training.days > 0.0 {
        seen.push(number(training.days.ceil() as u64, "day"));
    }
    // Made-up times begin with the epoch.
    let timeless = report.newest == 0 || (report.event_times == EventTimes::Made && training.orders == 0);
    let newest = if timeless { "no record has a time".to_owned() } else { format!("the newest record is of {}", card.built) };
    let _ = writeln!(text, "  from {}; {newest}", seen.join(", "));
    let mut table = Table::new(&[Side::Left, Side::Left, Side::Right, Side::Left]);
    for part in &training.parts {
        let covered = if part.active { count(part.covered as u64) } else { String::new() };
        table.row([if part.active { "+" } else { "-" }, part.name, &covered, &part.reason]);
    }
    text.push_str(&table.render(2));
    if let Some(tuned) = &training.tuned {
        fitted(text, tuned);
    }
    for note in &training.notes {
        let _ = writeln!(text, "  note: {note}");
    }
}

/// What the search for the shop's own numbers chose and gained.
pub fn fitted(text: &mut String, tuned: &Tuned) {
    heading(text, "Fitted to the latest sessions");
    let from_to = |pair: [f64; 2]| format!("{:.3} → {:.3}", pair[0], pair[1]);
    let _ = writeln!(
        text,
        "  {} tried on {}; on {} more that the search did not see: HR@20 {}, MRR@20 {}",
        plural(tuned.trials, "set of numbers", "sets of numbers"),
        number(tuned.asked as u64, "step"),
        count(tuned.held as u64),
        from_to(tuned.hit_rate),
        from_to(tuned.reciprocal_rank),
    );
    let change = |(name, [before, after]): &(String, [f64; 2])| format!("{name} {} → {}", short(*before), short(*after));
    let changes: Vec<String> = tuned.numbers.iter().map(change).collect();
    for line in wrapped(&changes, 96) {
        let _ = writeln!(text, "    {FAINT}{line}{FAINT:#}");
    }
    if tuned.numbers.is_empty() {
        let _ = writeln!(text, "    {FAINT}the defaults did best{FAINT:#}");
    }
    if let Some(shortage) = &tuned.shortage {
        let _ = writeln!(text, "  note: {shortage}");
    }
}

/// Two decimals at most.
fn short(value: f64) -> String {
    format!("{value:.2}").trim_end_matches('0').trim_end_matches('.').to_owned()
}

fn model_sizes(text: &mut String, card: &ModelCard) {
    heading(text, "Model");
    let mut table = Table::new(&[Side::Left, Side::Right, Side::Right]);
    table.row(["section", "bytes", "an item"]);
    for section in &card.model.sections {
        table.row([section.name, &count(section.bytes), &format!("{:.1}", section.bytes_per_item)]);
    }
    let bytes = card.model.size.bytes;
    table.row(["in all, with header", &count(bytes), &format!("{:.1}", bytes as f64 / card.items.max(1) as f64)]);
    text.push_str(&table.render(2));
}

fn wire(text: &mut String, card: &ModelCard) {
    heading(text, "On the wire");
    let mut table = Table::new(&[Side::Left, Side::Right, Side::Right]);
    table.row(["file", "bytes", "brotli"]);
    for file in card.files.iter().chain([&card.model.size]) {
        table.row([&file.file, &count(file.bytes), &file.brotli.map(count).unwrap_or_default()]);
    }
    text.push_str(&table.render(2));
    let code: u64 = card.files.iter().filter_map(|file| file.brotli).sum();
    if let Some(display) = &card.display {
        let _ = writeln!(text, "  code in all, with brotli: {} bytes", count(code));
        let _ = writeln!(
            text,
            "  card texts: {} of {} items, {} bytes in all; the first takes {} with brotli",
            number(display.shards as u64, "shard"),
            display.items_per_shard,
            count(display.bytes),
            count(display.first_shard_brotli)
        );
    }
    if let Some(shop) = &card.shop {
        let _ = writeln!(
            text,
            "  shop: {} product pages, {} collections, {} pictures copied; {} files, {} bytes",
            count(shop.products as u64),
            count(shop.collections as u64),
            count(shop.pictures as u64),
            count(shop.files as u64),
            count(shop.bytes)
        );
        for (number, what) in [
            (shop.missing_pictures, "pictures are not beside the products file"),
            (shop.without_picture, "products have no picture and show a drawn one"),
            (shop.without_price, "products have no price and cannot be bought"),
        ] {
            if number > 0 {
                let _ = writeln!(text, "    {} {what}", count(number as u64));
            }
        }
    }
}

fn paste(text: &mut String, card: &ModelCard, out: &Path) {
    if card.files.is_empty() {
        return;
    }
    heading(text, "Paste");
    let _ = writeln!(text, "  Upload {} as /vitrine/ and put these lines on the page:", out.display());
    let _ = writeln!(text, "    <script type=\"module\" src=\"/vitrine/{LOADER}\"></script>");
    let _ = writeln!(text, "    <vitrine-shelf placement=\"product\"></vitrine-shelf>");
}

#[cfg(test)]
mod tests {
    use super::wrapped;

    #[test]
    fn long_lists_are_wrapped_at_entries() {
        let entries: Vec<String> = ["aaaa", "bbbb", "cccc"].map(str::to_owned).to_vec();
        assert_eq!(wrapped(&entries, 10), ["aaaa, bbbb,", "cccc"]);
        assert_eq!(wrapped(&[], 10), Vec::<String>::new());
    }
}
