//! What the front door answers, as columns. Takes typed rows; gives columns with the names that the program's tables, its
//! JSON and `export parquet` have. Leaves out no answer, no reason and no source.

use std::fmt::Debug;

use organigram::diagnostics::{Diagnostic, json};
use organigram::model::{Modality, Reliability};
use organigram::project::{
    Answer, DescribedSource, Diff, Happening, Holding, NetworkFooting, PanelRow, QueryColumn,
    QueryRow, QueryRows, ThingRow, Tie, TreeRow, Who,
};
use organigram::text::SourceMap;
use organigram::time::{BoundDays, Period, When};
use serde_json::Value;

use crate::columns::{COMMA, Columns, SEMICOLON};

/// The answers, the least sure first.
const ANSWERS: [Answer; 4] = [Answer::No, Answer::Possible, Answer::Presumed, Answer::Certain];

fn answers(columns: &mut Columns, answers: impl Iterator<Item = Answer>) {
    let words = ANSWERS.map(|answer| answer.to_string());
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    let place = |answer| ANSWERS.iter().position(|known| *known == answer);
    columns.ordered("answer", &words, answers.map(place));
}

/// How far sources are trusted; nothing where nobody judged it.
fn reliability(columns: &mut Columns, cells: impl Iterator<Item = Reliability>) {
    let word = |trust| match trust {
        Reliability::Unjudged => String::new(),
        trust => trust.to_string(),
    };
    columns.words("reliability", cells.map(word));
}

/// The name of a choice as JSON has it.
fn word(choice: impl Debug) -> String {
    format!("{choice:?}").to_lowercase()
}

/// The days of a period's bounds, by the names that `export parquet` has for them.
fn bounds<'a>(columns: &mut Columns, periods: impl Iterator<Item = Option<Period>> + Clone + 'a) {
    let days = periods.map(BoundDays::of);
    columns.days("start_min", days.clone().map(|days| days.start[0]));
    columns.days("start_max", days.clone().map(|days| days.start[1]));
    columns.days("end_min", days.clone().map(|days| days.end[0]));
    columns.days("end_max", days.clone().map(|days| days.end[1]));
    columns.words("start_bound", days.clone().map(|days| days.start_bound.name()));
    columns.words("end_bound", days.map(|days| days.end_bound.name()));
}

/// What stands in every row of a query beside what was asked for: its footing.
pub(crate) const FOOTING: [QueryColumn; 5] = [
    QueryColumn::Answer,
    QueryColumn::Why,
    QueryColumn::Attested,
    QueryColumn::Modality,
    QueryColumn::Sources,
];

/// The rows of a query. `FOOTING` is among the columns that were asked for, so that it is filled in.
pub(crate) fn query(found: &QueryRows<'_>) -> Columns {
    let mut columns = Columns::default();
    for column in &found.columns {
        if !columns.has(column.name()) {
            query_column(&mut columns, *column, &found.rows);
        }
    }
    columns
}

