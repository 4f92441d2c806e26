//! S001: a kind under a kind that the charter does not allow it under.

use rustc_hash::FxHashMap;

use crate::check::context::Subject;
use crate::check::kinds::Kinds;
use crate::check::reporter::{ConflictAnswer, Reporter};
use crate::check::rule::{Rule, RuleGroup};
use crate::graph::{Item, UnderRef};
use crate::model::{Kind, RuleLevel, Stand};
use crate::syntax::places;

pub(in crate::check) static RULE: Rule = Rule {
    code: "S001",
    name: "misplaced-kind",
    group: RuleGroup::Structure,
    level: RuleLevel::Error,
    what: "An organ whose superior is of a kind that the charter does not allow for it along \
           this line. Where the charter says nothing about a kind and a line, every superior is \
           allowed.",
    why: "the charter says which kinds may stand under which",
    fails: r#"Model(
    charter: Charter(kinds: { "party": Kind(), "cell": Kind(under: ["party"]), "league": Kind() }),
    organs: { "l": Organ(kind: "league"), "c": Organ(kind: "cell", under: ["l"]) },
)"#,
    passes: r#"Model(
    charter: Charter(kinds: { "party": Kind(), "cell": Kind(under: ["party"]), "league": Kind() }),
    organs: { "p": Organ(kind: "party"), "c": Organ(kind: "cell", under: ["p"]) },
)"#,
    fix: "Correct the kind or the superior, put the relation on another line, or let the charter \
           allow it: `under: [\"party\", \"league\"]`.",
    check,
};

fn check(subject: &Subject<'_>, out: &mut Reporter<'_>) {
    let Some(kinds) = Kinds::of(subject.graph) else { return };
    let mut known: FxHashMap<(u32, u32, &str), bool> = FxHashMap::default();
    for under in subject.unders() {
        let graph = subject.graph;
        let key = (graph.kind_number(under.unit), graph.kind_number(under.superior), under.line);
        let fits = *known.entry(key).or_insert_with(|| fits(subject, kinds, &under));
        if !fits {
            report(subject, kinds, &under, out);
        }
    }
}

fn fits<'g>(subject: &Subject<'g>, kinds: Kinds<'g>, under: &UnderRef<'g>) -> bool {
    let superior = subject.graph.kind(under.superior);
    match allowed(subject, kinds, under) {
        Some((_, kind)) if !superior.is_empty() => kind
            .under
            .iter()
            .any(|stand| is_along(subject, stand, under.line) && kinds.is_a(superior, &stand.kind)),
        _ => true,
    }
}

/// The entry that says what the unit's kind may stand under along the line.
fn allowed<'g>(
    subject: &Subject<'g>,
    kinds: Kinds<'g>,
    under: &UnderRef<'g>,
) -> Option<(&'g str, &'g Kind<'static>)> {
    kinds.said(subject.graph.kind(under.unit), |kind| {
        kind.under.iter().any(|stand| is_along(subject, stand, under.line))
    })
}

fn is_along(subject: &Subject<'_>, stand: &Stand<'_>, line: &str) -> bool {
    match &*stand.line {
        "" => line == subject.graph.main_line(),
        named => line == named,
    }
}

fn report<'g>(
    subject: &Subject<'g>,
    kinds: Kinds<'g>,
    under: &UnderRef<'g>,
    out: &mut Reporter<'_>,
) {
    let graph = subject.graph;
    let Some((name, kind)) = allowed(subject, kinds, under) else { return };
    let disputed = [under.unit, under.superior]
        .map(|node| graph.facts_of(Item::Node(node), crate::graph::Field::Kind).nth(1).is_some());
    let weight =
        if disputed.contains(&true) { ConflictAnswer::Possible } else { ConflictAnswer::Certain };
    out.about(subject, Item::Under(under.ix), weight, |say| {
        let (unit, superior) = (graph.kind(under.unit), graph.kind(under.superior));
        let fitting = kind.under.iter().filter(|stand| is_along(subject, stand, under.line));
        let wanted: Vec<String> = fitting.map(|stand| format!("a `{}`", stand.kind)).collect();
        let label = subject.relation(under);
        let span = places::head_span(graph.texts(), kind.under[0].pos.0);
        say.at(
            subject.span(Item::Under(under.ix)),
            format!(
                "by the charter, no `{unit}` {label} \
                                                             a `{superior}`"
            ),
        )
        .label(format!("{} is a `{superior}`", subject.id(under.superior)))
        .also(span, format!("what the charter allows for `{name}`"))
        .help(format!("the charter allows: a `{unit}` {label} {}", wanted.join(" or ")))
    });
}
