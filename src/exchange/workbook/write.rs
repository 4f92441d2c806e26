//! A model as a workbook for colleagues: organs, superiors, posts, tenures, seats, lineage, people and sources, a
//! sheet each and a row a thing.
//!
//! Takes a model, gives the bytes of an XLSX file, and what it had to leave out. Each row says its modality, how far its
//! sources are trusted, who says so, and which other values are claimed. Writes no formula, whatever a name begins
//! with, and the same bytes for the same model.

use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, Workbook, Worksheet, XlsxError};

use super::date_columns::{INSTANT, PERIOD, instant, period};
use crate::exchange::identifiers::{Identifiers, pairs};
use crate::exchange::modality;
use crate::model::{Choice, Cite, Date, Disputed, Modality, Model, Reliability, Remit, Text};

/// The rows of a sheet below its headings, and the letters of a cell: the limits of the format.
const MOST_ROWS: usize = (1 << 20) - 1;
const MOST_LETTERS: usize = 32_767;

/// A sheet before it is written.
struct BookTable {
    name: &'static str,
    headings: Vec<&'static str>,
    rows: Vec<Vec<String>>,
}

/// A model as an XLSX workbook, and what was left out of it.
///
/// ```
/// let model = ron::from_str(r#"Model(organs: { "club": Organ(name: "=Club", existence: "1950~/") })"#)?;
/// let (bytes, left_out) = organigram::exchange::to_xlsx(&model);
/// assert!(bytes.starts_with(b"PK") && left_out.is_empty());
/// # Ok::<(), ron::error::SpannedError>(())
/// ```
///
/// # Panics
/// Never: the sheets have other names and keep within the limits of the format, and are written to memory.
#[must_use]
pub fn to_xlsx(model: &Model<'_>) -> (Vec<u8>, Vec<String>) {
    let tables = [
        organs(model),
        superiors(model),
        posts(model),
        tenures(model),
        seats(model),
        lineage(model),
        people(model),
        sources(model),
    ];
    let mut left_out = Vec::new();
    let events = model.events.len();
    if events > 0 {
        let what = if events == 1 { "event" } else { "events" };
        left_out.push(format!("{events} {what}: the workbook has no sheet for them"));
    }
    let bytes =
        write(&tables, &mut left_out).expect("sheets within the limits are written to memory");
    (bytes, left_out)
}

fn write(tables: &[BookTable], left_out: &mut Vec<String>) -> Result<Vec<u8>, XlsxError> {
    let mut book = Workbook::new();
    let made = ExcelDateTime::from_ymd(2000, 1, 1)?;
    book.set_properties(&DocProperties::new().set_creation_datetime(&made));
    let bold = Format::new().set_bold();
    let filled = |table: &&BookTable| !table.rows.is_empty() || table.name == "organs";
    for table in tables.iter().filter(filled) {
        sheet(book.add_worksheet(), table, &bold, left_out)?;
    }
    book.save_to_buffer()
}

fn sheet(
    sheet: &mut Worksheet,
    table: &BookTable,
    bold: &Format,
    left_out: &mut Vec<String>,
) -> Result<(), XlsxError> {
    sheet.set_name(table.name)?.set_freeze_panes(1, 1)?;
    for (column, heading) in table.headings.iter().enumerate() {
        sheet.write_string_with_format(0, column as u16, *heading, bold)?;
    }
    let more = table.rows.len().saturating_sub(MOST_ROWS);
    if more > 0 {
        left_out.push(format!("{more} rows of `{}`: a sheet holds {MOST_ROWS}", table.name));
    }
    let mut widths: Vec<usize> = table.headings.iter().map(|heading| heading.len()).collect();
    for (at, row) in table.rows.iter().take(MOST_ROWS).enumerate() {
        for (column, text) in row.iter().enumerate().filter(|(_, text)| !text.is_empty()) {
            widths[column] = widths[column].max(text.chars().take(60).count());
            let at = (at + 1) as u32;
            match number(table.headings[column], text) {
                Some(number) => sheet.write_number(at, column as u16, number)?,
                None if text.encode_utf16().count() > MOST_LETTERS => {
                    left_out.push(format!(
                        "the end of `{}` in row {} of `{}`: a cell holds {MOST_LETTERS} letters",
                        table.headings[column],
                        at + 1,
                        table.name
                    ));
                    sheet.write_string(at, column as u16, cut(text))?
                }
                None => sheet.write_string(at, column as u16, text.as_str())?,
            };
        }
    }
    for (column, width) in widths.iter().enumerate() {
        sheet.set_column_width(column as u16, (*width as f64 + 2.0).clamp(8.0, 48.0))?;
    }
    let (last, columns) = (table.rows.len().min(MOST_ROWS) as u32, table.headings.len() as u16);
    sheet.autofilter(0, 0, last, columns - 1)?;
    Ok(())
}

