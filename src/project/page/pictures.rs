//! The pictures of a page: each view of the model in each perspective and certainty, at every moment at which it differs.
//! Takes the moments at which what stands in a view changes; gives scenes as lists of marks, each mark kept once. The page
//! only puts them where they are said to stand.

use std::collections::BTreeSet;

use indexmap::IndexMap;
use serde::Serialize;

use super::super::{DrawError, Project, ProjectError, Question, Request, Style, draw};
use super::marks::{outline, things_of, without_days};
use super::moments::{ANY, Moments};
use super::pool::Pool;
use super::sources::PerspectiveData;
use crate::graph::{NodeIx, OrgGraph};
use crate::layout::Group;
use crate::model::{Show, ViewForm};
use crate::render::{MarkWriter, Theme};
use crate::view::{Posts, View};
use crate::workers::Workers;

/// What is shown, by certainty: the certain alone, also the presumed, also the possible.
const SHOWS: [Show; 3] = [Show::Certain, Show::Default, Show::Possible];

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
    pictures: Vec<Vec<Vec<u32>>>,
    /// Why it could not be drawn, if so.
    #[serde(skip_serializing_if = "String::is_empty")]
    wrong: String,
}

/// What all pictures share.
#[derive(Default)]
pub(super) struct Drawn {
    marks: Pool<MarkData>,
    scenes: Pool<SceneData>,
    refs: Pool<(String, String)>,
    notes: Pool<String>,
    writer: MarkWriter,
    /// Views that move, with their pictures: two that differ only in what they ask for first share them.
    known: Vec<(Request, Vec<Vec<Vec<u32>>>)>,
}

#[derive(PartialEq, Eq, Hash, Serialize)]
struct MarkData {
    /// The things that it stands for, by number.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    t: Vec<u32>,
    /// Its name, where that is not the id of the one thing that it stands for.
    #[serde(skip_serializing_if = "String::is_empty")]
    k: String,
    s: String,
}

#[derive(PartialEq, Eq, Hash, Serialize)]
struct SceneData {
    w: i32,
    h: i32,
    /// A mark and how far it stands from the one before, by turns, in tenths of a pixel.
    m: Vec<i32>,
    /// Things and how deep they stand, by turns.
    o: Vec<u32>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    n: Vec<u32>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    r: Vec<u32>,
    /// The axes of time: the upper and the lower end, then days and where they stand, by turns.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    x: Vec<Vec<i32>>,
}

/// The pictures as they are written.
#[derive(Serialize)]
pub(super) struct DrawnData {
    marks: Pool<MarkData>,
    scenes: Pool<SceneData>,
    refs: Pool<(String, String)>,
    notes: Pool<String>,
    /// The style sheet and the gradients, light and dark.
    style: [(String, String); 2],
}

impl Drawn {
    pub(super) fn data(self) -> DrawnData {
        let style = [Theme::light(), Theme::dark()].map(|theme| self.writer.style(&theme));
        let (marks, scenes) = in_order(self.marks, self.scenes);
        let Drawn { refs, notes, .. } = self;
        DrawnData { marks, scenes, refs, notes, style }
    }
}

/// Puts the marks of one thing beside each other, for what is alike packs well where it lies near.
fn in_order(marks: Pool<MarkData>, scenes: Pool<SceneData>) -> (Pool<MarkData>, Pool<SceneData>) {
    let (marks, numbers) =
        marks.sorted_by(|one, other| (&one.t, &one.s).cmp(&(&other.t, &other.s)));
    let scenes = scenes.each(|mut scene| {
        for turn in scene.m.chunks_mut(3) {
            turn[0] = numbers[turn[0] as usize] as i32;
        }
        scene
    });
    (marks, scenes)
}

/// What the pictures are made of.
pub(super) struct Pictures<'a, 'p> {
    pub(super) project: &'p Project,
    pub(super) moments: &'a Moments,
    pub(super) perspectives: &'a [PerspectiveData],
    /// By perspective, certainty and thing: the moments at which what is shown of it changes.
    pub(super) changes: &'a [[Vec<BTreeSet<u32>>; 3]],
    pub(super) style: &'a Style,
}

/// One picture at one moment, before its parts are numbered.
struct Taken {
    size: (i32, i32),
    marks: Vec<crate::render::SceneMark>,
    outline: Vec<u32>,
    notes: Vec<String>,
    refs: Vec<(String, String)>,
    axes: Vec<Vec<i32>>,
}

