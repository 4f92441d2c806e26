//! `check --watch`: checks again whenever a file changes. Takes what was named and what checks it, has it checked each
//! time; ends when it is interrupted. Looks at lengths and times of files several times a second, which works on every file system.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::thread::sleep;
use std::time::{Duration, SystemTime};

use super::super::{CliError, Outcome, Terminal};
use super::report::Checked;
use crate::diagnostics::plural;

/// How long nothing is looked at.
const PAUSE: Duration = Duration::from_millis(200);
/// The most folders that are looked at below those that were named.
const MOST_FOLDERS: usize = 10_000;

pub(super) fn run(
    named: &[PathBuf],
    mut check: impl FnMut(&mut Terminal) -> Result<Vec<Checked>, CliError>,
    terminal: &mut Terminal,
) -> Result<Outcome, CliError> {
    // What is wrong with the command itself ends it at once.
    let mut checked = Ok(check(terminal)?);
    loop {
        let seen = match &checked {
            Ok(checked) => Seen::of(named, checked),
            // A file may be gone for a moment.
            Err(failure) => {
                terminal.failure(failure);
                Seen::of(named, &[])
            }
        };
        std::io::Write::flush(&mut terminal.out)?;
        let what = plural(seen.files, "file");
        terminal.note(&format!("watching {what} for changes; Ctrl-C ends"));
        let changed = seen.wait();
        terminal.note(&format!("{} changed", changed.display()));
        checked = check(terminal);
    }
}

/// What is seen of a file or a folder from outside; nothing where none is.
type Mark = Option<(u64, Option<SystemTime>)>;

fn mark(path: &Path) -> Mark {
    let path = if path.as_os_str().is_empty() { Path::new(".") } else { path };
    let about = std::fs::metadata(path).ok()?;
    Some((about.len(), about.modified().ok()))
}

/// What was seen of all files and folders when they were checked.
struct Seen {
    marks: BTreeMap<PathBuf, Mark>,
    files: usize,
    /// A file that changed while it was being checked.
    stale: Option<PathBuf>,
}

impl Seen {
    fn of(named: &[PathBuf], checked: &[Checked]) -> Seen {
        let texts = || checked.iter().flat_map(|checked| checked.project.texts().files());
        let files: BTreeSet<&Path> = texts().map(|file| file.path.as_path()).collect();
        let folders = files.iter().filter_map(|file| file.parent()).map(Path::to_path_buf);
        let below = named.iter().flat_map(|path| folders_below(path));
        let named = named.iter().cloned();
        let all = files.iter().map(|file| file.to_path_buf());
        let marks = all.chain(folders).chain(below).chain(named).map(|path| {
            let mark = mark(&path);
            (path, mark)
        });
        let marks = marks.collect();
        let is_stale = |path: &Path, text: &str| {
            std::fs::read(path).is_ok_and(|bytes| bytes != text.as_bytes())
        };
        let stale = texts().find(|file| is_stale(&file.path, file.text()));
        let stale = stale.map(|file| file.path.clone());
        Seen { marks, files: files.len(), stale }
    }

    /// Waits until something has changed; gives what.
    fn wait(self) -> PathBuf {
        if let Some(stale) = self.stale {
            return stale;
        }
        loop {
            sleep(PAUSE);
            let mut changed = self.marks.iter().filter(|(path, seen)| mark(path) != **seen);
            if let Some((path, _)) = changed.next() {
                return path.clone();
            }
        }
    }
}

/// A folder and all folders below it, but for those that are hidden or built.
fn folders_below(path: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut open = vec![path.to_path_buf()];
    while let Some(folder) = open.pop().filter(|_| found.len() < MOST_FOLDERS) {
        let Ok(entries) = std::fs::read_dir(&folder) else { continue };
        for entry in entries.flatten() {
            let name = entry.file_name();
            let name = name.to_string_lossy();
            let is_passed = name.starts_with('.') || ["target", "node_modules"].contains(&&*name);
            if !is_passed && entry.file_type().is_ok_and(|kind| kind.is_dir()) {
                open.push(entry.path());
            }
        }
        found.push(folder);
    }
    found
}
