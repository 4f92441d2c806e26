//! Draws on a page of a PDF. Takes items and the part of the picture that the page shows, gives what krilla
//! writes; never cuts a picture into pages.

use std::collections::HashMap;
use std::ops::Range;

use krilla::Document;
use krilla::annotation::Annotation;
use krilla::color::rgb;
use krilla::geom::{PathBuilder, Point as At, Transform};
use krilla::num::NormalizedF32;
use krilla::page::PageSettings;
use krilla::paint::{
    Fill, FillRule, LineCap, LineJoin, LinearGradient, Paint, SpreadMethod, Stop, Stroke,
    StrokeDash,
};
use krilla::surface::Surface;
use krilla::text::{Font as Embedded, GlyphId, KrillaGlyph};
use skrifa::MetadataProvider as _;

use crate::layout::{PathStep, Point, Rect, SceneItem};
use crate::render::fonts::Font;
use crate::render::look::{Colour, Ground, Look, Looks};
use crate::render::paint::{Canvas, bounds, corners, paint};
use crate::render::typeset::{Glyph, Run};

/// The part of the picture that a page shows, and where.
#[derive(Clone, Debug)]
pub(super) struct Window {
    /// In pixels of the picture.
    pub(super) view: Rect,
    /// Points for a pixel.
    pub(super) scale: f64,
    /// Where the view begins on the page, in points from the left and from the top.
    pub(super) left: f64,
    pub(super) top: f64,
}

impl Window {
    /// Where a point of the picture lies on the page.
    pub(super) fn place(&self, Point(x, y): Point) -> (f64, f64) {
        (self.left + (x - self.view.x) * self.scale, self.top + (y - self.view.y) * self.scale)
    }
}

/// The fonts of a file, each embedded once.
#[derive(Default)]
pub(super) struct Fonts(HashMap<(*const u8, u32), Option<Embedded>>);

impl Fonts {
    fn get(&mut self, font: &Font) -> Option<Embedded> {
        let embed = || Embedded::new(font.bytes.into(), font.index);
        self.0.entry((font.bytes.as_ptr(), font.index)).or_insert_with(embed).clone()
    }
}

/// Items that a window shows.
pub(super) type Layer<'i> = (&'i [SceneItem], Window);

