//! What an import would do, before it does it.
//!
//! Takes tables made ready, gives what each is taken for and which column is what. Reads no row.

use std::fmt;

use super::columns::{Place, TemplatePiece};
use super::row::{Spec, shown};
use crate::diagnostics::Advice;

/// What importing some tables would do.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct ImportPlan {
    /// The tables, in the order in which they are read.
    pub tables: Vec<TablePlan>,
    /// The files of which nothing shows what they hold, and why.
    pub unknown: Vec<(String, Advice)>,
}

/// What one table is taken for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct TablePlan {
    /// The file's name.
    pub file: String,
    /// What its rows are.
    pub holds: &'static str,
    /// By field: the heading of its column.
    pub columns: Vec<(&'static str, String)>,
    /// The headings of columns that name who held a post at the head of an organ.
    pub heads: Vec<String>,
    /// The headings of columns that nothing reads.
    pub unread: Vec<String>,
    /// What was concluded from the whole table.
    pub notes: Vec<String>,
}

impl TablePlan {
    pub(super) fn of(spec: &Spec<'_>) -> TablePlan {
        let columns = spec.kind.fields().iter().filter_map(|field| {
            let text = match &spec.columns.places[*field as usize] {
                Place::None => return None,
                Place::Column(at) => shown(&spec.headings[*at]),
                Place::Template(pieces) => template(pieces, &spec.headings),
            };
            Some((spec.kind.heading(*field), text))
        });
        TablePlan {
            file: spec.file.name.clone(),
            holds: spec.kind.name(),
            columns: columns.collect(),
            heads: spec.columns.heads.iter().map(|at| spec.headings[*at].clone()).collect(),
            unread: spec.columns.unread.clone(),
            notes: spec.notes(),
        }
    }
}

fn template(pieces: &[TemplatePiece], headings: &[String]) -> String {
    let piece = |piece: &TemplatePiece| match piece {
        TemplatePiece::Text(text) => text.clone(),
        TemplatePiece::Column(at) => format!("{{{}}}", headings[*at]),
    };
    format!("`{}`", pieces.iter().map(piece).collect::<String>())
}

impl fmt::Display for ImportPlan {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.tables.iter().try_for_each(|table| write!(f, "{table}"))
    }
}

impl fmt::Display for TablePlan {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{} holds {}:", self.file, self.holds)?;
        for (field, heading) in &self.columns {
            writeln!(f, "  {field:<12} {heading}")?;
        }
        for heading in &self.heads {
            writeln!(f, "  {:<12} {}: who held this post", "(people)", shown(heading))?;
        }
        if !self.unread.is_empty() {
            let unread: Vec<String> = self.unread.iter().map(|heading| shown(heading)).collect();
            writeln!(f, "  {:<12} {}", "(not read)", unread.join(", "))?;
        }
        self.notes.iter().try_for_each(|note| writeln!(f, "  {note}"))
    }
}
