//! `check` of what has changed: since a revision of real git, and whenever a file changes.
//! `ORGANIGRAM_REQUIRE_GIT=1` makes a skip a failure.

use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::time::Duration;

use super::git::{commit, done, has_git, write};

/// Two models, one of two parts, in a repository with one commit.
fn repository() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let top = folder.path();
    done(top, &["init", "-q", "-b", "main"]);
    write(top, "models/party.ron", "Model(include: [\"party/*.ron\"])");
    write(top, "models/party/organs.ron", "Model(organs: { \"cc\": Organ(under: \"x\") })");
    write(top, "models/party/people.ron", "Model(people: { \"a\": Person() })");
    write(top, "models/club.ron", "Model(organs: { \"club\": Organ(under: \"x\") })");
    commit(top, "first");
    folder
}

/// The models that are checked, or what is said instead.
fn checked(folder: &Path, args: &[&str]) -> (Vec<String>, String, i32) {
    let output = Command::new(env!("CARGO_BIN_EXE_organigram"))
        .arg("check")
        .args(args)
        .current_dir(folder)
        .output()
        .unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    let (out, err) = (text(output.stdout), text(output.stderr));
    let files = out.lines().filter_map(|line| line.split_once(':').map(|(file, _)| file));
    let mut files: Vec<String> =
        files.map(|file| file.trim_start_matches("./").to_owned()).collect();
    files.retain(|file| file.ends_with(".ron"));
    files.dedup();
    (files, err, output.status.code().unwrap())
}

const SINCE: &[&str] = &["--format", "short", "--since"];

#[test]
fn only_models_that_have_changed_since_a_revision_are_checked() {
    if !has_git() {
        return;
    }
    let folder = repository();
    let top = folder.path();
    let since = |revision: &str| checked(top, &[SINCE, &[revision]].concat());
    let (files, err, code) = since("HEAD");
    assert!(files.is_empty() && code == 0, "{files:?}");
    assert!(err.contains("no model has changed since HEAD"), "{err}");
    // A part that is changed and not committed.
    write(top, "models/party/organs.ron", "Model(organs: { \"cc\": Organ(under: \"y\") })");
    let (files, _, _) = since("HEAD");
    assert!(!files.is_empty() && files.iter().all(|file| file.contains("party")), "{files:?}");
    // A part that is new to git.
    done(top, &["checkout", "-q", "."]);
    write(top, "models/party/posts.ron", "Model(posts: { \"p\": Post(organ: \"cc\") })");
    assert!(
        since("HEAD").0.iter().all(|file| file.contains("party")) && !since("HEAD").0.is_empty()
    );
    // A part that is gone.
    commit(top, "posts");
    std::fs::remove_file(top.join("models/party/posts.ron")).unwrap();
    assert!(!since("HEAD").0.is_empty());
    // From below the top, and of the models that are named alone.
    let args = ["party.ron", "--format", "short", "--since", "HEAD"];
    assert!(!checked(&top.join("models"), &args).0.is_empty());
    let args = ["club.ron", "--format", "short", "--since", "HEAD"];
    assert!(checked(&top.join("models"), &args).0.is_empty());
}

#[test]
fn what_others_changed_since_a_branch_began_does_not_count() {
    if !has_git() {
        return;
    }
    let folder = repository();
    let top = folder.path();
    done(top, &["checkout", "-q", "-b", "mine"]);
    write(top, "models/club.ron", "Model(organs: { \"club\": Organ(under: \"y\") })");
    commit(top, "mine");
    done(top, &["checkout", "-q", "main"]);
    write(top, "models/party/organs.ron", "Model(organs: { \"cc\": Organ(under: \"z\") })");
    commit(top, "theirs");
    done(top, &["checkout", "-q", "mine"]);
    let (files, _, code) = checked(top, &[SINCE, &["main"]].concat());
    assert!(files.iter().all(|file| file.contains("club")) && !files.is_empty(), "{files:?}");
    assert_eq!(code, 1);
}

