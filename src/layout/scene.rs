//! A finished picture: boxes, texts and paths with coordinates, classes and tooltips. Layouts give it,
//! writers take it. Never says a colour: classes name what a thing is, a theme says how it looks.

use std::borrow::Cow;

use serde::Serialize;

use super::metrics::TextStyle;
use crate::time::Day;
use crate::view::LinkTarget;

/// A class name, usually a constant.
pub type StyleClass = Cow<'static, str>;

/// A finished picture. Coordinates are in CSS pixels from the top left.
///
/// ```
/// use organigram::layout::{LayoutOptions, SceneItem, layout};
/// use organigram::project::{Project, Request};
///
/// let project = Project::open("models/chess-club.ron")?;
/// let view = project.view(&Request::hierarchy())?;
/// let scene = layout(&view, &LayoutOptions::default());
/// let words = scene.leaves().into_iter().filter_map(|item| match item {
///     SceneItem::Text(text) => Some(text.lines.join(" ")),
///     _ => None,
/// });
/// assert!(words.into_iter().any(|line| line == "Rookhaven Chess Club"));
/// # Ok::<(), organigram::project::ProjectError>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Scene {
    /// Width of the page.
    pub width: f64,
    /// Height of the page.
    pub height: f64,
    /// What the picture shows, for those who cannot see it.
    pub title: String,
    /// The date, the perspective and the size in words.
    pub description: String,
    /// What stands on the page, back to front.
    pub items: Vec<SceneItem>,
}

/// One thing on the page.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum SceneItem {
    /// Things that belong together. In a box, for most of what stands on a page is smaller.
    Group(Box<Group>),
    /// A box.
    Rect(Rect),
    /// A line, curve or outline.
    Path(Path),
    /// Words.
    Text(TextBlock),
}

/// Things that belong together and share a tooltip and a link.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Group {
    /// What it is.
    pub class: StyleClass,
    /// The name of the mark: the id of the thing in the model, or made of those of the things that it
    /// joins. No two marks of a picture share one. Writers make it safe for their format.
    pub id: Option<String>,
    /// For those who point at it.
    pub tooltip: String,
    /// Where it leads.
    pub link: Option<LinkTarget>,
    /// Its parts, back to front.
    pub items: Vec<SceneItem>,
    /// Where days stand, of the grid of a time axis.
    #[serde(skip)]
    pub scale: Option<Box<TimeScale>>,
}

/// Where the days of a time axis stand: between two of those that are listed, in proportion.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct TimeScale {
    /// The upper end of the grid.
    pub top: f64,
    /// Its lower end.
    pub bottom: f64,
    /// Days, in order, and where they stand from left to right.
    pub days: Vec<(Day, f64)>,
}

/// A box.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Rect {
    /// What it is.
    pub class: StyleClass,
    /// Left.
    pub x: f64,
    /// Top.
    pub y: f64,
    /// Width.
    pub w: f64,
    /// Height.
    pub h: f64,
    /// Radius of the corners.
    pub r: f64,
}

/// A line, curve or outline.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Path {
    /// What it is.
    pub class: StyleClass,
    /// Its steps.
    pub steps: Vec<PathStep>,
}

/// One step of a path.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum PathStep {
    /// Lift the pen to a point.
    Move(Point),
    /// A straight line.
    Line(Point),
    /// A cubic curve: two control points and the end.
    Curve(Point, Point, Point),
    /// Back to where the pen was put down.
    Close,
}

/// A point on the page.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize)]
pub struct Point(pub f64, pub f64);

/// Words in one style, a line or several.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct TextBlock {
    /// What it is, beside its style.
    pub class: StyleClass,
    /// Size and weight.
    pub style: TextStyle,
    /// Where the anchor stands.
    pub x: f64,
    /// The first baseline.
    pub y: f64,
    /// Which part of a line stands at `x`.
    pub anchor: Anchor,
    /// The lines, top to bottom.
    pub lines: Vec<String>,
}

/// Which part of a line of text stands at its place.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Anchor {
    /// Its left end.
    #[default]
    Start,
    /// Its middle.
    Middle,
    /// Its right end.
    End,
}

impl From<Group> for SceneItem {
    fn from(group: Group) -> SceneItem {
        SceneItem::Group(Box::new(group))
    }
}

