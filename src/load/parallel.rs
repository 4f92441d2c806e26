//! Spreads the reading of files over the cores.
//!
//! Takes the texts of some files and a sink, gives the sink with all entries in the order of the
//! files, the diagnostics, and what else the files ask for. The result never depends on the number of
//! threads.
//!
//! Many files are shared out in runs. A large file is read in pieces: a line that looks like the
//! start of an entry is guessed for each core, and a reader begins there as if all before it had
//! been read. The guess is right exactly when the reader before it arrives at that byte in the
//! state that was assumed; otherwise that reader goes on alone and what the guess gave is dropped.

use std::ops::Range;

use super::entries::Item;
use super::reader::{Reader, Stop};
use super::repeated::Seen;
use super::{entries, messages};
use crate::diagnostics::Diagnostics;
use crate::model::{At, Charter, CharterRef, Entry, IntoOwned, Model, Record, Sink};
use crate::text::SourceFile;
use crate::workers::Workers;

/// A file shorter than this is never read in pieces.
const LARGE: usize = 4 << 20;
/// Less than this is not worth a thread.
const WORTH: usize = 512 << 10;

/// What a file asks for beyond its entries.
#[derive(Debug)]
pub(super) enum Ask {
    /// To read other files as well.
    Include(String, At),
    /// To read a charter.
    Charter(String, At),
    /// To take this charter.
    Inline(Box<Charter<'static>>, At),
}

/// What reading gave.
#[derive(Debug)]
pub(super) struct Batch<S> {
    pub(super) sink: S,
    pub(super) diagnostics: Diagnostics,
    pub(super) seen: Seen,
    pub(super) asks: Vec<Ask>,
}

impl<S: Sink> Batch<S> {
    pub(super) fn new(sink: S) -> Self {
        Batch { sink, diagnostics: Diagnostics::new(), seen: Seen::default(), asks: Vec::new() }
    }

    fn append(&mut self, later: Batch<S>) {
        self.sink.append(later.sink);
        self.diagnostics.append(later.diagnostics);
        self.seen.append(later.seen);
        self.asks.extend(later.asks);
    }

    #[inline]
    fn take<'t>(&mut self, file: &'t SourceFile, item: Item<'_, 't>) {
        let entry = match item {
            Item::Plain(plain) => return self.sink.take_plain(file, plain),
            Item::Entry(entry) => entry,
        };
        match entry {
            Entry::Include(path, at) => self.asks.push(Ask::Include(entries::owned(path), *at)),
            Entry::Charter(CharterRef::File(path, at)) => {
                self.asks.push(Ask::Charter(entries::owned(path), *at));
            }
            Entry::Charter(CharterRef::Inline(charter)) => {
                let owned = Box::new(Charter::clone(charter).into_owned());
                self.asks.push(Ask::Inline(owned, charter.pos));
            }
            _ => self.seen.add(entry),
        }
        self.sink.take(file, entry);
    }
}

/// A piece of work for one thread.
#[derive(Clone, PartialEq, Eq, Debug)]
enum Job {
    /// Whole files.
    Run(Range<usize>),
    /// A file from a guessed entry (or its start) to the next guess (or its end).
    Piece { file: usize, from: Option<Stop>, until: Stop },
}

/// How a job ended.
struct Done<S> {
    batch: Batch<S>,
    /// Whether it arrived where the next piece began.
    arrived: bool,
    /// The sections that it began, and where.
    begun: Vec<(usize, usize)>,
}

/// Reads files into a sink.
pub(super) fn read<S: Sink>(files: &[SourceFile], sink: S, workers: Workers) -> Batch<S> {
    let jobs = plan(files, workers.count());
    let mut sinks: Vec<_> = jobs.iter().skip(1).map(|_| sink.fresh()).collect();
    sinks.insert(0, sink);
    let done = workers.map(jobs.iter().zip(sinks).collect(), |(job, sink)| run(files, job, sink));
    join(files, &jobs, done)
}

