//! The texts that are open in an editor, over the files of the disk.
//!
//! Takes what the editor says of its texts; gives [`Files`] in which an open text stands for its file, saved or not, and
//! a mark of each file by which a change of it is seen. Parses nothing.

use std::collections::BTreeMap;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::SystemTime;

use super::addresses::path_of;
use super::brackets::KnownPlaces;
use super::positions::{ColumnUnit, changed};
use super::protocol::TextChange;
use crate::project::{Disk, FileKind, FileRole, Files, FolderEntry, file_role};

/// A text that is open.
#[derive(Clone, Debug)]
pub(super) struct Document {
    /// The address by which the editor calls it.
    pub(super) uri: String,
    pub(super) version: i64,
    pub(super) text: Arc<String>,
    /// Whether it was a file of a model when it was opened: an edit that breaks its head leaves it one.
    pub(super) is_of_model: bool,
    /// Where its brackets were known when it was last read, as far as it has not changed since.
    pub(super) known: KnownPlaces,
    /// Which change of all texts was its last.
    revision: u64,
}

/// The texts that are open, by their real paths.
#[derive(Debug, Default)]
pub(super) struct Documents {
    open: BTreeMap<PathBuf, Document>,
    changes: u64,
}

/// What is seen of a file from outside: another mark shows that it may have changed.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum FileMark {
    /// An open text, after so many changes of texts.
    Open(u64),
    /// A file or a folder: its length and when it was changed.
    OnDisk(u64, Option<SystemTime>),
    /// Nothing lies there.
    Missing,
}

impl Documents {
    /// Opens a text, or replaces one that is open.
    pub(super) fn open(&mut self, uri: &str, version: i64, text: String) {
        self.changes += 1;
        let is_of_model = file_role(&text) != FileRole::Other;
        let uri_text = uri.to_owned();
        let document = Document {
            uri: uri_text,
            version,
            text: Arc::new(text),
            is_of_model,
            known: KnownPlaces::default(),
            revision: self.changes,
        };
        self.open.insert(Disk.real(&path_of(uri)), document);
    }

    /// Changes a text that is open; gives whether it is.
    pub(super) fn change(
        &mut self,
        uri: &str,
        version: i64,
        changes: Vec<TextChange>,
        unit: ColumnUnit,
    ) -> bool {
        self.changes += 1;
        let path = self.path(uri);
        let Some(document) = self.open.get_mut(&path) else { return false };
        let from = changed(Arc::make_mut(&mut document.text), changes, unit);
        document.known = document.known.up_to(from);
        document.is_of_model |= file_role(&document.text) != FileRole::Other;
        document.version = version;
        document.revision = self.changes;
        true
    }

    pub(super) fn close(&mut self, uri: &str) {
        self.changes += 1;
        self.open.remove(&self.path(uri));
    }

    /// The path of a text by its address.
    pub(super) fn path(&self, uri: &str) -> PathBuf {
        let known = self.open.iter().find(|(_, document)| document.uri == uri);
        known.map_or_else(|| Disk.real(&path_of(uri)), |(path, _)| path.clone())
    }

    pub(super) fn get(&self, path: &Path) -> Option<&Document> {
        self.open.get(path)
    }

    pub(super) fn paths(&self) -> impl Iterator<Item = &PathBuf> {
        self.open.keys()
    }

    /// What is seen of a file or a folder.
    pub(super) fn mark(&self, path: &Path) -> FileMark {
        if let Some(document) = self.open.get(path) {
            return FileMark::Open(document.revision);
        }
        match std::fs::metadata(path) {
            Ok(about) => FileMark::OnDisk(about.len(), about.modified().ok()),
            Err(_) => FileMark::Missing,
        }
    }
}

impl Files for Documents {
    fn kind(&self, path: &Path) -> io::Result<FileKind> {
        match self.open.get(&Disk.real(path)) {
            Some(document) => Ok(FileKind::File(document.text.len() as u64)),
            None => Disk.kind(path),
        }
    }

    fn read(&self, path: &Path, most: u64) -> io::Result<Vec<u8>> {
        match self.open.get(&Disk.real(path)) {
            Some(document) => {
                let most = usize::try_from(most).unwrap_or(usize::MAX);
                let bytes = document.text.as_bytes();
                Ok(bytes[..bytes.len().min(most)].to_vec())
            }
            None => Disk.read(path, most),
        }
    }

    fn shared(&self, path: &Path) -> Option<Arc<String>> {
        self.open.get(&Disk.real(path)).map(|document| document.text.clone())
    }

    fn list(&self, folder: &Path) -> io::Result<Vec<FolderEntry>> {
        let mut entries = Disk.list(folder)?;
        let real = Disk.real(folder);
        // Texts that are open and not yet saved to any file.
        for path in self.open.keys().filter(|path| path.parent() == Some(&real)) {
            let Some(name) = path.file_name().and_then(|name| name.to_str()) else { continue };
            if !entries.iter().any(|entry| entry.name == name) {
                entries.push(FolderEntry::file(name));
            }
        }
        entries.sort_by(|one, other| one.name.cmp(&other.name));
        Ok(entries)
    }

    fn real(&self, path: &Path) -> PathBuf {
        Disk.real(path)
    }

    fn exists(&self, path: &Path) -> bool {
        self.open.contains_key(&Disk.real(path)) || Disk.exists(path)
    }
}
