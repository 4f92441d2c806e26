//! Answers about dates that mean days which lie apart: takes two such dates, or one and the days of a question, and
//! gives the answer over all their members. Plain dates never come here.

use super::answer::{Answer, together, whichever};
use super::members::{Combination, DateMembers, MOST_MEMBERS};
use super::verdict::Case;
use super::{Bound, DateSpan, Day, Period, When};

/// How many pairs of members two dates are compared by.
const MOST_PAIRS: usize = 250_000;

/// One of the two bounds of a period.
#[derive(Copy, Clone)]
enum PeriodBound {
    Start,
    End,
}

impl PeriodBound {
    fn of(self, period: Period) -> DateSpan {
        match self {
            PeriodBound::Start => period.start(),
            PeriodBound::End => period.end(),
        }
    }
}

/// Whether a bound of a period lies in the days asked about: of a period that is one of several, whichever it
/// is; of one that is all of several, its first start and its last end.
fn bound_within(period: Period, when: When, side: PeriodBound) -> Answer {
    let (_, stretches) = when.stretches();
    let within = |span: DateSpan| {
        let inside = |when: &When| when.from <= span.earliest && span.latest <= when.to;
        let beside = |when: &When| span.latest < when.from || span.earliest > when.to;
        if stretches.iter().any(inside) {
            Answer::Certain
        } else if stretches.iter().all(beside) {
            Answer::No
        } else {
            Answer::Possible
        }
    };
    let (choice, variants) = period.variants();
    match choice {
        Combination::Each => {
            let spans = variants.iter().map(|variant| side.of(*variant));
            let pick = match side {
                PeriodBound::Start => spans.min_by_key(|span| (span.earliest, span.latest)),
                PeriodBound::End => spans.max_by_key(|span| (span.latest, span.earliest)),
            };
            pick.map_or(Answer::No, within)
        }
        _ => whichever(variants.iter().map(|variant| within(side.of(*variant)))),
    }
}

impl DateMembers {
    /// Whether a single date among these held then. The members are in order, so that only those which may
    /// meet the days asked about are looked at; all others say no.
    fn answer_on_one(&self, when: When) -> Answer {
        let first = match self.is_in_order {
            true => self.start.partition_point(|span| span.latest < when.from),
            false => 0,
        };
        let after = self.start.partition_point(|span| span.earliest <= when.to).max(first);
        let meeting = &self.start[first..after];
        let answers = meeting.iter().map(|span| Case::of(Period::on(*span), when).answer());
        match self.choice {
            Combination::One if meeting.len() == self.start.len() => whichever(answers),
            Combination::One => answers.max().unwrap_or(Answer::No).min(Answer::Possible),
            Combination::Each | Combination::Any => answers.max().unwrap_or(Answer::No),
        }
    }
}

impl Period {
    /// Whether the start lies in the days asked about. A bound that is not stated lies nowhere.
    #[must_use]
    pub fn start_within(self, when: When) -> Answer {
        bound_within(self, when, PeriodBound::Start)
    }

    /// Whether the end lies in the days asked about.
    #[must_use]
    pub fn end_within(self, when: When) -> Answer {
        bound_within(self, when, PeriodBound::End)
    }

    /// The plain periods that it may be, and whether it is one of them or all.
    pub(super) fn variants(self) -> (Combination, Vec<Period>) {
        let Some(members) = self.members() else { return (Combination::One, vec![self]) };
        if members.end.is_empty() && self.is_instant() {
            let on = |&span: &DateSpan| Period::on(span).with_qualified(self.qualified());
            return (members.choice, members.start.iter().map(on).collect());
        }
        let sides = |list: &[DateSpan], own: DateSpan| match list {
            [] => vec![own],
            list => list.to_vec(),
        };
        let (starts, ends) = (sides(&members.start, self.start()), sides(&members.end, self.end()));
        let pairs = starts.iter().flat_map(|&start| ends.iter().map(move |&end| (start, end)));
        let all: Vec<Period> =
            pairs.take(MOST_MEMBERS).map(|(start, end)| self.plain(start, end)).collect();
        // An end before its start is no way in which it may have been, as long as there is another.
        let (backwards, ways): (Vec<_>, Vec<_>) = all.into_iter().partition(|p| p.is_backwards());
        (Combination::One, if ways.is_empty() { backwards } else { ways })
    }