impl Scene {
    /// Every box, text block and path of the scene, groups opened, back to front.
    pub fn leaves(&self) -> Vec<&SceneItem> {
        let mut leaves = Vec::new();
        collect(&self.items, &mut leaves);
        leaves
    }

    /// Every group with this class word, outermost first.
    pub fn groups(&self, class: &str) -> Vec<&Group> {
        let mut found = Vec::new();
        find_groups(&self.items, class, &mut found);
        found
    }
}

fn collect<'s>(items: &'s [SceneItem], leaves: &mut Vec<&'s SceneItem>) {
    for item in items {
        match item {
            SceneItem::Group(group) => collect(&group.items, leaves),
            leaf => leaves.push(leaf),
        }
    }
}

fn find_groups<'s>(items: &'s [SceneItem], class: &str, found: &mut Vec<&'s Group>) {
    for item in items {
        if let SceneItem::Group(group) = item {
            if group.class.split(' ').any(|word| word == class) {
                found.push(group);
            }
            find_groups(&group.items, class, found);
        }
    }
}

impl Rect {
    /// Whether the insides of two boxes share a point; touching is not sharing.
    pub fn overlaps(&self, other: &Rect) -> bool {
        const SLACK: f64 = 0.01;
        self.x + SLACK < other.x + other.w
            && other.x + SLACK < self.x + self.w
            && self.y + SLACK < other.y + other.h
            && other.y + SLACK < self.y + self.h
    }

    /// The right edge.
    pub fn right(&self) -> f64 {
        self.x + self.w
    }

    /// The lower edge.
    pub fn bottom(&self) -> f64 {
        self.y + self.h
    }
}

impl TextBlock {
    /// The box that the measured text fills.
    pub fn bounds(&self) -> Rect {
        let w = self.lines.iter().map(|line| self.style.width(line)).fold(0.0, f64::max);
        let x = match self.anchor {
            Anchor::Start => self.x,
            Anchor::Middle => self.x - w / 2.0,
            Anchor::End => self.x - w,
        };
        let h = self.style.height(self.lines.len());
        Rect { x, y: self.y - self.style.ascent(), w, h, ..Rect::default() }
    }
}

/// A group of this class without id, tooltip or link.
pub(super) fn group(class: &'static str, items: Vec<SceneItem>) -> SceneItem {
    SceneItem::from(Group { class: class.into(), items, ..Group::default() })
}

/// A path of this class through these steps.
pub(super) fn path(class: impl Into<StyleClass>, steps: Vec<PathStep>) -> SceneItem {
    SceneItem::Path(Path { class: class.into(), steps })
}

/// One line of text.
pub(super) fn line_of_text(
    style: TextStyle,
    x: f64,
    y: f64,
    anchor: Anchor,
    text: String,
) -> SceneItem {
    SceneItem::Text(TextBlock { class: "".into(), style, x, y, anchor, lines: vec![text] })
}

/// The class of words that stand on a ground of their own, for they stand over lines.
pub(crate) const HALO: &str = "halo";

/// Moves everything by the same way.
pub(crate) fn shift(items: &mut [SceneItem], dx: f64, dy: f64) {
    let moved = |Point(x, y): Point| Point(x + dx, y + dy);
    for item in items {
        match item {
            SceneItem::Group(group) => {
                shift(&mut group.items, dx, dy);
                if let Some(scale) = &mut group.scale {
                    (scale.top, scale.bottom) = (scale.top + dy, scale.bottom + dy);
                    scale.days.iter_mut().for_each(|(_, x)| *x += dx);
                }
            }
            SceneItem::Rect(rect) => (rect.x, rect.y) = (rect.x + dx, rect.y + dy),
            SceneItem::Text(text) => (text.x, text.y) = (text.x + dx, text.y + dy),
            SceneItem::Path(path) => {
                for step in &mut path.steps {
                    *step = match *step {
                        PathStep::Move(a) => PathStep::Move(moved(a)),
                        PathStep::Line(a) => PathStep::Line(moved(a)),
                        PathStep::Curve(a, b, c) => PathStep::Curve(moved(a), moved(b), moved(c)),
                        PathStep::Close => PathStep::Close,
                    };
                }
            }
        }
    }
}
