//! Writes a scene as SVG without a style sheet, for programs that read none or only a part of it (office programs,
//! the renderers of wikis). Takes a scene and a theme, gives text in which every shape and every line of words carries
//! its own looks as attributes. Marks keep their ids and tooltips; links are left out, for none of these programs
//! follows them.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use super::{SvgId, SvgWriter, style_sheet, way_of};
use crate::layout::{Anchor, FontWeight, Group, Rect, Scene, SceneItem, TextBlock};
use crate::render::look::{Colour, Ground, Look, Looks, StyledPart};
use crate::render::theme::{FONTS, Theme};

/// Writes a scene as SVG 1.1 in which nothing has a style but by attributes of its own.
///
/// ```
/// use organigram::layout::{LayoutOptions, layout};
/// use organigram::project::{Project, Request};
/// use organigram::render::{SvgId, Theme, plain_svg};
///
/// let project = Project::open("models/chess-club.ron")?;
/// let view = project.view(&Request::hierarchy())?;
/// let scene = layout(&view, &LayoutOptions::default());
/// let picture = plain_svg(&scene, &Theme::light(), &SvgId::default());
/// assert!(picture.contains("Rookhaven Chess Club") && !picture.contains("<style"));
/// # Ok::<(), organigram::project::ProjectError>(())
/// ```
pub fn plain_svg(scene: &Scene, theme: &Theme, id: &SvgId) -> String {
    let css = style_sheet(scene, theme);
    let mut body = PlainWriter {
        svg: SvgWriter::of(scene, id.prefix()),
        looks: Looks::new(&css, theme),
        fades: BTreeSet::new(),
    };
    let page = Rect { w: scene.width, h: scene.height, class: "page".into(), ..Rect::default() };
    body.item(&SceneItem::Rect(page), None);
    body.svg.out.push('\n');
    body.items(&scene.items, None);
    body.svg.out.push_str("</svg>\n");
    let mut head = SvgWriter::of(scene, id.prefix());
    // No part leads anywhere.
    head.sources = 0;
    head.open(scene, id);
    head.attribute("font-family", FONTS);
    head.out.push_str(">\n");
    head.about(scene);
    head.gradients(&body.fades);
    body.svg.out.insert_str(0, &head.out);
    body.svg.out
}

struct PlainWriter<'p> {
    svg: SvgWriter<'p>,
    looks: Looks<'p>,
    /// The colours that fade, and whether to the right.
    fades: BTreeSet<(Colour, bool)>,
}

/// What of a thing is drawn at once.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Layer {
    All,
    Stroke,
    Fill,
}

/// What is drawn after each other. `paint-order` is unknown to many programs, so that what has its stroke below its
/// ground is written twice.
fn layers(look: &Look) -> &'static [Layer] {
    match (look.fill == Ground::None, look.stroke.is_some()) {
        (true, false) => &[],
        (false, true) if look.is_stroke_first => &[Layer::Stroke, Layer::Fill],
        _ => &[Layer::All],
    }
}

