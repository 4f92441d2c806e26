//! Fair timing: takes measured sides, gives their times and peak memory side by side.
//!
//! Each run of a side is a process of its own (this program once more, with the side's name), so
//! that no side profits from another's warm heap and each has a peak of its own. The sides take
//! turns, so that a noisy minute hits all of them. Never averages: prints the best and the median.
#![allow(dead_code, reason = "each bench uses a part of it")]

use std::error::Error;
use std::hint::black_box;
use std::process::{Command, exit};
use std::time::{Duration, Instant};

/// The argument before a side's name, by which a child process knows its work.
const SIDE: &str = "--side";

/// One thing to measure, on a file.
pub(crate) struct Side {
    /// What it is, honestly, as the table prints it.
    pub(crate) label: &'static str,
    /// The file that it reads.
    pub(crate) file: String,
    /// Does the work and gives a count that all sides must agree on.
    pub(crate) run: fn(&str) -> usize,
}

/// What the runs of a side gave.
pub(crate) struct Figures {
    pub(crate) times: Vec<Duration>,
    pub(crate) peak_kib: u64,
    pub(crate) count: usize,
}

impl Figures {
    pub(crate) fn best(&self) -> Duration {
        self.times.iter().copied().min().unwrap_or_default()
    }

    pub(crate) fn median(&self) -> Duration {
        median(&self.times)
    }
}

/// The middle one of some times.
pub(crate) fn median(times: &[Duration]) -> Duration {
    let mut times = times.to_vec();
    times.sort_unstable();
    times.get(times.len() / 2).copied().unwrap_or_default()
}

/// Runs the side that a parent asked for and exits; returns when this is the parent.
pub(crate) fn serve(sides: &[Side]) {
    let args: Vec<String> = std::env::args().collect();
    let Some(at) = args.iter().position(|arg| arg == SIDE) else { return };
    let label = args.get(at + 1).map_or("", String::as_str);
    let side = sides.iter().find(|side| side.label == label).expect("parents name known sides");
    let start = Instant::now();
    let count = black_box((side.run)(&side.file));
    let time = start.elapsed();
    println!("{} {} {count}", time.as_nanos(), peak_kib());
    exit(0)
}

/// Measures the sides in turns.
pub(crate) fn in_turns(sides: &[Side], rounds: usize) -> Result<Vec<Figures>, Box<dyn Error>> {
    let mut figures: Vec<Figures> =
        sides.iter().map(|_| Figures { times: vec![], peak_kib: 0, count: 0 }).collect();
    for _ in 0..rounds {
        for (side, figures) in sides.iter().zip(&mut figures) {
            let (time, peak, count) = run_apart(side)?;
            figures.times.push(time);
            figures.peak_kib = figures.peak_kib.max(peak);
            figures.count = count;
        }
    }
    Ok(figures)
}

fn run_apart(side: &Side) -> Result<(Duration, u64, usize), Box<dyn Error>> {
    let args = std::env::args().skip(1);
    let out =
        Command::new(std::env::current_exe()?).args(args).args([SIDE, side.label]).output()?;
    if !out.status.success() {
        return Err(format!("{}: {}", side.label, String::from_utf8_lossy(&out.stderr)).into());
    }
    let text = String::from_utf8(out.stdout)?;
    let numbers: Vec<u64> = text.split_whitespace().map(str::parse).collect::<Result<_, _>>()?;
    let &[nanos, peak, count] = &numbers[..] else { return Err("a child printed nonsense".into()) };
    Ok((Duration::from_nanos(nanos), peak, count as usize))
}

/// The most memory that this process ever held, as Linux counts it; 0 elsewhere.
pub(crate) fn peak_kib() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    line.and_then(|line| line.trim().trim_end_matches(" kB").trim().parse().ok()).unwrap_or(0)
}

/// A Markdown table, columns padded so that it also reads well as text.
pub(crate) fn print_table(rows: &[Vec<String>]) {
    let columns = rows.first().map_or(0, Vec::len);
    let width = |column: usize| rows.iter().map(|row| row[column].chars().count()).max();
    let widths: Vec<usize> = (0..columns).map(|column| width(column).unwrap_or(0)).collect();
    for (n, row) in rows.iter().enumerate() {
        let cells = row.iter().zip(&widths).enumerate();
        let cells: Vec<String> = cells
            .map(|(at, (cell, &width))| match at {
                0 => format!("{cell:<width$}"),
                _ => format!("{cell:>width$}"),
            })
            .collect();
        println!("| {} |", cells.join(" | "));
        if n == 0 {
            let rule = |(at, width): (usize, &usize)| match at {
                0 => "-".repeat(*width),
                _ => format!("{}:", "-".repeat(width - 1)),
            };
            let rules: Vec<String> = widths.iter().enumerate().map(rule).collect();
            println!("| {} |", rules.join(" | "));
        }
    }
}

/// The value after a flag, or a default.
pub(crate) fn option(flag: &str, default: &str) -> String {
    let mut args = std::env::args().skip_while(|arg| arg != flag);
    args.nth(1).unwrap_or_else(|| default.to_owned())
}

/// Whether a flag stands among the arguments.
pub(crate) fn has(flag: &str) -> bool {
    std::env::args().any(|arg| arg == flag)
}
