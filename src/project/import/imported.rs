//! A model that was imported, and another that takes its entries.
//!
//! Takes documents, or what came of tables; gives texts. Never writes a file.

use std::io::{self, Write};
use std::path::{Path, PathBuf};

use super::known::{Known, file_name, in_file, read_memory};
use crate::diagnostics::Level;
use crate::exchange::{self, ImportMemory, ImportReport, Ron, UpdateReport, UpdatedTexts};
use crate::load::{self, Disk, LoadOptions, Overlay};
use crate::model::Model;
use crate::project::ProjectError;
use crate::text::{SourceFile, SourceMap};

/// A model that was imported.
#[derive(Debug, Default)]
#[non_exhaustive]
pub struct ImportedModel {
    /// What came of the rows of tables; empty of documents.
    pub report: ImportReport,
    /// What a document says that a model cannot hold, in words.
    pub notes: Vec<String>,
    ron: Ron,
    /// What it was made of: the names of files.
    tables: String,
}

/// A model with what was imported, file by file.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct UpdatedModel {
    /// The files that changed: the first is that of the model itself, also where it did not.
    pub files: Vec<UpdatedFile>,
    /// What to keep beside the model, for the next import to compare with.
    pub memory: String,
    /// What came of the entries.
    pub report: UpdateReport,
}

/// One file of a model that takes an import.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct UpdatedFile {
    /// Its path.
    pub path: PathBuf,
    /// Its text as it was read.
    pub old: String,
    /// Its text as it is to be.
    pub new: String,
}

impl ImportedModel {
    /// The model of a JSON document, as an export writes it. `name` is what an error calls it.
    ///
    /// ```
    /// use organigram::project::ImportedModel;
    /// let model = ImportedModel::from_json("club.json", r#"{ "organs": { "club": { "name": "Chess Club" } } }"#)?;
    /// let added = model.added_to("model.ron", r#"Model(organs: { "band": Organ() })"#)?;
    /// assert!(added.contains("band") && added.contains("Chess Club"));
    /// # Ok::<(), organigram::project::ProjectError>(())
    /// ```
    ///
    /// # Errors
    /// When it is no such document.
    pub fn from_json(name: &str, text: &str) -> Result<ImportedModel, ProjectError> {
        let model = exchange::from_json(text).map_err(in_file(name))?;
        Ok(ImportedModel::of(name, model, Vec::new()))
    }

    /// The model of documents in Popolo JSON: one, or one a class, with the names of the classes. `name` is what an
    /// error calls them.
    ///
    /// # Errors
    /// When they are no such documents.
    pub fn from_popolo(
        name: &str,
        texts: &[(String, String)],
    ) -> Result<ImportedModel, ProjectError> {
        let (model, notes) = exchange::from_popolo(texts).map_err(in_file(name))?;
        Ok(ImportedModel::of(name, model, notes))
    }

    /// The model of FollowTheMoney entities, one a line, with notes on what was left out. `name` is the file's.
    ///
    /// ```
    /// use organigram::project::ImportedModel;
    /// let lines = r#"{"id": "club", "schema": "Organization", "properties": {"name": ["Chess Club"]}}"#;
    /// let model = ImportedModel::from_ftm("clubs.ftm.json", lines);
    /// assert!(model.to_text().contains("Chess Club") && model.notes.is_empty());
    /// ```
    #[must_use]
    pub fn from_ftm(name: &str, lines: &str) -> ImportedModel {
        let (model, notes) = exchange::from_ftm(lines);
        ImportedModel::of(name, model, notes)
    }

    /// The model of EAC-CPF records, 1.0 or 2.0, with the names of their files, and notes on what was left out. `name`
    /// is what they are called together.
    ///
    /// # Errors
    /// When a document is no XML or no such record.
    pub fn from_eac(
        name: &str,
        documents: &[(String, String)],
    ) -> Result<ImportedModel, ProjectError> {
        let (model, notes) =
            exchange::from_eac(documents).map_err(|error| ProjectError::Usage(error.into()))?;
        Ok(ImportedModel::of(name, model, notes))
    }

    /// The model of entities of Wikidata as JSON, with the names of their files, and notes on what was left out. `name` is
    /// what they are called together.
    ///
    /// # Errors
    /// When a document is no JSON or has no entity.
    pub fn from_wikidata(
        name: &str,
        documents: &[(String, String)],
    ) -> Result<ImportedModel, ProjectError> {
        let (model, notes) = exchange::from_wikidata(documents)
            .map_err(|error| ProjectError::Usage(error.into()))?;
        Ok(ImportedModel::of(name, model, notes))
    }

    /// What came of tables, and of which.
    pub(super) fn of_tables(ron: Ron, report: ImportReport, tables: String) -> ImportedModel {
        ImportedModel { ron, report, tables, ..ImportedModel::default() }
    }

    fn of(name: &str, model: Model<'_>, notes: Vec<String>) -> ImportedModel {
        let tables = file_name(name);
        ImportedModel { ron: Ron::of(model), notes, tables, ..ImportedModel::default() }
    }

