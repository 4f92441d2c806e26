//! One side of a comparison: a model on disk, one that a pipe gives, or one as it was at a revision of git. Takes what somebody
//! typed and asks the program `git` for the files of the revision, so that a model is read with all that it includes; gives
//! the model. Changes nothing.

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::{Component, Path, PathBuf};

use super::files::read_pipe;
use super::git_program::{git, git_bytes};
use super::open::{project, readable};
use super::{CliError, ModelArgs, Terminal};
use crate::project::{Disk, FileKind, Files, FolderEntry, LoadOptions, Outside, Overlay, Project};

/// The model that somebody named: a file, `-` or a pipe, or `REVISION:PATH` where no file is called so.
///
/// # Errors
/// When it cannot be read, and when there is no such revision or it has no such file.
pub(super) fn side(args: &ModelArgs, terminal: &mut Terminal) -> Result<Project, CliError> {
    let typed = args.model.display().to_string();
    let is_pipe =
        || fs::metadata(&args.model).is_ok_and(|about| !about.is_file() && !about.is_dir());
    if args.model.as_os_str() == "-" || is_pipe() {
        return piped(args, &typed, terminal);
    }
    match typed.split_once(':') {
        Some((revision, path)) if revision.len() > 1 && !args.model.exists() => {
            at_revision(args, revision, Path::new(path), typed.clone(), terminal)
        }
        _ => project(args, terminal),
    }
}

/// The model of a file as it was at a revision.
///
/// # Errors
/// When git cannot be run, and when there is no such revision or it has no such file.
pub(super) fn of_file(
    args: &ModelArgs,
    revision: &str,
    terminal: &mut Terminal,
) -> Result<Project, CliError> {
    let name = format!("{revision}:{}", args.model.display());
    let here = Path::new(".").join(&args.model);
    at_revision(args, revision, &here, name, terminal)
}

/// The text of a pipe stands for a file of this folder, so that it may include others.
fn piped(args: &ModelArgs, typed: &str, terminal: &mut Terminal) -> Result<Project, CliError> {
    let text = read_pipe(&args.model)?;
    let mut files = Overlay::new(Disk);
    let entry = Path::new(".piped.ron");
    files.insert(entry, text);
    readable(Project::load_from(&files, entry, &options(args)).called(typed), terminal)
}

fn options(args: &ModelArgs) -> LoadOptions {
    let outside = if args.allow_outside { Outside::Allowed } else { Outside::Refused };
    LoadOptions::default().outside(outside)
}

/// A path is taken from the top of the repository, as git does, else from this folder.
fn at_revision(
    args: &ModelArgs,
    revision: &str,
    path: &Path,
    name: String,
    terminal: &mut Terminal,
) -> Result<Project, CliError> {
    let here = std::env::current_dir().map_err(CliError::file(Path::new(".")))?;
    // The repository is that of the file, which need not be that of this folder.
    let folder = here.join(path);
    let folder = folder.ancestors().skip(1).find(|folder| folder.is_dir()).unwrap_or(&here);
    let files = Revision::open(folder, revision)?;
    let from_here = plain(&here.join(path));
    let from_top = plain(&files.top.join(path));
    let places = match path.starts_with(".") {
        true => vec![from_here],
        false => vec![from_top, from_here],
    };
    let entry = places.into_iter().find(|place| files.kind(place).is_ok()).ok_or_else(|| {
        let path = path.strip_prefix(".").unwrap_or(path).display();
        CliError::Usage(format!("revision `{revision}` has no file {path}"))
    })?;
    readable(Project::load_from(&files, &entry, &options(args)).called(name), terminal)
}

/// The files of a repository as they were at a revision.
struct Revision {
    /// The repository's folder.
    top: PathBuf,
    commit: String,
    /// The files by their paths below the top, with their lengths.
    files: BTreeMap<PathBuf, u64>,
}

