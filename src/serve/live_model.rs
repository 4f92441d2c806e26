//! The model as it was last read. Takes its path; gives the last state that could be read, and what is wrong with the
//! newest. Never watches files by itself.

use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock, PoisonError, RwLock};

use tokio::sync::watch;

use crate::project::{Disk, LoadOptions, PageOptions, Project, ProjectError};

/// A model that may be read again at any time.
#[derive(Debug)]
pub(super) struct LiveModel {
    path: PathBuf,
    load: LoadOptions,
    page: PageOptions,
    now: RwLock<Reading>,
    turn: watch::Sender<u64>,
}

/// What is known of the model at one time.
#[derive(Clone, Debug)]
pub(super) struct Reading {
    /// Counts the times that its files were found changed.
    pub(super) version: u64,
    /// The version that `project` was read at.
    pub(super) good: u64,
    /// The last state that could be read.
    pub(super) project: Arc<Project>,
    /// The page of that, once somebody asks for it.
    page: Arc<OnceLock<Result<String, String>>>,
    /// The newest state, where it cannot be read.
    pub(super) broken: Option<Arc<Project>>,
}

impl Reading {
    fn of(version: u64, project: Project) -> Reading {
        let (project, page) = (Arc::new(project), Arc::default());
        Reading { version, good: version, project, page, broken: None }
    }

    /// The state of which the problems are shown: the newest.
    pub(super) fn newest(&self) -> &Project {
        self.broken.as_deref().unwrap_or(&self.project)
    }
}

impl LiveModel {
    /// Reads a model.
    ///
    /// # Errors
    /// When it cannot be read.
    pub(super) fn open(
        path: PathBuf,
        load: LoadOptions,
        page: PageOptions,
    ) -> Result<LiveModel, ProjectError> {
        let project = Project::load_from(&Disk, &path, &load).readable()?;
        let now = RwLock::new(Reading::of(1, project));
        Ok(LiveModel { path, load, page, now, turn: watch::Sender::new(1) })
    }

    /// What is known now.
    pub(super) fn now(&self) -> Reading {
        self.now.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Hears of each change.
    pub(super) fn turns(&self) -> watch::Receiver<u64> {
        self.turn.subscribe()
    }

    /// The page of a reading.
    ///
    /// # Errors
    /// When one of its views is wrong; the text says how.
    pub(super) fn page(&self, reading: &Reading) -> Result<String, String> {
        let make = || match reading.project.served_page(&self.page, reading.good) {
            Ok(page) => Ok(page.html),
            Err(error) => Err(error.to_string()),
        };
        reading.page.get_or_init(make).clone()
    }

    /// Reads the model again; nothing is new where its texts are the same.
    pub(super) fn read_again(&self) {
        let project = Project::load_from(&Disk, &self.path, &self.load);
        let before = self.now();
        if has_same_texts(before.newest(), &project) {
            return;
        }
        let version = before.version + 1;
        let next = match project.unreadable() {
            None => Reading::of(version, project),
            Some(_) => Reading { version, broken: Some(Arc::new(project)), ..before },
        };
        *self.now.write().unwrap_or_else(PoisonError::into_inner) = next;
        self.turn.send_replace(version);
    }

    /// The folders in which the files of the model lie, those that could not be read included.
    pub(super) fn folders(&self) -> Vec<PathBuf> {
        let now = self.now();
        let mut folders = vec![folder_of(&self.path)];
        for project in [&*now.project, now.newest()] {
            folders.extend(project.texts().files().iter().map(|file| folder_of(&file.path)));
        }
        folders.sort();
        folders.dedup();
        folders
    }
}

fn folder_of(path: &Path) -> PathBuf {
    match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder.to_owned(),
        _ => PathBuf::from("."),
    }
}

/// Whether two readings have the same files with the same texts, and the same problems in reading them.
fn has_same_texts(one: &Project, other: &Project) -> bool {
    let texts = |project: &Project| -> Vec<(PathBuf, String)> {
        let files = project.texts().files().iter();
        files.map(|file| (file.path.clone(), file.text().to_owned())).collect()
    };
    let counts = |project: &Project| project.load_problems().counts();
    texts(one) == texts(other) && counts(one) == counts(other)
}
