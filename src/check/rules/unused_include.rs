//! R007: an included file that adds nothing.

use crate::check::context::Subject;
use crate::check::reporter::{ConflictAnswer, Reporter};
use crate::check::rule::{Rule, RuleGroup};
use crate::graph::{Class, OrgGraph};
use crate::model::RuleLevel;
use crate::text::Pos;

pub(in crate::check) static RULE: Rule = Rule {
    code: "R007",
    name: "unused-include",
    group: RuleGroup::References,
    level: RuleLevel::Warn,
    what: "A file that a model includes but that contains no entries.",
    why: "an include that adds nothing is a leftover, or a file whose entries were lost",
    fails: r#"// In `leftover.ron` stands `Model()`.
Model(include: ["leftover.ron"], organs: { "club": Organ() })"#,
    passes: r#"Model(organs: { "club": Organ() })"#,
    fix: "Remove the include, or fill the file.",
    check,
};

fn check(subject: &Subject<'_>, out: &mut Reporter<'_>) {
    let graph = subject.graph;
    let files = graph.texts().files();
    if files.len() < 2 {
        return;
    }
    let mut used = vec![false; files.len()];
    used[0] = true;
    let mut seen = (0, 0);
    for pos in places(graph).filter(|pos| pos.is_some()) {
        if (seen.0..seen.1).contains(&pos.0) {
            continue;
        }
        let at = files.partition_point(|file| file.base() <= pos).saturating_sub(1);
        used[at] = true;
        seen = (files[at].base().0, files.get(at + 1).map_or(u32::MAX, |next| next.base().0));
    }
    for (file, _) in files.iter().zip(used).filter(|(_, used)| !used) {
        out.push(ConflictAnswer::Certain, |say| {
            say.whole(
                Some(file.name.clone()),
                format!("the file `{}` contains no entries", file.name),
            )
            .help("remove the include, or fill the file")
        });
    }
}

/// Where anything of the model stands.
fn places(graph: &OrgGraph) -> impl Iterator<Item = Pos> + '_ {
    let classes = [Class::Organ, Class::Event, Class::Post, Class::Person];
    let nodes = classes.into_iter().flat_map(|class| graph.nodes(class));
    let entries = graph.sources().filter_map(|source| graph.source_entry(source));
    nodes
        .map(|node| graph.pos(crate::graph::Item::Node(node)))
        .chain(graph.all_relations().map(|tie| tie.pos))
        .chain(graph.all_transitions().map(|transition| transition.pos))
        .chain(entries.map(|source| source.pos.0))
        .chain(graph.charter().map(|charter| charter.pos.0))
        .chain(graph.queries().values().map(|(_, pos)| *pos))
        .chain(graph.levels().values().map(|(_, pos)| *pos))
        .chain(graph.views().values().map(|view| view.spec.pos.0))
}
