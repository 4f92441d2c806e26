//! What to draw, by names. Takes a view that the model names, or what a person says; gives a [`Request`].
//! Nothing is looked up here.

use std::sync::Arc;

use super::{Compare, Project, ProjectError, Question};
use crate::model::{Clustering, Compared, Lapse, Modality, Show, ViewForm, ViewSpec};
use crate::view::{Citing, Posts};

/// What to draw: a sort of view, of what, when, according to whom.
///
/// ```
/// use organigram::project::{Project, Request};
///
/// let project = Project::from_text("club.ron", r#"Model(organs: {
///     "club": Organ(name: "Chess Club", existence: "1950/"),
///     "board": Organ(name: "Board", under: "club"),
/// })"#);
/// let request = Request::hierarchy().as_of("1960").root("club").depth(1);
/// assert!(!project.view(&request)?.is_empty());
/// # Ok::<(), organigram::project::ProjectError>(())
/// ```
#[derive(Clone, Debug, Default)]
#[non_exhaustive]
pub struct Request {
    /// The name of the view in the model, where it is one of the model's.
    pub name: Option<String>,
    /// What sort of view.
    pub form: ViewForm,
    /// The title; the model's where it is empty.
    pub title: String,
    /// Words below the title. The date and the perspective stand below them all the same.
    pub subtitle: String,
    /// A remark under the picture.
    pub note: String,
    /// The organs to begin at, or of tenures the people, by id or name; all where there is none.
    pub root: Vec<String>,
    /// How many levels below the roots, or steps away from them; all where there is none.
    pub depth: Option<u32>,
    /// Expressions of the query language: show nothing but what they find.
    pub only: Vec<String>,
    /// Expressions of the query language: stress what they find.
    pub highlight: Vec<String>,
    /// Whether posts and their holders stand in the boxes of an org chart.
    pub posts: Posts,
    /// How boxes, bars, bands and entries name their sources.
    pub cite: Citing,
    /// What shares a frame in a network; nothing where it is left open.
    pub cluster: Option<Clustering>,
    /// When, according to whom and how surely.
    pub question: Question,
    /// The two states of a diff.
    pub compare: Compare,
}

/// The beginnings.
impl Request {
    fn of(form: ViewForm) -> Request {
        Request { form, ..Request::default() }
    }

    /// An org chart: the organs under their superiors.
    #[must_use]
    pub fn hierarchy() -> Request {
        Request::of(ViewForm::Hierarchy)
    }

    /// A lineage: what grew out of what, along time.
    #[must_use]
    pub fn lineage() -> Request {
        Request::of(ViewForm::Lineage)
    }

    /// A roster: who sits in an organ, by rank. It needs a root.
    #[must_use]
    pub fn roster() -> Request {
        Request::of(ViewForm::Roster)
    }

    /// Tenures: who held which post, along time.
    #[must_use]
    pub fn tenures() -> Request {
        Request::of(ViewForm::Tenures)
    }

    /// A diff of two states, which [`Request::from_to`], [`Request::between`], [`Request::known_by`] with
    /// [`Request::and_by`], or [`Request::against`] name.
    #[must_use]
    pub fn diff() -> Request {
        Request::of(ViewForm::Diff)
    }

    /// A network: any things and the lines between them.
    #[must_use]
    pub fn network() -> Request {
        Request::of(ViewForm::Network)
    }

    /// A view that the model names.
    ///
    /// # Errors
    /// When the model names no such view.
    pub fn named(project: &Project, name: &str) -> Result<Request, ProjectError> {
        let views = project.graph().views();
        let known = views.keys().map(String::as_str);
        let view = views.get(name).ok_or_else(|| ProjectError::unknown("view", name, known))?;
        let name = Some(name.to_owned());
        Ok(Request { name, form: view.form, ..Request::from_spec(&view.spec) })
    }

