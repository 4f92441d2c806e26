//! A scene taken apart into marks: SVG fragments that each begin at a place of their own, so that a mark which only
//! moves from one scene to the next is the same text. Takes scenes, gives fragments with their places and the style
//! sheet of all that occurred in them; writes no links and no tooltips, which the page has in its own way.

use super::{GROUND, StyledThings, SvgWriter, Within};
use crate::layout::{Group, Path, PathStep, Point, Rect, Scene, SceneItem, TextBlock};
use crate::render::Theme;

/// A fragment of a picture and where it stands.
#[derive(Clone, Debug, PartialEq)]
pub struct SceneMark {
    /// The name of the mark: [`Group::id`]; empty of what no one thing stands for.
    pub id: String,
    /// Its SVG, drawn from its own origin.
    pub svg: String,
    /// The origin, in tenths of a pixel.
    pub at: (i32, i32),
}

/// Takes scenes apart, and keeps count of what needs a style.
#[derive(Default)]
pub struct MarkWriter {
    seen: StyledThings,
}

impl std::fmt::Debug for MarkWriter {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("MarkWriter").finish_non_exhaustive()
    }
}

impl MarkWriter {
    /// The marks of a scene, back to front.
    pub fn marks(&mut self, scene: &Scene) -> Vec<SceneMark> {
        let mut marks = Vec::new();
        self.items(&scene.items, "", &mut marks);
        marks
    }

    /// Takes in what another writer met.
    pub fn add(&mut self, other: MarkWriter) {
        self.seen.add(other.seen);
    }

    /// The styles of all that occurred, and the gradients that they refer to.
    pub fn style(&self, theme: &Theme) -> (String, String) {
        let mut head = writer();
        if self.seen.fades {
            head.fades(theme, &super::places(&self.seen.kinds));
        }
        (self.seen.style_sheet(theme) + GROUND, head.out)
    }

    fn items(&mut self, items: &[SceneItem], class: &str, marks: &mut Vec<SceneMark>) {
        for piece in items.chunk_by(|a, b| is_loose(a) && is_loose(b)) {
            match &piece[0] {
                SceneItem::Group(group) if group.id.is_some() => self.named(group, marks),
                SceneItem::Group(group) if !is_loose(&piece[0]) => {
                    self.seen.note(&group.class);
                    self.items(&group.items, &group.class, marks);
                }
                _ if APART.contains(&class) => {
                    marks.extend(piece.chunks(1).map(|item| self.loose(item, class)));
                }
                _ => marks.push(self.loose(piece, class)),
            }
        }
    }

    /// A mark; the line from a box to its superior, which changes more often than the box, is one of its own.
    fn named(&mut self, group: &Group, marks: &mut Vec<SceneMark>) {
        let is_lead = |item: &SceneItem| matches!(item, SceneItem::Group(g) if g.class == "lead");
        let (leads, rest): (Vec<_>, Vec<_>) = group.items.iter().cloned().partition(is_lead);
        for lead in &leads {
            if let SceneItem::Group(lead) = lead {
                marks.push(self.mark(lead));
            }
        }
        marks.push(self.mark(&Group { items: rest, ..group.clone() }));
    }

    fn loose(&mut self, items: &[SceneItem], class: &str) -> SceneMark {
        let group =
            Group { class: class.to_owned().into(), items: items.to_vec(), ..Group::default() };
        self.mark(&group)
    }

    fn mark(&mut self, group: &Group) -> SceneMark {
        let Point(x, y) =
            first_rect(&group.items).or_else(|| first(&group.items)).unwrap_or_default();
        let at = ((x * 10.0).round(), (y * 10.0).round());
        let mut items = group.items.clone();
        bare(&mut items, (at.0 / 10.0, at.1 / 10.0));
        let mut writer = writer();
        writer.out.push_str("<g");
        writer.seen.note(&group.class);
        if !group.class.is_empty() {
            writer.attribute("class", &group.class);
        }
        writer.out.push('>');
        items.iter().for_each(|item| writer.item(item));
        writer.out.push_str("</g>");
        self.seen.add(writer.seen);
        let id = group.id.clone().unwrap_or_default();
        SceneMark { id, svg: writer.out.replace('\n', ""), at: (at.0 as i32, at.1 as i32) }
    }
}

fn writer() -> SvgWriter<'static> {
    SvgWriter {
        out: String::new(),
        prefix: "",
        seen: StyledThings::default(),
        sources: 0,
        link: Within::Nothing,
    }
}

/// Groups of which each part moves by itself.
const APART: [&str; 4] = ["buses", "links", "extras", "legend"];

/// Whether an item is no mark and holds none.
fn is_loose(item: &SceneItem) -> bool {
    match item {
        SceneItem::Group(group) => {
            let is_open = group.class == "chart" || APART.contains(&&*group.class);
            group.id.is_none() && !is_open && group.items.iter().all(is_loose)
        }
        _ => true,
    }
}

fn first_rect(items: &[SceneItem]) -> Option<Point> {
    items.iter().find_map(|item| match item {
        SceneItem::Rect(rect) => Some(Point(rect.x, rect.y)),
        _ => None,
    })
}

fn first(items: &[SceneItem]) -> Option<Point> {
    items.iter().find_map(|item| match item {
        SceneItem::Group(group) => first(&group.items),
        SceneItem::Rect(Rect { x, y, .. }) | SceneItem::Text(TextBlock { x, y, .. }) => {
            Some(Point(*x, *y))
        }
        SceneItem::Path(Path { steps, .. }) => steps.iter().find_map(|step| match step {
            PathStep::Move(point) => Some(*point),
            _ => None,
        }),
    })
}

/// Draws from another origin, without tooltips and links.
fn bare(items: &mut [SceneItem], (x, y): (f64, f64)) {
    crate::layout::moved(items, -x, -y);
    fn strip(items: &mut [SceneItem]) {
        for item in items {
            if let SceneItem::Group(group) = item {
                group.tooltip = String::new();
                group.link = None;
                strip(&mut group.items);
            }
        }
    }
    strip(items);
}
