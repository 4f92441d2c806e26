//! What differs between two slices: two dates, two perspectives, two states of knowledge, or two
//! models.
//!
//! Takes two slices, of one graph or of two; things are the same when they have the same id. Gives
//! changes as data, in the order in which a person would show them, and the marks by which a
//! picture shows them. Never says which of the two is right.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use super::{is_unjudged, name_at, reliability, reliability_of, words};
use crate::graph::{
    Class, Field, Item, NodeIx, OrgGraph, RelationIx, RelationKind, RelationRef, Slice, UnderRef,
};
use crate::model::{Membership, Modality, Reliability, TransitionKind};
use crate::time::Answer;

/// What the two slices are.
#[derive(Copy, Clone, PartialEq, Eq, Debug, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Between {
    /// Two dates: what happened.
    Dates,
    /// Two perspectives, two states of knowledge or two models: what is said.
    Tellings,
}

/// In what two states differ.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Varies {
    /// In the date.
    Date,
    /// In whom they believe.
    Source,
    /// In what was known.
    Knowledge,
    /// They are of two models, which are called so.
    Model([String; 2]),
}

/// What sort of change.
#[derive(Copy, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum DifferenceKind {
    /// An organ is there that was not.
    Founded,
    /// An organ is there no more.
    Ended,
    /// An organ became several.
    Split,
    /// Several organs became one.
    Merged,
    /// Another transition: a succession, an absorption, an origin.
    Passed,
    /// An organ bears another name.
    Renamed,
    /// An organ stands under another superior.
    Moved,
    /// An organ is of another kind.
    Recast,
    /// A person took a post or a seat.
    In,
    /// A person left a post or a seat.
    Out,
    /// A candidate became a full member.
    Promoted,
    /// A full member became a candidate.
    Demoted,
    /// A member has another rank.
    Ranked,
    /// A claim is made that was not.
    Added,
    /// A claim is made no more.
    Withdrawn,
    /// Two claims contradict each other.
    Contradicted,
}

impl DifferenceKind {
    /// The heading over changes of this sort.
    pub fn heading(self, between: Between) -> &'static str {
        let dates = between == Between::Dates;
        match self {
            DifferenceKind::Founded if dates => "Founded",
            DifferenceKind::Founded => "Organs that only the second has",
            DifferenceKind::Ended if dates => "Ended",
            DifferenceKind::Ended => "Organs that only the first has",
            DifferenceKind::Split => "Split",
            DifferenceKind::Merged => "Merged",
            DifferenceKind::Passed => "Passed on",
            DifferenceKind::Renamed if dates => "Renamed",
            DifferenceKind::Renamed => "Under another name",
            DifferenceKind::Moved if dates => "Moved to another superior",
            DifferenceKind::Moved => "Under another superior",
            DifferenceKind::Recast => "Of another kind",
            DifferenceKind::In if dates => "In",
            DifferenceKind::In => "Posts and seats recorded only in the second",
            DifferenceKind::Out if dates => "Out",
            DifferenceKind::Out => "Posts and seats recorded only in the first",
            DifferenceKind::Promoted if dates => "Promoted to full member",
            DifferenceKind::Promoted => "Full member in the second, candidate in the first",
            DifferenceKind::Demoted if dates => "Demoted to candidate",
            DifferenceKind::Demoted => "Full member in the first, candidate in the second",
            DifferenceKind::Ranked => "Of another rank",
            DifferenceKind::Added => "Claims that only the second makes",
            DifferenceKind::Withdrawn => "Claims that only the first makes",
            DifferenceKind::Contradicted => "Contradicted",
        }
    }
}

/// One difference.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct Difference {
    /// What sort.
    pub kind: DifferenceKind,
    /// The ids of those that it concerns, the subject first.
    pub ids: Vec<String>,
    /// The change in words.
    pub text: String,
    /// How it was.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub before: Option<String>,
    /// How it is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub after: Option<String>,
    /// Who says so.
    pub cites: Vec<String>,
    /// How sure it is that the two differ here: possible where the dates allow that they do not.
    pub answer: Answer,
    /// Why.
    pub why: &'static str,
    /// How the sources say it.
    pub modality: Modality,
    /// How far the best of the sources is trusted.
    #[serde(skip_serializing_if = "is_unjudged")]
    pub reliability: Reliability,
}

