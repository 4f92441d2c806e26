//! What is shown and where one can go: hover, definition, references, symbols, folds, colours, hints.

use std::fmt::Write;

use serde_json::{Value, json};

use super::{CLUB, Editor, club_at, edited, place};

fn hover(wanted: &str, within: usize) -> String {
    let mut editor = Editor::with(&json!({ "asOf": "1960" }));
    let spot = editor.open("club.ron", &club_at(wanted, within));
    let shown = editor.ask("hover", &spot);
    shown["contents"]["value"].as_str().unwrap_or("nothing").to_owned()
}

#[test]
fn a_hover_shows_what_is_known_with_reason_footing_and_sources() {
    let mut shown = String::new();
    for (wanted, within) in [
        ("\"board\": Organ", 2),
        ("person: \"schulz\"", 10),
        ("post: \"chair\"", 8),
        ("\"memoir p. 9\"", 3),
        ("kind: \"club\"", 8),
        ("\"reports_to\"", 3),
        ("\"1949/\"", 2),
        ("\"1900~\"", 2),
        ("status: Acting", 2),
        ("status: Acting", 10),
        ("Founded(", 3),
        ("highlight: \"under", 14),
        ("highlight: \"under(club)", 19),
        ("\"bodies\"", 3),
        ("\\\"board\\\"\"", 3),
        ("Rookhaven Chess", 3),
    ] {
        writeln!(shown, "==== {wanted}\n{}\n", hover(wanted, within).trim()).unwrap();
    }
    insta::assert_snapshot!(shown);
}

#[test]
fn a_date_that_is_none_says_what_to_write() {
    let mut editor = Editor::new();
    let spot = editor.open("x.ron", "Model(people: { \"m\": Person(born: \"3 July ¦1930\") })");
    let shown = editor.ask("hover", &spot)["contents"]["value"].as_str().unwrap().to_owned();
    assert!(
        shown.contains("is no date in EDTF") && shown.contains("write `1930-07-03`"),
        "{shown}"
    );
}

#[test]
fn no_name_of_a_model_becomes_markdown() {
    let mut editor = Editor::new();
    let text = "Model(organs: { \"x`[a](b)\": Organ(name: \"# **x** <b>\\n[a](javascript:b)\"), \"y\": Organ(under: \"x`¦[a](b)\") })";
    let spot = editor.open("x.ron", text);
    let shown = editor.ask("hover", &spot)["contents"]["value"].as_str().unwrap().to_owned();
    assert!(shown.contains("\\# \\*\\*x\\*\\* \\<b\\> \\[a\\](javascript:b)"), "{shown}");
    assert!(shown.contains("x\\`\\[a\\](b)"), "{shown}");
}

#[test]
fn an_id_leads_to_where_it_is_given_and_to_all_its_uses() {
    let mut editor = Editor::new();
    let spot = editor.open("club.ron", &club_at("under: [Under(organ: \"club\"", 23));
    let to = |editor: &Editor, places: Value| editor.places(&places).join(" ");
    let found = editor.ask("definition", &spot);
    assert_eq!(to(&editor, found), "club.ron:16:10");
    let found = editor.ask("references", &spot);
    // The rule of the charter, the superior, the founding, the view, its expression and the query.
    assert_eq!(
        to(&editor, found),
        "club.ron:9:72 club.ron:16:10 club.ron:20:35 club.ron:24:35 club.ron:34:38 club.ron:34:78 club.ron:35:33"
    );
    let without = json!({ "context": { "includeDeclaration": false } });
    let found = editor.try_ask("references", &spot, without).unwrap();
    assert_eq!(found.as_array().unwrap().len(), 6);
    let highlights = editor.ask("documentHighlight", &spot);
    assert_eq!(highlights[1]["kind"], 3);
    // The kind of the same id is something else.
    let spot = editor.open("club.ron", &club_at("kind: \"club\"", 8));
    let found = editor.ask("references", &spot);
    assert_eq!(to(&editor, found), "club.ron:5:14 club.ron:6:51 club.ron:16:60");
}

#[test]
fn ids_are_found_across_the_files_of_a_model() {
    let mut editor = Editor::new();
    editor.write(
        "model.ron",
        "Model(include: [\"parts/*.ron\"], organs: { \"club\": Organ(name: \"Club\") })",
    );
    editor.write("parts/other.ron", "Model(organs: { \"juniors\": Organ(under: \"club\") })");
    let spot =
        editor.open("parts/board.ron", "Model(organs: { \"board\": Organ(under: \"cl¦ub\") })");
    let found = editor.ask("definition", &spot);
    assert_eq!(editor.places(&found), ["model.ron:1:44"]);
    let found = editor.ask("references", &spot);
    assert_eq!(
        editor.places(&found),
        ["model.ron:1:44", "parts/board.ron:1:40", "parts/other.ron:1:42"]
    );
    // Of a path: the file.
    let spot = editor
        .open("model.ron", "Model(include: [\"parts/board¦.ron\"], organs: { \"club\": Organ() })");
    let found = editor.ask("definition", &spot);
    assert_eq!(editor.places(&found), ["parts/board.ron:1:1"]);
    // The other part is no longer of the model.
    let spot = editor
        .open("model.ron", "Model(include: [\"parts/board.ron\"], organs: { \"cl¦ub\": Organ() })");
    let found = editor.ask("references", &spot);
    assert_eq!(editor.places(&found), ["model.ron:1:48", "parts/board.ron:1:40"]);
}

