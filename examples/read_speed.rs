//! Measures the reader alone: entries into a sink that only counts them.
//!
//! `cargo run --release --example read_speed -- [ORGANS] [RUNS]` writes a model of that many organs
//! to a temporary file and prints how long it takes to read on one thread and on two.

use std::time::Instant;

use organigram::load::{self, LoadOptions};
use organigram::model::{Entry, Sink};
use organigram::text::SourceFile;

#[derive(Default)]
struct Count(usize);

impl Sink for Count {
    fn fresh(&self) -> Self {
        Count::default()
    }

    fn take<'t>(&mut self, _: &'t SourceFile, entry: &Entry<'t>) {
        if let Entry::Organ(key, organ) = &entry {
            self.0 += usize::from(key.id.len() + organ.name.len() > 0);
        }
    }

    fn append(&mut self, later: Self) {
        self.0 += later.0;
    }
}

fn text(organs: usize) -> String {
    let mut text = String::from("Model(\n    organs: {\n");
    for i in 0..organs {
        let (province, county) = (i / 100_000, i / 1_000 % 100);
        text += &format!(
            "        \"p{province:02}.c{county:03}.b{i:04}\": Organ(kind: \"basic\", name: \"Basic \
             Organisation {i}\", under: [\"p{province:02}.c{county:03}\"], existence: \
             \"1951-03-04/\", cite: [\"reg p. {}\"]),\n",
            i % 300,
        );
    }
    text += "    },\n)\n";
    text
}

fn main() {
    let mut numbers = std::env::args().skip(1).map(|arg| arg.parse::<usize>().expect("a number"));
    let organs = numbers.next().unwrap_or(1_000_000);
    let runs = numbers.next().unwrap_or(5);
    let file = tempfile::Builder::new().suffix(".ron").tempfile().expect("a temporary file");
    let text = text(organs);
    std::fs::write(file.path(), &text).expect("the file can be written");
    let megabytes = text.len() as f64 / 1e6;
    let source = SourceFile::alone("speed.ron", text);
    println!("{organs} organs, {megabytes:.0} MB");
    let least = |what: &str, run: &dyn Fn() -> usize| {
        let mut best = f64::MAX;
        for _ in 0..runs {
            let start = Instant::now();
            assert_eq!(run(), organs);
            best = best.min(start.elapsed().as_secs_f64());
        }
        println!("{what:32} {:6.0} ms {:6.0} MB/s", best * 1e3, megabytes / best);
    };
    for threads in [1, 2] {
        let what = format!("text to entries, {threads} thread(s)");
        least(&what, &|| load::read(std::slice::from_ref(&source), Count(0), threads).0.0);
        let what = format!("file to entries, {threads} thread(s)");
        let options = LoadOptions::default().threads(threads);
        least(&what, &|| load::load(file.path(), &options, Count(0)).sink.0);
    }
}