impl Revision {
    fn open(folder: &Path, revision: &str) -> Result<Revision, CliError> {
        let top = git(folder, &["rev-parse", "--show-toplevel"])?.ok_or_else(|| {
            let folder = folder.display();
            CliError::Usage(format!("the folder {folder} is in no repository of git"))
        })?;
        let top = PathBuf::from(top.trim_end_matches(['\n', '\r']));
        let named = format!("{revision}^{{commit}}");
        let commit = git(&top, &["rev-parse", "--verify", "--quiet", "--end-of-options", &named])?;
        let commit = commit.ok_or_else(|| {
            let top = top.display();
            CliError::Usage(format!("the repository {top} has no revision `{revision}`"))
        })?;
        let commit = commit.trim().to_owned();
        let listed = git(&top, &["ls-tree", "-r", "-l", "-z", "--full-tree", &commit])?;
        let listed = listed.unwrap_or_default();
        let files = listed.split('\0').filter_map(entry).collect();
        Ok(Revision { top, commit, files })
    }

    /// A path below the top; nothing of one that lies elsewhere.
    fn below(&self, path: &Path) -> Option<PathBuf> {
        plain(path).strip_prefix(&self.top).ok().map(Path::to_path_buf)
    }
}

/// A line of `ls-tree -l`: mode, type, hash and length, then a tab and the path. Only plain files are files of a model.
fn entry(line: &str) -> Option<(PathBuf, u64)> {
    let (about, path) = line.split_once('\t')?;
    let about: Vec<&str> = about.split_whitespace().collect();
    let is_file = about.first().is_some_and(|mode| mode.starts_with("100"));
    let length = about.get(3)?.parse().ok()?;
    is_file.then(|| (PathBuf::from(path), length))
}

impl Files for Revision {
    fn kind(&self, path: &Path) -> io::Result<FileKind> {
        let missing = || io::Error::from(io::ErrorKind::NotFound);
        let below = self.below(path).ok_or_else(missing)?;
        match self.files.get(&below) {
            Some(length) => Ok(FileKind::File(*length)),
            None if self.files.keys().any(|file| file.starts_with(&below)) => Ok(FileKind::Folder),
            None => Err(missing()),
        }
    }

    fn read(&self, path: &Path, most: u64) -> io::Result<Vec<u8>> {
        self.kind(path)?;
        let below = self.below(path).unwrap_or_default();
        let object = format!("{}:{}", self.commit, slashed(&below));
        let bytes =
            git_bytes(&self.top, &["cat-file", "blob", &object]).map_err(io::Error::other)?;
        let mut bytes = bytes.ok_or_else(|| io::Error::from(io::ErrorKind::NotFound))?;
        bytes.truncate(usize::try_from(most).unwrap_or(usize::MAX));
        Ok(bytes)
    }

    fn list(&self, folder: &Path) -> io::Result<Vec<FolderEntry>> {
        let Some(below) = self.below(folder) else { return Ok(Vec::new()) };
        let mut entries: BTreeMap<String, bool> = BTreeMap::new();
        for file in self.files.keys() {
            let Ok(rest) = file.strip_prefix(&below) else { continue };
            let mut parts = rest.components();
            let Some(Component::Normal(name)) = parts.next() else { continue };
            let is_folder = parts.next().is_some();
            entries.insert(name.to_string_lossy().into_owned(), is_folder);
        }
        let entry = |(name, is_folder): (String, bool)| FolderEntry {
            is_folder,
            ..FolderEntry::file(&name)
        };
        Ok(entries.into_iter().map(entry).collect())
    }

    fn real(&self, path: &Path) -> PathBuf {
        plain(path)
    }
}

/// A path without `.` and `..`; git knows no links on the way.
fn plain(path: &Path) -> PathBuf {
    let mut plain = PathBuf::new();
    for part in path.components() {
        match part {
            Component::CurDir => {}
            Component::ParentDir => drop(plain.pop()),
            part => plain.push(part),
        }
    }
    plain
}

/// A path as git writes it on every system.
fn slashed(path: &Path) -> String {
    let parts: Vec<String> =
        path.components().map(|part| part.as_os_str().to_string_lossy().into_owned()).collect();
    parts.join("/")
}
