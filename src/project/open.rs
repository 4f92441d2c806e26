//! Opening a model. Takes a path, or texts in memory, gives a [`Project`]: its graph, what loading reported and
//! its problems. Never prints.

use std::fmt;
use std::path::Path;
use std::sync::OnceLock;

use super::{CheckRequest, ProjectError};
use crate::diagnostics::human::{Human, summary};
use crate::diagnostics::{Diagnostic, Diagnostics};
use crate::graph::{Builder, Class, Found, NodeIx, OrgGraph};
use crate::load::{self, Disk, Files, LoadOptions, Loaded, Overlay, Texts};
use crate::text::SourceMap;

/// A model that was loaded, with everything that is wrong with it.
///
/// ```no_run
/// use organigram::project::{Project, Request, Style, draw};
///
/// let project = Project::open("models/wpk.ron")?;
/// let view = project.view(&Request::named(&project, "origins")?)?;
/// std::fs::write("origins.svg", draw(&view, &Style::default()).svg()?)?;
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub struct Project {
    name: String,
    graph: OrgGraph,
    read: Diagnostics,
    problems: OnceLock<Vec<Diagnostic>>,
    /// Whether it is a charter that no model was loaded with: rules have nothing to look at.
    charter_alone: bool,
}

impl fmt::Debug for Project {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Project").field("name", &self.name).finish_non_exhaustive()
    }
}

impl Project {
    /// Opens a model's file, with all that it includes, to answer from.
    ///
    /// # Errors
    /// When loading reported errors: an answer from a half-read model may be wrong. [`Project::load`] gives
    /// the project all the same.
    pub fn open(path: impl AsRef<Path>) -> Result<Project, ProjectError> {
        Project::load(path).readable()
    }

    /// Loads a model's file, with all that it includes, whatever is wrong with it.
    pub fn load(path: impl AsRef<Path>) -> Project {
        Project::load_from(&Disk, path.as_ref(), &LoadOptions::default())
    }

    /// Loads a model from wherever its files are: the disk, unsaved buffers over it, texts in memory.
    pub fn load_from(files: &dyn Files, path: &Path, options: &LoadOptions) -> Project {
        let loaded = load::load_from(files, path, options, Builder::default());
        Project::new(path.display().to_string(), loaded)
    }

    /// Loads a charter by itself, to find what is wrong with its text; the rules of `check` say nothing of it.
    ///
    /// ```
    /// use std::path::Path;
    /// use organigram::project::{LoadOptions, Project, Texts};
    ///
    /// let files: Texts = [("party.ron", "Charter(kinds: { \"cell\": Kind(labl: \"cell\") })")].into_iter().collect();
    /// let charter = Project::load_charter(&files, Path::new("party.ron"), &LoadOptions::default());
    /// assert!(charter.problems()[0].message.contains("labl"));
    /// ```
    pub fn load_charter(files: &dyn Files, path: &Path, options: &LoadOptions) -> Project {
        let name = path.file_name().map(|name| name.to_string_lossy().into_owned());
        let name = name.unwrap_or_default().replace('\\', "\\\\").replace('"', "\\\"");
        // A model that has nothing but this charter, beside it.
        let entry = path.with_file_name(".model-of-a-charter.ron");
        let mut with_model = Overlay::new(files);
        with_model.insert(&entry, format!("Model(charter: \"{name}\")"));
        let mut project = Project::load_from(&with_model, &entry, options);
        project.name = path.display().to_string();
        project.charter_alone = true;
        project
    }

    /// Loads a model from one text in memory, which can include nothing.
    pub fn from_text(name: &str, text: impl Into<String>) -> Project {
        Project::new(name.to_owned(), load::load_text(name, text, Builder::default()))
    }

    /// Loads a model from texts in memory, by their paths, which may include each other.
    ///
    /// ```
    /// use organigram::project::Project;
    ///
    /// let project = Project::from_texts("club.ron", [
    ///     ("club.ron", r#"Model(include: ["parts/*.ron"])"#),
    ///     ("parts/board.ron", r#"Model(organs: { "board": Organ(existence: "1950/1971") })"#),
    /// ]);
    /// assert!(project.organ("board").is_ok());
    /// ```
    pub fn from_texts<P: AsRef<Path>, T: Into<String>>(
        entry: impl AsRef<Path>,
        texts: impl IntoIterator<Item = (P, T)>,
    ) -> Project {
        let files: Texts = texts.into_iter().collect();
        Project::load_from(&files, entry.as_ref(), &LoadOptions::default())
    }

    /// A project around a graph that was built in code.
    pub fn from_graph(name: &str, graph: OrgGraph) -> Project {
        let (name, read) = (name.to_owned(), Diagnostics::new());
        Project { name, graph, read, problems: OnceLock::new(), charter_alone: false }
    }

    fn new(name: String, loaded: Loaded<Builder>) -> Project {
        let graph = loaded.sink.finish(loaded.sources, loaded.charter);
        let read = loaded.diagnostics;
        Project { name, graph, read, problems: OnceLock::new(), charter_alone: false }
    }

