//! Circumstances by name: what the page would sense, given by hand.

use crate::failure::Failure;
use serde::Deserialize;
use vitrine_catalog::Locale;
use vitrine_engine::Context;
use vitrine_format::{Dimension, Model};

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

/// A value by name: `phone`, `20:00`, `saturday`, `en-gb`, `phone 20:00`.
pub fn value_name<B: AsRef<[u8]>>(model: &Model<B>, dimension: Dimension, value: u8) -> String {
    match (value_names(dimension).get(usize::from(value)), dimension) {
        (Some(name), _) => (*name).to_owned(),
        (None, Dimension::DeviceHour) => {
            format!("{} {}", value_name(model, Dimension::Device, value / 24), value_name(model, Dimension::Hour, value % 24))
        }
        (None, Dimension::Locale) => model.locale(value).to_owned(),
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
    #[serde(default)]
    locale: Option<String>,
}

/// The context of a session file.
pub fn from_file<B: AsRef<[u8]>>(model: &Model<B>, file: &FileContext) -> Result<Context, Failure> {
    let mut context = Context::unknown();
    let hour = file.hour.map(|hour| hour.to_string());
    let month = file.month.map(|month| month.to_string());
    for (dimension, value) in Dimension::ALL.into_iter().zip([&file.device, &hour, &file.weekday, &month, &file.referrer, &file.locale]) {
        if let Some(value) = value {
            context.set(dimension, number(model, dimension, value)?);
        }
    }
    Ok(context)
}

/// Adds `name=value` entries.
pub fn add<B: AsRef<[u8]>>(model: &Model<B>, context: &mut Context, entries: &[String]) -> Result<(), Failure> {
    for entry in entries.iter().filter(|entry| !entry.is_empty()) {
        let hint = "write it as device=phone,hour=20,weekday=saturday,month=11,referrer=search,locale=en-gb";
        let Some((name, value)) = entry.split_once('=') else {
            return Err(Failure::usage(format!("--context: expected NAME=VALUE, found `{entry}`")).with_hint(hint));
        };
        let Some(dimension) = Dimension::ALL.into_iter().take(Dimension::SENSED).find(|dimension| dimension.name() == name.trim()) else {
            return Err(Failure::usage(format!("--context: there is no circumstance `{name}`")).with_hint(hint));
        };
        context.set(dimension, number(model, dimension, value.trim())?);
    }
    Ok(())
}

/// The number of a value that people write: names, hours from 0, months from 1; none for a locale of which the model does not know.
fn number<B: AsRef<[u8]>>(model: &Model<B>, dimension: Dimension, value: &str) -> Result<Option<u8>, Failure> {
    if dimension == Dimension::Locale {
        return match Locale::parse(value).map(|locale| locale.to_string()) {
            Some(locale) => Ok(model.find_locale(&locale)),
            None => Err(Failure::usage(format!("locale: expected a language and region such as en-GB, found `{value}`"))),
        };
    }
    let names = value_names(dimension);
    let named = names.iter().position(|name| name.eq_ignore_ascii_case(value)).map(|place| place as u8);
    let counted = match dimension {
        Dimension::Hour => value.parse().ok().filter(|hour| *hour < 24),
        Dimension::Month => value.parse::<u8>().ok().and_then(|month| month.checked_sub(1)).filter(|month| *month < 12),
        _ => None,
    };
    named.or(counted).map(Some).ok_or_else(|| {
        let expected = match dimension {
            Dimension::Hour => "an hour from 0 to 23".to_owned(),
            Dimension::Month => "a month from 1 to 12".to_owned(),
            _ => format!("one of {}", names.join(", ")),
        };
        Failure::usage(format!("{}: expected {expected}, found `{value}`", dimension.name()))
    })
}

#[cfg(test)]
mod tests {
    use super::{add, value_name};
    use crate::testing::opened;
    use vitrine_engine::Context;
    use vitrine_format::Dimension;

    fn context(entries: &[&str]) -> Result<Context, String> {
        let mut context = Context::unknown();
        let entries: Vec<String> = entries.iter().map(|entry| (*entry).to_owned()).collect();
        add(opened().model(), &mut context, &entries).map(|()| context).map_err(|failure| failure.to_string())
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
            ("locale=english", "locale: expected a language and region such as en-GB, found `english`"),
            ("hour", "--context: expected NAME=VALUE, found `hour`"),
        ] {
            assert_eq!(context(&[entry]).unwrap_err(), expected);
        }
    }

    #[test]
    fn hours_read_like_times() {
        let opened = opened();
        for (dimension, value, expected) in
            [(Dimension::Hour, 7, "7:00"), (Dimension::Weekday, 0, "monday"), (Dimension::DeviceHour, 68, "desktop 20:00")]
        {
            assert_eq!(value_name(opened.model(), dimension, value), expected);
        }
    }
}
