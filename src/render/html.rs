//! Writes a scene as a page of its own: the SVG, with pan, zoom and search. Takes a scene and a theme,
//! gives text that needs no network. The script never reads a name as anything but text.

use super::svg::svg;
use super::theme::Theme;
use crate::layout::Scene;

/// Writes a scene as a page that can be panned, zoomed and searched.
///
/// ```
/// use organigram::layout::{LayoutOptions, layout};
/// use organigram::project::{Project, Request};
/// use organigram::render::{Theme, html};
///
/// let project = Project::open("models/chess-club.ron")?;
/// let view = project.view(&Request::hierarchy())?;
/// let scene = layout(&view, &LayoutOptions::default());
/// let page = html(&scene, &Theme::light());
/// assert!(page.contains("Content-Security-Policy"));
/// # Ok::<(), organigram::project::ProjectError>(())
/// ```
pub fn html(scene: &Scene, theme: &Theme) -> String {
    let mut title = String::new();
    for letter in scene.title.chars() {
        match letter {
            '&' => title.push_str("&amp;"),
            '<' => title.push_str("&lt;"),
            '>' => title.push_str("&gt;"),
            letter if letter.is_control() => title.push('\u{FFFD}'),
            letter => title.push(letter),
        }
    }
    let (head, foot) = PAGE.split_once("@picture").expect("the page has a place for the picture");
    let head = head
        .replace("@page", &theme.page)
        .replace("@ink", &theme.ink)
        .replace("@faint", &theme.faint)
        .replace("@alarm", &theme.alarm)
        // Last, so that no title is taken for one of the words above.
        .replace("@title", &title);
    [&head, svg(scene, theme).trim_end(), foot].concat()
}

const PAGE: &str = include_str!("page.html");
