//! E006: an entry that rests on one source alone.

use crate::check::reporter::{Reporter, Weight};
use crate::check::rule::{Group, Rule};
use crate::check::subject::Subject;
use crate::graph::{Class, Item, SourceIx};
use crate::model::{Choice, RuleLevel};

pub(in crate::check) static RULE: Rule = Rule {
    code: "E006",
    name: "single-source",
    group: Group::Evidence,
    level: RuleLevel::Off,
    what: "An organ, an event or a transition that rests on one source alone. A voice within a \
           source is that source.",
    why: "what only one source tells is as good as that source",
    fails: r#"Model(
    sources: { "a": Source() },
    organs: { "club": Organ(cite: ["a p. 1", "a p. 9"]) },
)"#,
    passes: r#"Model(
    sources: { "a": Source(), "b": Source() },
    organs: { "club": Organ(cite: ["a p. 1", "b p. 3"]) },
)"#,
    mend: "Look for a second, independent source. Turn the rule on with `--warn single-source` or \
           in `levels`.",
    check,
};

fn check(subject: &Subject<'_>, out: &mut Reporter<'_>) {
    for class in [Class::Organ, Class::Event] {
        for node in subject.nodes(class) {
            check_item(subject, Item::Node(node), &subject.id(node), out);
        }
    }
    for transition in subject.transitions() {
        let words = format!("this `{}`", transition.kind.name());
        check_item(subject, Item::Transition(transition.ix), &words, out);
    }
}

fn check_item(subject: &Subject<'_>, item: Item, words: &str, out: &mut Reporter<'_>) {
    let graph = subject.graph;
    let own = graph.cites(item).map(|cite| cite.source);
    let claims = graph
        .facts(item)
        .flat_map(|fact| graph.fact_cites(&fact).map(|c| c.source).collect::<Vec<_>>());
    let mut sources: Vec<SourceIx> =
        own.chain(claims).map(|source| outermost(subject, source)).collect();
    sources.sort_unstable();
    sources.dedup();
    let [only] = sources[..] else { return };
    out.about(subject, item, Weight::Certain, |say| {
        let id = graph.source_id(only);
        say.at(subject.span(item), format!("{words} rests on `{id}` alone"))
            .help("look for a second, independent source")
    });
}

/// The source within which a voice speaks, and so on.
pub(super) fn outermost(subject: &Subject<'_>, source: SourceIx) -> SourceIx {
    let graph = subject.graph;
    let chain = std::iter::successors(Some(source), |&source| graph.within(source));
    chain.take(graph.sources().len()).last().unwrap_or(source)
}
