//! What came of the rows: counts that add up, and the first of the rows that could not be used.
//!
//! Takes row errors, gives diagnostics. Memory does not grow with the number of refused rows.

use std::fmt;

use super::columns::ColumnKind;
use crate::diagnostics::{Advice, Code, Diagnostic, Level};
use crate::text::Span;

macro_rules! codes {
    ($($(#[$meta:meta])* $NAME:ident = $code:literal $name:literal;)*) => {
        $( $(#[$meta])* pub const $NAME: Code = Code { code: $code, name: $name }; )*

        /// All codes of importing, in order.
        pub const ALL: &[Code] = &[$($NAME),*];
    };
}

/// The codes of all problems that importing finds. A code that has been published is never used
/// again for anything else.
pub mod code {
    use super::Code;

    codes! {
        /// A row has a broken quotation mark, or another number of cells than the heading.
        BAD_ROW = "I001" "bad-row";
        /// A cell is empty without which the row says nothing.
        MISSING_CELL = "I002" "missing-cell";
        /// A cell is no id.
        BAD_CELL_ID = "I003" "bad-cell-id";
        /// An earlier row, or the model, has the same id.
        REPEATED_ROW_ID = "I004" "repeated-row-id";
        /// A cell is no date.
        BAD_CELL_DATE = "I005" "bad-cell-date";
        /// A cell says something that cannot stand there.
        BAD_CELL = "I006" "bad-cell";
        /// A row speaks of an id that no row has.
        UNKNOWN_ROW_ID = "I007" "unknown-row-id";
        /// A cell says that nobody held a post.
        NOBODY_NAMED = "I008" "nobody-named";
    }
}

/// Why a row, or a cell of it, cannot be used.
#[derive(Debug)]
pub(super) struct RowError {
    pub(super) code: Code,
    pub(super) span: Span,
    pub(super) message: String,
    pub(super) help: Option<Advice>,
}

/// What came of one table.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ImportCounts {
    /// The file's name.
    pub file: String,
    /// What its rows are.
    pub holds: &'static str,
    /// How many rows it has below the heading.
    pub read: usize,
    /// How many of them came into the model whole.
    pub taken: usize,
    /// How many came into the model without some cells, which are reported.
    pub partly: usize,
    /// How many could not be used.
    pub reported: usize,
    /// How many the mapping leaves to others.
    pub left: usize,
    /// The headings of the columns that nothing reads.
    pub unread: Vec<String>,
    /// What was concluded from the whole table, for the user to see.
    pub notes: Vec<String>,
    /// Of a file that is read as several tables because it is well known: how many of its rows none of them reads.
    none: Option<usize>,
}

impl ImportCounts {
    pub(super) fn new(
        file: &str,
        kind: ColumnKind,
        unread: Vec<String>,
        none: Option<usize>,
    ) -> Self {
        ImportCounts {
            file: file.to_owned(),
            holds: kind.name(),
            unread,
            none,
            ..ImportCounts::default()
        }
    }

    /// How many rows came into the model, whole or in part.
    fn came(&self) -> usize {
        self.taken + self.partly
    }

    /// The counts as one JSON object.
    #[must_use]
    pub fn to_json(&self) -> String {
        let ImportCounts {
            file, holds, read, taken, partly, reported, left, unread, notes, ..
        } = self;
        serde_json::json!({
            "table": file, "holds": holds, "read": read, "taken": taken,
            "taken_in_part": partly, "reported": reported,
            "left_out": left, "unread": unread, "notes": notes,
        })
        .to_string()
    }
}

impl fmt::Display for ImportCounts {
    /// `organs.csv: 1707 organs read = 1706 taken + 1 reported; columns not used: lang`
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.write(f, self.holds)
    }
}

impl ImportCounts {
    fn write(&self, f: &mut dyn fmt::Write, holds: &str) -> fmt::Result {
        let ImportCounts { file, read, taken, partly, reported, left, unread, notes, .. } = self;
        write!(f, "{file} ({holds}): {read} read = {taken} taken")?;
        if *partly > 0 {
            write!(f, " + {partly} taken in part")?;
        }
        write!(f, " + {reported} reported")?;
        if *left > 0 {
            write!(f, " + {left} left out by the mapping")?;
        }
        if !unread.is_empty() {
            write!(f, "; columns not used: {}", unread.join(", "))?;
        }
        for note in notes {
            write!(f, "; {note}")?;
        }
        Ok(())
    }
}

/// The counts of a file that is read as several tables, as one; nothing where several of them have problems, which may be of
/// the same rows.
fn together(tables: &[&ImportCounts]) -> Option<String> {
    let first = tables.first()?;
    let none = first.none?;
    let mut worst = tables.iter().filter(|table| table.partly + table.reported > 0);
    let (of, other) = (worst.next().unwrap_or(first), worst.next());
    if other.is_some() {
        return None;
    }
    let mut whole = ImportCounts { left: none, ..(*of).clone() };
    whole.taken = whole.read.checked_sub(none + whole.partly + whole.reported)?;
    whole.unread = tables.iter().flat_map(|table| table.unread.clone()).collect();
    whole.notes = tables.iter().flat_map(|table| table.notes.clone()).collect();
    let mut kinds: Vec<(&str, usize)> = Vec::new();
    for table in tables {
        match kinds.iter_mut().find(|(kind, _)| *kind == table.holds) {
            Some((_, most)) => *most = (*most).max(table.came()),
            None => kinds.push((table.holds, table.came())),
        }
    }
    let is_all = kinds.len() == 1 || kinds.iter().all(|(_, came)| *came == whole.came());
    let kinds = kinds.iter().map(|(kind, came)| match is_all {
        true => (*kind).to_owned(),
        false => format!("{came} as {kind}"),
    });
    let mut line = String::new();
    whole.write(&mut line, &kinds.collect::<Vec<_>>().join(", ")).ok()?;
    Some(line)
}

/// What came of all tables.
#[derive(Clone, Debug, Default)]
pub struct ImportReport {
    /// By table, in the order in which they were read.
    pub tables: Vec<ImportCounts>,
    /// The first of the rows and cells that could not be used.
    pub diagnostics: Vec<Diagnostic>,
    /// How many more there were.
    pub more: usize,
    /// What was concluded from all tables together, for the user to see.
    pub notes: Vec<String>,
    /// The files of which nothing shows what they hold, and why.
    pub unknown: Vec<(String, Advice)>,
    /// Whether reading stopped at the first of them.
    pub stopped: bool,
    /// How many problems are kept with their places.
    most: usize,
}

/// How many problems are kept with their places where it is not said.
const KEPT: usize = 1000;

impl ImportReport {
    /// No row read yet of these tables; so many problems are kept.
    pub(super) fn keeping(most: Option<usize>, tables: Vec<ImportCounts>) -> Self {
        ImportReport { tables, most: most.unwrap_or(KEPT), ..ImportReport::default() }
    }

    /// A row came into the model, all or without the cells that cannot be used.
    pub(super) fn take(&mut self, table: usize, problems: Vec<RowError>) {
        match problems.is_empty() {
            true => self.tables[table].taken += 1,
            false => self.tables[table].partly += 1,
        }
        problems.into_iter().for_each(|problem| self.report(problem));
    }

    /// A row cannot be used.
    pub(super) fn refuse(&mut self, table: usize, error: RowError, others: Vec<RowError>) {
        self.tables[table].reported += 1;
        std::iter::once(error).chain(others).for_each(|problem| self.report(problem));
    }

    fn report(&mut self, error: RowError) {
        if self.diagnostics.len() >= self.most {
            self.more += 1;
            return;
        }
        let RowError { code, span, message, help } = error;
        let diagnostic = Diagnostic::new(code, Level::Error, message, span);
        self.diagnostics.push(match help {
            Some(help) => diagnostic.help(help),
            None => diagnostic,
        });
    }

    /// One for a piece of the tables, to be appended later.
    pub(super) fn fresh(&self) -> Self {
        let tables = self.tables.iter().map(|counts| ImportCounts {
            file: counts.file.clone(),
            holds: counts.holds,
            ..ImportCounts::default()
        });
        ImportReport::keeping(Some(self.most), tables.collect())
    }

    /// Adds what came of a later piece.
    pub(super) fn append(&mut self, later: ImportReport) {
        for (counts, more) in self.tables.iter_mut().zip(later.tables) {
            counts.read += more.read;
            counts.taken += more.taken;
            counts.partly += more.partly;
            counts.reported += more.reported;
            counts.left += more.left;
        }
        let room = self.most.saturating_sub(self.diagnostics.len());
        let all = later.diagnostics.len();
        self.diagnostics.extend(later.diagnostics.into_iter().take(room));
        self.more += later.more + all.saturating_sub(room);
        self.stopped |= later.stopped;
    }

    /// The closing lines for people: one for each table, and one for a well-known file that is read as several, unless
    /// several of these have problems.
    #[must_use]
    pub fn lines(&self) -> Vec<String> {
        let mut lines = Vec::new();
        for (at, counts) in self.tables.iter().enumerate() {
            let of_file: Vec<&ImportCounts> =
                self.tables.iter().filter(|other| other.file == counts.file).collect();
            let Some(line) = together(&of_file) else {
                lines.push(counts.to_string());
                continue;
            };
            if self.tables[..at].iter().all(|other| other.file != counts.file) {
                lines.push(line);
            }
        }
        lines
    }

    /// The notes and the files that were not read, as JSON objects.
    #[must_use]
    pub fn notes_json(&self) -> Vec<String> {
        let unknown = self
            .unknown
            .iter()
            .map(|(file, why)| serde_json::json!({ "not_imported": file, "why": why }).to_string());
        let notes = self.notes.iter().map(|note| serde_json::json!({ "note": note }).to_string());
        unknown.chain(notes).collect()
    }

    /// How many problems the rows have.
    #[must_use]
    pub fn reported(&self) -> usize {
        self.diagnostics.len() + self.more
    }
}
