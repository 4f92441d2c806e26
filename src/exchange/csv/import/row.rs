//! One row by its fields: the cells as texts, lists, dates and citations.
//!
//! Takes the cells of a row and what the columns of its table mean, gives values of the model that
//! borrow from the table. A cell that begins with `ron:` holds any value of the language; a `'`
//! before a sign that spreadsheets take for a formula is not part of the cell. A cell that cannot be used is
//! noted and read as empty, unless the row says nothing, or something else, without it.

mod periods;

use std::borrow::Cow;
use std::cell::RefCell;
use std::sync::Arc;

use serde::de::DeserializeOwned;

use super::cells::{Cell, Rows};
use super::columns::{ColumnKind, Columns, Field, Place, TemplatePiece};
use super::dates;
use super::described::DescribedSources;
use super::headings;
use super::mapping::{Dates, IdChoice, TableMapping};
use super::meaning::{Meaning, Refers, class};
use super::report::{RowError, code};
use crate::diagnostics::{Advice, Code};
use crate::model::{Allow, At, Choice, Cite, Claim, Disputed, Modality, Name, OneOrMany, Text};
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
    pub(super) constants: Vec<Text<'t>>,
    pub(super) values: Vec<Option<&'t indexmap::IndexMap<String, String>>>,
    /// By field: what separates the items of a list, where the mapping says it.
    pub(super) lists: Vec<Option<&'t str>>,
    pub(super) filters: Vec<Filter<'t>>,
    pub(super) together: Vec<Field>,
    pub(super) dates: &'t Dates,
    /// By column: how its dates are read, as the mapping says or its other dates show.
    pub(super) habits: Vec<DateHabits>,
    pub(super) ids: IdChoice,
    /// Whether names stand for ids.
    pub(super) is_named: bool,
    /// What of the file is no part of the table.
    pub(super) notes: Vec<String>,
    /// Of a well-known file: how many of its rows no table reads.
    pub(super) none: Option<usize>,
    /// The columns with lists of names that may be one name with a comma.
    pub(super) unsure: Vec<usize>,
    /// The sources that are described; others are cited by their titles.
    pub(super) sources: Arc<DescribedSources<'t>>,
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
        self.notes
            .iter()
            .cloned()
            .chain(first)
            .chain(self.ranges_note())
            .chain(self.heads_note())
            .collect()
    }

    /// Whose time neutral columns of dates are, beside people without times of their own.
    fn heads_note(&self) -> Option<String> {
        let head = &self.headings[*self.columns.heads.first()?];
        let start = match &self.columns.places[Field::Start as usize] {
            Place::Column(at) => &self.headings[*at],
            _ => return None,
        };
        (!headings::is_founding(&super::columns::plain(start))).then(|| {
            format!(
                "`{start}` is taken for the time of the {}, not of whoever `{head}` names; if it is theirs, the rows \
                 are tenures",
                self.kind.name()
            )
        })
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
    pub(super) fn habits(&self, field: Field) -> Cow<'_, DateHabits> {
        match self.columns.places[field as usize] {
            Place::Column(at) if at < self.habits.len() => Cow::Borrowed(&self.habits[at]),
            _ => Cow::Owned(dates::habits(self.dates)),
        }
    }
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
    /// The cells that cannot be used, without which the row is taken.
    problems: RefCell<Vec<RowError>>,
    /// What cells refer to; nothing while the ids are still gathered.
    pub(super) references: Option<&'r dyn Refers<'t>>,
}

impl<'r, 't> RowCells<'r, 't> {
    pub(super) fn new(
        spec: &'r Spec<'t>,
        cells: &'r [Cell<'t>],
        start: usize,
        references: Option<&'r dyn Refers<'t>>,
    ) -> Self {
        RowCells { spec, cells, start, problems: RefCell::default(), references }
    }
}

