//! Files as other people publish them: results and entities of Wikidata, and the tables that are known by their headings;
//! and the rows that could not be used, put right and imported again.

use std::path::Path;
use std::process::Command;

/// A folder of files, in which the program runs.
struct Desk(tempfile::TempDir);

impl Desk {
    fn new(files: &[(&str, &str)]) -> Desk {
        let desk = Desk(tempfile::tempdir().expect("there is room for a folder"));
        files.iter().for_each(|(name, text)| desk.put(name, text));
        desk
    }

    fn put(&self, name: &str, text: &str) {
        std::fs::write(self.path().join(name), text).expect("the folder takes files");
    }

    fn path(&self) -> &Path {
        self.0.path()
    }

    fn read(&self, name: &str) -> String {
        std::fs::read_to_string(self.path().join(name)).expect("the file is there")
    }

    /// What the program prints, of both kinds, and how it ends.
    fn run(&self, args: &[&str]) -> (String, Option<i32>) {
        let run = Command::new(env!("CARGO_BIN_EXE_organigram"))
            .args(args)
            .current_dir(self.path())
            .output()
            .expect("the program runs");
        let said = [run.stdout, run.stderr].concat();
        (String::from_utf8(said).expect("it prints text"), run.status.code())
    }

    /// The same, ended well.
    fn fine(&self, args: &[&str]) -> String {
        let (said, code) = self.run(args);
        assert_eq!(code, Some(0), "{args:?}: {said}");
        said
    }
}

const ORGANS: &str = "\
item,itemLabel,parent,parentLabel,inception,dissolved,replacedBy,replacedByLabel
http://www.wikidata.org/entity/Q1,Ministry of Railways,http://www.wikidata.org/entity/Q9,State Council,1949-10-01T00:00:00Z,,http://www.wikidata.org/entity/Q2,Railway Administration
http://www.wikidata.org/entity/Q1,Ministry of Railways,http://www.wikidata.org/entity/Q9,State Council,1949-10-01T00:00:00Z,,http://www.wikidata.org/entity/Q3,Railway Corporation
http://www.wikidata.org/entity/Q2,Railway Administration,http://www.wikidata.org/entity/Q9,State Council,2013-01-01T00:00:00Z,http://www.wikidata.org/.well-known/genid/4f7a,,
";

#[test]
fn a_result_of_the_query_service_needs_no_option() {
    let desk = Desk::new(&[("query.csv", ORGANS)]);
    insta::assert_snapshot!(desk.fine(&["import", "csv", "query.csv"]));
    insta::assert_snapshot!(desk.fine(&["import", "csv", "query.csv", "--plan"]));
}

const HOLDERS: &str = r#"{
  "head": { "vars": ["item", "itemLabel", "minister", "ministerLabel", "start", "startPrecision", "end", "endPrecision"] },
  "results": { "bindings": [
    { "item": { "type": "uri", "value": "http://www.wikidata.org/entity/Q1" },
      "itemLabel": { "xml:lang": "en", "type": "literal", "value": "Ministry of Railways" },
      "minister": { "type": "uri", "value": "http://www.wikidata.org/entity/Q71" },
      "ministerLabel": { "xml:lang": "en", "type": "literal", "value": "Ada Linden" },
      "start": { "datatype": "http://www.w3.org/2001/XMLSchema#dateTime", "type": "literal", "value": "1949-10-01T00:00:00Z" },
      "startPrecision": { "datatype": "http://www.w3.org/2001/XMLSchema#integer", "type": "literal", "value": "11" },
      "end": { "datatype": "http://www.w3.org/2001/XMLSchema#dateTime", "type": "literal", "value": "1965-01-01T00:00:00Z" },
      "endPrecision": { "datatype": "http://www.w3.org/2001/XMLSchema#integer", "type": "literal", "value": "9" } },
    { "item": { "type": "uri", "value": "http://www.wikidata.org/entity/Q1" },
      "itemLabel": { "xml:lang": "en", "type": "literal", "value": "Ministry of Railways" },
      "minister": { "type": "uri", "value": "http://www.wikidata.org/entity/Q72" },
      "ministerLabel": { "xml:lang": "en", "type": "literal", "value": "Ben Moss" },
      "start": { "datatype": "http://www.w3.org/2001/XMLSchema#dateTime", "type": "literal", "value": "1965-03-01T00:00:00Z" },
      "startPrecision": { "datatype": "http://www.w3.org/2001/XMLSchema#integer", "type": "literal", "value": "10" } }
  ] }
}"#;

