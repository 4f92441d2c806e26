//! How the dates of a column are written, and one date in one reading: what decides between two readings, and what was
//! decided. Never reads a date.

use serde::{Deserialize, Serialize};

/// A decision between two readings of a date.
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[derive(Copy, Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "cli", derive(clap::ValueEnum))]
#[non_exhaustive]
pub enum DateChoice {
    /// `03/07/1930` is 3 July.
    DayFirst,
    /// `03/07/1930` is 7 March.
    MonthFirst,
    /// `2009/10` is October 2009.
    Months,
    /// `2009/10` is from 2009 to 2010.
    Ranges,
    /// `1675/6` is a year that began in March, 1676 as we count.
    OldStyle,
    /// `1920-21` is spring 1920, as EDTF counts seasons.
    Seasons,
    /// `1900s` is 1900 to 1909.
    Decades,
    /// `1900s` is 1900 to 1999.
    Centuries,
}

impl DateChoice {
    /// All of them.
    pub const ALL: [DateChoice; 8] = [
        DateChoice::DayFirst,
        DateChoice::MonthFirst,
        DateChoice::Months,
        DateChoice::Ranges,
        DateChoice::OldStyle,
        DateChoice::Seasons,
        DateChoice::Decades,
        DateChoice::Centuries,
    ];

    /// Its name where it is one of the ways to read dates.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            DateChoice::DayFirst => "day-first",
            DateChoice::MonthFirst => "month-first",
            DateChoice::Months => "months",
            DateChoice::Ranges => "ranges",
            DateChoice::OldStyle => "old-style",
            DateChoice::Seasons => "seasons",
            DateChoice::Decades => "decades",
            DateChoice::Centuries => "centuries",
        }
    }

    /// What a date is when it is read so.
    #[must_use]
    pub fn meaning(self) -> &'static str {
        match self {
            DateChoice::DayFirst => "the day is first",
            DateChoice::MonthFirst => "the month is first",
            DateChoice::Months => "a month",
            DateChoice::Ranges => "from one to the other",
            DateChoice::OldStyle => "an Old Style year",
            DateChoice::Seasons => "a season",
            DateChoice::Decades => "ten years",
            DateChoice::Centuries => "a hundred years",
        }
    }

    /// Whether one of two must be decided against if the other is decided for.
    pub(super) fn rivals(self, other: DateChoice) -> bool {
        let question = |choice| match choice {
            DateChoice::DayFirst | DateChoice::MonthFirst => 0,
            DateChoice::Months
            | DateChoice::Ranges
            | DateChoice::OldStyle
            | DateChoice::Seasons => 1,
            DateChoice::Decades | DateChoice::Centuries => 2,
        };
        self != other && question(self) == question(other)
    }
}

/// What a spreadsheet counts days from.
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[derive(Copy, Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "cli", derive(clap::ValueEnum))]
#[non_exhaustive]
pub enum Serials {
    /// `41913` is 2014-10-01: days from 1900 on, as Excel and most others count them.
    ///
    /// 1 is 1900-01-01, and 1900 has a 29 February that never was.
    #[cfg_attr(feature = "cli", value(name = "serials"))]
    From1900,
    /// `41913` is 2018-10-02: days from 1904 on, as Excel on old Macintoshes counts them.
    ///
    /// 0 is 1904-01-01.
    #[cfg_attr(feature = "cli", value(name = "serials-1904"))]
    From1904,
}

impl Serials {
    /// Its name where it is one of the ways to read dates.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Serials::From1900 => "serials",
            Serials::From1904 => "serials-1904",
        }
    }
}

/// How the dates of a column are written.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DateHabits {
    /// What the user decided.
    pub choices: Vec<DateChoice>,
    /// What other dates of the column show. Both answers of one question settle nothing.
    pub shown: Vec<DateChoice>,
    /// Plain numbers are days of a spreadsheet.
    pub serials: Option<Serials>,
    /// What stands in EDTF for the end of what goes on: nothing, `..`, or a set.
    pub ongoing: String,
}

/// A date in one reading.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DateReading {
    /// The date in EDTF, in the Gregorian calendar.
    pub edtf: String,
    /// The calendar in which it was written; empty for the Gregorian.
    pub calendar: &'static str,
    /// What this reading decides, if another would decide otherwise.
    pub choice: Option<DateChoice>,
}

impl DateHabits {
    /// Takes up what the cells of a column show; what the user decided counts instead.
    pub fn show(&mut self, evidence: impl Iterator<Item = DateChoice>) {
        for choice in evidence {
            let is_decided =
                self.choices.iter().any(|other| other.rivals(choice) || *other == choice);
            if !is_decided && !self.shown.contains(&choice) {
                self.shown.push(choice);
            }
        }
    }

    /// Whether a choice was made, by the user or by other dates of the column.
    pub(super) fn has(&self, choice: DateChoice) -> bool {
        self.choices.contains(&choice) || self.shown.contains(&choice)
    }
}
