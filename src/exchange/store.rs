//! Files written whole or not at all.
//!
//! Takes texts and where they belong. Each is written beside its place first; only when all are
//! there, they are moved into place. Never replaces a file unless that is asked for.

use std::io::{self, Write};
use std::path::{Path, PathBuf};

use tempfile::NamedTempFile;

/// What to do with a file that is there already.
#[derive(Copy, Clone, Debug, Default, PartialEq, Eq)]
pub enum Existing {
    /// It stays, and nothing is written.
    #[default]
    Kept,
    /// It is replaced.
    Replaced,
}

/// Why nothing was written.
#[derive(Debug, thiserror::Error)]
#[allow(missing_docs, reason = "the messages say what each is")]
pub enum StoreError {
    #[error("{0} is there already; `--force` replaces it")]
    Exists(PathBuf),
    #[error("{path}: {source}")]
    Io { path: PathBuf, source: io::Error },
}

/// Writes files whole or not at all. Folders that are missing are made.
///
/// # Errors
/// When a file is there already that must stay, or cannot be written: then none is.
pub fn store<W>(files: &[(PathBuf, W)], existing: Existing) -> Result<(), StoreError>
where
    W: Fn(&mut dyn Write) -> io::Result<()>,
{
    if existing == Existing::Kept
        && let Some((path, _)) = files.iter().find(|(path, _)| path.symlink_metadata().is_ok())
    {
        return Err(StoreError::Exists(path.clone()));
    }
    let ready = files.iter().map(|(path, write)| beside(path, write).map(|file| (file, path)));
    let ready = ready.collect::<Result<Vec<_>, StoreError>>()?;
    let mut done: Vec<&Path> = Vec::new();
    for (file, path) in ready {
        let moved = match existing {
            Existing::Kept => file.persist_noclobber(path),
            Existing::Replaced => file.persist(path),
        };
        if let Err(error) = moved {
            if existing == Existing::Kept {
                // What came into being with this call goes again.
                done.iter().for_each(|path| drop(std::fs::remove_file(path)));
            }
            return Err(StoreError::Io { path: path.clone(), source: error.error });
        }
        done.push(path);
    }
    Ok(())
}

fn beside(
    path: &Path,
    write: &impl Fn(&mut dyn Write) -> io::Result<()>,
) -> Result<NamedTempFile, StoreError> {
    let fail = |source| StoreError::Io { path: path.to_owned(), source };
    let folder = match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    };
    std::fs::create_dir_all(folder).map_err(fail)?;
    let mut builder = tempfile::Builder::new();
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        builder.permissions(std::fs::Permissions::from_mode(0o666));
    }
    let mut file = builder.tempfile_in(folder).map_err(fail)?;
    write(file.as_file_mut()).map_err(fail)?;
    Ok(file)
}

#[cfg(test)]
mod tests {
    use super::*;

    type Written = Box<dyn Fn(&mut dyn Write) -> io::Result<()>>;

    fn text(text: &'static str) -> Written {
        Box::new(move |out| out.write_all(text.as_bytes()))
    }

    #[test]
    fn nothing_is_written_when_one_file_cannot_be() {
        let folder = tempfile::tempdir().unwrap();
        let (one, two) = (folder.path().join("a/one"), folder.path().join("two"));
        std::fs::write(&two, "old").unwrap();
        let files = [(one.clone(), text("1")), (two.clone(), text("2"))];
        assert!(matches!(store(&files, Existing::Kept), Err(StoreError::Exists(_))));
        assert!(!one.exists());
        let full: Written = Box::new(|_| Err(io::Error::other("full")));
        let broken = [(one.clone(), text("1")), (two.clone(), full)];
        assert!(store(&broken, Existing::Replaced).is_err());
        assert!(!one.exists());
        assert_eq!(std::fs::read_to_string(&two).unwrap(), "old");
        store(&files, Existing::Replaced).unwrap();
        assert_eq!(std::fs::read_to_string(&two).unwrap(), "2");
    }
}
