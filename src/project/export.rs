//! A model in the formats of others. Takes a question and what to export, gives texts; never writes a file.

use std::collections::BTreeSet;

use serde::Serialize;

use super::{Project, ProjectError, Question};
use crate::exchange::{self, CsvTables, Ron};
use crate::graph::NodeIx;
use crate::load;
use crate::model::{CharterRef, Model, OneOrMany};
use crate::query::{Sort, Sorts};

/// What to write a model as. CSV, JSON and RON lose nothing.
#[derive(Copy, Clone, PartialEq, Eq, Debug, Serialize)]
#[cfg_attr(feature = "cli", derive(clap::ValueEnum))]
#[serde(rename_all = "lowercase")]
#[non_exhaustive]
pub enum ExportFormat {
    /// Tables, one a kind of thing, in a folder.
    Csv,
    /// One document.
    Json,
    /// A network for yEd, Cytoscape, networkx.
    Graphml,
    /// A network in time for Gephi.
    Gexf,
    /// A network for Graphviz.
    Dot,
    /// One model file without includes.
    Ron,
    /// A workbook for colleagues: organs, superiors, posts, tenures, seats, lineage, people and sources, a sheet
    /// each.
    #[cfg(feature = "workbooks")]
    Xlsx,
    /// Entities of FollowTheMoney, one a line; statuses are those of the days that are asked about.
    Ftm,
    /// Records of EAC-CPF 2.0, one for each organ and person, in a folder.
    Eac,
    /// Turtle by W3C's Organization Ontology, with change events and dated memberships.
    #[cfg(feature = "rdf")]
    Org,
    /// Turtle by the archives' Records in Contexts (RiC-O), with dated relations.
    #[cfg(feature = "rdf")]
    Rico,
    /// Commands of QuickStatements that add to Wikidata what the model says.
    Quickstatements,
    /// Persons, organizations, memberships, posts and events as Popolo JSON.
    Popolo,
}

/// What to export.
///
/// ```
/// use organigram::project::{ExportFormat, ExportRequest};
/// let request = ExportRequest::new(ExportFormat::Csv).only("under(wpk)");
/// # assert!(request.only.is_some());
/// ```
#[derive(Clone, PartialEq, Eq, Debug)]
#[non_exhaustive]
pub struct ExportRequest {
    /// As what.
    pub format: ExportFormat,
    /// Only the organs that this expression finds, and what stands between them and in them.
    pub only: Option<String>,
    /// Of FollowTheMoney, statements instead of entities: a row for each value and each source that says it.
    pub statements: bool,
}

impl ExportRequest {
    /// The whole model.
    #[must_use]
    pub fn new(format: ExportFormat) -> ExportRequest {
        ExportRequest { format, only: None, statements: false }
    }

    /// Only the organs that an expression finds, and what stands between them and in them.
    #[must_use]
    pub fn only(self, expression: impl Into<String>) -> ExportRequest {
        ExportRequest { only: Some(expression.into()), ..self }
    }

    /// Of FollowTheMoney, statements instead of entities.
    #[must_use]
    pub fn statements(self) -> ExportRequest {
        ExportRequest { statements: true, ..self }
    }
}

/// A model in another format.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
#[non_exhaustive]
pub struct Exported {
    /// The texts with their names: of CSV a table each, of EAC-CPF a record each, of all others one, whose name is empty.
    pub files: Vec<(String, String)>,
    /// Of a format that is no text, its bytes; there are no texts then.
    pub bytes: Option<Vec<u8>>,
    /// What the format cannot say and was left out.
    pub left_out: Vec<String>,
}

