//! What ids stand for in messages, where they show nothing themselves: UUIDs, numbers, those of Wikidata.
//!
//! Takes a diagnostic, adds the names of the things whose ids it names. Leaves ids that are words to themselves.

use crate::diagnostics::Diagnostic;
use crate::graph::{Field, Item, NodeIx, OrgGraph};

/// No more ids of one message are explained.
const MOST: usize = 4;

/// Adds to a diagnostic what its opaque ids stand for.
pub(super) fn explain(graph: &OrgGraph, problem: &mut Diagnostic) {
    let mut explained: Vec<NodeIx> = Vec::new();
    for id in problem.message.split('`').skip(1).step_by(2).filter(|id| is_opaque(id)) {
        let Some(node) = graph.node(id) else { continue };
        let name = graph.name(node);
        let shows_more = name != id && !problem.message.contains(name);
        if shows_more && !explained.contains(&node) && explained.len() < MOST {
            explained.push(node);
        }
    }
    problem.notes.extend(explained.into_iter().map(|node| description(graph, node)));
}

/// Whether an id shows nobody what it stands for: it has digits and no word of three letters, but for hexadecimal ones.
fn is_opaque(id: &str) -> bool {
    let is_word = |part: &str| {
        part.chars().count() > 2 && !part.chars().all(|letter| letter.is_ascii_hexdigit())
    };
    let has_digit = id.contains(|letter: char| letter.is_ascii_digit());
    has_digit && !id.split(|letter: char| !letter.is_alphabetic()).any(is_word)
}

/// `` `Q42` is Board (committee, 1950/1971), under Chess Club ``
fn description(graph: &OrgGraph, node: NodeIx) -> String {
    let class = graph.class(node).to_string();
    let kind = Some(graph.kind_label(node)).filter(|kind| !kind.is_empty());
    let mut about = kind.map_or(class, str::to_owned);
    let dates = graph.facts_of(Item::Node(node), Field::Date).next();
    if let Some(dates) = dates.filter(|fact| !fact.text.is_empty()) {
        about.push_str(&format!(", {}", dates.text));
    }
    let is_organ = graph.class(node) == crate::graph::Class::Organ;
    let superior = Some(node).filter(|_| is_organ).and_then(|node| graph.main_superior(node));
    let under = superior.map(|superior| format!(", under {}", graph.name(superior)));
    format!("`{}` is {} ({about}){}", graph.id(node), graph.name(node), under.unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::is_opaque;
    use crate::project::Project;

    #[test]
    fn ids_without_words_are_opaque() {
        for id in ["Q184", "e03b7a52-1f0c-4bd9-9a3e-0f6e2c1d7a11", "4711", "p01.c003", "당1"] {
            assert!(is_opaque(id), "{id}");
        }
        for id in ["wpk-pb", "board-2", "club", "kim-il-sung", "cell"] {
            assert!(!is_opaque(id), "{id}");
        }
    }

    #[test]
    fn a_message_says_what_an_opaque_id_stands_for() {
        let project = Project::from_text(
            "x.ron",
            r#"Model(organs: {
                "Q1": Organ(name: "Chess Club", existence: "1950/1960"),
                "Q2": Organ(name: "Board", existence: "1970/1980", under: "Q1"),
            })"#,
        );
        let problem = project.problems().iter().find(|one| one.message.contains("`Q2`")).unwrap();
        let note = "`Q2` is Board (organ, 1970/1980), under Chess Club";
        assert!(problem.notes.iter().any(|one| one == note), "{problem:?}");
    }
}
