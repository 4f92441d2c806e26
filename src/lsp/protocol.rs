//! The few types of the protocol that texts and places travel in (Language Server Protocol 3.17).
//!
//! Plain data for serde. What is sent once and read by nobody here is written with `json!` where it is made.

use serde::{Deserialize, Serialize};
use serde_json::Value;

/// A place in a text: both numbers start at 0; columns count in units of the encoding that was agreed on.
#[derive(Copy, Clone, PartialEq, Eq, PartialOrd, Ord, Debug, Default, Serialize, Deserialize)]
pub struct LspPosition {
    /// The line.
    pub line: u32,
    /// The column.
    pub character: u32,
}

/// A stretch of a text.
#[derive(Copy, Clone, PartialEq, Eq, PartialOrd, Ord, Debug, Default, Serialize, Deserialize)]
pub struct LspRange {
    /// Its first place.
    pub start: LspPosition,
    /// The place after its last.
    pub end: LspPosition,
}

/// A stretch to replace, and by what.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct LspEdit {
    /// The stretch.
    pub range: LspRange,
    /// What to put there.
    pub new_text: String,
}

/// A stretch of some file.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug, Serialize)]
pub struct LspLocation {
    /// The file's address.
    pub uri: String,
    /// The stretch.
    pub range: LspRange,
}

/// A diagnostic as editors show it.
#[derive(Clone, PartialEq, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct LspDiagnostic {
    /// What is underlined.
    pub range: LspRange,
    /// How heavily it weighs: 1 error, 2 warning, 3 information.
    pub severity: u8,
    /// The code of the rule.
    pub code: &'static str,
    /// Where the rule's page is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub code_description: Option<Href>,
    /// Who says so.
    pub source: &'static str,
    /// What is wrong, why, and what to do.
    pub message: String,
    /// 1 where what is underlined is of no use.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub tags: Vec<u8>,
    /// Places that explain it.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub related_information: Vec<RelatedPlace>,
}

/// The address of a page.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct Href {
    /// The address.
    pub href: String,
}

/// A place that explains a diagnostic.
#[derive(Clone, PartialEq, Debug, Serialize)]
pub struct RelatedPlace {
    /// The place.
    pub location: LspLocation,
    /// What is there.
    pub message: String,
}

/// A change of a text: of a stretch, or of the whole where there is none.
#[derive(Clone, Debug, Deserialize)]
pub(super) struct TextChange {
    pub(super) range: Option<LspRange>,
    pub(super) text: String,
}

/// A text by its address, and the rest of what a request says.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct AtText {
    pub(super) text_document: TextName,
    #[serde(default)]
    pub(super) position: LspPosition,
    #[serde(default)]
    pub(super) range: LspRange,
    #[serde(default)]
    pub(super) positions: Vec<LspPosition>,
    #[serde(default)]
    pub(super) new_name: String,
    #[serde(default)]
    pub(super) context: Value,
}

/// A text's address and version.
#[derive(Clone, Debug, Deserialize)]
pub(super) struct TextName {
    pub(super) uri: String,
    #[serde(default)]
    pub(super) version: Option<i64>,
}

/// A text that was opened.
#[derive(Clone, Debug, Deserialize)]
pub(super) struct OpenedText {
    pub(super) uri: String,
    #[serde(default)]
    pub(super) version: i64,
    pub(super) text: String,
}

/// Why a request has no answer.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
#[error("{message}")]
pub struct LspError {
    /// The number of JSON-RPC or of the protocol.
    pub code: i32,
    /// Why, in the user's words.
    pub message: String,
}

impl LspError {
    /// The server does not know the request.
    pub const UNKNOWN_METHOD: i32 = -32601;
    /// The request says something that cannot be.
    pub const BAD_PARAMETERS: i32 = -32602;
    /// What nobody foresaw.
    pub const INTERNAL: i32 = -32603;
    /// The request is understood and cannot be done.
    pub const FAILED: i32 = -32803;

    pub(super) fn failed(message: impl Into<String>) -> LspError {
        LspError { code: LspError::FAILED, message: message.into() }
    }
}
