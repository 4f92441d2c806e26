//! What to check when files are named: models, parts of models, charters, folders, patterns.
//!
//! Takes paths, gives the models to load, each once: those that include a part or name a charter in its place. Loads none
//! of them and never prints.

use std::path::{Path, PathBuf};

use super::{
    FileRole, Files, LoadOptions, Project, ProjectError, file_role, files_of, models_with,
};
use crate::load::{self, matching, may_include, models_in};

/// A model or a charter to check.
#[derive(Clone, PartialEq, Eq, Debug)]
#[non_exhaustive]
pub struct CheckTarget {
    /// Its entry file.
    pub entry: PathBuf,
    /// Whether it is a charter that no model names.
    pub is_charter: bool,
    /// The files that were named and are parts of it.
    pub parts: Vec<PathBuf>,
}

/// The models and charters that some paths lead to.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
#[non_exhaustive]
pub struct CheckTargets {
    /// What to check, in the order in which it was named.
    pub targets: Vec<CheckTarget>,
    /// The files that were named and are neither models nor charters.
    pub others: Vec<PathBuf>,
}

impl CheckTarget {
    /// Loads it, whatever is wrong with it.
    pub fn load(&self, files: &dyn Files, options: &LoadOptions) -> Project {
        match self.is_charter {
            true => Project::load_charter(files, &self.entry, options),
            false => Project::load_from(files, &self.entry, options),
        }
    }
}

impl CheckTargets {
    /// Keeps the models that have one of some files, which have changed. A file that is gone belongs to those whose words
    /// may have included it.
    ///
    /// ```
    /// use std::path::PathBuf;
    /// use organigram::project::{LoadOptions, Texts, check_targets};
    ///
    /// let files: Texts = [
    ///     ("club.ron", r#"Model(include: ["parts/*.ron"])"#),
    ///     ("parts/board.ron", r#"Model(organs: { "board": Organ() })"#),
    ///     ("union.ron", r#"Model(organs: { "union": Organ() })"#),
    /// ].into_iter().collect();
    /// let named = ["club.ron", "union.ron"].map(PathBuf::from);
    /// let mut found = check_targets(&files, &named, &LoadOptions::default())?;
    /// found.keep_changed(&files, &[PathBuf::from("parts/board.ron")], &LoadOptions::default());
    /// assert_eq!(found.targets.len(), 1);
    /// # Ok::<(), organigram::project::ProjectError>(())
    /// ```
    pub fn keep_changed(&mut self, files: &dyn Files, changed: &[PathBuf], options: &LoadOptions) {
        let changed: Vec<PathBuf> = changed.iter().map(|path| files.real(path)).collect();
        self.targets.retain(|target| {
            let whole = files_of(files, &target.entry, options);
            changed.iter().any(|path| {
                whole.contains(path)
                    || !files.exists(path) && may_include(files, &target.entry, path)
            })
        });
        self.others.retain(|other| changed.contains(&files.real(other)));
    }
}

/// The models and charters that some paths lead to: a file that is part of a model leads to the models that include it,
/// a folder to all models below it, a pattern to what it matches.
///
/// ```
/// use std::path::PathBuf;
/// use organigram::project::{LoadOptions, Texts, check_targets};
///
/// let files: Texts = [
///     ("club.ron", r#"Model(include: ["parts/*.ron"])"#),
///     ("parts/board.ron", r#"Model(organs: { "board": Organ() })"#),
/// ].into_iter().collect();
/// let found = check_targets(&files, &[PathBuf::from("parts/board.ron")], &LoadOptions::default())?;
/// assert_eq!(found.targets[0].entry, PathBuf::from("club.ron"));
/// # Ok::<(), organigram::project::ProjectError>(())
/// ```
///
/// # Errors
/// When a folder cannot be read or has no model, or when a pattern matches nothing.
pub fn check_targets(
    files: &dyn Files,
    named: &[PathBuf],
    options: &LoadOptions,
) -> Result<CheckTargets, ProjectError> {
    let mut search = Targeting { files, options, found: CheckTargets::default() };
    for path in named {
        search.name(path, named.len() == 1)?;
    }
    Ok(search.found)
}

struct Targeting<'f> {
    files: &'f dyn Files,
    options: &'f LoadOptions,
    found: CheckTargets,
}

impl Targeting<'_> {
    fn name(&mut self, path: &Path, alone: bool) -> Result<(), ProjectError> {
        let usage = |text: String| ProjectError::Usage(text.into());
        let shown = path.display();
        match self.files.kind(path) {
            Ok(load::FileKind::Folder) => {
                let models = models_in(self.files, path, self.options).map_err(|error| {
                    usage(format!("the folder {shown} cannot be read: {error}"))
                })?;
                if models.is_empty() {
                    return Err(usage(format!("no file below the folder {shown} is a model")));
                }
                models.iter().for_each(|entry| self.entry(entry, None));
                Ok(())
            }
            Err(_) if shown.to_string().contains(['*', '?', '[', '{']) => {
                let matched = matching(self.files, &shown.to_string()).map_err(usage)?;
                if matched.is_empty() {
                    return Err(usage(format!("no file matches {shown}")));
                }
                matched.iter().for_each(|file| self.file(file, false));
                Ok(())
            }
            _ => {
                self.file(path, alone);
                Ok(())
            }
        }
    }

    /// What a file is, by its text; a model if it cannot be read, so that loading says why.
    fn role(&self, path: &Path) -> FileRole {
        let bytes = self.files.read(path, u64::from(u32::MAX) - 16).unwrap_or_default();
        std::str::from_utf8(&bytes).map_or(FileRole::Model, file_role)
    }

    fn file(&mut self, path: &Path, alone: bool) {
        if self.role(path) == FileRole::Other && !alone {
            self.found.others.push(path.to_path_buf());
            return;
        }
        let (files, options) = (self.files, self.options);
        let mut closure = |entry: &Path| match may_include(files, entry, path) {
            true => files_of(files, entry, options),
            false => Vec::new(),
        };
        let models = models_with(files, path, None, &mut closure);
        if models.is_empty() {
            self.entry(path, None);
        }
        for model in models {
            let entry = self.named(&model, path);
            self.entry(&entry, Some(path));
        }
    }

    fn entry(&mut self, entry: &Path, part: Option<&Path>) {
        let real = self.files.real(entry);
        let known =
            self.found.targets.iter().position(|known| self.files.real(&known.entry) == real);
        let at = known.unwrap_or_else(|| {
            let is_charter = self.role(entry) == FileRole::Charter;
            let target = CheckTarget { entry: entry.to_path_buf(), is_charter, parts: Vec::new() };
            self.found.targets.push(target);
            self.found.targets.len() - 1
        });
        self.found.targets[at].parts.extend(part.map(Path::to_path_buf));
    }

    /// A model that lies in a folder above a file, as whoever named the file would name it; else as those would who stand
    /// in the working folder.
    fn named(&self, model: &Path, file: &Path) -> PathBuf {
        let real = |folder: &Path| match folder.as_os_str().is_empty() {
            true => self.files.real(Path::new(".")),
            false => self.files.real(folder),
        };
        let below =
            |folder: &Path| model.strip_prefix(real(folder)).ok().map(|rest| folder.join(rest));
        let mut named = file.ancestors().skip(1).chain([Path::new("")]).filter_map(below);
        named.next().unwrap_or_else(|| model.to_path_buf())
    }
}
