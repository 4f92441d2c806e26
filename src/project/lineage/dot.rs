//! A lineage as DOT, for Graphviz. Takes a lineage, gives text: one arrow a step, with its kind, date and sources;
//! what leads from very many to very many leads through a point. Never runs Graphviz.

use std::collections::BTreeSet;

use super::{LineageAnswer, LineageStep};
use crate::dot_escape::{quoted_id, quoted_words};

impl LineageAnswer<'_> {
    /// The steps as a graph in Graphviz's language.
    ///
    /// ```
    /// use organigram::project::{LineageRequest, Project, Question};
    ///
    /// let project = Project::from_text("club.ron", r#"Model(
    ///     organs: { "club": Organ(name: "Chess Club"), "union": Organ() },
    ///     transitions: [Succeeded(from: "club", into: "union", on: "1960")],
    /// )"#);
    /// let lineage = project.lineage(&Question::default(), &LineageRequest::of("club"))?;
    /// assert!(lineage.to_dot().contains(r#""club" -> "union" [label="1960 succeeded""#));
    /// # Ok::<(), organigram::project::ProjectError>(())
    /// ```
    #[must_use]
    pub fn to_dot(&self) -> String {
        let ids: BTreeSet<&str> =
            self.steps().flat_map(|step| step.from.iter().chain(&step.to)).copied().collect();
        let mut lines = vec!["digraph lineage {\n  rankdir=LR;\n  node [shape=box];".to_owned()];
        lines
            .extend(ids.into_iter().map(|id| {
                format!("  {} [label={}];", quoted_id(id), quoted_words(self.names[id]))
            }));
        // A step may be part of several ways, and is drawn once.
        let mut drawn = BTreeSet::new();
        let arrows = self.steps().enumerate().flat_map(|(number, step)| arrows(number, step));
        lines.extend(arrows.filter(|line| drawn.insert(line.clone())));
        lines.join("\n") + "\n}\n"
    }
}

/// The arrows of one transition.
fn arrows(number: usize, step: &LineageStep<'_>) -> Vec<String> {
    let label = quoted_words(&format!("{} {}", step.date().unwrap_or("undated"), step.kind));
    let cites: Vec<String> = step.cites.iter().map(ToString::to_string).collect();
    let cites = quoted_words(&cites.join("; "));
    if !step.is_crowded() {
        let arrow = |(from, to)| {
            let (from, to) = (quoted_id(from), quoted_id(to));
            format!("  {from} -> {to} [label={label}, tooltip={cites}];")
        };
        return step.pairs().map(arrow).collect();
    }
    // Ids are in quotes, so that no organ can have this one.
    let point = format!("transition_{number}");
    let mut lines = vec![format!("  {point} [shape=point, xlabel={label}, tooltip={cites}];")];
    lines.extend(step.from.iter().map(|from| format!("  {} -> {point};", quoted_id(from))));
    lines.extend(step.to.iter().map(|to| format!("  {point} -> {};", quoted_id(to))));
    lines
}
