//! T015: what an organ did, what it was or where it was at a time at which it did not exist.

use super::absent_superior::existed;
use crate::check::containment::outside_life;
use crate::check::context::{Subject, fact_span};
use crate::check::reporter::Reporter;
use crate::check::rule::{Rule, RuleGroup};
use crate::graph::{Field, Item};
use crate::model::RuleLevel;
use crate::time::extent::Extent;

pub(in crate::check) static RULE: Rule = Rule {
    code: "T015",
    name: "remit-outside-life",
    group: RuleGroup::Time,
    level: RuleLevel::Warn,
    what: "A function, a mandate, a territory, a legal basis, a kind or a place that an organ is said to have had before it \
           existed or after it ended.",
    why: "nobody does or is anything before it is there: one of the two dates is wrong, or it was another organ",
    fails: r#"Model(organs: {
    "office": Organ(existence: "1950/1960", functions: Remit(text: "collects the dues", during: "1965/1970")),
})"#,
    passes: r#"Model(organs: {
    "office": Organ(existence: "1950/1970", functions: Remit(text: "collects the dues", during: "1965/1970")),
})"#,
    fix: "Correct one of the two dates, or write it at the organ that did it then.",
    check,
};

const FIELDS: [(Field, &str); 6] = [
    (Field::Function, "function"),
    (Field::Mandate, "mandate"),
    (Field::Jurisdiction, "territory"),
    (Field::LegalBasis, "legal basis"),
    (Field::Kind, "kind"),
    (Field::Place, "place"),
];

fn check(subject: &Subject<'_>, out: &mut Reporter<'_>) {
    for organ in subject.organs() {
        let item = Item::Node(organ);
        for (field, what) in FIELDS {
            for fact in subject.slice.facts(item, field) {
                let own = Extent::of(fact.period);
                if !own.is_dated() || !fact.modality.is_held() {
                    continue;
                }
                let Some(found) = outside_life(own, subject.life(organ)) else { continue };
                if !subject.in_question(found.days()) {
                    continue;
                }
                out.about(subject, item, found.weight, |say| {
                    let id = subject.id(organ);
                    let when = found.words(&id);
                    let message = format!("{id} has the {what} \"{}\" {when}", fact.text);
                    let said = say.at(fact_span(subject.graph, &fact), message);
                    existed(subject, found, organ, said.label("outside of its life"))
                });
            }
        }
    }
}
