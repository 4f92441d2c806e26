//! What imports made of their tables the last time: kept beside the model, so that the next import can tell what the
//! tables changed from what was changed in the model.
//!
//! Takes and gives the text of that file. Opens no file.

use indexmap::IndexMap;
use serde::Deserialize;

use crate::exchange::Ron;
use crate::model::Model;

/// What imports made the last time, by the names of their tables.
///
/// ```
/// use organigram::exchange::ImportMemory;
/// let mut memory = ImportMemory::default();
/// memory.put("clubs.csv", r#"Model(organs: { "club": Organ(name: "Chess Club") })"#)?;
/// let again = ImportMemory::read(&memory.to_text())?;
/// assert_eq!(again.last("clubs.csv").unwrap().organs["club"].name, "Chess Club");
/// assert!(again.last("others.csv").is_none());
/// # Ok::<(), ron::error::SpannedError>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
#[serde(rename = "Imported")]
pub struct ImportMemory {
    tables: IndexMap<String, Model<'static>>,
}

const HEAD: &str = "\
// What `organigram import` made of tables the last time for the model beside this file. The next import into that model
// compares with it: what the tables changed is taken over, what you changed in the model is kept. Without this file, it
// adds only what is missing.
";

impl ImportMemory {
    /// Reads the text of the file.
    ///
    /// # Errors
    /// When it is no such text.
    pub fn read(text: &str) -> Result<ImportMemory, ron::error::SpannedError> {
        ron::from_str(text)
    }

    /// What these tables made the last time.
    #[must_use]
    pub fn last(&self, tables: &str) -> Option<&Model<'static>> {
        self.tables.get(tables)
    }

    /// Remembers what these tables made now: the text of a model.
    ///
    /// # Errors
    /// When it is no model.
    pub fn put(&mut self, tables: &str, model: &str) -> Result<(), ron::error::SpannedError> {
        self.tables.insert(tables.to_owned(), ron::from_str(model)?);
        Ok(())
    }

    /// The text of the file.
    #[must_use]
    pub fn to_text(&self) -> String {
        let mut text = format!("{HEAD}Imported(tables: {{\n");
        for (tables, model) in &self.tables {
            text += &format!("{}: ", crate::exchange::ron_line::text(tables));
            text += Ron::of(model.clone()).to_text().trim_end();
            text += ",\n";
        }
        text + "})\n"
    }
}
