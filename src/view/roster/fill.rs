//! Fills a roster from a slice. Takes a slice and a scope; gives the scope's roots with their posts,
//! members and the bodies within them. Never places anything.
//!
//! A body that the charter calls a part of another (a presidium of its bureau) stands inside it, and
//! whoever sits in both is reported in the inner one alone. Further parts come with a depth. Where only
//! some are to be shown, a service is kept if its person, its post or its organ is among them; a root
//! keeps its name, so that a picture of two states has both.

use std::collections::BTreeSet;

use super::{Body, List, ListSort, RosterEntry, RosterSide, RosterView};
use crate::ask::{HolderGap, Holding, PostHolders, Roster, Standing, roster, words};
use crate::graph::{Item, NodeIx, OrgGraph, Slice, Threshold, Trait};
use crate::view::dates::in_words;
use crate::view::evidence::{Evidence, Numbers, Said};
use crate::view::names::{name_then, original};
use crate::view::{Mark, Scope};

/// Bodies within bodies deeper than this would be unreadable; a cycle of parts ends here too.
const DEEPEST: u32 = 12;

impl RosterView {
    /// Who sat in the scope's roots.
    pub fn of(slice: &Slice<'_>, scope: &Scope) -> RosterView {
        let (side, bare, numbers) = side(slice, scope, Numbers::default());
        let title = match &scope.roots[..] {
            [one] if scope.title.is_empty() => name_then(slice, *one).to_owned(),
            _ => scope.title.clone(),
        };
        let scope = Scope { title, ..scope.clone() };
        let notes = note(bare).into_iter().chain(numbers.presumed()).collect();
        let caption = scope.caption(slice, notes, numbers.references());
        RosterView { caption, sides: vec![side] }
    }
}

/// What was left out.
pub(in crate::view) fn note(bare: usize) -> Vec<String> {
    let note = match bare {
        0 => return Vec::new(),
        1 => "1 unit without recorded members or posts left out.".to_owned(),
        more => format!("{more} units without recorded members or posts left out."),
    };
    vec![note]
}

/// One state of the scope's roots, with sources numbered after those that are known.
pub(in crate::view) fn side(
    slice: &Slice<'_>,
    scope: &Scope,
    known: Numbers,
) -> (RosterSide, usize, Numbers) {
    let graph = slice.graph();
    let evidence = Evidence::following(slice, known);
    let mut filler = RosterFiller { slice, graph, evidence, scope, bare: 0 };
    let shown = |organ: &&NodeIx| slice.attested(**organ);
    let roots = scope.roots.iter().filter(shown);
    let bodies = roots.map(|&organ| filler.body(organ, 0)).collect();
    (RosterSide { label: String::new(), bodies }, filler.bare, filler.evidence.numbers())
}

struct RosterFiller<'s, 'g> {
    slice: &'s Slice<'g>,
    graph: &'g OrgGraph,
    evidence: Evidence<'s, 'g>,
    scope: &'s Scope,
    /// Parts without anybody.
    bare: usize,
}

