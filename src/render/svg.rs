//! Writes a scene as SVG 1.1. Takes a scene and a theme, gives text: semantic groups, ids, tooltips as
//! `<title>`, one `<style>`, coordinates rounded to a tenth. The same scene gives the same bytes; no
//! script ever, and no text of a model reaches the page unescaped.

mod id;
#[cfg(feature = "page")]
pub(super) mod marks;
pub(super) mod plain;
mod scoped;

use std::collections::BTreeSet;
use std::fmt::Write as _;

pub use self::id::{BadSvgId, SvgId};
use self::scoped::scoped;
use super::theme::{CHANGES, Occurring, People, Theme};
use crate::layout::{
    Anchor, COLOURS, Group, HALO, LINES, Path, PathStep, Point, Rect, Scene, SceneItem, TextBlock,
};
use crate::text::fits_xml;
use crate::view::LinkTarget;
use crate::workers::Workers;

/// Writes a scene as SVG 1.1: text stays text, every mark keeps its id, its tooltip and its link.
///
/// ```
/// use organigram::layout::{LayoutOptions, layout};
/// use organigram::project::{Project, Request};
/// use organigram::render::{Theme, svg};
///
/// let project = Project::open("models/chess-club.ron")?;
/// let view = project.view(&Request::hierarchy())?;
/// let scene = layout(&view, &LayoutOptions::default());
/// let picture = svg(&scene, &Theme::print());
/// assert!(picture.starts_with("<svg") && picture.contains("Rookhaven Chess Club"));
/// # Ok::<(), organigram::project::ProjectError>(())
/// ```
pub fn svg(scene: &Scene, theme: &Theme) -> String {
    svg_with_id(scene, theme, &SvgId::default())
}

/// Writes a scene as SVG 1.1 that can stand in a page beside others: its ids and classes, and what its style sheet
/// speaks of, begin with a name of their own.
///
/// ```
/// use organigram::layout::{LayoutOptions, layout};
/// use organigram::project::{Project, Request};
/// use organigram::render::{SvgId, Theme, svg_with_id};
///
/// let project = Project::open("models/chess-club.ron")?;
/// let view = project.view(&Request::hierarchy())?;
/// let scene = layout(&view, &LayoutOptions::default());
/// let picture = svg_with_id(&scene, &Theme::dark(), &"club".parse::<SvgId>()?);
/// assert!(picture.contains(" id=\"club-o-") && picture.contains(".club-box{"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn svg_with_id(scene: &Scene, theme: &Theme, id: &SvgId) -> String {
    let mut body = SvgWriter::of(scene, id.prefix());
    body.items(&scene.items);
    body.out.push_str("</svg>\n");
    // The styles stand first, and only those of what occurs.
    let mut head = SvgWriter::of(scene, id.prefix());
    head.open(scene, id);
    head.out.push_str(">\n");
    head.about(scene);
    head.style(theme, &body.seen);
    body.out.insert_str(0, &head.out);
    body.out
}

/// The ground of words is no more than an outline, where it is a text of its own.
const GROUND: &str = ".t-band.halo,.t-tick.halo{fill:none}";

/// The style sheet of a scene's SVG, for those who draw the scene themselves.
pub(super) fn style_sheet(scene: &Scene, theme: &Theme) -> String {
    let mut seen = StyledThings::default();
    seen.note_all(&scene.items);
    seen.style_sheet(theme)
}

/// The kinds, lines and changes that occur, and what else has a style of its own.
#[derive(Default)]
struct StyledThings {
    kinds: [bool; COLOURS],
    lines: [bool; LINES],
    changes: BTreeSet<&'static str>,
    fades: bool,
    /// Whether something is stressed or cut.
    stress: bool,
    people: bool,
    /// Whether lines of a network, or frames, are there.
    network: bool,
}

impl StyledThings {
    /// Takes in what another part of the picture holds.
    fn add(&mut self, other: StyledThings) {
        let either = |own: &mut bool, other: bool| *own |= other;
        self.kinds.iter_mut().zip(other.kinds).for_each(|(own, other)| either(own, other));
        self.lines.iter_mut().zip(other.lines).for_each(|(own, other)| either(own, other));
        self.changes.extend(other.changes);
        either(&mut self.fades, other.fades);
        either(&mut self.stress, other.stress);
        either(&mut self.people, other.people);
        either(&mut self.network, other.network);
    }