/// How a picture marks an organ.
#[derive(Copy, Clone, PartialEq, Eq, PartialOrd, Ord, Debug, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum DiffMark {
    /// Only in the second.
    Added,
    /// Only in the first.
    Removed,
    /// In both, and not the same.
    Changed,
}

/// All differences.
#[derive(Clone, PartialEq, Debug, Serialize)]
pub struct Diff {
    /// What was compared.
    pub between: Between,
    /// The differences, sorted by kind.
    pub changes: Vec<Difference>,
    /// The marks of organs by id.
    pub marks: BTreeMap<String, DiffMark>,
}

impl Diff {
    /// Whether there is no difference.
    pub fn is_empty(&self) -> bool {
        self.changes.is_empty()
    }

    /// The changes of each kind that occurs, in the order of reporting.
    pub fn groups(&self) -> impl Iterator<Item = (DifferenceKind, &[Difference])> {
        let groups = self.changes.chunk_by(|a, b| a.kind == b.kind);
        groups.map(|changes| (changes[0].kind, changes))
    }
}

/// What differs between two slices.
pub fn diff(before: &Slice<'_>, after: &Slice<'_>, between: Between) -> Diff {
    let mut differ = Differ { before, after, changes: Vec::new(), marks: BTreeMap::new() };
    let reported = differ.transitions();
    differ.organs(&reported);
    differ.people();
    if between == Between::Tellings {
        differ.claims();
    }
    let Differ { mut changes, marks, .. } = differ;
    changes.sort_by_key(|change| change.kind);
    Diff { between, changes, marks }
}

struct Differ<'s, 'b, 'a> {
    before: &'s Slice<'b>,
    after: &'s Slice<'a>,
    changes: Vec<Difference>,
    marks: BTreeMap<String, DiffMark>,
}

/// On what a difference rests.
#[derive(Clone)]
struct Footing {
    cites: Vec<String>,
    modality: Modality,
    reliability: Reliability,
}

impl Footing {
    /// That of an item of a slice.
    fn of(slice: &Slice<'_>, item: Item) -> Footing {
        Footing {
            cites: words::cites(slice, item),
            modality: slice.graph().modality(item),
            reliability: reliability(slice, item),
        }
    }
}

/// Why it is certain that two states differ.
const DIFFERENT: &str = "the two differ whatever the open dates are";

/// Why it is no more than possible.
const OPEN: &str = "the dates of the other leave it open";

/// A seat or a tenure, as far as it can differ.
struct Service {
    name: String,
    service: String,
    membership: Membership,
    rank: Option<u32>,
    footing: Footing,
    tie: RelationIx,
}

/// A claim, as far as it can differ.
struct Said {
    /// What it is about and which field of it; empty where claims add to each other.
    about: String,
    /// The same of every claim, by ids: other words for the same thing are no difference.
    key: String,
    text: String,
    value: String,
    ids: Vec<String>,
    footing: Footing,
    is_transition: bool,
}

