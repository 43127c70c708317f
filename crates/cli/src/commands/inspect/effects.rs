//! `vitrine inspect --context`: what circumstances change, with the visits that it rests on where the model's card lies beside it.

use crate::commands::inspect::content::category_path;
use crate::commands::recommend::circumstances::value_name;
use crate::console::HEADING;
use crate::failure::Failure;
use crate::model::Opened;
use crate::output::effects::Effect;
use crate::output::manifest::MODEL_CARD;
use crate::text::{Side, Table, count};
use serde::{Deserialize, Serialize};
use std::fmt::Write as _;
use std::fs;
use vitrine_format::{CategoryIndex, Dimension};

/// What is known of a model's effects.
#[derive(Debug, PartialEq, Serialize)]
#[serde(untagged)]
pub enum Effects {
    /// As they were found.
    Found(Vec<Effect>),
    /// As the model applies them, where no card tells more.
    Applied(Vec<Applied>),
}

/// A factor that the model holds.
#[derive(Debug, PartialEq, Serialize)]
pub struct Applied {
    dimension: &'static str,
    value: String,
    category: String,
    factor: f32,
}

/// Of a model card what is read here; cards of earlier versions have no such list.
#[derive(Deserialize)]
struct Card {
    #[serde(default)]
    context: Option<Vec<Effect>>,
}

/// The card's account, where one lies beside the model; else the model's own factors.
pub fn of(opened: &Opened) -> Result<Effects, Failure> {
    let card = opened.path.with_file_name(MODEL_CARD);
    let content = match fs::read(&card) {
        Ok(content) => content,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(Effects::Applied(applied(opened))),
        Err(error) => return Err(Failure::file(&card, "read", &error)),
    };
    let parsed: Card = serde_json::from_slice(&content)
        .map_err(|error| Failure::input(format!("{}: expected the card of a model, found {error}", card.display())))?;
    Ok(parsed.context.map_or_else(|| Effects::Applied(applied(opened)), Effects::Found))
}

fn applied(opened: &Opened) -> Vec<Applied> {
    let model = opened.model();
    let mut effects = Vec::new();
    for dimension in Dimension::ALL.into_iter().filter(|dimension| model.has_context(*dimension)) {
        for category in (0..model.category_count()).map(CategoryIndex) {
            for value in 0..dimension.size() as u8 {
                let factor = model.context_factor(dimension, value, category);
                if (factor - 1.0).abs() > f32::EPSILON {
                    let (value, category) = (value_name(model, dimension, value), category_path(model, category));
                    effects.push(Applied { dimension: dimension.name(), value, category, factor });
                }
            }
        }
    }
    effects
}

/// As a table.
pub fn text(opened: &Opened, effects: &Effects) -> String {
    // Writing to a String cannot fail.
    let mut text = String::new();
    let file = opened.path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let _ = writeln!(text, "{HEADING}What circumstances change, {file}{HEADING:#}");
    match effects {
        Effects::Found(found) if found.is_empty() => text.push_str("  nothing: no visits show an effect beyond chance\n"),
        Effects::Applied(applied) if applied.is_empty() => text.push_str("  nothing: no circumstance shifts any category\n"),
        Effects::Found(found) => text.push_str(&table_of_found(found)),
        Effects::Applied(applied) => {
            text.push_str(&table_of_applied(applied));
            let _ = writeln!(text, "\nHow many visits that rests on stands in {MODEL_CARD}, which is not beside this file.");
        }
    }
    text
}

fn table_of_found(found: &[Effect]) -> String {
    let mut table = Table::new(&[Side::Left, Side::Left, Side::Left, Side::Right, Side::Right, Side::Right, Side::Right]);
    table.row(["circumstance", "value", "category", "factor", "95 % interval", "visits", "expected"]);
    let mut last = "";
    for effect in found {
        table.row([
            if effect.dimension == last { "" } else { &effect.dimension },
            &effect.value,
            &effect.category,
            &format!("× {:.2}", effect.factor),
            &format!("{:.2} to {:.2}", effect.low, effect.high),
            &count(effect.visits),
            &count(effect.expected),
        ]);
        last = &effect.dimension;
    }
    table.render(2)
}

fn table_of_applied(applied: &[Applied]) -> String {
    let mut table = Table::new(&[Side::Left, Side::Left, Side::Left, Side::Right]);
    table.row(["circumstance", "value", "category", "factor"]);
    let mut last = "";
    for effect in applied {
        let dimension = if effect.dimension == last { "" } else { effect.dimension };
        table.row([dimension, &effect.value, &effect.category, &format!("× {:.2}", effect.factor)]);
        last = effect.dimension;
    }
    table.render(2)
}

#[cfg(test)]
mod tests {
    use super::{Effects, of, text};
    use crate::testing::opened;
    use std::fs;

    /// A model with this card beside it, as people read it.
    fn with_card(card: Option<&str>) -> Result<(Effects, String), String> {
        let folder = tempfile::tempdir().unwrap();
        let mut opened = opened();
        opened.path = folder.path().join("model.vitrine");
        if let Some(card) = card {
            fs::write(folder.path().join("model-card.json"), card).unwrap();
        }
        let effects = of(&opened).map_err(|failure| failure.to_string())?;
        let text = text(&opened, &effects);
        Ok((effects, text))
    }

    #[test]
    fn a_card_tells_what_an_effect_rests_on() {
        let card = r#"{ "format": 1, "context": [{ "dimension": "hour", "value": "18:00 to 22:00", "category": "Toys",
            "factor": 2.0, "low": 1.5, "high": 2.6, "visits": 1240, "expected": 620 }] }"#;
        let (_, text) = with_card(Some(card)).unwrap();
        let line = text.lines().last().unwrap().split_whitespace().collect::<Vec<_>>().join(" ");
        assert_eq!(line, "hour 18:00 to 22:00 Toys × 2.00 1.50 to 2.60 1,240 620");
    }

    #[test]
    fn without_a_card_or_with_an_older_one_the_model_speaks_for_itself() {
        for card in [None, Some("{}")] {
            assert!(matches!(with_card(card).unwrap().0, Effects::Applied(_)), "{card:?}");
        }
    }

    #[test]
    fn no_effects_and_broken_cards_are_told() {
        assert!(with_card(Some(r#"{ "context": [] }"#)).unwrap().1.contains("nothing: no visits"));
        assert!(with_card(Some("{")).unwrap_err().contains("expected the card of a model"));
    }
}
