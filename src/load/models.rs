//! Which models a file belongs to.
//!
//! Takes a file, gives the entry files of the models that include it. A model includes nothing outside its own folder, so
//! they lie in the folders above the file. Never looks into folders beside those, and reads no file that names no other.

use std::path::{Path, PathBuf};

use super::files::{self, Files};
use super::{LoadOptions, Nobody, include};
use crate::syntax::{SyntaxLexer, SyntaxToken, SyntaxTree, TokenKind};

/// No more folders than these are gone up.
const MOST_FOLDERS: usize = 32;

/// What a file is, by its first word.
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
pub enum FileRole {
    /// A model or a fragment of one: `Model(..)`. So is what says nothing yet, or nothing that is understood.
    Model,
    /// A charter: `Charter(..)`.
    Charter,
    /// Something else in the same notation, such as a mapping or a theme.
    Other,
}

/// What a file with this text is.
///
/// ```
/// use organigram::load::{FileRole, file_role};
/// assert_eq!(file_role("// a club\nModel(title: \"Club\")"), FileRole::Model);
/// assert_eq!(file_role("(kinds: {})"), FileRole::Charter);
/// assert_eq!(file_role("Mapping(tables: [])"), FileRole::Other);
/// ```
#[must_use]
pub fn file_role(text: &str) -> FileRole {
    let mut said = SyntaxLexer::new(text)
        .filter(|token| !token.is_trivia() && token.kind != TokenKind::Header);
    let str = |token: &SyntaxToken| &text[token.range()];
    let Some(first) = said.next() else { return FileRole::Model };
    match (first.kind, str(&first)) {
        (TokenKind::Word, "Model") => FileRole::Model,
        (TokenKind::Word, "Charter") => FileRole::Charter,
        (TokenKind::Word, _) if said.next().is_some_and(|next| str(&next) == "(") => {
            FileRole::Other
        }
        (TokenKind::Open, "(") => unnamed(text),
        _ => FileRole::Model,
    }
}

/// What a record without a name is, by its fields.
fn unnamed(text: &str) -> FileRole {
    const OF_CHARTERS: [&str; 3] = ["kinds", "lines", "main_line"];
    let tree = SyntaxTree::parse(text);
    let fields = tree.record().map(|record| &record.items[..]).unwrap_or_default();
    let is_charter =
        fields.iter().any(|item| tree.key(item).is_some_and(|key| OF_CHARTERS.contains(&key)));
    if is_charter { FileRole::Charter } else { FileRole::Model }
}

/// The files that a model consists of, by their real paths: the entry file, what it includes and its charter. A file that
/// names no others is read and not taken apart.
#[must_use]
pub fn files_of(files: &dyn Files, entry: &Path, options: &LoadOptions) -> Vec<PathBuf> {
    if !names_others(files, entry) {
        return vec![files.real(entry)];
    }
    let loaded = include::load(files, entry, options, Nobody);
    loaded.sources.files().iter().map(|file| files.real(&file.path)).collect()
}

/// The entry files of the models that include a file, or whose charter it is; none where it stands for itself. The
/// search goes up no further than the folder `top`, or than the folder that a version control system begins with.
/// `closure` gives the files of a model: [`files_of`], or what is known of it.
pub fn models_with(
    files: &dyn Files,
    path: &Path,
    top: Option<&Path>,
    closure: &mut dyn FnMut(&Path) -> Vec<PathBuf>,
) -> Vec<PathBuf> {
    let real = files.real(path);
    let mut found: Vec<(PathBuf, Vec<PathBuf>)> = Vec::new();
    for folder in real.ancestors().skip(1).take(MOST_FOLDERS) {
        for entry in files.list(folder).unwrap_or_default() {
            let entry_path = folder.join(&entry.name);
            let may_include =
                !entry.is_folder && entry.name.ends_with(".ron") && files.real(&entry_path) != real;
            let whole = if may_include { closure(&entry_path) } else { Vec::new() };
            if whole.contains(&real) {
                found.push((entry_path, whole));
            }
        }
        if top == Some(folder) || files.exists(&folder.join(".git")) {
            break;
        }
    }
    outermost(files, found)
}

/// Whether a model may include a file or have it as its charter, by the words in its text: `false` is certain.
#[must_use]
pub fn may_include(files: &dyn Files, entry: &Path, path: &Path) -> bool {
    let Ok(text) = files::read(files, entry, "") else { return false };
    let name = path.file_name().map(|name| name.to_string_lossy().into_owned());
    let words = ["include".to_owned(), name.unwrap_or_default()];
    words.iter().any(|word| memchr::memmem::find(text.as_bytes(), word.as_bytes()).is_some())
}

/// Whether a file is a model that names other files.
fn names_others(files: &dyn Files, path: &Path) -> bool {
    let Ok(text) = files::read(files, path, "") else { return false };
    let names = |word: &str| memchr::memmem::find(text.as_bytes(), word.as_bytes()).is_some();
    (names("include") || names("charter")) && file_role(&text) == FileRole::Model
}

/// Those that no other of them includes; of those that include each other, the first.
fn outermost(files: &dyn Files, found: Vec<(PathBuf, Vec<PathBuf>)>) -> Vec<PathBuf> {
    let real: Vec<PathBuf> = found.iter().map(|(entry, _)| files.real(entry)).collect();
    let includes = |one: usize, other: usize| found[one].1.contains(&real[other]);
    let is_inner = |at: usize| {
        (0..found.len())
            .any(|other| other != at && includes(other, at) && (!includes(at, other) || other < at))
    };
    let kept = (0..found.len()).filter(|&at| !is_inner(at));
    kept.map(|at| found[at].0.clone()).collect()
}

/// The entry files of all models below a folder, and the charters that none of them names, by their paths from that
/// folder on. Folders whose names begin with a dot, and those of builds, are passed over.
///
/// # Errors
/// When a folder cannot be read.
pub fn models_in(
    files: &dyn Files,
    folder: &Path,
    options: &LoadOptions,
) -> std::io::Result<Vec<PathBuf>> {
    const MOST: usize = 100_000;
    let (mut open, mut found) = (vec![folder.to_path_buf()], Vec::new());
    while let Some(folder) = open.pop() {
        for entry in files.list(&folder)? {
            let path = folder.join(&entry.name);
            let is_passed =
                entry.name.starts_with('.') || ["target", "node_modules"].contains(&&*entry.name);
            match entry.is_folder {
                true if !is_passed && open.len() < MOST => open.push(path),
                false if entry.name.ends_with(".ron") && found.len() < MOST => found.push(path),
                _ => {}
            }
        }
    }
    found.sort();
    let (mut models, mut charters) = (Vec::new(), Vec::new());
    for path in found {
        match files::read(files, &path, "").map(|text| file_role(&text)) {
            Ok(FileRole::Charter) => charters.push(path),
            Ok(FileRole::Other) => {}
            // What cannot be read is reported where it is loaded.
            Ok(FileRole::Model) | Err(_) => {
                let whole = files_of(files, &path, options);
                models.push((path, whole));
            }
        }
    }
    let named = |path: &PathBuf| models.iter().any(|(_, whole)| whole.contains(&files.real(path)));
    charters.retain(|path| !named(path));
    let mut entries = outermost(files, models);
    entries.extend(charters);
    entries.sort();
    Ok(entries)
}

/// The files that a pattern such as `models/**/*.ron` matches, sorted.
///
/// # Errors
/// When the pattern is none, or a folder cannot be read.
pub fn matching(files: &dyn Files, pattern: &str) -> Result<Vec<PathBuf>, String> {
    include::expand(files, Path::new(""), pattern)
}