    fn note_all(&mut self, items: &[SceneItem]) {
        for item in items {
            match item {
                SceneItem::Group(group) => {
                    self.note(&group.class);
                    self.note_all(&group.items);
                }
                SceneItem::Rect(rect) => self.note(&rect.class),
                SceneItem::Path(path) => self.note(&path.class),
                SceneItem::Text(_) => {}
            }
        }
    }

    /// The styles of what occurs.
    fn style_sheet(&self, theme: &Theme) -> String {
        let kinds = places(&self.kinds);
        let changes: Vec<&str> = self.changes.iter().copied().collect();
        let mut css = theme.style_sheet(&Occurring {
            kinds: &kinds,
            lines: &places(&self.lines),
            changes: &changes,
            people: if self.people { People::Shown } else { People::Absent },
        });
        if self.stress {
            css.push_str(&theme.stress());
        }
        if self.network {
            css.push_str(&theme.network());
        }
        if self.fades {
            fade_rules(&mut css, &kinds);
        }
        css
    }

    fn note(&mut self, class: &str) {
        self.network |= matches!(class, "fan" | "cluster")
            || ["extra superior", "extra descent", "extra service"]
                .iter()
                .any(|start| class.starts_with(start));
        self.stress |= matches!(class, "ring" | "cut");
        self.fades |= class.starts_with("fade-");
        self.people |= matches!(class, "bodies" | "row");
        if class.contains("c-") {
            let occurs = |name: &&str| class.split(' ').any(|word| word == *name);
            self.changes.extend(CHANGES.iter().map(|(name, _)| *name).filter(occurs));
        }
        for word in class.split(' ') {
            mark(&mut self.kinds, word, 'k');
            mark(&mut self.lines, word, 'l');
        }
    }
}

/// The class of an entry in the list of sources.
pub(super) const SOURCE: &str = "source";

/// How many sources are listed; they stand at the foot of the page.
fn sources(items: &[SceneItem]) -> u32 {
    let of = |item: &SceneItem| match item {
        SceneItem::Group(group) if group.class == SOURCE => 1,
        SceneItem::Group(group) if group.class == "foot" => sources(&group.items),
        _ => 0,
    };
    items.iter().map(of).sum()
}

/// Notes the place that a class such as `k3` names.
fn mark(seen: &mut [bool], word: &str, letter: char) {
    let place = word.strip_prefix(letter).and_then(|place| place.parse::<usize>().ok());
    if let Some(seen) = place.and_then(|place| seen.get_mut(place)) {
        *seen = true;
    }
}

fn places(seen: &[bool]) -> Vec<usize> {
    (0..seen.len()).filter(|&place| seen[place]).collect()
}

struct SvgWriter<'p> {
    out: String,
    /// What ids and classes begin with.
    prefix: &'p str,
    seen: StyledThings,
    /// How many sources are listed: without an entry there is nothing to lead to.
    sources: u32,
    link: Within,
}

/// Whether what is written stands within a link: no link holds another.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Within {
    Link,
    Nothing,
}