#[test]
fn officeholders_have_their_own_times_and_not_those_of_the_ministry() {
    let desk = Desk::new(&[("ministers.json", HOLDERS)]);
    let by_table = desk.fine(&["import", "csv", "ministers.json"]);
    insta::assert_snapshot!(by_table);
    assert_eq!(desk.fine(&["import", "wikidata", "ministers.json"]), by_table);
}

#[test]
fn entities_become_a_model_and_statements_come_out_of_it() {
    let entity = r#"{"entities": {"Q1": {"type": "item", "id": "Q1",
        "labels": {"en": {"language": "en", "value": "Chess Club"}},
        "claims": {"P571": [{"id": "Q1$A", "rank": "normal", "type": "statement", "mainsnak": {"snaktype": "value",
            "property": "P571", "datatype": "time", "datavalue": {"type": "time", "value": {"time": "+1950-05-00T00:00:00Z",
            "precision": 10, "calendarmodel": "http://www.wikidata.org/entity/Q1985727"}}}}],
          "P18": [{"id": "Q1$I", "rank": "normal", "mainsnak": {"snaktype": "value", "datavalue": {"value": "Club.jpg"}}}]}}}}"#;
    let desk = Desk::new(&[("Q1.json", entity)]);
    let (said, code) = desk.run(&["import", "wikidata", "Q1.json", "-o", "club.ron"]);
    assert_eq!(
        (said.as_str(), code),
        (
            "note: left out: statements that have no place in a model, by property: P18 (1)\n",
            Some(1)
        )
    );
    assert!(desk.read("club.ron").contains("cite: \"wikidata Q1$A\""), "{}", desk.read("club.ron"));
    let commands = desk.fine(&["export", "quickstatements", "club.ron"]);
    assert_eq!(commands, "Q1\tP571\t+1950-05-00T00:00:00Z/10\n");
    // A list of something else is no entity, and says so.
    desk.put("other.json", r#"{"a": 1}"#);
    let (said, code) = desk.run(&["import", "wikidata", "other.json"]);
    assert_eq!(code, Some(2));
    assert!(said.contains("other.json: it has no entity of Wikidata"), "{said}");
    let (said, code) = desk.run(&["import", "csv", "Q1.json"]);
    assert_eq!(code, Some(2));
    assert!(said.contains("`import wikidata` reads them"), "{said}");
}

const SENIOR: &str = "\
\"Post Unique Reference\",\"Name\",\"Grade (or equivalent)\",\"Job Title\",\"Job/Team Function\",\"Parent Department\",\"Organisation\",\"Unit\",\"Contact Phone\",\"Contact E-mail\",\"Reports to Senior Post\",\"Salary Cost of Reports (£)\",\"FTE\",\"Actual Pay Floor (£)\",\"Actual Pay Ceiling (£)\",\"\",\"Professional/Occupational Group\",\"Notes\",\"Valid?\"
\"1\",\"Ada Linden\",\"SCS4\",\"Permanent Secretary\",\"Heads the department\",\"Department for Roads\",\"Department for Roads\",\"Private Office\",\"0300\",\"a@example.org\",\"XX\",\"0\",\"1.00\",\"1\",\"2\",\"\",\"Policy\",\"\",\"1\"
\"2\",\"N/D\",\"SCS2\",\"Director, Bridges\",\"Bridges\",\"Department for Roads\",\"Department for Roads\",\"Bridges\",\"0300\",\"a@example.org\",\"1\",\"0\",\"1.00\",\"1\",\"2\",\"\",\"Policy\",\"\",\"1\"
\"3\",\"Ben Moss\",\"SCS1\",\"Chief Executive\",\"Tolls\",\"Department for Roads\",\"Toll Agency\",\"Toll Agency\",\"0300\",\"a@example.org\",\"2\",\"0\",\"1.00\",\"1\",\"2\",\"\",\"Policy\",\"on loan\",\"1\"
\"4\",\"Eliminated\",\"SCS1\",\"Director, Ferries\",\"Ferries\",\"Department for Roads\",\"Department for Roads\",\"Ferries\",\"0300\",\"a@example.org\",\"1\",\"0\",\"1.00\",\"1\",\"2\",\"\",\"Policy\",\"\",\"1\"
";

