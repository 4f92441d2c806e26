use super::*;
use crate::exchange::Ron;

/// A statement with a time.
fn time(id: &str, time: &str, precision: u32, rank: &str) -> String {
    format!(
        r#"{{"id": "{id}", "rank": "{rank}", "mainsnak": {{"snaktype": "value", "property": "P571", "datatype": "time",
        "datavalue": {{"type": "time", "value": {{"time": "{time}", "precision": {precision}, "before": 0, "after": 0,
        "timezone": 0, "calendarmodel": "http://www.wikidata.org/entity/Q1985727"}}}}}}}}"#
    )
}

/// A statement with an item, and what else it has.
fn item(id: &str, item: &str, more: &str) -> String {
    format!(
        r#"{{"id": "{id}", "rank": "normal", "mainsnak": {{"snaktype": "value", "datatype": "wikibase-item",
        "datavalue": {{"type": "wikibase-entityid", "value": {{"entity-type": "item", "id": "{item}"}}}}}}{more}}}"#
    )
}

fn label(text: &str) -> String {
    format!(r#""labels": {{"en": {{"language": "en", "value": "{text}"}}}}"#)
}

fn imported(entities: &[String]) -> String {
    let all: Vec<String> =
        entities.iter().enumerate().map(|(at, entity)| format!("\"E{at}\": {entity}")).collect();
    let text = format!("{{\"entities\": {{{}}}}}", all.join(","));
    let (model, notes) = from_wikidata(&[("all.json".into(), text)]).unwrap();
    format!("{}{}", Ron::of(model).to_text(), notes.join("\n"))
}

const REFERENCES: &str = r#", "references": [{"snaks": {
    "P248": [{"snaktype": "value", "datavalue": {"value": {"id": "Q90"}}}],
    "P304": [{"snaktype": "value", "datavalue": {"value": "12-13"}}],
    "P577": [{"snaktype": "value", "datavalue": {"value": {"time": "+1960-03-00T00:00:00Z", "precision": 10}}}]}}]"#;

#[test]
fn statements_are_claims_with_their_references() {
    let ministry = format!(
        r#"{{"id": "Q1", "type": "item", "modified": "2024-03-01T10:00:00Z", {},
        "aliases": {{"de": [{{"language": "de", "value": "Werkministerium"}}]}},
        "claims": {{
            "P31": [{}],
            "P571": [{}, {}, {}],
            "P576": [{{"id": "Q1$E", "rank": "normal", "mainsnak": {{"snaktype": "somevalue"}}}}],
            "P749": [{}],
            "P1366": [{}],
            "P488": [{}],
            "P856": [{{"id": "Q1$W", "rank": "normal", "mainsnak": {{"snaktype": "value", "datavalue": {{"value": "https://example.org"}}}}}}]
        }}}}"#,
        label("Ministry of Works"),
        item("Q1$K", "Q8", ""),
        time("Q1$A", "+1950-00-00T00:00:00Z", 9, "normal"),
        time("Q1$B", "+1949-10-01T00:00:00Z", 11, "preferred"),
        time("Q1$C", "+1890-00-00T00:00:00Z", 9, "deprecated"),
        item("Q1$P", "Q2", REFERENCES),
        item("Q1$S", "Q3", ""),
        item(
            "Q1$H",
            "Q5000",
            r#", "qualifiers": {"P580": [{"snaktype": "value", "datavalue": {"value": {"time": "+1951-00-00T00:00:00Z", "precision": 9}}}],
                "P582": [{"snaktype": "novalue"}]}"#
        ),
    );
    let council = format!(r#"{{"id": "Q2", {}, "claims": []}}"#, label("State Council"));
    let next = format!(
        r#"{{"id": "Q3", {}, "claims": {{"P1365": [{}]}}}}"#,
        label("Ministry of Roads"),
        item("Q3$R", "Q1", "")
    );
    let person = format!(
        r#"{{"id": "Q5000", {}, "claims": {{"P31": [{}], "P569": [{}], "P39": [{}]}}}}"#,
        label("Ada Linden"),
        item("Q5000$I", "Q5", ""),
        time("Q5000$B", "+1901-05-00T00:00:00Z", 10, "normal"),
        item(
            "Q5000$M",
            "Q70",
            r#", "qualifiers": {"P580": [{"snaktype": "value", "datavalue": {"value": {"time": "+1955-06-01T00:00:00Z", "precision": 11}}}],
                "P582": [{"snaktype": "somevalue"}], "P642": [{"snaktype": "value", "datavalue": {"value": {"id": "Q2"}}}]}"#
        ),
    );
    let position = format!(
        r#"{{"id": "Q70", {}, "claims": {{"P2389": [{}]}}}}"#,
        label("Minister of Works"),
        item("Q70$D", "Q1", "")
    );
    let yearbook =
        format!(r#"{{"id": "Q90", {}, "claims": {{}}}}"#, label("Yearbook of the State"));
    insta::assert_snapshot!(imported(&[ministry, council, next, person, position, yearbook]));
}

#[test]
fn dumps_lines_and_single_entities_are_read_and_other_texts_are_named() {
    let one = format!(r#"{{"id": "Q1", {}, "claims": {{}}}}"#, label("A"));
    let other = one.replace("Q1", "Q2");
    for text in [one.clone(), format!("[\n{one},\n{other}\n]\n"), format!("{one}\n{other}\n")] {
        let (model, notes) = from_wikidata(&[("x.json".into(), text)]).unwrap();
        assert!(model.organs.contains_key("Q1") && notes.is_empty());
    }
    let fails = |text: &str| from_wikidata(&[("x.json".into(), text.into())]).unwrap_err();
    assert!(fails("id,name\n").starts_with("x.json: it is no JSON"));
    assert!(fails(r#"{"a": 1}"#).starts_with("x.json: it has no entity"));
}

#[test]
fn only_what_is_asserted_is_given_to_wikidata() {
    let model = ron::from_str(
        r#"Model(
            sources: { "law": Source(url: "https://example.org/law"), "book": Source(title: "Book"), "Q90": Source() },
            organs: {
                "Q1": Organ(
                    name: "Works", names: [Name(text: "Werke", lang: "de")], existence: "1950-05~/[1960..1965]", cite: "law",
                    under: [Under(organ: "Q2", during: "1951/1955-06", cite: "Q90"), "board"],
                ),
                "Q2": Organ(existence: [Claim(value: "1940/.."), Claim(value: "1941/")], cite: "book"),
                "board": Organ(name: "The \"Board\"", existence: "1950/194X"),
                "next": Organ(existence: "2030/", modality: Planned),
            },
            transitions: [Succeeded(from: "Q1", into: "Q2", on: "1965"), Founded(organ: "Q1")],
            people: { "Q7": Person(name: "Ada", born: "1901-05-02") },
            posts: { "Q8": Post(title: "Minister"), "chair": Post(title: "Chair") },
            tenures: [
                Tenure(person: "Q7", post: "Q8", during: "1951-01-02/"),
                Tenure(person: "Q7", post: "Q8", during: "1961/", modality: Reported),
                Tenure(person: "Q7", post: "chair"),
            ],
        )"#,
    )
    .unwrap();
    let (commands, left_out) = to_quickstatements(&model);
    insta::assert_snapshot!(format!("{commands}{}", left_out.join("\n")));
}
