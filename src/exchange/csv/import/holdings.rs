//! The people of a cell: whoever held a post or sat in an organ, each perhaps with a time of their own.
//!
//! Takes a row, gives its people with their ids and times. Words for nobody are no people: where a cell says that a post
//! was vacant, the model says so; where it names nobody in another way, a note does.

use super::absent::{is_stated_vacant, names_nothing};
use super::columns::{ColumnKind, Field};
use super::dates;
use super::holders::{self, NamedHolder};
use super::meaning::Meaning;
use super::report::{RowError, code};
use super::row::{RON, RowCells, Taken, shown};
use crate::model::{Claim, Disputed, Entry, Status, Tenure, Text};
use crate::text::Span;
use crate::time::{DateHabits, LooseDate};

/// One of the people of a cell.
#[derive(Clone, Debug)]
pub(super) struct Holder<'t> {
    pub(super) person: Text<'t>,
    pub(super) name: Text<'t>,
    /// When, where the cell says it.
    pub(super) during: Disputed<'t, crate::model::Date<'t>>,
    pub(super) is_acting: bool,
}

/// A column of an organ that is called after a post, in one row.
#[derive(Clone, Debug)]
pub(super) struct HeadCell<'t> {
    /// The post's title.
    pub(super) title: Text<'t>,
    pub(super) people: Vec<Holder<'t>>,
    /// Whether the cell says that nobody held it.
    pub(super) is_vacant: bool,
}

impl<'t> Holder<'t> {
    /// A tenure or seat as this person's: the time beside the name counts more than that of the row.
    pub(super) fn hold(&self, mut entry: Entry<'t>) -> Entry<'t> {
        let (person, during) = match &mut entry {
            Entry::Tenure(tenure) => {
                if self.is_acting {
                    tenure.status = Status::Acting;
                }
                (&mut tenure.person, &mut tenure.during)
            }
            Entry::Seat(seat) => (&mut seat.person, &mut seat.during),
            _ => unreachable!("only tenures and seats are held"),
        };
        *person = self.person.clone();
        if !self.during.claims().is_empty() {
            *during = self.during.clone();
        }
        entry
    }
}

impl<'t> RowCells<'_, 't> {
    /// Whether a row is about nobody in particular: it says that a place was vacant, or whose holder has a seat.
    pub(super) fn names_no_person(&self) -> Taken<bool> {
        let text = self.raw(Field::Person);
        if text.is_empty() {
            let fields = self.spec.kind.fields();
            let has = |field: Field| fields.contains(&field) && self.has(field);
            return Ok(has(Field::ExOfficio) || has(Field::Vacant) && self.flag(Field::Vacant));
        }
        Ok(is_stated_vacant(&text) && self.whom(&text, Field::Person, true)?.is_none())
    }

    /// The entry of such a row.
    pub(super) fn without_a_person(&self, mut entry: Entry<'t>) -> Entry<'t> {
        match &mut entry {
            Entry::Tenure(tenure) => tenure.vacant = true,
            Entry::Seat(seat) => seat.vacant |= self.has(Field::Person),
            _ => unreachable!("only tenures and seats are held"),
        }
        entry
    }

    /// The people of a row's cell; none, with a note, where it says that there is nobody.
    pub(super) fn holders(&self, field: Field) -> Taken<Vec<Holder<'t>>> {
        let text = self.raw(field);
        if text.is_empty() || text.starts_with(RON) {
            return self.needed_id(field).map(|person| vec![alone(person, text)]);
        }
        let holders = self.people_in(&text, field, &self.spec.habits(field))?;
        if holders.is_empty() {
            self.note(RowError {
                code: code::NOBODY_NAMED,
                span: self.span(field),
                message: format!("{} names nobody", shown(&text)),
                help: Some("the post and the organ are taken, and nobody is".into()),
            });
        }
        Ok(holders)
    }

