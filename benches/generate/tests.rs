//! The generator against itself: both texts say the same, every reference resolves, the shares
//! are met, and time runs one way.

use std::collections::HashMap;

use organigram::model::{Model, TransitionKind};

use super::generate::{Facts, Model as Mirror, Order, Party, Syntax, civil, day, write_model};

fn text(party: &Party, syntax: Syntax) -> String {
    let mut out = Vec::new();
    write_model(party, syntax, &mut out).expect("memory takes all that is written");
    String::from_utf8(out).expect("the text is UTF-8")
}

fn model(party: &Party) -> Model<'static> {
    ron::from_str(&text(party, Syntax::Ron)).expect("the text is RON")
}

#[test]
fn both_texts_say_the_same() {
    let party = Party::new(1000).with_problems(2);
    let json = text(&party, Syntax::Json);
    let ron = model(&party);
    assert_eq!(serde_json::from_str::<Model>(&json).expect("the text is JSON"), ron);
    let mirror: Mirror = serde_json::from_str(&json).expect("the mirror fits");
    assert_eq!(mirror.organs.0.len(), ron.organs.len());
    assert_eq!(mirror.transitions.len(), ron.transitions.len());
    assert_eq!(mirror.tenures.len(), ron.tenures.len());
    for ((id, organ), (wanted, other)) in mirror.organs.0.iter().zip(&ron.organs) {
        assert_eq!(
            (*id, organ.name, organ.kind),
            (&**wanted, &*other.name, &**other.kind.preferred().unwrap())
        );
        assert_eq!(organ.under.len(), other.under.len());
    }
}

#[test]
fn the_shares_are_met() {
    for organs in [1000, 20_000] {
        let model = model(&Party::new(organs));
        assert_eq!(model.organs.len(), organs);
        assert_eq!(model.transitions.len(), organs / 5);
        let moved = model.organs.values().filter(|organ| organ.under.len() == 2).count();
        let ended = model.organs.values().filter(|organ| {
            let written = &organ.existence.preferred().unwrap().edtf;
            !written.ends_with('/') && !written.ends_with("/..")
        });
        let ended = ended.count();
        let near =
            |count: usize, share: f64| (count as f64 / organs as f64 / share - 1.0).abs() < 0.1;
        assert!(near(moved, 0.03), "{moved} of {organs} moved");
        assert!(near(ended, 0.05), "{ended} of {organs} ended");
        for kind in ["Split", "Merged", "Absorbed", "Succeeded", "Renamed"] {
            let of_kind = |kind: &str| {
                model.transitions.iter().filter(|t| format!("{:?}", t.kind) == kind).count()
            };
            assert!(of_kind(kind) > organs / 200, "{} of {kind}", of_kind(kind));
        }
    }
}

#[test]
fn every_reference_resolves() {
    let model = model(&Party::new(1000));
    let known = |id: &str| assert!(model.organs.contains_key(id), "{id}");
    model.organs.values().flat_map(|organ| &*organ.under).for_each(|under| known(&under.organ));
    for transition in &model.transitions {
        transition.predecessors().chain(transition.successors()).for_each(|id| known(id));
    }
    model.posts.values().for_each(|post| known(&post.organ));
    for tenure in &model.tenures {
        assert!(
            model.posts.contains_key(&tenure.post) && model.people.contains_key(&tenure.person)
        );
    }
    assert_eq!(model.people.len(), model.tenures.len());
    for organ in model.organs.values() {
        assert!(model.sources.contains_key(&organ.cite[0].source));
    }
}

/// Some of these have lines that cross from county to county. Also that an organ goes up in another only once, and after it was founded.
#[test]
fn predecessors_are_older_than_successors() {
    for organs in [200, 777, 1000, 5000, 60_000] {
        let party = Party::new(organs);
        let mut gone = HashMap::new();
        for transition in party.transitions() {
            let on = transition.on.first();
            for &from in &transition.from {
                let number = party.number(from).unwrap();
                assert!(gone.insert(number, on).is_none(), "{from} goes twice");
                for &into in &transition.into {
                    assert!(
                        party.existence(from).start.last() < party.existence(into).start.first()
                    );
                }
            }
            for &into in &transition.into {
                assert!(party.existence(into).start.last() <= on, "{into} on {}", transition.on);
            }
        }
        for transition in party.transitions() {
            for &into in &transition.into {
                let gone = gone.get(&party.number(into).unwrap());
                assert!(
                    gone.is_none_or(|&gone| gone > transition.on.last()),
                    "{into} acts after it has gone"
                );
            }
        }
    }
}

#[test]
fn superiors_were_there_when_something_stood_under_them() {
    for organs in [1000, 20_000] {
        let facts = Facts::of(&Party::new(organs));
        for &(child, parent, life) in &facts.under {
            let (child, parent) = (facts.lives[child as usize], facts.lives[parent as usize]);
            assert!(
                life.first == i32::MIN || (child.first <= life.first && parent.first <= life.first)
            );
            assert!(life.last == i32::MAX || life.first <= life.last);
            assert!(child.first <= child.last && parent.last == i32::MAX);
        }
    }
}

#[test]
fn a_shuffled_party_has_the_same_organs() {
    let (written, shuffled) = (Party::new(1000), Party::new(1000).in_order(Order::Shuffled));
    assert_ne!(written.at(7), shuffled.at(7));
    let (written, shuffled) = (model(&written), model(&shuffled));
    assert_eq!(written.organs, shuffled.organs);
    assert_eq!(written.transitions, shuffled.transitions);
}

#[test]
fn numbers_and_places_are_two_names_for_the_same() {
    for organs in [200, 999, 12_345] {
        let party = Party::new(organs).with_problems(3);
        for n in 0..party.len() {
            assert_eq!(party.number(party.at(n)), Some(n));
        }
    }
}

#[test]
fn the_calendar_counts_days() {
    assert_eq!((day(1970, 1, 1), day(2000, 3, 1)), (0, 11_017));
    for n in -30_000..30_000 {
        let (y, m, d) = civil(n);
        assert_eq!(day(y, m, d), n);
    }
}

#[test]
fn problems_are_put_in() {
    let model = model(&Party::new(1000).with_problems(2));
    let lost = model
        .organs
        .values()
        .filter(|organ| organ.under.iter().any(|under| !model.organs.contains_key(&under.organ)));
    assert_eq!(lost.count(), 2);
    assert_eq!(model.transitions.last().unwrap().kind, TransitionKind::Succeeded);
    assert_eq!(model.transitions.len(), 202);
}