fn plan(files: &[SourceFile], threads: usize) -> Vec<Job> {
    let total: usize = files.iter().map(|file| file.text().len()).sum();
    let share = (total / threads.max(1)).max(WORTH);
    let (mut jobs, mut run, mut size) = (Vec::new(), 0..0, 0);
    for (index, file) in files.iter().enumerate() {
        let len = file.text().len();
        if threads > 1 && len > LARGE && len > share {
            jobs.extend((!run.is_empty()).then_some(Job::Run(run)));
            pieces(file, index, len.div_ceil(share), &mut jobs);
            (run, size) = (index + 1..index + 1, 0);
            continue;
        }
        (run.end, size) = (index + 1, size + len);
        if size >= share {
            jobs.push(Job::Run(run));
            (run, size) = (index + 1..index + 1, 0);
        }
    }
    jobs.extend((!run.is_empty()).then_some(Job::Run(run)));
    if jobs.is_empty() { vec![Job::Run(0..0)] } else { jobs }
}

fn pieces(file: &SourceFile, index: usize, count: usize, jobs: &mut Vec<Job>) {
    let text = file.text();
    let mut guesses: Vec<_> =
        (1..count).filter_map(|piece| guess(text, text.len() / count * piece)).collect();
    guesses.dedup();
    let until = guesses.iter().copied().chain([Stop::NEVER]);
    let from = std::iter::once(None).chain(guesses.iter().copied().map(Some));
    jobs.extend(from.zip(until).map(|(from, until)| Job::Piece { file: index, from, until }));
}

/// The next line from `at` on that looks like the start of an entry.
fn guess(text: &str, at: usize) -> Option<Stop> {
    const LINES: usize = 1_000;
    const BYTES: usize = 1 << 20;
    let bytes = text.as_bytes();
    let near = &bytes[at..bytes.len().min(at + BYTES)];
    memchr::memchr_iter(b'\n', near).take(LINES).find_map(|line| {
        let start = at + line + 1;
        let head = bytes[start..].iter().take_while(|byte| matches!(byte, b' ' | b'\t')).count();
        let at = start + head;
        entries::section_of_entry(text, at).map(|section| Stop { at, section })
    })
}

fn run<S: Sink>(files: &[SourceFile], job: &Job, sink: S) -> Done<S> {
    let mut batch = Batch::new(sink);
    match *job {
        Job::Run(ref run) => {
            for file in &files[run.clone()] {
                let mut reader = Reader::new(file);
                entries::read(&mut reader, &mut |item: Item<'_, '_>| batch.take(file, item));
                batch.diagnostics.append(reader.diagnostics);
            }
            Done { batch, arrived: false, begun: Vec::new() }
        }
        Job::Piece { file, from, until } => {
            let file = &files[file];
            let mut reader = Reader::new(file);
            reader.stop = until;
            let take = &mut |item: Item<'_, '_>| batch.take(file, item);
            match from {
                None => entries::read(&mut reader, take),
                Some(from) => entries::resume(&mut reader, from.at, from.section, take),
            }
            batch.diagnostics.append(reader.diagnostics);
            Done { batch, arrived: reader.stopped, begun: reader.begun }
        }
    }
}

/// Joins what the jobs gave, without the pieces that were guessed wrongly.
fn join<S: Sink>(files: &[SourceFile], jobs: &[Job], done: Vec<Done<S>>) -> Batch<S> {
    let mut joined: Option<Batch<S>> = None;
    let mut begun: Vec<usize> = Vec::new();
    let mut arrived = false;
    for (job, mut done) in jobs.iter().zip(done) {
        let Job::Piece { file, from, .. } = job else {
            add(&mut joined, done.batch);
            continue;
        };
        if from.is_none() {
            begun.clear();
        } else if !arrived {
            continue;
        }
        for (section, at) in done.begun {
            if from.is_some() && begun.contains(&section) {
                let reader = Reader::new(&files[*file]);
                let field = Model::FIELDS[section];
                let found = messages::repeated_field(&reader, at, Model::NAME, field);
                done.batch.diagnostics.push(found);
            }
            begun.push(section);
        }
        arrived = done.arrived;
        add(&mut joined, done.batch);
    }
    joined.expect("there is at least one job")
}

fn add<S: Sink>(joined: &mut Option<Batch<S>>, batch: Batch<S>) {
    match joined {
        Some(joined) => joined.append(batch),
        None => *joined = Some(batch),
    }
}
