//! `organigram render`: pictures of a model.

mod file;

use std::io::Write;
use std::path::{Path, PathBuf};

use clap_complete::engine::ArgValueCompleter;
use indexmap::IndexMap;

use self::file::{FileArgs, Form};
use super::open::{find, open, write_file};
use super::terminal::{bold, dim};
use super::{Failure, ModelArgs, Outcome, SliceArgs, Terminal};
use crate::graph::{Class, OrgGraph};
use crate::model::{Show, ViewForm, ViewSpec};
use crate::query::{self, Runs, Sorts};
use crate::view::{HierarchyView, LineageView, Pick, Posts, Scope, View};

/// Draw a model: an org chart at a date, or what grew out of what.
///
/// VIEW is a picture that the model names; options add to it. Without -o or --all, the pictures that can
/// be drawn are listed.
#[derive(clap::Args, Debug)]
#[command(after_help = EXAMPLES)]
pub(super) struct Args {
    #[command(flatten)]
    model: ModelArgs,
    /// A view that the model names.
    name: Option<String>,
    /// What sort of picture to draw.
    #[arg(long, value_enum, value_name = "SORT", conflicts_with = "name")]
    view: Option<Sort>,
    /// The organs to begin at, by id or name; may be repeated.
    #[arg(long, value_name = "ORGAN")]
    root: Vec<String>,
    /// How many levels below the roots, or steps away from them.
    #[arg(long, value_name = "LEVELS")]
    depth: Option<u32>,
    /// Show only what an expression of the query language finds; may be repeated.
    #[arg(long, value_name = "EXPR", add = ArgValueCompleter::new(super::complete::expressions))]
    only: Vec<String>,
    /// Stress what an expression of the query language finds; may be repeated.
    #[arg(long, value_name = "EXPR", add = ArgValueCompleter::new(super::complete::expressions))]
    highlight: Vec<String>,
    /// Write each organ's posts and their holders into its box.
    #[arg(long)]
    posts: bool,
    /// The file to write; `-` is standard output.
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
    /// Write every view that the model names into this folder, as SVG and as DOT.
    #[arg(long, value_name = "FOLDER", conflicts_with_all = ["output", "name", "view", "format"])]
    all: Option<PathBuf>,
    #[command(flatten)]
    file: FileArgs,
    #[command(flatten)]
    slice: SliceArgs,
}

const EXAMPLES: &str = "\
Examples:
  organigram render models/wpk.ron                                  list what can be drawn
  organigram render models/wpk.ron centre-2013 -o centre.svg        a view that the model names
  organigram render models/wpk.ron --as-of 2013-01-28 --root wpk -o wpk.svg
  organigram render models/wpk.ron --view lineage --root wpk -o origins.svg
  organigram render models/wpk.ron everyone-2013 --only 'under(wpk)' --highlight 'disputed()' -o wpk.svg
  organigram render models/wpk.ron origins -o origins.pdf --theme print --paper a4
  organigram render models/wpk.ron everyone-2013 -o party.html      to pan, zoom and search
  organigram render models/wpk.ron --all output                     every named view
";

/// A sort of picture.
#[derive(Copy, Clone, PartialEq, Eq, Debug, Default, clap::ValueEnum)]
enum Sort {
    /// The organs under their superiors.
    #[default]
    Hierarchy,
    /// What grew out of what, along time.
    Lineage,
}

impl Sort {
    /// The sorts of things that the picture is of.
    fn shows(self) -> Sorts {
        match self {
            Sort::Hierarchy | Sort::Lineage => query::Sort::Organs.into(),
        }
    }
}

pub(super) fn run(args: &Args, terminal: &mut Terminal) -> Result<Outcome, Failure> {
    let graph = open(&args.model, terminal)?;
    if let Some(folder) = &args.all {
        return all(args, &graph, folder, terminal);
    }
    let Some(path) = &args.output else {
        return list(args, &graph, terminal);
    };
    let form = args.file.form(path)?;
    let plan = match &args.name {
        Some(name) => named(&graph, name)?,
        None => Plan { sort: args.view.unwrap_or_default(), ..Plan::default() },
    };
    let view = plan.with(args).view(&graph)?;
    if is_empty(&view) {
        terminal.note(&format!("nothing to draw: {}", view.caption().subtitle));
        return Ok(Outcome::Findings);
    }
    write_file(path, &args.file.picture(&view, form)?, terminal)?;
    Ok(Outcome::Fine)
}

