//! The model as it was last read, and what is pointed at in it. Takes readings of it; gives the last that could be read, and
//! what is wrong with the newest. Never reads a file.

use std::fmt;
use std::sync::{Arc, OnceLock, PoisonError, RwLock};

use tokio::sync::watch;

use crate::project::{PageOptions, Project};

/// Hears the ids of what is clicked on.
type Writer = Box<dyn Fn(&str) + Send + Sync>;

/// A model that may be read again at any time.
pub(super) struct LiveModel {
    page: PageOptions,
    now: RwLock<Reading>,
    pointed: RwLock<Pointed>,
    turn: watch::Sender<Turn>,
    /// Whom to tell of what is clicked on, where somebody writes the model.
    writer: Option<Writer>,
}

impl fmt::Debug for LiveModel {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("LiveModel").field("turn", &*self.turn.borrow()).finish_non_exhaustive()
    }
}

/// How far a model has come: which reading it is, and how often another thing was pointed at.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Turn {
    pub(super) version: u64,
    pub(super) pointed: u64,
}

/// What the writer's cursor stands in: the id of a thing, and how often that has changed.
#[derive(Clone, Debug, Default)]
pub(super) struct Pointed {
    pub(super) turn: u64,
    pub(super) id: String,
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
    fn of(version: u64, project: Arc<Project>) -> Reading {
        Reading { version, good: version, project, page: Arc::default(), broken: None }
    }

    /// The state of which the problems are shown: the newest.
    pub(super) fn newest(&self) -> &Project {
        self.broken.as_deref().unwrap_or(&self.project)
    }
}

impl LiveModel {
    /// A model that was read.
    pub(super) fn new(project: Arc<Project>, page: PageOptions) -> LiveModel {
        LiveModel {
            page,
            now: RwLock::new(Reading::of(1, project)),
            pointed: RwLock::default(),
            turn: watch::Sender::new(Turn { version: 1, pointed: 0 }),
            writer: None,
        }
    }

    /// The same for somebody who writes it and hears of what is clicked on.
    pub(super) fn written_by(self, writer: impl Fn(&str) + Send + Sync + 'static) -> LiveModel {
        LiveModel { writer: Some(Box::new(writer)), ..self }
    }

    /// What is known now.
    pub(super) fn now(&self) -> Reading {
        self.now.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// What the writer's cursor stands in.
    pub(super) fn pointed(&self) -> Pointed {
        self.pointed.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Hears of each change.
    pub(super) fn turns(&self) -> watch::Receiver<Turn> {
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

    /// Takes a newer reading; nothing is new where its texts are the same.
    pub(super) fn replace(&self, project: Arc<Project>) {
        let before = self.now();
        if has_same_texts(before.newest(), &project) {
            return;
        }
        let version = before.version + 1;
        let next = match project.unreadable() {
            None => Reading::of(version, project),
            Some(_) => Reading { version, broken: Some(project), ..before },
        };
        *self.now.write().unwrap_or_else(PoisonError::into_inner) = next;
        self.turn.send_modify(|turn| turn.version = version);
    }

    /// Points at a thing; pages that are open show it.
    pub(super) fn point(&self, id: &str) {
        let turn = {
            let mut pointed = self.pointed.write().unwrap_or_else(PoisonError::into_inner);
            if pointed.id == id {
                return;
            }
            *pointed = Pointed { turn: pointed.turn + 1, id: id.to_owned() };
            pointed.turn
        };
        self.turn.send_modify(|known| known.pointed = turn);
    }

    /// Whether somebody writes the model and hears of clicks.
    pub(super) fn has_writer(&self) -> bool {
        self.writer.is_some()
    }

    /// Says to the writer what was clicked on; false where nobody writes.
    pub(super) fn clicked(&self, id: &str) -> bool {
        let Some(writer) = &self.writer else { return false };
        // The cursor will stand there: that is no news for the page.
        let mut pointed = self.pointed.write().unwrap_or_else(PoisonError::into_inner);
        id.clone_into(&mut pointed.id);
        drop(pointed);
        writer(id);
        true
    }
}

/// Whether two readings have the same files with the same texts, and the same problems in reading them.
fn has_same_texts(one: &Project, other: &Project) -> bool {
    let (ones, others) = (one.texts().files(), other.texts().files());
    ones.len() == others.len()
        && ones
            .iter()
            .zip(others)
            .all(|(one, other)| one.path == other.path && one.text() == other.text())
        && one.load_problems().counts() == other.load_problems().counts()
}
