use std::cell::Cell;
use std::fs;
use std::io;
use std::process::Command;

use super::*;

fn replaced<'a>(path: &Path, bytes: &'a [u8]) -> NewFile<'a> {
    NewFile::of(path, Existing::Replaced, bytes)
}

fn write_one(path: &Path, existing: Existing<'_>, bytes: &[u8]) -> Result<(), WriteError> {
    write_files(&[NewFile::of(path, existing, bytes)], Folders::MustExist)
}

/// The files of a folder and of those in it, by name, with what they hold.
fn all(folder: &Path) -> Vec<(String, String)> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap().map(Result::unwrap) {
        let name = entry.file_name().to_string_lossy().into_owned();
        match entry.path().is_dir() {
            true => found.extend(
                all(&entry.path()).into_iter().map(|(file, text)| (format!("{name}/{file}"), text)),
            ),
            false => found.push((name, fs::read_to_string(entry.path()).unwrap())),
        }
    }
    found.sort();
    found
}

fn pairs(all: &[(&str, &str)]) -> Vec<(String, String)> {
    all.iter().map(|(name, text)| ((*name).to_owned(), (*text).to_owned())).collect()
}

/// A change of three files in two folders: two are replaced, one is new.
fn three<'a>(folder: &Path) -> Vec<NewFile<'a>> {
    vec![
        replaced(&folder.join("a"), b"new a"),
        replaced(&folder.join("sub/b"), b"new b"),
        replaced(&folder.join("made/c"), b"new c"),
    ]
}

fn before(folder: &Path) -> Vec<(String, String)> {
    fs::create_dir_all(folder.join("sub")).unwrap();
    fs::write(folder.join("a"), "old a").unwrap();
    fs::write(folder.join("sub/b"), "old b").unwrap();
    all(folder)
}

const AFTER: &[(&str, &str)] = &[("a", "new a"), ("made/c", "new c"), ("sub/b", "new b")];

#[test]
fn several_files_are_written_together() {
    let folder = tempfile::tempdir().unwrap();
    before(folder.path());
    write_files(&three(folder.path()), Folders::Created).unwrap();
    assert_eq!(all(folder.path()), pairs(AFTER));
}

#[test]
fn a_failure_at_any_step_leaves_everything_as_it_was() {
    let mut failed = Vec::new();
    for at in 0.. {
        let folder = tempfile::tempdir().unwrap();
        let old = before(folder.path());
        let step = Cell::new(0);
        let probe = |which| {
            step.set(step.get() + 1);
            if step.get() != at + 1 {
                return Ok(());
            }
            failed.push(which);
            Err(io::Error::other("the disk is full"))
        };
        let probe = std::cell::RefCell::new(probe);
        let result = write_with(&three(folder.path()), Folders::Created, &|which| {
            (probe.borrow_mut())(which)
        });
        if step.get() <= at {
            result.unwrap();
            assert_eq!(all(folder.path()), pairs(AFTER));
            break;
        }
        let message = result.unwrap_err().to_string();
        assert!(message.ends_with("the disk is full"), "{message}");
        assert!(!message.contains(".organigram-"), "{message}");
        assert_eq!(all(folder.path()), old, "{:?}", failed.last());
        assert!(!folder.path().join("made").exists(), "a folder was left behind");
    }
    use WriteStep::*;
    for step in [
        MakeFolder,
        Stage,
        Write,
        Attributes,
        SyncFile,
        Backup,
        WriteJournal,
        Rename,
        SyncFolder,
        EndJournal,
    ] {
        assert!(failed.contains(&step), "{step:?} never failed");
    }
}

#[test]
fn a_failure_of_one_file_leaves_it_old_or_new() {
    for at in 0..12 {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a");
        fs::write(&path, "old").unwrap();
        let step = Cell::new(0);
        let probe = |_| {
            step.set(step.get() + 1);
            if step.get() == at + 1 { Err(io::Error::other("full")) } else { Ok(()) }
        };
        let result = write_with(&[replaced(&path, b"new")], Folders::MustExist, &probe);
        let text = fs::read_to_string(&path).unwrap();
        assert!(text == "new" || (text == "old" && result.is_err()));
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1, "nothing is left behind");
    }
}