/// The number of a column of numbers.
fn number(heading: &str, text: &str) -> Option<f64> {
    if matches!(heading, "rank" | "seats") { text.parse().ok() } else { None }
}

/// A text that a cell can hold, with a sign that it goes on.
fn cut(text: &str) -> String {
    let mut units = 0;
    let kept = text.chars().take_while(|letter| {
        units += letter.len_utf16();
        units < MOST_LETTERS
    });
    let mut kept: String = kept.collect();
    kept.push('…');
    kept
}

/// The evidence of a row: modality, reliability, sources, rivals, note.
const EVIDENCE: [&str; 5] = ["modality", "reliability", "sources", "rival values", "note"];

fn evidence(
    model: &Model<'_>,
    modality: Modality,
    cites: &[&[Cite<'_>]],
    rivals: Vec<String>,
    note: &Text<'_>,
) -> [String; 5] {
    let cites: Vec<&Cite<'_>> = cites.iter().flat_map(|cites| cites.iter()).collect();
    let trust = cites.iter().filter_map(|cite| model.sources.get(&cite.source));
    let trust = trust.map(|source| source.reliability).max_by_key(|trust| match trust {
        Reliability::Low => 0,
        Reliability::Unjudged => 1,
        Reliability::Medium => 2,
        Reliability::High => 3,
    });
    let mut said: Vec<String> = Vec::new();
    for cite in cites {
        let text = format!("{} {}", cite.source, cite.at).trim_end().to_owned();
        if !said.contains(&text) {
            said.push(text);
        }
    }
    [
        modality.name().to_lowercase(),
        trust.map(|trust| trust.to_string()).unwrap_or_default(),
        said.join("; "),
        rivals.join("; "),
        note.to_string(),
    ]
}

/// The values that are claimed beside the preferred one, with their fields and sources.
fn rivals<'m, 't, T>(
    out: &mut Vec<String>,
    field: &str,
    values: &'m Disputed<'t, T>,
    text: impl Fn(&'m T) -> &'m str,
) {
    for claim in values.claims().iter().skip(1) {
        let sources: Vec<&str> = claim.cite.iter().map(|cite| &*cite.source).collect();
        let by =
            if sources.is_empty() { String::new() } else { format!(" ({})", sources.join(", ")) };
        let how = match claim.modality {
            Modality::Asserted => String::new(),
            modality => format!(", {modality}"),
        };
        let when = match &*claim.during.edtf {
            "" => String::new(),
            edtf => format!(" in {edtf}"),
        };
        out.push(format!("{field} {}{when}{how}{by}", text(&claim.value)));
    }
}

fn edtf<'m>(date: &'m Date<'_>) -> &'m str {
    &date.edtf
}

fn said<'m>(text: &'m Text<'_>) -> &'m str {
    text
}

/// The citations of the preferred claim, else those of its entry.
fn cites_of<'m, 't, T>(values: &'m Disputed<'t, T>, entry: &'m [Cite<'t>]) -> &'m [Cite<'t>] {
    match values.claims().first() {
        Some(claim) if !claim.cite.is_empty() => &claim.cite,
        _ => entry,
    }
}

fn edtf_of(dates: &Disputed<'_, Date<'_>>) -> String {
    dates.preferred().map(|date| date.edtf.to_string()).unwrap_or_default()
}

fn preferred(values: &Disputed<'_, Text<'_>>) -> String {
    values.preferred().map(|text| text.to_string()).unwrap_or_default()
}

fn names<'m>(ids: impl IntoIterator<Item = &'m Text<'m>>, name: impl Fn(&str) -> String) -> String {
    let names: Vec<String> = ids.into_iter().map(|id| name(id)).collect();
    names.join("; ")
}

