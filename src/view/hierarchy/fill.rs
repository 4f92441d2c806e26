//! Fills an org chart from a slice. Takes a slice and a scope; gives cards under one superior each and
//! the further superiors as lines beside the tree. Never places anything.
//!
//! The tree prefers the line that comes first (the charter's main one where none is named): an organ
//! hangs by it where it can, and by another only where nothing of the first line leads to it.

use std::collections::VecDeque;

use rustc_hash::{FxHashMap, FxHashSet};

use super::{Card, CardNote, Extra, HierarchyView, Role, Superior};
use crate::ask::{self, Holding, LeftOut, Standing};
use crate::graph::{Class, Item, NodeIx, OrgGraph, RelationKind, Slice, Threshold, UnderRef};
use crate::time::Answer;
use crate::view::evidence::{Evidence, Numbers, Said};
use crate::view::kinds::Places;
use crate::view::names::{name_then, original};
use crate::view::scope::counted;
use crate::view::{Posts, Scope};

impl HierarchyView {
    /// The org chart of a slice: who stood under whom, from the scope's roots down.
    pub fn of(slice: &Slice<'_>, scope: &Scope) -> HierarchyView {
        let (mut view, numbers) = state(slice, scope, Numbers::default());
        view.caption.notes.extend(numbers.presumed());
        view.caption.sources = numbers.references();
        view
    }
}

/// The org chart of one state, with sources numbered after those that are known; they are not yet listed.
pub(in crate::view) fn state(
    slice: &Slice<'_>,
    scope: &Scope,
    known: Numbers,
) -> (HierarchyView, Numbers) {
    let tree = Tree::grow(slice, scope);
    let tree = if scope.only.is_some() { tree.pruned(scope) } else { tree };
    let mut filler = HierarchyFiller {
        slice,
        graph: slice.graph(),
        evidence: Evidence::following(slice, known),
        kinds: Places::default(),
        lines: Places::default(),
        places: FxHashMap::default(),
        scope,
    };
    filler.lines_in_order();
    let cards = filler.cards(&tree);
    let extras = filler.extras(&cards, &tree);
    let notes = match scope.reach {
        None => left_out(slice, scope, &filler.places),
        Some(_) => Vec::new(),
    };
    let view = HierarchyView {
        caption: scope.caption(slice, notes, Vec::new()),
        kinds: filler.kinds.labels,
        lines: filler.lines.labels,
        cards,
        extras,
    };
    (view, filler.evidence.numbers())
}

/// What is said of the organs that a dated chart leaves out although they may have been there.
fn left_out(slice: &Slice<'_>, scope: &Scope, places: &FxHashMap<NodeIx, usize>) -> Vec<String> {
    let (graph, loose) = (slice.graph(), slice.clone().with_threshold(Threshold::Possible));
    let belongs = |organ: NodeIx| {
        let is_below =
            |organ| loose.above(organ, None).iter().any(|(above, _)| scope.roots.contains(above));
        scope.keeps(organ)
            && (scope.roots.is_empty() || scope.roots.contains(&organ) || is_below(organ))
    };
    let missing = graph.organs().filter(|&organ| !places.contains_key(&organ) && belongs(organ));
    let words = LeftOut::of(slice, missing).in_words();
    words.into_iter().map(|words| format!("{words} left out.")).collect()
}

/// What hangs under what. It holds what it reached, and no place for the rest of a model: of a large one, many small
/// charts are drawn.
#[derive(Default)]
struct Tree<'g> {
    roots: Vec<NodeIx>,
    units: FxHashMap<NodeIx, Vec<NodeIx>>,
    /// How each organ hangs.
    hung: FxHashMap<NodeIx, Hung<'g>>,
}

/// How an organ hangs under another.
#[derive(Clone, Copy)]
struct Hung<'g> {
    /// The relation to its own superior.
    under: UnderRef<'g>,
    /// The superior under which it is drawn.
    above: NodeIx,
    /// The line, if it is one all the way.
    line: Option<&'g str>,
    /// The least sure answer on the way.
    answer: Answer,
    /// How many organs on the way are left out.
    left_out: u32,
}

