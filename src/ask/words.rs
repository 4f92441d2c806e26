//! Sentences: an item of the graph as a person would say it.
//!
//! Takes items, gives plain text without colours and without a full stop. Decides nothing.

use std::borrow::Cow;

use indexmap::IndexSet;

use crate::graph::{
    CiteRef, Class, FactRef, Field, Item, NodeIx, OrgGraph, RelationKind, RelationRef, Slice,
    Trait, TransitionRef,
};
use crate::model::{Membership, Modality, Quantity, Reliability, Status, TransitionKind};

/// An item as a sentence: `Central Committee is part of The Party`.
pub fn sentence(graph: &OrgGraph, item: Item) -> String {
    let name = |node| graph.name(node);
    match item {
        Item::Node(node) => name(node).to_owned(),
        Item::Under(ix) => {
            let under = graph.under(ix);
            let label = graph.under_label(&under);
            let is_report = graph.class(under.unit) == Class::Post;
            let verb = match graph.line_entry(under.line) {
                _ if is_report && under.line == graph.main_line() => label,
                Some(entry) if !entry.label.is_empty() => label,
                _ => format!("is {label}"),
            };
            format!("{} {verb} {}", name(under.unit), name(under.superior))
        }
        Item::Tie(ix) => {
            let tie = graph.tie(ix);
            match tie.kind {
                RelationKind::Tenure | RelationKind::Seat => {
                    format!("{}: {}", name(tie.from), service(graph, &tie))
                }
                RelationKind::ExOfficio => {
                    format!("{}: {}", name(tie.from), service(graph, &tie))
                }
                RelationKind::Vacant if graph.class(tie.to) == Class::Post => {
                    format!("{} was vacant", post(graph, tie.to))
                }
                RelationKind::Vacant => format!("{} was vacant", place(graph, &tie)),
                RelationKind::PostOf => format!("{} is a post of {}", name(tie.from), name(tie.to)),
                RelationKind::Met => format!("{} was of {}", name(tie.from), name(tie.to)),
                RelationKind::CalledBy => {
                    format!("{} was initiated by {}", name(tie.from), name(tie.to))
                }
                RelationKind::BodyOf => format!("{} had {}", name(tie.from), name(tie.to)),
                RelationKind::Attended => format!("{} was at {}", name(tie.from), name(tie.to)),
            }
        }
        Item::Transition(ix) => transition(graph, ix),
    }
}

/// What a person was, by a tenure or a seat: `General Secretary, Workers' Party of Korea`.
pub fn service(graph: &OrgGraph, tie: &RelationRef) -> String {
    let item = Item::Tie(tie.ix);
    let title = graph.property(item, Trait::Title);
    let mut text = match tie.kind {
        RelationKind::Tenure => post(graph, tie.to),
        _ => {
            let member = match tie.membership {
                Membership::Full => "member",
                Membership::Candidate => "candidate member",
            };
            format!("{}, {}", title.unwrap_or(member), graph.name(tie.to))
        }
    };
    if tie.kind == RelationKind::Tenure && tie.status != Status::Held {
        text.push_str(&format!(" ({})", tie.status));
    }
    if let Some(rank) = graph.number(item).filter(|_| tie.kind != RelationKind::Tenure) {
        text.push_str(&format!(", rank {rank}"));
    }
    match (tie.kind, graph.post_of_seat(tie.ix)) {
        (RelationKind::ExOfficio, _) => text.push_str(", ex officio"),
        (_, Some(post)) => text.push_str(&format!(", ex officio as {}", graph.name(post))),
        _ => {}
    }
    text
}

/// A place in an organ of which nobody is named: `a place in Board, rank 3`.
fn place(graph: &OrgGraph, tie: &RelationRef) -> String {
    let rank = graph.number(Item::Tie(tie.ix)).map(|rank| format!(", rank {rank}"));
    format!("a place in {}{}", graph.name(tie.to), rank.unwrap_or_default())
}

/// A post with its organ: `General Secretary, Workers' Party of Korea`.
pub fn post(graph: &OrgGraph, post: NodeIx) -> String {
    match graph.relations_from(post).find(|tie| tie.kind == RelationKind::PostOf) {
        Some(tie) => format!("{}, {}", graph.name(post), graph.name(tie.to)),
        None => graph.name(post).to_owned(),
    }
}

