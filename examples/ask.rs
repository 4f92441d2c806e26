//! Asks a model: who stood under whom on a day, and how surely.

use organigram::project::{Project, ProjectError, Question};

pub(crate) fn main() -> Result<(), ProjectError> {
    let project = Project::open("models/wpk.ron")?;
    let slice = Question::default().as_of("2013-01-28").slice(project.graph())?;
    let party = project.organ("wpk")?;
    println!("{}: {} ({})", project.graph().name(party), slice.answer(party), slice.why(party));
    for (unit, _) in slice.below(party, Some(1)) {
        println!("  {}: {}", project.graph().name(unit), slice.answer(unit));
    }
    Ok(())
}
