//! `organigram import`: other people's tables and files as a model.

use std::io::Write;
use std::path::{Path, PathBuf};

use clap::ValueEnum;
use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser};

use super::error::{name_options, with_options};
use super::files::{self, Existing, Folders, NewFile, existing, recover, write_all};
use super::open::human;
use super::{CliError, Outcome, Terminal};
use crate::diagnostics::{github, json, short};
use crate::project::{
    DateChoice, ImportReport, ImportedModel, Mapping, OnRepeat, Precision, Serials, Strictness,
    TableImport, TableKind, TableMapping, UpdatedFile,
};

const EXAMPLES: &str = "\
Examples:
  organigram import csv units.csv --plan
  organigram import xlsx archive.xlsx -o model.ron
  organigram import csv units.csv -o model.ron; organigram check model.ron
  organigram import csv agencies.csv --column 'under=Parent agency' --dates day-first -o model.ron
  organigram import csv organs.csv people.csv tenures.csv --into model.ron
  organigram import csv --map mapping.ron --split model
  organigram import popolo parliament.json -o parliament.ron
  organigram import eac authority-records/ -o bodies.ron
";

const CSV_HELP: &str = "\
What a table contains is recognised by its name (organs.csv, people.csv, ..) and its columns; what a column
contains, by its heading, in English, German, French, Russian, Korean, Chinese or Japanese. The fields, and some of
the headings by which they are recognised:
  organs     id, kind (type), name, start (founded), end (dissolved), under (parent), replaces,
             replaced_by, first_seen (first cited date), last_seen, place, note, cite (source)
  hierarchy  id (child), under (parent), line, start, end      names      id, text (name), lang, start, end
  lineage    kind, from, into, on, how                         events     id, name, on, organs, place
  posts      id, title, organ, seats                           people     id, name, born, died
  tenures    person, post, organ, start, end, status           seats      person, organ, rank, title, start, end
  members    id, count, on                                     sources    id, title, author, published, url
Other headings: `--column FIELD=HEADING`, or a mapping file (docs/tables.md).

Examples:
  organigram import csv units.csv -o model.ron
  organigram import csv agencies.csv --column 'under=Parent agency' --dates day-first -o model.ron
  organigram import csv query.csv --column id=item --column name=itemLabel --repeated united
";

/// Turn tables and files of other programs into a model.
///
/// Every row and every cell that cannot be used is reported: rows read = rows taken + rows taken in part + rows
/// reported.
#[derive(clap::Args, Debug)]
#[command(after_help = EXAMPLES)]
pub(super) struct Args {
    #[command(subcommand)]
    what: What,
}

#[derive(clap::Subcommand, Debug)]
enum What {
    /// Tables of organs, hierarchy, names, members, lineage, events, posts, people, tenures, seats
    /// and sources: CSV, and the sheets of workbooks.
    #[command(visible_aliases = ["xlsx", "ods"])]
    Csv(Csv),
    /// A file that `export json` wrote.
    Json(Json),
    /// FollowTheMoney entities, one a line.
    Ftm(Json),
    /// EAC-CPF 1.0 or 2.0: one record, or a folder of them.
    Eac(Json),
    /// Popolo JSON: one file, or a folder with one file a class.
    Popolo(Json),
}

#[derive(clap::Args, Debug)]
#[command(after_help = CSV_HELP)]
struct Csv {
    /// The tables (.csv, .tsv, .csv.gz), workbooks (.xlsx, .ods) or folders of them; by default those that the mapping
    /// names.
    tables: Vec<PathBuf>,
    /// Only this sheet of the workbooks; may be repeated.
    #[arg(long, value_name = "NAME")]
    sheet: Vec<String>,
    /// What the columns mean: a mapping file in RON.
    #[arg(long, value_name = "FILE")]
    map: Option<PathBuf>,
    /// What the rows are, where names and columns do not show it.
    #[arg(long = "as", value_enum, value_name = "KIND", conflicts_with = "map")]
    holds: Option<TableKind>,
    /// Print what each table is taken for and which column for what, and import nothing.
    #[arg(long)]
    plan: bool,
    /// Which column a field is in, for one table: `--column under="Parent unit"`.
    #[arg(long, value_name = "FIELD=HEADING", value_parser = pair, conflicts_with = "map")]
    column: Vec<(String, String)>,
    /// How to read ambiguous dates, where the other dates of a column do not show it; may be repeated.
    #[arg(long, value_parser = date_habit(), value_name = "HOW", value_delimiter = ',', conflicts_with = "map")]
    dates: Vec<DateHabit>,
    /// Read days with this ending as the year alone: `--years 01-01`.
    #[arg(long, value_name = "MM-DD", conflicts_with = "map")]
    years: Vec<String>,
    /// What to do with a row whose id an earlier row has.
    #[arg(long, value_name = "MEANING", conflicts_with = "map")]
    repeated: Option<OnRepeat>,
    /// The encoding of the tables, if it is not UTF-8 or UTF-16: windows-1252, euc-kr, ..
    #[arg(long, value_name = "NAME", default_value = "")]
    encoding: String,
    /// How to write the rows that cannot be used, and the counts.
    #[arg(long, value_enum, default_value_t, value_name = "FORMAT")]
    format: ImportFormat,
    /// Stop at the first row that cannot be used, and write nothing.
    #[arg(long)]
    strict: bool,
    #[command(flatten)]
    target: Target,
}