impl Differ<'_, '_, '_> {
    /// A difference of which nothing else is said.
    fn note(
        &mut self,
        kind: DifferenceKind,
        ids: Vec<String>,
        text: String,
        footing: Footing,
    ) -> &mut Difference {
        let Footing { cites, modality, reliability } = footing;
        self.changes.push(Difference {
            kind,
            ids,
            text,
            before: None,
            after: None,
            cites,
            answer: Answer::Certain,
            why: DIFFERENT,
            modality,
            reliability,
        });
        self.changes.last_mut().expect("it was added right now")
    }

    /// Something that one side shows and the other does not. Where the other only cannot show, the
    /// text says so: that is no coming and no going.
    fn note_one_sided(
        &mut self,
        kind: DifferenceKind,
        ids: Vec<String>,
        text: String,
        footing: Footing,
        elsewhere: Answer,
    ) {
        let goes = matches!(kind, DifferenceKind::Ended | DifferenceKind::Out);
        if elsewhere == Answer::No {
            self.note(kind, ids, text, footing);
            return;
        }
        let open = if goes { "perhaps goes on" } else { "perhaps before as well" };
        let change = self.note(kind, ids, format!("{text}; {open}"), footing);
        (change.answer, change.why) = (Answer::Possible, OPEN);
    }

    fn note_both(
        &mut self,
        kind: DifferenceKind,
        id: &str,
        name: &str,
        (was, is): (String, String),
    ) {
        let text = format!("{name}: {was} → {is}");
        let footing = self.footing_after(id);
        let change = self.note(kind, vec![id.to_owned()], text, footing);
        (change.before, change.after) = (Some(was), Some(is));
        self.marks.entry(id.to_owned()).or_insert(DiffMark::Changed);
    }

    /// How the second says that there is an organ. What cites only the organ cites no change of it.
    fn footing_after(&self, id: &str) -> Footing {
        let organ = self.after.graph().node(id).map(Item::Node);
        let footing = organ.map(|organ| Footing::of(self.after, organ));
        let (modality, reliability) =
            footing.map_or(Default::default(), |f| (f.modality, f.reliability));
        Footing { cites: Vec::new(), modality, reliability }
    }

    /// Transitions that only the second shows. Gives the ids of the organs whose coming and going
    /// they show.
    fn transitions(&mut self) -> BTreeSet<String> {
        let known: BTreeMap<String, Answer> = transitions(self.before).collect();
        let graph = self.after.graph();
        let mut reported = BTreeSet::new();
        for transition in graph.all_transitions() {
            let ix = transition.ix;
            if !self.after.shows(self.after.transition_answer(&transition)) {
                continue;
            }
            let key = key(graph, Item::Transition(ix));
            let elsewhere = known.get(&key).copied().unwrap_or(Answer::No);
            if self.before.shows(elsewhere) {
                continue;
            }
            let kind = match transition.kind {
                TransitionKind::Split => DifferenceKind::Split,
                TransitionKind::Merged => DifferenceKind::Merged,
                TransitionKind::Founded | TransitionKind::Dissolved | TransitionKind::Renamed => {
                    continue;
                }
                _ => DifferenceKind::Passed,
            };
            let ends = transition.from().chain(transition.into());
            let ids: Vec<String> = ends.map(|node| graph.id(node).to_owned()).collect();
            if transition.kind != TransitionKind::Origin {
                reported.extend(ids.iter().cloned());
            }
            let item = Item::Transition(ix);
            let text = dated(words::sentence(graph, item), words::date(self.after, item));
            self.note_one_sided(kind, ids, text, Footing::of(self.after, item), elsewhere);
        }
        reported
    }

    fn organs(&mut self, reported: &BTreeSet<String>) {
        let (first, second) = (self.before.graph(), self.after.graph());
        for organ in first.organs().filter(|&organ| is_there(self.before, organ)) {
            let id = first.id(organ);
            let other = second.node(id).filter(|&node| second.class(node) == Class::Organ);
            match other.filter(|&other| is_there(self.after, other)) {
                Some(other) => self.same_organ(organ, other),
                None => {
                    self.marks.insert(id.to_owned(), DiffMark::Removed);
                    if !reported.contains(id) {
                        self.come_or_gone(DifferenceKind::Ended, organ, answer_in(self.after, id));
                    }
                }
            }
        }
        for organ in second.organs().filter(|&organ| is_there(self.after, organ)) {
            let id = second.id(organ);
            if !first.node(id).is_some_and(|node| is_there(self.before, node)) {
                self.marks.insert(id.to_owned(), DiffMark::Added);
                if !reported.contains(id) {
                    self.come_or_gone(DifferenceKind::Founded, organ, answer_in(self.before, id));
                }
            }
        }
    }

    fn come_or_gone(&mut self, kind: DifferenceKind, organ: NodeIx, elsewhere: Answer) {
        let slice = if kind == DifferenceKind::Ended { self.before } else { self.after };
        let graph = slice.graph();
        let item = Item::Node(organ);
        let text = dated(name_at(slice, organ).to_owned(), words::date(slice, item));
        let (id, footing) = (graph.id(organ).to_owned(), Footing::of(slice, item));
        self.note_one_sided(kind, vec![id], text, footing, elsewhere);
    }

    fn same_organ(&mut self, organ: NodeIx, other: NodeIx) {
        let (first, second) = (self.before.graph(), self.after.graph());
        let id = first.id(organ);
        let name = name_at(self.after, other);
        let renamed = (name_at(self.before, organ).to_owned(), name.to_owned());
        if renamed.0 != renamed.1 {
            self.note_both(DifferenceKind::Renamed, id, id, renamed);
        }
        let moved = (superiors(self.before, organ), superiors(self.after, other));
        if !moved.0.keys().eq(moved.1.keys()) {
            self.note_both(
                DifferenceKind::Moved,
                id,
                name,
                (reported(&moved.0), reported(&moved.1)),
            );
        }
        let recast = (first.kind(organ).to_owned(), second.kind(other).to_owned());
        if recast.0 != recast.1 {
            self.note_both(DifferenceKind::Recast, id, name, recast);
        }
    }

    fn people(&mut self) {
        let (was, is) = (services(self.before), services(self.after));
        for (key, service) in &was {
            match is.get(key) {
                None => self.in_or_out(DifferenceKind::Out, key, service),
                Some(now) => self.same_service(key, service, now),
            }
        }
        for (key, service) in is.iter().filter(|(key, _)| !was.contains_key(*key)) {
            self.in_or_out(DifferenceKind::In, key, service);
        }
    }

    fn in_or_out(&mut self, kind: DifferenceKind, key: &(String, String), service: &Service) {
        let (slice, other) = match kind {
            DifferenceKind::Out => (self.before, self.after),
            _ => (self.after, self.before),
        };
        let date = words::date(slice, Item::Tie(service.tie));
        let text = dated(format!("{}: {}", service.name, service.service), date);
        let ids = vec![key.0.clone(), key.1.clone()];
        let elsewhere = service_in(other, key);
        self.note_one_sided(kind, ids, text, service.footing.clone(), elsewhere);
    }

    fn same_service(&mut self, key: &(String, String), was: &Service, is: &Service) {
        let kind = match (was.membership, is.membership) {
            (Membership::Candidate, Membership::Full) => DifferenceKind::Promoted,
            (Membership::Full, Membership::Candidate) => DifferenceKind::Demoted,
            _ if was.rank != is.rank => DifferenceKind::Ranked,
            _ => return,
        };
        let text = format!("{}: {} → {}", is.name, was.service, is.service);
        let ids = vec![key.0.clone(), key.1.clone()];
        let change = self.note(kind, ids, text, is.footing.clone());
        change.before = Some(was.service.clone());
        change.after = Some(is.service.clone());
    }

    fn claims(&mut self) {
        let (was, is) = (claims(self.before), claims(self.after));
        let preferred = |all: &[Said]| {
            let mut first: BTreeMap<String, usize> = BTreeMap::new();
            for (at, said) in all.iter().enumerate() {
                first.entry(said.about.clone()).or_insert(at);
            }
            first
        };
        let (first, second) = (preferred(&was), preferred(&is));
        let mut contradicted = BTreeSet::new();
        for (about, &at) in first.iter().filter(|(about, _)| !about.is_empty()) {
            let Some(now) = second.get(about).map(|&at| &is[at]) else { continue };
            let then = &was[at];
            let says = |all: &[Said], value: &str| {
                all.iter().any(|s| s.about == *about && s.value == value)
            };
            if then.value != now.value && !says(&is, &then.value) && !says(&was, &now.value) {
                contradicted.insert(about.clone());
                self.contradiction(then, now);
            }
        }
        let keys = |all: &[Said]| -> BTreeSet<(String, String)> {
            all.iter().map(|said| (said.key.clone(), said.value.clone())).collect()
        };
        let (before, after) = (keys(&was), keys(&is));
        for (kind, all, others) in
            [(DifferenceKind::Withdrawn, &was, &after), (DifferenceKind::Added, &is, &before)]
        {
            for said in all {
                let is_new = !others.contains(&(said.key.clone(), said.value.clone()));
                // What only one side has, and the transitions that only the second has, are reported.
                let subject = said.ids.first().and_then(|id| self.marks.get(id));
                let is_reported = matches!(subject, Some(DiffMark::Added | DiffMark::Removed))
                    || (kind == DifferenceKind::Added && said.is_transition);
                if is_new && !is_reported && !contradicted.contains(&said.about) {
                    self.note(kind, said.ids.clone(), said.text.clone(), said.footing.clone());
                }
            }
        }
    }

    fn contradiction(&mut self, then: &Said, now: &Said) {
        let both = then.footing.cites.iter().chain(&now.footing.cites);
        let footing = Footing { cites: both.cloned().collect(), ..now.footing.clone() };
        let text = format!("{} → {}", then.text, now.value);
        let change = self.note(DifferenceKind::Contradicted, now.ids.clone(), text, footing);
        change.before = Some(then.value.clone());
        change.after = Some(now.value.clone());
    }
}

