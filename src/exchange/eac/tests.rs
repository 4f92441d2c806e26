use super::*;
use crate::exchange::Ron;
use crate::model::Model;

const MODEL: &str = r#"Model(
    title: "Clubs",
    sources: { "minutes": Source(title: "Minute book <1>", url: "https://example.org/m?a=1&b=2", reliability: High) },
    organs: {
        "club": Organ(name: "Chess & Co", names: [Name(text: "Schachklub", lang: "de", used: "1950/1960")],
            kind: "club", existence: [Claim(value: "1950~/..", cite: "minutes p. 3"), Claim(value: "1949/", modality: Reported)],
            place: "Oak", note: "A club.", cite: "minutes"),
        "board": Organ(under: Under(organ: "club", during: "1950-05/[1960..1962]"), existence: Date(edtf: "1950-05-02/", as_written: "2 May 1950")),
        "old": Organ(name: "Old", existence: "[1940,1942]/1950"),
        "plan": Organ(modality: Planned),
    },
    transitions: [Succeeded(from: "old", into: "club", on: "1950", cite: "minutes p. 1"), Founded(organ: "club")],
    people: { "ada": Person(name: "Ada", born: "1901?", died: "1980-02") },
    posts: { "chair": Post(title: "Chair", organ: "club") },
    tenures: [Tenure(person: "ada", post: "chair", during: "1950/1955", modality: Inferred)],
    seats: [Seat(person: "ada", organ: "board", during: "/1960")],
)"#;

#[test]
fn a_model_as_records() {
    let model: Model<'_> = ron::from_str(MODEL).unwrap();
    let (documents, left_out) = to_eac(&model);
    let names: Vec<&str> = documents.iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(names, ["club.xml", "board.xml", "old.xml", "ada.xml"]);
    insta::assert_snapshot!(format!("{}\n{}", documents[0].1, left_out.join("\n")));
}

#[test]
fn records_of_our_own_come_back() {
    let model: Model<'_> = ron::from_str(MODEL).unwrap();
    let (documents, _) = to_eac(&model);
    let (back, notes) = from_eac(&documents).unwrap();
    assert!(notes.is_empty(), "{notes:?}");
    let edtf = |model: &Model<'_>, id: &str| {
        model.organs[id].existence.preferred().unwrap().edtf.to_string()
    };
    for id in ["club", "board", "old"] {
        assert_eq!(edtf(&back, id), edtf(&model, id), "{id}");
    }
    assert_eq!(back.organs["board"].under.len(), 1);
    assert_eq!(
        back.organs["board"].under[0].during.preferred().unwrap().edtf,
        "1950-05/[1960..1962]"
    );
    assert_eq!(back.organs["club"].existence.claims()[0].cite[0].at, "p. 3");
    assert_eq!((back.transitions.len(), back.seats.len()), (1, 2));
    assert_eq!(back.people["ada"].born.preferred().unwrap().edtf, "1901?");
}

#[test]
fn records_of_version_1_become_a_model() {
    let record = r#"<?xml version="1.0"?>
<!DOCTYPE eac-cpf [<!ENTITY bomb SYSTEM "file:///etc/passwd">]>
<eac-cpf xmlns="urn:isbn:1-931666-33-4" xmlns:xlink="http://www.w3.org/1999/xlink">
 <control><recordId>DE-1</recordId><maintenanceAgency><agencyName>State Archive</agencyName></maintenanceAgency>
  <sources><source xlink:href="https://example.org/f"><sourceEntry>Findbuch</sourceEntry></source></sources></control>
 <cpfDescription>
  <identity><entityType>corporateBody</entityType>
   <nameEntry><part>Roads Office</part><useDates><dateRange><fromDate standardDate="1936">1936</fromDate><toDate standardDate="1945">1945</toDate></dateRange></useDates></nameEntry>
   <nameEntry><part>Stra&#223;enamt &bomb;</part><authorizedForm>x</authorizedForm></nameEntry></identity>
  <description>
   <existDates><dateRange><fromDate notBefore="1936" notAfter="1937">um 1936</fromDate><toDate standardDate="1945-05-08">8. Mai 1945</toDate></dateRange></existDates>
   <place><placeEntry>Berlin</placeEntry></place>
   <functions><function><term>Road building</term><dateRange><fromDate standardDate="1936">1936</fromDate></dateRange></function></functions>
   <mandates><mandate><term>Decree of 1936</term></mandate></mandates>
   <biogHist><p>It built <span>roads</span> at once.</p></biogHist>
  </description>
  <relations>
   <cpfRelation cpfRelationType="hierarchical-parent" xlink:href="http://archive.example/DE-2"><relationEntry>Ministry of Works</relationEntry></cpfRelation>
   <cpfRelation cpfRelationType="temporal-later"><relationEntry>Roads Agency</relationEntry><date standardDate="1945-06">June 1945</date></cpfRelation>
   <cpfRelation cpfRelationType="associative" xlink:role="http://rdvocab.info/uri/schema/FRBRentitiesRDA/Person"><relationEntry>Todt, Fritz</relationEntry></cpfRelation>
   <resourceRelation resourceRelationType="creatorOf"><relationEntry>Files</relationEntry></resourceRelation>
  </relations>
 </cpfDescription></eac-cpf>"#;
    let (model, notes) = from_eac(&[("de-1.xml".into(), record.into())]).unwrap();
    insta::assert_snapshot!(format!("{}{}", Ron::of(model).to_text(), notes.join("\n")));
}

#[test]
fn dates_that_are_not_understood_are_named_with_their_record() {
    let record = "<eac><control><recordId>r1</recordId></control><cpfDescription>\
        <identity><entityType value=\"corporateBody\"/><nameEntry><part>Roads Office</part></nameEntry></identity>\
        <description><existDates><dateRange><fromDate>kurz nach dem Krieg</fromDate><toDate>o. J.</toDate></dateRange>\
        <date status=\"unknown\">never known</date><date>um 1936</date><date>03/07/1961</date></existDates></description>\
        </cpfDescription></eac>";
    let (model, notes) = from_eac(&[("r1.xml".into(), record.into())]).unwrap();
    assert_eq!(model.organs["r1"].existence.preferred().unwrap().edtf, "[..1936~]/");
    assert_eq!(
        notes,
        [
            "the record `r1`: `03/07/1961` is ambiguous: `1961-07-03` (the day is first) or `1961-03-07` (the month is first)",
            "the record `r1`: `kurz nach dem Krieg` is not understood as a date: `kurz` is not a word used in dates",
        ]
    );
}

#[test]
fn what_is_no_record_is_refused_with_its_place() {
    let read = |text: &str| from_eac(&[("x.xml".into(), text.into())]).unwrap_err();
    assert!(read("<html/>").contains("its outermost element is `html`"));
    assert!(read("<eac>\n<a></b></eac>").starts_with("x.xml: line 2"));
    assert!(read(&"<eac>".repeat(200)).contains("nests deeper"));
    assert!(read("").contains("no element"));
}
