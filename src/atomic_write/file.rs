//! What is to be written, and where. Plain data.

use std::io::{self, Write};
use std::path::PathBuf;

/// What to do with a file that exists already.
#[derive(Copy, Clone, Debug, Default, PartialEq, Eq)]
pub enum Existing<'a> {
    /// It stays, and nothing is written.
    #[default]
    Kept,
    /// It is replaced.
    Replaced,
    /// It is replaced if these bytes, which the caller read, are still what it holds.
    Unchanged(&'a [u8]),
}

/// What to do with a folder that does not exist.
#[derive(Copy, Clone, Debug, Default, PartialEq, Eq)]
pub enum Folders {
    /// That is an error.
    #[default]
    MustExist,
    /// It is made, with those above it.
    Created,
}

pub(super) type Contents<'a> = Box<dyn Fn(&mut dyn Write) -> io::Result<()> + 'a>;

/// A file to write.
pub struct NewFile<'a> {
    pub(super) path: PathBuf,
    pub(super) existing: Existing<'a>,
    pub(super) contents: Contents<'a>,
}

impl<'a> NewFile<'a> {
    /// A file whose contents a function writes.
    pub fn new(
        path: impl Into<PathBuf>,
        existing: Existing<'a>,
        contents: impl Fn(&mut dyn Write) -> io::Result<()> + 'a,
    ) -> Self {
        NewFile { path: path.into(), existing, contents: Box::new(contents) }
    }

    /// A file whose contents are at hand.
    pub fn of(path: impl Into<PathBuf>, existing: Existing<'a>, bytes: &'a [u8]) -> Self {
        NewFile::new(path, existing, |out| out.write_all(bytes))
    }
}
