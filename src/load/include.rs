//! Finds the files of a model: the entry file, what it includes, what that includes, the charter.
//!
//! Takes the entry file's path, gives the loaded model. Each file is read once, however often it is
//! included; files that include each other in a cycle are reported with the way round. Never leaves
//! the entry file's folder unless that is allowed, and never follows links in a search for `**`.

#![allow(clippy::result_large_err, reason = "made at most once for each file")]

use std::collections::HashMap;
use std::path::{Component, Path, PathBuf};
use std::sync::Arc;

use globset::GlobMatcher;

use super::files::Files;
use super::parallel::{self, Ask, Batch};
use super::reader::Reader;
use super::{LoadOptions, Loaded, Outside, code, entries, files};
use crate::diagnostics::{Advice, Diagnostic, Diagnostics, Level, suggest};
use crate::limited;
use crate::model::{At, Charter, IntoOwned, Sink};
use crate::syntax::places;
use crate::text::{SourceMap, Span};
use crate::workers::Workers;

/// More files than this are no model.
const MOST_FILES: usize = 100_000;
/// More folders than this are not searched for one glob.
const MOST_FOLDERS: usize = 100_000;

/// Loads a model from its entry file.
pub(super) fn load<S: Sink>(
    files: &dyn Files,
    entry: &Path,
    options: &LoadOptions,
    sink: S,
) -> Loaded<S> {
    Workers::with(options.threads, |workers| load_by(workers, files, entry, options, sink))
}

fn load_by<S: Sink>(
    workers: Workers,
    files: &dyn Files,
    entry: &Path,
    options: &LoadOptions,
    sink: S,
) -> Loaded<S> {
    let folder = entry.parent().filter(|parent| !parent.as_os_str().is_empty());
    let folder = folder.unwrap_or(Path::new(".")).to_path_buf();
    let mut loader = Loader {
        files,
        root: files.real(&folder),
        outside: options.outside,
        workers,
        sources: SourceMap::new(),
        diagnostics: Diagnostics::new(),
        found: HashMap::new(),
        known: HashMap::new(),
        edges: Vec::new(),
        charters: Vec::new(),
    };
    let name = display(entry);
    let text = files::read(files, entry, &name);
    loader.known.insert(files.real(entry), 0);
    match text.and_then(|text| loader.add(&name, entry.to_path_buf(), text)) {
        Ok(_) => loader.all(sink),
        Err(found) => {
            loader.diagnostics.push(found);
            loader.finish(sink)
        }
    }
}

/// Loads a model from one text in memory.
pub(super) fn load_text<S: Sink>(name: &str, text: String, sink: S) -> Loaded<S> {
    let mut loader = Loader {
        files: &files::Disk,
        root: PathBuf::new(),
        outside: Outside::Refused,
        workers: Workers::ONE,
        sources: SourceMap::new(),
        diagnostics: Diagnostics::new(),
        found: HashMap::new(),
        known: HashMap::new(),
        edges: Vec::new(),
        charters: Vec::new(),
    };
    match loader.add(name, PathBuf::new(), Arc::new(text)) {
        Ok(_) => loader.all(sink),
        Err(found) => {
            loader.diagnostics.push(found);
            loader.finish(sink)
        }
    }
}

/// The paths that an include found, and where each really lies.
type Found = Arc<[(PathBuf, PathBuf)]>;

/// A file to read, and where it is asked for.
struct Wanted {
    path: PathBuf,
    real: PathBuf,
    by: usize,
    span: Span,
}

