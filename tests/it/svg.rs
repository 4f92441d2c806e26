//! Every SVG that we write is XML that a browser, an editor and a screen reader can trust: well formed, ids
//! unique, references that lead somewhere, a title and a description, nothing that runs, loads or repeats
//! its style. Of all views of the models and of hostile words, in all themes, and of all files of `output/`.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use quick_xml::events::{BytesStart, Event};
use quick_xml::{Reader, XmlVersion};

use organigram::layout::{LayoutOptions, layout};
use organigram::render::{SvgId, Theme, plain_svg, svg, svg_with_id};

use crate::drawn;

/// The elements that we write; none of them runs or loads anything.
const ELEMENTS: [&str; 14] = [
    "svg",
    "title",
    "desc",
    "style",
    "defs",
    "linearGradient",
    "stop",
    "g",
    "a",
    "rect",
    "path",
    "text",
    "tspan",
    "circle",
];

/// The attributes that we write; looks stand in the one style sheet, and the colours of a fade in `stop`.
const ATTRIBUTES: [&str; 23] = [
    "xmlns",
    "width",
    "height",
    "viewBox",
    "role",
    "class",
    "id",
    "href",
    "x",
    "y",
    "dx",
    "dy",
    "rx",
    "d",
    "offset",
    "stop-color",
    "stop-opacity",
    "aria-hidden",
    "aria-labelledby",
    "lang",
    "cx",
    "cy",
    "r",
];

/// The attributes that say how something looks, where no style sheet does.
const LOOKS: [&str; 13] = [
    "fill",
    "fill-opacity",
    "stroke",
    "stroke-width",
    "stroke-opacity",
    "stroke-dasharray",
    "stroke-linecap",
    "stroke-linejoin",
    "font-family",
    "font-size",
    "font-weight",
    "font-style",
    "text-anchor",
];

/// What is read of one file.
#[derive(Default)]
struct Seen {
    is_plain: bool,
    ids: BTreeSet<String>,
    /// Ids that something refers to.
    wanted: BTreeSet<String>,
    styles: Vec<String>,
    elements: BTreeMap<String, usize>,
    problems: Vec<String>,
    /// The elements that are open.
    open: Vec<String>,
    title: String,
    description: String,
}

impl Seen {
    fn of(text: &str, is_plain: bool) -> Seen {
        let mut seen = Seen { is_plain, ..Seen::default() };
        let mut reader = Reader::from_str(text);
        reader.config_mut().check_end_names = true;
        loop {
            match reader.read_event() {
                Ok(Event::Start(start)) => {
                    seen.element(&start);
                    seen.open.push(name(&start));
                }
                Ok(Event::Empty(start)) => seen.element(&start),
                Ok(Event::End(_)) => drop(seen.open.pop()),
                Ok(Event::Text(words)) => {
                    seen.words(&words);
                }
                Ok(Event::GeneralRef(entity)) => {
                    if !["amp", "lt", "gt", "quot"].contains(&&entity[..]) {
                        seen.problems.push(format!("the entity {}", &*entity));
                    }
                    seen.words("&");
                }
                Ok(Event::Eof) => break,
                Ok(other) => seen.problems.push(format!("{other:?} is nothing that we write")),
                Err(error) => {
                    seen.problems.push(format!("{error} at {}", reader.error_position()));
                    break;
                }
            }
        }
        if !seen.open.is_empty() {
            seen.problems.push(format!("{:?} do not end", seen.open));
        }
        seen
    }

    fn words(&mut self, words: &str) {
        if let Some(letter) = words.chars().find(|&letter| !allowed(letter)) {
            self.problems.push(format!("{letter:?} is no letter of XML"));
        }
        match &self.open.iter().map(|name| &name[..]).collect::<Vec<_>>()[..] {
            ["svg", "title"] => self.title.push_str(words),
            ["svg", "desc"] => self.description.push_str(words),
            ["svg", "style"] => self.styles.push(words.to_owned()),
            _ => {}
        }
    }

    fn element(&mut self, start: &BytesStart<'_>) {
        let element = name(start);
        if !ELEMENTS.contains(&&element[..]) {
            self.problems.push(format!("the element {element}"));
        }
        *self.elements.entry(element.clone()).or_default() += 1;
        // Twice the same attribute is a problem of this iterator.
        for attribute in start.attributes() {
            let Ok(attribute) = attribute else {
                self.problems.push(format!("{attribute:?}"));
                continue;
            };
            let key = attribute.key.as_ref().to_owned();
            let value =
                attribute.normalized_value(XmlVersion::Implicit1_0).map(|value| value.into_owned());
            let Ok(value) = value else {
                self.problems.push(format!("{key}: {value:?}"));
                continue;
            };
            self.attribute(&element, &key, value);
        }
    }