impl<'t> RowCells<'_, 't> {
    /// The value of a cell without which the row can be taken: what is wrong with it is noted.
    pub(super) fn or_none<T: Default>(&self, taken: Taken<T>) -> T {
        taken.unwrap_or_else(|error| {
            self.note(*error);
            T::default()
        })
    }

    /// Notes what is wrong with a cell, once.
    pub(super) fn note(&self, error: RowError) {
        let mut problems = self.problems.borrow_mut();
        if !problems.iter().any(|known| (known.span, known.code) == (error.span, error.code)) {
            problems.push(error);
        }
    }

    /// What is wrong with cells of a row that can be taken without them.
    pub(super) fn into_problems(self) -> Vec<RowError> {
        self.problems.into_inner()
    }

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

    pub(super) fn span(&self, field: Field) -> Span {
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
        const TOTALS: &[&str] = &[
            "total",
            "totals",
            "total:",
            "grand-total",
            "sum",
            "sum:",
            "subtotal",
            "gesamt",
            "summe",
            "summe:",
            "insgesamt",
            "zusammen",
            "total-général",
            "ensemble",
            "итого",
            "итого:",
            "всего",
            "всего:",
            "합계",
            "총계",
            "계",
            "합계:",
            "合计",
            "总计",
            "合計",
            "總計",
            "総計",
            "小計",
            "共计",
        ];
        // A number that is no year counts something.
        let is_count = |text: &str| {
            let number = text.trim().replace([',', '.', ' ', '\u{a0}', '%'], "").parse::<u64>();
            number.is_ok_and(|number| text.trim().len() != 4 || !(1500..=2100).contains(&number))
        };
        let says = |field: &Field| {
            !matches!(field, Field::Id | Field::Name)
                && self.has(*field)
                && !is_count(&self.raw(*field))
        };
        if !TOTALS.contains(&id.to_lowercase().as_str()) || self.spec.kind.fields().iter().any(says)
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
        let text = if text.is_empty() { self.spec.constants[at].clone() } else { text };
        match self.spec.values[at].and_then(|values| values.get(&*text)) {
            Some(value) => Text::Borrowed(value),
            None => text,
        }
    }

    /// What a column says that no field has.
    pub(super) fn cell_text(&self, column: usize) -> Text<'t> {
        cell(&self.cells[column].text)
    }

    fn template(&self, pieces: &[TemplatePiece]) -> Text<'t> {
        let (mut text, mut said) = (String::new(), false);
        for piece in pieces {
            match piece {
                TemplatePiece::Text(piece) => text.push_str(piece),
                TemplatePiece::Column(at) => {
                    let mut piece = cell(&self.cells[*at].text);
                    if self.spec.ids == IdChoice::Words {
                        piece = without_address(piece);
                    }
                    said |= !piece.is_empty();
                    text.push_str(&piece);
                }
            }
        }
        match said {
            // Lines of which the cells say nothing are left out.
            true if text.contains('\n') => {
                let lines = text.lines().filter(|line| !line.trim().is_empty());
                lines.collect::<Vec<_>>().join("\n").into()
            }
            true => text.into(),
            false => Text::default(),
        }
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

    pub(super) fn heading(&self, field: Field) -> &'static str {
        self.spec.kind.heading(field)
    }

    #[inline]
    pub(super) fn text(&self, field: Field) -> Text<'t> {
        self.or_none(self.whole_text(field))
    }

    fn whole_text(&self, field: Field) -> Taken<Text<'t>> {
        let text = self.raw(field);
        self.nested::<Text<'static>>(field, &text).unwrap_or(Ok(text))
    }

    /// An id, which may be missing.
    #[inline]
    pub(super) fn id(&self, field: Field) -> Text<'t> {
        self.or_none(self.referred(field, self.raw(field)))
    }

    /// The id that a cell stands for: its own, or that of what it calls by name.
    fn referred(&self, field: Field, text: Text<'t>) -> Taken<Text<'t>> {
        let Some(references) = self.references else { return self.as_id(field, text) };
        if field == Field::Id && self.spec.is_named {
            match references.called(self.spec.kind, &text) {
                [] => {}
                [one] => return Ok(one.clone()),
                several => return self.several(field, &text, several),
            }
        }
        if let Some(id) = references.own(&text) {
            return Ok(id);
        }
        let Some(kind) = class(self.spec.kind, field) else { return self.as_id(field, text) };
        let id = self.as_id(field, text.clone());
        if text.is_empty() || id.as_ref().is_ok_and(|id| references.has(id)) {
            return id;
        }
        match references.meaning(kind, &text) {
            Meaning::Is(id) => Ok(id),
            Meaning::Several(ids) => self.several(field, &text, &ids),
            Meaning::Nothing => Ok(Text::default()),
            Meaning::New => id,
        }
    }

    /// Refuses a name that several things have.
    pub(super) fn several<T>(&self, field: Field, text: &str, ids: &[Text<'t>]) -> Taken<T> {
        let listed: Vec<String> = ids.iter().take(4).map(|id| shown(id)).collect();
        let message =
            format!("{} is the name of {} things: {}", shown(text), ids.len(), listed.join(", "));
        self.refuse(
            code::BAD_CELL,
            field,
            message,
            Some("write the id of the one that is meant".to_owned()),
        )
    }

    pub(super) fn as_id(&self, field: Field, text: Text<'t>) -> Taken<Text<'t>> {
        // The id of a source is its whole address.
        let is_cut = self.spec.ids == IdChoice::Words && self.spec.kind != ColumnKind::Sources;
        let text = if is_cut { without_address(text) } else { text };
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
        let id = self.referred(field, self.raw(field))?;
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
        self.whole_text(field)
    }

    pub(super) fn list(&self, field: Field) -> OneOrMany<Text<'t>> {
        let text = self.raw(field);
        match self.nested::<OneOrMany<Text<'static>>>(field, &text) {
            Some(nested) => self.or_none(nested),
            None => split(&text, self.spec.lists[field as usize]),
        }
    }

    pub(super) fn ids(&self, field: Field) -> OneOrMany<Text<'t>> {
        let list = self.list(field);
        if let [one] = &list[..]
            && let Some(ids) = self.comma_list(field, one)
        {
            return ids;
        }
        let ids = list.iter().map(|id| self.or_none(self.referred(field, id.clone())));
        ids.filter(|id| !id.is_empty()).collect()
    }

    /// `Board, Junior section`, if nothing is called so and each piece names something. Elsewhere a comma is part
    /// of a name.
    fn comma_list(&self, field: Field, text: &Text<'t>) -> Option<OneOrMany<Text<'t>>> {
        let commas = [", ", "、", "，"];
        let comma = commas.into_iter().find(|comma| text.contains(comma))?;
        let (references, kind) = (self.references?, class(self.spec.kind, field)?);
        let find = |piece: &str| match self.as_id(field, Text::Owned(piece.to_owned())) {
            Ok(id) if references.has(&id) => Some(id),
            _ => match references.meaning(kind, piece) {
                Meaning::Is(id) => Some(id),
                _ => None,
            },
        };
        if find(text).is_some() {
            return None;
        }
        text.split(comma).map(|piece| find(piece.trim())).collect()
    }

    /// What a cell calls a thing: by the column of names beside it, if there is one.
    pub(super) fn named(&self, field: Field, name: Field) -> Text<'t> {
        let name = self.raw(name);
        if name.is_empty() { self.raw(field) } else { name }
    }

    /// The ids and names of the things to which a cell refers.
    pub(super) fn spoken_of(&self, field: Field) -> Vec<(Text<'t>, Text<'t>)> {
        let (ids, mut names) = (self.ids(field), self.list(field));
        if names.len() == 1 && field == self.spec.kind.named_by(Field::OrganName) {
            names = OneOrMany::One(self.named(field, Field::OrganName));
        }
        match ids.len() == names.len() {
            true => ids.iter().cloned().zip(names.iter().cloned()).collect(),
            false => ids.iter().map(|id| (id.clone(), id.clone())).collect(),
        }
    }

    /// Further names: those that say something new.
    pub(super) fn names(&self, field: Field, name: &str) -> OneOrMany<Name<'t>> {
        let mut names: OneOrMany<Name<'t>> = OneOrMany::None;
        for text in &self.list(field) {
            if **text != *name && names.iter().all(|known| known.text != *text) {
                names.push(Name { pos: self.at(field), ..Name::from(text.clone()) });
            }
        }
        names
    }

    pub(super) fn number<N: std::str::FromStr + Default>(&self, field: Field) -> N {
        let text = self.raw(field);
        if text.is_empty() {
            return N::default();
        }
        self.or_none(text.parse().or_else(|_| self.no_number(field, &text)))
    }

    /// Whether a cell says yes.
    pub(super) fn flag(&self, field: Field) -> bool {
        let text = self.raw(field);
        let word = text.trim().to_lowercase();
        let said = match word.as_str() {
            "" | "false" | "no" | "n" | "0" | "nein" | "non" => Ok(false),
            "true" | "yes" | "y" | "x" | "1" | "ja" | "oui" => Ok(true),
            word if super::absent::is_stated_vacant(word) => Ok(true),
            _ => {
                let message = format!("{} is neither yes nor no", shown(&text));
                self.refuse(code::BAD_CELL, field, message, Some("write `true` or `false`".into()))
            }
        };
        self.or_none(said)
    }

    /// A number without which the row says nothing.
    pub(super) fn needed_number<N: std::str::FromStr + Default>(&self, field: Field) -> Taken<N> {
        let text = self.needed_text(field)?;
        text.parse().or_else(|_| self.no_number(field, &text))
    }

    fn no_number<N>(&self, field: Field, text: &str) -> Taken<N> {
        let message = match field {
            Field::Count => format!(
                "{} is not a number, a range such as 100..150, or about one such as ~400",
                shown(text)
            ),
            _ => format!("{} is not a whole number", shown(text)),
        };
        self.refuse(code::BAD_CELL, field, message, None)
    }

    /// One of some names, in any case; `default` where the cell is empty. Without a word that is not understood
    /// the row would say more than its source.
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

    /// Which organ came before which, by the columns of predecessors and successors.
    pub(super) fn steps(&self) -> Vec<(Text<'t>, Text<'t>)> {
        if !self.has(Field::Replaces) && !self.has(Field::ReplacedBy) {
            return Vec::new();
        }
        let own = self.id(Field::Id);
        let (before, after) = (self.ids(Field::Replaces), self.ids(Field::ReplacedBy));
        let before = before.iter().map(|id| (id.clone(), own.clone()));
        before.chain(after.iter().map(|id| (own.clone(), id.clone()))).collect()
    }

    /// The post of a tenure: by its id, or by its title in its organ. What is new is called by both.
    pub(super) fn post(&self) -> Taken<Text<'t>> {
        let post = self.needed_id(Field::Post)?;
        let Some(references) = self.references.filter(|references| !references.has(&post)) else {
            return Ok(post);
        };
        let (title, organ) = (self.raw(Field::Post), self.id(Field::Organ));
        match references.post(&organ, &title) {
            Meaning::Is(id) => Ok(id),
            Meaning::Several(ids) => self.several(Field::Post, &title, &ids),
            Meaning::Nothing => {
                let message = format!("{} is no post", shown(&title));
                self.refuse(code::MISSING_CELL, Field::Post, message, None)
            }
            Meaning::New if organ.is_empty() => Ok(post),
            Meaning::New => Ok(format!("{organ}/{post}").into()),
        }
    }

    pub(super) fn allow(&self) -> OneOrMany<Allow<'t>> {
        let text = self.raw(Field::Allow);
        match self.nested::<OneOrMany<Allow<'static>>>(Field::Allow, &text) {
            Some(nested) => self.or_none(nested),
            None => {
                let rules = split(&text, self.spec.lists[Field::Allow as usize]);
                rules.iter().map(|rule| Allow::from(rule.clone())).collect()
            }
        }
    }

    pub(super) fn disputed_text(&self, field: Field) -> Disputed<'t, Text<'t>> {
        let text = self.raw(field);
        match self.nested::<Disputed<'static, Text<'static>>>(field, &text) {
            Some(nested) => self.or_none(nested),
            None if text.is_empty() => Disputed::default(),
            None => [Claim::bare(text, self.at(field))].into_iter().collect(),
        }
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

/// What stands between the items of a list where nothing else is said.
const SEPARATORS: [char; 5] = ['|', ';', '；', '\n', '\r'];

/// The items of a cell: a JSON list of texts, or pieces between separators.
pub(in crate::exchange) fn split<'t>(
    text: &Text<'t>,
    separator: Option<&str>,
) -> OneOrMany<Text<'t>> {
    if text.starts_with('[')
        && let Ok(items) = serde_json::from_str::<Vec<String>>(text)
    {
        return items.into_iter().filter(|item| !item.is_empty()).map(Text::Owned).collect();
    }
    match separator {
        None if text.contains(SEPARATORS) => pieces(text, |text| text.split(SEPARATORS).collect()),
        Some(separator) if !separator.is_empty() && text.contains(separator) => {
            pieces(text, |text| text.split(separator).collect())
        }
        _ => Some(text.clone()).filter(|text| !text.is_empty()).into_iter().collect(),
    }
}

fn pieces<'t>(
    text: &Text<'t>,
    cut: impl for<'c> Fn(&'c str) -> Vec<&'c str>,
) -> OneOrMany<Text<'t>> {
    let items = |text: &'_ str| -> Vec<(usize, usize)> {
        let items = cut(text).into_iter().map(str::trim).filter(|item| !item.is_empty());
        items.map(|item| (item.as_ptr() as usize - text.as_ptr() as usize, item.len())).collect()
    };
    match text {
        Text::Borrowed(text) => {
            items(text).into_iter().map(|(at, len)| Text::Borrowed(&text[at..at + len])).collect()
        }
        Text::Owned(text) => items(text)
            .into_iter()
            .map(|(at, len)| Text::Owned(text[at..at + len].to_owned()))
            .collect(),
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
