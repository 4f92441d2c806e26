//! What people ask every day: who held what, what changed, what happened when, how much is known.
//!
//! Takes slices of the graph; gives data that can be reported as text or as JSON. Never reads files,
//! never prints.
//!
//! ```
//! use organigram::ask::{Who, who};
//! use organigram::graph::{Builder, Perspective, Slice, Threshold};
//! use organigram::time::When;
//! let graph = Builder::from_model(ron::from_str(r#"Model(
//!     organs: { "club": Organ() }, people: { "vera": Person(name: "Vera") },
//!     posts: { "president": Post(title: "President", organ: "club") },
//!     tenures: [Tenure(person: "vera", post: "president", during: "1950/1971")],
//! )"#)?);
//! let at = |date| {
//!     let when = Some(When::parse(date).unwrap());
//!     Slice::new(&graph, when, Perspective::all(), Threshold::Presumed)
//! };
//! let post = graph.node("president").unwrap();
//! let Some(Who::Post(then)) = who(&at("1960"), post) else { panic!() };
//! assert_eq!(then.holdings[0].name, "Vera");
//! let Some(Who::Post(later)) = who(&at("1980"), post) else { panic!() };
//! assert_eq!(later.gap.unwrap().before.unwrap().name, "Vera");
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod belief;
mod change;
mod diff;
mod dossier;
mod identity;
mod left_out;
mod length;
mod ranking;
mod reliability;
mod roster;
mod saying;
mod stats;
mod ties;
mod timeline;
mod vacancies;
pub mod words;

pub(crate) use belief::moved_by;
pub use belief::{Belief, MovedBy};
pub(crate) use change::names_borne;
pub use change::{changed, changed_at, name_at};
pub use diff::{Between, Diff, DiffMark, Difference, DifferenceKind, Varies, diff, perhaps};
#[cfg(feature = "page")]
pub(crate) use dossier::answer_of;
pub use dossier::{
    CiteText, DateText, Dossier, DossierSection, IdentifierText, SourceText, Statement, cite_texts,
    dates, describe_source, dossier, source_identifiers, transition_how, transition_why,
};
pub use left_out::LeftOut;
pub use length::Length;
pub use ranking::{
    Ranking, RankingBasis, RankingChange, RankingMove, RankingRow, ranking, ranking_change,
};
pub(crate) use reliability::is_unjudged;
pub use reliability::reliability;
pub use roster::{
    Career, HolderGap, Holding, PostHolders, Roster, Standing, Who, career, holders, roster, who,
};
pub(crate) use roster::{modality as relation_modality, post_counts};
pub use stats::{Count, MissingValue, Stats, stats};
pub use ties::{Tie, Ties, ties};
pub use timeline::{Happening, HappeningKind, timeline};
pub use vacancies::UnnamedDays;
