//! The questions of `cluster/`, answered by the library: what engines on the exported tables must answer too.
//!
//! `cargo run --release --example twelve_questions -- MODEL KEY=VALUE..`, where the keys are `day`, `before`, `after`
//! (days in EDTF), `organ`, `person`, `from`, `to` (ids), `first_year` and `last_year`. Prints a line for each row of each
//! answer, the question's name first, cells apart by tabs, the lines of a question sorted.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::error::Error;
use std::time::Instant;

use organigram::ask::{Standing, holders};
use organigram::graph::{Class, Item, NodeIx, Slice, Threshold};
use organigram::model::Show;
use organigram::project::{
    CheckRequest, LineageRequest, Project, QueryRequest, QueryRow, Question,
};
use organigram::time::{Answer, When};

type Result<T> = std::result::Result<T, Box<dyn Error>>;

/// The arguments, and the model that they are about.
struct Asking {
    project: Project,
    given: HashMap<String, String>,
}

fn main() -> Result<()> {
    let mut arguments = std::env::args().skip(1);
    let model = arguments.next().ok_or("usage: twelve_questions MODEL KEY=VALUE..")?;
    let pairs = arguments.map(|pair| match pair.split_once('=') {
        Some((key, value)) => Ok((key.to_owned(), value.to_owned())),
        None => Err(format!("`{pair}` is no KEY=VALUE")),
    });
    let given = pairs.collect::<std::result::Result<_, _>>()?;
    let asking = Asking { project: Project::open(model)?, given };
    type Ask = fn(&Asking) -> Result<Vec<String>>;
    let questions: [(&str, Ask); 12] = [
        ("subtree", Asking::subtree),
        ("superiors", Asking::superiors),
        ("count_by_kind", Asking::count_by_kind),
        ("holders", Asking::holders),
        ("vacancies", Asking::vacancies),
        ("panel", Asking::panel),
        ("ties", Asking::ties),
        ("changes", Asking::changes),
        ("checks", Asking::checks),
        ("predecessors", Asking::predecessors),
        ("is_predecessor", Asking::is_predecessor),
        ("paths", Asking::paths),
    ];
    for (name, ask) in questions {
        let start = Instant::now();
        let mut rows = ask(&asking)?;
        rows.sort_unstable();
        rows.iter().for_each(|row| println!("{name}\t{row}"));
        eprintln!("{name}\t{:.1}", start.elapsed().as_secs_f64() * 1e3);
    }
    Ok(())
}

impl Asking {
    fn given(&self, key: &str) -> Result<&str> {
        self.given.get(key).map(String::as_str).ok_or_else(|| format!("{key}=.. is missing").into())
    }

    /// All that is possible on a day.
    fn question(&self, key: &str) -> Result<Question> {
        let mut question = Question::default().as_of(self.given(key)?);
        question.show = Show::Possible;
        Ok(question)
    }

