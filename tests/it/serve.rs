//! The server, over real sockets: what it answers is what the library answers, it follows the files, and whoever asks in
//! a wrong way, slowly, or from another site, gets nothing and hurts nobody.

use std::fs;
use std::io::{Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::path::Path;
use std::time::{Duration, Instant};

use organigram::project::{Project, QueryColumn, QueryRequest, Question, TreeAnswer};
use organigram::serve::{ModelServer, ServeSettings};
use serde_json::{Value, json};

/// Serves a model for as long as the tests run.
fn serve(model: impl AsRef<Path>) -> SocketAddr {
    let server = ModelServer::open(ServeSettings::new(model.as_ref())).expect("the model is whole");
    let address = server.address();
    std::thread::spawn(move || server.run());
    address
}

fn connect(to: SocketAddr) -> TcpStream {
    let stream = TcpStream::connect(to).expect("it listens");
    stream.set_read_timeout(Some(Duration::from_secs(60))).unwrap();
    stream
}

/// Sends bytes and gives all that comes back.
fn raw(to: SocketAddr, request: &[u8]) -> String {
    let mut stream = connect(to);
    // A server that has already said no may have closed its side.
    let _ = stream.write_all(request);
    let mut answer = Vec::new();
    let _ = stream.read_to_end(&mut answer);
    String::from_utf8_lossy(&answer).into_owned()
}

struct Answer {
    status: u16,
    head: String,
    body: String,
}

impl Answer {
    fn json(&self) -> Value {
        serde_json::from_str(&self.body).unwrap_or_else(|error| panic!("{error}: {}", self.body))
    }
}

fn ask(to: SocketAddr, line: &str, headers: &[(&str, &str)]) -> Answer {
    let mut request = format!("{line} HTTP/1.1\r\nConnection: close\r\n");
    if !headers.iter().any(|(name, _)| *name == "Host") {
        request += &format!("Host: {to}\r\n");
    }
    for (name, value) in headers {
        request += &format!("{name}: {value}\r\n");
    }
    let answer = raw(to, (request + "\r\n").as_bytes());
    let (head, body) = answer.split_once("\r\n\r\n").unwrap_or((&answer, ""));
    let status = head.split(' ').nth(1).and_then(|code| code.parse().ok()).unwrap_or(0);
    Answer { status, head: head.to_ascii_lowercase(), body: body.to_owned() }
}

fn get(to: SocketAddr, path: &str) -> Answer {
    ask(to, &format!("GET {path}"), &[])
}

fn value(rows: &impl serde::Serialize) -> Value {
    serde_json::to_value(rows).unwrap()
}

#[test]
fn its_answers_are_those_of_the_library() {
    let model = "models/chess-club.ron";
    let (to, project) = (serve(model), Project::open(model).unwrap());
    let question = Question::default().as_of("1960");
    let answers = |path: &str| {
        let answer = get(to, path);
        assert_eq!(answer.status, 200, "{path}: {}", answer.body);
        answer.json()
    };
    let tree = project.tree(&question, Some("club"), Some(1)).unwrap();
    let tree = value(&TreeAnswer::new(tree, organigram::project::LeftOut::default()).unwrap());
    assert_eq!(answers("/api/tree?organ=club&depth=1&as_of=1960"), tree);
    let mut jubilee = question.clone();
    jubilee.according_to = vec!["jubilee".to_owned()];
    assert_eq!(
        answers("/api/show?name=club&as_of=1960&according_to=jubilee"),
        value(&project.show(&jubilee, "club").unwrap())
    );
    assert_eq!(
        answers("/api/who?name=president&as_of=1960"),
        value(&project.who(&question, "president").unwrap())
    );
    assert_eq!(
        answers("/api/timeline"),
        value(&project.timeline(&Question::default(), None).unwrap())
    );
    assert_eq!(answers("/api/stats"), value(&project.stats(&Question::default()).unwrap()));
    let found = project.query(&question, &QueryRequest::new("under(club)")).unwrap();
    let rows = answers("/api/query?expression=under(club)&as_of=1960");
    assert!(!found.rows.is_empty());
    assert_eq!(rows.as_array().unwrap().len(), found.rows.len());
    for (row, wanted) in rows.as_array().unwrap().iter().zip(&found.rows) {
        for column in [QueryColumn::Id, QueryColumn::Answer, QueryColumn::Why] {
            assert_eq!(row[column.name()], wanted.text(column));
        }
    }
    let problems = answers("/api/check");
    assert_eq!(problems.as_array().unwrap().len(), project.problems().len());
}

#[test]
fn every_address_is_described_and_every_description_has_an_address() {
    let to = serve("models/chess-club.ron");
    let described = get(to, "/api/openapi.json").json();
    let good = [
        ("/", "", 200),
        ("/api/openapi.json", "", 200),
        ("/api/model", "", 200),
        ("/api/changes", "after=0", 200),
        ("/api/check", "", 200),
        ("/api/tree", "", 200),
        ("/api/show", "name=club", 200),
        ("/api/who", "name=president", 200),
        ("/api/lineage", "from=club", 200),
        ("/api/timeline", "", 200),
        ("/api/diff", "from=1955&to=1975", 200),
        ("/api/query", "expression=all()", 200),
        ("/api/complete", "text=und", 200),
        ("/api/stats", "", 200),
        ("/api/picture", "root=club&as_of=1960", 200),
    ];
    let paths = described["paths"].as_object().unwrap();
    assert_eq!(paths.keys().map(String::as_str).collect::<Vec<_>>(), {
        // A click is told with POST, and beside an editor only.
        let clicked = std::iter::once("/api/clicked");
        let mut all: Vec<&str> = good.iter().map(|(path, ..)| *path).chain(clicked).collect();
        all.sort_unstable();
        let mut keys: Vec<&str> = paths.keys().map(String::as_str).collect();
        keys.sort_unstable();
        assert_eq!(keys, all);
        paths.keys().map(String::as_str).collect::<Vec<_>>()
    });
    for (path, query, status) in good {
        let whole = if query.is_empty() { path.to_owned() } else { format!("{path}?{query}") };
        let answer = get(to, &whole);
        assert_eq!(answer.status, status, "{whole}: {}", answer.body);
        let media = &paths[path]["get"]["responses"]["200"]["content"];
        let media = media.as_object().unwrap().keys().next().unwrap();
        assert!(
            answer.head.contains(&format!("content-type: {media}")),
            "{whole}: {}",
            answer.head
        );
        // Whatever is described can be given, and nothing else.
        assert_eq!(get(to, &format!("{path}?nonsense=1")).status, 400, "{path}");
    }
}

#[test]
fn a_wrong_question_is_answered_with_what_is_wrong() {
    let to = serve("models/chess-club.ron");
    let wrong = |path: &str| {
        let answer = get(to, path);
        assert_eq!(answer.status, 400, "{path}");
        answer.json()
    };
    assert_eq!(
        wrong("/api/tree?asof=1960"),
        json!({ "error": "unknown parameter `asof`", "help": "did you mean `as_of`?" })
    );
    assert_eq!(
        wrong("/api/show?name=clubb"),
        json!({ "error": "no organ, event, post or person has the id or name `clubb`", "help": "did you mean `club`?" })
    );
    assert_eq!(wrong("/api/show"), json!({ "error": "`name` is missing" }));
    assert_eq!(
        wrong("/api/tree?depth=two")["error"].as_str().unwrap().split(':').next(),
        Some("`depth`")
    );
    assert_eq!(
        wrong("/api/tree?as_of=1960&as_of=1961"),
        json!({ "error": "`as_of` is given twice" })
    );
    assert_eq!(wrong("/api/tree?show=everything")["help"], "one of default, certain, possible");
    // As in the terminal: with the place underlined.
    let shown = wrong("/api/query?expression=undr(club)");
    assert!(shown["error"].as_str().unwrap().contains("^^^^"), "{shown}");
    assert_eq!(get(to, "/api/picture?root=club&as_of=1900").status, 404);
}

#[test]
fn nobody_asks_by_another_name_and_nobody_writes() {
    let to = serve("models/chess-club.ron");
    let status = |line: &str, headers: &[(&str, &str)]| ask(to, line, headers).status;
    let port = to.port();
    assert_eq!(status("GET /api/model", &[("Host", &format!("localhost:{port}"))]), 200);
    assert_eq!(status("GET /api/model", &[("Host", &format!("[::1]:{port}"))]), 200);
    for host in ["evil.example", &format!("evil.example:{port}"), "localhost:1", "localhost", ""] {
        assert_eq!(status("GET /api/model", &[("Host", host)]), 421, "{host}");
    }
    let own = format!("http://{to}");
    assert_eq!(status("GET /api/model", &[("Origin", &own)]), 200);
    for origin in ["http://evil.example", "null", &format!("https://{to}")] {
        assert_eq!(status("GET /api/model", &[("Origin", origin)]), 403, "{origin}");
    }
    for method in ["POST", "PUT", "DELETE", "OPTIONS", "PATCH"] {
        assert_eq!(status(&format!("{method} /api/model"), &[]), 405, "{method}");
    }
    let head = ask(to, "HEAD /api/model", &[]);
    assert_eq!((head.status, head.body.as_str()), (200, ""));
}

#[test]
fn no_path_leads_out() {
    let to = serve("models/chess-club.ron");
    for path in [
        "/Cargo.toml",
        "/../Cargo.toml",
        "/..%2fCargo.toml",
        "/%2e%2e/%2e%2e/etc/passwd",
        "//etc/passwd",
        "/api/../../etc/passwd",
        "/api/",
        "/models/chess-club.ron",
    ] {
        let answer = get(to, path);
        assert_eq!(answer.status, 404, "{path}: {}", answer.body);
    }
}

#[test]
fn the_page_may_ask_its_server_and_nobody_else() {
    let to = serve("models/chess-club.ron");
    let page = get(to, "/");
    assert!(page.body.starts_with("<!DOCTYPE html>"));
    assert!(page.body.contains("connect-src 'self'"));
    assert!(page.body.contains("data-version=\"1\""));
    assert!(page.head.contains("x-content-type-options: nosniff"), "{}", page.head);
}

/// Waits for what a change of files brings.
fn until(what: &str, mut is_so: impl FnMut() -> bool) {
    let begin = Instant::now();
    while !is_so() {
        assert!(begin.elapsed() < Duration::from_secs(60), "{what}");
        std::thread::sleep(Duration::from_millis(20));
    }
}

const CLUB: &str =
    r#"Model(title: "Club", include: ["parts/*.ron"], organs: { "club": Organ(name: "Club") })"#;

#[test]
fn a_change_of_a_file_is_seen_and_a_broken_state_keeps_the_last_answers() {
    let folder = tempfile::tempdir().unwrap();
    let (model, part) = (folder.path().join("club.ron"), folder.path().join("parts/board.ron"));
    fs::create_dir(folder.path().join("parts")).unwrap();
    fs::write(&model, CLUB).unwrap();
    fs::write(&part, r#"Model(organs: { "board": Organ(name: "Board", under: "club") })"#).unwrap();
    let to = serve(&model);
    let organs = || get(to, "/api/query?expression=all()").json().as_array().unwrap().len();
    assert_eq!(organs(), 2);
    // As editors do it: a new file in the place of the old one.
    let written = folder.path().join("parts/.board.ron.new");
    fs::write(
        &written,
        r#"Model(organs: { "board": Organ(under: "club"), "juniors": Organ(under: "club") })"#,
    )
    .unwrap();
    fs::rename(&written, &part).unwrap();
    let state = get(to, "/api/changes?after=1").json();
    assert_eq!(state, json!({ "version": 2, "good": 2, "broken": false }));
    assert_eq!(organs(), 3);
    assert!(get(to, "/").body.contains("data-version=\"2\""));
    // Half written: the answers stay, and what is wrong is shown with its line.
    fs::write(&part, "Model(organs: {\n  \"board\": Organ(nmae: \"Board\")\n").unwrap();
    let state = get(to, "/api/changes?after=2").json();
    assert_eq!(state, json!({ "version": 3, "good": 2, "broken": true }));
    assert_eq!(organs(), 3);
    let problems = get(to, "/api/check").json();
    let named = |problem: &Value| problem["code"] == "L001" && problem["line"] == 2;
    assert!(problems.as_array().unwrap().iter().any(named), "{problems}");
    // Mended; and a file that is new to the folder counts too.
    fs::write(&part, r#"Model(organs: { "board": Organ(under: "club") })"#).unwrap();
    until("the mended state", || get(to, "/api/model").json()["broken"] == false);
    assert_eq!(organs(), 2);
    fs::write(folder.path().join("parts/more.ron"), r#"Model(organs: { "more": Organ() })"#)
        .unwrap();
    until("the new file", || organs() == 3);
}

#[test]
fn what_is_no_http_hurts_nobody() {
    let to = serve("models/chess-club.ron");
    let long = format!("GET /{} HTTP/1.1\r\nHost: {to}\r\n\r\n", "a".repeat(100_000));
    let many = format!("GET / HTTP/1.1\r\nHost: {to}\r\n{}\r\n", "X: y\r\n".repeat(50_000));
    let two = format!("GET /api/model HTTP/1.1\r\nHost: {to}\r\nHost: evil.example\r\n\r\n");
    let wrong: [&[u8]; 8] = [
        b"",
        b"\r\n\r\n\r\n",
        b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03",
        b"GET\r\n\r\n",
        b"GET / HTTP/9.9\r\n\r\n",
        long.as_bytes(),
        many.as_bytes(),
        two.as_bytes(),
    ];
    for request in wrong {
        let mut stream = connect(to);
        let _ = stream.write_all(request);
        let _ = stream.shutdown(std::net::Shutdown::Write);
        let mut answer = Vec::new();
        let _ = stream.read_to_end(&mut answer);
        let answer = String::from_utf8_lossy(&answer);
        let status = answer.split(' ').nth(1).and_then(|code| code.parse::<u16>().ok());
        assert!(status.is_none_or(|status| (400..600).contains(&status)), "{answer}");
    }
    assert_eq!(get(to, "/api/model").status, 200);
}

#[test]
fn silent_and_slow_clients_keep_nobody_waiting() {
    let to = serve("models/chess-club.ron");
    let half = format!("GET /api/model HTTP/1.1\r\nHost: {to}\r\n");
    let slow: Vec<TcpStream> = (0..300)
        .map(|turn| {
            let mut stream = connect(to);
            // Some say nothing, some stop in the middle, some wait for a change.
            match turn % 3 {
                0 => {}
                1 => stream.write_all(half.as_bytes()).unwrap(),
                _ => stream
                    .write_all(
                        format!("GET /api/changes?after=1 HTTP/1.1\r\nHost: {to}\r\n\r\n")
                            .as_bytes(),
                    )
                    .unwrap(),
            }
            stream
        })
        .collect();
    assert_eq!(get(to, "/api/model").status, 200);
    drop(slow);
    assert_eq!(get(to, "/api/model").status, 200);
}

#[test]
fn a_model_that_cannot_be_read_is_not_served() {
    let folder = tempfile::tempdir().unwrap();
    let model = folder.path().join("club.ron");
    fs::write(&model, "Model(organs: {").unwrap();
    let error = ModelServer::open(ServeSettings::new(&model)).unwrap_err();
    assert!(error.to_string().starts_with("the model could not be read"), "{error}");
}
