//! `organigram render`: pictures of a model.

mod compare;
mod empty;
mod file;
mod place;

use std::io::Write;
use std::path::{Path, PathBuf};

use clap_complete::engine::ArgValueCompleter;
use indexmap::IndexMap;

use self::compare::{Compare, CompareArgs};
use self::file::{FileArgs, Form, too_much_for_mermaid};
use super::open::{find, open, write_file};
use super::terminal::{bold, dim};
use super::{CliError, ModelArgs, Outcome, SliceArgs, Terminal};
use crate::graph::{Class, OrgGraph};
use crate::model::{Choice, Clustering, Compared, Show, ViewForm, ViewSpec};
use crate::query::{self, Runs, Sorts};
use crate::view::{
    HierarchyView, LineageView, NetworkView, Pick, Posts, RosterView, Scope, Sign, TenuresView,
    View,
};

/// Draw a model: an org chart at a date, what grew out of what, who sat where, who held what when, or
/// what changed.
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
    /// The organs to begin at, or of tenures the people, by id or name; may be repeated.
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
    /// What shares a frame in a network: none, kind, superior.
    #[arg(long, value_name = "WHAT", value_parser = clustering)]
    cluster: Option<Clustering>,
    /// The file to write; `-` is standard output.
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
    /// Write every view that the model names into this folder, as SVG and as DOT.
    #[arg(long, value_name = "FOLDER", conflicts_with_all = ["output", "name", "view", "format"])]
    all: Option<PathBuf>,
    #[command(flatten)]
    compare: CompareArgs,
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
  organigram render models/wpk.ron --view roster --root wpk-pb --as-of 2013-01-28 -o bureau.svg
  organigram render models/wpk.ron --view tenures --root wpk --as-of 1990/2021 -o secretaries.svg
  organigram render models/wpk.ron --view diff --from 2010-12-31 --to 2013-01-28 --root wpk -o change.svg
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
    /// Who sits in an organ, by rank.
    Roster,
    /// Who held which post, along time.
    Tenures,
    /// What two dates, sources, states of knowledge or models differ in.
    Diff,
    /// Any things and the lines between them.
    Network,
}

fn clustering(text: &str) -> Result<Clustering, String> {
    let place = Clustering::NAMES.iter().position(|name| name.eq_ignore_ascii_case(text));
    place.map(Clustering::from_index).ok_or_else(|| "none, kind or superior".to_owned())
}

impl Sort {
    /// The sorts of things that the picture is of.
    fn shows(self) -> Sorts {
        match self {
            Sort::Hierarchy | Sort::Lineage | Sort::Diff => query::Sort::Organs.into(),
            Sort::Roster | Sort::Tenures => {
                Sorts::of(&[query::Sort::Organs, query::Sort::Posts, query::Sort::People])
            }
            Sort::Network => Sorts::NODES,
        }
    }
}

