//! `organigram export`: a model in the formats of others.

use std::collections::BTreeSet;
use std::io::Write;
use std::path::PathBuf;

use super::open::{open, write_file};
use super::{CliError, ModelArgs, Outcome, SliceArgs, Terminal};
use crate::atomic_write::{Existing, Folders, NewFile, write_files};
use crate::exchange;
use crate::graph::{NodeIx, OrgGraph};
use crate::load;
use crate::model::{CharterRef, Model, OneOrMany};
use crate::query::{Sort, ask};

/// Write a model, or the part of it that held on a date, in another format.
#[derive(clap::Args, Debug)]
pub(super) struct Args {
    /// The format. csv, json and ron lose nothing; `import` reads them back.
    #[arg(value_enum)]
    format: To,
    #[command(flatten)]
    model: ModelArgs,
    /// The file, for csv the folder; standard output where it is not said.
    #[arg(short, long, value_name = "PATH")]
    output: Option<PathBuf>,
    /// Only the organs that this expression finds, and what stands between them and in them.
    #[arg(long, value_name = "EXPR")]
    query: Option<String>,
    /// Replace files that are there already.
    #[arg(long)]
    force: bool,
    #[command(flatten)]
    slice: SliceArgs,
}

#[derive(Copy, Clone, PartialEq, Eq, Debug, clap::ValueEnum)]
enum To {
    /// Tables, one a kind of thing, in a folder.
    Csv,
    /// One document.
    Json,
    /// A network for yEd, Cytoscape, networkx.
    Graphml,
    /// A network in time for Gephi.
    Gexf,
    /// A network for Graphviz.
    Dot,
    /// One model file without includes.
    Ron,
    /// Persons, organizations, memberships, posts and events as Popolo JSON.
    Popolo,
}

pub(super) fn run(args: &Args, terminal: &mut Terminal) -> Result<Outcome, CliError> {
    let graph = open(&args.model, terminal)?;
    let slice = args.slice.slice(&graph)?;
    let (model, _) = load::model(graph.texts());
    let charter = graph.charter().map(|charter| CharterRef::Inline(Box::new(charter.clone())));
    // What was included is here, so that the result stands alone.
    let whole = Model { include: OneOrMany::None, charter: charter.unwrap_or_default(), ..model };
    let asked =
        args.slice.as_of.is_some() || !slice.perspective().is_all() || !args.slice.line.is_empty();
    let model = if asked { exchange::select(whole, &slice) } else { whole };
    let model = match &args.query {
        Some(expr) => {
            let found = organs(&graph, expr, args)?;
            exchange::select_organs(model, |id| {
                graph.node(id).is_some_and(|node| found.contains(&node))
            })
        }
        None => model,
    };
    let text = match args.format {
        To::Csv => return tables(&model, args, terminal),
        To::Json => exchange::to_json(&model),
        To::Graphml => exchange::to_graphml(&model),
        To::Gexf => exchange::to_gexf(&model),
        To::Dot => exchange::to_dot(&model),
        To::Ron => exchange::Ron::of(model).to_text(),
        To::Popolo => {
            let (text, unsaid) = exchange::to_popolo(&model);
            unsaid.iter().for_each(|what| terminal.note(&format!("left out: {what}")));
            text
        }
    };
    match &args.output {
        Some(path) => store(&[(path.clone(), text)], args)?,
        None => write_file("-".as_ref(), text.as_bytes(), terminal)?,
    }
    Ok(Outcome::Fine)
}

/// The organs that an expression finds.
fn organs(graph: &OrgGraph, expr: &str, args: &Args) -> Result<BTreeSet<NodeIx>, CliError> {
    let context = args.slice.context(graph)?;
    let answers = ask(graph, expr, &context).map_err(|error| CliError::Query(error.show(expr)))?;
    if answers.sort != Sort::Organs {
        let found = answers.sort.word();
        return Err(CliError::Usage(format!("`{expr}` finds {found}; an export begins at organs")));
    }
    Ok(answers.rows.iter().map(|row| NodeIx(row.number)).collect())
}

fn tables(model: &Model<'_>, args: &Args, terminal: &mut Terminal) -> Result<Outcome, CliError> {
    let tables = exchange::to_csv(model);
    match &args.output {
        Some(folder) => {
            let files = tables.into_iter().map(|(name, text)| (folder.join(name), text));
            store(&files.collect::<Vec<_>>(), args)?;
        }
        None => {
            return Err(CliError::Usage(
                "csv is several tables: name a folder with `--output`".into(),
            ));
        }
    }
    terminal.out.flush()?;
    Ok(Outcome::Fine)
}

fn store(files: &[(PathBuf, String)], args: &Args) -> Result<(), CliError> {
    let existing = if args.force { Existing::Replaced } else { Existing::Kept };
    let files = files.iter().map(|(path, text)| NewFile::of(path, existing, text.as_bytes()));
    Ok(write_files(&files.collect::<Vec<_>>(), Folders::Created)?)
}