impl<'p> SvgWriter<'p> {
    fn of(scene: &Scene, prefix: &'p str) -> SvgWriter<'p> {
        SvgWriter {
            out: String::with_capacity(64 * 1024),
            prefix,
            seen: StyledThings::default(),
            sources: sources(&scene.items),
            link: Within::Nothing,
        }
    }

    /// The opening of the whole, but for its end.
    fn open(&mut self, scene: &Scene, id: &SvgId) {
        let (w, h) = (scene.width, scene.height);
        // Of an image no part can be reached.
        let role = if self.sources > 0 { "group" } else { "img" };
        let _ = write!(
            self.out,
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{w}\" height=\"{h}\" viewBox=\"0 0 {w} {h}\" role=\"{role}\""
        );
        if !id.name().is_empty() {
            self.attribute("id", id.name());
        }
    }

    /// What the whole shows, for those who cannot see it.
    fn about(&mut self, scene: &Scene) {
        self.element("title", &scene.title);
        if !scene.description.is_empty() {
            self.element("desc", &scene.description);
        }
    }

    fn element(&mut self, name: &str, text: &str) {
        let _ = write!(self.out, "<{name}>");
        self.escape(text);
        let _ = writeln!(self.out, "</{name}>");
    }

    fn style(&mut self, theme: &Theme, seen: &StyledThings) {
        let css = scoped(seen.style_sheet(theme) + GROUND, self.prefix);
        let _ = writeln!(self.out, "<style>{css}</style>");
        if seen.fades {
            self.fades(theme, &places(&seen.kinds));
        }
        let prefix = self.prefix;
        let _ = writeln!(self.out, "<rect class=\"{prefix}page\" width=\"100%\" height=\"100%\"/>");
    }

    fn fades(&mut self, theme: &Theme, kinds: &[usize]) {
        self.out.push_str("<defs>\n");
        let prefix = self.prefix;
        let kinds =
            kinds.iter().map(|&kind| (format!("k{kind}"), &theme.kinds[kind % theme.kinds.len()]));
        for (class, ink) in kinds.chain([("k-none".to_owned(), &theme.plain)]) {
            let stop = |at: u32, opacity: u32| {
                format!(
                    "<stop offset=\"{at}\" stop-color=\"{}\" stop-opacity=\"{opacity}\"/>",
                    ink.full
                )
            };
            let (full, none) = (1, 0);
            let _ = writeln!(
                self.out,
                "<linearGradient id=\"{prefix}{class}-out\">{}{}</linearGradient><linearGradient id=\"{prefix}{class}-in\">{}{}</linearGradient>",
                stop(0, full),
                stop(1, none),
                stop(0, none),
                stop(1, full)
            );
        }
        self.out.push_str("</defs>\n");
    }

    /// Writes a list; a long one in pieces, each beside the others.
    fn items(&mut self, items: &[SceneItem]) {
        let workers = Workers::for_rows(items.len());
        if workers.is_one() {
            items.iter().for_each(|item| self.item(item));
            return;
        }
        let SvgWriter { prefix, sources, link, .. } = *self;
        let write = |piece: &[SceneItem]| {
            let seen = StyledThings::default();
            let mut writer = SvgWriter { out: String::new(), prefix, seen, sources, link };
            piece.iter().for_each(|item| writer.item(item));
            writer
        };
        for piece in workers.map(workers.cut(items).collect(), write) {
            self.out.push_str(&piece.out);
            self.seen.add(piece.seen);
        }
    }

    fn item(&mut self, item: &SceneItem) {
        match item {
            SceneItem::Group(group) => self.group(group),
            SceneItem::Rect(rect) => self.rect(rect),
            SceneItem::Path(path) => self.path(path),
            SceneItem::Text(text) => self.text(text),
        }
    }

    /// A mark that leads somewhere is a link; one that holds other marks, which lead elsewhere, holds the
    /// links of its parts.
    fn group(&mut self, group: &Group) {
        let link = group.link.as_ref().filter(|link| self.leads(link));
        let holds_marks =
            |item: &SceneItem| matches!(item, SceneItem::Group(part) if part.id.is_some());
        match link {
            Some(link) if group.items.iter().any(holds_marks) => {
                self.open_group("<g", group);
                self.out.push('>');
                self.title(group);
                for part in group.items.chunk_by(|a, b| !holds_marks(a) && !holds_marks(b)) {
                    if holds_marks(&part[0]) {
                        self.item(&part[0]);
                        continue;
                    }
                    self.out.push_str("<a");
                    self.href(link);
                    self.within_link(part);
                    self.out.push_str("</a>");
                }
                self.out.push_str("</g>\n");
            }
            Some(link) => {
                self.open_group("<a", group);
                self.href(link);
                self.title(group);
                self.within_link(&group.items);
                self.out.push_str("</a>\n");
            }
            None => {
                self.open_group("<g", group);
                self.out.push('>');
                self.title(group);
                self.items(&group.items);
                self.out.push_str("</g>\n");
            }
        }
    }

    /// Whether a link can be followed from here.
    fn leads(&self, link: &LinkTarget) -> bool {
        self.link == Within::Nothing
            && match link {
                LinkTarget::Sources(numbers) => {
                    numbers.first().is_some_and(|number| (1..=self.sources).contains(number))
                }
                LinkTarget::Page(address) => is_safe(address),
            }
    }

    fn within_link(&mut self, items: &[SceneItem]) {
        self.link = Within::Link;
        self.items(items);
        self.link = Within::Nothing;
    }

    fn open_group(&mut self, element: &str, group: &Group) {
        self.out.push_str(element);
        self.seen.note(&group.class);
        if !group.class.is_empty() {
            self.class(&group.class);
        }
        self.id_of(group);
    }

    /// The id of a mark that has one.
    fn id_of(&mut self, group: &Group) {
        match &group.id {
            Some(id) if group.class == SOURCE => {
                let _ = write!(self.out, " id=\"{}", self.prefix);
                self.escape(id);
                self.out.push('"');
            }
            Some(id) => self.id(id),
            None => {}
        }
    }

    /// The classes of an element.
    fn class(&mut self, words: &str) {
        self.out.push_str(" class=\"");
        self.classes(words);
        self.out.push('"');
    }

    /// Classes, each with what all of them begin with.
    fn classes(&mut self, words: &str) {
        if self.prefix.is_empty() {
            return self.escape(words);
        }
        for (i, word) in words.split(' ').filter(|word| !word.is_empty()).enumerate() {
            if i > 0 {
                self.out.push(' ');
            }
            self.out.push_str(self.prefix);
            self.escape(word);
        }
    }

    /// Where the element leads that is being opened, and the end of its opening.
    fn href(&mut self, link: &LinkTarget) {
        match link {
            LinkTarget::Sources(numbers) => {
                let first = numbers.first().copied().unwrap_or_default();
                let _ = write!(self.out, " href=\"#{}s-{first}\"", self.prefix);
            }
            LinkTarget::Page(address) => self.attribute("href", address),
        }
        self.out.push('>');
    }

    fn title(&mut self, group: &Group) {
        if !group.tooltip.is_empty() {
            self.out.push_str("<title>");
            self.escape(&group.tooltip);
            self.out.push_str("</title>");
        }
    }

    /// What would end an id in an address, or must not stand in XML, is written as an address writes it.
    fn id(&mut self, id: &str) {
        let odd = |letter: char| letter == '%' || letter.is_whitespace() || !fits_xml(letter);
        let _ = write!(self.out, " id=\"{}o-", self.prefix);
        for part in id.split_inclusive(odd) {
            match part.char_indices().next_back().filter(|(_, last)| odd(*last)) {
                None => self.escape(part),
                Some((at, last)) => {
                    self.escape(&part[..at]);
                    for byte in last.encode_utf8(&mut [0; 4]).bytes() {
                        let _ = write!(self.out, "%{byte:02X}");
                    }
                }
            }
        }
        self.out.push('"');
    }

    fn rect(&mut self, rect: &Rect) {
        self.out.push_str("<rect");
        self.seen.note(&rect.class);
        self.class(&rect.class);
        self.sides(rect);
        self.out.push_str("/>");
    }

    /// Where a box stands.
    fn sides(&mut self, rect: &Rect) {
        let sides = [
            (" x=\"", rect.x),
            ("\" y=\"", rect.y),
            ("\" width=\"", rect.w),
            ("\" height=\"", rect.h),
        ];
        for (before, value) in sides {
            self.out.push_str(before);
            self.number(value);
        }
        if rect.r > 0.0 {
            self.out.push_str("\" rx=\"");
            self.number(rect.r);
        }
        self.out.push('"');
    }

    fn path(&mut self, path: &Path) {
        self.out.push_str("<path");
        self.seen.note(&path.class);
        self.class(&path.class);
        self.steps(&path.steps);
        self.out.push_str("/>");
    }

    /// How an outline runs.
    fn steps(&mut self, steps: &[PathStep]) {
        self.out.push_str(" d=\"");
        for step in steps {
            self.step(step);
        }
        self.out.push('"');
    }

    fn step(&mut self, step: &PathStep) {
        let (letter, points): (char, &[Point]) = match step {
            PathStep::Move(a) => ('M', &[*a]),
            PathStep::Line(a) => ('L', &[*a]),
            PathStep::Curve(a, b, c) => ('C', &[*a, *b, *c]),
            PathStep::Close => ('Z', &[]),
        };
        self.out.push(letter);
        for (i, point) in points.iter().enumerate() {
            if i > 0 {
                self.out.push(' ');
            }
            self.number(point.0);
            self.out.push(' ');
            self.number(point.1);
        }
    }

    /// One element, its lines in it. Lines that run from right to left stand each for themselves, or letters of
    /// one line would be sorted in among those of another.
    /// Words on a ground of their own are written twice, for not every program knows `paint-order`: in outline, and
    /// over that plainly.
    fn text(&mut self, text: &TextBlock) {
        if &*text.class != HALO {
            return self.words(text);
        }
        self.words(text);
        self.words(&TextBlock { class: "".into(), ..text.clone() });
    }

    fn words(&mut self, text: &TextBlock) {
        match way_of(&text.lines) {
            TextDirection::Right => {
                self.open_text(text, 0);
                for (i, line) in text.lines.iter().enumerate() {
                    if i == 0 {
                        self.escape(line);
                        continue;
                    }
                    self.out.push_str("<tspan x=\"");
                    self.number(text.x);
                    self.out.push_str("\" dy=\"");
                    self.number(text.style.leading());
                    self.out.push_str("\">");
                    self.escape(line);
                    self.out.push_str("</tspan>");
                }
                self.out.push_str("</text>");
            }
            way => {
                for (i, line) in text.lines.iter().enumerate() {
                    self.open_text(text, i);
                    self.isolated(line, way);
                    self.out.push_str("</text>");
                }
            }
        }
    }

    /// A line, isolated where not all of it runs to the right, so that the whole runs its way whatever letters it
    /// begins with.
    fn isolated(&mut self, line: &str, way: TextDirection) {
        let start = match way {
            TextDirection::Right => return self.escape(line),
            TextDirection::Left => '\u{2067}',
            TextDirection::Both => '\u{2066}',
        };
        self.out.push(start);
        self.escape(line);
        self.out.push('\u{2069}');
    }

    /// The start of a text whose first line is that at `line`.
    fn open_text(&mut self, text: &TextBlock, line: usize) {
        let (style, _, _) = text.style.face();
        self.out.push_str("<text class=\"");
        self.classes(style);
        for word in [&text.class[..], anchor_class(text.anchor)] {
            if !word.is_empty() {
                self.out.push(' ');
                self.classes(word);
            }
        }
        self.out.push_str("\" x=\"");
        self.number(text.x);
        self.out.push_str("\" y=\"");
        self.number(text.y + text.style.height(line));
        let is_ground = &*text.class == HALO;
        self.out.push_str(if is_ground { "\" aria-hidden=\"true\">" } else { "\">" });
    }

    fn attribute(&mut self, name: &str, value: &str) {
        self.out.push(' ');
        self.out.push_str(name);
        self.out.push_str("=\"");
        self.escape(value);
        self.out.push('"');
    }

    /// Writes words so that they cannot leave their place. Characters that XML forbids show as U+FFFD.
    fn escape(&mut self, text: &str) {
        // All that needs care is one of these bytes or begins with one.
        let care = |&byte: &u8| matches!(byte, 0..0x20 | b'&' | b'<' | b'>' | b'"' | 0x7F.. );
        let mut plain = 0;
        while let Some(step) = text.as_bytes()[plain..].iter().position(care) {
            let at = plain + step;
            self.out.push_str(&text[plain..at]);
            let c = text[at..].chars().next().expect("a letter begins where the last one ended");
            match c {
                '&' => self.out.push_str("&amp;"),
                '<' => self.out.push_str("&lt;"),
                '>' => self.out.push_str("&gt;"),
                '"' => self.out.push_str("&quot;"),
                '\t' | '\n' => self.out.push(c),
                c if !fits_xml(c) => self.out.push('\u{FFFD}'),
                c => self.out.push(c),
            }
            plain = at + c.len_utf8();
        }
        self.out.push_str(&text[plain..]);
    }

    /// Writes a coordinate rounded to a tenth, without a needless zero or a minus before it.
    fn number(&mut self, value: f64) {
        let tenths = (value * 10.0).round() as i64;
        if tenths < 0 {
            self.out.push('-');
        }
        let (whole, part) = (tenths.unsigned_abs() / 10, (tenths.unsigned_abs() % 10) as u8);
        // Formatting by the standard library takes most of the time of a large picture.
        let mut digits = [b'0'; 20];
        let (mut rest, mut first) = (whole, digits.len());
        while rest > 0 || first == digits.len() {
            first -= 1;
            digits[first] = b'0' + (rest % 10) as u8;
            rest /= 10;
        }
        self.out.extend(digits[first..].iter().map(|&digit| char::from(digit)));
        if part > 0 {
            self.out.push('.');
            self.out.push(char::from(b'0' + part));
        }
    }
}

/// What fades has the fill of its kind.
fn fade_rules(css: &mut String, kinds: &[usize]) {
    let kinds = kinds.iter().map(|kind| format!("k{kind}"));
    for class in kinds.chain(["k-none".to_owned()]) {
        let _ = write!(
            css,
            ".{class} .fade-out{{fill:url(#{class}-out)}}.{class} .fade-in{{fill:url(#{class}-in)}}"
        );
    }
}

fn anchor_class(anchor: Anchor) -> &'static str {
    match anchor {
        Anchor::Start => "",
        Anchor::Middle => "m",
        Anchor::End => "e",
    }
}