/// What `--dates` decides: between two readings, or that numbers are days of a spreadsheet.
#[derive(Copy, Clone, Debug)]
enum DateHabit {
    Choice(DateChoice),
    Serials(Serials),
}

/// Takes the names of both of the library's choices.
fn date_habit() -> impl TypedValueParser<Value = DateHabit> {
    let names = possible::<DateChoice>().chain(possible::<Serials>());
    PossibleValuesParser::new(names).try_map(|name| {
        let choice = DateChoice::from_str(&name, false).map(DateHabit::Choice);
        choice.or_else(|_| Serials::from_str(&name, false).map(DateHabit::Serials))
    })
}

fn possible<T: ValueEnum + 'static>() -> impl Iterator<Item = PossibleValue> {
    T::value_variants().iter().filter_map(ValueEnum::to_possible_value)
}

/// How diagnostics are written.
#[derive(Copy, Clone, PartialEq, Eq, Debug, Default, clap::ValueEnum)]
enum ImportFormat {
    /// For people, with the cells underlined.
    #[default]
    Human,
    /// One line each.
    Short,
    /// One JSON object a line: the diagnostics, then the counts of each table.
    Json,
    /// Annotations for GitHub.
    Github,
}

fn pair(text: &str) -> Result<(String, String), String> {
    let (field, heading) =
        text.split_once('=').ok_or("write FIELD=HEADING, such as `under=Parent`")?;
    Ok((field.trim().to_owned(), heading.trim().to_owned()))
}

#[derive(clap::Args, Debug)]
struct Json {
    /// The file, or the folder.
    file: PathBuf,
    #[command(flatten)]
    target: Target,
}

/// Where the model goes.
#[derive(clap::Args, Debug)]
struct Target {
    /// The file of the model; by default standard output.
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
    /// Write a folder with one file for each kind of thing; its model.ron includes the others.
    #[arg(long, value_name = "DIR", conflicts_with = "output")]
    split: Option<PathBuf>,
    /// Add the entries to this model. Of what it has already, what changed in the tables since their last import is
    /// updated; what was changed in the model is kept and reported.
    #[arg(long, value_name = "MODEL", conflicts_with_all = ["output", "split"])]
    into: Option<PathBuf>,
    /// Replace existing files.
    #[arg(long)]
    force: bool,
}

pub(super) fn run(args: &Args, terminal: &mut Terminal) -> Result<Outcome, CliError> {
    match &args.what {
        What::Csv(args) => csv(args, terminal),
        What::Json(args) => {
            let text = files::read(&args.file)?;
            let model = ImportedModel::from_json(&args.file.display().to_string(), &text)?;
            let old = old(&args.target, terminal)?;
            write(model, &args.target, old, ImportFormat::Human, terminal)
        }
        What::Ftm(args) => {
            let text = files::read(&args.file)?;
            noted(ImportedModel::from_ftm(&args.file.display().to_string(), &text), args, terminal)
        }
        What::Eac(args) => noted(eac(&args.file)?, args, terminal),
        What::Popolo(args) => noted(popolo(&args.file)?, args, terminal),
    }
}

/// Writes a model with notes on what was left out of it.
fn noted(model: ImportedModel, args: &Json, terminal: &mut Terminal) -> Result<Outcome, CliError> {
    model.notes.iter().for_each(|note| terminal.note(note));
    let outcome = if model.notes.is_empty() { Outcome::Fine } else { Outcome::Diagnostics };
    let old = old(&args.target, terminal)?;
    let written = write(model, &args.target, old, ImportFormat::Human, terminal)?;
    Ok(if matches!(outcome, Outcome::Fine) { written } else { outcome })
}

