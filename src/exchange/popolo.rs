//! Popolo (popoloproject.com): persons, organizations, memberships, posts, events and areas as JSON.
//!
//! Takes one document, or one a class, gives a model, and a note for every field that a model has no
//! place for; takes a model, gives one document, and a note for all that Popolo cannot say. Opens no
//! file.

mod read;
mod write;

pub use read::from_popolo;
pub use write::to_popolo;

#[cfg(test)]
mod tests {
    use super::*;

    const DOCUMENT: &str = r#"{
        "persons": [{ "id": "ada", "name": "Ada Linden", "birth_date": "1920", "gender": "female",
            "other_names": [{ "name": "A. L.", "start_date": "1940" }], "sources": [{ "url": "https://a.example/1", "note": "Page" }] }],
        "organizations": [{ "id": "club", "name": "Club", "classification": "club", "founding_date": "1950-05-02" },
            { "id": "board", "name": "Board", "parent_id": "club", "founding_date": "1950", "dissolution_date": "1960", "area_id": "x" }],
        "posts": [{ "id": "chair", "label": "Chair", "organization_id": "board" }],
        "memberships": [{ "person_id": "ada", "post_id": "chair", "organization_id": "board", "start_date": "1950" },
            { "person_id": "ada", "organization_id": "club", "role": "member" }],
        "events": [{ "id": "agm", "name": "Meeting", "start_date": "1950-05-02", "end_date": "1950-05-03" }],
        "areas": [{ "id": "x", "name": "Rookhaven" }]
    }"#;

    #[test]
    fn a_document_becomes_a_model_and_goes_out_again() {
        let (model, notes) = from_popolo(&[("all".into(), DOCUMENT.into())]).unwrap();
        assert_eq!(notes, ["persons: `gender` has no place in a model and was left out 1 time"]);
        assert_eq!(model.organs["board"].existence.preferred().unwrap().edtf, "1950/1960");
        assert_eq!(model.organs["board"].place.preferred().unwrap(), "Rookhaven");
        assert_eq!(model.tenures[0].post, "chair");
        assert_eq!(model.seats[0].title, "member");
        assert_eq!(model.sources["https://a.example/1"].title, "Page");
        let (text, unsaid) = to_popolo(&model);
        assert!(unsaid.is_empty(), "{unsaid:?}");
        let (again, _) = from_popolo(&[("all".into(), text)]).unwrap();
        assert_eq!(again.people, model.people);
        assert_eq!(again.tenures, model.tenures);
        assert_eq!(again.events, model.events);
    }

    #[test]
    fn ids_of_several_classes_are_kept_apart() {
        let persons = r#"[{ "id": 1, "name": "A" }]"#;
        let organizations = r#"[{ "id": 1, "name": "B", "parent_id": 2 }]"#;
        let memberships = r#"[{ "person_id": 1, "organization_id": 1 }, { "organization_id": 1 }]"#;
        let files =
            [("people", persons), ("organizations", organizations), ("memberships", memberships)];
        let files = files.map(|(name, text)| (name.to_owned(), text.to_owned()));
        let (model, notes) = from_popolo(&files).unwrap();
        assert!(model.people.contains_key("persons/1"));
        assert_eq!(model.seats[0].organ, "organizations/1");
        assert_eq!(notes.len(), 2);
    }
}
