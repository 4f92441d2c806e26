//! One row by its fields: the cells as texts, lists, dates and citations.
//!
//! Takes the cells of a row and what the columns of its table mean, gives values of the model that
//! borrow from the table. A cell that begins with `ron:` holds any value of the language; a `'`
//! before a sign that spreadsheets take for a formula is not part of the cell.

use std::borrow::Cow;
use std::collections::HashSet;
use std::sync::Arc;

use serde::de::DeserializeOwned;

use super::cells::{Cell, Rows};
use super::columns::{ColumnKind, Columns, Field, Place, TemplatePiece};
use super::dates;
use super::mapping::{Dates, IdChoice, TableMapping};
use super::report::{RowError, code};
use crate::diagnostics::{Advice, Code};
use crate::model::{
    Allow, At, Choice, Cite, Claim, Date, Disputed, Modality, Name, OneOrMany, Text,
};
use crate::text::{Pos, SourceFile, Span, fits_id, is_invisible, to_id};
use crate::time::{DateChoice, DateHabits};

pub(super) type Taken<T> = Result<T, Box<RowError>>;

/// What begins a cell that holds a value of the language.
pub(in crate::exchange) const RON: &str = "ron:";

/// A table made ready: its file, its columns, and what the mapping says of it.
pub(super) struct Spec<'t> {
    pub(super) kind: ColumnKind,
    pub(super) file: &'t SourceFile,
    pub(super) rows: Rows<'t>,
    pub(super) columns: Columns,
    pub(super) headings: Vec<String>,
    pub(super) table: &'t TableMapping,
    pub(super) constants: Vec<&'t str>,
    pub(super) values: Vec<Option<&'t indexmap::IndexMap<String, String>>>,
    pub(super) lists: Vec<&'t str>,
    pub(super) filters: Vec<Filter<'t>>,
    pub(super) together: Vec<Field>,
    pub(super) dates: &'t Dates,
    /// By column: how its dates are read, as the mapping says or its other dates show.
    pub(super) habits: Vec<DateHabits>,
    pub(super) ids: IdChoice,
    /// What of the things that it speaks of no table shows.
    pub(super) unreported: Untold,
    /// The sources that are described, where no table shows them all: others are cited by their titles.
    pub(super) sources: Option<Arc<HashSet<&'t str>>>,
    pub(super) cite: OneOrMany<Cite<'t>>,
    pub(super) modality: Modality,
}

impl Spec<'_> {
    /// What was concluded from the table as a whole.
    pub(super) fn notes(&self) -> Vec<String> {
        let all = || self.habits.iter().flat_map(|habits| &habits.shown);
        let shown = |choice: DateChoice| {
            // Both answers of one question settle nothing.
            let other = match choice {
                DateChoice::DayFirst => DateChoice::MonthFirst,
                DateChoice::MonthFirst => DateChoice::DayFirst,
                _ => return false,
            };
            !self.dates.choices.contains(&choice)
                && all().any(|one| *one == choice)
                && !all().any(|one| *one == other)
        };
        let first = [(DateChoice::DayFirst, "day"), (DateChoice::MonthFirst, "month")];
        let first = first.into_iter().filter(|(choice, _)| shown(*choice)).map(|(_, order)| {
            format!("in dates such as 03/07/1930 the {order} comes first, as others of them show")
        });
        first.chain(self.ranges_note()).collect()
    }

    /// That a column's `1909-10` was taken for two years.
    fn ranges_note(&self) -> Option<String> {
        let is_shown = |habits: &DateHabits| {
            habits.shown.contains(&DateChoice::Ranges)
                && !habits.shown.contains(&DateChoice::Months)
        };
        let given = self.dates.choices.contains(&DateChoice::Ranges);
        let columns = self.habits.iter().zip(&self.headings);
        let shown: Vec<String> = columns
            .filter(|(habits, _)| is_shown(habits))
            .map(|(_, heading)| format!("`{heading}`"))
            .collect();
        (!given && !shown.is_empty()).then(|| {
            format!(
                "in {} dates such as 1909-10 mean from one year to another, as others there show",
                shown.join(", ")
            )
        })
    }

    /// How the dates of a field are read.
    fn habits(&self, field: Field) -> Cow<'_, DateHabits> {
        match self.columns.places[field as usize] {
            Place::Column(at) if at < self.habits.len() => Cow::Borrowed(&self.habits[at]),
            _ => Cow::Owned(dates::habits(self.dates)),
        }
    }
}

/// Which classes of things no table, mapping or model describes.
#[derive(Copy, Clone, Default, Debug)]
pub(super) struct Untold {
    pub(super) organs: bool,
    pub(super) people: bool,
    pub(super) posts: bool,
}

/// Which rows of a table are meant.
pub(super) struct Filter<'t> {
    pub(super) column: usize,
    pub(super) values: &'t [String],
    /// Whether the rows stay that have one of the values, or those that have none.
    pub(super) stays: bool,
}

