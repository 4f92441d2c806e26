//! Reading the tables: the graph, and its items as people think of them.

use indexmap::IndexMap;

use super::ids::Ids;
use super::index::{
    Class, FactIx, GraphTexts, Item, MAIN_LINE, NOWHERE, NodeIx, RelationIx, SourceIx,
    TransitionIx, UnderIx, Vocabulary, class_of,
};
use super::problem::{GraphProblem, GraphProblems};
use super::rows::Rows;
use super::tables::{
    CiteList, CiteRow, Claims, FactRow, Field, NodeRow, PropertyRow, RelationKind, RelationRow,
    Trait, TransitionRow, UnderRow, traits_of,
};
use crate::model::{
    Charter, Choice, Kind, Lapse, Line, Membership, Modality, NamedView, RuleLevel, Source, Status,
    TransitionKind, Witness,
};
use crate::text::{Pos, SourceMap, Span};
use crate::time::Period;

/// A model as a graph. See [the module](super) for how it is laid out.
///
/// ```
/// use organigram::graph::Builder;
/// let model = ron::from_str(r#"Model(organs: {
///     "club": Organ(name: "Chess Club"), "board": Organ(name: "Board", under: ["club"]),
/// })"#)?;
/// let graph = Builder::from_model(model);
/// let board = graph.node("board").unwrap();
/// let under = graph.unders(board).next().unwrap();
/// assert_eq!(graph.id(under.superior), "club");
/// # Ok::<(), ron::error::SpannedError>(())
/// ```
#[derive(Debug)]
pub struct OrgGraph {
    pub(super) texts: GraphTexts,
    pub(super) title: String,
    pub(super) note: String,
    pub(super) charter: Option<Charter<'static>>,
    pub(super) views: IndexMap<String, NamedView<'static>>,
    pub(super) queries: IndexMap<String, (String, Pos)>,
    pub(super) levels: IndexMap<String, (RuleLevel, Pos)>,
    pub(super) nodes: Vec<NodeRow>,
    pub(super) class_starts: [u32; 5],
    pub(super) subtree_ends: Vec<u32>,
    pub(super) parents: Vec<u32>,
    /// The organs on whose lives change events bear.
    pub(super) eventful: Vec<bool>,
    /// How long a thing is presumed to have gone on, by number of kind; empty where that is said nowhere.
    pub(super) lapses: Vec<Option<Lapse>>,
    /// The same as the model says of all things.
    pub(super) presume_for: Option<Lapse>,
    /// By [`Item`]'s table.
    pub(super) claims: [Claims; 4],
    pub(super) unders: Vec<UnderRow>,
    pub(super) units: Rows,
    pub(super) ties: Vec<RelationRow>,
    /// How many of them the text states; those behind them follow from two each: a tenure and an ex officio seat.
    pub(super) stated_ties: u32,
    pub(super) by_virtue: Vec<[u32; 2]>,
    /// Whether any claim of a kind or a place has days of its own.
    pub(super) has_dated_values: bool,
    /// What is stated to have been vacant, with the tie that says so, by what it is.
    pub(super) vacant: Vec<(u32, u32)>,
    pub(super) relations_from: Vec<u32>,
    pub(super) relations_to: Vec<u32>,
    pub(super) transitions: Vec<TransitionRow>,
    pub(super) ends: Vec<u32>,
    pub(super) successors: Rows,
    pub(super) predecessors: Rows,
    pub(super) cites: Vec<CiteRow>,
    pub(super) lists: Vec<u32>,
    pub(super) quotes: Vec<PropertyRow>,
    pub(super) kinds: Vocabulary,
    pub(super) lines: Vocabulary,
    pub(super) sources: Vec<SourceRow>,
    pub(super) ids: Ids,
    pub(super) problems: GraphProblems,
}

/// A source, as far as the model says.
#[derive(Debug)]
pub(super) struct SourceRow {
    pub(super) id: String,
    pub(super) source: Option<Source<'static>>,
    pub(super) published: Option<Period>,
    pub(super) in_force: Option<Period>,
    pub(super) within: Option<u32>,
}

