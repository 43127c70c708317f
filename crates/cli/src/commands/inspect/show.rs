//! A model for people.

use crate::commands::inspect::content::{Content, ContextEffect, RankerContent, Ranking};
use crate::commands::inspect::intent;
use crate::commands::inspect::items::Item;
use crate::console::HEADING;
use crate::model::Opened;
use crate::text::{Side, Table, count, plural, price};
use std::fmt::Write as _;

/// Neighbours of an item that are shown of each relation.
const NEIGHBOURS_SHOWN: usize = 10;
/// Values of a circumstance that are shown of each category, those with the largest effect.
const VALUES_SHOWN: usize = 6;

// Writing to a String cannot fail, in all of what follows.

/// The whole model.
pub fn content(content: &Content) -> String {
    let mut text = String::new();
    let _ = writeln!(text, "{HEADING}{}{HEADING:#}", content.file);
    let counts = &content.counts;
    let _ = writeln!(text, "  {} bytes, {} with brotli; format {}", count(content.bytes), count(content.brotli), content.format);
    let newest = content.newest.as_ref().map_or_else(|| "no record has a time".to_owned(), |time| format!("newest record {time}"));
    let currency = if content.currency.is_empty() { "no known currency" } else { &content.currency };
    let _ = writeln!(text, "  {newest}; prices in {currency}");
    let _ = writeln!(
        text,
        "  {} ({} can be shown, {} bought once), {}, {}, {}, {}",
        plural(counts.items, "item", "items"),
        count(counts.can_be_shown as u64),
        count(counts.durable as u64),
        plural(counts.aliases, "alias", "aliases"),
        plural(counts.groups, "group of variants", "groups of variants"),
        plural(counts.categories, "category", "categories"),
        plural(counts.brands, "brand", "brands"),
    );
    sections(&mut text, content);
    relations(&mut text, content);
    context(&mut text, &content.context);
    ranking(&mut text, &content.ranking);
    ranker(&mut text, content.ranker.as_ref());
    intent::show(&mut text, content.intent.as_ref());
    text
}

fn sections(text: &mut String, content: &Content) {
    let _ = writeln!(text, "\n{HEADING}Sections{HEADING:#}");
    let mut table = Table::new(&[Side::Left, Side::Right, Side::Right, Side::Right, Side::Right]);
    table.row(["section", "bytes", "an item", "brotli", "an item"]);
    for section in &content.sections {
        let figures = [section.bytes_per_item, section.brotli_per_item].map(|figure| format!("{figure:.1}"));
        table.row([section.name, &count(section.bytes), &figures[0], &count(section.brotli), &figures[1]]);
    }
    text.push_str(&table.render(2));
}

fn relations(text: &mut String, content: &Content) {
    let _ = writeln!(text, "\n{HEADING}Relations and lists{HEADING:#}");
    let mut table = Table::new(&[Side::Left, Side::Left]);
    for relation in &content.relations {
        let items = plural(relation.items, "item has", "items have");
        let neighbours = plural(relation.neighbours, "neighbour", "neighbours");
        table.row([relation.name, &format!("{items} {neighbours}, {:.1} each", relation.mean_neighbours)]);
    }
    for list in &content.lists {
        let shop = plural(list.shop, "item", "items");
        table.row([
            list.kind,
            &format!("{shop} for the shop; {} with a list of their own", plural(list.categories, "category", "categories")),
        ]);
    }
    text.push_str(&table.render(2));
}

fn context(text: &mut String, effects: &[ContextEffect]) {
    let _ = writeln!(text, "\n{HEADING}Circumstances{HEADING:#}");
    if effects.is_empty() {
        text.push_str("  none shifts any category\n");
    }
    let mut table = Table::new(&[Side::Left, Side::Left, Side::Left]);
    let mut last = "";
    for effect in effects {
        let mut strongest: Vec<&(String, f32)> = effect.factors.iter().collect();
        let size = |factor: f32| if factor >= 1.0 { factor } else { 1.0 / factor };
        strongest.sort_by(|left, right| size(right.1).total_cmp(&size(left.1)));
        let shown: Vec<String> = strongest.iter().take(VALUES_SHOWN).map(|(value, factor)| format!("{value} × {factor:.2}")).collect();
        let more = strongest.len().saturating_sub(VALUES_SHOWN);
        let tail = if more > 0 { format!(", {more} more") } else { String::new() };
        table.row([if effect.dimension == last { "" } else { effect.dimension }, &effect.category, &format!("{}{tail}", shown.join(", "))]);
        last = effect.dimension;
    }
    text.push_str(&table.render(2));
}

fn numbers(values: &[f32]) -> String {
    const SHOWN: usize = 8;
    let shown: Vec<String> = values.iter().take(SHOWN).map(|value| format!("{value:.3}")).collect();
    let more = if values.len() > SHOWN { format!(" … ({} in all)", values.len()) } else { String::new() };
    if values.is_empty() { "none".to_owned() } else { format!("{}{more}", shown.join(" ")) }
}