enum CharterAsk {
    File(String, usize, Span),
    Inline(Box<Charter<'static>>, Span),
}

impl CharterAsk {
    fn span(&self) -> Span {
        match self {
            CharterAsk::File(_, _, span) | CharterAsk::Inline(_, span) => *span,
        }
    }
}

struct Loader<'f> {
    files: &'f dyn Files,
    root: PathBuf,
    outside: Outside,
    workers: Workers,
    sources: SourceMap,
    diagnostics: Diagnostics,
    /// What includes found before, by the folder that they start from and their pattern.
    found: HashMap<(PathBuf, String), Found>,
    /// The number of each file by its real path.
    known: HashMap<PathBuf, usize>,
    /// Which files each file includes, and where it says so.
    edges: Vec<Vec<(usize, Span)>>,
    charters: Vec<CharterAsk>,
}

impl Loader<'_> {
    fn add(&mut self, name: &str, path: PathBuf, text: Arc<String>) -> Result<usize, Diagnostic> {
        self.edges.push(Vec::new());
        self.sources.share(name, path, text).map_err(|error| {
            Diagnostic::whole_file(
                code::TOO_LARGE,
                Level::Error,
                error.to_string(),
                Some(name.into()),
            )
        })
    }

    /// Reads all files, wave after wave: each wave is what the one before it includes.
    fn all<S: Sink>(mut self, sink: S) -> Loaded<S> {
        let mut batch = Batch::new(sink);
        let mut from = 0;
        while from < self.sources.files().len() {
            let files = &self.sources.files()[from..];
            let before = batch;
            let read = parallel::read(files, before.sink, self.workers);
            from = self.sources.files().len();
            self.diagnostics.append(read.diagnostics);
            let mut seen = before.seen;
            seen.append(read.seen);
            self.follow(read.asks);
            batch = Batch { seen, ..Batch::new(read.sink) };
        }
        self.diagnostics.extend(batch.seen.repeated(&self.sources));
        self.cycles();
        self.finish(batch.sink)
    }

    fn finish<S: Sink>(mut self, sink: S) -> Loaded<S> {
        let charter = self.charter();
        self.diagnostics.sort();
        Loaded { sources: self.sources, sink, diagnostics: self.diagnostics, charter }
    }

    /// Does what the files of a wave ask for.
    fn follow(&mut self, asks: Vec<Ask>) {
        let mut wanted = Vec::new();
        for ask in asks {
            match ask {
                Ask::Include(path, at) => {
                    let (by, span) = self.place(at);
                    wanted.extend(self.include(&path, by, span));
                }
                Ask::Charter(path, at) => {
                    let (by, span) = self.place(at);
                    self.charters.push(CharterAsk::File(path, by, span));
                }
                Ask::Inline(charter, at) => {
                    let span = Span::new(at.0, crate::text::Pos(at.0.0 + 1));
                    self.charters.push(CharterAsk::Inline(charter, span));
                }
            }
        }
        self.fetch(wanted);
    }

    /// The file in which a text begins, and the text's extent.
    fn place(&self, at: At) -> (usize, Span) {
        let files = self.sources.files();
        let file = files.partition_point(|file| file.base() <= at.0) - 1;
        (file, places::entry_span(&files[file], at.0))
    }

    /// The files that one include names and that are not known yet.
    fn include(&mut self, pattern: &str, by: usize, span: Span) -> Vec<Wanted> {
        let found = match self.find(pattern, by, span) {
            Ok(found) => found,
            Err(found) => {
                self.diagnostics.push(found);
                return Vec::new();
            }
        };
        let mut wanted = Vec::new();
        for (path, real) in found.iter().cloned() {
            if let Err(found) = self.inside(&real, span) {
                self.diagnostics.push(found);
                continue;
            }
            match self.known.get(&real) {
                Some(&file) if file == by && is_glob(pattern) => {}
                Some(&file) => self.edges[by].push((file, span)),
                None => wanted.push(Wanted { path, real, by, span }),
            }
        }
        wanted
    }

    /// The paths that an include names, in order, and where each really lies. Files that all include
    /// the same ask once.
    fn find(&mut self, pattern: &str, by: usize, span: Span) -> Result<Found, Diagnostic> {
        let folder = self.sources.files()[by].path.parent().unwrap_or(Path::new(""));
        let key = (folder.to_path_buf(), pattern.to_owned());
        if let Some(found) = self.found.get(&key) {
            return Ok(found.clone());
        }
        let paths = self.search(pattern, by, span)?;
        let real = |path: PathBuf| (self.files.real(&path), path);
        let found: Found = paths.into_iter().map(real).map(|(real, path)| (path, real)).collect();
        self.found.insert(key, found.clone());
        Ok(found)
    }

    fn search(&self, pattern: &str, by: usize, span: Span) -> Result<Vec<PathBuf>, Diagnostic> {
        let from = &self.sources.files()[by].path;
        if from.as_os_str().is_empty() {
            let what = "a model that is not read from a file cannot include files";
            return Err(Diagnostic::new(code::INCLUDE_NOTHING, Level::Error, what, span));
        }
        let folder = from.parent().unwrap_or(Path::new("")).to_path_buf();
        if Path::new(pattern).is_absolute() && self.outside == Outside::Refused {
            return Err(self.leaves(span));
        }
        if !is_glob(pattern) {
            let path = folder.join(pattern);
            return if self.files.exists(&path) {
                Ok(vec![path])
            } else {
                Err(no_such_file(self.files, pattern, &path, span))
            };
        }
        // What lies outside is refused before anybody searches the whole disk.
        let base = folder.join(fixed(pattern));
        if fixed(pattern).components().any(|part| part == Component::ParentDir) {
            self.inside(&self.files.real(&base), span)?;
        }
        let found = expand(self.files, &folder, pattern)
            .map_err(|why| Diagnostic::new(code::INCLUDE_NOTHING, Level::Error, why, span))?;
        if found.is_empty() {
            let what = format!("no file matches \"{pattern}\"");
            let found = Diagnostic::new(code::INCLUDE_NOTHING, Level::Error, what, span);
            return Err(found.help(format!("the search starts in {}", display_folder(&folder))));
        }
        Ok(found)
    }

    fn inside(&self, real: &Path, span: Span) -> Result<(), Diagnostic> {
        let inside = self.outside == Outside::Allowed || real.starts_with(&self.root);
        if inside { Ok(()) } else { Err(self.leaves(span)) }
    }

    fn leaves(&self, span: Span) -> Diagnostic {
        let what = "this file lies outside the folder of the model";
        Diagnostic::new(code::INCLUDE_OUTSIDE, Level::Error, what, span)
            .help(Advice::new("move it into that folder, or allow it with {outside}", &[]))
    }

    /// Reads files at once and adds them in order.
    fn fetch(&mut self, wanted: Vec<Wanted>) {
        let mut new: Vec<Wanted> = Vec::new();
        let mut edges = Vec::new();
        for one in wanted {
            let next = self.sources.files().len() + new.len();
            let file = *self.known.entry(one.real.clone()).or_insert(next);
            edges.push((one.by, file, one.span));
            if file == next {
                new.push(one);
            }
        }
        let room = MOST_FILES.saturating_sub(self.sources.files().len());
        if new.len() > room {
            let what = format!("the model has more than {MOST_FILES} files");
            let span = new[room].span;
            self.diagnostics.push(Diagnostic::new(code::TOO_LARGE, Level::Error, what, span));
            new.truncate(room);
        }
        let files = self.files;
        let texts = self.workers.map(new.iter().collect(), |one: &Wanted| {
            files::read(files, &one.path, &display(&one.path))
        });
        for (one, text) in new.into_iter().zip(texts) {
            let name = display(&one.path);
            // A file that cannot be read keeps its number, as an empty text of spaces.
            let text = text.unwrap_or_else(|mut found| {
                found
                    .labels
                    .push(crate::diagnostics::Label { span: one.span, text: String::new() });
                self.diagnostics.push(found);
                Arc::new(UNREAD.to_owned())
            });
            if let Err(found) = self.add(&name, one.path, text) {
                self.diagnostics.push(found);
                return;
            }
        }
        for (by, file, span) in edges {
            if file < self.edges.len() {
                self.edges[by].push((file, span));
            }
        }
    }

    /// Shows cycles of includes: of those that close at one file, the first.
    fn cycles(&mut self) {
        let mut closed = vec![false; self.edges.len()];
        let mut state = vec![Visit::New; self.edges.len()];
        let mut way: Vec<(usize, usize)> = Vec::new();
        for start in 0..self.edges.len() {
            if state[start] == Visit::New {
                state[start] = Visit::Open;
                way.push((start, 0));
            }
            while let Some((file, next)) = way.last_mut() {
                let Some(&(to, span)) = self.edges[*file].get(*next) else {
                    state[*file] = Visit::Done;
                    way.pop();
                    continue;
                };
                *next += 1;
                match state[to] {
                    Visit::New => {
                        state[to] = Visit::Open;
                        way.push((to, 0));
                    }
                    Visit::Open if std::mem::replace(&mut closed[to], true) => {}
                    Visit::Open => {
                        let files: Vec<_> = way.iter().map(|(file, _)| *file).collect();
                        let found = self.cycle(&files, to, span);
                        self.diagnostics.push(found);
                    }
                    Visit::Done => {}
                }
            }
        }
    }

    fn cycle(&self, way: &[usize], to: usize, span: Span) -> Diagnostic {
        const LONGEST: usize = 8;
        let name = |file: &usize| self.sources.files()[*file].name.as_str();
        let start = way.iter().position(|file| *file == to).unwrap_or(0);
        let mut names: Vec<_> = way[start..].iter().take(LONGEST).map(name).collect();
        if way.len() - start > LONGEST {
            names.push("…");
        }
        names.push(name(&to));
        let what = "these files include each other in a cycle";
        Diagnostic::new(code::INCLUDE_CYCLE, Level::Error, what, span)
            .note(names.join(" -> "))
            .help("remove this `include`: each file is read once, wherever it is included")
    }

    /// The model's charter; a second one is an error.
    fn charter(&mut self) -> Option<Charter<'static>> {
        let mut asks = std::mem::take(&mut self.charters).into_iter();
        let first = asks.next()?;
        for other in asks {
            let what = "the model has two charters";
            let found = Diagnostic::new(code::TWO_CHARTERS, Level::Error, what, other.span())
                .also(first.span(), "the first is named here");
            self.diagnostics.push(found);
        }
        match first {
            CharterAsk::Inline(charter, _) => Some(*charter),
            CharterAsk::File(path, by, span) => self.charter_file(&path, by, span),
        }
    }

    fn charter_file(&mut self, path: &str, by: usize, span: Span) -> Option<Charter<'static>> {
        let read = self.find_charter(path, by, span).and_then(|path| {
            let name = display(&path);
            let text = files::read(self.files, &path, &name).map_err(|mut found| {
                found.labels.push(crate::diagnostics::Label { span, text: String::new() });
                found
            })?;
            self.add(&name, path, text)
        });
        match read {
            Ok(file) => {
                let mut reader = Reader::new(&self.sources.files()[file]);
                let charter = entries::charter(&mut reader).into_owned();
                self.diagnostics.append(reader.diagnostics);
                Some(charter)
            }
            Err(found) => {
                self.diagnostics.push(found);
                None
            }
        }
    }

    fn find_charter(&mut self, path: &str, by: usize, span: Span) -> Result<PathBuf, Diagnostic> {
        let found = self.find(path, by, span)?;
        let (path, real) = found.iter().next().expect("a search that finds nothing is an error");
        self.inside(real, span)?;
        Ok(path.clone())
    }
}