fn dated(text: String, date: &str) -> String {
    if date.is_empty() { text } else { format!("{text}, {date}") }
}

/// Whether an organ of that id is there in a slice.
fn answer_in(slice: &Slice<'_>, id: &str) -> Answer {
    let graph = slice.graph();
    let organ = graph.node(id).filter(|&node| graph.class(node) == Class::Organ);
    organ.map_or(Answer::No, |organ| slice.answer(organ))
}

/// Whether a person served at a place in a slice, by the surest of the ties between them.
fn service_in(slice: &Slice<'_>, (person, place): &(String, String)) -> Answer {
    let graph = slice.graph();
    let Some(person) = graph.node(person) else { return Answer::No };
    let ties = graph.relations_from(person).filter(|tie| graph.id(tie.to) == place);
    let served = ties.filter(|tie| is_service(slice, tie));
    served.map(|tie| slice.relation_answer(&tie)).max().unwrap_or(Answer::No)
}

/// Whether a tie is a post or a seat that was held: no honour, no plan, no forecast.
fn is_service(slice: &Slice<'_>, tie: &RelationRef) -> bool {
    let mut dates = slice.facts(Item::Tie(tie.ix), Field::Date).peekable();
    let held = match dates.peek() {
        None => tie.modality.is_held(),
        Some(_) => dates.any(|fact| fact.modality.is_held()),
    };
    held && tie.status.is_holder() && matches!(tie.kind, RelationKind::Tenure | RelationKind::Seat)
}