impl<'g> Hung<'g> {
    fn directly(under: UnderRef<'g>, answer: Answer) -> Hung<'g> {
        let (above, line) = (under.superior, Some(under.line));
        Hung { under, above, line, answer, left_out: 0 }
    }

    /// The same by way of the superior, which is left out and hangs in its own way.
    fn by_way_of(self, superior: Hung<'g>) -> Hung<'g> {
        Hung {
            under: self.under,
            above: superior.above,
            line: self.line.filter(|_| self.line == superior.line),
            answer: self.answer.min(superior.answer),
            left_out: superior.left_out + 1,
        }
    }
}

impl<'g> Tree<'g> {
    fn grow(slice: &Slice<'g>, scope: &Scope) -> Tree<'g> {
        let graph = slice.graph();
        let mut search = TreeSearch {
            slice,
            first: scope.lines.first().map_or(graph.main_line(), |line| line),
            reach: scope.reach.unwrap_or(u32::MAX),
            seen: FxHashSet::default(),
            tree: Tree::default(),
            near: VecDeque::new(),
            far: VecDeque::new(),
        };
        if scope.roots.is_empty() {
            search.begin_at(slice.roots());
            // What is left stands in or under a cycle that no root leads to.
            search.begin_apart(slice.organs().map(|(organ, _)| organ));
        } else {
            search.begin_apart(tops(slice, scope).into_iter());
        }
        let mut tree = search.tree;
        // The model's own order, whatever the order of discovery.
        tree.sort_units();
        tree
    }

    /// The tree of those that the scope keeps: what hangs under one that is left out hangs under the
    /// nearest superior that is kept.
    fn pruned(mut self, scope: &Scope) -> Tree<'g> {
        let order = self.in_order();
        let mut kept = Tree::default();
        for (organ, _) in order {
            let hung = self.hung.get(&organ).copied().and_then(|own| {
                if scope.keeps(own.above) {
                    return Some(own);
                }
                self.hung.get(&own.above).map(|superior| own.by_way_of(*superior))
            });
            // Whoever hangs under a left-out organ finds here how that one hangs under a kept one.
            self.hang(organ, hung);
            if !scope.keeps(organ) {
                continue;
            }
            kept.hang(organ, hung);
            match hung {
                Some(hung) => kept.units.entry(hung.above).or_default().push(organ),
                None => kept.roots.push(organ),
            }
        }
        kept.sort_units();
        kept
    }

    fn hang(&mut self, organ: NodeIx, hung: Option<Hung<'g>>) {
        match hung {
            Some(hung) => self.hung.insert(organ, hung),
            None => self.hung.remove(&organ),
        };
    }

    fn units(&self, organ: NodeIx) -> &[NodeIx] {
        self.units.get(&organ).map_or(&[], Vec::as_slice)
    }

    fn sort_units(&mut self) {
        self.units.values_mut().for_each(|units| units.sort_unstable());
    }

    /// The organs, each after its superior, with their levels.
    fn in_order(&self) -> Vec<(NodeIx, u32)> {
        let mut order = Vec::new();
        let mut stack: Vec<(NodeIx, u32)> =
            self.roots.iter().rev().map(|&root| (root, 0)).collect();
        while let Some((organ, level)) = stack.pop() {
            order.push((organ, level));
            stack.extend(self.units(organ).iter().rev().map(|&unit| (unit, level + 1)));
        }
        order
    }
}

/// The roots that exist then; one that stands under another comes after it, to hang there. Where the chart does not
/// look all the way down it may not get there, and only those that stand under none begin it, or the first of a cycle.
fn tops(slice: &Slice<'_>, scope: &Scope) -> Vec<NodeIx> {
    let roots = &scope.roots;
    let shown = |organ: &NodeIx| slice.shows(slice.answer(*organ));
    let mut tops: Vec<NodeIx> = roots.iter().copied().filter(shown).collect();
    let is_under =
        |organ: NodeIx| slice.above(organ, None).iter().any(|(above, _)| roots.contains(above));
    tops.sort_by_cached_key(|&organ| is_under(organ));
    if scope.reach.is_some() {
        let free = tops.iter().take_while(|&&organ| !is_under(organ)).count();
        tops.truncate(free.max(1));
    }
    tops
}

/// Breadth first along the line that makes the tree; along others where that leads no further.
struct TreeSearch<'s, 'g> {
    slice: &'s Slice<'g>,
    first: &'s str,
    /// How many levels below the roots are looked at.
    reach: u32,
    seen: FxHashSet<NodeIx>,
    tree: Tree<'g>,
    near: VecDeque<Found<'g>>,
    far: VecDeque<Found<'g>>,
}

/// A relation to a unit that is not hung yet, its answer, and the level that the unit would have.
type Found<'g> = (UnderRef<'g>, Answer, u32);

impl<'g> TreeSearch<'_, 'g> {
    fn begin_at(&mut self, roots: impl Iterator<Item = NodeIx>) {
        for root in roots {
            if self.seen.insert(root) {
                self.tree.roots.push(root);
                self.look_below(root, 0);
            }
        }
        self.follow();
    }

