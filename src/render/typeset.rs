//! Reads our own SVG back as shapes for the writers of PNG and PDF. Takes a scene and a theme, gives a tree
//! whose letters come from the bundled fonts; scripts that those lack fall back to fonts of the system.

mod runs;

use std::sync::{Arc, OnceLock};

use resvg::usvg::fontdb::Database;
use resvg::usvg::{Options, Tree};

use super::svg::svg;
use super::theme::Theme;
use crate::layout::{Needs, Scene, SceneItem, cjk_font, fonts, needs};

/// Why a picture cannot be written in this form.
#[derive(Debug, thiserror::Error)]
pub enum WriteError {
    /// The drawing was not understood.
    #[error("the drawing could not be read back: {0}")]
    Drawing(#[from] resvg::usvg::Error),
    /// More pixels than fit.
    #[error("a picture of {0} by {1} pixels is too large; write it smaller, or as SVG or PDF")]
    TooLarge(u64, u64),
    /// The pixels could not be packed.
    #[error("the pixels could not be packed: {0}")]
    Packing(String),
}

/// The shapes of a scene.
pub(super) fn tree(scene: &Scene, theme: &Theme) -> Result<Tree, WriteError> {
    let options = Options {
        font_family: "Liberation Sans".to_owned(),
        fontdb: Arc::clone(database(needs_of(scene))),
        ..Options::default()
    };
    Ok(Tree::from_str(&svg(&runs::parted(scene), theme), &options)?)
}

/// The fonts that the words of a scene need.
fn needs_of(scene: &Scene) -> Needs {
    let lines = |item: &&SceneItem| match item {
        SceneItem::Text(text) => text.lines.iter().map(|line| needs(line)).max(),
        _ => None,
    };
    scene.leaves().iter().filter_map(lines).max().unwrap_or_default()
}

/// The bundled fonts as far as they are needed; those of the system only where the bundled ones lack a
/// letter, so that the picture is the same on every machine.
fn database(needs: Needs) -> &'static Arc<Database> {
    static FONTS: [OnceLock<Arc<Database>>; 3] = [const { OnceLock::new() }; 3];
    FONTS[needs as usize].get_or_init(|| {
        let mut database = Database::new();
        fonts().into_iter().for_each(|font| database.load_font_data(font.to_vec()));
        if needs >= Needs::Cjk {
            database.load_font_data(cjk_font().to_vec());
        }
        if needs == Needs::System {
            database.load_system_fonts();
        }
        database.set_sans_serif_family("Liberation Sans");
        Arc::new(database)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::layout::{Anchor, TextBlock, TextStyle};

    fn saying(words: &str) -> Scene {
        let text = TextBlock {
            class: "".into(),
            style: TextStyle::Label,
            x: 10.0,
            y: 20.0,
            anchor: Anchor::Start,
            lines: vec![words.to_owned()],
        };
        let items = vec![SceneItem::Text(text)];
        Scene { width: 200.0, height: 40.0, items, ..Scene::default() }
    }

    /// What the letters look like: dark pixels by column.
    fn drawn(words: &str) -> Vec<u8> {
        super::super::png(&saying(words), &Theme::light(), 1.0).expect("the picture is small")
    }

    #[test]
    fn usual_scripts_ask_the_system_for_nothing() {
        for words in ["당 Party", "中国共产党", "Партия", "מפלגה", "حزب", "Parti"]
        {
            assert!(needs_of(&saying(words)) < Needs::System, "{words}");
        }
    }

    /// The glyphs of a picture that says this, with what each is for.
    fn glyphs(words: &str) -> Vec<(String, u16)> {
        fn walk(group: &resvg::usvg::Group, glyphs: &mut Vec<(String, u16)>) {
            for node in group.children() {
                match node {
                    resvg::usvg::Node::Group(group) => walk(group, glyphs),
                    resvg::usvg::Node::Text(text) => {
                        let spans = text.layouted().iter().flat_map(|span| &span.positioned_glyphs);
                        glyphs.extend(spans.map(|glyph| (glyph.text.clone(), glyph.id.0)));
                    }
                    _ => {}
                }
            }
        }
        let mut found = Vec::new();
        walk(tree(&saying(words), &Theme::light()).expect("it is sound").root(), &mut found);
        found
    }

    #[test]
    fn letters_beside_another_script_look_as_they_do_alone() {
        let (arabic, korean) = (glyphs("الاتحاد"), glyphs("조선"));
        for (words, parts) in [
            ("ועד الاتحاد", vec![&arabic]),
            ("الاتحاد (IUW)", vec![&arabic]),
            ("الاتحاد ועד", vec![&arabic]),
            ("Committee الاتحاد", vec![&arabic]),
            ("조선 الاتحاد", vec![&arabic, &korean]),
            ("조선 ועד Party", vec![&korean]),
        ] {
            let found = glyphs(words);
            assert!(found.iter().all(|(_, glyph)| *glyph > 0), "{words}: {found:?}");
            for part in parts {
                let stands = found.windows(part.len()).any(|window| window == &part[..]);
                assert!(stands, "{words}: {found:?} lacks {part:?}");
            }
        }
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