impl<'g> RosterFiller<'_, 'g> {
    fn body(&mut self, organ: NodeIx, level: u32) -> Body {
        let inner: Vec<NodeIx> = self.parts(organ, level);
        let bodies: Vec<Body> = inner.iter().map(|&part| self.body(part, level + 1)).collect();
        let subsets =
            inner.iter().zip(&bodies).filter(|(part, _)| is_subset(self.graph, **part, organ));
        let reported: BTreeSet<(String, bool)> =
            subsets.flat_map(|(_, body)| members_of(body)).collect();
        let parts = bodies.into_iter().zip(&inner);
        let mentioned = |(body, part): &(Body, &NodeIx)| {
            let is_own = is_subset(self.graph, **part, organ) && self.scope.keeps(**part);
            !is_bare(body) || is_own
        };
        let (kept, bare): (Vec<_>, Vec<_>) = parts.partition(mentioned);
        // Who was not asked for is not missing.
        self.bare += if self.scope.only.is_none() { bare.len() } else { 0 };
        let bodies: Vec<Body> = kept.into_iter().map(|(body, _)| body).collect();
        let roster = roster(self.slice, organ);
        let name = name_then(self.slice, organ).to_owned();
        let answer = self.slice.answer(organ);
        let lists = self.lists(organ, &roster, &reported);
        let is_empty = lists.is_empty() && bodies.is_empty();
        let Said { tooltip, link } = self.evidence.organ(organ, answer);
        Body {
            id: self.graph.id(organ).to_owned(),
            original: original(self.slice, organ, &name).map(str::to_owned),
            kind: self.graph.label_of_kind(self.slice.kind_then(organ)).to_owned(),
            mark: self.evidence.mark(Item::Node(organ), answer),
            tooltip,
            link,
            lists,
            bodies,
            note: if is_empty { self.nobody().to_owned() } else { String::new() },
            highlighted: self.scope.stresses(organ),
            name,
        }
    }

    /// The bodies to show inside another: parts of it by the charter, and units as deep as was asked.
    fn parts(&self, organ: NodeIx, level: u32) -> Vec<NodeIx> {
        let mut parts: Vec<NodeIx> = Vec::new();
        let depth = self.scope.depth.unwrap_or(0);
        for (under, _) in self.slice.units(organ) {
            let is_main = under.line == self.graph.main_line();
            let wanted = is_main && level < depth || is_subset(self.graph, under.unit, organ);
            if wanted && level < DEEPEST && !parts.contains(&under.unit) {
                parts.push(under.unit);
            }
        }
        parts
    }

    /// What an empty body says.
    fn nobody(&self) -> &'static str {
        match self.scope.only {
            Some(_) => "No member or post that was asked for is recorded here.",
            None => "No member or post holder is recorded.",
        }
    }

    fn lists(
        &mut self,
        organ: NodeIx,
        roster: &Roster<'g>,
        reported: &BTreeSet<(String, bool)>,
    ) -> Vec<List> {
        let posts = roster.posts.iter().filter_map(|post| self.post(organ, post));
        let mut lists: Vec<List> = posts.collect();
        let inside =
            |seat: &&Holding<'_>| reported.contains(&(seat.person.to_owned(), is_member(seat)));
        let has_inside = roster.full.iter().any(|seat| inside(&seat));
        let full = if has_inside { "Further full members" } else { "Full members" };
        // Where the sources know of no candidates at all, members are simply members.
        let only = roster.candidates.is_empty() && roster.others.is_empty();
        let full = match (only, has_inside) {
            (true, false) => "Members",
            (true, true) => "Further members",
            _ => full,
        };
        let others = [(full, &roster.full), ("Candidate members", &roster.candidates)];
        for (heading, seats) in others {
            let seats: Vec<&Holding<'g>> = seats.iter().filter(|seat| !inside(seat)).collect();
            self.list(heading, &seats, &mut lists);
        }
        let beside: Vec<&Holding<'g>> =
            roster.others.iter().filter(|seat| self.shows(seat) && !inside(seat)).collect();
        self.list("Not counted as members", &beside, &mut lists);
        lists
    }

    fn list(&mut self, heading: &str, seats: &[&Holding<'g>], lists: &mut Vec<List>) {
        let shown = seats.iter().filter(|seat| self.shows(seat)).count();
        let entries = self.entries(seats.iter().copied(), None);
        if !entries.is_empty() {
            let heading = match entries.len() {
                all if all == shown => format!("{heading} ({all})"),
                some => format!("{heading} ({some} of {shown})"),
            };
            lists.push(List { heading, entries, ..List::default() });
        }
    }

    fn post(&mut self, organ: NodeIx, post: &PostHolders<'g>) -> Option<List> {
        let node = self.graph.node(post.post)?;
        let name = self.graph.name(node);
        let entries = self.entries(post.holdings.iter(), Some(organ));
        if entries.is_empty() && !self.scope.keeps_any([node, organ]) {
            return None;
        }
        let perhaps = post.holdings.iter().filter(|held| held.standing == Standing::Perhaps);
        let perhaps: Vec<&str> = perhaps.map(|held| held.name).collect();
        let stated = post.vacancies.iter().map(ToString::to_string).collect::<Vec<_>>().join("; ");
        let note = match (post.headline(), &post.gap) {
            (Some(_), Some(_)) if !stated.is_empty() => stated,
            (Some(headline), Some(gap)) => format!("{headline}{}", around(self.slice, gap)),
            (Some(headline), None) if !perhaps.is_empty() => {
                format!("{headline}; possible: {}", perhaps.join(", "))
            }
            (Some(headline), None) if post.holdings.iter().all(|held| held.status.is_holder()) => {
                headline.to_owned()
            }
            _ => String::new(),
        };
        // An honour without anybody honoured is nothing to show.
        if entries.is_empty() && note.is_empty() {
            return None;
        }
        let original = original(self.slice, node, name).map(str::to_owned);
        let answer = self.slice.answer(node);
        let Said { tooltip, link } = self.evidence.post(node, answer);
        Some(List {
            sort: ListSort::Post,
            heading: name.to_owned(),
            original,
            entries,
            note,
            id: post.post.to_owned(),
            tooltip,
            link,
            highlighted: self.scope.stresses(node),
        })
    }

    /// Forecasts and honours are reported, and marked; what is merely possible where it was asked for.
    fn shows(&self, held: &Holding<'_>) -> bool {
        match held.standing {
            Standing::Forecast => self.slice.threshold() != Threshold::Certain,
            _ => self.slice.shows(held.answer),
        }
    }

    /// Those to show; of a post, with the organ that it belongs to.
    fn entries<'h>(
        &mut self,
        held: impl Iterator<Item = &'h Holding<'g>>,
        organ: Option<NodeIx>,
    ) -> Vec<RosterEntry>
    where
        'g: 'h,
    {
        let is_kept = |held: &&Holding<'g>| {
            let tie = self.graph.tie(held.tie);
            self.shows(held) && self.scope.keeps_any([tie.from, tie.to].into_iter().chain(organ))
        };
        let shown: Vec<&Holding<'g>> = held.filter(is_kept).collect();
        shown.into_iter().map(|held| self.entry(held)).collect()
    }

    fn entry(&mut self, held: &Holding<'g>) -> RosterEntry {
        let person = self.graph.node(held.person).expect("a holding is a person's");
        let item = Item::Tie(held.tie);
        let Said { tooltip, link } = self.evidence.tie(held.tie, held.answer);
        RosterEntry {
            person: held.person.to_owned(),
            place: held.place.to_owned(),
            name: held.name.to_owned(),
            original: original(self.slice, person, held.name).map(str::to_owned),
            rank: held.rank,
            details: self.details(held),
            status: held.status,
            mark: Mark { modality: held.modality, ..self.evidence.mark(item, held.answer) },
            highlighted: self.scope.stresses(person),
            change: None,
            tooltip,
            link,
        }
    }

    fn details(&self, held: &Holding<'_>) -> Vec<String> {
        let title = self.graph.property(Item::Tie(held.tie), Trait::Title);
        let mut details: Vec<String> = title.into_iter().map(str::to_owned).collect();
        let post = self.graph.post_of_seat(held.tie).map(|post| self.graph.name(post));
        details.extend(post.map(|post| format!("by virtue of the post {post}")));
        let said = match held.standing {
            Standing::Acting => "acting".to_owned(),
            Standing::Perhaps => "perhaps: the dates leave it open".to_owned(),
            Standing::Honour => format!("{}, not the holder", held.status),
            Standing::Forecast if held.membership.is_some() => {
                format!("{}, not a member", held.modality)
            }
            Standing::Forecast => format!("{}, not a holder", held.modality),
            Standing::Holder | Standing::Not => String::new(),
        };
        details.extend(Some(said).filter(|said| !said.is_empty()));
        details.extend(words::qualification(held.modality, held.reliability));
        details.push(in_words(self.slice.period(Item::Tie(held.tie))));
        details
    }
}

