//! Who stood under whom by however many steps, with the days on which they did.
//!
//! Takes the days on which each single step held; gives for each organ all that stood below it, each with the days on
//! which a whole way of steps held together, and as sure as the weakest step of the surest way. Walks level by level,
//! and follows no way that holds on no day, or only on days on which a shorter one is as sure. A pair that has more
//! stretches of days than anybody could use keeps them as one that is only possible: less sure, and never more.

use std::collections::BTreeMap;
use std::io;

use super::Tables;
use super::answers::{AnswerDays, sureness, word};
use super::part::is_too_many;
use super::writer::{TableCell, TableWriter};
use crate::graph::{Item, NodeIx};
use crate::time::{Answer, Day};

/// How many stretches one pair of organs keeps.
const MOST_STRETCHES: usize = 64;

/// The single steps down from each organ.
struct Steps<'g> {
    starts: Vec<usize>,
    steps: Vec<StepDown<'g>>,
    days: Vec<AnswerDays>,
}

struct StepDown<'g> {
    unit: NodeIx,
    line: &'g str,
    days: std::ops::Range<usize>,
}

/// Days on which a way down holds.
#[derive(Copy, Clone, PartialEq, Debug)]
struct Way {
    days: AnswerDays,
    depth: u32,
}

impl<'g> Tables<'_, 'g> {
    pub(super) fn closure(&self, out: &mut TableWriter<'_>) -> io::Result<()> {
        let steps = self.steps();
        let lines = self.lines();
        let lines = lines.iter().map(|line| Some(*line));
        let lines: Vec<Option<&str>> = std::iter::once(None).chain(lines).collect();
        let organs = self.slice.graph().organ_count() as u64;
        let mut rows = 0;
        for superior in self.slice.graph().organs() {
            for line in &lines {
                for (unit, ways) in steps.below(superior, *line) {
                    for way in flattened(&ways) {
                        let AnswerDays { from, to, answer } = way.days;
                        let ends: [TableCell<'_>; 3] =
                            [superior.0.into(), unit.0.into(), (*line).into()];
                        let days = [from.0.into(), to.0.into(), word(answer).into()];
                        let rest = [sureness(answer), way.depth.into()];
                        out.cells(&[&ends[..], &days, &rest].concat())?;
                        rows += 1;
                        if is_too_many(rows, organs) {
                            return Err(io::Error::other(format!(
                                "the closure of the hierarchy has more than {rows} rows"
                            )));
                        }
                    }
                }
            }
        }
        Ok(())
    }

    /// The lines that are walked, where there are several.
    fn lines(&self) -> Vec<&'g str> {
        let unders = self.slice.graph().all_unders();
        let mut lines: Vec<&str> =
            unders.filter(|under| self.part.has_under(under.ix)).map(|under| under.line).collect();
        lines.sort_unstable();
        lines.dedup();
        if lines.len() > 1 { lines } else { Vec::new() }
    }

    fn steps(&self) -> Steps<'g> {
        let graph = self.slice.graph();
        let mut steps = Steps { starts: vec![0], steps: Vec::new(), days: Vec::new() };
        for superior in graph.organs() {
            for under in graph.units(superior).filter(|under| self.part.has_under(under.ix)) {
                let start = steps.days.len();
                steps.days.extend(self.days_of(Item::Under(under.ix)));
                let days = start..steps.days.len();
                steps.steps.push(StepDown { unit: under.unit, line: under.line, days });
            }
            steps.starts.push(steps.steps.len());
        }
        steps
    }
}

impl Steps<'_> {
    fn of(&self, organ: NodeIx) -> &[StepDown<'_>] {
        &self.steps[self.starts[organ.index()]..self.starts[organ.index() + 1]]
    }

    /// All that stood below an organ, each with its ways.
    fn below(&self, superior: NodeIx, line: Option<&str>) -> BTreeMap<NodeIx, Vec<Way>> {
        let mut found: BTreeMap<NodeIx, Vec<Way>> = BTreeMap::new();
        let always = AnswerDays { from: Day::MIN, to: Day::MAX, answer: Answer::Certain };
        let mut fringe = vec![(superior, Way { days: always, depth: 0 })];
        while !fringe.is_empty() {
            let mut next = Vec::new();
            for (organ, way) in fringe {
                let steps = self.of(organ).iter();
                for step in steps.filter(|step| line.is_none_or(|line| line == step.line)) {
                    if step.unit == superior {
                        continue;
                    }
                    for days in self.days[step.days.clone()].iter() {
                        let Some(days) = shared(way.days, *days) else { continue };
                        let longer = Way { days, depth: way.depth + 1 };
                        if let Some(kept) = keep(found.entry(step.unit).or_default(), longer) {
                            next.push((step.unit, kept));
                        }
                    }
                }
            }
            fringe = next;
        }
        found.retain(|_, ways| !ways.is_empty());
        found
    }
}

/// The days on which both hold, as sure as the weaker.
fn shared(one: AnswerDays, other: AnswerDays) -> Option<AnswerDays> {
    let (from, to) = (one.from.max(other.from), one.to.min(other.to));
    let answer = one.answer.min(other.answer);
    (from <= to).then_some(AnswerDays { from, to, answer })
}

/// Keeps a way that no known one makes needless; gives what was kept.
fn keep(known: &mut Vec<Way>, new: Way) -> Option<Way> {
    let covers = |old: &Way, new: &Way| {
        old.days.from <= new.days.from
            && new.days.to <= old.days.to
            && old.days.answer >= new.days.answer
    };
    if known.iter().any(|old| covers(old, &new)) {
        return None;
    }
    if known.len() < MOST_STRETCHES {
        known.push(new);
        return Some(new);
    }
    let hull = known.iter().fold(new.days, |hull, way| AnswerDays {
        from: hull.from.min(way.days.from),
        to: hull.to.max(way.days.to),
        answer: Answer::Possible,
    });
    let hull = Way { days: AnswerDays { answer: Answer::Possible, ..hull }, ..new };
    let is_known = known.iter().any(|old| covers(old, &hull));
    (!is_known).then(|| {
        known.push(hull);
        hull
    })
}

/// The ways as stretches that do not overlap: of each day the surest, by the fewest steps that are so sure.
fn flattened(ways: &[Way]) -> Vec<Way> {
    if let [way] = ways {
        return vec![*way];
    }
    let mut starts: Vec<Day> = ways
        .iter()
        .flat_map(|way| [Some(way.days.from), (way.days.to < Day::MAX).then(|| way.days.to.next())])
        .flatten()
        .collect();
    starts.sort_unstable();
    starts.dedup();
    let ends = starts.iter().skip(1).map(|day| day.prev()).chain([Day::MAX]);
    let mut flat: Vec<Way> = Vec::new();
    for (from, to) in starts.iter().copied().zip(ends) {
        let here = ways.iter().filter(|way| way.days.from <= from && to <= way.days.to);
        let best = here.max_by_key(|way| (way.days.answer, std::cmp::Reverse(way.depth)));
        let Some(best) = best else { continue };
        let (answer, depth) = (best.days.answer, best.depth);
        match flat.last_mut() {
            Some(last)
                if (last.days.answer, last.depth) == (answer, depth)
                    && last.days.to.next() == from =>
            {
                last.days.to = to;
            }
            _ => flat.push(Way { days: AnswerDays { from, to, answer }, depth }),
        }
    }
    flat
}
