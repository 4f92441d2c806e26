//! Who held a post, who sat in an organ, what a person was. Takes a question and a name, gives the holders, the
//! roster or the career; never prints.

use super::{Project, ProjectError, Question};
use crate::ask::{self, Holding, PostHolders, Who, is_unjudged};
use crate::graph::Class;

/// The headings of [`Who::cells`].
const HEADINGS: [&str; 19] = [
    "place",
    "title",
    "person",
    "name",
    "service",
    "from",
    "to",
    "term",
    "length",
    "standing",
    "membership",
    "rank",
    "status",
    "answer",
    "why",
    "last_attested",
    "modality",
    "reliability",
    "cites",
];

impl Who<'_> {
    /// The headings of an answer as a table.
    pub const HEADINGS: [&'static str; 19] = HEADINGS;

    /// The answer as a table, under [`Who::HEADINGS`]: a row for each tenure and seat, and one without a person for days for
    /// which no source names a holder.
    ///
    /// ```
    /// use organigram::project::{Project, Question, Who};
    /// let project = Project::from_text("club.ron", r#"Model(
    ///     organs: { "club": Organ() }, people: { "ann": Person(), "bob": Person() },
    ///     posts: { "chair": Post(title: "Chair", organ: "club") }, tenures: [
    ///         Tenure(person: "ann", post: "chair", during: "1950-01-01/1952-12-31"),
    ///         Tenure(person: "bob", post: "chair", during: "1955-01-01/"),
    ///     ],
    /// )"#);
    /// let rows = project.who(&Question::default(), "chair")?.cells();
    /// let column = |name| Who::HEADINGS.iter().position(|heading| *heading == name).unwrap();
    /// assert_eq!(rows[1][column("person")], "");
    /// assert_eq!(rows[1][column("why")], "no source names a holder from 1953-01-01 to 1954-12-31");
    /// # Ok::<(), organigram::project::ProjectError>(())
    /// ```
    #[must_use]
    pub fn cells(&self) -> Vec<Vec<String>> {
        match self {
            Who::Post(post) => post_cells(post),
            Who::Person(career) => {
                career.holdings.iter().map(|held| cells(held, &held.service)).collect()
            }
            Who::Organ(roster) => {
                let seats = roster.full.iter().chain(&roster.candidates).chain(&roster.others);
                let posts = roster.posts.iter().flat_map(post_cells);
                posts.chain(seats.map(|held| cells(held, roster.name))).collect()
            }
        }
    }
}

fn post_cells(post: &PostHolders<'_>) -> Vec<Vec<String>> {
    let empty = |from: String, to: String, why: String| {
        let mut row = vec![String::new(); HEADINGS.len()];
        (row[0], row[1], row[5], row[6], row[14]) =
            (post.post.to_owned(), post.title.clone(), from, to, why);
        row
    };
    let mut rows: Vec<Vec<String>> = Vec::new();
    let mut gaps = post.unnamed.iter().peekable();
    for held in &post.holdings {
        while let Some(gap) = gaps.next_if(|gap| held.first_day().is_some_and(|day| gap.to < day)) {
            rows.push(empty(gap.from.to_string(), gap.to.to_string(), gap.to_string()));
        }
        rows.push(cells(held, &post.title));
    }
    if let (Some(why), None) = (post.nobody(), rows.first()) {
        rows.push(empty(String::new(), String::new(), why));
    }
    rows
}

fn cells(held: &Holding<'_>, title: &str) -> Vec<String> {
    let text = |number: Option<u32>| number.map_or(String::new(), |number| number.to_string());
    let (from, to) = held.during.split_once('/').unwrap_or((&held.during, &held.during));
    let reliability = match is_unjudged(&held.reliability) {
        true => String::new(),
        false => held.reliability.to_string(),
    };
    vec![
        held.place.to_owned(),
        title.to_owned(),
        held.person.to_owned(),
        held.name.to_owned(),
        held.service.clone(),
        from.to_owned(),
        to.to_owned(),
        text(held.term),
        held.length.map_or(String::new(), |length| length.to_string()),
        held.standing.name().to_owned(),
        held.membership.map_or(String::new(), |membership| membership.to_string()),
        text(held.rank),
        held.status.to_string(),
        held.answer.to_string(),
        held.why.clone(),
        held.last_attested.map_or(String::new(), |last| last.to_string()),
        held.modality.to_string(),
        reliability,
        held.cites.join("; "),
    ]
}

impl Project {
    /// Who held a post, who sat in an organ, or what a person was.
    ///
    /// What is merely possible is among the rows, with its answer: to leave it out would be to say that nobody was.
    ///
    /// ```
    /// use organigram::project::{Project, Question, Who};
    /// use organigram::time::Answer;
    ///
    /// let project = Project::from_text("club.ron", r#"Model(
    ///     organs: { "club": Organ(name: "Chess Club", existence: "1950/") },
    ///     people: { "vera": Person(name: "Vera Linden") },
    ///     posts: { "president": Post(title: "President", organ: "club") },
    ///     tenures: [Tenure(person: "vera", post: "president", during: "1950/1971", cite: "minutes p. 3")],
    /// )"#);
    /// let Who::Post(post) = project.who(&Question::default().as_of("1960"), "president")? else { panic!() };
    /// let vera = &post.holdings[0];
    /// assert_eq!((vera.name, vera.answer), ("Vera Linden", Answer::Certain));
    /// assert_eq!((vera.why.as_str(), &vera.cites[..]), ("held 1950 to 1971", &["minutes p. 3".to_owned()][..]));
    ///
    /// // Nobody is recorded in 1980: the answer says between which tenures the gap lies.
    /// let later = project.who(&Question::default().as_of("1980"), "president")?;
    /// assert!(!later.has_anybody());
    /// let Who::Post(post) = later else { panic!() };
    /// assert_eq!(post.gap.unwrap().before.unwrap().name, "Vera Linden");
    /// # Ok::<(), organigram::project::ProjectError>(())
    /// ```
    ///
    /// # Errors
    /// When the question names what the model lacks, and when no post, organ or person, or several, fit the name.
    pub fn who(&self, question: &Question, name: &str) -> Result<Who<'_>, ProjectError> {
        let slice = question.slice(self.graph())?;
        let classes = [Class::Post, Class::Organ, Class::Person];
        let node = self.find(name, "post, organ or person", &classes)?;
        Ok(ask::who(&slice, node).expect("events are not looked for"))
    }
}
