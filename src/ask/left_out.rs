//! What is not shown at a date although it may have been there.
//!
//! Takes a slice; gives how many organs it leaves out, by the reason. What is only planned or forecast is no organ that
//! may have been there. Never says which, for the same question with a lower threshold does.

use serde::Serialize;

use crate::graph::{Item, NodeIx, Slice};
use crate::time::{Answer, Period};

/// How many organs an answer leaves out, by the reason.
#[derive(Copy, Clone, PartialEq, Eq, Debug, Default, Serialize)]
#[non_exhaustive]
pub struct LeftOut {
    /// Those that nothing dates.
    pub undated: usize,
    /// Those whose dates leave open whether they were there.
    pub possible: usize,
}

impl LeftOut {
    /// Those of some organs that the slice does not show and that it does not rule out.
    ///
    /// ```
    /// use organigram::ask::LeftOut;
    /// use organigram::graph::{Builder, Perspective, Slice, Threshold};
    /// use organigram::time::When;
    /// let graph = Builder::from_model(ron::from_str(
    ///     r#"Model(organs: { "club": Organ(), "choir": Organ(existence: "1950~/") })"#,
    /// )?);
    /// let when = Some(When::parse("1950")?);
    /// let slice = Slice::new(&graph, when, Perspective::all(), Threshold::Presumed);
    /// let left_out = LeftOut::of(&slice, graph.organs());
    /// assert_eq!((left_out.undated, left_out.possible), (1, 1));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn of(slice: &Slice<'_>, organs: impl Iterator<Item = NodeIx>) -> LeftOut {
        let mut left_out = LeftOut::default();
        if slice.when().is_none() || slice.shows(Answer::Possible) {
            return left_out;
        }
        let is_spoken_of =
            |&organ: &NodeIx| slice.attested(organ) && slice.is_held(Item::Node(organ));
        for organ in organs.filter(is_spoken_of) {
            let answer = slice.answer(organ);
            if answer == Answer::No || slice.shows(answer) {
                continue;
            }
            match slice.period(Item::Node(organ)).is_none_or(Period::is_unknown) {
                true => left_out.undated += 1,
                false => left_out.possible += 1,
            }
        }
        left_out
    }

    /// What was left out, in words: `1 organ without dates and 2 that may have been there`; nothing where nothing was.
    #[must_use]
    pub fn in_words(self) -> Option<String> {
        let organs = |count: usize| match count {
            1 => "1 organ".to_owned(),
            _ => format!("{count} organs"),
        };
        match (self.undated, self.possible) {
            (0, 0) => None,
            (undated, 0) => Some(format!("{} without dates", organs(undated))),
            (0, possible) => Some(format!("{} that may have been there", organs(possible))),
            (undated, possible) => Some(format!(
                "{} without dates and {possible} that may have been there",
                organs(undated)
            )),
        }
    }
}
