//! `organigram query`: what an expression finds, with answers and reasons.

use std::collections::BTreeMap;
use std::io::Write;

use clap::ValueEnum;

use clap_complete::engine::ArgValueCompleter;

use super::open::open;
use super::table::{TableFormat, TextTable};
use super::{CliError, ModelArgs, Outcome, SliceArgs, Terminal};
use crate::ask::{Length, name_at, words};
use crate::graph::{Field, Item, NodeIx, OrgGraph, Slice, Threshold, Trait};
use crate::query::{AnswerRow, Answers, Context, Evaluator, Plan, Runs, Sort, plan};
use crate::time::Bound;

/// Ask a model: organs, posts, people, events, transitions and claims as sets.
///
/// An expression is an id or a name, a function of sets such as under(wpk), or several put
/// together by & (and), | (or) and ~ (without). x @ DATE is x as of a date. docs/query.md is the
/// reference.
#[derive(clap::Args, Debug)]
#[command(after_help = EXAMPLES)]
pub(super) struct Args {
    #[command(flatten)]
    model: ModelArgs,
    /// The expression.
    #[arg(value_name = "EXPR", add = ArgValueCompleter::new(super::complete::expressions))]
    expr: String,
    #[command(flatten)]
    slice: SliceArgs,
    #[command(flatten)]
    output: Output,
}

/// How the answer is printed.
#[derive(clap::Args, Debug, Clone, Default)]
#[command(next_help_heading = "Output")]
pub(super) struct Output {
    /// The columns, in order.
    #[arg(long, value_enum, value_delimiter = ',', value_name = "COLUMN")]
    columns: Vec<Column>,
    /// How to print the rows.
    #[arg(long, value_enum, default_value_t)]
    format: TableFormat,
    /// Print only how many there are.
    #[arg(long, conflicts_with_all = ["columns", "group_by", "explain"])]
    count: bool,
    /// Count by kind, by main superior or by the year of the start.
    #[arg(long, value_enum, value_name = "GROUP", conflicts_with_all = ["columns", "explain"])]
    group_by: Option<Group>,
    /// The order of the rows.
    #[arg(long, value_enum, default_value_t, value_name = "BY")]
    sort: Order,
    /// Print the plan with how much each part of it finds.
    #[arg(long)]
    explain: bool,
}

#[derive(Copy, Clone, PartialEq, Eq, Debug, ValueEnum)]
enum Column {
    Id,
    Name,
    Names,
    Kind,
    Existence,
    Answer,
    Why,
    Sources,
    Superior,
    Place,
    Modality,
    Note,
    Length,
}

#[derive(Copy, Clone, PartialEq, Eq, Debug, ValueEnum)]
enum Group {
    Kind,
    Superior,
    Year,
}

#[derive(Copy, Clone, PartialEq, Eq, Debug, Default, ValueEnum)]
enum Order {
    /// As the hierarchy and the text have them.
    #[default]
    Model,
    /// By the first day on which each may have begun.
    Date,
    /// By id.
    Id,
    /// By name.
    Name,
}

const EXAMPLES: &str = "\
Examples:
  organigram query models/wpk.ron 'diu::wpk'
  organigram query models/wpk.ron 'all()' --as-of 1936-06-01 --without outside
  organigram query models/wpk.ron 'possible()' --as-of 1936-06-01 --columns id,why
  organigram query models/wpk.ron 'under(wpk-cc) & kind(bureau)' --format json
  organigram query models/wpk.ron 'disputed()' --group-by kind
";

pub(super) fn run(args: &Args, terminal: &mut Terminal) -> Result<Outcome, CliError> {
    let graph = open(&args.model, terminal)?;
    let context = args.slice.context(&graph)?;
    answer(&Evaluator::new(&graph), &args.expr, &context, &args.output, terminal)
}

