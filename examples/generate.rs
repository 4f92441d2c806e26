//! Writes a made-up party of any size: the model that the benches measure with, for people.
//!
//! `cargo run --release --example generate -- 1000000 out.ron [--json out.json] [--csv DIR]
//! [--shuffled] [--mistakes N]`. Never reads anything.

use std::error::Error;
use std::fs::File;
use std::io::BufWriter;
use std::path::{Path, PathBuf};

#[path = "../benches/generate/mod.rs"]
mod generate;
#[cfg(test)]
#[path = "../benches/generate/tests.rs"]
mod tests;

use generate::{Order, Party, Syntax, write_model, write_tables};

const USAGE: &str = "usage: generate ORGANS OUT.ron [--json OUT.json] [--csv DIR] [--shuffled] \
                     [--mistakes CASES]";

struct Wishes {
    party: Party,
    ron: PathBuf,
    json: Option<PathBuf>,
    csv: Option<PathBuf>,
}

fn main() -> Result<(), Box<dyn Error>> {
    let wishes = wishes(std::env::args().skip(1)).ok_or(USAGE)?;
    write(&wishes.party, Syntax::Ron, &wishes.ron)?;
    if let Some(json) = &wishes.json {
        write(&wishes.party, Syntax::Json, json)?;
    }
    if let Some(csv) = &wishes.csv {
        write_tables(&wishes.party, csv)?;
    }
    Ok(())
}

fn wishes(mut args: impl Iterator<Item = String>) -> Option<Wishes> {
    let organs = args.next()?.parse().ok().filter(|&organs| organs >= 200)?;
    let ron = args.next()?.into();
    let mut wishes = Wishes { party: Party::new(organs), ron, json: None, csv: None };
    while let Some(option) = args.next() {
        match option.as_str() {
            "--json" => wishes.json = Some(args.next()?.into()),
            "--csv" => wishes.csv = Some(args.next()?.into()),
            "--shuffled" => wishes.party = wishes.party.in_order(Order::Shuffled),
            "--mistakes" => wishes.party = wishes.party.with_problems(args.next()?.parse().ok()?),
            _ => return None,
        }
    }
    Some(wishes)
}

fn write(party: &Party, syntax: Syntax, path: &Path) -> Result<(), Box<dyn Error>> {
    let out = BufWriter::with_capacity(1 << 20, File::create(path)?);
    write_model(party, syntax, out)?;
    let bytes = std::fs::metadata(path)?.len();
    let each = bytes as f64 / party.len() as f64;
    eprintln!("{}: {bytes} bytes, {each:.1} an organ", path.display());
    Ok(())
}
