//! R011: an identifier that its register cannot have given.

use crate::check::context::Subject;
use crate::check::reporter::{ConflictAnswer, Reporter};
use crate::check::rule::{Rule, RuleGroup};
use crate::diagnostics::Diagnostic;
use crate::graph::Item;
use crate::identifiers::{self, Scheme};
use crate::model::RuleLevel;
use crate::syntax::places;
use crate::text::Span;

pub(in crate::check) static RULE: Rule = Rule {
    code: "R011",
    name: "malformed-identifier",
    group: RuleGroup::References,
    level: RuleLevel::Warn,
    what: "An identifier in `ids` that does not have the form of its scheme, or whose check digit does not fit, and one \
           that is empty. Identifiers of schemes that organigram does not know are taken as they are.",
    why: "the register cannot have given it, so that it leads to nothing or to somebody else",
    fails: r#"Model(organs: {
    "library": Organ(ids: { "wikidata": "https://www.wikidata.org/wiki/Q193563", "isni": "0000 0001 2281 9559" }),
})"#,
    passes: r#"Model(organs: {
    "library": Organ(ids: { "wikidata": "Q193563", "isni": "0000 0001 2281 955X" }),
})"#,
    fix: "Write the identifier as the register gives it, without its address.",
    check,
};

fn check(subject: &Subject<'_>, out: &mut Reporter<'_>) {
    let graph = subject.graph;
    for (node, one) in graph.all_identifiers() {
        let Some(wrong) = wrong(one.scheme, one.id) else { continue };
        out.about(subject, Item::Node(node), ConflictAnswer::Certain, |say| {
            let message = format!("`{}` of {} is not {}", one.id, subject.id(node), wrong.what());
            wrong.help(say.at(one.span, message), one.id, one.span)
        });
    }
    for source in graph.sources() {
        for (scheme, id) in graph.source_identifiers(source) {
            let Some(wrong) = wrong(scheme, id) else { continue };
            let pos = graph.source_entry(source).map_or_else(Default::default, |entry| entry.pos);
            out.push(ConflictAnswer::Certain, |say| {
                let source = graph.source_id(source);
                let message = format!("`{id}` of the source `{source}` is not {}", wrong.what());
                let span = places::head_span(graph.texts(), pos.0);
                wrong.help(say.at(span, message), id, span)
            });
        }
    }
}

/// What is wrong with an identifier.
enum Malformed {
    /// It says nothing, of a scheme.
    Empty(String),
    /// It is none of a known scheme's, because of this.
    Problem(&'static Scheme, String),
}

fn wrong(name: &str, id: &str) -> Option<Malformed> {
    if id.trim().is_empty() {
        return Some(Malformed::Empty(name.to_owned()));
    }
    let scheme = identifiers::scheme(name)?;
    Some(Malformed::Problem(scheme, scheme.problem(id)?))
}

impl Malformed {
    fn what(&self) -> String {
        match self {
            Malformed::Empty(name) => format!("an identifier of `{name}`: it is empty"),
            Malformed::Problem(scheme, problem) => format!("a valid {}: {problem}", scheme.label),
        }
    }

    /// The way out: the identifier without its address, where that is one; a text of one line can be put in its place.
    fn help(&self, found: Diagnostic, id: &str, span: Span) -> Diagnostic {
        let Malformed::Problem(scheme, _) = self else {
            return found.help("write the identifier, or remove its scheme");
        };
        let bare = scheme.bare(id.trim());
        if scheme.problem(bare).is_some() {
            return found.help("look it up in the register, or remove it");
        }
        let is_whole = (span.end.0 - span.start.0) as usize == id.len();
        let found = found.help(format!("write `{bare}`"));
        if is_whole { found.fix(span, bare) } else { found }
    }
}
