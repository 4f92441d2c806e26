//! How things look: colours, strokes and the style sheet made of them. Takes nothing, gives CSS that
//! browsers and our own drawing (`look.rs`) read alike (plain class selectors, no variables); never a coordinate.
//!
//! The kinds' colours are those of Okabe and Ito (2008), safe for colour-blind readers, darkened until
//! each has a contrast of at least 4.5 : 1 to the page. A shape stands beside each colour, so that
//! colour is never the only sign.

mod file;

use std::fmt::Write as _;

use serde::Deserialize;

use crate::layout::{COLOURS, FontWeight, TextStyle};

/// A set of colours, each as CSS writes it (`#1b1f24`). Words reach the contrast of WCAG 2.1 level AA, 4.5 to 1, on the
/// page and on every box; a test measures it for each theme that comes with the program.
///
/// ```
/// use organigram::render::Theme;
///
/// let mut theme = Theme::named("light").unwrap();
/// theme.page = "#fffdf5".into();
/// assert_ne!(theme, Theme::light());
/// assert!(Theme::named("no such theme").is_none());
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct Theme {
    /// The page.
    pub page: String,
    /// Words.
    pub ink: String,
    /// Lesser words.
    pub muted: String,
    /// Lines of the tree, axes.
    pub line: String,
    /// Grid lines and hints.
    pub faint: String,
    /// The kinds, in turn.
    pub kinds: Vec<Ink>,
    /// What has no kind.
    pub plain: Ink,
    /// Lines beside the tree and tree lines of several sorts, in turn.
    pub lines: Vec<String>,
    /// Dispute.
    pub alarm: String,
}

/// A colour and its pale sister.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Ink {
    /// For edges, shapes and words.
    pub full: String,
    /// For the ground of a box.
    pub pale: String,
}

impl Theme {
    /// Dark on white.
    pub fn light() -> Theme {
        Theme {
            page: "#ffffff".into(),
            ink: "#1b1f24".into(),
            muted: "#57606a".into(),
            line: "#6b7480".into(),
            faint: "#dfe3e8".into(),
            kinds: inks([
                ("#0067a5", "#eef5fb"),
                ("#b85004", "#fdf2ea"),
                ("#00735c", "#e9f6f2"),
                ("#8d3c84", "#f8eef6"),
                ("#685000", "#faf5e1"),
                ("#a3123a", "#fceef1"),
                ("#3f4fa8", "#f0f1fb"),
                ("#4c5661", "#f1f3f5"),
            ]),
            plain: ink("#4c5661", "#f6f7f9"),
            lines: ["#6b7480", "#0067a5", "#b85004", "#8d3c84", "#00735c", "#a3123a", "#685000"]
                .map(String::from)
                .into(),
            alarm: "#a3123a".into(),
        }
    }

    /// The built-in themes.
    pub const NAMES: [&str; 3] = ["light", "dark", "print"];

    /// A built-in theme.
    pub fn named(name: &str) -> Option<Theme> {
        match name {
            "light" => Some(Theme::light()),
            "dark" => Some(Theme::dark()),
            "print" => Some(Theme::print()),
            _ => None,
        }
    }

    /// Light on dark.
    pub fn dark() -> Theme {
        Theme {
            page: "#12161b".into(),
            ink: "#eceff3".into(),
            muted: "#aab4c0".into(),
            line: "#8592a1".into(),
            faint: "#2b333d".into(),
            kinds: inks([
                ("#74b9ee", "#13293a"),
                ("#f0944e", "#38220f"),
                ("#3fc7a5", "#0d2f27"),
                ("#dc8dcf", "#351b32"),
                ("#d8b83e", "#312909"),
                ("#f37d96", "#3a1620"),
                ("#94a5f8", "#20254a"),
                ("#b4bec9", "#252c34"),
            ]),
            plain: ink("#b4bec9", "#20262d"),
            lines: ["#8592a1", "#74b9ee", "#f0944e", "#dc8dcf", "#3fc7a5", "#f37d96", "#d8b83e"]
                .map(String::from)
                .into(),
            alarm: "#f37d96".into(),
        }
    }

    /// Black on white, for printers and copiers: shapes alone distinguish kinds.
    pub fn print() -> Theme {
        let greys = [
            "#000000", "#5c5c5c", "#2e2e2e", "#6e6e6e", "#161616", "#454545", "#666666", "#3a3a3a",
        ];
        Theme {
            page: "#ffffff".into(),
            ink: "#000000".into(),
            muted: "#3d3d3d".into(),
            line: "#4a4a4a".into(),
            faint: "#d4d4d4".into(),
            kinds: inks(greys.map(|grey| (grey, "#f4f4f4"))),
            plain: ink("#3a3a3a", "#f4f4f4"),
            lines: ["#4a4a4a", "#000000", "#5c5c5c", "#000000", "#5c5c5c", "#000000", "#5c5c5c"]
                .map(String::from)
                .into(),
            alarm: "#000000".into(),
        }
    }

