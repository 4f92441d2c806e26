//! What to ask of a query, and the rows that it gives. Plain data.

use serde::Serialize;

use crate::ask::{CiteText, Length, is_unjudged};
use crate::model::{Modality, Reliability};
use crate::query::{AnswerRow, Sort};
use crate::time::{Answer, LastDate, Period};

/// What to say of each thing that a query finds.
#[derive(Copy, Clone, PartialEq, Eq, Debug, Serialize)]
#[cfg_attr(feature = "cli", derive(clap::ValueEnum))]
#[serde(rename_all = "lowercase")]
#[non_exhaustive]
pub enum QueryColumn {
    /// The id; transitions and claims have none.
    Id,
    /// The name at the date; of a transition or a claim, what it says.
    Name,
    /// All names that count.
    Names,
    /// The kind.
    Kind,
    /// The preferred date, as written.
    Existence,
    /// How sure it is.
    Answer,
    /// Why.
    Why,
    /// The sources that speak of it.
    Sources,
    /// The ids of what it stood under.
    Superior,
    /// The place.
    Place,
    /// How the sources say it.
    Modality,
    /// The remark of the modeller.
    Note,
    /// How long it lasted, where both ends are dated.
    Length,
    /// The latest date at which a source places it there, where it is presumed.
    #[cfg_attr(feature = "cli", value(name = "last_attested"))]
    #[serde(rename = "last_attested")]
    Attested,
    /// The id of the person, of a tenure or a seat.
    Person,
    /// The id of the post, of a tenure; those of the posts that somebody held at once.
    Post,
    /// The ids of the organs, of a tenure or a seat; that of the organ in which two served together.
    Organ,
    /// From when, of a tenure or a seat, as its claim has it; the first of the days that two things shared.
    From,
    /// Until when, likewise.
    To,
    /// In what way a post is held; of a seat, whether it has a vote.
    Status,
    /// The place in the order of rank, of a seat.
    Rank,
}

impl QueryColumn {
    /// All of them.
    pub const ALL: [QueryColumn; 21] = [
        QueryColumn::Id,
        QueryColumn::Name,
        QueryColumn::Names,
        QueryColumn::Kind,
        QueryColumn::Existence,
        QueryColumn::Answer,
        QueryColumn::Why,
        QueryColumn::Sources,
        QueryColumn::Superior,
        QueryColumn::Place,
        QueryColumn::Modality,
        QueryColumn::Note,
        QueryColumn::Length,
        QueryColumn::Attested,
        QueryColumn::Person,
        QueryColumn::Post,
        QueryColumn::Organ,
        QueryColumn::From,
        QueryColumn::To,
        QueryColumn::Status,
        QueryColumn::Rank,
    ];

    /// The heading.
    #[must_use]
    pub fn name(self) -> &'static str {
        [
            "id",
            "name",
            "names",
            "kind",
            "existence",
            "answer",
            "why",
            "sources",
            "superior",
            "place",
            "modality",
            "note",
            "length",
            "last_attested",
            "person",
            "post",
            "organ",
            "from",
            "to",
            "status",
            "rank",
        ][self as usize]
    }

    /// Those that say the most of a sort of things in the least room.
    #[must_use]
    pub fn usual(sort: Sort) -> Vec<QueryColumn> {
        use QueryColumn::{Answer, Existence, Id, Kind, Modality, Name, Sources, Why};
        match sort {
            Sort::Organs => vec![Id, Name, Kind, Existence, Answer, Why],
            Sort::Events | Sort::People | Sort::Posts => vec![Id, Name, Existence, Answer, Why],
            Sort::Transitions => vec![Name, Existence, Sources, Answer, Why],
            Sort::Claims => vec![Name, Modality, Sources, Answer, Why],
        }
    }

    /// Those that say the most of tenures and seats.
    #[must_use]
    pub fn of_services() -> Vec<QueryColumn> {
        use QueryColumn::{Answer, Attested, From, Organ, Person, Post, Rank, Status, To, Why};
        vec![Person, Post, Organ, From, To, Status, Rank, Answer, Attested, Why]
    }
}

/// The order of rows.
#[derive(Copy, Clone, PartialEq, Eq, Debug, Default, Serialize)]
#[cfg_attr(feature = "cli", derive(clap::ValueEnum))]
#[serde(rename_all = "lowercase")]
#[non_exhaustive]
pub enum RowOrder {
    /// As the hierarchy and the text have them.
    #[default]
    Model,
    /// By the first day on which each may have begun.
    Start,
    /// By id.
    Id,
    /// By name.
    Name,
    /// By how long each lasted at least, the longest first; then those without a recorded length.
    Length,
    /// By rank, the first first; then those without a rank.
    Rank,
}