pub(super) fn run(args: &Args, terminal: &mut Terminal) -> Result<Outcome, CliError> {
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
    let plan = plan.with(args);
    let view = plan.view(&graph, terminal);
    let view = view.map_err(|failure| match &args.name {
        Some(name) => place::placed(failure, &graph, name),
        None => failure,
    })?;
    if is_empty(&view) {
        terminal.note(&format!("nothing to draw: {}", empty::why(&plan, &graph, &view)?));
        return Ok(Outcome::Diagnostics);
    }
    let idle = plan.idle(&view).into_iter().chain(args.file.idle(&view, form));
    let idle: Vec<String> = idle.collect();
    let picture = args.file.picture(&view, form)?;
    write_file(path, &picture, terminal)?;
    let too_much = (form == Form::Mmd).then(|| too_much_for_mermaid(&picture)).flatten();
    for note in idle.into_iter().chain(args.file.mismatch(path)).chain(too_much) {
        terminal.note(&note);
    }
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
    cluster: Clustering,
    slice: SliceArgs,
    compare: Compare,
    /// The model's file, and whether files outside its folder are read.
    model: String,
    allow_outside: bool,
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
                ViewForm::Roster => Sort::Roster,
                ViewForm::Tenures => Sort::Tenures,
                ViewForm::Diff => Sort::Diff,
                ViewForm::Network => Sort::Network,
            },
            title: spec.title.to_string(),
            note: spec.note.to_string(),
            root: texts(&spec.root),
            depth: (spec.depth > 0).then_some(spec.depth),
            only: texts(&spec.only),
            highlight: texts(&spec.highlight),
            posts: if spec.posts { Posts::InBoxes } else { Posts::LeftOut },
            cluster: spec.cluster,
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
            compare: Compare {
                of: spec.of,
                from: text(&spec.from),
                to: text(&spec.to),
                between: texts(&spec.between),
                and_by: text(&spec.and_by),
                against: None,
            },
            ..Plan::default()
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
        self.compare.add(&args.compare);
        self.model = args.model.model.display().to_string();
        self.allow_outside = args.model.allow_outside;
        self.cluster = args.cluster.unwrap_or(self.cluster);
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

    fn view(&self, graph: &OrgGraph, terminal: &mut Terminal) -> Result<View, CliError> {
        self.check()?;
        if self.compare.is_asked() {
            return compare::view(self, graph, terminal);
        }
        let slice = self.slice.slice(graph)?;
        let scope = self.scope(graph, &self.slice)?;
        Ok(match self.sort {
            Sort::Hierarchy => View::Hierarchy(HierarchyView::of(&slice, &scope)),
            Sort::Lineage => View::Lineage(LineageView::of(&slice, &scope)),
            Sort::Tenures => View::Tenures(TenuresView::of(&slice, &scope)),
            Sort::Roster | Sort::Diff => View::Roster(RosterView::of(&slice, &scope)),
            Sort::Network => View::Network(NetworkView::of(&slice, &scope)),
        })
    }

    /// What of a slice is shown.
    fn scope(&self, graph: &OrgGraph, slice: &SliceArgs) -> Result<Scope, CliError> {
        let (what, classes): (_, &[Class]) = match self.sort {
            Sort::Tenures => ("organ, post or person", &[Class::Organ, Class::Post, Class::Person]),
            Sort::Network => (
                "organ, post, person or event",
                &[Class::Organ, Class::Post, Class::Person, Class::Event],
            ),
            _ => ("organ", &[Class::Organ]),
        };
        let find = |root: &String| find(graph, root, what, classes);
        Ok(Scope {
            title: self.title.clone(),
            roots: self.root.iter().map(find).collect::<Result<_, _>>()?,
            depth: self.depth,
            lines: slice.line.clone(),
            posts: self.posts,
            perspective: slice.perspective()?,
            notes: Some(self.note.clone()).filter(|note| !note.is_empty()).into_iter().collect(),
            only: self.pick(graph, slice, &self.only)?,
            highlight: self.pick(graph, slice, &self.highlight)?,
            cluster: self.cluster,
        })
    }

    /// The scopes of two models. A root that one of them lacks is no slip; one that both lack is.
    fn scopes_of_two(
        &self,
        (graph, slice): (&OrgGraph, &SliceArgs),
        (other, after): (&OrgGraph, &SliceArgs),
    ) -> Result<(Scope, Scope), CliError> {
        let known =
            |graph: &OrgGraph, root: &String| find(graph, root, "organ", &[Class::Organ]).is_ok();
        let keep = |of: &OrgGraph, not: &OrgGraph| {
            let kept = |root: &&String| known(of, root) || !known(not, root);
            Plan { root: self.root.iter().filter(kept).cloned().collect(), ..self.clone() }
        };
        let (one, two) = (keep(graph, other), keep(other, graph));
        if !self.is_roster()
            && !self.root.is_empty()
            && (one.root.is_empty() || two.root.is_empty())
        {
            return Err(CliError::Usage(format!(
                "--root {}: only one of the two models has it; name an organ that both have",
                self.root.join(", ")
            )));
        }
        Ok((one.scope(graph, slice)?, two.scope(other, after)?))
    }

    /// Whether a roster is drawn, of one state or of two.
    fn is_roster(&self) -> bool {
        self.sort == Sort::Roster
            || (self.sort == Sort::Diff && self.compare.of == Compared::Roster)
    }

    /// Whether what was asked for goes together.
    fn check(&self) -> Result<(), CliError> {
        let usage = |text: &str| Err(CliError::Usage(text.to_owned()));
        if self.is_roster() && self.root.is_empty() {
            return usage(
                "a roster is of an organ: name it with --root ORGAN (in a model: `root: \"..\"`)",
            );
        }
        match (self.sort, self.compare.is_asked()) {
            (Sort::Diff, false) => usage(
                "a diff is of two states: say --from DATE --to DATE, --between SOURCE SOURCE, \
                 --known-by DATE --and-by DATE, or --against MODEL",
            ),
            (Sort::Lineage | Sort::Tenures | Sort::Network, true) => usage(
                "two states can be compared in a hierarchy or a roster: use --view diff, or --view \
                 diff --of roster; for part of a time axis use --as-of FROM/TO",
            ),
            _ => Ok(()),
        }
    }
}

