//! All rules, beside loading; and five checks beside the same ones as SQL in DuckDB.
//!
//! `cargo bench --bench check -- [--organs 1000000] [--mistakes 100] [--rounds 5] [--shuffled]`
//! Writes a made-up party with faults that are known, as RON under a charter and as tables. Times
//! the way from the file to a graph, then every rule (those that are off by default too) over it,
//! then each of the five checks alone and all five at once; then asks DuckDB for the five, in the
//! same run. Compares how many faults each side found with how many were put in. Both sides have
//! their data in memory, and references resolved, before a check is timed.

use std::error::Error;
use std::fs::File;
use std::hint::black_box;
use std::io::BufWriter;
use std::path::Path;
use std::time::{Duration, Instant};

#[path = "check/duckdb_peer.rs"]
mod duckdb_peer;
#[path = "generate/mod.rs"]
mod generate;
#[path = "measure/mod.rs"]
mod measure;

use generate::{Order, Party, Syntax, write_model, write_tables};
use organigram::check::{CheckOptions, CheckReport, RULES, check};
use organigram::graph::{Builder, OrgGraph};
use organigram::model::RuleLevel;

/// One of the five checks: its name in the script, what it is, and the rules that make it.
struct Five {
    name: &'static str,
    what: &'static str,
    rules: &'static [&'static str],
}

const FIVE: [Five; 5] = [
    Five {
        name: "dangling",
        what: "dangling references",
        rules: &["unknown-id", "wrong-class", "unknown-source"],
    },
    Five { name: "cycles", what: "organs on cycles of superiors", rules: &["cycle"] },
    Five {
        name: "outside",
        what: "an edge outside the life of an end",
        rules: &["absent-superior", "absent-unit"],
    },
    Five {
        name: "older_successor",
        what: "successor before predecessor",
        rules: &["older-successor"],
    },
    Five { name: "two_holders", what: "overlapping holders", rules: &["too-many-holders"] },
];

/// What our side did in all rounds.
#[derive(Default)]
struct Ours {
    load: Vec<Duration>,
    all_rules: Vec<Duration>,
    each: [Vec<Duration>; FIVE.len()],
    five: Vec<Duration>,
    found: [usize; FIVE.len()],
    diagnostics: usize,
}

fn main() -> Result<(), Box<dyn Error>> {
    let organs: usize = measure::option("--organs", "1000000").parse()?;
    let faults: usize = measure::option("--mistakes", "100").parse()?;
    let rounds: usize = measure::option("--rounds", "5").parse()?;
    let order = if measure::has("--shuffled") { Order::Shuffled } else { Order::Written };
    let party = Party::new(organs).with_problems(faults).in_order(order);
    let folder = format!("{}/check-{organs}-{faults}-{order:?}", env!("CARGO_TARGET_TMPDIR"));
    let model = write(&party, Path::new(&folder))?;
    let mut ours = Ours::default();
    for _ in 0..rounds {
        round(&model, &mut ours);
    }
    print_loading(&ours);
    let theirs = duckdb_peer::answers(&folder, rounds);
    print_five(&ours, theirs.as_ref().ok());
    if let Err(why) = &theirs {
        eprintln!("duckdb was left out: {why}");
    }
    compare(&party, &ours, theirs.ok())
}

/// The party, its charter, the model that joins them, and the tables.
fn write(party: &Party, folder: &Path) -> Result<String, Box<dyn Error>> {
    write_tables(party, folder)?;
    std::fs::write(folder.join("charter.ron"), include_str!("check/charter.ron"))?;
    let file = File::create(folder.join("party.ron"))?;
    write_model(party, Syntax::Ron, BufWriter::with_capacity(1 << 20, file))?;
    let model = folder.join("model.ron");
    std::fs::write(&model, "Model(charter: \"charter.ron\", include: [\"party.ron\"])\n")?;
    Ok(model.display().to_string())
}

fn round(model: &str, ours: &mut Ours) {
    let (graph, time) = timed(|| load(model));
    ours.load.push(time);
    let (report, time) = timed(|| check(&graph, &every_rule()));
    ours.all_rules.push(time);
    ours.diagnostics = report.errors() + report.warnings() + report.notes();
    for (at, five) in FIVE.iter().enumerate() {
        let (report, time) = timed(|| check(&graph, &only(five.rules)));
        ours.each[at].push(time);
        ours.found[at] = faults(&report);
    }
    let rules: Vec<&str> = FIVE.iter().flat_map(|five| five.rules).copied().collect();
    let (_, time) = timed(|| check(&graph, &only(&rules)));
    ours.five.push(time);
}