#[test]
fn a_revision_or_a_repository_that_is_not_there_is_said() {
    if !has_git() {
        return;
    }
    let folder = repository();
    for revision in ["nowhere", "--output=x"] {
        let args = ["--since".to_owned() + "=" + revision];
        let (_, err, code) = checked(folder.path(), &[&args[0]]);
        assert_eq!(code, 2);
        assert!(err.contains(&format!("has no revision `{revision}`")), "{err}");
    }
    let outside = tempfile::tempdir().unwrap();
    write(outside.path(), "club.ron", "Model()");
    let (_, err, code) = checked(outside.path(), &["club.ron", "--since", "HEAD"]);
    assert_eq!(code, 2);
    assert!(err.contains("is in no repository of git"), "{err}");
}

/// A program that watches, ended when the test is.
struct Watching {
    child: Child,
    lines: Receiver<String>,
    /// What was said and not yet awaited: two streams have no common order.
    said: Vec<String>,
}

impl Drop for Watching {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

impl Watching {
    fn start(folder: &Path, args: &[&str]) -> Watching {
        let mut child = Command::new(env!("CARGO_BIN_EXE_organigram"))
            .arg("check")
            .args(args)
            .args(["--watch", "--format", "short"])
            .current_dir(folder)
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let (said, lines) = channel();
        let streams: [Box<dyn std::io::Read + Send>; 2] =
            [Box::new(child.stdout.take().unwrap()), Box::new(child.stderr.take().unwrap())];
        for stream in streams {
            let said = said.clone();
            std::thread::spawn(move || {
                for line in BufReader::new(stream).lines().map_while(Result::ok) {
                    let _ = said.send(line);
                }
            });
        }
        Watching { child, lines, said: Vec::new() }
    }

    /// Waits for a line that has these words.
    fn awaits(&mut self, words: &str) {
        loop {
            if let Some(at) = self.said.iter().position(|line| line.contains(words)) {
                self.said.remove(at);
                return;
            }
            match self.lines.recv_timeout(Duration::from_secs(60)) {
                Ok(line) => self.said.push(line),
                Err(error) => panic!("{words}: {error}: {:#?}", self.said),
            }
        }
    }
}

#[test]
fn a_watched_model_is_checked_again_when_a_file_of_it_changes_comes_or_goes() {
    let folder = tempfile::tempdir().unwrap();
    let top = folder.path();
    write(top, "party.ron", "Model(include: [\"parts/*.ron\"])");
    write(top, "parts/a.ron", "Model(organs: { \"a\": Organ(under: \"first\") })");
    let mut watching = Watching::start(top, &["party.ron"]);
    watching.awaits("no organ has the id `first`");
    watching.awaits("watching 2 files");
    write(top, "parts/a.ron", "Model(organs: { \"a\": Organ(under: \"second\") })");
    watching.awaits("parts/a.ron changed");
    watching.awaits("no organ has the id `second`");
    watching.awaits("watching 2 files");
    write(top, "parts/b.ron", "Model(organs: { \"b\": Organ(under: \"third\") })");
    watching.awaits("no organ has the id `third`");
    watching.awaits("watching 3 files");
    std::fs::remove_file(top.join("parts/b.ron")).unwrap();
    watching.awaits("watching 2 files");
    // An editor may put another file in the place of the old one.
    write(top, "new", "Model(organs: { \"a\": Organ(under: \"fourth\") })");
    std::fs::rename(top.join("new"), top.join("parts/a.ron")).unwrap();
    watching.awaits("no organ has the id `fourth`");
}

#[test]
fn a_watched_folder_shows_models_that_are_new_in_it() {
    let folder = tempfile::tempdir().unwrap();
    let top = folder.path();
    write(top, "club.ron", "Model(organs: { \"a\": Organ(under: \"first\") })");
    let mut watching = Watching::start(top, &["."]);
    watching.awaits("no organ has the id `first`");
    watching.awaits("watching 1 file");
    write(top, "deep/er/union.ron", "Model(organs: { \"a\": Organ(under: \"second\") })");
    watching.awaits("no organ has the id `second`");
}
