//! One row by its fields: the cells as texts, lists, dates and citations.
//!
//! Takes the cells of a row and what the columns of its table mean, gives values of the model that
//! borrow from the table. A cell that begins with `ron:` holds any value of the language; a `'`
//! before a sign that spreadsheets take for a formula is not part of the cell.

use serde::de::DeserializeOwned;

use super::cells::{Cell, Rows};
use super::columns::{Columns, Field, Kind, Piece, Place};
use super::dates;
use super::mapping::{Dates, Ids, Table};
use super::report::{Refusal, code};
use crate::diag::Code;
use crate::model::{Allow, At, Choice, Cite, Claim, Date, Disputed, Few, Modality, Name, Text};
use crate::text::{Pos, SourceFile, Span};

pub(super) type Taken<T> = Result<T, Box<Refusal>>;

/// What begins a cell that holds a value of the language.
pub(in crate::exchange) const RON: &str = "ron:";

/// A table made ready: its file, its columns, and what the mapping says of it.
pub(super) struct Spec<'t> {
    pub(super) kind: Kind,
    pub(super) file: &'t SourceFile,
    pub(super) rows: Rows<'t>,
    pub(super) columns: Columns,
    pub(super) headings: Vec<String>,
    pub(super) table: &'t Table,
    pub(super) constants: Vec<&'t str>,
    pub(super) values: Vec<Option<&'t indexmap::IndexMap<String, String>>>,
    pub(super) lists: Vec<&'t str>,
    pub(super) filters: Vec<Filter<'t>>,
    pub(super) together: Vec<Field>,
    pub(super) dates: &'t Dates,
    pub(super) ids: Ids,
    pub(super) cite: Few<Cite<'t>>,
    pub(super) modality: Modality,
}

/// Which rows of a table are meant.
pub(super) struct Filter<'t> {
    pub(super) column: usize,
    pub(super) values: &'t [String],
    /// Whether the rows stay that have one of the values, or those that have none.
    pub(super) stays: bool,
}

/// One row of a table.
pub(super) struct Row<'r, 't> {
    pub(super) spec: &'r Spec<'t>,
    pub(super) cells: &'r [Cell<'t>],
    pub(super) start: usize,
}

