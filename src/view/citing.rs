//! Sources at the things that rest on them. Takes a view, gives its labels with the numbers of the list below, or with short
//! names; never looks anything up and places nothing.

use std::collections::HashMap;

use super::{Bar, Body, Card, CardNote, LinkTarget, Role, View};

/// How the things of a picture name their sources.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[cfg_attr(feature = "cli", derive(clap::ValueEnum))]
#[non_exhaustive]
pub enum Citing {
    /// Not in the picture: whoever points at a thing reads them.
    #[default]
    None,
    /// By the numbers of the list below, small and raised.
    Numbers,
    /// By author or publisher, and year.
    Short,
}

impl View {
    /// Names their sources at boxes, bars, bands and entries.
    pub(crate) fn cite(&mut self, how: Citing) {
        let short: HashMap<u32, String> = self
            .caption()
            .sources
            .iter()
            .map(|source| (source.number, source.short.clone()))
            .collect();
        let words = Words { how, short };
        if how == Citing::None {
            return;
        }
        match self {
            View::Hierarchy(view) => view.cards.iter_mut().for_each(|card| words.card(card)),
            View::Network(view) => view.cards.iter_mut().for_each(|card| words.card(card)),
            View::Lineage(view) => {
                for band in &mut view.bands {
                    words.label(&mut band.label, band.link.as_ref());
                    for rename in &mut band.renames {
                        words.label(&mut rename.label, rename.link.as_ref());
                    }
                }
            }
            View::Roster(view) => {
                let sides = view.sides.iter_mut();
                sides.flat_map(|side| &mut side.bodies).for_each(|body| words.body(body));
            }
            View::Tenures(view) => {
                for row in &mut view.rows {
                    words.label(&mut row.label, row.link.as_ref());
                    let bar = |bar: &mut Bar| words.label(&mut bar.label, bar.link.as_ref());
                    row.bars.iter_mut().for_each(bar);
                }
            }
        }
    }
}

struct Words {
    how: Citing,
    short: HashMap<u32, String>,
}

impl Words {
    /// What names the sources of a thing; nothing for one that rests on none.
    fn of(&self, link: Option<&LinkTarget>) -> Option<String> {
        let Some(LinkTarget::Sources(numbers)) = link else { return None };
        let mut numbers = numbers.clone();
        numbers.sort_unstable();
        match self.how {
            Citing::None => None,
            // Blanks at which no line is broken.
            Citing::Numbers => {
                let raised = numbers.iter().map(|number| raised(*number));
                Some(raised.collect::<Vec<_>>().join("\u{202f}"))
            }
            Citing::Short => {
                let mut names: Vec<&str> = numbers
                    .iter()
                    .filter_map(|number| self.short.get(number))
                    .map(String::as_str)
                    .collect();
                names.dedup();
                Some(format!("({})", names.join("; "))).filter(|_| !names.is_empty())
            }
        }
    }

    fn label(&self, label: &mut String, link: Option<&LinkTarget>) {
        if let Some(words) = self.of(link).filter(|_| !label.is_empty()) {
            let blank = if self.how == Citing::Numbers { '\u{202f}' } else { ' ' };
            label.push(blank);
            label.push_str(&words);
        }
    }

    /// A box has room for a line of names.
    fn card(&self, card: &mut Card) {
        match self.how {
            Citing::Short => {
                let text = self.of(card.link.as_ref());
                card.asides.extend(text.map(|text| CardNote { role: Role::Note, text }));
            }
            _ => self.label(&mut card.label, card.link.as_ref()),
        }
    }

    fn body(&self, body: &mut Body) {
        self.label(&mut body.name, body.link.as_ref());
        for list in &mut body.lists {
            self.label(&mut list.heading, list.link.as_ref());
            for entry in &mut list.entries {
                self.label(&mut entry.name, entry.link.as_ref());
            }
        }
        body.bodies.iter_mut().for_each(|inner| self.body(inner));
    }
}

/// A number in raised digits, which every font of Latin letters has.
fn raised(number: u32) -> String {
    const DIGITS: [char; 10] = [
        '\u{2070}', '\u{b9}', '\u{b2}', '\u{b3}', '\u{2074}', '\u{2075}', '\u{2076}', '\u{2077}',
        '\u{2078}', '\u{2079}',
    ];
    number.to_string().bytes().map(|digit| DIGITS[usize::from(digit - b'0')]).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::view::{Caption, HierarchyView, Reference};

    fn cited(how: Citing, numbers: &[u32]) -> (String, usize) {
        let link = (!numbers.is_empty()).then(|| LinkTarget::Sources(numbers.to_vec()));
        let card = Card { label: "Board".into(), link, ..Card::default() };
        let source =
            |number, short: &str| Reference { number, short: short.into(), ..Reference::default() };
        let sources = vec![source(1, "KCNA 2019"), source(12, "Ministry 1950")];
        let caption = Caption { sources, ..Caption::default() };
        let mut view = View::Hierarchy(HierarchyView {
            caption,
            cards: vec![card],
            ..HierarchyView::default()
        });
        view.cite(how);
        let View::Hierarchy(view) = view else { unreachable!() };
        let card = &view.cards[0];
        let asides: Vec<&str> = card.asides.iter().map(|aside| aside.text.as_str()).collect();
        ([&[card.label.as_str()], &asides[..]].concat().join("|"), card.asides.len())
    }

    #[test]
    fn sources_are_named_by_raised_numbers_or_in_short() {
        assert_eq!(cited(Citing::Numbers, &[12, 1]).0, "Board\u{202f}\u{b9}\u{202f}\u{b9}\u{b2}");
        assert_eq!(cited(Citing::Short, &[1, 12]).0, "Board|(KCNA 2019; Ministry 1950)");
        assert_eq!(cited(Citing::None, &[1]).0, "Board");
        assert_eq!(cited(Citing::Numbers, &[]).0, "Board");
    }
}