    fn attribute(&mut self, element: &str, key: &str, value: String) {
        let is_known = match self.is_plain {
            true => (ATTRIBUTES.contains(&key) && key != "class") || LOOKS.contains(&key),
            false => ATTRIBUTES.contains(&key),
        };
        if !is_known {
            self.problems.push(format!("{key} on {element}"));
        }
        if let Some(letter) = value.chars().find(|&letter| !allowed(letter)) {
            self.problems.push(format!("{letter:?} in {key} is no letter of XML"));
        }
        match key {
            "id" if !self.ids.insert(value.clone()) => {
                self.problems.push(format!("id {value} twice"))
            }
            "href" => match value.strip_prefix('#') {
                // Our own begin so; a source may lead to any other.
                Some(id) if id.starts_with("o-") || id.starts_with("s-") => {
                    self.wanted.insert(id.to_owned());
                }
                Some(_) => {}
                None if element != "a" => self.problems.push(format!("{element} loads {value}")),
                None => {
                    let scheme = value.split(['/', '?', '#']).next().unwrap_or_default();
                    let web = ["http:", "https:", "mailto:"];
                    let safe = !scheme.contains(':')
                        || web.iter().any(|web| scheme.to_lowercase().starts_with(web));
                    if !safe {
                        self.problems.push(format!("a link to {value}"));
                    }
                }
            },
            "fill" => {
                let fade = value.strip_prefix("url(#").and_then(|rest| rest.strip_suffix(')'));
                self.wanted.extend(fade.map(str::to_owned));
            }
            "aria-labelledby" => self.wanted.extend(value.split(' ').map(String::from)),
            _ => {}
        }
    }
}

fn name(start: &BytesStart<'_>) -> String {
    start.name().as_ref().to_owned()
}

/// The letters of XML 1.0.
fn allowed(letter: char) -> bool {
    matches!(letter, '\t' | '\n' | '\r' | ' '..='\u{D7FF}' | '\u{E000}'..='\u{FFFD}' | '\u{10000}'..)
}

/// What is wrong with a file.
fn problems(text: &str) -> Vec<String> {
    problems_of(text, false)
}

/// What is wrong with a file, with a style sheet or plain.
fn problems_of(text: &str, is_plain: bool) -> Vec<String> {
    let mut seen = Seen::of(text, is_plain);
    let sheet = seen.styles.concat();
    let urls = sheet.split("url(").skip(1).map(|rest| rest.split(')').next().unwrap_or_default());
    for url in urls {
        match url.strip_prefix('#') {
            Some(id) => drop(seen.wanted.insert(id.to_owned())),
            None => seen.problems.push(format!("the style sheet loads {url}")),
        }
    }
    if sheet.contains("@import") || sheet.contains('<') {
        seen.problems.push("the style sheet imports, or was left".to_owned());
    }
    for id in seen.wanted.difference(&seen.ids) {
        seen.problems.push(format!("nothing has the id {id}"));
    }
    for (what, words) in [("title", &seen.title), ("description", &seen.description)] {
        if words.trim().is_empty() {
            seen.problems.push(format!("no {what}"));
        }
    }
    let sheets = seen.elements.get("style").copied().unwrap_or(0);
    if sheets != usize::from(!is_plain) {
        seen.problems.push(format!("{sheets} style sheets"));
    }
    seen.problems
}

#[test]
fn every_svg_is_sound_and_every_mark_leads_to_its_source() {
    let themes = [Theme::light(), Theme::dark(), Theme::print()];
    let mut largest = (0, String::new());
    let mut seen: BTreeMap<&str, usize> = BTreeMap::new();
    let models = drawn::of_models();
    for (at, (name, view)) in models.iter().chain(&drawn::hostile()).enumerate() {
        let scene = layout(view, &LayoutOptions::default());
        for theme in &themes {
            let text = svg(&scene, theme);
            assert_eq!(problems(&text), Vec::<String>::new(), "{name}");
            largest = largest.max((text.len(), name.clone()));
        }
        if at < models.len() {
            let (counts, lacking) = marks(&svg(&scene, &themes[0]));
            assert_eq!(lacking, Vec::<String>::new(), "{name}");
            counts.into_iter().for_each(|(mark, count)| *seen.entry(mark).or_default() += count);
        }
    }
    let unseen: Vec<_> = MARKS.into_iter().filter(|mark| !seen.contains_key(mark)).collect();
    assert_eq!(unseen, Vec::<&str>::new(), "the pictures have {seen:?}");
    eprintln!("the largest is {} with {} bytes", largest.1, largest.0);
}

