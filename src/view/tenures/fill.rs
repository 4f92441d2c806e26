//! Fills the tenures from a slice. Takes a slice and a scope; gives a row for each post of the scope's
//! organs, or of its people, and one for the members of each organ. Where only some are to be shown, a
//! tenure is kept if its person, its post or its organ is among them. Never invents a date.

use std::collections::BTreeSet;

use super::{Bar, TenureRow, TenuresView, Vacancy};
use crate::ask::post_counts;
use crate::graph::{Class, Item, NodeIx, OrgGraph, RelationKind, RelationRef, Slice, Threshold};
use crate::model::Membership;
use crate::time::{Answer, Bound, DateSpan, Day, Period};
use crate::view::dates::in_words;
use crate::view::evidence::{Evidence, Said};
use crate::view::names::{name_then, original};
use crate::view::scope::counted;
use crate::view::{End, Scope};

impl TenuresView {
    /// The tenures of the scope's posts, of those of its organs, and of its people; of all posts where it
    /// has no roots. Organs further down come with a depth.
    pub fn of(slice: &Slice<'_>, scope: &Scope) -> TenuresView {
        let graph = slice.graph();
        let evidence = Evidence::new(slice);
        let mut filler = TenuresFiller { slice, graph, evidence, scope, bare: 0 };
        let is_person = |node: &NodeIx| graph.class(*node) == Class::Person;
        let (people, places): (Vec<NodeIx>, Vec<NodeIx>) =
            scope.roots.iter().copied().partition(is_person);
        let label = if scope.roots.len() == 1 { BarLabel::Dates } else { BarLabel::Person };
        let mut rows = if people.is_empty() || !places.is_empty() {
            filler.of_places(&places)
        } else {
            Vec::new()
        };
        for row in filler.of_people(&people, label) {
            let is_known = |known: &TenureRow| (&known.id, &known.label) == (&row.id, &row.label);
            if !rows.iter().any(is_known) {
                rows.push(row);
            }
        }
        let numbers = filler.evidence.numbers();
        let mut notes = notes(filler.bare);
        notes.extend(numbers.presumed());
        let title = match &scope.roots[..] {
            [one] if scope.title.is_empty() => name_then(slice, *one).to_owned(),
            _ => scope.title.clone(),
        };
        // What stands over them all need not stand under each.
        rows.iter_mut().filter(|row| row.place == title).for_each(|row| row.place.clear());
        let scope = Scope { title, ..scope.clone() };
        let caption = scope.caption(slice, notes, numbers.references());
        let range = slice.when().map(|when| (when.from, when.to));
        let is_range = |(from, to): &(Day, Day)| from != to;
        TenuresView { caption, rows, range: range.filter(is_range) }
    }
}

fn notes(bare: usize) -> Vec<String> {
    let note = || format!("{} without a recorded holder left out.", counted(bare, "post"));
    (bare > 0).then(note).into_iter().collect()
}

/// What a bar is called.
#[derive(Clone, Copy, PartialEq, Eq)]
enum BarLabel {
    Person,
    Dates,
}

struct TenuresFiller<'s, 'g> {
    slice: &'s Slice<'g>,
    graph: &'g OrgGraph,
    evidence: Evidence<'s, 'g>,
    scope: &'s Scope,
    /// Posts without anybody.
    bare: usize,
}

/// A tenure or a seat to show, not yet with its claims.
struct Service {
    tie: RelationRef,
    answer: Answer,
    bar: Bar,
}

