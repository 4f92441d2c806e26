use std::path::PathBuf;

use super::*;
use crate::exchange::Ron;
use crate::text::SourceMap;

fn tables(files: &[(&str, &str)]) -> SourceMap {
    let mut sources = SourceMap::new();
    for (name, text) in files {
        sources.add(name, PathBuf::new(), (*text).to_owned()).unwrap();
    }
    sources
}

fn reported(files: &[(&str, &str)], mapping: &str, options: &ImportOptions) -> String {
    let sources = tables(files);
    let mapping = Mapping::read(mapping).unwrap();
    let imported = match import(&sources, &mapping, options, Ron::default()) {
        Ok(imported) => imported,
        Err(error) => return error.to_string(),
    };
    let mut reported = imported.sink.to_text();
    for counts in &imported.report.tables {
        assert!(
            imported.report.stopped
                || counts.read == counts.taken + counts.partly + counts.reported + counts.left
        );
        reported += &format!("{counts}\n");
    }
    imported.report.notes.iter().for_each(|note| reported += &format!("note: {note}\n"));
    for diagnostic in &imported.report.diagnostics {
        let place = sources.line_col(diagnostic.pos()).unwrap();
        let file = &sources.file_of(diagnostic.pos()).unwrap().name;
        reported += &format!("{file}:{}:{}: {}", place.line, place.column, diagnostic.message);
        diagnostic.help.iter().for_each(|help| reported += &format!(" ({help})"));
        reported.push('\n');
    }
    reported
}

#[test]
fn tables_of_all_kinds_become_one_model() {
    insta::assert_snapshot!(reported(
        &[
            (
                "organs.csv",
                "id;kind;name;start;end\nclub;club;Chess Club;2 May 1950;\nboard;board;\"The \"\"Board\"\"\";1950;1960\n"
            ),
            ("hierarchy.csv", "child,parent,start\nboard,club,1950\n"),
            ("names.csv", "id,name,lang\nclub,Schachklub,de\nada,Ada L.,\n"),
            ("people.csv", "id\tname\tborn\nada\tAda Linden\tABT 1920\n"),
            ("posts.csv", "id,title,organ\nchair,Chair,board\n"),
            ("tenures.csv", "person,post,start,end,status\nada,chair,1950,1955,acting\n"),
            ("seats.csv", "person,organ,rank,membership\nada,board,1,candidate\n"),
            ("events.csv", "id,name,date,organs\nmeet,First meeting,1950-05-02,club|board\n"),
            ("lineage.csv", "from,to,type,date\nclub,board,splinter,1950\n"),
            ("sources.csv", "id,title,published\nminutes,Minutes,1951\n"),
            ("members.csv", "id,count,date\nclub,31,1950\n"),
        ],
        "Mapping(title: \"Chess\", cite: \"minutes\")",
        &ImportOptions::default(),
    ));
}

#[test]
fn every_row_that_cannot_be_used_is_reported_with_its_place() {
    let organs = "id,name,start\n\
        a,A,1930\n\
        ,nameless,\n\
        a,again,\n\
        b c,blank,\n\
        d,D,the day before\n\
        e,E\n\
        f,F,1930,surplus\n\
        \"g,G,1930\n\
        h,\"H\"x,1930\n\
        \n\
        i,I,03/07/1930\n";
    insta::assert_snapshot!(reported(
        &[("organs.csv", organs), ("names.csv", "id,name\nzz,nobody\na,\na,Alpha\n")],
        "Mapping()",
        &ImportOptions {
            known: vec![KnownThing::new("h", Some(TableKind::Organs))],
            ..ImportOptions::default()
        },
    ));
    let strict = ImportOptions { strictness: Strictness::Strict, ..ImportOptions::default() };
    assert!(
        reported(&[("organs.csv", organs)], "Mapping()", &strict)
            .contains("2 read = 1 taken + 1 reported")
    );
}

#[test]
fn one_bad_cell_costs_one_cell_and_not_what_stands_under_its_row() {
    let organs = "id,name,parent,start,end,modality\n\
        club,Club,,the day before,1960,\n\
        board,Board,club,1951,,\n\
        rumour,Rumour,club,1951,,Rumoured\n";
    let seats = "person,organ,rank,start\nada,board,first,1951\n";
    let hierarchy = "child,parent,since\nboard,club,whenever\n";
    let posts = "id,title,organ,seats\nchair,Chair,board,many\n";
    insta::assert_snapshot!(reported(
        &[
            ("organs.csv", organs),
            ("seats.csv", seats),
            ("hierarchy.csv", hierarchy),
            ("posts.csv", posts)
        ],
        "Mapping()",
        &ImportOptions::default(),
    ));
}

#[test]
fn cells_call_things_by_their_names() {
    let organs = "id,name,parent,Chairman\n\
        pb,Political Bureau,,\"A. Meier (1951-1953), B. Schulz (ab 1953)\"\n\
        org,Organisation Department,political bureau,Vacant\n\
        pr,Propaganda Department,POLITICAL  BUREAU,-\n\
        sec,Secretariat,\"Political Bureau; Army\",\n\
        cell,Cell,\"Propaganda Department, Secretariat\",n/a\n";
    let posts = "id,title,organ\nhead,Head,Organisation department\n";
    let people = "id,name\nada,\"Linden, Ada\"\ntom,Tom Oakes\n";
    let tenures = "person,post,organ,from,to,source\n\
        Ada Linden,Head,Organisation Department,1950,1951,\"BArch DC 20, Bl. 7\"\n\
        Vacant,Head,Organisation Department,1951,1952,p. 5\n\
        tom oakes,Head,Secretariat,1952,,\"BArch DC 20, Bl. 9\"\n\
        Eva Horn,Head,Navy,1953,,n/a\n";
    insta::assert_snapshot!(reported(
        &[
            ("organs.csv", organs),
            ("posts.csv", posts),
            ("people.csv", people),
            ("tenures.csv", tenures)
        ],
        "Mapping()",
        &ImportOptions::default(),
    ));
}

