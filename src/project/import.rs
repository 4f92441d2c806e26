//! Other people's tables and documents as a model. Takes texts and what is known of them, gives the entries with a
//! report of every row; never writes a file.

use std::io::{self, Write};
use std::path::Path;

use super::ProjectError;
use crate::exchange::{
    self, ImportOptions, ImportPlan, ImportReport, KnownThing, Mapping, Ron, Strictness, TableKind,
};
use crate::load::{self, Disk, LoadOptions, Overlay};
use crate::model::{Entry, Model, Sink};
use crate::text::{SourceFile, SourceMap};

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
    texts: SourceMap,
    known: Vec<KnownThing>,
}

impl TableImport {
    /// No table yet.
    #[must_use]
    pub fn new(mapping: Mapping) -> TableImport {
        TableImport { mapping, ..TableImport::default() }
    }

    /// Adds a table from a file: `.csv`, `.tsv`, or either packed by gzip. `encoding` is the name of one such as
    /// `windows-1252`; where it is empty, the file is UTF-8, or UTF-16 with its mark.
    ///
    /// # Errors
    /// When the file cannot be read, or is no such text.
    pub fn open(&mut self, path: &Path, encoding: &str) -> Result<(), ProjectError> {
        let name = path.display().to_string();
        Ok(exchange::open(&mut self.texts, &name, path, encoding)?)
    }

    /// Adds a table from memory, by the name that messages call it.
    ///
    /// # Errors
    /// When all texts together are longer than 4 GiB.
    pub fn add(&mut self, name: &str, text: impl Into<String>) -> Result<(), ProjectError> {
        let text = exchange::with_line_feeds(text.into());
        let added = self.texts.add(name, name.into(), text);
        added.map(|_| ()).map_err(|error| ProjectError::Usage(format!("{name}: {error}").into()))
    }

    /// Says which model the entries go into, by its path and the text that its file has now: rows with ids that it
    /// has are reported, and cells may call what it has by name. Files that it includes count too.
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
        Ok(exchange::plan(&self.texts, &self.mapping)?)
    }

    /// Makes a model of the tables. Every row that cannot be used is reported with its place; the counts add up.
    ///
    /// # Errors
    /// When a table cannot be read at all: nothing shows what it holds, or it lacks a column.
    pub fn import(&self) -> Result<ImportedModel, ProjectError> {
        let options =
            ImportOptions::default().strictness(self.strictness).known(self.known.clone());
        let imported = exchange::import(&self.texts, &self.mapping, &options, Ron::default())?;
        Ok(ImportedModel {
            ron: imported.sink,
            report: imported.report,
            ..ImportedModel::default()
        })
    }
}

/// Gathers what a model has: ids and names.
#[derive(Default)]
struct Known(Vec<KnownThing>);

impl Sink for Known {
    fn fresh(&self) -> Self {
        Known::default()
    }

    fn take<'t>(&mut self, _: &'t SourceFile, entry: &Entry<'t>) {
        let named = |name: &str, names: &crate::model::OneOrMany<crate::model::Name<'_>>| {
            let others = names.iter().map(|name| name.text.to_string());
            std::iter::once(name.to_owned()).chain(others).collect::<Vec<String>>()
        };
        let thing = |id: &str, kind| KnownThing::new(id, Some(kind));
        self.0.push(match entry {
            Entry::Source(key, source) => {
                thing(&key.id, TableKind::Sources).names(vec![source.title.to_string()])
            }
            Entry::Organ(key, organ) => {
                thing(&key.id, TableKind::Organs).names(named(&organ.name, &organ.names))
            }
            Entry::Event(key, _) => thing(&key.id, TableKind::Events),
            Entry::Post(key, post) => thing(&key.id, TableKind::Posts)
                .names(named(&post.title, &post.names))
                .organ(post.organ.clone()),
            Entry::Person(key, person) => {
                thing(&key.id, TableKind::People).names(named(&person.name, &person.names))
            }
            _ => return,
        });
    }

    fn append(&mut self, later: Self) {
        self.0.extend(later.0);
    }
}

/// A model that was imported.
#[derive(Debug, Default)]
#[non_exhaustive]
pub struct ImportedModel {
    /// What came of the rows of tables; empty of documents.
    pub report: ImportReport,
    /// What a document says that a model cannot hold, in words.
    pub notes: Vec<String>,
    ron: Ron,
    /// The ids of a document. Those of tables were compared with the model's row by row.
    ids: Vec<String>,
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
        Ok(ImportedModel::of(exchange::from_json(text).map_err(in_file(name))?, Vec::new()))
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
        Ok(ImportedModel::of(model, notes))
    }

    fn of(model: Model<'_>, notes: Vec<String>) -> ImportedModel {
        let organs_and_people = model.organs.keys().chain(model.people.keys());
        let rest = model.posts.keys().chain(model.events.keys()).chain(model.sources.keys());
        let ids = organs_and_people.chain(rest).map(ToString::to_string).collect();
        ImportedModel { ron: Ron::of(model), notes, ids, ..ImportedModel::default() }
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

    /// The text of another model with these entries at the ends of its sections; everything that is there stays.
    /// `name` is what an error calls that model.
    ///
    /// # Errors
    /// When that text is no RON or has one of the ids, and when it would have errors afterwards that it has not now.
    pub fn added_to(self, name: &str, text: &str) -> Result<String, ProjectError> {
        if let Some(id) = ids(name, text)?.iter().find(|id| self.ids.contains(id)) {
            let message = format!(
                "the model already has the id `{id}`; nothing was written. \
                                   Give one of the two another id"
            );
            return Err(ProjectError::Usage(message.into()));
        }
        let added = exchange::splice(text, &self.ron.into_sections()).map_err(in_file(name))?;
        read_back(name, text, &added)?;
        Ok(added)
    }
}

/// The ids of a model's text.
fn ids(name: &str, text: &str) -> Result<Vec<String>, ProjectError> {
    exchange::ids(text).map_err(in_file(name))
}

fn in_file<E: std::fmt::Display>(name: &str) -> impl Fn(E) -> ProjectError + '_ {
    move |error| ProjectError::Usage(format!("{name}: {error}").into())
}

/// Refuses a model with errors that it did not have before: what cannot be read is not written.
fn read_back(name: &str, old: &str, new: &str) -> Result<(), ProjectError> {
    let Some(error) = load::new_error(name, old, new) else { return Ok(()) };
    let message =
        format!("{name} could not be read with the new entries: {error}; nothing was written");
    Err(ProjectError::Usage(message.into()))
}