fn is_there(slice: &Slice<'_>, organ: NodeIx) -> bool {
    slice.graph().class(organ) == Class::Organ && slice.shows(slice.answer(organ))
}

/// The transitions of a slice with its answers, by keys that do not depend on their numbers: the
/// surest of those that have one key.
fn transitions<'s>(slice: &'s Slice<'_>) -> impl Iterator<Item = (String, Answer)> + 's {
    let graph = slice.graph();
    let all = graph
        .all_transitions()
        .map(|t| (key(graph, Item::Transition(t.ix)), slice.transition_answer(&t)));
    let mut all: Vec<(String, Answer)> = all.collect();
    all.sort_unstable();
    all.into_iter()
}

/// An item's identity in words: the same in two graphs for the same thing.
fn key(graph: &OrgGraph, item: Item) -> String {
    let ids = |nodes: &mut dyn Iterator<Item = NodeIx>| {
        let mut ids: Vec<&str> = nodes.map(|node| graph.id(node)).collect();
        ids.sort_unstable();
        ids.join("\u{1}")
    };
    match item {
        Item::Node(node) => graph.id(node).to_owned(),
        Item::Under(ix) => {
            let under = graph.under(ix);
            [graph.id(under.unit), under.line, graph.id(under.superior)].join("\u{1}")
        }
        Item::Tie(ix) => {
            let tie = graph.tie(ix);
            // A candidate who became a full member has the same seat.
            let manner = format!("{:?} {}", tie.kind, tie.status);
            [graph.id(tie.from), &manner, graph.id(tie.to)].join("\u{1}")
        }
        Item::Transition(ix) => {
            let transition = graph.transition(ix);
            let (from, into) = (ids(&mut transition.from()), ids(&mut transition.into()));
            format!("{}\u{1}{from}\u{1}{into}", transition.kind)
        }
    }
}

