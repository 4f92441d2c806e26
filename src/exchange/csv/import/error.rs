//! Why an import as a whole fails; what is wrong with one row is in the report.

use crate::diagnostics::Advice;

/// Why nothing could be imported.
#[derive(Debug, thiserror::Error)]
#[allow(missing_docs, reason = "the messages say what each is")]
pub enum ImportError {
    #[error("there is no table to import")]
    Nothing,
    #[error("{file}: {message}")]
    Table { file: String, message: Advice },
    /// Nothing shows what the rows of a table are; other tables can be imported without it.
    #[error("{file}: {message}")]
    Unknown { file: String, message: Advice },
    #[error("{file}: {source}")]
    Unreadable { file: String, source: std::io::Error },
}
