//! What a workbook holds. Plain data.

/// A sheet as a table of text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::exchange) struct BookSheet {
    pub(in crate::exchange) name: String,
    pub(in crate::exchange) text: String,
}

/// What a workbook holds.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(in crate::exchange) struct BookSheets {
    pub(in crate::exchange) sheets: Vec<BookSheet>,
    /// What was not read, in words.
    pub(in crate::exchange) notes: Vec<String>,
}