    fn slice(&self, key: &str) -> Result<Slice<'_>> {
        Ok(self.question(key)?.slice(self.project.graph())?)
    }

    fn query(&self, question: &Question, expression: &str) -> Result<Vec<(String, Answer)>> {
        let found = self.project.query(question, &QueryRequest::new(expression))?;
        let row = |row: &QueryRow<'_>| (row.id.unwrap_or_default().to_owned(), row.answer);
        Ok(found.rows.iter().map(row).collect())
    }

    fn subtree(&self) -> Result<Vec<String>> {
        let found =
            self.query(&self.question("day")?, &format!("under(\"{}\")", self.given("organ")?))?;
        Ok(found.into_iter().map(|(id, answer)| format!("{id}\t{answer}")).collect())
    }

    fn superiors(&self) -> Result<Vec<String>> {
        let slice = self.slice("day")?;
        let organ = self.project.organ(self.given("organ")?)?;
        let mut found: BTreeMap<NodeIx, (u32, Answer)> = BTreeMap::new();
        for threshold in [Threshold::Possible, Threshold::Presumed, Threshold::Certain] {
            let above = slice.clone().with_threshold(threshold).above(organ, None);
            found.extend(above.into_iter().map(|(node, level)| (node, (level, threshold.least()))));
        }
        let row = |(node, (level, answer)): (&NodeIx, &(u32, Answer))| {
            format!("{}\t{level}\t{answer}", slice.graph().id(*node))
        };
        Ok(found.iter().map(row).collect())
    }

    fn kinds(&self, slice: &Slice<'_>) -> Vec<String> {
        let mut counts: BTreeMap<(&str, Answer), usize> = BTreeMap::new();
        for (organ, answer) in slice.organs() {
            *counts.entry((slice.graph().kind(organ), answer)).or_default() += 1;
        }
        let row = |((kind, answer), count)| format!("{kind}\t{answer}\t{count}");
        counts.into_iter().map(row).collect()
    }

    fn count_by_kind(&self) -> Result<Vec<String>> {
        Ok(self.kinds(&self.slice("day")?))
    }

    fn holders(&self) -> Result<Vec<String>> {
        let slice = self.slice("day")?;
        let mut rows = Vec::new();
        for post in slice.graph().nodes(Class::Post) {
            let posts = holders(&slice, post);
            rows.extend(posts.holdings.iter().map(|holding| {
                let standing = match holding.standing {
                    Standing::Holder => "holder",
                    Standing::Acting => "acting",
                    Standing::Perhaps => "perhaps",
                    Standing::Honour => "honour",
                    Standing::Forecast => "forecast",
                    Standing::Not => "not",
                };
                let (person, status, answer) = (holding.person, holding.status, holding.answer);
                format!("{}\t{person}\t{status}\t{standing}\t{answer}", posts.post)
            }));
        }
        Ok(rows)
    }

    fn vacancies(&self) -> Result<Vec<String>> {
        let slice = self.slice("day")?;
        let posts = slice.nodes(Class::Post);
        let vacant = posts.filter(|(post, _)| holders(&slice, *post).gap.is_some());
        Ok(vacant.map(|(post, answer)| format!("{}\t{answer}", slice.graph().id(post))).collect())
    }

    fn panel(&self) -> Result<Vec<String>> {
        let (first, last): (i32, i32) =
            (self.given("first_year")?.parse()?, self.given("last_year")?.parse()?);
        let mut rows = Vec::new();
        let mut slice = self.slice("day")?;
        for year in first..=last {
            slice = slice.at(Some(When::parse(&format!("{year:04}-01-01"))?));
            rows.extend(self.kinds(&slice).iter().map(|row| format!("{year}\t{row}")));
        }
        Ok(rows)
    }

    fn ties(&self) -> Result<Vec<String>> {
        let person = self.given("person")?;
        let found = self.query(&self.question("day")?, &format!("colleagues(\"{person}\")"))?;
        Ok(found.into_iter().map(|(id, answer)| format!("{id}\t{answer}")).collect())
    }

    fn changes(&self) -> Result<Vec<String>> {
        let sides = [self.slice("before")?, self.slice("after")?];
        let graph = self.project.graph();
        let mut things: BTreeMap<[&str; 4], [Answer; 2]> = BTreeMap::new();
        for organ in graph.organs() {
            let answers = [0, 1].map(|side: usize| sides[side].answer(organ));
            things.insert(["organs", graph.id(organ), "", ""], answers);
        }
        for under in graph.all_unders() {
            let (unit, superior) = (graph.id(under.unit), graph.id(under.superior));
            let known = things.entry(["hierarchy", unit, superior, under.line]);
            let known = known.or_insert([Answer::No; 2]);
            for (known, side) in known.iter_mut().zip(&sides) {
                *known = side.under_answer(&under).max(*known);
            }
        }
        let rows = things.into_iter().filter_map(|(thing, [was, is])| {
            let is_listed = (was == Answer::No) != (is == Answer::No)
                || (was >= Answer::Presumed) != (is >= Answer::Presumed);
            let answer = if was.min(is) == Answer::No { was.max(is) } else { Answer::Possible };
            is_listed.then(|| format!("{}\t{was}\t{is}\t{answer}", thing.join("\t")))
        });
        Ok(rows.collect())
    }

    fn checks(&self) -> Result<Vec<String>> {
        let found = self.project.check(&CheckRequest::default())?;
        let count = |code: &str| {
            found.diagnostics.iter().filter(|problem| problem.code.code == code).count()
        };
        let rules = [
            "E001 unsourced",
            "M006 repeated-number",
            "N004 merger-of-one",
            "N007 own-successor",
            "T002 ends-before-start",
        ];
        Ok(rules.map(|rule| format!("{rule}\t{}", count(&rule[..4]))).to_vec())
    }

    fn predecessors(&self) -> Result<Vec<String>> {
        let mut question = Question::default();
        question.show = Show::Possible;
        let found = self.query(&question, &format!("predecessors(\"{}\")", self.given("to")?))?;
        let organ = |id: &String| self.project.organ(id).is_ok();
        let found = found.into_iter().filter(|(id, _)| organ(id));
        Ok(found.map(|(id, answer)| format!("{id}\t{answer}")).collect())
    }

    fn is_predecessor(&self) -> Result<Vec<String>> {
        let [from, to] = ["from", "to"].map(|key| self.given(key));
        let [from, to] = [self.project.organ(from?)?, self.project.organ(to?)?];
        let slice = Slice::all(self.project.graph());
        let at = |threshold| slice.clone().with_threshold(threshold).is_predecessor(from, to);
        let sure = at(Threshold::Certain) && slice.answer(from) == Answer::Certain;
        let answer = match (sure, at(Threshold::Possible)) {
            (true, _) => Answer::Certain,
            (_, true) => Answer::Possible,
            _ => Answer::No,
        };
        let is_held = |node| self.project.graph().modality(Item::Node(node)).is_held();
        assert!(answer < Answer::Certain || is_held(from), "a plan is no predecessor");
        Ok(vec![answer.to_string()])
    }

    fn paths(&self) -> Result<Vec<String>> {
        let request = LineageRequest::of(self.given("from")?).to(self.given("to")?);
        let found = self.project.lineage(&Question::default(), &request)?;
        let ways = found.paths.unwrap_or_default();
        let stops = |way: &Vec<Vec<organigram::project::LineageStep<'_>>>| {
            let ends = way.iter().map(|hop| hop[0].to[0]);
            let start = way.first().map(|hop| hop[0].from[0]);
            start.into_iter().chain(ends).collect::<Vec<_>>().join(">")
        };
        let ways: BTreeSet<String> = ways.iter().map(stops).collect();
        Ok(ways.into_iter().collect())
    }
}