/// Answers one expression.
pub(super) fn answer(
    evaluator: &Evaluator<'_>,
    expr: &str,
    context: &Context,
    output: &Output,
    terminal: &mut Terminal,
) -> Result<Outcome, CliError> {
    let wrong = |error: crate::query::QueryError| CliError::Query(error.show(expr));
    let plan = plan(evaluator.graph(), expr).map_err(wrong)?;
    if output.explain {
        return explain(evaluator, &plan, context, terminal);
    }
    let wrong = |error: crate::query::EvaluateError| wrong(error.into());
    if output.count {
        let found = evaluator.evaluate(&plan, context).map_err(wrong)?.len();
        writeln!(terminal.out, "{found}")?;
        return Ok(outcome(found));
    }
    let slice = context.slice_of(evaluator.caches()).map_err(wrong)?;
    let printer = Printer { evaluator, slice: &slice, sort: plan.sort() };
    let (found, table) = match output.group_by {
        Some(group) => {
            let found = evaluator.evaluate(&plan, context).map_err(wrong)?;
            (found.len(), printer.groups(&found, group))
        }
        None => {
            let answers = evaluator.rows(&plan, context).map_err(wrong)?;
            (answers.rows.len(), printer.table(&answers, output))
        }
    };
    if found == 0 && output.format == TableFormat::Table {
        terminal.out.flush()?;
        terminal.note(&nothing(evaluator, &plan, context).map_err(wrong)?);
    } else {
        table.write(output.format, &mut terminal.out)?;
    }
    Ok(outcome(found))
}

/// That nothing was found, and how much is left out as merely possible.
fn nothing(
    evaluator: &Evaluator<'_>,
    plan: &Plan,
    context: &Context,
) -> Result<String, crate::query::EvaluateError> {
    let one = plan.sort().one();
    let possible = match context.threshold {
        Threshold::Possible => 0,
        _ => evaluator.evaluate(plan, &context.with_threshold(Threshold::Possible))?.len(),
    };
    Ok(match possible {
        0 => format!("no {one} found"),
        1 => format!("no {one} found for sure; one is possible, and --possible shows it"),
        n => format!("no {one} found for sure; {n} are possible, and --possible shows them"),
    })
}

fn outcome(found: usize) -> Outcome {
    if found == 0 { Outcome::Diagnostics } else { Outcome::Fine }
}

fn explain(
    evaluator: &Evaluator<'_>,
    plan: &Plan,
    context: &Context,
    terminal: &mut Terminal,
) -> Result<Outcome, CliError> {
    let parts = evaluator.explain(plan, context).map_err(|e| CliError::Query(e.to_string()))?;
    for part in parts {
        writeln!(terminal.out, "{:>9}  {}{}", part.found, "  ".repeat(part.depth), part.text)?;
    }
    Ok(Outcome::Fine)
}

struct Printer<'t, 'g> {
    evaluator: &'t Evaluator<'g>,
    slice: &'t Slice<'g>,
    sort: Sort,
}