    /// The style sheet for scenes in which this occurs.
    pub(super) fn style_sheet(&self, occurring: &Occurring<'_>) -> String {
        let Occurring { kinds, lines, changes, people } = *occurring;
        let mut css = String::with_capacity(4096);
        self.words(&mut css, people);
        self.cards(&mut css);
        self.lines(&mut css, lines);
        self.bands(&mut css);
        for &kind in kinds {
            kind_rules(&mut css, &format!("k{kind}"), &self.kinds[kind % self.kinds.len()]);
        }
        kind_rules(&mut css, "k-none", &self.plain);
        if people == People::Shown {
            self.people(&mut css);
            people_rules(&mut css, "k0", &self.kinds[0]);
        }
        for (name, kind) in CHANGES.iter().filter(|(name, _)| changes.contains(name)) {
            change_rules(&mut css, name, &self.kinds[kind % self.kinds.len()], &self.page);
        }
        css.push_str(&self.weaker());
        if people == People::Shown {
            css.push_str(&self.weaker_people());
        }
        if changes.contains(&"c-gone") {
            css.push_str(".c-gone .box{stroke-dasharray:5 3}.c-gone .way{stroke-dasharray:6 3}");
        }
        css
    }

    fn words(&self, css: &mut String, people: People) {
        let _ = write!(css, "text{{font-family:{FONTS};fill:{}}}", self.ink);
        let occurs = |style: &TextStyle| people == People::Shown || *style != TextStyle::Heading;
        for style in TextStyle::ALL.into_iter().filter(occurs) {
            let (class, size, weight) = style.face();
            let bold = if weight == FontWeight::Bold { ";font-weight:bold" } else { "" };
            let _ = write!(css, ".{class}{{font-size:{size}px{bold}}}");
        }
        let _ = write!(
            css,
            ".m{{text-anchor:middle}}.e{{text-anchor:end}}\
             .t-subtitle,.t-aside,.t-tick,.note{{fill:{muted}}}.holder{{fill:{ink}}}\
             .collapsed{{font-style:italic}}.source:target text{{text-decoration:underline}}.page{{fill:{page}}}\
             .halo{{paint-order:stroke;stroke:{page};stroke-width:4.5px;stroke-linejoin:round}}",
            muted = self.muted,
            ink = self.ink,
            page = self.page,
        );
    }

    fn cards(&self, css: &mut String) {
        let _ = write!(
            css,
            ".box{{stroke-width:1.1}}.behind{{fill:{page};stroke-width:1}}\
             .disc{{fill:{page};stroke:{muted};stroke-width:1}}.strokes{{fill:none;stroke:{muted};stroke-width:1.3;stroke-linecap:round;stroke-linejoin:round}}\
             .dots{{fill:{muted}}}.is-disputed .disc{{fill:{alarm};stroke:{alarm}}}.is-disputed .strokes{{stroke:{page}}}",
            page = self.page,
            muted = self.muted,
            alarm = self.alarm,
        );
    }

    /// The style of the marks and the little plan on sheets of paper.
    #[cfg(feature = "pdf")]
    pub(super) fn sheets(&self) -> String {
        let muted = &self.muted;
        format!(
            ".tick{{fill:none;stroke:{muted};stroke-width:.5}}.cell{{fill:none;stroke:{muted};stroke-width:.4}}\
             .cell.here{{fill:{muted}}}"
        )
    }

    /// The style of what is stressed and of cuts.
    pub(super) fn stress(&self) -> String {
        format!(
            ".ring{{fill:none;stroke:{ink};stroke-width:1.8}}.gap{{fill:{page}}}.edges{{fill:none;stroke:{ink};stroke-width:1.2}}",
            ink = self.ink,
            page = self.page,
        )
    }

    /// The style of a network: frames, and lines by what they show.
    pub(super) fn network(&self) -> String {
        format!(
            ".fan{{fill:none;stroke:{line};stroke-width:1}}.cluster{{fill:{faint};fill-opacity:.3;stroke:{faint};stroke-width:1.2}}\
             .descent .way{{stroke-width:2.8}}.service .way{{stroke-width:1}}",
            line = self.line,
            faint = self.faint,
        )
    }

    fn lines(&self, css: &mut String, lines: &[usize]) {
        let _ = write!(
            css,
            ".line,.way{{fill:none;stroke:{};stroke-width:1.3}}.way{{stroke-width:1.5}}",
            self.line
        );
        let _ = write!(css, ".head{{fill:{};stroke:none}}", self.lines[0]);
        for &i in lines.iter().filter(|&&i| i > 0) {
            let Stroke { colour, dashes, width } = self.line(i);
            let dashes = if dashes.is_empty() {
                String::new()
            } else {
                format!(";stroke-dasharray:{dashes}")
            };
            let width = width.map_or(String::new(), |width| format!(";stroke-width:{width}"));
            let _ = write!(
                css,
                ".line.l{i},.l{i} .way{{stroke:{colour}{dashes}{width}}}.l{i} .head{{fill:{colour}}}"
            );
        }
    }

