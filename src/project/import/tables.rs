//! Other people's tables as a model. Takes texts and what is known of them, gives the entries with a report of every row;
//! never writes a file.

use std::borrow::Cow;
use std::io::{self, Write};
use std::path::Path;

use super::imported::ImportedModel;
use super::known::{Known, file_name, ids, ids_of, read_memory};
use crate::exchange::{
    self, ImportMemory, ImportOptions, ImportPlan, KnownThing, Mapping, Ron, Strictness,
};
use crate::load::{self, Disk, LoadOptions, Overlay};
use crate::project::ProjectError;
use crate::text::SourceMap;

/// Tables to make a model of.
///
/// ```
/// use organigram::project::{Mapping, TableImport};
///
/// let mut tables = TableImport::new(Mapping::default());
/// tables.add("organs.csv", "id,name,under,start\nclub,Chess Club,,1950\nboard,Board,club,\n")?;
/// let imported = tables.import()?;
/// assert_eq!(imported.report.tables[0].to_string(), "organs.csv (organs): 2 read = 2 taken + 0 reported");
/// assert!(imported.to_text().contains(r#""board": Organ(name: "Board", under: "club")"#));
/// # Ok::<(), organigram::project::ProjectError>(())
/// ```
#[derive(Debug, Default)]
#[non_exhaustive]
pub struct TableImport {
    /// What the columns mean; reported from names and headings where it is not said.
    pub mapping: Mapping,
    /// Whether to go on after a row that cannot be used.
    pub strictness: Strictness,
    /// The sheets of workbooks that are meant; all where none is named.
    pub sheets: Vec<String>,
    /// How many problems are kept with their places; a thousand where it is not said. All of them are counted.
    pub most: Option<usize>,
    texts: SourceMap,
    known: Vec<KnownThing>,
    memory: ImportMemory,
    notes: Vec<String>,
}

impl TableImport {
    /// No table yet.
    #[must_use]
    pub fn new(mapping: Mapping) -> TableImport {
        TableImport { mapping, ..TableImport::default() }
    }

    /// Adds a table from a file: `.csv`, `.tsv`, or either packed by gzip; JSON that is results of a query service or a
    /// list of records; of a workbook (`.xlsx`, `.ods`, with the
    /// feature `workbooks`) the [sheets](TableImport::sheets) that show something. `encoding` is the name of one such as
    /// `windows-1252`; where it is empty, the file is UTF-8, or UTF-16 with its mark.
    ///
    /// # Errors
    /// When the file cannot be read, or is no such text.
    pub fn open(&mut self, path: &Path, encoding: &str) -> Result<(), ProjectError> {
        let name = path.display().to_string();
        self.notes.extend(exchange::open(&mut self.texts, &name, path, encoding, &self.sheets)?);
        Ok(())
    }

    /// Adds a table from memory, by the name that messages call it.
    ///
    /// # Errors
    /// When all texts together are longer than 4 GiB.
    pub fn add(&mut self, name: &str, text: impl Into<String>) -> Result<(), ProjectError> {
        let fail = |error: String| ProjectError::Usage(format!("{name}: {error}").into());
        let table = exchange::table_text(text.into()).map_err(fail)?;
        self.notes.extend(table.notes.into_iter().map(|note| format!("{name}: {note}")));
        let called = format!("{name}{}", table.sheet);
        let added = self.texts.add(&called, name.into(), table.text);
        added.map(|_| ()).map_err(|error| fail(error.to_string()))
    }

    /// Says which model the entries go into, by its path and the text that its file has now: cells may call what it
    /// has by name, and so may rows without ids. Files that it includes count too.
    ///
    /// # Errors
    /// When the text is no RON.
    pub fn into_model(&mut self, path: &str, text: &str) -> Result<(), ProjectError> {
        let ids = ids(path, text)?;
        let mut files = Overlay::new(Disk);
        files.insert(path, text);
        let options = LoadOptions::default();
        let known = load::load_from(&files, Path::new(path), &options, Known::default()).sink.0;
        self.known = ids.into_iter().map(|id| KnownThing::new(id, None)).chain(known).collect();
        Ok(())
    }

    /// Says what imports into that model made the last time: the text that [`UpdatedModel::memory`](super::UpdatedModel::memory) was. What these
    /// tables made then is made anew, and not taken for something that the model had before.
    ///
    /// # Errors
    /// When it is no such text.
    pub fn remember(&mut self, memory: &str) -> Result<(), ProjectError> {
        self.memory = read_memory(memory)?;
        Ok(())
    }

    /// The texts of the tables, for the places of what is reported.
    #[must_use]
    pub fn texts(&self) -> &SourceMap {
        &self.texts
    }

    /// What each table would be taken for, and which of its columns for what. Reads no row.
    ///
    /// # Errors
    /// As [`TableImport::import`].
    pub fn plan(&self) -> Result<ImportPlan, ProjectError> {
        Ok(exchange::plan(&self.texts, &*self.completed()?)?)
    }

    /// Makes a model of the tables. Every row that cannot be used is reported with its place; the counts add up.
    ///
    /// # Errors
    /// When a table cannot be read at all: nothing shows what it holds, or it lacks a column.
    pub fn import(&self) -> Result<ImportedModel, ProjectError> {
        let (tables, options) = (self.tables(), self.options());
        let mapping = self.completed()?;
        let mut imported = exchange::import(&self.texts, &mapping, &options, Ron::default())?;
        imported.report.notes.splice(0..0, self.notes.iter().cloned());
        Ok(ImportedModel::of_tables(imported.sink, imported.report, tables))
    }

    fn options(&self) -> ImportOptions {
        let made = self.memory.last(&self.tables()).map(ids_of).unwrap_or_default();
        let is_other = |thing: &&KnownThing| !made.contains(thing.id.as_str());
        let known = self.known.iter().filter(is_other).cloned().collect();
        ImportOptions::default().strictness(self.strictness).known(known).most(self.most)
    }

    /// Writes the rows of one table that cannot be used, or not all of them, as they are, with a last column that says
    /// why: a table to be put right and imported again. `file` is the name of the table in the report.
    ///
    /// ```
    /// use organigram::project::{Mapping, TableImport};
    ///
    /// let mut tables = TableImport::new(Mapping::default());
    /// tables.add("organs.csv", "id,name,start\nclub,Chess Club,1950\nboard,Board,soon\n")?;
    /// let mut rows = Vec::new();
    /// tables.write_reported("organs.csv", &mut rows)?;
    /// assert!(String::from_utf8(rows)?.starts_with("id,name,start,problem\nboard,Board,soon,"));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    /// When `out` takes no more.
    pub fn write_reported(&self, file: &str, out: &mut dyn Write) -> io::Result<()> {
        let Ok(mapping) = self.completed() else { return Ok(()) };
        exchange::write_reported(&self.texts, &mapping, &self.options(), file, out)
    }

    /// The mapping, with what is known of well-known files.
    fn completed(&self) -> Result<Cow<'_, Mapping>, ProjectError> {
        Ok(exchange::with_ready_mappings(&self.texts, &self.mapping)?)
    }

    /// The names of the tables, without their folders and each once, by which the next import knows them again.
    fn tables(&self) -> String {
        let names =
            self.texts.files().iter().map(|file| file_name(&file.path.display().to_string()));
        let mut names: Vec<String> = names.collect();
        names.sort();
        names.dedup();
        names.join("; ")
    }
}
