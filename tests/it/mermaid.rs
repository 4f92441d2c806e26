//! What stands in our Mermaid, read by a grammar that is stricter than Mermaid's own: every line is one of
//! the few that we write, and no word of a model can be taken for syntax. What the grammar allows was drawn
//! once by Mermaid itself, versions 11.4.1 and 12.3.0, in a browser: every view of the models and of the
//! words of `drawn`, each label compared with what was to be read.

use std::collections::BTreeMap;

use organigram::render::mermaid;
use organigram::view::View;

use crate::drawn;
use crate::graphviz::{Found, apart, wanted};

/// What one text holds: labels by node, lines by their ends, frames, and the tasks of a Gantt chart.
#[derive(Default)]
struct Read {
    nodes: BTreeMap<String, String>,
    edges: Vec<(String, String)>,
    frames: Vec<(String, Vec<String>)>,
    tasks: Vec<String>,
}

/// Reads a text line by line; a line that is none of ours is a problem.
fn read(name: &str, text: &str) -> Read {
    let problem = |line: &str| -> ! { panic!("{name}: not a line of ours: {line:.200}") };
    let mut lines = text.lines();
    assert_eq!(lines.next(), Some("---"), "{name}");
    let title = lines.next().and_then(|line| line.strip_prefix("title: ")).expect("a title");
    serde_json::from_str::<String>(title).expect("a title in quotes");
    assert_eq!(lines.next(), Some("---"), "{name}");
    let mut read = Read::default();
    match lines.next() {
        Some("flowchart TB" | "flowchart LR") => {
            lines.for_each(|line| read.flowchart(line).unwrap_or_else(|| problem(line)));
        }
        Some("gantt") => {
            assert_eq!(lines.next(), Some("  dateFormat YYYY-MM-DD"));
            assert_eq!(lines.next(), Some("  axisFormat %Y"));
            lines.for_each(|line| read.gantt(line).unwrap_or_else(|| problem(line)));
        }
        other => panic!("{name}: {other:?}"),
    }
    read
}

impl Read {
    fn flowchart(&mut self, line: &str) -> Option<()> {
        let words = line.strip_prefix("  ")?;
        if let Some(rest) = words.strip_prefix("subgraph ") {
            let (place, label) = rest.split_once('[')?;
            number(place, "c")?;
            self.frames.push((label_of(label.strip_suffix(']')?)?, Vec::new()));
        } else if words == "end" {
        } else if let Some(member) = words.strip_prefix("  ") {
            number(member, "n")?;
            self.frames.last_mut()?.1.push(member.to_owned());
        } else if let Some(rest) = words.strip_prefix("classDef ") {
            let plain = |c: char| c.is_ascii_alphanumeric() || " :-,".contains(c);
            rest.chars().all(plain).then_some(())?;
        } else if let Some(rest) = words.strip_prefix("class ") {
            let nodes = rest.strip_suffix(" highlighted")?;
            nodes.split(',').try_for_each(|node| number(node, "n"))?;
        } else if let Some((node, rest)) =
            words.split_once(['[', '(']).filter(|(node, _)| !node.contains(' '))
        {
            number(node, "n").or_else(|| number(node, "e"))?;
            let (label, class) = rest.rsplit_once(":::").unwrap_or((rest, "presumed"));
            ["presumed", "possible", "ahead"].contains(&class).then_some(())?;
            let label =
                label.strip_suffix(']').or_else(|| label.strip_prefix('(')?.strip_suffix("))"))?;
            let again = self.nodes.insert(node.to_owned(), label_of(label)?);
            assert_eq!(again, None, "{node} twice");
        } else {
            let (from, rest) = words.split_once(' ')?;
            let (rest, to) = rest.rsplit_once(' ')?;
            let (arrow, label) =
                rest.split_once('|').map_or((rest, None), |(arrow, label)| (arrow, Some(label)));
            ["---", "-.-", "-->", "-.->", "==>"].contains(&arrow).then_some(())?;
            label.map_or(Some(()), |label| label_of(label.strip_suffix('|')?).map(drop))?;
            for end in [from, to] {
                number(end, "n").or_else(|| number(end, "e"))?;
            }
            self.edges.push((from.to_owned(), to.to_owned()));
        }
        Some(())
    }

