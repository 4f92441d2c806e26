//! How to draw a view, and as what. Takes a view and a [`Style`], gives a [`Picture`], which is written as text or
//! bytes of any format; never opens a file.

use std::cell::OnceCell;
use std::path::Path;

use super::Advice;
use crate::diagnostics::suggest;
use crate::layout::network::too_large;
use crate::layout::{Calendar, Direction, Engine, LayoutOptions, Scene, Stretches, layout};
use crate::render::{self, SvgId, Theme};
use crate::view::View;

/// How a view is drawn.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Style {
    /// The colours and lines.
    pub theme: Theme,
    /// Where the units of a superior stand.
    pub direction: Direction,
    /// What becomes of long stretches of time in which nothing happens.
    pub stretches: Stretches,
    /// Another calendar whose years stand below a time axis.
    pub calendar: Option<Calendar>,
    /// What places the boxes. Of a network the installed Graphviz places the things; of any other view it makes
    /// the whole picture, if that is SVG, PNG or PDF.
    pub engine: Engine,
    /// The paper of a PDF.
    #[cfg(feature = "pdf")]
    pub paper: render::Paper,
    /// How many pixels of a PNG stand for one of the picture's, which is 1/96 inch.
    pub scale: f64,
    /// The name of an SVG among others in one page.
    pub svg_id: SvgId,
    /// How an SVG says what its parts look like.
    pub svg: SvgProfile,
}

/// How an SVG says what its parts look like.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[cfg_attr(feature = "cli", derive(clap::ValueEnum))]
#[non_exhaustive]
pub enum SvgProfile {
    /// By a style sheet, with links from marks to sources: for browsers and graphics programs.
    #[default]
    Styled,
    /// By attributes of each part, without links: for office programs and wikis.
    Plain,
}

impl Default for Style {
    fn default() -> Style {
        Style {
            theme: Theme::light(),
            direction: Direction::default(),
            stretches: Stretches::default(),
            calendar: None,
            engine: Engine::default(),
            #[cfg(feature = "pdf")]
            paper: render::Paper::default(),
            scale: 2.0,
            svg_id: SvgId::default(),
            svg: SvgProfile::default(),
        }
    }
}

impl Style {
    /// What of the style makes no difference to a view in a format, and why; a sentence each.
    #[must_use]
    pub fn idle(&self, view: &View, format: PictureFormat) -> Vec<Advice> {
        let has_axis = matches!(view, View::Lineage(_) | View::Tenures(_));
        let grows = matches!(view, View::Hierarchy(_) | View::Network(_));
        let of_axis = self.calendar.is_some() || self.stretches == Stretches::InScale;
        let idle = [
            (
                self.direction == Direction::Right && !grows,
                "{direction} applies to hierarchies and networks only, and has no effect here",
            ),
            (
                of_axis && !has_axis,
                "{stretches} and {calendar} apply to views with a time axis only (lineage and \
                 tenures), and have no effect here",
            ),
            (
                self.has_paper() && format != PictureFormat::Pdf,
                "{paper} applies to PDF only, and has no effect here",
            ),
            (
                self.has_svg_form() && !self.writes_svg(view, format),
                "{svg_id} and {svg} apply to our own SVG only, and have no effect here",
            ),
        ];
        let idle = idle.into_iter().filter(|(is_idle, _)| *is_idle);
        idle.map(|(_, why)| Advice::new(why, &[])).collect()
    }

    fn has_svg_form(&self) -> bool {
        self.svg_id != SvgId::default() || self.svg != SvgProfile::default()
    }

    /// Whether our own writer of SVG writes the picture.
    fn writes_svg(&self, view: &View, format: PictureFormat) -> bool {
        let is_ours = self.engine == Engine::Own || matches!(view, View::Network(_));
        format == PictureFormat::Svg && is_ours
    }

    #[cfg(feature = "pdf")]
    fn has_paper(&self) -> bool {
        self.paper != render::Paper::Fitting
    }

    #[cfg(not(feature = "pdf"))]
    fn has_paper(&self) -> bool {
        false
    }
}

/// What a picture is written as.
#[derive(Copy, Clone, PartialEq, Eq, Debug, Default)]
#[cfg_attr(feature = "cli", derive(clap::ValueEnum))]
#[non_exhaustive]
pub enum PictureFormat {
    /// A picture for pages and browsers.
    #[default]
    Svg,
    /// For Graphviz.
    Dot,
    /// A picture in pixels.
    Png,
    /// A picture for paper.
    Pdf,
    /// A page with pan, zoom and search.
    Html,
    /// A Mermaid flowchart.
    Mmd,
    /// The scene with all coordinates, for other renderers.
    Json,
}