/// What an organ stands under, by id, with the words for it.
fn superiors(slice: &Slice<'_>, organ: NodeIx) -> BTreeMap<String, String> {
    let graph = slice.graph();
    let word = |under: &UnderRef<'_>| {
        let name = graph.name(under.superior);
        match under.line == graph.main_line() {
            true => name.to_owned(),
            false => format!("{name} ({})", graph.line_label(under.line)),
        }
    };
    let key = |under: &UnderRef<'_>| format!("{} {}", graph.id(under.superior), under.line);
    slice.superiors(organ).map(|(under, _)| (key(&under), word(&under))).collect()
}

fn reported(superiors: &BTreeMap<String, String>) -> String {
    match superiors.len() {
        0 => "nothing".to_owned(),
        _ => superiors.values().cloned().collect::<Vec<_>>().join(", "),
    }
}

/// Who holds and sits in a slice, by person and place: honours and forecasts are left out.
fn services(slice: &Slice<'_>) -> BTreeMap<(String, String), Service> {
    let graph = slice.graph();
    let mut services = BTreeMap::new();
    for tie in graph.all_relations() {
        if !is_service(slice, &tie) || !slice.shows(slice.relation_answer(&tie)) {
            continue;
        }
        let item = Item::Tie(tie.ix);
        let key = (graph.id(tie.from).to_owned(), graph.id(tie.to).to_owned());
        services.entry(key).or_insert_with(|| Service {
            name: graph.name(tie.from).to_owned(),
            service: words::service(graph, &tie),
            membership: tie.membership,
            rank: graph.number(item),
            footing: Footing::of(slice, item),
            tie: tie.ix,
        });
    }
    services
}

/// Everything that a slice's perspective takes as said.
fn claims(slice: &Slice<'_>) -> Vec<Said> {
    let graph = slice.graph();
    let nodes = (0..graph.len() as u32).map(|at| Item::Node(NodeIx(at)));
    let items = nodes
        .chain(graph.all_unders().map(|under| Item::Under(under.ix)))
        .chain(graph.all_relations().map(|tie| Item::Tie(tie.ix)))
        .chain(graph.all_transitions().map(|transition| Item::Transition(transition.ix)));
    items.flat_map(|item| said_of(slice, item)).collect()
}

fn said_of(slice: &Slice<'_>, item: Item) -> Vec<Said> {
    let graph = slice.graph();
    let name = key(graph, item);
    let ids = || match item {
        Item::Node(node) => vec![graph.id(node).to_owned()],
        _ => name.split('\u{1}').filter(|id| graph.node(id).is_some()).map(str::to_owned).collect(),
    };
    let is_transition = matches!(item, Item::Transition(_));
    let mut said = Vec::new();
    for fact in graph.facts(item) {
        if !slice.facts(item, fact.field).any(|other| other.ix == fact.ix) {
            continue;
        }
        // Of names and counts there may be many: they add to each other and do not contradict.
        let many = matches!(fact.field, Field::Name | Field::Members);
        let key = format!("{name}\u{2}{:?}", fact.field);
        let about = if many { String::new() } else { key.clone() };
        let cites = graph.fact_cites(&fact).filter(|c| slice.perspective().has_source(c.source));
        let footing = Footing {
            cites: cites.map(|c| words::cite_text(graph.source_id(c.source), c.at)).collect(),
            modality: fact.modality,
            reliability: reliability_of(slice, graph.fact_cites(&fact)),
        };
        said.push(Said {
            about,
            key,
            text: words::claim(graph, item, Some(&fact)),
            value: fact.text.to_owned(),
            ids: ids(),
            is_transition,
            footing,
        });
    }
    if said.is_empty() && !matches!(item, Item::Node(_)) && slice.counts_item(item) {
        said.push(Said {
            about: String::new(),
            key: name.clone(),
            text: words::sentence(graph, item),
            value: String::new(),
            ids: ids(),
            is_transition,
            footing: Footing::of(slice, item),
        });
    }
    said
}