    /// The same project if it was read without errors.
    ///
    /// # Errors
    /// When loading reported errors.
    pub fn readable(self) -> Result<Project, ProjectError> {
        match self.unreadable() {
            None => Ok(self),
            Some(error) => Err(error),
        }
    }

    /// Why the model could not be read, if so.
    #[must_use]
    pub fn unreadable(&self) -> Option<ProjectError> {
        let counts = self.read.counts();
        (counts.errors > 0).then(|| {
            let mut shown = Vec::new();
            let written = Human::default().write(&mut shown, &self.read, self.texts());
            written.expect("a text in memory can be written to");
            let shown = String::from_utf8_lossy(&shown).into_owned();
            ProjectError::Unreadable { summary: summary(counts), shown }
        })
    }

    /// The model's name: the path or the name that it was opened by.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The same project by another name, which stands in titles.
    ///
    /// ```
    /// use organigram::project::Project;
    /// let old = Project::from_text("model.ron", "Model()").called("HEAD~3:model.ron");
    /// assert_eq!(old.name(), "HEAD~3:model.ron");
    /// ```
    #[must_use]
    pub fn called(self, name: impl Into<String>) -> Project {
        Project { name: name.into(), ..self }
    }

    /// The graph, which answers everything else.
    #[must_use]
    pub fn graph(&self) -> &OrgGraph {
        &self.graph
    }

    /// The graph alone.
    #[must_use]
    pub fn into_graph(self) -> OrgGraph {
        self.graph
    }

    /// The files of the model, the entry file first.
    #[must_use]
    pub fn texts(&self) -> &SourceMap {
        self.graph.texts()
    }

    /// What loading alone reported: syntax, includes, ids that two things share.
    #[must_use]
    pub fn load_problems(&self) -> &Diagnostics {
        &self.read
    }

    /// Whether it is a charter that was [loaded by itself](Project::load_charter).
    #[must_use]
    pub fn is_charter(&self) -> bool {
        self.charter_alone
    }

    /// The model's title; empty where it has none.
    #[must_use]
    pub fn title(&self) -> &str {
        self.graph.title()
    }

    /// How many problems of the model were found as its graph was built: [`Project::problems`] has them. Such a
    /// model can be asked, and what is wrong in it is left out.
    #[must_use]
    pub fn graph_problems(&self) -> usize {
        let (problems, more) = self.graph.problems();
        problems.len() + more
    }

    /// Every problem of the model, in the order of the text: of loading, of all rules at their own levels, and
    /// of the rules that the charter lays down. Worked out at the first call.
    pub fn problems(&self) -> &[Diagnostic] {
        self.problems.get_or_init(|| {
            let all = self.check(&CheckRequest::default());
            all.expect("a request that names nothing names nothing unknown").diagnostics
        })
    }

    /// The one organ that a person means by an id or a name.
    ///
    /// # Errors
    /// When nothing or several organs fit.
    pub fn organ(&self, name: &str) -> Result<NodeIx, ProjectError> {
        self.find(name, "organ", &[Class::Organ])
    }

    /// What else is called as the thing of an id is: each with its id and name. An id is always taken for itself, and who
    /// typed a name should hear of the others.
    ///
    /// ```
    /// use organigram::project::Project;
    /// let project = Project::from_text("x.ron", r#"Model(organs: { "board": Organ(), "b2": Organ(name: "Board") })"#);
    /// assert_eq!(project.namesakes("board"), ["b2 (Board)"]);
    /// ```
    #[must_use]
    pub fn namesakes(&self, id: &str) -> Vec<String> {
        let classes = [Class::Organ, Class::Event, Class::Post, Class::Person];
        let found = self.graph.namesakes(id, &classes).into_iter();
        found.map(|node| self.graph.calling(node)).collect()
    }

    /// The organ or the post that a person means by an id or a name; a name that both have is the organ's.
    pub(super) fn find_in_hierarchy(&self, name: &str) -> Result<NodeIx, ProjectError> {
        self.find(name, "organ", &[Class::Organ]).or_else(|error| {
            let post = self.find(name, "post", &[Class::Post]);
            post.map_err(|other| match other {
                ProjectError::Ambiguous { .. } => other,
                _ => error,
            })
        })
    }

    /// The one thing of some classes that a person means by an id or a name; `what` they are called in an
    /// error.
    ///
    /// # Errors
    /// When nothing or several things fit.
    pub fn find(
        &self,
        name: &str,
        what: &'static str,
        classes: &[Class],
    ) -> Result<NodeIx, ProjectError> {
        match self.graph.find(name, classes) {
            Found::One(node) => Ok(node),
            Found::Several(nodes) => Err(ProjectError::Ambiguous {
                name: name.to_owned(),
                several: nodes.iter().map(|&node| self.graph.calling(node)).collect(),
            }),
            Found::None => {
                let nodes = classes.iter().flat_map(|&class| self.graph.nodes(class));
                let known = nodes.flat_map(|node| {
                    std::iter::once(self.graph.id(node)).chain(self.graph.names(node))
                });
                Err(ProjectError::unknown(what, name, known))
            }
        }
    }
}
