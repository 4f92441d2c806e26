//! The words round a picture: title, subtitle, notes and numbered sources. Never says where they stand.

use serde::Serialize;

/// The words round a picture.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Caption {
    /// What the picture shows.
    pub title: String,
    /// The date and the perspective in words.
    pub subtitle: String,
    /// What the highlighted things have in common; empty where nothing is highlighted.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub highlight: String,
    /// Remarks under the chart, a paragraph each.
    pub notes: Vec<String>,
    /// The numbered list of sources under the chart.
    pub sources: Vec<Reference>,
}

/// One numbered source under a chart.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Reference {
    /// The number that marks in the picture refer to.
    pub number: u32,
    /// The source as a reader would cite it.
    pub text: String,
    /// Where it can be read.
    pub link: Option<String>,
}
