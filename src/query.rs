//! The query language: sets of organs, posts, people, events, transitions and claims.
//!
//! ```text
//! text ─parse→ Expr ─resolve→ Plan ─optimise→ Plan ─evaluate→ Runs ─rows→ Answers
//! ```
//!
//! Takes an expression, a graph and a [`Context`]; gives the set and, for every member, the answer
//! with its reason. Grown from jj's revsets and Bazel's query. `docs/query.md` is the reference.
//! Nothing here prints, and nothing here judges a model.
//!
//! | file | owns |
//! |---|---|
//! | `lex`, `parse`, `syntax` | text to [`Expr`]: a Pratt parser |
//! | `functions` | the table of functions |
//! | `resolve`, `args`, `plan` | names to numbers: a [`Plan`] holds no name that could be unknown |
//! | `optimise` | the same in less work |
//! | `evaluate`, `filter`, `walk`, `people`, `claims` | a plan in a slice to a set |
//! | `together`, `vacant`, `namesakes`, `identified` | what was so at one time: posts, people in one organ, nobody, names; by what register |
//! | `service`, `meetings`, `shared_days`, `life` | the days of a tenure or a seat, who was there with whom, when somebody lived |
//! | `runs` | sets of numbers |
//! | `rows`, `explain`, `reason`, `evidence` | a set as rows, a plan in words, why a row is in a set |
//! | `error` | an error enum for each pass, shown with the place underlined |
//! | `words` | the words of an expression with what each names |
//!
//! ```
//! use organigram::graph::Builder;
//! use organigram::query::{Context, ask};
//! let graph = Builder::from_model(ron::from_str(r#"Model(organs: {
//!     "party": Organ(existence: "1945/.."),
//!     "cell": Organ(existence: "1950/", under: ["party"]),
//! })"#)?);
//! let answers = ask(&graph, "under(party) @ 1960", &Context::default())?;
//! assert_eq!(answers.rows[0].answer, organigram::time::Answer::Presumed);
//! assert_eq!(answers.rows[0].why, "begun 1950, end not recorded; last attested 1950");
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod args;
mod claims;
mod error;
mod evaluate;
mod evidence;
mod explain;
mod filter;
mod functions;
mod identified;
mod lex;
mod life;
mod meetings;
mod namesakes;
mod optimise;
mod parse;
mod people;
mod plan;
mod reason;
mod resolve;
mod rows;
mod runs;
mod service;
mod shared_days;
mod syntax;
mod together;
mod vacant;
mod walk;
mod words;

#[cfg(test)]
mod oracle;
#[cfg(test)]
mod tests;

pub use claims::ClaimRow;
pub use error::{EvaluateError, ParseError, QueryError, ResolveError};
pub use evaluate::{Context, Evaluator};
pub use explain::PlanPart;
pub use functions::{FUNCTIONS, Function, FunctionEntry};
pub use optimise::optimise;
pub use parse::parse;
pub use plan::{Along, ContextChange, Grade, Join, Move, Pattern, Plan, Sort, Sorts, Test};
pub use resolve::{resolve, resolve_as};
pub use rows::{AnswerRow, Answers};
pub use runs::Runs;
pub use shared_days::SharedDays;
pub use syntax::{Arg, AtDate, Expr, ExprNode, Pairing, Word};
pub use words::{QueryWord, QueryWordKind, query_words};

use crate::graph::OrgGraph;

/// An expression as a plan that is ready to be evaluated on a graph.
///
/// # Errors
/// When the text is no expression, or a word in it means nothing in the graph.
pub fn plan(graph: &OrgGraph, text: &str) -> Result<Plan, QueryError> {
    Ok(optimise(resolve(graph, &parse(text)?)?))
}

/// The same where only sets of some sorts have a use.
///
/// # Errors
/// As [`plan`], and when the set is of none of those sorts.
pub fn plan_as(graph: &OrgGraph, text: &str, wanted: Sorts) -> Result<Plan, QueryError> {
    Ok(optimise(resolve_as(graph, &parse(text)?, wanted)?))
}

/// What an expression finds in a graph, with answers and reasons.
///
/// # Errors
/// When the text is no expression, a word in it means nothing in the graph, or the context names
/// an unknown source.
pub fn ask(graph: &OrgGraph, text: &str, context: &Context) -> Result<Answers, QueryError> {
    Ok(Evaluator::new(graph).rows(&plan(graph, text)?, context)?)
}