/// The child of the next test: it ends without any clearing up at one of its steps.
#[test]
fn child_that_crashes() {
    let (Ok(folder), Ok(at)) =
        (std::env::var("ORGANIGRAM_TEST_FOLDER"), std::env::var("ORGANIGRAM_TEST_STEP"))
    else {
        return;
    };
    let (at, step) = (at.parse::<usize>().unwrap(), Cell::new(0));
    let probe = |_| {
        step.set(step.get() + 1);
        if step.get() == at + 1 { std::process::abort() } else { Ok(()) }
    };
    write_with(&three(Path::new(&folder)), Folders::Created, &probe).unwrap();
}

#[test]
fn after_a_crash_at_any_step_the_next_run_finds_all_old_or_all_new() {
    for at in 0.. {
        let folder = tempfile::tempdir().unwrap();
        let old = before(folder.path());
        let child = Command::new(std::env::current_exe().unwrap())
            .args(["--exact", "atomic_write::tests::child_that_crashes"])
            .env("ORGANIGRAM_TEST_FOLDER", folder.path())
            .env("ORGANIGRAM_TEST_STEP", at.to_string())
            .output()
            .unwrap();
        for inner in ["sub", "made", ""] {
            let inner = folder.path().join(inner);
            recover(&inner).unwrap();
            assert!(!journal::has_leftovers(&inner), "step {at}");
        }
        if child.status.success() {
            assert!(at > 10, "it crashed at {at} steps");
            assert_eq!(all(folder.path()), pairs(AFTER));
            break;
        }
        let now = all(folder.path());
        assert!(now == old || now == pairs(AFTER), "step {at}: {now:?}");
    }
}

#[test]
fn what_was_edited_after_a_crash_is_not_put_back() {
    let folder = tempfile::tempdir().unwrap();
    let (one, two) = (folder.path().join("one"), folder.path().join("two"));
    fs::write(&one, "old").unwrap();
    fs::write(&two, "old").unwrap();
    // The journal of a change that took place for one file and was then cut off.
    let files = [replaced(&one, b"new"), replaced(&two, b"new")];
    let crash = |which| match which {
        WriteStep::SyncFolder => panic!("crash"),
        _ => Ok(()),
    };
    let kept = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| {
        let places = files.iter().map(|file| match Target::of(&file.path).unwrap() {
            Target::Place(place) => (file, place),
            Target::Stream(_) => unreachable!(),
        });
        std::mem::forget(commit::write_places(&places.collect::<Vec<_>>(), &crash));
    }));
    assert!(kept.is_err());
    fs::write(&one, "mine").unwrap();
    recover(folder.path()).unwrap();
    assert_eq!(fs::read_to_string(&one).unwrap(), "mine");
    assert!(!journal::has_leftovers(folder.path()));
}

#[test]
fn a_journal_from_elsewhere_is_not_heeded() {
    let folder = tempfile::tempdir().unwrap();
    let victim = folder.path().join("victim");
    fs::write(&victim, "").unwrap();
    let digest = staging::Digest::of(&victim).unwrap();
    let name = ".organigram-abcdefghijkl.journal";
    let text = format!(
        "organigram journal 1\nidentity 1 2\ncounts {name}\nfile {} {} - victim\nend\n",
        digest.length, digest.hash
    );
    fs::write(folder.path().join(name), text).unwrap();
    recover(folder.path()).unwrap();
    assert_eq!(all(folder.path()), pairs(&[("victim", "")]));
}

#[test]
fn what_a_killed_run_left_is_swept_and_nothing_else() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a");
    for name in [".organigram-abcdefghijkl.tmp", ".organigram-notes.tmp", ".organigram-x"] {
        fs::write(folder.path().join(name), "x").unwrap();
    }
    write_one(&path, Existing::Kept, b"a").unwrap();
    let expected = [(".organigram-notes.tmp", "x"), (".organigram-x", "x"), ("a", "a")];
    assert_eq!(all(folder.path()), pairs(&expected));
}

#[test]
fn what_changed_since_it_was_read_is_not_replaced() {
    let folder = tempfile::tempdir().unwrap();
    let (one, two) = (folder.path().join("one"), folder.path().join("two"));
    fs::write(&one, "old").unwrap();
    fs::write(&two, "edited").unwrap();
    let files = [
        NewFile::of(&one, Existing::Unchanged(b"old"), b"new"),
        NewFile::of(&two, Existing::Unchanged(b"old"), b"new"),
    ];
    let error = write_files(&files, Folders::MustExist).unwrap_err();
    assert!(matches!(&error, WriteError::Changed(path) if *path == two), "{error}");
    assert_eq!(all(folder.path()), pairs(&[("one", "old"), ("two", "edited")]));
    // Neither is one that somebody edits while the new text is being written.
    let edit = NewFile::new(&one, Existing::Unchanged(b"old"), |out| {
        fs::write(&one, "hand")?;
        out.write_all(b"new")
    });
    assert!(matches!(write_files(&[edit], Folders::MustExist), Err(WriteError::Changed(_))));
    assert_eq!(fs::read_to_string(&one).unwrap(), "hand");
    fs::remove_file(&one).unwrap();
    assert!(matches!(
        write_one(&one, Existing::Unchanged(b"old"), b"new"),
        Err(WriteError::Changed(_))
    ));
}