/// The pictures of a view in one perspective and certainty, with the moments at which they begin.
struct Series {
    at: (usize, usize),
    pictures: Vec<(u32, Option<Taken>)>,
    writer: MarkWriter,
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
            wrong: String::new(),
        };
        let mut kinds = IndexMap::new();
        let members = self.members(request, &mut kinds)?;
        data.roots = members.iter().map(|node| node.0).collect();
        let same = motion == Motion::Moving;
        let same = drawn.known.iter().find(|(known, _)| same && is_drawn_alike(known, request));
        if let Some((_, pictures)) = same {
            data.pictures.clone_from(pictures);
            return Ok(data);
        }
        let asked = self.asked(motion, (own.1 as usize, own.2 as usize));
        let draw = |at| self.series(request, at, motion, &members, &kinds);
        for series in Workers::all().map(asked, draw) {
            match series? {
                Ok(series) => {
                    let (by, shows) = series.at;
                    data.pictures[by][shows] = drawn.take(series, self.project.graph());
                }
                Err(wrong) => data.wrong = wrong,
            }
        }
        if motion == Motion::Moving {
            drawn.known.push((request.clone(), data.pictures.clone()));
        }
        Ok(data)
    }

    /// The perspectives and certainties in which a view is drawn.
    fn asked(&self, motion: Motion, own: (usize, usize)) -> Vec<(usize, usize)> {
        let all = 0..self.perspectives.len();
        match motion {
            Motion::Still => vec![own],
            Motion::Axis => all.map(|by| (by, own.1)).collect(),
            Motion::Moving => all.flat_map(|by| (0..SHOWS.len()).map(move |at| (by, at))).collect(),
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
        Ok(listed.chunks(2).map(|entry| NodeIx(entry[0])).collect())
    }

    /// The question about a moment in a perspective.
    fn question(&self, request: &Request, (by, shows): (usize, usize), moment: u32) -> Question {
        let when = self.moments.when(moment);
        Question {
            as_of: when.map(|when| when.to_string()),
            show: SHOWS[shows],
            lines: request.question.lines.clone(),
            ..self.perspectives[by].question.clone()
        }
    }

    /// The pictures of a view, or why they cannot be drawn.
    fn series(
        &self,
        request: &Request,
        at: (usize, usize),
        motion: Motion,
        members: &[NodeIx],
        kinds: &IndexMap<String, ()>,
    ) -> Result<Result<Series, String>, ProjectError> {
        let mut series = Series { at, pictures: Vec::new(), writer: MarkWriter::default() };
        let mut kinds = kinds.clone();
        let mut last: Option<View> = None;
        for moment in self.moments_of(request, at, motion, members) {
            let question = match motion {
                Motion::Moving => self.question(request, at, moment),
                Motion::Axis => Question {
                    as_of: request.question.as_of.clone(),
                    ..self.question(request, at, ANY)
                },
                Motion::Still => request.question.clone(),
            };
            let mut view = self.project.view(&Request { question, ..request.clone() })?;
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

    /// The moments at which a view may differ from what it was before.
    fn moments_of(
        &self,
        request: &Request,
        (by, shows): (usize, usize),
        motion: Motion,
        members: &[NodeIx],
    ) -> Vec<u32> {
        // Posts and rosters also say who only may have held a post.
        let shows = if request.form == ViewForm::Roster || request.posts == Posts::InBoxes {
            2
        } else {
            shows
        };
        match motion {
            Motion::Still | Motion::Axis => vec![0],
            // What an expression finds may change at any moment.
            Motion::Moving if !(request.only.is_empty() && request.highlight.is_empty()) => {
                (0..self.moments.count()).collect()
            }
            Motion::Moving => {
                let of = |node: &NodeIx| self.changes[by][shows][node.index()].iter().copied();
                let moments: BTreeSet<u32> = members.iter().flat_map(of).collect();
                [ANY].into_iter().chain(moments).collect::<BTreeSet<u32>>().into_iter().collect()
            }
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
            notes,
            refs: refs.into_iter().map(|r| (r.text, r.link.unwrap_or_default())).collect(),
        })
    }
}

impl Drawn {
    /// Numbers the parts of a series; gives its moments and scenes, by turns.
    fn take(&mut self, series: Series, graph: &OrgGraph) -> Vec<u32> {
        self.writer.add(series.writer);
        let mut turns = Vec::new();
        for (moment, taken) in series.pictures {
            let scene = match taken {
                None => 0,
                Some(taken) => self.scene(taken, graph) + 1,
            };
            if turns.last() != Some(&scene) {
                turns.extend([moment, scene]);
            }
        }
        turns
    }

    fn scene(&mut self, taken: Taken, graph: &OrgGraph) -> u32 {
        let mut marks = Vec::with_capacity(taken.marks.len() * 3);
        let mut last = (0, 0);
        for mark in taken.marks {
            let things = things_of(&mark.id, graph);
            let is_named = things.len() == 1 && graph.id(NodeIx(things[0])) == mark.id;
            let key = if is_named { String::new() } else { mark.id };
            let number = self.marks.put(MarkData { t: things, k: key, s: mark.svg });
            marks.extend([number as i32, mark.at.0 - last.0, mark.at.1 - last.1]);
            last = mark.at;
        }
        let notes = taken.notes.into_iter().map(|note| self.notes.put(note)).collect();
        let refs = taken.refs.into_iter().map(|text| self.refs.put(text)).collect();
        let (w, h) = taken.size;
        let (outline, x) = (taken.outline, taken.axes);
        self.scenes.put(SceneData { w, h, m: marks, o: outline, n: notes, r: refs, x })
    }
}

fn tenths(length: f64) -> i32 {
    (length * 10.0).round() as i32
}

/// Where the days of an axis of time stand.
fn axis(group: &Group) -> Option<Vec<i32>> {
    let scale = group.scale.as_ref()?;
    let days = scale.days.iter().flat_map(|(day, x)| [day.0, tenths(*x)]);
    Some([tenths(scale.top), tenths(scale.bottom)].into_iter().chain(days).collect())
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