/// The text of a file that could not be read: a fragment that says nothing.
const UNREAD: &str = "()";

#[derive(Copy, Clone, PartialEq, Eq)]
enum Visit {
    New,
    Open,
    Done,
}

fn is_glob(pattern: &str) -> bool {
    pattern.contains(['*', '?', '[', '{'])
}

/// A path as messages print it: with `/` on every system.
fn display(path: &Path) -> String {
    let text = path.to_string_lossy().replace('\\', "/");
    text.strip_prefix("./").unwrap_or(&text).to_owned()
}

fn display_folder(folder: &Path) -> String {
    if folder.as_os_str().is_empty() { "this folder".into() } else { display(folder) }
}

fn no_such_file(files: &dyn Files, pattern: &str, path: &Path, span: Span) -> Diagnostic {
    let what = format!("there is no file \"{pattern}\"");
    let found = Diagnostic::new(code::INCLUDE_NOTHING, Level::Error, what, span);
    let folder = path.parent().map(Path::to_path_buf).unwrap_or_default();
    let Some(name) = path.file_name() else { return found };
    let near = files.list(&folder).unwrap_or_default();
    match suggest(&name.to_string_lossy(), near.iter().map(|entry| entry.name.as_str())) {
        Some(near) => found.label(format!("did you mean `{near}`?")),
        None => found.help("a path starts from the folder of the file that names it"),
    }
}

