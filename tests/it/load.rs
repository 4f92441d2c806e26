//! Loading, from the outside: annotated bad models, agreement with `ron`, and hostile files.

mod agreement;
mod cut;
mod files;
mod messages;
mod plain;
pub(crate) mod suite;
mod threads;

use organigram::model::{Entry, Sink};
use organigram::text::SourceFile;

/// Keeps a line for each entry: what it is, its id, and where it begins.
#[derive(Default, Debug, PartialEq)]
struct Lines(Vec<String>);

impl Sink for Lines {
    fn fresh(&self) -> Self {
        Lines::default()
    }

    fn take<'t>(&mut self, _: &'t SourceFile, entry: &Entry<'t>) {
        self.0.push(format!("{entry:?}"));
    }

    fn append(&mut self, later: Self) {
        self.0.extend(later.0);
    }
}
