//! The questions that are asked every week: a panel of all organs at many dates beside as many counts, and who served
//! together, beside DuckDB's range joins over the same rows.
//!
//! `cargo bench --bench weekly -- [--organs 1000000] [--dates 50] [--seats 100000] [--rounds 3]`
//! Writes two models and their tables into the target folder and measures, in turns, each run in a process of its own:
//! one count at a date, a panel at all dates, and the ties of all seats, of a half and of a quarter of them, so that it shows
//! whether the time grows with the ties that are found. Loading is measured with each side and as a side of its own.

use std::error::Error;
use std::fmt::Write as _;
use std::fs;
use std::io::BufWriter;
use std::path::Path;
use std::process::Command;
use std::time::Duration;

#[path = "generate/mod.rs"]
mod generate;
#[path = "measure/mod.rs"]
mod measure;

use generate::{Party, Syntax, write_model, write_tables};
use measure::Figures;
use organigram::project::{Project, Question};

const FIRST_YEAR: i32 = 1950;
/// How many sit in one organ at most: so many pairs meet as there are in a real committee.
const SEATS_OF_AN_ORGAN: usize = 40;

fn open(file: &str) -> Project {
    Project::open(file).expect("the model can be read")
}

fn loaded(file: &str) -> usize {
    open(file).graph().len()
}

fn one_count(file: &str) -> usize {
    let question = Question::default().as_of(format!("{FIRST_YEAR}-12-31"));
    open(file).session().count(&question, "organs()").expect("it is a question")
}

/// The rows at all dates, made one date after the other and dropped.
fn panel(file: &str) -> usize {
    let project = open(file);
    let session = project.session();
    let dates: i32 = measure::option("--dates", "50").parse().expect("a number");
    let at = |year: i32| {
        let date = format!("{year}-12-31");
        let rows = session.panel_at(&Question::default(), "organs()", &date);
        rows.expect("it is a question").len()
    };
    (FIRST_YEAR..FIRST_YEAR + dates).map(at).sum()
}

fn ties(file: &str) -> usize {
    open(file).ties(&Question::default(), None).expect("it is a question").rows.len()
}

fn main() -> Result<(), Box<dyn Error>> {
    let organs: usize = measure::option("--organs", "1000000").parse()?;
    let seats: usize = measure::option("--seats", "100000").parse()?;
    let rounds: usize = measure::option("--rounds", "3").parse()?;
    let folder = format!("{}/weekly-{organs}-{seats}", env!("CARGO_TARGET_TMPDIR"));
    let party = format!("{folder}/party.ron");
    let of = |part: usize| format!("{folder}/seats-{part}.ron");
    let side = |label, file: &str, run| measure::RosterSide { label, file: file.to_owned(), run };
    let sides = [
        side("load the party", &party, loaded),
        side("load, one count", &party, one_count),
        side("load, panel", &party, panel),
        side("load all seats", &of(1), loaded),
        side("load, ties of all seats", &of(1), ties),
        side("load, ties of a half", &of(2), ties),
        side("load, ties of a quarter", &of(4), ties),
    ];
    measure::serve(&sides);
    fs::create_dir_all(&folder)?;
    let model = Party::new(organs);
    write_tables(&model, Path::new(&folder))?;
    let file = BufWriter::with_capacity(1 << 20, fs::File::create(&party)?);
    write_model(&model, Syntax::Ron, file)?;
    for part in [1, 2, 4] {
        let (model, table) = some_seats(seats / part);
        fs::write(of(part), model)?;
        fs::write(format!("{folder}/seats-{part}.csv"), table)?;
    }
    let figures = measure::in_turns(&sides, rounds)?;
    let mut rows =
        vec![["", "best ms", "median ms", "peak MiB", "found"].map(str::to_owned).to_vec()];
    for (side, figures) in sides.iter().zip(&figures) {
        rows.push(row(side.label, figures));
    }
    for what in ["panel", "ties"] {
        match duckdb(&folder, what, rounds) {
            Ok(figures) => rows.push(row(&format!("DuckDB: {what}"), &figures)),
            Err(why) => eprintln!("DuckDB was left out: {why}"),
        }
    }
    measure::print_table(&rows);
    let load = figures[0].best();
    let (count, panel) = (figures[1].best() - load, figures[2].best() - load);
    println!("panel: {:.1} times one count", panel.as_secs_f64() / count.as_secs_f64());
    Ok(())
}

fn row(label: &str, figures: &Figures) -> Vec<String> {
    let ms = |time: Duration| format!("{:.0}", time.as_secs_f64() * 1e3);
    let (best, median) = (ms(figures.best()), ms(figures.median()));
    vec![
        label.to_owned(),
        best,
        median,
        (figures.peak_kib / 1024).to_string(),
        figures.count.to_string(),
    ]
}

/// A model of so many seats of four to ten years, and the same as a table.
fn some_seats(count: usize) -> (String, String) {
    let mut model = String::from("Model(\n    organs: {\n");
    let organs = count.div_ceil(SEATS_OF_AN_ORGAN);
    for organ in 0..organs {
        let _ = writeln!(model, "        \"o{organ}\": Organ(),");
    }
    model.push_str("    },\n    people: {\n");
    for person in 0..count / 2 + 1 {
        let _ = writeln!(model, "        \"p{person}\": Person(),");
    }
    model.push_str("    },\n    seats: [\n");
    let mut table = String::from("person,organ,first,last\n");
    for seat in 0..count {
        // Numbers that look random and are the same each time.
        let mixed = (seat as u64 + 1).wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 33;
        let (person, organ) = (mixed as usize % (count / 2 + 1), seat % organs);
        let year = FIRST_YEAR + (mixed % 60) as i32;
        let last = year + 4 + (mixed % 7) as i32;
        let _ = writeln!(
            model,
            "        Seat(person: \"p{person}\", organ: \"o{organ}\", during: \"{year}-01-01/{last}-12-31\"),"
        );
        let _ = writeln!(table, "p{person},o{organ},{year}-01-01,{last}-12-31");
    }
    model.push_str("    ],\n)\n");
    (model, table)
}

fn duckdb(folder: &str, what: &str, rounds: usize) -> Result<Figures, Box<dyn Error>> {
    let python = std::env::var("PYTHON").unwrap_or_else(|_| "python3".to_owned());
    let script = format!("{}/benches/peers/duckdb_weekly.py", env!("CARGO_MANIFEST_DIR"));
    let dates = measure::option("--dates", "50");
    let mut figures = Figures { times: Vec::new(), peak_kib: 0, count: 0 };
    for _ in 0..rounds {
        let out = Command::new(&python)
            .args([&script, folder, what, &FIRST_YEAR.to_string(), &dates])
            .output()?;
        if !out.status.success() {
            return Err(String::from_utf8_lossy(&out.stderr).into_owned().into());
        }
        let text = String::from_utf8(out.stdout)?;
        let [seconds, count] = text.split_whitespace().collect::<Vec<_>>()[..] else {
            return Err(format!("duckdb_weekly.py printed {text:?}").into());
        };
        figures.times.push(Duration::from_secs_f64(seconds.parse()?));
        figures.count = count.parse()?;
    }
    Ok(figures)
}