impl<'g> Printer<'_, 'g> {
    fn graph(&self) -> &'g OrgGraph {
        self.evaluator.graph()
    }

    fn table(&self, answers: &Answers, output: &Output) -> TextTable {
        let columns = if output.columns.is_empty() { self.usual() } else { output.columns.clone() };
        let columns = match output.format {
            TableFormat::Ids => vec![if self.is_node() { Column::Id } else { Column::Name }],
            _ => columns,
        };
        let mut rows: Vec<&AnswerRow> = answers.rows.iter().collect();
        match output.sort {
            Order::Model => {}
            Order::Date => rows.sort_by_key(|row| self.first_day(row)),
            Order::Id => rows.sort_by_key(|row| self.cell(row, Column::Id)),
            Order::Name => rows.sort_by_key(|row| self.cell(row, Column::Name)),
        }
        TextTable {
            columns: columns.iter().map(|column| name(*column)).collect(),
            rows: rows
                .iter()
                .map(|row| columns.iter().map(|column| self.cell(row, *column)).collect())
                .collect(),
        }
    }

    /// The columns that are shown where none is asked for. Without a date no answer is in doubt.
    fn usual(&self) -> Vec<Column> {
        let mut columns = match self.sort {
            Sort::Organs => vec![Column::Id, Column::Name, Column::Kind, Column::Existence],
            Sort::Events | Sort::People | Sort::Posts => {
                vec![Column::Id, Column::Name, Column::Existence]
            }
            Sort::Transitions => vec![Column::Name, Column::Existence, Column::Sources],
            Sort::Claims => vec![Column::Name, Column::Modality, Column::Sources],
        };
        columns.extend([Column::Answer, Column::Why]);
        columns
    }

    fn is_node(&self) -> bool {
        self.sort.class().is_some()
    }

    fn first_day(&self, row: &AnswerRow) -> (crate::time::Day, crate::time::Day) {
        let period = self.evaluator.period(self.sort, row.number, self.slice);
        let last = crate::time::Day::MAX;
        period.map_or((last, last), |period| {
            let start = period.start();
            let first = if start.earliest.is_bounded() { start.earliest } else { start.latest };
            (first, start.latest)
        })
    }

    fn cell(&self, row: &AnswerRow, column: Column) -> String {
        let graph = self.graph();
        let node = NodeIx(row.number);
        match column {
            Column::Answer => row.answer.to_string(),
            Column::Why => row.why.clone(),
            Column::Id if self.is_node() => graph.id(node).to_owned(),
            Column::Name if self.is_node() => name_at(self.slice, node).to_owned(),
            Column::Names if self.is_node() => self.names(node),
            Column::Id | Column::Names | Column::Place | Column::Superior if !self.is_node() => {
                String::new()
            }
            Column::Name => self.sentence(row),
            Column::Kind => self.what(row.item),
            Column::Existence => self.dates(row),
            Column::Sources => {
                let sources = self.evaluator.sources(self.sort, row.number, self.slice);
                let ids: Vec<&str> = sources.iter().map(|&ix| graph.source_id(ix)).collect();
                ids.join(", ")
            }
            Column::Superior => self.superior(node),
            Column::Place => {
                let mut places = self.slice.facts(row.item, Field::Place);
                places.next().map_or(String::new(), |fact| fact.text.to_owned())
            }
            Column::Modality => self.modality(row),
            Column::Length => {
                let period = self.evaluator.period(self.sort, row.number, self.slice);
                period.and_then(Length::of).map_or(String::new(), |length| length.to_string())
            }
            Column::Note => graph.property(row.item, Trait::Note).unwrap_or_default().to_owned(),
            Column::Id | Column::Names => String::new(),
        }
    }

    /// The names that count: its own first.
    fn names(&self, node: NodeIx) -> String {
        let mut names = vec![self.graph().name(node)];
        names.extend(self.slice.facts(Item::Node(node), Field::Name).map(|fact| fact.text));
        let mut seen = std::collections::BTreeSet::new();
        names.retain(|name| seen.insert(*name));
        names.join("; ")
    }

    fn sentence(&self, row: &AnswerRow) -> String {
        match self.sort {
            Sort::Claims => {
                let claim = self.evaluator.claims()[row.number as usize];
                words::claim(self.graph(), claim.item, claim.fact(self.graph()).as_ref())
            }
            _ => words::sentence(self.graph(), row.item),
        }
    }

    fn what(&self, item: Item) -> String {
        match item {
            Item::Transition(ix) => self.graph().transition(ix).kind.to_string(),
            Item::Node(node) if self.is_node() => self.graph().kind(node).to_owned(),
            Item::Node(_) => "claim".to_owned(),
            Item::Under(_) => "superior".to_owned(),
            Item::Tie(ix) => format!("{:?}", self.graph().tie(ix).kind).to_lowercase(),
        }
    }

    fn dates(&self, row: &AnswerRow) -> String {
        let mut dates: Vec<&str> =
            self.slice.facts(row.item, Field::Date).map(|fact| fact.text).collect();
        if dates.is_empty() && self.sort == Sort::People {
            let period = self.evaluator.period(self.sort, row.number, self.slice);
            return period.map_or(String::new(), |period| period.to_string());
        }
        dates.dedup();
        dates.first().map_or(String::new(), |date| (*date).to_owned())
    }

    fn superior(&self, node: NodeIx) -> String {
        if self.sort != Sort::Organs {
            return String::new();
        }
        let graph = self.graph();
        let mut ids: Vec<&str> =
            self.slice.superiors(node).map(|(under, _)| graph.id(under.superior)).collect();
        ids.dedup();
        ids.join(", ")
    }

    fn modality(&self, row: &AnswerRow) -> String {
        let graph = self.graph();
        let own = match self.sort {
            Sort::Claims => {
                let claim = self.evaluator.claims()[row.number as usize];
                claim.fact(graph).map(|fact| fact.modality)
            }
            // A meeting whose date is planned is a planned one.
            _ => {
                let dates = || self.slice.facts(row.item, Field::Date).map(|fact| fact.modality);
                dates().find(|modality| modality.is_held()).or_else(|| dates().next())
            }
        };
        own.unwrap_or(graph.modality(row.item)).to_string()
    }

    fn groups(&self, found: &Runs, group: Group) -> TextTable {
        let counts: BTreeMap<String, usize> = match (group, self.sort) {
            (Group::Kind, Sort::Organs) => self.kinds(found),
            _ => found.iter().fold(BTreeMap::new(), |mut counts, number| {
                *counts.entry(self.group_of(number, group)).or_default() += 1;
                counts
            }),
        };
        let mut counts: Vec<(String, usize)> = counts.into_iter().collect();
        if group != Group::Year {
            counts.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
        }
        let rows = counts.into_iter().map(|(name, count)| vec![name, count.to_string()]);
        let column = match group {
            Group::Kind => "kind",
            Group::Superior => "superior",
            Group::Year => "year",
        };
        TextTable { columns: vec![column, "count"], rows: rows.collect() }
    }

    /// The organs of each kind, counted without a look at each.
    fn kinds(&self, found: &Runs) -> BTreeMap<String, usize> {
        let counts = self.evaluator.caches().count_kinds(found.ranges());
        let counted = self.graph().kind_names().iter().zip(counts).filter(|(_, count)| *count > 0);
        counted.map(|(kind, count)| (or(kind.clone(), "no kind"), count)).collect()
    }

    fn group_of(&self, number: u32, group: Group) -> String {
        match group {
            Group::Kind => or(self.what(self.evaluator.item(self.sort, number)), "no kind"),
            Group::Superior if self.is_node() => or(self.superior(NodeIx(number)), "no superior"),
            Group::Superior => "no superior".to_owned(),
            Group::Year => {
                let period = self.evaluator.period(self.sort, number, self.slice);
                let start = period.filter(|period| period.start_bound() == Bound::Stated);
                start.map_or("undated".to_owned(), |period| {
                    let (first, last) = (period.start().earliest, period.start().latest);
                    match (first.is_bounded(), last.is_bounded()) {
                        (true, true) if first.year() == last.year() => {
                            format!("{:04}", first.year())
                        }
                        (true, _) => format!("{:04} or later", first.year()),
                        (_, true) => format!("{:04} or earlier", last.year()),
                        _ => "undated".to_owned(),
                    }
                })
            }
        }
    }
}

fn or(text: String, none: &str) -> String {
    if text.is_empty() { none.to_owned() } else { text }
}

fn name(column: Column) -> &'static str {
    match column {
        Column::Id => "id",
        Column::Name => "name",
        Column::Names => "names",
        Column::Kind => "kind",
        Column::Existence => "existence",
        Column::Answer => "answer",
        Column::Why => "why",
        Column::Sources => "sources",
        Column::Superior => "superior",
        Column::Place => "place",
        Column::Modality => "modality",
        Column::Note => "note",
        Column::Length => "length",
    }
}