fn joined(ids: &[Text<'_>]) -> String {
    ids.join("; ")
}

fn yes(is_so: bool) -> String {
    if is_so { "yes".to_owned() } else { String::new() }
}

/// A function, a mandate and the like in words, with its time.
fn said_of(remit: &Remit<'_>) -> String {
    match remit.during.preferred() {
        Some(date) if !date.edtf.is_empty() => format!("{}, {}", remit.text, date.edtf),
        _ => remit.text.to_string(),
    }
}

/// Identifiers with their schemes, as tables read them.
fn identifiers(ids: &Identifiers<'_>) -> String {
    let ids: Vec<String> = pairs(ids).map(|(scheme, id)| format!("{scheme}: {id}")).collect();
    ids.join("; ")
}

fn organ_name(model: &Model<'_>, id: &str) -> String {
    let organ = model.organs.get(id).filter(|organ| !organ.name.is_empty());
    organ.map_or(id, |organ| &organ.name).to_owned()
}

fn post_title(model: &Model<'_>, id: &str) -> String {
    let post = model.posts.get(id).filter(|post| !post.title.is_empty());
    post.map_or(id, |post| &post.title).to_owned()
}

fn person_name(model: &Model<'_>, id: &str) -> String {
    let person = model.people.get(id).filter(|person| !person.name.is_empty());
    person.map_or(id, |person| &person.name).to_owned()
}

fn organs(model: &Model<'_>) -> BookTable {
    let headings = ["id", "name", "kind", "place", "superiors", "names of superiors", "existence"];
    let more =
        ["other names", "functions", "mandates", "jurisdiction", "legal_basis", "ids", "url"];
    let headings = [&headings[..], &PERIOD, &more, &EVIDENCE].concat();
    let mut rows = Vec::new();
    for (id, organ) in &model.organs {
        let mut others = Vec::new();
        rivals(&mut others, "existence", &organ.existence, edtf);
        rivals(&mut others, "kind", &organ.kind, said);
        rivals(&mut others, "place", &organ.place, said);
        let under: Vec<Text<'_>> = organ.under.iter().map(|under| under.organ.clone()).collect();
        let other_names: Vec<&str> = organ.names.iter().map(|name| &*name.text).collect();
        let mut row = vec![
            id.to_string(),
            organ.name.to_string(),
            preferred(&organ.kind),
            preferred(&organ.place),
            joined(&under),
            names(&under, |id| organ_name(model, id)),
            edtf_of(&organ.existence),
        ];
        row.extend(period(&organ.existence));
        row.push(other_names.join("; "));
        for remits in [&organ.functions, &organ.mandates, &organ.jurisdiction, &organ.legal_basis] {
            let said: Vec<String> = remits.iter().map(said_of).collect();
            row.push(said.join("; "));
        }
        row.extend([identifiers(&organ.ids), organ.url.to_string()]);
        let how = modality::of_entry(organ.modality, &organ.existence);
        let cites = [cites_of(&organ.existence, &organ.cite), &organ.cite];
        row.extend(evidence(model, how, &cites, others, &organ.note));
        rows.push(row);
    }
    BookTable { name: "organs", headings, rows }
}

fn superiors(model: &Model<'_>) -> BookTable {
    let headings = ["id", "name", "under", "under name", "line", "during"];
    let headings = [&headings[..], &PERIOD, &EVIDENCE].concat();
    let mut rows = Vec::new();
    for (id, organ) in &model.organs {
        for under in &organ.under {
            let mut others = Vec::new();
            rivals(&mut others, "during", &under.during, edtf);
            let mut row = vec![
                id.to_string(),
                organ_name(model, id),
                under.organ.to_string(),
                organ_name(model, &under.organ),
                under.line.to_string(),
                edtf_of(&under.during),
            ];
            row.extend(period(&under.during));
            let cite = if under.cite.is_empty() { &organ.cite } else { &under.cite };
            let own =
                if under.modality == Modality::default() { organ.modality } else { under.modality };
            let how = modality::of_entry(own, &under.during);
            let cites = [cites_of(&under.during, cite)];
            row.extend(evidence(model, how, &cites, others, &under.note));
            rows.push(row);
        }
    }
    for (id, post) in &model.posts {
        for under in &post.under {
            let mut others = Vec::new();
            rivals(&mut others, "during", &under.during, edtf);
            let mut row = vec![
                id.to_string(),
                post_title(model, id),
                under.post.to_string(),
                post_title(model, &under.post),
                under.line.to_string(),
                edtf_of(&under.during),
            ];
            row.extend(period(&under.during));
            let cite = if under.cite.is_empty() { &post.cite } else { &under.cite };
            let own =
                if under.modality == Modality::default() { post.modality } else { under.modality };
            let how = modality::of_entry(own, &under.during);
            row.extend(evidence(model, how, &[cites_of(&under.during, cite)], others, &under.note));
            rows.push(row);
        }
    }
    BookTable { name: "hierarchy", headings, rows }
}

fn posts(model: &Model<'_>) -> BookTable {
    let headings =
        ["id", "title", "kind", "organ", "organ name", "reports to", "seats", "existence"];
    let headings = [&headings[..], &PERIOD, &["other names", "ids", "url"], &EVIDENCE].concat();
    let mut rows = Vec::new();
    for (id, post) in &model.posts {
        let mut others = Vec::new();
        rivals(&mut others, "existence", &post.existence, edtf);
        let other_names: Vec<&str> = post.names.iter().map(|name| &*name.text).collect();
        let mut row = vec![
            id.to_string(),
            post.title.to_string(),
            post.kind.to_string(),
            post.organ.to_string(),
            organ_name(model, &post.organ),
            joined(&post.under.iter().map(|under| under.post.clone()).collect::<Vec<_>>()),
            if post.seats == 0 { String::new() } else { post.seats.to_string() },
            edtf_of(&post.existence),
        ];
        row.extend(period(&post.existence));
        row.push(other_names.join("; "));
        row.extend([identifiers(&post.ids), post.url.to_string()]);
        let how = modality::of_entry(post.modality, &post.existence);
        let cites = [cites_of(&post.existence, &post.cite), &post.cite];
        row.extend(evidence(model, how, &cites, others, &post.note));
        rows.push(row);
    }
    BookTable { name: "posts", headings, rows }
}

fn tenures(model: &Model<'_>) -> BookTable {
    let headings = [
        "person",
        "person name",
        "post",
        "post title",
        "organ",
        "organ name",
        "status",
        "vacant",
        "during",
    ];
    let headings = [&headings[..], &PERIOD, &["by", "on behalf of"], &EVIDENCE].concat();
    let mut rows = Vec::new();
    for tenure in &model.tenures {
        let mut others = Vec::new();
        rivals(&mut others, "during", &tenure.during, edtf);
        let post = model.posts.get(&tenure.post);
        let organ = post.map(|post| post.organ.to_string()).unwrap_or_default();
        let mut row = vec![
            tenure.person.to_string(),
            person_name(model, &tenure.person),
            tenure.post.to_string(),
            post.map(|post| post.title.to_string()).unwrap_or_default(),
            organ.clone(),
            organ_name(model, &organ),
            tenure.status.to_string(),
            yes(tenure.vacant),
            edtf_of(&tenure.during),
        ];
        row.extend(period(&tenure.during));
        row.extend([joined(&tenure.by), joined(&tenure.on_behalf_of)]);
        let how = modality::of_entry(tenure.modality, &tenure.during);
        let cites = [cites_of(&tenure.during, &tenure.cite), &tenure.cite];
        row.extend(evidence(model, how, &cites, others, &tenure.note));
        rows.push(row);
    }
    BookTable { name: "tenures", headings, rows }
}

fn seats(model: &Model<'_>) -> BookTable {
    let headings = [
        "person",
        "person name",
        "organ",
        "organ name",
        "ex officio",
        "vacant",
        "rank",
        "membership",
        "title",
        "during",
    ];
    let headings = [&headings[..], &PERIOD, &["by", "on behalf of"], &EVIDENCE].concat();
    let mut rows = Vec::new();
    for seat in &model.seats {
        let mut others = Vec::new();
        rivals(&mut others, "during", &seat.during, edtf);
        let mut row = vec![
            seat.person.to_string(),
            person_name(model, &seat.person),
            seat.organ.to_string(),
            organ_name(model, &seat.organ),
            seat.ex_officio.to_string(),
            yes(seat.vacant),
            if seat.rank == 0 { String::new() } else { seat.rank.to_string() },
            seat.membership.to_string(),
            seat.title.to_string(),
            edtf_of(&seat.during),
        ];
        row.extend(period(&seat.during));
        row.extend([joined(&seat.by), joined(&seat.on_behalf_of)]);
        let how = modality::of_entry(seat.modality, &seat.during);
        let cites = [cites_of(&seat.during, &seat.cite), &seat.cite];
        row.extend(evidence(model, how, &cites, others, &seat.note));
        rows.push(row);
    }
    BookTable { name: "seats", headings, rows }
}

fn lineage(model: &Model<'_>) -> BookTable {
    let headings =
        ["kind", "organ", "from", "into", "organ names", "from names", "into names", "on"];
    let headings = [&headings[..], &INSTANT, &["name", "how", "by"], &EVIDENCE].concat();
    let mut rows = Vec::new();
    for transition in &model.transitions {
        let change = &transition.change;
        let mut others = Vec::new();
        rivals(&mut others, "on", &change.on, edtf);
        let name = |id: &str| organ_name(model, id);
        let mut row = vec![
            transition.kind.name().to_owned(),
            joined(&change.organ),
            joined(&change.from),
            joined(&change.into),
            names(change.organ.iter(), name),
            names(change.from.iter(), name),
            names(change.into.iter(), name),
            edtf_of(&change.on),
        ];
        row.extend(instant(&change.on));
        row.extend([change.name.to_string(), change.how.to_string(), joined(&change.by)]);
        let how = modality::of_entry(change.modality, &change.on);
        let cites = [cites_of(&change.on, &change.cite), &change.cite];
        row.extend(evidence(model, how, &cites, others, &change.note));
        rows.push(row);
    }
    BookTable { name: "lineage", headings, rows }
}

fn people(model: &Model<'_>) -> BookTable {
    let headings =
        [&["id", "name", "other names", "born", "died", "ids", "url"][..], &EVIDENCE].concat();
    let mut rows = Vec::new();
    for (id, person) in &model.people {
        let mut others = Vec::new();
        rivals(&mut others, "born", &person.born, edtf);
        rivals(&mut others, "died", &person.died, edtf);
        let other_names: Vec<&str> = person.names.iter().map(|name| &*name.text).collect();
        let mut row = vec![
            id.to_string(),
            person.name.to_string(),
            other_names.join("; "),
            edtf_of(&person.born),
            edtf_of(&person.died),
            identifiers(&person.ids),
            person.url.to_string(),
        ];
        row.extend(evidence(model, person.modality, &[&person.cite], others, &person.note));
        rows.push(row);
    }
    BookTable { name: "people", headings, rows }
}

fn sources(model: &Model<'_>) -> BookTable {
    let headings = vec![
        "id",
        "title",
        "author",
        "publisher",
        "published",
        "kind",
        "reliability",
        "within",
        "url",
        "ids",
        "lang",
        "note",
    ];
    let rows = model.sources.iter().map(|(id, source)| {
        vec![
            id.to_string(),
            source.title.to_string(),
            source.author.to_string(),
            source.publisher.to_string(),
            source.published.edtf.to_string(),
            source.kind.to_string(),
            source.reliability.to_string(),
            source.within.to_string(),
            source.url.to_string(),
            identifiers(&source.ids),
            source.lang.to_string(),
            source.note.to_string(),
        ]
    });
    BookTable { name: "sources", headings, rows: rows.collect() }
}
