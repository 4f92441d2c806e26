//! What differs between two slices: two dates, two perspectives, two states of knowledge, or two
//! models.
//!
//! Takes two slices, of one graph or of two; things are the same when they have the same id. Gives
//! changes as data, in the order in which a person would show them, and the marks by which a
//! picture shows them. Never says which of the two is right.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use super::belief::Belief;
use super::change::{answers_by_kind, differs, names_at, renamed};
use super::identity::key;
use super::{is_unjudged, name_at, saying, words};
use crate::graph::{
    Class, Field, Item, NodeIx, RelationIx, RelationKind, RelationRef, Slice, Threshold,
    TransitionRef, UnderIx,
};
use crate::model::{Membership, Modality, Reliability, TransitionKind};
use crate::time::{Answer, Period};

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
    /// The same is said in another way: its modality, its citations, a remark.
    Restated,
    /// A source is described otherwise.
    Source,
}

impl DifferenceKind {
    /// The heading over changes of this sort.
    pub fn heading(self, between: Between) -> &'static str {
        let dates = between == Between::Dates;
        match self {
            DifferenceKind::Founded if dates => "Founded",
            DifferenceKind::Founded => "Organs only in the second",
            DifferenceKind::Ended if dates => "Ended",
            DifferenceKind::Ended => "Organs only in the first",
            DifferenceKind::Split => "Split",
            DifferenceKind::Merged => "Merged",
            DifferenceKind::Passed => "Other transitions",
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
            DifferenceKind::Added => "Claims only in the second",
            DifferenceKind::Withdrawn => "Claims only in the first",
            DifferenceKind::Contradicted => "Contradicted",
            DifferenceKind::Restated => "Stated in another way",
            DifferenceKind::Source => "Sources described differently",
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
    /// Between two states of knowledge: what was believed in either, and which sources moved it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub belief: Option<Belief>,
    /// How sure the first has it, of what comes or goes.
    #[serde(skip)]
    pub was: Answer,
    /// How sure the second has it, of what comes or goes.
    #[serde(skip)]
    pub is: Answer,
}

/// Why a difference is so sure.
fn why(answer: Answer) -> &'static str {
    match answer {
        Answer::Certain => "the two differ, whatever the uncertain dates are",
        Answer::Presumed => "the two differ, unless an end that is not recorded has come",
        _ => "the dates leave it open",
    }
}

/// What leaves it open whether something came or went between two slices; nothing where it did.
pub fn perhaps(before: Answer, after: Answer, between: Between) -> Option<&'static str> {
    let dates = between == Between::Dates;
    Some(match (before, after) {
        (Answer::No, Answer::Possible) if dates => "perhaps not yet",
        (Answer::Possible, Answer::No) if dates => "perhaps not at the first date",
        (Answer::No, Answer::Possible) | (Answer::Possible, Answer::No) => "only possible",
        (Answer::No, _) | (_, Answer::No) => return None,
        _ if before > after && dates => "perhaps goes on",
        _ if before > after => "perhaps in the second as well",
        _ if dates => "perhaps before as well",
        _ => "perhaps in the first as well",
    })
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
///
/// ```
/// use organigram::ask::{Between, diff};
/// use organigram::graph::Slice;
/// use organigram::project::Project;
/// use organigram::time::When;
///
/// let project = Project::open("models/chess-club.ron")?;
/// let at = |year| Slice::all(project.graph()).at(Some(When::parse(year).unwrap()));
/// let diff = diff(&at("1960"), &at("1980"), Between::Dates);
/// assert!(diff.marks.contains_key("juniors") && diff.marks.contains_key("youth"));
/// # Ok::<(), organigram::project::ProjectError>(())
/// ```
pub fn diff(before: &Slice<'_>, after: &Slice<'_>, between: Between) -> Diff {
    let loose = (
        before.clone().with_threshold(Threshold::Possible),
        after.clone().with_threshold(Threshold::Possible),
    );
    let mut differ =
        Differ { before, after, loose, between, changes: Vec::new(), marks: BTreeMap::new() };
    let reported = differ.transitions();
    differ.organs(&reported);
    differ.people();
    if between == Between::Tellings {
        differ.claims();
        if !std::ptr::eq(before.graph(), after.graph()) {
            differ.ways_of_saying();
        }
    }
    let Differ { mut changes, marks, .. } = differ;
    changes.sort_by_key(|change| change.kind);
    changes.iter_mut().for_each(|change| change.why = why(change.answer));
    Diff { between, changes, marks }
}