const JUNIOR: &str = "\
\"Parent Department\",\"Organisation\",\"Unit\",\"Reporting Senior Post\",\"Grade\",\"Payscale Minimum (£)\",\"Payscale Maximum (£)\",\"Generic Job Title\",\"Number of Posts in FTE\",\"Professional/Occupational Group\"
\"Department for Roads\",\"Department for Roads\",\"Bridges\",\"2\",\"EO\",\"20000\",\"25000\",\"Inspector\",\"3.50\",\"Operational Delivery\"
";

#[test]
fn an_organogram_is_posts_that_report_to_posts() {
    let desk = Desk::new(&[("senior.csv", SENIOR), ("junior.csv", JUNIOR)]);
    let said = desk.fine(&["import", "csv", "senior.csv", "junior.csv", "-o", "roads.ron"]);
    insta::assert_snapshot!(format!("{said}{}", desk.read("roads.ron")));
    insta::assert_snapshot!(desk.fine(&["tree", "roads.ron", "1"]));
}

#[test]
fn registers_and_parliaments_are_known_by_their_headings() {
    let ror = "id,admin.created.date,admin.created.schema_version,admin.last_modified.date,admin.last_modified.schema_version,domains,established,external_ids.type.fundref.all,external_ids.type.fundref.preferred,external_ids.type.grid.all,external_ids.type.grid.preferred,external_ids.type.isni.all,external_ids.type.isni.preferred,external_ids.type.wikidata.all,external_ids.type.wikidata.preferred,links.type.website,links.type.wikipedia,locations.geonames_id,locations.geonames_details.continent_code,locations.geonames_details.continent_name,locations.geonames_details.country_code,locations.geonames_details.country_name,locations.geonames_details.country_subdivision_code,locations.geonames_details.country_subdivision_name,locations.geonames_details.lat,locations.geonames_details.lng,locations.geonames_details.name,names.types.acronym,names.types.alias,names.types.label,names.types.ror_display,ror_display_lang,relationships,status,types
https://ror.org/01aaa,2018-11-14,1.0,2024-02-21,2.0,,1950,,,,,,,,,,,1,EU,Europe,DE,Germany,,,1,2,Oakham,no_lang_code: IC,,de: Institut für Schach,Institute of Chess,en,child: https://ror.org/02bbb; successor: https://ror.org/03ccc,inactive,education; funder
https://ror.org/02bbb,2018-11-14,1.0,2024-02-21,2.0,,,,,,,,,,,,,1,EU,Europe,DE,Germany,,,1,2,Oakham,,,en: Endgame Laboratory,Endgame Laboratory,en,parent: https://ror.org/01aaa,active,facility
https://ror.org/03ccc,2018-11-14,1.0,2024-02-21,2.0,,1990,,,,,,,,,,,1,EU,Europe,DE,Germany,,,1,2,Oakham,,,en: Academy of Chess,Academy of Chess,en,predecessor: https://ror.org/01aaa,active,education
";
    let json = r#"[{"id": "https://ror.org/01aaa", "established": 1950, "status": "inactive", "types": ["education", "funder"],
        "names": [{"value": "Institute of Chess", "types": ["ror_display"], "lang": "en"},
                  {"value": "Institut, das", "types": ["label"], "lang": "de"}],
        "locations": [{"geonames_id": 1, "geonames_details": {"name": "Oakham"}}],
        "relationships": [{"type": "successor", "label": "Academy", "id": "https://ror.org/03ccc"}]}]"#;
    let parliament = "id,name,sort_name,email,twitter,facebook,group,group_id,area_id,area,chamber,term,start_date,end_date,image,gender,wikidata,wikidata_group,wikidata_area
