//! Two states in one picture: which, by the arguments. Takes names and dates, gives the view; never says
//! what differs.

use std::path::PathBuf;

use super::super::args::when;
use super::super::open::open;
use super::{Plan, SliceArgs, Sort};
use crate::cli::{CliError, ModelArgs, Terminal};
use crate::graph::{NodeIx, OrgGraph};
use crate::model::Compared;
use crate::query::Runs;
use crate::view::{Comparison, HierarchyView, Pick, RosterView, State, Varies, View};

/// Two states to compare.
#[derive(clap::Args, Debug)]
#[command(next_help_heading = "What to compare")]
pub(super) struct CompareArgs {
    /// What is compared: the hierarchy, or the roster of the roots.
    #[arg(long, value_enum, value_name = "SORT")]
    of: Option<Of>,
    /// The first of two dates, in EDTF.
    #[arg(long, value_name = "DATE", requires = "to", conflicts_with_all = ["between", "and_by", "against", "as_of"])]
    from: Option<String>,
    /// The second of two dates.
    #[arg(long, value_name = "DATE", requires = "from")]
    to: Option<String>,
    /// Two sources: what the second says otherwise than the first.
    #[arg(long, num_args = 2, value_names = ["SOURCE", "SOURCE"], conflicts_with_all = ["and_by", "against", "according_to"])]
    between: Vec<String>,
    /// With --known-by: what was known by this date and not by the other.
    #[arg(long, value_name = "DATE", requires = "known_by", conflicts_with = "against")]
    and_by: Option<String>,
    /// A second model: what it says otherwise than the first.
    #[arg(long, value_name = "MODEL")]
    against: Option<PathBuf>,
}

/// What is compared.
#[derive(Copy, Clone, PartialEq, Eq, Debug, clap::ValueEnum)]
enum Of {
    /// The organs under their superiors.
    Hierarchy,
    /// Who sits in the roots.
    Roster,
}

/// The same by names, from the model or the command line.
#[derive(Clone, Debug, Default)]
pub(super) struct Compare {
    pub(super) of: Compared,
    pub(super) from: Option<String>,
    pub(super) to: Option<String>,
    pub(super) between: Vec<String>,
    pub(super) and_by: Option<String>,
    pub(super) against: Option<PathBuf>,
}

impl Compare {
    /// Takes over what the command line says: another sort of comparison takes the place of the model's.
    pub(super) fn add(&mut self, args: &CompareArgs) {
        if let Some(of) = args.of {
            self.of = if of == Of::Roster { Compared::Roster } else { Compared::Hierarchy };
        }
        let said = Compare {
            of: self.of,
            from: args.from.clone(),
            to: args.to.clone(),
            between: args.between.clone(),
            and_by: args.and_by.clone(),
            against: args.against.clone(),
        };
        if said.is_asked() {
            *self = said;
        }
    }

    pub(super) fn is_asked(&self) -> bool {
        self.from.is_some()
            || self.to.is_some()
            || !self.between.is_empty()
            || self.and_by.is_some()
            || self.against.is_some()
    }

    /// The arguments of both states, and in what they differ.
    fn states(&self, plan: &Plan, model: &str) -> Result<(SliceArgs, SliceArgs, Varies), CliError> {
        let both = (plan.slice.clone(), plan.slice.clone());
        let usage = |text: &str| Err(CliError::Usage(text.to_owned()));
        if let Some(against) = &self.against {
            let names = [model.to_owned(), against.display().to_string()];
            return Ok((both.0, both.1, Varies::Model(names)));
        }
        match (&self.from, &self.to) {
            (Some(from), Some(to)) => {
                let (first, second) = (when("--from", from)?, when("--to", to)?);
                if second.to < first.from {
                    return Err(CliError::Usage(format!(
                        "--from {from} is later than --to {to}: exchange the two"
                    )));
                }
                let at = |slice: SliceArgs, date: &String| SliceArgs {
                    as_of: Some(date.clone()),
                    ..slice
                };
                return Ok((at(both.0, from), at(both.1, to), Varies::Date));
            }
            (None, None) => {}
            _ => return usage("a diff of dates needs both `from` and `to`"),
        }
        match (&self.between[..], &self.and_by) {
            ([one, other], None) => {
                let of = |slice: SliceArgs, source: &String| SliceArgs {
                    according_to: vec![source.clone()],
                    ..slice
                };
                Ok((of(both.0, one), of(both.1, other), Varies::Source))
            }
            ([], Some(by)) if plan.slice.known_by.is_some() => {
                let second = SliceArgs { known_by: Some(by.clone()), ..both.1 };
                Ok((both.0, second, Varies::Knowledge))
            }
            ([], Some(_)) => usage("`and_by` needs `known_by`, the earlier of the two dates"),
            _ => usage("`between` takes two sources, as in `between: [\"minutes\", \"gazette\"]`"),
        }
    }
}

/// The view of both states.
pub(super) fn view(
    plan: &Plan,
    graph: &OrgGraph,
    terminal: &mut Terminal,
) -> Result<View, CliError> {
    let second = match &plan.compare.against {
        Some(path) => {
            let args = ModelArgs { model: path.clone(), allow_outside: plan.allow_outside };
            Some(open(&args, terminal)?)
        }
        None => None,
    };
    let other = second.as_ref().unwrap_or(graph);
    let (before, after, varies) = plan.compare.states(plan, &plan.model)?;
    let slices = (before.slice(graph)?, after.slice(other)?);
    let mut scopes = match second.is_some() {
        // An organ that only one of two models has is nothing to be told by an error.
        true => plan.scopes_of_two((graph, &before), (other, &after))?,
        false => (plan.scope(graph, &before)?, plan.scope(other, &after)?),
    };
    let (one, two) = &mut scopes;
    in_either((graph, &mut one.only), (other, &mut two.only));
    in_either((graph, &mut one.highlight), (other, &mut two.highlight));
    let states = Comparison {
        before: State { slice: &slices.0, scope: &scopes.0 },
        after: State { slice: &slices.1, scope: &scopes.1 },
        varies,
    };
    let is_roster = plan.is_roster();
    debug_assert!(is_roster || matches!(plan.sort, Sort::Diff | Sort::Hierarchy));
    Ok(match is_roster {
        true => View::Roster(RosterView::compared(&states)),
        false => View::Hierarchy(HierarchyView::compared(&states)),
    })
}

/// What an expression finds in either state is shown in both: else whatever it finds at one date alone
/// would look as if it had come or gone.
fn in_either(
    (graph, one): (&OrgGraph, &mut Option<Pick>),
    (other_graph, other): (&OrgGraph, &mut Option<Pick>),
) {
    let (Some(one), Some(other)) = (one, other) else { return };
    let also = |found: &Runs, of: &OrgGraph, to: &OrgGraph| {
        let mut numbers: Vec<u32> = found
            .iter()
            .filter_map(|node| to.node(of.id(NodeIx(node))))
            .map(|node| node.0)
            .collect();
        numbers.sort_unstable();
        Runs::from_sorted(numbers)
    };
    let (from_one, from_other) = match std::ptr::eq(graph, other_graph) {
        true => (one.found.clone(), other.found.clone()),
        false => (also(&one.found, graph, other_graph), also(&other.found, other_graph, graph)),
    };
    one.found = one.found.union(&from_other);
    other.found = other.found.union(&from_one);
}