/// The folders at the start of a glob that are named plainly.
fn fixed(pattern: &str) -> PathBuf {
    let parts = Path::new(pattern).components();
    parts.take_while(|part| !is_glob(&part.as_os_str().to_string_lossy())).collect()
}

/// The files that a glob matches, sorted.
pub(super) fn expand(
    files: &dyn Files,
    folder: &Path,
    pattern: &str,
) -> Result<Vec<PathBuf>, String> {
    let fixed = fixed(pattern);
    let rest = Path::new(pattern).strip_prefix(&fixed).map_err(|error| error.to_string())?;
    if rest.components().any(|part| part == Component::ParentDir) {
        return Err("`..` cannot follow a `*` in a pattern".into());
    }
    let matcher = limited::glob(&rest.to_string_lossy(), |glob| glob.literal_separator(true))
        .map_err(|why| format!("\"{pattern}\" is not a valid pattern: {why}"))?
        .compile_matcher();
    let deep = rest.components().any(|part| part.as_os_str() == "**");
    let depth = if deep { usize::MAX } else { rest.components().count() };
    let mut search =
        Search { files, base: folder.join(fixed), matcher, found: Vec::new(), folders: 0 };
    search.walk(depth)?;
    search.found.sort();
    if search.folders > MOST_FOLDERS {
        return Err(format!(
            "\"{pattern}\" searches more than {MOST_FOLDERS} folders: name the folder that holds the files"
        ));
    }
    Ok(search.found)
}