    fn begin_apart(&mut self, organs: impl Iterator<Item = NodeIx>) {
        for organ in organs {
            if !self.seen.contains(&organ) {
                self.begin_at(std::iter::once(organ));
            }
        }
    }

    fn follow(&mut self) {
        while let Some(found) = self.near.pop_front().or_else(|| self.far.pop_front()) {
            let (under, answer, level) = found;
            if !self.seen.insert(under.unit) {
                continue;
            }
            self.tree.units.entry(under.superior).or_default().push(under.unit);
            self.tree.hung.insert(under.unit, Hung::directly(under, answer));
            self.look_below(under.unit, level);
        }
    }

    /// Finds the units of an organ that stands at a level.
    fn look_below(&mut self, organ: NodeIx, level: u32) {
        if level >= self.reach {
            return;
        }
        let units: Vec<(UnderRef<'g>, Answer)> = self.slice.units(organ).collect();
        // Of several relations of one unit along one line, the surest.
        let mut surest: FxHashMap<(NodeIx, &str), Answer> = FxHashMap::default();
        for (under, answer) in &units {
            let known = surest.entry((under.unit, under.line)).or_insert(*answer);
            *known = (*known).max(*answer);
        }
        for (under, answer) in units {
            if surest[&(under.unit, under.line)] > answer {
                continue;
            }
            let queue = if under.line == self.first { &mut self.near } else { &mut self.far };
            queue.push_back((under, answer, level + 1));
        }
    }
}

struct HierarchyFiller<'s, 'g> {
    slice: &'s Slice<'g>,
    graph: &'g OrgGraph,
    evidence: Evidence<'s, 'g>,
    kinds: Places,
    lines: Places,
    /// By organ: its place among the cards.
    places: FxHashMap<NodeIx, usize>,
    scope: &'s Scope,
}

impl<'g> HierarchyFiller<'_, 'g> {
    /// The line that makes the tree comes first, so that it looks the same in every picture.
    fn lines_in_order(&mut self) {
        let main = [self.graph.main_line().to_owned()];
        let lines = if self.scope.lines.is_empty() { &main[..] } else { &self.scope.lines };
        for line in lines {
            self.line(line);
        }
    }

    fn line(&mut self, line: &str) -> Option<usize> {
        let label = self.graph.line_label(line);
        Some(self.lines.place(line, || label))
    }

    fn cards(&mut self, tree: &Tree<'g>) -> Vec<Card> {
        let depth = self.scope.depth;
        let mut cards: Vec<Card> = Vec::new();
        // The card that stands for what hangs too deep, by level.
        let mut last = 0;
        for (organ, level) in tree.in_order() {
            if depth.is_some_and(|depth| level > depth) {
                cards[last].collapsed += 1;
                continue;
            }
            if depth == Some(level) {
                last = cards.len();
            }
            self.places.insert(organ, cards.len());
            let superior = tree.hung.get(&organ).map(|hung| self.superior(hung));
            let card = self.card(organ, superior);
            cards.push(card);
        }
        cards
    }

    fn card(&mut self, organ: NodeIx, superior: Option<Superior>) -> Card {
        let answer = self.slice.answer(organ);
        let label = name_then(self.slice, organ).to_owned();
        let other = original(self.slice, organ, &label);
        let name = other.map(|name| CardNote { role: Role::Name, text: name.to_owned() });
        let is_post = self.graph.class(organ) == Class::Post;
        let (posts, holdings) = match self.scope.posts {
            // Who held it is what the box of a post is looked at for.
            _ if is_post => {
                let (names, holdings) = self.holders(organ);
                let text = Some(self.holders_text(names)).filter(|text| !text.is_empty());
                let note = text.map(|text| CardNote { role: Role::Holder, text });
                (note.into_iter().collect(), holdings)
            }
            Posts::LeftOut => (Vec::new(), Vec::new()),
            Posts::InBoxes => self.posts(organ),
        };
        let mut said = match is_post {
            true => self.evidence.post(organ, answer),
            false => self.evidence.organ(organ, answer),
        };
        for holding in holdings {
            said.and(self.evidence.tie(holding.tie, holding.answer));
        }
        Card {
            id: self.graph.id(organ).to_owned(),
            kind: self.kinds.of_organ(self.slice, organ),
            mark: self.evidence.mark(Item::Node(organ), answer),
            tooltip: said.tooltip,
            link: said.link,
            highlighted: self.scope.stresses(organ),
            asides: name.into_iter().chain(posts).collect(),
            label,
            superior,
            ..Card::default()
        }
    }

