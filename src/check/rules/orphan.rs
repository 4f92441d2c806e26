//! M004: an organ that nothing is tied to.

use crate::check::context::Subject;
use crate::check::reporter::{ConflictAnswer, Reporter};
use crate::check::rule::{Rule, RuleGroup};
use crate::graph::{Item, NodeIx, OrgGraph};
use crate::model::RuleLevel;

pub(in crate::check) static RULE: Rule = Rule {
    code: "M004",
    name: "orphan",
    group: RuleGroup::Model,
    level: RuleLevel::Warn,
    what: "An organ without superior, unit, transition, post, seat or event, in a model that has \
           other organs.",
    why: "no question about superiors, units or predecessors finds it, and only few pictures \
          show it",
    fails: r#"Model(organs: {
    "party": Organ(), "cell": Organ(under: ["party"]), "league": Organ(),
})"#,
    passes: r#"Model(
    organs: { "party": Organ(), "cell": Organ(under: ["party"]), "league": Organ() },
    transitions: [Origin(from: "league", into: "party")],
)"#,
    fix: "Say what it stood under or what became of it, or allow the rule on the entry and say why \
           it is there.",
    check,
};

fn check(subject: &Subject<'_>, out: &mut Reporter<'_>) {
    let graph = subject.graph;
    if graph.organ_count() < 2 {
        return;
    }
    for organ in subject.organs().filter(|&organ| is_alone(graph, organ)) {
        out.about(subject, Item::Node(organ), ConflictAnswer::Certain, |say| {
            say.at(
                graph.id_span(organ),
                format!("{} has no relation to anything", subject.id(organ)),
            )
            .label("stands alone")
            .help("say what it stood under or what became of it")
        });
    }
}

fn is_alone(graph: &OrgGraph, organ: NodeIx) -> bool {
    graph.unders(organ).next().is_none()
        && graph.units(organ).next().is_none()
        && graph.transitions_from(organ).next().is_none()
        && graph.transitions_into(organ).next().is_none()
        && graph.relations_to(organ).next().is_none()
        && graph.relations_from(organ).next().is_none()
}
