//! The front door: what it gives is what the program gives, from wherever the texts are.

use organigram::project::{
    CheckRequest, Disk, LoadOptions, Overlay, PictureFormat, Project, ProjectError, Request, Style,
    draw,
};

const CLUB: &str =
    r#"Model(include: ["parts/*.ron"], organs: { "club": Organ(existence: "1950/") })"#;
const BOARD: &str = r#"Model(organs: { "board": Organ(under: "club", existence: "1950/1971") })"#;

#[test]
fn three_calls_draw_what_the_program_drew() {
    let project = Project::open("models/wpk.ron").unwrap();
    let style = Style::default();
    assert!(project.view_files().len() > 5);
    for (name, file) in project.view_files() {
        let view = project.view(&Request::named(&project, name).unwrap()).unwrap();
        let picture = draw(&view, &style);
        for format in [PictureFormat::Svg, PictureFormat::Dot] {
            let path = format!("output/{file}.{}", format.ending());
            let drawn = picture.bytes(format).unwrap();
            assert!(drawn == std::fs::read(&path).unwrap(), "{path} is drawn otherwise");
        }
    }
}

#[test]
fn texts_in_memory_include_each_other() {
    let project =
        Project::from_texts("a/club.ron", [("a/club.ron", CLUB), ("a/parts/b.ron", BOARD)]);
    assert!(project.problems().iter().all(|problem| problem.code.name != "include-nothing"));
    assert!(project.organ("board").is_ok());
    let missing = Project::from_texts("club.ron", [("club.ron", CLUB)]);
    assert!(matches!(missing.readable(), Err(ProjectError::Unreadable { .. })));
}

#[test]
fn texts_in_memory_keep_to_their_folder() {
    let outside = r#"Model(include: ["../secret.ron"])"#;
    let texts = [("a/club.ron", outside), ("secret.ron", BOARD)];
    let project = Project::from_texts("a/club.ron", texts);
    assert!(project.organ("board").is_err());
    assert!(project.problems().iter().any(|problem| problem.message.contains("outside")));
}

#[test]
fn an_unsaved_text_stands_for_its_file() {
    let folder = tempfile::tempdir().unwrap();
    let entry = folder.path().join("club.ron");
    std::fs::create_dir(folder.path().join("parts")).unwrap();
    std::fs::write(&entry, CLUB).unwrap();
    std::fs::write(folder.path().join("parts/saved.ron"), BOARD).unwrap();
    let mut files = Overlay::new(Disk);
    files.insert(folder.path().join("parts/saved.ron"), BOARD.replace("board", "committee"));
    files.insert(folder.path().join("parts/new.ron"), BOARD.replace("board", "jury"));
    let project = Project::load_from(&files, &entry, &LoadOptions::default());
    let has = |name| project.organ(name).is_ok();
    assert!(has("committee") && has("jury") && has("club") && !has("board"));
    assert!(Project::load(&entry).organ("board").is_ok());
}

#[test]
fn a_broken_view_is_shown_where_it_stands() {
    let text = r#"Model(organs: { "club": Organ() }, views: { "v": Hierarchy(root: "clubb") })"#;
    let project = Project::from_text("club.ron", text);
    let error = project.view(&Request::named(&project, "v").unwrap()).unwrap_err();
    let shown = error.to_string();
    assert!(shown.contains("club.ron:1:") && shown.contains("did you mean `club`?"), "{shown}");
    let asked = project.view(&Request::hierarchy().root("clubb")).unwrap_err();
    assert!(matches!(asked, ProjectError::Unknown { near: Some(near), .. } if near == "club"));
}

#[test]
fn one_call_gives_the_problems_of_the_charter_too() {
    let text = r#"Model(
    charter: Charter(rules: { "lone": UserRule(message: "too small", query: "kind(cell)") }),
    organs: { "a": Organ(kind: "cell") },
)"#;
    let project = Project::from_text("club.ron", text);
    let too_small = |problems: &[organigram::diagnostics::Diagnostic]| {
        problems.iter().filter(|problem| problem.message.contains("too small")).count()
    };
    assert_eq!(too_small(project.problems()), 1);

    let mut request = CheckRequest::default();
    request.deny.push("lone".into());
    assert!(project.check(&request).unwrap().failed());
    request.deny.clear();
    request.baseline =
        Some(organigram::check::Baseline::parse(&project.baseline(&request).unwrap()));
    let known = project.check(&request).unwrap();
    assert!(known.known > 0);
    assert_eq!(too_small(&known.diagnostics), 0);
    request.deny.push("no-such-rule".into());
    assert!(matches!(project.check(&request), Err(ProjectError::Unknown { what: "rule", .. })));
}
