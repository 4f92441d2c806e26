//! Questions about hierarchy and lineage, beside flat arrays, plain petgraph, SQLite, DuckDB, igraph
//! and rustworkx.
//!
//! `cargo bench --bench ask -- [--organs 1000000] [--written] [--peers sqlite,igraph]`
//! Asks every peer the same questions (`generate/questions.rs` says what each means), compares the
//! answers, and prints the median time of a question in microseconds. The organs stand in no order
//! unless `--written` asks for the order that people write. A peer that cannot be run is named and
//! left out. Loading is not measured here.

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

/// Somebody in this process who can be asked.
trait Peer {
    fn answer(&mut self, question: &Asked) -> String;
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
    let mut organigram = Organigram::new(&party, &folder)?;
    peers.push(("organigram".to_owned(), ask_all(&mut organigram, &asked)));
    drop(organigram);
    let mut arrays = Arrays::new(Facts::of(&party));
    peers.push(("flat arrays".to_owned(), ask_all(&mut arrays, &asked)));
    drop(arrays);
    let mut petgraph = Petgraph::new(Facts::of(&party));
    peers.push(("petgraph".to_owned(), ask_all(&mut petgraph, &asked)));
    drop(petgraph);
    for name in measure::option("--peers", "sqlite,duckdb,igraph,rustworkx")
        .split(',')
        .filter(|n| !n.is_empty())
    {
        match scripts::answers(name, &folder) {
            Ok(answers) => peers.push((name.to_owned(), answers)),
            Err(why) => eprintln!("{name} was left out: {why}"),
        }
    }
    print_medians(&asked, &peers);
    compare(&asked, &peers)
}

fn ask_all(peer: &mut dyn Peer, asked: &[Asked]) -> Answers {
    let ask = |(n, question)| {
        let start = Instant::now();
        let answer = black_box(peer.answer(black_box(question)));
        (n, (answer, start.elapsed()))
    };
    asked.iter().enumerate().map(ask).collect()
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
