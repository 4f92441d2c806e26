//! Which part of a slice a picture shows, and how it is called. Takes what a person asked for, gives the
//! words round the picture; never walks.

use super::{Caption, Reference};
use crate::graph::{NodeIx, OrgGraph, PerspectiveSpec, Slice, Threshold};
use crate::model::Clustering;
use crate::query::Runs;
use crate::time::{Day, MONTHS, When};

/// What a picture is to show of a slice.
///
/// ```
/// use organigram::view::{Posts, Scope};
/// let scope = Scope::default().posts(Posts::InBoxes).depth(2);
/// # assert_eq!(scope.depth, Some(2));
/// ```
#[derive(Clone, Debug, Default)]
#[non_exhaustive]
pub struct Scope {
    /// The title; the model's where it is empty.
    pub title: String,
    /// More words below the title; empty where there are none.
    pub second_title: String,
    /// The organs to begin at; all where there is none.
    pub roots: Vec<NodeIx>,
    /// How many levels or steps away from them.
    pub depth: Option<u32>,
    /// How many levels below the roots an org chart looks at: what lies deeper is not even counted, nor is what it leaves
    /// out. All where there is none.
    pub reach: Option<u32>,
    /// The lines that the slice follows, the one that makes the tree first. None: the main line first.
    pub lines: Vec<String>,
    /// The perspective of the slice by the names of its sources.
    pub perspective: PerspectiveSpec,
    /// Whether posts and their holders stand in the boxes of a chart.
    pub posts: Posts,
    /// Remarks under the picture.
    pub notes: Vec<String>,
    /// The things to show; all where there is none.
    pub only: Option<Pick>,
    /// The things to stress.
    pub highlight: Option<Pick>,
    /// What shares a frame in a network.
    pub cluster: Clustering,
}

/// The nodes that an expression of the query language found.
#[derive(Clone, Debug, Default)]
pub struct Pick {
    /// The expression, for titles and legends.
    pub words: String,
    /// The numbers of the nodes.
    pub found: Runs,
}

/// Whether posts and their holders stand in the boxes of a chart.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Posts {
    /// Organs alone.
    #[default]
    LeftOut,
    /// Each post with who held it then, or that nobody is recorded.
    InBoxes,
}

impl Scope {
    /// Organs, or other things, to begin at; adds to those that were named before.
    #[must_use]
    pub fn roots(mut self, roots: impl IntoIterator<Item = NodeIx>) -> Scope {
        self.roots.extend(roots);
        self
    }

    /// How many levels below the roots, or steps away from them.
    #[must_use]
    pub fn depth(self, depth: u32) -> Scope {
        Scope { depth: Some(depth), ..self }
    }

    /// Whether posts and their holders stand in the boxes of a chart.
    #[must_use]
    pub fn posts(self, posts: Posts) -> Scope {
        Scope { posts, ..self }
    }

    /// What shares a frame in a network.
    #[must_use]
    pub fn cluster(self, cluster: Clustering) -> Scope {
        Scope { cluster, ..self }
    }

    /// Whether a node may be shown.
    pub(super) fn keeps(&self, node: NodeIx) -> bool {
        self.only.as_ref().is_none_or(|only| only.found.contains(node.0))
    }

    /// Whether somebody's service may be shown: it is found by the person, by the post or by the organ.
    pub(super) fn keeps_any(&self, nodes: impl IntoIterator<Item = NodeIx>) -> bool {
        self.only.is_none() || nodes.into_iter().any(|node| self.keeps(node))
    }

    /// Whether a node is to be stressed.
    pub(super) fn stresses(&self, node: NodeIx) -> bool {
        self.highlight.as_ref().is_some_and(|pick| pick.found.contains(node.0))
    }