impl<'t> Row<'_, 't> {
    /// Where the row begins.
    pub(super) fn pos(&self) -> At {
        At(self.spec.file.pos(self.start))
    }

    pub(super) fn has(&self, field: Field) -> bool {
        !self.raw(field).is_empty()
    }

    /// Where the field's cell begins.
    pub(super) fn at(&self, field: Field) -> At {
        At(self.span(field).start)
    }

    fn span(&self, field: Field) -> Span {
        let file = self.spec.file;
        match &self.spec.columns.places[field as usize] {
            Place::Column(at) => {
                let cell = &self.cells[*at];
                let start = file.pos(cell.at);
                Span::new(start, Pos(start.0 + cell.text.len() as u32))
            }
            _ => Span::at(file.pos(self.start)),
        }
    }

    pub(super) fn refuse<T>(
        &self,
        code: Code,
        field: Field,
        message: impl Into<String>,
        help: Option<String>,
    ) -> Taken<T> {
        let span = self.span(field);
        Err(Box::new(Refusal { code, span, message: message.into(), help }))
    }

    /// What the field says, as text.
    #[inline]
    pub(super) fn raw(&self, field: Field) -> Text<'t> {
        let at = field as usize;
        let text = match &self.spec.columns.places[at] {
            Place::None => Text::default(),
            Place::Column(at) => cell(&self.cells[*at].text),
            Place::Template(pieces) => self.template(pieces),
        };
        let text = if text.is_empty() { Text::Borrowed(self.spec.constants[at]) } else { text };
        match self.spec.values[at].and_then(|values| values.get(&*text)) {
            Some(value) => Text::Borrowed(value),
            None => text,
        }
    }

    fn template(&self, pieces: &[Piece]) -> Text<'t> {
        let (mut text, mut said) = (String::new(), false);
        for piece in pieces {
            match piece {
                Piece::Text(piece) => text.push_str(piece),
                Piece::Column(at) => {
                    let piece = cell(&self.cells[*at].text);
                    said |= !piece.is_empty();
                    text.push_str(&piece);
                }
            }
        }
        if said { text.into() } else { Text::default() }
    }

    /// A value in the words of the language, if the cell holds one.
    pub(super) fn nested<T: DeserializeOwned>(&self, field: Field, text: &str) -> Option<Taken<T>> {
        let ron = text.strip_prefix(RON)?;
        Some(ron::from_str(ron).or_else(|error| {
            let message = format!("this is no value of `{}`: {}", self.heading(field), error.code);
            self.refuse(code::BAD_CELL, field, message, None)
        }))
    }

    fn heading(&self, field: Field) -> &'static str {
        self.spec.kind.heading(field)
    }

    #[inline]
    pub(super) fn text(&self, field: Field) -> Taken<Text<'t>> {
        let text = self.raw(field);
        self.nested::<Text<'static>>(field, &text).unwrap_or(Ok(text))
    }

    /// An id, which may be missing.
    #[inline]
    pub(super) fn id(&self, field: Field) -> Taken<Text<'t>> {
        let text = self.raw(field);
        self.as_id(field, text)
    }

    fn as_id(&self, field: Field, text: Text<'t>) -> Taken<Text<'t>> {
        let odd = |c: char| c.is_whitespace() || c.is_control();
        let plain = text.bytes().all(|byte| byte > b' ' && byte < 0x7f);
        if plain || !text.contains(odd) {
            return Ok(text);
        }
        if self.spec.ids == Ids::Hyphened {
            let words: Vec<&str> = text.split(odd).filter(|word| !word.is_empty()).collect();
            return Ok(words.join("-").into());
        }
        let message = format!("{} is no id: ids hold no white space", shown(&text));
        let help = "say `ids: Hyphened` in the mapping to make ids of such cells".to_owned();
        self.refuse(code::BAD_CELL_ID, field, message, Some(help))
    }

    /// The id of the thing that the row is about.
    pub(super) fn needed_id(&self, field: Field) -> Taken<Text<'t>> {
        let id = self.id(field)?;
        match id.is_empty() {
            true => {
                let message = format!("this row has no `{}`", self.heading(field));
                self.refuse(code::MISSING_CELL, field, message, None)
            }
            false => Ok(id),
        }
    }

    pub(super) fn needed_text(&self, field: Field) -> Taken<Text<'t>> {
        if !self.has(field) {
            let message = format!("this row has no `{}`", self.heading(field));
            return self.refuse(code::MISSING_CELL, field, message, None);
        }
        self.text(field)
    }

    pub(super) fn list(&self, field: Field) -> Taken<Few<Text<'t>>> {
        let text = self.raw(field);
        match self.nested::<Few<Text<'static>>>(field, &text) {
            Some(nested) => nested,
            None => Ok(split(&text, self.spec.lists[field as usize])),
        }
    }

    pub(super) fn ids(&self, field: Field) -> Taken<Few<Text<'t>>> {
        let list = self.list(field)?;
        list.iter().map(|id| self.as_id(field, id.clone())).collect::<Taken<Few<_>>>()
    }

    /// Further names: those that say something new.
    pub(super) fn names(&self, field: Field, name: &str) -> Taken<Few<Name<'t>>> {
        let mut names: Few<Name<'t>> = Few::None;
        for text in &self.list(field)? {
            if **text != *name && names.iter().all(|known| known.text != *text) {
                names.push(Name { pos: self.at(field), ..Name::from(text.clone()) });
            }
        }
        Ok(names)
    }

    pub(super) fn number<N: std::str::FromStr + Default>(&self, field: Field) -> Taken<N> {
        let text = self.raw(field);
        if text.is_empty() {
            return Ok(N::default());
        }
        text.parse().or_else(|_| {
            let message = format!("{} is no whole number", shown(&text));
            self.refuse(code::BAD_CELL, field, message, None)
        })
    }

    /// One of some names, in any case; `default` where the cell is empty.
    pub(super) fn choice<C: Choice>(&self, field: Field, default: C) -> Taken<C> {
        let text = self.raw(field);
        if text.is_empty() {
            return Ok(default);
        }
        let found = C::NAMES.iter().position(|name| name.eq_ignore_ascii_case(&text));
        found.map(C::from_index).map_or_else(
            || {
                let message = format!("{} is not {}", shown(&text), C::WHAT);
                let help = format!(
                    "it is one of {}; other words can be given under `values` in a mapping",
                    C::NAMES.join(", ")
                );
                self.refuse(code::BAD_CELL, field, message, Some(help))
            },
            Ok,
        )
    }

    pub(super) fn modality(&self) -> Taken<Modality> {
        self.choice(Field::Modality, self.spec.modality)
    }

    pub(super) fn cite(&self) -> Taken<Few<Cite<'t>>> {
        let text = self.raw(Field::Cite);
        if text.is_empty() {
            return Ok(self.spec.cite.clone());
        }
        if let Some(nested) = self.nested::<Few<Cite<'static>>>(Field::Cite, &text) {
            return nested;
        }
        let pos = self.at(Field::Cite);
        let cites = split(&text, self.spec.lists[Field::Cite as usize]);
        Ok(cites.iter().map(|cite| Cite { pos, ..Cite::from(cite.clone()) }).collect())
    }

    pub(super) fn allow(&self) -> Taken<Few<Allow<'t>>> {
        let text = self.raw(Field::Allow);
        match self.nested::<Few<Allow<'static>>>(Field::Allow, &text) {
            Some(nested) => nested,
            None => {
                let rules = split(&text, self.spec.lists[Field::Allow as usize]);
                Ok(rules.iter().map(|rule| Allow::from(rule.clone())).collect())
            }
        }
    }

    pub(super) fn disputed_text(&self, field: Field) -> Taken<Disputed<'t, Text<'t>>> {
        let text = self.raw(field);
        match self.nested::<Disputed<'static, Text<'static>>>(field, &text) {
            Some(nested) => nested,
            None if text.is_empty() => Ok(Disputed::default()),
            None => Ok([Claim::bare(text, self.at(field))].into_iter().collect()),
        }
    }

    /// One date, which cannot be disputed.
    pub(super) fn date(&self, field: Field) -> Taken<Option<Date<'t>>> {
        let text = self.raw(field);
        if let Some(nested) = self.nested::<Date<'static>>(field, &text) {
            return nested.map(Some);
        }
        dates::read(&text, self.spec.dates).or_else(|error| {
            if text.len() > 60 {
                let message = format!("{} is not a date", shown(&text));
                return self.refuse(code::BAD_CELL_DATE, field, message, None);
            }
            self.refuse(code::BAD_CELL_DATE, field, error.message, error.help)
        })
    }

    pub(super) fn disputed_date(&self, field: Field) -> Taken<Disputed<'t, Date<'t>>> {
        let text = self.raw(field);
        if let Some(nested) = self.nested::<Disputed<'static, Date<'static>>>(field, &text) {
            return nested;
        }
        let date = self.date(field)?;
        Ok(date.map(|date| Claim::bare(date, self.at(field))).into_iter().collect())
    }

    /// The period of the row: one cell, or a start and an end.
    pub(super) fn period(&self) -> Taken<Disputed<'t, Date<'t>>> {
        if self.has(Field::Date) {
            return self.disputed_date(Field::Date);
        }
        let (start, end) = (self.date(Field::Start)?, self.date(Field::End)?);
        let at = if start.is_some() { Field::Start } else { Field::End };
        let period = dates::period(start, end);
        Ok(period.map(|date| Claim::bare(date, self.at(at))).into_iter().collect())
    }
}