fn query_column(columns: &mut Columns, column: QueryColumn, rows: &[QueryRow<'_>]) {
    let name = column.name();
    let cells = rows.iter();
    match column {
        QueryColumn::Id => columns.text(name, cells.map(|row| row.id.unwrap_or_default())),
        QueryColumn::Name => {
            columns.text(name, cells.map(|row| row.name.as_deref().unwrap_or_default()));
        }
        QueryColumn::Names => columns.joined(name, SEMICOLON, cells.map(|row| &row.names[..])),
        QueryColumn::Kind => columns.words(name, cells.map(|row| &row.kind)),
        QueryColumn::Existence => {
            columns.text(name, cells.map(|row| &row.existence[..]));
            bounds(columns, rows.iter().map(|row| row.period));
        }
        QueryColumn::Answer => answers(columns, cells.map(|row| row.answer)),
        QueryColumn::Why => columns.text(name, cells.map(|row| &row.why[..])),
        QueryColumn::Sources => {
            columns.joined(name, COMMA, cells.map(|row| &row.sources[..]));
            columns.joined("cites", SEMICOLON, rows.iter().map(|row| &row.cites[..]));
        }
        QueryColumn::Superior => columns.joined(name, COMMA, cells.map(|row| &row.superior[..])),
        QueryColumn::Place => columns.words(name, cells.map(|row| row.place)),
        QueryColumn::Modality => {
            columns.words(name, cells.map(|row| said_by(row.modality)));
            reliability(columns, rows.iter().map(|row| row.reliability));
        }
        QueryColumn::Note => columns.text(name, cells.map(|row| row.note)),
        QueryColumn::Length => columns.written(name, cells.map(|row| row.length)),
        QueryColumn::Attested => columns.written(name, cells.map(|row| row.last_attested)),
        // The library may come to know more.
        _ => columns.written(name, cells.map(|row| some(row.text(column)))),
    }
}

/// How sources say it; nothing where that is not filled in.
fn said_by(modality: Option<Modality>) -> String {
    modality.map_or(String::new(), |modality| modality.to_string())
}

fn some(text: String) -> Option<String> {
    Some(text).filter(|text| !text.is_empty())
}

/// Who held a post, sat in an organ, or what a person was: a row for each tenure and seat, with notes on what no row can
/// say.
pub(crate) fn who(who: &Who<'_>) -> (Columns, Vec<String>) {
    let (mut rows, mut notes): (Vec<&Holding<'_>>, Vec<String>) = Default::default();
    match who {
        Who::Post(post) => {
            notes.extend(post.nobody().map(|nobody| format!("{}: {nobody}", post.title)));
            rows.extend(&post.holdings);
        }
        Who::Organ(roster) => {
            notes.push(format!("{}: {}: {}", roster.name, roster.answer, roster.why));
            for post in &roster.posts {
                notes.extend(post.nobody().map(|nobody| format!("{}: {nobody}", post.title)));
                rows.extend(&post.holdings);
            }
            rows.extend(roster.full.iter().chain(&roster.candidates).chain(&roster.others));
        }
        Who::Person(career) => {
            for (verb, date) in [("born", career.born), ("died", career.died)] {
                notes.extend((!date.is_empty()).then(|| format!("{verb} {date}")));
            }
            rows.extend(&career.holdings);
        }
    }
    let rows = || rows.iter().copied();
    let mut columns = Columns::default();
    columns.text("person", rows().map(|row| row.person));
    columns.text("name", rows().map(|row| row.name));
    columns.words("place", rows().map(|row| row.place));
    columns.text("service", rows().map(|row| &row.service[..]));
    columns.text("during", rows().map(|row| &row.during[..]));
    bounds(&mut columns, rows().map(Holding::period));
    columns.written("length", rows().map(|row| row.length));
    columns.words("standing", rows().map(|row| word(row.standing)));
    columns.words("membership", rows().map(|row| row.membership.map(word).unwrap_or_default()));
    columns.numbers("rank", rows().map(|row| row.rank.map(i64::from)));
    columns.words("status", rows().map(|row| word(row.status)));
    answers(&mut columns, rows().map(|row| row.answer));
    columns.text("why", rows().map(|row| &row.why[..]));
    columns.written("last_attested", rows().map(|row| row.last_attested));
    columns.words("modality", rows().map(|row| row.modality.to_string()));
    reliability(&mut columns, rows().map(|row| row.reliability));
    columns.joined("cites", SEMICOLON, rows().map(|row| &row.cites[..]));
    (columns, notes)
}

/// What differs.
pub(crate) fn diff(diff: &Diff) -> Columns {
    let rows = || diff.changes.iter();
    let mut columns = Columns::default();
    columns.words("kind", rows().map(|row| word(row.kind)));
    columns.joined("ids", " ", rows().map(|row| &row.ids[..]));
    columns.text("text", rows().map(|row| &row.text[..]));
    columns.text("before", rows().map(|row| row.before.as_deref().unwrap_or_default()));
    columns.text("after", rows().map(|row| row.after.as_deref().unwrap_or_default()));
    answers(&mut columns, rows().map(|row| row.answer));
    columns.words("why", rows().map(|row| row.why));
    columns.words("modality", rows().map(|row| row.modality.to_string()));
    reliability(&mut columns, rows().map(|row| row.reliability));
    columns.joined("cites", SEMICOLON, rows().map(|row| &row.cites[..]));
    columns
}

/// What happened when.
pub(crate) fn timeline(happenings: &[Happening]) -> Columns {
    let rows = || happenings.iter();
    let mut columns = Columns::default();
    columns.text("date", rows().map(|row| &row.date[..]));
    columns.days("first_day", rows().map(|row| row.days()[0]));
    columns.days("last_day", rows().map(|row| row.days()[1]));
    columns.words("what", rows().map(|row| word(row.what)));
    columns.text("text", rows().map(|row| &row.text[..]));
    columns.joined("ids", " ", rows().map(|row| &row.ids[..]));
    answers(&mut columns, rows().map(|row| row.answer));
    columns.text("why", rows().map(|row| &row.why[..]));
    columns.words("modality", rows().map(|row| row.modality.to_string()));
    reliability(&mut columns, rows().map(|row| row.reliability));
    columns.joined("cites", SEMICOLON, rows().map(|row| &row.cites[..]));
    columns
}

/// One row for each thing and date.
pub(crate) fn panel(panel: &[PanelRow<'_>]) -> Columns {
    let rows = || panel.iter();
    let cell = |row: &PanelRow<'_>, column| row.then.text(column);
    let days = |row: &PanelRow<'_>| When::parse(&row.date).expect("the panel was asked by it");
    let mut columns = Columns::default();
    columns.words("date", rows().map(|row| &row.date));
    columns.days("first_day", rows().map(|row| Some(days(row).from)));
    columns.days("last_day", rows().map(|row| Some(days(row).to)));
    columns.text("id", rows().map(|row| row.then.id.unwrap_or_default()));
    columns.text("name", rows().map(|row| row.then.name.as_deref().unwrap_or_default()));
    columns.words("kind", rows().map(|row| &row.then.kind));
    answers(&mut columns, rows().map(|row| row.then.answer));
    columns.text("why", rows().map(|row| &row.then.why[..]));
    columns.days("earliest_start", rows().map(|row| row.start[0]));
    columns.days("latest_start", rows().map(|row| row.start[1]));
    columns.days("earliest_end", rows().map(|row| row.end[0]));
    columns.days("latest_end", rows().map(|row| row.end[1]));
    columns.joined("superior", COMMA, rows().map(|row| &row.then.superior[..]));
    columns.written("holders", rows().map(|row| some(row.holders_text())));
    columns.written("last_attested", rows().map(|row| some(cell(row, QueryColumn::Attested))));
    columns.words("modality", rows().map(|row| said_by(row.then.modality)));
    reliability(&mut columns, rows().map(|row| row.then.reliability));
    columns.joined("sources", COMMA, rows().map(|row| &row.then.sources[..]));
    columns.joined("cites", SEMICOLON, rows().map(|row| &row.then.cites[..]));
    columns
}

/// Who served together.
pub(crate) fn ties(ties: &[Tie<'_>]) -> Columns {
    let rows = || ties.iter();
    let count = |days: Option<u64>| days.and_then(|days| i64::try_from(days).ok());
    let mut columns = Columns::default();
    columns.text("person", rows().map(|row| row.people[0]));
    columns.text("name", rows().map(|row| row.names[0]));
    columns.text("other", rows().map(|row| row.people[1]));
    columns.text("other_name", rows().map(|row| row.names[1]));
    columns.words("body", rows().map(|row| row.body));
    columns.words("body_name", rows().map(|row| row.body_name));
    answers(&mut columns, rows().map(|row| row.answer));
    columns.words("why", rows().map(|row| row.why));
    columns.numbers("certain_days", rows().map(|row| count(row.certain_days)));
    columns.numbers("presumed_days", rows().map(|row| count(row.presumed_days)));
    columns.numbers("possible_days", rows().map(|row| count(row.possible_days)));
    columns.days("from", rows().map(|row| row.from));
    columns.days("to", rows().map(|row| row.to));
    columns.words("modality", rows().map(|row| row.modality.to_string()));
    reliability(&mut columns, rows().map(|row| row.reliability));
    columns.joined("cites", SEMICOLON, rows().map(|row| &row.cites[..]));
    columns
}

/// The hierarchy, in the order in which a tree is read.
pub(crate) fn tree(tree: &[TreeRow<'_>]) -> Columns {
    let rows = || tree.iter();
    let mut columns = Columns::default();
    columns.numbers("level", rows().map(|row| Some(i64::from(row.level))));
    columns.text("id", rows().map(|row| row.id));
    columns.text("name", rows().map(|row| row.name));
    columns.words("kind", rows().map(|row| row.kind));
    answers(&mut columns, rows().map(|row| row.answer));
    columns.text("why", rows().map(|row| &row.why[..]));
    columns.written("last_attested", rows().map(|row| row.last_attested));
    columns.words("modality", rows().map(|row| row.modality.to_string()));
    reliability(&mut columns, rows().map(|row| row.reliability));
    columns.words("line", rows().map(|row| row.line.unwrap_or_default()));
    columns.joined("cites", SEMICOLON, rows().map(|row| &row.cites[..]));
    columns.flags("elsewhere", rows().map(|row| row.elsewhere));
    columns.numbers("hidden", rows().map(|row| i64::try_from(row.hidden).ok()));
    columns
}

/// Things by themselves, without an answer: what the model has words for.
pub(crate) fn things(things: &[ThingRow<'_>]) -> Columns {
    let rows = || things.iter();
    let mut columns = Columns::default();
    columns.text("id", rows().map(|row| row.id));
    columns.text("name", rows().map(|row| row.name));
    columns.words("class", rows().map(|row| row.class.to_string()));
    columns.words("kind", rows().map(|row| row.kind));
    columns
}

/// Problems as JSON has them, one object each.
pub(crate) fn problems(problems: &[Diagnostic], texts: &SourceMap) -> Vec<Value> {
    let mut lines = Vec::new();
    json::write(&mut lines, problems, texts).expect("memory takes any text");
    let read = serde_json::Deserializer::from_slice(&lines).into_iter();
    read.map(|problem| problem.expect("what was written as JSON is JSON")).collect()
}

/// Problems as columns.
pub(crate) fn check(problems: &[Value]) -> Columns {
    let text = |field: &'static str| {
        problems.iter().map(move |one| one[field].as_str().unwrap_or_default())
    };
    let number = |value: &Value| value.as_i64();
    let lines = |field: &'static str| {
        let lists = problems.iter().map(move |one| one[field].as_array());
        lists.map(|list| {
            let lines = list.into_iter().flatten().filter_map(Value::as_str);
            some(lines.collect::<Vec<_>>().join("\n"))
        })
    };
    let mut columns = Columns::default();
    columns.words("code", text("code"));
    columns.words("name", text("name"));
    columns.words("level", text("level"));
    columns.words("file", text("file"));
    columns.numbers("line", problems.iter().map(|one| number(&one["line"])));
    columns.numbers("column", problems.iter().map(|one| number(&one["column"])));
    columns.numbers("end_line", problems.iter().map(|one| number(&one["end"]["line"])));
    columns.numbers("end_column", problems.iter().map(|one| number(&one["end"]["column"])));
    columns.text("message", text("message"));
    columns.written("notes", lines("notes"));
    columns.written("help", lines("help"));
    columns
}

/// What a network says of a thing or a relation, as pairs of names and texts or days.
pub(crate) fn footing(footing: &NetworkFooting) -> Vec<(&'static str, Value)> {
    let days = BoundDays::of(footing.period);
    let day = |day: Option<organigram::time::Day>| day.map_or(Value::Null, |day| day.0.into());
    let trust = match footing.reliability {
        Reliability::Unjudged => String::new(),
        trust => trust.to_string(),
    };
    let pairs = [
        ("existence", footing.existence.clone().into()),
        ("start_min", day(days.start[0])),
        ("start_max", day(days.start[1])),
        ("end_min", day(days.end[0])),
        ("end_max", day(days.end[1])),
        ("answer", footing.answer.to_string().into()),
        ("why", footing.why.clone().into()),
        ("modality", footing.modality.to_string().into()),
        ("reliability", trust.into()),
        ("cites", footing.cites.join(SEMICOLON).into()),
    ];
    pairs.into_iter().filter(|(_, value)| *value != Value::Null && *value != "").collect()
}

/// The sources of a model, without an answer.
pub(crate) fn sources(sources: &[DescribedSource<'_>]) -> Columns {
    let rows = || sources.iter();
    let mut columns = Columns::default();
    columns.text("id", rows().map(|row| row.id));
    columns.text("description", rows().map(|row| &row.description[..]));
    reliability(&mut columns, rows().map(|row| row.reliability));
    columns.text("url", rows().map(|row| row.url));
    columns.text("note", rows().map(|row| row.note));
    columns
}