    /// The words round a picture of a slice.
    pub(super) fn caption(
        &self,
        slice: &Slice<'_>,
        notes: Vec<String>,
        sources: Vec<Reference>,
    ) -> Caption {
        let graph = slice.graph();
        let title = if self.title.is_empty() { graph.title() } else { &self.title };
        let root = |&node: &NodeIx| graph.name(node);
        let title = match (title, self.roots.first()) {
            ("", Some(first)) => root(first),
            (title, _) => title,
        };
        let notes = self.notes.iter().cloned().chain(notes).collect();
        Caption {
            title: title.to_owned(),
            second_title: self.second_title.clone(),
            subtitle: self.question(slice),
            highlight: self.highlight.as_ref().map_or(String::new(), |pick| pick.words.clone()),
            notes,
            sources,
        }
    }

    /// The date, the perspective and the certainty in words: `As of 28 January 2013, according to ..`.
    fn question(&self, slice: &Slice<'_>) -> String {
        let mut parts = Vec::new();
        parts.extend(slice.when().map(|when| format!("as of {}", in_words(when))));
        parts.extend(perspective_words(slice.graph(), &self.perspective));
        if self.perspective.is_all() {
            parts.push("according to all sources, preferred claims first".to_owned());
        }
        if slice.when().is_some() {
            parts.push(certainty(slice.threshold()).to_owned());
            parts.extend(slice.presume_for().map(|lapse| format!("presumed for {lapse}")));
        }
        parts.extend(self.only.as_ref().map(|only| format!("only {}", only.words)));
        capital(&parts.join(", "))
    }
}

/// Which claims count, a part each; nothing where all do.
pub(super) fn perspective_words(graph: &OrgGraph, spec: &PerspectiveSpec) -> Vec<String> {
    let mut parts = Vec::new();
    if !spec.according_to.is_empty() {
        parts.push(format!("according to {}", titles(graph, &spec.according_to)));
    }
    if !spec.without.is_empty() {
        parts.push(format!("without {}", titles(graph, &spec.without)));
    }
    parts.extend(spec.known_by.map(|when| format!("known by {}", in_words(when))));
    if !spec.modality.is_empty() {
        let names: Vec<String> = spec.modality.iter().map(ToString::to_string).collect();
        parts.push(format!("only what is {}", names.join(" or ")));
    }
    parts
}

pub(super) fn certainty(threshold: Threshold) -> &'static str {
    match threshold {
        Threshold::Possible | Threshold::Unended | Threshold::Recorded => {
            "including what is \
                                                                           only possible"
        }
        Threshold::Presumed => "certain and presumed",
        Threshold::Certain => "only what is certain",
    }
}

/// Sources by title; several by id, for titles are long.
pub(super) fn titles(graph: &OrgGraph, ids: &[String]) -> String {
    let title = |id: &String| {
        let source = graph.source(id).and_then(|source| graph.source_entry(source));
        let title = source.map(|source| &*source.title).filter(|title| !title.is_empty());
        title.map_or_else(|| id.clone(), |title| format!("\u{201c}{title}\u{201d}"))
    };
    match ids {
        [one] => title(one),
        several => several.join(", "),
    }
}

/// A period as people say it: `28 January 2013`, `June 1937`, `1937`, else in EDTF.
pub(super) fn in_words(when: When) -> String {
    let edtf = when.to_string();
    let (year, month, day) = when.from.ymd();
    if !Day::is_bounded(when.from) || edtf.contains('/') {
        return edtf.replace('/', " to ");
    }
    let month = MONTHS[month as usize - 1];
    match edtf.matches('-').count() {
        2 => format!("{day} {month} {year}"),
        1 => format!("{month} {year}"),
        _ => edtf,
    }
}

fn capital(text: &str) -> String {
    let mut letters = text.chars();
    let first = letters.next().map(|first| first.to_uppercase().collect::<String>());
    first.unwrap_or_default() + letters.as_str()
}

/// A count with its noun: `1 organ`, `3 organs`.
pub(super) fn counted(count: usize, noun: &str) -> String {
    if count == 1 { format!("1 {noun}") } else { format!("{count} {noun}s") }
}
