//! Tables into a model: what the arguments say of them, and what came of their rows. Takes arguments, asks the front
//! door, prints its report; decides nothing about a cell.

use std::io::Write;
use std::path::{Path, PathBuf};

use super::args::{Csv, DateHabit, ImportFormat};
use super::folders::folder;
use super::target::{Old, old, write};
use crate::cli::error::{name_options, with_options};
use crate::cli::files::{self, Folders, NewFile, existing, write_all};
use crate::cli::open::human;
use crate::cli::{CliError, Outcome, Terminal};
use crate::diagnostics::{github, json, short};
use crate::project::{ImportReport, Mapping, Precision, Strictness, TableImport, TableMapping};

pub(super) fn csv(args: &Csv, terminal: &mut Terminal) -> Result<Outcome, CliError> {
    let mut mapping = match &args.map {
        Some(path) => Mapping::read(&files::read(path)?)
            .map_err(|error| CliError::Usage(format!("{}: {error}", path.display())))?,
        None => Mapping::default(),
    };
    let files = table_files(args, &mapping)?;
    if args.map.is_none() {
        if !args.column.is_empty() && files.len() > 1 {
            let message =
                "`--column` applies to one table: import them one by one, or write a mapping";
            return Err(CliError::Usage(message.to_owned()));
        }
        mapping = said(args, &files);
    }
    let mut tables = TableImport::new(mapping);
    tables.strictness = if args.strict { Strictness::Strict } else { Strictness::Lenient };
    tables.sheets.clone_from(&args.sheet);
    tables.most = args.most.map(|most| most.max(shown(args)));
    for path in &files {
        tables.open(path, &args.encoding)?;
    }
    if args.plan {
        let plan = tables.plan()?;
        write!(terminal.out, "{plan}")?;
        for (file, why) in &plan.unknown {
            writeln!(terminal.out, "{file}: {}", with_options(why))?;
        }
        return Ok(if plan.unknown.is_empty() { Outcome::Fine } else { Outcome::Diagnostics });
    }
    let old = old(&args.target, terminal)?;
    if let Some(Old { path, text, memory }) = &old {
        tables.into_model(&path.display().to_string(), text)?;
        memory.iter().try_for_each(|memory| tables.remember(memory))?;
    }
    if terminal.is_watched() && args.format == ImportFormat::Human {
        write!(terminal.err, "{}", tables.plan()?)?;
    }
    let mut imported = tables.import()?;
    name_options(&mut imported.report.diagnostics);
    let reported = imported.report.reported() + imported.report.unknown.len();
    print_report(&imported.report, &tables, args, terminal)?;
    let report = reported_files(args, &imported.report);
    if imported.report.stopped {
        return Err(CliError::Usage("stopped at the first row that cannot be used".to_owned()));
    }
    let rows = report.iter().map(|(file, path)| {
        NewFile::new(path, existing(args.target.force), |out| tables.write_reported(file, out))
    });
    write_all(&rows.collect::<Vec<_>>(), Folders::Created)?;
    let written = write(imported, &args.target, old, args.format, terminal)?;
    Ok(if reported > 0 { Outcome::Diagnostics } else { written })
}

/// The mapping that the arguments give.
pub(super) fn said(args: &Csv, files: &[PathBuf]) -> Mapping {
    let mut mapping = Mapping::default();
    for habit in &args.dates {
        match *habit {
            DateHabit::Choice(choice) => mapping.dates.choices.push(choice),
            DateHabit::Serials(serials) => mapping.dates.serials = Some(serials),
        }
    }
    let coarser = args.years.iter().map(|day| (format!("-{day}"), Precision::Year));
    mapping.dates.coarser = coarser.collect();
    let repeated = args.repeated.unwrap_or_default();
    let table = |path: &PathBuf| TableMapping {
        file: path.display().to_string(),
        holds: args.holds,
        from: args.from,
        columns: args.column.iter().cloned().collect(),
        repeated,
        ..TableMapping::default()
    };
    mapping.tables = files.iter().map(table).collect();
    mapping
}