#[test]
fn the_structure_of_a_file() {
    let mut editor = Editor::new();
    let spot = editor.open("club.ron", CLUB);
    let mut shown = String::from("symbols\n");
    for section in editor.ask("documentSymbol", &spot).as_array().unwrap() {
        let range = &section["range"];
        writeln!(
            shown,
            "{} {}-{}",
            section["name"].as_str().unwrap(),
            place(&range["start"]),
            place(&range["end"])
        )
        .unwrap();
        for entry in section["children"].as_array().unwrap() {
            let (name, detail) =
                (entry["name"].as_str().unwrap(), entry["detail"].as_str().unwrap());
            writeln!(shown, "    {name} [{detail}] {}", place(&entry["selectionRange"]["start"]))
                .unwrap();
        }
    }
    writeln!(shown, "folds").unwrap();
    for fold in editor.ask("foldingRange", &spot).as_array().unwrap() {
        writeln!(shown, "    {}-{} {}", fold["startLine"], fold["endLine"], fold["kind"]).unwrap();
    }
    let found = editor.server.request("workspace/symbol", json!({ "query": "b" })).unwrap();
    writeln!(shown, "found").unwrap();
    for symbol in found.as_array().unwrap() {
        writeln!(shown, "    {} ({})", symbol["name"], symbol["containerName"]).unwrap();
    }
    insta::assert_snapshot!(shown);
}

#[test]
fn a_selection_grows_from_a_word_to_the_file() {
    let mut editor = Editor::new();
    let spot = editor.open("club.ron", &club_at("value: \"1949/\"", 9));
    let mut selection = editor.ask("selectionRange", &spot)[0].clone();
    let lines: Vec<&str> = CLUB.lines().collect();
    let mut shown = Vec::new();
    while !selection.is_null() {
        let (start, end) = (&selection["range"]["start"], &selection["range"]["end"]);
        let line = lines.get(start["line"].as_u64().unwrap() as usize).copied().unwrap_or_default();
        let from = start["character"].as_u64().unwrap() as usize;
        let to = if start["line"] == end["line"] {
            end["character"].as_u64().unwrap() as usize
        } else {
            line.len()
        };
        shown.push(line[from..to].chars().take(48).collect::<String>());
        selection = selection["parent"].clone();
    }
    insta::assert_snapshot!(shown.join("\n"));
}

#[test]
fn formatting_is_what_fmt_writes_whole_and_in_part() {
    let mut editor = Editor::new();
    let text = "Model(title:\"Club\",\n  organs:{\"a\":Organ(name:\"A\"),\n  // kept 당\n\"b\":Organ(under:\"a\")},\n        people: {\"p\":Person()},)\n";
    let spot = editor.open("club.ron", text);
    let edits = editor.ask("formatting", &spot);
    let formatted = organigram::project::format_text("club.ron", text).unwrap();
    assert_eq!(edited(text, &edits), formatted);
    let part = json!({ "range": { "start": { "line": 3, "character": 0 }, "end": { "line": 3, "character": 4 } } });
    let edits = editor.try_ask("rangeFormatting", &spot, part).unwrap();
    let changed = edited(text, &edits);
    assert!(changed.contains("\n        \"b\": Organ(under: \"a\"),\n"), "{changed}");
    assert!(organigram::project::format_text("club.ron", &changed).unwrap() == formatted);
    let spot = editor.open("club.ron", &formatted);
    assert_eq!(editor.ask("formatting", &spot), json!([]));
    // What is no RON is left as it is.
    let spot = editor.open("club.ron", "Model(title: \"Club");
    assert_eq!(editor.ask("formatting", &spot), json!([]));
}

#[test]
fn words_are_coloured_by_what_they_name() {
    let mut editor = Editor::new();
    let about = editor.server.request("initialize", json!({ "capabilities": {} })).unwrap();
    let types = about["capabilities"]["semanticTokensProvider"]["legend"]["tokenTypes"].clone();
    let spot = editor.open("club.ron", CLUB);
    let data = editor.ask("semanticTokens/full", &spot)["data"].clone();
    let numbers: Vec<usize> =
        data.as_array().unwrap().iter().map(|n| n.as_u64().unwrap() as usize).collect();
    let lines: Vec<&str> = CLUB.lines().collect();
    let (mut line, mut column, mut shown) = (0, 0, String::new());
    for token in numbers.chunks(5) {
        column = if token[0] == 0 { column + token[1] } else { token[1] };
        line += token[0];
        let word = &lines[line][column..column + token[2]];
        let defines = if token[4] == 1 { " declared" } else { "" };
        writeln!(
            shown,
            "{}:{} {word} {}{defines}",
            line + 1,
            column + 1,
            types[token[3]].as_str().unwrap()
        )
        .unwrap();
    }
    insta::assert_snapshot!(shown);
}

