//! From names to a view. Takes a project and a [`Request`], gives the [`View`], or why there can be none;
//! never lays out.

use super::{Project, ProjectError, Question, Request, compare, empty, view_place};
use crate::graph::Class;
use crate::model::{Clustering, Show, ViewForm};
use crate::query::{self, Runs, Sorts};
use crate::view::{
    HierarchyView, LineageView, NetworkView, Pick, Posts, RosterView, Scope, Sign, TenuresView,
    View,
};

impl Project {
    /// The view that a request asks for. It may show nothing: [`View::is_empty`].
    ///
    /// # Errors
    /// When something is named that the model lacks, a date is not EDTF, an expression is wrong, or what is
    /// asked for does not go together. What is wrong in a named view is shown where it stands in the model.
    pub fn view(&self, request: &Request) -> Result<View, ProjectError> {
        view(self, request).map_err(|error| match &request.name {
            Some(name) => view_place::placed(error, self.graph(), name),
            None => error,
        })
    }

    /// Why a view of this project shows nothing, and what to ask for instead.
    ///
    /// # Errors
    /// As [`Project::view`].
    pub fn why_empty(&self, request: &Request, view: &View) -> Result<String, ProjectError> {
        empty::why(self, request, view)
    }

    /// The names of the views that the model names, in its order, each with a name for a file that every file
    /// system takes.
    #[must_use]
    pub fn view_files(&self) -> Vec<(&str, String)> {
        let mut taken: Vec<String> = Vec::new();
        let mut names = Vec::new();
        for name in self.graph().views().keys() {
            let plain = |letter: char| {
                if letter.is_alphanumeric() || "-_".contains(letter) { letter } else { '-' }
            };
            let base: String = name.chars().map(plain).take(80).collect();
            let numbered = (2..).map(|number| format!("{base}-{number}"));
            let free = |file: &String| !taken.contains(&file.to_lowercase());
            let file = std::iter::once(base.clone()).chain(numbered).find(free);
            let file = file.expect("numbers do not run out");
            taken.push(file.to_lowercase());
            names.push((name.as_str(), file));
        }
        names
    }
}

fn view(project: &Project, request: &Request) -> Result<View, ProjectError> {
    request.check()?;
    if request.compare.is_asked() {
        return compare::view(project, request);
    }
    let slice = request.question.slice(project.graph())?;
    let scope = request.scope(project, &request.question)?;
    Ok(match request.form {
        ViewForm::Hierarchy => View::Hierarchy(HierarchyView::of(&slice, &scope)),
        ViewForm::Lineage => View::Lineage(LineageView::of(&slice, &scope)),
        ViewForm::Tenures => View::Tenures(TenuresView::of(&slice, &scope)),
        ViewForm::Roster | ViewForm::Diff => View::Roster(RosterView::of(&slice, &scope)),
        ViewForm::Network => View::Network(NetworkView::of(&slice, &scope)),
    })
}

impl Request {
    /// What of a slice is shown.
    pub(super) fn scope(
        &self,
        project: &Project,
        question: &Question,
    ) -> Result<Scope, ProjectError> {
        let (what, classes): (_, &[Class]) = match self.form {
            ViewForm::Tenures => {
                ("organ, post or person", &[Class::Organ, Class::Post, Class::Person])
            }
            ViewForm::Network => (
                "organ, post, person or event",
                &[Class::Organ, Class::Post, Class::Person, Class::Event],
            ),
            _ => ("organ", &[Class::Organ]),
        };
        let find = |root: &String| project.find(root, what, classes);
        Ok(Scope {
            title: self.title.clone(),
            roots: self.root.iter().map(find).collect::<Result<_, _>>()?,
            depth: self.depth,
            lines: question.lines.clone(),
            posts: self.posts,
            perspective: question.perspective()?,
            notes: Some(self.note.clone()).filter(|note| !note.is_empty()).into_iter().collect(),
            only: self.pick(project, question, &self.only)?,
            highlight: self.pick(project, question, &self.highlight)?,
            cluster: self.cluster.unwrap_or_default(),
        })
    }

