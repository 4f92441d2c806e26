//! The function of an expression in whose arguments a place stands.
//!
//! Takes a byte of a file, gives the function's arguments and which of them is being written. Knows the words of the
//! language alone, and no model.

use serde_json::{Value, json};

use super::cursor::Wanted;
use super::slots::TextRole;
use crate::project::query_functions;

use super::workspace::FileText;

/// The signature for a byte of a file, as the protocol has it.
pub(super) fn signature(file: &FileText, at: usize) -> Option<Value> {
    let cursor = file.cursor(at)?;
    let Wanted::Text(TextRole::Expression) = cursor.wanted else { return None };
    let (name, argument) = open_call(&cursor.typed)?;
    let entry = query_functions().iter().find(|entry| entry.name == name)?;
    let arguments: Vec<&str> = entry.arguments.split(", ").filter(|one| !one.is_empty()).collect();
    let parameters: Vec<Value> = arguments.iter().map(|one| json!({ "label": one })).collect();
    // The last of the arguments may stand for many.
    let active = argument.min(arguments.len().saturating_sub(1));
    Some(json!({
        "signatures": [{
            "label": format!("{}({})", entry.name, entry.arguments),
            "documentation": { "kind": "markdown", "value": entry.about },
            "parameters": parameters,
        }],
        "activeSignature": 0,
        "activeParameter": active,
    }))
}

/// The innermost call that is open at the end of an expression, and how many arguments it has before that.
fn open_call(text: &str) -> Option<(&str, usize)> {
    let mut open: Vec<(&str, usize)> = Vec::new();
    let mut quote = None;
    for (at, sign) in text.char_indices() {
        match (quote, sign) {
            (Some(closing), sign) => quote = (sign != closing).then_some(closing),
            (None, '"' | '\'') => quote = Some(sign),
            (None, '(') => {
                let before = &text[..at];
                let is_name = |letter: char| letter.is_alphanumeric() || letter == '_';
                let name = before
                    .rfind(|letter| !is_name(letter))
                    .map_or(0, |end| end + before[end..].chars().next().map_or(1, char::len_utf8));
                open.push((&before[name..], 0));
            }
            (None, ')') => drop(open.pop()),
            (None, ',') => {
                if let Some((_, arguments)) = open.last_mut() {
                    *arguments += 1;
                }
            }
            _ => {}
        }
    }
    open.pop().filter(|(name, _)| !name.is_empty())
}

#[cfg(test)]
mod tests {
    use super::open_call;

    #[test]
    fn the_innermost_open_call_and_its_argument() {
        assert_eq!(open_call("under(club"), Some(("under", 0)));
        assert_eq!(open_call("all() & according(a, 'b, (', units("), Some(("units", 0)));
        assert_eq!(open_call("according(a, units(x), "), Some(("according", 2)));
        assert_eq!(open_call("(all()"), None);
        assert_eq!(open_call("당under(x)"), None);
    }
}
