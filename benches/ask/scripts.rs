//! Peers that are scripts: runs `benches/peers/<name>_ask.py` on a folder of tables and reads the
//! lines of JSON that it prints, one an answer, as they come. `PYTHON` names another interpreter.

use std::error::Error;
use std::io::{BufRead, BufReader, Read};
use std::process::{Command, Stdio};
use std::time::Duration;

use serde::Deserialize;

use super::Answers;

#[derive(Deserialize)]
struct Line {
    number: usize,
    answer: String,
    microseconds: f64,
}

/// What the peer says to the questions in `questions.csv`; `hear` is described each answer.
pub(crate) fn answers(
    name: &str,
    folder: &str,
    mut hear: impl FnMut(usize, Duration),
) -> Result<Answers, Box<dyn Error>> {
    let script = format!("{}/benches/peers/{name}_ask.py", env!("CARGO_MANIFEST_DIR"));
    let python = std::env::var("PYTHON").unwrap_or_else(|_| "python3".to_owned());
    let mut child = Command::new(python)
        .args([&script, folder])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()?;
    let out = BufReader::new(child.stdout.take().expect("it is piped"));
    let mut answers = Answers::new();
    for line in out.lines() {
        let Line { number, answer, microseconds } = serde_json::from_str(&line?)?;
        let time = Duration::from_secs_f64(microseconds / 1e6);
        hear(number, time);
        answers.insert(number, (answer, time));
    }
    let mut error = String::new();
    child.stderr.take().expect("it is piped").read_to_string(&mut error)?;
    match child.wait()?.success() {
        true => Ok(answers),
        false => Err(error.lines().last().unwrap_or("it failed").to_owned().into()),
    }
}
