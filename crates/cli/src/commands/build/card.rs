//! `model-card.json`: what was read, what is active, what it costs. It is published with the model, so it names files and no folders.

use crate::output::effects::Effect;
use crate::output::shop::ShopSummary;
use crate::output::sizes::{FileSize, SectionSize};
use serde::Serialize;
use vitrine_ingest::Report;
use vitrine_train::TrainingReport;

/// The whole card.
#[derive(Clone, Debug, Serialize)]
pub struct ModelCard {
    /// Format of the card.
    pub format: u32,
    /// Version of the program.
    pub vitrine: &'static str,
    /// Time of the newest record.
    pub built: String,
    /// ISO 4217 code of all prices.
    pub currency: String,
    /// Items of the model.
    pub items: usize,
    /// What was found in the files.
    pub read: Report,
    /// What was learned.
    pub training: TrainingReport,
    /// Effects of circumstances, one by one; `model-card-context.svg` shows them.
    pub context: Vec<Effect>,
    /// The model file.
    pub model: ModelSummary,
    /// Loader, runtime and engine.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub files: Vec<FileSize>,
    /// Display shards.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub display: Option<DisplaySummary>,
    /// The demonstration shop.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub shop: Option<ShopSummary>,
}

/// Sizes of the model file.
#[derive(Clone, Debug, Serialize)]
pub struct ModelSummary {
    /// The whole file.
    #[serde(flatten)]
    pub size: FileSize,
    /// Its sections, in the order of the file.
    pub sections: Vec<SectionSize>,
}

/// Sizes of the display data.
#[derive(Clone, Debug, Serialize)]
pub struct DisplaySummary {
    /// How many.
    pub shards: usize,
    /// Items in each but the last.
    pub items_per_shard: usize,
    /// Bytes of all.
    pub bytes: u64,
    /// Bytes of the first with brotli.
    pub first_shard_brotli: u64,
}

/// The report with file names in the place of paths: where a merchant's files lie is nobody's business, and must not change the output.
pub fn without_folders(report: &Report) -> Report {
    let mut report = report.clone();
    for file in &mut report.files {
        let path = file.path.clone();
        let name = std::path::Path::new(&path).file_name().map_or_else(|| path.clone(), |name| name.to_string_lossy().into_owned());
        for warning in &mut report.warnings {
            *warning = warning.replace(&path, &name);
        }
        file.path = name;
    }
    report
}

#[cfg(test)]
mod tests {
    use super::without_folders;
    use vitrine_ingest::{FileReport, Report};

    #[test]
    fn the_card_names_files_and_no_folders() {
        let file = FileReport { path: "/home/me/orders.csv".to_owned(), ..FileReport::default() };
        let report =
            Report { files: vec![file], warnings: vec!["/home/me/orders.csv names no customers.".to_owned()], ..Report::default() };
        let found = without_folders(&report);
        assert_eq!(found.files[0].path, "orders.csv");
        assert_eq!(found.warnings, ["orders.csv names no customers."]);
    }
}