/// The endings of file names; the first of a format is its name.
const ENDINGS: [(&str, PictureFormat); 10] = [
    ("svg", PictureFormat::Svg),
    ("png", PictureFormat::Png),
    ("pdf", PictureFormat::Pdf),
    ("html", PictureFormat::Html),
    ("dot", PictureFormat::Dot),
    ("mmd", PictureFormat::Mmd),
    ("json", PictureFormat::Json),
    ("gv", PictureFormat::Dot),
    ("htm", PictureFormat::Html),
    ("mermaid", PictureFormat::Mmd),
];

impl PictureFormat {
    /// The usual ending of a file, which is the format's name.
    #[must_use]
    pub fn ending(self) -> &'static str {
        ENDINGS.iter().find(|(_, of)| *of == self).map_or("", |(ending, _)| ending)
    }

    /// The format that a file's ending stands for.
    ///
    /// # Errors
    /// When it stands for none.
    pub fn of_path(path: &Path) -> Result<PictureFormat, UnknownFormat> {
        let ending = path.extension().map(|ending| ending.to_string_lossy().to_lowercase());
        let known = ENDINGS.iter().find(|(name, _)| ending.as_deref() == Some(name));
        known.map(|(_, format)| *format).ok_or_else(|| UnknownFormat {
            path: path.display().to_string(),
            meant: meant(ending.as_deref()),
        })
    }
}

/// That a file's ending stands for no format of pictures.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{}", self.advice())]
pub struct UnknownFormat {
    path: String,
    meant: String,
}

impl UnknownFormat {
    /// What to write instead.
    #[must_use]
    pub fn advice(&self) -> Advice {
        Advice::new(
            "{}: the format is not clear; {}end the name in .svg, .png, .pdf, .html, .dot, .mmd \
             or .json, or give {format}",
            &[&self.path, &self.meant],
        )
    }
}

/// What may have been meant by an ending.
fn meant(ending: Option<&str>) -> String {
    match ending {
        Some("jpg" | "jpeg" | "gif" | "webp" | "bmp" | "tif" | "tiff") => {
            "for a picture in pixels write .png; ".to_owned()
        }
        Some("doc" | "docx" | "ppt" | "pptx" | "odt" | "odp" | "odg" | "eps" | "ps" | "vsdx") => {
            "office programs take .svg and .png, printers .pdf; ".to_owned()
        }
        Some(ending) => suggest(ending, ENDINGS.map(|(name, _)| name))
            .map_or_else(String::new, |near| format!("did you mean `.{near}`? ")),
        None => String::new(),
    }
}

/// Why a view could not be drawn.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum DrawError {
    /// More things or lines than can be laid out in a reasonable time; the text says what to do.
    #[error("{0}")]
    TooLarge(Advice),
    /// The installed Graphviz made no picture.
    #[error("{}", no_graphviz(.0))]
    Graphviz(std::io::Error),
    /// The picture could not be written as pixels or pages.
    #[cfg(any(feature = "png", feature = "pdf"))]
    #[error(transparent)]
    Write(#[from] render::EncodeError),
    /// The library was built without what writes this format.
    #[error("this organigram was built without the feature `{0}`, which writes such pictures")]
    LeftOut(&'static str),
}

impl DrawError {
    /// The same in words that name the fields of a style or a request, for those who call them otherwise.
    #[must_use]
    pub fn advice(&self) -> Advice {
        match self {
            DrawError::TooLarge(advice) => advice.clone(),
            DrawError::Graphviz(error) => no_graphviz(error),
            error => error.to_string().into(),
        }
    }
}

fn no_graphviz(error: &std::io::Error) -> Advice {
    match error.kind() {
        std::io::ErrorKind::NotFound => Advice::new(
            "{engine} graphviz: the program `dot` is not installed; leave the option out to draw \
             without it",
            &[],
        ),
        _ => Advice::new("{engine} graphviz: {}", &[error]),
    }
}

/// A letter, its place in Unicode, and where it stands.
#[cfg(any(feature = "png", feature = "pdf"))]
fn unseen_in_words(unseen: &render::UnseenLetter) -> String {
    let render::UnseenLetter { letter, words, mark, times } = unseen;
    let mark = if mark.is_empty() { String::new() } else { format!(" ({mark})") };
    let times = if *times > 1 { format!(", {times} times") } else { String::new() };
    format!("`{letter}` U+{:04X} in “{words}”{mark}{times}", u32::from(*letter))
}

fn too_much(what: &str) -> DrawError {
    DrawError::TooLarge(Advice::new(
        "{}; show less with {only}, {root} and {depth}, draw a hierarchy, or write .dot and draw \
         that with `sfdp`",
        &[&what],
    ))
}

/// Draws a view: the picture can be written in every format.
///
/// ```
/// use organigram::project::{Project, Request, Style, draw};
///
/// let project = Project::from_text("club.ron", r#"Model(organs: { "club": Organ(name: "Chess Club") })"#);
/// let view = project.view(&Request::hierarchy())?;
/// let style = Style::default();
/// assert!(draw(&view, &style).svg()?.contains("Chess Club"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[must_use]
pub fn draw<'v>(view: &'v View, style: &'v Style) -> Picture<'v> {
    Picture { view, style, scene: OnceCell::new() }
}

/// A picture, laid out once for all the formats it is written in.
#[derive(Debug)]
pub struct Picture<'v> {
    view: &'v View,
    style: &'v Style,
    scene: OnceCell<Scene>,
}