/// Who sits in a body or within it, and whether as a member.
fn members_of(body: &Body) -> Vec<(String, bool)> {
    let entries =
        body.all().into_iter().flat_map(|body| &body.lists).flat_map(|list| &list.entries);
    let seats = entries.filter(|entry| body.all().iter().any(|body| body.id == entry.place));
    let member = |entry: &RosterEntry| entry.mark.modality.is_held() && entry.mark.answer.holds();
    seats.map(|entry| (entry.person.clone(), member(entry))).collect()
}

fn is_member(seat: &Holding<'_>) -> bool {
    seat.modality.is_held() && seat.answer.holds()
}

fn is_bare(body: &Body) -> bool {
    body.all().iter().all(|body| body.lists.is_empty())
}

/// Whether the charter calls the kind of one a part of the kind of the other.
fn is_subset(graph: &OrgGraph, part: NodeIx, whole: NodeIx) -> bool {
    let Some(charter) = graph.charter() else { return false };
    let chain = |node: NodeIx| {
        let mut kinds = vec![graph.kind(node)];
        while let Some(kind) = charter.kinds.get(kinds[kinds.len() - 1]) {
            if kind.is.is_empty() || kinds.contains(&&*kind.is) {
                break;
            }
            kinds.push(&kind.is);
        }
        kinds
    };
    let wholes = chain(whole);
    let kinds = chain(part).into_iter().filter_map(|kind| charter.kinds.get(kind));
    kinds.flat_map(|kind| kind.subset_of.iter()).any(|wanted| wholes.contains(&&**wanted))
}

/// The tenures around a gap, in words.
pub(in crate::view) fn around(slice: &Slice<'_>, gap: &HolderGap<'_>) -> String {
    let reported = |held: &Holding<'_>| match &*held.during {
        "" => held.name.to_owned(),
        _ => format!("{} ({})", held.name, in_words(slice.period(Item::Tie(held.tie)))),
    };
    match (gap.before.as_ref().map(reported), gap.after.as_ref().map(reported)) {
        (Some(before), Some(after)) => format!(" between {before} and {after}"),
        (Some(before), None) => format!(" after {before}"),
        (None, Some(after)) => format!(" before {after}"),
        (None, None) => String::new(),
    }
}
