//! What several sources claim of one thing, and the ways in which it may have been in each perspective.
//!
//! A claim says when something was; a change event says when it began, ended or came back. Takes nothing of the
//! product: which claims count, and which of them gives a bound, is decided here anew.

use std::collections::BTreeSet;

use super::dates::{self, DAYS, Date, Interval, SOURCES, Stay};
use super::random::Random;

/// Which claims count.
#[derive(Copy, Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(crate) enum Perspective {
    All,
    AccordingToS,
    AccordingToT,
    WithoutT,
    KnownByTheThirdDay,
    AssertedOnly,
}

impl Perspective {
    pub(crate) fn any(random: &mut Random) -> Perspective {
        match random.below(12) {
            0 => Perspective::AccordingToS,
            1 => Perspective::AccordingToT,
            2 => Perspective::WithoutT,
            3 => Perspective::KnownByTheThirdDay,
            4 => Perspective::AssertedOnly,
            _ => Perspective::All,
        }
    }

    /// Whether a claim of a source counts; of nobody, where there is none.
    pub(crate) fn counts(self, source: Option<usize>, modality: Modality) -> bool {
        match self {
            Perspective::All => true,
            Perspective::AccordingToS | Perspective::KnownByTheThirdDay => source == Some(0),
            Perspective::AccordingToT => source == Some(1),
            Perspective::WithoutT => source != Some(1),
            Perspective::AssertedOnly => modality == Modality::Asserted,
        }
    }
}

/// How a source says it.
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
pub(crate) enum Modality {
    Asserted,
    Reported,
    Planned,
}

impl Modality {
    fn any(random: &mut Random) -> Modality {
        match random.below(10) {
            0 => Modality::Reported,
            1 => Modality::Planned,
            _ => Modality::Asserted,
        }
    }

    /// As a field of an entry or a claim; nothing where it is asserted.
    pub(crate) fn field(self) -> String {
        match self {
            Modality::Asserted => String::new(),
            said => format!(", modality: {said:?}"),
        }
    }
}

#[derive(Clone)]
enum When {
    Interval(Interval),
    List(Date),
}

/// What one source says.
#[derive(Clone)]
pub(crate) struct Claim {
    source: usize,
    modality: Modality,
    when: When,
}

/// A change event that bears on a life.
#[derive(Clone)]
pub(crate) struct Event {
    kind: EventKind,
    source: usize,
    date: Date,
}

#[derive(Copy, Clone, PartialEq, Eq, Debug)]
enum EventKind {
    Founded,
    /// It ended, alone or by going up in another one.
    Ended(Ending),
    Revived,
}

#[derive(Copy, Clone, PartialEq, Eq, Debug)]
enum Ending {
    Dissolved,
    Absorbed,
    Merged,
}

impl Event {
    /// As an item of a list of transitions; `other` is what an organ may go up in.
    fn text(&self, organ: &str, other: &str) -> String {
        let (on, cite) = (&self.date.text, SOURCE(self.source));
        let (kind, what) = match self.kind {
            EventKind::Founded => ("Founded", format!("organ: \"{organ}\"")),
            EventKind::Revived => ("Revived", format!("organ: \"{organ}\"")),
            EventKind::Ended(Ending::Dissolved) => ("Dissolved", format!("organ: \"{organ}\"")),
            EventKind::Ended(Ending::Absorbed) => {
                ("Absorbed", format!("from: \"{organ}\", into: \"{other}\""))
            }
            EventKind::Ended(Ending::Merged) => {
                ("Merged", format!("from: [\"{organ}\", \"d\"], into: \"{other}\""))
            }
        };
        format!("  {kind}({what}, on: \"{on}\", cite: \"{cite}\"),\n")
    }
}

/// All that is claimed of one thing.
#[derive(Clone, Default)]
pub(crate) struct Claims {
    claims: Vec<Claim>,
    events: Vec<Event>,
}

const SOURCE: fn(usize) -> &'static str = |source| SOURCES[source].0;

