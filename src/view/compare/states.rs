//! Two states to compare, and the words for how they differ. Takes two slices with their scopes, gives titles and
//! notes; never looks at a view.

use crate::ask::{self, Between, Diff, Difference, DifferenceKind, Varies, diff};
use crate::graph::{Class, NodeIx, Slice, Threshold};
use crate::time::Answer;
use crate::view::scope::{certainty, in_words, perspective_words, titles};
use crate::view::{Change, Scope};

/// What is said of a change that the dates leave open.
pub(super) fn perhaps(difference: &Difference, between: Between) -> Option<&'static str> {
    let one_sided = difference.before.is_none() && difference.after.is_none();
    match difference.answer {
        Answer::Possible if one_sided => ask::perhaps(difference.was, difference.is, between),
        Answer::Possible => Some("only possible"),
        _ => None,
    }
}

/// One of two states.
#[derive(Clone, Copy)]
pub struct State<'s, 'g> {
    /// The model at a date, in a perspective.
    pub slice: &'s Slice<'g>,
    /// What of it is shown. The first state's gives title and notes.
    pub scope: &'s Scope,
}

/// Two states to compare.
///
/// ```
/// use organigram::ask::Varies;
/// use organigram::graph::Slice;
/// use organigram::project::Project;
/// use organigram::time::When;
/// use organigram::view::{Change, Comparison, HierarchyView, Scope, State};
///
/// let project = Project::open("models/chess-club.ron")?;
/// let at = |year| Slice::all(project.graph()).at(Some(When::parse(year).unwrap()));
/// let (then, later, scope) = (at("1960"), at("1980"), Scope::default());
/// let view = HierarchyView::compared(&Comparison {
///     before: State { slice: &then, scope: &scope },
///     after: State { slice: &later, scope: &scope },
///     varies: Varies::Date,
/// });
/// let juniors = view.cards.iter().find(|card| card.id == "juniors").unwrap();
/// assert!(juniors.changes.as_ref().unwrap().iter().any(|change| change.is_past()));
/// # Ok::<(), organigram::project::ProjectError>(())
/// ```
pub struct Comparison<'s, 'a, 'b> {
    /// The earlier or first.
    pub before: State<'s, 'a>,
    /// The later or second.
    pub after: State<'s, 'b>,
    /// In what they differ.
    pub varies: Varies,
}

/// Whether a node is among the roots of a picture or may stand below one.
fn stands_below(state: &State<'_, '_>, node: NodeIx) -> bool {
    let roots = &state.scope.roots;
    let graph = state.slice.graph();
    let loose = || state.slice.clone().with_threshold(Threshold::Possible);
    roots.is_empty()
        || roots.contains(&node)
        || graph.class(node) == Class::Organ
            && loose().above(node, None).iter().any(|(above, _)| roots.contains(above))
}

impl Comparison<'_, '_, '_> {
    pub(super) fn between(&self) -> Between {
        if self.varies == Varies::Date { Between::Dates } else { Between::Tellings }
    }

    pub(super) fn diff(&self) -> Diff {
        diff(self.before.slice, self.after.slice, self.between())
    }

    /// What is possible and so is not drawn: whatever neither state shows, or only may have come or gone.
    pub(super) fn not_drawn(
        &self,
        diff: &Diff,
        kinds: &[DifferenceKind],
        is_drawn: impl Fn(&Difference) -> bool,
    ) -> Vec<String> {
        let wanted = |reported: &&Difference| {
            kinds.contains(&reported.kind)
                && reported.answer == Answer::Possible
                && !is_drawn(reported)
                && reported.ids.iter().any(|id| self.is_meant(id))
        };
        let reported: Vec<String> =
            diff.changes.iter().filter(wanted).map(|reported| reported.text.clone()).collect();
        match reported.len() {
            0 => Vec::new(),
            _ => vec![format!("Possible, but not drawn: {}.", reported.join("; "))],
        }
    }

    /// Whether a thing belongs in the picture by the roots and by what is to be shown.
    fn is_meant(&self, id: &str) -> bool {
        let in_state = |state: &State<'_, '_>| {
            let node = state.slice.graph().node(id);
            node.is_some_and(|node| state.scope.keeps(node) && stands_below(state, node))
        };
        in_state(&self.before) || in_state(&self.after)
    }

    /// How something was in the first state, or is in it.
    pub(super) fn was(&self, verb: &str, what: &str) -> String {
        match (self.between(), verb) {
            (Between::Dates, verb) => format!("was {verb}{what}"),
            (Between::Tellings, "") => format!("the first: {what}"),
            (Between::Tellings, verb) => format!("the first: {verb}{what}"),
        }
    }

    /// What each state is called.
    pub(super) fn labels(&self) -> [String; 2] {
        if let Varies::Model(names) = &self.varies {
            return names.clone();
        }
        let label = |slice: &Slice<'_>, scope: &Scope| match self.varies {
            Varies::Date => slice.when().map_or_else(|| "at any time".to_owned(), in_words),
            Varies::Source => titles(slice.graph(), &scope.perspective.according_to),
            Varies::Knowledge => {
                let by = scope.perspective.known_by.map(in_words);
                format!("known by {}", by.unwrap_or_default())
            }
            Varies::Model(_) => String::new(),
        };
        let (before, after) = (self.before, self.after);
        [label(before.slice, before.scope), label(after.slice, after.scope)]
    }

    /// What is compared, in words, with what both states have in common.
    pub(super) fn question(&self) -> String {
        let [one, other] = self.labels();
        let mut parts = vec![match self.varies {
            Varies::Date => format!("From {one} to {other}"),
            Varies::Knowledge => format!("What was {one} and what was {other}"),
            Varies::Source | Varies::Model(_) => format!("{one} beside {other}"),
        }];
        let slice = self.after.slice;
        if self.varies != Varies::Date {
            parts.extend(slice.when().map(|when| format!("as of {}", in_words(when))));
        }
        let mut common = self.after.scope.perspective.clone();
        match self.varies {
            Varies::Source => common.according_to.clear(),
            Varies::Knowledge => common.known_by = None,
            Varies::Date | Varies::Model(_) => {}
        }
        parts.extend(perspective_words(slice.graph(), &common));
        if common.is_all() && self.varies == Varies::Date {
            parts.push("according to all sources".to_owned());
        }
        if slice.when().is_some() {
            parts.push(certainty(slice.threshold()).to_owned());
        }
        parts.extend(self.after.scope.only.as_ref().map(|only| format!("only {}", only.words)));
        parts.join(", ")
    }
}

/// How many changes of each sort there are, in words, and how many of them are only possible.
pub(super) fn reported(changes: impl Iterator<Item = (Change, bool)>) -> String {
    let mut counts = std::collections::BTreeMap::new();
    for (change, is_open) in changes {
        let (all, open) = counts.entry(change).or_insert((0usize, 0usize));
        *all += 1;
        *open += usize::from(is_open);
    }
    if counts.is_empty() {
        return "No difference is recorded.".to_owned();
    }
    let parts = counts.iter().map(|(change, (all, open))| match open {
        0 => format!("{all} {}", change.word()),
        open => format!("{all} {} ({open} only possible)", change.word()),
    });
    format!("{}.", parts.collect::<Vec<_>>().join(", "))
}