    fn gantt(&mut self, line: &str) -> Option<()> {
        let words = line.strip_prefix("  ")?;
        if let Some(heading) = words.strip_prefix("section ") {
            return plain(heading).map(drop);
        }
        if let Some(remark) = words.strip_prefix("%% ") {
            return plain(remark).map(drop);
        }
        let (name, rest) = words.split_once(" :")?;
        // A name that begins with a word or a date of Mermaid's own would be taken for it.
        (!name.starts_with(|first: char| first.is_ascii_alphanumeric())).then_some(())?;
        self.tasks.push(plain(name)?);
        let (from, to) = rest.strip_prefix("done, ").unwrap_or(rest).split_once(", ")?;
        let is_day = |day: &str| {
            day.len() == 10
                && day.chars().enumerate().all(|(at, c)| match at {
                    4 | 7 => c == '-',
                    _ => c.is_ascii_digit(),
                })
        };
        (is_day(from) && is_day(to) && from < to).then_some(())
    }
}

fn number(name: &str, letter: &str) -> Option<()> {
    name.strip_prefix(letter)?.parse::<usize>().ok().map(drop)
}

/// What a reader sees of a label in quotes.
fn label_of(quoted: &str) -> Option<String> {
    plain(&quoted.strip_prefix('"')?.strip_suffix('"')?.replace("<br/>", "\n"))
}

/// Words without a sign of Mermaid's, its escapes read. Nothing if they hold one.
fn plain(words: &str) -> Option<String> {
    let mut out = String::new();
    let mut rest = words;
    while let Some(letter) = rest.chars().next() {
        rest = &rest[letter.len_utf8()..];
        match letter {
            '#' => {
                let (code, after) = rest.split_once(';')?;
                out.push(char::from_u32(code.parse().ok()?)?);
                rest = after;
            }
            '\n' => out.push(letter),
            letter if letter.is_control() || "\"<>&`\\[]{}|;:%$".contains(letter) => return None,
            letter => out.push(letter),
        }
    }
    // What Mermaid would still read into the words: mathematics, icons, line breaks, links, lists.
    let read = ["$$", ":fa-", "\\n", "](", "://"].iter().any(|sign| out.contains(sign));
    let read = read || out.lines().any(|line| line.starts_with(|c: char| c.is_ascii_digit()));
    (!read).then_some(out)
}

/// The words of a view as a label shows them, on one line.
fn shown(words: &str) -> String {
    let show = |c: char| if c.is_control() { ' ' } else { c };
    words.chars().map(show).filter(|c| !['\u{2060}', '\u{feff}'].contains(c)).collect()
}

/// What Mermaid's numbers stand for.
fn ids(view: &View, wanted: &Found) -> Vec<String> {
    let of_cards =
        |cards: &[organigram::view::Card]| cards.iter().map(|card| card.id.clone()).collect();
    match view {
        View::Hierarchy(view) => of_cards(&view.cards),
        View::Network(view) => of_cards(&view.cards),
        View::Lineage(view) => view.bands.iter().map(|band| band.id.clone()).collect(),
        View::Roster(_) => {
            let numbered = wanted
                .nodes
                .keys()
                .filter_map(|id| Some((id.split_once(' ')?.0.parse().ok()?, id)));
            let numbered: BTreeMap<usize, &String> = numbered.collect();
            numbered.into_values().cloned().collect()
        }
        View::Tenures(_) => Vec::new(),
    }
}

