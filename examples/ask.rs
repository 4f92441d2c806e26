//! Asks a model: who stood under whom on a day, who held a post, what grew out of what; each with how sure it is.

use organigram::project::{LineageRequest, Project, ProjectError, Question, Who};

pub(crate) fn main() -> Result<(), ProjectError> {
    let project = Project::open("models/wpk.ron")?;
    let then = Question::default().as_of("2013-01-28");

    for row in project.tree(&then, Some("wpk"), Some(1))? {
        println!("{}{}: {}, {}", "  ".repeat(row.level as usize), row.name, row.answer, row.why);
    }

    if let Who::Post(post) = project.who(&then, "wpk-first-secretary")? {
        for holding in &post.holdings {
            let cites = holding.cites.join("; ");
            println!("{}: {} {}; {cites}", post.title, holding.name, holding.during);
        }
    }

    let lineage = project.lineage(&Question::default(), &LineageRequest::of("wpk"))?;
    for step in lineage.predecessors.iter().flatten() {
        let from: Vec<&str> = step.from.iter().map(|id| lineage.name(id)).collect();
        println!("{} ({}), {}", from.join(", "), step.kind, step.date().unwrap_or("undated"));
    }
    Ok(())
}