impl PlainWriter<'_> {
    fn items(&mut self, items: &[SceneItem], within: Option<StyledPart>) {
        items.iter().for_each(|item| self.item(item, within));
    }

    fn item(&mut self, item: &SceneItem, within: Option<StyledPart>) {
        match item {
            SceneItem::Group(group) => self.group(group, within),
            SceneItem::Rect(rect) => {
                let look = self.look(within, "rect", &rect.class);
                for &layer in layers(&look) {
                    self.svg.out.push_str("<rect");
                    self.svg.sides(rect);
                    self.looks_of(&look, layer);
                    self.svg.out.push_str("/>");
                }
            }
            SceneItem::Path(path) => {
                let look = self.look(within, "path", &path.class);
                for &layer in layers(&look) {
                    self.svg.out.push_str("<path");
                    self.svg.steps(&path.steps);
                    self.looks_of(&look, layer);
                    self.svg.out.push_str("/>");
                }
            }
            SceneItem::Text(text) => self.text(text, within),
        }
    }

    fn group(&mut self, group: &Group, within: Option<StyledPart>) {
        let part = self.looks.part(within, "g", &group.class);
        self.svg.out.push_str("<g");
        self.svg.id_of(group);
        self.svg.out.push('>');
        self.svg.title(group);
        self.items(&group.items, Some(part));
        self.svg.out.push_str("</g>\n");
    }

    /// A text for each line: not every program moves on by `dy`.
    fn text(&mut self, text: &TextBlock, within: Option<StyledPart>) {
        let (class, size, weight) = text.style.face();
        let look = self.look(within, "text", &format!("{class} {}", text.class));
        let way = way_of(&text.lines);
        for &layer in layers(&look) {
            for (at, line) in text.lines.iter().enumerate() {
                self.line(text, at, (size, weight));
                self.looks_of(&look, layer);
                self.svg.out.push('>');
                self.svg.isolated(line, way);
                self.svg.out.push_str("</text>");
            }
        }
    }

    /// The opening of a line of words, but for its looks.
    fn line(&mut self, text: &TextBlock, at: usize, (size, weight): (f64, FontWeight)) {
        let svg = &mut self.svg;
        svg.out.push_str("<text x=\"");
        svg.number(text.x);
        svg.out.push_str("\" y=\"");
        svg.number(text.y + text.style.height(at));
        let _ = write!(svg.out, "\" font-size=\"{size}\"");
        if weight == FontWeight::Bold {
            svg.out.push_str(" font-weight=\"bold\"");
        }
        match text.anchor {
            Anchor::Start => {}
            Anchor::Middle => svg.out.push_str(" text-anchor=\"middle\""),
            Anchor::End => svg.out.push_str(" text-anchor=\"end\""),
        }
    }

    fn look(&mut self, within: Option<StyledPart>, element: &'static str, class: &str) -> Look {
        let part = self.looks.part(within, element, class);
        self.looks.look(part).clone()
    }

    /// The looks of what is being opened. SVG fills with black what does not say how.
    fn looks_of(&mut self, look: &Look, layer: Layer) {
        let (fill, stroke) = match layer {
            Layer::All => (look.fill, look.stroke),
            Layer::Stroke => (Ground::None, look.stroke),
            Layer::Fill => (look.fill, None),
        };
        let out = &mut self.svg.out;
        match fill {
            Ground::None => out.push_str(" fill=\"none\""),
            Ground::Plain(colour) => {
                let _ = write!(out, " fill=\"{}\"", hex(colour));
            }
            Ground::FadeOut(colour) | Ground::FadeIn(colour) => {
                let is_out = matches!(fill, Ground::FadeOut(_));
                self.fades.insert((colour, is_out));
                let _ = write!(out, " fill=\"url(#{}{})\"", self.svg.prefix, fade(colour, is_out));
            }
        }
        if fill != Ground::None && look.fill_opacity < 1.0 {
            let _ = write!(out, " fill-opacity=\"{}\"", look.fill_opacity);
        }
        if look.is_italic {
            out.push_str(" font-style=\"italic\"");
        }
        let Some(colour) = stroke else { return };
        let _ = write!(out, " stroke=\"{}\" stroke-width=\"{}\"", hex(colour), look.width);
        if look.stroke_opacity < 1.0 {
            let _ = write!(out, " stroke-opacity=\"{}\"", look.stroke_opacity);
        }
        if !look.dashes.is_empty() {
            let dashes: Vec<String> = look.dashes.iter().map(f32::to_string).collect();
            let _ = write!(out, " stroke-dasharray=\"{}\"", dashes.join(" "));
        }
        if look.has_round_ends {
            out.push_str(" stroke-linecap=\"round\"");
        }
        if look.has_round_corners {
            out.push_str(" stroke-linejoin=\"round\"");
        }
    }
}

impl SvgWriter<'_> {
    /// What fades from one side to the other.
    fn gradients(&mut self, fades: &BTreeSet<(Colour, bool)>) {
        if fades.is_empty() {
            return;
        }
        self.out.push_str("<defs>\n");
        for &(colour, is_out) in fades {
            let (id, colour) = (fade(colour, is_out), hex(colour));
            let (left, right) = if is_out { (1, 0) } else { (0, 1) };
            let stop = |at: u8, opacity: u8| {
                format!(
                    "<stop offset=\"{at}\" stop-color=\"{colour}\" stop-opacity=\"{opacity}\"/>"
                )
            };
            let _ = writeln!(
                self.out,
                "<linearGradient id=\"{}{id}\">{}{}</linearGradient>",
                self.prefix,
                stop(0, left),
                stop(1, right)
            );
        }
        self.out.push_str("</defs>\n");
    }
}

/// The id of a gradient.
fn fade([r, g, b]: Colour, is_out: bool) -> String {
    format!("fade-{}-{r:02x}{g:02x}{b:02x}", if is_out { "out" } else { "in" })
}

fn hex([r, g, b]: Colour) -> String {
    format!("#{r:02x}{g:02x}{b:02x}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::layout::{HALO, TextStyle};

    #[test]
    fn words_on_a_ground_are_an_outline_and_then_letters() {
        let text = TextBlock {
            class: HALO.into(),
            style: TextStyle::Band,
            x: 1.0,
            y: 2.0,
            anchor: Anchor::Middle,
            lines: vec!["Board & Co".into()],
        };
        let scene = Scene { items: vec![SceneItem::Text(text)], ..Scene::default() };
        let drawn = plain_svg(&scene, &Theme::light(), &SvgId::default());
        let texts: Vec<&str> = drawn.split("<text").skip(1).collect();
        assert_eq!(texts.len(), 2, "{drawn}");
        assert!(texts[0].contains("fill=\"none\" stroke=\"#ffffff\" stroke-width=\"4.5\""));
        assert!(!texts[1].contains("stroke") && texts[1].contains("fill=\"#"), "{drawn}");
        assert!(texts.iter().all(|text| text.contains("Board &amp; Co</text>")), "{drawn}");
    }
}
