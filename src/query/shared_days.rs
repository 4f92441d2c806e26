//! What was so at the same time: with what, where, on which days. Plain data, and the days in words.

use crate::graph::{DayRange, NodeIx};
use crate::time::{Answer, Day};

/// What was so at the same time, with the days.
#[derive(Clone, PartialEq, Eq, Debug)]
#[non_exhaustive]
pub struct SharedDays {
    /// The posts that were held at once.
    pub posts: Vec<NodeIx>,
    /// The other one.
    pub with: Option<NodeIx>,
    /// The organ in which the two served.
    pub organ: Option<NodeIx>,
    /// The first of the days, where it is bounded.
    pub from: Option<Day>,
    /// The last of the days, where it is bounded.
    pub to: Option<Day>,
}

impl SharedDays {
    pub(super) fn new((from, to): DayRange) -> SharedDays {
        let bounded = |day: Day| Some(day).filter(|day| day.is_bounded());
        let (from, to) = (bounded(from), bounded(to));
        SharedDays { posts: Vec::new(), with: None, organ: None, from, to }
    }

    /// The days in words, as sure as an answer.
    pub(super) fn days(&self, answer: Answer) -> String {
        let days = match (self.from, self.to) {
            (Some(from), Some(to)) if from == to => format!("on {from}"),
            (Some(from), Some(to)) if answer == Answer::Possible => {
                format!("between {from} and {to}")
            }
            (Some(from), Some(to)) => format!("from {from} to {to}"),
            (Some(from), None) => format!("from {from} on"),
            (None, Some(to)) => format!("until {to}"),
            (None, None) => "at an unrecorded time".to_owned(),
        };
        match answer {
            Answer::Certain => days,
            Answer::Presumed => format!("{days}, if no end that is not recorded had come"),
            _ => format!("perhaps {days}"),
        }
    }
}
