//! The models that the open texts belong to, read anew when a file of theirs has changed, and only then.
//!
//! Takes the open texts and the files of the disk; gives the models of a text, and the text and outline of any file. What
//! it gives is that of this moment: each file's mark is compared before a model is used again. Answers no request.

use std::cell::{OnceCell, RefCell};
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::rc::Rc;
use std::sync::Arc;

use super::addresses::address_of;
use super::brackets::KnownPlaces;
use super::cursor::{Cursor, cursor};
use super::documents::{Documents, FileMark};
use super::outline::{Outline, Piece};
use super::positions::{ColumnUnit, LineStarts, TextLines};
use super::settings::LspSettings;
use crate::diagnostics::Diagnostic;
use crate::project::{
    FileRole, Files, LoadOptions, Outside, Overlay, Project, file_role, files_of, models_with,
};

/// Files with their marks, as they were when something was read from them.
type Marks = Vec<(PathBuf, FileMark)>;

/// A model as it was read.
#[derive(Debug)]
pub(super) struct OpenModel {
    /// The entry file's real path.
    pub(super) entry: PathBuf,
    pub(super) project: Arc<Project>,
    marks: Marks,
}

/// A file's text, and what is worked out of it.
#[derive(Debug)]
pub(super) struct FileText {
    pub(super) path: PathBuf,
    pub(super) text: Arc<String>,
    known: KnownPlaces,
    starts: OnceCell<LineStarts>,
}

impl FileText {
    /// What each piece of the file is. Of a large file it is many times as long as the text, and not kept.
    pub(super) fn outline(&self) -> Outline {
        Outline::of(&self.text)
    }

    /// The same of the entries in which a stretch lies, and of some before them.
    pub(super) fn outline_near(&self, stretch: &Range<usize>) -> Outline {
        Outline::near(&self.text, stretch, &self.known)
    }

    /// The innermost piece in which a byte lies, or at whose end it stands.
    pub(super) fn piece_at(&self, at: usize) -> Option<Piece> {
        self.outline_near(&(at..at)).piece_at(at).cloned()
    }

    /// What may be written at a byte.
    pub(super) fn cursor(&self, at: usize) -> Option<Cursor> {
        cursor(&self.text, at, &self.known)
    }

    pub(super) fn lines(&self, unit: ColumnUnit) -> TextLines<'_> {
        TextLines::with(
            &self.text,
            self.starts.get_or_init(|| LineStarts::of(&self.text)).clone(),
            unit,
        )
    }
}

/// The open texts and their models.
#[derive(Debug, Default)]
pub(super) struct Workspace {
    pub(super) documents: Documents,
    pub(super) settings: LspSettings,
    pub(super) unit: ColumnUnit,
    /// The folders that are open.
    pub(super) roots: Vec<PathBuf>,
    models: RefCell<HashMap<PathBuf, Rc<OpenModel>>>,
    closures: RefCell<HashMap<PathBuf, (Marks, Vec<PathBuf>)>>,
    /// The entry files of the models of a text, as they were when it was asked last.
    lately: RefCell<HashMap<PathBuf, Vec<PathBuf>>>,
    texts: RefCell<HashMap<PathBuf, (FileMark, Rc<FileText>)>>,
}

impl Workspace {
    fn options(&self) -> LoadOptions {
        let outside = if self.settings.allow_outside { Outside::Allowed } else { Outside::Refused };
        LoadOptions::default().outside(outside)
    }

    /// The text of a file as it is now: the open one, else that of the disk.
    pub(super) fn text(&self, path: &Path) -> Option<Rc<FileText>> {
        let path = self.documents.real(path);
        let mark = self.documents.mark(&path);
        if let Some((known, text)) = self.texts.borrow().get(&path)
            && *known == mark
        {
            return Some(text.clone());
        }
        let (text, known) = match self.documents.get(&path) {
            Some(document) => (document.text.clone(), document.known.clone()),
            None => {
                let bytes = self.documents.read(&path, u64::from(u32::MAX) - 16).ok()?;
                (Arc::new(String::from_utf8(bytes).ok()?), KnownPlaces::default())
            }
        };
        let text = Rc::new(FileText { path: path.clone(), text, known, starts: OnceCell::new() });
        self.texts.borrow_mut().insert(path, (mark, text.clone()));
        Some(text)
    }

    /// The one path of what may be named by several.
    pub(super) fn real(&self, path: &Path) -> PathBuf {
        self.documents.real(path)
    }

    /// Whether a model would report a problem no longer if one of its files had this text.
    pub(super) fn silences(
        &self,
        model: &OpenModel,
        path: &Path,
        text: String,
        problem: &Diagnostic,
    ) -> bool {
        let mut files = Overlay::new(&self.documents);
        files.insert(path, text);
        let project = Project::load_from(&files, &model.entry, &self.options());
        let same = |project: &Project| {
            let problems = project.problems().iter();
            problems
                .filter(|one| one.code == problem.code && one.message == problem.message)
                .count()
        };
        let is_readable =
            project.load_problems().counts() == model.project.load_problems().counts();
        is_readable && same(&project) < same(&model.project)
    }