struct Differ<'s, 'b, 'a> {
    before: &'s Slice<'b>,
    after: &'s Slice<'a>,
    /// The same with all that is possible.
    loose: (Slice<'b>, Slice<'a>),
    between: Between,
    changes: Vec<Difference>,
    marks: BTreeMap<String, DiffMark>,
}

/// A seat or a tenure, as far as it can differ.
struct Service {
    name: String,
    service: String,
    membership: Membership,
    rank: Option<u32>,
    cites: Vec<String>,
    tie: RelationIx,
    modality: Modality,
    answer: Answer,
    /// Whether it is possible that the person served there in another way instead.
    is_open: bool,
}

/// Something that one slice is surer of than the other.
struct OneSided {
    kind: DifferenceKind,
    ids: Vec<String>,
    text: String,
    cites: Vec<String>,
    modality: Modality,
    reliability: Reliability,
    before: Answer,
    after: Answer,
}

/// What an organ stands under, by id and line: in words, and how sure it is.
type Superiors = BTreeMap<String, (String, Answer, UnderIx)>;

/// The transitions of a slice with their dates and answers, by keys that do not depend on their numbers.
type KnownTransitions = BTreeMap<String, Vec<(Option<Period>, Answer)>>;

/// A claim, as far as it can differ.
struct Said {
    /// What it is about and which field of it; empty where claims add to each other.
    about: String,
    /// The same of every claim, by ids: other words for the same thing are no difference.
    key: String,
    text: String,
    value: String,
    ids: Vec<String>,
    cites: Vec<String>,
    is_transition: bool,
}

