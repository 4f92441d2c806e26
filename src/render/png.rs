//! Writes a scene as PNG. Takes a scene, a theme and a scale, gives bytes; the same on every machine for
//! the scripts that the bundled fonts have.

use skrifa::MetadataProvider as _;
use skrifa::instance::{LocationRef, Size};
use skrifa::outline::{DrawSettings, OutlinePen};
use tiny_skia::{
    Color, FillRule, GradientStop, LineCap, LineJoin, LinearGradient, Paint, Path, PathBuilder,
    Pixmap, SpreadMode, Stroke, StrokeDash, Transform,
};

use super::EncodeError;
use super::look::{Colour, Ground, Look, Looks};
use super::paint::{Canvas, corners, paint};
use super::svg::style_sheet;
use super::theme::Theme;
use super::typeset::Run;
use crate::layout::{PathStep, Point, Rect, Scene};

/// More pixels than this are more than a program should ask for.
const MOST: f64 = 400e6;

/// Writes a scene as PNG, `scale` pixels for one of the scene's.
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
    let pixels = Pixmap::new(width as u32, height as u32).ok_or_else(too_large)?;
    let css = style_sheet(scene, theme);
    let mut looks = Looks::new(&css, theme);
    let mut on = Pixels { pixels, transform: Transform::from_scale(scale as f32, scale as f32) };
    let page = Rect { w: scene.width, h: scene.height, ..Rect::default() };
    let ground = looks.part(None, "rect", "page");
    on.outline(&corners(&page), looks.look(ground));
    paint(&scene.items, None, &mut looks, &mut on);
    on.pixels.encode_png().map_err(|error| EncodeError::Packing(error.to_string()))
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
    use crate::layout::{Anchor, SceneItem, TextBlock, TextStyle};

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
