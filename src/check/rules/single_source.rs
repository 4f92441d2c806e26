//! E006: an entry that rests on one source alone.

use crate::check::context::Subject;
use crate::check::reporter::{ConflictAnswer, Reporter};
use crate::check::rule::{Rule, RuleGroup};
use crate::graph::{Class, Item, SourceIx};
use crate::model::{Choice, RuleLevel};

pub(in crate::check) static RULE: Rule = Rule {
    code: "E006",
    name: "single-source",
    group: RuleGroup::Evidence,
    level: RuleLevel::Off,
    what: "An organ, an event or a transition that rests on one source alone. A source quoted within another \
           is a source of its own, unless it has `witness: Host`.",
    why: "a statement with one source is only as good as that source",
    fails: r#"Model(
    sources: { "a": Source() },
    organs: { "club": Organ(cite: ["a p. 1", "a p. 9"]) },
)"#,
    passes: r#"Model(
    sources: { "a": Source(), "b": Source() },
    organs: { "club": Organ(cite: ["a p. 1", "b p. 3"]) },
)"#,
    fix: "Look for a second, independent source. The rule is off until it is turned on: `levels: \
          { \"single-source\": Warn }`.",
    check,
};

fn check(subject: &Subject<'_>, out: &mut Reporter<'_>) {
    let whole: Vec<SourceIx> =
        subject.graph.sources().map(|source| subject.graph.witness(source)).collect();
    for class in [Class::Organ, Class::Event] {
        for node in subject.nodes(class) {
            check_item(subject, &whole, Item::Node(node), || subject.id(node), out);
        }
    }
    for transition in subject.transitions() {
        let words = || format!("this `{}`", transition.kind.name());
        check_item(subject, &whole, Item::Transition(transition.ix), words, out);
    }
}

#[inline]
fn check_item(
    subject: &Subject<'_>,
    whole: &[SourceIx],
    item: Item,
    words: impl Fn() -> String,
    out: &mut Reporter<'_>,
) {
    let Some(only) = only_source(subject, whole, item) else { return };
    out.about(subject, item, ConflictAnswer::Certain, |say| {
        let id = subject.graph.source_id(only);
        say.at(subject.span(item), format!("{} rests on `{id}` alone", words()))
            .help("look for a second, independent source")
    });
}

/// The one source that an item and its claims cite; `None` where there are more or none.
fn only_source(subject: &Subject<'_>, whole: &[SourceIx], item: Item) -> Option<SourceIx> {
    let graph = subject.graph;
    let first = graph.cites(item).next().map(|cite| whole[cite.source.index()]);
    let is_other = |source: SourceIx| first.is_some_and(|first| whole[source.index()] != first);
    if graph.cites(item).any(|cite| is_other(cite.source)) {
        return None;
    }
    let mut only = first;
    for fact in graph.facts(item) {
        for cite in graph.fact_cites(&fact) {
            let source = whole[cite.source.index()];
            if only.is_some_and(|only| only != source) {
                return None;
            }
            only = Some(source);
        }
    }
    only
}