    fn from_spec(spec: &ViewSpec<'_>) -> Request {
        let text = |text: &str| (!text.is_empty()).then(|| text.to_owned());
        let texts =
            |texts: &[crate::model::Text<'_>]| texts.iter().map(|t| t.to_string()).collect();
        Request {
            title: spec.title.to_string(),
            note: spec.note.to_string(),
            root: texts(&spec.root),
            depth: (spec.depth > 0).then_some(spec.depth),
            only: texts(&spec.only),
            highlight: texts(&spec.highlight),
            posts: if spec.posts { Posts::InBoxes } else { Posts::LeftOut },
            cluster: Some(spec.cluster),
            question: Question {
                as_of: text(&spec.as_of),
                according_to: texts(&spec.according_to),
                without: texts(&spec.without),
                known_by: text(&spec.known_by),
                modality: spec.modality.to_vec(),
                presume_for: spec.presume_for.0,
                show: spec.show,
                lines: texts(&spec.line),
            },
            compare: Compare {
                of: Some(spec.of),
                from: text(&spec.from),
                to: text(&spec.to),
                between: texts(&spec.between),
                and_by: text(&spec.and_by),
                ..Compare::default()
            },
            ..Request::default()
        }
    }
}

/// What a request can say, a call each.
impl Request {
    /// An organ to begin at, by id or name; may be repeated.
    #[must_use]
    pub fn root(mut self, name: impl Into<String>) -> Request {
        self.root.push(name.into());
        self
    }

    /// The day or period, in EDTF.
    #[must_use]
    pub fn as_of(mut self, date: impl Into<String>) -> Request {
        self.question.as_of = Some(date.into());
        self
    }

    /// Only what a source says; may be repeated.
    #[must_use]
    pub fn according_to(mut self, source: impl Into<String>) -> Request {
        self.question.according_to.push(source.into());
        self
    }

    /// Nothing that only this source says; may be repeated.
    #[must_use]
    pub fn without(mut self, source: impl Into<String>) -> Request {
        self.question.without.push(source.into());
        self
    }

    /// Only what was published by then, in EDTF.
    #[must_use]
    pub fn known_by(mut self, date: impl Into<String>) -> Request {
        self.question.known_by = Some(date.into());
        self
    }

    /// How long after its last attestation a thing is presumed to have gone on.
    #[must_use]
    pub fn presume_for(mut self, lapse: Lapse) -> Request {
        self.question.presume_for = Some(lapse);
        self
    }

    /// Only claims of this modality; may be repeated.
    #[must_use]
    pub fn modality(mut self, modality: Modality) -> Request {
        self.question.modality.push(modality);
        self
    }

    /// Show only what is certain.
    #[must_use]
    pub fn certain(mut self) -> Request {
        self.question.show = Show::Certain;
        self
    }

    /// Show also what is merely possible.
    #[must_use]
    pub fn possible(mut self) -> Request {
        self.question.show = Show::Possible;
        self
    }

    /// Follow a line of superiors; the first is the main one.
    #[must_use]
    pub fn line(mut self, line: impl Into<String>) -> Request {
        self.question.lines.push(line.into());
        self
    }

    /// How many levels below the roots, or steps away from them.
    #[must_use]
    pub fn depth(mut self, levels: u32) -> Request {
        self.depth = Some(levels);
        self
    }

    /// Show nothing but what an expression of the query language finds; may be repeated.
    #[must_use]
    pub fn only(mut self, expression: impl Into<String>) -> Request {
        self.only.push(expression.into());
        self
    }

    /// Stress what an expression of the query language finds; may be repeated.
    #[must_use]
    pub fn highlight(mut self, expression: impl Into<String>) -> Request {
        self.highlight.push(expression.into());
        self
    }

    /// Write each organ's posts and their holders into its box.
    #[must_use]
    pub fn posts(mut self) -> Request {
        self.posts = Posts::InBoxes;
        self
    }

    /// How boxes, bars, bands and entries name their sources.
    #[must_use]
    pub fn cite(mut self, how: Citing) -> Request {
        self.cite = how;
        self
    }

