//! From names to a view. Takes a project and a [`Request`], gives the [`View`], or why there can be none;
//! never lays out.

use super::{
    Advice, Project, ProjectError, Question, Request, Session, empty, two_states, view_place,
};
use crate::graph::Class;
use crate::model::{Clustering, Show, ViewForm};
use crate::query::{self, Runs, Sorts};
use crate::view::{
    HierarchyView, LineageView, NetworkView, Pick, Posts, RosterView, Scope, Sign, TenuresView,
    View,
};

/// A view that a model names.
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
#[non_exhaustive]
pub struct ViewRow<'p> {
    /// Its name.
    pub name: &'p str,
    /// What sort of view it is.
    pub form: ViewForm,
    /// Its title; the model's where it has none of its own.
    pub title: &'p str,
}

impl Project {
    /// The view that a request asks for. It may show nothing: [`View::is_empty`].
    ///
    /// # Errors
    /// When something is named that the model lacks, a date is not EDTF, an expression is wrong, or what is
    /// asked for does not go together. What is wrong in a named view is shown where it stands in the model.
    pub fn view(&self, request: &Request) -> Result<View, ProjectError> {
        let mut view = view(self, request).map_err(|error| match &request.name {
            Some(name) => view_place::placed(error, self.graph(), name),
            None => error,
        })?;
        view.cite(request.cite);
        Ok(view)
    }

    /// Why a view of this project shows nothing, and what to ask for instead.
    ///
    /// # Errors
    /// As [`Project::view`].
    pub fn why_empty(&self, request: &Request, view: &View) -> Result<Advice, ProjectError> {
        empty::why(self, request, view)
    }

    /// The views that the model names, in its order.
    ///
    /// ```
    /// use organigram::project::Project;
    /// let project = Project::from_text("club.ron", r#"Model(views: { "all": Hierarchy(title: "The club") })"#);
    /// assert_eq!(project.views().next().unwrap().title, "The club");
    /// ```
    pub fn views(&self) -> impl Iterator<Item = ViewRow<'_>> {
        let title = |own| if str::is_empty(own) { self.title() } else { own };
        let views = self.graph().views().iter();
        views.map(move |(name, view)| ViewRow {
            name,
            form: view.form,
            title: title(&view.spec.title),
        })
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
        return two_states::view(project, request);
    }
    let session = project.session();
    let scope = request.scope(&session, &request.question)?;
    view_of(&session, request, &scope)
}

/// The view of one state, of a scope that is known.
pub(super) fn view_of(
    session: &Session<'_>,
    request: &Request,
    scope: &Scope,
) -> Result<View, ProjectError> {
    let slice = session.slice(&request.question)?;
    Ok(match request.form {
        ViewForm::Hierarchy => View::Hierarchy(HierarchyView::of(&slice, scope)),
        ViewForm::Lineage => View::Lineage(LineageView::of(&slice, scope)),
        ViewForm::Tenures => View::Tenures(TenuresView::of(&slice, scope)),
        ViewForm::Roster | ViewForm::Diff => View::Roster(RosterView::of(&slice, scope)),
        ViewForm::Network => View::Network(NetworkView::of(&slice, scope)),
    })
}

impl Request {
    /// What of a slice is shown.
    pub(super) fn scope(
        &self,
        session: &Session<'_>,
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
        let find = |root: &String| match self.form {
            ViewForm::Hierarchy => session.project().find_in_hierarchy(root),
            _ => session.project().find(root, what, classes),
        };
        Ok(Scope {
            title: self.title.clone(),
            second_title: self.subtitle.clone(),
            roots: self.root.iter().map(find).collect::<Result<_, _>>()?,
            depth: self.depth,
            reach: None,
            lines: question.lines.clone(),
            posts: self.posts,
            perspective: question.perspective()?,
            notes: Some(self.note.clone()).filter(|note| !note.is_empty()).into_iter().collect(),
            only: self.pick(session, question, &self.only)?,
            highlight: self.pick(session, question, &self.highlight)?,
            cluster: self.cluster.unwrap_or_default(),
        })
    }

    /// What expressions find among the things that the picture is of.
    pub(super) fn pick(
        &self,
        session: &Session<'_>,
        question: &Question,
        expressions: &[String],
    ) -> Result<Option<Pick>, ProjectError> {
        if expressions.is_empty() {
            return Ok(None);
        }
        let context = question.context(session.graph())?;
        let mut found = Runs::NONE;
        for words in expressions {
            let plan = session.plan(words, self.shows())?;
            found = found.union(&session.evaluate(words, &plan, &context)?);
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
        let usage = |sentence| Err(ProjectError::Usage(Advice::new(sentence, &[])));
        if self.is_roster() && self.root.is_empty() {
            return usage(
                "a roster shows an organ: name it with {root} ORGAN (in a model: `root: \"..\"`)",
            );
        }
        match (self.form, self.compare.is_asked()) {
            (ViewForm::Diff, false) => usage(
                "a diff compares two states: add {from} DATE {to} DATE, {between} SOURCE SOURCE, \
                 {known_by} DATE {and_by} DATE, or {against} MODEL",
            ),
            (ViewForm::Lineage | ViewForm::Tenures | ViewForm::Network, true) => usage(
                "two states can be compared in a hierarchy or a roster: use {form} diff, or {form} diff \
                 {of} roster; for part of a time axis use {as_of} FROM/TO",
            ),
            _ => Ok(()),
        }
    }

    /// What was asked for and makes no difference to this view, and why; a sentence each.
    #[must_use]
    pub fn idle(&self, view: &View) -> Vec<Advice> {
        let mut notes = Vec::new();
        let mut say = |sentence| notes.push(Advice::new(sentence, &[]));
        let dated = self.question.as_of.is_some() || self.compare.from.is_some();
        if !dated && self.question.show != Show::Default {
            say(match self.question.show {
                Show::Certain => {
                    "{certain} needs a date, for without one nothing is left out: add {as_of} \
                     DATE"
                }
                _ => {
                    "{possible} needs a date, for without one nothing is left out: add {as_of} \
                     DATE"
                }
            });
        }
        let from_roots =
            matches!(self.form, ViewForm::Lineage | ViewForm::Tenures | ViewForm::Network);
        if from_roots && self.root.is_empty() && self.depth.is_some() {
            say("{depth} counts from the roots, but no root is named: add {root}");
        }
        if self.posts == Posts::InBoxes && !matches!(view, View::Hierarchy(_)) {
            say("{posts} applies to the boxes of a hierarchy only, and has no effect here");
        }
        if self.cluster.unwrap_or_default() != Clustering::None && self.form != ViewForm::Network {
            say("{cluster} applies to the frames of a network only, and has no effect here");
        }
        let stressed = view.legend().iter().any(|entry| entry.sign == Sign::Highlighted);
        if !self.highlight.is_empty() && !stressed {
            let words = self.highlight.join(" | ");
            let sentence = "nothing that {highlight} {} finds is in this picture";
            notes.push(Advice::new(sentence, &[&words]));
        }
        notes
    }
}
