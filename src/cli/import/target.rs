//! Where an imported model goes: a new file, a folder, or a model that is there.

use std::io::Write;
use std::path::{Path, PathBuf};

use super::args::{ImportFormat, Target};
use crate::cli::files::{self, Existing, Folders, NewFile, existing, recover, write_all};
use crate::cli::{CliError, Outcome, Terminal};
use crate::project::{ImportedModel, UpdatedFile};

/// The model that takes the import, read once: it is replaced only if it is still the same at the end.
pub(super) struct Old {
    pub(super) path: PathBuf,
    pub(super) text: String,
    /// What imports into it made the last time.
    pub(super) memory: Option<String>,
}

pub(super) fn old(target: &Target, terminal: &mut Terminal) -> Result<Option<Old>, CliError> {
    let Some(path) = &target.into else { return Ok(None) };
    recover(path, terminal);
    let memory = memory_path(path);
    let memory = if memory.exists() { Some(files::read(&memory)?) } else { None };
    Ok(Some(Old { path: path.clone(), text: files::read(path)?, memory }))
}

/// Where what an import made is remembered for the next one.
pub(super) fn memory_path(model: &Path) -> PathBuf {
    let mut name = model.as_os_str().to_owned();
    name.push(".imported");
    name.into()
}

pub(super) fn write(
    model: ImportedModel,
    target: &Target,
    old: Option<Old>,
    format: ImportFormat,
    terminal: &mut Terminal,
) -> Result<Outcome, CliError> {
    let existing = existing(target.force);
    if let Some(old) = &old {
        return update(model, old, format, terminal);
    }
    if let Some(folder) = &target.split {
        let memory = model.memory()?;
        let files = model.to_files("model.ron");
        let files = files
            .iter()
            .map(|(name, text)| NewFile::of(folder.join(name), existing, text.as_bytes()));
        let remembered = memory_path(&folder.join("model.ron"));
        let memory = NewFile::of(remembered, Existing::Replaced, memory.as_bytes());
        write_all(&files.chain([memory]).collect::<Vec<_>>(), Folders::Created)?;
        return Ok(Outcome::Fine);
    }
    let Some(path) = &target.output else {
        model.write(&mut terminal.out)?;
        return Ok(Outcome::Fine);
    };
    terminal.out.flush()?;
    let file = NewFile::new(path, existing, |out| model.write(out));
    // Beside a device or a pipe nothing is remembered.
    let is_special = path.metadata().is_ok_and(|known| !known.is_file());
    if is_special || path.as_os_str() == "-" {
        write_all(&[file], Folders::Created)?;
        return Ok(Outcome::Fine);
    }
    let memory = model.memory()?;
    let memory = NewFile::of(memory_path(path), Existing::Replaced, memory.as_bytes());
    write_all(&[file, memory], Folders::Created)?;
    Ok(Outcome::Fine)
}

/// Puts what was imported into a model, and says what came of what was there.
pub(super) fn update(
    model: ImportedModel,
    old: &Old,
    format: ImportFormat,
    terminal: &mut Terminal,
) -> Result<Outcome, CliError> {
    let updated =
        model.update(&old.path.display().to_string(), &old.text, old.memory.as_deref())?;
    let file = |file: &UpdatedFile| {
        (file.path.clone(), file.old.clone().into_bytes(), file.new.clone().into_bytes())
    };
    let changed: Vec<_> = updated.files.iter().map(file).collect();
    let mut files: Vec<NewFile<'_>> = changed
        .iter()
        .map(|(path, old, new)| NewFile::of(path, Existing::Unchanged(old), new))
        .collect();
    let remembered = match &old.memory {
        Some(memory) => Existing::Unchanged(memory.as_bytes()),
        // Whoever made one in between has changed the model too, which is found above.
        None => Existing::Replaced,
    };
    files.push(NewFile::of(memory_path(&old.path), remembered, updated.memory.as_bytes()));
    write_all(&files, Folders::MustExist)?;
    let report = &updated.report;
    match format {
        ImportFormat::Json => writeln!(terminal.err, "{}", report.to_json())?,
        _ if report.is_plain() => {}
        _ => {
            let name = old.path.display();
            let lines = report.lines();
            let (first, rest) =
                lines.split_first().map_or(("", &[][..]), |(first, rest)| (first, rest));
            writeln!(terminal.err, "{name}: {first}")?;
            rest.iter().try_for_each(|line| writeln!(terminal.err, "  {line}"))?;
        }
    }
    Ok(if report.open() > 0 { Outcome::Diagnostics } else { Outcome::Fine })
}
