//! Where the files of a model are, and reading one with care.
//!
//! Takes a path, gives its text or why there is none, in the user's words. Never reads what is not
//! a regular file, never more than a model can hold, and never panics on bytes. All of loading reads
//! by [`Files`] alone: the disk, texts in memory, or unsaved texts over the disk.

#![allow(clippy::result_large_err, reason = "made at most once for each file")]

use std::collections::BTreeMap;
use std::fs;
use std::io::{self, Read, Seek, SeekFrom};
use std::path::{Component, Path, PathBuf};
use std::sync::Arc;

use super::code;
use crate::diagnostics::{Diagnostic, Level};
use crate::workers::Workers;

/// No text is longer than this: places are numbers of four bytes.
const LONGEST: u64 = u32::MAX as u64 - 16;
/// A file longer than this is read in pieces, each beside the others.
const LARGE: u64 = 64 << 20;

/// What lies at a path.
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
#[non_exhaustive]
pub enum FileKind {
    /// A file, about so many bytes long.
    File(u64),
    /// A folder.
    Folder,
    /// A device, a pipe or the like, which is never read.
    Special,
}

/// What lies in a folder.
#[derive(Clone, PartialEq, Eq, Debug)]
#[non_exhaustive]
pub struct FolderEntry {
    /// Its name; where that is not UTF-8, something that resembles it.
    pub name: String,
    /// Whether the name is UTF-8, so that the entry can be named in a model.
    pub is_utf8: bool,
    /// Whether it is a folder itself; a link to one is none.
    pub is_folder: bool,
}

impl FolderEntry {
    /// A file of a name.
    #[must_use]
    pub fn file(name: &str) -> FolderEntry {
        FolderEntry { name: name.to_owned(), is_utf8: true, is_folder: false }
    }
}

/// Where the files of a model are read from.
pub trait Files: Sync {
    /// What lies at a path, links being followed.
    ///
    /// # Errors
    /// When nothing lies there, or it may not be looked at.
    fn kind(&self, path: &Path) -> io::Result<FileKind>;

    /// The bytes of a file, `most` of them at the most.
    ///
    /// # Errors
    /// When the file cannot be read.
    fn read(&self, path: &Path, most: u64) -> io::Result<Vec<u8>>;

    /// The text of a file that lies in memory already, to be shared; nothing where the file is to be read.
    fn shared(&self, path: &Path) -> Option<Arc<String>> {
        let _ = path;
        None
    }

    /// What lies in a folder, by name; nothing where there is no such folder.
    ///
    /// # Errors
    /// When there is such a folder and it cannot be read whole.
    fn list(&self, folder: &Path) -> io::Result<Vec<FolderEntry>>;

    /// The one path of what may be named by several; of what is not there, the path that it would have.
    fn real(&self, path: &Path) -> PathBuf;

    /// Whether anything lies at a path, if only a link that leads nowhere.
    fn exists(&self, path: &Path) -> bool {
        self.kind(path).is_ok()
    }
}

impl<F: Files + ?Sized> Files for &F {
    fn kind(&self, path: &Path) -> io::Result<FileKind> {
        (**self).kind(path)
    }

    fn read(&self, path: &Path, most: u64) -> io::Result<Vec<u8>> {
        (**self).read(path, most)
    }

    fn shared(&self, path: &Path) -> Option<Arc<String>> {
        (**self).shared(path)
    }

    fn list(&self, folder: &Path) -> io::Result<Vec<FolderEntry>> {
        (**self).list(folder)
    }

    fn real(&self, path: &Path) -> PathBuf {
        (**self).real(path)
    }

    fn exists(&self, path: &Path) -> bool {
        (**self).exists(path)
    }
}

/// The files of this machine.
#[derive(Copy, Clone, Debug, Default)]
pub struct Disk;

impl Files for Disk {
    fn kind(&self, path: &Path) -> io::Result<FileKind> {
        let about = fs::metadata(path)?;
        Ok(match (about.is_dir(), about.is_file()) {
            (true, _) => FileKind::Folder,
            (_, true) => FileKind::File(about.len()),
            _ => FileKind::Special,
        })
    }

