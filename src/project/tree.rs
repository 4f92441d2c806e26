//! The hierarchy as rows. Takes a question and an organ to begin at, walks down; gives a row for each place in the
//! tree, in the order in which a tree is read. Never prints.

use fixedbitset::FixedBitSet;
use serde::Serialize;

use super::{Advice, Project, ProjectError, Question};
use crate::ask::{self, CiteText, LeftOut, cite_texts, is_unjudged, reliability};
use crate::graph::{Item, NodeIx, Slice, UnderRef};
use crate::model::{Modality, Reliability};
use crate::time::{Answer, LastDate};

/// An organ at one place of the tree.
#[derive(Clone, PartialEq, Debug, Serialize)]
#[non_exhaustive]
pub struct TreeRow<'g> {
    /// How many levels below the root it stands; 0 of a root.
    pub level: u32,
    /// Its id.
    pub id: &'g str,
    /// Its name at the date.
    pub name: &'g str,
    /// Its kind; empty where none is said.
    #[serde(skip_serializing_if = "str::is_empty")]
    pub kind: &'g str,
    /// Whether it stood there; of a root, whether it existed.
    pub answer: Answer,
    /// Why.
    pub why: String,
    /// Where it is presumed: the latest date at which a source places it there.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub last_attested: Option<LastDate>,
    /// How the sources say it: planned where the organ or its place is.
    pub modality: Modality,
    /// How far the best of the sources is trusted.
    #[serde(skip_serializing_if = "is_unjudged")]
    pub reliability: Reliability,
    /// The line along which it stands under the row above; of a root there is none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub line: Option<&'g str>,
    /// What that line is called, unless it is the main one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub line_label: Option<String>,
    /// Who says so, and where.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub cites: Vec<CiteText<'g>>,
    /// Whether it is unfolded at another place, above.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub elsewhere: bool,
    /// How many units stand under it that do not follow here: it is unfolded elsewhere, or they are too deep.
    #[serde(skip_serializing_if = "is_zero")]
    pub hidden: usize,
    /// Whether it is the last of those under the same organ.
    #[serde(skip)]
    pub last: bool,
}

#[allow(clippy::trivially_copy_pass_by_ref, reason = "serde passes a reference")]
fn is_zero(count: &usize) -> bool {
    *count == 0
}

/// A row with those that stand under it.
#[derive(Clone, PartialEq, Debug, Serialize)]
#[non_exhaustive]
pub struct Branch<'g> {
    /// The organ.
    #[serde(flatten)]
    pub row: TreeRow<'g>,
    /// What stood under it.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub units: Vec<Branch<'g>>,
}

/// The hierarchy, with what is not in it.
#[derive(Clone, PartialEq, Debug, Serialize)]
#[non_exhaustive]
pub struct TreeAnswer<'g> {
    /// The organs at the top, each with what stood under it.
    pub organs: Vec<Branch<'g>>,
    /// How many organs are left out although they may have been there: [`Project::left_out`].
    pub left_out: LeftOut,
}

impl<'g> TreeAnswer<'g> {
    /// The rows of a tree, each inside the one under which it stands, and how many organs are left out.
    ///
    /// # Errors
    /// As [`Branch::nest`].
    pub fn new(rows: Vec<TreeRow<'g>>, left_out: LeftOut) -> Result<TreeAnswer<'g>, ProjectError> {
        Ok(TreeAnswer { organs: Branch::nest(rows)?, left_out })
    }
}

impl<'g> Branch<'g> {
    /// Deeper than this no branches nest: most readers of JSON take no more, and a writer would run out of stack.
    pub const DEEPEST: u32 = 500;

    /// The rows of a tree, each inside the one under which it stands.
    ///
    /// # Errors
    /// When they nest deeper than [`Branch::DEEPEST`].
    pub fn nest(rows: Vec<TreeRow<'g>>) -> Result<Vec<Branch<'g>>, ProjectError> {
        let deepest = rows.iter().map(|row| row.level).max().unwrap_or(0);
        if deepest > Branch::DEEPEST {
            return Err(ProjectError::Usage(Advice::new(
                "this tree has {} levels, and at most {} can be nested; show less of it by {depth}",
                &[&(deepest + 1), &(Branch::DEEPEST + 1)],
            )));
        }
        let mut roots: Vec<Branch<'g>> = Vec::new();
        // Branches that are not complete yet, each a unit of the one before.
        let mut open: Vec<Branch<'g>> = Vec::new();
        for row in rows {
            close(&mut open, &mut roots, row.level as usize);
            open.push(Branch { row, units: Vec::new() });
        }
        close(&mut open, &mut roots, 0);
        Ok(roots)
    }
}

/// Puts the branches from a level on into those above.
fn close<'g>(open: &mut Vec<Branch<'g>>, roots: &mut Vec<Branch<'g>>, level: usize) {
    while open.len() > level {
        let done = open.pop().expect("it is longer than the level");
        open.last_mut().map_or(&mut *roots, |above| &mut above.units).push(done);
    }
}

impl Project {
    /// How many organs a question of some days leaves out although they may have been there.
    ///
    /// ```
    /// use organigram::project::{Project, Question};
    /// let project = Project::from_text("club.ron", r#"Model(organs: { "club": Organ() })"#);
    /// assert_eq!(project.left_out(&Question::default().as_of("1960"))?.undated, 1);
    /// assert_eq!(project.left_out(&Question::default())?.undated, 0);
    /// # Ok::<(), organigram::project::ProjectError>(())
    /// ```
    ///
    /// # Errors
    /// When the question names what the model lacks.
    pub fn left_out(&self, question: &Question) -> Result<LeftOut, ProjectError> {
        let slice = question.slice(self.graph())?;
        Ok(LeftOut::of(&slice, self.graph().organs()))
    }