    /// The stroke of a line beside the tree, by its place from 1 on. Neighbours differ in colour and dashes, and
    /// no two are alike before every colour had every sort of dashes. Greys distinguish little: without another
    /// colour, eight sorts of dashes and widths stand for the colours.
    fn line(&self, place: usize) -> Stroke<'_> {
        const DASHES: [&str; 4] = ["", "14 3", "10 3 2 3", "10 2 2 2 2 2"];
        const WIDE: [(&str, f64); 8] = [
            ("7 3", 1.4),
            ("1.6 2.6", 2.2),
            ("", 2.6),
            ("11 3 2 3", 1.4),
            ("4 2", 2.6),
            ("16 4", 1.4),
            ("9 2.5 2 2.5 2 2.5", 1.8),
            ("2 2", 1.1),
        ];
        let others = if self.lines.len() > 1 { &self.lines[1..] } else { &self.lines[..] };
        if self.is_grey() {
            let (turn, round) = ((place - 1) % WIDE.len(), (place - 1) / WIDE.len());
            let (dashes, width) = WIDE[turn];
            return Stroke { colour: &others[round % others.len()], dashes, width: Some(width) };
        }
        let (turn, round) = ((place - 1) % others.len(), (place - 1) / others.len());
        let dashes = DASHES[(turn + round) % DASHES.len()];
        Stroke { colour: &others[turn], dashes, width: None }
    }

    /// Whether lines have no colour to be distinguished by.
    fn is_grey(&self) -> bool {
        let grey = |colour: &String| {
            let digits: Vec<char> = colour.trim_start_matches('#').chars().collect();
            digits.chunks(digits.len() / 3).all(|pair| pair == &digits[..digits.len() / 3])
        };
        self.lines.iter().all(grey)
    }

    fn bands(&self, css: &mut String) {
        let _ = write!(
            css,
            ".grid{{stroke:{faint};stroke-width:1;fill:none}}.axis{{stroke:{line};stroke-width:1;fill:none}}\
             .gutter{{fill:{faint};fill-opacity:.35}}\
             .link{{fill:none;stroke-width:3.5}}.link.origin{{stroke-width:1.3;stroke-dasharray:1.5 3;stroke-linecap:round}}\
             .change{{stroke:{ink};stroke-width:1.3;fill:{ink};stroke-linejoin:round}}.change.open{{fill:{page}}}.change.cross{{fill:none;stroke-width:1.8}}\
             .rename{{stroke:{ink};stroke-width:1.6}}.moment{{stroke:{page};stroke-width:1;paint-order:stroke}}.loose{{fill:none;stroke-width:7;stroke-dasharray:3 2.5}}.go-on{{stroke:none}}",
            faint = self.faint,
            line = self.line,
            ink = self.ink,
            page = self.page,
        );
    }

    /// Rosters and tenures.
    fn people(&self, css: &mut String) {
        let _ = write!(
            css,
            ".frame{{fill:{pale};stroke:{faint};stroke-width:1}}.rule{{stroke:{ink};stroke-width:1.2;fill:none}}\
             .pip{{stroke-width:1.2}}.slope .link{{stroke-width:1.2}}.slope.k-none .link{{stroke:{faint}}}\
             .strike{{stroke:{muted};stroke-width:1.2;fill:none}}\
             .tenure .halo{{stroke-width:3px}}.leader{{stroke:{muted}}}.tenure .fade-out,.tenure .fade-in{{fill-opacity:.38}}\
             .unsure{{fill:none;stroke-dasharray:3.5 2.5}}.edge{{fill:none;stroke-width:1.4}}.hatch,.leader,.beyond{{fill:none;stroke-width:1}}.beyond{{stroke-width:1.5}}\
             .honour .box{{fill:{page}}}.vacant{{fill:none;stroke:{muted};stroke-width:1;stroke-dasharray:1 3;stroke-linecap:round}}.vacancy .t-tick{{font-style:italic}}.vacancy .halo{{stroke-width:5px}}",
            page = self.page,
            pale = self.plain.pale,
            faint = self.faint,
            ink = self.ink,
            muted = self.muted,
        );
    }

    /// The same of people.
    fn weaker_people(&self) -> String {
        format!(
            ".pip.honour{{fill:{page}}}.presumed .pip{{fill-opacity:.4}}.possible .pip{{fill:{page};stroke-dasharray:2.2 1.6}}\
             .ahead .pip{{fill:{page};stroke-dasharray:1 1.8;stroke-linecap:round}}",
            page = self.page,
        )
    }

    /// Presumed, possible and projected things: lighter, then broken, then dotted.
    fn weaker(&self) -> String {
        // Where dashes and widths distinguish lines, what is less sure is paler instead.
        let (presumed, possible) = match self.is_grey() {
            true => ("", ".line.possible,.possible .way{stroke-opacity:.6}"),
            false => (
                ".line.presumed,.presumed .way{stroke-width:.9}",
                ".line.possible,.possible .way{stroke-dasharray:4 3}",
            ),
        };
        format!(
            ".presumed .box{{fill:{page}}}.presumed .stripe{{fill-opacity:.45}}\
             .possible .box{{fill:{page};stroke-dasharray:4 3;stroke:{muted}}}.possible .stripe{{fill-opacity:.2}}\
             .possible .t-label,.possible .t-band{{fill:{muted}}}\
             .ahead .box{{fill:{page};stroke-dasharray:1.2 2.4;stroke-linecap:round;stroke-width:1.6}}.ahead .stripe{{fill:none}}\
             .ahead .t-label,.ahead .t-band{{font-style:italic}}\
             {presumed}{possible}.link.possible{{stroke-dasharray:4 3}}\
             .line.ahead,.ahead .way,.link.ahead{{stroke-dasharray:1.2 3;stroke-linecap:round}}\
             .presumed .bar{{fill-opacity:.62}}.possible .bar{{fill-opacity:.3}}.ahead .bar{{fill-opacity:.12}}.possible .loose{{stroke-opacity:.55}}",
            page = self.page,
            muted = self.muted,
        )
    }
}

