//! S002: an organ without the superior that its kind needs.

use crate::check::context::Subject;
use crate::check::kinds::Kinds;
use crate::check::reporter::{ConflictAnswer, Reporter};
use crate::check::rule::{Rule, RuleGroup};
use crate::graph::Item;
use crate::model::RuleLevel;
use crate::syntax::places;

pub(in crate::check) static RULE: Rule = Rule {
    code: "S002",
    name: "no-superior",
    group: RuleGroup::Structure,
    level: RuleLevel::Warn,
    what: "An organ without a superior along the main line, although the charter says of its \
           kind that it `needs_superior`.",
    why: "the charter says that such an organ never stands alone",
    fails: r#"Model(
    charter: Charter(kinds: { "cell": Kind(needs_superior: true), "party": Kind() }),
    organs: { "p": Organ(kind: "party"), "c": Organ(kind: "cell") },
)"#,
    passes: r#"Model(
    charter: Charter(kinds: { "cell": Kind(needs_superior: true), "party": Kind() }),
    organs: { "p": Organ(kind: "party"), "c": Organ(kind: "cell", under: ["p"]) },
)"#,
    fix: "Add the superior. Where no source names it, allow the rule on the entry and say why: \
           `allow: [Allow(rule: \"no-superior\", reason: \"no source names it\")]`.",
    check,
};

fn check(subject: &Subject<'_>, out: &mut Reporter<'_>) {
    let (graph, Some(kinds)) = (subject.graph, Kinds::of(subject.graph)) else { return };
    let needs = |kind: &String| kinds.said(kind, |kind| kind.needs_superior).is_some();
    let needing: Vec<bool> = graph.kind_names().iter().map(needs).collect();
    let main = graph.main_line();
    for organ in subject.organs() {
        let has = || graph.unders(organ).any(|under| under.line == main);
        if !needing[graph.kind_number(organ) as usize] || has() {
            continue;
        }
        out.about(subject, Item::Node(organ), ConflictAnswer::Certain, |say| {
            let id = subject.id(organ);
            let found = say
                .at(graph.id_span(organ), format!("{id} has no superior"))
                .label(format!("a `{}` needs a superior", graph.kind(organ)));
            let entry = kinds.said(graph.kind(organ), |kind| kind.needs_superior);
            let found = match entry {
                Some((_, kind)) => {
                    found.also(places::head_span(graph.texts(), kind.pos.0), "the charter says so")
                }
                None => found,
            };
            found.help("add `under: [\"..\"]`, or allow the rule and say why")
        });
    }
}
