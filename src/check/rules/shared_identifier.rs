//! R012: two things with one identifier.

use std::borrow::Cow;

use rustc_hash::FxHashMap;

use crate::check::context::Subject;
use crate::check::reporter::{ConflictAnswer, Reporter};
use crate::check::rule::{Rule, RuleGroup};
use crate::graph::{IdentifierRef, Item, NodeIx, SourceIx};
use crate::identifiers::compared;
use crate::model::RuleLevel;
use crate::syntax::places;
use crate::text::Span;

pub(in crate::check) static RULE: Rule = Rule {
    code: "R012",
    name: "shared-identifier",
    group: RuleGroup::References,
    level: RuleLevel::Warn,
    what: "Two organs, posts, people or events, or two sources, that have the same identifier of the same scheme. Where \
           a register takes for one what the model keeps apart (an organ before and after it was made anew), allow it on \
           the later of the two.",
    why: "an identifier names one thing: the two are one under two ids, or one of them has the wrong identifier",
    fails: r#"Model(organs: {
    "club": Organ(name: "Rookhaven Chess Club", ids: { "wikidata": "Q42" }),
    "rcc": Organ(name: "RCC", ids: { "wikidata": "Q42" }),
})"#,
    passes: r#"Model(organs: {
    "club": Organ(name: "Rookhaven Chess Club", names: "RCC", ids: { "wikidata": "Q42" }),
})"#,
    fix: "Join the two entries if they are one thing; otherwise correct one of the identifiers.",
    check,
};

fn check(subject: &Subject<'_>, out: &mut Reporter<'_>) {
    let graph = subject.graph;
    let mut first: FxHashMap<(&str, Cow<'_, str>), (NodeIx, IdentifierRef<'_>)> =
        FxHashMap::default();
    for (node, one) in graph.all_identifiers().filter(|(_, one)| !one.id.trim().is_empty()) {
        let key = (one.scheme, compared(one.scheme, one.id));
        let (other, there) = *first.entry(key).or_insert((node, one));
        if other == node || !subject.counts(Item::Node(node)) || !subject.counts(Item::Node(other))
        {
            continue;
        }
        out.about(subject, Item::Node(node), ConflictAnswer::Certain, |say| {
            let ids = [other, node].map(|node| subject.id(node));
            say.at(one.span, message(one.scheme, one.id, &ids))
                .label("again here")
                .also(there.span, "first here")
                .help("join the two entries if they are one thing, otherwise correct one of the identifiers")
        });
    }
    let mut first: FxHashMap<(&str, Cow<'_, str>), SourceIx> = FxHashMap::default();
    for source in graph.sources() {
        for (scheme, id) in graph.source_identifiers(source).filter(|(_, id)| !id.trim().is_empty())
        {
            let other = *first.entry((scheme, compared(scheme, id))).or_insert(source);
            // An article may speak within another of one book: they share what names the book.
            let hosts = [graph.within(source), graph.within(other)];
            if other == source || hosts.iter().any(Option::is_some) {
                continue;
            }
            out.push(ConflictAnswer::Certain, |say| {
                let ids = [other, source].map(|source| format!("`{}`", graph.source_id(source)));
                let [there, here] = [other, source].map(|source| head(subject, source));
                say.at(here, message(scheme, id, &ids))
                    .label("again here")
                    .also(there, "first here")
                    .help("join the two sources if they are one, otherwise correct one of the identifiers")
            });
        }
    }
}

fn message(scheme: &str, id: &str, [one, two]: &[String; 2]) -> String {
    format!("{one} and {two} have the same identifier of `{scheme}`: {id}")
}

fn head(subject: &Subject<'_>, source: SourceIx) -> Span {
    let entry = subject.graph.source_entry(source);
    let pos = entry.map_or_else(Default::default, |entry| entry.pos);
    places::head_span(subject.graph.texts(), pos.0)
}
