//! Columns that are made of others, where a file says in two columns, or in a list within a cell, what a field is.
//!
//! Takes the text of a table, gives it with further cells behind each row: the places of all that was there stay. Knows
//! the tables by their headings, and leaves every other table as it is.

use std::collections::{HashMap, HashSet};

use super::cells::{Cell, Rows, separator};
use super::columns::plain;
use crate::exchange::wikidata::edtf_of;

/// Makes a cell of those of its row.
type CellMaker = Box<dyn Fn(&[Cell<'_>]) -> String>;

/// What a further column is called, and how its cells are made of those of the row.
struct DerivedColumn {
    heading: String,
    make: CellMaker,
}

/// What ends the heading of a column that says a date of Wikidata by its precision.
pub(super) const BY_PRECISION: &str = " by precision";

/// The heading of the column that says a date of Wikidata by its precision.
pub(super) fn precise(heading: &str) -> String {
    format!("{heading}{BY_PRECISION}")
}

/// A table with the columns that follow from others.
pub(super) fn with_derived(mut text: String) -> String {
    if !has_derived(&text) {
        return text;
    }
    if !text.ends_with('\n') {
        text.push('\n');
    }
    let mut rows = Rows::new(&text, separator(&text));
    let mut cells = Vec::new();
    let Some(Ok(start)) = rows.next(&mut cells) else { return text };
    let headings: Vec<String> = cells.iter().map(|cell| plain(&cell.text)).collect();
    let columns = columns(&headings, &cells);
    let sign = rows.separator() as char;
    let mut out = String::with_capacity(text.len() + text.len() / 4);
    out.push_str(&text[..start]);
    let mut from = start;
    let mut is_heading = true;
    loop {
        // What stands between rows, and what is no row, stays.
        let row = text[from..rows.at()].trim_end_matches(['\n', '\r']);
        out.push_str(row);
        for column in &columns {
            let cell = if is_heading { column.heading.clone() } else { (column.make)(&cells) };
            out.push(sign);
            out.push_str(&quoted(&cell, sign));
        }
        out.push('\n');
        is_heading = false;
        from = rows.at();
        loop {
            match rows.next(&mut cells) {
                None => {
                    out.push_str(&text[from..]);
                    return out;
                }
                Some(Ok(start)) if cells.len() >= headings.len() => {
                    out.push_str(&text[from..start]);
                    from = start;
                    break;
                }
                Some(_) => {
                    out.push_str(&text[from..rows.at()]);
                    from = rows.at();
                }
            }
        }
    }
}

/// Whether some column follows from others.
fn has_derived(text: &str) -> bool {
    let (mut rows, mut cells) = (Rows::new(text, separator(text)), Vec::new());
    rows.next(&mut cells);
    let headings: Vec<String> = cells.iter().map(|cell| plain(&cell.text)).collect();
    !columns(&headings, &cells).is_empty()
}

fn quoted(cell: &str, sign: char) -> String {
    match cell.contains([sign, '"', '\n', '\r']) {
        true => format!("\"{}\"", cell.replace('"', "\"\"")),
        false => cell.to_owned(),
    }
}

fn columns(headings: &[String], cells: &[Cell<'_>]) -> Vec<DerivedColumn> {
    let places: HashMap<&str, usize> =
        headings.iter().enumerate().rev().map(|(at, heading)| (heading.as_str(), at)).collect();
    let at = |name: &str| places.get(plain(name).as_str()).copied();
    let mut columns = Vec::new();
    if let (Some(_), Some(relations)) = (at("id"), at("relationships"))
        && (at("names.types.ror_display").is_some() || at("wikipedia_url").is_some())
    {
        for kind in ["parent", "predecessor", "successor"] {
            let make = Box::new(move |cells: &[Cell<'_>]| related(&cells[relations].text, kind));
            columns.push(DerivedColumn { heading: kind.to_owned(), make });
        }
        columns.push(names_of_ror(&at));
    }
    if at("unit:id:admin").is_some() {
        columns.extend(DATES_OF_UNITS.iter().filter_map(|dates| flagged(dates, &at)));
    }
    for (column, cell) in cells.iter().enumerate() {
        let heading = cell.text.trim();
        if heading.is_empty() {
            continue;
        }
        if let Some(precision) = at(&format!("{heading}_precision"))
            && heading != precise(heading)
        {
            let make = Box::new(move |cells: &[Cell<'_>]| {
                by_precision(cells[column].text.trim(), cells[precision].text.trim())
            });
            columns.push(DerivedColumn { heading: precise(heading), make });
        }
    }
    // A table that was written with these columns has them already.
    columns.retain(|column| at(&column.heading).is_none());
    columns
}

/// The columns that are read by way of others that follow from them.
pub(super) fn read_by_others(headings: &[String]) -> HashSet<&String> {
    let all: HashSet<String> = headings.iter().map(|heading| plain(heading)).collect();
    let has = |name: &str| all.contains(&plain(name));
    let is_read = |heading: &&String| {
        let plain = plain(heading);
        let of_names =
            plain.starts_with("names_types_") || matches!(plain.as_str(), "aliases" | "acronyms");
        let is_flag = || {
            DATES_OF_UNITS
                .iter()
                .any(|dates| super::columns::plain(dates.flag) == plain && has(dates.heading))
        };
        let bare = plain.trim_end_matches("_precision");
        !plain.is_empty()
            && (is_flag()
                || all.contains(&format!("{bare}_by_precision"))
                || (of_names || plain == "relationships")
                    && has("other names")
                    && has("relationships"))
    };
    headings.iter().filter(is_read).collect()
}

/// The ids that a list of ROR's relations names under a kind: `parent: https://ror.org/1, https://ror.org/2; child: ..`.
fn related(cell: &str, kind: &str) -> String {
    let of_kind = cell
        .split(';')
        .filter_map(|group| group.split_once(':'))
        .filter(|(name, _)| name.trim().eq_ignore_ascii_case(kind));
    let ids = of_kind.flat_map(|(_, ids)| ids.split(',')).map(str::trim);
    ids.filter(|id| !id.is_empty()).collect::<Vec<_>>().join(" ")
}

/// The columns of ROR's tables that have lists of names behind their language.
pub(super) const LISTS_OF_NAMES: [&str; 3] =
    ["names.types.acronym", "names.types.alias", "names.types.label"];

/// Whether a piece of such a list may be one name or several.
pub(super) fn is_unsure(names: &str) -> bool {
    names.contains(", ")
}

/// The other names of ROR's tables: `en: One, Two; no_lang_code: Three`. A list with commas may be one name with a comma:
/// its row is reported as taken in part (`not_taken`). The JSON file has the names one by one.
fn names_of_ror(at: &impl Fn(&str) -> Option<usize>) -> DerivedColumn {
    let lists: Vec<usize> = LISTS_OF_NAMES.into_iter().filter_map(at).collect();
    let plain_lists: Vec<usize> = ["aliases", "acronyms"].into_iter().filter_map(at).collect();
    let make = Box::new(move |cells: &[Cell<'_>]| {
        let groups = lists.iter().flat_map(|&list| cells[list].text.split(';'));
        let names = groups.map(|group| group.split_once(": ").unwrap_or(("", group)).1.trim());
        let names = names.filter(|name| !is_unsure(name));
        let more = plain_lists.iter().flat_map(|&list| cells[list].text.split(';')).map(str::trim);
        names.chain(more).filter(|name| !name.is_empty()).collect::<Vec<_>>().join("\n")
    });
    DerivedColumn { heading: "other names".to_owned(), make }
}

/// A date of which another column says whether it is that of the beginning or end, or only of a mention.
struct FlaggedDate {
    heading: &'static str,
    date: &'static str,
    flag: &'static str,
    /// What the flag says where the date is meant.
    meant: &'static [&'static str],
}

const YES: &[&str] = &["y", "yes", "true", "t", "1"];
const EXACT: &[&str] = &["e"];

const DATES_OF_UNITS: [FlaggedDate; 6] = [
    FlaggedDate {
        heading: "unit start",
        date: "unit:first_cited_date",
        flag: "unit:first_cited_date_start",
        meant: YES,
    },
    FlaggedDate {
        heading: "unit end",
        date: "unit:last_cited_date",
        flag: "unit:last_cited_date_open",
        meant: EXACT,
    },
    FlaggedDate {
        heading: "related start",
        date: "unit:related_unit_first_cited_date",
        flag: "unit:related_unit_first_cited_date_start",
        meant: YES,
    },
    FlaggedDate {
        heading: "related end",
        date: "unit:related_unit_last_cited_date",
        flag: "unit:related_unit_open",
        meant: EXACT,
    },
    FlaggedDate {
        heading: "posting start",
        date: "person:posting_first_cited_date",
        flag: "person:posting_first_cited_date_start",
        meant: YES,
    },
    FlaggedDate {
        heading: "posting end",
        date: "person:posting_last_cited_date",
        flag: "person:posting_last_cited_date_end",
        meant: YES,
    },
];

fn flagged(
    dates: &'static FlaggedDate,
    at: &impl Fn(&str) -> Option<usize>,
) -> Option<DerivedColumn> {
    let (date, flag) = (at(dates.date)?, at(dates.flag)?);
    let make = Box::new(move |cells: &[Cell<'_>]| {
        let said = cells[flag].text.trim().to_lowercase();
        match dates.meant.contains(&said.as_str()) {
            true => cells[date].text.trim().to_owned(),
            false => String::new(),
        }
    });
    Some(DerivedColumn { heading: dates.heading.to_owned(), make })
}

/// A date of a result as precise as another column says; as it is where that says nothing.
fn by_precision(date: &str, precision: &str) -> String {
    match precision.parse() {
        Ok(precision) => edtf_of(date, precision).unwrap_or_else(|| date.to_owned()),
        Err(_) => date.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn further_cells_stand_behind_each_row_and_the_rest_stays() {
        let table = "item,inception,inceptionPrecision\n\nQ1,1949-10-01T00:00:00Z,10\n\"Q,2\",1950-01-01T00:00:00Z,9\nbroken\nQ3,,";
        assert_eq!(
            with_derived(table.into()),
            "item,inception,inceptionPrecision,inception by precision\n\nQ1,1949-10-01T00:00:00Z,10,1949-10\n\"Q,2\",1950-01-01T00:00:00Z,9,1950\nbroken\nQ3,,,\n"
        );
        assert_eq!(with_derived("a,b\n1,2\n".into()), "a,b\n1,2\n");
    }

    #[test]
    fn lists_of_ror_are_taken_apart() {
        let cell = "child: https://ror.org/1; parent: https://ror.org/2, https://ror.org/3";
        assert_eq!(related(cell, "parent"), "https://ror.org/2 https://ror.org/3");
        assert_eq!(related(cell, "successor"), "");
        let table = "id,names.types.ror_display,names.types.label,names.types.acronym,relationships\n\
                     r1,Works,en: Works; de: Werk,no_lang_code: W, X,\n";
        let table = table.replace("no_lang_code: W, X", "\"no_lang_code: W, X\"");
        assert!(with_derived(table).ends_with(",,,,\"Works\nWerk\"\n"));
    }
}