impl<'g> TenuresFiller<'_, 'g> {
    /// A row for each post of some organs and for each of some posts; of all where none is named.
    fn of_places(&mut self, roots: &[NodeIx]) -> Vec<TenureRow> {
        let mut rows = Vec::new();
        for organ in self.places(roots) {
            if self.graph.class(organ) == Class::Post {
                let row = self.post(organ, |_| true, BarLabel::Person);
                self.keep(row, &mut rows);
                continue;
            }
            let posts =
                self.graph.relations_to(organ).filter(|tie| tie.kind == RelationKind::PostOf);
            let posts: Vec<RelationRef> =
                posts.filter(|tie| post_counts(self.slice, tie)).collect();
            for post in posts {
                let row = self.post(post.from, |_| true, BarLabel::Person);
                self.keep(row, &mut rows);
            }
            rows.extend(self.members(organ));
        }
        if roots.is_empty() {
            let graph = self.graph;
            let of_none = |post: &NodeIx| {
                !graph.relations_from(*post).any(|tie| tie.kind == RelationKind::PostOf)
            };
            for post in graph.nodes(Class::Post).filter(of_none) {
                let row = self.post(post, |_| true, BarLabel::Person);
                self.keep(row, &mut rows);
            }
        }
        // Offices before what was only ever an honour.
        rows.sort_by_key(|row| !row.bars.iter().any(|bar| bar.status.is_holder()));
        rows
    }

    fn keep(&mut self, row: TenureRow, rows: &mut Vec<TenureRow>) {
        if row.bars.is_empty() {
            // Who was not asked for is not missing.
            self.bare += usize::from(self.scope.only.is_none());
        } else {
            rows.push(row);
        }
    }

    /// The organs and posts to begin at, organs with their units as deep as was asked, each after its
    /// superior.
    fn places(&self, roots: &[NodeIx]) -> Vec<NodeIx> {
        if roots.is_empty() {
            return self.slice.organs().map(|(organ, _)| organ).collect();
        }
        let mut stack: Vec<(NodeIx, u32)> = roots.iter().rev().map(|&root| (root, 0)).collect();
        let (mut organs, mut seen) = (Vec::new(), BTreeSet::new());
        while let Some((organ, level)) = stack.pop() {
            if !seen.insert(organ) {
                continue;
            }
            organs.push(organ);
            let is_organ = self.graph.class(organ) == Class::Organ;
            if is_organ && level < self.scope.depth.unwrap_or(0) {
                let units = self.slice.units(organ).rev();
                stack.extend(units.map(|(under, _)| (under.unit, level + 1)));
            }
        }
        organs
    }

    fn of_people(&mut self, people: &[NodeIx], label: BarLabel) -> Vec<TenureRow> {
        let mut places: Vec<(NodeIx, RelationKind)> = Vec::new();
        for tie in people.iter().flat_map(|&person| self.graph.relations_from(person)) {
            let is_service = matches!(tie.kind, RelationKind::Tenure | RelationKind::Seat);
            if is_service && !places.contains(&(tie.to, tie.kind)) {
                places.push((tie.to, tie.kind));
            }
        }
        let mut rows = Vec::new();
        for (place, kind) in places {
            let theirs = |tie: &RelationRef| people.contains(&tie.from);
            if kind == RelationKind::Tenure {
                rows.push(self.post(place, theirs, label));
                continue;
            }
            for membership in [Membership::Full, Membership::Candidate] {
                let fits = |tie: &RelationRef| theirs(tie) && tie.membership == membership;
                rows.push(self.seats(place, membership, fits, label));
            }
        }
        rows.retain(|row| !row.bars.is_empty());
        for row in rows.iter_mut() {
            // Of one person, the days between two terms are no vacancy.
            row.gaps.clear();
        }
        let first = |row: &TenureRow| row.bars.iter().map(starts).min();
        rows.sort_by_key(first);
        rows
    }

    fn members(&mut self, organ: NodeIx) -> Vec<TenureRow> {
        let sorts = [Membership::Full, Membership::Candidate];
        let mut rows: Vec<TenureRow> = Vec::new();
        for membership in sorts {
            let fits = |tie: &RelationRef| tie.membership == membership;
            rows.push(self.seats(organ, membership, fits, BarLabel::Person));
        }
        rows.retain(|row| !row.bars.is_empty());
        rows
    }

    fn post(
        &mut self,
        post: NodeIx,
        fits: impl Fn(&RelationRef) -> bool,
        label: BarLabel,
    ) -> TenureRow {
        let graph = self.graph;
        let organ = graph.relations_from(post).find(|tie| tie.kind == RelationKind::PostOf);
        let places = [Some(post), organ.map(|tie| tie.to)];
        let tenures = graph.relations_to(post).filter(|tie| tie.kind == RelationKind::Tenure);
        let (bars, gaps) = self.bars(tenures.filter(fits), places, label);
        let (name, answer) = (graph.name(post), self.slice.answer(post));
        let seats = graph.number(Item::Node(post)).filter(|&seats| seats > 0);
        let Said { tooltip, link } = self.evidence.post(post, answer);
        TenureRow {
            id: graph.id(post).to_owned(),
            label: name.to_owned(),
            place: organ.map_or("", |tie| name_then(self.slice, tie.to)).to_owned(),
            original: original(self.slice, post, name).map(str::to_owned),
            seats,
            gaps,
            bars,
            highlighted: places.into_iter().flatten().any(|place| self.scope.stresses(place)),
            mark: self.evidence.mark(Item::Node(post), answer),
            tooltip,
            link,
        }
    }

    fn seats(
        &mut self,
        organ: NodeIx,
        membership: Membership,
        fits: impl Fn(&RelationRef) -> bool,
        label: BarLabel,
    ) -> TenureRow {
        let graph = self.graph;
        let seats = graph.relations_to(organ).filter(|tie| tie.kind == RelationKind::Seat);
        let (bars, _) = self.bars(seats.filter(fits), [Some(organ), None], label);
        let answer = self.slice.answer(organ);
        let heading = match membership {
            Membership::Full => "Members",
            Membership::Candidate => "Candidate members",
        };
        let Said { tooltip, link } = self.evidence.organ(organ, answer);
        TenureRow {
            id: graph.id(organ).to_owned(),
            label: heading.to_owned(),
            place: name_then(self.slice, organ).to_owned(),
            bars,
            highlighted: self.scope.stresses(organ),
            mark: self.evidence.mark(Item::Node(organ), answer),
            tooltip,
            link,
            ..TenureRow::default()
        }
    }

    /// The tenures to show, by their start, and the days without a holder between two of them. Somebody
    /// who is not shown is no gap.
    fn bars(
        &mut self,
        ties: impl Iterator<Item = RelationRef>,
        places: [Option<NodeIx>; 2],
        label: BarLabel,
    ) -> (Vec<Bar>, Vec<Vacancy>) {
        let mut served: Vec<Service> = ties.filter_map(|tie| self.service(tie, label)).collect();
        served.sort_by_key(|service| starts(&service.bar));
        let kept = |service: &Service| {
            self.scope.keeps_any(places.into_iter().flatten().chain([service.tie.from]))
        };
        let gaps = gaps(&served, kept);
        served.retain(kept);
        let reported = served.into_iter().map(|Service { tie, answer, bar }| {
            let Said { tooltip, link } = self.evidence.tie(tie.ix, answer);
            Bar { tooltip, link, highlighted: self.scope.stresses(tie.from), ..bar }
        });
        (reported.collect(), gaps)
    }

    fn service(&self, tie: RelationRef, label: BarLabel) -> Option<Service> {
        let item = Item::Tie(tie.ix);
        let answer = self.slice.relation_answer(&tie);
        let mark = self.evidence.mark(item, answer);
        let is_forecast = !mark.modality.is_held() && self.slice.threshold() != Threshold::Certain;
        let is_reported = self.slice.shows(answer) || (is_forecast && answer > Answer::No);
        if !is_reported {
            return None;
        }
        let period = self.slice.period(item);
        let (name, dates) = (self.graph.name(tie.from).to_owned(), in_words(period));
        let bar = Bar {
            person: self.graph.id(tie.from).to_owned(),
            label: match label {
                BarLabel::Person => name.clone(),
                BarLabel::Dates => dates.clone(),
            },
            name,
            dates,
            start: period.map_or(DateSpan::UNKNOWN, start),
            end: period.map_or(End::NotRecorded(None), end),
            status: tie.status,
            mark,
            ..Bar::default()
        };
        Some(Service { tie, answer, bar })
    }
}