/// One row of a table.
pub(super) struct RowCells<'r, 't> {
    pub(super) spec: &'r Spec<'t>,
    pub(super) cells: &'r [Cell<'t>],
    pub(super) start: usize,
}

impl<'t> RowCells<'_, 't> {
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
        self.refuse_with(code, field, message, help.map(Advice::from))
    }

    /// The same with advice that names fields of a mapping.
    pub(super) fn refuse_with<T>(
        &self,
        code: Code,
        field: Field,
        message: impl Into<String>,
        help: Option<Advice>,
    ) -> Taken<T> {
        let span = self.span(field);
        Err(Box::new(RowError { code, span, message: message.into(), help }))
    }

    /// Tables of numbers end in a row of totals, which has a name for an id and says nothing else.
    pub(super) fn is_no_total(&self, id: &str) -> Taken<()> {
        const TOTALS: [&str; 6] = ["Total", "Totals", "Total:", "Grand-total", "Sum", "Gesamt"];
        let says = |field: &Field| !matches!(field, Field::Id | Field::Name) && self.has(*field);
        if !TOTALS.iter().any(|total| total.eq_ignore_ascii_case(id))
            || self.spec.kind.fields().iter().any(says)
        {
            return Ok(());
        }
        let help = "if it is a thing, give it an id that differs from its name".to_owned();
        let message = "this row looks like a total, not like a thing of its own";
        self.refuse(code::BAD_ROW, Field::Id, message, Some(help))
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

    fn template(&self, pieces: &[TemplatePiece]) -> Text<'t> {
        let (mut text, mut said) = (String::new(), false);
        for piece in pieces {
            match piece {
                TemplatePiece::Text(piece) => text.push_str(piece),
                TemplatePiece::Column(at) => {
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
            let message =
                format!("this is not a valid value of `{}`: {}", self.heading(field), error.code);
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
        let text = if self.spec.ids == IdChoice::Words { without_address(text) } else { text };
        let plain = text.bytes().all(|byte| byte > b' ' && byte < 0x7f);
        if plain || text.chars().all(fits_id) {
            return Ok(text);
        }
        let broken = text.contains(is_invisible);
        if self.spec.ids == IdChoice::Hyphened || self.spec.ids == IdChoice::Words && !broken {
            return Ok(to_id(&text).into());
        }
        let holds = if broken { "invisible characters or line breaks" } else { "spaces" };
        let message = format!("{} is not a valid id: an id cannot contain {holds}", shown(&text));
        let help = "write `ids: Hyphened` in a mapping to turn such cells into ids".to_owned();
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

    pub(super) fn list(&self, field: Field) -> Taken<OneOrMany<Text<'t>>> {
        let text = self.raw(field);
        match self.nested::<OneOrMany<Text<'static>>>(field, &text) {
            Some(nested) => nested,
            None => Ok(split(&text, self.spec.lists[field as usize])),
        }
    }

    pub(super) fn ids(&self, field: Field) -> Taken<OneOrMany<Text<'t>>> {
        let list = self.list(field)?;
        list.iter().map(|id| self.as_id(field, id.clone())).collect::<Taken<OneOrMany<_>>>()
    }

    /// Further names: those that say something new.
    pub(super) fn names(&self, field: Field, name: &str) -> Taken<OneOrMany<Name<'t>>> {
        let mut names: OneOrMany<Name<'t>> = OneOrMany::None;
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
            let message = format!("{} is not a whole number", shown(&text));
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
                    "expected one of {}; other words can be given under `values` in a mapping",
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

    pub(super) fn cite(&self) -> Taken<OneOrMany<Cite<'t>>> {
        let text = self.raw(Field::Cite);
        if text.is_empty() {
            return Ok(self.spec.cite.clone());
        }
        if let Some(nested) = self.nested::<OneOrMany<Cite<'static>>>(Field::Cite, &text) {
            return nested;
        }
        let pos = self.at(Field::Cite);
        let cites = self.cited(&text);
        Ok(cites.iter().map(|cited| Cite { pos, ..self.citation(cited) }).collect())
    }

    /// The citations of a cell: pieces between separators, or addresses one after another.
    fn cited(&self, text: &Text<'t>) -> OneOrMany<Text<'t>> {
        let separator = self.spec.lists[Field::Cite as usize];
        if self.spec.sources.is_none() || !is_address(text) || text.contains(separator) {
            return split(text, separator);
        }
        let ends = |c: char| c.is_whitespace() || matches!(c, ';' | ',' | '|');
        let starts = text.match_indices("http").map(|(at, _)| at);
        let starts: Vec<usize> =
            starts.filter(|&at| at == 0 || text[..at].ends_with(ends)).collect();
        let stops = starts.iter().skip(1).copied().chain([text.len()]);
        let pieces =
            starts.iter().zip(stops).map(|(&start, stop)| text[start..stop].trim_end_matches(ends));
        pieces.map(|piece| Text::Owned(piece.to_owned())).collect()
    }

    /// A citation of a source that is described, or of one that the cell names by its title.
    fn citation(&self, cited: &Text<'t>) -> Cite<'t> {
        match self.is_title(cited) {
            true => Cite { source: to_id(cited).into(), ..Cite::default() },
            false => Cite::from(cited.clone()),
        }
    }

    fn is_title(&self, cited: &str) -> bool {
        let Some(reported) = &self.spec.sources else { return false };
        let first = cited.split(' ').next().unwrap_or_default();
        !reported.contains(first) && !is_address(cited)
    }

    /// The sources that nothing but the row's citations describes: their ids and titles.
    pub(super) fn made_sources(&self) -> Taken<OneOrMany<(Text<'t>, Text<'t>)>> {
        let Some(reported) = &self.spec.sources else { return Ok(OneOrMany::None) };
        let text = self.raw(Field::Cite);
        if text.is_empty() || text.starts_with(RON) {
            return Ok(OneOrMany::None);
        }
        let made = self
            .cited(&text)
            .iter()
            .map(|cited| (self.citation(cited).source, cited.clone()))
            .filter(|(id, _)| !reported.contains(&**id))
            .collect();
        Ok(made)
    }

    /// Which organ came before which, by the columns of predecessors and successors.
    pub(super) fn steps(&self) -> Taken<Vec<(Text<'t>, Text<'t>)>> {
        if !self.has(Field::Replaces) && !self.has(Field::ReplacedBy) {
            return Ok(Vec::new());
        }
        let own = self.id(Field::Id)?;
        let before = self.ids(Field::Replaces)?;
        let after = self.ids(Field::ReplacedBy)?;
        let before = before.iter().map(|id| (id.clone(), own.clone()));
        Ok(before.chain(after.iter().map(|id| (own.clone(), id.clone()))).collect())
    }

    /// The post of a tenure; where no table describes posts, one of its title in its organ.
    pub(super) fn post(&self) -> Taken<Text<'t>> {
        let post = self.needed_id(Field::Post)?;
        if !self.spec.unreported.posts || !self.has(Field::Organ) {
            return Ok(post);
        }
        Ok(format!("{}/{post}", self.id(Field::Organ)?).into())
    }

    pub(super) fn allow(&self) -> Taken<OneOrMany<Allow<'t>>> {
        let text = self.raw(Field::Allow);
        match self.nested::<OneOrMany<Allow<'static>>>(Field::Allow, &text) {
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

    pub(super) fn disputed_date(&self, field: Field) -> Taken<Disputed<'t, Date<'t>>> {
        let text = self.raw(field);
        if let Some(nested) = self.nested::<Disputed<'static, Date<'static>>>(field, &text) {
            return nested;
        }
        let date = self.date(field)?;
        Ok(date.map(|date| Claim::bare(date, self.at(field))).into_iter().collect())
    }

    /// A bound of the period, or what the first or last mention says of it.
    fn date_or(
        &self,
        bound: Field,
        mention: Field,
        bounded: fn(Date<'t>) -> Date<'t>,
    ) -> Taken<Option<Date<'t>>> {
        match self.date(bound)? {
            Some(date) => Ok(Some(date)),
            None => Ok(self.date(mention)?.map(bounded)),
        }
    }

    /// The period of the row: one cell, or a start and an end.
    pub(super) fn period(&self) -> Taken<Disputed<'t, Date<'t>>> {
        if self.has(Field::Date) {
            return self.disputed_date(Field::Date);
        }
        let start = self.date_or(Field::Start, Field::FirstSeen, dates::no_later)?;
        let end = self.date_or(Field::End, Field::LastSeen, dates::no_earlier)?;
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
pub(in crate::exchange) fn split<'t>(text: &Text<'t>, separator: &str) -> OneOrMany<Text<'t>> {
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

/// The id within the address that a register gives it: `http://www.wikidata.org/entity/Q42` is Q42.
fn without_address(text: Text<'_>) -> Text<'_> {
    const REGISTERS: [&str; 4] = [
        "http://www.wikidata.org/entity/",
        "https://www.wikidata.org/wiki/",
        "https://ror.org/",
        "http://ror.org/",
    ];
    if !text.starts_with("http") {
        return text;
    }
    let bare = |text: &str| {
        REGISTERS
            .iter()
            .find(|register| text.starts_with(**register))
            .map_or(0, |found| found.len())
    };
    match text {
        Text::Borrowed(text) => Text::Borrowed(&text[bare(text)..]),
        Text::Owned(text) => Text::Owned(text[bare(&text)..].to_owned()),
    }
}

fn is_address(text: &str) -> bool {
    text.starts_with("http://") || text.starts_with("https://")
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