#[test]
fn names_stand_behind_ids() {
    let mut editor = Editor::new();
    let spot = editor.open("club.ron", CLUB);
    let all = json!({ "range": { "start": { "line": 0, "character": 0 }, "end": { "line": 99, "character": 0 } } });
    let hints = editor.try_ask("inlayHint", &spot, all.clone()).unwrap();
    let hints: Vec<String> = hints
        .as_array()
        .unwrap()
        .iter()
        .map(|hint| format!("{} {}", place(&hint["position"]), hint["label"].as_str().unwrap()))
        .collect();
    insta::assert_snapshot!(hints.join("\n"));
    editor.server.notify(
        "workspace/didChangeConfiguration",
        json!({ "settings": { "organigram": { "inlayHints": false } } }),
    );
    assert_eq!(editor.try_ask("inlayHint", &spot, all).unwrap(), json!([]));
}

#[test]
fn with_a_day_set_each_thing_has_its_answer_behind_its_id() {
    let mut editor = Editor::with(&json!({ "asOf": "1960" }));
    let spot = editor.open("club.ron", CLUB);
    let all = json!({ "range": { "start": { "line": 0, "character": 0 }, "end": { "line": 99, "character": 0 } } });
    let hints = editor.try_ask("inlayHint", &spot, all).unwrap();
    let answers = hints
        .as_array()
        .unwrap()
        .iter()
        .filter(|hint| hint["label"].as_str().unwrap().ends_with("(1960)"));
    let answers: Vec<String> = answers
        .map(|hint| {
            let (label, why) = (hint["label"].as_str().unwrap(), hint["tooltip"].as_str().unwrap());
            format!("{} {label}: {why}", place(&hint["position"]))
        })
        .collect();
    insta::assert_snapshot!(answers.join("\n"));
}

/// What leads to a thing, or what it leads to: `name (relation) file:line:column`.
fn led(editor: &mut Editor, item: &Value, direction: &str) -> Vec<String> {
    let answer = editor
        .server
        .request(&format!("callHierarchy/{direction}Calls"), json!({ "item": item }))
        .unwrap();
    let side = if direction == "incoming" { "from" } else { "to" };
    let list = answer.as_array().unwrap().iter();
    list.map(|call| {
        let to = &call[side];
        let (name, detail) = (to["name"].as_str().unwrap(), to["detail"].as_str().unwrap());
        let file = editor.name(to["uri"].as_str().unwrap());
        format!("{name} ({detail}) {file}:{}", place(&to["selectionRange"]["start"]))
    })
    .collect()
}

#[test]
fn the_call_hierarchy_is_what_stands_above_and_below_before_and_after() {
    let mut editor = Editor::new();
    editor.write(
        "parts.ron",
        r#"Model(
        organs: {
            "party": Organ(name: "Party"),
            "league": Organ(name: "League", existence: "1926/1930"),
            "cc": Organ(name: "Central Committee", under: "party"),
        },
        people: { "a": Person(name: "A. Kim") },
        transitions: [Succeeded(from: "league", into: "party", on: "1945-10-10")],
    )"#,
    );
    let spot = editor.open("party.ron", r#"Model(include: "parts.ron", organs: {
        "pb": Organ(name: "Political Bureau", under: [Under(organ: "c¦c", during: "1946/1950")]),
    }, posts: { "head": Post(title: "Head", organ: "cc") }, tenures: [Tenure(person: "a", post: "head")])"#);
    let cc = editor.ask("prepareCallHierarchy", &spot)[0].clone();
    assert_eq!(
        (cc["name"].as_str(), cc["detail"].as_str()),
        (Some("Central Committee"), Some("organ"))
    );
    let above = led(&mut editor, &cc, "incoming");
    let below = led(&mut editor, &cc, "outgoing");
    let answer =
        editor.server.request("callHierarchy/incomingCalls", json!({ "item": cc })).unwrap();
    let party = answer[0]["from"].clone();
    let before = led(&mut editor, &party, "incoming");
    let after = led(&mut editor, &party, "outgoing");
    let league =
        editor.server.request("callHierarchy/incomingCalls", json!({ "item": party })).unwrap()[0]
            ["from"]
            .clone();
    let became = led(&mut editor, &league, "outgoing");
    let of = |what: &str, rows: Vec<String>| format!("{what}\n  {}", rows.join("\n  "));
    insta::assert_snapshot!(
        [
            of("above the committee", above),
            of("below it", below),
            of("above and before the party", before),
            of("below it", after),
            of("after the league", became),
        ]
        .join("\n")
    );
    // A source is no thing; what another server gave is none of ours.
    let spot = editor.open("s.ron", "Model(sources: { \"m¦\": Source() })");
    assert!(editor.ask("prepareCallHierarchy", &spot).is_null());
    let strange = json!({ "item": { "uri": "file:///nowhere.ron", "data": "x" } });
    assert!(editor.server.request("callHierarchy/outgoingCalls", strange).unwrap().is_null());
}
