//! T012: a relation without dates whose two ends never existed on one day.

use crate::check::context::Subject;
use crate::check::reporter::{ConflictAnswer, Reporter};
use crate::check::rule::{Rule, RuleGroup};
use crate::check::rules::dead_holder::lifetime;
use crate::graph::{Class, Item, NodeIx, RelationKind};
use crate::model::RuleLevel;
use crate::time::extent::{Extent, both, has_day};

pub(in crate::check) static RULE: Rule = Rule {
    code: "T012",
    name: "never-together",
    group: RuleGroup::Time,
    level: RuleLevel::Error,
    what: "A relation without dates between two things that certainly never existed on the same \
           day: an organ or a post and its superior, a post or a seat and its holder. Such a relation can \
           never have held.",
    why: "a relation holds only while both things exist",
    fails: r#"Model(organs: {
    "old": Organ(existence: "1930/1945"),
    "new": Organ(existence: "1960/1970", under: "old"),
})"#,
    passes: r#"Model(organs: {
    "old": Organ(existence: "1930/1965"),
    "new": Organ(existence: "1960/1970", under: "old"),
})"#,
    fix: "Correct the dates of one of the two, or the relation.",
    check,
};

fn check(subject: &Subject<'_>, out: &mut Reporter<'_>) {
    for under in subject.unders() {
        let says = || {
            format!(
                "{} {} {}",
                subject.id(under.unit),
                subject.stands(under.unit),
                subject.id(under.superior)
            )
        };
        check_ends(subject, Item::Under(under.ix), [under.unit, under.superior], says, out);
    }
    for tie in subject.ties() {
        let verb = match tie.kind {
            RelationKind::Tenure if tie.status.is_holder() => "holds",
            RelationKind::Seat => "sits in",
            _ => continue,
        };
        let says = || format!("{} {verb} {}", subject.id(tie.from), subject.id(tie.to));
        check_ends(subject, Item::Tie(tie.ix), [tie.from, tie.to], says, out);
    }
}

fn check_ends(
    subject: &Subject<'_>,
    item: Item,
    ends: [NodeIx; 2],
    says: impl Fn() -> String,
    out: &mut Reporter<'_>,
) {
    if subject.extent(item).is_dated() || !subject.is_held(item) {
        return;
    }
    let lives = ends.map(|end| life(subject, end));
    let are_dated = lives.iter().all(|life| life.is_dated());
    if !are_dated || has_day(both(lives[0].possible(), lives[1].possible())) {
        return;
    }
    out.about(subject, item, ConflictAnswer::Certain, |say| {
        let message = format!("{}, but the two never existed on the same day", says());
        let said = say.at(subject.span(item), message).label(
            "this relation has no dates of its \
                                                              own",
        );
        let said = ends.into_iter().fold(said, |said, end| {
            let item = Item::Node(end);
            let text = subject.date_text(item);
            let text =
                if text.is_empty() { "lived then".to_owned() } else { format!("existed {text}") };
            said.also(subject.date_span(item), format!("{} {text}", subject.id(end)))
        });
        said.help("correct the dates of one of the two, or the relation")
    });
}

fn life(subject: &Subject<'_>, node: NodeIx) -> Extent {
    match subject.graph.class(node) {
        Class::Person => lifetime(subject, node).unwrap_or(Extent::UNDATED),
        _ => subject.life(node),
    }
}
