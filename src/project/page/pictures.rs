//! The pictures of a page: each view of the model in each perspective and certainty, at every moment at which it differs.
//! Takes the moments at which what stands in a view changes; gives scenes as lists of marks, each mark kept once. The page
//! only puts them where they are said to stand.

use indexmap::IndexMap;
use serde::Serialize;

use super::super::scope::view_of;
use super::super::{DrawError, ProjectError, Question, Request, Session, draw};
use super::charts::{Chart, Job, trim};
use super::context::{Pictures, SHOWS};
use super::drawn::{Drawn, PartData, Series, Taken, Turns, axis, tenths};
use super::marks::{closed, outline, without_days};
use super::moments::ANY;
use crate::graph::NodeIx;
use crate::model::{Show, ViewForm};
use crate::render::MarkWriter;
use crate::view::{Pick, Scope, View};
use crate::workers::Workers;

/// How many charts are drawn before their marks are put together.
const AT_ONCE: usize = 48;

/// How a view goes with time.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum Motion {
    /// Another picture at other moments.
    Moving,
    /// One picture with an axis of time, in each perspective.
    Axis,
    /// One picture, as the model asks for it.
    Still,
}

/// A view of the page.
#[derive(Serialize)]
pub(super) struct ViewData {
    name: String,
    title: String,
    form: &'static str,
    motion: Motion,
    #[serde(skip_serializing_if = "String::is_empty")]
    note: String,
    /// The date, the perspective and the certainty that the model asks for; without a date, at any time.
    own: (String, u32, u32),
    /// The things that it may show at some moment.
    roots: Vec<u32>,
    /// By perspective, then by certainty: moments and scenes, by turns; scene 0 shows nothing. Empty where the picture
    /// was left out.
    pictures: Turns,
    /// Of a chart that is too large for one picture: its parts, by the organ that each begins at.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    parts: Vec<PartData>,
    /// Why it could not be drawn, if so.
    #[serde(skip_serializing_if = "String::is_empty")]
    wrong: String,
}

impl Pictures<'_, '_> {
    /// A view in all its pictures.
    pub(super) fn view(
        &self,
        request: &Request,
        drawn: &mut Drawn,
    ) -> Result<ViewData, ProjectError> {
        let motion = motion(request);
        let own = self.own(request)?;
        let mut data = ViewData {
            name: request.name.clone().unwrap_or_default(),
            title: if request.title.is_empty() {
                self.project.title().to_owned()
            } else {
                request.title.clone()
            },
            form: form(request.form),
            motion,
            note: request.note.clone(),
            own: own.clone(),
            roots: Vec::new(),
            pictures: vec![vec![Vec::new(); SHOWS.len()]; self.perspectives.len()],
            parts: Vec::new(),
            wrong: String::new(),
        };
        let mut kinds = IndexMap::new();
        let members = self.members(request, &mut kinds)?;
        data.roots = members.iter().map(|node| node.0).collect();
        if let Some(known) =
            drawn.known_view(|known| motion == Motion::Moving && is_drawn_alike(known, request))
        {
            (data.pictures, data.parts) = known;
            return Ok(data);
        }
        let own = (own.1 as usize, own.2 as usize);
        let charts = self.charts(request, members, own)?;
        let asked = self.asked(motion, own);
        let (jobs, left_out) = match motion {
            Motion::Moving => self.jobs(request, &charts, &asked, &mut drawn.work),
            _ => (asked.into_iter().map(|at| Job { chart: 0, at }).collect(), 0),
        };
        drawn.left_out += left_out;
        let none = || vec![vec![Vec::new(); SHOWS.len()]; self.perspectives.len()];
        let mut turns: Vec<Turns> = charts.iter().map(|_| none()).collect();
        // A few at a time, for their marks are many before each is kept once.
        for jobs in jobs.chunks(AT_ONCE) {
            let draw = |job: Job| (job, self.series(request, job, motion, &charts, &kinds));
            for (job, series) in Workers::all().map(jobs.to_vec(), draw) {
                match series? {
                    Ok(series) => {
                        let (by, shows) = job.at;
                        turns[job.chart][by][shows] = drawn.take(series, self.project.graph());
                    }
                    Err(wrong) => data.wrong = wrong,
                }
            }
        }
        let mut turns = turns.into_iter();
        data.pictures = turns.next().unwrap_or_default();
        let heads = charts.iter().filter_map(|chart| chart.head);
        data.parts = heads.zip(turns).map(|(head, p)| PartData { t: head.0, p }).collect();
        if motion == Motion::Moving {
            drawn.known.push((request.clone(), (data.pictures.clone(), data.parts.clone())));
        }
        Ok(data)
    }

