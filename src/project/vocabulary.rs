//! What a model has words for: its things, sources, kinds, lines, queries and views, as rows for whoever helps to write
//! it. Takes a project, gives rows; never answers whether something was so, and never prints.

use serde::Serialize;

use super::Project;
use crate::ask::describe_source;
use crate::graph::{Class, NodeIx, SourceIx};
use crate::identifiers::{SCHEMES, Scheme};
use crate::model::Reliability;
use crate::text::Span;

/// An organ, an event, a post or a person.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
#[non_exhaustive]
pub struct ThingRow<'p> {
    /// Its id.
    pub id: &'p str,
    /// Its name; its id where it has none.
    pub name: &'p str,
    /// What it is.
    #[serde(skip)]
    pub class: Class,
    /// Its kind, as people call it; empty where none is said.
    #[serde(skip_serializing_if = "str::is_empty")]
    pub kind: &'p str,
}

/// A source.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
#[non_exhaustive]
pub struct DescribedSource<'p> {
    /// Its id.
    pub id: &'p str,
    /// Its title, author, publisher and date, in a line.
    pub description: String,
    /// How far it is trusted.
    pub reliability: Reliability,
    /// Its address.
    #[serde(skip_serializing_if = "str::is_empty")]
    pub url: &'p str,
    /// A remark of the modeller's.
    #[serde(skip_serializing_if = "str::is_empty")]
    pub note: &'p str,
}

/// A kind or a line of the charter, or a rule of its own.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
#[non_exhaustive]
pub struct CharterWord<'p> {
    /// How it is written.
    pub word: &'p str,
    /// What to call it; empty where the charter does not say.
    pub label: &'p str,
    /// What it means; empty where the charter does not say.
    pub about: &'p str,
}

/// The schemes of identifiers that are known, for whoever helps to write them.
///
/// ```
/// let words: Vec<&str> = organigram::project::identifier_schemes().map(|scheme| scheme.word).collect();
/// assert!(words.contains(&"wikidata"));
/// ```
pub fn identifier_schemes() -> impl Iterator<Item = CharterWord<'static>> {
    let word = |scheme: &'static Scheme| CharterWord {
        word: scheme.name,
        label: scheme.label,
        about: scheme.form,
    };
    SCHEMES.iter().map(word)
}

impl Project {
    /// The organs, events, posts and people of the model.
    ///
    /// ```
    /// use organigram::project::Project;
    /// let project = Project::from_text("club.ron", r#"Model(organs: { "club": Organ(name: "Chess Club") })"#);
    /// assert_eq!(project.things().next().unwrap().name, "Chess Club");
    /// ```
    pub fn things(&self) -> impl Iterator<Item = ThingRow<'_>> {
        let classes = [Class::Organ, Class::Event, Class::Post, Class::Person];
        classes.into_iter().flat_map(|class| self.graph().nodes(class)).map(|node| self.row(node))
    }

    /// The thing of an id.
    #[must_use]
    pub fn thing(&self, id: &str) -> Option<ThingRow<'_>> {
        self.graph().node(id).map(|node| self.row(node))
    }

    /// Where in the model's texts a thing is given its id; the bytes between its quotes.
    ///
    /// ```
    /// use organigram::project::Project;
    /// let project = Project::from_text("club.ron", r#"Model(organs: { "club": Organ(name: "Club") })"#);
    /// let place = project.place("club").unwrap();
    /// assert_eq!(project.texts().str(place), Some("club"));
    /// assert!(project.place("league").is_none());
    /// ```
    #[must_use]
    pub fn place(&self, id: &str) -> Option<Span> {
        let place = self.graph().id_span(self.graph().node(id)?);
        place.start.is_some().then_some(place)
    }

    fn row(&self, node: NodeIx) -> ThingRow<'_> {
        let graph = self.graph();
        ThingRow {
            id: graph.id(node),
            name: graph.name(node),
            class: graph.class(node),
            kind: graph.kind_label(node),
        }
    }

    /// The sources that the model describes.
    pub fn sources(&self) -> impl Iterator<Item = DescribedSource<'_>> {
        let described = |source: &SourceIx| self.graph().source_entry(*source).is_some();
        self.graph().sources().filter(described).map(|source| self.source_row(source))
    }

    /// The source of an id, described or only cited.
    #[must_use]
    pub fn source(&self, id: &str) -> Option<DescribedSource<'_>> {
        self.graph().source(id).map(|source| self.source_row(source))
    }

    fn source_row(&self, source: SourceIx) -> DescribedSource<'_> {
        let graph = self.graph();
        let entry = graph.source_entry(source);
        DescribedSource {
            id: graph.source_id(source),
            description: describe_source(graph, source),
            reliability: entry.map(|entry| entry.reliability).unwrap_or_default(),
            url: entry.map_or("", |entry| &entry.url),
            note: entry.map_or("", |entry| &entry.note),
        }
    }

    /// The kinds of the charter; the kinds that the model uses where it has no charter.
    pub fn kinds(&self) -> impl Iterator<Item = CharterWord<'_>> {
        let charter = self.graph().charter();
        let kinds = charter.into_iter().flat_map(|charter| &charter.kinds);
        let named = kinds.map(|(word, kind)| CharterWord {
            word,
            label: &kind.label,
            about: &kind.description,
        });
        let used = self.graph().kind_names().iter().filter(move |_| charter.is_none());
        named.chain(used.filter(|word| !word.is_empty()).map(|word| CharterWord {
            word,
            label: "",
            about: "",
        }))
    }

    /// The lines along which organs may stand under others.
    pub fn lines(&self) -> impl Iterator<Item = CharterWord<'_>> {
        let used = self.graph().line_names();
        let charter = self.graph().charter();
        let laid_down = charter.into_iter().flat_map(|charter| charter.lines.keys());
        let idle: Vec<&str> =
            laid_down.map(|line| &line[..]).filter(|line| !used.contains(line)).collect();
        used.into_iter().chain(idle).map(|word| {
            let entry = self.graph().line_entry(word);
            CharterWord {
                word,
                label: entry.map_or("", |line| &line.label),
                about: entry.map_or("", |line| &line.description),
            }
        })
    }

    /// The rules that the charter lays down.
    pub fn charter_rules(&self) -> impl Iterator<Item = CharterWord<'_>> {
        let charter = self.graph().charter();
        let rules = charter.into_iter().flat_map(|charter| &charter.rules);
        rules.map(|(word, rule)| CharterWord { word, label: &rule.message, about: &rule.query })
    }

    /// The queries that the model names, with their texts.
    pub fn named_queries(&self) -> impl Iterator<Item = (&str, &str)> {
        self.graph().queries().iter().map(|(name, (text, _))| (name.as_str(), text.as_str()))
    }
}
