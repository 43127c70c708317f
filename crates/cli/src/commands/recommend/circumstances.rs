//! Circumstances by name: what the page would sense, given by hand.

use crate::failure::Failure;
use serde::Deserialize;
use vitrine_engine::Context;
use vitrine_format::Dimension;

/// Names of the values of a dimension; empty for those that are numbers.
pub const fn value_names(dimension: Dimension) -> &'static [&'static str] {
    match dimension {
        Dimension::Device => &["phone", "tablet", "desktop"],
        Dimension::Hour | Dimension::Locale | Dimension::DeviceHour => &[],
        Dimension::Weekday => &["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"],
        Dimension::Month => {
            &["january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december"]
        }
        Dimension::Referrer => &["direct", "search", "social", "email", "advertisement", "other"],
    }
}

/// A value by name: `phone`, `20:00`, `saturday`, `phone 20:00`.
pub fn value_name(dimension: Dimension, value: u8) -> String {
    match (value_names(dimension).get(usize::from(value)), dimension) {
        (Some(name), _) => (*name).to_owned(),
        (None, Dimension::DeviceHour) => {
            format!("{} {}", value_name(Dimension::Device, value / 24), value_name(Dimension::Hour, value % 24))
        }
        (None, Dimension::Locale) => format!("locale {value}"),
        (None, _) => format!("{value}:00"),
    }
}

/// Circumstances of a session file: names, or numbers for hour and month.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FileContext {
    #[serde(default)]
    device: Option<String>,
    #[serde(default)]
    hour: Option<u8>,
    #[serde(default)]
    weekday: Option<String>,
    #[serde(default)]
    month: Option<u8>,
    #[serde(default)]
    referrer: Option<String>,
}

/// The context of a session file.
pub fn from_file(file: &FileContext) -> Result<Context, Failure> {
    let mut context = Context::unknown();
    let hour = file.hour.map(|hour| hour.to_string());
    let month = file.month.map(|month| month.to_string());
    for (dimension, value) in Dimension::ALL.into_iter().zip([&file.device, &hour, &file.weekday, &month, &file.referrer]) {
        if let Some(value) = value {
            context.set(dimension, Some(number(dimension, value)?));
        }
    }
    Ok(context)
}

/// Adds `name=value` entries.
pub fn add(context: &mut Context, entries: &[String]) -> Result<(), Failure> {
    for entry in entries.iter().filter(|entry| !entry.is_empty()) {
        let hint = "write it as device=phone,hour=20,weekday=saturday,month=11,referrer=search";
        let Some((name, value)) = entry.split_once('=') else {
            return Err(Failure::usage(format!("--context: expected NAME=VALUE, found `{entry}`")).with_hint(hint));
        };
        let Some(dimension) = Dimension::ALL.into_iter().take(Dimension::SENSED).find(|dimension| dimension.name() == name.trim()) else {
            return Err(Failure::usage(format!("--context: there is no circumstance `{name}`")).with_hint(hint));
        };
        context.set(dimension, Some(number(dimension, value.trim())?));
    }
    Ok(())
}

/// The number of a value that people write: names, hours from 0, months from 1.
fn number(dimension: Dimension, value: &str) -> Result<u8, Failure> {
    let names = value_names(dimension);
    let named = names.iter().position(|name| name.eq_ignore_ascii_case(value)).map(|place| place as u8);
    let counted = match dimension {
        Dimension::Hour => value.parse().ok().filter(|hour| *hour < 24),
        Dimension::Month => value.parse::<u8>().ok().and_then(|month| month.checked_sub(1)).filter(|month| *month < 12),
        Dimension::Locale => value.parse().ok().filter(|place| *place < 16),
        _ => None,
    };
    named.or(counted).ok_or_else(|| {
        let expected = match dimension {
            Dimension::Hour => "an hour from 0 to 23".to_owned(),
            Dimension::Month => "a month from 1 to 12".to_owned(),
            Dimension::Locale => "the place of a locale among the model's, from 0 to 15".to_owned(),
            _ => format!("one of {}", names.join(", ")),
        };
        Failure::usage(format!("{}: expected {expected}, found `{value}`", dimension.name()))
    })
}

#[cfg(test)]
mod tests {
    use super::{add, value_name};
    use vitrine_engine::Context;
    use vitrine_format::Dimension;

    fn context(entries: &[&str]) -> Result<Context, String> {
        let mut context = Context::unknown();
        let entries: Vec<String> = entries.iter().map(|entry| (*entry).to_owned()).collect();
        add(&mut context, &entries).map(|()| context).map_err(|failure| failure.to_string())
    }

    #[test]
    fn values_by_name_and_by_number() {
        let found = context(&["device=tablet", "hour=0", "weekday=Sunday", "month=12", "referrer=email"]).unwrap();
        let numbers = Dimension::ALL.map(|dimension| found.get(dimension));
        assert_eq!(numbers, [Some(1), Some(0), Some(6), Some(11), Some(3), None, Some(24)]);
        assert_eq!(context(&["month=may"]).unwrap().get(Dimension::Month), Some(4));
    }

    #[test]
    fn anything_else_is_named() {
        for (entry, expected) in [
            ("hour=24", "hour: expected an hour from 0 to 23, found `24`"),
            ("month=0", "month: expected a month from 1 to 12, found `0`"),
            ("device=watch", "device: expected one of phone, tablet, desktop, found `watch`"),
            ("mood=good", "--context: there is no circumstance `mood`"),
            ("hour", "--context: expected NAME=VALUE, found `hour`"),
        ] {
            assert_eq!(context(&[entry]).unwrap_err(), expected);
        }
    }

    #[test]
    fn hours_read_like_times() {
        assert_eq!(value_name(Dimension::Hour, 7), "7:00");
        assert_eq!(value_name(Dimension::Weekday, 0), "monday");
        assert_eq!(value_name(Dimension::DeviceHour, 68), "desktop 20:00");
    }
}
