//! When something was: the dates of statements and of their qualifiers, each with what it rests on.
//!
//! Takes entities and statements, gives claims. An unknown end is one no later than the last edit of its entity, or a remark;
//! that there is no end means that it goes on. What is not known is counted.

use super::entity::{Snak, SnakKind, WikidataEntity, WikidataStatement};
use super::evidence::counted;
use super::gathered::WikidataReader;
use super::time_value;
use crate::model::{Cite, Claim, Date, Disputed, OneOrMany, Text};

impl WikidataReader<'_> {
    /// The days of a property, each a claim.
    pub(super) fn dates(
        &mut self,
        entity: &WikidataEntity,
        property: &str,
    ) -> Disputed<'static, Date<'static>> {
        let mut claims = Vec::new();
        for statement in counted(entity, property) {
            if let Some(date) = self.date_of(&statement.mainsnak) {
                let cite = self.cited.cite(statement, &self.labels);
                claims.push(Claim { value: date, cite, ..Claim::default() });
            }
        }
        claims.into_iter().collect()
    }

    /// A date of a snak; what is not known, or too coarse, is counted.
    fn date_of(&mut self, snak: &Snak) -> Option<Date<'static>> {
        if snak.snaktype != SnakKind::Value {
            self.unknown += usize::from(snak.snaktype == SnakKind::SomeValue);
            return None;
        }
        let date = snak.time().and_then(time_value::date);
        self.undated += usize::from(date.is_none());
        date
    }

    /// When an organ or a position was: each statement of its beginning or end is a claim of that bound alone.
    pub(super) fn existence(
        &mut self,
        entity: &WikidataEntity,
    ) -> Disputed<'static, Date<'static>> {
        let (starts, ends) = (["P571", "P580"], ["P576", "P582"]);
        let mut claims: Vec<Claim<'static, Date<'static>>> = Vec::new();
        for (properties, is_end) in [(starts, false), (ends, true)] {
            for statement in properties.iter().flat_map(|property| counted(entity, property)) {
                let known = match statement.mainsnak.snaktype {
                    // There is no end: it goes on.
                    SnakKind::NoValue if is_end => Some(Date::from(Text::from(".."))),
                    // It has come, by the day of the last edit.
                    SnakKind::SomeValue if is_end => ended_by(&entity.modified),
                    _ => None,
                };
                let Some(date) = known.or_else(|| self.date_of(&statement.mainsnak)) else {
                    continue;
                };
                let cite = self.cited.cite(statement, &self.labels);
                let value = if is_end { span(None, Some(date)) } else { span(Some(date), None) };
                claims.push(Claim { value, cite, ..Claim::default() });
            }
        }
        joined(claims).into_iter().collect()
    }

    /// The time that qualifiers give a statement, and in words what no date can say.
    pub(super) fn during(
        &mut self,
        statement: &WikidataStatement,
        cite: &OneOrMany<Cite<'static>>,
    ) -> (Disputed<'static, Date<'static>>, &'static str) {
        let qualifier =
            |property: &str| statement.qualifiers.get(property).and_then(|all| all.first());
        let mut note = "";
        let mut bound = |reader: &mut Self, property: &str, is_end: bool| {
            let snak = qualifier(property)?;
            match snak.snaktype {
                SnakKind::NoValue if is_end => Some(Date::from(Text::from(".."))),
                SnakKind::SomeValue if is_end => {
                    note = "ended, by its source, at an unrecorded time";
                    None
                }
                _ => reader.date_of(snak),
            }
        };
        let (start, end) = (bound(self, "P580", false), bound(self, "P582", true));
        let value = match (start, end) {
            (None, None) => qualifier("P585").and_then(|snak| self.date_of(snak)),
            (start, end) => Some(span(start, end)),
        };
        let cite = cite.clone();
        let claim = value.map(|value| Claim { value, cite, ..Claim::default() });
        (claim.into_iter().collect(), note)
    }
}

/// A start and an end.
fn span(start: Option<Date<'static>>, end: Option<Date<'static>>) -> Date<'static> {
    let (start, end) = (start.unwrap_or_default(), end.unwrap_or_default());
    let written = |date: &Date<'_>| match date.as_written.is_empty() {
        true => date.edtf.to_string(),
        false => date.as_written.to_string(),
    };
    let is_julian = !start.calendar.is_empty() || !end.calendar.is_empty();
    let as_written = match is_julian {
        true => format!("{} – {}", written(&start), written(&end)),
        false => String::new(),
    };
    Date {
        edtf: format!("{}/{}", start.edtf, end.edtf).into(),
        as_written: as_written.trim_matches([' ', '–']).to_owned().into(),
        calendar: if is_julian { "julian".into() } else { Text::default() },
        ..Date::default()
    }
}

/// An end no later than the moment of an edit.
fn ended_by(modified: &str) -> Option<Date<'static>> {
    let day = time_value::edtf_of(modified, 11)?;
    Some(Date::from(Text::from(format!("[..{day}]"))))
}

/// The first start and the first end as one claim, which rests on both statements; the others stay rivals.
fn joined(mut claims: Vec<Claim<'static, Date<'static>>>) -> Vec<Claim<'static, Date<'static>>> {
    let is_end = |claim: &Claim<'_, Date<'_>>| claim.value.edtf.starts_with('/');
    let (starts, ends) =
        (claims.iter().position(|claim| !is_end(claim)), claims.iter().position(is_end));
    let (Some(start), Some(end)) = (starts, ends) else { return claims };
    let end = claims.remove(end);
    let value = span(Some(bound(&claims[start].value)), Some(bound(&end.value)));
    claims[start].value = value;
    for cite in &end.cite {
        if !claims[start].cite.contains(cite) {
            claims[start].cite.push(cite.clone());
        }
    }
    claims
}

/// The date that a claim of one bound states.
fn bound(date: &Date<'static>) -> Date<'static> {
    Date { edtf: date.edtf.trim_matches('/').to_owned().into(), ..date.clone() }
}