fn transition(graph: &OrgGraph, ix: crate::graph::TransitionIx) -> String {
    let transition = graph.transition(ix);
    let item = Item::Transition(ix);
    let from = names(graph, transition.from());
    let into = names(graph, transition.into());
    let both = if from.is_empty() { into.clone() } else { from.clone() };
    let kind = transition.kind.to_string();
    let how = graph.property(item, Trait::How);
    let how = how.filter(|how| !how.is_empty() && !how.eq_ignore_ascii_case(&kind));
    let text = match transition.kind {
        TransitionKind::Founded => format!("{into} was founded"),
        TransitionKind::Renamed => {
            let name = graph.property(item, Trait::Title).unwrap_or("another name");
            format!("{both} was renamed {name}")
        }
        TransitionKind::Split => format!("{from} became {into}"),
        TransitionKind::Merged => format!("{from} merged into {into}"),
        TransitionKind::Absorbed => format!("{from} was absorbed into {into}"),
        TransitionKind::Succeeded => {
            let what = graph.property(item, Trait::In);
            let what = what.map_or(String::new(), |what| format!(" in {what}"));
            format!("{into} took the place of {from}{what}")
        }
        TransitionKind::Reorganised if from == into || into.is_empty() => {
            format!("{both} was reorganised")
        }
        TransitionKind::Reorganised => format!("{from} was reorganised into {into}"),
        TransitionKind::Dissolved => format!("{both} was dissolved"),
        TransitionKind::Revived => format!("{both} was revived"),
        TransitionKind::Origin => {
            return format!("{into} goes back to {from}{}", how.map_or(String::new(), in_parens));
        }
    };
    let by = names(graph, transition.by());
    let text = if by.is_empty() { text } else { format!("{text} by {by}") };
    match how {
        Some(how) => format!("{text}{}", in_parens(how)),
        None => text,
    }
}

/// The words of a source in quotation marks, with their language and what they mean; nothing where none are quoted.
pub fn quotation(quote: &str, lang: &str, translation: &str) -> String {
    let mut text = match quote {
        "" => String::new(),
        quote => format!("\u{201c}{quote}\u{201d}"),
    };
    if !lang.is_empty() && !quote.is_empty() {
        text.push_str(&in_parens(lang));
    }
    if !translation.is_empty() {
        let sign = if text.is_empty() { "" } else { " " };
        text.push_str(&format!("{sign}[\u{201c}{translation}\u{201d}]"));
    }
    text
}

fn in_parens(how: &str) -> String {
    format!(" ({how})")
}

/// Names as a list: `A, B and C`.
pub fn names(graph: &OrgGraph, nodes: impl Iterator<Item = NodeIx>) -> String {
    let names: IndexSet<&str> = nodes.map(|node| graph.name(node)).collect();
    let names: Vec<&str> = names.into_iter().collect();
    match &names[..] {
        [head @ .., last] if !head.is_empty() => format!("{} and {last}", head.join(", ")),
        names => names.concat(),
    }
}

/// A claim as a sentence: what it is about, the field and the value.
pub fn claim(graph: &OrgGraph, item: Item, fact: Option<&FactRef<'_>>) -> String {
    let subject = sentence(graph, item);
    let Some(fact) = fact else { return subject };
    let field = match fact.field {
        Field::Date if matches!(item, Item::Node(node) if graph.class(node) == Class::Event) => {
            "on"
        }
        Field::Date if matches!(item, Item::Node(_)) => "existed",
        Field::Date => return format!("{subject}, {}", fact.text),
        Field::Born => "born",
        Field::Died => "died",
        Field::Kind => "kind",
        Field::Place => "at",
        Field::Name => "also called",
        Field::Members => "members",
        Field::Number => "number",
        Field::Function => "function",
        Field::Mandate => "mandate",
        Field::Jurisdiction => "for",
        Field::LegalBasis => "by",
    };
    let when =
        graph.fact_property(fact.ix, Trait::When).map_or(String::new(), |when| format!(", {when}"));
    let of = graph.fact_property(fact.ix, Trait::Of).map_or(String::new(), |of| format!(" {of}"));
    format!("{subject}: {field} {}{of}{when}", value(fact))
}

/// What a claim says, in words: of a number, whether it is a range or an estimate.
pub fn value(fact: &FactRef<'_>) -> String {
    let is_number = matches!(fact.field, Field::Members | Field::Number);
    let number = is_number.then(|| fact.text.parse::<Quantity>().ok()).flatten();
    number.map_or_else(|| fact.text.to_owned(), Quantity::words)
}

/// The citations of an item that count, as `source place`.
pub fn cites(slice: &Slice<'_>, item: Item) -> Vec<String> {
    let graph = slice.graph();
    let counted = graph.cites(item).filter(|cite| slice.perspective().has_source(cite.source));
    counted.map(|cite| cite_text(graph.source_id(cite.source), cite.at)).collect()
}