impl SourceRow {
    pub(super) fn new(id: String, source: Option<Source<'static>>) -> Self {
        SourceRow { id, source, published: None, in_force: None, within: None }
    }
}

/// One claim about an item.
#[derive(Copy, Clone, Debug)]
pub struct FactRef<'g> {
    /// Its number.
    pub ix: FactIx,
    /// What it is about.
    pub field: Field,
    /// The value as written: EDTF of a date, a name, a place, a number.
    pub text: &'g str,
    /// The dates of it: those of a date, of a name's use or of a count; unknown for others.
    pub period: Period,
    /// How its sources say it.
    pub modality: Modality,
    /// Where it stands.
    pub pos: Pos,
    pub(super) cites: CiteList,
}

/// That an organ stands under another.
#[derive(Copy, Clone, Debug)]
pub struct UnderRef<'g> {
    /// Its number.
    pub ix: UnderIx,
    /// The organ.
    pub unit: NodeIx,
    /// What it stands under.
    pub superior: NodeIx,
    /// Along which line; the charter's main line is named even where the text does not.
    pub line: &'g str,
    /// How its sources say it.
    pub modality: Modality,
    /// Where it stands.
    pub pos: Pos,
}

/// Another relation between two nodes.
#[derive(Copy, Clone, Debug)]
pub struct RelationRef {
    /// Its number.
    pub ix: RelationIx,
    /// What it says.
    pub kind: RelationKind,
    /// The person, the post or the event.
    pub from: NodeIx,
    /// The post, the organ or the event.
    pub to: NodeIx,
    /// How its sources say it.
    pub modality: Modality,
    /// In what way a post is held.
    pub status: Status,
    /// In what way a seat is held.
    pub membership: Membership,
    /// Where it stands.
    pub pos: Pos,
}

/// A transition.
#[derive(Copy, Clone, Debug)]
pub struct TransitionRef<'g> {
    /// Its number.
    pub ix: TransitionIx,
    /// What sort of change it was.
    pub kind: TransitionKind,
    /// How its sources say it.
    pub modality: Modality,
    /// Where it stands.
    pub pos: Pos,
    graph: &'g OrgGraph,
}

impl<'g> TransitionRef<'g> {
    /// The organs before it.
    pub fn from(self) -> impl Iterator<Item = NodeIx> + Clone + 'g {
        let row = &self.graph.transitions[self.ix.index()];
        self.graph.ends(row.from, row.into)
    }

    /// The organs after it.
    pub fn into(self) -> impl Iterator<Item = NodeIx> + Clone + 'g {
        let row = &self.graph.transitions[self.ix.index()];
        self.graph.ends(row.into, row.by)
    }

    /// Whether an organ is among those before it.
    #[inline]
    pub fn has_predecessor(self, organ: NodeIx) -> bool {
        self.graph.successors.get(organ.index()).binary_search(&self.ix.0).is_ok()
    }

    /// Whether an organ is among those after it.
    #[inline]
    pub fn has_successor(self, organ: NodeIx) -> bool {
        self.graph.predecessors.get(organ.index()).binary_search(&self.ix.0).is_ok()
    }

    /// Whether it has more pairs of an organ before and one after than the text names organs, for
    /// it joins several to several. Pairs grow without bound then: whoever would keep or look
    /// through them goes by the ends instead.
    #[inline]
    pub fn is_wide(self) -> bool {
        let row = &self.graph.transitions[self.ix.index()];
        let (from, into) = ((row.into - row.from) as usize, (row.by - row.into) as usize);
        from.saturating_mul(into) > from + into
    }

    /// Who did it.
    pub fn by(self) -> impl Iterator<Item = NodeIx> + Clone + 'g {
        let at = self.ix.index();
        let end = self
            .graph
            .transitions
            .get(at + 1)
            .map_or(self.graph.ends.len() as u32, |next| next.from);
        self.graph.ends(self.graph.transitions[at].by, end)
    }
}

/// A place in a source.
#[derive(Copy, Clone, Debug)]
pub struct CiteRef<'g> {
    /// The source.
    pub source: SourceIx,
    /// The place in it; may be empty.
    pub at: &'g str,
    /// The words of the source; may be empty.
    pub quote: &'g str,
    /// Their language; may be empty.
    pub lang: &'g str,
    /// What they mean; may be empty.
    pub translation: &'g str,
    /// A remark of the modeller's; may be empty.
    pub note: &'g str,
    /// Where the citation stands.
    pub pos: Pos,
}

