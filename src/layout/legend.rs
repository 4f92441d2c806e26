//! The samples of the legend: takes a sign and the form in which organs stand in the picture, gives the items that
//! show it. Never says what a sign means.

use super::scene::{Group, Path, PathStep, Point, Rect, SceneItem, group, path};
use super::symbols;
use crate::time::Answer;
use crate::view::{Change, Mark, ModalityMark, Sign, Status};

/// Whether the sample of a sign is a small mark rather than a stretch of a band or line.
pub(super) fn is_small(sign: Sign, form: Form) -> bool {
    use Sign::{Answer, Changed, Disputed, EventMark, Held, Kind, ModalityMark, Rename};
    match (sign, form) {
        (Held(Status::Acting), Form::Bar) => false,
        (Answer(_), Form::Pip) => true,
        _ => {
            matches!(
                sign,
                Kind(_) | ModalityMark(_) | Disputed | Rename | EventMark(_) | Held(_) | Changed(_)
            )
        }
    }
}

/// What stands for an organ in a picture.
#[derive(Clone, Copy)]
pub(super) enum Form {
    Box,
    Band,
    Pip,
    Bar,
}

/// The sample of a sign, its middle at this height.
pub(super) fn swatch(sign: Sign, form: Form, x: f64, y: f64) -> Vec<SceneItem> {
    let middle = Point(x + 6.0, y);
    match sign {
        Sign::Kind(kind) => {
            let class = symbols::kind_class(Some(kind)).to_owned();
            vec![classed(class, vec![symbols::shape(kind, middle, 4.0)])]
        }
        Sign::Line(line) => {
            let class = format!("line{}", symbols::line_class(Some(line)));
            vec![path(class, vec![PathStep::Move(Point(x, y)), PathStep::Line(Point(x + 28.0, y))])]
        }
        Sign::Extra(line) => vec![extra(&symbols::line_class(Some(line)), x, y)],
        Sign::Former => {
            let class = format!(" {}", symbols::change_class(Change::Gone));
            vec![extra(&class, x, y)]
        }
        Sign::Link(bond, line) => vec![super::network::sample(bond, line, x, y)],
        Sign::Answer(answer) => vec![answer_sample(answer, form, x, y)],
        Sign::ModalityMark(mark) => modality_sample(mark, middle),
        Sign::Disputed => vec![symbols::disputed(middle)],
        Sign::EventMark(kind) => {
            vec![classed("changes".to_owned(), vec![symbols::event(kind, middle)])]
        }
        Sign::Rename => vec![rename(middle)],
        Sign::Indirect => vec![indirect(x, y)],
        Sign::Highlighted => vec![highlighted(form, x, y)],
        Sign::Held(Status::Acting) if matches!(form, Form::Bar) => {
            super::tenures::sample(sign, x, y)
        }
        Sign::Held(status) => {
            vec![classed("k0".to_owned(), vec![symbols::pip(status, middle, 4.0)])]
        }
        Sign::Changed(change) => {
            vec![classed(symbols::change_class(change), vec![symbols::change(change, middle)])]
        }
        Sign::Vacant => super::tenures::sample(sign, x, y),
        Sign::Imprecise | Sign::EndNotRecorded | Sign::Open if matches!(form, Form::Bar) => {
            super::tenures::sample(sign, x, y)
        }
        Sign::Imprecise | Sign::EndNotRecorded | Sign::Open | Sign::Undated => {
            vec![super::bands::sample(sign, x, y)]
        }
    }
}

fn classed(class: String, items: Vec<SceneItem>) -> SceneItem {
    SceneItem::from(Group { class: class.into(), items, ..Group::default() })
}

fn modality_sample(mark: ModalityMark, middle: Point) -> Vec<SceneItem> {
    symbols::modality_mark(mark, middle).into_iter().collect()
}

fn rename(Point(x, y): Point) -> SceneItem {
    let steps = vec![PathStep::Move(Point(x, y - 5.0)), PathStep::Line(Point(x, y + 5.0))];
    classed("k-none".to_owned(), vec![path("rename", steps)])
}

fn extra(class: &str, x: f64, y: f64) -> SceneItem {
    let way = SceneItem::Path(Path {
        class: "way".into(),
        steps: vec![PathStep::Move(Point(x, y)), PathStep::Line(Point(x + 28.0, y))],
    });
    let head = [Point(x + 28.0, y), Point(x + 21.0, y - 3.5), Point(x + 21.0, y + 3.5)];
    let steps = vec![
        PathStep::Move(head[0]),
        PathStep::Line(head[1]),
        PathStep::Line(head[2]),
        PathStep::Close,
    ];
    classed(format!("extra{class}"), vec![way, path("head", steps)])
}

fn answer_sample(answer: Answer, form: Form, x: f64, y: f64) -> SceneItem {
    let mark = symbols::mark_class(Mark { answer, ..Mark::default() });
    if matches!(form, Form::Pip) {
        let pip = symbols::pip(Status::Held, Point(x + 6.0, y), 4.0);
        return classed(format!("sample k0{mark}"), vec![pip]);
    }
    let class = match form {
        Form::Bar => "sample tenure k0",
        Form::Box | Form::Band | Form::Pip => "sample k-none",
    };
    classed(format!("{class}{mark}"), vec![SceneItem::Rect(sample(form, x, y))])
}

/// A small organ, or a small tenure.
fn sample(form: Form, x: f64, y: f64) -> Rect {
    let (class, h, r) = match form {
        Form::Box => ("box", 10.0, 2.0),
        Form::Bar => ("box", 10.0, 0.0),
        Form::Band | Form::Pip => ("bar", 7.0, 0.0),
    };
    Rect { class: class.into(), x, y: y - h / 2.0, w: 28.0, h, r }
}

fn highlighted(form: Form, x: f64, y: f64) -> SceneItem {
    if matches!(form, Form::Pip) {
        let whole = Rect { x: x + 2.0, y: y - 5.0, w: 24.0, h: 10.0, ..Rect::default() };
        let pip = symbols::pip(Status::Held, Point(x + 8.0, y), 3.0);
        return classed("sample k-none".to_owned(), vec![pip, symbols::ring(&whole, 1.0)]);
    }
    let by = match form {
        Form::Box | Form::Bar | Form::Pip => 3.2,
        Form::Band => 2.0,
    };
    let sample = Rect { w: 28.0 - 2.0 * by, ..sample(form, x + by, y) };
    classed("sample k-none".to_owned(), vec![symbols::ring(&sample, by), SceneItem::Rect(sample)])
}

fn indirect(x: f64, y: f64) -> SceneItem {
    let (from, to) = (Point(x, y), Point(x + 28.0, y));
    let line = path("line", vec![PathStep::Move(from), PathStep::Line(to)]);
    group("sample", vec![line, symbols::cut(from, to)])
}