p1,Ada Linden,\"Linden, Ada\",,,,Rook Party,rook,a1,Oakham,House,9,2001-05-02,,,female,Q1,Q2,Q3
p2,Ben Moss,,,,,Independent,ind,a2,Elmford,House,9,,,,male,,,
";
    let desk = Desk::new(&[("ror.csv", ror), ("ror.json", json), ("term-9.csv", parliament)]);
    let all = ["ror.csv", "ror.json", "term-9.csv"].map(|file| desk.fine(&["import", "csv", file]));
    insta::assert_snapshot!(all.join("\n"));
}

#[test]
fn what_a_register_says_that_is_not_taken_is_counted() {
    let table = "id,established,names.types.acronym,names.types.label,names.types.ror_display,relationships,status,types
https://ror.org/01aaa,1950,no_lang_code: IC,\"de: Institut; fr: Maison, la; Stella, Institut\",Institute,child: https://ror.org/02bbb; related: \"https://ror.org/04ddd, https://ror.org/05eee\",active,education
https://ror.org/03ccc,,,Plain label,Academy,parent: https://ror.org/01aaa,active,education
";
    let table = table.replace(
        "child: https://ror.org/02bbb; related: \"https://ror.org/04ddd, https://ror.org/05eee\"",
        "\"child: https://ror.org/02bbb; related: https://ror.org/04ddd, https://ror.org/05eee\"",
    );
    let records = r#"[{"id": "https://ror.org/01aaa", "names": [{"value": "Institute", "types": ["ror_display"]}],
        "domains": ["example.org"], "links": [], "established": 1950, "types": [], "status": "active",
        "locations": [{"geonames_details": {"name": "Oakham"}}, {"geonames_details": {"name": "Elmford"}}],
        "relationships": [{"type": "related", "label": "Academy", "id": "https://ror.org/03ccc"}]}]"#;
    let units = "Post Unique Reference,Name,Job Title,Parent Department,Organisation,Unit,Reports to Senior Post
1,Ada Linden,Director,Department for Roads,Department for Roads,Finance,XX
2,N/D,Director,Department for Roads,Toll Agency,Finance,1
3,Ben Moss,Adviser,Department for Roads,Toll Agency,,1
";
    let desk = Desk::new(&[("ror.csv", &table), ("ror.json", records), ("senior.csv", units)]);
    let (mut all, code) = desk.run(&["import", "csv", "ror.csv"]);
    assert_eq!(code, Some(1), "one cell was not taken");
    all += &desk.fine(&["import", "csv", "ror.json"]);
    // Two organisations have a unit of one name, and who is in none is in none.
    all += &desk.fine(&["import", "csv", "senior.csv"]);
    insta::assert_snapshot!(all);
}

#[test]
fn units_and_authority_records_are_known_by_their_headings() {
    let parents = "unit:id:admin,unit:name,unit:country,unit:classification,unit:other_names,unit:first_cited_date,unit:last_cited_date,unit:first_cited_date_start,unit:last_cited_date_open,unit:related_unit,unit:related_unit:name,unit:related_unit:country,unit:related_unit_class,unit:related_unit_first_cited_date,unit:related_unit_first_cited_date_start,unit:related_unit_last_cited_date,unit:related_unit_open
u1,1st Brigade,xx,Army,First;One,2001-05,2012-03-04,Y,E,u0,Army,xx,Army,2001-05,N,2005,N
u1,1st Brigade,xx,Army,First;One,2001-05,2012-03-04,Y,E,u9,Guard,xx,Army,2006,N,2012-03-04,E
u2,2nd Brigade,xx,Army,,1999,2012,N,Y,,,,,,,,
";
    let people = "unit:id:admin,unit:name,unit:country,unit:classification,unit:other_names,unit:first_cited_date,unit:last_cited_date,unit:first_cited_date_start,unit:last_cited_date_open,person:admin:id,person:name,person:other_names,person:country,person_extra:date_of_birth,person_extra:deceased_date,person:posting_role,person:posting_rank,person:posting_title,person:posting_first_cited_date,person:posting_first_cited_date_start,person:posting_last_cited_date,person:posting_last_cited_date_end
u1,1st Brigade,xx,Army,,2001-05,2012-03-04,Y,E,p1,Ada Linden,,xx,1960,,Commander,Colonel,Officer in Charge,2003-02,N,2004-01-05,Y
";
    let records = "culture,typeOfEntity,authorizedFormOfName,corporateBodyIdentifiers,datesOfExistence,history,places,legalStatus,functions,mandates,internalStructures,generalContext,descriptionIdentifier,institutionIdentifier,rules,status,levelOfDetail,revisionHistory,sources,maintenanceNotes
en,Corporate body,Roads Office,,1936-1945,Built roads.,Oakham,,Roads,,,,,,,Final,Full,,\"Gazette, 1936\",
en,Corporate body,Ministry of Works,,1900-,,,,,,,,,,,Final,Full,,,
en,Person,\"Linden, Ada\",,1901-1970,Engineer.,,,,,,,,,,Final,Full,,,
en,Person,\"Moss, Ben\",,1901,,,,,,,,,,,Final,Full,,,
en,Family,Linden family,,,,,,,,,,,,,Final,Full,,,
";
    let relations = "subjectAuthorizedFormOfName,relationType,objectAuthorizedFormOfName,description,date,startDate,endDate,culture
Roads Office,is the subordinate of,Ministry of Works,,,1936,1940,en
Ministry of Works,is the predecessor of,Ministry of Building,renamed,1946,,,en
Roads Office,is the associate of,Toll Office,,,,,en
";
    let desk = Desk::new(&[
        ("parentage.csv", parents),
        ("personnel.csv", people),
        ("authorities.csv", records),
        ("relations.csv", relations),
    ]);
    let (units, _) = desk.run(&["import", "csv", "parentage.csv", "personnel.csv"]);
    let (records, code) = desk.run(&["import", "csv", "authorities.csv", "relations.csv"]);
    assert_eq!(code, Some(1), "one date of a life is neither a birth nor a death");
    insta::assert_snapshot!(format!("{units}\n{records}"));
}

