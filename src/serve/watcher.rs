//! When the files of a model change. Takes a model; has it read again once its folders have come to rest. Folders are
//! watched and not files, for editors put a new file in the place of the old one. Never reads a file itself.

use std::path::PathBuf;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::time::{Duration, Instant};

use notify::{Event, RecommendedWatcher, RecursiveMode, Watcher};

use super::live_model::LiveModel;

/// After so long without a change the files are read: an editor writes a file in several steps.
const REST: Duration = Duration::from_millis(120);
/// A folder that never comes to rest is read all the same.
const MOST: Duration = Duration::from_secs(2);

/// Follows the files of a model as long as the process lives.
pub(super) fn watch(live: Arc<LiveModel>) -> notify::Result<()> {
    let (send, changes) = channel();
    let watcher = notify::recommended_watcher(move |event: notify::Result<Event>| {
        // What is no plain event counts as a change.
        if event.map_or(true, |event| !event.kind.is_access()) {
            let _ = send.send(());
        }
    })?;
    let mut following = Following { watcher, folders: Vec::new() };
    following.follow(live.folders())?;
    std::thread::spawn(move || {
        while rest(&changes) {
            live.read_again();
            // A folder that has gone is looked for when the next change comes.
            let _ = following.follow(live.folders());
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