/// Draws a page of a width and a height in points, its layers from back to front.
pub(super) fn draw(
    document: &mut Document,
    size: (f64, f64),
    layers: &[Layer<'_>],
    looks: &mut Looks,
    fonts: &mut Fonts,
    links: impl Iterator<Item = Annotation>,
) {
    let (width, height) = (size.0.max(1.0) as f32, size.1.max(1.0) as f32);
    let settings = PageSettings::from_wh(width, height).expect("no side is less than a point");
    let mut page = document.start_page_with(settings);
    {
        let mut on = OnPage { surface: page.surface(), view: Rect::default(), fonts };
        layers.iter().for_each(|(items, window)| on.layer(items, window, looks));
    }
    links.for_each(|link| page.add_annotation(link));
    page.finish();
}

struct OnPage<'a, 's> {
    surface: Surface<'s>,
    view: Rect,
    fonts: &'a mut Fonts,
}

impl Canvas for OnPage<'_, '_> {
    fn shows(&self, bounds: &Rect) -> bool {
        // Strokes and letters reach a little beyond.
        let slack = 12.0;
        bounds.x - slack < self.view.right()
            && bounds.right() + slack > self.view.x
            && bounds.y - slack < self.view.bottom()
            && bounds.bottom() + slack > self.view.y
    }

    fn outline(&mut self, steps: &[PathStep], look: &Look) {
        let Some(path) = outline(steps) else { return };
        let fill = fill(look, steps);
        if look.is_stroke_first && look.stroke.is_some() {
            self.set(None, stroke(look));
            self.surface.draw_path(&path);
            self.set(fill, None);
        } else {
            self.set(fill, stroke(look));
        }
        self.surface.draw_path(&path);
    }

    fn words(&mut self, run: &Run, line: Point, size: f64, look: &Look) {
        let Some(font) = self.fonts.get(run.font) else { return };
        let glyphs: Vec<KrillaGlyph> =
            run.glyphs.iter().flat_map(|glyph| letters(glyph, run)).collect();
        let start = At::from_xy((line.0 + run.x) as f32, line.1 as f32);
        let (size, text) = (size as f32, run.text.as_str());
        if look.stroke.is_some() {
            // As shapes, or whoever searches would find the words twice.
            self.set(None, stroke(look));
            self.surface.draw_glyphs(start, &glyphs, font.clone(), text, size, true);
        }
        self.set(fill(look, &[]), None);
        self.surface.draw_glyphs(start, &glyphs, font, text, size, false);
    }
}

impl OnPage<'_, '_> {
    fn layer(&mut self, items: &[SceneItem], window: &Window, looks: &mut Looks) {
        let Some(view) = outline(&corners(&window.view)) else { return };
        let (x, y) = window.place(Point(0.0, 0.0));
        let scale = window.scale as f32;
        let transform = Transform::from_row(scale, 0.0, 0.0, scale, x as f32, y as f32);
        self.view = window.view.clone();
        self.surface.push_transform(&transform);
        self.surface.push_clip_path(&view, &FillRule::NonZero);
        paint(items, None, looks, self);
        self.surface.pop();
        self.surface.pop();
    }

    fn set(&mut self, fill: Option<Fill>, stroke: Option<Stroke>) {
        self.surface.set_fill(fill);
        self.surface.set_stroke(stroke);
    }
}

/// A glyph, and blanks that stand for all letters but the last of a ligature that runs to the left.
///
/// Readers put the letters of such a run in order by their places, from right to left. Of several letters
/// that one glyph stands for they would turn the order round, and nobody would find the word.
fn letters(glyph: &Glyph, run: &Run) -> Vec<KrillaGlyph> {
    let blank = run.font.face.charmap().map(' ').filter(|_| run.is_leftward);
    let said = &run.text[glyph.letters.clone()];
    let starts: Vec<usize> = said.char_indices().map(|(at, _)| glyph.letters.start + at).collect();
    let is_alone = run.glyphs.iter().filter(|other| other.letters == glyph.letters).count() == 1;
    let (Some(blank), true, 2..) = (blank, is_alone, starts.len()) else {
        return vec![placed(glyph.id, glyph.advance, glyph.offset, glyph.letters.clone())];
    };
    let advance = glyph.advance / starts.len() as f64;
    let mut end = glyph.letters.end;
    let letters = starts.into_iter().rev().enumerate().map(|(turn, start)| {
        let letter = start..std::mem::replace(&mut end, start);
        match turn {
            0 => placed(glyph.id, advance, glyph.offset, letter),
            _ => placed(blank.to_u32(), advance, (0.0, 0.0), letter),
        }
    });
    letters.collect()
}

fn placed(id: u32, advance: f64, offset: (f64, f64), letters: Range<usize>) -> KrillaGlyph {
    let (x, y) = (offset.0 as f32, offset.1 as f32);
    KrillaGlyph::new(GlyphId::new(id), advance as f32, x, y, 0.0, letters, None)
}

fn outline(steps: &[PathStep]) -> Option<krilla::geom::Path> {
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

fn part(value: f64) -> NormalizedF32 {
    NormalizedF32::new(value.clamp(0.0, 1.0) as f32).expect("it lies between 0 and 1")
}

fn ink([r, g, b]: Colour) -> rgb::Color {
    rgb::Color::new(r, g, b)
}

fn fill(look: &Look, steps: &[PathStep]) -> Option<Fill> {
    let paint = match look.fill {
        Ground::None => return None,
        Ground::Plain(colour) => ink(colour).into(),
        Ground::FadeOut(colour) => fade(colour, steps, (1.0, 0.0))?,
        Ground::FadeIn(colour) => fade(colour, steps, (0.0, 1.0))?,
    };
    Some(Fill { paint, opacity: part(look.fill_opacity), rule: FillRule::NonZero })
}

fn fade(colour: Colour, steps: &[PathStep], (from, to): (f64, f64)) -> Option<Paint> {
    let bounds = bounds(steps).filter(|bounds| bounds.w > 0.0)?;
    let stop = |offset, opacity| Stop {
        offset: part(offset),
        color: ink(colour).into(),
        opacity: part(opacity),
    };
    Some(Paint::from(LinearGradient {
        x1: bounds.x as f32,
        y1: 0.0,
        x2: bounds.right() as f32,
        y2: 0.0,
        transform: Transform::identity(),
        spread_method: SpreadMethod::Pad,
        stops: vec![stop(0.0, from), stop(1.0, to)],
        anti_alias: false,
    }))
}

fn stroke(look: &Look) -> Option<Stroke> {
    Some(Stroke {
        paint: ink(look.stroke?).into(),
        width: look.width as f32,
        miter_limit: 4.0,
        line_cap: if look.has_round_ends { LineCap::Round } else { LineCap::Butt },
        line_join: if look.has_round_corners { LineJoin::Round } else { LineJoin::Miter },
        opacity: part(look.stroke_opacity),
        dash: (!look.dashes.is_empty())
            .then(|| StrokeDash { array: look.dashes.clone(), offset: 0.0 }),
    })
}