#[test]
fn a_file_that_is_not_what_it_is_said_to_be_is_refused() {
    let desk = Desk::new(&[("organs.csv", "id,name\na,A\n")]);
    // Whatever has ids and names may be a part of a register.
    desk.fine(&["import", "csv", "organs.csv", "--from", "ror"]);
    let (said, code) = desk.run(&["import", "csv", "organs.csv", "--from", "uk-organogram"]);
    assert_eq!(code, Some(2));
    assert!(
        said.contains("it has not the columns of `uk-organogram`: its columns are `id`, `name`"),
        "{said}"
    );
}

#[test]
fn all_rows_that_cannot_be_used_can_be_put_right_and_imported_again() {
    let mut table = "id,name,parent,founded\nclub,Chess Club,,1950\n".to_owned();
    for at in 0..1500 {
        table += &format!("b{at},\"Board, {at}\",club,soon\n");
    }
    let desk = Desk::new(&[("organs.csv", &table), ("people.csv", "id,name,born\nada,Ada,soon\n")]);
    let (said, code) = desk.run(&[
        "import",
        "csv",
        "organs.csv",
        "people.csv",
        "-o",
        "club.ron",
        "--report",
        "bad.csv",
        "--most",
        "2",
    ]);
    assert_eq!(code, Some(1));
    assert_eq!(said.matches("error[I005]").count(), 2, "{said}");
    assert!(said.contains("and 1499 more problems"), "{said}");
    let bad = desk.read("bad-organs.csv");
    assert_eq!(bad.lines().count(), 1501);
    assert!(
        bad.starts_with("id,name,parent,founded,problem\nb0,\"Board, 0\",club,soon,"),
        "{bad:.200}"
    );
    assert!(desk.read("bad-people.csv").starts_with("id,name,born,problem\nada,Ada,soon,"));
    // The dates are put right, and the rows come in.
    desk.put("bad-organs.csv", &bad.replace(",soon,", ",1960,"));
    let (said, code) =
        desk.run(&["import", "csv", "bad-organs.csv", "--as", "organs", "--into", "club.ron"]);
    assert_eq!(code, Some(0), "{said}");
    let said = desk.fine(&["show", "club.ron", "b1499"]);
    assert!(said.contains("1960/"), "{said}");
    // A report that is there is kept, and nothing is written.
    let (said, code) = desk.run(&[
        "import",
        "csv",
        "people.csv",
        "-o",
        "people.ron",
        "--report",
        "bad-people.csv",
    ]);
    assert_eq!(code, Some(2), "{said}");
    assert!(!desk.path().join("people.ron").exists());
}