impl Plan {
    /// What was asked for and makes no difference to this picture, and why.
    fn idle(&self, view: &View) -> Vec<String> {
        let mut notes = Vec::new();
        let dated = self.slice.as_of.is_some() || self.compare.from.is_some();
        if !dated && (self.slice.certain || self.slice.possible) {
            let option = if self.slice.certain { "--certain" } else { "--possible" };
            notes.push(format!(
                "{option} is about a date, and without one nothing is left out: add --as-of DATE"
            ));
        }
        let from_roots = matches!(self.sort, Sort::Lineage | Sort::Tenures | Sort::Network);
        if from_roots && self.root.is_empty() && self.depth.is_some() {
            notes.push("--depth counts from the roots, and none is named: add --root".to_owned());
        }
        if self.posts == Posts::InBoxes && !matches!(view, View::Hierarchy(_)) {
            notes
                .push("--posts is of the boxes of a hierarchy, and there are none here".to_owned());
        }
        if self.cluster != Clustering::None && self.sort != Sort::Network {
            notes.push(
                "--cluster is of the frames of a network, and there are none here".to_owned(),
            );
        }
        let stressed = view.legend().iter().any(|entry| entry.sign == Sign::Highlighted);
        if !self.highlight.is_empty() && !stressed {
            let words = self.highlight.join(" | ");
            notes.push(format!("nothing that --highlight {words} finds stands in this picture"));
        }
        notes
    }

    /// What expressions find among the things that the picture is of.
    fn pick(
        &self,
        graph: &OrgGraph,
        slice: &SliceArgs,
        expressions: &[String],
    ) -> Result<Option<Pick>, CliError> {
        if expressions.is_empty() {
            return Ok(None);
        }
        let context = slice.context(graph)?;
        let evaluator = query::Evaluator::new(graph);
        let mut found = Runs::NONE;
        for words in expressions {
            let wrong = |error: query::QueryError| CliError::Query(error.show(words));
            let sort = if self.is_roster() { Sort::Roster } else { self.sort };
            let plan = query::plan_as(graph, words, sort.shows()).map_err(wrong)?;
            let more = evaluator.evaluate(&plan, &context);
            found = found.union(&more.map_err(|error| wrong(error.into()))?);
        }
        Ok(Some(Pick { words: expressions.join(" | "), found }))
    }
}

fn named(graph: &OrgGraph, name: &str) -> Result<Plan, CliError> {
    let view = graph.views().get(name);
    let known = graph.views().keys().map(String::as_str);
    let view = view.ok_or_else(|| CliError::unknown("view", name, known))?;
    Ok(Plan::of(view.form, &view.spec))
}

fn is_empty(view: &View) -> bool {
    match view {
        View::Hierarchy(view) => view.cards.is_empty(),
        View::Lineage(view) => view.bands.is_empty(),
        View::Roster(view) => view.is_empty(),
        View::Tenures(view) => view.rows.is_empty(),
        View::Network(view) => view.cards.is_empty(),
    }
}

fn all(
    args: &Args,
    graph: &OrgGraph,
    folder: &Path,
    terminal: &mut Terminal,
) -> Result<Outcome, CliError> {
    let failure = |error| CliError::File { path: folder.display().to_string(), error };
    std::fs::create_dir_all(folder).map_err(failure)?;
    let mut outcome = Outcome::Fine;
    for (name, file) in file_names(graph) {
        let view = named(graph, name)?.with(args).view(graph, terminal);
        let view = view.map_err(|failure| place::placed(failure, graph, name))?;
        if is_empty(&view) {
            terminal.note(&format!("`{name}` shows nothing: {}", view.caption().subtitle));
            outcome = Outcome::Diagnostics;
            continue;
        }
        for (form, ending) in forms_of_all() {
            let bytes = args.file.picture(&view, form)?;
            write_file(&folder.join(format!("{file}.{ending}")), &bytes, terminal)?;
        }
    }
    if graph.views().is_empty() {
        terminal.note("the model names no views");
        outcome = Outcome::Diagnostics;
    }
    Ok(outcome)
}

/// What `--all` writes each view as, with the endings.
fn forms_of_all() -> impl Iterator<Item = (Form, &'static str)> {
    let dot = cfg!(feature = "graphviz").then_some((Form::Dot, "dot"));
    [(Form::Svg, "svg")].into_iter().chain(dot)
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

fn list(args: &Args, graph: &OrgGraph, terminal: &mut Terminal) -> Result<Outcome, CliError> {
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
    writeln!(out, "  --view roster     who sits in an organ, by rank (with --root)")?;
    writeln!(out, "  --view tenures    who held which post, along time")?;
    writeln!(
        out,
        "  --view diff       what two dates or sources differ in (with --from and --to, or --between)"
    )?;
    writeln!(out, "  --view network    any things and the lines between them")?;
    let example = graph.views().keys().next().map_or("--view hierarchy", String::as_str);
    writeln!(out, "{}", dim(&format!("organigram render {model} {example} -o picture.svg")))?;
    Ok(Outcome::Fine)
}