impl Project {
    /// The model, or the part of it that a question shows, in another format.
    ///
    /// ```
    /// use organigram::project::{ExportFormat, ExportRequest, Project, Question};
    ///
    /// let project = Project::from_text("club.ron", r#"Model(organs: {
    ///     "club": Organ(name: "Chess Club", existence: "1950/1971"), "band": Organ(existence: "1980/"),
    /// })"#);
    /// let then = Question::default().as_of("1960");
    /// let tables = project.export(&then, &ExportRequest::new(ExportFormat::Csv))?;
    /// let (name, organs) = &tables.files[0];
    /// assert_eq!(name, "organs.csv");
    /// assert!(organs.contains("Chess Club") && !organs.contains("band"));
    /// # Ok::<(), organigram::project::ProjectError>(())
    /// ```
    ///
    /// # Errors
    /// When the question names what the model lacks, when the expression is wrong or finds no organs but other things,
    /// and when statements are asked of a format that has none.
    pub fn export(
        &self,
        question: &Question,
        request: &ExportRequest,
    ) -> Result<Exported, ProjectError> {
        if request.statements && request.format != ExportFormat::Ftm {
            let message = "only FollowTheMoney (ftm) has statements";
            return Err(ProjectError::Usage(message.into()));
        }
        if request.format == ExportFormat::Csv
            && request.only.is_none()
            && self.is_whole(question)?
        {
            return Ok(Exported { files: self.all_as_csv(), bytes: None, left_out: Vec::new() });
        }
        let mut model = self.part(question)?;
        if let Some(expression) = &request.only {
            let found = self.organs_found(question, expression)?;
            model = exchange::select_organs(model, |id| {
                self.graph().node(id).is_some_and(|node| found.contains(&node))
            });
        }
        let one = |text: String| vec![(String::new(), text)];
        let (files, left_out) = match request.format {
            ExportFormat::Csv => (exchange::to_csv(&model), Vec::new()),
            ExportFormat::Json => (one(exchange::to_json(&model)), Vec::new()),
            ExportFormat::Graphml => (one(exchange::to_graphml(&model)), Vec::new()),
            ExportFormat::Gexf => (one(exchange::to_gexf(&model)), Vec::new()),
            ExportFormat::Dot => (one(exchange::to_dot(&model)), Vec::new()),
            ExportFormat::Ron => (one(Ron::of(model).to_text()), Vec::new()),
            #[cfg(feature = "workbooks")]
            ExportFormat::Xlsx => {
                let (book, left_out) = exchange::to_xlsx(&model);
                return Ok(Exported { files: Vec::new(), bytes: Some(book), left_out });
            }
            ExportFormat::Ftm => {
                let asked = question.slice(self.graph())?.when();
                let (text, left_out) = match request.statements {
                    true => exchange::to_ftm_statements(&model, asked),
                    false => exchange::to_ftm(&model, asked),
                };
                (one(text), left_out)
            }
            ExportFormat::Eac => exchange::to_eac(&model),
            #[cfg(feature = "rdf")]
            ExportFormat::Org => {
                let (text, left_out) = exchange::to_org(&model);
                (one(text), left_out)
            }
            #[cfg(feature = "rdf")]
            ExportFormat::Rico => {
                let (text, left_out) = exchange::to_rico(&model);
                (one(text), left_out)
            }
            ExportFormat::Quickstatements => {
                let (text, left_out) = exchange::to_quickstatements(&model);
                (one(text), left_out)
            }
            ExportFormat::Popolo => {
                let (text, left_out) = exchange::to_popolo(&model);
                (one(text), left_out)
            }
        };
        Ok(Exported { files, bytes: None, left_out })
    }

    /// Whether a question asks for no part of the model.
    fn is_whole(&self, question: &Question) -> Result<bool, ProjectError> {
        let slice = question.slice(self.graph())?;
        Ok(question.as_of.is_none() && slice.perspective().is_all() && question.lines.is_empty())
    }

    /// All entries as tables, of which few are in memory as more than a row at a time.
    fn all_as_csv(&self) -> Vec<(String, String)> {
        const AT_ONCE: usize = 10_000;
        let graph = self.graph();
        let mut tables = CsvTables::new(graph.sources().filter_map(|source| {
            Some((graph.source_id(source), &*graph.source_entry(source)?.title))
        }));
        if !self.load_problems().is_empty() {
            tables.add(&self.standing_alone(load::model(self.texts()).0));
            return tables.finish();
        }
        let mut last = None;
        load::model_parts(self.texts(), AT_ONCE, |part| {
            if let Some(before) = last.replace(part) {
                tables.add(&before);
            }
        });
        // What stands once in a model is in the last part.
        last.into_iter().for_each(|last| tables.add(&self.standing_alone(last)));
        tables.finish()
    }

    /// A model that stands alone: what it included is in it.
    fn standing_alone<'t>(&'t self, model: Model<'t>) -> Model<'t> {
        let charter = self.graph().charter();
        let charter = charter.map(|charter| CharterRef::Inline(Box::new(charter.clone())));
        Model { include: OneOrMany::None, charter: charter.unwrap_or_default(), ..model }
    }

    /// The entries that a question shows; all of them where it asks for no part.
    fn part(&self, question: &Question) -> Result<Model<'_>, ProjectError> {
        let slice = question.slice(self.graph())?;
        let whole = self.standing_alone(load::model(self.texts()).0);
        Ok(if self.is_whole(question)? { whole } else { exchange::select(whole, &slice) })
    }

    /// The organs that an expression finds.
    pub(super) fn organs_found(
        &self,
        question: &Question,
        expression: &str,
    ) -> Result<BTreeSet<NodeIx>, ProjectError> {
        let session = self.session();
        let plan = session.plan(expression, Sorts::ALL)?;
        if plan.sort() != Sort::Organs {
            let found = plan.sort().word();
            let message = format!(
                "`{expression}` finds {found}, but an export starts from \
                                   organs"
            );
            return Err(ProjectError::Usage(message.into()));
        }
        let found = session.evaluate(expression, &plan, &question.context(self.graph())?)?;
        Ok(found.iter().map(NodeIx).collect())
    }
}