struct Search<'f> {
    files: &'f dyn Files,
    base: PathBuf,
    matcher: GlobMatcher,
    found: Vec<PathBuf>,
    folders: usize,
}

impl Search<'_> {
    /// Looks through a folder tree; folders that are links are not entered, so there is no cycle.
    fn walk(&mut self, depth: usize) -> Result<(), String> {
        let mut open = vec![(PathBuf::new(), depth)];
        while let Some((folder, depth)) = open.pop() {
            self.folders += 1;
            if self.folders > MOST_FOLDERS {
                return Ok(());
            }
            let whole = self.base.join(&folder);
            let unreadable = |error: std::io::Error| {
                format!("the folder {} cannot be read: {error}", display_folder(&whole))
            };
            for entry in self.files.list(&whole).map_err(unreadable)? {
                let below = folder.join(&entry.name);
                let path = self.base.join(&below);
                if entry.is_folder {
                    if depth > 1 {
                        open.push((below, depth - 1));
                    }
                } else if self.matcher.is_match(&below) {
                    if !entry.is_utf8 {
                        let name = display(&path);
                        return Err(format!(
                            "the name of the file {name} is not valid UTF-8 (Unicode): rename it"
                        ));
                    }
                    self.found.push(path);
                }
            }
        }
        Ok(())
    }
}
