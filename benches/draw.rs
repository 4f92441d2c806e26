//! Drawing beside Graphviz, in one run on the same graphs: `cargo bench --bench draw [-- --quick]`. Prints
//! a table; says so where `dot` is not installed. Takes nothing, changes nothing.

use std::hint::black_box;
use std::io::Write as _;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use organigram::layout::{LayoutOptions, layout, verify};
use organigram::render::{Theme, dot, svg};
use organigram::time::{DateSpan, Day};
use organigram::view::{
    Band, Card, End, EventMark, EventMarkKind, HierarchyView, LineageView, Superior, View,
};

fn main() {
    let quick = std::env::args().any(|argument| argument == "--quick");
    println!(
        "{:<22} {:>10} {:>10} {:>12} {:>8}",
        "what", "layout ms", "with svg", "dot -Tsvg", "times"
    );
    let mut per_size = Vec::new();
    for count in [1_000, 10_000, 100_000] {
        let view = View::Hierarchy(party(count));
        let patience = if count > 1_000 && quick { None } else { (count <= 10_000).then_some(120) };
        per_size.push(row(&format!("hierarchy {count}"), &view, patience));
    }
    let times = per_size[2].as_secs_f64() / per_size[1].as_secs_f64();
    println!("100,000 organs take {times:.1} times what 10,000 take");
    for count in [300, 5_000] {
        let view = View::Lineage(lineage(count, 1));
        let patience = if count > 1_000 && quick { None } else { Some(120) };
        row(&format!("lineage {count}"), &view, patience);
    }
    println!("\ncrossings of 300 organs: curves with curves, bands and names / edges of dot");
    for seed in 1..=5 {
        let view = View::Lineage(lineage(300, seed));
        let own = verify::crossings(&layout(&view, &LayoutOptions::default()));
        let other =
            plain(&dot(&view)).map_or("-".to_owned(), |text| dot_crossings(&text).to_string());
        println!("seed {seed}: {} + {} + {} / {other}", own.curves, own.bands, own.names);
    }
}

/// What Graphviz gives for a text, as plain text.
fn plain(text: &str) -> Option<String> {
    let pipe = Stdio::piped;
    let mut dot = Command::new("dot").arg("-Tplain").stdin(pipe()).stdout(pipe()).spawn().ok()?;
    dot.stdin.take().expect("it is piped").write_all(text.as_bytes()).ok()?;
    Some(String::from_utf8_lossy(&dot.wait_with_output().ok()?.stdout).into_owned())
}

type Point = (f64, f64);

/// How many pairs of edges cross, by the control points of their curves cut into short pieces. Edges that
/// share an end are counted as well where they cross.
fn dot_crossings(text: &str) -> usize {
    let edges: Vec<Vec<Point>> = text.lines().filter_map(dot_edge).collect();
    let pairs = (0..edges.len()).flat_map(|i| (0..i).map(move |j| (i, j)));
    let cross = |one: &[Point], other: &[Point]| {
        let pieces = |points: &[Point]| points.windows(2).map(|p| (p[0], p[1])).collect::<Vec<_>>();
        let (one, other) = (pieces(one), pieces(other));
        one.iter().any(|&(a, b)| {
            other.iter().any(|&(c, d)| {
                let side = |p: Point, q: Point, r: Point| {
                    (q.0 - p.0) * (r.1 - p.1) - (q.1 - p.1) * (r.0 - p.0)
                };
                side(a, b, c) * side(a, b, d) < 0.0 && side(c, d, a) * side(c, d, b) < 0.0
            })
        })
    };
    pairs.filter(|&(i, j)| cross(&edges[i], &edges[j])).count()
}

fn dot_edge(line: &str) -> Option<Vec<Point>> {
    let mut words = line.strip_prefix("edge ")?.split_whitespace().skip(2);
    let count: usize = words.next()?.parse().ok()?;
    let numbers: Vec<f64> = words.take(2 * count).filter_map(|word| word.parse().ok()).collect();
    let controls: Vec<Point> = numbers.chunks(2).map(|pair| (pair[0], pair[1])).collect();
    let mut points = vec![*controls.first()?];
    for curve in controls.windows(4).step_by(3) {
        for i in 1..=12 {
            let t = f64::from(i) / 12.0;
            let w = [
                (1.0 - t).powi(3),
                3.0 * t * (1.0 - t).powi(2),
                3.0 * t * t * (1.0 - t),
                t.powi(3),
            ];
            let sum = |of: fn(&Point) -> f64| curve.iter().zip(w).map(|(p, w)| of(p) * w).sum();
            points.push((sum(|p| p.0), sum(|p| p.1)));
        }
    }
    Some(points)
}