impl Differ<'_, '_, '_> {
    fn note(&mut self, kind: DifferenceKind, ids: Vec<String>, text: String, cites: Vec<String>) {
        let (answer, was, is) = (Answer::Certain, Answer::Certain, Answer::Certain);
        let (before, after) = (None, None);
        self.changes.push(Difference {
            kind,
            ids,
            text,
            before,
            after,
            cites,
            answer,
            why: "",
            modality: Modality::default(),
            reliability: Reliability::default(),
            belief: None,
            was,
            is,
        });
    }

    /// Whether something is reported that is so sure in the two slices: where one shows it and the other does not, or
    /// one leaves it open and the other rules it out.
    fn is_listed(&self, before: Answer, after: Answer) -> bool {
        let possible = (before == Answer::No) != (after == Answer::No);
        let loose = self.before.threshold() != Threshold::Certain;
        self.before.shows(before) != self.after.shows(after) || loose && possible
    }

    /// Something that is surer in one slice than in the other. Where that is only possible, the text says so.
    fn note_one_sided(&mut self, reported: OneSided) {
        let OneSided { kind, ids, mut text, cites, modality, reliability, before, after } =
            reported;
        if let Some(qualification) = words::qualification(modality, reliability) {
            text.push_str(&format!("; {qualification}"));
        }
        if let Some(open) = perhaps(before, after, self.between) {
            text.push_str(&format!("; {open}"));
        }
        self.note(kind, ids, text, cites);
        let noted = self.changes.last_mut().expect("it was noted right now");
        (noted.was, noted.is, noted.answer) = (before, after, differs(before, after));
        (noted.modality, noted.reliability) = (modality, reliability);
    }

    fn note_both(
        &mut self,
        kind: DifferenceKind,
        id: &str,
        name: &str,
        (was, is): (String, String),
        (answer, cites): (Answer, Vec<String>),
    ) {
        let open = if answer == Answer::Possible { "; only possible" } else { "" };
        let text = format!("{name}: {was} → {is}{open}");
        let ids = vec![id.to_owned()];
        self.note(kind, ids, text, cites);
        let noted = self.changes.last_mut().expect("it was noted right now");
        (noted.before, noted.after, noted.answer) = (Some(was), Some(is), answer);
        self.marks.entry(id.to_owned()).or_insert(DiffMark::Changed);
    }

    /// Transitions that only the second shows. Gives the ids of the organs whose going and coming they show.
    fn transitions(&mut self) -> [BTreeSet<String>; 2] {
        let known = transitions(self.before);
        let graph = self.after.graph();
        let mut reported = [BTreeSet::new(), BTreeSet::new()];
        for transition in graph.all_transitions() {
            let item = Item::Transition(transition.ix);
            let after = self.after.transition_answer(&transition);
            if after == Answer::No {
                continue;
            }
            let before = self.same_before(&known, &transition);
            // What had happened before has still happened.
            if !self.is_listed(before, after) || before > after {
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
            let ids = |nodes: &mut dyn Iterator<Item = NodeIx>| -> Vec<String> {
                nodes.map(|node| graph.id(node).to_owned()).collect()
            };
            let (from, into) = (ids(&mut transition.from()), ids(&mut transition.into()));
            let ends = |id: &&String| !into.contains(*id);
            let begins =
                |id: &&String| !from.contains(*id) || transition.kind == TransitionKind::Revived;
            if transition.kind != TransitionKind::Origin {
                reported[0].extend(from.iter().filter(ends).cloned());
            }
            if !matches!(transition.kind, TransitionKind::Origin | TransitionKind::Absorbed) {
                reported[1].extend(into.iter().filter(begins).cloned());
            }
            let text = dated(words::sentence(graph, item), &words::date(self.after, item));
            let cites = words::date_cites(self.after, item);
            let ids = [from, into].concat();
            let (modality, reliability) = (said(self.after, item), self.after.reliability(item));
            let one = OneSided { kind, ids, text, cites, modality, reliability, before, after };
            self.note_one_sided(one);
        }
        reported
    }

    /// Whether the first slice has a transition: the same one of the same graph, or one of that kind between the
    /// same organs that may be of the same date.
    fn same_before(&self, known: &KnownTransitions, transition: &TransitionRef<'_>) -> Answer {
        let (first, second) = (self.before.graph(), self.after.graph());
        let item = Item::Transition(transition.ix);
        if std::ptr::eq(first, second) && self.between == Between::Dates {
            return self.before.transition_answer(transition);
        }
        let own = self.after.period(item);
        let same = known.get(&key(second, item)).into_iter().flatten();
        let same = same.filter(|(period, _)| {
            !period.zip(own).is_some_and(|(then, now)| then.contradicts(now))
        });
        same.map(|(_, answer)| *answer).max().unwrap_or(Answer::No)
    }

    fn organs(&mut self, reported: &[BTreeSet<String>; 2]) {
        let (first, second) = (self.before.graph(), self.after.graph());
        for organ in first.organs() {
            let id = first.id(organ);
            let other = second.node(id).filter(|&node| second.class(node) == Class::Organ);
            let before = self.before.answer(organ);
            let after = other.map_or(Answer::No, |other| self.after.answer(other));
            let (was, is) = (self.before.shows(before), self.after.shows(after));
            match other.filter(|_| was && is) {
                Some(other) => self.same_organ(organ, other),
                None if is => self.marks.insert(id.to_owned(), DiffMark::Added).map_or((), drop),
                None if was => self.marks.insert(id.to_owned(), DiffMark::Removed).map_or((), drop),
                None => {}
            }
            let goes = was || (!is && before > after);
            let is_known = reported[usize::from(!goes)].contains(id);
            if was != is || self.is_listed(before, after) && self.is_held(organ, other) {
                match other {
                    _ if is_known => {}
                    Some(other) if !goes => self.comes(other, [before, after]),
                    _ => self.goes(organ, [before, after]),
                }
            }
        }
        for organ in second.organs() {
            let id = second.id(organ);
            if first.node(id).is_some_and(|node| first.class(node) == Class::Organ) {
                continue;
            }
            let after = self.after.answer(organ);
            if self.after.shows(after) {
                self.marks.insert(id.to_owned(), DiffMark::Added);
            }
            if self.is_listed(Answer::No, after) && !reported[1].contains(id) {
                self.comes(organ, [Answer::No, after]);
            }
        }
    }

    /// Whether an organ is more than planned: what is only planned neither comes nor goes.
    fn is_held(&self, organ: NodeIx, other: Option<NodeIx>) -> bool {
        let held = |slice: &Slice<'_>, node| slice.graph().modality(Item::Node(node)).is_held();
        held(self.before, organ) && other.is_none_or(|other| held(self.after, other))
    }

    fn goes(&mut self, organ: NodeIx, answers: [Answer; 2]) {
        let reported = one_sided(DifferenceKind::Ended, self.before, organ, answers);
        self.note_one_sided(reported);
    }

    fn comes(&mut self, organ: NodeIx, answers: [Answer; 2]) {
        let reported = one_sided(DifferenceKind::Founded, self.after, organ, answers);
        self.note_one_sided(reported);
    }

    fn same_organ(&mut self, organ: NodeIx, other: NodeIx) {
        let (before, after) = (self.before, self.after);
        let id = before.graph().id(organ);
        // Only what is there on both sides is the same thing otherwise.
        let both = before.answer(organ).min(after.answer(other));
        let names = [names_at(before, organ), names_at(after, other)];
        let name = names[1][0].0;
        // That an end which nobody recorded may have come is no difference to report.
        let is_one = names[0].len() == 1 && names[1].len() == 1 && names[0][0].0 == name;
        let renamed = renamed((before, organ), (after, other)).min(both);
        let [was, is] = names.map(|names| alternatives(names.iter().map(|(name, _)| *name)));
        if renamed > Answer::No && !is_one && self.shows(renamed) {
            let cites = both_cite(
                words::name_cites(before, organ, &was),
                words::name_cites(after, other, &is),
            );
            self.note_both(DifferenceKind::Renamed, id, id, (was, is), (renamed, cites));
        }
        let (was, is) = (superiors(&self.loose.0, organ), superiors(&self.loose.1, other));
        let (moved, cites) = self.moved(&was, &is);
        let moved = moved.min(both);
        if moved > Answer::No {
            let reported = place_words(self.reported(&was), self.reported(&is));
            self.note_both(DifferenceKind::Moved, id, name, reported, (moved, cites));
        }
        let kinds = [before.kinds_then(organ), after.kinds_then(other)];
        let recast = self.recast(&kinds).min(both);
        let [was, is] = kinds.map(|kinds| alternatives(kinds.iter().map(|(kind, _)| *kind)));
        if recast > Answer::No && was != is {
            self.note_both(DifferenceKind::Recast, id, name, (was, is), (recast, Vec::new()));
        }
    }

    /// How sure it is that an organ is of another kind.
    fn recast(&self, kinds: &[Vec<(&str, Answer)>; 2]) -> Answer {
        let listed = |(was, is): &(Answer, Answer)| {
            self.is_listed(*was, *is) && self.shows(differs(*was, *is))
        };
        let all = answers_by_kind(kinds).filter(listed);
        all.map(|(was, is)| differs(was, is)).max().unwrap_or(Answer::No)
    }

    /// Whether a difference that is so sure is reported: where only what is certain is asked for, it must be.
    fn shows(&self, answer: Answer) -> bool {
        answer > Answer::Possible || self.before.threshold() != Threshold::Certain
    }

    /// How sure it is that an organ stands under something else, and who says so.
    fn moved(&self, was: &Superiors, is: &Superiors) -> (Answer, Vec<String>) {
        let answer =
            |superiors: &Superiors, key| superiors.get(key).map_or(Answer::No, |(_, a, _)| *a);
        let cites = |slice: &Slice<'_>, superiors: &Superiors, key| {
            superiors.get(key).map(|(.., ix)| words::date_cites(slice, Item::Under(*ix)))
        };
        let keys: BTreeSet<&String> = was.keys().chain(is.keys()).collect();
        let mut found = (Answer::No, Vec::new());
        for key in keys {
            let (before, after) = (answer(was, key), answer(is, key));
            let differs = differs(before, after);
            if !self.is_listed(before, after) || !self.shows(differs) {
                continue;
            }
            let said = [cites(self.before, was, key), cites(self.after, is, key)];
            let [one, other] = said.map(Option::unwrap_or_default);
            found = (found.0.max(differs), both_cite(found.1, both_cite(one, other)));
        }
        found
    }

    /// What an organ stands under, in words.
    fn reported(&self, superiors: &Superiors) -> String {
        let words = superiors.values().map(|(word, answer, _)| match self.before.shows(*answer) {
            true => word.clone(),
            false => format!("perhaps {word}"),
        });
        let words: Vec<String> = words.collect();
        if words.is_empty() { "none recorded".to_owned() } else { words.join(", ") }
    }

    fn people(&mut self) {
        let (was, is) = (services(self.before), services(self.after));
        let keys: BTreeSet<&(String, String)> = was.keys().chain(is.keys()).collect();
        for key in keys {
            let (then, now) = (was.get(key), is.get(key));
            let answer = |service: Option<&Service>| service.map_or(Answer::No, |s| s.answer);
            let (before, after) = (answer(then), answer(now));
            match (then, now) {
                (Some(then), Some(now)) if self.before.shows(before) && self.after.shows(after) => {
                    self.same_service(key, then, now);
                }
                (Some(then), _) if before > after && self.is_listed(before, after) => {
                    self.in_or_out(DifferenceKind::Out, key, then, [before, after]);
                }
                (_, Some(now)) if after > before && self.is_listed(before, after) => {
                    self.in_or_out(DifferenceKind::In, key, now, [before, after]);
                }
                _ => {}
            }
        }
    }

    fn in_or_out(
        &mut self,
        kind: DifferenceKind,
        key: &(String, String),
        service: &Service,
        [before, after]: [Answer; 2],
    ) {
        let slice = if kind == DifferenceKind::Out { self.before } else { self.after };
        let date = words::date(slice, Item::Tie(service.tie));
        let text = dated(format!("{}: {}", service.name, service.service), &date);
        let (ids, cites) = (vec![key.0.clone(), key.1.clone()], service.cites.clone());
        let (modality, reliability) = (service.modality, slice.reliability(Item::Tie(service.tie)));
        let reported = OneSided { kind, ids, text, cites, modality, reliability, before, after };
        self.note_one_sided(reported);
    }

    fn same_service(&mut self, key: &(String, String), was: &Service, is: &Service) {
        let kind = match (was.membership, is.membership) {
            (Membership::Candidate, Membership::Full) => DifferenceKind::Promoted,
            (Membership::Full, Membership::Candidate) => DifferenceKind::Demoted,
            _ if was.rank != is.rank => DifferenceKind::Ranked,
            _ => return,
        };
        // Who may have sat in both ways at both dates need not have changed.
        let is_open = was.is_open || is.is_open;
        let answer = if is_open { Answer::Possible } else { was.answer.min(is.answer) };
        let open = if answer == Answer::Possible { "; only possible" } else { "" };
        self.changes.push(Difference {
            kind,
            ids: vec![key.0.clone(), key.1.clone()],
            text: format!("{}: {} → {}{open}", is.name, was.service, is.service),
            before: Some(was.service.clone()),
            after: Some(is.service.clone()),
            cites: is.cites.clone(),
            answer,
            why: "",
            modality: is.modality,
            reliability: self.after.reliability(Item::Tie(is.tie)),
            belief: None,
            was: was.answer,
            is: is.answer,
        });
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
                    self.note(kind, said.ids.clone(), said.text.clone(), said.cites.clone());
                }
            }
        }
    }

    /// What two models say of the same thing in another way.
    fn ways_of_saying(&mut self) {
        for (kind, was, is) in [
            (DifferenceKind::Restated, saying::entries(self.before), saying::entries(self.after)),
            (DifferenceKind::Source, saying::sources(self.before), saying::sources(self.after)),
        ] {
            for (key, now) in &is {
                let Some(then) = was.get(key) else { continue };
                for (aspect, before, after) in then.differences(now) {
                    let text = format!("{}, {aspect}: {before} → {after}", now.text);
                    self.note(kind, now.ids.clone(), text, Vec::new());
                    let noted = self.changes.last_mut().expect("it was noted right now");
                    (noted.before, noted.after) = (Some(before), Some(after));
                }
            }
        }
    }

    fn contradiction(&mut self, then: &Said, now: &Said) {
        self.changes.push(Difference {
            kind: DifferenceKind::Contradicted,
            ids: now.ids.clone(),
            text: format!("{} → {}", then.text, now.value),
            before: Some(then.value.clone()),
            after: Some(now.value.clone()),
            cites: then.cites.iter().chain(&now.cites).cloned().collect(),
            answer: Answer::Certain,
            why: "",
            modality: Modality::default(),
            reliability: Reliability::default(),
            belief: None,
            was: Answer::Certain,
            is: Answer::Certain,
        });
    }
}