/// Two pictures in one page share no id and no class, and their style sheets speak of nothing else in it.
#[test]
fn pictures_with_a_name_leak_nothing() {
    let id: SvgId = "qqfig".parse().expect("it is a name");
    for (name, view) in drawn::of_models().iter().chain(&drawn::hostile()) {
        let scene = layout(view, &LayoutOptions::default());
        let text = svg_with_id(&scene, &Theme::light(), &id);
        // Without what all of it begins with, it is the picture without a name.
        assert_eq!(problems(&text.replace("qqfig-", "")), Vec::<String>::new(), "{name}");
        let mut reader = Reader::from_str(&text);
        loop {
            let start = match reader.read_event().expect("the file is sound") {
                Event::Start(start) | Event::Empty(start) => start,
                Event::Eof => break,
                _ => continue,
            };
            for attribute in start.attributes().flatten() {
                let (key, value) = (attribute.key.as_ref().to_owned(), attribute.value.to_string());
                let is_own = match key.as_str() {
                    "class" => value.split(' ').all(|word| word.starts_with("qqfig-")),
                    "id" => value == "qqfig" || value.starts_with("qqfig-"),
                    // A source may lead to an address that begins so.
                    "href" => !value.starts_with("#o-") && !value.starts_with("#s-"),
                    _ => true,
                };
                assert!(is_own, "{name}: {key}={value}");
            }
        }
        let (_, sheet) = text.split_once("<style>").expect("it has a style sheet");
        let (sheet, _) = sheet.split_once("</style>").expect("it ends");
        for rule in sheet.split_inclusive('}') {
            let (selectors, styles) = rule.split_once('{').expect("a rule has styles");
            let is_own = |selector: &str| selector.starts_with(".qqfig-");
            assert!(selectors.split(',').all(is_own), "{name}: {selectors}");
            assert_eq!(styles.contains("url(#"), styles.contains("url(#qqfig-"), "{styles}");
        }
    }
}

#[test]
fn every_plain_svg_has_its_looks_at_each_part() {
    let id: SvgId = "qqfig".parse().expect("it is a name");
    for (name, view) in drawn::of_models().iter().chain(&drawn::hostile()) {
        let scene = layout(view, &LayoutOptions::default());
        let text = plain_svg(&scene, &Theme::light(), &SvgId::default());
        assert_eq!(problems_of(&text, true), Vec::<String>::new(), "{name}");
        let (plain, styled) = (lines_of(&text), lines_of(&svg(&scene, &Theme::light())));
        assert_eq!(plain, styled, "{name}");
        let named = plain_svg(&scene, &Theme::light(), &id);
        assert_eq!(problems_of(&named.replace("qqfig-", ""), true), Vec::<String>::new(), "{name}");
        let (ids, links) = (named.matches(" id=\"").count(), named.matches("url(#").count());
        assert_eq!(named.matches(" id=\"qqfig").count(), ids, "{name}");
        assert_eq!(named.matches("url(#qqfig-").count(), links, "{name}");
    }
}

/// The lines of words of a picture, each once however often it is written.
fn lines_of(text: &str) -> BTreeSet<String> {
    let (mut lines, mut open) = (BTreeSet::from([String::new()]), Vec::new());
    let mut reader = Reader::from_str(text);
    let mut line = String::new();
    loop {
        match reader.read_event().expect("the file is sound") {
            Event::Start(start) => {
                if name(&start) == "tspan" {
                    lines.insert(std::mem::take(&mut line));
                }
                open.push(name(&start));
            }
            Event::Text(words) if open.last().is_some_and(|name| name.starts_with('t')) => {
                line.push_str(&words);
            }
            Event::GeneralRef(entity) => line.push_str(&entity),
            Event::End(_) => {
                if open.pop().is_some_and(|name| name == "text" || name == "tspan") {
                    lines.insert(std::mem::take(&mut line));
                }
                line.clear();
            }
            Event::Eof => return lines,
            _ => {}
        }
    }
}

#[test]
fn every_svg_of_the_gallery_is_sound() {
    for (path, text) in gallery() {
        assert_eq!(problems(&text), Vec::<String>::new(), "{path}");
        assert_eq!(marks(&text).1, Vec::<String>::new(), "{path}");
    }
}

/// Every picture of `output/`.
fn gallery() -> Vec<(String, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("output");
    let mut pictures = Vec::new();
    for folder in ["", "genealogies", "ministry", "chess-club", "six-scripts"] {
        let entries = fs::read_dir(root.join(folder)).expect("the folder can be read");
        let paths = entries.map(|entry| entry.expect("the folder can be read").path());
        for path in paths.filter(|path| path.extension().is_some_and(|ending| ending == "svg")) {
            let text = fs::read_to_string(&path).expect("the file can be read");
            pictures.push((path.display().to_string(), text));
        }
    }
    pictures
}

