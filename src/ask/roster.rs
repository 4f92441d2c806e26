//! Who held what: the holders of a post, the roster of an organ, the career of a person.
//!
//! Takes a slice and a node. An honour and a forecast are reported and marked, and never make anybody
//! the holder; where nobody held a post, the gap is named by the tenures around it.

use std::borrow::Cow;
use std::fmt;

use rustc_hash::FxHashMap;
use serde::Serialize;

use super::vacancies::{UnnamedDays, terms, unnamed_days};
use super::{Length, is_unjudged, reliability, words};
use crate::graph::{
    Class, DayRange, Field, Item, NodeIx, OrgGraph, RelationIx, RelationKind, RelationRef, Slice,
};
use crate::model::{Membership, Modality, Reliability, Status};
use crate::time::{Answer, Bound, LastDate, Period};

/// What a tenure or a seat makes of a person.
#[derive(Copy, Clone, PartialEq, Eq, PartialOrd, Ord, Debug, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Standing {
    /// The holder, or a member.
    Holder,
    /// In place of the holder.
    Acting,
    /// Perhaps the holder: the dates leave it open.
    Perhaps,
    /// Honoured, living or dead: not the holder.
    Honour,
    /// Planned or forecast: not the holder.
    Forecast,
    /// Not at this time.
    Not,
}

impl Standing {
    /// The word for it.
    #[must_use]
    pub fn name(self) -> &'static str {
        ["holder", "acting", "perhaps", "honour", "forecast", "not"][self as usize]
    }
}

/// A person in a post or a seat.
#[derive(Clone, PartialEq, Debug, Serialize)]
pub struct Holding<'g> {
    /// The person's id.
    pub person: &'g str,
    /// The person's name.
    pub name: &'g str,
    /// The id of the post, or of the organ of a seat.
    pub place: &'g str,
    /// What the person was, with the organ.
    pub service: String,
    /// When, as written; empty where it is not dated.
    pub during: Cow<'g, str>,
    /// How long, where both ends are dated.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub length: Option<Length>,
    /// What it makes of the person.
    pub standing: Standing,
    /// Full or candidate, of a seat.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub membership: Option<Membership>,
    /// The place in the order of rank, of a seat.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rank: Option<u32>,
    /// The post by virtue of which the person sits there, with its organ.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ex_officio: Option<String>,
    /// In what way a post is held.
    pub status: Status,
    /// How the sources say it.
    pub modality: Modality,
    /// How far the best of the sources is trusted.
    #[serde(skip_serializing_if = "is_unjudged")]
    pub reliability: Reliability,
    /// The answer for the days asked about.
    pub answer: Answer,
    /// Why.
    pub why: String,
    /// Where it is presumed: the latest date at which a source places the person there.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub last_attested: Option<LastDate>,
    /// Of somebody who followed himself without a gap: which of the terms it is, from 1 on. Without a date alone.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub term: Option<u32>,
    /// Who says so.
    pub cites: Vec<String>,
    /// The tenure or the seat itself, for those who look further.
    #[serde(skip)]
    pub tie: RelationIx,
    #[serde(skip)]
    period: Option<Period>,
}

impl Holding<'_> {
    /// From when to when, where it is dated.
    #[must_use]
    pub fn period(&self) -> Option<Period> {
        self.period
    }

    /// The first day on which it may have begun, where it is dated.
    pub(crate) fn first_day(&self) -> Option<crate::time::Day> {
        possible_days(self).map(|days| days.0)
    }

    /// When, for people.
    fn when(&self) -> &str {
        if self.during.is_empty() { "undated" } else { &self.during }
    }
}

/// Between which tenures nobody is recorded. In words: `between Ada (1950/1955) and Vera (1960/)`; nothing where no
/// tenure is recorded at all.
#[derive(Clone, PartialEq, Debug, Serialize)]
pub struct HolderGap<'g> {
    /// The last tenure before.
    pub before: Option<Holding<'g>>,
    /// The first one after.
    pub after: Option<Holding<'g>>,
}

impl fmt::Display for HolderGap<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let words = |holding: &Holding<'_>| format!("{} ({})", holding.name, holding.when());
        match (self.before.as_ref().map(words), self.after.as_ref().map(words)) {
            (Some(before), Some(after)) => write!(f, "between {before} and {after}"),
            (Some(before), None) => write!(f, "after {before}"),
            (None, Some(after)) => write!(f, "before {after}"),
            (None, None) => Ok(()),
        }
    }
}

