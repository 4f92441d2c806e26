//! The columns of one thing that a query found. Takes a slice and a row of the evaluator, fills in the columns that
//! were asked for; decides no answer.

use super::rows::{QueryColumn, QueryRow};
use crate::ask::{Length, cite_texts, name_at, words};
use crate::graph::{CiteRef, Field, Item, NodeIx, OrgGraph, RelationKind, Slice};
use crate::model::Modality;
use crate::query::{AnswerRow, Evaluator, Sort};
use crate::time::{Day, Period};

/// What is known of the things of one sort.
pub(super) struct Cells<'s, 'g> {
    evaluator: &'s Evaluator<'g>,
    slice: &'s Slice<'g>,
    graph: &'g OrgGraph,
    sort: Sort,
}

impl<'s, 'g> Cells<'s, 'g> {
    pub(super) fn new(evaluator: &'s Evaluator<'g>, slice: &'s Slice<'g>, sort: Sort) -> Self {
        Cells { evaluator, slice, graph: evaluator.graph(), sort }
    }

    /// A row with some of its columns.
    pub(super) fn row(&self, row: &AnswerRow, columns: &[QueryColumn]) -> QueryRow<'g> {
        let mut filled = QueryRow::new(row);
        columns.iter().for_each(|column| self.fill(&mut filled, *column, row));
        filled
    }

    fn fill(&self, filled: &mut QueryRow<'g>, column: QueryColumn, row: &AnswerRow) {
        match column {
            QueryColumn::Id => filled.id = self.id(row),
            QueryColumn::Name => filled.name = Some(self.name(row)),
            QueryColumn::Names => filled.names = self.names(row),
            QueryColumn::Kind => filled.kind = self.kind(row.item),
            QueryColumn::Existence => filled.existence = self.dates(row),
            QueryColumn::Answer | QueryColumn::Why | QueryColumn::Attested => {}
            QueryColumn::Sources => {
                let sources = self.evaluator.sources(self.sort, row.number, self.slice);
                filled.sources = sources.iter().map(|&ix| self.graph.source_id(ix)).collect();
                filled.cites = cite_texts(self.slice, self.cites(row).into_iter());
            }
            QueryColumn::Superior => filled.superior = self.superiors(row.number),
            QueryColumn::Place => filled.place = self.place(row),
            QueryColumn::Modality => {
                filled.modality = Some(self.modality(row));
                filled.reliability = self.slice.reliability_of(self.cites(row).into_iter());
            }
            QueryColumn::Note => {
                filled.note = self.slice.note(row.item);
            }
            QueryColumn::Person
            | QueryColumn::Post
            | QueryColumn::Organ
            | QueryColumn::From
            | QueryColumn::To
            | QueryColumn::Status
            | QueryColumn::Rank => self.fill_service(filled, column, row),
            QueryColumn::Length => filled.length = self.period(row.number).and_then(Length::of),
        }
    }

    /// A column of a tenure, of a seat or of what was so at one time; nothing of anything else.
    fn fill_service(&self, filled: &mut QueryRow<'g>, column: QueryColumn, row: &AnswerRow) {
        let graph = self.graph;
        if let Some(shared) = &row.shared {
            let day = |day: Option<Day>| day.map_or(String::new(), |day| day.to_string());
            match column {
                QueryColumn::Person => {
                    let other = shared.with.filter(|_| self.sort == Sort::People);
                    filled.person = other.map(|node| graph.id(node));
                }
                QueryColumn::Post => {
                    filled.post = shared.posts.iter().map(|post| graph.id(*post)).collect();
                }
                QueryColumn::Organ => {
                    filled.organ = shared.organ.iter().map(|organ| graph.id(*organ)).collect();
                }
                QueryColumn::From => filled.from = day(shared.from),
                QueryColumn::To => filled.to = day(shared.to),
                _ => {}
            }
            return;
        }
        let Item::Tie(ix) = row.item else { return };
        let tie = graph.tie(ix);
        let is_seat = match tie.kind {
            RelationKind::Tenure => false,
            RelationKind::Seat => true,
            _ => return,
        };
        match column {
            QueryColumn::Person => filled.person = Some(graph.id(tie.from)),
            QueryColumn::Post if !is_seat => filled.post = vec![graph.id(tie.to)],
            QueryColumn::Organ if is_seat => filled.organ = vec![graph.id(tie.to)],
            QueryColumn::Organ => {
                let places = graph.relations_from(tie.to);
                let places = places.filter(|place| place.kind == RelationKind::PostOf);
                filled.organ = places.map(|place| graph.id(place.to)).collect();
            }
            QueryColumn::From => filled.from = self.side(row, 0),
            QueryColumn::To => filled.to = self.side(row, 1),
            QueryColumn::Status if is_seat => filled.status = tie.membership.to_string(),
            QueryColumn::Status => filled.status = tie.status.to_string(),
            QueryColumn::Rank if is_seat => filled.rank = graph.number(row.item),
            _ => {}
        }
    }

    /// One side of the dates of a tenure or a seat, as its claim has it; of a single date, that on both sides.
    fn side(&self, row: &AnswerRow, side: usize) -> String {
        let claim = match self.sort {
            Sort::Claims => self.evaluator.claims()[row.number as usize].fact(self.graph),
            _ => None,
        };
        let text = claim.map_or_else(|| self.dates(row), |fact| fact.text.to_owned());
        match text.split_once('/') {
            Some(sides) => [sides.0, sides.1][side].to_owned(),
            None => text,
        }
    }

    /// The place in the order of rank, of a seat; the best of the seats of a person.
    pub(super) fn rank(&self, row: &AnswerRow) -> Option<u32> {
        let is_seat = |ix| self.graph.tie(ix).kind == RelationKind::Seat;
        match row.item {
            Item::Tie(ix) if is_seat(ix) => self.graph.number(row.item),
            Item::Node(person) if self.sort == Sort::People => {
                let seats = self.graph.relations_from(person).filter(|tie| {
                    tie.kind == RelationKind::Seat
                        && self.slice.shows(self.slice.relation_answer(tie))
                });
                seats.filter_map(|tie| self.graph.number(Item::Tie(tie.ix))).min()
            }
            _ => None,
        }
    }

    fn is_node(&self) -> bool {
        self.sort.class().is_some()
    }

    pub(super) fn id(&self, row: &AnswerRow) -> Option<&'g str> {
        self.is_node().then(|| self.graph.id(NodeIx(row.number)))
    }

    pub(super) fn name(&self, row: &AnswerRow) -> String {
        match self.sort {
            Sort::Claims => {
                let claim = self.evaluator.claims()[row.number as usize];
                words::claim(self.graph, claim.item, claim.fact(self.graph).as_ref())
            }
            Sort::Transitions => words::sentence(self.graph, row.item),
            _ => name_at(self.slice, NodeIx(row.number)).to_owned(),
        }
    }

    /// The names that count: its own first.
    fn names(&self, row: &AnswerRow) -> Vec<&'g str> {
        if !self.is_node() {
            return Vec::new();
        }
        let node = NodeIx(row.number);
        let mut names = vec![self.graph.name(node)];
        names.extend(self.slice.facts(Item::Node(node), Field::Name).map(|fact| fact.text));
        let mut seen = std::collections::BTreeSet::new();
        names.retain(|name| seen.insert(*name));
        names
    }

    /// What kind of thing an item is.
    pub(super) fn kind(&self, item: Item) -> String {
        match item {
            Item::Transition(ix) => self.graph.transition(ix).kind.to_string(),
            Item::Node(node) if self.is_node() => self.slice.kind_then(node).to_owned(),
            Item::Node(_) => "claim".to_owned(),
            Item::Under(_) => "superior".to_owned(),
            Item::Tie(ix) => format!("{:?}", self.graph.tie(ix).kind).to_lowercase(),
        }
    }

    fn dates(&self, row: &AnswerRow) -> String {
        match words::date(self.slice, row.item).into_owned() {
            none if none.is_empty() && self.sort == Sort::People => {
                self.period(row.number).map_or(String::new(), |period| period.to_string())
            }
            date => date,
        }
    }

    fn place(&self, row: &AnswerRow) -> &'g str {
        let place = self.slice.value_then(row.item, Field::Place);
        place.filter(|_| self.is_node()).map_or("", |fact| fact.text)
    }

    /// The ids of what an organ stood under.
    pub(super) fn superiors(&self, number: u32) -> Vec<&'g str> {
        if self.sort != Sort::Organs {
            return Vec::new();
        }
        let superiors = self.slice.superiors(NodeIx(number));
        let mut ids: Vec<&str> =
            superiors.map(|(under, _)| self.graph.id(under.superior)).collect();
        ids.dedup();
        ids
    }

    fn modality(&self, row: &AnswerRow) -> Modality {
        let own = match self.sort {
            Sort::Claims => {
                let claim = self.evaluator.claims()[row.number as usize];
                claim.fact(self.graph).map(|fact| fact.modality)
            }
            // A meeting whose date is planned is a planned one.
            _ => {
                let dates = || self.slice.facts(row.item, Field::Date).map(|fact| fact.modality);
                dates().find(|modality| modality.is_held()).or_else(|| dates().next())
            }
        };
        own.unwrap_or(self.graph.modality(row.item))
    }

    /// Where sources speak of it: of a claim, its own citations.
    fn cites(&self, row: &AnswerRow) -> Vec<CiteRef<'g>> {
        let fact = match self.sort {
            Sort::Claims => self.evaluator.claims()[row.number as usize].fact(self.graph),
            _ => None,
        };
        match fact {
            Some(fact) => self.graph.fact_cites(&fact).collect(),
            None => self.graph.cites(row.item).collect(),
        }
    }

    /// When it was.
    pub(super) fn period(&self, number: u32) -> Option<Period> {
        self.evaluator.period(self.sort, number, self.slice)
    }

    /// What a number stands for.
    pub(super) fn item(&self, number: u32) -> Item {
        self.evaluator.item(self.sort, number)
    }
}
