//! Some rows of a table, to judge what its columns hold.
//!
//! Takes the first rows, answers whether a column holds dates. Decides nothing of a whole table.

use crate::model::Text;
use crate::time::{DateHabits, LooseDate};

/// The cells of some rows.
#[derive(Debug, Default)]
pub(super) struct Sample<'t> {
    rows: Vec<Vec<Text<'t>>>,
}

impl<'t> Sample<'t> {
    pub(super) fn of(rows: Vec<Vec<Text<'t>>>) -> Self {
        Sample { rows }
    }

    fn filled(&self, column: usize) -> impl Iterator<Item = &str> {
        let cells = self.rows.iter().filter_map(move |row| row.get(column));
        cells.map(|cell| cell.trim()).filter(|cell| !cell.is_empty())
    }

    /// Whether a column holds something and none of it is a date.
    pub(super) fn holds_no_date(&self, column: usize) -> bool {
        self.filled(column).next().is_some() && !self.filled(column).any(is_date)
    }

    /// Whether a column holds something and all of it is dates.
    pub(super) fn holds_dates_only(&self, column: usize) -> bool {
        self.filled(column).next().is_some() && self.filled(column).all(is_date)
    }
}

/// Whether a text reads as a date; a bare number does where it may be a year of the last centuries.
fn is_date(text: &str) -> bool {
    if let Ok(number) = text.parse::<u32>() {
        return (1500..=2100).contains(&number);
    }
    text.contains(|sign: char| sign.is_ascii_digit())
        && !matches!(LooseDate::read(text, &DateHabits::default()), LooseDate::Unclear(_))
}
