//! How each part of a scene looks. Takes the style sheet of its SVG, gives colours, strokes and dashes by the rules
//! of CSS: what is more specific or stands later counts, and parts inherit from the group that they stand in.
//! Never draws.

use std::collections::HashMap;

use simplecss::{AttributeOperator, Declaration, Element, PseudoClass, StyleSheet};

use super::theme::Theme;

/// Red, green and blue.
pub(super) type Colour = [u8; 3];

/// How something is filled.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Ground {
    None,
    Plain(Colour),
    /// From a colour on the left to nothing on the right, or the other way round.
    FadeOut(Colour),
    FadeIn(Colour),
}

/// How a part looks.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Look {
    pub(super) fill: Ground,
    pub(super) fill_opacity: f64,
    pub(super) stroke: Option<Colour>,
    pub(super) stroke_opacity: f64,
    pub(super) width: f64,
    pub(super) dashes: Vec<f32>,
    pub(super) has_round_ends: bool,
    pub(super) has_round_corners: bool,
    /// Whether the stroke lies below the fill.
    pub(super) is_stroke_first: bool,
    /// Whether letters are slanted.
    pub(super) is_italic: bool,
}

/// What SVG starts from.
const START: Look = Look {
    fill: Ground::Plain([0; 3]),
    fill_opacity: 1.0,
    stroke: None,
    stroke_opacity: 1.0,
    width: 1.0,
    dashes: Vec::new(),
    has_round_ends: false,
    has_round_corners: false,
    is_stroke_first: false,
    is_italic: false,
};

/// A part of a scene as the style sheet sees it. Parts with the same classes in groups with the same classes are
/// one.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub(super) struct StyledPart(usize);

/// The looks of the parts of a scene.
pub(super) struct Looks<'t> {
    sheet: StyleSheet<'t>,
    theme: &'t Theme,
    parts: Vec<SeenPart>,
    known: HashMap<(Option<StyledPart>, &'static str, String), StyledPart>,
}

struct SeenPart {
    within: Option<StyledPart>,
    element: &'static str,
    classes: String,
    look: Look,
}

impl<'t> Looks<'t> {
    /// The looks that a style sheet gives.
    pub(super) fn new(css: &'t str, theme: &'t Theme) -> Looks<'t> {
        Looks { sheet: StyleSheet::parse(css), theme, parts: Vec::new(), known: HashMap::new() }
    }

    /// The part of this element with these classes.
    pub(super) fn part(
        &mut self,
        within: Option<StyledPart>,
        element: &'static str,
        classes: &str,
    ) -> StyledPart {
        let key = (within, element, classes.to_owned());
        if let Some(part) = self.known.get(&key) {
            return *part;
        }
        let part = StyledPart(self.parts.len());
        let look = within.map_or(START, |within| self.look(within).clone());
        self.parts.push(SeenPart { within, element, classes: classes.to_owned(), look });
        let mut look = self.parts[part.0].look.clone();
        for rule in &self.sheet.rules {
            if rule.selector.matches(&InSheet { looks: self, part }) {
                rule.declarations.iter().for_each(|one| look.set(one, self.theme));
            }
        }
        self.parts[part.0].look = look;
        self.known.insert(key, part);
        part
    }

    pub(super) fn look(&self, part: StyledPart) -> &Look {
        &self.parts[part.0].look
    }
}

impl Look {
    fn set(&mut self, declaration: &Declaration<'_>, theme: &Theme) {
        let value = declaration.value;
        let number = || value.trim_end_matches("px").parse().unwrap_or(1.0);
        match declaration.name {
            "fill" => self.fill = ground(value, theme),
            "fill-opacity" => self.fill_opacity = number(),
            "stroke" => self.stroke = colour(value),
            "stroke-opacity" => self.stroke_opacity = number(),
            "stroke-width" => self.width = number(),
            "stroke-linecap" => self.has_round_ends = value == "round",
            "stroke-linejoin" => self.has_round_corners = value == "round",
            "stroke-dasharray" => {
                self.dashes = value.split(' ').filter_map(|dash| dash.parse().ok()).collect();
            }
            "font-style" => self.is_italic = value == "italic",
            "paint-order" => self.is_stroke_first = value == "stroke",
            _ => {}
        }
    }
}

fn ground(value: &str, theme: &Theme) -> Ground {
    let fade = value.strip_prefix("url(#").and_then(|value| value.strip_suffix(')'));
    let Some((kind, way)) = fade.and_then(|fade| fade.rsplit_once('-')) else {
        return colour(value).map_or(Ground::None, Ground::Plain);
    };
    let kind = kind.trim_start_matches('k').parse::<usize>().ok();
    let ink = kind.map_or(&theme.plain, |kind| &theme.kinds[kind % theme.kinds.len()]);
    let full = colour(&ink.full);
    full.map_or(Ground::None, if way == "in" { Ground::FadeIn } else { Ground::FadeOut })
}

/// The colour that `#rrggbb` or `#rgb` names.
pub(super) fn colour(value: &str) -> Option<Colour> {
    let digits = value.strip_prefix('#')?;
    let wide: String = match digits.len() {
        3 => digits.chars().flat_map(|digit| [digit, digit]).collect(),
        _ => digits.to_owned(),
    };
    let part = |at: usize| u8::from_str_radix(wide.get(at..at + 2)?, 16).ok();
    Some([part(0)?, part(2)?, part(4)?])
}

/// A part among the others, for the selectors of the style sheet.
#[derive(Clone, Copy)]
struct InSheet<'l, 't> {
    looks: &'l Looks<'t>,
    part: StyledPart,
}

impl InSheet<'_, '_> {
    fn seen(&self) -> &SeenPart {
        &self.looks.parts[self.part.0]
    }
}

impl Element for InSheet<'_, '_> {
    fn parent_element(&self) -> Option<Self> {
        Some(InSheet { part: self.seen().within?, ..*self })
    }

    fn prev_sibling_element(&self) -> Option<Self> {
        None
    }

    fn has_local_name(&self, name: &str) -> bool {
        self.seen().element == name
    }

    fn attribute_matches(&self, name: &str, operator: AttributeOperator<'_>) -> bool {
        name == "class" && operator.matches(&self.seen().classes)
    }

    /// Nothing is pointed at or led to in a picture.
    fn pseudo_class_matches(&self, _: PseudoClass<'_>) -> bool {
        false
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_more_specific_or_later_counts_and_groups_pass_on() {
        let css = "text{fill:#111111}.k0 .box{fill:#222222;stroke:#333}.box{fill:#444444}\
                   .ahead .box{stroke-dasharray:1.2 2.4}.k0 .fade-out{fill:url(#k0-out)}";
        let theme = Theme::light();
        let mut looks = Looks::new(css, &theme);
        let group = looks.part(None, "g", "card k0 ahead");
        let inner = looks.part(Some(group), "g", "");
        let part = looks.part(Some(inner), "rect", "box");
        let look = looks.look(part);
        assert_eq!(look.fill, Ground::Plain([0x22; 3]));
        assert_eq!((look.stroke, &look.dashes[..]), (Some([0x33; 3]), &[1.2, 2.4][..]));
        let alone = looks.part(None, "rect", "box");
        assert_eq!(looks.look(alone).fill, Ground::Plain([0x44; 3]));
        let words = looks.part(Some(group), "text", "t-label");
        assert_eq!(looks.look(words).fill, Ground::Plain([0x11; 3]));
        let fading = looks.part(Some(group), "path", "fade-out");
        assert_eq!(looks.look(fading).fill, Ground::FadeOut([0x00, 0x67, 0xa5]));
    }
}