#[test]
fn of_many_writers_at_once_none_loses_what_another_wrote() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("log");
    fs::write(&path, "").unwrap();
    let written: usize = std::thread::scope(|scope| {
        let add = |number: usize| {
            let path = &path;
            move || {
                let mut written = 0;
                for _ in 0..10 {
                    let old = fs::read(path).unwrap();
                    let new = [&old[..], format!("{number}\n").as_bytes()].concat();
                    match write_one(path, Existing::Unchanged(&old), &new) {
                        Ok(()) => written += 1,
                        Err(WriteError::Changed(_)) => {}
                        Err(error) => panic!("{error}"),
                    }
                }
                written
            }
        };
        let writers: Vec<_> = (0..4).map(|number| scope.spawn(add(number))).collect();
        writers.into_iter().map(|writer| writer.join().unwrap()).sum()
    });
    assert_eq!(fs::read_to_string(&path).unwrap().lines().count(), written);
    assert!(written >= 10);
}

#[test]
fn a_file_stands_once_and_a_folder_not_at_all() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a");
    let twice = [replaced(&path, b"1"), replaced(&path, b"2")];
    assert!(matches!(write_files(&twice, Folders::MustExist), Err(WriteError::Twice(_))));
    assert!(matches!(
        write_one(folder.path(), Existing::Replaced, b"x"),
        Err(WriteError::IsFolder(_))
    ));
    let error = write_one(&folder.path().join("no/a"), Existing::Replaced, b"x").unwrap_err();
    assert!(error.to_string().starts_with(&format!("{}/no/a was not ", folder.path().display())));
    assert_eq!(all(folder.path()), []);
}

#[cfg(unix)]
mod unix {
    use std::os::unix::fs::{MetadataExt, PermissionsExt, symlink};

    use super::*;

    fn set_mode(path: &Path, mode: u32) {
        fs::set_permissions(path, fs::Permissions::from_mode(mode)).unwrap();
    }

    #[test]
    fn links_stay_and_what_they_lead_to_is_written() {
        let folder = tempfile::tempdir().unwrap();
        let at = |name: &str| folder.path().join(name);
        fs::create_dir(at("real")).unwrap();
        fs::write(at("real/file"), "old").unwrap();
        symlink("real/file", at("near")).unwrap();
        symlink("near", at("far")).unwrap();
        symlink("real/absent", at("dangling")).unwrap();
        symlink("ring", at("ring")).unwrap();
        write_one(&at("far"), Existing::Replaced, b"new").unwrap();
        assert!(matches!(
            write_one(&at("dangling"), Existing::Kept, b"new"),
            Err(WriteError::Exists(_))
        ));
        write_one(&at("dangling"), Existing::Replaced, b"made").unwrap();
        write_one(&at("ring"), Existing::Replaced, b"x").unwrap_err();
        for link in ["near", "far", "dangling", "ring"] {
            assert!(at(link).symlink_metadata().unwrap().is_symlink(), "{link}");
        }
        assert_eq!(fs::read_to_string(at("real/file")).unwrap(), "new");
        assert_eq!(fs::read_to_string(at("real/absent")).unwrap(), "made");
    }

