//! Asks a model: who stood under whom on a day, and how surely.

use organigram::project::{Project, ProjectError, Question};

fn main() -> Result<(), ProjectError> {
    let project = Project::open("models/wpk.ron")?;
    let slice = Question::default().as_of("1946-09-01").slice(project.graph())?;
    let party = project.organ("wpnk")?;
    println!("{}: {} ({})", project.graph().name(party), slice.answer(party), slice.why(party));
    for (unit, _) in slice.below(party, Some(1)) {
        println!("  {}: {}", project.graph().name(unit), slice.answer(unit));
    }
    Ok(())
}