impl Claims {
    /// Dates for a life, sometimes of several sources, sometimes by change events alone or besides.
    pub(crate) fn of_a_life(random: &mut Random) -> Claims {
        let mut claims = Claims::default();
        match random.below(10) {
            0 => claims.claims.push(Claim::list(random)),
            1 | 2 => claims.claims.extend([Claim::interval(random), Claim::interval(random)]),
            3 => {}
            _ => claims.claims.push(Claim::interval(random)),
        }
        let takes_events = |claim: &Claim| match &claim.when {
            When::Interval(interval) => !interval.goes_on(),
            When::List(_) => false,
        };
        if random.once_in(3) && claims.claims.iter().all(takes_events) {
            claims.events = Event::some(random);
        }
        claims
    }

    /// The same for a post, on whose life no change event bears.
    pub(crate) fn of_a_post(random: &mut Random) -> Claims {
        Claims { events: Vec::new(), ..Claims::of_a_life(random) }
    }

    /// Dates for a relation: one claim, or two.
    pub(crate) fn of_a_relation(random: &mut Random, may_lack: bool) -> Claims {
        if may_lack && random.once_in(3) {
            return Claims::default();
        }
        let claim = match random.once_in(6) {
            true => Claim::list(random),
            false => Claim::interval(random),
        };
        let more = random.once_in(8) && matches!(claim.when, When::Interval(_));
        let mut claims = vec![claim];
        claims.extend(more.then(|| Claim::interval(random)));
        Claims { claims, events: Vec::new() }
    }

    /// The value of a field that takes claims; nothing where there are none.
    pub(crate) fn value(&self) -> Option<String> {
        let one = |claim: &Claim| {
            let text = match &claim.when {
                When::Interval(interval) => interval.text(),
                When::List(date) => date.text.clone(),
            };
            let cite = SOURCE(claim.source);
            format!("Claim(value: \"{text}\", cite: \"{cite}\"{})", claim.modality.field())
        };
        let all: Vec<String> = self.claims.iter().map(one).collect();
        (!all.is_empty()).then(|| format!("[{}]", all.join(", ")))
    }

    /// The change events of an organ, as items of a list of transitions.
    pub(crate) fn transitions(&self, organ: &str, other: &str) -> String {
        self.events.iter().map(|event| event.text(organ, other)).collect()
    }

    /// Whether anything of it counts.
    pub(crate) fn speaks(&self, seen: Perspective) -> bool {
        self.claims.iter().any(|claim| seen.counts(Some(claim.source), claim.modality))
            || self.events.iter().any(|event| seen.counts(Some(event.source), Modality::Asserted))
    }

    /// Whether it is only planned, as far as it counts: `entry` is how the entry says it, where no claim does.
    pub(crate) fn is_planned(&self, seen: Perspective, entry: Modality) -> bool {
        let counted = self.claims.iter().filter(|c| seen.counts(Some(c.source), c.modality));
        let mut modalities = counted.map(|claim| claim.modality).peekable();
        match modalities.peek() {
            Some(_) => modalities.all(|modality| modality == Modality::Planned),
            None => entry == Modality::Planned,
        }
    }

    /// The ways in which it may have been: those of `undated` where nothing that counts dates it.
    pub(crate) fn ways(&self, seen: Perspective, undated: &[Stay]) -> BTreeSet<Stay> {
        let counted = self.claims.iter().filter(|c| seen.counts(Some(c.source), c.modality));
        let counted: Vec<&Claim> = counted.collect();
        let held = counted.iter().filter(|claim| claim.modality != Modality::Planned);
        let mut held = held.map(|claim| &claim.when);
        let events = self.events.iter().filter(|e| seen.counts(Some(e.source), Modality::Asserted));
        let events: Vec<&Event> = events.collect();
        match held.next() {
            Some(When::List(date)) => date.ways.clone(),
            Some(When::Interval(first)) => {
                let more = held.filter_map(|when| match when {
                    When::Interval(interval) => Some(interval),
                    When::List(_) => None,
                });
                with_events(more.fold(first.clone(), |life, next| life.or(next)), &events)
            }
            None => match counted.first().map(|claim| &claim.when) {
                // A plan may have come about or not.
                Some(When::List(date)) => or_never(date.ways.clone()),
                Some(When::Interval(planned)) => or_never(planned.ways()),
                None if events.is_empty() => undated.iter().cloned().collect(),
                None => with_events(Interval::unrecorded(), &events),
            },
        }
    }
}

