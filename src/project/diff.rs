//! What changed. Takes a question and the two states to compare, gives the differences; never says which is right.

use std::collections::BTreeSet;

use super::{Compare, Project, ProjectError, Question};
use crate::ask::{self, Belief, Between, Diff, Difference, DifferenceKind, Varies, diff};
use crate::graph::{Class, NodeIx, RelationKind, Threshold};
use crate::query::{Runs, Sorts};
use crate::time::Answer;

impl Project {
    /// What differs between two dates, two sources, two states of knowledge or two models.
    ///
    /// ```
    /// use organigram::project::{Compare, DifferenceKind, Project, Question};
    /// use organigram::time::Answer;
    ///
    /// let project = Project::from_text("club.ron", r#"Model(organs: {
    ///     "club": Organ(name: "Chess Club", existence: "1950-05-01/1971", cite: "minutes p. 3"),
    /// })"#);
    /// let diff = project.diff(&Question::default(), &Compare::dates("1949", "1960"))?;
    /// let change = &diff.changes[0];
    /// assert_eq!((change.kind, change.answer), (DifferenceKind::Founded, Answer::Certain));
    /// assert_eq!((change.ids[0].as_str(), change.cites[0].as_str()), ("club", "minutes p. 3"));
    /// # Ok::<(), organigram::project::ProjectError>(())
    /// ```
    ///
    /// # Errors
    /// When no two states are named, and when the question or a state names what the model lacks.
    pub fn diff(&self, question: &Question, compare: &Compare) -> Result<Diff, ProjectError> {
        let states = compare.states(self, question)?;
        let other = compare.against.as_deref().unwrap_or(self);
        let (before, after) =
            (states.before.slice(self.graph())?, states.after.slice(other.graph())?);
        let between = if compare.from.is_some() { Between::Dates } else { Between::Tellings };
        let mut found = diff(&before, &after, between);
        if !compare.root.is_empty() || !compare.only.is_empty() {
            let sides = [(self, &states.before), (other, &states.after)];
            let asked = concerned(compare, sides)?;
            found.changes.retain(|change| {
                asked.iter().all(|ids| change.ids.iter().any(|id| ids.contains(id)))
            });
            found.marks.retain(|id, _| asked.iter().all(|ids| ids.contains(id)));
        }
        if states.varies == Varies::Knowledge {
            for change in &mut found.changes {
                let moved_by = ask::moved_by(&before, &after, &change.ids, &change.cites);
                let [earlier, later] = believed(change, question.as_of.is_some());
                change.belief = Some(Belief { earlier, later, moved_by });
            }
        }
        Ok(found)
    }
}

/// What was believed before and after a change of knowledge, in words.
fn believed(change: &Difference, is_dated: bool) -> [String; 2] {
    use DifferenceKind::{Added, Withdrawn};
    let sure = |answer: Answer| match answer {
        Answer::No => "not believed".to_owned(),
        answer if is_dated => format!("believed ({answer})"),
        _ => "believed".to_owned(),
    };
    match (&change.before, &change.after, change.kind) {
        (Some(before), Some(after), _) => [before.clone(), after.clone()],
        (.., Added) => ["not said".to_owned(), "said".to_owned()],
        (.., Withdrawn) => ["said".to_owned(), "not said".to_owned()],
        _ => [sure(change.was), sure(change.is)],
    }
}

/// The ids of what a diff is asked about, by each of the ways in which it is: what is found on either side is asked about
/// on both.
fn concerned(
    compare: &Compare,
    sides: [(&Project, &Question); 2],
) -> Result<Vec<BTreeSet<String>>, ProjectError> {
    let (mut under, mut found) = (BTreeSet::new(), BTreeSet::new());
    for root in &compare.root {
        let known = sides.map(|(project, _)| project.organ(root));
        if let [Err(error), Err(_)] = known {
            return Err(error);
        }
        for ((project, question), organ) in sides.into_iter().zip(known) {
            let Ok(organ) = organ else { continue };
            let slice = question.slice(project.graph())?.with_threshold(Threshold::Possible);
            let below = slice.below(organ, None).into_iter().map(|(organ, _)| organ);
            for organ in std::iter::once(organ).chain(below) {
                note(project, organ, &mut under);
            }
        }
    }
    for expression in &compare.only {
        // What only one of two models knows is no error.
        let of_both = sides.map(|(project, question)| {
            let session = project.session();
            let plan = session.plan(expression, Sorts::NODES)?;
            let context = question.context(project.graph())?.with_threshold(Threshold::Possible);
            session.evaluate(expression, &plan, &context)
        });
        if let [Err(error), Err(_)] = of_both {
            return Err(error);
        }
        for ((project, _), numbers) in sides.into_iter().zip(of_both) {
            let numbers = numbers.unwrap_or(Runs::NONE);
            numbers.iter().for_each(|number| note(project, NodeIx(number), &mut found));
        }
    }
    let asked = [(&compare.root, under), (&compare.only, found)].into_iter();
    Ok(asked.filter(|(words, _)| !words.is_empty()).map(|(_, ids)| ids).collect())
}

/// A thing; of an organ its posts too.
fn note(project: &Project, node: NodeIx, ids: &mut BTreeSet<String>) {
    let graph = project.graph();
    ids.insert(graph.id(node).to_owned());
    if graph.class(node) == Class::Organ {
        let posts = graph.relations_to(node).filter(|tie| tie.kind == RelationKind::PostOf);
        ids.extend(posts.map(|tie| graph.id(tie.from).to_owned()));
    }
}

impl Compare {
    /// The two states in words: `from 1945 to 1946; all sources`.
    ///
    /// # Errors
    /// As [`Project::diff`].
    pub fn describe(&self, project: &Project, question: &Question) -> Result<String, ProjectError> {
        let states = self.states(project, question)?;
        let [before, after] = states.titles()?;
        Ok(format!("from {before} to {after}"))
    }
}