fn compare(name: &str, view: &View) {
    let read = read(name, &mermaid(view));
    if let View::Tenures(view) = view {
        let bars = view.rows.iter().flat_map(|row| &row.bars);
        let known =
            |task: &String| bars.clone().any(|bar| shown(task).starts_with(&shown(&bar.name)));
        assert!(read.tasks.iter().all(known), "{name}");
        return;
    }
    let wanted = wanted(view);
    let ids = ids(view, &wanted);
    let id = |node: &String| match node.split_at(1) {
        ("n", place) => ids[place.parse::<usize>().expect("a number")].clone(),
        (_, place) => format!("event {place}"),
    };
    let nodes: BTreeMap<String, &String> =
        read.nodes.iter().map(|(node, label)| (id(node), label)).collect();
    // A line without a head has no direction.
    let is_headless = matches!(view, View::Hierarchy(_) | View::Network(_));
    let pair = |(from, to): (String, String)| match is_headless && from > to {
        true => (to, from),
        false => (from, to),
    };
    let edges = read.edges.iter().map(|(from, to)| pair((id(from), id(to)))).collect();
    let own_edges = wanted.edges.into_iter().map(pair).collect();
    let members = |members: &[String]| members.iter().map(id).collect::<Vec<_>>();
    let frames = read.frames.iter().map(|(label, of)| (shown(label), members(of))).collect();
    let own = wanted.frames.iter().map(|(label, of)| (shown(label), of.clone())).collect();
    assert_eq!(apart(edges, own_edges), Vec::<String>::new(), "{name}: lines");
    assert_eq!(apart(frames, own), Vec::<String>::new(), "{name}: frames");
    let missing = apart(nodes.keys().collect(), wanted.nodes.keys().collect());
    assert_eq!(missing, Vec::<String>::new(), "{name}: nodes");
    for (id, words) in &wanted.nodes {
        // In the words of a view the sign for what cannot be shown is a blank here.
        let words = shown(&words.replace('\u{FFFD}', " "));
        assert!(
            shown(nodes[id]).replace('\u{FFFD}', " ").starts_with(&words),
            "{name}: {id:.60?} {:.60?}",
            nodes[id]
        );
    }
}

#[test]
fn mermaid_holds_the_things_and_lines_of_the_models() {
    drawn::of_models().iter().for_each(|(name, view)| compare(name, view));
}

#[test]
fn mermaid_holds_them_whatever_they_are_called() {
    drawn::hostile().iter().for_each(|(name, view)| compare(name, view));
}

/// A line of the tree has no arrow in Mermaid, and the superior stands first in its text.
#[test]
fn words_of_a_line_of_the_tree_are_read_from_the_unit() {
    let project = organigram::project::Project::from_text(
        "tree.ron",
        r#"Model(
            charter: Charter(lines: { "part_of": Line(), "advises": Line(label: "advises") }),
            organs: {
                "ministry": Organ(),
                "council": Organ(under: Under(organ: "ministry", line: "advises")),
                "office": Organ(under: "ministry"),
            },
        )"#,
    );
    let view = project.view(&organigram::project::Request::hierarchy()).unwrap();
    let written = organigram::render::mermaid(&view);
    assert!(written.contains("n0 ---|\"\u{2191} advises\"| n1"), "{written}");
    assert!(written.contains("n0 --- n2"), "{written}");
    let dot = organigram::render::dot(&view);
    assert!(
        dot.contains("\"council\" -> \"ministry\" [style=\"solid\" label=\"advises\""),
        "{dot}"
    );
}

/// What a line says, it says of the unit: whoever reads "advises" along the arrow reads who advises whom.
#[test]
fn arrows_run_as_their_words_do() {
    let project = organigram::project::Project::from_text(
        "arrows.ron",
        r#"Model(
            charter: Charter(lines: { "part_of": Line(), "advises": Line(label: "advises", several: true) }),
            organs: {
                "cabinet": Organ(),
                "council": Organ(under: ["cabinet", Under(organ: "ministry", line: "advises")]),
                "ministry": Organ(under: "cabinet"),
            },
        )"#,
    );
    use organigram::project::Request;
    for request in [Request::hierarchy(), Request::network()] {
        let view = project.view(&request).unwrap();
        let written = organigram::render::dot(&view);
        assert!(written.contains("\"council\" -> \"ministry\""), "{written}");
        assert!(written.contains("\"council\" -> \"cabinet\""), "{written}");
        let written = organigram::render::mermaid(&view);
        let number = |name: &str| {
            let line = written.lines().find(|line| line.contains(&format!("[\"{name}\"]")));
            line.unwrap().trim().split('[').next().unwrap().to_owned()
        };
        let (council, ministry) = (number("council"), number("ministry"));
        let arrow = written.lines().find(|line| line.contains("advises")).unwrap().trim();
        assert!(arrow.starts_with(&council) && arrow.ends_with(&ministry), "{written}");
    }
}
