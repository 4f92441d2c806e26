//! Named views: what to draw, under which name.

use super::record::{choice, owned_already, record, variants};
use super::{Modality, OneOrMany, PresumeFor, Text};

choice! {
    /// What sort of picture.
    #[cfg_attr(feature = "cli", derive(clap::ValueEnum))]
    pub enum ViewForm = "a kind of view" {
        /// The organs under their superiors.
        Hierarchy,
        /// What grew out of what, along time.
        Lineage,
        /// Who sits in an organ, by rank.
        Roster,
        /// Who held which post, along time.
        Tenures,
        /// What two dates, sources, states of knowledge or models differ in.
        Diff,
        /// Any things and the lines between them.
        Network,
    }
}

choice! {
    /// In what sort of picture two states are compared.
    #[cfg_attr(feature = "cli", derive(clap::ValueEnum))]
    pub enum Compared = "a comparison" {
        /// The organs under their superiors.
        Hierarchy,
        /// Who sits in the roots.
        Roster,
    }
}

choice! {
    /// Which answers are shown.
    pub enum Show = "a certainty" {
        /// The certain and the presumed.
        Default,
        /// The certain alone.
        Certain,
        /// The possible too.
        Possible,
    }
}

choice! {
    /// What shares a frame in a network.
    pub enum Clustering = "a grouping" {
        /// Nothing.
        None,
        /// Things of one kind.
        Kind,
        /// Things under one superior.
        Superior,
    }
}

record! {
    /// What the views of all sorts can set; the command line's options of the same names.
    pub struct ViewSpec<'t> = "a view" {
        /// The title over the picture; the model's where it is empty.
        pub title: Text<'t>,
        /// The day or period, in EDTF; all time where it is empty.
        pub as_of: Text<'t>,
        /// The organs to begin at.
        pub root: OneOrMany<Text<'t>>,
        /// How many levels below the roots; 0 for all.
        pub depth: u32,
        /// The line to follow; all where it is empty.
        pub line: OneOrMany<Text<'t>>,
        /// Only what these sources say.
        pub according_to: OneOrMany<Text<'t>>,
        /// Without what these sources say.
        pub without: OneOrMany<Text<'t>>,
        /// Only what was published by then, in EDTF.
        pub known_by: Text<'t>,
        /// How long after its last attestation a thing is presumed to have gone on.
        pub presume_for: PresumeFor,
        /// Only claims of these modalities.
        pub modality: Vec<Modality>,
        /// Which answers to show.
        pub show: Show,
        /// Expressions of the query language: show nothing but what they find.
        pub only: OneOrMany<Text<'t>>,
        /// Expressions of the query language: stress what they find.
        pub highlight: OneOrMany<Text<'t>>,
        /// Whether posts and their holders stand in the boxes of an org chart.
        pub posts: bool,
        /// What is compared, of a `Diff`.
        pub of: Compared,
        /// The first of two dates to compare, in EDTF.
        pub from: Text<'t>,
        /// The second of two dates to compare.
        pub to: Text<'t>,
        /// Two sources to compare.
        pub between: OneOrMany<Text<'t>>,
        /// With `known_by`: the second of two states of knowledge to compare, in EDTF.
        pub and_by: Text<'t>,
        /// What shares a frame; networks only.
        pub cluster: Clustering,
        /// A remark of the modeller's.
        pub note: Text<'t>,
    }
}

variants! {
    /// A picture that the model itself names: `Hierarchy(root: "wpk", as_of: "2013-01-28")`.
    pub struct NamedView<'t> = "a view such as `Hierarchy(root: ..)`" { form: ViewForm, spec: ViewSpec }
}
