//! Where the marks of a picture lead in a PDF. Takes a scene and what each page shows of it, gives the links of
//! each page: to the entry of a source in the list at the foot, or to a page of the web. Never draws.

use std::collections::HashMap;

use krilla::action::{Action, LinkAction};
use krilla::annotation::{Annotation, LinkAnnotation, Target as Goal};
use krilla::destination::XyzDestination;
use krilla::geom::{Point as At, Rect as Box};

use super::page::Window;
use crate::layout::{Group, Point, Rect, Scene, SceneItem};
use crate::render::paint::{bounds, union};
use crate::render::svg::{SOURCE, is_safe};
use crate::view::LinkTarget;

/// The links of a picture.
pub(super) struct Links<'s> {
    windows: &'s [Window],
    /// The larger ones first: of two that lie over one another, readers follow the last.
    marks: Vec<(Rect, &'s Group)>,
    /// Where the entry of each source stands.
    sources: HashMap<u32, Point>,
}

impl<'s> Links<'s> {
    /// The links of a scene on these pages.
    pub(super) fn of(scene: &'s Scene, windows: &'s [Window]) -> Links<'s> {
        let mut links = Links { windows, marks: Vec::new(), sources: HashMap::new() };
        scene.items.iter().for_each(|item| drop(links.note(item)));
        let area = |(rect, _): &(Rect, &Group)| rect.w * rect.h;
        links.marks.sort_by(|a, b| area(b).total_cmp(&area(a)));
        links
    }

    /// Notes what leads anywhere, and gives the box round an item.
    fn note(&mut self, item: &'s SceneItem) -> Option<Rect> {
        match item {
            SceneItem::Rect(rect) => Some(rect.clone()),
            SceneItem::Path(path) => bounds(&path.steps),
            SceneItem::Text(text) => Some(text.bounds()),
            SceneItem::Group(group) => {
                let parts: Vec<Rect> =
                    group.items.iter().filter_map(|item| self.note(item)).collect();
                let whole = parts.into_iter().reduce(|a, b| union(&a, &b))?;
                if group.class == SOURCE {
                    let number =
                        group.id.as_deref().and_then(|id| id.strip_prefix("s-")?.parse().ok());
                    self.sources.extend(number.map(|number| (number, Point(whole.x, whole.y))));
                }
                if group.link.is_some() {
                    self.marks.push((whole.clone(), group));
                }
                Some(whole)
            }
        }
    }

    /// The links of a page.
    pub(super) fn on(&self, page: usize) -> impl Iterator<Item = Annotation> {
        let window = &self.windows[page];
        self.marks.iter().filter_map(move |(rect, group)| {
            let goal = self.goal(group.link.as_ref()?)?;
            let (left, top) = (rect.x.max(window.view.x), rect.y.max(window.view.y));
            let right = rect.right().min(window.view.right());
            let bottom = rect.bottom().min(window.view.bottom());
            let (from, to) = (window.place(Point(left, top)), window.place(Point(right, bottom)));
            let area = Box::from_ltrb(from.0 as f32, from.1 as f32, to.0 as f32, to.1 as f32)?;
            let says = (!group.tooltip.is_empty()).then(|| group.tooltip.clone());
            Some(Annotation::new_link(LinkAnnotation::new(area, goal), says))
        })
    }

    fn goal(&self, link: &LinkTarget) -> Option<Goal> {
        match link {
            LinkTarget::Sources(numbers) => {
                let place = *self.sources.get(numbers.first()?)?;
                let holds = |window: &Window| {
                    let view = &window.view;
                    (view.x..=view.right()).contains(&place.0)
                        && (view.y..=view.bottom()).contains(&place.1)
                };
                let page = self.windows.iter().position(holds)?;
                let (x, y) = self.windows[page].place(place);
                let there = XyzDestination::new(page, At::from_xy(x as f32, y as f32));
                Some(Goal::Destination(there.into()))
            }
            LinkTarget::Page(address) if is_safe(address) => {
                Some(Goal::Action(Action::Link(LinkAction::new(address.clone()))))
            }
            LinkTarget::Page(_) => None,
        }
    }
}
