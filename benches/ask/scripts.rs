//! Peers that are scripts: runs `benches/peers/<name>_ask.py` on a folder of tables and reads the
//! lines of JSON that it prints, one an answer. `PYTHON` names another interpreter.

use std::error::Error;
use std::process::Command;
use std::time::Duration;

use serde::Deserialize;

use super::Answers;

#[derive(Deserialize)]
struct Line {
    number: usize,
    answer: String,
    microseconds: f64,
}

/// What the peer says to the questions in `questions.csv`.
pub(crate) fn answers(name: &str, folder: &str) -> Result<Answers, Box<dyn Error>> {
    let script = format!("{}/benches/peers/{name}_ask.py", env!("CARGO_MANIFEST_DIR"));
    let python = std::env::var("PYTHON").unwrap_or_else(|_| "python3".to_owned());
    let out = Command::new(python).arg(script).arg(folder).output()?;
    if !out.status.success() {
        let error = String::from_utf8_lossy(&out.stderr);
        return Err(error.lines().last().unwrap_or("it failed").to_owned().into());
    }
    let text = String::from_utf8(out.stdout)?;
    text.lines().map(answer).collect()
}

fn answer(line: &str) -> Result<(usize, (String, Duration)), Box<dyn Error>> {
    let Line { number, answer, microseconds } = serde_json::from_str(line)?;
    Ok((number, (answer, Duration::from_secs_f64(microseconds / 1e6))))
}