#[test]
fn what_the_model_has_is_called_by_name_too() {
    let known = |id: &str, kind, names: &[&str], organ: &str| {
        let names = names.iter().map(ToString::to_string).collect();
        KnownThing::new(id, Some(kind)).names(names).organ(organ)
    };
    let options = ImportOptions::default().known(vec![
        known("club", TableKind::Organs, &["Chess Club", "Schachklub"], ""),
        known("chair", TableKind::Posts, &["Chair"], "club"),
        known("ada", TableKind::People, &["Ada Linden"], ""),
        known("minutes", TableKind::Sources, &["Minute book"], ""),
    ]);
    insta::assert_snapshot!(reported(
        &[(
            "leaders.csv",
            "Name;Position;Organisation;From;To;Source\n\
            ada linden;Chair;Schachklub;1950;1960;Minute book p. 3\n\
            Tom Oakes;Treasurer;Chess club;1960;;Minute book\n\
            Tom Oakes;Chair;Choir;1970;;\n"
        )],
        "Mapping()",
        &options,
    ));
}

#[test]
fn ids_that_differ_by_their_blanks_stay_apart() {
    insta::assert_snapshot!(reported(
        &[("organs.csv", "name,parent\nUnit 12,\nUnit-12,Unit 12\nCell,Unit-12\nUnit  12,\n")],
        "Mapping()",
        &ImportOptions::default(),
    ));
}

#[test]
fn a_mapping_says_what_columns_and_cells_mean() {
    let terms = "who,where,what,from_,to_,how\n\
        p1,house,Member for X,1993-01-05,1995-01-03,election\n\
        p1,HSAG,Member,,,\n\
        p2,house,Member for X,1995-01-03,1997-07-01,\n";
    insta::assert_snapshot!(reported(
        &[("terms.csv", terms), ("organs.csv", "name,type\nHouse of X,C\n")],
        r#"Mapping(
            sources: { "s": Source(title: "S") },
            cite: "s p. 1",
            modality: Reported,
            dates: Dates(coarser: { "-07-01": Year }),
            tables: [
                Table(file: "organs.csv", values: { "kind": { "C": "chamber" } }, constants: { "place": "X" }),
                Table(file: "terms.csv", holds: Posts, columns: { "id": "{where}/{what}", "title": "what", "organ": "where" },
                    without: { "from_": [""] }, repeated: Same),
                Table(file: "terms.csv", holds: Tenures, without: { "from_": [""] },
                    columns: { "person": "who", "post": "{where}/{what}", "start": "from_", "end": "to_", "note": "{how}" }),
                Table(file: "terms.csv", holds: Seats, only: { "from_": [""] },
                    columns: { "person": "who", "organ": "where", "title": "what" }),
            ],
        )"#,
        &ImportOptions::default(),
    ));
}

#[test]
fn rows_of_lineage_are_one_transition_where_the_mapping_says_so() {
    insta::assert_snapshot!(reported(
        &[("lineage.csv", "from,to,type,date\na,c,merged,1930\nb,c,merged,1930\na,d,odd,1931\n")],
        r#"Mapping(tables: [Table(file: "lineage.csv", together: ["into", "on", "kind"])])"#,
        &ImportOptions::default(),
    ));
}

#[test]
fn a_table_of_edges_names_its_organs() {
    insta::assert_snapshot!(reported(
        &[("edges.csv", "child,parent\na,b\nb,c\na,c\n")],
        "Mapping()",
        &ImportOptions::default(),
    ));
}

#[test]
fn tables_that_are_none_are_refused_with_what_to_do() {
    let options = ImportOptions::default();
    for (file, text) in [
        ("organs.csv", ""),
        ("organs.csv", "colour,size\nred,1\n"),
        ("what.csv", "colour,size\nred,1\n"),
        ("tenures.csv", "person,start\np,1930\n"),
    ] {
        let message = reported(&[(file, text)], "Mapping()", &options);
        assert!(message.contains(file) && !message.contains("Model("), "{message}");
    }
    let wrong = reported(
        &[("organs.csv", "id\na\n")],
        r#"Mapping(tables: [Table(file: "organs.csv", columns: { "name": "Nmae" })])"#,
        &options,
    );
    assert!(wrong.contains("there is no column `Nmae`"), "{wrong}");
}

#[test]
fn many_faulty_rows_and_large_cells_stay_small() {
    let mut text = "id,name,start\n".to_owned();
    for _ in 0..20_000 {
        text.push_str(",x,\n");
    }
    text += &format!("big,{},{}\n", "y".repeat(1 << 20), "z".repeat(1 << 20));
    let sources = tables(&[("organs.csv", &text)]);
    let mapping = Mapping::default();
    let imported = import(&sources, &mapping, &ImportOptions::default(), Ron::default()).unwrap();
    assert_eq!(imported.report.reported(), 20_001);
    assert_eq!(imported.report.diagnostics.len(), 1000);
    assert!(imported.report.diagnostics.iter().all(|diagnostic| diagnostic.message.len() < 300));
}
