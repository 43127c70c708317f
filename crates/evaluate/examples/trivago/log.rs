//! The log: sessions of rows, and the click-outs in them.

use std::collections::BTreeMap;
use std::error::Error;
use std::fs::File;
use std::path::Path;

use flate2::read::GzDecoder;
use vitrine_catalog::DeviceClass;

/// One thing that a visitor did.
#[derive(Clone, Debug)]
pub struct Row {
    /// Unix seconds.
    pub time: f64,
    /// The hotel, where the row is about one.
    pub item: Option<u32>,
    /// The list and prices of a click-out.
    pub shown: Option<(Vec<u32>, Vec<f64>)>,
}

/// One visit.
#[derive(Clone, Debug)]
pub struct Session {
    /// Oldest first.
    pub rows: Vec<Row>,
    /// The device.
    pub device: DeviceClass,
    /// Minutes that the visitor's clock is ahead of UTC, by the country of the platform.
    pub utc_offset: i16,
}

/// One click-out of a list.
#[derive(Clone, Debug)]
pub struct Click<'a> {
    /// Its place among the session's rows.
    pub at: usize,
    /// Hotels in the order shown.
    pub items: &'a [u32],
    /// Their prices.
    pub prices: &'a [f64],
    /// Place of the clicked one.
    pub target: usize,
}

impl Session {
    /// Click-outs whose hotel is in a list of at least two.
    pub fn clicks(&self) -> impl Iterator<Item = Click<'_>> {
        self.rows.iter().enumerate().filter_map(|(at, row)| {
            let (items, prices) = row.shown.as_ref()?;
            let target = items.iter().position(|item| Some(*item) == row.item)?;
            (items.len() > 1 && items.len() == prices.len()).then_some(Click { at, items, prices, target })
        })
    }
}

/// Reads the log; sessions by the time of their first row.
pub fn read(path: &Path) -> Result<Vec<Session>, Box<dyn Error>> {
    let file = File::open(path).map_err(|error| format!("{}: {error}", path.display()))?;
    let mut reader = csv::Reader::from_reader(GzDecoder::new(file));
    let header = reader.headers()?.clone();
    let column = |name: &str| header.iter().position(|found| found == name).ok_or(format!("no column `{name}`"));
    let (session, time, step, action) = (column("session_id")?, column("timestamp")?, column("step")?, column("action_type")?);
    let (reference, platform, device) = (column("reference")?, column("platform")?, column("device")?);
    let (impressions, prices) = (column("impressions")?, column("prices")?);
    let mut found: BTreeMap<String, (Session, Vec<(u32, Row)>)> = BTreeMap::new();
    for record in reader.records() {
        let record = record?;
        let cell = |at: usize| record.get(at).unwrap_or_default();
        let class = match cell(device) {
            "mobile" => DeviceClass::Phone,
            "tablet" => DeviceClass::Tablet,
            _ => DeviceClass::Desktop,
        };
        let numbers = |text: &str| text.split('|').filter_map(|number| number.parse().ok()).collect::<Vec<f64>>();
        let shown = (cell(action) == "clickout item").then(|| {
            let items = cell(impressions).split('|').filter_map(|item| item.parse().ok()).collect();
            (items, numbers(cell(prices)))
        });
        let about = cell(action).contains("item").then(|| cell(reference).parse().ok()).flatten();
        let row = Row { time: cell(time).parse()?, item: about, shown };
        let new = || (Session { rows: Vec::new(), device: class, utc_offset: utc_offset(cell(platform)) }, Vec::new());
        found.entry(cell(session).to_owned()).or_insert_with(new).1.push((cell(step).parse()?, row));
    }
    let mut sessions: Vec<Session> = found
        .into_values()
        .map(|(session, mut rows)| {
            rows.sort_by_key(|(step, _)| *step);
            Session { rows: rows.into_iter().map(|(_, row)| row).collect(), ..session }
        })
        .collect();
    sessions.sort_by(|left, right| left.rows[0].time.total_cmp(&right.rows[0].time));
    Ok(sessions)
}

/// Winter time of the country's most populous zone, in minutes; the log is of November.
fn utc_offset(platform: &str) -> i16 {
    let hours: f32 = match platform {
        "BR" | "AR" | "CL" => -3.0,
        "US" | "CO" | "EC" | "PE" | "CA" => -5.0,
        "MX" => -6.0,
        "IN" => 5.5,
        "AU" => 11.0,
        "NZ" => 13.0,
        "JP" | "KR" => 9.0,
        "MY" | "PH" | "HK" | "SG" | "TW" | "CN" => 8.0,
        "TH" | "VN" | "ID" => 7.0,
        "TR" | "RU" => 3.0,
        "IL" | "GR" | "ZA" | "FI" | "RO" | "BG" => 2.0,
        "UK" | "IE" | "PT" => 0.0,
        _ => 1.0,
    };
    (hours * 60.0) as i16
}
