//! What a picture is written as: forms of files, themes, papers. Takes a view and what was asked for, gives
//! bytes; never opens the file.

use std::path::{Path, PathBuf};

use super::super::CliError;
use crate::diagnostics::suggest;
use crate::layout::network::too_large;
use crate::layout::{Calendar, Direction, LayoutOptions, Scene, Stretches, layout};
use crate::render::{Theme, html, json, mermaid, svg};
use crate::view::View;

/// How to draw and what to write.
#[derive(clap::Args, Debug)]
#[command(next_help_heading = "How to draw it")]
pub(super) struct FileArgs {
    /// What to write; told by the file's ending where it is left out.
    #[arg(long, value_enum)]
    pub(super) format: Option<Form>,
    /// The looks: light, dark, print (black and white), or a theme file in RON.
    #[arg(long, value_name = "THEME", default_value = "light")]
    theme: String,
    /// Where the units of a superior stand.
    #[arg(long, value_enum, default_value_t)]
    direction: Toward,
    /// What becomes of long stretches of time in which nothing happens.
    #[arg(long, value_enum, default_value_t)]
    time: TimeScale,
    /// Another calendar whose years stand below a time axis.
    #[arg(long, value_enum)]
    calendar: Option<OtherCalendar>,
    /// The paper of a PDF.
    #[cfg(feature = "pdf")]
    #[arg(long, value_enum, default_value_t)]
    paper: Sheet,
    /// How many pixels of a PNG stand for one of the picture's.
    #[cfg(feature = "png")]
    #[arg(long, value_name = "TIMES", default_value_t = 2.0, value_parser = scale)]
    scale: f64,
    /// What places the boxes.
    #[cfg(feature = "graphviz")]
    #[arg(long, value_enum, default_value_t)]
    engine: Engine,
}

#[cfg(feature = "png")]
fn scale(text: &str) -> Result<f64, String> {
    let number = text.parse().ok().filter(|number| (0.05..=20.0).contains(number));
    number.ok_or_else(|| "a number from 0.05 to 20".to_owned())
}

/// A form of file.
#[derive(Copy, Clone, PartialEq, Eq, Debug, clap::ValueEnum)]
pub(super) enum Form {
    /// A picture for pages and browsers.
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

#[derive(Copy, Clone, PartialEq, Eq, Debug, Default, clap::ValueEnum)]
enum Toward {
    /// Below it.
    #[default]
    Down,
    /// To its right.
    Right,
}

#[derive(Copy, Clone, PartialEq, Eq, Debug, Default, clap::ValueEnum)]
enum TimeScale {
    /// They are cut short, with a mark where that is done.
    #[default]
    Cut,
    /// One scale for the whole axis.
    Whole,
}

#[derive(Copy, Clone, PartialEq, Eq, Debug, clap::ValueEnum)]
enum OtherCalendar {
    /// 1912 is Juche 1.
    Juche,
    /// 1912 is Minguo 1.
    Minguo,
    /// 1941 is 2484 of the Buddhist era.
    Buddhist,
}

#[cfg(feature = "pdf")]
#[derive(Copy, Clone, PartialEq, Eq, Debug, Default, clap::ValueEnum)]
enum Sheet {
    /// One page as large as the picture.
    #[default]
    Fitting,
    A4,
    A3,
    Letter,
}

/// What places the boxes.
#[cfg(feature = "graphviz")]
#[derive(Copy, Clone, PartialEq, Eq, Debug, Default, clap::ValueEnum)]
enum Engine {
    /// Ours: nothing need be installed.
    #[default]
    Own,
    /// The installed program `dot`.
    Graphviz,
}

impl FileArgs {
    /// The form that was asked for, or that a file's ending tells.
    pub(super) fn form(&self, path: &Path) -> Result<Form, CliError> {
        match (self.format, told_by(path)) {
            (Some(form), _) | (None, Some(form)) => Ok(form),
            (None, None) if path.as_os_str() == "-" => Ok(Form::Svg),
            (None, None) => Err(unclear(path)),
        }
    }

    /// What to say of a file whose ending tells another form than the one that was asked for.
    pub(super) fn mismatch(&self, path: &Path) -> Option<String> {
        let (asked, told) = self.format.zip(told_by(path))?;
        let name = |form| ENDINGS.iter().find(|(_, of)| *of == form).map_or("", |(name, _)| name);
        let (path, asked, told) = (path.display(), (asked, name(asked)), (told, name(told)));
        (asked.0 != told.0).then(|| {
            format!(
                "{path} holds {}, as --format says; by its ending it is taken for {}",
                asked.1, told.1
            )
        })
    }

