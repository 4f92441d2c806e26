//! Words that may stand at a place. Takes the beginning of an id or of an expression, gives what it may become;
//! never prints.

use serde::Serialize;

use super::Project;
use crate::graph::{Class, OrgGraph};
use crate::query::{FUNCTIONS, FunctionEntry};

/// What is being written.
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
#[non_exhaustive]
pub enum Completing {
    /// The id of an organ.
    Organ,
    /// The id of an organ, a post, a person or an event.
    Thing,
    /// The id of a source.
    Source,
    /// An expression of the query language.
    Expression,
}

/// What an unfinished text may become.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
#[non_exhaustive]
pub struct Completions {
    /// Where in the text, in bytes, the words begin that stand below.
    pub start: usize,
    /// The words, each in place of all that stands from `start` on.
    pub words: Vec<Completion>,
}

/// A word that an unfinished one may become.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
#[non_exhaustive]
pub struct Completion {
    /// The word: an id, a function with its bracket, or a query that the model names.
    pub word: String,
    /// The name of the thing of that id; empty of other words.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub name: String,
}

/// How many words of an expression are given at most.
const MOST: usize = 1_000;

impl Project {
    /// What an unfinished id or expression may become.
    ///
    /// ```
    /// use organigram::project::{Completing, Project};
    ///
    /// let project = Project::from_text("club.ron", r#"Model(organs: { "club": Organ(name: "Chess Club") })"#);
    /// let completions = project.complete(Completing::Expression, "under(cl");
    /// assert_eq!(completions.start, "under(".len());
    /// assert_eq!(completions.words.last().unwrap().name, "Chess Club");
    /// ```
    #[must_use]
    pub fn complete(&self, what: Completing, text: &str) -> Completions {
        let graph = self.graph();
        let (start, words) = match what {
            Completing::Organ => (0, ids(graph, &[Class::Organ], text).collect()),
            Completing::Thing => (0, ids(graph, &THINGS, text).collect()),
            Completing::Source => (0, sources(graph, text)),
            Completing::Expression => {
                let start = last_word(text);
                (start, words(graph, &text[start..]))
            }
        };
        Completions { start, words }
    }
}

/// The functions of the query language, with their arguments and what they find.
#[must_use]
pub fn query_functions() -> &'static [FunctionEntry] {
    FUNCTIONS
}

const THINGS: [Class; 4] = [Class::Organ, Class::Post, Class::Person, Class::Event];

/// The ids of the things of some classes, with their names.
fn ids<'g>(
    graph: &'g OrgGraph,
    classes: &'g [Class],
    start: &'g str,
) -> impl Iterator<Item = Completion> + 'g {
    let nodes = classes.iter().flat_map(|&class| graph.nodes(class));
    nodes.filter(move |&node| graph.id(node).starts_with(start)).map(|node| Completion {
        word: graph.id(node).to_owned(),
        name: graph.name(node).to_owned(),
    })
}

fn sources(graph: &OrgGraph, start: &str) -> Vec<Completion> {
    let ids = graph.sources().map(|source| graph.source_id(source));
    ids.filter(|id| id.starts_with(start)).map(|id| nameless(id.to_owned())).collect()
}

fn nameless(word: String) -> Completion {
    Completion { word, name: String::new() }
}

/// Where the last word of an unfinished expression begins.
fn last_word(text: &str) -> usize {
    let ends = |letter: char| !(letter.is_alphanumeric() || "_-.#/+".contains(letter));
    text.rfind(ends).map_or(0, |at| at + text[at..].chars().next().map_or(1, char::len_utf8))
}

/// The functions, named queries and ids that begin with a word.
fn words(graph: &OrgGraph, start: &str) -> Vec<Completion> {
    let functions = FUNCTIONS.iter().map(|entry| format!("{}(", entry.name));
    let words = functions.chain(graph.queries().keys().cloned());
    let words = words.filter(|word| word.starts_with(start)).map(nameless);
    let classes = [Class::Organ, Class::Event, Class::Post, Class::Person];
    words.chain(ids(graph, &classes, start)).take(MOST).collect()
}