    /// The perspectives and certainties in which a view is drawn.
    fn asked(&self, motion: Motion, own: (usize, usize)) -> Vec<(usize, usize)> {
        let all = 0..self.perspectives.len();
        match motion {
            Motion::Still => vec![own],
            Motion::Axis => all.map(|by| (by, own.1)).collect(),
            Motion::Moving => {
                let mut all: Vec<(usize, usize)> =
                    all.flat_map(|by| (0..SHOWS.len()).map(move |at| (by, at))).collect();
                // What is asked for first comes first, for not all of it may fit.
                all.sort_by_key(|at| (*at != own, at.0 != own.0, at.0));
                all
            }
        }
    }

    fn own(&self, request: &Request) -> Result<(String, u32, u32), ProjectError> {
        let question = &request.question;
        let when = question.when()?.map_or_else(String::new, |when| when.to_string());
        let by = self.perspectives.iter().position(|offered| offered.is_of(question));
        let shows = SHOWS.iter().position(|show| *show == question.show);
        Ok((when, by.unwrap_or(0) as u32, shows.unwrap_or(1) as u32))
    }

    /// What a view may show at some moment, and its kinds in an order that all its pictures keep.
    fn members(
        &self,
        request: &Request,
        kinds: &mut IndexMap<String, ()>,
    ) -> Result<Vec<NodeIx>, ProjectError> {
        if motion(request) != Motion::Moving {
            return Ok(Vec::new());
        }
        let question = Question {
            lines: request.question.lines.clone(),
            show: Show::Possible,
            ..Question::default()
        };
        let mut view = self.project.view(&Request { question, ..request.clone() })?;
        without_days(&mut view, kinds);
        let graph = self.project.graph();
        let listed = outline(&view, graph);
        let listed = listed.chunks(2).map(|entry| NodeIx(entry[0]));
        Ok(listed.filter(|node| self.selection.has(*node)).collect())
    }

    /// The pictures of a chart, or why they cannot be drawn.
    fn series(
        &self,
        request: &Request,
        job: Job,
        motion: Motion,
        charts: &[Chart],
        kinds: &IndexMap<String, ()>,
    ) -> Result<Result<Series, String>, ProjectError> {
        let chart = &charts[job.chart];
        let mut series = Series { pictures: Vec::new(), writer: MarkWriter::default() };
        let mut kinds = kinds.clone();
        let mut last: Option<View> = None;
        let session = self.project.session();
        let moments = match motion {
            Motion::Moving => self.moments_of(request, job.at, &chart.members),
            Motion::Axis | Motion::Still => vec![ANY],
        };
        for moment in moments {
            let question = self.asked_at(request, job.at, motion, moment);
            let asked = Request { question, ..request.clone() };
            let mut view = match motion {
                Motion::Moving => self.moving(&session, request, &asked, chart)?,
                Motion::Axis | Motion::Still => self.project.view(&asked)?,
            };
            if let View::Hierarchy(view) = &mut view {
                trim(view);
            }
            let refs = std::mem::take(&mut caption(&mut view).sources);
            without_days(&mut view, &mut kinds);
            if last.as_ref() == Some(&view) {
                continue;
            }
            let taken = match view.is_empty() {
                true => None,
                false => match self.take(&view, refs, &mut series.writer) {
                    Ok(taken) => Some(taken),
                    Err(error) => return Ok(Err(error.to_string())),
                },
            };
            series.pictures.push((moment, taken));
            last = Some(view);
        }
        Ok(Ok(series))
    }