fn or_never(mut ways: BTreeSet<Stay>) -> BTreeSet<Stay> {
    ways.insert(Stay { days: Vec::new(), unrecorded_end_came: false });
    ways
}

/// A life whose bounds the claims leave open or coarse are filled by change events: a founding, an end, and then the spell that
/// a revival begins.
fn with_events(life: Interval, events: &[&Event]) -> BTreeSet<Stay> {
    let date = |is_it: fn(EventKind) -> bool| {
        events.iter().find(|event| is_it(event.kind)).map(|event| &event.date)
    };
    let life = match date(|kind| kind == EventKind::Founded) {
        Some(day) => life.begun_by(day),
        None => life,
    };
    let dissolved = date(|kind| matches!(kind, EventKind::Ended(_)));
    let Some(revived) = date(|kind| kind == EventKind::Revived) else {
        return dissolved.map_or(life.clone(), |end| life.ended_by(end)).ways();
    };
    // The end that the claims state is that of the last spell.
    let dissolved = dissolved.expect("a revival follows a dissolution");
    let first = life.start_alone().or(&Interval::to(dissolved));
    let last = Interval::from(revived).or(&life.end_alone());
    let (first, last) = (first.ways(), last.ways());
    let pairs = first.iter().flat_map(|one| last.iter().map(move |two| (one, two)));
    let follows = |(one, two): &(&Stay, &Stay)| one.days.last() < two.days.first();
    let both = pairs.filter(follows).map(|(one, two)| Stay {
        days: one.days.iter().chain(&two.days).copied().collect(),
        unrecorded_end_came: one.unrecorded_end_came || two.unrecorded_end_came,
    });
    both.collect()
}

impl Claim {
    fn interval(random: &mut Random) -> Claim {
        let source = random.below(2);
        let when = When::Interval(dates::interval(random, source));
        Claim { source, modality: Modality::any(random), when }
    }

    fn list(random: &mut Random) -> Claim {
        let (source, when) = (random.below(2), When::List(dates::list(random)));
        Claim { source, modality: Modality::any(random), when }
    }
}

impl Event {
    /// At most one of a kind; a revival stands after a dissolution, on days that are known.
    fn some(random: &mut Random) -> Vec<Event> {
        let source = random.below(2);
        let on = |kind, date| Event { kind, source, date };
        let end = EventKind::Ended(match random.below(4) {
            0 => Ending::Absorbed,
            1 => Ending::Merged,
            _ => Ending::Dissolved,
        });
        match random.below(4) {
            0 => vec![on(EventKind::Founded, dates::moment(random))],
            1 => vec![on(end, dates::moment(random))],
            2 => {
                vec![on(EventKind::Founded, dates::moment(random)), on(end, dates::moment(random))]
            }
            _ => {
                let (first, last) = dates::two_days(random);
                vec![on(end, Date::on(first)), on(EventKind::Revived, Date::on(last))]
            }
        }
    }
}

/// Never, always, or up to or from some day: what nothing dates.
pub(crate) fn any_time() -> Vec<Stay> {
    let stay = |days: Vec<i8>| Stay { days, unrecorded_end_came: false };
    let mut ways = vec![stay(Vec::new()), stay((-1..=DAYS).collect())];
    ways.extend(
        (0..DAYS).flat_map(|day| [stay((-1..=day).collect()), stay((day..=DAYS).collect())]),
    );
    ways
}

/// As long as what it is between.
pub(crate) fn always() -> Vec<Stay> {
    Date::always().ways.into_iter().collect()
}
