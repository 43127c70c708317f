//! Dates of the log and the clock of a British shop.

use crate::catalogue::DAYS;

/// Days from 1970-01-01 to the log's first day, 2025-11-01.
const FIRST_DAY: i64 = 20_393;

/// A local wall-clock time with its offset from UTC.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Moment {
    /// Seconds since the log's first local midnight.
    pub(crate) local: i64,
    /// Minutes east of UTC.
    pub(crate) offset: i16,
}

impl Moment {
    /// "2026-03-02T19:14:05+00:00".
    pub(crate) fn iso(self) -> String {
        self.text('T', "", ":")
    }

    /// "2026-03-02 19:14:05 +0000", as Shopify writes it.
    pub(crate) fn shopify(self) -> String {
        self.text(' ', " ", "")
    }

    fn text(self, between: char, before_offset: &str, within_offset: &str) -> String {
        let (year, month, day) = civil(FIRST_DAY + self.local.div_euclid(86_400));
        let second = self.local.rem_euclid(86_400);
        let (hour, minute, second) = (second / 3600, second / 60 % 60, second % 60);
        let (sign, offset) = (if self.offset < 0 { '-' } else { '+' }, self.offset.abs());
        format!(
            "{year:04}-{month:02}-{day:02}{between}{hour:02}:{minute:02}:{second:02}{before_offset}{sign}{:02}{within_offset}{:02}",
            offset / 60,
            offset % 60
        )
    }
}

/// Month of a day of the log, January being 0.
pub(crate) fn month(day: usize) -> usize {
    civil(FIRST_DAY + day as i64).1 as usize - 1
}

/// Weekday of a day of the log, Monday being 0.
pub(crate) fn weekday(day: usize) -> usize {
    // 1970-01-01 was a Thursday.
    (FIRST_DAY + day as i64 + 3).rem_euclid(7) as usize
}

/// Minutes that British clocks are ahead of UTC: summer time from the last Sunday of March to that of October.
pub(crate) fn british_offset(day: usize) -> i16 {
    let (_, month, date) = civil(FIRST_DAY + day as i64);
    let last_sunday_passed = |date: u32| date as usize >= 25 && date as usize - 25 >= (weekday(day) + 1) % 7;
    let summer = match month {
        4..=9 => true,
        3 => last_sunday_passed(date),
        10 => !last_sunday_passed(date),
        _ => false,
    };
    if summer { 60 } else { 0 }
}

/// Date of the last day, for the record.
pub(crate) fn span() -> [String; 2] {
    [0, DAYS as i64 - 1].map(|day| {
        let (year, month, date) = civil(FIRST_DAY + day);
        format!("{year:04}-{month:02}-{date:02}")
    })
}

/// Year, month and day of a number of days since 1970-01-01 (Howard Hinnant, "chrono-compatible low-level date algorithms").
fn civil(days: i64) -> (i64, u32, u32) {
    let shifted = days + 719_468;
    let era = shifted.div_euclid(146_097);
    let day_of_era = shifted.rem_euclid(146_097);
    let year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let shifted_month = (5 * day_of_year + 2) / 153;
    let day = (day_of_year - (153 * shifted_month + 2) / 5 + 1) as u32;
    let month = if shifted_month < 10 { shifted_month + 3 } else { shifted_month - 9 } as u32;
    (year_of_era + era * 400 + i64::from(month <= 2), month, day)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn moment(day: i64, offset: i16) -> String {
        Moment { local: day * 86_400 + 9 * 3600 + 5, offset }.iso()
    }

    #[test]
    fn the_log_spans_a_year() {
        assert_eq!(span(), ["2025-11-01", "2026-10-31"]);
        assert_eq!(moment(0, 0), "2025-11-01T09:00:05+00:00");
        assert_eq!(weekday(0), 5, "a Saturday");
        assert_eq!(month(0), 10);
    }

    #[test]
    fn clocks_change_on_sundays() {
        // 2026-03-29 and 2026-10-25.
        let days = [(147, 0, "03-28"), (148, 60, "03-29"), (357, 60, "10-24"), (358, 0, "10-25"), (364, 0, "10-31")];
        for (day, offset, date) in days {
            assert!(moment(day, 0).contains(date), "{day} is {}", moment(day, 0));
            assert_eq!(british_offset(day as usize), offset, "{date}");
        }
    }

    #[test]
    fn shopify_writes_no_t() {
        assert_eq!(Moment { local: 0, offset: 60 }.shopify(), "2025-11-01 00:00:00 +0100");
    }
}