fn dated(text: String, date: &str) -> String {
    if date.is_empty() { text } else { format!("{text}, {date}") }
}

fn one_sided(
    kind: DifferenceKind,
    slice: &Slice<'_>,
    organ: NodeIx,
    [before, after]: [Answer; 2],
) -> OneSided {
    let item = Item::Node(organ);
    let text = dated(name_at(slice, organ).to_owned(), &words::date(slice, item));
    let (ids, cites) = (vec![slice.graph().id(organ).to_owned()], words::date_cites(slice, item));
    let (modality, reliability) = (said(slice, item), slice.reliability(item));
    OneSided { kind, ids, text, cites, modality, reliability, before, after }
}

/// How an item is said: by the claim that dates it, else by its entry.
fn said(slice: &Slice<'_>, item: Item) -> Modality {
    let dated = slice.dated_by(item, Field::Date);
    dated.map_or(slice.graph().modality(item), |[start, _]| start.modality)
}

/// The citations of two sides, each once.
fn both_cite(mut one: Vec<String>, other: Vec<String>) -> Vec<String> {
    for cite in other {
        if !one.contains(&cite) {
            one.push(cite);
        }
    }
    one
}

/// Several names of which one is right: `A or B`.
fn alternatives<'n>(names: impl Iterator<Item = &'n str>) -> String {
    names.collect::<Vec<_>>().join(" or ")
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

fn transitions(slice: &Slice<'_>) -> KnownTransitions {
    let graph = slice.graph();
    let mut known = KnownTransitions::new();
    for transition in graph.all_transitions() {
        let item = Item::Transition(transition.ix);
        let reported = (slice.period(item), slice.transition_answer(&transition));
        known.entry(key(graph, item)).or_default().push(reported);
    }
    known
}

/// Where an organ stood before and after, in words: where the place is the same and only one side is sure of it, the
/// other says that it was perhaps not there yet, or no longer.
fn place_words(was: String, is: String) -> (String, String) {
    let perhaps = |word: &str| format!("perhaps {word}");
    if was == perhaps(&is) {
        return ("perhaps not yet".to_owned(), is);
    }
    if is == perhaps(&was) {
        return (was, "perhaps no longer".to_owned());
    }
    (was, is)
}

/// What an organ stands under in a slice.
fn superiors(slice: &Slice<'_>, organ: NodeIx) -> Superiors {
    let graph = slice.graph();
    let mut found = Superiors::new();
    for (under, answer) in slice.superiors(organ) {
        let name = name_at(slice, under.superior);
        let word = match under.line == graph.main_line() {
            true => name.to_owned(),
            false => format!("{name} ({})", graph.line_label(under.line)),
        };
        let key = format!("{} {}", graph.id(under.superior), under.line);
        let known = found.entry(key).or_insert((word, answer, under.ix));
        if answer > known.1 {
            (known.1, known.2) = (answer, under.ix);
        }
    }
    found
}

/// Who holds and sits in a slice, or may do so, by person and place: honours and forecasts are left out. Of several
/// between the same two the surest is taken.
fn services(slice: &Slice<'_>) -> BTreeMap<(String, String), Service> {
    let graph = slice.graph();
    let mut services: BTreeMap<(String, String), Service> = BTreeMap::new();
    let all = graph.all_relations().chain(graph.ex_officio_seats());
    for tie in all.filter(|tie| is_service(slice, tie)) {
        let answer = slice.relation_answer(&tie);
        if answer == Answer::No {
            continue;
        }
        let item = Item::Tie(tie.ix);
        let key = (graph.id(tie.from).to_owned(), graph.id(tie.to).to_owned());
        let new = || Service {
            name: name_at(slice, tie.from).to_owned(),
            service: words::service(graph, &tie),
            membership: tie.membership,
            rank: graph.number(item),
            cites: words::date_cites(slice, item),
            tie: tie.ix,
            modality: said(slice, item),
            answer,
            is_open: false,
        };
        match services.get_mut(&key) {
            None => drop(services.insert(key, new())),
            Some(known) => {
                let other = known.membership != tie.membership || known.rank != graph.number(item);
                let is_open = known.is_open || other;
                if known.answer < answer {
                    *known = new();
                }
                known.is_open = is_open;
            }
        }
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
        // Of names, counts and functions there may be many: they add to each other and do not contradict.
        let many = fact.field.has_many();
        let key = format!("{name}\u{2}{:?}", fact.field);
        let about = if many { String::new() } else { key.clone() };
        let cites = graph.fact_cites(&fact).filter(|c| slice.perspective().has_source(c.source));
        said.push(Said {
            about,
            key,
            text: words::claim(graph, item, Some(&fact)),
            value: fact.text.to_owned(),
            ids: ids(),
            is_transition,
            cites: cites.map(|c| words::cite_text(graph.source_id(c.source), c.at)).collect(),
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
            cites: words::date_cites(slice, item),
        });
    }
    said
}
