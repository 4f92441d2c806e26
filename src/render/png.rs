//! Writes a scene as PNG. Takes a scene, a theme and a scale, gives bytes; the same on every machine for
//! the scripts that the bundled fonts have.

mod packed;

use skrifa::MetadataProvider as _;
use skrifa::instance::{LocationRef, Size};
use skrifa::outline::{DrawSettings, OutlinePen};
use tiny_skia::{
    Color, FillRule, GradientStop, LineCap, LineJoin, LinearGradient, Paint, Path, PathBuilder,
    Pixmap, SpreadMode, Stroke, StrokeDash, Transform,
};

use self::packed::{About, packed};
use super::EncodeError;
use super::look::{Colour, Ground, Look, Looks, colour};
use super::paint::{Canvas, paint};
use super::svg::{SOURCE, style_sheet};
use super::theme::Theme;
use super::typeset::Run;
use crate::layout::{PathStep, Point, Rect, Scene, SceneItem};

/// More pixels than this are more than a program should ask for.
const MOST: f64 = 400e6;

/// Writes a scene as PNG, `scale` pixels for one of the scene's, which is 1/96 inch. The file says how large a pixel is,
/// and has title, description and sources as texts. A pixel may differ by 8 of 255 from what was drawn, where the
/// picture has more than 256 colours.
///
/// # Errors
/// When the picture would be too large.
///
/// ```
/// use organigram::layout::{LayoutOptions, layout};
/// use organigram::project::{Project, Request};
/// use organigram::render::{Theme, png};
///
/// let project = Project::open("models/chess-club.ron")?;
/// let view = project.view(&Request::hierarchy())?;
/// let scene = layout(&view, &LayoutOptions::default());
/// let picture = png(&scene, &Theme::light(), 2.0)?;
/// assert!(picture.starts_with(b"\x89PNG"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn png(scene: &Scene, theme: &Theme, scale: f64) -> Result<Vec<u8>, EncodeError> {
    let (width, height) = ((scene.width * scale).ceil(), (scene.height * scale).ceil());
    let too_large = || EncodeError::TooLarge(width as u64, height as u64);
    if width * height > MOST {
        return Err(too_large());
    }
    let size = (width as u32, height as u32);
    let mut pixels = Pixmap::new(size.0, size.1).ok_or_else(too_large)?;
    let css = style_sheet(scene, theme);
    let mut looks = Looks::new(&css, theme);
    // A pixel at the edge that is only partly on the page is ground too: nothing can be seen through.
    pixels.fill(tint(colour(&theme.page).unwrap_or([255; 3]), 1.0));
    let mut on = Pixels { pixels, transform: Transform::from_scale(scale as f32, scale as f32) };
    paint(&scene.items, None, &mut looks, &mut on);
    let about = About { texts: texts(scene), per_metre: (scale * 96.0 / 0.0254).round() as u32 };
    let bytes = packed(size, on.pixels.data(), &about);
    bytes.map_err(|error| EncodeError::Packing(error.to_string()))
}

/// What the file says of itself, for programs that list pictures, and for whoever finds one without its page.
fn texts(scene: &Scene) -> Vec<(&'static str, String)> {
    let mut sources = Vec::new();
    listed(&scene.items, &mut sources);
    vec![
        ("Title", scene.title.clone()),
        ("Description", scene.description.clone()),
        ("Source", sources.join("\n")),
        ("Software", "organigram".to_owned()),
    ]
}

/// The sources that a picture lists, a line each.
fn listed(items: &[SceneItem], sources: &mut Vec<String>) {
    for item in items {
        let SceneItem::Group(group) = item else { continue };
        if group.class != SOURCE {
            listed(&group.items, sources);
            continue;
        }
        let words = group.items.iter().filter_map(|item| match item {
            SceneItem::Text(text) => Some(text.lines.join(" ")),
            _ => None,
        });
        sources.push(words.collect::<Vec<_>>().join(" "));
    }
}

struct Pixels {
    pixels: Pixmap,
    transform: Transform,
}

impl Canvas for Pixels {
    fn shows(&self, _: &Rect) -> bool {
        true
    }

    fn outline(&mut self, steps: &[PathStep], look: &Look) {
        if let Some(path) = path(steps) {
            self.draw(&path, look);
        }
    }

    fn words(&mut self, run: &Run, line: Point, size: f64, look: &Look) {
        if let Some(path) = letters(run, line, size) {
            self.draw(&path, look);
        }
    }
}

impl Pixels {
    fn draw(&mut self, path: &Path, look: &Look) {
        if look.is_stroke_first {
            self.stroke(path, look);
            self.fill(path, look);
        } else {
            self.fill(path, look);
            self.stroke(path, look);
        }
    }

    fn fill(&mut self, path: &Path, look: &Look) {
        let mut paint = Paint::default();
        match look.fill {
            Ground::None => return,
            Ground::Plain(colour) => paint.set_color(tint(colour, look.fill_opacity)),
            Ground::FadeOut(colour) | Ground::FadeIn(colour) => {
                let full = tint(colour, look.fill_opacity);
                let none = tint(colour, 0.0);
                let is_out = matches!(look.fill, Ground::FadeOut(_));
                let (from, to) = if is_out { (full, none) } else { (none, full) };
                let bounds = path.bounds();
                let shader = LinearGradient::new(
                    tiny_skia::Point::from_xy(bounds.left(), 0.0),
                    tiny_skia::Point::from_xy(bounds.right(), 0.0),
                    vec![GradientStop::new(0.0, from), GradientStop::new(1.0, to)],
                    SpreadMode::Pad,
                    Transform::identity(),
                );
                // Without a width nothing fades.
                let Some(shader) = shader else { return };
                paint.shader = shader;
            }
        }
        self.pixels.fill_path(path, &paint, FillRule::Winding, self.transform, None);
    }

