//! The moments of a page: at any time, before the first change, each day on which something changes, and the periods
//! that views of the model ask about. What holds at a day holds up to the next one. Never answers.

use super::super::{ProjectError, Question};
use crate::graph::{Caches, Slice};
use crate::time::{Day, When};

/// The number of the moment without a date.
pub(super) const ANY: u32 = 0;
/// That before the first change.
pub(super) const BEFORE: u32 = 1;
const FIRST: u32 = 2;

/// The moments in the order of their numbers.
#[derive(Clone, Debug)]
pub(super) struct Moments {
    pub(super) days: Vec<Day>,
    /// In EDTF.
    pub(super) periods: Vec<(String, When)>,
}

impl Moments {
    pub(super) fn count(&self) -> u32 {
        FIRST + (self.days.len() + self.periods.len()) as u32
    }

    /// The days that a moment asks about.
    pub(super) fn when(&self, moment: u32) -> Option<When> {
        match moment {
            ANY => None,
            BEFORE => Some(When::day(self.first().prev())),
            moment => Some(match self.days.get((moment - FIRST) as usize) {
                Some(day) => When::day(*day),
                None => self.periods[(moment - FIRST) as usize - self.days.len()].1,
            }),
        }
    }

    fn first(&self) -> Day {
        self.days.first().copied().unwrap_or(Day(0))
    }

    /// The moment at a day.
    pub(super) fn at(&self, day: Day) -> u32 {
        BEFORE + self.days.partition_point(|of| *of <= day) as u32
    }

    /// The moments at which something that changes on some days has to be looked at.
    pub(super) fn of_days<'m>(&'m self, days: &'m [Day]) -> impl Iterator<Item = u32> + 'm {
        let periods = FIRST + self.days.len() as u32..self.count();
        let own = days.iter().map(|day| self.at(*day)).filter(|moment| *moment > BEFORE);
        [ANY, BEFORE].into_iter().chain(own).chain(periods)
    }

    /// The same moments without the days that are not wanted, and the new number of each old one.
    pub(super) fn only(&self, wanted: &[bool]) -> (Moments, Vec<u32>) {
        let mut numbers = Vec::with_capacity(wanted.len());
        let mut next = 0;
        for (moment, is_wanted) in wanted.iter().enumerate() {
            let is_day = (FIRST as usize..FIRST as usize + self.days.len()).contains(&moment);
            // What is not wanted is what the moment before it is, and no run begins there.
            numbers.push(next);
            next += u32::from(*is_wanted || !is_day);
        }
        let kept = |at: usize| wanted[at + FIRST as usize];
        let days = self.days.iter().enumerate().filter(|(at, _)| kept(*at)).map(|(_, day)| *day);
        (Moments { days: days.collect(), periods: self.periods.clone() }, numbers)
    }

    /// The slices of a question, one a moment.
    pub(super) fn slices<'g>(
        &self,
        caches: &Caches<'g>,
        question: &Question,
    ) -> Result<Vec<Slice<'g>>, ProjectError> {
        let slice = question.slice_of(caches)?;
        Ok((0..self.count()).map(|moment| slice.clone().at(self.when(moment))).collect())
    }
}
