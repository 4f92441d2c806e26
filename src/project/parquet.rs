//! A model as a folder of Parquet tables. Takes a question and what is wanted, gives the files of the folder, each
//! written to any writer; never opens a file.

use std::io::{self, Write};

use super::{Advice, Project, ProjectError, Question};
use crate::exchange::ParquetTables;
use crate::graph::NodeIx;

/// What a folder of tables is to hold.
///
/// ```
/// use organigram::project::ParquetRequest;
/// let request = ParquetRequest::default().only("under(wpk)").with_closure();
/// # assert!(request.closure);
/// ```
#[derive(Clone, PartialEq, Eq, Debug, Default)]
#[non_exhaustive]
pub struct ParquetRequest {
    /// Only the organs that this expression finds, and what stands between them and in them.
    pub only: Option<String>,
    /// Also the table of who stood under whom by any number of steps.
    pub closure: bool,
}

impl ParquetRequest {
    /// Only the organs that an expression finds.
    #[must_use]
    pub fn only(self, expression: impl Into<String>) -> ParquetRequest {
        ParquetRequest { only: Some(expression.into()), ..self }
    }

    /// Also the table of who stood under whom by any number of steps.
    #[must_use]
    pub fn with_closure(self) -> ParquetRequest {
        ParquetRequest { closure: true, ..self }
    }
}

/// A folder of tables, a `README.md` that says what they mean, and a `schema.json` for programs.
#[derive(Debug)]
pub struct ParquetFolder<'p> {
    tables: ParquetTables<'p>,
    names: Vec<String>,
}

impl ParquetFolder<'_> {
    /// The names of its files.
    #[must_use]
    pub fn names(&self) -> &[String] {
        &self.names
    }

    /// Writes one of its files, of which no more than a piece is held in memory. The same question gives the same bytes.
    ///
    /// # Errors
    /// When the writer fails, when no file has this name, and when the closure has too many rows.
    pub fn write(&self, name: &str, out: &mut dyn Write) -> io::Result<()> {
        self.tables.write(name, out)
    }
}

impl Project {
    /// The model, or the part of it that a question shows, as a folder of Parquet tables with the answers for every day:
    /// `docs/scale.md`. A date in the question chooses what is written; the answers are those of all days.
    ///
    /// ```
    /// use organigram::project::{ParquetRequest, Project, Question};
    ///
    /// let project = Project::from_text("club.ron", r#"Model(organs: {
    ///     "club": Organ(name: "Chess Club", existence: "1950/1971"),
    /// })"#);
    /// let folder = project.parquet(&Question::default(), &ParquetRequest::default())?;
    /// let mut organs = Vec::new();
    /// folder.write("organs.parquet", &mut organs)?;
    /// assert!(organs.starts_with(b"PAR1"));
    /// assert_eq!(folder.names()[0], "README.md");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    /// When the question names what the model lacks, when the expression is wrong or finds no organs but other things,
    /// and when the closure would have more rows than is of use.
    pub fn parquet(
        &self,
        question: &Question,
        request: &ParquetRequest,
    ) -> Result<ParquetFolder<'_>, ProjectError> {
        let slice = question.slice(self.graph())?;
        let found = request.only.as_ref().map(|text| self.organs_found(question, text));
        let found = found.transpose()?;
        let is_wanted = found.map(|found| move |organ: NodeIx| found.contains(&organ));
        let only = is_wanted.as_ref().map(|wanted| wanted as &dyn Fn(NodeIx) -> bool);
        let tables = ParquetTables::new(slice, only, question.describe()?, request.closure);
        if let Some(rows) = tables.overflow() {
            return Err(ProjectError::Usage(Advice::new(
                "the closure of this hierarchy has at least {} rows, for it is deep; leave out {closure}, or write \
                 less of the model by {query}",
                &[&rows],
            )));
        }
        let names = tables.names();
        Ok(ParquetFolder { tables, names })
    }
}
