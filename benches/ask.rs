//! Questions about hierarchy and lineage, beside flat arrays, plain petgraph, SQLite, DuckDB, igraph
//! and rustworkx.
//!
//! `cargo bench --bench ask -- [--organs 1000000] [--written] [--peers sqlite,igraph]`
//! Asks every peer the same questions (`generate/questions.rs` says what each means), prints the
//! median time of each as soon as it is known, compares the answers, and prints a table in the end.
//! Timed is what the peer does until it has its answer as a name, a number or a list of its own
//! numbers; putting that into the form in which answers are compared is not. The organs stand in no
//! order unless `--written` asks for the order that people write. A peer that cannot be run is named
//! and left out. Loading is not measured here.

use std::collections::BTreeMap;
use std::error::Error;
use std::hint::black_box;
use std::path::Path;
use std::time::{Duration, Instant};

#[path = "ask/arrays_peer.rs"]
mod arrays_peer;
#[path = "generate/mod.rs"]
mod generate;
#[path = "measure/mod.rs"]
mod measure;
#[path = "ask/organigram_peer.rs"]
mod organigram_peer;
#[path = "ask/petgraph_peer.rs"]
mod petgraph_peer;
#[path = "ask/scripts.rs"]
mod scripts;

use arrays_peer::Arrays;
use generate::{Ask, Facts, Order, Party, Question, questions, write_tables};
use organigram_peer::Organigram;
use petgraph_peer::Petgraph;

/// What a peer said, by the number of the question, and how long it took.
type Answers = BTreeMap<usize, (String, Duration)>;

/// What somebody in this process answers.
enum Answer {
    /// A name, a number, a yes or no.
    Reported(String),
    /// Organs, by the numbers that the peer has for them.
    Organs(Vec<u32>),
}

/// Somebody in this process who can be asked.
trait Peer {
    fn answer(&mut self, question: &Asked) -> Answer;

    /// Where an organ stands in the text, counted from 1.
    fn position(&self, organ: u32) -> u64;
}

/// A question with its arguments as text and date, as a user would give them.
struct Asked {
    ask: Ask,
    a: String,
    b: String,
    date: i32,
}

impl From<Question> for Asked {
    fn from(question: Question) -> Self {
        Asked {
            ask: question.ask,
            a: question.a.to_string(),
            b: question.b.map(|b| b.to_string()).unwrap_or_default(),
            date: question.date.unwrap_or_default(),
        }
    }
}

fn main() -> Result<(), Box<dyn Error>> {
    let organs: usize = measure::option("--organs", "1000000").parse()?;
    let order = if measure::has("--written") { Order::Written } else { Order::Shuffled };
    let party = Party::new(organs).in_order(order);
    let folder = format!("{}/ask-{organs}-{order:?}", env!("CARGO_TARGET_TMPDIR"));
    write_tables(&party, Path::new(&folder))?;
    let asked: Vec<Asked> = questions(&party).map(Asked::from).collect();
    let mut peers: Vec<(String, Answers)> = Vec::new();
    let mut ask = |name: &str, peer: &mut dyn Peer| {
        peers.push((name.to_owned(), ask_all(name, peer, &asked)));
    };
    ask("organigram", &mut Organigram::new(&party, &folder)?);
    ask("flat arrays", &mut Arrays::new(Facts::of(&party)));
    ask("petgraph", &mut Petgraph::new(Facts::of(&party)));
    for name in measure::option("--peers", "sqlite,duckdb,igraph,rustworkx")
        .split(',')
        .filter(|n| !n.is_empty())
    {
        let mut rows = Progress::of(name, &asked);
        match scripts::answers(name, &folder, |n, time| rows.add(n, time)) {
            Ok(answers) => peers.push((name.to_owned(), answers)),
            Err(why) => eprintln!("{name} was left out: {why}"),
        }
    }
    print_medians(&asked, &peers);
    compare(&asked, &peers)
}

fn ask_all(name: &str, peer: &mut dyn Peer, asked: &[Asked]) -> Answers {
    let mut rows = Progress::of(name, asked);
    let ask = |(n, question)| {
        let start = Instant::now();
        let answer = black_box(peer.answer(black_box(question)));
        let time = start.elapsed();
        rows.add(n, time);
        let reported = match answer {
            Answer::Reported(text) => text,
            Answer::Organs(organs) => {
                let sum: u64 = organs.iter().map(|&organ| peer.position(organ)).sum();
                format!("{}:{sum}", organs.len())
            }
        };
        (n, (reported, time))
    };
    asked.iter().enumerate().map(ask).collect()
}

/// Prints a peer's median of each question as soon as its last answer is there.
struct Progress<'a> {
    peer: &'a str,
    asked: &'a [Asked],
    current: Option<Ask>,
    times: Vec<Duration>,
}

impl<'a> Progress<'a> {
    fn of(peer: &'a str, asked: &'a [Asked]) -> Self {
        Progress { peer, asked, current: None, times: Vec::new() }
    }

    fn add(&mut self, number: usize, time: Duration) {
        let ask = self.asked[number].ask;
        if self.current != Some(ask) {
            self.print();
            self.current = Some(ask);
        }
        self.times.push(time);
    }

    fn print(&mut self) {
        let times = std::mem::take(&mut self.times);
        if let (Some(ask), false) = (self.current, times.is_empty()) {
            let median = measure::median(&times).as_secs_f64() * 1e6;
            println!("{:<12} {:<14} {median:>12.1} us of {}", self.peer, ask.name(), times.len());
        }
    }
}

impl Drop for Progress<'_> {
    fn drop(&mut self) {
        self.print();
    }
}

fn print_medians(asked: &[Asked], peers: &[(String, Answers)]) {
    let mut head = vec!["microseconds".to_owned()];
    head.extend(peers.iter().map(|(name, _)| name.clone()));
    let mut rows = vec![head];
    for (ask, name, _) in Ask::ALL {
        let mut row = vec![name.to_owned()];
        for (_, answers) in peers {
            let of_ask = answers.iter().filter(|(n, _)| asked[**n].ask == ask);
            let times: Vec<Duration> = of_ask.map(|(_, (_, time))| *time).collect();
            row.push(match times.is_empty() {
                true => "-".to_owned(),
                false => format!("{:.1}", measure::median(&times).as_secs_f64() * 1e6),
            });
        }
        rows.push(row);
    }
    measure::print_table(&rows);
}

/// Every peer must say what the first one says, wherever both were asked.
fn compare(asked: &[Asked], peers: &[(String, Answers)]) -> Result<(), Box<dyn Error>> {
    let Some(((first, wanted), others)) = peers.split_first() else { return Ok(()) };
    for (name, answers) in others {
        let mut differ = 0;
        for (n, (answer, _)) in answers {
            let Asked { ask, a, b, .. } = &asked[*n];
            if *answer != wanted[n].0 {
                differ += 1;
                eprintln!("{} {a} {b}: {first} {}, {name} {answer}", ask.name(), wanted[n].0);
            }
        }
        if differ > 0 {
            return Err(format!("{differ} answers of {name} differ").into());
        }
        println!("{} answers of {name} are those of {first}", answers.len());
    }
    Ok(())
}