impl Picture<'_> {
    /// What stands where. Lengths are pixels of 1/96 inch, y downwards.
    ///
    /// # Errors
    /// When the view is too large to be laid out, or Graphviz is asked for and not installed.
    pub fn scene(&self) -> Result<&Scene, DrawError> {
        if let Some(scene) = self.scene.get() {
            return Ok(scene);
        }
        if let View::Network(view) = self.view {
            too_large(view).map_or(Ok(()), |what| Err(too_much(&what)))?;
            #[cfg(feature = "graphviz")]
            if self.style.engine == Engine::Graphviz {
                crate::layout::network::is_installed().map_err(DrawError::Graphviz)?;
            }
        }
        let Style { direction, stretches, calendar, engine, .. } = *self.style;
        let options =
            LayoutOptions { direction, stretches, calendar, engine, ..LayoutOptions::default() };
        Ok(self.scene.get_or_init(|| layout(self.view, &options)))
    }

    /// The picture as SVG 1.1.
    ///
    /// # Errors
    /// As [`Picture::scene`].
    pub fn svg(&self) -> Result<String, DrawError> {
        if let Some(svg) = self.by_graphviz(PictureFormat::Svg)? {
            return Ok(String::from_utf8_lossy(&svg).into_owned());
        }
        let (scene, Style { theme, svg_id, .. }) = (self.scene()?, self.style);
        Ok(match self.style.svg {
            SvgProfile::Styled => render::svg_with_id(scene, theme, svg_id),
            SvgProfile::Plain => render::plain_svg(scene, theme, svg_id),
        })
    }

    /// The picture as PNG, by the style's scale.
    ///
    /// # Errors
    /// As [`Picture::scene`]; and when it has more pixels than fit into memory.
    #[cfg(feature = "png")]
    pub fn png(&self) -> Result<Vec<u8>, DrawError> {
        match self.by_graphviz(PictureFormat::Png)? {
            Some(png) => Ok(png),
            None => Ok(render::png(self.scene()?, &self.style.theme, self.style.scale)?),
        }
    }

    /// The picture as PDF, on the style's paper.
    ///
    /// # Errors
    /// As [`Picture::scene`].
    #[cfg(feature = "pdf")]
    pub fn pdf(&self) -> Result<Vec<u8>, DrawError> {
        match self.by_graphviz(PictureFormat::Pdf)? {
            Some(pdf) => Ok(pdf),
            None => Ok(render::pdf(self.scene()?, &self.style.theme, self.style.paper)?),
        }
    }

    /// The picture as a page with pan, zoom and search.
    ///
    /// # Errors
    /// As [`Picture::scene`].
    pub fn html(&self) -> Result<String, DrawError> {
        Ok(render::html(self.scene()?, &self.style.theme))
    }

    /// The view as DOT, for Graphviz.
    #[cfg(feature = "graphviz")]
    #[must_use]
    pub fn dot(&self) -> String {
        render::dot(self.view)
    }

    /// The view as a Mermaid flowchart.
    #[must_use]
    pub fn mermaid(&self) -> String {
        render::mermaid(self.view)
    }

    /// The scene as JSON, for other renderers: `docs/scene.md`.
    ///
    /// # Errors
    /// As [`Picture::scene`].
    pub fn json(&self) -> Result<String, DrawError> {
        Ok(render::json(self.scene()?))
    }

    /// The picture in a format.
    ///
    /// # Errors
    /// As [`Picture::scene`] and [`Picture::png`]; and when what writes the format was left out by features.
    pub fn bytes(&self, format: PictureFormat) -> Result<Vec<u8>, DrawError> {
        match format {
            PictureFormat::Svg => Ok(self.svg()?.into_bytes()),
            PictureFormat::Html => Ok(self.html()?.into_bytes()),
            PictureFormat::Mmd => Ok(self.mermaid().into_bytes()),
            PictureFormat::Json => Ok(self.json()?.into_bytes()),
            #[cfg(feature = "graphviz")]
            PictureFormat::Dot => Ok(self.dot().into_bytes()),
            #[cfg(feature = "png")]
            PictureFormat::Png => self.png(),
            #[cfg(feature = "pdf")]
            PictureFormat::Pdf => self.pdf(),
            #[cfg(not(feature = "graphviz"))]
            PictureFormat::Dot => Err(DrawError::LeftOut("graphviz")),
            #[cfg(not(feature = "png"))]
            PictureFormat::Png => Err(DrawError::LeftOut("png")),
            #[cfg(not(feature = "pdf"))]
            PictureFormat::Pdf => Err(DrawError::LeftOut("pdf")),
        }
    }

    /// Whether Graphviz makes the whole picture: of a network it only places the things.
    fn is_by_graphviz(&self) -> bool {
        self.style.engine != Engine::Own && !matches!(self.view, View::Network(_))
    }

    /// The whole picture as Graphviz makes it, where the style asks for that.
    #[cfg(feature = "graphviz")]
    fn by_graphviz(&self, format: PictureFormat) -> Result<Option<Vec<u8>>, DrawError> {
        if !self.is_by_graphviz() {
            return Ok(None);
        }
        let format = match format {
            PictureFormat::Svg => "svg",
            PictureFormat::Png => "png",
            PictureFormat::Pdf => "pdf",
            _ => return Ok(None),
        };
        let made = crate::graphviz_program::run(self.dot(), format);
        made.map(Some).map_err(DrawError::Graphviz)
    }

    #[cfg(not(feature = "graphviz"))]
    fn by_graphviz(&self, _: PictureFormat) -> Result<Option<Vec<u8>>, DrawError> {
        Ok(None)
    }

    /// The letters of the picture that a format with letters of our own (PNG, PDF) shows as boxes, for no font has them. None:
    /// all are drawn, or whoever opens the file draws them.
    ///
    /// # Errors
    /// As [`Picture::scene`].
    #[cfg(any(feature = "png", feature = "pdf"))]
    pub fn unseen(&self, format: PictureFormat) -> Result<Option<Advice>, DrawError> {
        const MOST: usize = 5;
        let draws_letters = matches!(format, PictureFormat::Png | PictureFormat::Pdf);
        if !draws_letters || self.is_by_graphviz() {
            return Ok(None);
        }
        let unseen = render::unseen_letters(self.scene()?);
        let named: Vec<String> = unseen.iter().take(MOST).map(unseen_in_words).collect();
        let more = match unseen.len().saturating_sub(MOST) {
            0 => String::new(),
            more => format!(", and {more} more"),
        };
        let named = named.join(", ") + &more;
        let advice = || {
            Advice::new(
                "no font has {}: a box stands in the place of each; install a font that has them, or write SVG",
                &[&named],
            )
        };
        Ok((!unseen.is_empty()).then(advice))
    }

    /// What pages that show a Mermaid text refuse of this one: Mermaid's own limits, which a page's owner can
    /// raise. None: it is within them.
    #[must_use]
    pub fn beyond_mermaid(&self) -> Option<Advice> {
        const LETTERS: usize = 50_000;
        const LINES: usize = 500;
        let text = self.mermaid();
        let letters = text.encode_utf16().count();
        let is_arrow =
            |word: &str| ["---", "-.-", "-->", "==>"].iter().any(|arrow| word.starts_with(arrow));
        let is_line = |line: &&str| line.trim_start().split(' ').nth(1).is_some_and(is_arrow);
        let lines = text.lines().filter(is_line).count();
        (letters > LETTERS || lines > LINES).then(|| {
            Advice::new(
                "with its usual settings Mermaid draws up to {} characters and {} lines, but \
                 this has {} and {}: show less with {root}, {depth} or {only}, or raise its \
                 maxTextSize and maxEdges",
                &[&LETTERS, &LINES, &letters, &lines],
            )
        })
    }
}
