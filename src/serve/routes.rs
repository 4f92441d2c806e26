//! Each address, and what it answers. Takes a path and what stands behind its `?`; gives a reply with the rows of the
//! front door. Knows nothing of sockets, never writes, and opens no file: what is not an address here does not exist.

use serde::Serialize;
use serde_json::{Value, json};

use super::live_model::{LiveModel, Reading, Turn};
use super::parameters::Parameters;
use super::reply::{JSON, Reply, error_reply, wrong};
use crate::diagnostics::json;
use crate::model::ViewForm;
use crate::project::{
    Compare, Completing, LeftOut, LineageRequest, Project, ProjectError, QueryColumn, QueryRequest,
    Request, Style, TreeAnswer, draw,
};

const HTML: &str = "text/html; charset=utf-8";
const SVG: &str = "image/svg+xml";

/// The description of all addresses.
const OPENAPI: &str = include_str!("../../assets/serve/openapi.json");

/// Answers a request that was found fit to be answered.
pub(super) fn answer(live: &LiveModel, path: &str, query: &str) -> Reply {
    let reading = live.now();
    let reply = match path {
        "/" => no_parameters(query).and_then(|()| page(live, &reading)),
        "/api/openapi.json" => no_parameters(query).map(|()| reply(JSON, OPENAPI)),
        "/api/model" => no_parameters(query).map(|()| model(live, &reading)),
        "/api/check" => no_parameters(query).and_then(|()| check(&reading)),
        "/api/tree" => tree(&reading.project, query),
        "/api/show" => show(&reading.project, query),
        "/api/who" => who(&reading.project, query),
        "/api/lineage" => lineage(&reading.project, query),
        "/api/timeline" => timeline(&reading.project, query),
        "/api/diff" => diff(&reading.project, query),
        "/api/query" => found(&reading.project, query),
        "/api/complete" => complete(&reading.project, query),
        "/api/stats" => stats(&reading.project, query),
        "/api/picture" => picture(&reading.project, query),
        _ => Err(error_reply(
            404,
            "there is nothing at this address; /api/openapi.json lists what there is",
        )),
    };
    reply.unwrap_or_else(|error| error)
}

/// How far the model has come: the answer to a page that waits for a change.
pub(super) fn state(live: &LiveModel) -> Reply {
    let reading = live.now();
    let mut state = json!({
        "version": reading.version,
        "good": reading.good,
        "broken": reading.broken.is_some(),
    });
    if live.has_writer() {
        let pointed = live.pointed();
        state["pointed"] = json!({ "turn": pointed.turn, "id": pointed.id });
    }
    reply(JSON, state.to_string())
}

/// How far a page that waits for a change knows the model.
pub(super) fn known_turn(query: &str) -> Result<Turn, Reply> {
    let given = Parameters::read(query, &["after", "pointed"])?;
    let number = |name| given.parsed::<u64>(name);
    match number("after")? {
        Some(version) => Ok(Turn { version, pointed: number("pointed")?.unwrap_or(0) }),
        None => Err(wrong("write /api/changes?after=VERSION, a number", None)),
    }
}

/// Says to the writer what was clicked on.
pub(super) fn clicked(live: &LiveModel, query: &str) -> Reply {
    let said = || {
        let given = Parameters::read(query, &["id"])?;
        match live.clicked(given.needed("id")?) {
            true => Ok(reply(JSON, "{}")),
            false => Err(error_reply(
                404,
                "nobody writes this model in an editor that asked to hear of clicks",
            )),
        }
    };
    said().unwrap_or_else(|error| error)
}

type Answered = Result<Reply, Reply>;

fn reply(media: &'static str, body: impl Into<String>) -> Reply {
    Reply { status: 200, media, body: body.into() }
}

fn rows(rows: &impl Serialize) -> Answered {
    match serde_json::to_string(rows) {
        Ok(text) => Ok(reply(JSON, text)),
        Err(error) => Err(error_reply(500, &format!("the answer cannot be written: {error}"))),
    }
}

/// An error of the front door in the words of this one: its fields are our parameters.
fn asked<T>(result: Result<T, ProjectError>) -> Result<T, Reply> {
    result.map_err(|error| {
        let words = match &error {
            ProjectError::Usage(advice) => advice.with(|field| format!("`{field}`")),
            error => error.to_string(),
        };
        wrong(&words, error.help())
    })
}

fn no_parameters(query: &str) -> Result<(), Reply> {
    match query.is_empty() {
        true => Ok(()),
        false => Err(wrong("this address takes no parameters", None)),
    }
}

fn page(live: &LiveModel, reading: &Reading) -> Answered {
    match live.page(reading) {
        Ok(html) => Ok(reply(HTML, html)),
        Err(error) => Err(error_reply(500, &error)),
    }
}