impl OrgGraph {
    // The whole.

    /// The model's title.
    pub fn title(&self) -> &str {
        &self.title
    }

    /// The modeller's remark on the whole.
    pub fn note(&self) -> &str {
        &self.note
    }

    /// The charter, where the model has one.
    pub fn charter(&self) -> Option<&Charter<'static>> {
        self.charter.as_ref()
    }

    /// The named views.
    pub fn views(&self) -> &IndexMap<String, NamedView<'static>> {
        &self.views
    }

    /// The named queries, with their places.
    pub fn queries(&self) -> &IndexMap<String, (String, Pos)> {
        &self.queries
    }

    /// The levels of rules that the model sets, with their places.
    pub fn levels(&self) -> &IndexMap<String, (RuleLevel, Pos)> {
        &self.levels
    }

    /// The files.
    pub fn texts(&self) -> &SourceMap {
        &self.texts.sources
    }

    /// What could not be put into the graph as written, in the order of the text, and how many
    /// more there were than are kept.
    pub fn problems(&self) -> (&[GraphProblem], usize) {
        (&self.problems.kept, self.problems.more)
    }

    // Nodes.

    /// How many nodes there are.
    pub fn len(&self) -> usize {
        self.nodes.len()
    }

    /// Whether there is no node.
    pub fn is_empty(&self) -> bool {
        self.nodes.is_empty()
    }

    /// The nodes of a class. Organs are in preorder of the main hierarchy.
    pub fn nodes(&self, class: Class) -> impl DoubleEndedIterator<Item = NodeIx> + Clone + use<> {
        (self.class_starts[class as usize]..self.class_starts[class as usize + 1]).map(NodeIx)
    }

    /// The numbers of the nodes of a class, which have no gap.
    pub fn node_range(&self, class: Class) -> std::ops::Range<u32> {
        self.class_starts[class as usize]..self.class_starts[class as usize + 1]
    }

    /// The organs, in preorder of the main hierarchy.
    pub fn organs(&self) -> impl DoubleEndedIterator<Item = NodeIx> + Clone + use<> {
        self.nodes(Class::Organ)
    }

    /// How many organs there are: they are the first of the nodes.
    pub fn organ_count(&self) -> usize {
        self.class_starts[1] as usize
    }

    /// The node with an id.
    pub fn node(&self, id: &str) -> Option<NodeIx> {
        self.ids.find(id, &self.texts).map(NodeIx)
    }

    /// What a node is.
    #[inline]
    pub fn class(&self, node: NodeIx) -> Class {
        class_of(&self.class_starts, node.0)
    }

    /// A node's id.
    #[inline]
    pub fn id(&self, node: NodeIx) -> &str {
        self.texts.get(self.nodes[node.index()].id)
    }

    /// A node's name: the id where it has none.
    #[inline]
    pub fn name(&self, node: NodeIx) -> &str {
        let row = &self.nodes[node.index()];
        self.texts.get(if row.name.is_empty() { row.id } else { row.name })
    }

    /// Whether the node has a name of its own.
    pub fn is_named(&self, node: NodeIx) -> bool {
        !self.nodes[node.index()].name.is_empty()
    }

    /// A node's kind, in the charter's words; may be empty.
    #[inline]
    pub fn kind(&self, node: NodeIx) -> &str {
        self.kinds.get(self.nodes[node.index()].kind)
    }

    /// The number of a node's kind: equal for equal kinds.
    #[inline]
    pub fn kind_number(&self, node: NodeIx) -> u32 {
        self.nodes[node.index()].kind
    }

    /// The number of a kind by its name, where it occurs.
    pub fn number_of_kind(&self, kind: &str) -> Option<u32> {
        self.kinds.find(kind)
    }

    /// The kinds that occur, by number.
    pub fn kind_names(&self) -> &[String] {
        self.kinds.list()
    }

    /// What the charter says of a node's kind.
    pub fn kind_entry(&self, node: NodeIx) -> Option<&Kind<'static>> {
        self.charter.as_ref()?.kinds.get(self.kind(node))
    }

    /// What to call a node's kind: the charter's label, else its name.
    pub fn kind_label(&self, node: NodeIx) -> &str {
        self.label_of_kind(self.kind(node))
    }

    /// The same of a kind by its name.
    pub fn label_of_kind<'k>(&'k self, kind: &'k str) -> &'k str {
        match self.charter.as_ref().and_then(|charter| charter.kinds.get(kind)) {
            Some(entry) if !entry.label.is_empty() => &entry.label,
            _ => kind,
        }
    }

    /// The main superior of an organ: the one in whose subtree it is numbered.
    #[inline]
    pub fn main_superior(&self, organ: NodeIx) -> Option<NodeIx> {
        self.parents.get(organ.index()).filter(|&&at| at != NOWHERE).map(|&at| NodeIx(at))
    }

    /// The organ and all below it in the main hierarchy, as numbers without a gap.
    #[inline]
    pub fn main_subtree(&self, organ: NodeIx) -> std::ops::Range<u32> {
        organ.0..self.subtree_ends[organ.index()]
    }

    // Relations.

    /// The organ's superiors, in the order of the text.
    #[inline]
    pub fn unders(&self, organ: NodeIx) -> impl Iterator<Item = UnderRef<'_>> + Clone {
        let at = organ.index();
        let end = self.nodes.get(at + 1).map_or(self.unders.len(), |next| next.unders as usize);
        let start = self.nodes[at].unders as usize;
        (start..end.max(start)).filter_map(|at| self.under_at(at))
    }

    /// The relations in which an organ is the superior, by the order of the units.
    #[inline]
    pub fn units(&self, organ: NodeIx) -> impl DoubleEndedIterator<Item = UnderRef<'_>> + Clone {
        self.units.get(organ.index()).iter().filter_map(|&at| self.under_at(at as usize))
    }

    /// What an organ ever stood under, whoever says so.
    #[inline]
    pub(super) fn over(&self, organ: NodeIx) -> impl Iterator<Item = NodeIx> + '_ {
        let at = organ.index();
        let end = self.nodes.get(at + 1).map_or(self.unders.len(), |next| next.unders as usize);
        let start = self.nodes[at].unders as usize;
        let rows = self.unders[start..end.max(start)].iter();
        rows.filter(|row| row.to != NOWHERE).map(|row| NodeIx(row.to))
    }

    /// What ever stood under an organ.
    #[inline]
    pub(super) fn beneath(&self, organ: NodeIx) -> impl Iterator<Item = NodeIx> + '_ {
        let rows = self.units.get(organ.index()).iter().map(|&at| &self.unders[at as usize]);
        rows.filter(|row| row.to != NOWHERE).map(|row| NodeIx(row.from))
    }

    /// All relations of hierarchy.
    pub fn all_unders(&self) -> impl Iterator<Item = UnderRef<'_>> + Clone {
        (0..self.unders.len()).filter_map(|at| self.under_at(at))
    }

    /// One relation of hierarchy.
    pub fn under(&self, ix: UnderIx) -> UnderRef<'_> {
        self.under_at(ix.index()).expect("numbers are given to relations that resolved")
    }

    #[inline]
    fn under_at(&self, at: usize) -> Option<UnderRef<'_>> {
        let row = &self.unders[at];
        (row.to != NOWHERE).then(|| UnderRef {
            ix: UnderIx(at as u32),
            unit: NodeIx(row.from),
            superior: NodeIx(row.to),
            line: self.line_name(row.line),
            modality: row.modality,
            pos: Pos(row.pos),
        })
    }

    fn line_name(&self, line: u32) -> &str {
        match self.lines.get(line) {
            "" => self.main_line(),
            line => line,
        }
    }

    /// The name of the main line.
    pub fn main_line(&self) -> &str {
        match self.charter.as_ref().map(|charter| &*charter.main_line) {
            None | Some("") => MAIN_LINE,
            Some(line) => line,
        }
    }

    /// What the charter says of a line.
    pub fn line_entry(&self, line: &str) -> Option<&Line<'static>> {
        self.charter.as_ref()?.lines.get(line)
    }

    /// How to say a line: the charter's label, else the name with blanks.
    pub fn line_label(&self, line: &str) -> String {
        match self.line_entry(line) {
            Some(entry) if !entry.label.is_empty() => entry.label.to_string(),
            _ => line.replace('_', " "),
        }
    }

    /// How to say that one thing stands under another: a post reports to its superior, an organ stands along a line.
    pub fn under_label(&self, under: &UnderRef<'_>) -> String {
        let is_report = self.class(under.unit) == Class::Post && under.line == self.main_line();
        if is_report { "reports to".to_owned() } else { self.line_label(under.line) }
    }

    /// The names of the lines that occur.
    pub fn line_names(&self) -> Vec<&str> {
        let mut occurs = vec![false; self.lines.list().len()];
        self.unders.iter().for_each(|under| occurs[under.line as usize] = true);
        let lines = (0..).zip(occurs).filter(|(_, occurs)| *occurs);
        let mut names: Vec<&str> = lines.map(|(line, _)| self.line_name(line)).collect();
        names.sort_unstable();
        names.dedup();
        names
    }

    /// The ties that begin at a node.
    pub fn relations_from(&self, node: NodeIx) -> impl Iterator<Item = RelationRef> + Clone + '_ {
        let start = self.relations_from.partition_point(|&at| self.ties[at as usize].from < node.0);
        let rows = self.relations_from[start..].iter();
        rows.take_while(move |&&at| self.ties[at as usize].from == node.0)
            .map(|&at| self.tie(RelationIx(at)))
    }

    /// The ties that end at a node.
    pub fn relations_to(&self, node: NodeIx) -> impl Iterator<Item = RelationRef> + Clone + '_ {
        let start = self.relations_to.partition_point(|&at| self.ties[at as usize].to < node.0);
        let rows = self.relations_to[start..].iter();
        rows.take_while(move |&&at| self.ties[at as usize].to == node.0)
            .map(|&at| self.tie(RelationIx(at)))
    }

    /// All ties that the text states, in its order.
    pub fn all_relations(&self) -> impl Iterator<Item = RelationRef> + Clone + '_ {
        self.ties_among(0..self.stated_ties)
    }

    /// The seats that follow from who held which post, where whoever holds the post has a seat.
    pub fn ex_officio_seats(&self) -> impl Iterator<Item = RelationRef> + Clone + '_ {
        self.ties_among(self.stated_ties..self.ties.len() as u32)
    }

    /// The tenure and the seat of the post's holder from which a seat follows; nothing of one that the text states.
    pub fn by_virtue(&self, ix: RelationIx) -> Option<[RelationRef; 2]> {
        let at = ix.0.checked_sub(self.stated_ties)?;
        let pair = self.by_virtue.get(at as usize)?;
        Some(pair.map(|at| self.tie(RelationIx(at))))
    }

    /// The post by virtue of which a person has a seat, where it is one.
    pub fn post_of_seat(&self, ix: RelationIx) -> Option<NodeIx> {
        match self.by_virtue(ix) {
            Some([tenure, _]) => Some(tenure.to),
            None => self.node(self.property(Item::Tie(ix), Trait::ExOfficio)?),
        }
    }

    fn ties_among(
        &self,
        range: std::ops::Range<u32>,
    ) -> impl Iterator<Item = RelationRef> + Clone + '_ {
        let rows = range.clone().zip(&self.ties[range.start as usize..range.end as usize]);
        rows.filter(|(_, row)| row.from != NOWHERE && row.to != NOWHERE)
            .map(|(at, _)| self.tie(RelationIx(at)))
    }

    /// One tie.
    pub fn tie(&self, ix: RelationIx) -> RelationRef {
        let row = &self.ties[ix.index()];
        let manner = usize::from(row.manner);
        RelationRef {
            ix,
            kind: row.kind,
            from: NodeIx(row.from),
            to: NodeIx(row.to),
            modality: row.modality,
            status: match row.kind {
                RelationKind::Tenure => Status::from_index(manner),
                _ => Status::default(),
            },
            membership: match row.kind {
                RelationKind::Seat | RelationKind::ExOfficio => Membership::from_index(manner),
                _ => Membership::default(),
            },
            pos: Pos(row.pos),
        }
    }

    /// The transitions that an organ is among the predecessors of.
    pub fn transitions_from(
        &self,
        organ: NodeIx,
    ) -> impl DoubleEndedIterator<Item = TransitionRef<'_>> + Clone {
        self.successors.get(organ.index()).iter().map(|&at| self.transition(TransitionIx(at)))
    }

    /// The transitions that an organ is among the successors of.
    pub fn transitions_into(
        &self,
        organ: NodeIx,
    ) -> impl DoubleEndedIterator<Item = TransitionRef<'_>> + Clone {
        self.predecessors.get(organ.index()).iter().map(|&at| self.transition(TransitionIx(at)))
    }

    /// All transitions, in the order of the text.
    pub fn all_transitions(
        &self,
    ) -> impl DoubleEndedIterator<Item = TransitionRef<'_>> + ExactSizeIterator + Clone {
        (0..self.transitions.len() as u32).map(|at| self.transition(TransitionIx(at)))
    }

    /// One transition.
    pub fn transition(&self, ix: TransitionIx) -> TransitionRef<'_> {
        let row = &self.transitions[ix.index()];
        TransitionRef { ix, kind: row.kind, modality: row.modality, pos: Pos(row.pos), graph: self }
    }

    fn ends(&self, start: u32, end: u32) -> impl Iterator<Item = NodeIx> + Clone + '_ {
        let ends = &self.ends[start as usize..end as usize];
        ends.iter().filter(|&&end| end != NOWHERE).map(|&end| NodeIx(end))
    }

    // Claims.

    /// The claims about an item, in the order of the text: the first of a field is the preferred.
    #[inline]
    pub fn facts(&self, item: Item) -> impl Iterator<Item = FactRef<'_>> + Clone {
        let table = item.table();
        self.fact_range(item).map(move |row| self.fact_at(table, row))
    }

    /// The claims about one field of an item.
    #[inline]
    pub fn facts_of(&self, item: Item, field: Field) -> impl Iterator<Item = FactRef<'_>> + Clone {
        self.facts(item).filter(move |fact| fact.field == field)
    }

    #[inline]
    pub(super) fn fact_range(&self, item: Item) -> std::ops::Range<usize> {
        let at = item.row();
        let next = match item {
            Item::Node(_) => self.nodes.get(at + 1).map(|row| row.facts),
            Item::Under(_) => self.unders.get(at + 1).map(|row| row.facts),
            Item::Tie(_) => self.ties.get(at + 1).map(|row| row.facts),
            Item::Transition(_) => self.transitions.get(at + 1).map(|row| row.facts),
        };
        let start = match item {
            Item::Node(_) => self.nodes[at].facts,
            Item::Under(_) => self.unders[at].facts,
            Item::Tie(_) => self.ties[at].facts,
            Item::Transition(_) => self.transitions[at].facts,
        };
        start as usize..next.map_or(self.claims[item.table()].facts.len(), |next| next as usize)
    }

    #[inline]
    pub(super) fn fact_rows(&self, item: Item) -> &[FactRow] {
        &self.claims[item.table()].facts[self.fact_range(item)]
    }

    fn fact_at(&self, table: usize, row: usize) -> FactRef<'_> {
        let fact = &self.claims[table].facts[row];
        FactRef {
            ix: FactIx { table: table as u8, row: row as u32 },
            field: fact.field,
            text: self.texts.get(fact.text),
            period: fact.period,
            modality: fact.modality,
            pos: Pos(fact.pos),
            cites: fact.cites,
        }
    }

    /// A property of a claim.
    pub fn fact_property(&self, fact: FactIx, what: Trait) -> Option<&str> {
        let traits = traits_of(&self.claims[usize::from(fact.table)].fact_traits, fact.row);
        traits.iter().find(|row| row.what == what).map(|row| self.texts.get(row.text))
    }

    /// A property of an item; the first where it has several.
    pub fn property(&self, item: Item, what: Trait) -> Option<&str> {
        self.properties(item).find(|(found, _)| *found == what).map(|(_, text)| text)
    }

    /// All properties of an item, in the order of the text.
    pub fn properties(&self, item: Item) -> impl Iterator<Item = (Trait, &str)> + Clone {
        let traits = traits_of(&self.claims[item.table()].traits, item.row() as u32);
        traits.iter().map(|row| (row.what, self.texts.get(row.text)))
    }

    /// The properties of all items, table by table.
    pub fn all_properties(&self) -> impl Iterator<Item = (Item, Trait, &str)> {
        let of_table = move |table: usize| {
            let rows = self.claims[table].traits.iter();
            rows.map(move |row| (item(table, row.row), row.what, self.texts.get(row.text)))
        };
        (0..4).flat_map(of_table)
    }

    /// The claims that have a property, table by table, with their items.
    pub fn facts_with(&self, what: Trait) -> impl Iterator<Item = (Item, FactRef<'_>, &str)> {
        (0..4).flat_map(move |table| {
            let rows = self.claims[table].fact_traits.iter();
            rows.filter(move |row| row.what == what).map(move |row| {
                let fact = self.fact_at(table, row.row as usize);
                (self.item_of(table, row.row), fact, self.texts.get(row.text))
            })
        })
    }

    /// The item that a claim of a table is about: the last that begins no later.
    fn item_of(&self, table: usize, fact: u32) -> Item {
        let before = match table {
            0 => self.nodes.partition_point(|row| row.facts <= fact),
            1 => self.unders.partition_point(|row| row.facts <= fact),
            2 => self.ties.partition_point(|row| row.facts <= fact),
            _ => self.transitions.partition_point(|row| row.facts <= fact),
        };
        item(table, before as u32 - 1)
    }

    /// A number among the properties: of an event in its series, of a post's seats, of a rank.
    pub fn number(&self, item: Item) -> Option<u32> {
        self.property(item, Trait::Number)?.parse().ok()
    }

    /// How the sources of an item's entry say it.
    pub fn modality(&self, item: Item) -> Modality {
        match item {
            Item::Node(ix) => self.nodes[ix.index()].modality,
            Item::Under(ix) => self.unders[ix.index()].modality,
            Item::Tie(ix) => self.ties[ix.index()].modality,
            Item::Transition(ix) => self.transitions[ix.index()].modality,
        }
    }

    /// Where an item stands.
    pub fn pos(&self, item: Item) -> Pos {
        Pos(match item {
            Item::Node(ix) => self.nodes[ix.index()].pos,
            Item::Under(ix) => self.unders[ix.index()].pos,
            Item::Tie(ix) => self.ties[ix.index()].pos,
            Item::Transition(ix) => self.transitions[ix.index()].pos,
        })
    }

    /// The stretch of a node's id in its file.
    pub fn id_span(&self, node: NodeIx) -> Span {
        let row = &self.nodes[node.index()];
        row.id.span().unwrap_or(Span::at(Pos(row.pos)))
    }

    #[inline]
    pub(super) fn item_cites(&self, item: Item) -> CiteList {
        match item {
            Item::Node(ix) => self.nodes[ix.index()].cites,
            Item::Under(ix) => self.unders[ix.index()].cites,
            Item::Tie(ix) => self.ties[ix.index()].cites,
            Item::Transition(ix) => self.transitions[ix.index()].cites,
        }
    }

    /// The citations of an item's entry.
    pub fn cites(&self, item: Item) -> impl Iterator<Item = CiteRef<'_>> + Clone {
        self.cites_in(self.item_cites(item))
    }

    /// The citations of a claim: its own, else those of its entry.
    pub fn fact_cites(&self, fact: &FactRef<'_>) -> impl Iterator<Item = CiteRef<'_>> + Clone {
        self.cites_in(fact.cites)
    }

    #[inline]
    pub(super) fn cite_rows(&self, list: CiteList) -> &[CiteRow] {
        let Some(at) = (list.0 as usize).checked_sub(1) else { return &[] };
        let end = self.lists.get(at + 1).map_or(self.cites.len(), |&end| end as usize);
        &self.cites[self.lists[at] as usize..end]
    }

    /// The source of every citation, in the order of the text.
    pub fn cited_sources(&self) -> impl Iterator<Item = SourceIx> {
        self.cites.iter().map(|cite| SourceIx(cite.source))
    }

    /// Every citation, in the order of the text.
    ///
    /// ```
    /// use organigram::graph::Builder;
    /// let graph = Builder::from_model(ron::from_str(r#"Model(sources: { "s": Source() }, organs: { "club": Organ(cite: [
    ///     Cite(source: "s", quote: "zwei", lang: "de", translation: "two"),
    /// ]) })"#)?);
    /// let cite = graph.all_cites().next().unwrap();
    /// assert_eq!((cite.quote, cite.lang, cite.translation), ("zwei", "de", "two"));
    /// # Ok::<(), ron::error::SpannedError>(())
    /// ```
    pub fn all_cites(&self) -> impl Iterator<Item = CiteRef<'_>> {
        (0..).zip(&self.cites).map(|(at, row)| self.cite_ref(at, row))
    }

    fn cites_in(&self, list: CiteList) -> impl Iterator<Item = CiteRef<'_>> + Clone {
        let rows = self.cite_rows(list);
        let first = (list.0 as usize).checked_sub(1).map_or(0, |at| self.lists[at]);
        (first..).zip(rows).map(|(at, row)| self.cite_ref(at, row))
    }

    fn cite_ref(&self, at: u32, row: &CiteRow) -> CiteRef<'_> {
        CiteRef {
            source: SourceIx(row.source),
            at: self.texts.get(row.at),
            quote: self.cite_trait(at, Trait::Quote),
            lang: self.cite_trait(at, Trait::Lang),
            translation: self.cite_trait(at, Trait::Translation),
            note: self.cite_trait(at, Trait::Note),
            pos: Pos(row.pos),
        }
    }

    fn cite_trait(&self, row: u32, what: Trait) -> &str {
        let traits = traits_of(&self.quotes, row);
        traits.iter().find(|row| row.what == what).map_or("", |row| self.texts.get(row.text))
    }

    // Sources.

    /// The sources: those that are cited first.
    pub fn sources(&self) -> impl ExactSizeIterator<Item = SourceIx> + Clone + use<> {
        (0..self.sources.len() as u32).map(SourceIx)
    }

    /// The source with an id.
    pub fn source(&self, id: &str) -> Option<SourceIx> {
        self.sources.iter().position(|row| row.id == id).map(|at| SourceIx(at as u32))
    }

    /// A source's id.
    pub fn source_id(&self, source: SourceIx) -> &str {
        &self.sources[source.index()].id
    }

    /// What the model says of a source; `None` for one that is cited and not described.
    pub fn source_entry(&self, source: SourceIx) -> Option<&Source<'static>> {
        self.sources[source.index()].source.as_ref()
    }

    /// When a source was published, or that within which it speaks.
    pub fn published(&self, source: SourceIx) -> Option<Period> {
        self.sources[source.index()].published
    }

    /// From when what a source lays down holds, where it says so: a law, an order.
    pub fn in_force(&self, source: SourceIx) -> Option<Period> {
        self.sources[source.index()].in_force
    }

    /// The source that quotes this one.
    pub fn within(&self, source: SourceIx) -> Option<SourceIx> {
        self.sources[source.index()].within.map(SourceIx)
    }

    /// The source whose testimony a source gives: its own, or that of the source within which it speaks where
    /// the model says that the two are one witness.
    pub fn witness(&self, source: SourceIx) -> SourceIx {
        let speaks_for = |source: &SourceIx| {
            let entry = self.source_entry(*source)?;
            (entry.witness == Witness::Host).then(|| self.within(*source)).flatten()
        };
        let chain = std::iter::successors(Some(source), speaks_for);
        chain.take(self.sources.len()).last().unwrap_or(source)
    }
}

/// The item of a row of a table.
fn item(table: usize, row: u32) -> Item {
    match table {
        0 => Item::Node(NodeIx(row)),
        1 => Item::Under(UnderIx(row)),
        2 => Item::Tie(RelationIx(row)),
        _ => Item::Transition(TransitionIx(row)),
    }
}
