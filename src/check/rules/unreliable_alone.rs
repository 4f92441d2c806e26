//! E007: an assertion that only unreliable sources bear out.

use crate::check::context::Subject;
use crate::check::reporter::{ConflictAnswer, Reporter};
use crate::check::rule::{Rule, RuleGroup};
use crate::graph::{Class, Item, SourceIx};
use crate::model::{Choice, Modality, Reliability, RuleLevel};
use crate::syntax::places;

pub(in crate::check) static RULE: Rule = Rule {
    code: "E007",
    name: "unreliable-alone",
    group: RuleGroup::Evidence,
    level: RuleLevel::Warn,
    what: "An entry that counts as asserted although all its sources are marked as unreliable \
           (`reliability: Low`: not to be relied on alone).",
    why: "the reliability says not to rely on such a source alone, but the modality does",
    fails: r#"Model(
    sources: { "rumour": Source(reliability: Low) },
    organs: { "club": Organ(cite: ["rumour"]) },
)"#,
    passes: r#"Model(
    sources: { "rumour": Source(reliability: Low) },
    organs: { "club": Organ(cite: ["rumour"], modality: Reported) },
)"#,
    fix: "Write `modality: Reported`, cite a better source, or judge the source anew.",
    check,
};

fn check(subject: &Subject<'_>, out: &mut Reporter<'_>) {
    let graph = subject.graph;
    let low = |source| {
        let entry = graph.source_entry(source);
        entry.is_some_and(|entry| entry.reliability == Reliability::Low)
    };
    let low: Vec<bool> = graph.sources().map(low).collect();
    if !low.contains(&true) {
        return;
    }
    for class in [Class::Organ, Class::Event, Class::Post, Class::Person] {
        for node in subject.nodes(class) {
            check_item(subject, Item::Node(node), &low, &|| subject.id(node), out);
        }
    }
    for transition in subject.transitions() {
        let words = || format!("this `{}`", transition.kind.name());
        check_item(subject, Item::Transition(transition.ix), &low, &words, out);
    }
    for tie in subject.ties() {
        let words =
            || format!("the relation between {} and {}", subject.id(tie.from), subject.id(tie.to));
        check_item(subject, Item::Tie(tie.ix), &low, &words, out);
    }
}

#[inline]
fn check_item(
    subject: &Subject<'_>,
    item: Item,
    low: &[bool],
    words: &dyn Fn() -> String,
    out: &mut Reporter<'_>,
) {
    let graph = subject.graph;
    let mut cites = graph.cites(item).map(|cite| cite.source).peekable();
    let Some(first) = cites.peek().copied() else { return };
    let is_low = |source: SourceIx| low[source.index()];
    if graph.modality(item) != Modality::Asserted || !cites.all(is_low) {
        return;
    }
    out.about(subject, item, ConflictAnswer::Certain, |say| {
        let source = graph.source_id(first);
        let found = say
            .at(subject.span(item), format!("{} rests on unreliable sources alone", words()))
            .label(format!("asserted on the word of `{source}`"));
        let place =
            graph.source_entry(first).map(|entry| places::head_span(graph.texts(), entry.pos.0));
        let found = match place {
            Some(span) => found.also(span, "marked as unreliable here"),
            None => found,
        };
        found.help("write `modality: Reported`, or cite a better source")
    });
}
