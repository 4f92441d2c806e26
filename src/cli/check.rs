//! `organigram check`: every fault of a model.

use std::io::Write;

use super::open::{human, load};
use super::{Failure, ModelArgs, Outcome, SliceArgs, Terminal};
use crate::check::{self, Options};
use crate::diag::human::summary;

/// Find every fault of a model: what cannot be read, what refers to nothing, what cannot be.
#[derive(clap::Args, Debug)]
pub(super) struct Args {
    #[command(flatten)]
    model: ModelArgs,
    #[command(flatten)]
    slice: SliceArgs,
}

pub(super) fn run(args: &Args, terminal: &mut Terminal) -> Result<Outcome, Failure> {
    let opened = load(&args.model, terminal);
    let mut findings = opened.findings;
    let slice = args.slice.slice(&opened.graph)?;
    let perspective = slice.perspective().clone();
    let options = Options { when: slice.when(), perspective, ..Options::default() };
    let report = check::check(&opened.graph, &options);
    let dropped = report.dropped();
    findings.extend(report.findings);
    findings.sort();
    human(terminal.color_out).write(&mut terminal.out, &findings, opened.graph.texts())?;
    if dropped > 0 {
        writeln!(terminal.out, "and {dropped} more that were only counted")?;
    }
    writeln!(terminal.out, "{}", summary(findings.counts()))?;
    Ok(if findings.counts().errors > 0 { Outcome::Findings } else { Outcome::Fine })
}
