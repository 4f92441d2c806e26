//! Tables out: a model as CSV files that lose nothing and that `import` reads back equal.
//!
//! Takes a model, gives texts by file name. A value that a cell can say plainly stands there plainly;
//! any other (rival claims, citations with quotations) stands as RON behind `ron:`. A cell that a
//! spreadsheet would take for a formula gets a `'` in front. Opens no file.

use std::borrow::Cow;
use std::rc::Rc;

use crate::model::{
    Allow, Choice, Cite, Date, Disputed, IntoOwned, Map, Members, Modality, Model, Name, Number,
    OneOrMany, PostUnder, Remit, Text, Transition, Under,
};

use super::import::{
    CitedSource, ColumnKind, DescribedSources, Field, RON, bare, counted, is_formula, pair,
    plain_dates, split,
};
use crate::exchange::ron_line;

/// The tables of a model: file names and CSV texts, in a fixed order. Tables without rows are left
/// out.
///
/// ```
/// let model = ron::from_str(r#"Model(organs: { "club": Organ(name: "=Club", under: "union") })"#)?;
/// let tables = organigram::exchange::to_csv(&model);
/// assert_eq!(tables[0].0, "organs.csv");
/// assert_eq!(tables[1].1, "id,under\nclub,union\n");
/// # Ok::<(), ron::error::SpannedError>(())
/// ```
///
/// # Panics
/// Never: the tables are written to memory.
#[must_use]
pub fn to_csv(model: &Model<'_>) -> Vec<(String, String)> {
    let titles = model.sources.iter().map(|(id, source)| (&**id, &*source.title));
    let mut tables = CsvTables::new(titles);
    tables.add(model);
    tables.finish()
}

/// The tables of a model that comes in parts, of which none is needed once it is added. What stands only once in a model
/// is in one of them.
pub(crate) struct CsvTables {
    parts: Table,
    sources: Table,
    organs: Table,
    hierarchy: Table,
    reports: Table,
    names: [Table; 4],
    members: Table,
    lineage: Table,
    events: Table,
    posts: Table,
    people: Table,
    tenures: Table,
    seats: Table,
}

impl CsvTables {
    /// No table yet. `titles` are the ids of all sources of the model with their titles, by which a cell could be taken to
    /// cite them.
    pub(crate) fn new<'s>(titles: impl Iterator<Item = (&'s str, &'s str)>) -> Self {
        let mut sources = DescribedSources::of_table();
        titles.for_each(|(id, title)| sources.add(id.to_owned().into(), title));
        let titles = Rc::new(sources);
        let table = |kind| Table::new(kind, &titles);
        CsvTables {
            parts: table(ColumnKind::Model),
            sources: table(ColumnKind::Sources),
            organs: table(ColumnKind::Organs),
            hierarchy: table(ColumnKind::Hierarchy),
            reports: table(ColumnKind::Hierarchy),
            names: [0; 4].map(|_| table(ColumnKind::Names)),
            members: table(ColumnKind::Members),
            lineage: table(ColumnKind::Lineage),
            events: table(ColumnKind::Events),
            posts: table(ColumnKind::Posts),
            people: table(ColumnKind::People),
            tenures: table(ColumnKind::Tenures),
            seats: table(ColumnKind::Seats),
        }
    }

    /// Adds the rows of a part.
    pub(crate) fn add(&mut self, model: &Model<'_>) {
        parts(model, &mut self.parts);
        sources(model, &mut self.sources);
        organs(model, &mut self.organs);
        hierarchy(model, &mut self.hierarchy);
        reports(model, &mut self.reports);
        names(model, &mut self.names);
        members(model, &mut self.members);
        lineage(model, &mut self.lineage);
        events(model, &mut self.events);
        posts(model, &mut self.posts);
        people(model, &mut self.people);
        tenures(model, &mut self.tenures);
        seats(model, &mut self.seats);
    }

    /// The file names and texts.
    pub(crate) fn finish(mut self) -> Vec<(String, String)> {
        self.hierarchy.append(&self.reports);
        let [mut names, events, posts, people] = self.names;
        [events, posts, people].iter().for_each(|more| names.append(more));
        let tables = [
            self.parts,
            self.sources,
            self.organs,
            self.hierarchy,
            names,
            self.members,
            self.lineage,
            self.events,
            self.posts,
            self.people,
            self.tenures,
            self.seats,
        ];
        let spoken_of = spoken_of(&tables);
        let said =
            tables.into_iter().filter(|table| !table.is_empty() || spoken_of.contains(&table.kind));
        said.map(|table| (format!("{}.csv", table.kind.name()), table.write())).collect()
    }
}