    /// The same period with a start that is also a day of an event, which began it; unchanged where no day is both, or
    /// where the start is not recorded.
    pub(crate) fn start_met_by(self, event: Period) -> Period {
        match (self.start_bound(), self.met(event, PeriodBound::Start)) {
            (Bound::Stated, Some(start)) => self.with_start_of(start),
            _ => self,
        }
    }

    /// The same for an event that ended it.
    pub(crate) fn end_met_by(self, event: Period) -> Period {
        match (self.end_bound(), self.met(event, PeriodBound::End)) {
            (Bound::Stated, Some(end)) => self.with_end_of(end),
            _ => self,
        }
    }

    /// The days that one of its bounds shares with an event.
    fn met(self, event: Period, side: PeriodBound) -> Option<Period> {
        let spans = |period: Period, side: PeriodBound| -> Option<Vec<DateSpan>> {
            let listed = period.members().map(|members| match side {
                PeriodBound::End if !members.end.is_empty() => (members.choice, &members.end),
                _ if period.is_instant() || matches!(side, PeriodBound::Start) => {
                    (members.choice, &members.start)
                }
                _ => (members.choice, &members.end),
            });
            match listed {
                Some((Combination::Each, _)) => None,
                Some((_, list)) if !list.is_empty() => Some(list.clone()),
                _ => Some(vec![side.of(period)]),
            }
        };
        let (earliest, latest) = event.possible_days();
        let of_event = match event.is_sparse() && event.is_instant() {
            true => spans(event, PeriodBound::Start)?,
            false => vec![DateSpan { earliest, latest }],
        };
        let own = spans(self, side)?;
        if self.is_instant() || own.len() * of_event.len() > MOST_PAIRS {
            return None;
        }
        let both = own.iter().flat_map(|a| of_event.iter().map(move |b| a.shared(*b)));
        let mut both: Vec<DateSpan> = both.flatten().collect();
        both.sort_unstable_by_key(|span| (span.earliest, span.latest));
        both.dedup();
        let whole = DateSpan {
            earliest: both.first()?.earliest,
            latest: both.iter().map(|span| span.latest).max()?,
        };
        let met = Period::on(whole);
        Some(match both.len() {
            1 => met,
            _ => met.with_members(DateMembers::new(Combination::One, both, vec![], String::new())),
        })
    }

    /// The days on which its answer may change: the first and the day after the last of every bound.
    pub(crate) fn bounds(self) -> Vec<Day> {
        let (_, variants) = self.variants();
        let spans = variants.iter().flat_map(|period| [period.start(), period.end()]);
        spans
            .flat_map(|span| [span.earliest, span.earliest.next(), span.latest, span.latest.next()])
            .chain([self.presumed_end(), self.presumed_end().next()])
            .collect()
    }

    /// Whether it held then, over all members. Held on each of the days of a set, it held where one of them
    /// is asked about.
    pub(super) fn answer_of_members(self, when: When) -> Answer {
        // A search for each stretch asked about: both may have a member for each of ten thousand years.
        if let Some(members) = self.members().filter(|_| self.is_instant()) {
            return when.ask(|when| members.answer_on_one(when));
        }
        let (choice, variants) = self.variants();
        let choice = if choice == Combination::Each { Combination::Any } else { choice };
        when.ask(|when| {
            together(choice, variants.iter().map(|period| Case::of(*period, when).answer()))
        })
    }

    pub(super) fn overlap_of_members(self, other: Period) -> Answer {
        let ((one, mine), (two, theirs)) = (self.variants(), other.variants());
        if mine.len() * theirs.len() > MOST_PAIRS {
            return Answer::Possible;
        }
        let any = |choice| if choice == Combination::Each { Combination::Any } else { choice };
        together(
            any(one),
            mine.iter().map(|a| together(any(two), theirs.iter().map(|b| a.overlap(*b)))),
        )
    }

    /// Whether no member of the one can be the date that a member of the other is.
    pub(super) fn contradicts_by_members(self, other: Period) -> bool {
        let (mine, theirs) = (self.variants().1, other.variants().1);
        mine.len() * theirs.len() <= MOST_PAIRS
            && mine.iter().all(|a| theirs.iter().all(|b| a.contradicts(*b)))
    }
}