    fn read(&self, path: &Path, most: u64) -> io::Result<Vec<u8>> {
        bytes(path, fs::metadata(path)?.len(), most)
    }

    fn list(&self, folder: &Path) -> io::Result<Vec<FolderEntry>> {
        let folder = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
        let list = match fs::read_dir(folder) {
            Ok(list) => list,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
            Err(error) => return Err(error),
        };
        let entry = |entry: fs::DirEntry| {
            let name = entry.file_name();
            FolderEntry {
                is_utf8: name.to_str().is_some(),
                name: name.to_string_lossy().into_owned(),
                is_folder: entry.file_type().is_ok_and(|kind| kind.is_dir()),
            }
        };
        let mut entries = list.map(|each| each.map(entry)).collect::<io::Result<Vec<_>>>()?;
        entries.sort_by(|one, other| one.name.cmp(&other.name));
        Ok(entries)
    }

    fn real(&self, path: &Path) -> PathBuf {
        if let Ok(real) = path.canonicalize() {
            return real;
        }
        let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
        let real = folder.unwrap_or(Path::new(".")).canonicalize();
        match (real, path.file_name()) {
            (Ok(folder), Some(name)) => folder.join(name),
            _ => path.to_path_buf(),
        }
    }

    fn exists(&self, path: &Path) -> bool {
        path.symlink_metadata().is_ok()
    }
}

/// Texts in memory, by their paths. Folders are those that the paths name.
///
/// ```
/// use std::path::{Component, Path, PathBuf};
/// use organigram::graph::Builder;
/// use organigram::load::{LoadOptions, Texts, load_from};
///
/// let texts: Texts = [
///     ("club.ron", r#"Model(include: ["parts/*.ron"])"#),
///     ("parts/board.ron", r#"Model(organs: { "board": Organ() })"#),
/// ]
/// .into_iter()
/// .collect();
/// let loaded = load_from(&texts, Path::new("club.ron"), &LoadOptions::default(), Builder::default());
/// assert_eq!(loaded.sources.files().len(), 2);
/// ```
#[derive(Clone, Debug, Default)]
pub struct Texts {
    texts: BTreeMap<PathBuf, String>,
}

impl Texts {
    /// Adds a text, in the place of one that was there.
    pub fn insert(&mut self, path: impl AsRef<Path>, text: impl Into<String>) {
        self.texts.insert(plain(path.as_ref()), text.into());
    }
}

impl<P: AsRef<Path>, T: Into<String>> FromIterator<(P, T)> for Texts {
    fn from_iter<I: IntoIterator<Item = (P, T)>>(texts: I) -> Texts {
        let texts = texts.into_iter();
        Texts { texts: texts.map(|(path, text)| (plain(path.as_ref()), text.into())).collect() }
    }
}

impl Files for Texts {
    fn kind(&self, path: &Path) -> io::Result<FileKind> {
        let path = plain(path);
        match self.texts.get(&path) {
            Some(text) => Ok(FileKind::File(text.len() as u64)),
            None if self.texts.keys().any(|file| file.starts_with(&path)) => Ok(FileKind::Folder),
            None => Err(io::ErrorKind::NotFound.into()),
        }
    }

    fn read(&self, path: &Path, most: u64) -> io::Result<Vec<u8>> {
        let text = self.texts.get(&plain(path)).ok_or(io::ErrorKind::NotFound)?;
        Ok(text.bytes().take(usize::try_from(most).unwrap_or(usize::MAX)).collect())
    }

    fn list(&self, folder: &Path) -> io::Result<Vec<FolderEntry>> {
        let folder = plain(folder);
        let mut entries: Vec<FolderEntry> = Vec::new();
        for file in self.texts.keys() {
            let Ok(rest) = file.strip_prefix(&folder) else { continue };
            let mut parts = rest.components();
            let Some(first) = parts.next() else { continue };
            let name = first.as_os_str().to_string_lossy().into_owned();
            let is_folder = parts.next().is_some();
            entries.push(FolderEntry {
                name,
                is_utf8: first.as_os_str().to_str().is_some(),
                is_folder,
            });
        }
        entries.sort_by(|one, other| one.name.cmp(&other.name));
        entries.dedup_by(|one, other| one.name == other.name);
        Ok(entries)
    }