fn model(live: &LiveModel, reading: &Reading) -> Reply {
    let project = &reading.project;
    let view = |view: crate::project::ViewRow<'_>| {
        let form: &str = crate::model::Choice::name(view.form);
        json!({ "name": view.name, "form": form, "title": view.title })
    };
    let views: Vec<Value> = project.views().map(view).collect();
    let state = json!({
        "program": concat!("organigram ", env!("CARGO_PKG_VERSION")),
        "title": project.title(),
        "views": views,
        "version": reading.version,
        "good": reading.good,
        "broken": reading.broken.is_some(),
        "has_writer": live.has_writer(),
    });
    reply(JSON, state.to_string())
}

/// The problems of the newest state, whether it can be read or not.
fn check(reading: &Reading) -> Answered {
    let project = reading.newest();
    let mut lines = Vec::new();
    let written = match reading.broken {
        Some(_) => json::write(&mut lines, project.load_problems().kept(), project.texts()),
        None => json::write(&mut lines, project.problems(), project.texts()),
    };
    written.map_err(|error| error_reply(500, &error.to_string()))?;
    let lines = String::from_utf8_lossy(&lines).into_owned();
    let list = lines.lines().collect::<Vec<_>>().join(",");
    Ok(reply(JSON, format!("[{list}]")))
}

fn tree(project: &Project, query: &str) -> Answered {
    let given = Parameters::read(query, &["organ", "depth"])?;
    let (question, organ) = (given.question()?, given.one("organ")?);
    let found = asked(project.tree(&question, organ, given.parsed("depth")?))?;
    let left_out = match organ {
        None => asked(project.left_out(&question))?,
        Some(_) => LeftOut::default(),
    };
    rows(&asked(TreeAnswer::new(found, left_out))?)
}

fn show(project: &Project, query: &str) -> Answered {
    let given = Parameters::read(query, &["name"])?;
    rows(&asked(project.show(&given.question()?, given.needed("name")?))?)
}

fn who(project: &Project, query: &str) -> Answered {
    let given = Parameters::read(query, &["name"])?;
    rows(&asked(project.who(&given.question()?, given.needed("name")?))?)
}

fn lineage(project: &Project, query: &str) -> Answered {
    let given = Parameters::read(query, &["from", "to"])?;
    let request = LineageRequest::of(given.needed("from")?);
    let request = match given.one("to")? {
        Some(to) => request.to(to),
        None => request,
    };
    rows(&asked(project.lineage(&given.question()?, &request))?)
}

fn timeline(project: &Project, query: &str) -> Answered {
    let given = Parameters::read(query, &["expression"])?;
    rows(&asked(project.timeline(&given.question()?, given.one("expression")?))?)
}

fn diff(project: &Project, query: &str) -> Answered {
    let given = Parameters::read(query, &["from", "to", "between", "and_by"])?;
    let text = |name| Ok(given.one(name)?.map(str::to_owned));
    let mut compare = Compare::default();
    compare.from = text("from")?;
    compare.to = text("to")?;
    compare.between = given.all("between").map(str::to_owned).collect();
    compare.and_by = text("and_by")?;
    rows(&asked(project.diff(&given.question()?, &compare))?)
}

fn found(project: &Project, query: &str) -> Answered {
    let given = Parameters::read(query, &["expression"])?;
    let request = QueryRequest::new(given.needed("expression")?);
    let found = asked(project.query(&given.question()?, &request))?;
    let row = |row: &crate::project::QueryRow<'_>| {
        let columns = found.columns.iter();
        let cell =
            |column: &QueryColumn| (column.name().to_owned(), Value::from(row.text(*column)));
        columns.map(cell).collect::<serde_json::Map<_, _>>()
    };
    rows(&found.rows.iter().map(row).collect::<Vec<_>>())
}

fn complete(project: &Project, query: &str) -> Answered {
    let given = Parameters::read(query, &["text"])?;
    rows(&project.complete(Completing::Expression, given.needed("text")?))
}

fn stats(project: &Project, query: &str) -> Answered {
    let given = Parameters::read(query, &[])?;
    rows(&asked(project.stats(&given.question()?))?)
}

/// A view of the model, or an org chart, as SVG.
fn picture(project: &Project, query: &str) -> Answered {
    let given = Parameters::read(query, &["view", "root", "depth"])?;
    let mut request = match given.one("view")? {
        Some(name) => asked(Request::named(project, name))?,
        None => Request::hierarchy(),
    };
    let question = given.question()?;
    if question != crate::project::Question::default()
        || request.form == ViewForm::Hierarchy && request.name.is_none()
    {
        request.question = question;
    }
    request.root.extend(given.all("root").map(str::to_owned));
    request.depth = given.parsed("depth")?.or(request.depth);
    let view = asked(project.view(&request))?;
    if view.is_empty() {
        let why = asked(project.why_empty(&request, &view))?;
        return Err(error_reply(404, &why.with(|field| format!("`{field}`"))));
    }
    match draw(&view, &Style::default()).svg() {
        Ok(svg) => Ok(reply(SVG, svg)),
        Err(error) => Err(error_reply(422, &error.to_string())),
    }
}
