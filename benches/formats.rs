//! From other people's formats to a model: workbooks beside openpyxl's read-only reader, records of EAC-CPF and entities of
//! FollowTheMoney in megabytes a second.
//!
//! `cargo bench --bench formats -- [--rows 100000] [--records 100000] [--rounds 3]`
//! Writes a made-up party in each format into the target folder, and reads it back. Each run is a process of its own. The
//! workbook's sides both read all cells of all sheets; only ours makes a model of them.

use std::error::Error;
use std::fmt::Write as _;
use std::path::Path;
use std::process::Command;
use std::time::Duration;

#[path = "measure/mod.rs"]
mod measure;

use measure::{Figures, RosterSide};
use organigram::exchange::{
    ImportOptions, Mapping, Ron, from_eac, from_ftm, import, open, to_ftm, to_xlsx,
};
use organigram::model::{Model, Organ, Under};
use organigram::text::SourceMap;

fn main() -> Result<(), Box<dyn Error>> {
    let rows: usize = measure::option("--rows", "100000").parse()?;
    let records: usize = measure::option("--records", "100000").parse()?;
    let rounds: usize = measure::option("--rounds", "3").parse()?;
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR"));
    let path = |name: String| folder.join(name).display().to_string();
    let files = [
        path(format!("formats-{rows}.xlsx")),
        path(format!("formats-{records}.xml")),
        path(format!("formats-{records}.ftm.json")),
    ];
    let side = |label, at: usize, run| RosterSide { label, file: files[at].clone(), run };
    let sides = [
        side("XLSX -> model", 0, of_workbook as fn(&str) -> usize),
        side("EAC-CPF -> model", 1, of_records),
        side("FollowTheMoney -> model", 2, of_entities),
    ];
    measure::serve(&sides);
    std::fs::write(&files[0], to_xlsx(&party(rows)).0)?;
    std::fs::write(&files[1], records_of(records))?;
    std::fs::write(&files[2], to_ftm(&party(records), None).0)?;
    let figures = measure::in_turns(&sides, rounds)?;
    let mut table =
        vec![["", "MB", "best ms", "MB/s", "peak MiB", "organs"].map(str::to_owned).to_vec()];
    for (side, figure) in sides.iter().zip(&figures) {
        table.push(row(side, figure)?);
    }
    match openpyxl(&files[0], rounds) {
        Some(best) => table
            .push(["openpyxl, read-only", "", &ms(best), "", "-", "-"].map(str::to_owned).to_vec()),
        None => println!("openpyxl: cannot be run here, left out"),
    }
    measure::print_table(&table);
    Ok(())
}

/// Organs in a tree of tens.
fn party(count: usize) -> Model<'static> {
    let mut model = Model::default();
    for at in 0..count {
        let organ = Organ {
            name: format!("Committee {at} of the district, section for letters").into(),
            existence: Some(format!("{}-05-02/1991", 1900 + at % 90).into())
                .map(|edtf: organigram::model::Text<'_>| organigram::model::Date::from(edtf).into())
                .unwrap_or_default(),
            under: Some(at / 10)
                .filter(|_| at > 0)
                .map(|up| Under::from(id(up)))
                .into_iter()
                .collect(),
            ..Organ::default()
        };
        model.organs.insert(id(at), organ);
    }
    model
}

fn id(at: usize) -> organigram::model::Text<'static> {
    format!("organ-{at}").into()
}

/// Records of EAC-CPF in one text, a blank line between them.
fn records_of(count: usize) -> String {
    let mut text = String::new();
    for at in 0..count {
        _ = write!(
            text,
            "<eac xmlns=\"https://archivists.org/ns/eac/v2\"><control><recordId>organ-{at}</recordId></control>\
             <cpfDescription><identity><entityType value=\"corporateBody\"/><nameEntry><part>Committee {at}</part></nameEntry>\
             </identity><description><existDates><dateRange><fromDate standardDate=\"{}\">{0}</fromDate>\
             <toDate standardDate=\"1991\">1991</toDate></dateRange></existDates></description><relations><relation>\
             <targetEntity targetType=\"corporateBody\" valueURI=\"organ-{}\"><part>Committee {1}</part></targetEntity>\
             <relationType>hierarchical-parent</relationType></relation></relations></cpfDescription></eac>\n\n",
            1900 + at % 90,
            at / 10
        );
    }
    text
}

fn of_workbook(file: &str) -> usize {
    let mut sources = SourceMap::new();
    open(&mut sources, file, Path::new(file), "", &[]).map(drop).expect("the workbook can be read");
    let (mapping, options) = (Mapping::default(), ImportOptions::default());
    let imported =
        import(&sources, &mapping, &options, Ron::default()).expect("its sheets are tables");
    let organs = imported.report.tables.iter().filter(|table| table.holds == "organs");
    organs.map(|table| table.taken).sum()
}

fn of_records(file: &str) -> usize {
    let text = std::fs::read_to_string(file).expect("the file is there");
    let all = text.split("\n\n").filter(|record| !record.is_empty());
    let all = all.enumerate().map(|(at, record)| (format!("{at}.xml"), record.to_owned()));
    let documents: Vec<(String, String)> = all.collect();
    from_eac(&documents).expect("they are records").0.organs.len()
}

fn of_entities(file: &str) -> usize {
    let text = std::fs::read_to_string(file).expect("the file is there");
    from_ftm(&text).0.organs.len()
}

fn ms(time: Duration) -> String {
    format!("{:.0}", time.as_secs_f64() * 1e3)
}

fn row(side: &RosterSide, figures: &Figures) -> Result<Vec<String>, Box<dyn Error>> {
    let size = std::fs::metadata(&side.file)?.len() as f64 / 1e6;
    let best = figures.best();
    Ok(vec![
        side.label.to_owned(),
        format!("{size:.1}"),
        ms(best),
        format!("{:.0}", size / best.as_secs_f64()),
        (figures.peak_kib / 1024).to_string(),
        figures.count.to_string(),
    ])
}

/// The best time in which openpyxl's read-only reader goes through all cells, without the start of the interpreter.
fn openpyxl(file: &str, rounds: usize) -> Option<Duration> {
    const SCRIPT: &str = "
import sys, time, openpyxl
start = time.perf_counter()
book = openpyxl.load_workbook(sys.argv[1], read_only=True)
cells = sum(1 for sheet in book for row in sheet.iter_rows(values_only=True) for cell in row if cell is not None)
print(time.perf_counter() - start)
";
    let mut best: Option<Duration> = None;
    for _ in 0..rounds {
        let run = Command::new("python3").args(["-c", SCRIPT, file]).output().ok()?;
        let seconds = String::from_utf8(run.stdout).ok()?.trim().parse::<f64>().ok()?;
        let time = Duration::from_secs_f64(seconds);
        best = Some(best.map_or(time, |best| best.min(time)));
    }
    best
}