    /// Who stood under whom: an organ with all that stood under it, a post with all that reported to it, or every organ
    /// that stood under nothing, down to a depth.
    ///
    /// An organ with several superiors is unfolded under the first and only named under the others.
    ///
    /// ```
    /// use organigram::project::{Branch, Project, Question};
    /// use organigram::time::Answer;
    ///
    /// let project = Project::from_text("club.ron", r#"Model(organs: {
    ///     "club": Organ(name: "Chess Club", existence: "1950/1971"),
    ///     "board": Organ(name: "Board", existence: "1950/", under: "club"),
    /// })"#);
    /// let rows = project.tree(&Question::default().as_of("1960"), None, None)?;
    /// assert_eq!((rows[0].level, rows[0].name, rows[0].answer), (0, "Chess Club", Answer::Certain));
    /// assert_eq!((rows[1].level, rows[1].name, rows[1].answer), (1, "Board", Answer::Presumed));
    /// assert_eq!(Branch::nest(rows)?[0].units[0].row.id, "board");
    /// # Ok::<(), organigram::project::ProjectError>(())
    /// ```
    ///
    /// # Errors
    /// When the question names what the model lacks, and when no or several organs fit the name.
    pub fn tree(
        &self,
        question: &Question,
        organ: Option<&str>,
        depth: Option<u32>,
    ) -> Result<Vec<TreeRow<'_>>, ProjectError> {
        let slice = question.slice(self.graph())?;
        let roots = match organ {
            Some(name) => vec![self.find_in_hierarchy(name)?],
            None => roots(&slice),
        };
        let mut walk = Walk { slice: &slice, depth, seen: none_of(&slice), rows: Vec::new() };
        roots.into_iter().for_each(|root| walk.from(root));
        Ok(walk.rows)
    }
}

/// An empty set of what stands in a hierarchy.
fn none_of(slice: &Slice<'_>) -> FixedBitSet {
    FixedBitSet::with_capacity(slice.graph().len())
}

/// The organs without superiors, and one of each cycle that no root leads to.
fn roots(slice: &Slice<'_>) -> Vec<NodeIx> {
    let mut roots = Vec::new();
    let mut reached = none_of(slice);
    let in_cycles = slice.organs().map(|(node, _)| node);
    for root in slice.roots().chain(in_cycles) {
        if reached.contains(root.index()) {
            continue;
        }
        roots.push(root);
        let mut stack = vec![root];
        while let Some(node) = stack.pop() {
            if !reached.put(node.index()) {
                stack.extend(slice.units(node).map(|(under, _)| under.unit));
            }
        }
    }
    roots
}

struct Walk<'s, 'g> {
    slice: &'s Slice<'g>,
    depth: Option<u32>,
    /// The organs that have been unfolded.
    seen: FixedBitSet,
    rows: Vec<TreeRow<'g>>,
}

/// The units of one organ that are being walked.
struct Siblings<'g> {
    units: std::vec::IntoIter<(UnderRef<'g>, Answer)>,
}

/// Where a row stands.
struct Place {
    level: u32,
    last: bool,
}

impl<'g> Walk<'_, 'g> {
    fn from(&mut self, root: NodeIx) {
        let answer = self.slice.answer(root);
        let mut levels = vec![self.visit(root, None, answer, Place { level: 0, last: true })];
        while let Some(top) = levels.last_mut() {
            match top.units.next() {
                None => drop(levels.pop()),
                Some((under, answer)) => {
                    let last = top.units.len() == 0;
                    let (level, node) = (levels.len() as u32, under.unit);
                    let next = self.visit(node, Some(&under), answer, Place { level, last });
                    levels.push(next);
                }
            }
        }
    }

    /// Adds the row of an organ; gives the units to walk from it.
    fn visit(
        &mut self,
        node: NodeIx,
        under: Option<&UnderRef<'g>>,
        answer: Answer,
        Place { level, last }: Place,
    ) -> Siblings<'g> {
        let elsewhere = self.seen.put(node.index());
        let is_deep = self.depth.is_some_and(|depth| level >= depth);
        let units = self.slice.units(node);
        let (hidden, units) = match elsewhere || is_deep {
            true => (units.count(), Vec::new()),
            false => (0, units.collect()),
        };
        let row = self.row(node, under, answer);
        self.rows.push(TreeRow { level, last, elsewhere, hidden, ..row });
        Siblings { units: units.into_iter() }
    }

    fn row(&self, node: NodeIx, under: Option<&UnderRef<'g>>, answer: Answer) -> TreeRow<'g> {
        let (slice, graph) = (self.slice, self.slice.graph());
        let item = under.map_or(Item::Node(node), |under| Item::Under(under.ix));
        let modality = under.map(|under| under.modality).filter(|said| !said.is_held());
        let why = under.map_or_else(|| slice.why(node), |under| slice.under_why(under));
        let other_line = under.filter(|under| under.line != graph.main_line());
        TreeRow {
            level: 0,
            id: graph.id(node),
            name: ask::name_at(slice, node),
            kind: slice.kind_then(node),
            answer,
            why: why.to_string(),
            last_attested: why.last_attested(),
            modality: modality.unwrap_or_else(|| graph.modality(Item::Node(node))),
            reliability: reliability(slice, item),
            line: under.map(|under| under.line),
            line_label: other_line.map(|under| graph.line_label(under.line)),
            cites: cite_texts(slice, graph.cites(item)),
            elsewhere: false,
            hidden: 0,
            last: false,
        }
    }
}