/// The kinds of things that some table speaks of. Where their own table has no row, it is written
/// with its headings alone: it says that there are none, and importing makes none up.
fn spoken_of(tables: &[Table]) -> Vec<ColumnKind> {
    let mut kinds = Vec::new();
    for table in tables.iter().filter(|table| !table.is_empty()) {
        kinds.extend_from_slice(match table.kind {
            ColumnKind::Hierarchy | ColumnKind::Lineage => &[ColumnKind::Organs][..],
            ColumnKind::Tenures => &[ColumnKind::Organs, ColumnKind::Posts, ColumnKind::People],
            ColumnKind::Seats => &[ColumnKind::Organs, ColumnKind::People],
            _ => &[],
        });
        let cite = table.kind.fields().iter().position(|field| *field == Field::Cite);
        if cite.is_some_and(|at| table.is_used[at]) {
            kinds.push(ColumnKind::Sources);
        }
    }
    kinds
}

/// A table being filled: each row is a cell for each of the kind's fields. All cells stand in one text, one behind the
/// other, for a large model has many of them and most are empty.
struct Table {
    kind: ColumnKind,
    cells: String,
    /// Where each cell ends.
    ends: Vec<usize>,
    /// Of each field, whether any row has a cell in it.
    is_used: Vec<bool>,
    sources: Rc<DescribedSources<'static>>,
}

/// One row being filled.
struct RowWriter<'f> {
    kind: ColumnKind,
    fields: &'f [Field],
    cells: Vec<String>,
    sources: &'f DescribedSources<'static>,
}

impl Table {
    fn new(kind: ColumnKind, sources: &Rc<DescribedSources<'static>>) -> Self {
        let is_used = vec![false; kind.fields().len()];
        let sources = Rc::clone(sources);
        Table { kind, cells: String::new(), ends: Vec::new(), is_used, sources }
    }

    fn is_empty(&self) -> bool {
        self.ends.is_empty()
    }

    fn row(&mut self, fill: impl FnOnce(&mut RowWriter<'_>)) {
        let fields = self.kind.fields();
        let cells = vec![String::new(); fields.len()];
        let mut row = RowWriter { kind: self.kind, fields, cells, sources: &self.sources };
        fill(&mut row);
        for (cell, is_used) in row.cells.iter().zip(&mut self.is_used) {
            self.cells.push_str(cell);
            self.ends.push(self.cells.len());
            *is_used |= !cell.is_empty();
        }
    }

    /// Adds the rows of a table of the same kind.
    fn append(&mut self, more: &Table) {
        let base = self.cells.len();
        self.cells.push_str(&more.cells);
        self.ends.extend(more.ends.iter().map(|end| base + end));
        self.is_used.iter_mut().zip(&more.is_used).for_each(|(used, more)| *used |= more);
    }

    /// The cells of a row that stand in some columns.
    fn cells<'t>(&'t self, row: usize, used: &'t [usize]) -> impl Iterator<Item = &'t str> {
        let first = row * self.is_used.len();
        used.iter().map(move |at| {
            let cell = first + at;
            let start = cell.checked_sub(1).map_or(0, |before| self.ends[before]);
            &self.cells[start..self.ends[cell]]
        })
    }

    /// Columns without any cell are left out.
    fn write(&self) -> String {
        let fields = self.kind.fields();
        let is_written = |at: &usize| match self.is_empty() {
            true => self.kind.needs().contains(&fields[*at]),
            false => self.is_used[*at] || self.kind.needs().contains(&fields[*at]),
        };
        let used: Vec<usize> = (0..fields.len()).filter(is_written).collect();
        let headings: Vec<_> = used.iter().map(|&at| self.kind.heading(fields[at])).collect();
        let rows = 0..self.ends.len() / fields.len();
        csv_text(&headings, rows.map(|row| self.cells(row, &used)))
    }
}

/// Rows as CSV (RFC 4180) under their headings. A cell that a spreadsheet would take for a formula gets
/// a `'` in front, which imports take away again; nothing else is changed.
///
/// ```
/// let rows = [["a", "=1+1"], ["b", "two, three"]];
/// let text = organigram::exchange::csv_text(&["id", "note"], rows.iter().map(|row| row.iter().copied()));
/// assert_eq!(text, "id,note\na,'=1+1\nb,\"two, three\"\n");
/// ```
///
/// # Panics
/// Never: memory takes all cells, and cells are text.
pub fn csv_text<'c>(
    headings: &[&str],
    rows: impl Iterator<Item = impl Iterator<Item = &'c str>>,
) -> String {
    let mut out = csv::Writer::from_writer(Vec::new());
    out.write_record(headings).expect("memory takes all");
    for row in rows {
        let guarded = row.map(|cell| match is_formula(cell) {
            true => Cow::Owned(format!("'{cell}")),
            false => Cow::Borrowed(cell),
        });
        guarded.for_each(|cell| out.write_field(cell.as_bytes()).expect("memory takes all"));
        out.write_record(None::<&[u8]>).expect("memory takes all");
    }
    String::from_utf8(out.into_inner().expect("memory takes all")).expect("cells are text")
}

