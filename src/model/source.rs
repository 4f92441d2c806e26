//! Sources and citations: who says so, and where.

use super::record::{choice, owned_already, record};
use super::{Date, Map, OneOrMany, Text};

choice! {
    /// How far the modeller trusts a source.
    pub enum Reliability = "a reliability" {
        /// Not judged.
        Unjudged,
        /// As good as sources of its kind get.
        High,
        /// Usable with care.
        Medium,
        /// Not to be relied on alone.
        Low,
    }
}

choice! {
    /// Whose testimony a source gives that speaks within another.
    pub enum Witness = "a witness" {
        /// Its own: it counts as one more source.
        Own,
        /// That of the source within which it speaks: the two count as one.
        Host,
    }
}

record! {
    /// A work that makes claims, or a source quoted within one (a quotation, a caption).
    pub struct Source<'t> = "a source `Source(..)`" {
        /// The title of the work.
        pub title: Text<'t>,
        /// Who wrote it, or who speaks.
        pub author: Text<'t>,
        /// Who published it.
        pub publisher: Text<'t>,
        /// When it was published: decides what was known by a date.
        pub published: Date<'t>,
        /// From when what it lays down holds: of a law, an order, a statute. Such a source may
        /// describe days after it was published.
        pub in_force: Date<'t>,
        /// The source that quotes this one.
        pub within: Text<'t>,
        /// Whether it counts as a source of its own beside the one within which it speaks.
        pub witness: Witness,
        /// What it is: a dispatch, an essay, an encyclopaedia.
        pub kind: Text<'t>,
        /// Its address.
        pub url: Text<'t>,
        /// Its identifiers elsewhere, by scheme: `doi`, `isbn`, `issn`, `wikidata`, `own`, or any other.
        pub ids: Map<'t, OneOrMany<Text<'t>>>,
        /// Where a copy lies.
        pub file: Text<'t>,
        /// Its language.
        pub lang: Text<'t>,
        /// How far the modeller trusts it.
        pub reliability: Reliability,
        /// A remark of the modeller's.
        pub note: Text<'t>,
    }
}