/// What to look for and what to say of it.
///
/// ```
/// use organigram::project::{QueryColumn, QueryRequest, RowOrder};
/// let request = QueryRequest::new("under(wpk)").columns(&[QueryColumn::Place]).order(RowOrder::Name);
/// # assert_eq!(request.expression, "under(wpk)");
/// ```
#[derive(Clone, PartialEq, Eq, Debug, Default)]
#[non_exhaustive]
pub struct QueryRequest {
    /// An expression of the query language: `docs/query.md`.
    pub expression: String,
    /// What to say of each row besides its answer; [the usual](QueryColumn::usual) where nothing is named.
    pub columns: Vec<QueryColumn>,
    /// The order of the rows.
    pub order: RowOrder,
    /// Whether each row has its period, for those who compare days.
    pub periods: bool,
    /// How many rows at the most; all of them where there is no limit.
    pub limit: Option<usize>,
}

impl QueryRequest {
    /// The usual columns of what an expression finds.
    #[must_use]
    pub fn new(expression: impl Into<String>) -> QueryRequest {
        QueryRequest { expression: expression.into(), ..QueryRequest::default() }
    }

    /// With these columns.
    #[must_use]
    pub fn columns(self, columns: &[QueryColumn]) -> QueryRequest {
        QueryRequest { columns: columns.to_vec(), ..self }
    }

    /// With the period of each row.
    ///
    /// ```
    /// use organigram::project::{Project, QueryRequest, Question};
    /// use organigram::time::{BoundDays, Day};
    /// let project = Project::from_text("club.ron", r#"Model(organs: { "club": Organ(existence: "1950-05-02/") })"#);
    /// let request = QueryRequest::new("club").with_periods();
    /// let found = project.query(&Question::default(), &request)?;
    /// assert_eq!(BoundDays::of(found.rows[0].period).start[0], Day::from_ymd(1950, 5, 2));
    /// # Ok::<(), organigram::project::ProjectError>(())
    /// ```
    #[must_use]
    pub fn with_periods(self) -> QueryRequest {
        QueryRequest { periods: true, ..self }
    }

    /// At the most so many rows, the first in their order. How many are left out stands in [`QueryRows::left_out`].
    ///
    /// ```
    /// use organigram::project::{Project, QueryRequest, Question, RowOrder};
    /// let project = Project::from_text("club.ron", r#"Model(organs: {
    ///     "a": Organ(existence: "1950/1951"), "b": Organ(existence: "1950/1971"), "c": Organ(existence: "1950/1960"),
    /// })"#);
    /// let request = QueryRequest::new("all()").order(RowOrder::Length).limit(2);
    /// let found = project.query(&Question::default(), &request)?;
    /// assert_eq!(found.rows.iter().map(|row| row.id.unwrap()).collect::<Vec<_>>(), ["b", "c"]);
    /// assert_eq!(found.left_out, 1);
    /// # Ok::<(), organigram::project::ProjectError>(())
    /// ```
    #[must_use]
    pub fn limit(self, limit: usize) -> QueryRequest {
        QueryRequest { limit: Some(limit), ..self }
    }

    /// In this order.
    #[must_use]
    pub fn order(self, order: RowOrder) -> QueryRequest {
        QueryRequest { order, ..self }
    }
}

/// What a query found.
#[derive(Clone, PartialEq, Debug, Serialize)]
#[non_exhaustive]
pub struct QueryRows<'g> {
    /// What they are.
    pub sort: Sort,
    /// The columns that are filled in.
    pub columns: Vec<QueryColumn>,
    /// One row for each thing.
    pub rows: Vec<QueryRow<'g>>,
    /// How many more there are than the limit asked for.
    #[serde(skip_serializing_if = "is_none_left_out")]
    pub left_out: usize,
}

fn is_none_left_out(count: &usize) -> bool {
    *count == 0
}

