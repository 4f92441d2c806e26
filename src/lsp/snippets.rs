//! Texts to begin with: files, entries, values and forms of dates.
//!
//! Plain data, in the notation of the protocol: `$1` is the first place to fill in. A test holds that each of them,
//! filled in, is read without an error.

use super::slots::Slot;
use crate::model::ValueShape;

/// A text to begin with.
#[derive(Copy, Clone, Debug)]
pub(super) struct Snippet {
    /// The section that it is an entry of; else a name of its own.
    pub(super) word: &'static str,
    pub(super) label: &'static str,
    pub(super) about: &'static str,
    pub(super) text: &'static str,
}

/// Whole files.
pub(super) const FILES: &[Snippet] = &[
    Snippet {
        word: "Model",
        label: "Model",
        about: "A model, or a part of one that another file includes.",
        text: "Model(\n    title: \"$1\",\n    sources: {\n        \"${2:minutes}\": Source(title: \"$3\", published: \"${4:1950}\"),\n    },\n    organs: {\n        \"${5:club}\": Organ(name: \"$6\", existence: \"${7:1950/}\", cite: \"${2:minutes}\"),\n    },\n)\n",
    },
    Snippet {
        word: "Charter",
        label: "Charter",
        about: "The kinds of organ and the lines along which they stand.",
        text: "Charter(\n    name: \"$1\",\n    kinds: {\n        \"${2:board}\": Kind(label: \"${3:board}\"),\n    },\n)\n",
    },
];

/// Entries of the sections of a model.
pub(super) const ENTRIES: &[Snippet] = &[
    Snippet {
        word: "organs",
        label: "Organ",
        about: "A body: a party, a committee, a bureau, a cell.",
        text: "\"${1:id}\": Organ(\n    name: \"$2\",\n    existence: \"${3:1950/}\",\n    cite: \"$4\",\n),",
    },
    Snippet {
        word: "people",
        label: "Person",
        about: "A person.",
        text: "\"${1:id}\": Person(name: \"$2\", born: \"${3:1900}\", cite: \"$4\"),",
    },
    Snippet {
        word: "posts",
        label: "Post",
        about: "A position that people hold.",
        text: "\"${1:id}\": Post(title: \"$2\", organ: \"$3\", cite: \"$4\"),",
    },
    Snippet {
        word: "events",
        label: "Event",
        about: "A meeting or another happening.",
        text: "\"${1:id}\": Event(name: \"$2\", on: \"${3:1950}\", cite: \"$4\"),",
    },
    Snippet {
        word: "sources",
        label: "Source",
        about: "A work that makes claims.",
        text: "\"${1:id}\": Source(title: \"$2\", published: \"${3:1950}\"),",
    },
    Snippet {
        word: "views",
        label: "view",
        about: "A picture that the model names.",
        text: "\"${1:name}\": Hierarchy(root: \"$2\", as_of: \"${3:1950}\"),",
    },
    Snippet {
        word: "queries",
        label: "query",
        about: "An expression of the query language, by a name.",
        text: "\"${1:name}\": \"${2:all()}\",",
    },
];

/// Dates to begin with.
pub(super) const DATES: &[&str] = &[
    "1950-07-03",
    "1950-07",
    "1950",
    "1950/1971",
    "1950/",
    "1950/..",
    "/1971",
    "1950~",
    "1950?",
    "195X",
    "[..1950]",
    "[1950..1953]",
    "[1950,1953]",
    "1950-21",
];

/// Forms of a date that is written already, which stands for `@`.
pub(super) const DATES_OF: &[&str] =
    &["@", "@/", "@/..", "@~", "@?", "@%", "@~/", "/@", "[..@]", "[@..]", "[..@]/"];

/// What is written for a value of a field that was chosen.
pub(super) fn value(slot: Slot) -> &'static str {
    match slot.bare().shape {
        _ if slot.text().is_some() => "\"$1\"",
        ValueShape::Map(_) => "{\n    $1\n}",
        ValueShape::List(_) => "[\n    $1\n]",
        ValueShape::Flag => "true",
        _ => "$1",
    }
}

/// The record of a transition or a view of a kind.
pub(super) fn variant(name: &str) -> String {
    let fields = match name {
        "Founded" | "Dissolved" | "Revived" => "organ: \"$1\", on: \"$2\"",
        "Renamed" => "organ: \"$1\", name: \"$2\", on: \"$3\"",
        "Split" => "from: \"$1\", into: [\"$2\", \"$3\"], on: \"$4\"",
        "Merged" => "from: [\"$1\", \"$2\"], into: \"$3\", on: \"$4\"",
        "Absorbed" | "Succeeded" | "Reorganised" => "from: \"$1\", into: \"$2\", on: \"$3\"",
        "Origin" => "from: \"$1\", into: \"$2\", how: \"$3\"",
        "Hierarchy" | "Roster" => "root: \"$1\", as_of: \"$2\"",
        _ => "root: \"$1\"",
    };
    format!("{name}({fields})")
}

/// A snippet for an editor that has none: without its marks.
pub(super) fn plain(snippet: &str) -> String {
    let mut text = String::with_capacity(snippet.len());
    let mut rest = snippet;
    while let Some((before, after)) = rest.split_once('$') {
        text.push_str(before);
        rest = match after.strip_prefix('{') {
            Some(inner) => {
                let (place, after) = inner.split_once('}').unwrap_or((inner, ""));
                text.push_str(place.split_once(':').map_or("", |(_, usual)| usual));
                after
            }
            None => after.trim_start_matches(|digit: char| digit.is_ascii_digit()),
        };
    }
    text.push_str(rest);
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostics::Level;
    use crate::model::{Choice, TransitionKind, ViewForm};
    use crate::project::{Project, date_meaning};

    fn assert_read(text: &str) {
        let project = Project::from_text("snippet.ron", text);
        let errors = project.load_problems().kept().iter().filter(|one| one.level == Level::Error);
        let errors: Vec<&String> = errors.map(|one| &one.message).collect();
        assert!(errors.is_empty(), "{text}: {errors:?}");
    }

    #[test]
    fn every_snippet_is_read_without_an_error() {
        assert_read(&plain(FILES[0].text));
        let charter = plain(FILES[1].text);
        assert_read(&format!("Model(charter: {})", charter.trim()));
        for entry in ENTRIES {
            assert_read(&format!("Model({}: {{ {} }})", entry.word, plain(entry.text)));
        }
        for kind in TransitionKind::NAMES {
            assert_read(&format!("Model(transitions: [{}])", plain(&variant(kind))));
        }
        for form in ViewForm::NAMES {
            assert_read(&format!("Model(views: {{ \"v\": {} }})", plain(&variant(form))));
        }
    }

    #[test]
    fn every_form_of_a_date_is_one() {
        for form in DATES {
            assert!(date_meaning(form).is_ok(), "{form}");
        }
        for stem in ["1950", "1950-07", "1950-07-03"] {
            for form in DATES_OF {
                assert!(date_meaning(&form.replace('@', stem)).is_ok(), "{form} {stem}");
            }
        }
    }
}
