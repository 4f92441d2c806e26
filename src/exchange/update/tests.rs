use super::*;

fn model(text: &str) -> Model<'static> {
    ron::from_str(text).unwrap_or_else(|error| panic!("{error}: {text}"))
}

fn updated(text: &str, new: &str, last: Option<&str>) -> (String, UpdateReport) {
    let (new, last) = (model(new), last.map(model));
    let UpdatedTexts { mut texts, report } =
        update(&[text], &new, last.as_ref(), "clubs.csv").unwrap();
    (texts.remove(0), report)
}

const FIRST: &str = r#"Model(
    organs: {
        "club": Organ(name: "Chess Club", existence: "1950/", place: "Oak"),
        "board": Organ(under: "club"),
    },
    tenures: [
        Tenure(person: "ada", post: "chair", during: "1950/1955"),
        Tenure(person: "ada", post: "chair", during: "1960/1962"),
    ],
)
"#;

#[test]
fn the_same_again_changes_nothing() {
    let (text, report) = updated(FIRST, FIRST, Some(FIRST));
    assert_eq!(text, FIRST);
    assert!(report.kept.is_empty() && report.left.is_empty());
    assert_eq!((report.added, report.updated, report.unchanged), (0, 0, 4));
    let (text, report) = updated(FIRST, FIRST, None);
    assert_eq!((text.as_str(), report.added, report.unchanged), (FIRST, 0, 4));
}

#[test]
fn what_the_tables_changed_is_taken_and_what_the_model_changed_is_kept() {
    let edited = FIRST
        .replace("place: \"Oak\"", "place: \"Oakham\", note: \"mine\"")
        .replace("during: \"1960/1962\"", "during: \"1960/1963\"");
    let new = FIRST
        .replace("existence: \"1950/\"", "existence: \"1951/\"")
        .replace("1950/1955", "1950/1956");
    let (text, report) = updated(&edited, &new, Some(FIRST));
    let wanted = edited.replace("\"1950/\"", "\"1951/\"").replace("1950/1955", "1950/1956");
    assert_eq!(text, wanted);
    assert_eq!(report.updated, 2);
    let kept: Vec<(&str, bool)> =
        report.kept.iter().map(|kept| (kept.field.as_str(), kept.is_open)).collect();
    assert_eq!(kept, [("place", false), ("during", false)]);
}

#[test]
fn what_both_changed_is_kept_and_open() {
    let edited = FIRST.replace("\"Oak\"", "\"Oakham\"");
    let new = FIRST.replace("\"Oak\"", "\"Elm\"");
    let (text, report) = updated(&edited, &new, Some(FIRST));
    assert_eq!(text, edited);
    assert_eq!(report.open(), 1);
    assert!(report.lines()[1].contains("\"Oakham\" in the model and \"Elm\" in the tables"));
}

#[test]
fn comments_in_an_entry_stay_where_it_changes() {
    let commented = "Model(organs: { \"club\": Organ(\n    // the oldest\n    existence: \"1950/\", // by its minutes\n    place: \"Oak\" /* where */\n) })";
    let new = "Model(organs: { \"club\": Organ(existence: \"1951/\", kind: \"club\") })";
    let last = "Model(organs: { \"club\": Organ(existence: \"1950/\", place: \"Oak\") })";
    let (text, report) = updated(commented, new, Some(last));
    assert_eq!(report.updated, 1);
    for comment in ["// the oldest", "// by its minutes", "/* where */"] {
        assert!(text.contains(comment), "{text}");
    }
    let read = model(&text);
    assert_eq!(read.organs["club"].existence.preferred().unwrap().edtf, "1951/");
    assert_eq!(read.organs["club"].kind.preferred().unwrap(), "club");
    assert!(read.organs["club"].place.claims().is_empty());
}

#[test]
fn what_was_deleted_on_either_side_is_reported_and_stays_as_the_model_has_it() {
    let edited = FIRST.replace("        \"board\": Organ(under: \"club\"),\n", "");
    let new = FIRST
        .replace("        Tenure(person: \"ada\", post: \"chair\", during: \"1960/1962\"),\n", "");
    let (text, report) = updated(&edited, &new, Some(FIRST));
    assert_eq!(text, edited);
    assert_eq!(report.deleted, ["the organ `board`"]);
    assert_eq!(report.left, ["the tenure of `ada` in `chair`, 1960/1962"]);
}

#[test]
fn an_entry_by_another_hand_gets_what_it_lacks_with_its_evidence() {
    let mine = r#"Model(
    sources: { "minutes": Source(title: "Minutes") },
    organs: { "club": Organ(name: "Chess Club", existence: "1950/", cite: "minutes") },
    tenures: [Tenure(person: "ada", post: "chair", cite: "minutes")],
)"#;
    let table = r#"Model(
    organs: { "club": Organ(name: "The Club", existence: "1949/", place: "Oak", under: "union") },
    tenures: [Tenure(person: "ada", post: "chair", during: "1950/1955")],
)"#;
    let (text, report) = updated(mine, table, None);
    let read = model(&text);
    let club = &read.organs["club"];
    assert_eq!((club.name.as_ref(), club.names[0].text.as_ref()), ("Chess Club", "The Club"));
    assert_eq!(club.existence.claims().len(), 1);
    assert_eq!(club.place.claims()[0].cite[0].source, "clubs.csv");
    assert_eq!(club.under[0].cite[0].source, "clubs.csv");
    assert_eq!(read.tenures.len(), 1);
    assert_eq!(read.tenures[0].during.claims()[0].cite[0].source, "clubs.csv");
    assert_eq!(read.sources["clubs.csv"].title, "clubs.csv");
    assert_eq!((report.updated, report.open()), (2, 1));
    // Another time it is there.
    let (again, report) = updated(&text, table, None);
    assert_eq!(again, text);
    assert_eq!((report.added, report.updated), (0, 0));
}

#[test]
fn entries_are_found_in_all_files_of_a_model_and_added_to_the_first() {
    let main = "Model(include: \"organs.ron\")";
    let organs = "Model(organs: { \"club\": Organ(existence: \"1950/\") })";
    let last = model(organs);
    let new = model(
        "Model(organs: { \"club\": Organ(existence: \"1951/\"), \"band\": Organ(name: \"Band\") })",
    );
    let UpdatedTexts { texts, report } =
        update(&[main, organs], &new, Some(&last), "clubs.csv").unwrap();
    assert!(texts[0].contains("band") && texts[1].contains("1951/"), "{texts:?}");
    assert_eq!((report.added, report.updated), (1, 1));
}