/// The citations of what dates an item: of the claims and the change events that give its bounds, else of its entry.
pub fn date_cites(slice: &Slice<'_>, item: Item) -> Vec<String> {
    let graph = slice.graph();
    let claims = slice.dated_by(item, Field::Date);
    let events: Vec<TransitionRef<'_>> = dating_events(slice, item).into_iter().flatten().collect();
    if claims.is_none() && events.is_empty() {
        return cites(slice, item);
    }
    let claims = claims.into_iter().flat_map(|[start, end]| {
        [Some(start), (end.ix != start.ix).then_some(end)].into_iter().flatten()
    });
    let claims = claims.flat_map(|fact| graph.fact_cites(&fact).collect::<Vec<_>>());
    let events = events.into_iter().flat_map(|event| event_cites(slice, &event));
    let counted = claims.chain(events).filter(|cite| slice.perspective().has_source(cite.source));
    let texts: IndexSet<String> =
        counted.map(|cite| cite_text(graph.source_id(cite.source), cite.at)).collect();
    texts.into_iter().collect()
}

/// The change events that give the start and the end of an organ's life; none of anything else.
pub(super) fn dating_events<'g>(slice: &Slice<'g>, item: Item) -> [Option<TransitionRef<'g>>; 2] {
    match item {
        Item::Node(node) => slice.dated_by_events(node),
        _ => [None, None],
    }
}

/// Who says when an event happened: the claim that dates it, else its entry.
pub(super) fn event_cites<'g>(slice: &Slice<'g>, event: &TransitionRef<'g>) -> Vec<CiteRef<'g>> {
    let (graph, item) = (slice.graph(), Item::Transition(event.ix));
    let dated = slice.facts(item, Field::Date).next();
    let cites: Vec<_> = dated.iter().flat_map(|fact| graph.fact_cites(fact)).collect();
    if cites.is_empty() { graph.cites(item).collect() } else { cites }
}

/// Who says that a node bore one of some names, `A or B`: by the claims of its names and by renames; by its entry
/// where neither has it.
pub fn name_cites(slice: &Slice<'_>, node: NodeIx, names: &str) -> Vec<String> {
    let graph = slice.graph();
    let is_one = |name: &str| names.split(" or ").any(|one| one == name);
    let facts = slice.facts(Item::Node(node), Field::Name).filter(|fact| is_one(fact.text));
    let mut cites: Vec<_> =
        facts.flat_map(|fact| graph.fact_cites(&fact).collect::<Vec<_>>()).collect();
    let renamed = slice.renamings(node).filter(|(name, _)| is_one(name));
    cites.extend(renamed.flat_map(|(_, renaming)| graph.cites(Item::Transition(renaming.ix))));
    if cites.is_empty() {
        cites.extend(graph.cites(Item::Node(node)));
    }
    cites.retain(|cite| slice.perspective().has_source(cite.source));
    cites.iter().map(|cite| cite_text(graph.source_id(cite.source), cite.at)).collect()
}

/// What qualifies a claim, in words, where it is weaker than a plain assertion: `reported, low reliability`. Plans and
/// forecasts are reported as such elsewhere.
pub fn qualification(modality: Modality, reliability: Reliability) -> Option<String> {
    let said = matches!(modality, Modality::Reported | Modality::Implied | Modality::Inferred);
    let said = said.then(|| modality.to_string());
    let low = (reliability == Reliability::Low).then(|| "low reliability".to_owned());
    let parts: Vec<String> = said.into_iter().chain(low).collect();
    (!parts.is_empty()).then(|| parts.join(", "))
}

/// A citation as text.
pub fn cite_text(source: &str, at: &str) -> String {
    if at.is_empty() { source.to_owned() } else { format!("{source} {at}") }
}

/// The date of an item by the claims that count, as written: each bound as the change event that gives it has it, else
/// the first claim that states it; empty where there is none.
pub fn date<'g>(slice: &Slice<'g>, item: Item) -> Cow<'g, str> {
    let claims = slice.dated_by(item, Field::Date);
    let events = dating_events(slice, item);
    if events.iter().all(Option::is_none) {
        match claims {
            None => return Cow::Borrowed(""),
            Some([start, end]) if start.ix == end.ix => return Cow::Borrowed(start.text),
            _ => {}
        }
    }
    let [begun, ended] = events.map(|event| {
        let item = Item::Transition(event?.ix);
        slice.facts(item, Field::Date).next().map(|fact| fact.text)
    });
    let side = |text: &'g str, side: usize| match text.split_once('/') {
        Some(sides) => [sides.0, sides.1][side],
        None => text,
    };
    let claimed = |at: usize| claims.map_or("", |claims| side(claims[at].text, at));
    let begun = begun.map_or_else(|| claimed(0), |text| side(text, 0));
    let ended = ended.map_or_else(|| claimed(1), |text| side(text, 1));
    Cow::Owned(format!("{begun}/{ended}"))
}