    fn real(&self, path: &Path) -> PathBuf {
        plain(path)
    }
}

/// Texts in memory over other files: unsaved buffers over the disk.
///
/// A text stands for the file of its path, whether there is one below or not.
///
/// ```
/// use std::path::Path;
/// use organigram::load::{Disk, LoadOptions, Overlay};
/// use organigram::project::Project;
///
/// let mut files = Overlay::new(Disk);
/// files.insert("unsaved.ron", r#"Model(organs: { "club": Organ(name: "Chess Club") })"#);
/// let project = Project::load_from(&files, Path::new("unsaved.ron"), &LoadOptions::default());
/// assert!(project.graph().node("club").is_some());
/// ```
#[derive(Clone, Debug)]
pub struct Overlay<F = Disk> {
    texts: Texts,
    below: F,
}

impl<F: Files> Overlay<F> {
    /// No text yet over these files.
    pub fn new(below: F) -> Overlay<F> {
        Overlay { texts: Texts::default(), below }
    }

    /// Lays a text over the file of a path.
    pub fn insert(&mut self, path: impl AsRef<Path>, text: impl Into<String>) {
        self.texts.insert(self.below.real(path.as_ref()), text);
    }
}

impl<F: Files> Files for Overlay<F> {
    fn kind(&self, path: &Path) -> io::Result<FileKind> {
        match self.texts.kind(&self.real(path)) {
            Ok(FileKind::File(len)) => Ok(FileKind::File(len)),
            above => self.below.kind(path).or(above),
        }
    }

    fn read(&self, path: &Path, most: u64) -> io::Result<Vec<u8>> {
        match self.texts.read(&self.real(path), most) {
            Ok(text) => Ok(text),
            Err(_) => self.below.read(path, most),
        }
    }

    fn shared(&self, path: &Path) -> Option<Arc<String>> {
        let is_above = self.texts.exists(&self.real(path));
        if is_above { None } else { self.below.shared(path) }
    }

    fn list(&self, folder: &Path) -> io::Result<Vec<FolderEntry>> {
        let mut entries = self.texts.list(&self.real(folder))?;
        let above = entries.len();
        for entry in self.below.list(folder)? {
            if !entries[..above].iter().any(|known| known.name == entry.name) {
                entries.push(entry);
            }
        }
        entries.sort_by(|one, other| one.name.cmp(&other.name));
        Ok(entries)
    }

    fn real(&self, path: &Path) -> PathBuf {
        plain(&self.below.real(path))
    }

    fn exists(&self, path: &Path) -> bool {
        self.texts.exists(&self.real(path)) || self.below.exists(path)
    }
}

/// A path without `.` and, as far as can be reported without looking, without `..`.
fn plain(path: &Path) -> PathBuf {
    let mut plain = PathBuf::new();
    for part in path.components() {
        match part {
            Component::CurDir => {}
            Component::ParentDir if plain.file_name().is_some() => drop(plain.pop()),
            part => plain.push(part),
        }
    }
    plain
}

/// The text of a file.
pub(super) fn read(files: &dyn Files, path: &Path, name: &str) -> Result<Arc<String>, Diagnostic> {
    let problem = |code, what: String| {
        Diagnostic::whole_file(code, Level::Error, what, Some(name.to_owned()))
    };
    let unreadable = |error: io::Error| {
        problem(code::UNREADABLE, format!("{name} cannot be read: {}", reason(&error)))
    };
    let too_large = || problem(code::TOO_LARGE, format!("{name} is longer than 4 GiB"));
    match files.kind(path).map_err(unreadable)? {
        FileKind::Folder => {
            return Err(problem(code::UNREADABLE, format!("{name} is a folder, not a file")).help(
                format!("name a file, or include all files of the folder with \"{name}/*.ron\""),
            ));
        }
        FileKind::Special => {
            return Err(problem(
                code::UNREADABLE,
                format!("{name} is not a regular file (it is a device or a pipe)"),
            ));
        }
        FileKind::File(len) if len > LONGEST => return Err(too_large()),
        FileKind::File(_) => {}
    }
    if let Some(text) = files.shared(path) {
        return is_text(name, text.as_bytes()).map(|()| text);
    }
    let bytes = files.read(path, LONGEST + 1).map_err(unreadable)?;
    if bytes.len() as u64 > LONGEST {
        return Err(too_large());
    }
    let text = String::from_utf8(bytes).map_err(|error| not_utf8(name, &error))?;
    is_text(name, text.as_bytes()).map(|()| Arc::new(text))
}

