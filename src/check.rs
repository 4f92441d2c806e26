//! Checking: what contradicts itself, its charter or its sources, reported like a compiler shows it.
//!
//! Takes a graph and options; runs every rule of the [`RULES`] over it and gives a [`CheckReport`] of
//! diagnostics in the order of the text. Never changes the model, prints nothing, and reads no
//! clock. A conflict is reported with its rule's level only where it is certain: what imprecise
//! dates merely allow is at most a note, and says which days would make it one.
//!
//! | file | owns |
//! |---|---|
//! | `rule` | what a rule is: code, name, level, page and check |
//! | `rules/*` | one rule each |
//! | `registry` | the list of all rules |
//! | `options` | what to check |
//! | `context` | what is checked: the slice, and from when to when everything was |
//! | `containment`, `overlaps`, `cycles` | what lies outside a life; more at one time than may be; cycles on one day |
//! | `kinds`, `charter_rules` | what a charter says of kinds; the rules that it lays down itself |
//! | `levels`, `suppressions` | how heavily a rule weighs, and where it is silent |
//! | `reporter`, `report`, `tally` | diagnostics as they come, all of them, how often a rule found something |
//! | `baseline` | diagnostics that are known already |
//! | `fixes` | applying safe fixes to files, whole or not at all |
//! | `pages` | the pages of `docs/rules/` and of `explain` |
//!
//! ```
//! use organigram::check::{CheckOptions, check};
//! use organigram::graph::Builder;
//! let model = ron::from_str(r#"Model(organs: {
//!     "party": Organ(under: ["cell"]), "cell": Organ(under: ["party"]),
//! })"#)?;
//! let report = check(&Builder::from_model(model), &CheckOptions::default());
//! assert!(report.diagnostics.iter().any(|diagnostic| diagnostic.code.name == "cycle"));
//! # Ok::<(), ron::error::SpannedError>(())
//! ```

mod baseline;
mod charter_rules;
mod containment;
mod context;
mod cycles;
#[cfg(feature = "write")]
pub mod fixes;
mod kinds;
mod levels;
mod options;
mod overlaps;
pub mod pages;
mod registry;
mod report;
mod reporter;
mod rule;
mod rules;
mod suppressions;
mod tally;

#[cfg(test)]
mod tests;

pub use baseline::Baseline;
pub use charter_rules::CHARTER_RULE;
pub use options::CheckOptions;
pub use registry::{RULES, find_rule, rule_names};
pub use report::CheckReport;
pub use rule::{Rule, RuleGroup};
pub use tally::Tally;

use crate::diagnostics::Level;
use crate::graph::OrgGraph;
use crate::workers::Workers;
use context::Subject;
use levels::Levels;
use reporter::Reporter;
use suppressions::Allows;

/// Checks a graph by all rules that are not off, those that its charter lays down included.
pub fn check(graph: &OrgGraph, options: &CheckOptions) -> CheckReport {
    let levels = Levels::new(RULES, graph, &options.levels);
    let allows = Allows::new(graph);
    let subject = Subject::new(graph, options);
    let reporters = Workers::with(options.threads, |workers| {
        // A few rules may do without; else they are worked out when the first rule asks.
        if RULES.iter().filter(|rule| levels.of(rule).is_some()).count() * 2 > RULES.len() {
            subject.work_out_lives(workers);
        }
        run(&subject, &levels, &allows, options, workers)
    });
    let mut report = CheckReport::default();
    for reporter in reporters {
        report.add(reporter);
    }
    for rule in [&rules::unknown_rule::RULE, &rules::unused_allow::RULE] {
        if let Some(level) = levels.of(rule) {
            let mut out = Reporter::new(rule.head(), level, &allows, options.most);
            match rule.name {
                "unknown-rule" => rules::unknown_rule::report(graph, &levels, &allows, &mut out),
                _ => rules::unused_allow::report(&subject, &levels, &allows, &mut out),
            }
            report.add(out);
        }
    }
    report.append(charter_rules::charter_rules(graph, options));
    report
}

/// Runs the rules beside each other: whoever has done with one takes the next that nobody has taken, so that a long
/// one does not hold up the others.
fn run<'a>(
    subject: &Subject<'_>,
    levels: &Levels,
    allows: &'a Allows,
    options: &CheckOptions,
    workers: Workers,
) -> Vec<Reporter<'a>> {
    let on: Vec<(&'static Rule, Level)> =
        RULES.iter().filter_map(|rule| Some((*rule, levels.of(rule)?))).collect();
    let mut done = workers.map(on, |(rule, level)| {
        let mut out =
            Reporter::new(rule.head(), level, allows, options.most).allowing(levels.allowing(rule));
        (rule.check)(subject, &mut out);
        out
    });
    done.sort_by_key(|out| RULES.iter().position(|rule| rule.code == out.rule.code.code));
    done
}
