//! M007: a further name without a language.

use crate::check::context::{Subject, fact_span};
use crate::check::reporter::{ConflictAnswer, Reporter};
use crate::check::rule::{Rule, RuleGroup};
use crate::graph::{Class, Field, Item, Trait};
use crate::model::RuleLevel;

pub(in crate::check) static RULE: Rule = Rule {
    code: "M007",
    name: "no-language",
    group: RuleGroup::Model,
    level: RuleLevel::Off,
    what: "An additional name for which no language is given.",
    why: "whoever shows the model in one language must know which name to show",
    fails: r#"Model(organs: { "club": Organ(name: "Chess Club", names: ["Schachverein"]) })"#,
    passes: r#"Model(organs: { "club": Organ(
    name: "Chess Club", names: [Name(text: "Schachverein", lang: "de")],
) })"#,
    fix: "Write `Name(text: \"..\", lang: \"de\")`. The rule is off until it is turned on: \
          `levels: { \"no-language\": Warn }`.",
    check,
};

fn check(subject: &Subject<'_>, out: &mut Reporter<'_>) {
    let graph = subject.graph;
    for class in [Class::Organ, Class::Event, Class::Post, Class::Person] {
        for node in subject.nodes(class) {
            for fact in graph.facts_of(Item::Node(node), Field::Name) {
                if graph.fact_property(fact.ix, Trait::Lang).is_some() {
                    continue;
                }
                out.about(subject, Item::Node(node), ConflictAnswer::Certain, |say| {
                    let name = fact.text;
                    say.at(fact_span(graph, &fact), format!("the name \"{name}\" has no language"))
                        .help(format!("write `Name(text: \"{name}\", lang: \"..\")`"))
                });
            }
        }
    }
}
