//! What can be said to `organigram import`. Takes the command line, gives options; reads no file.

use std::path::PathBuf;

use clap::ValueEnum;
use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser};

use crate::project::{DateChoice, OnRepeat, ReadyMapping, Serials, TableKind};

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
  organigram import wikidata Q42.json -o people.ron
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
  organigram import csv senior-posts.csv --from uk-organogram -o department.ron
  organigram import csv units.csv --into model.ron --report to-be-fixed.csv
";

/// Turn tables and files of other programs into a model.
///
/// Every row and every cell that cannot be used is reported: rows read = rows taken + rows taken in part + rows
/// reported.
#[derive(clap::Args, Debug)]
#[command(after_help = EXAMPLES)]
pub(in crate::cli) struct Args {
    #[command(subcommand)]
    pub(super) what: What,
}

#[derive(clap::Subcommand, Debug)]
pub(super) enum What {
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
    /// Wikidata: entities as JSON, one file or a folder of them, and results of the query service as JSON or CSV.
    Wikidata(Json),
    /// Popolo JSON: one file, or a folder with one file a class.
    Popolo(Json),
}

#[derive(clap::Args, Clone, Debug, Default)]
#[command(after_help = CSV_HELP)]
pub(super) struct Csv {
    /// The tables (.csv, .tsv, .csv.gz), workbooks (.xlsx, .ods) or folders of them; by default those that the mapping
    /// names.
    pub(super) tables: Vec<PathBuf>,
    /// Only this sheet of the workbooks; may be repeated.
    #[arg(long, value_name = "NAME")]
    pub(super) sheet: Vec<String>,
    /// What the columns mean: a mapping file in RON.
    #[arg(long, value_name = "FILE")]
    pub(super) map: Option<PathBuf>,
    /// Which well-known file it is, where its headings do not show it.
    #[arg(long, value_enum, value_name = "NAME", conflicts_with_all = ["map", "column", "holds"])]
    pub(super) from: Option<ReadyMapping>,
    /// What the rows are, where names and columns do not show it.
    #[arg(long = "as", value_enum, value_name = "KIND", conflicts_with = "map")]
    pub(super) holds: Option<TableKind>,
    /// Print what each table is taken for and which column for what, and import nothing.
    #[arg(long)]
    pub(super) plan: bool,
    /// Which column a field is in, for one table: `--column under="Parent unit"`.
    #[arg(long, value_name = "FIELD=HEADING", value_parser = pair, conflicts_with = "map")]
    pub(super) column: Vec<(String, String)>,
    /// How to read ambiguous dates, where the other dates of a column do not show it; may be repeated.
    #[arg(long, value_parser = date_habit(), value_name = "HOW", value_delimiter = ',', conflicts_with = "map")]
    pub(super) dates: Vec<DateHabit>,
    /// Read days with this ending as the year alone: `--years 01-01`.
    #[arg(long, value_name = "MM-DD", conflicts_with = "map")]
    pub(super) years: Vec<String>,
    /// What to do with a row whose id an earlier row has.
    #[arg(long, value_name = "MEANING", conflicts_with = "map")]
    pub(super) repeated: Option<OnRepeat>,
    /// The encoding of the tables, if it is not UTF-8 or UTF-16: windows-1252, euc-kr, ..
    #[arg(long, value_name = "NAME", default_value = "")]
    pub(super) encoding: String,
    /// How to write the rows that cannot be used, and the counts.
    #[arg(long, value_enum, default_value_t, value_name = "FORMAT")]
    pub(super) format: ImportFormat,
    /// How many of the problems are shown.
    #[arg(long, value_name = "N")]
    pub(super) most: Option<usize>,
    /// Write all rows that cannot be used as they are, with what is wrong in a last column, to be put right and imported
    /// again; of several files, one for each.
    #[arg(long, value_name = "FILE")]
    pub(super) report: Option<PathBuf>,
    /// Stop at the first row that cannot be used, and write nothing.
    #[arg(long)]
    pub(super) strict: bool,
    #[command(flatten)]
    pub(super) target: Target,
}

/// What `--dates` decides: between two readings, or that numbers are days of a spreadsheet.
#[derive(Copy, Clone, Debug)]
pub(super) enum DateHabit {
    Choice(DateChoice),
    Serials(Serials),
}

/// Takes the names of both of the library's choices.
pub(super) fn date_habit() -> impl TypedValueParser<Value = DateHabit> {
    let names = possible::<DateChoice>().chain(possible::<Serials>());
    PossibleValuesParser::new(names).try_map(|name| {
        let choice = DateChoice::from_str(&name, false).map(DateHabit::Choice);
        choice.or_else(|_| Serials::from_str(&name, false).map(DateHabit::Serials))
    })
}

pub(super) fn possible<T: ValueEnum + 'static>() -> impl Iterator<Item = PossibleValue> {
    T::value_variants().iter().filter_map(ValueEnum::to_possible_value)
}

/// How diagnostics are written.
#[derive(Copy, Clone, PartialEq, Eq, Debug, Default, clap::ValueEnum)]
pub(super) enum ImportFormat {
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

pub(super) fn pair(text: &str) -> Result<(String, String), String> {
    let (field, heading) =
        text.split_once('=').ok_or("write FIELD=HEADING, such as `under=Parent`")?;
    Ok((field.trim().to_owned(), heading.trim().to_owned()))
}

#[derive(clap::Args, Debug)]
pub(super) struct Json {
    /// The file, or the folder.
    pub(super) file: PathBuf,
    #[command(flatten)]
    pub(super) target: Target,
}

/// Where the model goes.
#[derive(clap::Args, Clone, Debug, Default)]
pub(super) struct Target {
    /// The file of the model; by default standard output.
    #[arg(short, long, value_name = "FILE")]
    pub(super) output: Option<PathBuf>,
    /// Write a folder with one file for each kind of thing; its model.ron includes the others.
    #[arg(long, value_name = "DIR", conflicts_with = "output")]
    pub(super) split: Option<PathBuf>,
    /// Add the entries to this model. Of what it has already, what changed in the tables since their last import is
    /// updated; what was changed in the model is kept and reported.
    #[arg(long, value_name = "MODEL", conflicts_with_all = ["output", "split"])]
    pub(super) into: Option<PathBuf>,
    /// Replace existing files.
    #[arg(long)]
    pub(super) force: bool,
}