/// Measures one view, the best of several runs, and prints it beside Graphviz.
fn row(what: &str, view: &View, patience: Option<u64>) -> Duration {
    let runs = 5;
    let best = |work: &dyn Fn()| {
        let time = |_| {
            let start = Instant::now();
            work();
            start.elapsed()
        };
        (0..runs).map(time).min().expect("there are several runs")
    };
    let options = LayoutOptions::default();
    let placed = best(&|| drop(black_box(layout(view, &options))));
    let whole = best(&|| drop(black_box(svg(&layout(view, &options), &Theme::light()))));
    let other = patience.and_then(|seconds| graphviz(&dot(view), Duration::from_secs(seconds)));
    let ms = |time: Duration| format!("{:.1}", time.as_secs_f64() * 1e3);
    let (beside, times) = match other {
        Some(time) => (ms(time), format!("{:.0}", time.as_secs_f64() / whole.as_secs_f64())),
        None => ("-".to_owned(), "-".to_owned()),
    };
    println!("{what:<22} {:>10} {:>10} {beside:>12} {times:>8}", ms(placed), ms(whole));
    whole
}

/// How long Graphviz takes from DOT to SVG. None: not installed, or out of patience.
fn graphviz(text: &str, patience: Duration) -> Option<Duration> {
    let start = Instant::now();
    let null = || Stdio::null();
    let mut dot = Command::new("dot")
        .arg("-Tsvg")
        .stdin(Stdio::piped())
        .stdout(null())
        .stderr(null())
        .spawn()
        .ok()?;
    dot.stdin.take().expect("it is piped").write_all(text.as_bytes()).ok()?;
    while start.elapsed() < patience {
        if dot.try_wait().ok()?.is_some() {
            return Some(start.elapsed());
        }
        std::thread::sleep(Duration::from_micros(500));
    }
    let _ = dot.kill();
    let _ = dot.wait();
    None
}

/// Small random numbers that are the same on every run.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, below: usize) -> usize {
        self.0 = self.0.wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407);
        (self.0 >> 33) as usize % below
    }
}

/// A tree of `count` organs with three to twelve units each.
fn party(count: usize) -> HierarchyView {
    let names = ["Committee", "Bureau for Planning", "Department of Personnel", "Cell", "Section"];
    let mut dice = Dice(7);
    let mut cards: Vec<Card> = Vec::with_capacity(count);
    let mut above = 0;
    while cards.len() < count {
        let units = if cards.is_empty() { 1 } else { 3 + dice.roll(10) };
        let superior = (!cards.is_empty()).then(|| Superior {
            card: above,
            line: Some(0),
            ..Superior::default()
        });
        above += usize::from(!cards.is_empty());
        for _ in 0..units.min(count - cards.len()) {
            let place = cards.len();
            cards.push(Card {
                id: format!("organ-{place}"),
                label: format!("{} no. {place}", names[dice.roll(names.len())]),
                kind: Some(dice.roll(6)),
                superior: superior.clone(),
                ..Card::default()
            });
        }
    }
    let kinds = ["centre", "province", "county", "city", "base", "army"].map(String::from).into();
    HierarchyView { kinds, lines: vec!["part of".into()], cards, ..HierarchyView::default() }
}

/// A genealogy of `count` organs in time order, 1.3 events each, as in the measurements of engines.
fn lineage(count: usize, seed: u64) -> LineageView {
    let mut dice = Dice(seed);
    let start = |place: usize| Day((place * 36_500 / count) as i32);
    let bands = (0..count)
        .map(|place| Band {
            id: format!("organ-{place}"),
            label: format!("Union no. {place}"),
            start: DateSpan::day(start(place)),
            end: End::Stated(DateSpan::day(Day(start(place).0 + 2_000 + dice.roll(4_000) as i32))),
            ..Band::default()
        })
        .collect();
    let event_marks = (1..count)
        .flat_map(|place| std::iter::repeat_n(place, 1 + usize::from(place % 10 < 3)))
        .map(|place| EventMark {
            kind: EventMarkKind::Succeeded,
            from: vec![place - 1 - dice.roll(place.min(count / 20 + 2))],
            into: vec![place],
            on: DateSpan::day(start(place)),
            ..EventMark::default()
        })
        .collect();
    LineageView { bands, event_marks, ..LineageView::default() }
}
