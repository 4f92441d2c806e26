//! The dates of a row: one cell, a start and an end, a first and a last mention, a birth and a death.
//!
//! Takes cells, gives claims. A date that cannot be read is noted and costs itself alone, unless the row would say more
//! without it.

use super::{RowCells, Taken, shown};
use crate::diagnostics::Advice;
use crate::exchange::csv::import::columns::Field;
use crate::exchange::csv::import::dates;
use crate::exchange::csv::import::report::code;
use crate::model::{Claim, Date, Disputed, Text};

impl<'t> RowCells<'_, 't> {
    /// One date, which cannot be disputed.
    pub(in crate::exchange::csv::import) fn date(&self, field: Field) -> Option<Date<'t>> {
        self.or_none(self.whole_date(field))
    }

    fn whole_date(&self, field: Field) -> Taken<Option<Date<'t>>> {
        let text = self.raw(field);
        if let Some(nested) = self.nested::<Date<'static>>(field, &text) {
            return nested.map(Some);
        }
        let date =
            dates::read(&text, self.spec.dates, &self.spec.habits(field)).or_else(|error| {
                if text.len() > 60 {
                    let message = format!("{} is not a date", shown(&text));
                    return self.refuse(code::BAD_CELL_DATE, field, message, None);
                }
                let help = error.help.map(|help| date_help(&text, help));
                self.refuse_with(code::BAD_CELL_DATE, field, error.message, help)
            })?;
        if !matches!(field, Field::End | Field::LastSeen | Field::Date)
            && date.as_ref().is_some_and(|date| date.edtf.is_empty())
        {
            let message = format!("{} can only be an end", shown(&text));
            return self.refuse(code::BAD_CELL_DATE, field, message, None);
        }
        Ok(date)
    }

    pub(in crate::exchange::csv::import) fn disputed_date(
        &self,
        field: Field,
    ) -> Disputed<'t, Date<'t>> {
        let text = self.raw(field);
        if let Some(nested) = self.nested::<Disputed<'static, Date<'static>>>(field, &text) {
            return self.or_none(nested);
        }
        let date = self.date(field);
        date.map(|date| Claim::bare(date, self.at(field))).into_iter().collect()
    }

    /// A bound of the period, or what the first or last mention says of it.
    fn date_or(
        &self,
        bound: Field,
        mention: Field,
        bounded: fn(Date<'t>) -> Date<'t>,
    ) -> Option<Date<'t>> {
        let read = self.whole_date(bound);
        let is_read = read.is_ok();
        let date = self.or_none(read).or_else(|| self.date(mention).map(bounded));
        match is_read {
            true => date,
            // What was not understood stays beside what was.
            false => Some(Date { as_written: self.raw(bound), ..date.unwrap_or_default() }),
        }
    }

    /// The period of the row: one cell, or a start and an end.
    pub(in crate::exchange::csv::import) fn period(&self) -> Disputed<'t, Date<'t>> {
        if self.has(Field::Date) {
            return self.disputed_date(Field::Date);
        }
        let start = self.date_or(Field::Start, Field::FirstSeen, dates::no_later);
        let end = self.date_or(Field::End, Field::LastSeen, dates::no_earlier);
        let at = if start.is_some() { Field::Start } else { Field::End };
        let is_said =
            |date: &Option<Date<'t>>| date.as_ref().is_some_and(|date| !date.edtf.is_empty());
        let period = match is_said(&start) || is_said(&end) {
            true => dates::period(start, end),
            false => None,
        };
        period.map(|date| Claim::bare(date, self.at(at))).into_iter().collect()
    }

    /// The dates of a birth and a death: two cells, or one that says both.
    pub(in crate::exchange::csv::import) fn life(
        &self,
    ) -> (Disputed<'t, Date<'t>>, Disputed<'t, Date<'t>>) {
        let (mut born, mut died) =
            (self.disputed_date(Field::Born), self.disputed_date(Field::Died));
        let Some(life) = self.date(Field::Date) else { return (born, died) };
        let Some((start, end)) = life.edtf.split_once('/') else {
            let message =
                format!("{} is one date, of a birth or a death", shown(&self.raw(Field::Date)));
            let help = "write both, such as `1901/1970`, `1901/` or `/1970`".to_owned();
            self.or_none(self.refuse::<()>(code::BAD_CELL_DATE, Field::Date, message, Some(help)));
            return (born, died);
        };
        let as_written = match life.as_written.is_empty() {
            true => life.edtf.clone(),
            false => life.as_written.clone(),
        };
        for (bound, dates) in [(start, &mut born), (end, &mut died)] {
            if !matches!(bound, "" | "..") && dates.claims().is_empty() {
                let edtf = Text::Owned(bound.to_owned());
                let date = Date { edtf, as_written: as_written.clone(), ..Date::default() };
                *dates = [Claim::bare(date, self.at(Field::Date))].into_iter().collect();
            }
        }
        (born, died)
    }

    /// The period of a relation or a name. Without a date that cannot be read it would hold for all time, which
    /// nobody said.
    pub(in crate::exchange::csv::import) fn sure_period(&self) -> Taken<Disputed<'t, Date<'t>>> {
        let period = self.period();
        let mut problems = self.problems.borrow_mut();
        let unread = problems.iter().position(|problem| problem.code == code::BAD_CELL_DATE);
        match unread.filter(|_| period.claims().is_empty()) {
            Some(at) => Err(Box::new(problems.remove(at))),
            None => Ok(period),
        }
    }
}

/// How to fix a date, and how all of its like can be read.
fn date_help(text: &str, help: Advice) -> Advice {
    let is_edtf = text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'-');
    match is_edtf || help.has_fields() {
        true => help,
        false => {
            format!("{help}; words for no date can be listed as `unknown` in a mapping").into()
        }
    }
}