    /// The address of a file, as the editor calls it.
    pub(super) fn uri(&self, path: &Path) -> String {
        let real = self.documents.real(path);
        match self.documents.get(&real) {
            Some(document) => document.uri.clone(),
            None => address_of(&real),
        }
    }

    /// Forgets what was read: files may have changed in a way that their marks do not show.
    pub(super) fn forget(&self) {
        self.models.borrow_mut().clear();
        self.closures.borrow_mut().clear();
        self.lately.borrow_mut().clear();
        self.texts.borrow_mut().clear();
    }

    fn marks(&self, files: &[PathBuf]) -> Marks {
        let folders = files.iter().filter_map(|file| file.parent()).map(Path::to_path_buf);
        // A new file of a folder may be one that a glob includes.
        let all: BTreeSet<PathBuf> = files.iter().cloned().chain(folders).collect();
        all.into_iter().map(|path| (path.clone(), self.documents.mark(&path))).collect()
    }

    fn holds(&self, marks: &Marks) -> bool {
        marks.iter().all(|(path, mark)| self.documents.mark(path) == *mark)
    }

    /// The files of a model.
    fn closure(&self, entry: &Path) -> Vec<PathBuf> {
        let entry = self.documents.real(entry);
        if let Some(model) = self.models.borrow().get(&entry)
            && self.holds(&model.marks)
        {
            return self.files(model);
        }
        if let Some((marks, files)) = self.closures.borrow().get(&entry)
            && self.holds(marks)
        {
            return files.clone();
        }
        let files = files_of(&self.documents, &entry, &self.options());
        let marks = self.marks(&files);
        self.closures.borrow_mut().insert(entry, (marks, files.clone()));
        files
    }

    /// The entry files of the models that a file belongs to; none for what is no file of a model.
    fn entries(&self, path: &Path) -> Vec<PathBuf> {
        let Some(text) = self.text(path) else { return Vec::new() };
        let role = file_role(&text.text);
        let was_of_model = self.documents.get(path).is_some_and(|document| document.is_of_model);
        if role == FileRole::Other && !was_of_model {
            return Vec::new();
        }
        let top = self.roots.iter().find(|root| path.starts_with(root)).map(PathBuf::as_path);
        let found = models_with(&self.documents, path, top, &mut |entry| self.closure(entry));
        if found.is_empty() { vec![path.to_path_buf()] } else { found }
    }

    /// The models that a file belongs to, as they are now.
    pub(super) fn models_of(&self, path: &Path) -> Vec<Rc<OpenModel>> {
        let path = self.documents.real(path);
        let entries = self.entries(&path);
        let models = entries.iter().map(|entry| self.model(entry)).collect();
        self.lately.borrow_mut().insert(path, entries);
        models
    }

    /// The models that a file belongs to, as they were read last: for words that may be some letters old, which nobody
    /// should wait for.
    pub(super) fn models_lately(&self, path: &Path) -> Vec<Rc<OpenModel>> {
        let path = self.documents.real(path);
        let entries = self.lately.borrow().get(&path).cloned().unwrap_or_default();
        let models = self.models.borrow();
        let known: Vec<_> =
            entries.iter().filter_map(|entry| models.get(&self.documents.real(entry))).collect();
        if known.len() < entries.len() || known.is_empty() {
            drop(models);
            return self.models_of(&path);
        }
        known.into_iter().cloned().collect()
    }

    /// The model of an entry file, as it is now.
    pub(super) fn model(&self, entry: &Path) -> Rc<OpenModel> {
        let entry = self.documents.real(entry);
        if let Some(model) = self.models.borrow().get(&entry)
            && self.holds(&model.marks)
        {
            return model.clone();
        }
        // Two readings of a large model need not lie in memory at once.
        self.models.borrow_mut().remove(&entry);
        let is_charter =
            self.text(&entry).is_some_and(|text| file_role(&text.text) == FileRole::Charter);
        let project = match is_charter {
            true => Project::load_charter(&self.documents, &entry, &self.options()),
            false => Project::load_from(&self.documents, &entry, &self.options()),
        };
        let mut model =
            OpenModel { entry: entry.clone(), project: Arc::new(project), marks: Vec::new() };
        model.marks = self.marks(&self.files(&model));
        let model = Rc::new(model);
        self.models.borrow_mut().insert(entry, model.clone());
        model
    }

    /// The real paths of a model's files.
    pub(super) fn files(&self, model: &OpenModel) -> Vec<PathBuf> {
        let files = model.project.texts().files().iter();
        files.map(|file| self.documents.real(&file.path)).collect()
    }

    /// The models of all open texts, each once.
    pub(super) fn open_models(&self) -> Vec<Rc<OpenModel>> {
        let mut models = BTreeMap::new();
        for path in self.documents.paths() {
            for model in self.models_of(path) {
                models.insert(model.entry.clone(), model);
            }
        }
        let kept: BTreeSet<&PathBuf> = models.keys().collect();
        // What no open text needs is forgotten.
        self.models.borrow_mut().retain(|entry, _| kept.contains(entry));
        let files: BTreeSet<PathBuf> =
            models.values().flat_map(|model| self.files(model)).collect();
        self.texts.borrow_mut().retain(|path, _| files.contains(path));
        models.into_values().collect()
    }
}
