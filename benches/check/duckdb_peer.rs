//! The five checks in DuckDB: runs `benches/peers/duckdb_checks.py` on a folder of tables and reads
//! the lines of JSON that it prints, one a check. `PYTHON` names another interpreter.

use std::collections::BTreeMap;
use std::error::Error;
use std::process::Command;
use std::time::Duration;

use serde::Deserialize;

/// What was found and how long it took, by the name of the check; `all` for the five together.
pub(crate) type Answers = BTreeMap<String, (usize, Duration)>;

#[derive(Deserialize)]
struct Line {
    check: String,
    #[serde(default)]
    found: usize,
    seconds: f64,
}

/// What DuckDB finds, with the median of so many rounds.
pub(crate) fn answers(folder: &str, rounds: usize) -> Result<Answers, Box<dyn Error>> {
    let script = concat!(env!("CARGO_MANIFEST_DIR"), "/benches/peers/duckdb_checks.py");
    let python = std::env::var("PYTHON").unwrap_or_else(|_| "python3".to_owned());
    let out = Command::new(python).args([script, folder, &rounds.to_string()]).output()?;
    if !out.status.success() {
        let error = String::from_utf8_lossy(&out.stderr);
        return Err(error.lines().last().unwrap_or("it failed").to_owned().into());
    }
    let text = String::from_utf8(out.stdout)?;
    let lines = text.lines().map(|line| {
        let Line { check, found, seconds } = serde_json::from_str(line)?;
        Ok((check, (found, Duration::from_secs_f64(seconds))))
    });
    lines.collect()
}