impl RowWriter<'_> {
    fn put(&mut self, field: Field, cell: String) {
        let at = self.fields.iter().position(|known| *known == field);
        self.cells[at.expect("the field is one of the table's")] = cell;
    }

    fn put_or_ron(&mut self, field: Field, plain: Option<String>, value: &impl serde::Serialize) {
        let cell = plain.unwrap_or_else(|| format!("{RON}{}", ron_line::text(value)));
        self.put(field, cell);
    }

    fn text(&mut self, field: Field, text: &Text<'_>) {
        if !text.is_empty() {
            self.put_or_ron(field, plain(text), text);
        }
    }

    fn number(&mut self, field: Field, number: u64) {
        if number > 0 {
            self.put(field, number.to_string());
        }
    }

    fn flag(&mut self, field: Field, is_so: bool) {
        if is_so {
            self.put(field, "true".to_owned());
        }
    }

    fn choice<C: Choice + PartialEq>(&mut self, field: Field, choice: C) {
        if choice != C::default() {
            self.put(field, choice.name().to_owned());
        }
    }

    fn list(&mut self, field: Field, list: &OneOrMany<Text<'_>>) {
        if !list.is_empty() {
            self.put_or_ron(field, joined(list), list);
        }
    }

    /// Texts stand as a list where they say no more.
    fn remits(&mut self, field: Field, remits: &OneOrMany<Remit<'_>>) {
        if remits.is_empty() {
            return;
        }
        let texts: OneOrMany<Text<'_>> = remits.iter().map(|remit| remit.text.clone()).collect();
        let is_bare = remits.iter().all(|remit| *remit == Remit::from(remit.text.clone()));
        self.put_or_ron(field, joined(&texts).filter(|_| is_bare), remits);
    }

    /// Numbers stand as a list where they say no more than what they count.
    fn numbers(&mut self, numbers: &OneOrMany<Number<'_>>) {
        if numbers.is_empty() {
            return;
        }
        let items: OneOrMany<Text<'_>> =
            numbers.iter().map(|one| format!("{}: {}", one.of, one.count).into()).collect();
        let is_said = |(one, item): (&Number<'_>, &Text<'_>)| {
            let bare = Number { of: one.of.clone(), count: one.count, ..Number::default() };
            *one == bare && counted(item) == Some((one.of.clone(), one.count))
        };
        let all_said = numbers.iter().zip(items.iter()).all(is_said);
        self.put_or_ron(Field::Numbers, joined(&items).filter(|_| all_said), numbers);
    }

    fn cite(&mut self, cites: &OneOrMany<Cite<'_>>) {
        if cites.is_empty() {
            return;
        }
        let short = |cite: &Cite<'_>| match &*cite.at {
            "" => cite.source.clone().into_owned().into(),
            at => Text::Owned(format!("{} {at}", cite.source)),
        };
        let plain = joined(&cites.iter().map(short).collect()).filter(|cell| {
            let read = split(&Text::Owned(cell.clone()), None);
            let read = read.iter().map(|cited| self.sources.cited(cited));
            read.eq(cites.iter().map(|cite| CitedSource::Source(cite.clone().into_owned())))
        });
        self.put_or_ron(Field::Cite, plain, cites);
    }

    fn allow(&mut self, allow: &OneOrMany<Allow<'_>>) {
        if !allow.is_empty() {
            let rules = joined(&allow.iter().map(|allow| allow.rule.clone()).collect());
            let reasons = allow.iter().any(|allow| !allow.reason.is_empty());
            self.put_or_ron(Field::Allow, rules.filter(|_| !reasons), allow);
        }
    }

    fn disputed(&mut self, field: Field, value: &Disputed<'_, Text<'_>>) {
        if let Some(preferred) = value.preferred() {
            let bare = *value == Disputed::from(preferred.clone());
            self.put_or_ron(field, plain(preferred).filter(|_| bare), value);
        }
    }

    fn date(&mut self, field: Field, date: &Date<'_>) {
        if *date != Date::default() {
            self.put_or_ron(field, plain_date(date), date);
        }
    }

    fn dates(&mut self, field: Field, dates: &Disputed<'_, Date<'_>>) {
        if let Some(preferred) = dates.preferred() {
            let bare = *dates == Disputed::from(preferred.clone());
            self.put_or_ron(field, plain_date(preferred).filter(|_| bare), dates);
        }
    }

    /// Identifiers of a scheme that has a column stand there; all others together in one.
    fn identifiers(&mut self, ids: &Map<'_, OneOrMany<Text<'_>>>) {
        let mut rest = Map::default();
        for (name, all) in ids {
            let mut columns = self.kind.schemes();
            let column = columns.find(|(_, scheme)| *scheme == &**name).map(|(field, _)| field);
            // What stands twice is read once.
            let is_new = |(at, id): (usize, &Text<'_>)| !all[..at].contains(id);
            let is_bare =
                all.iter().all(|id| bare(name, id) == *id) && all.iter().enumerate().all(is_new);
            match (column, joined(all).filter(|_| is_bare)) {
                (Some(field), Some(cell)) => self.put(field, cell),
                _ => drop(rest.insert(name.clone(), all.clone())),
            }
        }
        if rest.is_empty() {
            return;
        }
        let pairs = rest.iter().flat_map(|(name, all)| all.iter().map(move |id| (name, id)));
        let items: OneOrMany<Text<'_>> =
            pairs.clone().map(|(name, id)| Text::Owned(format!("{name}: {id}"))).collect();
        let is_once = |all: &OneOrMany<Text<'_>>| {
            !all.is_empty() && (0..all.len()).all(|at| !all[..at].contains(&all[at]))
        };
        let is_said = rest.values().all(is_once)
            && items.iter().map(pair).eq(pairs.map(|(name, id)| Some((name.clone(), id.clone()))));
        self.put_or_ron(Field::Ids, joined(&items).filter(|_| is_said), &rest);
    }

    /// What ends nearly every row.
    fn common(&mut self, note: &Text<'_>, cite: &OneOrMany<Cite<'_>>, modality: Modality) {
        self.text(Field::Note, note);
        self.cite(cite);
        self.choice(Field::Modality, modality);
    }
}

