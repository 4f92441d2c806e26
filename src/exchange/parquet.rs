//! A model as a folder of Parquet tables for engines that ask many machines: Spark, DuckDB, DataFusion.
//!
//! Takes a slice; gives the files of a folder one by one, each written to any writer as it is worked out, with a page
//! that says what stands in them. Each answer is worked out here, by the slice, and written as the days on which it holds:
//! a query looks answers up and never decides one. Opens no file.
//!
//! | file | owns |
//! |---|---|
//! | `schema` | which tables there are, with what each column means |
//! | `readme` | the two files that say so: for people, and for programs |
//! | `writer` | rows to row groups of one Parquet file |
//! | `part` | what of a model a slice shows |
//! | `rows`, `ties`, `evidence` | the rows of organs and people; of relations; of claims, sources and citations |
//! | `dated` | dates as columns |
//! | `answers` | answers as stretches of days |
//! | `closure` | who stood under whom by however many steps |

mod answers;
mod closure;
mod dated;
mod evidence;
mod part;
mod readme;
mod rows;
mod schema;
mod ties;
mod writer;

use std::io::{self, Write};

use self::part::Part;
use self::schema::{TABLES, TableSchema};
use self::writer::TableWriter;
use crate::graph::{DaysOfChange, NodeIx, Slice};

/// The folder of one slice of a model.
pub(crate) struct ParquetTables<'g> {
    slice: Slice<'g>,
    days: DaysOfChange<'g>,
    part: Part,
    /// The question in words.
    about: String,
    closure: bool,
}

impl std::fmt::Debug for ParquetTables<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("ParquetTables").field("about", &self.about).finish_non_exhaustive()
    }
}

/// What every table is written from.
struct Tables<'a, 'g> {
    slice: &'a Slice<'g>,
    days: &'a DaysOfChange<'g>,
    part: &'a Part,
}

impl<'g> ParquetTables<'g> {
    /// The tables of what a slice shows: at a date that alone, with the answers for all days. Of the organs only `only`,
    /// where that is given, and what belongs to them. `about` is the question in words.
    pub(crate) fn new(
        slice: Slice<'g>,
        only: Option<&dyn Fn(NodeIx) -> bool>,
        about: String,
        closure: bool,
    ) -> ParquetTables<'g> {
        let part = Part::of(&slice, only);
        let days = DaysOfChange::new(slice.graph());
        // A date chooses what is written; the answers are those of all days.
        ParquetTables { slice, days, part, about, closure }
    }

    /// The names of the files, in a fixed order.
    pub(crate) fn names(&self) -> Vec<String> {
        let tables = self.tables().map(|table| format!("{}.parquet", table.name));
        ["README.md", "schema.json"].into_iter().map(str::to_owned).chain(tables).collect()
    }

    fn tables(&self) -> impl Iterator<Item = &'static TableSchema> {
        let closure = self.closure;
        TABLES.iter().filter(move |table| closure || table.name != "closure")
    }

    /// Writes one of the files.
    ///
    /// # Errors
    /// When the writer fails, when there is no file of this name, and when the closure has too many rows.
    pub(crate) fn write(&self, name: &str, out: &mut dyn Write) -> io::Result<()> {
        let title = self.slice.graph().title();
        match name {
            "README.md" => {
                return out.write_all(readme::readme(title, &self.about, self.tables()).as_bytes());
            }
            "schema.json" => {
                return out.write_all(readme::schema(title, &self.about, self.tables()).as_bytes());
            }
            _ => {}
        }
        let table = self.tables().find(|table| name.strip_suffix(".parquet") == Some(table.name));
        let table = table.ok_or_else(|| io::Error::other(format!("no file is called `{name}`")))?;
        let mut writer = TableWriter::new(table, out)?;
        let tables = Tables { slice: &self.slice, days: &self.days, part: &self.part };
        match table.name {
            "organs" => tables.organs(&mut writer),
            "names" => tables.names(&mut writer),
            "hierarchy" => tables.hierarchy(&mut writer),
            "transitions" => tables.transitions(&mut writer),
            "transition_ends" => tables.transition_ends(&mut writer),
            "events" => tables.events(&mut writer),
            "event_ends" => tables.event_ends(&mut writer),
            "posts" => tables.posts(&mut writer),
            "tenures" => tables.tenures(&mut writer),
            "seats" => tables.seats(&mut writer),
            "people" => tables.people(&mut writer),
            "claims" => tables.claims(&mut writer),
            "sources" => tables.sources(&mut writer),
            "citations" => tables.citations(&mut writer),
            "answers" => tables.answers(&mut writer),
            "years" => tables.years(&mut writer),
            _ => tables.closure(&mut writer),
        }?;
        writer.finish()
    }

    /// How many rows the closure has at the least, where that is more than it may have.
    pub(crate) fn overflow(&self) -> Option<u64> {
        self.closure.then(|| self.part.closure_overflow(self.slice.graph())).flatten()
    }
}
