//! Builds a model in Rust, without a file, and checks and draws it.

use organigram::graph::Builder;
use organigram::model::{Date, Model, Organ, Text};
use organigram::project::{Project, Request, Style, draw};

/// Two organs, one under the other.
fn club() -> Model<'static> {
    let date = |edtf: &'static str| Date::from(Text::from(edtf)).into();
    let club =
        Organ { name: "Chess Club".into(), existence: date("1950-05-02/"), ..Organ::default() };
    let board = Organ {
        name: "Board".into(),
        existence: date("1950/1971"),
        under: [Text::from("club").into()].into_iter().collect(),
        ..Organ::default()
    };
    let mut model = Model { title: "A club".into(), ..Model::default() };
    model.organs.insert("club".into(), club);
    model.organs.insert("board".into(), board);
    model
}

pub(crate) fn main() -> Result<(), Box<dyn std::error::Error>> {
    let project = Project::from_graph("club", Builder::from_model(club()));
    for problem in project.problems() {
        println!("{}: {}", problem.code.name, problem.message);
    }
    let view = project.view(&Request::hierarchy().as_of("1960"))?;
    println!("{} bytes of SVG", draw(&view, &Style::default()).svg()?.len());
    Ok(())
}
