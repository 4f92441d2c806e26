//! Cuts a picture into sheets of paper. Takes where words and boxes stand, gives the scale and the part of
//! each sheet: as few sheets as leave the words large enough, cut where no word and no box is torn, with
//! a strip that both neighbours show. Never draws.

use crate::layout::{PathStep, Point, Scene, SceneItem};

/// Points for one pixel of CSS.
pub(super) const POINTS: f64 = 0.75;
/// White round the picture on a sheet of paper.
pub(super) const MARGIN: f64 = 30.0;
/// Words smaller than this part of their size are hard to read: the picture takes several sheets instead.
const SMALLEST: f64 = 0.6;
/// The least strip in points that two neighbours share, to be glued.
const GLUE: f64 = 14.0;
/// What takes more of a sheet than this part may be torn.
const TORN: f64 = 0.5;

/// How a picture lies on paper.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Sheets {
    /// Width and height of a sheet in points.
    pub(super) sheet: (f64, f64),
    /// Points for one pixel.
    pub(super) scale: f64,
    /// Left of each column and top of each row, in pixels.
    pub(super) columns: Vec<f64>,
    pub(super) rows: Vec<f64>,
    /// The row and the column of each sheet; none is empty.
    pub(super) parts: Vec<(usize, usize)>,
}

/// Lays a scene on sheets of this short and this long side.
pub(super) fn sheets(scene: &Scene, (short, long): (f64, f64)) -> Sheets {
    let marks = Marks::of(scene);
    let lying = scene.width > scene.height;
    let first = if lying { (long, short) } else { (short, long) };
    if let Some(one) = on_one(scene, first) {
        return one;
    }
    let tries = [first, (first.1, first.0)];
    let fewest = tries.map(|sheet| cut(scene, &marks, sheet, SMALLEST));
    let least = fewest.iter().map(|sheets| sheets.parts.len()).min().unwrap_or(1);
    let best = fewest.into_iter().find(|sheets| sheets.parts.len() == least);
    let best = best.expect("one of the two has the fewest");
    // No larger than it is, and as large as so many sheets have room for.
    let steps = (0..20).map(|step| 1.0 - f64::from(step) * 0.02);
    let larger = steps.map(|scale| cut(scene, &marks, best.sheet, scale));
    let mut as_few = larger.filter(|sheets| sheets.parts.len() <= least);
    as_few.next().unwrap_or(best)
}

/// The whole picture on one sheet, if the words stay large enough.
fn on_one(scene: &Scene, sheet: (f64, f64)) -> Option<Sheets> {
    let room = (sheet.0 - 2.0 * MARGIN, sheet.1 - 2.0 * MARGIN);
    let fitting = (room.0 / (scene.width * POINTS)).min(room.1 / (scene.height * POINTS)).min(1.0);
    let (columns, rows, parts) = (vec![0.0], vec![0.0], vec![(0, 0)]);
    let scale = fitting * POINTS;
    (fitting >= SMALLEST).then_some(Sheets { sheet, scale, columns, rows, parts })
}

fn cut(scene: &Scene, marks: &Marks, sheet: (f64, f64), scale: f64) -> Sheets {
    let scale = scale * POINTS;
    let room = [(sheet.0 - 2.0 * MARGIN) / scale, (sheet.1 - 2.0 * MARGIN) / scale];
    let columns = cuts(&marks.across, scene.width, room[0], GLUE / scale);
    let rows = cuts(&marks.down, scene.height, room[1], GLUE / scale);
    let parts = marks.filled(&rows, &columns);
    Sheets { sheet, scale, columns, rows, parts }
}

/// Where the parts begin along one side. What crosses the end of a part and could be whole on the next
/// begins there.
fn cuts(spans: &[(f64, f64)], length: f64, room: f64, glue: f64) -> Vec<f64> {
    let mut starts = vec![0.0];
    let mut start = 0.0;
    // A hair of slack, so that rounding makes no empty sheet.
    while start + room < length - 0.5 {
        let end = start + room;
        let is_torn = |&&(from, to): &&(f64, f64)| {
            from < end && to > end && from > end - room * TORN && to - from < room * TORN
        };
        let torn = spans.iter().filter(is_torn).map(|span| span.0 - 2.0);
        start = torn.fold(end - glue, f64::min);
        starts.push(start);
    }
    starts
}

/// Where things stand: of words and boxes each side, of everything the corners.
struct Marks {
    across: Vec<(f64, f64)>,
    down: Vec<(f64, f64)>,
    /// Left, top, right, bottom.
    boxes: Vec<[f64; 4]>,
}

