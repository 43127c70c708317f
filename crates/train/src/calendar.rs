//! Local time of day, weekday and month of a record.

/// Seconds of a day.
pub const DAY: f64 = 86_400.0;

/// Local calendar values of a moment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LocalTime {
    /// 0 to 23.
    pub hour: usize,
    /// 0 Monday to 6 Sunday.
    pub weekday: usize,
    /// 0 January to 11 December.
    pub month: usize,
}

/// Local time from Unix seconds and minutes from UTC; without an offset the seconds are taken as local already, which is how shops export them.
pub fn local_time(time: f64, utc_offset: Option<i16>) -> LocalTime {
    let seconds = time.floor() as i64 + i64::from(utc_offset.unwrap_or(0)) * 60;
    let day = seconds.div_euclid(86_400);
    LocalTime {
        hour: (seconds.rem_euclid(86_400) / 3600) as usize,
        // The first of January 1970 was a Thursday.
        weekday: (day + 3).rem_euclid(7) as usize,
        month: month_of(day),
    }
}

/// Month of a day counted from 1 January 1970, by the calendar that counts years from March
/// (Hinnant, "chrono-compatible low-level date algorithms").
fn month_of(day: i64) -> usize {
    let from_march = (day + 719_468).rem_euclid(146_097);
    let year_of_era = (from_march - from_march / 1460 + from_march / 36_524 - from_march / 146_096) / 365;
    let day_of_year = from_march - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let month_from_march = (5 * day_of_year + 2) / 153;
    ((month_from_march + 2) % 12) as usize
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(time: f64, offset: Option<i16>, hour: usize, weekday: usize, month: usize) {
        assert_eq!(local_time(time, offset), LocalTime { hour, weekday, month }, "{time} {offset:?}");
    }

    #[test]
    fn known_moments() {
        check(0.0, None, 0, 3, 0);
        check(-1.0, None, 23, 2, 11);
        // 29 February 2024, a Thursday, 23:30 UTC.
        check(1_709_249_400.0, None, 23, 3, 1);
        // The same moment an hour further east is 1 March, a Friday.
        check(1_709_249_400.0, Some(60), 0, 4, 2);
        // 31 December 2026, a Thursday, 12:00 UTC.
        check(1_798_718_400.0, Some(-720), 0, 3, 11);
    }
}
