//! What can be drawn of a model. Takes a project, prints its views and the sorts of views.

use std::io::Write;
use std::path::Path;

use crate::cli::terminal::{bold, dim};
use crate::cli::{CliError, Outcome, Terminal};
use crate::project::Project;

pub(super) fn list(
    model: &Path,
    project: &Project,
    terminal: &mut Terminal,
) -> Result<Outcome, CliError> {
    let (graph, model, out) = (project.graph(), model.display(), &mut terminal.out);
    if !graph.views().is_empty() {
        writeln!(out, "{}", bold("Views that the model names"))?;
    }
    let widest = graph.views().keys().map(|name| name.chars().count()).max().unwrap_or(0);
    for (name, view) in graph.views() {
        let title = if view.spec.title.is_empty() { graph.title() } else { &view.spec.title };
        let sort = view.form.to_string();
        writeln!(out, "  {name:<widest$}  {sort:<9}  {title}")?;
    }
    writeln!(out, "{}", bold("Any model can be drawn as"))?;
    writeln!(out, "  --view hierarchy  the organs under their superiors")?;
    writeln!(out, "  --view lineage    what grew out of what, along time")?;
    writeln!(out, "  --view roster     who sits in an organ, by rank (with --root)")?;
    writeln!(out, "  --view tenures    who held which post, along time")?;
    writeln!(
        out,
        "  --view diff       what two dates or sources differ in (with --from and --to, or --between)"
    )?;
    writeln!(out, "  --view network    any things and the lines between them")?;
    let example = graph.views().keys().next().map_or("--view hierarchy", String::as_str);
    writeln!(out, "{}", dim(&format!("organigram render {model} {example} -o picture.svg")))?;
    Ok(Outcome::Fine)
}
