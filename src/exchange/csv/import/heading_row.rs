//! Where the headings of a table stand, and where the table ends: titles above, two rows of headings, notes below.
//!
//! Takes the text of a table, gives its headings, its rows and what was passed over. Passes over nothing that may be
//! a row: a line below the table is a note only behind a blank line or where it says itself that it is one.

use super::cells::{Cell, CellProblem, Rows, separator};
use super::columns::is_heading;
use crate::model::Text;

/// How many rows are looked at.
const LOOKED_AT: usize = 20;

/// A table by its parts.
pub(super) struct TableParts<'t> {
    pub(super) headings: Vec<String>,
    pub(super) rows: Rows<'t>,
    /// What was passed over, in words.
    pub(super) notes: Vec<String>,
}

/// Takes a table apart. `mapped` are headings that the user names; `between` is what separates the cells of a sheet, and
/// is looked for where the table is none.
pub(super) fn parts<'t>(
    text: &'t str,
    mapped: &[&str],
    between: Option<u8>,
) -> Result<TableParts<'t>, String> {
    let mut rows = match between {
        None => Rows::new(text, separator(text)),
        Some(sign) => Rows::new(text, sign).of_sheet(),
    };
    let first = first_rows(&rows)?;
    let at = heading_at(&first, mapped);
    let mut notes = Vec::new();
    if at > 0 {
        let line =
            first[at].cells.iter().map(|cell| cell.text.trim()).find(|cell| !cell.is_empty());
        notes.push(format!(
            "the headings begin with `{}`: {} above are no part of the table",
            line.unwrap_or_default(),
            lines(at)
        ));
    }
    let top: Vec<&str> = first[at].cells.iter().map(|cell| cell.text.trim()).collect();
    let second = first
        .get(at + 1)
        .map(|row| row.cells.iter().map(|cell| cell.text.trim()).collect::<Vec<&str>>());
    let second = second.filter(|second| is_second(&top, second));
    rows = rows.from(first[at].end);
    let headings = match &second {
        None => top.iter().map(|cell| (*cell).to_owned()).collect(),
        Some(second) => {
            notes.push("the headings are two rows, read together".to_owned());
            rows = rows.from(first[at + 1].end);
            united(&top, second)
        }
    };
    if let Some((stop, below)) = notes_below(text, rows.at(), headings.len(), rows.separator()) {
        rows = rows.ending(stop);
        notes.push(format!(
            "{} below are no part of the table: `{}`",
            lines(below.len()),
            below[0]
        ));
    }
    Ok(TableParts { headings, rows: rows.without_blank(), notes })
}

fn lines(count: usize) -> String {
    if count == 1 { "1 line".to_owned() } else { format!("{count} lines") }
}

/// One of the first rows, and where the next begins.
struct FirstRow<'t> {
    cells: Vec<Cell<'t>>,
    end: usize,
}

impl FirstRow<'_> {
    fn filled(&self) -> usize {
        self.cells.iter().filter(|cell| !cell.text.trim().is_empty()).count()
    }

    fn known(&self, mapped: &[&str]) -> usize {
        let is_known = |cell: &&Cell<'_>| {
            let text = cell.text.trim();
            !text.is_empty() && (mapped.contains(&text) || is_heading(text))
        };
        self.cells.iter().filter(is_known).count()
    }
}

fn first_rows<'t>(rows: &Rows<'t>) -> Result<Vec<FirstRow<'t>>, String> {
    let (mut rows, mut cells) = (rows.clone(), Vec::new());
    let mut first = Vec::new();
    while first.len() < LOOKED_AT {
        match rows.next(&mut cells) {
            None => break,
            Some(Err(CellProblem { what, .. })) if first.is_empty() => {
                return Err(format!("the heading cannot be read: {what}"));
            }
            Some(Err(_)) => break,
            Some(Ok(_)) => {
                first.push(FirstRow { cells: std::mem::take(&mut cells), end: rows.at() })
            }
        }
    }
    match first.is_empty() {
        true => Err("the file is empty: its first line must name the columns".to_owned()),
        false => Ok(first),
    }
}

