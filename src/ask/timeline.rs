//! What happened when: dated happenings in order.
//!
//! Takes a slice and the nodes that matter, gives happenings with their dates and sources. A date
//! that is only a bound stands where it may have come first.

use serde::Serialize;

use super::{is_unjudged, name_at, words};
use crate::graph::{Class, FactRef, Field, Item, NodeIx, RelationKind, Slice, TransitionRef};
use crate::model::{Modality, Reliability, TransitionKind};
use crate::time::{Answer, Bound, DateSpan, Day, When};

/// What sort of happening.
#[derive(Copy, Clone, PartialEq, Eq, PartialOrd, Ord, Debug, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum HappeningKind {
    /// An organ began.
    Begins,
    /// A transition.
    Transition,
    /// A meeting or another event.
    Event,
    /// A person was born.
    Born,
    /// A person took up a post or a seat.
    Enters,
    /// A person left a post or a seat.
    Leaves,
    /// A person died.
    Died,
    /// An organ ended.
    Ends,
}

/// One dated happening.
#[derive(Clone, PartialEq, Debug, Serialize)]
pub struct Happening {
    /// The date in EDTF.
    pub date: String,
    /// What sort it is.
    pub what: HappeningKind,
    /// What happened.
    pub text: String,
    /// The ids of those to whom it happened.
    pub ids: Vec<String>,
    /// Whether it came about on the days asked about.
    pub answer: Answer,
    /// Why.
    pub why: String,
    /// How the sources say it.
    pub modality: Modality,
    /// How far the best of the sources is trusted.
    #[serde(skip_serializing_if = "is_unjudged")]
    pub reliability: Reliability,
    /// Who says so.
    pub cites: Vec<String>,
    #[serde(skip)]
    key: (Day, Day, HappeningKind),
}

impl Happening {
    /// Whether it may have happened on one of the days.
    pub fn meets(&self, when: When) -> bool {
        self.key.0 <= when.to && self.key.1 >= when.from
    }

    /// The first and the last day on which it may have happened, where they are bounded.
    #[must_use]
    pub fn days(&self) -> [Option<Day>; 2] {
        [self.key.0, self.key.1].map(|day| Some(day).filter(|day| day.is_bounded()))
    }

    /// The first day on which it may have happened; the last where there is no first.
    pub fn day(&self) -> Day {
        if self.key.0.is_bounded() { self.key.0 } else { self.key.1 }
    }
}

/// The dated happenings of some nodes, in order.
///
/// ```
/// use organigram::ask::timeline;
/// use organigram::graph::Slice;
/// use organigram::project::Project;
///
/// let project = Project::open("models/chess-club.ron")?;
/// let all = timeline(&Slice::all(project.graph()), |_| true);
/// assert_eq!(all[0].date, "1950-05-02");
/// # Ok::<(), organigram::project::ProjectError>(())
/// ```
pub fn timeline(slice: &Slice<'_>, wanted: impl Fn(NodeIx) -> bool) -> Vec<Happening> {
    let graph = slice.graph();
    let mut collector = Collector { slice, happenings: Vec::new() };
    for class in [Class::Organ, Class::Event, Class::Person] {
        for node in graph.nodes(class).filter(|&node| wanted(node) && slice.attested(node)) {
            collector.node(node);
        }
    }
    for transition in graph.all_transitions() {
        let mut ends = transition.from().chain(transition.into());
        if ends.any(&wanted) {
            collector.transition(transition.ix);
        }
    }
    for tie in graph.all_relations() {
        let is_service = matches!(tie.kind, RelationKind::Tenure | RelationKind::Seat);
        let post_of = graph.relations_from(tie.to).filter(|of| of.kind == RelationKind::PostOf);
        let mut ends = [tie.from, tie.to].into_iter().chain(post_of.map(|of| of.to));
        if is_service && ends.any(&wanted) {
            collector.service(&tie);
        }
    }
    let mut happenings = collector.happenings;
    happenings.sort_by(|a, b| (a.day(), a.key, &a.text).cmp(&(b.day(), b.key, &b.text)));
    happenings.dedup_by(|later, first| is_same(later, first));
    happenings
}

/// Whether two happenings are one that is happenings twice; if so, the first takes the citations of both.
fn is_same(later: &Happening, first: &mut Happening) -> bool {
    let is_same = (later.key, &later.text) == (first.key, &first.text);
    if is_same {
        let new = later.cites.iter().filter(|cite| !first.cites.contains(cite));
        let new: Vec<String> = new.cloned().collect();
        first.cites.extend(new);
    }
    is_same
}

struct Collector<'s, 'g> {
    slice: &'s Slice<'g>,
    happenings: Vec<Happening>,
}

