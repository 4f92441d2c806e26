//! Dates that mean days which lie apart: `[1667,1670..1672]`, `{1960,1961-12}`, `1999-XX-01`, `XXXX-10`,
//! a season of either hemisphere.
//!
//! Takes the members of such a date, gives it a number; takes two dates, gives the answer over all their
//! members. Plain dates never come here. The table only grows, one entry for each text that is met, and
//! takes no more than [`MOST`]; a date past that is taken as all days from its first to its last, which is
//! less sure and never wrong.

use std::sync::RwLock;

use rustc_hash::FxHashMap;

use super::answer::Case;
use super::{Answer, DateSpan, Period, When};

/// How many entries the table holds, and how many members one date may have.
const MOST: usize = 50_000;
const MOST_MEMBERS: usize = 12_000;
/// How many pairs of members two dates are compared by.
const MOST_PAIRS: usize = 250_000;

/// Number of a date in the table; 0 for a plain one.
pub(super) type SetIx = u16;

/// What the members of a date mean together.
#[derive(Copy, Clone, PartialEq, Eq, Hash, Debug)]
pub(super) enum Choice {
    /// Exactly one of them; which one is not known.
    One,
    /// Each of them.
    Each,
    /// Any of them is as good: the days of a question such as `founded(XXXX-10)`.
    Any,
}

/// A date with members.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub(super) struct Members {
    pub(super) choice: Choice,
    /// The members of a single date, or of the start of an interval.
    pub(super) start: Vec<DateSpan>,
    /// The members of the end of an interval; empty for a single date.
    pub(super) end: Vec<DateSpan>,
    /// As it was written.
    pub(super) text: String,
}

#[derive(Default)]
struct Table {
    all: Vec<&'static Members>,
    known: FxHashMap<&'static Members, SetIx>,
    /// What the texts that were met mean: a text such as `XXXX-10` has thousands of members and is looked at once.
    read: FxHashMap<Box<str>, Period>,
}

static TABLE: RwLock<Option<Table>> = RwLock::new(None);

/// What a text was found to mean when it was met before.
pub(super) fn recall(text: &str) -> Option<Period> {
    let table = TABLE.read().unwrap_or_else(std::sync::PoisonError::into_inner);
    table.as_ref()?.read.get(text).copied()
}

/// Keeps what a text means, if there is room for it.
pub(super) fn remember(text: &str, period: Period) {
    const LONGEST: usize = 64;
    let mut table = TABLE.write().unwrap_or_else(std::sync::PoisonError::into_inner);
    let table = table.get_or_insert_default();
    if text.len() <= LONGEST && table.read.len() < MOST {
        table.read.insert(text.into(), period);
    }
}

/// The number of a date with members; 0 where the table is full or the members are too many.
pub(super) fn number(members: Members) -> SetIx {
    if members.start.len().max(members.end.len()) > MOST_MEMBERS {
        return 0;
    }
    let mut table = TABLE.write().unwrap_or_else(std::sync::PoisonError::into_inner);
    let table = table.get_or_insert_default();
    if let Some(known) = table.known.get(&members) {
        return *known;
    }
    let ix = table.all.len() + 1;
    if ix > MOST {
        return 0;
    }
    let members: &'static Members = Box::leak(Box::new(members));
    table.all.push(members);
    let ix = SetIx::try_from(ix).expect("the table holds fewer");
    table.known.insert(members, ix);
    ix
}

pub(super) fn members(ix: SetIx) -> &'static Members {
    let table = TABLE.read().unwrap_or_else(std::sync::PoisonError::into_inner);
    table.as_ref().expect("a number was given").all[usize::from(ix) - 1]
}

/// The answer where exactly one of several cases is so and nobody knows which: what all allow.
pub(super) fn whichever(answers: impl IntoIterator<Item = Answer>) -> Answer {
    let (mut least, mut most) = (Answer::Certain, Answer::No);
    for answer in answers {
        least = least.min(answer);
        most = most.max(answer);
    }
    match (least, most) {
        (least, _) if least >= Answer::Presumed => least.min(most),
        (_, Answer::No) => Answer::No,
        _ => Answer::Possible,
    }
}

