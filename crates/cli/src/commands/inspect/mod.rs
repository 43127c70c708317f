//! `vitrine inspect`: what a model holds and what each part costs.

pub mod content;
mod effects;
mod intent;
mod items;
mod show;

use crate::arguments::InspectArguments;
use crate::console;
use crate::failure::Failure;
use crate::model::Opened;
use content::Content;
use vitrine_format::Relation;

/// Name of a relation's section in `FORMAT.md`.
pub const fn section_name(relation: Relation) -> &'static str {
    match relation {
        Relation::ViewedNext => "viewed-next",
        Relation::AlsoViewed => "also-viewed",
        Relation::BoughtTogether => "bought-together",
        Relation::AlsoBought => "also-bought",
        Relation::Similar => "similar",
    }
}

/// Runs the command.
pub fn run(arguments: &InspectArguments) -> Result<(), Failure> {
    let opened = Opened::open(&arguments.model)?;
    if !arguments.items.is_empty() {
        let found = arguments.items.iter().map(|id| Ok(items::Item::of(&opened, opened.item(id)?))).collect::<Result<Vec<_>, Failure>>()?;
        return if arguments.json { console::json(&found) } else { console::answer(&show::items(&opened, &found)) };
    }
    if arguments.context {
        let found = effects::of(&opened)?;
        return if arguments.json { console::json(&found) } else { console::answer(&effects::text(&opened, &found)) };
    }
    let content = Content::of(&opened);
    if arguments.json { console::json(&content) } else { console::answer(&show::content(&content)) }
}

#[cfg(test)]
mod tests {
    use super::{content::Content, items::Item, show};
    use crate::testing::opened;

    #[test]
    fn sections_are_named_with_their_cost_and_sum_up_to_the_file() {
        let opened = opened();
        let content = Content::of(&opened);
        let header = content.sections.first().map_or(0, |section| section.offset as u64);
        assert_eq!(header + content.sections.iter().map(|section| section.bytes).sum::<u64>(), content.bytes);
        let text = show::content(&content);
        for name in ["viewed-next", "similar", "columns", "weight by steps back"] {
            assert!(text.contains(name), "{text}");
        }
    }

    #[test]
    fn an_item_shows_its_neighbours_by_name_strongest_first() {
        let opened = opened();
        let item = Item::of(&opened, opened.item("coat-0").unwrap());
        assert_eq!((item.category.as_str(), item.price), ("coats", Some(1000)));
        for neighbourhood in &item.neighbours {
            assert!(neighbourhood.items.windows(2).all(|pair| pair[0].weight >= pair[1].weight));
        }
        let text = show::items(&opened, &[item]);
        assert!(text.contains("A coat of sort") && text.contains("10.00 GBP"), "{text}");
    }
}