    /// What was asked for and makes no difference to this picture, and why.
    pub(super) fn idle(&self, view: &View, form: Form) -> Vec<String> {
        let has_axis = matches!(view, View::Lineage(_) | View::Tenures(_));
        let grows = matches!(view, View::Hierarchy(_) | View::Network(_));
        let of_axis = self.calendar.is_some() || self.time == TimeScale::Whole;
        #[cfg(feature = "pdf")]
        let is_idle_paper = self.paper != Sheet::Fitting && form != Form::Pdf;
        #[cfg(not(feature = "pdf"))]
        let is_idle_paper = {
            let _ = form;
            false
        };
        let told = [
            (
                self.direction == Toward::Right && !grows,
                "--direction is of hierarchies and networks",
            ),
            (of_axis && !has_axis, "--time and --calendar are of a time axis: lineage and tenures"),
            (is_idle_paper, "--paper is of a PDF"),
        ];
        let told = told.into_iter().filter(|(is_idle, _)| *is_idle);
        told.map(|(_, why)| format!("{why}; it makes no difference here")).collect()
    }

    /// A picture in bytes.
    pub(super) fn picture(&self, view: &View, form: Form) -> Result<Vec<u8>, CliError> {
        let theme = self.theme()?;
        // Graphviz only places the things of a network; of other views it makes the whole picture.
        #[cfg(feature = "graphviz")]
        if self.engine == Engine::Graphviz
            && !matches!(view, View::Network(_))
            && let Some(form) = by_graphviz::form(form)
        {
            return by_graphviz::picture(view, form);
        }
        #[cfg(any(feature = "png", feature = "pdf"))]
        let failure = |error: crate::render::WriteError| CliError::Usage(error.to_string());
        match form {
            Form::Mmd => Ok(mermaid(view).into_bytes()),
            Form::Json => Ok(json(&self.scene(view)?).into_bytes()),
            Form::Html => Ok(html(&self.scene(view)?, &theme).into_bytes()),
            Form::Svg => Ok(svg(&self.scene(view)?, &theme).into_bytes()),
            #[cfg(feature = "graphviz")]
            Form::Dot => Ok(crate::render::dot(view).into_bytes()),
            #[cfg(feature = "png")]
            Form::Png => {
                crate::render::png(&self.scene(view)?, &theme, self.scale).map_err(failure)
            }
            #[cfg(feature = "pdf")]
            Form::Pdf => {
                crate::render::pdf(&self.scene(view)?, &theme, self.paper.into()).map_err(failure)
            }
            #[cfg(not(feature = "graphviz"))]
            Form::Dot => Err(left_out("graphviz")),
            #[cfg(not(feature = "png"))]
            Form::Png => Err(left_out("png")),
            #[cfg(not(feature = "pdf"))]
            Form::Pdf => Err(left_out("pdf")),
        }
    }

    fn scene(&self, view: &View) -> Result<Scene, CliError> {
        if let View::Network(view) = view {
            too_large(view).map_or(Ok(()), |why| Err(CliError::Usage(why)))?;
            #[cfg(feature = "graphviz")]
            if self.engine == Engine::Graphviz {
                crate::layout::network::is_installed()
                    .map_err(|error| by_graphviz::failure(&error))?;
            }
        }
        let direction = match self.direction {
            Toward::Down => Direction::Down,
            Toward::Right => Direction::Right,
        };
        let stretches = match self.time {
            TimeScale::Cut => Stretches::CutShort,
            TimeScale::Whole => Stretches::InScale,
        };
        let calendar = self.calendar.map(|calendar| match calendar {
            OtherCalendar::Juche => Calendar::Juche,
            OtherCalendar::Minguo => Calendar::Minguo,
            OtherCalendar::Buddhist => Calendar::Buddhist,
        });
        let options = LayoutOptions {
            direction,
            stretches,
            calendar,
            #[cfg(feature = "graphviz")]
            engine: match self.engine {
                Engine::Own => crate::layout::Engine::Own,
                Engine::Graphviz => crate::layout::Engine::Graphviz,
            },
            ..LayoutOptions::default()
        };
        Ok(layout(view, &options))
    }

