//! organigram itself: the party's RON text, loaded as a user would, and asked through the library.

use std::collections::BTreeMap;
use std::error::Error;
use std::fs::File;
use std::io::BufWriter;
use std::time::Instant;

use organigram::graph::{Builder, NodeIx, OrgGraph, Slice};
use organigram::time::{Day, When};

use super::generate::{Ask, Party, Syntax, write_model};
use super::{Answer, Asked, Peer};

/// The graph, and where each organ stands in the text.
pub(crate) struct Organigram {
    graph: &'static OrgGraph,
    whole: Slice<'static>,
    positions: Vec<u64>,
}

impl Organigram {
    pub(crate) fn new(party: &Party, folder: &str) -> Result<Self, Box<dyn Error>> {
        let path = format!("{folder}/party.ron");
        write_model(party, Syntax::Ron, BufWriter::new(File::create(&path)?))?;
        let options = organigram::load::LoadOptions::default();
        let loaded = organigram::load::load(path.as_ref(), &options, Builder::default());
        // Leaked: the slice that borrows it lives as long as the program.
        let graph: &OrgGraph =
            Box::leak(Box::new(loaded.sink.finish(loaded.sources, loaded.charter)));
        let mut order: Vec<NodeIx> = graph.organs().collect();
        order.sort_unstable_by_key(|&organ| graph.id_span(organ).start);
        let mut positions = vec![0; order.len()];
        for (at, organ) in order.iter().enumerate() {
            positions[organ.index()] = at as u64 + 1;
        }
        let whole = Slice::all(graph);
        warm(&whole);
        Ok(Organigram { graph, whole, positions })
    }

    fn kinds(&self, top: NodeIx) -> String {
        let mut counts = self.whole.caches().count_kinds(&self.whole.subtree(top));
        counts[self.graph.kind_number(top) as usize] += 1;
        let names = self.graph.kind_names().iter().zip(counts);
        let counts: BTreeMap<&String, usize> = names.filter(|(_, count)| *count > 0).collect();
        let counts: Vec<String> = counts.iter().map(|(kind, n)| format!("{kind}={n}")).collect();
        counts.join(";")
    }
}

/// Makes the tables that are made when they are first asked for: the peers make theirs when they load.
fn warm(whole: &Slice<'_>) {
    let start = Instant::now();
    let when = Some(When::day(Day(0)));
    let dated = whole.clone().at(when);
    for root in whole.roots() {
        whole.caches().count_kinds(&whole.subtree(root));
        dated.subtree(root);
        whole.is_predecessor(root, root);
        whole.successors(root);
        whole.predecessors(root);
    }
    let roots = whole.roots().count();
    println!("the first questions of {roots} roots took {} ms", start.elapsed().as_millis());
}

/// An organ and all under it, one by one: the ranges of a subtree would be shorter.
fn under(slice: &Slice<'_>, top: NodeIx) -> Vec<u32> {
    let ranges = slice.subtree(top);
    let mut organs =
        Vec::with_capacity(1 + ranges.iter().map(ExactSizeIterator::len).sum::<usize>());
    organs.extend(slice.shows(slice.answer(top)).then_some(top.0));
    ranges.into_iter().for_each(|range| organs.extend(range));
    organs
}

impl Peer for Organigram {
    fn position(&self, organ: u32) -> u64 {
        self.positions[organ as usize]
    }

    fn answer(&mut self, question: &Asked) -> Answer {
        let (graph, slice) = (self.graph, &self.whole);
        let a = graph.node(&question.a).expect("the organ is there");
        let b = || graph.node(&question.b).expect("the organ is there");
        match question.ask {
            Ask::Lookup => Answer::Reported(graph.name(a).to_owned()),
            Ask::Chain => {
                let above = slice.above(a, None).into_iter();
                Answer::Organs(above.map(|(organ, _)| organ.0).collect())
            }
            Ask::Province | Ask::Root => Answer::Organs(under(slice, a)),
            Ask::AsOf => {
                let when = Some(When::day(Day(question.date)));
                Answer::Organs(under(&slice.clone().at(when), a))
            }
            Ask::Predecessors => {
                Answer::Organs(slice.predecessors(a).into_iter().map(|organ| organ.0).collect())
            }
            Ask::IsForerunner => Answer::Reported(slice.is_predecessor(a, b()).to_string()),
            Ask::Path => {
                let path = slice.shortest(a, b());
                Answer::Reported(path.map_or("none".to_owned(), |path| path.len().to_string()))
            }
            Ask::Meet => {
                let met = slice.meet(a, b()).first().map(|&organ| graph.id(organ).to_owned());
                Answer::Reported(met.unwrap_or("none".to_owned()))
            }
            Ask::Kinds => Answer::Reported(self.kinds(a)),
        }
    }
}