/// The answers for each member, put together.
pub(super) fn together(choice: Choice, answers: impl Iterator<Item = Answer>) -> Answer {
    match choice {
        Choice::One => whichever(answers),
        Choice::Each => answers.min().unwrap_or(Answer::No),
        Choice::Any => answers.max().unwrap_or(Answer::No),
    }
}

/// Whether a bound of a period lies in the days asked about: of a period that is one of several, whichever it
/// is; of one that is all of several, its first start and its last end.
pub(super) fn bound_within(period: Period, when: When, bound: fn(Period) -> DateSpan) -> Answer {
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
        Choice::Each => {
            let spans = variants.iter().map(|variant| bound(*variant));
            let is_start = bound(period) == period.start() && !variants.is_empty();
            let pick = if is_start {
                spans.min_by_key(|span| (span.earliest, span.latest))
            } else {
                spans.max_by_key(|span| (span.latest, span.earliest))
            };
            pick.map_or(Answer::No, within)
        }
        _ => whichever(variants.iter().map(|variant| within(bound(*variant)))),
    }
}

impl Members {
    /// Whether a single date among these held then. The members are in order, so that only those which may
    /// meet the days asked about are looked at; all others say no.
    fn answer_on_one(&self, when: When) -> Answer {
        let first = match self.is_in_order() {
            true => self.start.partition_point(|span| span.latest < when.from),
            false => 0,
        };
        let after = self.start.partition_point(|span| span.earliest <= when.to).max(first);
        let meeting = &self.start[first..after];
        let answers = meeting.iter().map(|span| Case::of(Period::on(*span), when).answer());
        match self.choice {
            Choice::One if meeting.len() == self.start.len() => whichever(answers),
            Choice::One => answers.max().unwrap_or(Answer::No).min(Answer::Possible),
            Choice::Each | Choice::Any => answers.max().unwrap_or(Answer::No),
        }
    }

    /// Whether no member ends before one that begins earlier. Members that lie apart never do.
    fn is_in_order(&self) -> bool {
        self.start.is_sorted_by_key(|span| span.latest)
    }
}

impl Period {
    /// The plain periods that it may be, and whether it is one of them or all.
    pub(super) fn variants(self) -> (Choice, Vec<Period>) {
        let Some(members) = self.members() else { return (Choice::One, vec![self]) };
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
        (Choice::One, if ways.is_empty() { backwards } else { ways })
    }

    /// The days on which its answer may change: the first and the day after the last of every bound.
    pub(crate) fn bounds(self) -> Vec<super::Day> {
        let (_, variants) = self.variants();
        let spans = variants.iter().flat_map(|period| [period.start(), period.end()]);
        spans
            .flat_map(|span| [span.earliest, span.earliest.next(), span.latest, span.latest.next()])
            .collect()
    }

    /// Whether it held then, over all members. Held on each of the days of a set, it held where one of them
    /// is asked about.
    pub(super) fn answer_of_members(self, when: When) -> Answer {
        if let Some(members) = self.members().filter(|_| self.is_instant() && when.is_plain()) {
            return members.answer_on_one(when);
        }
        let (choice, variants) = self.variants();
        let choice = if choice == Choice::Each { Choice::Any } else { choice };
        when.ask(|when| {
            together(choice, variants.iter().map(|period| Case::of(*period, when).answer()))
        })
    }

    pub(super) fn overlap_of_members(self, other: Period) -> Answer {
        let ((one, mine), (two, theirs)) = (self.variants(), other.variants());
        if mine.len() * theirs.len() > MOST_PAIRS {
            return Answer::Possible;
        }
        let any = |choice| if choice == Choice::Each { Choice::Any } else { choice };
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
