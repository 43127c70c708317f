//! Points in time as exports write them.

use jiff::civil::{Date, DateTime};

/// A point in time and what is known of it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Moment {
    /// Unix seconds; a time without an offset is read as UTC.
    pub(crate) seconds: f64,
    /// Minutes from UTC, where the text carries an offset. A bare `Z` says how the log is kept, not where the shopper is, so it gives none.
    pub(crate) utc_offset: Option<i16>,
    /// The text names a day and no hour.
    pub(crate) day_only: bool,
}

/// Reads Unix seconds, milliseconds, micro- or nanoseconds (told apart by size), `20240131`, ISO 8601 in its common spellings
/// (`2024-01-31`, `2024-01-31T10:20:30.5+01:00`, `2024-01-31 10:20:30 +0100`, `… UTC`), and `2024/01/31 10:20`.
///
/// `None` for anything else and for times after the year 2099: one such row would make all others old.
pub(crate) fn parse(text: &str) -> Option<Moment> {
    const YEAR_2100: f64 = 4_102_444_800.0;
    let text = text.trim();
    let numeric = text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.');
    let moment = if numeric { parse_number(text) } else { parse_iso(text) };
    moment.filter(|moment| moment.seconds < YEAR_2100)
}

fn parse_number(text: &str) -> Option<Moment> {
    let number: f64 = text.parse().ok()?;
    if text.len() == 8 && text.bytes().all(|byte| byte.is_ascii_digit()) {
        // 20240131 as Unix seconds would be a day in 1970.
        let part = |range: std::ops::Range<usize>| text.get(range).and_then(|digits| digits.parse::<i16>().ok());
        if let (Some(year @ 1900..=2099), Some(month), Some(day)) = (part(0..4), part(4..6), part(6..8))
            && let Some(moment) = from_date(year, month, day)
        {
            return Some(moment);
        }
    }
    // 1e11 seconds is the year 5138, 1e11 milliseconds is 1973.
    let seconds = match number {
        _ if number >= 1e17 => number / 1e9,
        _ if number >= 1e14 => number / 1e6,
        _ if number >= 1e11 => number / 1e3,
        _ => number,
    };
    seconds.is_finite().then_some(Moment { seconds, utc_offset: None, day_only: false })
}

/// Midnight UTC of a calendar day.
pub(crate) fn from_date(year: i16, month: i16, day: i16) -> Option<Moment> {
    let date = Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()?;
    Some(Moment { seconds: civil_seconds(date.at(0, 0, 0, 0))?, utc_offset: None, day_only: true })
}

fn civil_seconds(civil: DateTime) -> Option<f64> {
    let timestamp = jiff::tz::Offset::UTC.to_timestamp(civil).ok()?;
    Some(timestamp.as_second() as f64 + f64::from(timestamp.subsec_nanosecond()) / 1e9)
}

fn parse_iso(text: &str) -> Option<Moment> {
    if !text.is_ascii() || text.len() > 40 {
        return None;
    }
    let (civil_text, offset) = split_offset(text)?;
    let mut civil_text = civil_text.trim().replace('/', "-");
    // "10:20" without seconds, and dates written with slashes, are beyond the parser's grammar.
    if civil_text.matches(':').count() == 1 {
        civil_text.push_str(":00");
    }
    let day_only = !civil_text.contains(':');
    let civil: DateTime = if day_only { civil_text.parse::<Date>().ok()?.at(0, 0, 0, 0) } else { civil_text.parse().ok()? };
    let seconds = civil_seconds(civil)? - f64::from(offset.unwrap_or(0)) * 60.0;
    Some(Moment { seconds, utc_offset: offset, day_only })
}

/// Splits `… +01:00`, `…+0100`, `…+01`, `…Z` and `… UTC` off a time; `None` for an offset that is none.
fn split_offset(text: &str) -> Option<(&str, Option<i16>)> {
    for suffix in [" UTC", " GMT", "UTC", "Z", "z"] {
        if let Some(rest) = text.strip_suffix(suffix) {
            return Some((rest, None));
        }
    }
    let Some(time_start) = text.find(':') else { return Some((text, None)) };
    let Some(sign) = text.get(time_start..)?.find(['+', '-']).map(|index| index + time_start) else { return Some((text, None)) };
    let digits: String = text.get(sign + 1..)?.chars().filter(|character| *character != ':').collect();
    if !matches!(digits.len(), 2 | 4) || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let hours: i16 = digits.get(..2)?.parse().ok()?;
    let minutes: i16 = digits.get(2..).filter(|rest| !rest.is_empty()).map_or(Some(0), |rest| rest.parse().ok())?;
    if hours > 15 || minutes > 59 {
        return None;
    }
    let offset = hours * 60 + minutes;
    Some((text.get(..sign)?, Some(if text.get(sign..=sign)? == "-" { -offset } else { offset })))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: Option<(f64, Option<i16>, bool)>) {
        let found = parse(text).map(|moment| (moment.seconds, moment.utc_offset, moment.day_only));
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn unix_seconds() {
        check("1396437466.94", Some((1_396_437_466.94, None, false)));
    }
    #[test]
    fn unix_milliseconds() {
        check("1396437466940", Some((1_396_437_466.94, None, false)));
    }
    #[test]
    fn unix_microseconds() {
        check("1396437466940000", Some((1_396_437_466.94, None, false)));
    }
    #[test]
    fn zulu_is_no_local_time() {
        check("2014-04-02T11:17:46Z", Some((1_396_437_466.0, None, false)));
    }
    #[test]
    fn utc_in_words() {
        check("2014-04-02 11:17:46 UTC", Some((1_396_437_466.0, None, false)));
    }
    #[test]
    fn offset_with_colon() {
        check("2014-04-02T13:17:46.5+02:00", Some((1_396_437_466.5, Some(120), false)));
    }
    #[test]
    fn offset_as_shopify_writes_it() {
        check("2014-04-02 06:17:46 -0500", Some((1_396_437_466.0, Some(-300), false)));
    }
    #[test]
    fn no_offset_is_read_as_utc() {
        check("2009-12-01 07:45:00", Some((1_259_653_500.0, None, false)));
    }
    #[test]
    fn no_seconds() {
        check("2009/12/01 07:45", Some((1_259_653_500.0, None, false)));
    }
    #[test]
    fn day_with_dashes() {
        check("2009-12-01", Some((1_259_625_600.0, None, true)));
    }
    #[test]
    fn day_in_eight_digits() {
        check("20091201", Some((1_259_625_600.0, None, true)));
    }
    #[test]
    fn no_such_day() {
        check("2009-02-30", None);
    }
    #[test]
    fn far_future() {
        check("9999-12-31T00:00:00Z", None);
        check("99999999999999999999", None);
    }
    #[test]
    fn words() {
        check("yesterday", None);
    }
    #[test]
    fn nothing() {
        check("", None);
    }
}