/// The holders of one post.
#[derive(Clone, PartialEq, Debug, Serialize)]
pub struct PostHolders<'g> {
    /// The post's id.
    pub post: &'g str,
    /// Its title, with the organ.
    pub title: String,
    /// The holders, then those who are perhaps, and those who are honoured or forecast.
    pub holdings: Vec<Holding<'g>>,
    /// Where nobody is recorded at the date, not even possibly: the tenures around it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub gap: Option<Box<HolderGap<'g>>>,
    /// Where sources say that nobody held it.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub vacancies: Vec<StatedVacancy<'g>>,
    /// Without a date: the days between the tenures for which no source names a holder.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub unnamed: Vec<UnnamedDays<'g>>,
}

/// That a source says that a post, or a place in an organ, was vacant.
#[derive(Clone, PartialEq, Debug, Serialize)]
pub struct StatedVacancy<'g> {
    /// When, as written; empty where it is not dated.
    pub during: Cow<'g, str>,
    /// The place in the order of rank, of a place in an organ.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rank: Option<u32>,
    /// How the sources say it.
    pub modality: Modality,
    /// How far the best of the sources is trusted.
    #[serde(skip_serializing_if = "is_unjudged")]
    pub reliability: Reliability,
    /// The answer for the days asked about.
    pub answer: Answer,
    /// Why.
    pub why: String,
    /// Who says so.
    pub cites: Vec<String>,
}

impl fmt::Display for StatedVacancy<'_> {
    /// `stated vacant 1971/1972 by minutes p. 3`, with what weakens it.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let is_perhaps = self.answer == Answer::Possible;
        f.write_str(if is_perhaps { "perhaps stated vacant" } else { "stated vacant" })?;
        if !self.during.is_empty() {
            write!(f, " {}", self.during)?;
        }
        if !self.cites.is_empty() {
            write!(f, " by {}", self.cites.join("; "))?;
        }
        let footing = words::qualification(self.modality, self.reliability);
        let plan = (!self.modality.is_held()).then(|| format!("only {}", self.modality));
        let said: Vec<String> = plan.into_iter().chain(footing).collect();
        if said.is_empty() { Ok(()) } else { write!(f, " ({})", said.join(", ")) }
    }
}

/// An organ with its posts and members.
#[derive(Clone, PartialEq, Debug, Serialize)]
pub struct Roster<'g> {
    /// The organ's id.
    pub organ: &'g str,
    /// Its name at the date.
    pub name: &'g str,
    /// Whether it was there at all.
    pub answer: Answer,
    /// Why.
    pub why: String,
    /// Where it is presumed: the latest date at which a source places it there.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub last_attested: Option<LastDate>,
    /// Its posts.
    pub posts: Vec<PostHolders<'g>>,
    /// Full members by rank.
    pub full: Vec<Holding<'g>>,
    /// Candidate members by rank.
    pub candidates: Vec<Holding<'g>>,
    /// Who is honoured, forecast or perhaps a member.
    pub others: Vec<Holding<'g>>,
    /// Places that sources say were vacant.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub vacancies: Vec<StatedVacancy<'g>>,
}

/// A person's posts and seats in the order of time.
#[derive(Clone, PartialEq, Debug, Serialize)]
pub struct Career<'g> {
    /// The person's id.
    pub person: &'g str,
    /// The person's name.
    pub name: &'g str,
    /// When born, as written; empty where it is not said.
    pub born: &'g str,
    /// When died, as written.
    pub died: &'g str,
    /// The posts and seats.
    pub holdings: Vec<Holding<'g>>,
}

/// What a question of who was gives.
#[derive(Clone, PartialEq, Debug, Serialize)]
#[serde(rename_all = "lowercase")]
#[allow(clippy::large_enum_variant, reason = "one a question, never many")]
pub enum Who<'g> {
    /// Of a post.
    Post(PostHolders<'g>),
    /// Of an organ.
    Organ(Roster<'g>),
    /// Of a person.
    Person(Career<'g>),
}

impl Who<'_> {
    /// Whether anybody is recorded: at a date, as the holder of a post.
    #[must_use]
    pub fn has_anybody(&self) -> bool {
        match self {
            Who::Post(post) => post.gap.is_none() && !post.holdings.is_empty(),
            Who::Organ(roster) => {
                !roster.full.is_empty() || !roster.candidates.is_empty() || !roster.posts.is_empty()
            }
            Who::Person(career) => !career.holdings.is_empty(),
        }
    }
}

/// Who held a post, sat in an organ, or what a person was. `None` of an event.
pub fn who<'g>(slice: &Slice<'g>, node: NodeIx) -> Option<Who<'g>> {
    match slice.graph().class(node) {
        Class::Post => Some(Who::Post(holders(slice, node))),
        Class::Organ => Some(Who::Organ(roster(slice, node))),
        Class::Person => Some(Who::Person(career(slice, node))),
        Class::Event => None,
    }
}