    /// The people of a text: none where it says that there is nobody.
    fn people_in(
        &self,
        text: &Text<'t>,
        field: Field,
        habits: &DateHabits,
    ) -> Taken<Vec<Holder<'t>>> {
        if let Some(person) = self.whom(text, field, true)? {
            return Ok(vec![alone(person, text.clone())]);
        }
        if !holders::may_hold_more(text) {
            let person = self.whom(text, field, false)?;
            return Ok(person.map(|person| alone(person, text.clone())).into_iter().collect());
        }
        let is_date = |text: &str| {
            let read = LooseDate::read(text, habits);
            matches!(read, LooseDate::Date(_) | LooseDate::Ambiguous(_) | LooseDate::Ongoing)
        };
        let mut all = Vec::new();
        for NamedHolder { name, span, is_acting } in holders::people(text, &is_date) {
            let name = Text::Owned(name.to_owned());
            let Some(person) = self.whom(&name, field, false)? else { continue };
            let during = self.or_none(self.span_of(span, field, habits));
            all.push(Holder { person, name, during, is_acting });
        }
        Ok(all)
    }

    /// A time beside a name.
    fn span_of(
        &self,
        span: &str,
        field: Field,
        habits: &DateHabits,
    ) -> Taken<Disputed<'t, crate::model::Date<'t>>> {
        if span.is_empty() {
            return Ok(Disputed::default());
        }
        let date = dates::read(&Text::Owned(span.to_owned()), self.spec.dates, habits);
        match date {
            Ok(date) => {
                Ok(date.map(|date| Claim::bare(date, self.at(field))).into_iter().collect())
            }
            Err(error) => self.refuse_with(code::BAD_CELL_DATE, field, error.message, error.help),
        }
    }

    /// The person whom a text names; nobody where it says so, or where only those count who are there already.
    fn whom(&self, text: &Text<'t>, field: Field, only_known: bool) -> Taken<Option<Text<'t>>> {
        let id = self.as_id(field, text.clone());
        let Some(references) = self.references else {
            return Ok(id.ok().filter(|_| !names_nothing(text)));
        };
        if let Some(id) = references.own(text) {
            return Ok(Some(id));
        }
        if let Ok(id) = &id
            && references.has(id)
        {
            return Ok(Some(id.clone()));
        }
        match references.meaning(ColumnKind::People, text) {
            Meaning::Is(id) => Ok(Some(id)),
            Meaning::Several(ids) if !only_known => self.several(field, text, &ids),
            Meaning::New if !only_known => id.map(Some),
            _ => Ok(None),
        }
    }

    /// Who stood at the head of an organ, by the columns that are called after a post: the post's title, its
    /// holders, and the tenures.
    pub(super) fn heads(&self) -> Vec<HeadCell<'t>> {
        let columns = self.spec.columns.heads.iter();
        columns
            .filter_map(|&column| {
                let text = self.cell_text(column);
                let title = Text::Owned(self.spec.headings[column].clone());
                if text.is_empty() || names_nothing(&text) && !super::absent::is_vacant(&text) {
                    return None;
                }
                let habits = dates::habits(self.spec.dates);
                let people = self.people_in(&text, Field::Name, &habits).unwrap_or_else(|error| {
                    let start = self.spec.file.pos(self.cells[column].at);
                    let span = Span::new(
                        start,
                        crate::text::Pos(start.0 + self.cells[column].text.len() as u32),
                    );
                    self.note(RowError { span, ..*error });
                    Vec::new()
                });
                let is_vacant = people.is_empty() && is_stated_vacant(&text);
                Some(HeadCell { title, people, is_vacant })
            })
            .collect()
    }

    /// That nobody held the post at the head of an organ.
    pub(super) fn vacant_head(&self, post: &Text<'t>) -> Tenure<'t> {
        Tenure { vacant: true, ..self.tenure_of(post) }
    }

    fn tenure_of(&self, post: &Text<'t>) -> Tenure<'t> {
        Tenure {
            post: post.clone(),
            cite: self.cite(),
            modality: self.modality().unwrap_or_default(),
            pos: self.pos(),
            ..Tenure::default()
        }
    }

    /// The tenure of the head of an organ.
    pub(super) fn head_tenure(&self, post: &Text<'t>, holder: &Holder<'t>) -> Tenure<'t> {
        let tenure = self.tenure_of(post);
        match holder.hold(Entry::Tenure(tenure)) {
            Entry::Tenure(tenure) => tenure,
            _ => unreachable!("a tenure stays one"),
        }
    }
}

fn alone<'t>(person: Text<'t>, name: Text<'t>) -> Holder<'t> {
    Holder { person, name, during: Disputed::default(), is_acting: false }
}