/// What stands for something of the model, by class.
const MARKS: [&str; 13] = [
    "card",
    "lead",
    "extra",
    "of-cluster",
    "band",
    "curve",
    "event",
    "renamed",
    "heading",
    "post",
    "entry",
    "tenure",
    "vacancy",
];

/// An element that is open.
#[derive(Default)]
struct Open {
    name: String,
    classes: String,
    has_id: bool,
    title: String,
    /// Whether it, or a part of it that is no mark, leads to a source.
    leads: bool,
}

impl Open {
    fn of(start: &BytesStart<'_>) -> Open {
        let value = |key: &str| {
            let found = start.try_get_attribute(key).expect("the attributes are sound");
            found.map(|of| {
                let value = of.normalized_value(XmlVersion::Implicit1_0);
                value.expect("the value is sound").into_owned()
            })
        };
        Open {
            name: name(start),
            classes: value("class").unwrap_or_default(),
            has_id: value("id").is_some(),
            leads: value("href").is_some_and(|href| href.starts_with("#s-")),
            ..Open::default()
        }
    }

    fn is(&self, class: &str) -> bool {
        self.classes.split(' ').any(|word| word == class)
    }

    /// What a mark lacks: an id, a tooltip, a way to the source that the tooltip cites.
    fn lacks(&self) -> Option<String> {
        let cites = self.title.contains("[1") || self.title.contains("[2");
        let lack = match () {
            () if !self.has_id => "has no id",
            () if self.title.trim().is_empty() => "has no tooltip",
            () if cites && !self.leads => "leads to no source",
            () => return None,
        };
        Some(format!("{}: {lack}", self.classes))
    }
}

/// How many marks of each class a picture has, and what they lack.
fn marks(text: &str) -> (BTreeMap<&'static str, usize>, Vec<String>) {
    let (mut counts, mut lacking) = (BTreeMap::new(), Vec::new());
    let mut open: Vec<Open> = Vec::new();
    let mut reader = Reader::from_str(text);
    loop {
        match reader.read_event().expect("the file is sound") {
            Event::Start(start) => open.push(Open::of(&start)),
            Event::Text(words) => {
                if let [.., of, title] = &mut open[..]
                    && title.name == "title"
                {
                    of.title.push_str(&words);
                }
            }
            Event::End(_) => {
                let ended = open.pop().expect("what ends had begun");
                let mark = MARKS.into_iter().find(|mark| ended.is(mark));
                // The samples of a legend stand for nothing.
                if let Some(mark) = mark.filter(|_| !open.iter().any(|outer| outer.is("legend"))) {
                    *counts.entry(mark).or_default() += 1;
                    lacking.extend(ended.lacks());
                } else if let Some(outer) = open.last_mut() {
                    outer.leads |= ended.leads;
                }
            }
            Event::Eof => return (counts, lacking),
            _ => {}
        }
    }
}

/// The test sees what it is there to see.
#[test]
fn what_is_not_sound_is_seen() {
    let sound = "<svg xmlns=\"x\"><title>t</title><desc>d</desc><style>a{fill:url(#f)}</style>\
                 <defs><linearGradient id=\"f\"/></defs><a href=\"#o-\"><g id=\"o-\"/></a></svg>";
    assert_eq!(problems(sound), Vec::<String>::new());
    for (from, to) in [
        ("<g id=\"o-\"/>", "<g id=\"o-\"><g id=\"o-\"/></g>"),
        ("<g id=\"o-\"/>", "<g id=\"p\"/>"),
        ("<g id=\"o-\"/>", "<g id=\"o-\" onclick=\"x\"/>"),
        ("<g id=\"o-\"/>", "<g id=\"o-\" id=\"p\"/>"),
        ("<g id=\"o-\"/>", "<g id=\"o-\" style=\"fill:red\"/>"),
        ("<g id=\"o-\"/>", "<g id=\"o-\"/><script/>"),
        ("<g id=\"o-\"/>", "<g id=\"o-\">\u{1}</g>"),
        ("<g id=\"o-\"/>", "<g id=\"o-\">&nbsp;</g>"),
        ("<g id=\"o-\"/>", "<g id=\"o-\">"),
        ("#o-", "javascript:x"),
        ("url(#f)", "url(http://x)"),
        ("<desc>d</desc>", ""),
        ("<title>t</title>", "<title> </title>"),
        ("</svg>", ""),
    ] {
        let spoiled = sound.replacen(from, to, 1);
        assert_ne!(spoiled, sound);
        assert_ne!(problems(&spoiled), Vec::<String>::new(), "{from} {to}");
    }
}
