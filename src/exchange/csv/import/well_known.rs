//! Which files of others are known. Plain data: what their columns mean stands in `ready`.

use serde::{Deserialize, Serialize};

/// Files of others whose columns are known.
#[derive(Copy, Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[cfg_attr(feature = "cli", derive(clap::ValueEnum))]
#[non_exhaustive]
pub enum ReadyMapping {
    /// Results of the query service of Wikidata: organs, or who held what.
    Wikidata,
    /// Staff organograms of departments of the United Kingdom, senior and junior posts.
    UkOrganogram,
    /// Dumps of the Research Organization Registry.
    Ror,
    /// Downloads of WhoWasInCommand by the Security Force Monitor.
    Sfm,
    /// Authority records of AtoM and their relations.
    Atom,
    /// A term of a parliament by EveryPolitician.
    #[cfg_attr(feature = "cli", value(name = "everypolitician"))]
    EveryPolitician,
}

impl ReadyMapping {
    /// The name that users call it by.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            ReadyMapping::Wikidata => "wikidata",
            ReadyMapping::UkOrganogram => "uk-organogram",
            ReadyMapping::Ror => "ror",
            ReadyMapping::Sfm => "sfm",
            ReadyMapping::Atom => "atom",
            ReadyMapping::EveryPolitician => "everypolitician",
        }
    }
}