    /// Writes it as one text.
    ///
    /// # Errors
    /// When `out` takes no more.
    pub fn write(&self, out: &mut dyn Write) -> io::Result<()> {
        self.ron.write(out)
    }

    /// The same as a text.
    #[must_use]
    pub fn to_text(&self) -> String {
        self.ron.to_text()
    }

    /// The same as one file for each kind of thing, by name; `main` is the one that includes the others.
    #[must_use]
    pub fn to_files(&self, main: &str) -> Vec<(String, String)> {
        self.ron.to_files(main)
    }

    /// What to keep beside a new model of these entries, for the next import to compare with.
    ///
    /// # Errors
    /// When an entry could not be read again.
    pub fn memory(&self) -> Result<String, ProjectError> {
        remembered(ImportMemory::default(), &self.tables, &self.to_text())
    }

    /// The text of another model with these entries; everything that is there stays. `name` is its path.
    ///
    /// # Errors
    /// As [`ImportedModel::update`].
    pub fn added_to(self, name: &str, text: &str) -> Result<String, ProjectError> {
        let updated = self.update(name, text, None)?;
        Ok(updated.files.into_iter().next().map(|file| file.new).unwrap_or_default())
    }

    /// Puts these entries into another model, by its path and the text that its file has now. What is new is added
    /// at the ends of its sections. An entry that is there already is compared value by value with what the same
    /// tables made the last time (`memory`): what changed in them is taken, in whatever file of the model it stands;
    /// what was changed in the model is kept and reported. Where nothing is remembered of an entry, it gets what it
    /// lacks, cited as the tables cite it, and what differs is kept and reported.
    ///
    /// ```
    /// use organigram::project::{ImportedModel, Mapping, TableImport};
    ///
    /// let import = |table: &str| -> Result<ImportedModel, organigram::project::ProjectError> {
    ///     let mut tables = TableImport::new(Mapping::default());
    ///     tables.add("clubs.csv", table)?;
    ///     tables.import()
    /// };
    /// let first = import("id,name,founded,place\nclub,Chess Club,1950,Oak\n")?;
    /// let memory = first.memory()?;
    /// let edited = first.to_text().replace("Oak", "Oakham");
    ///
    /// let second = import("id,name,founded,place\nclub,Chess Club,1951,Oak\n")?;
    /// let updated = second.update("model.ron", &edited, Some(&memory))?;
    /// assert!(updated.files[0].new.contains("1951/") && updated.files[0].new.contains("Oakham"));
    /// assert_eq!(updated.report.kept[0].field, "place");
    /// # Ok::<(), organigram::project::ProjectError>(())
    /// ```
    ///
    /// # Errors
    /// When a text is no RON, when what is remembered cannot be read, and when a file would have errors afterwards
    /// that it has not now.
    pub fn update(
        self,
        path: &str,
        text: &str,
        memory: Option<&str>,
    ) -> Result<UpdatedModel, ProjectError> {
        let memory = memory.map(read_memory).transpose()?.unwrap_or_default();
        let made = SourceMap::of(&self.tables, self.to_text());
        let (new, problems) = load::model(&made);
        if let Some(problem) = problems.iter().find(|problem| problem.level == Level::Error) {
            let message = format!(
                "{path} could not be read with the new entries: {}; nothing was written",
                problem.message
            );
            return Err(ProjectError::Usage(message.into()));
        }
        let mut over = Overlay::new(Disk);
        over.insert(path, text);
        let loaded =
            load::load_from(&over, Path::new(path), &LoadOptions::default(), Known::default());
        let files: Vec<&SourceFile> = loaded.sources.files().iter().collect();
        let mut texts: Vec<&str> = files.iter().map(|file| file.text()).collect();
        // The text as it was given, with its byte order mark.
        match texts.first_mut() {
            Some(first) => *first = text,
            None => texts.push(text),
        }
        let updated = exchange::update(&texts, &new, memory.last(&self.tables), &self.tables);
        let UpdatedTexts { texts: new, report, .. } = updated.map_err(in_file(path))?;
        let mut changed = Vec::new();
        for (at, (old, new)) in texts.iter().zip(new).enumerate() {
            if at > 0 && *old == new {
                continue;
            }
            let path = if at == 0 { Path::new(path) } else { &files[at].path };
            read_back(&path.display().to_string(), old, &new)?;
            changed.push(UpdatedFile { path: path.to_owned(), old: (*old).to_owned(), new });
        }
        let memory = remembered(memory, &self.tables, made.files()[0].text())?;
        Ok(UpdatedModel { files: changed, memory, report })
    }
}

/// The memory with what tables made now.
fn remembered(mut memory: ImportMemory, tables: &str, model: &str) -> Result<String, ProjectError> {
    memory.put(tables, model).map_err(in_file(tables))?;
    Ok(memory.to_text())
}

/// Refuses a model with errors that it did not have before: what cannot be read is not written.
fn read_back(name: &str, old: &str, new: &str) -> Result<(), ProjectError> {
    let Some(error) = load::new_error(name, old, new) else { return Ok(()) };
    let message =
        format!("{name} could not be read with the new entries: {error}; nothing was written");
    Err(ProjectError::Usage(message.into()))
}
