//! Any text at all, from the reader to the pictures: no finding, answer or drawing may panic.

#![no_main]

use libfuzzer_sys::fuzz_target;
use organigram::ask;
use organigram::check::{self, CheckOptions};
use organigram::diagnostics::{Diagnostics, human::Human, sarif, short};
use organigram::graph::{Builder, Class, OrgGraph, Perspective, Slice, Threshold};
use organigram::layout::{self, layout};
use organigram::load::{Loaded, load_text};
use organigram::render::{Theme, dot, svg};
use organigram::time::When;
use organigram::view::{
    HierarchyView, LineageView, NetworkView, RosterView, Scope, TenuresView, View, dossier,
};

const CLASSES: [Class; 4] = [Class::Organ, Class::Event, Class::Post, Class::Person];

fuzz_target!(|text: &str| {
    let Loaded { sources, sink, findings, charter } = load_text("fuzz.ron", text, Builder::default());
    let graph: OrgGraph = sink.finish(sources, charter);
    let mut all = Diagnostics::new();
    all.extend(findings.kept().to_vec());
    all.extend(check::check(&graph, &CheckOptions::default()).findings);
    Human::default().write(&mut std::io::sink(), &all, graph.texts()).unwrap();
    short::write(&mut std::io::sink(), all.kept(), graph.texts()).unwrap();
    sarif::write(&mut std::io::sink(), all.kept(), graph.texts(), &[]).unwrap();
    for when in [None, When::parse("1950").ok()] {
        let slice = Slice::new(&graph, when, Perspective::all(), Threshold::Possible);
        ask::timeline(&slice, |_| true);
        ask::stats(&slice);
        for node in CLASSES.into_iter().flat_map(|class| graph.nodes(class)) {
            ask::who(&slice, node);
            dossier::dossier(&slice, node);
        }
        draw(&slice);
    }
});

fn draw(slice: &Slice<'_>) {
    let scope = Scope::default();
    for view in [
        View::Hierarchy(HierarchyView::of(slice, &scope)),
        View::Lineage(LineageView::of(slice, &scope)),
        View::Roster(RosterView::of(slice, &scope)),
        View::Tenures(TenuresView::of(slice, &scope)),
        View::Network(NetworkView::of(slice, &scope)),
    ] {
        let _ = dot(&view);
        svg(&layout(&view, &layout::LayoutOptions::default()), &Theme::light());
    }
}
