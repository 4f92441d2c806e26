//! When the files of a model change. Takes a model and its path; reads it again once its folders have come to rest. Folders
//! are watched and not files, for editors put a new file in the place of the old one.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::time::{Duration, Instant};

use notify::{Event, RecommendedWatcher, RecursiveMode, Watcher};

use super::live_model::LiveModel;
use crate::project::{Disk, LoadOptions, Project};

/// After so long without a change the files are read: an editor writes a file in several steps.
const REST: Duration = Duration::from_millis(120);
/// A folder that never comes to rest is read all the same.
const MOST: Duration = Duration::from_secs(2);

/// Follows the files of a model as long as the process lives.
pub(super) fn watch(live: Arc<LiveModel>, path: PathBuf, load: LoadOptions) -> notify::Result<()> {
    let (send, changes) = channel();
    let watcher = notify::recommended_watcher(move |event: notify::Result<Event>| {
        // What is no plain event counts as a change.
        if event.map_or(true, |event| !event.kind.is_access()) {
            let _ = send.send(());
        }
    })?;
    let mut following = Following { watcher, folders: Vec::new() };
    following.follow(folders(&live, &path))?;
    std::thread::spawn(move || {
        while rest(&changes) {
            live.replace(Arc::new(Project::load_from(&Disk, &path, &load)));
            // A folder that has gone is looked for when the next change comes.
            let _ = following.follow(folders(&live, &path));
        }
    });
    Ok(())
}

/// Waits for a change and until no more follow; false when there will be none.
fn rest(changes: &Receiver<()>) -> bool {
    if changes.recv().is_err() {
        return false;
    }
    let first = Instant::now();
    while first.elapsed() < MOST {
        match changes.recv_timeout(REST) {
            Ok(()) => {}
            Err(RecvTimeoutError::Timeout) => return true,
            Err(RecvTimeoutError::Disconnected) => return false,
        }
    }
    true
}

/// The folders in which the files of the model lie, those that could not be read included.
fn folders(live: &LiveModel, path: &Path) -> Vec<PathBuf> {
    let now = live.now();
    let mut folders = vec![folder_of(path)];
    for project in [&*now.project, now.newest()] {
        folders.extend(project.texts().files().iter().map(|file| folder_of(&file.path)));
    }
    folders.sort();
    folders.dedup();
    folders
}

fn folder_of(path: &Path) -> PathBuf {
    match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder.to_owned(),
        _ => PathBuf::from("."),
    }
}

struct Following {
    watcher: RecommendedWatcher,
    folders: Vec<PathBuf>,
}

impl Following {
    fn follow(&mut self, folders: Vec<PathBuf>) -> notify::Result<()> {
        for folder in &folders {
            if !self.folders.contains(folder) {
                self.watcher.watch(folder, RecursiveMode::NonRecursive)?;
                self.folders.push(folder.clone());
            }
        }
        Ok(())
    }
}