/// The fonts of words, the ones that they were measured with first.
pub(super) const FONTS: &str = "'Liberation Sans',Arimo,Arial,Helvetica,'Noto Sans Arabic','Noto Sans CJK KR','Noto Sans KR',sans-serif";

/// How a line is drawn; without a width, as wide as others.
#[derive(Debug, PartialEq)]
struct Stroke<'t> {
    colour: &'t str,
    dashes: &'static str,
    width: Option<f64>,
}

/// What occurs in a picture: no style of anything else is written.
pub(super) struct Occurring<'s> {
    pub(super) kinds: &'s [usize],
    pub(super) lines: &'s [usize],
    pub(super) changes: &'s [&'s str],
    pub(super) people: People,
}

/// Whether a picture shows people: rosters and tenures have styles of their own.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum People {
    Shown,
    Absent,
}

/// The colour of the signs and bars of people.
fn people_rules(css: &mut String, class: &str, ink: &Ink) {
    let full = &ink.full;
    let _ = write!(
        css,
        ".{class} .pip{{fill:{full};stroke:{full}}}\
         .{class} .unsure,.{class} .edge,.{class} .hatch,.{class} .beyond{{stroke:{full}}}"
    );
}

fn ink(full: &str, pale: &str) -> Ink {
    Ink { full: full.into(), pale: pale.into() }
}

fn inks(colours: [(&str, &str); COLOURS]) -> Vec<Ink> {
    colours.map(|(full, pale)| ink(full, pale)).into()
}

/// The changes, and the kind whose colour each has: where states are compared, kinds have none.
pub(super) const CHANGES: [(&str, usize); 5] =
    [("c-added", 2), ("c-gone", 1), ("c-moved", 0), ("c-renamed", 3), ("c-recast", 4)];

/// The colour of a change on everything that carries its class.
fn change_rules(css: &mut String, class: &str, ink: &Ink, page: &str) {
    kind_rules(css, class, ink);
    people_rules(css, class, ink);
    let (full, pale) = (&ink.full, &ink.pale);
    let _ = write!(
        css,
        ".{class} .ground{{fill:{pale}}}.{class} .way{{stroke:{full}}}.{class} .head{{fill:{full}}}.{class} .strike{{stroke:{full}}}\
         .{class} .is-change .disc{{fill:{full};stroke:{full}}}.{class} .is-change .strokes{{stroke:{page}}}"
    );
}

/// The colour of one kind on everything that carries its class.
fn kind_rules(css: &mut String, class: &str, ink: &Ink) {
    let (full, pale) = (&ink.full, &ink.pale);
    let _ = write!(
        css,
        ".{class} .box{{fill:{pale};stroke:{full}}}.{class} .behind{{stroke:{full}}}\
         .{class} .stripe,.{class} .shape,.{class} .kind,.{class} .bar,.{class} .moment,.{class} .go-on{{fill:{full}}}\
         .{class} .loose,.{class} .link,.link.{class}{{stroke:{full}}}"
    );
}

pub use file::ThemeError;
#[cfg(test)]
pub(crate) use file::ThemeFile;
