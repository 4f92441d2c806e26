//! organigram itself: the party's RON text, loaded as a user would, and asked through the library.

use std::collections::BTreeMap;
use std::error::Error;
use std::fs::File;
use std::io::BufWriter;
use std::time::Instant;

use organigram::graph::{Builder, NodeIx, OrgGraph, Perspective, Slice, Threshold};
use organigram::time::{Day, When};

use super::generate::{Ask, Party, Syntax, write_model};
use super::{Asked, Peer};

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
        let options = organigram::load::Options::default();
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

    fn sum(&self, organs: impl Iterator<Item = u32>) -> String {
        let (mut count, mut sum) = (0, 0);
        for organ in organs {
            count += 1;
            sum += self.positions[organ as usize];
        }
        format!("{count}:{sum}")
    }

    fn under(&self, slice: &Slice<'_>, top: NodeIx) -> String {
        let shown = slice.shows(slice.answer(top));
        let itself = shown.then_some(top.0).into_iter();
        self.sum(itself.chain(slice.subtree(top).into_iter().flatten()))
    }

    fn kinds(&self, top: NodeIx) -> String {
        let mut counts = self.graph.count_kinds(&self.whole.subtree(top));
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
    let (graph, when) = (whole.graph(), Some(When::day(Day(0))));
    let dated = Slice::new(graph, when, Perspective::all(), Threshold::Possible);
    for root in whole.roots() {
        graph.count_kinds(&whole.subtree(root));
        dated.subtree(root);
        whole.is_forerunner(root, root);
        whole.heirs(root);
        whole.forerunners(root);
    }
    let roots = whole.roots().count();
    println!("the first questions of {roots} roots took {} ms", start.elapsed().as_millis());
}

impl Peer for Organigram {
    fn answer(&mut self, question: &Asked) -> String {
        let (graph, slice) = (self.graph, &self.whole);
        let a = graph.node(&question.a).expect("the organ is there");
        let b = || graph.node(&question.b).expect("the organ is there");
        match question.ask {
            Ask::Lookup => graph.name(a).to_owned(),
            Ask::Chain => self.sum(slice.above(a, None).into_iter().map(|(organ, _)| organ.0)),
            Ask::Province | Ask::Root => self.under(slice, a),
            Ask::AsOf => {
                let when = Some(When::day(Day(question.date)));
                let all = Perspective::all();
                self.under(&Slice::new(graph, when, all, Threshold::Possible), a)
            }
            Ask::Forerunners => self.sum(slice.forerunners(a).into_iter().map(|organ| organ.0)),
            Ask::IsForerunner => slice.is_forerunner(a, b()).to_string(),
            Ask::Path => {
                let path = slice.shortest(a, b());
                path.map_or("none".to_owned(), |path| path.len().to_string())
            }
            Ask::Meet => {
                let met = slice.meet(a, b());
                met.first().map_or("none".to_owned(), |&organ| graph.id(organ).to_owned())
            }
            Ask::Kinds => self.kinds(a),
        }
    }
}
