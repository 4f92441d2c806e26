//! Two states to compare, and the words for how they differ. Takes two slices with their scopes, gives titles and
//! notes; never looks at a view.

use crate::ask::{Between, Diff, Varies, diff};
use crate::graph::Slice;
use crate::view::scope::{certainty, in_words, perspective_words, titles};
use crate::view::{Change, Scope};

/// What is said of what one state shows and the other cannot show: it perhaps neither came nor went.
pub(super) fn perhaps(change: Change, between: Between) -> String {
    let words = match (between, change.is_past()) {
        (Between::Dates, true) => "perhaps goes on",
        (Between::Dates, false) => "perhaps before as well",
        (Between::Tellings, true) => "perhaps in the second as well",
        (Between::Tellings, false) => "perhaps in the first as well",
    };
    words.to_owned()
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
pub struct Comparison<'s, 'a, 'b> {
    /// The earlier or first.
    pub before: State<'s, 'a>,
    /// The later or second.
    pub after: State<'s, 'b>,
    /// In what they differ.
    pub varies: Varies,
}

impl Comparison<'_, '_, '_> {
    pub(super) fn between(&self) -> Between {
        if self.varies == Varies::Date { Between::Dates } else { Between::Tellings }
    }

    pub(super) fn diff(&self) -> Diff {
        diff(self.before.slice, self.after.slice, self.between())
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

/// How many changes of each sort there are, in words.
pub(super) fn reported(changes: impl Iterator<Item = Change>) -> String {
    let mut counts = std::collections::BTreeMap::new();
    for change in changes {
        *counts.entry(change).or_insert(0usize) += 1;
    }
    if counts.is_empty() {
        return "No difference is recorded.".to_owned();
    }
    let parts = counts.iter().map(|(change, count)| format!("{count} {}", change.word()));
    format!("{}.", parts.collect::<Vec<_>>().join(", "))
}