fn timed<T>(work: impl FnOnce() -> T) -> (T, Duration) {
    let start = Instant::now();
    let done = black_box(work());
    (done, start.elapsed())
}

fn load(path: &str) -> OrgGraph {
    let options = organigram::load::LoadOptions::default();
    let loaded = organigram::load::load(path.as_ref(), &options, Builder::default());
    assert!(loaded.diagnostics.is_empty(), "the model can be read");
    loaded.sink.finish(loaded.sources, loaded.charter)
}

/// Every rule at its level, and those that are off as warnings.
fn every_rule() -> CheckOptions {
    let off = RULES.iter().filter(|rule| rule.level == RuleLevel::Off);
    off.fold(CheckOptions::default(), |options, rule| options.level(rule.name, RuleLevel::Warn))
}

/// These rules and no others; all diagnostics whole, so that they can be counted.
fn only(rules: &[&str]) -> CheckOptions {
    let off = RULES.iter().filter(|rule| !rules.contains(&rule.name));
    let all = CheckOptions::default().most(usize::MAX);
    off.fold(all, |options, rule| options.level(rule.name, RuleLevel::Off))
}

/// How many problems a report has: those that are certain; of cycles the organs on them, as
/// the script counts them.
fn faults(report: &CheckReport) -> usize {
    let cycles = report.diagnostics.iter().filter(|diagnostic| diagnostic.code.name == "cycle");
    let on_cycles: usize = cycles.map(|diagnostic| diagnostic.labels.len()).sum();
    if on_cycles > 0 { on_cycles } else { report.errors() + report.warnings() }
}

fn print_loading(ours: &Ours) {
    let row = |what: &str, times: &[Duration]| {
        let best = times.iter().min().copied().unwrap_or_default();
        vec![what.to_owned(), ms(best), ms(measure::median(times))]
    };
    let head = ["", "best ms", "median ms"].map(str::to_owned).to_vec();
    let rules = format!("all {} rules ({} diagnostics)", RULES.len(), ours.diagnostics);
    let rows = [head, row("file -> ready graph", &ours.load), row(&rules, &ours.all_rules)];
    measure::print_table(&rows);
    println!("peak {} MiB\n", measure::peak_kib() / 1024);
}

fn print_five(ours: &Ours, theirs: Option<&duckdb_peer::Answers>) {
    let head = ["median ms", "found", "organigram", "DuckDB", "of DuckDB"];
    let mut rows = vec![head.map(str::to_owned).to_vec()];
    let mut row = |what: &str, found: String, times: &[Duration], name: &str| {
        let (ours, theirs) = (measure::median(times), theirs.and_then(|theirs| theirs.get(name)));
        let ratio = theirs.map(|(_, time)| ours.as_secs_f64() / time.as_secs_f64());
        rows.push(vec![
            what.to_owned(),
            found,
            ms(ours),
            theirs.map_or("-".to_owned(), |(_, time)| ms(*time)),
            ratio.map_or("-".to_owned(), |ratio| format!("{ratio:.2}")),
        ]);
    };
    for (at, five) in FIVE.iter().enumerate() {
        row(five.what, ours.found[at].to_string(), &ours.each[at], five.name);
    }
    row("all five", ours.found.iter().sum::<usize>().to_string(), &ours.five, "all");
    measure::print_table(&rows);
}

fn ms(time: Duration) -> String {
    format!("{:.1}", time.as_secs_f64() * 1e3)
}

/// Every fault that was put in must be found, once, by both sides.
fn compare(
    party: &Party,
    ours: &Ours,
    theirs: Option<duckdb_peer::Answers>,
) -> Result<(), Box<dyn Error>> {
    for (five, &found) in FIVE.iter().zip(&ours.found) {
        let in_it = if five.name == "cycles" { 2 * party.faults } else { party.faults };
        let peer = theirs.as_ref().and_then(|theirs| theirs.get(five.name)).map(|(n, _)| *n);
        if found != in_it || peer.is_some_and(|peer| peer != found) {
            let five = five.what;
            return Err(format!("{five}: {in_it} put in, {found} found, DuckDB {peer:?}").into());
        }
    }
    println!("all faults that were put in were found, by both sides");
    Ok(())
}