/// What to draw, by names.
#[derive(Clone, Debug, Default)]
struct Plan {
    sort: Sort,
    title: String,
    note: String,
    root: Vec<String>,
    depth: Option<u32>,
    only: Vec<String>,
    highlight: Vec<String>,
    posts: Posts,
    slice: SliceArgs,
}

impl Plan {
    fn of(form: ViewForm, spec: &ViewSpec<'_>) -> Plan {
        let text = |text: &str| (!text.is_empty()).then(|| text.to_owned());
        let texts =
            |texts: &[crate::model::Text<'_>]| texts.iter().map(|t| t.to_string()).collect();
        Plan {
            sort: match form {
                ViewForm::Hierarchy => Sort::Hierarchy,
                ViewForm::Lineage => Sort::Lineage,
            },
            title: spec.title.to_string(),
            note: spec.note.to_string(),
            root: texts(&spec.root),
            depth: (spec.depth > 0).then_some(spec.depth),
            only: texts(&spec.only),
            highlight: texts(&spec.highlight),
            posts: if spec.posts { Posts::InBoxes } else { Posts::LeftOut },
            slice: SliceArgs {
                as_of: text(&spec.as_of),
                according_to: texts(&spec.according_to),
                without: texts(&spec.without),
                known_by: text(&spec.known_by),
                modality: spec.modality.to_vec(),
                certain: spec.show == Show::Certain,
                possible: spec.show == Show::Possible,
                line: texts(&spec.line),
            },
        }
    }

    /// The plan with what the command line says instead.
    fn with(mut self, args: &Args) -> Plan {
        let instead = |own: &mut Vec<String>, other: &[String]| {
            if !other.is_empty() {
                other.clone_into(own);
            }
        };
        instead(&mut self.root, &args.root);
        instead(&mut self.only, &args.only);
        instead(&mut self.highlight, &args.highlight);
        instead(&mut self.slice.according_to, &args.slice.according_to);
        instead(&mut self.slice.without, &args.slice.without);
        instead(&mut self.slice.line, &args.slice.line);
        if !args.slice.modality.is_empty() {
            self.slice.modality.clone_from(&args.slice.modality);
        }
        self.depth = args.depth.or(self.depth);
        if args.posts {
            self.posts = Posts::InBoxes;
        }
        self.slice.as_of = args.slice.as_of.clone().or(self.slice.as_of);
        self.slice.known_by = args.slice.known_by.clone().or(self.slice.known_by);
        if args.slice.certain || args.slice.possible {
            (self.slice.certain, self.slice.possible) = (args.slice.certain, args.slice.possible);
        }
        self
    }

    fn view(&self, graph: &OrgGraph) -> Result<View, Failure> {
        let slice = self.slice.slice(graph)?;
        let find = |root: &String| find(graph, root, "organ", &[Class::Organ]);
        let scope = Scope {
            title: self.title.clone(),
            roots: self.root.iter().map(find).collect::<Result<_, _>>()?,
            depth: self.depth,
            lines: self.slice.line.clone(),
            posts: self.posts,
            perspective: self.slice.perspective()?,
            notes: Some(self.note.clone()).filter(|note| !note.is_empty()).into_iter().collect(),
            only: self.pick(graph, &self.only)?,
            highlight: self.pick(graph, &self.highlight)?,
        };
        Ok(match self.sort {
            Sort::Hierarchy => View::Hierarchy(HierarchyView::of(&slice, &scope)),
            Sort::Lineage => View::Lineage(LineageView::of(&slice, &scope)),
        })
    }
}

impl Plan {
    /// What expressions find among the things that the picture is of.
    fn pick(&self, graph: &OrgGraph, expressions: &[String]) -> Result<Option<Pick>, Failure> {
        if expressions.is_empty() {
            return Ok(None);
        }
        let context = self.slice.context(graph)?;
        let evaluator = query::Evaluator::new(graph);
        let mut found = Runs::NONE;
        for words in expressions {
            let wrong = |error: query::Error| Failure::Query(error.show(words));
            let plan = query::plan_as(graph, words, self.sort.shows()).map_err(wrong)?;
            let more = evaluator.evaluate(&plan, &context);
            found = found.union(&more.map_err(|error| wrong(error.into()))?);
        }
        Ok(Some(Pick { words: expressions.join(" | "), found }))
    }
}

fn named(graph: &OrgGraph, name: &str) -> Result<Plan, Failure> {
    let view = graph.views().get(name);
    let known = graph.views().keys().map(String::as_str);
    let view = view.ok_or_else(|| Failure::unknown("view", name, known))?;
    Ok(Plan::of(view.form, &view.spec))
}

fn is_empty(view: &View) -> bool {
    match view {
        View::Hierarchy(view) => view.cards.is_empty(),
        View::Lineage(view) => view.bands.is_empty(),
    }
}

fn all(
    args: &Args,
    graph: &OrgGraph,
    folder: &Path,
    terminal: &mut Terminal,
) -> Result<Outcome, Failure> {
    let failure = |error| Failure::File { path: folder.display().to_string(), error };
    std::fs::create_dir_all(folder).map_err(failure)?;
    let mut outcome = Outcome::Fine;
    for (name, file) in file_names(graph) {
        let view = named(graph, name)?.with(args).view(graph)?;
        if is_empty(&view) {
            terminal.note(&format!("`{name}` shows nothing: {}", view.caption().subtitle));
            outcome = Outcome::Findings;
            continue;
        }
        for (form, ending) in [(Form::Svg, "svg"), (Form::Dot, "dot")] {
            let bytes = args.file.picture(&view, form)?;
            write_file(&folder.join(format!("{file}.{ending}")), &bytes, terminal)?;
        }
    }
    if graph.views().is_empty() {
        terminal.note("the model names no views");
        outcome = Outcome::Findings;
    }
    Ok(outcome)
}

/// A file name for each named view: its own name, as far as every file system takes it.
fn file_names(graph: &OrgGraph) -> IndexMap<&str, String> {
    let mut taken: Vec<String> = Vec::new();
    let mut names = IndexMap::new();
    for name in graph.views().keys() {
        let plain = |letter: char| {
            if letter.is_alphanumeric() || "-_".contains(letter) { letter } else { '-' }
        };
        let base: String = name.chars().map(plain).take(80).collect();
        let numbered = (2..).map(|number| format!("{base}-{number}"));
        let free = |file: &String| !taken.contains(&file.to_lowercase());
        let file = std::iter::once(base.clone()).chain(numbered).find(free);
        let file = file.expect("numbers do not run out");
        taken.push(file.to_lowercase());
        names.insert(name.as_str(), file);
    }
    names
}

fn list(args: &Args, graph: &OrgGraph, terminal: &mut Terminal) -> Result<Outcome, Failure> {
    let out = &mut terminal.out;
    let model = args.model.model.display();
    if !graph.views().is_empty() {
        writeln!(out, "{}", bold("Views that the model names"))?;
    }
    let widest = graph.views().keys().map(|name| name.chars().count()).max().unwrap_or(0);
    for (name, view) in graph.views() {
        let title = if view.spec.title.is_empty() { graph.title() } else { &view.spec.title };
        let sort = view.form.to_string();
        writeln!(out, "  {name:<widest$}  {sort:<9}  {title}")?;
    }
    writeln!(out, "{}", bold("Any model can be drawn as"))?;
    writeln!(out, "  --view hierarchy  the organs under their superiors")?;
    writeln!(out, "  --view lineage    what grew out of what, along time")?;
    let example = graph.views().keys().next().map_or("--view hierarchy", String::as_str);
    writeln!(out, "{}", dim(&format!("organigram render {model} {example} -o picture.svg")))?;
    Ok(Outcome::Fine)
}