impl<'g> PostHolders<'g> {
    /// What is to be said above the holders where none of them is sure: that nobody is recorded, or that no holder is
    /// certain; nothing where somebody holds the post. Follows from the holdings, so that the two cannot differ.
    pub fn headline(&self) -> Option<&'static str> {
        let least = self.holdings.iter().map(|holding| holding.standing).min();
        match least {
            Some(Standing::Holder | Standing::Acting) => None,
            Some(Standing::Perhaps) => Some("no holder is certain"),
            _ => Some("no holder is recorded"),
        }
    }

    /// The same with the tenures around, where nobody is recorded: `no holder is recorded after Vera (1950/1971)`.
    #[must_use]
    pub fn nobody(&self) -> Option<String> {
        let is_held = |vacancy: &&StatedVacancy<'_>| vacancy.modality.is_held();
        match &self.gap {
            // A source that says so is more than nobody's name.
            Some(_) if self.vacancies.iter().any(|vacancy| is_held(&vacancy)) => {
                self.vacancies.iter().find(is_held).map(ToString::to_string)
            }
            Some(gap) => Some(format!("no holder is recorded {gap}").trim_end().to_owned()),
            None => self.headline().map(str::to_owned),
        }
    }
}

/// The holders of a post.
///
/// ```
/// use organigram::ask::{Standing, holders};
/// use organigram::graph::Slice;
/// use organigram::project::Project;
/// use organigram::time::When;
///
/// let project = Project::open("models/chess-club.ron")?;
/// let slice = Slice::all(project.graph()).at(Some(When::parse("1960").unwrap()));
/// let post = holders(&slice, project.graph().node("president").unwrap());
/// assert_eq!(post.holdings[0].standing, Standing::Holder);
/// assert_eq!(post.headline(), None);
/// # Ok::<(), organigram::project::ProjectError>(())
/// ```
pub fn holders<'g>(slice: &Slice<'g>, post: NodeIx) -> PostHolders<'g> {
    let graph = slice.graph();
    let ties = graph.relations_to(post).filter(|tie| tie.kind == RelationKind::Tenure);
    let all: Vec<Holding<'g>> = counted(slice, ties).collect();
    let mut holdings: Vec<Holding<'g>> =
        all.iter().filter(|holding| holding.standing != Standing::Not).cloned().collect();
    holdings.sort_by_key(|holding| (holding.standing, start(holding)));
    let mut unnamed = Vec::new();
    match slice.when() {
        Some(_) => each_once(&mut holdings),
        None => {
            number_terms(&mut holdings);
            let held = holdings.iter().filter(|held| held.standing <= Standing::Perhaps);
            unnamed = unnamed_days(held.map(|held| (possible_days(held), held.name)));
        }
    }
    let holds = |h: &Holding<'_>| h.standing <= Standing::Perhaps;
    let has_gap = slice.when().is_some() && !holdings.iter().any(holds);
    PostHolders {
        post: graph.id(post),
        title: words::post(graph, post),
        holdings,
        gap: has_gap.then(|| Box::new(gap(slice, &all))),
        vacancies: vacancies(slice, post),
        unnamed,
    }
}

/// The days on which a holding may have been; nothing where nothing dates it.
fn possible_days(held: &Holding<'_>) -> Option<DayRange> {
    held.period.filter(|period| !period.is_unknown())?.days(Answer::Possible)
}

/// Numbers the terms of a holder who followed himself.
fn number_terms(holdings: &mut [Holding<'_>]) {
    let tenure = |held: &Holding<'_>| {
        let days = possible_days(held).filter(|_| held.standing <= Standing::Acting)?;
        Some((days, (held.person.to_owned(), held.standing, held.modality)))
    };
    let tenures: Vec<_> = holdings.iter().map(tenure).collect();
    for (held, term) in holdings.iter_mut().zip(terms(&tenures)) {
        held.term = term;
    }
}