    /// What shares a frame in a network.
    #[must_use]
    pub fn cluster(mut self, by: Clustering) -> Request {
        self.cluster = Some(by);
        self
    }

    /// The title over the picture.
    #[must_use]
    pub fn title(mut self, title: impl Into<String>) -> Request {
        self.title = title.into();
        self
    }

    /// Words below the title; the date and the perspective stand below them all the same.
    ///
    /// ```
    /// use organigram::project::{Project, Request, Style, draw};
    ///
    /// let project = Project::from_text("club.ron", r#"Model(organs: { "club": Organ(name: "Chess Club") })"#);
    /// let view = project.view(&Request::hierarchy().as_of("1960").subtitle("Figure 3"))?;
    /// let svg = draw(&view, &Style::default()).svg()?;
    /// assert!(svg.contains("Figure 3") && svg.contains("As of 1960"));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn subtitle(mut self, subtitle: impl Into<String>) -> Request {
        self.subtitle = subtitle.into();
        self
    }

    /// Compare two dates, in EDTF.
    #[must_use]
    pub fn from_to(mut self, from: impl Into<String>, to: impl Into<String>) -> Request {
        (self.compare.from, self.compare.to) = (Some(from.into()), Some(to.into()));
        self
    }

    /// Compare what two sources say.
    #[must_use]
    pub fn between(mut self, one: impl Into<String>, other: impl Into<String>) -> Request {
        self.compare.between = vec![one.into(), other.into()];
        self
    }

    /// Compare what was known at [`Request::known_by`] with what was known at this later date, in EDTF.
    #[must_use]
    pub fn and_by(mut self, date: impl Into<String>) -> Request {
        self.compare.and_by = Some(date.into());
        self
    }

    /// Compare with another model.
    #[must_use]
    pub fn against(mut self, other: Arc<Project>) -> Request {
        self.compare.against = Some(other);
        self
    }

    /// Compare the rosters of the roots, and not the hierarchy.
    #[must_use]
    pub fn of_rosters(mut self) -> Request {
        self.compare.of = Some(Compared::Roster);
        self
    }

    /// The same request with what another says instead; whatever the other leaves open stays.
    #[must_use]
    pub fn changed_by(mut self, other: &Request) -> Request {
        fn instead<T: Clone>(own: &mut Vec<T>, other: &[T]) {
            if !other.is_empty() {
                other.clone_into(own);
            }
        }
        let (own, changes) = (&mut self.question, &other.question);
        instead(&mut own.according_to, &changes.according_to);
        instead(&mut own.without, &changes.without);
        instead(&mut own.lines, &changes.lines);
        instead(&mut own.modality, &changes.modality);
        own.as_of = changes.as_of.clone().or(own.as_of.take());
        own.presume_for = changes.presume_for.or(own.presume_for);
        own.known_by = changes.known_by.clone().or(own.known_by.take());
        if changes.show != Show::Default {
            own.show = changes.show;
        }
        instead(&mut self.root, &other.root);
        instead(&mut self.only, &other.only);
        instead(&mut self.highlight, &other.highlight);
        self.depth = other.depth.or(self.depth);
        if other.posts != Posts::default() {
            self.posts = other.posts;
        }
        if other.cite != Citing::default() {
            self.cite = other.cite;
        }
        if !other.title.is_empty() {
            self.title.clone_from(&other.title);
        }
        if !other.subtitle.is_empty() {
            self.subtitle.clone_from(&other.subtitle);
        }
        self.cluster = other.cluster.or(self.cluster);
        // Another sort of comparison takes the place of the model's.
        let of = other.compare.of.or(self.compare.of);
        if other.compare.is_asked() {
            self.compare = other.compare.clone();
        }
        self.compare.of = of;
        self
    }
}

impl Request {
    /// Whether a roster is drawn, of one state or of two.
    pub(super) fn is_roster(&self) -> bool {
        self.form == ViewForm::Roster
            || (self.form == ViewForm::Diff && self.compare.of == Some(Compared::Roster))
    }
}
