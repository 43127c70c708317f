//! How a command fails: one clear sentence, perhaps a hint, and an exit code.

use std::io;
use std::path::Path;
use vitrine_evaluate::EvaluationError;
use vitrine_format::{EncodeError, FormatError};
use vitrine_ingest::IngestError;
use vitrine_shop::ShopError;
use vitrine_train::TrainError;

/// Whose mistake it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// The input is wrong, or the machine refused: exit code 1.
    Input,
    /// The command was used wrongly: exit code 2.
    Usage,
}

/// A command's failure.
#[derive(Debug, thiserror::Error)]
#[error("{message}")]
pub struct Failure {
    /// Whose mistake.
    pub fault: Fault,
    /// One sentence: what was expected, what was found, and where.
    pub message: String,
    /// What to do about it.
    pub hint: Option<String>,
}

impl Failure {
    /// The input is wrong.
    pub fn input(message: impl Into<String>) -> Failure {
        Failure { fault: Fault::Input, message: message.into(), hint: None }
    }

    /// The command was used wrongly.
    pub fn usage(message: impl Into<String>) -> Failure {
        Failure { fault: Fault::Usage, message: message.into(), hint: None }
    }

    /// Adds what to do about it.
    #[must_use]
    pub fn with_hint(mut self, hint: impl Into<String>) -> Failure {
        self.hint = Some(hint.into());
        self
    }

    /// A file or folder that could not be read or written.
    pub fn file(path: &Path, action: &str, error: &io::Error) -> Failure {
        let reason = match error.kind() {
            io::ErrorKind::NotFound => "there is no such file or folder".to_owned(),
            io::ErrorKind::PermissionDenied => "permission denied".to_owned(),
            _ => error.to_string(),
        };
        Failure::input(format!("{}: could not be {action}: {reason}", path.display()))
    }

    /// The process's exit code.
    pub const fn exit_code(&self) -> u8 {
        match self.fault {
            Fault::Input => 1,
            Fault::Usage => 2,
        }
    }
}

impl From<IngestError> for Failure {
    fn from(error: IngestError) -> Failure {
        let hint = match &error {
            IngestError::MissingColumn { nearest_name: Some(_), .. } => {
                Some("rename the column in the file's first line, or export it again")
            }
            IngestError::DuplicateHandle { .. } => {
                Some("remove one of the two, or give it a handle of its own; the lines of one product must stand together")
            }
            IngestError::OpenQuote { .. } | IngestError::StrayText { .. } => {
                Some("open the file as a table, look at that line, and export it again")
            }
            IngestError::InnerQuote { .. } => Some("export the file again, or mend that line in a text editor"),
            IngestError::Encoding { .. } => {
                Some("in Excel: File, Save As, \"CSV UTF-8 (Comma delimited)\"; or take the shop's export as it came")
            }
            _ => None,
        };
        let failure = Failure::input(error.to_string());
        match hint {
            Some(hint) => failure.with_hint(hint),
            None => failure,
        }
    }
}

impl From<EvaluationError> for Failure {
    fn from(error: EvaluationError) -> Failure {
        Failure::input(error.to_string())
    }
}

impl From<FormatError> for Failure {
    fn from(error: FormatError) -> Failure {
        Failure::input(error.to_string())
    }
}

impl From<EncodeError> for Failure {
    fn from(error: EncodeError) -> Failure {
        Failure::input(error.to_string())
    }
}

impl From<TrainError> for Failure {
    fn from(error: TrainError) -> Failure {
        Failure::input(error.to_string())
    }
}

impl From<ShopError> for Failure {
    fn from(error: ShopError) -> Failure {
        Failure::input(error.to_string())
    }
}