/// What sources say was vacant on the days asked about.
fn vacancies<'g>(slice: &Slice<'g>, of: NodeIx) -> Vec<StatedVacancy<'g>> {
    let stated = slice.vacancies(of).map(|tie| {
        let item = Item::Tie(tie.ix);
        StatedVacancy {
            during: words::date(slice, item),
            rank: slice.graph().number(item),
            modality: modality(slice, &tie),
            reliability: reliability(slice, item),
            answer: slice.relation_answer(&tie),
            why: slice.relation_why(&tie).to_string(),
            cites: words::date_cites(slice, item),
        }
    });
    stated.filter(|vacancy| vacancy.answer > Answer::No).collect()
}

/// Leaves of several holdings of one person in one way the surest: at one time they are one.
fn each_once(holdings: &mut Vec<Holding<'_>>) {
    type Way<'g> = (&'g str, &'g str, Status, Option<Membership>, bool);
    let mut best: FxHashMap<Way<'_>, (Answer, RelationIx)> = FxHashMap::default();
    let way = |held: &Holding<'_>| held.modality.is_held();
    for held in holdings.iter() {
        let key = (held.person, held.place, held.status, held.membership, way(held));
        let known = best.entry(key).or_insert((held.answer, held.tie));
        if known.0 < held.answer {
            *known = (held.answer, held.tie);
        }
    }
    holdings.retain(|held| {
        let key = (held.person, held.place, held.status, held.membership, way(held));
        best[&key].1 == held.tie
    });
}

/// The tenures around the days asked about: of holders alone.
fn gap<'g>(slice: &Slice<'g>, all: &[Holding<'g>]) -> HolderGap<'g> {
    let when = slice.when().expect("a gap is at a date");
    let held = |h: &&Holding<'g>| h.status.is_holder() && h.modality.is_held();
    let periods = all.iter().filter(held).filter_map(|h| Some((h.period?, h)));
    let before = periods.clone().filter(|(period, _)| period.end().latest < when.from);
    let after = periods.filter(|(period, _)| period.start().earliest > when.to);
    HolderGap {
        before: before.max_by_key(|(period, _)| period.end().latest).map(|(_, h)| h.clone()),
        after: after.min_by_key(|(period, _)| period.start().earliest).map(|(_, h)| h.clone()),
    }
}

/// The posts and members of an organ.
pub fn roster<'g>(slice: &Slice<'g>, organ: NodeIx) -> Roster<'g> {
    let graph = slice.graph();
    let posts = graph.relations_to(organ).filter(|tie| tie.kind == RelationKind::PostOf);
    let posts = posts.filter(|tie| post_counts(slice, tie));
    let posts = posts.map(|tie| holders(slice, tie.from)).filter(is_reported);
    let seats = graph.relations_to(organ).filter(|tie| tie.kind == RelationKind::Seat);
    let mut seats: Vec<Holding<'g>> =
        counted(slice, seats).filter(|seat| seat.standing != Standing::Not).collect();
    seats.sort_by_key(|seat| (seat.rank.is_none(), seat.rank, start(seat), seat.name));
    if slice.when().is_some() {
        each_once(&mut seats);
    }
    let sits = |seat: &Holding<'_>| seat.standing == Standing::Holder;
    let (sitting, others): (Vec<_>, Vec<_>) = seats.into_iter().partition(sits);
    let is_full = |seat: &Holding<'_>| seat.membership != Some(Membership::Candidate);
    let (full, candidates) = sitting.into_iter().partition(is_full);
    let why = slice.why(organ);
    Roster {
        organ: graph.id(organ),
        name: super::name_at(slice, organ),
        answer: slice.answer(organ),
        why: why.to_string(),
        last_attested: why.last_attested(),
        posts: posts.collect(),
        full,
        candidates,
        others,
        vacancies: vacancies(slice, organ),
    }
}

/// Whether a post is described in a slice: who says only that somebody held it says that there was one.
pub(crate) fn post_counts(slice: &Slice<'_>, post: &RelationRef) -> bool {
    let tenures =
        slice.graph().relations_to(post.from).filter(|tie| tie.kind == RelationKind::Tenure);
    let mut said = std::iter::once(*post).chain(tenures);
    said.any(|tie| slice.counts_item(Item::Tie(tie.ix)))
}