    fn stroke(&mut self, path: &Path, look: &Look) {
        let Some(colour) = look.stroke else { return };
        let mut paint = Paint::default();
        paint.set_color(tint(colour, look.stroke_opacity));
        let stroke = Stroke {
            width: look.width as f32,
            miter_limit: 4.0,
            line_cap: if look.has_round_ends { LineCap::Round } else { LineCap::Butt },
            line_join: if look.has_round_corners { LineJoin::Round } else { LineJoin::Miter },
            dash: StrokeDash::new(even(&look.dashes), 0.0),
        };
        self.pixels.stroke_path(path, &paint, &stroke, self.transform, None);
    }
}

/// Dashes and the gaps between them: an odd number counts twice.
fn even(dashes: &[f32]) -> Vec<f32> {
    dashes.repeat(1 + dashes.len() % 2)
}

fn tint([r, g, b]: Colour, opacity: f64) -> Color {
    Color::from_rgba8(r, g, b, (opacity.clamp(0.0, 1.0) * 255.0).round() as u8)
}

fn path(steps: &[PathStep]) -> Option<Path> {
    let mut path = PathBuilder::new();
    for step in steps {
        match *step {
            PathStep::Move(Point(x, y)) => path.move_to(x as f32, y as f32),
            PathStep::Line(Point(x, y)) => path.line_to(x as f32, y as f32),
            PathStep::Curve(Point(a, b), Point(c, d), Point(x, y)) => {
                path.cubic_to(a as f32, b as f32, c as f32, d as f32, x as f32, y as f32);
            }
            PathStep::Close => path.close(),
        }
    }
    path.finish()
}

/// The outlines of a run's letters.
fn letters(run: &Run, line: Point, size: f64) -> Option<Path> {
    let outlines = run.font.face.outline_glyphs();
    let mut pen = Pen { path: PathBuilder::new(), at: (0.0, 0.0), scale: 0.0 };
    pen.scale = (size / run.font.units_per_em) as f32;
    let mut x = line.0 + run.x;
    for glyph in &run.glyphs {
        let (right, up) = glyph.offset;
        pen.at = ((x + right * size) as f32, (line.1 - up * size) as f32);
        x += glyph.advance * size;
        if let Some(outline) = outlines.get(glyph.id.into()) {
            let settings = DrawSettings::unhinted(Size::unscaled(), LocationRef::default());
            // A letter whose outline is broken is left out.
            let _ = outline.draw(settings, &mut pen);
        }
    }
    pen.path.finish()
}

/// Puts the outline of a letter, which grows upwards, at its place.
struct Pen {
    path: PathBuilder,
    at: (f32, f32),
    scale: f32,
}

impl Pen {
    fn place(&self, x: f32, y: f32) -> (f32, f32) {
        (self.at.0 + x * self.scale, self.at.1 - y * self.scale)
    }
}

impl OutlinePen for Pen {
    fn move_to(&mut self, x: f32, y: f32) {
        let (x, y) = self.place(x, y);
        self.path.move_to(x, y);
    }

    fn line_to(&mut self, x: f32, y: f32) {
        let (x, y) = self.place(x, y);
        self.path.line_to(x, y);
    }

    fn quad_to(&mut self, a: f32, b: f32, x: f32, y: f32) {
        let ((a, b), (x, y)) = (self.place(a, b), self.place(x, y));
        self.path.quad_to(a, b, x, y);
    }

    fn curve_to(&mut self, a: f32, b: f32, c: f32, d: f32, x: f32, y: f32) {
        let ((a, b), (c, d), (x, y)) = (self.place(a, b), self.place(c, d), self.place(x, y));
        self.path.cubic_to(a, b, c, d, x, y);
    }

    fn close(&mut self) {
        self.path.close();
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::layout::{Anchor, TextBlock, TextStyle};

    fn drawn(words: &str) -> Vec<u8> {
        let text = TextBlock {
            class: "".into(),
            style: TextStyle::Label,
            x: 10.0,
            y: 20.0,
            anchor: Anchor::Start,
            lines: vec![words.to_owned()],
        };
        let items = vec![SceneItem::Text(text)];
        let scene = Scene { width: 200.0, height: 40.0, items, ..Scene::default() };
        png(&scene, &Theme::light(), 1.0).expect("the picture is small")
    }

    #[test]
    fn bundled_letters_are_drawn() {
        let nothing = drawn("");
        for (one, other) in [("당", "동"), ("党", "黨"), ("Ж", "Д"), ("ש", "א"), ("ج", "م")]
        {
            assert_ne!(drawn(one), nothing, "{one}");
            // Two letters without a glyph would look the same.
            assert_ne!(drawn(one), drawn(other), "{one} {other}");
        }
    }
}
