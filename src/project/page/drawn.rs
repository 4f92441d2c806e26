//! The parts of pictures, each kept once. Takes pictures one by one; gives marks and scenes by number. Never draws.

use serde::Serialize;

use super::super::Request;
use super::marks::things_of;
use super::pool::Pool;
use crate::graph::{NodeIx, OrgGraph};
use crate::layout::Group;
use crate::render::{MarkWriter, Theme};

/// What all pictures share.
#[derive(Default)]
pub(super) struct Drawn {
    marks: Pool<MarkData>,
    scenes: Pool<SceneData>,
    refs: Pool<(String, String)>,
    notes: Pool<String>,
    writer: MarkWriter,
    /// Views that move, with their pictures: two that differ only in what they ask for first share them.
    pub(super) known: Vec<(Request, ViewTurns)>,
    /// How many boxes were looked at, at all moments together.
    pub(super) work: usize,
    /// How many perspectives and certainties of views are left out, for there would be too much.
    pub(super) left_out: usize,
}

/// The pictures of a view, and those of its parts.
type ViewTurns = (Turns, Vec<PartData>);

/// By perspective, then by certainty: moments and scenes, by turns.
pub(super) type Turns = Vec<Vec<Vec<u32>>>;

/// The chart of one organ.
#[derive(Clone, Serialize)]
pub(super) struct PartData {
    /// The organ.
    pub(super) t: u32,
    /// As of the whole view.
    pub(super) p: Turns,
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
    /// The boxes that are closed.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    k: Vec<u32>,
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

/// One picture at one moment, before its parts are numbered.
pub(super) struct Taken {
    pub(super) size: (i32, i32),
    pub(super) marks: Vec<crate::render::SceneMark>,
    pub(super) outline: Vec<u32>,
    pub(super) closed: Vec<u32>,
    pub(super) notes: Vec<String>,
    pub(super) refs: Vec<(String, String)>,
    pub(super) axes: Vec<Vec<i32>>,
}

/// The pictures of a chart in one perspective and certainty, with the moments at which they begin.
pub(super) struct Series {
    pub(super) pictures: Vec<(u32, Option<Taken>)>,
    pub(super) writer: MarkWriter,
}

impl Drawn {
    /// The pictures of a view that is drawn already.
    pub(super) fn known_view(&self, is_it: impl Fn(&Request) -> bool) -> Option<ViewTurns> {
        self.known.iter().find(|(known, _)| is_it(known)).map(|(_, turns)| turns.clone())
    }

    /// Numbers the parts of a series; gives its moments and scenes, by turns.
    pub(super) fn take(&mut self, series: Series, graph: &OrgGraph) -> Vec<u32> {
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
        let Taken { outline: o, closed: k, axes: x, .. } = taken;
        self.scenes.put(SceneData { w, h, m: marks, o, k, n: notes, r: refs, x })
    }
}

pub(super) fn tenths(length: f64) -> i32 {
    (length * 10.0).round() as i32
}

/// Where the days of an axis of time stand.
pub(super) fn axis(group: &Group) -> Option<Vec<i32>> {
    let scale = group.scale.as_ref()?;
    let days = scale.days.iter().flat_map(|(day, x)| [day.0, tenths(*x)]);
    Some([tenths(scale.top), tenths(scale.bottom)].into_iter().chain(days).collect())
}