/// Whether there is anything to describe a post: somebody, or a gap between two tenures.
fn is_reported(post: &PostHolders<'_>) -> bool {
    let gap = post.gap.as_ref().is_some_and(|gap| gap.before.is_some() || gap.after.is_some());
    !post.holdings.is_empty() || gap || !post.vacancies.is_empty()
}

/// What a person was, in the order of time.
pub fn career<'g>(slice: &Slice<'g>, person: NodeIx) -> Career<'g> {
    let graph = slice.graph();
    let date = |field| slice.facts(Item::Node(person), field).next().map_or("", |fact| fact.text);
    let ties = graph.relations_from(person);
    let ties = ties.filter(|tie| matches!(tie.kind, RelationKind::Tenure | RelationKind::Seat));
    let mut holdings: Vec<Holding<'g>> =
        counted(slice, ties).filter(|holding| holding.standing != Standing::Not).collect();
    holdings.sort_by_key(|holding| (holding.during.is_empty(), start(holding)));
    Career {
        person: graph.id(person),
        name: graph.name(person),
        born: date(Field::Born),
        died: date(Field::Died),
        holdings,
    }
}

fn start(holding: &Holding<'_>) -> crate::time::Day {
    holding.period.map_or(crate::time::Day::MAX, |period| match period.start_bound() {
        Bound::Stated if !period.start().earliest.is_bounded() => period.start().latest,
        _ => period.start().earliest,
    })
}

fn counted<'g>(
    slice: &Slice<'g>,
    ties: impl Iterator<Item = RelationRef>,
) -> impl Iterator<Item = Holding<'g>> {
    ties.filter(|tie| slice.counts_item(Item::Tie(tie.ix))).map(|tie| holding(slice, &tie))
}

fn holding<'g>(slice: &Slice<'g>, tie: &RelationRef) -> Holding<'g> {
    let graph: &'g OrgGraph = slice.graph();
    let item = Item::Tie(tie.ix);
    let is_seat = tie.kind == RelationKind::Seat;
    let modality = modality(slice, tie);
    let (answer, why) = (slice.relation_answer(tie), slice.relation_why(tie));
    Holding {
        person: graph.id(tie.from),
        name: graph.name(tie.from),
        place: graph.id(tie.to),
        service: words::service(graph, tie),
        during: words::date(slice, item),
        length: slice.period(item).and_then(Length::of),
        standing: standing(slice, tie, modality, answer),
        membership: is_seat.then_some(tie.membership),
        rank: graph.number(item).filter(|_| is_seat),
        ex_officio: graph.post_of_seat(tie.ix).map(|post| words::post(graph, post)),
        status: tie.status,
        modality,
        reliability: reliability(slice, item),
        answer,
        why: why.to_string(),
        last_attested: why.last_attested(),
        term: None,
        cites: service_cites(slice, tie),
        tie: tie.ix,
        period: slice.period(item),
    }
}

/// Who says so; of a seat by virtue of a post also who says that the post has it.
fn service_cites(slice: &Slice<'_>, tie: &RelationRef) -> Vec<String> {
    let mut cites = words::date_cites(slice, Item::Tie(tie.ix));
    if let Some([_, seat]) = slice.graph().by_virtue(tie.ix) {
        let more = words::date_cites(slice, Item::Tie(seat.ix));
        let new: Vec<String> = more.into_iter().filter(|cite| !cites.contains(cite)).collect();
        cites.extend(new);
    }
    cites
}

/// How the preferred claim of a tie says it.
pub(crate) fn modality(slice: &Slice<'_>, tie: &RelationRef) -> Modality {
    let item = Item::Tie(tie.ix);
    let mut facts = slice.facts(item, Field::Date);
    let first = facts.next();
    let held = first.into_iter().chain(facts).find(|fact| fact.modality.is_held());
    held.or(first).map_or(tie.modality, |fact| fact.modality)
}

fn standing(slice: &Slice<'_>, tie: &RelationRef, modality: Modality, answer: Answer) -> Standing {
    if answer == Answer::No {
        Standing::Not
    } else if !tie.status.is_holder() {
        Standing::Honour
    } else if !modality.is_held() {
        Standing::Forecast
    } else if slice.when().is_some() && answer == Answer::Possible {
        Standing::Perhaps
    } else if tie.status == Status::Acting {
        Standing::Acting
    } else {
        Standing::Holder
    }
}
