//! What a picture is written as: forms of files, themes, papers. Takes a view and what was asked for, gives
//! bytes; never opens the file.

use std::io;
use std::path::{Path, PathBuf};

use graphviz_rust::cmd::Format as GraphvizFormat;

use super::super::Failure;
use crate::layout::network::too_large;
use crate::layout::{Calendar, Direction, Options, Scene, Stretches, layout};
use crate::render::{Paper, Theme, dot, html, json, mermaid, pdf, png, svg};
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
    #[arg(long, value_enum, default_value_t)]
    paper: Sheet,
    /// How many pixels of a PNG stand for one of the picture's.
    #[arg(long, value_name = "TIMES", default_value_t = 2.0, value_parser = scale)]
    scale: f64,
    /// What places the boxes.
    #[arg(long, value_enum, default_value_t)]
    engine: Engine,
}

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
    pub(super) fn form(&self, path: &Path) -> Result<Form, Failure> {
        let ending = path.extension().map(|ending| ending.to_string_lossy().to_lowercase());
        Ok(match (self.format, ending.as_deref()) {
            (Some(form), _) => form,
            (None, Some("svg")) => Form::Svg,
            (None, Some("dot" | "gv")) => Form::Dot,
            (None, Some("png")) => Form::Png,
            (None, Some("pdf")) => Form::Pdf,
            (None, Some("html" | "htm")) => Form::Html,
            (None, Some("mmd" | "mermaid")) => Form::Mmd,
            (None, Some("json")) => Form::Json,
            (None, _) if path.as_os_str() == "-" => Form::Svg,
            (None, _) => {
                let path = path.display();
                return Err(Failure::Usage(format!(
                    "{path}: what to write is not clear; end the name in .svg, .png, .pdf, .html, \
                     .dot, .mmd or .json, or give --format"
                )));
            }
        })
    }

    /// What was asked for and makes no difference to this picture, and why.
    pub(super) fn idle(&self, view: &View, form: Form) -> Vec<String> {
        let has_axis = matches!(view, View::Lineage(_) | View::Tenures(_));
        let is_tree = matches!(view, View::Hierarchy(_));
        let of_axis = self.calendar.is_some() || self.time == TimeScale::Whole;
        let told = [
            (self.direction == Toward::Right && !is_tree, "--direction is of a hierarchy"),
            (of_axis && !has_axis, "--time and --calendar are of a time axis: lineage and tenures"),
            (self.paper != Sheet::Fitting && form != Form::Pdf, "--paper is of a PDF"),
        ];
        let told = told.into_iter().filter(|(is_idle, _)| *is_idle);
        told.map(|(_, why)| format!("{why}; it makes no difference here")).collect()
    }

    /// A picture in bytes.
    pub(super) fn picture(&self, view: &View, form: Form) -> Result<Vec<u8>, Failure> {
        let theme = self.theme()?;
        let failure = |error| Failure::Usage(format!("{error}"));
        Ok(match form {
            Form::Dot => dot(view).into_bytes(),
            Form::Mmd => mermaid(view).into_bytes(),
            Form::Json => json(&self.scene(view)?).into_bytes(),
            Form::Html => html(&self.scene(view)?, &theme).into_bytes(),
            Form::Png if self.engine == Engine::Own => {
                png(&self.scene(view)?, &theme, self.scale).map_err(failure)?
            }
            Form::Pdf if self.engine == Engine::Own => {
                pdf(&self.scene(view)?, &theme, self.paper.into()).map_err(failure)?
            }
            Form::Svg if self.engine == Engine::Own => svg(&self.scene(view)?, &theme).into_bytes(),
            Form::Png => graphviz(view, GraphvizFormat::Png)?,
            Form::Pdf => graphviz(view, GraphvizFormat::Pdf)?,
            Form::Svg => graphviz(view, GraphvizFormat::Svg)?,
        })
    }

    fn scene(&self, view: &View) -> Result<Scene, Failure> {
        if let View::Network(view) = view {
            too_large(view).map_or(Ok(()), |why| Err(Failure::Usage(why)))?;
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
        Ok(layout(view, &Options { direction, stretches, calendar, ..Options::default() }))
    }

    fn theme(&self) -> Result<Theme, Failure> {
        if let Some(theme) = Theme::named(&self.theme) {
            return Ok(theme);
        }
        if !self.theme.ends_with(".ron") {
            return Err(Failure::unknown("theme", &self.theme, Theme::NAMES.into_iter()));
        }
        let path = PathBuf::from(&self.theme);
        let text = std::fs::read_to_string(&path)
            .map_err(|error| Failure::File { path: self.theme.clone(), error })?;
        Theme::from_ron(&text).map_err(|error| Failure::Usage(format!("{}: {error}", self.theme)))
    }
}

impl From<Sheet> for Paper {
    fn from(sheet: Sheet) -> Paper {
        match sheet {
            Sheet::Fitting => Paper::Fitting,
            Sheet::A4 => Paper::A4,
            Sheet::A3 => Paper::A3,
            Sheet::Letter => Paper::Letter,
        }
    }
}

fn graphviz(view: &View, format: GraphvizFormat) -> Result<Vec<u8>, Failure> {
    graphviz_rust::exec_dot(dot(view), vec![format.into()]).map_err(|error| {
        Failure::Usage(match error.kind() {
            io::ErrorKind::NotFound => {
                "--engine graphviz: the program `dot` is not installed; leave the option out to \
                 draw without it"
                    .to_owned()
            }
            _ => format!("--engine graphviz: {error}"),
        })
    })
}
