//! Which files git knows to have changed. Takes a revision and folders, asks the program `git`, gives paths. Changes
//! nothing and reads no model.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use super::CliError;
use super::git_program::git;

/// The files that differ from a revision, or are new, in the repositories in which some folders lie. Compared is the place
/// at which the present branch left that revision, so that only its own changes count.
///
/// # Errors
/// When git cannot be run, a folder is in no repository, or a repository has no such revision.
pub(super) fn since<'f>(
    revision: &str,
    folders: impl Iterator<Item = &'f Path>,
) -> Result<Vec<PathBuf>, CliError> {
    let here = |folder: &'f Path| match folder.as_os_str().is_empty() {
        true => Path::new("."),
        false => folder,
    };
    let mut tops = BTreeSet::new();
    for folder in folders.map(here).collect::<BTreeSet<_>>() {
        let top = git(folder, &["rev-parse", "--show-toplevel"])?.ok_or_else(|| {
            let folder = folder.display();
            CliError::Usage(format!("the folder {folder} is in no repository of git"))
        })?;
        tops.insert(PathBuf::from(top.trim_end_matches(['\n', '\r'])));
    }
    let mut changed = Vec::new();
    for top in tops {
        let names = names(&top, revision)?;
        changed.extend(names.iter().map(|name| top.join(name)));
    }
    Ok(changed)
}

/// The names of the changed files of a repository, from its top on.
fn names(top: &Path, revision: &str) -> Result<Vec<String>, CliError> {
    let commit = format!("{revision}^{{commit}}");
    let commit = git(top, &["rev-parse", "--verify", "--quiet", "--end-of-options", &commit])?
        .ok_or_else(|| {
            let top = top.display();
            CliError::Usage(format!("the repository {top} has no revision `{revision}`"))
        })?;
    let commit = commit.trim();
    // Histories that share nothing have no such place.
    let base = git(top, &["merge-base", commit, "HEAD"])?;
    let base = base.as_deref().unwrap_or(commit).trim();
    let differ = ["diff", "--name-only", "--no-renames", "-z", base, "--"];
    let new = ["ls-files", "--others", "--exclude-standard", "-z"];
    let mut names = Vec::new();
    for command in [&differ[..], &new[..]] {
        let listed = git(top, command)?.ok_or_else(|| {
            CliError::Usage(format!("`git {}` failed in {}", command.join(" "), top.display()))
        })?;
        let listed = listed.split('\0').filter(|name| !name.is_empty());
        names.extend(listed.map(str::to_owned));
    }
    Ok(names)
}