/// The tables that were named, those in the folders that were named, or those of the mapping.
pub(super) fn table_files(args: &Csv, mapping: &Mapping) -> Result<Vec<PathBuf>, CliError> {
    if args.tables.is_empty() {
        let beside = args.map.as_deref().and_then(Path::parent).unwrap_or(Path::new(""));
        let mut files: Vec<PathBuf> = Vec::new();
        for table in &mapping.tables {
            let path = beside.join(&table.file);
            if !files.contains(&path) {
                files.push(path);
            }
        }
        if files.is_empty() {
            return Err(CliError::Usage("name the tables, or a mapping that names them".into()));
        }
        return Ok(files);
    }
    let mut files = Vec::new();
    for path in &args.tables {
        if path.is_dir() {
            files.extend(folder(
                path,
                &[".csv", ".tsv", ".csv.gz", ".tsv.gz", ".xlsx", ".xlsm", ".ods"],
            )?);
        } else {
            files.push(path.clone());
        }
    }
    Ok(files)
}

/// How many problems are shown: few to people, all that are kept to programs.
fn shown(args: &Csv) -> usize {
    args.most.unwrap_or(match args.format {
        ImportFormat::Human => 20,
        _ => usize::MAX,
    })
}

/// The files with rows that cannot be used, and where those rows go: of several files, a file for each beside the one
/// that is named.
fn reported_files(args: &Csv, report: &ImportReport) -> Vec<(String, PathBuf)> {
    let Some(path) = &args.report else { return Vec::new() };
    let mut files: Vec<&str> = Vec::new();
    for counts in report.tables.iter().filter(|counts| counts.reported + counts.partly > 0) {
        if !files.contains(&counts.file.as_str()) {
            files.push(&counts.file);
        }
    }
    let named = |file: &&str| {
        let is_kept = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_');
        let last = file.rsplit(['/', '\\']).next().unwrap_or(file).trim_end_matches(".csv");
        let last: String = last.chars().map(|c| if is_kept(c) { c } else { '-' }).collect();
        let stem = path.file_stem().unwrap_or_default().to_string_lossy();
        ((*file).to_owned(), path.with_file_name(format!("{stem}-{last}.csv")))
    };
    match files.as_slice() {
        [one] => vec![((*one).to_owned(), path.clone())],
        several => several.iter().map(named).collect(),
    }
}

/// Prints the rows that could not be used and the counts, beside the model.
pub(super) fn print_report(
    report: &ImportReport,
    tables: &TableImport,
    args: &Csv,
    terminal: &mut Terminal,
) -> Result<(), CliError> {
    let (err, sources) = (&mut terminal.err, tables.texts());
    let all = &report.diagnostics[..report.diagnostics.len().min(shown(args))];
    match args.format {
        ImportFormat::Human => {
            let human = human(terminal.color_err);
            for diagnostic in all {
                writeln!(err, "{}", human.one(diagnostic, sources))?;
            }
        }
        ImportFormat::Short => short::write(err, all, sources)?,
        ImportFormat::Github => github::write(err, all, sources)?,
        ImportFormat::Json => {
            json::write(err, all, sources)?;
            for counts in &report.tables {
                writeln!(err, "{}", counts.to_json())?;
            }
            for line in report.notes_json() {
                writeln!(err, "{line}")?;
            }
            return Ok(());
        }
    }
    let more = report.reported() - all.len();
    if more > 0 {
        let how = "`--most N` shows more, `--report FILE` writes all of their rows";
        writeln!(err, "and {more} more problems: {how}\n")?;
    }
    for line in report.lines() {
        writeln!(err, "{line}")?;
    }
    for (file, why) in &report.unknown {
        writeln!(err, "not imported: {file}: {}", with_options(why))?;
    }
    Ok(report.notes.iter().try_for_each(|note| writeln!(err, "note: {note}"))?)
}