fn csv(args: &Csv, terminal: &mut Terminal) -> Result<Outcome, CliError> {
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
    print_report(&imported.report, &tables, args.format, terminal)?;
    if imported.report.stopped {
        return Err(CliError::Usage("stopped at the first row that cannot be used".to_owned()));
    }
    let written = write(imported, &args.target, old, args.format, terminal)?;
    Ok(if reported > 0 { Outcome::Diagnostics } else { written })
}

/// The mapping that the arguments give.
fn said(args: &Csv, files: &[PathBuf]) -> Mapping {
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
        columns: args.column.iter().cloned().collect(),
        repeated,
        ..TableMapping::default()
    };
    mapping.tables = files.iter().map(table).collect();
    mapping
}

/// The tables that were named, those in the folders that were named, or those of the mapping.
fn table_files(args: &Csv, mapping: &Mapping) -> Result<Vec<PathBuf>, CliError> {
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

/// The files of a folder with one of some endings, by name.
fn folder(path: &Path, endings: &[&str]) -> Result<Vec<PathBuf>, CliError> {
    let entries = std::fs::read_dir(path).map_err(CliError::file(path))?;
    let paths = entries.map(|entry| entry.map(|entry| entry.path())).collect::<Result<Vec<_>, _>>();
    let mut paths = paths.map_err(CliError::file(path))?;
    let wanted = |path: &PathBuf| {
        let name = path.to_string_lossy().to_lowercase();
        endings.iter().any(|ending| name.ends_with(ending))
    };
    paths.retain(wanted);
    paths.sort();
    Ok(paths)
}

/// The model that takes the import, read once: it is replaced only if it is still the same at the end.
struct Old {
    path: PathBuf,
    text: String,
    /// What imports into it made the last time.
    memory: Option<String>,
}

fn old(target: &Target, terminal: &mut Terminal) -> Result<Option<Old>, CliError> {
    let Some(path) = &target.into else { return Ok(None) };
    recover(path, terminal);
    let memory = memory_path(path);
    let memory = if memory.exists() { Some(files::read(&memory)?) } else { None };
    Ok(Some(Old { path: path.clone(), text: files::read(path)?, memory }))
}

/// Where what an import made is remembered for the next one.
fn memory_path(model: &Path) -> PathBuf {
    let mut name = model.as_os_str().to_owned();
    name.push(".imported");
    name.into()
}

/// Prints the rows that could not be used and the counts, beside the model.
fn print_report(
    report: &ImportReport,
    tables: &TableImport,
    format: ImportFormat,
    terminal: &mut Terminal,
) -> Result<(), CliError> {
    const SHOWN: usize = 20;
    let (err, sources) = (&mut terminal.err, tables.texts());
    let all = &report.diagnostics;
    let shown = if format == ImportFormat::Human { all.len().min(SHOWN) } else { all.len() };
    match format {
        ImportFormat::Human => {
            let human = human(terminal.color_err);
            for diagnostic in &all[..shown] {
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
    let more = all.len() + report.more - shown;
    if more > 0 {
        writeln!(err, "and {more} more problems\n")?;
    }
    for counts in &report.tables {
        writeln!(err, "{counts}")?;
    }
    for (file, why) in &report.unknown {
        writeln!(err, "not imported: {file}: {}", with_options(why))?;
    }
    Ok(report.notes.iter().try_for_each(|note| writeln!(err, "note: {note}"))?)
}

fn write(
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
fn update(
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

/// One record of EAC-CPF, or a folder of them.
fn eac(path: &Path) -> Result<ImportedModel, CliError> {
    let files = if path.is_dir() { folder(path, &[".xml"])? } else { vec![path.to_owned()] };
    let mut documents = Vec::new();
    for file in files {
        documents.push((file.display().to_string(), files::read(&file)?));
    }
    Ok(ImportedModel::from_eac(&path.display().to_string(), &documents)?)
}

/// One Popolo file, or a folder with one a class.
fn popolo(path: &Path) -> Result<ImportedModel, CliError> {
    let files = if path.is_dir() { folder(path, &[".json"])? } else { vec![path.to_owned()] };
    let mut texts = Vec::new();
    for file in files {
        let class = file.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        texts.push((class, files::read(&file)?));
    }
    Ok(ImportedModel::from_popolo(&path.display().to_string(), &texts)?)
}