/// The row of the headings: the first one, unless it is a title with the headings below it.
fn heading_at(first: &[FirstRow<'_>], mapped: &[&str]) -> usize {
    if first[0].known(mapped) >= 2 || first[0].cells.len() == 1 && first[0].known(mapped) == 1 {
        return 0;
    }
    let known = |row: &FirstRow<'_>| row.known(mapped) >= 2;
    if let Some(at) = first.iter().position(known)
        && first[..at].iter().all(|row| row.filled() < first[at].filled())
    {
        return at;
    }
    match first[0].filled() {
        0 | 1 => first.iter().position(|row| row.filled() >= 2).unwrap_or(0),
        _ => 0,
    }
}

/// Whether a row below the headings is a second row of them: it names columns where the first has gaps.
fn is_second(top: &[&str], second: &[&str]) -> bool {
    let filled: Vec<&&str> = second.iter().filter(|cell| !cell.is_empty()).collect();
    let known = filled.iter().filter(|cell| is_heading(cell)).count();
    let fills = top.iter().zip(second).any(|(top, below)| top.is_empty() && !below.is_empty());
    fills && known >= 2 && known * 2 > filled.len() && top.iter().any(|cell| !cell.is_empty())
}

/// Two rows as one: the lower one says what a column is, the upper one for which of several that is.
fn united(top: &[&str], second: &[&str]) -> Vec<String> {
    let mut group = "";
    let width = top.len().max(second.len());
    let cell = |row: &[&str], at: usize| row.get(at).copied().unwrap_or_default().to_owned();
    (0..width)
        .map(|at| {
            let (above, below) = (cell(top, at), cell(second, at));
            if !above.is_empty() {
                group = top[at];
            }
            let is_alone = second.iter().filter(|other| **other == below).count() == 1;
            match (below.is_empty(), is_alone || group.is_empty()) {
                (true, _) => above,
                (false, true) => below,
                (false, false) => format!("{group} {below}"),
            }
        })
        .collect()
}

/// The lines below a table of at least three columns that fill one cell at most, and where they begin.
fn notes_below(
    text: &str,
    from: usize,
    width: usize,
    separator: u8,
) -> Option<(usize, Vec<String>)> {
    if width < 3 {
        return None;
    }
    let mut notes: Vec<(usize, String)> = Vec::new();
    let mut stop = None;
    let mut end = text.len();
    for _ in 0..LOOKED_AT {
        let above = text[from..end].strip_suffix('\n').unwrap_or(&text[from..end]);
        let start = above.rfind('\n').map_or(from, |at| from + at + 1);
        if start >= end || end <= from {
            break;
        }
        let line = text[start..end].trim_end_matches(['\n', '\r']);
        let cells: Vec<&str> =
            line.split(separator as char).map(str::trim).filter(|cell| !cell.is_empty()).collect();
        match cells.as_slice() {
            [] if !notes.is_empty() => stop = Some(notes.len()),
            [] => {}
            [one] if one.matches('"').count() % 2 == 0 => {
                notes.push((start, one.trim_matches('"').to_owned()));
                if is_note(one) {
                    stop = Some(notes.len());
                }
            }
            _ => break,
        }
        end = start;
    }
    notes.truncate(stop?);
    let start = notes.last()?.0;
    (start > from).then(|| (start, notes.into_iter().rev().map(|(_, note)| note).collect()))
}

/// Whether a line says itself that it is a note.
fn is_note(text: &str) -> bool {
    const BEGINNINGS: &[&str] = &[
        "source:",
        "sources:",
        "note:",
        "notes:",
        "note.",
        "nb:",
        "n.b.",
        "legend:",
        "key:",
        "last updated",
        "updated:",
        "as of ",
        "compiled ",
        "quelle:",
        "quellen:",
        "anmerkung",
        "hinweis:",
        "stand:",
        "legende:",
        "source :",
        "sources :",
        "note :",
        "remarque",
        "légende",
        "источник:",
        "источники:",
        "примечание",
        "출처:",
        "주:",
        "비고:",
        "자료:",
        "资料来源",
        "來源:",
        "来源:",
        "注:",
        "注：",
        "备注",
        "出典:",
        "出典：",
        "注）",
        "※",
        "*",
        "†",
        "¹",
        "©",
        "(1)",
        "1)",
    ];
    let small = text.trim_matches(['"', ' ']).to_lowercase();
    BEGINNINGS.iter().any(|beginning| small.starts_with(beginning))
}

/// The text with line feeds at the ends of its lines: old programs end them with a carriage return alone.
pub(crate) fn with_line_feeds(text: String) -> String {
    match text.contains('\r') && !text.contains('\n') {
        true => text.replace('\r', "\n"),
        false => text,
    }
}

/// A sample of the rows.
pub(super) fn sampled<'t>(rows: &Rows<'t>, count: usize) -> Vec<Vec<Text<'t>>> {
    let (mut rows, mut cells) = (rows.clone(), Vec::new());
    let mut sample = Vec::new();
    while sample.len() < count
        && let Some(row) = rows.next(&mut cells)
    {
        if row.is_ok() {
            sample.push(cells.drain(..).map(|cell: Cell<'t>| cell.text).collect());
        }
    }
    sample
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> (Vec<String>, Vec<String>, Vec<String>) {
        let TableParts { headings, rows, notes } = parts(text, &[], None).unwrap();
        let first = sampled(&rows, 100).into_iter().map(|row| row[0].to_string()).collect();
        (headings, first, notes)
    }

    #[test]
    fn titles_above_and_notes_below_are_no_part_of_the_table() {
        let (headings, rows, notes) = read(
            "Organs of the Party, 1950-1960;;;\n;;;\nName;Von;Bis;Übergeordnet\nPolitbüro;1950;;ZK\nZK;1950;;\n;;;\nQuelle: Handbuch;;;\n* geschätzt;;;\n",
        );
        assert_eq!(headings, ["Name", "Von", "Bis", "Übergeordnet"]);
        assert_eq!(rows, ["Politbüro", "ZK"]);
        assert_eq!(notes.len(), 2, "{notes:?}");
    }

    #[test]
    fn a_last_row_with_one_cell_is_a_row() {
        let (_, rows, notes) = read("name,start,end\nA,1950,\nB,,\n");
        assert_eq!(rows, ["A", "B"]);
        assert!(notes.is_empty());
        let (_, rows, _) = read("name,start,end\nA,1950,\nB,,\n\nC,,\n");
        assert_eq!(rows, ["A", "B"], "behind a blank line it may be a note, and is named");
        let (_, rows, _) = read("name\nA\nB\n");
        assert_eq!(rows, ["A", "B"]);
    }

    #[test]
    fn two_rows_of_headings_are_read_together() {
        let (headings, rows, _) = read("Unit,Period,,Leader\n,From,To,Name\nBoard,1950,1951,Ada\n");
        assert_eq!(headings, ["Unit", "From", "To", "Name"]);
        assert_eq!(rows, ["Board"]);
        let (headings, _, _) =
            read("Name,Existence,,Head,\n,From,To,From,To\nBoard,1950,1951,1950,\n");
        assert_eq!(headings, ["Name", "Existence From", "Existence To", "Head From", "Head To"]);
        let (headings, rows, _) = read("name,start,\nfrom,to,\n");
        assert_eq!((headings.len(), rows.len()), (3, 1), "what fills no gap is a row");
    }

    #[test]
    fn carriage_returns_alone_end_lines() {
        assert_eq!(with_line_feeds("a,b\r1,2\r".into()), "a,b\n1,2\n");
        assert_eq!(with_line_feeds("a\r\nb".into()), "a\r\nb");
    }
}