/// Which way words run.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum TextDirection {
    /// From left to right, all of them.
    Right,
    /// From right to left, perhaps with others among them.
    Left,
    /// From left to right, with some among them that run the other way.
    Both,
}

/// The way of the first letter decides (Unicode's bidirectional algorithm, rules P2 and P3).
pub(super) fn way_of(lines: &[String]) -> TextDirection {
    let leftwards = |c: char| matches!(c as u32, 0x590..=0x8FF | 0x200F | 0x202B | 0x202E | 0x2067 | 0xFB1D..=0xFDFF | 0xFE70..=0xFEFF | 0x10800..=0x10FFF | 0x1E800..=0x1EFFF);
    if lines.iter().all(|line| line.is_ascii() || !line.contains(leftwards)) {
        return TextDirection::Right;
    }
    let first = lines.iter().flat_map(|line| line.chars()).find(|c| c.is_alphabetic());
    if first.is_some_and(leftwards) { TextDirection::Left } else { TextDirection::Both }
}

/// Whether a link leads to a page: a scheme other than those of the web and of mail could run a script, and an address
/// that begins with two slashes of either sort names another computer, which a file opened from the disk would call.
pub(super) fn is_safe(link: &str) -> bool {
    let link = link.trim_start_matches(|c: char| c.is_whitespace() || c.is_control());
    let mut letters = link.chars().filter(|c| !matches!(c, '\t' | '\n' | '\r'));
    let is_slash = |c: Option<char>| matches!(c, Some('/' | '\\'));
    if is_slash(letters.next()) && is_slash(letters.next()) {
        return false;
    }
    let scheme = link.split(['/', '?', '#']).next().unwrap_or_default();
    match scheme.split_once(':') {
        Some((scheme, _)) => {
            ["http", "https", "mailto"].iter().any(|safe| scheme.eq_ignore_ascii_case(safe))
        }
        None => !link.is_empty(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hostile() -> Scene {
        let group = Group {
            class: "card".into(),
            id: Some("a\"><script>x</script>".into()),
            tooltip: "]]> & <b> \u{1}".into(),
            link: Some(LinkTarget::Page("javascript:alert(1)".into())),
            items: Vec::new(),
            scale: None,
        };
        Scene { title: "</title><script>".into(), items: vec![group.into()], ..Scene::default() }
    }

    #[test]
    fn hostile_words_stay_words() {
        let text = svg(&hostile(), &Theme::light());
        assert!(!text.contains("<script"), "{text}");
        assert!(!text.contains("javascript:"), "{text}");
        assert!(!text.contains('\u{1}'), "{text}");
    }

    fn group(
        class: &'static str,
        id: &str,
        leads: Option<u32>,
        items: Vec<SceneItem>,
    ) -> SceneItem {
        let (id, link) =
            (Some(id.to_owned()), leads.map(|number| LinkTarget::Sources(vec![number])));
        SceneItem::from(Group { class: class.into(), id, link, items, ..Group::default() })
    }

    #[test]
    fn a_mark_leads_to_a_source_that_is_listed() {
        let source = || group("source", "s-1", None, Vec::new());
        let mark = |number| group("card", "pb", Some(number), Vec::new());
        let drawn = |items| svg(&Scene { items, ..Scene::default() }, &Theme::light());
        let listed = drawn(vec![mark(1), source()]);
        assert!(listed.contains("<a class=\"card\" id=\"o-pb\" href=\"#s-1\"></a>"), "{listed}");
        assert!(listed.contains("<g class=\"source\" id=\"s-1\">"), "{listed}");
        assert!(!drawn(vec![mark(1)]).contains("href"));
        assert!(!drawn(vec![mark(2), source()]).contains("href"));
    }

    #[test]
    fn no_link_holds_another() {
        let rect = || SceneItem::Rect(Rect { class: "box".into(), ..Rect::default() });
        let line = group("lead", "pb--cc", Some(2), vec![rect()]);
        let card = group("card", "pb", Some(1), vec![rect(), line, rect(), rect()]);
        let sources = ["s-1", "s-2"].map(|id| group("source", id, None, Vec::new()));
        let items = [card].into_iter().chain(sources).collect();
        let text = svg(&Scene { items, ..Scene::default() }, &Theme::light());
        let (_, card) = text.split_once("<g class=\"card\" id=\"o-pb\">").expect("it is a group");
        let parts: Vec<&str> = card.split("<a").take(4).collect();
        assert_eq!(parts[0], "");
        assert!(parts[1].starts_with(" href=\"#s-1\"><rect") && parts[1].ends_with("</a>"));
        assert!(parts[2].starts_with(" class=\"lead\" id=\"o-pb--cc\" href=\"#s-2\"><rect"));
        assert!(parts[3].starts_with(" href=\"#s-1\"><rect"), "{card}");
    }

    #[test]
    fn lines_from_right_to_left_stand_for_themselves() {
        let way = |line: &str| way_of(&[line.to_owned()]);
        assert!(way("Central Committee 中央") == TextDirection::Right);
        assert!(way("ועד (IUW)") == TextDirection::Left);
        assert!(way("(1) لجنة") == TextDirection::Left);
        assert!(way("Committee ועד") == TextDirection::Both);
        let text = TextBlock {
            class: "".into(),
            style: crate::layout::TextStyle::Label,
            x: 1.0,
            y: 2.0,
            anchor: Anchor::Start,
            lines: vec!["ועד".into(), "(IUW)".into()],
        };
        let scene = Scene { items: vec![SceneItem::Text(text)], ..Scene::default() };
        let drawn = svg(&scene, &Theme::light());
        assert!(drawn.contains("y=\"17\">\u{2067}(IUW)\u{2069}</text>"), "{drawn}");
    }

    #[test]
    fn links_lead_to_pages_only() {
        assert!(is_safe("https://example.org/a:b"));
        assert!(is_safe("#o-wpk"));
        assert!(is_safe("notes/a.html"));
        assert!(!is_safe("JavaScript:alert(1)"));
        assert!(!is_safe("data:text/html,x"));
        assert!(!is_safe(" javascript:alert(1)"));
        for other_computer in ["//host/a", "\\\\host\\a", "/\\host", " /\t/host", "\u{1}//host"] {
            assert!(!is_safe(other_computer), "{other_computer:?}");
        }
    }
}