    /// The posts of an organ with their holders, and what is said of these. A forecast and an honour make
    /// nobody the holder.
    fn posts(&self, organ: NodeIx) -> (Vec<CardNote>, Vec<Holding<'g>>) {
        let ties = self.graph.relations_to(organ).filter(|tie| tie.kind == RelationKind::PostOf);
        let ties = ties.filter(|tie| self.slice.shows(self.slice.relation_answer(tie)));
        let mut reported = Vec::new();
        let mut aside = |post: NodeIx| {
            let (names, mut holdings) = self.holders(post);
            reported.append(&mut holdings);
            let title = self.graph.name(post);
            let text = match self.holders_text(names) {
                names if names.is_empty() => title.to_owned(),
                names => format!("{title}: {names}"),
            };
            CardNote { role: Role::Holder, text }
        };
        let asides = ties.map(|tie| aside(tie.from)).collect();
        (asides, reported)
    }

    /// Who held a post, by name, and what is said of that.
    fn holders(&self, post: NodeIx) -> (Vec<String>, Vec<Holding<'g>>) {
        let mut holdings = ask::holders(self.slice, post).holdings;
        holdings.retain(|holding| holder(holding).is_some());
        (holdings.iter().filter_map(holder).collect(), holdings)
    }

    /// The names of the holders; that there is none can be said of a date alone.
    fn holders_text(&self, names: Vec<String>) -> String {
        match (names.is_empty(), self.slice.when()) {
            (true, Some(_)) => "nobody recorded".to_owned(),
            _ => names.join(", "),
        }
    }

    fn superior(&mut self, hung: &Hung<'g>) -> Superior {
        let Said { mut tooltip, link } = self.evidence.under(&hung.under, hung.answer);
        if hung.left_out > 0 {
            let (unit, above) = (self.graph.name(hung.under.unit), self.graph.name(hung.above));
            let between = counted(hung.left_out as usize, "organ");
            tooltip = format!("{unit}: under {above} through {between} not shown\n\n{tooltip}");
        }
        Superior {
            card: self.places[&hung.above],
            line: hung.line.and_then(|line| self.line(line)),
            left_out: hung.left_out,
            mark: self.evidence.mark(Item::Under(hung.under.ix), hung.answer),
            tooltip,
            link,
        }
    }

    /// The superiors by which an organ does not hang. Where it stands under the same one along several
    /// lines, the first describes them all.
    fn extras(&mut self, cards: &[Card], tree: &Tree<'g>) -> Vec<Extra> {
        let mut extras: Vec<Extra> = Vec::new();
        for (place, card) in cards.iter().enumerate() {
            let organ = self.graph.node(&card.id).expect("the card is of an organ");
            let hung = tree.hung.get(&organ).filter(|hung| hung.left_out == 0);
            let hung = hung.map(|hung| hung.under.ix);
            let first = extras.len();
            for (under, answer) in self.slice.superiors(organ) {
                let above =
                    self.places.get(&under.superior).copied().filter(|&above| above != place);
                let Some(above) = above.filter(|_| Some(under.ix) != hung) else { continue };
                let line = self.line(under.line);
                // What is surer by another line than by that of the tree is drawn beside it.
                let in_tree = card.superior.as_ref().is_some_and(|superior| {
                    superior.card == above
                        && superior.left_out == 0
                        && superior.mark.answer >= answer
                });
                let is_same = |extra: &Extra| (extra.from, extra.line) == (above, line);
                let known = extras[first..].iter().position(is_same).map(|at| first + at);
                if in_tree || known.is_some_and(|at| extras[at].mark.answer >= answer) {
                    continue;
                }
                if let Some(at) = known {
                    extras.remove(at);
                }
                let Said { tooltip, link } = self.evidence.under(&under, answer);
                extras.push(Extra {
                    from: above,
                    to: place,
                    line,
                    mark: self.evidence.mark(Item::Under(under.ix), answer),
                    tooltip,
                    link,
                    change: None,
                });
            }
        }
        extras
    }
}

/// A holder by name, with what weakens the holding; nobody where it makes nobody the holder.
fn holder(holding: &Holding<'_>) -> Option<String> {
    let name = holding.name;
    match holding.standing {
        Standing::Holder => Some(name.to_owned()),
        Standing::Acting => Some(format!("{name} (acting)")),
        Standing::Perhaps => Some(format!("{name} (possible)")),
        Standing::Honour | Standing::Forecast | Standing::Not => None,
    }
}
