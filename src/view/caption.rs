//! The words round a picture: title, subtitle, notes and numbered sources. Never says where they stand.

use serde::{Serialize, Serializer};

/// The words round a picture.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Caption {
    /// What the picture shows.
    pub title: String,
    /// More words over it, of whoever draws it; empty where there are none. They stand above the subtitle, never in its place.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub second_title: String,
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
    /// The same in two or three words: author or publisher, and year.
    #[serde(skip)]
    pub short: String,
    /// Where it can be read.
    pub link: Option<String>,
}

/// Where a mark leads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LinkTarget {
    /// To the entry of the source that says it first, by its number in [`Caption::sources`]; after it the numbers of the
    /// others that say it. Never empty.
    Sources(Vec<u32>),
    /// To a page, by its address.
    Page(String),
}

impl LinkTarget {
    /// The address of a page.
    pub fn page(&self) -> Option<&str> {
        match self {
            LinkTarget::Sources(_) => None,
            LinkTarget::Page(address) => Some(address),
        }
    }

    /// The number of the source that says it first.
    pub fn source(&self) -> Option<u32> {
        match self {
            LinkTarget::Sources(numbers) => numbers.first().copied(),
            LinkTarget::Page(_) => None,
        }
    }
}

/// As in a browser's address: `#s-3` is the third source.
impl Serialize for LinkTarget {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            LinkTarget::Sources(numbers) => {
                let first = numbers.first().copied().unwrap_or_default();
                serializer.collect_str(&format_args!("#s-{first}"))
            }
            LinkTarget::Page(address) => serializer.serialize_str(address),
        }
    }
}
