//! How a line of a network is drawn by what it says: its class, and its sample for the legend. Never places one.

use crate::layout::scene::{Group, PathStep, Point, SceneItem, path};
use crate::layout::{route, symbols};
use crate::view::{Bond, Link};

pub(super) fn class_of(link: &Link) -> String {
    let (line, mark) = (symbols::line_class(Some(link.line)), symbols::mark_class(link.mark));
    format!("extra {}{line}{mark}", bond_class(link.bond))
}

fn bond_class(bond: Bond) -> &'static str {
    match bond {
        Bond::Superior => "superior",
        Bond::Descent => "descent",
        Bond::Service => "service",
    }
}

/// A piece of a line for the legend.
pub(in crate::layout) fn sample(bond: Bond, line: usize, x: f64, y: f64) -> SceneItem {
    let curve = route::rounded(&[Point(x, y), Point(x + 28.0, y)]);
    let class = format!("extra {}{}", bond_class(bond), symbols::line_class(Some(line)));
    let items = vec![
        path("way", vec![PathStep::Move(Point(x, y)), PathStep::Line(Point(x + 28.0, y))]),
        path("head", curve.head),
    ];
    SceneItem::from(Group { class: class.into(), items, ..Group::default() })
}
