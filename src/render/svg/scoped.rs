//! A style sheet that is about one picture alone. Takes our own style sheet and what the picture's classes begin with,
//! gives the sheet for these classes; never reads the styles of others.

use crate::layout::TextStyle;

/// The style sheet with every class and every gradient by its name in one picture. What it says of all words is said of
/// the classes that words have: the page round the picture has words too.
pub(super) fn scoped(css: String, prefix: &str) -> String {
    if prefix.is_empty() {
        return css;
    }
    let words: Vec<String> =
        TextStyle::ALL.iter().map(|style| format!(".{prefix}{}", style.face().0)).collect();
    let mut scoped = String::with_capacity(css.len() * 5 / 4);
    for rule in css.split_inclusive('}') {
        let (selectors, styles) = rule.split_at(rule.find('{').unwrap_or(0));
        let selectors = selectors.split(',').map(|selector| match selector {
            "text" => words.join(","),
            // A dot begins the name of a class, and nothing else in our selectors.
            selector => selector.replace('.', &format!(".{prefix}")),
        });
        scoped.push_str(&selectors.collect::<Vec<_>>().join(","));
        scoped.push_str(&styles.replace("url(#", &format!("url(#{prefix}")));
    }
    scoped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_selector_names_a_class_of_the_picture() {
        let css = "text{fill:#111}.m{text-anchor:middle}.k0 .box,.link.k0{fill-opacity:.3;fill:url(#k0-out)}";
        let found = scoped(css.to_owned(), "a-");
        assert!(found.starts_with(".a-t-title,.a-t-subtitle,"), "{found}");
        assert!(found.contains(".a-m{text-anchor:middle}"), "{found}");
        let last = ".a-k0 .a-box,.a-link.a-k0{fill-opacity:.3;fill:url(#a-k0-out)}";
        assert!(found.ends_with(last), "{found}");
        assert_eq!(scoped(css.to_owned(), ""), css);
    }
}
