//! What the wheel is measured beside: opening a model, and a query of it, by the library alone. Takes a model and an
//! expression; prints the best seconds of both, over so many rounds, as JSON. Used by `benches/compare.py`.

use std::time::Instant;

use organigram::project::{Project, QueryColumn, QueryRequest, Question};

/// What `Slice.query` asks for where nothing else is said.
const COLUMNS: [QueryColumn; 9] = [
    QueryColumn::Id,
    QueryColumn::Name,
    QueryColumn::Kind,
    QueryColumn::Existence,
    QueryColumn::Answer,
    QueryColumn::Why,
    QueryColumn::Attested,
    QueryColumn::Modality,
    QueryColumn::Sources,
];

fn best<T>(rounds: usize, work: impl Fn() -> T) -> f64 {
    let mut best = f64::MAX;
    for _ in 0..rounds {
        let start = Instant::now();
        let made = work();
        best = best.min(start.elapsed().as_secs_f64());
        drop(made);
    }
    best
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut args = std::env::args().skip(1);
    let mut next = || args.next().ok_or("a model, an expression, a date and a number of rounds");
    let (model, expression, date, rounds) = (next()?, next()?, next()?, next()?.parse()?);
    let open = best(rounds, || Project::open(&model).expect("the model can be read"));
    let project = Project::open(&model)?;
    let question = Question::default().as_of(date);
    let request = QueryRequest::new(&expression).columns(&COLUMNS).with_periods();
    let rows = project.query(&question, &request)?.rows.len();
    let query = best(rounds, || project.query(&question, &request).expect("the query is right"));
    println!("{{\"open\": {open:.4}, \"query\": {query:.4}, \"rows\": {rows}}}");
    Ok(())
}
