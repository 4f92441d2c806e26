//! Explain: a plan as lines, with how much each part finds.

use super::error::EvaluateError;
use super::evaluate::{Context, Evaluator};
use super::plan::{Join, Move, Plan};
use super::syntax::Pairing;
use crate::graph::NodeIx;

/// One part of a plan.
#[derive(Clone, PartialEq, Eq, Debug, serde::Serialize)]
pub struct PlanPart {
    /// How deep it lies.
    pub depth: usize,
    /// What it does.
    pub text: String,
    /// How many it finds.
    pub found: usize,
}

impl Evaluator<'_> {
    /// The parts of a plan from the outermost to the innermost, with their sizes.
    ///
    /// # Errors
    /// As [`Evaluator::evaluate`].
    pub fn explain(&self, plan: &Plan, context: &Context) -> Result<Vec<PlanPart>, EvaluateError> {
        let mut parts = Vec::new();
        self.explain_part(plan, context, 0, &mut parts)?;
        Ok(parts)
    }

    fn explain_part(
        &self,
        plan: &Plan,
        context: &Context,
        depth: usize,
        parts: &mut Vec<PlanPart>,
    ) -> Result<(), EvaluateError> {
        let found = self.evaluate(plan, context)?.len();
        parts.push(PlanPart { depth, text: self.line(plan), found });
        let context = match plan {
            Plan::In(change, _) => context.changed(change),
            _ => context.clone(),
        };
        for part in plan.parts() {
            self.explain_part(part, &context, depth + 1, parts)?;
        }
        Ok(())
    }

    fn line(&self, plan: &Plan) -> String {
        match plan {
            Plan::Nothing(sort) => format!("no {sort}"),
            Plan::Items(sort, items) => {
                const SHOWN: usize = 5;
                let id = |at| match sort.class() {
                    Some(_) => self.graph().id(NodeIx(at)).to_owned(),
                    None => at.to_string(),
                };
                let ids: Vec<String> = items.iter().take(SHOWN).map(id).collect();
                let more = if items.len() > SHOWN { ", .." } else { "" };
                format!("{sort} {}{more}", ids.join(", "))
            }
            Plan::Every(sort) => format!("all {sort}"),
            Plan::Where(sort, test) => format!("all {sort} that pass {test}"),
            Plan::Keep(_, tests) => {
                let tests: Vec<String> = tests.iter().map(ToString::to_string).collect();
                format!("keep what passes {}", tests.join(", "))
            }
            Plan::Move(step, along, _) => format!("{}{along}", name(*step)),
            Plan::Join(join, along, ..) => {
                let name = match join {
                    Join::Meet => "meet",
                    Join::Common => "common",
                    Join::Between => "between",
                };
                format!("{name}{along}")
            }
            Plan::Pair(Pairing::And, ..) => "both".to_owned(),
            Plan::Pair(Pairing::Or, ..) => "either".to_owned(),
            Plan::Pair(Pairing::Minus, ..) => "the first without the second".to_owned(),
            Plan::Not(_) => format!("all {} without", plan.sort()),
            Plan::Graded(grade, _) => format!("{grade:?}").to_lowercase(),
            Plan::In(change, _) => change.to_string(),
        }
    }
}

fn name(step: Move) -> String {
    match step {
        Move::Related(sort) => format!("their {sort}"),
        Move::To => "with all predecessors".to_owned(),
        Move::From => "with all successors".to_owned(),
        Move::Members(Some(membership)) => format!("members {membership}"),
        Move::Members(None) => "members".to_owned(),
        Move::HeldTogether => "held together".to_owned(),
        step => format!("{step:?}").to_lowercase(),
    }
}