/// A cell without the blanks around it, and without the `'` that stops spreadsheets.
#[inline]
fn cell<'t>(text: &Text<'t>) -> Text<'t> {
    match text {
        Text::Borrowed(text) => Text::Borrowed(unarmed(text.trim())),
        Text::Owned(text) => Text::Owned(unarmed(text.trim()).to_owned()),
    }
}

/// Whether a spreadsheet would take a cell for a formula, if it is without `'`s at its head.
pub(in crate::exchange) fn is_formula(text: &str) -> bool {
    text.trim_start_matches('\'').starts_with(['=', '+', '-', '@', '\t', '\r'])
}

fn unarmed(text: &str) -> &str {
    match text.strip_prefix('\'') {
        Some(rest) if is_formula(rest) => rest,
        _ => text,
    }
}

/// The items of a cell: a JSON list of texts, or pieces between separators.
pub(in crate::exchange) fn split<'t>(text: &Text<'t>, separator: &str) -> Few<Text<'t>> {
    if text.starts_with('[')
        && let Ok(items) = serde_json::from_str::<Vec<String>>(text)
    {
        return items.into_iter().filter(|item| !item.is_empty()).map(Text::Owned).collect();
    }
    if text.is_empty() || separator.is_empty() || !text.contains(separator) {
        return Some(text.clone()).filter(|text| !text.is_empty()).into_iter().collect();
    }
    let items = |item: &str| Text::Owned(item.trim().to_owned());
    match text {
        Text::Borrowed(text) => {
            let items = text.split(separator).map(str::trim).filter(|item| !item.is_empty());
            items.map(Text::Borrowed).collect()
        }
        Text::Owned(text) => {
            text.split(separator).map(items).filter(|item| !item.is_empty()).collect()
        }
    }
}

/// A text as messages show it: in backticks, without controls, cut where it is long.
pub(super) fn shown(text: &str) -> String {
    format!("`{}`", short(text))
}

fn short(text: &str) -> String {
    let seen = |c: char| if c.is_control() { '·' } else { c };
    let mut shown: String = text.chars().take(60).map(seen).collect();
    if text.chars().nth(60).is_some() {
        shown.push('…');
    }
    shown
}