/// A text that a cell can say as it is.
fn plain(text: &Text<'_>) -> Option<String> {
    let same = !text.is_empty() && text.trim() == &**text && !text.starts_with(RON);
    same.then(|| text.to_string())
}

fn plain_date(date: &Date<'_>) -> Option<String> {
    let edtf = plain(&date.edtf)?;
    (plain_dates(&edtf).as_ref() == Some(date)).then_some(edtf)
}

/// A list that a cell can say with `|` between its items.
fn joined(list: &OneOrMany<Text<'_>>) -> Option<String> {
    let items: Vec<&str> = list.iter().map(|item| &**item).collect();
    let cell = items.join(" | ");
    let same =
        plain(&cell.as_str().into()).is_some() && split(&cell.as_str().into(), None) == *list;
    same.then_some(cell)
}

fn parts(model: &Model<'_>, table: &mut Table) {
    let mut part = |name: &str, id: &Text<'_>, value: Option<String>, ron: &dyn Fn() -> String| {
        table.row(|row| {
            row.put(Field::Part, name.to_owned());
            row.text(Field::Id, id);
            row.put(Field::Value, value.unwrap_or_else(|| format!("{RON}{}", ron())));
        });
    };
    let none = Text::default();
    for (name, text) in [("title", &model.title), ("note", &model.note)] {
        if !text.is_empty() {
            part(name, &none, plain(text), &|| ron_line::text(text));
        }
    }
    if model.charter != Default::default() {
        part("charter", &none, None, &|| ron_line::text(&model.charter));
    }
    if model.presume_for != Default::default() {
        part("presume_for", &none, None, &|| ron_line::text(&model.presume_for));
    }
    for path in &model.include {
        part("include", &none, plain(path), &|| ron_line::text(path));
    }
    for (id, view) in &model.views {
        part("view", id, None, &|| ron_line::text(view));
    }
    for (id, query) in &model.queries {
        part("query", id, plain(query), &|| ron_line::text(query));
    }
    for (id, level) in &model.levels {
        part("level", id, Some(level.name().to_owned()), &String::new);
    }
}

