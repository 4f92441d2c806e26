use super::*;
use crate::model::Model;

const MODEL: &str = r#"Model(
    sources: { "gazette": Source(title: "Gazette", published: "1990-05", url: "https://example.org/g", lang: "en") },
    organs: {
        "club": Organ(name: "Chess Club", kind: "club", existence: "1950/1987", cite: "gazette p. 3"),
        "Böard/1": Organ(
            name: "Board", names: [Name(text: "Vorstand", lang: "de"), Name(text: "Committee", used: "1950/1953~")], existence: "1950~/",
            under: Under(organ: "club", during: "1951-05-02/[1960..1965]", cite: "gazette"),
        ),
        "library": Organ(under: ["club", "elsewhere"], place: "Oak", modality: Reported),
        "next": Organ(existence: "1987/", modality: Planned),
        "next-club": Organ(name: "Next \"Club\"", note: "two\nlines"),
    },
    transitions: [
        Merged(from: ["club", "Böard/1"], into: "next-club", on: "1987-09"),
        Founded(organ: "club", on: "1950-05-02", by: "ada"),
    ],
    events: { "congress": Event(name: "First congress", on: "1955", organs: "club", people: "ada") },
    people: { "ada": Person(name: "Ada", born: "1901~", died: "1990-01-02") },
    posts: { "chair": Post(title: "Chair", organ: "club"), "lost": Post(title: "Lost") },
    tenures: [
        Tenure(person: "ada", post: "chair", during: "1950-05-02/1960-06", cite: "gazette p. 4"),
        Tenure(person: "ada", post: "chair", during: "1961/", status: Acting),
        Tenure(person: "ada", post: "lost"),
        Tenure(person: "ada", post: "chair", during: "1996/", modality: Projected),
    ],
    seats: [Seat(person: "ada", organ: "Böard/1", title: "member", rank: 2, during: ["1952/", "1953/"])],
)"#;

#[test]
fn a_model_by_the_organization_ontology() {
    let model: Model<'_> = ron::from_str(MODEL).unwrap();
    let (turtle, left_out) = to_org(&model);
    insta::assert_snapshot!(format!("{turtle}{}", left_out.join("\n")));
}

#[test]
fn a_model_by_records_in_contexts() {
    let model: Model<'_> = ron::from_str(MODEL).unwrap();
    let (turtle, left_out) = to_rico(&model);
    insta::assert_snapshot!(format!("{turtle}{}", left_out.join("\n")));
}
