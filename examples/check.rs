//! Checks a model that is nowhere on the disk: an editor's unsaved text over a saved file.

use std::path::Path;

use organigram::project::{CheckRequest, Disk, LoadOptions, Overlay, Project, ProjectError};

pub(crate) fn main() -> Result<(), ProjectError> {
    let mut files = Overlay::new(Disk);
    files.insert(
        "models/club.ron",
        r#"Model(organs: { "board": Organ(under: "clubb"), "club": Organ() })"#,
    );
    let project = Project::load_from(&files, Path::new("models/club.ron"), &LoadOptions::default());
    let problems = project.check(&CheckRequest::default())?;
    for problem in &problems.diagnostics {
        let line = project.texts().line_col(problem.pos()).map(|at| at.line);
        println!("line {}: {}: {}", line.unwrap_or(0), problem.code.name, problem.message);
    }
    assert!(problems.failed());
    Ok(())
}
