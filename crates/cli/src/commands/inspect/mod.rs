//! `vitrine inspect`: what a model holds and what each part costs.

mod content;
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
    let content = Content::of(&opened);
    if arguments.json { console::json(&content) } else { console::answer(&show::content(&content)) }
}