/// One thing that a query found. Of the columns, those are filled in that were asked for; the answer and its reason
/// always are.
#[derive(Clone, PartialEq, Debug, Serialize)]
#[non_exhaustive]
pub struct QueryRow<'g> {
    /// Its id, of an organ, an event, a post or a person.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<&'g str>,
    /// Its name at the date; of a transition or a claim, what it says.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// All its names that count.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub names: Vec<&'g str>,
    /// Its kind.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub kind: String,
    /// Its date, as written: each bound by the first claim that states it, or the change event that gives it.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub existence: String,
    /// How sure it is that the expression holds of it.
    pub answer: Answer,
    /// Why.
    pub why: String,
    /// Where it is presumed: the latest date at which a source that counts places it there.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub last_attested: Option<LastDate>,
    /// The ids of the sources that speak of it.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub sources: Vec<&'g str>,
    /// Where they do so; filled in with the sources.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub cites: Vec<CiteText<'g>>,
    /// The ids of what it stood under.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub superior: Vec<&'g str>,
    /// Its place.
    #[serde(skip_serializing_if = "str::is_empty")]
    pub place: &'g str,
    /// How its sources say it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub modality: Option<Modality>,
    /// How far the best of its sources is trusted; filled in with the modality.
    #[serde(skip_serializing_if = "is_unjudged")]
    pub reliability: Reliability,
    /// A remark of the modeller's.
    #[serde(skip_serializing_if = "str::is_empty")]
    pub note: &'g str,
    /// How long it lasted, where both ends are dated.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub length: Option<Length>,
    /// The id of the person, of a tenure or a seat; of somebody who served together with another, that of the other.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub person: Option<&'g str>,
    /// The id of the post, of a tenure; those of several that somebody held at once.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub post: Vec<&'g str>,
    /// The ids of the organs, of a tenure or a seat; that of the organ in which two served together.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub organ: Vec<&'g str>,
    /// From when, in EDTF, of a tenure or a seat, as its claim has it; the first day on which two things were at once.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub from: String,
    /// Until when, likewise.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub to: String,
    /// In what way a post is held; of a seat, whether it has a vote.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub status: String,
    /// The place in the order of rank, of a seat.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rank: Option<u32>,
    /// From when to when it was, where that is dated and [asked for](QueryRequest::with_periods).
    #[serde(skip)]
    pub period: Option<Period>,
}

impl QueryRow<'_> {
    /// A row of which nothing else is filled in.
    pub(super) fn new(row: &AnswerRow) -> Self {
        QueryRow {
            id: None,
            name: None,
            names: Vec::new(),
            kind: String::new(),
            existence: String::new(),
            answer: row.answer,
            why: row.why.clone(),
            last_attested: row.last_attested,
            sources: Vec::new(),
            cites: Vec::new(),
            superior: Vec::new(),
            place: "",
            modality: None,
            reliability: Reliability::Unjudged,
            note: "",
            length: None,
            person: None,
            post: Vec::new(),
            organ: Vec::new(),
            from: String::new(),
            to: String::new(),
            status: String::new(),
            rank: None,
            period: None,
        }
    }

    /// A column as text; empty where it is not filled in.
    #[must_use]
    pub fn text(&self, column: QueryColumn) -> String {
        match column {
            QueryColumn::Id => self.id.unwrap_or_default().to_owned(),
            QueryColumn::Name => self.name.clone().unwrap_or_default(),
            QueryColumn::Names => self.names.join("; "),
            QueryColumn::Kind => self.kind.clone(),
            QueryColumn::Existence => self.existence.clone(),
            QueryColumn::Answer => self.answer.to_string(),
            QueryColumn::Why => self.why.clone(),
            QueryColumn::Sources => self.sources.join(", "),
            QueryColumn::Superior => self.superior.join(", "),
            QueryColumn::Place => self.place.to_owned(),
            QueryColumn::Modality => self.modality.map_or(String::new(), |said| said.to_string()),
            QueryColumn::Note => self.note.to_owned(),
            QueryColumn::Attested => {
                self.last_attested.map_or(String::new(), |last| last.to_string())
            }
            QueryColumn::Person => self.person.unwrap_or_default().to_owned(),
            QueryColumn::Post => self.post.join(", "),
            QueryColumn::Organ => self.organ.join(", "),
            QueryColumn::From => self.from.clone(),
            QueryColumn::To => self.to.clone(),
            QueryColumn::Status => self.status.clone(),
            QueryColumn::Rank => self.rank.map_or(String::new(), |rank| rank.to_string()),
            QueryColumn::Length => self.length.map_or(String::new(), |length| length.to_string()),
        }
    }
}