    /// A view that moves, of the things of the page alone, closed where the chart is cut.
    fn moving(
        &self,
        session: &Session<'_>,
        request: &Request,
        asked: &Request,
        chart: &Chart,
    ) -> Result<View, ProjectError> {
        let mut scope = match &chart.cut {
            None => asked.scope(session, &asked.question)?,
            Some(cut) => Scope {
                roots: cut.roots.clone(),
                depth: Some(cut.depth),
                reach: Some(cut.depth),
                lines: asked.question.lines.clone(),
                posts: asked.posts,
                ..Scope::default()
            },
        };
        if let (None, Some(things)) = (&scope.only, &self.selection.things) {
            scope.only = Some(Pick { words: String::new(), found: things.clone() });
        }
        let mut view = view_of(session, asked, &scope)?;
        if let Some(cut) = &chart.cut {
            self.close(request, &mut view, cut.depth);
        }
        Ok(view)
    }

    /// What a picture asks.
    fn asked_at(
        &self,
        request: &Request,
        at: (usize, usize),
        motion: Motion,
        moment: u32,
    ) -> Question {
        match motion {
            Motion::Moving => self.question(request, at, moment),
            Motion::Axis => Question {
                as_of: request.question.as_of.clone(),
                ..self.question(request, at, ANY)
            },
            Motion::Still => request.question.clone(),
        }
    }

    fn take(
        &self,
        view: &View,
        refs: Vec<crate::view::Reference>,
        writer: &mut MarkWriter,
    ) -> Result<Taken, DrawError> {
        let mut bare = view.clone();
        let notes = std::mem::take(&mut caption(&mut bare).notes);
        let picture = draw(&bare, self.style);
        let scene = picture.scene()?;
        Ok(Taken {
            axes: scene.groups("time").into_iter().filter_map(axis).collect(),
            size: (tenths(scene.width), tenths(scene.height)),
            marks: writer.marks(scene),
            outline: outline(view, self.project.graph()),
            closed: closed(view, self.project.graph()),
            notes,
            refs: refs.into_iter().map(|r| (r.text, r.link.unwrap_or_default())).collect(),
        })
    }
}

fn caption(view: &mut View) -> &mut crate::view::Caption {
    match view {
        View::Hierarchy(view) => &mut view.caption,
        View::Lineage(view) => &mut view.caption,
        View::Roster(view) => &mut view.caption,
        View::Tenures(view) => &mut view.caption,
        View::Network(view) => &mut view.caption,
    }
}

/// Whether two views that move show the same at every moment, in every perspective and certainty.
fn is_drawn_alike(one: &Request, other: &Request) -> bool {
    let what = |of: &Request| {
        let lines = of.question.lines.clone();
        (of.form, of.root.clone(), of.depth, of.only.clone(), of.highlight.clone(), of.posts, lines)
    };
    what(one) == what(other)
}

fn motion(request: &Request) -> Motion {
    match request.form {
        _ if request.compare.is_asked() => Motion::Still,
        ViewForm::Hierarchy | ViewForm::Roster => Motion::Moving,
        ViewForm::Lineage | ViewForm::Tenures => Motion::Axis,
        ViewForm::Diff | ViewForm::Network => Motion::Still,
    }
}

fn form(form: ViewForm) -> &'static str {
    match form {
        ViewForm::Hierarchy => "hierarchy",
        ViewForm::Roster => "roster",
        ViewForm::Lineage => "lineage",
        ViewForm::Tenures => "tenures",
        ViewForm::Diff => "diff",
        ViewForm::Network => "network",
    }
}
