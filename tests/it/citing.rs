//! Sources at the things of a picture: each number at a box, bar or band stands in the list below, and leads to what says it.

use std::collections::BTreeSet;

use organigram::project::{Citing, Project, Request, Style, draw};

/// The raised numbers of a text.
fn numbers(text: &str) -> Vec<u32> {
    let digit = |letter: char| "⁰¹²³⁴⁵⁶⁷⁸⁹".chars().position(|raised| raised == letter);
    let mut found = Vec::new();
    let mut number: Option<u32> = None;
    for letter in text.chars() {
        match digit(letter) {
            Some(digit) => number = Some(number.unwrap_or(0) * 10 + digit as u32),
            None => found.extend(number.take()),
        }
    }
    found.extend(number);
    found
}

#[test]
fn every_number_in_a_picture_stands_in_its_list() {
    for model in ["models/wpk.ron", "models/chess-club.ron", "models/genealogies.ron"] {
        let project = Project::open(model).unwrap();
        for (name, _) in project.view_files() {
            let request = Request::named(&project, name).unwrap();
            let plain = project.view(&request).unwrap();
            let cited = project.view(&request.clone().cite(Citing::Numbers)).unwrap();
            let svg = draw(&cited, &Style::default()).svg().unwrap();
            let listed: BTreeSet<u32> =
                cited.caption().sources.iter().map(|source| source.number).collect();
            let (marks, _) = svg.split_once("Sources</text>").unwrap_or((&svg, ""));
            let shown: BTreeSet<u32> = numbers(marks).into_iter().collect();
            assert!(shown.is_subset(&listed), "{model} {name}: {shown:?} of {listed:?}");
            let is_cited = svg.contains("href=\"#s-");
            assert_eq!(!shown.is_empty(), is_cited && !listed.is_empty(), "{model} {name}");
            // Nothing but labels changes.
            assert_eq!(plain.caption(), cited.caption());
        }
    }
}

#[test]
fn a_label_has_the_sources_of_its_thing_and_no_others() {
    let text = r#"Model(
        sources: {
            "m": Source(title: "Minutes", publisher: "Chess Club (CC)", published: "1951"),
            "n": Source(title: "A newspaper of the town and its surroundings"),
            "x": Source(title: "Not cited here"),
        },
        organs: {
            "club": Organ(name: "Club", cite: ["m p. 1", "m p. 9", "n"]),
            "board": Organ(name: "Board", under: "club", cite: "n p. 2"),
            "nobody": Organ(name: "Nobody says so", under: "club"),
        },
    )"#;
    let project = Project::from_text("club.ron", text);
    let svg = |how| {
        let view = project.view(&Request::hierarchy().cite(how)).unwrap();
        draw(&view, &Style::default()).svg().unwrap()
    };
    let numbered = svg(Citing::Numbers);
    for label in [">Club\u{202f}¹\u{202f}²<", ">Board\u{202f}²<", ">Nobody says so<"] {
        assert!(numbered.contains(label), "{label}: {numbered}");
    }
    let short = svg(Citing::Short);
    assert!(short.contains(">(CC\u{a0}1951; A newspaper<"), "{short}");
}
