//! What can be drawn of a model. Takes a project, prints its views and the sorts of views.

use std::io::Write;
use std::path::Path;

use crate::cli::terminal::{bold, dim};
use crate::cli::{CliError, Outcome, Terminal};
use crate::project::{Project, ViewRow};

pub(super) fn list(
    model: &Path,
    project: &Project,
    terminal: &mut Terminal,
) -> Result<Outcome, CliError> {
    let (model, out) = (model.display(), &mut terminal.out);
    let views: Vec<ViewRow<'_>> = project.views().collect();
    if !views.is_empty() {
        writeln!(out, "{}", bold("Views that the model names"))?;
    }
    let widest = views.iter().map(|view| view.name.chars().count()).max().unwrap_or(0).min(80);
    for ViewRow { name, form, title, .. } in &views {
        let sort = form.to_string();
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
    let example = views.first().map_or("--view hierarchy", |view| view.name);
    writeln!(out, "{}", dim(&format!("organigram render {model} {example} -o picture.svg")))?;
    Ok(Outcome::Fine)
}