impl Marks {
    fn of(scene: &Scene) -> Marks {
        let mut marks = Marks { across: Vec::new(), down: Vec::new(), boxes: Vec::new() };
        for item in scene.leaves() {
            let bounds = match item {
                SceneItem::Text(text) => text.bounds(),
                SceneItem::Rect(rect) => rect.clone(),
                SceneItem::Path(path) => {
                    marks.boxes.extend(strokes(&path.steps));
                    continue;
                }
                SceneItem::Group(_) => continue,
            };
            marks.across.push((bounds.x, bounds.right()));
            marks.down.push((bounds.y, bounds.bottom()));
            marks.boxes.push([bounds.x, bounds.y, bounds.right(), bounds.bottom()]);
        }
        marks
    }

    /// The parts in which anything stands, row by row.
    fn filled(&self, rows: &[f64], columns: &[f64]) -> Vec<(usize, usize)> {
        let at = |starts: &[f64], place: f64| starts.partition_point(|&start| start <= place);
        let mut filled = vec![false; rows.len() * columns.len()];
        for &[left, top, right, bottom] in &self.boxes {
            for row in at(rows, top).max(1)..=at(rows, bottom).max(1) {
                for column in at(columns, left).max(1)..=at(columns, right).max(1) {
                    filled[(row - 1) * columns.len() + column - 1] = true;
                }
            }
        }
        let all =
            (0..rows.len()).flat_map(|row| (0..columns.len()).map(move |column| (row, column)));
        all.filter(|(row, column)| filled[row * columns.len() + column]).collect()
    }
}

/// The box of each step of a path.
fn strokes(steps: &[PathStep]) -> Vec<[f64; 4]> {
    let mut boxes = Vec::new();
    let mut pen = Point(0.0, 0.0);
    for step in steps {
        let points = match *step {
            PathStep::Move(to) => {
                pen = to;
                continue;
            }
            PathStep::Line(to) => vec![pen, to],
            PathStep::Curve(a, b, to) => vec![pen, a, b, to],
            PathStep::Close => continue,
        };
        let (x, y) = (points.iter().map(|p| p.0), points.iter().map(|p| p.1));
        boxes.push([
            x.clone().fold(f64::INFINITY, f64::min),
            y.clone().fold(f64::INFINITY, f64::min),
            x.fold(f64::NEG_INFINITY, f64::max),
            y.fold(f64::NEG_INFINITY, f64::max),
        ]);
        pen = points[points.len() - 1];
    }
    boxes
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::layout::Rect;

    const A4: (f64, f64) = (595.28, 841.89);

    fn scene(width: f64, height: f64, boxes: &[(f64, f64)]) -> Scene {
        let rect = |&(x, y): &(f64, f64)| {
            SceneItem::Rect(Rect { x, y, w: 160.0, h: 50.0, ..Rect::default() })
        };
        Scene { width, height, items: boxes.iter().map(rect).collect(), ..Scene::default() }
    }

    proptest! {
        #[test]
        fn every_box_is_whole_on_a_sheet(
            width in 400.0..6000.0f64, height in 400.0..6000.0f64,
            boxes in prop::collection::vec((0.0..1.0f64, 0.0..1.0f64), 1..60)
        ) {
            let placed: Vec<(f64, f64)> =
                boxes.iter().map(|(x, y)| (x * (width - 160.0), y * (height - 50.0))).collect();
            let sheets = sheets(&scene(width, height, &placed), A4);
            prop_assert!(sheets.scale >= SMALLEST * POINTS - 1e-9 && sheets.scale <= POINTS);
            let room = [
                (sheets.sheet.0 - 2.0 * MARGIN) / sheets.scale + 0.01,
                (sheets.sheet.1 - 2.0 * MARGIN) / sheets.scale + 0.01,
            ];
            for (x, y) in placed {
                let whole = sheets.parts.iter().any(|&(row, column)| {
                    let (left, top) = (sheets.columns[column], sheets.rows[row]);
                    x >= left && y >= top && x + 160.0 <= left + room[0] && y + 50.0 <= top + room[1]
                });
                prop_assert!(whole, "{x} {y} {sheets:?}");
            }
        }
    }

    #[test]
    fn a_small_picture_is_not_enlarged() {
        let sheets = sheets(&scene(200.0, 300.0, &[(0.0, 0.0)]), A4);
        assert_eq!((sheets.scale, sheets.parts.len()), (POINTS, 1));
    }

    #[test]
    fn a_sheet_on_which_nothing_stands_is_left_out() {
        let corners = [(0.0, 0.0), (3800.0, 0.0), (0.0, 2900.0)];
        let sheets = sheets(&scene(4000.0, 3000.0, &corners), A4);
        assert!(sheets.parts.len() < sheets.rows.len() * sheets.columns.len());
    }
}
