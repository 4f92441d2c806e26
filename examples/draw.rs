//! Draws a model: a view that it names, and one that is asked for here.

use organigram::project::{Project, Request, Style, draw};

pub(crate) fn main() -> Result<(), Box<dyn std::error::Error>> {
    let project = Project::open("models/wpk.ron")?;
    let style = Style::default();

    let view = project.view(&Request::named(&project, "origins")?)?;
    println!("origins: {} bytes of SVG", draw(&view, &style).svg()?.len());

    let view = project.view(&Request::hierarchy().as_of("2013-01-28").root("wpk").depth(1))?;
    println!("{}: {} bytes of SVG", view.caption().title, draw(&view, &style).svg()?.len());
    Ok(())
}
