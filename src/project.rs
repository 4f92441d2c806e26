//! The front door: a model as a whole, with all that can be asked of it.
//!
//! Takes the path of a model, or texts in memory; gives a [`Project`], which answers, is checked and is
//! drawn, each in one call. Never prints, and ends no program. Whatever the program's verbs decide is decided here;
//! each gives rows that serde writes, and each answer comes with its reason, the modality and the reliability of its
//! sources, and its citations.
//!
//! | file | owns |
//! |---|---|
//! | `open` | loading, and the problems of what was loaded |
//! | `question`, `session` | the date, the perspective and the certainty of a question, by names; several questions |
//! | `who`, `show`, `stats`, `timeline`, `ties`, `ranking`, `tree`, `lineage`, `diff`, `query` | a verb each: its request, its rows |
//! | `continuity` | one body through its reorganisations |
//! | `network_rows` | things and the relations between them, as rows |
//! | `complete` | words that may stand at a place |
//! | `export`, `import`, `format` | other people's formats, our own style, templates |
//! | `parquet` | a folder of tables for engines on many machines |
//! | `check_request`, `problems`, `rules`, `targets` | checking: levels, baselines, fixes; the rules to read; what to check where parts, charters or folders are named |
//! | `request` | what to draw, by names |
//! | `compare` | two states, by names |
//! | `scope`, `two_states` | from those names to a view, of one state or of two |
//! | `empty`, `view_place` | why a view shows nothing, and where in the model it is wrong |
//! | `picture` | how to draw a view, and as what |
//! | `page` | the page with all views, answers and sources, to be explored in a browser |
//! | `site` | static pages, one for each thing and source |
//! | `answer_words`, `date_words` | what the words of answers and the dates mean |
//! | `opaque_ids` | what ids stand for in messages, where they show nothing themselves |
//! | `vocabulary` | what a model has words for: things, sources, kinds, lines |
//! | `schemas` | for tests: the JSON schemas of mappings, models and themes |
//! | `error` | what can go wrong, in words that each door can put in its own |
//!
//! ```
//! use organigram::project::Project;
//!
//! let project = Project::from_text("club.ron", r#"Model(organs: {
//!     "club": Organ(name: "Chess Club", existence: "1950/"),
//!     "board": Organ(name: "Board", under: "clubb"),
//! })"#);
//! let problems = project.problems();
//! assert!(problems.iter().any(|problem| problem.message.contains("clubb")));
//! ```

mod answer_words;
mod check_request;
mod compare;
mod complete;
mod continuity;
mod date_words;
mod diff;
#[cfg(feature = "draw")]
mod empty;
mod error;
#[cfg(feature = "tables")]
mod export;
#[cfg(feature = "tables")]
mod format;
#[cfg(feature = "tables")]
mod import;
mod lineage;
mod network_rows;
mod opaque_ids;
mod open;
#[cfg(feature = "page")]
mod page;
#[cfg(feature = "parquet")]
mod parquet;
#[cfg(feature = "draw")]
mod picture;
mod problems;
mod query;
mod question;
mod ranking;
#[cfg(feature = "draw")]
mod request;
mod rules;
#[cfg(all(test, feature = "tables", feature = "draw"))]
mod schemas;
#[cfg(feature = "draw")]
mod scope;
mod session;
mod show;
#[cfg(all(feature = "page", feature = "tables"))]
mod site;
mod stats;
mod targets;
mod ties;
mod timeline;
mod tree;
#[cfg(feature = "draw")]
mod two_states;
#[cfg(feature = "draw")]
mod view_place;
mod vocabulary;
mod who;

pub use crate::diagnostics::Advice;
pub use check_request::CheckRequest;
pub use compare::Compare;
pub use complete::{Completing, Completion, Completions, query_functions};
pub use continuity::{ACROSS, LineStage, PanelLines, WhoStage};
pub use date_words::date_meaning;
pub use error::ProjectError;
#[cfg(feature = "tables")]
pub use export::{ExportFormat, ExportRequest, Exported};
#[cfg(feature = "tables")]
pub use format::{format_text, template};
#[cfg(feature = "tables")]
pub use import::{ImportedModel, TableImport, UpdatedFile, UpdatedModel, is_ftm, is_query_result};
pub use lineage::{LineageAnswer, LineageRequest, LineageStep, LineageWay};
pub use network_rows::{NetworkFooting, NetworkRelation, NetworkRows, NetworkThing};
pub use open::Project;
#[cfg(feature = "page")]
pub use page::{ModelPage, PageOptions};
#[cfg(feature = "parquet")]
pub use parquet::{ParquetFolder, ParquetRequest};
#[cfg(feature = "draw")]
pub use picture::{DrawError, Picture, PictureFormat, Style, SvgProfile, UnknownFormat, draw};
pub use problems::Problems;
#[cfg(feature = "write")]
pub use problems::{FixedProject, fix};
pub use query::{
    GroupBy, PanelDates, PanelHolder, PanelRow, QueryColumn, QueryGroups, QueryRequest, QueryRow,
    QueryRows, RowOrder,
};
pub use question::Question;
pub use ranking::RankingAnswer;
#[cfg(feature = "draw")]
pub use request::Request;
pub use rules::{RuleRow, explain, explain_rule, rule_pages, rules};
#[cfg(feature = "draw")]
pub use scope::ViewRow;
pub use session::Session;
#[cfg(all(feature = "page", feature = "tables"))]
pub use site::{Site, SiteFile, SiteOptions};
pub use targets::{CheckTarget, CheckTargets, check_targets};
pub use tree::{Branch, TreeAnswer, TreeRow};
pub use vocabulary::{CharterWord, DescribedSource, ThingRow, identifier_schemes};

pub use crate::ask::{
    Belief, Between, Career, CiteText, Count, DateText, Diff, DiffMark, Difference, DifferenceKind,
    Dossier, DossierSection, Happening, HappeningKind, HolderGap, Holding, IdentifierText, LeftOut,
    Length, MissingValue, MovedBy, PostHolders, Ranking, RankingBasis, RankingChange, RankingMove,
    RankingRow, Roster, SourceText, Standing, Statement, Stats, Tie, Ties, UnnamedDays, Who,
};
pub use crate::check::Baseline;
#[cfg(feature = "tables")]
pub use crate::exchange::{
    Dates, IdChoice, ImportCounts, ImportError, ImportPlan, ImportReport, KeptValue, KnownThing,
    Mapping, MergedText, OnRepeat, Precision, ReadyMapping, Strictness, TEMPLATES, TableKind,
    TableMapping, TablePlan, Template, UpdateReport, csv_text, flat_lines, merge_texts,
};

pub use crate::graph::Class;
#[cfg(feature = "draw")]
pub use crate::layout::{Calendar, Direction, Engine, Stretches};
pub use crate::load::{
    Disk, FileKind, FileRole, Files, FolderEntry, LoadOptions, Outside, Overlay, Texts, file_role,
    files_of, models_with,
};
pub use crate::query::{FunctionEntry, PlanPart, QueryWord, QueryWordKind, Sort, query_words};
#[cfg(feature = "page")]
pub use crate::render::PageLanguage;
#[cfg(feature = "pdf")]
pub use crate::render::Paper;
#[cfg(feature = "draw")]
pub use crate::render::{BadSvgId, SvgId, Theme};
pub use crate::time::Answer;
#[cfg(feature = "tables")]
pub use crate::time::{DateChoice, Serials};
#[cfg(feature = "draw")]
pub use crate::view::{Citing, Posts, View};