/// A byte 0 stands in no text: neither tables nor pictures could hold it.
fn is_text(name: &str, bytes: &[u8]) -> Result<(), Diagnostic> {
    let Some(at) = memchr::memchr(0, bytes) else { return Ok(()) };
    let line = memchr::memchr_iter(b'\n', &bytes[..at]).count() + 1;
    let what = format!("{name} is not a text: line {line} contains the byte 0");
    let found = Diagnostic::whole_file(code::NOT_TEXT, Level::Error, what, Some(name.to_owned()));
    // Letters of ASCII in UTF-16 are valid UTF-8.
    let every_other = bytes.iter().take(64).filter(|&&byte| byte == 0).count() > 16;
    Err(match every_other {
        true => found.help("it looks like UTF-16: open the file in an editor and save it again with the encoding UTF-8"),
        false => found.help("open the file in an editor and take the sign U+0000 out"),
    })
}

/// The bytes of a file that is about `len` long. It may grow while it is read, or be one of those
/// that never end.
fn bytes(path: &Path, len: u64, most: u64) -> io::Result<Vec<u8>> {
    let workers = if len > LARGE { Workers::all() } else { Workers::ONE };
    let len = len.min(most) as usize;
    let mut bytes = if workers.is_one() { Vec::new() } else { pieces(path, len, workers)? };
    bytes.try_reserve_exact(len.saturating_sub(bytes.len()))?;
    let mut file = fs::File::open(path)?;
    if !bytes.is_empty() {
        file.seek(SeekFrom::Start(bytes.len() as u64))?;
    }
    file.take(most.saturating_sub(bytes.len() as u64)).read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// The first `len` bytes of a file, pieces of it read at once; nothing if it has become shorter.
fn pieces(path: &Path, len: usize, workers: Workers) -> io::Result<Vec<u8>> {
    // The system is asked first: `vec!` ends the program where memory is short.
    Vec::<u8>::new().try_reserve_exact(len)?;
    let mut bytes = vec![0; len];
    let piece_len = len.div_ceil(workers.count()).max(1);
    let list = bytes.chunks_mut(piece_len).enumerate().collect();
    let read = workers.map(list, |(at, bytes)| piece(path, at * piece_len, bytes));
    let read = read.into_iter().collect::<io::Result<()>>();
    match read {
        Err(error) if error.kind() == io::ErrorKind::UnexpectedEof => bytes.clear(),
        read => read?,
    }
    Ok(bytes)
}

fn piece(path: &Path, from: usize, bytes: &mut [u8]) -> io::Result<()> {
    let mut file = fs::File::open(path)?;
    file.seek(SeekFrom::Start(from as u64))?;
    file.read_exact(bytes)
}

fn not_utf8(name: &str, error: &std::string::FromUtf8Error) -> Diagnostic {
    let at = error.utf8_error().valid_up_to();
    let line = memchr::memchr_iter(b'\n', &error.as_bytes()[..at]).count() + 1;
    let byte = error.as_bytes().get(at).copied().unwrap_or(0);
    let what = format!("{name} is not saved as UTF-8: line {line} contains the byte 0x{byte:02x}");
    let utf16 =
        error.as_bytes().starts_with(&[0xff, 0xfe]) || error.as_bytes().starts_with(&[0xfe, 0xff]);
    let found = Diagnostic::whole_file(code::NOT_UTF8, Level::Error, what, Some(name.to_owned()));
    let help = if utf16 { "it looks like UTF-16: " } else { "" };
    found
        .help(format!("{help}open the file in an editor and save it again with the encoding UTF-8"))
}

/// Why the system refused, without its number.
pub(super) fn reason(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::NotFound => "there is no such file".into(),
        io::ErrorKind::PermissionDenied => "permission denied".into(),
        _ => {
            let text = error.to_string();
            text.split(" (os error").next().unwrap_or(&text).to_lowercase()
        }
    }
}