fn start(period: Period) -> DateSpan {
    match period.start_bound() {
        Bound::Stated => period.start(),
        Bound::Unknown | Bound::Open => DateSpan::UNKNOWN,
    }
}

fn end(period: Period) -> End {
    match period.end_bound() {
        Bound::Stated => End::Stated(period.end()),
        Bound::Unknown => End::NotRecorded(None),
        Bound::Open => End::Open,
    }
}

/// By what bars are sorted: the first day known of each.
fn starts(bar: &Bar) -> (Day, Day, String) {
    let last = match bar.end {
        End::Stated(span) => span.latest,
        End::NotRecorded(_) | End::Open => Day::MAX,
    };
    let first = match (bar.start.earliest.is_bounded(), bar.start.latest.is_bounded()) {
        (true, _) => bar.start.earliest,
        (false, true) => bar.start.latest,
        (false, false) => last,
    };
    (first, last, bar.label.clone())
}

/// When nobody who is recorded as holder can have held the post, between two who did and are shown. After
/// a tenure whose end is not recorded, nothing is known of a gap.
fn gaps(served: &[Service], is_shown: impl Fn(&Service) -> bool) -> Vec<Vacancy> {
    let is_holder = |bar: &Bar| bar.status.is_holder() && bar.mark.modality.is_held();
    let held = served.iter().filter(|service| is_holder(&service.bar));
    let dated = |service: &&Service| starts(&service.bar).0.is_bounded();
    let mut gaps = Vec::new();
    let mut last: Option<(&Service, Day)> = None;
    for service in held.filter(dated) {
        let bar = &service.bar;
        let first = if bar.start.earliest.is_bounded() { bar.start.earliest } else { Day::MIN };
        if let Some((before, until)) =
            last.filter(|(_, until)| until.is_bounded() && until.next() < first)
        {
            let tooltip =
                format!("No holder is recorded between {} and {}.", before.bar.name, bar.name);
            if is_shown(before) && is_shown(service) {
                gaps.push(Vacancy { from: until.next(), to: Day(first.0 - 1), tooltip });
            }
        }
        let until = match bar.end {
            End::Stated(span) => span.latest,
            End::NotRecorded(_) | End::Open => Day::MAX,
        };
        if last.is_none_or(|(_, known)| until > known) {
            last = Some((service, until));
        }
    }
    gaps
}
