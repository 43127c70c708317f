//! Names cross into JavaScript as numbers: the page's tables must hold the engine's names in the engine's order.
#![cfg(not(target_arch = "wasm32"))]

use vitrine_engine::{EventKind, FactClass, ListName, Placement, ReasonKind};

/// The quoted names of a table in `www/src/engine.ts`, from its declaration to the closing bracket; none where there is no such table.
fn table(declaration: &str) -> Vec<String> {
    let source = include_str!("../../../www/src/engine.ts");
    let after = source.split_once(declaration).map_or("", |(_, after)| after);
    let inside = after.split_once("= [").and_then(|(_, after)| after.split_once(']')).map_or("", |(inside, _)| inside);
    inside.split('\'').skip(1).step_by(2).map(str::to_owned).collect()
}

#[test]
fn list_types() {
    assert_eq!(table("export const listNames"), ListName::ALL.map(ListName::name));
}

#[test]
fn placements() {
    assert_eq!(table("export const placementNames"), Placement::ALL.map(Placement::name));
}

#[test]
fn reasons() {
    let names = table("export const reasonNames");
    let known = [
        ReasonKind::Viewed,
        ReasonKind::InCart,
        ReasonKind::Bought,
        ReasonKind::GoesWith,
        ReasonKind::SimilarTo,
        ReasonKind::Several,
        ReasonKind::Context,
        ReasonKind::Popular,
        ReasonKind::Trending,
        ReasonKind::New,
        ReasonKind::Recent,
        ReasonKind::Range,
        ReasonKind::Taste,
        ReasonKind::Again,
    ];
    assert_eq!(names.len(), known.len());
    for kind in known {
        assert_eq!(names.get(kind as usize).map(String::as_str), Some(kind.name()));
    }
}

#[test]
fn classes_of_facts() {
    assert_eq!(table("export const factNames"), FactClass::ALL.map(FactClass::name));
}

#[test]
fn event_kinds() {
    let source = include_str!("../../../www/src/engine.ts");
    let names = ["view", "add_to_cart", "remove_from_cart", "purchase", "wishlist", "impression", "search", "hide"];
    assert_eq!(names.len(), EventKind::ALL.len());
    for (number, name) in names.iter().enumerate() {
        assert!(source.contains(&format!("  {name}: {number},")), "{name} is not {number} in engine.ts");
    }
}