fn ranking(text: &mut String, ranking: &Ranking) {
    let _ = writeln!(text, "\n{HEADING}Ranking{HEADING:#}");
    let named = |values: &std::collections::BTreeMap<&'static str, f32>| {
        values.iter().map(|(name, value)| format!("{name} {value:.3}")).collect::<Vec<_>>().join(", ")
    };
    let dwell: Vec<String> = ranking.dwell_weights.iter().map(|(seconds, weight)| format!("from {seconds} s × {weight:.2}")).collect();
    let mut table = Table::new(&[Side::Left, Side::Left]);
    table.row(["weight by steps back", &numbers(&ranking.position_weights)]);
    table.row(["bonus for what was seen", &numbers(&ranking.seen_bonus)]);
    table.row(["weight by event", &named(&ranking.event_weights)]);
    table.row(["weight by dwell", &if dwell.is_empty() { "none".to_owned() } else { dwell.join(", ") }]);
    table.row(["share of each relation", &named(&ranking.relation_weights)]);
    table.row(["shown and not opened", &numbers(&ranking.ignored_factors)]);
    table.row(["session on a product's list", &format!("{:.3}", ranking.session_share)]);
    table.row(["popularity", &format!("{:.3}", ranking.popularity_weight)]);
    table.row(["number near the latest", &format!("{:.3}", ranking.near_weight)]);
    table.row(["score of own neighbours", &format!("{:.3}", ranking.support_weight)]);
    text.push_str(&table.render(2));
}

fn ranker(text: &mut String, ranker: Option<&RankerContent>) {
    let _ = writeln!(text, "\n{HEADING}Ranker{HEADING:#}");
    let Some(RankerContent { trees, levels, splits, features }) = ranker else {
        text.push_str("  none: the linear score stands as it is\n");
        return;
    };
    let mut table = Table::new(&[Side::Left, Side::Left]);
    table.row([
        "trees",
        &format!("{trees} of {}, {} in all", plural(usize::from(*levels), "level", "levels"), plural(*splits, "split", "splits")),
    ]);
    let asked: Vec<String> = features.iter().map(|(name, asked)| format!("{name} {asked}")).collect();
    table.row(["levels that ask for", &asked.join(", ")]);
    text.push_str(&table.render(2));
}

/// Single items.
pub fn items(opened: &Opened, items: &[Item]) -> String {
    let mut text = String::new();
    for (place, item) in items.iter().enumerate() {
        if place > 0 {
            text.push('\n');
        }
        let title = item.title.as_deref().filter(|title| *title != item.id).map(|title| format!(" {title}")).unwrap_or_default();
        let _ = writeln!(text, "{HEADING}{}{HEADING:#}{title} (item {})", item.id, item.number);
        columns(&mut text, opened, item);
        for neighbourhood in &item.neighbours {
            let _ = writeln!(text, "  {}, {}", neighbourhood.relation, plural(neighbourhood.items.len(), "neighbour", "neighbours"));
            let mut table = Table::new(&[Side::Right, Side::Left, Side::Left]);
            for neighbour in neighbourhood.items.iter().take(NEIGHBOURS_SHOWN) {
                let title = neighbour.title.as_deref().filter(|title| *title != neighbour.id).unwrap_or_default();
                table.row([&format!("{:.4}", neighbour.weight), &neighbour.id, title]);
            }
            text.push_str(&table.render(4));
            let more = neighbourhood.items.len().saturating_sub(NEIGHBOURS_SHOWN);
            if more > 0 {
                let _ = writeln!(text, "    and {more} more");
            }
        }
    }
    text
}

fn columns(text: &mut String, opened: &Opened, item: &Item) {
    let mut table = Table::new(&[Side::Left, Side::Left]);
    let unknown = |value: &str| if value.is_empty() { "unknown".to_owned() } else { value.to_owned() };
    table.row(["price", &item.price.map_or_else(|| "unknown".to_owned(), |minor_units| price(minor_units, opened.model().currency()))]);
    table.row(["category", &unknown(&item.category)]);
    table.row(["brand", &unknown(&item.brand)]);
    if !item.aliases.is_empty() {
        table.row(["further names", &item.aliases.join(", ")]);
    }
    let states =
        [if item.available { "in stock" } else { "out of stock" }, if item.listed { "may be recommended" } else { "never recommended" }];
    let durable = if item.durable { ", hardly ever bought twice" } else { "" };
    table.row(["state", &format!("{}{durable}", states.join(", "))]);
    table.row(["popularity", &format!("{:.4} of the most popular item's", item.popularity)]);
    table.row(["trend", &format!("{:.2} standard deviations above the usual", item.trend)]);
    table.row(["age", &item.age_days.map_or_else(|| "unknown".to_owned(), |days| plural(usize::from(days), "day", "days"))]);
    text.push_str(&table.render(2));
}