    fn theme(&self) -> Result<Theme, CliError> {
        if let Some(theme) = Theme::named(&self.theme) {
            return Ok(theme);
        }
        if !self.theme.ends_with(".ron") {
            return Err(CliError::unknown("theme", &self.theme, Theme::NAMES.into_iter()));
        }
        let path = PathBuf::from(&self.theme);
        let text = std::fs::read_to_string(&path)
            .map_err(|error| CliError::File { path: self.theme.clone(), error })?;
        Theme::from_ron(&text).map_err(|error| CliError::Usage(format!("{}: {error}", self.theme)))
    }
}

#[cfg(feature = "pdf")]
impl From<Sheet> for crate::render::Paper {
    fn from(sheet: Sheet) -> Self {
        use crate::render::Paper;
        match sheet {
            Sheet::Fitting => Paper::Fitting,
            Sheet::A4 => Paper::A4,
            Sheet::A3 => Paper::A3,
            Sheet::Letter => Paper::Letter,
        }
    }
}

/// The endings of file names; the first of a form is its name.
const ENDINGS: [(&str, Form); 10] = [
    ("svg", Form::Svg),
    ("png", Form::Png),
    ("pdf", Form::Pdf),
    ("html", Form::Html),
    ("dot", Form::Dot),
    ("mmd", Form::Mmd),
    ("json", Form::Json),
    ("gv", Form::Dot),
    ("htm", Form::Html),
    ("mermaid", Form::Mmd),
];

fn told_by(path: &Path) -> Option<Form> {
    let ending = path.extension()?.to_string_lossy().to_lowercase();
    ENDINGS.iter().find(|(name, _)| *name == ending).map(|(_, form)| *form)
}

/// That a file's ending tells no form, with what may have been meant.
fn unclear(path: &Path) -> CliError {
    let ending = path.extension().map(|ending| ending.to_string_lossy().to_lowercase());
    let meant = match ending.as_deref() {
        Some("jpg" | "jpeg" | "gif" | "webp" | "bmp" | "tif" | "tiff") => {
            "for a picture in pixels write .png; ".to_owned()
        }
        Some("doc" | "docx" | "ppt" | "pptx" | "odt" | "odp" | "odg" | "eps" | "ps" | "vsdx") => {
            "office programs take .svg and .png, printers .pdf; ".to_owned()
        }
        Some(ending) => suggest(ending, ENDINGS.map(|(name, _)| name))
            .map_or_else(String::new, |near| format!("did you mean `.{near}`? ")),
        None => String::new(),
    };
    CliError::Usage(format!(
        "{}: what to write is not clear; {meant}end the name in .svg, .png, .pdf, .html, .dot, .mmd or \
         .json, or give --format",
        path.display()
    ))
}

/// What to say of a Mermaid text that pages refuse: Mermaid's own limits, which a page's owner can raise.
pub(super) fn too_much_for_mermaid(text: &[u8]) -> Option<String> {
    const LETTERS: usize = 50_000;
    const LINES: usize = 500;
    let text = String::from_utf8_lossy(text);
    let letters = text.encode_utf16().count();
    let is_arrow =
        |word: &str| ["---", "-.-", "-->", "==>"].iter().any(|arrow| word.starts_with(arrow));
    let is_line = |line: &&str| line.trim_start().split(' ').nth(1).is_some_and(is_arrow);
    let lines = text.lines().filter(is_line).count();
    (letters > LETTERS || lines > LINES).then(|| {
        format!(
            "Mermaid as most pages run it draws up to {LETTERS} letters and {LINES} lines, and this has \
             {letters} and {lines}: show less by --root, --depth or --only, or raise its maxTextSize and \
             maxEdges"
        )
    })
}

/// That the program was built without a form.
#[cfg(not(all(feature = "png", feature = "pdf", feature = "graphviz")))]
fn left_out(feature: &str) -> CliError {
    CliError::Usage(format!(
        "this organigram was built without the feature `{feature}`, which writes such pictures"
    ))
}

/// Pictures that the installed Graphviz makes.
#[cfg(feature = "graphviz")]
mod by_graphviz {
    use std::io;

    use graphviz_rust::cmd::Format;

    use super::{CliError, Form, View};

    pub(super) fn form(form: Form) -> Option<Format> {
        match form {
            Form::Svg => Some(Format::Svg),
            Form::Png => Some(Format::Png),
            Form::Pdf => Some(Format::Pdf),
            _ => None,
        }
    }

    pub(super) fn picture(view: &View, form: Format) -> Result<Vec<u8>, CliError> {
        let dot = crate::render::dot(view);
        graphviz_rust::exec_dot(dot, vec![form.into()]).map_err(|error| failure(&error))
    }

    /// Why Graphviz made no picture.
    pub(super) fn failure(error: &io::Error) -> CliError {
        CliError::Usage(match error.kind() {
            io::ErrorKind::NotFound => {
                "--engine graphviz: the program `dot` is not installed; leave the option out to draw without it"
                    .to_owned()
            }
            _ => format!("--engine graphviz: {error}"),
        })
    }
}
