//! What somebody probably meant whose command line was not understood.
//!
//! Takes the words of a command line that the parser refused, gives a sentence that says what to type. Runs nothing and
//! guesses no file that was not named.

/// What each word that other programs know is called here: in a verb, or in all where none is named.
const OPTIONS: &[(&str, &str, &str)] = &[
    ("", "--date", "`--as-of DATE` asks about a day or a period"),
    ("", "--on", "`--as-of DATE` asks about a day or a period"),
    ("", "--at", "`--as-of DATE` asks about a day or a period"),
    ("", "--source", "`--according-to SOURCE` takes what one source says alone"),
    ("export", "--format", "the format comes first: `organigram export FORMAT MODEL`"),
    ("check", "--ignore", "`--allow RULE` leaves a rule out"),
    ("render", "--file", "`--output FILE` names the picture; its ending is its format"),
];

/// Values that stand for others: option, what was written, what to write.
const VALUES: &[(&str, &str, &str)] = &[
    ("--format", "mermaid", "`--format mmd` is Mermaid; so is a file that ends in `.mmd`"),
    ("--format", "graphviz", "`--format dot` is for Graphviz; so is a file that ends in `.dot`"),
    ("--format", "jpg", "`--format png` is a picture in pixels"),
    ("--format", "jpeg", "`--format png` is a picture in pixels"),
];

/// What to type instead, where that can be said.
pub(super) fn tip(words: &[String]) -> Option<String> {
    let verb = words.iter().find(|word| !word.starts_with('-'))?.as_str();
    if let Some(tip) = file_for_verb(verb, words) {
        return Some(tip);
    }
    if verb == "import" {
        return import(words);
    }
    let options = words.iter().map(|word| word.split('=').next().unwrap_or(word));
    let known = |option: &str| {
        let fits = |entry: &&(&str, &str, &str)| {
            entry.1 == option && (entry.0.is_empty() || entry.0 == verb)
        };
        OPTIONS.iter().find(fits).map(|entry| entry.2.to_owned())
    };
    let value = words.windows(2).map(|pair| (pair[0].as_str(), pair[1].as_str()));
    let joined = words.iter().filter_map(|word| word.split_once('='));
    let instead = |(option, value): (&str, &str)| {
        let entry =
            VALUES.iter().find(|entry| entry.0 == option && entry.1 == value.to_lowercase());
        entry.map(|entry| entry.2.to_owned())
    };
    value.chain(joined).find_map(instead).or_else(|| options.into_iter().find_map(known))
}

/// A model in the place of a verb.
fn file_for_verb(verb: &str, words: &[String]) -> Option<String> {
    let is_model = verb.ends_with(".ron");
    (is_model && words.len() == 1).then(|| {
        format!("say what to do with it: `organigram check {verb}`, `organigram tree {verb}`, ..")
    })
}

/// A table in the place of a format.
fn import(words: &[String]) -> Option<String> {
    let file = words.iter().skip(1).find(|word| !word.starts_with('-'))?;
    let (_, ending) = file.rsplit_once('.')?;
    let ending = ending.to_lowercase();
    let format = match ending.as_str() {
        "csv" | "tsv" | "txt" | "gz" => "csv",
        "json" => {
            let json = format!("`organigram import json {file}`");
            return Some(format!(
                "say what is in it: {json} for a model written by organigram, `organigram import popolo {file}` for \
                 Popolo"
            ));
        }
        ending @ ("xlsx" | "ods") => ending,
        "xls" | "numbers" => {
            return Some(format!(
                "save {file} as .xlsx or .ods, and import that: `organigram import xlsx FILE.xlsx`"
            ));
        }
        _ => return None,
    };
    Some(format!("say what is in it: `organigram import {format} {file}`"))
}

#[cfg(test)]
mod tests {
    use super::tip;

    #[test]
    fn what_newcomers_type_has_an_answer() {
        let words = |line: &str| line.split(' ').map(str::to_owned).collect::<Vec<_>>();
        let tip = |line: &str| tip(&words(line)).unwrap_or_default();
        assert!(tip("import x.csv").contains("`organigram import csv x.csv`"));
        assert!(tip("import staff.xlsx").contains("`organigram import xlsx staff.xlsx`"));
        assert!(tip("import staff.xls").contains("as .xlsx"));
        assert!(tip("models/wpk.ron").contains("`organigram check models/wpk.ron`"));
        assert!(tip("tree m.ron --date 1950").contains("--as-of"));
        assert!(tip("tree m.ron --date=1950").contains("--as-of"));
        assert!(tip("render m.ron v --format mermaid").contains("mmd"));
        assert!(tip("render m.ron v --format=Mermaid").contains("mmd"));
        assert!(tip("export m.ron --format csv").contains("comes first"));
        assert_eq!(tip("tree m.ron --nonsense"), "");
    }
}