fn sources(model: &Model<'_>, table: &mut Table) {
    for (id, source) in &model.sources {
        table.row(|row| {
            row.text(Field::Id, id);
            row.text(Field::Title, &source.title);
            row.text(Field::Author, &source.author);
            row.text(Field::Publisher, &source.publisher);
            row.date(Field::Published, &source.published);
            row.date(Field::InForce, &source.in_force);
            row.text(Field::Within, &source.within);
            row.choice(Field::Witness, source.witness);
            row.text(Field::Kind, &source.kind);
            row.text(Field::Url, &source.url);
            row.identifiers(&source.ids);
            row.text(Field::File, &source.file);
            row.text(Field::Lang, &source.lang);
            row.choice(Field::Reliability, source.reliability);
            row.text(Field::Note, &source.note);
        });
    }
}

fn organs(model: &Model<'_>, table: &mut Table) {
    for (id, organ) in &model.organs {
        table.row(|row| {
            row.text(Field::Id, id);
            row.disputed(Field::Kind, &organ.kind);
            row.text(Field::Name, &organ.name);
            row.dates(Field::Date, &organ.existence);
            row.disputed(Field::Place, &organ.place);
            row.remits(Field::Functions, &organ.functions);
            row.remits(Field::Mandates, &organ.mandates);
            row.remits(Field::Jurisdiction, &organ.jurisdiction);
            row.remits(Field::LegalBasis, &organ.legal_basis);
            row.identifiers(&organ.ids);
            row.text(Field::Url, &organ.url);
            row.list(Field::Tags, &organ.tags);
            row.common(&organ.note, &organ.cite, organ.modality);
            row.allow(&organ.allow);
        });
    }
}

fn hierarchy(model: &Model<'_>, table: &mut Table) {
    for (id, organ) in &model.organs {
        for Under { organ, line, during, note, cite, modality, allow, .. } in &organ.under {
            table.row(|row| {
                row.text(Field::Id, id);
                row.text(Field::Organ, organ);
                row.text(Field::Line, line);
                row.dates(Field::Date, during);
                row.common(note, cite, *modality);
                row.allow(allow);
            });
        }
    }
}

/// What posts report to: in the same table, behind what organs stand under.
fn reports(model: &Model<'_>, table: &mut Table) {
    for (id, post) in &model.posts {
        for PostUnder { post, line, during, note, cite, modality, allow, .. } in &post.under {
            table.row(|row| {
                row.text(Field::Id, id);
                row.text(Field::Organ, post);
                row.text(Field::Line, line);
                row.dates(Field::Date, during);
                row.common(note, cite, *modality);
                row.allow(allow);
            });
        }
    }
}

/// The names of each sort of thing in a table of its own, for all of the first sort come before those of the next.
fn names(model: &Model<'_>, [organs, events, posts, people]: &mut [Table; 4]) {
    names_of(model.organs.iter().map(|(id, organ)| (id, &organ.names)), organs);
    names_of(model.events.iter().map(|(id, event)| (id, &event.names)), events);
    names_of(model.posts.iter().map(|(id, post)| (id, &post.names)), posts);
    names_of(model.people.iter().map(|(id, person)| (id, &person.names)), people);
}

fn names_of<'m, 't: 'm>(
    named: impl Iterator<Item = (&'m Text<'t>, &'m OneOrMany<Name<'t>>)>,
    table: &mut Table,
) {
    for (id, names) in named {
        for Name { text, lang, used, note, cite, modality, .. } in names {
            table.row(|row| {
                row.text(Field::Id, id);
                match text.is_empty() {
                    true => row.put(Field::Text, format!("{RON}\"\"")),
                    false => row.text(Field::Text, text),
                }
                row.text(Field::Lang, lang);
                row.dates(Field::Date, used);
                row.common(note, cite, *modality);
            });
        }
    }
}

