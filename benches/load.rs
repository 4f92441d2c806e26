//! From file to ready graph, beside `serde_json` on the same content.
//!
//! `cargo bench --bench load -- [--organs 1000000] [--rounds 5] [--shuffled]`
//! Writes a made-up party into the target folder, as RON and as JSON, and measures: time from
//! opening the file until everything is ready to be asked, and the most memory held, each run in a
//! process of its own, the sides in turns. Checks that all sides found as many organs.

use std::error::Error;
use std::fs::File;
use std::io::BufWriter;

#[path = "generate/mod.rs"]
mod generate;
#[path = "measure/mod.rs"]
mod measure;

use generate::{Model, Order, Party, Syntax, write_model};
use measure::{Figures, Side};

const ORGANIGRAM: &str = "organigram: file -> ready graph";

/// From the file to a graph that can be asked.
fn organigram_load(path: &str) -> usize {
    let options = organigram::load::LoadOptions::default();
    let builder = organigram::graph::Builder::default();
    let loaded = organigram::load::load(path.as_ref(), &options, builder);
    assert!(loaded.diagnostics.is_empty(), "the model is without faults");
    let graph = loaded.sink.finish(loaded.sources, loaded.charter);
    let count = graph.organ_count();
    keep(graph);
    count
}

/// `serde_json` into borrowed structs, one thread: the bar.
fn json_borrowed(path: &str) -> usize {
    let text = std::fs::read_to_string(path).expect("the JSON can be read");
    let text: &'static str = text.leak();
    let model: Model = serde_json::from_str(text).expect("the JSON fits its structs");
    let count = model.organs.0.len();
    keep(model);
    count
}

/// Nobody waits for memory to be freed at the end of a program, so no side is charged for it.
fn keep<T>(ready: T) {
    std::mem::forget(std::hint::black_box(ready));
}

fn main() -> Result<(), Box<dyn Error>> {
    let organs: usize = measure::option("--organs", "1000000").parse()?;
    let rounds: usize = measure::option("--rounds", "5").parse()?;
    let order = if measure::has("--shuffled") { Order::Shuffled } else { Order::Written };
    let stem = format!("{}/party-{organs}-{order:?}", env!("CARGO_TARGET_TMPDIR"));
    let (ron, json) = (format!("{stem}.ron"), format!("{stem}.json"));
    let sides = [
        Side { label: "serde_json, borrowed structs", file: json.clone(), run: json_borrowed },
        Side { label: ORGANIGRAM, file: ron.clone(), run: organigram_load },
    ];
    measure::serve(&sides);
    let party = Party::new(organs).in_order(order);
    write(&party, Syntax::Ron, &ron)?;
    write(&party, Syntax::Json, &json)?;
    report(&sides, &measure::in_turns(&sides, rounds)?)
}

fn write(party: &Party, syntax: Syntax, path: &str) -> Result<(), Box<dyn Error>> {
    Ok(write_model(party, syntax, BufWriter::with_capacity(1 << 20, File::create(path)?))?)
}

fn report(sides: &[Side], figures: &[Figures]) -> Result<(), Box<dyn Error>> {
    let head = ["", "text MB", "best ms", "median ms", "of serde_json", "peak MiB", "beyond text"];
    let mut rows = vec![head.map(str::to_owned).to_vec()];
    for (side, figure) in sides.iter().zip(figures) {
        let bytes = std::fs::metadata(&side.file)?.len() as f64;
        let ratio = figure.median().as_secs_f64() / figures[0].median().as_secs_f64();
        let beyond = figure.peak_kib as f64 * 1024.0 / bytes - 1.0;
        rows.push(vec![
            side.label.to_owned(),
            format!("{:.1}", bytes / 1e6),
            format!("{:.0}", figure.best().as_secs_f64() * 1e3),
            format!("{:.0}", figure.median().as_secs_f64() * 1e3),
            format!("{ratio:.2}"),
            format!("{}", figure.peak_kib / 1024),
            format!("{beyond:.2} x"),
        ]);
    }
    measure::print_table(&rows);
    match figures.iter().all(|figure| figure.count == figures[0].count) {
        true => Ok(()),
        false => Err("the sides found different numbers of organs".into()),
    }
}