    #[test]
    fn mode_and_owner_stay() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a");
        fs::write(&path, "old").unwrap();
        // Only root may give a file away; for others the owner is the same anyway.
        let _ = std::os::unix::fs::chown(&path, Some(12345), Some(54321));
        for mode in [0o600, 0o640, 0o664, 0o755] {
            set_mode(&path, mode);
            let old = fs::metadata(&path).unwrap();
            write_one(&path, Existing::Replaced, b"new").unwrap();
            let new = fs::metadata(&path).unwrap();
            assert_eq!((new.mode(), new.uid(), new.gid()), (old.mode(), old.uid(), old.gid()));
        }
    }

    #[test]
    fn a_new_file_has_the_mode_of_any_new_file() {
        let folder = tempfile::tempdir().unwrap();
        let (ours, theirs) = (folder.path().join("ours"), folder.path().join("theirs"));
        write_one(&ours, Existing::Kept, b"x").unwrap();
        fs::write(&theirs, "x").unwrap();
        let mode = |path| fs::metadata(path).unwrap().mode();
        assert_eq!(mode(&ours), mode(&theirs));
    }

    #[test]
    fn a_read_only_file_is_refused_even_to_root() {
        let folder = tempfile::tempdir().unwrap();
        let (free, path) = (folder.path().join("free"), folder.path().join("a"));
        fs::write(&free, "old").unwrap();
        fs::write(&path, "old").unwrap();
        for mode in [0o444, 0o400, 0o464] {
            set_mode(&path, mode);
            let files = [replaced(&free, b"new"), replaced(&path, b"new")];
            let error = write_files(&files, Folders::MustExist).unwrap_err();
            assert!(matches!(error, WriteError::ReadOnly(_)), "{error}");
            assert_eq!(all(folder.path()), pairs(&[("a", "old"), ("free", "old")]));
        }
    }

    #[test]
    fn hard_links_are_not_parted() {
        let folder = tempfile::tempdir().unwrap();
        let (one, two) = (folder.path().join("one"), folder.path().join("two"));
        fs::write(&one, "old").unwrap();
        fs::hard_link(&one, &two).unwrap();
        let error = write_one(&one, Existing::Replaced, b"new").unwrap_err();
        assert!(matches!(error, WriteError::HardLinked { links: 2, .. }), "{error}");
        assert_eq!(all(folder.path()), pairs(&[("one", "old"), ("two", "old")]));
    }

    #[test]
    fn devices_and_pipes_are_written_to_and_stay() {
        let folder = tempfile::tempdir().unwrap();
        let pipe = folder.path().join("pipe");
        assert!(Command::new("mkfifo").arg(&pipe).status().unwrap().success());
        let reader = std::thread::spawn({
            let pipe = pipe.clone();
            move || fs::read_to_string(pipe).unwrap()
        });
        write_one(&pipe, Existing::Kept, b"through").unwrap();
        assert_eq!(reader.join().unwrap(), "through");
        let link = folder.path().join("null");
        symlink("/dev/null", &link).unwrap();
        write_one(&link, Existing::Replaced, b"away").unwrap();
        assert!(link.symlink_metadata().unwrap().is_symlink());
        assert!(!fs::metadata("/dev/null").unwrap().is_file());
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn an_open_file_is_added_to() {
        use std::os::fd::AsRawFd;
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a");
        fs::write(&path, "first\n").unwrap();
        let open = fs::OpenOptions::new().append(true).open(&path).unwrap();
        let name = format!("/dev/fd/{}", open.as_raw_fd());
        write_one(Path::new(&name), Existing::Replaced, b"second\n").unwrap();
        assert_eq!(fs::read_to_string(&path).unwrap(), "first\nsecond\n");
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn extended_attributes_stay_where_the_disk_has_them() {
        use rustix::fs::{XattrFlags, getxattr, setxattr};
        let folder = tempfile::tempdir_in(env!("CARGO_MANIFEST_DIR")).unwrap();
        let path = folder.path().join("a");
        fs::write(&path, "old").unwrap();
        if setxattr(&path, "user.note", b"kept", XattrFlags::empty()).is_err() {
            return;
        }
        write_one(&path, Existing::Replaced, b"new").unwrap();
        let mut value = [0; 8];
        let length = getxattr(&path, "user.note", &mut value).unwrap();
        assert_eq!(&value[..length], b"kept");
    }

    #[test]
    fn a_name_that_is_no_text_is_a_name() {
        use std::os::unix::ffi::OsStrExt;
        let folder = tempfile::tempdir().unwrap();
        let odd = folder.path().join(std::ffi::OsStr::from_bytes(b"a\xff %\n"));
        let other = folder.path().join("b");
        fs::write(&odd, "old").unwrap();
        let panics = |which| match which {
            WriteStep::EndJournal => Err(io::Error::other("full")),
            _ => Ok(()),
        };
        let files = [replaced(&odd, b"new"), replaced(&other, b"new")];
        write_with(&files, Folders::MustExist, &panics).unwrap_err();
        assert_eq!(fs::read_to_string(&odd).unwrap(), "old");
        assert!(!other.exists());
    }
}