fn members(model: &Model<'_>, table: &mut Table) {
    for (id, organ) in &model.organs {
        for Members { count, of, on, note, cite, modality, .. } in &organ.members {
            table.row(|row| {
                row.text(Field::Id, id);
                row.put(Field::Count, count.to_string());
                row.text(Field::Of, of);
                row.dates(Field::Date, on);
                row.common(note, cite, *modality);
            });
        }
    }
}

fn lineage(model: &Model<'_>, table: &mut Table) {
    for Transition { kind, change } in &model.transitions {
        table.row(|row| {
            row.put(Field::Kind, kind.name().to_owned());
            row.list(Field::Organ, &change.organ);
            row.list(Field::From, &change.from);
            row.list(Field::Into, &change.into);
            row.dates(Field::Date, &change.on);
            row.list(Field::By, &change.by);
            row.text(Field::How, &change.how);
            row.choice(Field::In, change.r#in);
            row.text(Field::Name, &change.name);
            row.common(&change.note, &change.cite, change.modality);
            row.allow(&change.allow);
        });
    }
}

fn events(model: &Model<'_>, table: &mut Table) {
    for (id, event) in &model.events {
        table.row(|row| {
            row.text(Field::Id, id);
            row.text(Field::Name, &event.name);
            row.text(Field::Kind, &event.kind);
            row.text(Field::Series, &event.series);
            row.number(Field::Number, event.number.into());
            row.dates(Field::Date, &event.on);
            row.disputed(Field::Place, &event.place);
            row.list(Field::Organs, &event.organs);
            row.list(Field::By, &event.by);
            row.list(Field::Bodies, &event.bodies);
            row.list(Field::People, &event.people);
            row.choice(Field::Order, event.order);
            row.numbers(&event.numbers);
            row.identifiers(&event.ids);
            row.text(Field::Url, &event.url);
            row.list(Field::Tags, &event.tags);
            row.common(&event.note, &event.cite, event.modality);
            row.allow(&event.allow);
        });
    }
}

fn posts(model: &Model<'_>, table: &mut Table) {
    for (id, post) in &model.posts {
        table.row(|row| {
            row.text(Field::Id, id);
            row.text(Field::Title, &post.title);
            row.text(Field::Kind, &post.kind);
            row.text(Field::Organ, &post.organ);
            row.number(Field::Seats, post.seats.into());
            row.dates(Field::Date, &post.existence);
            row.identifiers(&post.ids);
            row.text(Field::Url, &post.url);
            row.list(Field::Tags, &post.tags);
            row.common(&post.note, &post.cite, post.modality);
            row.allow(&post.allow);
        });
    }
}

fn people(model: &Model<'_>, table: &mut Table) {
    for (id, person) in &model.people {
        table.row(|row| {
            row.text(Field::Id, id);
            row.text(Field::Name, &person.name);
            row.dates(Field::Born, &person.born);
            row.dates(Field::Died, &person.died);
            row.identifiers(&person.ids);
            row.text(Field::Url, &person.url);
            row.list(Field::Tags, &person.tags);
            row.common(&person.note, &person.cite, person.modality);
            row.allow(&person.allow);
        });
    }
}

fn tenures(model: &Model<'_>, table: &mut Table) {
    for tenure in &model.tenures {
        table.row(|row| {
            row.text(Field::Person, &tenure.person);
            row.text(Field::Post, &tenure.post);
            row.flag(Field::Vacant, tenure.vacant);
            row.dates(Field::Date, &tenure.during);
            row.choice(Field::Status, tenure.status);
            row.list(Field::By, &tenure.by);
            row.list(Field::OnBehalfOf, &tenure.on_behalf_of);
            row.common(&tenure.note, &tenure.cite, tenure.modality);
            row.allow(&tenure.allow);
        });
    }
}

fn seats(model: &Model<'_>, table: &mut Table) {
    for seat in &model.seats {
        table.row(|row| {
            row.text(Field::Person, &seat.person);
            row.text(Field::Organ, &seat.organ);
            row.text(Field::ExOfficio, &seat.ex_officio);
            row.flag(Field::Vacant, seat.vacant);
            row.number(Field::Rank, seat.rank.into());
            row.choice(Field::Membership, seat.membership);
            row.text(Field::Title, &seat.title);
            row.dates(Field::Date, &seat.during);
            row.list(Field::By, &seat.by);
            row.list(Field::OnBehalfOf, &seat.on_behalf_of);
            row.common(&seat.note, &seat.cite, seat.modality);
            row.allow(&seat.allow);
        });
    }
}