impl<'g> Collector<'_, 'g> {
    fn preferred(&self, item: Item, field: Field) -> Option<FactRef<'g>> {
        let mut facts = self.slice.facts(item, field);
        let first = facts.next();
        let held = |fact: &FactRef<'g>| fact.modality.is_held();
        first.filter(held).or_else(|| facts.find(held)).or(first)
    }

    fn add(
        &mut self,
        fact: &FactRef<'g>,
        span: DateSpan,
        what: HappeningKind,
        text: String,
        ids: Vec<String>,
    ) {
        let graph = self.slice.graph();
        let counted =
            graph.fact_cites(fact).filter(|cite| self.slice.perspective().has_source(cite.source));
        let cites =
            counted.map(|cite| words::cite_text(graph.source_id(cite.source), cite.at)).collect();
        // An event and a transition have their whole date, the rest one bound of it.
        let is_whole = matches!(what, HappeningKind::Event | HappeningKind::Transition)
            || fact.period.is_instant();
        let date = if is_whole { fact.text.to_owned() } else { span.to_string() };
        let (answer, why) = answer(self.slice.when(), span, fact.modality, &date);
        self.happenings.push(Happening {
            date,
            what,
            text,
            ids,
            answer,
            why,
            modality: fact.modality,
            reliability: self.slice.reliability_of(graph.fact_cites(fact)),
            cites,
            key: (span.earliest, span.latest, what),
        });
    }

    fn node(&mut self, node: NodeIx) {
        let graph = self.slice.graph();
        let name = name_at(self.slice, node);
        let ids = || vec![graph.id(node).to_owned()];
        let item = Item::Node(node);
        match graph.class(node) {
            Class::Organ => self.organ(node),
            Class::Event => {
                if let Some(fact) = self.preferred(item, Field::Date) {
                    self.add(&fact, whole(&fact), HappeningKind::Event, name.to_owned(), ids());
                }
            }
            Class::Person => {
                for (field, what, verb) in [
                    (Field::Born, HappeningKind::Born, "born"),
                    (Field::Died, HappeningKind::Died, "died"),
                ] {
                    if let Some(fact) = self.preferred(item, field) {
                        self.add(&fact, whole(&fact), what, format!("{name} {verb}"), ids());
                    }
                }
            }
            Class::Post => {}
        }
    }

    /// An organ's start and end, unless a transition describes them.
    fn organ(&mut self, organ: NodeIx) {
        let graph = self.slice.graph();
        let item = Item::Node(organ);
        let Some([begun, ended]) = self.slice.dated_by(item, Field::Date) else { return };
        let ids = vec![graph.id(organ).to_owned()];
        let name = name_at(self.slice, organ);
        let (start, end) = (begun.period.start(), ended.period.end());
        let makes = |kind| !matches!(kind, TransitionKind::Origin | TransitionKind::Renamed);
        // A transition of another date describes something else than this start or this end.
        let describes = |t: &TransitionRef<'g>, of: DateSpan| {
            let item = Item::Transition(t.ix);
            let dates = self.preferred(item, Field::Date).map(|fact| whole(&fact));
            makes(t.kind)
                && self.slice.counts_item(item)
                && dates.is_some_and(|d| d.earliest <= of.latest && of.earliest <= d.latest)
        };
        let came = graph.transitions_into(organ).any(|t| describes(&t, start));
        let went = graph.transitions_from(organ).any(|t| describes(&t, end));
        if begun.period.start_bound() == Bound::Stated && !came {
            let text = format!("{name}: begins");
            self.add(&begun, start, HappeningKind::Begins, text, ids.clone());
        }
        if ended.period.end_bound() == Bound::Stated && !went && !ended.period.is_instant() {
            self.add(&ended, end, HappeningKind::Ends, format!("{name}: ends"), ids);
        }
    }

    fn transition(&mut self, ix: crate::graph::TransitionIx) {
        let graph = self.slice.graph();
        let item = Item::Transition(ix);
        if !self.slice.counts_item(item) {
            return;
        }
        let Some(fact) = self.preferred(item, Field::Date) else { return };
        let transition = graph.transition(ix);
        let ends = transition.from().chain(transition.into());
        let mut ids: Vec<String> = ends.map(|node| graph.id(node).to_owned()).collect();
        ids.dedup();
        self.add(&fact, whole(&fact), HappeningKind::Transition, words::sentence(graph, item), ids);
    }

    fn service(&mut self, tie: &crate::graph::RelationRef) {
        let graph = self.slice.graph();
        let item = Item::Tie(tie.ix);
        if !self.slice.counts_item(item) {
            return;
        }
        let Some([begun, ended]) = self.slice.dated_by(item, Field::Date) else { return };
        let ids = vec![graph.id(tie.from).to_owned(), graph.id(tie.to).to_owned()];
        let (name, service) = (name_at(self.slice, tie.from), words::service(graph, tie));
        if begun.period.start_bound() == Bound::Stated {
            let text = format!("{name} becomes {service}");
            self.add(&begun, begun.period.start(), HappeningKind::Enters, text, ids.clone());
        }
        if ended.period.end_bound() == Bound::Stated && !ended.period.is_instant() {
            let text = format!("{name} ceases to be {service}");
            self.add(&ended, ended.period.end(), HappeningKind::Leaves, text, ids);
        }
    }
}

/// Whether something of a date came about on the days asked about, and why.
fn answer(when: Option<When>, span: DateSpan, modality: Modality, date: &str) -> (Answer, String) {
    let DateSpan { earliest, latest } = span;
    let within = |when: When| {
        if earliest >= when.from && latest <= when.to {
            Answer::Certain
        } else if earliest <= when.to && latest >= when.from {
            Answer::Possible
        } else {
            Answer::No
        }
    };
    // Of days that are asked about together, one is enough to be possible.
    let met = |when: When| earliest <= when.to && latest >= when.from;
    let answer = match when {
        None => Answer::Certain,
        Some(when) if met(when) => when.ask(within).max(Answer::Possible),
        Some(_) => Answer::No,
    };
    let why = match answer {
        Answer::Possible => format!("dated {date}, which may be another time"),
        _ => format!("dated {date}"),
    };
    match modality.is_held() {
        true => (answer, why),
        false => (answer.min(Answer::Possible), format!("only {modality}: {why}")),
    }
}

/// The days from the earliest to the latest that a date may cover.
fn whole(fact: &FactRef<'_>) -> DateSpan {
    let (earliest, latest) = fact.period.possible_days();
    DateSpan { earliest, latest }
}
