//! How the sheets of workbooks are called among other tables: `book.xlsx#Sheet`.
//!
//! Takes and gives names. Never opens a workbook.

const BOOKS: [&str; 4] = [".xlsx", ".xlsm", ".ods", ".json"];

/// What stands behind the name of a file of JSON whose rows are a table.
pub(super) const JSON_ROWS: &str = "#rows";

/// The workbook and the sheet that a name speaks of; nothing where it is that of another table.
pub(super) fn book_and_sheet(name: &str) -> Option<(&str, &str)> {
    let is_book = |at: &usize| {
        let book = name[..*at].to_lowercase();
        BOOKS.iter().any(|ending| book.ends_with(ending))
    };
    let at = name.match_indices('#').map(|(at, _)| at).find(is_book)?;
    Some((&name[..at], &name[at + 1..]))
}

#[cfg(test)]
mod tests {
    use super::book_and_sheet;

    #[test]
    fn only_workbooks_have_sheets() {
        assert_eq!(book_and_sheet("a/b#c.XLSX#Organs #1"), Some(("a/b#c.XLSX", "Organs #1")));
        assert_eq!(book_and_sheet("list#2.csv"), None);
    }
}
