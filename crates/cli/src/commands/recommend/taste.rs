//! What earlier visits would have left behind, given by hand: likings and purchases.

use crate::commands::recommend::words::TIERS;
use crate::failure::Failure;
use crate::model::Opened;
use vitrine_engine::{Fact, FactClass, Session, Taste};
use vitrine_format::BrandIndex;

const HINT: &str = "write it as category=Coats:0.5,brand=Oslo:0.8,price=high:0.3,trait=colour:red:0.4,novelty=0.5";

/// The taste of `CLASS=NAME:SHARE` entries.
pub fn taste(opened: &Opened, entries: &[String]) -> Result<Taste, Failure> {
    let mut taste = Taste::unknown();
    for entry in entries.iter().filter(|entry| !entry.is_empty()) {
        let wrong = || Failure::usage(format!("--taste: expected CLASS=NAME:SHARE, found `{entry}`")).with_hint(HINT);
        let (class, rest) = entry.split_once('=').ok_or_else(wrong)?;
        let share = |text: &str| text.trim().parse::<f32>().ok().filter(|share| (-1.0..=1.0).contains(share)).ok_or_else(wrong);
        if class.trim() == "novelty" {
            taste.set_novelty(share(rest)?);
            continue;
        }
        // Names may hold colons, as those of traits do.
        let (name, weight) = rest.rsplit_once(':').ok_or_else(wrong)?;
        let class = FactClass::ALL.into_iter().find(|known| known.name() == class.trim()).ok_or_else(wrong)?;
        let value = value(opened, class, name.trim())
            .ok_or_else(|| Failure::input(format!("--taste: the model has no {} `{}`", class.name(), name.trim())))?;
        taste.set(Fact { class, value }, share(weight)?);
    }
    Ok(taste)
}

/// The number of a fact by its name.
fn value(opened: &Opened, class: FactClass, name: &str) -> Option<u32> {
    let model = opened.model();
    match class {
        FactClass::Category => model.find_category(name).map(|category| u32::from(category.0)),
        FactClass::Brand => (0..model.brand_count()).find(|brand| model.brand_name(BrandIndex(*brand)) == name).map(u32::from),
        FactClass::PriceTier => TIERS.iter().position(|tier| *tier == name).map(|number| number as u32),
        FactClass::Trait => (0..model.trait_count()).find(|number| model.trait_name(*number) == name),
    }
}

/// Adds purchases of earlier visits, `ID:DAYS` each.
pub fn remember(opened: &Opened, session: &mut Session, entries: &[String]) -> Result<(), Failure> {
    for entry in entries {
        let wrong = || Failure::usage(format!("--bought: expected ID:DAYS, found `{entry}`")).with_hint("write it as --bought tea:30");
        let (id, days) = entry.rsplit_once(':').ok_or_else(wrong)?;
        let days = days.parse::<f32>().ok().filter(|days| *days >= 0.0 && days.is_finite()).ok_or_else(wrong)?;
        session.remember_purchase(opened.item(id)?, days);
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::{remember, taste};
    use crate::testing::opened;
    use vitrine_engine::{Fact, FactClass, Session};

    #[test]
    fn likings_by_name() {
        let opened = opened();
        let name = opened.model().category_name(vitrine_format::CategoryIndex(0)).to_owned();
        let found = taste(&opened, &[format!("category={name}:0.5"), "novelty=-1".to_owned()]).unwrap();
        assert!((found.weight(Fact { class: FactClass::Category, value: 0 }) - 0.5).abs() < 1e-6);
    }

    #[test]
    fn anything_else_is_named() {
        let opened = opened();
        for entry in ["brand", "brand=Oslo", "brand=Oslo:2", "shape=round:0.5", "brand=Nobody:0.5", "novelty=2"] {
            let message = taste(&opened, &[entry.to_owned()]).map(|_| ()).unwrap_err().to_string();
            assert!(message.starts_with("--taste: "), "{message}");
        }
        assert!(remember(&opened, &mut Session::new(), &["coat-0".to_owned()]).is_err());
    }
}
