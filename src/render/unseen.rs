//! Letters that cannot be drawn. Takes a scene, gives the letters for which neither a bundled font nor one of the
//! system has an outline, and where they stand; never draws.

use std::collections::HashMap;

use super::svg::way_of;
use super::typeset::typeset;
use crate::layout::{Scene, SceneItem};

/// A letter that no font has: a picture in pixels or on paper shows a box in its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnseenLetter {
    /// The letter.
    pub letter: char,
    /// The words among which it stands first.
    pub words: String,
    /// The mark that they belong to, as the ids of the scene name it; empty where they belong to none.
    pub mark: String,
    /// How often it occurs.
    pub times: usize,
}

/// The letters of a scene that no font has, in the order in which they are met.
///
/// ```
/// use organigram::layout::{LayoutOptions, layout};
/// use organigram::project::{Project, Request};
/// use organigram::render::unseen_letters;
///
/// let project = Project::open("models/chess-club.ron")?;
/// let view = project.view(&Request::hierarchy())?;
/// assert!(unseen_letters(&layout(&view, &LayoutOptions::default())).is_empty());
/// # Ok::<(), organigram::project::ProjectError>(())
/// ```
#[must_use]
pub fn unseen_letters(scene: &Scene) -> Vec<UnseenLetter> {
    let mut unseen = Unseen::default();
    unseen.look(&scene.items, "");
    unseen.letters
}

#[derive(Default)]
struct Unseen {
    letters: Vec<UnseenLetter>,
    places: HashMap<char, usize>,
}

impl Unseen {
    fn look(&mut self, items: &[SceneItem], mark: &str) {
        for item in items {
            match item {
                SceneItem::Group(group) => {
                    self.look(&group.items, group.id.as_deref().unwrap_or(mark));
                }
                SceneItem::Text(text) => {
                    let way = way_of(&text.lines);
                    for line in text.lines.iter().filter(|line| !line.is_ascii()) {
                        for run in typeset(line, text.style, way).runs {
                            // The first glyph of every font stands for what it lacks.
                            let lacking = run.glyphs.iter().filter(|glyph| glyph.id == 0);
                            for glyph in lacking {
                                let letter = run.text[glyph.letters.clone()].chars().next();
                                letter.into_iter().for_each(|letter| self.note(letter, line, mark));
                            }
                        }
                    }
                }
                SceneItem::Rect(_) | SceneItem::Path(_) => {}
            }
        }
    }

    fn note(&mut self, letter: char, line: &str, mark: &str) {
        if let Some(&place) = self.places.get(&letter) {
            self.letters[place].times += 1;
            return;
        }
        self.places.insert(letter, self.letters.len());
        let (words, mark) = (line.to_owned(), mark.to_owned());
        self.letters.push(UnseenLetter { letter, words, mark, times: 1 });
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::layout::{Anchor, Group, TextBlock, TextStyle};

    #[test]
    fn letters_without_a_font_are_named_with_their_place() {
        let text = |line: &str| {
            SceneItem::Text(TextBlock {
                class: "".into(),
                style: TextStyle::Label,
                x: 0.0,
                y: 0.0,
                anchor: Anchor::Start,
                lines: vec![line.to_owned()],
            })
        };
        // No letter will ever stand at these places.
        let items = vec![text("Board"), text("조선 \u{10fffd}\u{10fffd}"), text("Ж \u{ffffd}")];
        let group = Group { id: Some("board".into()), items, ..Group::default() };
        let scene = Scene { items: vec![group.into()], ..Scene::default() };
        let found = unseen_letters(&scene);
        let found: Vec<_> =
            found.iter().map(|one| (one.letter, &*one.words, &*one.mark, one.times)).collect();
        let first = ('\u{10fffd}', "조선 \u{10fffd}\u{10fffd}", "board", 2);
        assert_eq!(found, [first, ('\u{ffffd}', "Ж \u{ffffd}", "board", 1)]);
    }
}
