//! The program `dot` of Graphviz, run with a limit.
//!
//! Takes DOT and the name of a format; gives what `dot` writes, or why it wrote nothing: it is not
//! installed, failed, took longer than five minutes, or wrote more than a picture can be. Never leaves
//! a process behind, and writes no file.

use std::io::{self, Read, Write};
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use crate::limited;

/// How long `dot` may take.
const PATIENCE: Duration = Duration::from_secs(300);

/// The most bytes of a picture.
const MOST: u64 = 1 << 30;

/// What `dot` makes of a text.
pub(crate) fn run(text: String, format: &str) -> io::Result<Vec<u8>> {
    run_program(Command::new("dot").arg(format!("-T{format}")), text, PATIENCE, MOST)
}

fn run_program(
    command: &mut Command,
    text: String,
    patience: Duration,
    most: u64,
) -> io::Result<Vec<u8>> {
    let piped = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = piped.spawn()?;
    let (input, output, errors) = (child.stdin.take(), child.stdout.take(), child.stderr.take());
    // Three pipes, each with a thread: whoever waits for one of them never blocks another.
    let writer =
        thread::spawn(move || input.map_or(Ok(()), |mut to| to.write_all(text.as_bytes())));
    let read = move |from: Option<_>, most| {
        thread::spawn(move || {
            from.map_or(Ok(Vec::new()), |from: Box<dyn Read + Send>| limited::all_of(from, most))
        })
    };
    let boxed = |from: Box<dyn Read + Send>| from;
    let output = read(output.map(|from| boxed(Box::new(from))), most);
    let errors = read(errors.map(|from| boxed(Box::new(from))), 1 << 20);
    let ended = wait(&mut child, patience);
    let (output, errors) = (joined(output)?, joined(errors).unwrap_or_default());
    // A program that ends before it has read all says why itself.
    let _ = writer.join();
    match ended? {
        true => Ok(output),
        false => Err(io::Error::other(first_line(&errors))),
    }
}

/// Whether a program ended well; it is ended where it takes too long.
fn wait(child: &mut Child, patience: Duration) -> io::Result<bool> {
    let begun = Instant::now();
    let mut pause = Duration::from_millis(1);
    loop {
        if let Some(status) = child.try_wait()? {
            return Ok(status.success());
        }
        if begun.elapsed() > patience {
            child.kill()?;
            child.wait()?;
            let what = format!("it took longer than {} seconds", patience.as_secs());
            return Err(io::Error::new(io::ErrorKind::TimedOut, what));
        }
        thread::sleep(pause);
        pause = (pause * 2).min(Duration::from_millis(50));
    }
}

fn joined(reader: thread::JoinHandle<io::Result<Vec<u8>>>) -> io::Result<Vec<u8>> {
    reader.join().unwrap_or_else(|_| Err(io::Error::other("its output could not be read")))
}

fn first_line(errors: &[u8]) -> String {
    let words = String::from_utf8_lossy(errors);
    words.lines().next().unwrap_or("it failed and did not say why").to_owned()
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;

    fn shell(script: &str, most: u64) -> io::Result<Vec<u8>> {
        let patience = Duration::from_secs(1);
        run_program(Command::new("sh").args(["-c", script]), "in".to_owned(), patience, most)
    }

    #[test]
    fn what_a_program_writes_is_given() {
        assert_eq!(shell("cat; echo out", 100).unwrap(), b"inout\n");
        assert_eq!(shell("echo why >&2; exit 1", 100).unwrap_err().to_string(), "why");
    }

    #[test]
    fn a_program_that_never_ends_or_writes_for_ever_is_ended() {
        let error = shell("exec sleep 1000", 100).unwrap_err();
        assert_eq!(error.to_string(), "it took longer than 1 seconds");
        let error = shell("exec yes", 1 << 20).unwrap_err();
        assert_eq!(error.to_string(), "it is longer than 1 MiB");
    }
}
