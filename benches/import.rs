//! From CSV tables to a loaded graph and to RON on disk, beside SQLite and DuckDB loading the same
//! tables with their indexes.
//!
//! `cargo bench --bench import -- [--organs 1000000] [--rounds 3]`
//! Writes the tables of a made-up party into the target folder and measures, in turns: tables to a
//! graph that can be asked, tables to one tidy RON file, and each database from empty to loaded and
//! indexed. Each run is a process of its own. All sides say how many organs and edges they hold.

use std::error::Error;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, Instant};

#[path = "generate/mod.rs"]
mod generate;
#[path = "measure/mod.rs"]
mod measure;

use generate::Party;
use measure::Figures;
use organigram::atomic_write::{Existing, Folders, NewFile, write_files};
use organigram::exchange::{ImportOptions, Mapping, Ron, import, open};
use organigram::graph::Builder;
use organigram::text::SourceMap;

const TABLES: [&str; 2] = ["organs.csv", "under.csv"];

fn tables(folder: &str) -> SourceMap {
    let mut sources = SourceMap::new();
    for name in TABLES {
        open(&mut sources, name, &Path::new(folder).join(name), "", &[])
            .map(drop)
            .expect("the tables can be read");
    }
    sources
}

/// Tables to a graph that can be asked.
fn to_graph(folder: &str) -> usize {
    let sources = tables(folder);
    let (mapping, options) = (Mapping::default(), ImportOptions::default());
    let imported = import(&sources, &mapping, &options, Builder::default()).expect("tables import");
    assert_eq!(imported.report.reported(), 0, "every row is taken");
    let sink = imported.sink;
    let graph = sink.finish(sources, None);
    let count = graph.organ_count();
    std::mem::forget(std::hint::black_box(graph));
    count
}

/// Tables to one tidy file.
fn to_ron(folder: &str) -> usize {
    let sources = tables(folder);
    let (mapping, options) = (Mapping::default(), ImportOptions::default());
    let imported = import(&sources, &mapping, &options, Ron::default()).expect("tables import");
    let count = imported.report.tables.iter().find(|table| table.holds == "organs");
    let count = count.expect("there is a table of organs").taken;
    let (ron, path) = (imported.sink, PathBuf::from(folder).join("imported.ron"));
    let file = NewFile::new(path, Existing::Replaced, |out| ron.write(out));
    write_files(&[file], Folders::MustExist).expect("the file can be written");
    std::mem::forget(std::hint::black_box((ron, sources)));
    count
}

fn main() -> Result<(), Box<dyn Error>> {
    let organs: usize = measure::option("--organs", "1000000").parse()?;
    let rounds: usize = measure::option("--rounds", "3").parse()?;
    let folder = format!("{}/tables-{organs}", env!("CARGO_TARGET_TMPDIR"));
    let sides = [
        measure::RosterSide {
            label: "organigram: tables -> ready graph",
            file: folder.clone(),
            run: to_graph,
        },
        measure::RosterSide {
            label: "organigram: tables -> RON on disk",
            file: folder.clone(),
            run: to_ron,
        },
    ];
    measure::serve(&sides);
    generate::write_tables(&Party::new(organs), Path::new(&folder))?;
    let figures = measure::in_turns(&sides, rounds)?;
    let mut rows = vec![["", "best ms", "median ms", "peak MiB"].map(str::to_owned).to_vec()];
    for (side, figure) in sides.iter().zip(&figures) {
        rows.push(row(side.label, figure));
    }
    for (label, script) in
        [("SQLite with indexes", "sqlite_import.py"), ("DuckDB with indexes", "duckdb_import.py")]
    {
        match peer(script, &folder, rounds) {
            Some(times) => rows.push(peer_row(label, &times)),
            None => println!("{label}: cannot be run here, left out"),
        }
    }
    measure::print_table(&rows);
    Ok(())
}

fn row(label: &str, figure: &Figures) -> Vec<String> {
    let ms = |time: Duration| format!("{:.0}", time.as_secs_f64() * 1e3);
    vec![
        label.to_owned(),
        ms(figure.best()),
        ms(figure.median()),
        (figure.peak_kib / 1024).to_string(),
    ]
}

fn peer_row(label: &str, times: &[Duration]) -> Vec<String> {
    let ms = |time: Duration| format!("{:.0}", time.as_secs_f64() * 1e3);
    vec![label.to_owned(), ms(times[0]), ms(times[times.len() / 2]), "-".to_owned()]
}

/// The times of a peer, the best first; it prints the seconds that its load took, without the start
/// of the interpreter.
fn peer(script: &str, folder: &str, rounds: usize) -> Option<Vec<Duration>> {
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("benches/peers").join(script);
    let python = std::env::var("PYTHON").unwrap_or_else(|_| "python3".to_owned());
    let mut times = Vec::new();
    for _ in 0..rounds {
        let start = Instant::now();
        let output = Command::new(&python).arg(&script).arg(folder).output().ok()?;
        if !output.status.success() {
            eprintln!("{}", String::from_utf8_lossy(&output.stderr));
            return None;
        }
        let said = String::from_utf8_lossy(&output.stdout).trim().parse::<f64>();
        times.push(said.map_or_else(|_| start.elapsed(), Duration::from_secs_f64));
    }
    times.sort();
    Some(times)
}
