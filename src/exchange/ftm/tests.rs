use super::*;
use crate::model::Model;
use crate::time::When;

const MODEL: &str = r#"Model(
    sources: { "gazette": Source(title: "Gazette", published: "1990", url: "https://example.org/g") },
    organs: {
        "club": Organ(name: "Chess Club", kind: "club", existence: "1950/1987", cite: "gazette"),
        "Böard/1": Organ(name: "Board", existence: "1950~/", under: "club", cite: "gazette"),
        "next": Organ(existence: "1987/", modality: Planned),
        "next-club": Organ(name: "Next Club"),
    },
    transitions: [Merged(from: ["club", "Böard/1"], into: "next-club", on: "1987-09")],
    people: { "ada": Person(name: "Ada", born: "1901~") },
    posts: { "chair": Post(title: "Chair", organ: "club") },
    tenures: [
        Tenure(person: "ada", post: "chair", during: "1950-05-02/1960", cite: "gazette"),
        Tenure(person: "ada", post: "chair", during: "1961/", cite: "gazette"),
        Tenure(person: "ada", post: "chair", during: "1970/..", cite: "gazette"),
        Tenure(person: "ada", post: "chair", during: "1980/1981", modality: Reported),
        Tenure(person: "ada", post: "chair", during: "1989/1995", cite: "gazette"),
        Tenure(person: "ada", post: "chair", during: "1996/", modality: Projected),
    ],
)"#;

fn statuses(asked: Option<&str>) -> Vec<String> {
    let model: Model<'_> = ron::from_str(MODEL).unwrap();
    let (lines, _) = to_ftm(&model, asked.map(|date| When::parse(date).unwrap()));
    let entities =
        lines.lines().map(|line| serde_json::from_str::<entity::FtmEntity>(line).unwrap());
    let held = entities.filter(|entity| entity.schema == "Occupancy");
    held.map(|mut entity| entity.take_first("status")).collect()
}

#[test]
fn nobody_is_current_for_whom_it_is_only_presumed() {
    // By the day of the latest source: what ends after it may not have ended.
    assert_eq!(statuses(None), ["ended", "unknown", "unknown", "unknown", "unknown"]);
    assert_eq!(statuses(Some("1955")), ["current", "unknown", "unknown", "unknown", "unknown"]);
    assert_eq!(statuses(Some("1990-06-01")), ["ended", "unknown", "unknown", "unknown", "current"]);
}

#[test]
fn a_model_as_entities_and_back() {
    let model: Model<'_> = ron::from_str(MODEL).unwrap();
    let (lines, left_out) = to_ftm(&model, None);
    insta::assert_snapshot!(format!("{lines}{}", left_out.join("\n")));
    let (back, notes) = from_ftm(&lines);
    assert!(notes.is_empty(), "{notes:?}");
    assert_eq!(back.organs["club"].existence, model.organs["club"].existence);
    // Dates that are not plain come back from the description.
    assert_eq!(back.organs["Böard/1"].existence, model.organs["Böard/1"].existence);
    assert_eq!(back.people["ada"].born, model.people["ada"].born);
    assert_eq!(back.transitions.len(), 1);
    assert_eq!(back.transitions[0].change.from.len(), 2);
    assert_eq!(back.tenures.len(), 5);
}

#[test]
fn entities_of_others_become_a_model_and_what_has_no_place_is_counted() {
    let lines = r#"
{"id":"o1","schema":"PublicBody","properties":{"name":["Ministry","Ministerium"],"country":["de"],"incorporationDate":["1950","1951-02"],"sourceUrl":["https://example.org/1"]},"datasets":["de_cabinet"]}
{"id":"o2","schema":"Company","properties":{"name":["Works"],"parent":["o1"]}}
{"id":"p1","schema":"Person","properties":{"name":["Ada"],"birthDate":["1901-05"]}}
{"id":"q1","schema":"Position","properties":{"name":["Minister"],"organization":["o1"]}}
{"id":"t1","schema":"Occupancy","properties":{"holder":["p1"],"post":["q1"],"startDate":["1950-05-02"],"status":["current"]}}
{"id":"t2","schema":"Occupancy","properties":{"holder":["p1"],"post":["q1"],"status":["ended"]}}
{"id":"m1","schema":"Directorship","properties":{"director":["p1"],"organization":["o2"],"endDate":["1960"]}}
{"id":"w1","schema":"Ownership","properties":{"owner":["o1"],"asset":["o2"],"startDate":["1955"],"percentage":["51"]}}
{"id":"f1","schema":"Family","properties":{"person":["p1"],"relative":["p2"]}}
not json
{"id":"o1","schema":"PublicBody","properties":{"name":["Again"]}}
"#;
    let (model, notes) = from_ftm(lines);
    insta::assert_snapshot!(format!(
        "{}{}",
        crate::exchange::Ron::of(model).to_text(),
        notes.join("\n")
    ));
}

#[test]
fn what_cannot_be_taken_of_an_entity_is_named_with_it() {
    let lines = r#"
{"id":"o1","schema":"PublicBody","properties":{"name":["Ministry"],"incorporationDate":["soon"]}}
{"id":"q1","schema":"Position","properties":{"name":["Minister"],"organization":["o1","o2"],"numberOfSeats":["many"]}}
{"id":"t1","schema":"Occupancy","properties":{"holder":["p1"],"post":["q1"],"status":["acting"]}}
{"id":"s1","schema":"Succession","properties":{"predecessor":["o1"],"successor":["o2"],"role":["functions taken over"]}}
{"id":"p1","schema":"Person","properties":{"name":["Ada",true]}}
"#;
    let (model, notes) = from_ftm(lines);
    assert_eq!(
        notes,
        [
            "PublicBody o1: `incorporationDate` is not a date: `soon`",
            "Position q1: `organization` is `o1` in the model, which has one of them; not `o2`",
            "Position q1: `numberOfSeats` is not a whole number: `many`",
            "Occupancy t1: `status` is neither `current`, `ended` nor `unknown`: `acting`",
            "Person p1: `name` has a value that is no text",
        ]
    );
    assert_eq!(model.transitions[0].change.note, "functions taken over");
    assert!(!is_ftm("id,name\n1,A\n") && is_ftm("\u{feff}entity_id,prop,value\n"));
}

#[test]
fn statements_that_cannot_be_used_are_counted() {
    let rows = "canonical_id,entity_id,prop,schema,value,dataset,external,first_seen,last_seen\n\
        a,a,name,Person,Ada,x,f,2020-01-01T00:00:00,2020-01-01T00:00:00\n\
        a,a,birthDate,Person,1901,y,f,,\n\
        b,b,name\n\
        c,c,name,,Cee,x,f,2021-01-01T00:00:00,\n\
        d,d,name,Person,Dee,x,t,,\n\
        a,a,alias,LegalEntity,A.,x,,2021-01-01T00:00:00,2021-02-01T00:00:00\n";
    let (model, notes) = from_ftm(rows);
    assert_eq!(
        notes,
        [
            "line 4: it is no statement: its number of cells is 3, that of the headings 9",
            "line 5: it is no statement: it has no schema",
            "1 external statement, which is a suggestion, was left out",
            "1 data set was not seen on one day, in one month or in one year: `first_seen` and `last_seen` were left out",
        ]
    );
    let ada = &model.people["a"];
    assert_eq!(ada.born.claims()[0].cite[0].source, "y");
    assert!(ada.names.iter().all(|name| name.cite[0].source == "x"), "{:?}", ada.names);
    assert_eq!(model.sources["y"].published.edtf, "");
}