    /// What expressions find among the things that the picture is of.
    pub(super) fn pick(
        &self,
        project: &Project,
        question: &Question,
        expressions: &[String],
    ) -> Result<Option<Pick>, ProjectError> {
        if expressions.is_empty() {
            return Ok(None);
        }
        let (graph, context) = (project.graph(), question.context(project.graph())?);
        let evaluator = query::Evaluator::new(graph);
        let mut found = Runs::NONE;
        for words in expressions {
            let wrong = |error: query::QueryError| ProjectError::Shown(error.show(words));
            let plan = query::plan_as(graph, words, self.shows()).map_err(wrong)?;
            let more = evaluator.evaluate(&plan, &context);
            found = found.union(&more.map_err(|error| wrong(error.into()))?);
        }
        Ok(Some(Pick { words: expressions.join(" | "), found }))
    }

    /// The sorts of things that the picture is of.
    fn shows(&self) -> Sorts {
        match self.form {
            ViewForm::Network => Sorts::NODES,
            ViewForm::Tenures => {
                Sorts::of(&[query::Sort::Organs, query::Sort::Posts, query::Sort::People])
            }
            _ if self.is_roster() => {
                Sorts::of(&[query::Sort::Organs, query::Sort::Posts, query::Sort::People])
            }
            ViewForm::Hierarchy | ViewForm::Lineage | ViewForm::Diff | ViewForm::Roster => {
                query::Sort::Organs.into()
            }
        }
    }

    /// Whether what was asked for goes together.
    fn check(&self) -> Result<(), ProjectError> {
        let usage = |text: &str| Err(ProjectError::Usage(text.to_owned()));
        if self.is_roster() && self.root.is_empty() {
            return usage(
                "a roster is of an organ: name it with --root ORGAN (in a model: `root: \"..\"`)",
            );
        }
        match (self.form, self.compare.is_asked()) {
            (ViewForm::Diff, false) => usage(
                "a diff is of two states: say --from DATE --to DATE, --between SOURCE SOURCE, \
                 --known-by DATE --and-by DATE, or --against MODEL",
            ),
            (ViewForm::Lineage | ViewForm::Tenures | ViewForm::Network, true) => usage(
                "two states can be compared in a hierarchy or a roster: use --view diff, or --view \
                 diff --of roster; for part of a time axis use --as-of FROM/TO",
            ),
            _ => Ok(()),
        }
    }

    /// What was asked for and makes no difference to this view, and why; a sentence each, in the words of the
    /// program's options.
    #[must_use]
    pub fn idle(&self, view: &View) -> Vec<String> {
        let mut notes = Vec::new();
        let dated = self.question.as_of.is_some() || self.compare.from.is_some();
        if !dated && self.question.show != Show::Default {
            let option = match self.question.show {
                Show::Certain => "--certain",
                _ => "--possible",
            };
            notes.push(format!(
                "{option} is about a date, and without one nothing is left out: add --as-of DATE"
            ));
        }
        let from_roots =
            matches!(self.form, ViewForm::Lineage | ViewForm::Tenures | ViewForm::Network);
        if from_roots && self.root.is_empty() && self.depth.is_some() {
            notes.push("--depth counts from the roots, and none is named: add --root".to_owned());
        }
        if self.posts == Posts::InBoxes && !matches!(view, View::Hierarchy(_)) {
            notes
                .push("--posts is of the boxes of a hierarchy, and there are none here".to_owned());
        }
        if self.cluster.unwrap_or_default() != Clustering::None && self.form != ViewForm::Network {
            notes.push(
                "--cluster is of the frames of a network, and there are none here".to_owned(),
            );
        }
        let stressed = view.legend().iter().any(|entry| entry.sign == Sign::Highlighted);
        if !self.highlight.is_empty() && !stressed {
            let words = self.highlight.join(" | ");
            notes.push(format!("nothing that --highlight {words} finds stands in this picture"));
        }
        notes
    }
}
