//! Every place that the model of the Workers' Party cites in its four main sources is there: each line that a citation
//! begins or ends with holds text, and lies under the heading that the citation names.

use std::fs;
use std::ops::RangeInclusive;

/// A main source as we hold it: its id and which of its lines hold text.
type Held = (&'static str, fn(u32) -> bool);

const MAIN: [Held; 4] = [
    ("kcna-2019-07-03", |line| (1..=25).contains(&line) && line % 2 == 1),
    ("embassy-2013-10-10", is_text_of_embassy),
    ("defendkorea-2021-05-21", |line| (1..=53).contains(&line) && line % 2 == 1),
    ("nklw-2013-01-25", |line| line == 1 || (4..=40).contains(&line) && line % 2 == 0),
];

/// The lines under each of the embassy's three headings.
const HEADINGS: [(&str, RangeInclusive<u32>); 3] =
    [("§1", 12..=81), ("§2", 87..=171), ("§3", 175..=227)];

fn is_text_of_embassy(line: u32) -> bool {
    let beside = [2, 6, 8, 12, 14, 15, 231, 232];
    let odd = [17..=81, 87..=167, 171..=171, 175..=227];
    beside.contains(&line) || line % 2 == 1 && odd.iter().any(|lines| lines.contains(&line))
}

/// The first and the last line of each stretch in a place such as `§1 L12, L39-41, §2 L87`, with the heading it stands
/// under.
fn stretches(place: &str) -> Vec<(Option<&str>, u32, u32)> {
    let mut heading = None;
    let mut found = Vec::new();
    for word in place.split([' ', ',']).filter(|word| !word.is_empty()) {
        if word.starts_with('§') {
            heading = Some(word);
            continue;
        }
        let lines =
            word.strip_prefix('L').unwrap_or_else(|| panic!("`{word}` in `{place}` is no line"));
        let (first, last) = lines.split_once('-').unwrap_or((lines, lines));
        found.push((heading, first.parse().unwrap(), last.parse().unwrap()));
    }
    found
}

/// All citations of a source in a text of RON, long and short, as places.
fn cited<'t>(text: &'t str, source: &str) -> Vec<&'t str> {
    let quoted: Vec<(&str, &str)> = {
        let parts: Vec<&str> = text.split('"').collect();
        parts.windows(2).skip(1).step_by(2).map(|pair| (pair[0], pair[1])).collect()
    };
    let of_source = |id: &str| id.split('#').next() == Some(source);
    let long = quoted.windows(2).filter(|pair| of_source(pair[0].0) && pair[0].1.ends_with("at: "));
    let short = quoted.iter().filter_map(|(text, _)| text.split_once(' '));
    let long = long.map(|pair| pair[1].0);
    long.chain(short.filter(|(id, _)| of_source(id)).map(|(_, place)| place)).collect()
}

#[test]
fn every_cited_line_of_the_main_sources_exists() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/models/wpk");
    let mut places = 0;
    for file in fs::read_dir(folder).unwrap() {
        let path = file.unwrap().path();
        let text: String = fs::read_to_string(&path).unwrap().replace("\\\"", "'");
        for (source, is_text) in MAIN {
            for place in cited(&text, source) {
                places += 1;
                let at = format!("{}: {source} {place}", path.display());
                let lines = stretches(place);
                assert!(!lines.is_empty(), "{at}: names no line");
                for (heading, first, last) in lines {
                    assert!(
                        first <= last && is_text(first) && is_text(last),
                        "{at}: no such lines"
                    );
                    let under = HEADINGS.iter().find(|(_, lines)| lines.contains(&first));
                    let under = under.filter(|_| source.starts_with("embassy"));
                    assert_eq!(
                        under.map(|(name, _)| *name),
                        heading,
                        "{at}: under another heading"
                    );
                    assert!(under.is_none_or(|(_, lines)| lines.contains(&last)), "{at}: runs on");
                }
            }
        }
    }
    assert!(places > 400, "only {places} citations were found");
}
