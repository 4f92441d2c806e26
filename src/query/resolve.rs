//! Resolve: an [`Expr`] and the graph it asks about to a [`Plan`].
//!
//! Looks up every id, name, function, kind, line, source and date, works out what every set is a
//! set of, and puts named queries and variables in their places. Evaluates nothing.

use super::args::{self, Args, when};
use super::error::{QueryError, ResolveError};
use super::functions::{FUNCTIONS, Function};
use super::parse::parse;
use super::plan::{
    Along, ContextChange, Grade, IdentifierTest, Join, Move, Plan, Sort, Sorts, Test,
};
use super::runs::Runs;
use super::syntax::{Arg, AtDate, Expr, ExprNode, Pairing, Word};
use crate::diagnostics::suggest;
use crate::graph::{Class, Found, OrgGraph};

/// How many parts a plan may have: variables and named queries are copied wherever they are used.
const LARGEST: usize = 100_000;

/// How many levels a plan may have: each takes some of the stack when it is evaluated.
const HIGHEST: usize = 200;

/// Gives an expression's words their meaning in a graph.
///
/// # Errors
/// When a word has none, or a set is of another sort than belongs there.
pub fn resolve(graph: &OrgGraph, expr: &Expr) -> Result<Plan, ResolveError> {
    resolve_as(graph, expr, Sorts::ALL)
}

/// The same where only sets of some sorts have a use.
///
/// # Errors
/// As [`resolve`], and when the set is of none of those sorts.
pub fn resolve_as(graph: &OrgGraph, expr: &Expr, wanted: Sorts) -> Result<Plan, ResolveError> {
    let mut resolver =
        Resolver { graph, variables: Vec::new(), queries: Vec::new(), parts: 0, depth: 0 };
    let plan = resolver.expr(expr, wanted)?;
    resolver.fitting(plan, &expr.at)
}

struct Resolver<'g> {
    graph: &'g OrgGraph,
    /// The variables in reach, the innermost last.
    variables: Vec<(String, Plan)>,
    /// The named queries that are being resolved.
    queries: Vec<String>,
    parts: usize,
    /// How many expressions lie around the one that is being resolved.
    depth: usize,
}

impl Resolver<'_> {
    /// Resolves a part of which the surroundings take some sorts.
    fn expr(&mut self, expr: &Expr, wanted: Sorts) -> Result<Plan, ResolveError> {
        self.parts += 1;
        if self.parts > LARGEST || self.depth > HIGHEST {
            return Err(ResolveError::TooLarge { at: expr.at.clone() });
        }
        self.depth += 1;
        let plan = self.part(expr, wanted);
        self.depth -= 1;
        plan
    }

    /// A plan that may become a part of another.
    fn fitting(&self, plan: Plan, at: &AtDate) -> Result<Plan, ResolveError> {
        match height(&plan) > HIGHEST {
            true => Err(ResolveError::TooLarge { at: at.clone() }),
            false => Ok(plan),
        }
    }

    fn part(&mut self, expr: &Expr, wanted: Sorts) -> Result<Plan, ResolveError> {
        let found = self.sorts(expr);
        let fits = found.both(wanted);
        if fits.first().is_none() {
            return Err(ResolveError::WrongSort { at: expr.at.clone(), wanted, found });
        }
        match &expr.node {
            ExprNode::Word(word) => self.word(word, &expr.at, fits),
            ExprNode::Text(text) => self.thing(text, &expr.at, fits),
            ExprNode::Call(name, args) => self.call(name, args, &expr.at, fits),
            ExprNode::Not(inner) => Ok(Plan::Not(Box::new(self.expr(inner, fits)?))),
            ExprNode::Pair(pairing, a, b) => self.pair(*pairing, a, b, fits),
            ExprNode::From(x) => self.walk(Move::From, x),
            ExprNode::To(x) => self.walk(Move::To, x),
            ExprNode::Between(a, b) => {
                let (a, b) = (self.organs(a)?, self.organs(b)?);
                Ok(Plan::Join(Join::Between, Along::default(), vec![a, b]))
            }
            ExprNode::AsOf(inner, date) => {
                let change = ContextChange::AsOf(when(&date.text, &date.at)?);
                Ok(Plan::In(change, Box::new(self.expr(inner, fits)?)))
            }
            ExprNode::Let(name, value, body) => {
                let plan = self.expr(value, Sorts::ALL)?;
                let value = self.fitting(plan, &value.at)?;
                self.variables.push((name.text.clone(), value));
                let body = self.expr(body, wanted);
                self.variables.pop();
                body
            }
        }
    }

    fn organs(&mut self, expr: &Expr) -> Result<Plan, ResolveError> {
        self.expr(expr, Sort::Organs.into())
    }

    fn walk(&mut self, step: Move, x: &Expr) -> Result<Plan, ResolveError> {
        Ok(Plan::Move(step, Along::default(), Box::new(self.organs(x)?)))
    }

    fn pair(
        &mut self,
        pairing: Pairing,
        a: &Expr,
        b: &Expr,
        wanted: Sorts,
    ) -> Result<Plan, ResolveError> {
        let left = self.expr(a, wanted)?;
        let found = self.sorts(b);
        if !found.has(left.sort()) {
            let (left, right) = ((a.at.clone(), left.sort().into()), (b.at.clone(), found));
            return Err(ResolveError::Mismatch { sign: pairing.sign(), left, right });
        }
        let right = self.expr(b, left.sort().into())?;
        let (left, right) = match pairing {
            Pairing::Or => (left, right),
            Pairing::And => beside_grades(left, right),
            Pairing::Minus => (left.clone(), beside_grades(left, right).1),
        };
        Ok(Plan::Pair(pairing, Box::new(left), Box::new(right)))
    }

    /// What a part can be a set of, before it is resolved.
    fn sorts(&self, expr: &Expr) -> Sorts {
        match &expr.node {
            ExprNode::Word(word) => match (self.variable(word), self.graph.node(word)) {
                (Some(plan), _) => plan.sort().into(),
                (None, Some(node)) => Sort::from(self.graph.class(node)).into(),
                (None, None) if self.graph.queries().contains_key(word) => Sorts::ALL,
                (None, None) => Sorts::NODES,
            },
            ExprNode::Text(text) => match self.graph.node(text) {
                Some(node) => Sort::from(self.graph.class(node)).into(),
                None => Sorts::NODES,
            },
            ExprNode::Call(name, args) => self.gives(name, args),
            ExprNode::Not(inner) | ExprNode::AsOf(inner, _) => self.sorts(inner),
            ExprNode::Pair(_, a, b) => {
                let (a, b) = (self.sorts(a), self.sorts(b));
                // Where nothing fits both, resolving the pair shows why.
                if a.both(b).first().is_some() { a.both(b) } else { a }
            }
            ExprNode::From(_) | ExprNode::To(_) | ExprNode::Between(..) => Sort::Organs.into(),
            ExprNode::Let(..) => Sorts::ALL,
        }
    }

    fn gives(&self, name: &Word, args: &[Arg]) -> Sorts {
        use Function::*;
        let Some(function) = Function::find(&name.text) else { return Sorts::ALL };
        match function {
            Certain | Presumed | Possible | Absent if args.is_empty() => Sort::Organs.into(),
            LastAttested if args.len() < 2 => Sorts::ALL,
            Certain | Presumed | Possible | Absent | AnyTime | According | Without | KnownBy
            | Longest | LastAttested => {
                args.last().map_or(Sorts::ALL, |arg| self.sorts(&arg.value))
            }
            Kind => self.kind_sorts(args),
            Superiors | Units | Above | Under | Roots | Leaves | Meet => {
                let of = args.first().map_or(Sort::Organs.into(), |arg| self.sorts(&arg.value));
                of.both(function.entry().gives)
            }
            _ => function.entry().gives,
        }
    }

    /// A kind of transition makes the set one of transitions, any other kind makes it none.
    fn kind_sorts(&self, args: &[Arg]) -> Sorts {
        let word = args.first().and_then(|arg| arg.value.as_text());
        let is_transition = word.is_some_and(|word| args::transition_kind(word).is_some());
        let is_kind = word.is_some_and(|word| args::is_kind(self.graph, word));
        match is_transition && !is_kind {
            true => Sort::Transitions.into(),
            false => Sorts::of(&[Sort::Organs, Sort::Events, Sort::Posts]),
        }
    }

    // Words.

    fn variable(&self, name: &str) -> Option<&Plan> {
        self.variables.iter().rev().find(|(known, _)| known == name).map(|(_, plan)| plan)
    }

    fn word(&mut self, word: &str, at: &AtDate, wanted: Sorts) -> Result<Plan, ResolveError> {
        if let Some(plan) = self.variable(word).cloned() {
            self.parts += size(&plan);
            return Ok(plan);
        }
        match self.graph.queries().get(word) {
            Some((text, _)) if self.graph.node(word).is_none() => {
                self.named_query(word, text, at, wanted)
            }
            _ => self.thing(word, at, wanted),
        }
    }

    fn named_query(
        &mut self,
        name: &str,
        text: &str,
        at: &AtDate,
        wanted: Sorts,
    ) -> Result<Plan, ResolveError> {
        if self.queries.iter().any(|open| open == name) {
            return Err(ResolveError::Circular { at: at.clone(), name: name.to_owned() });
        }
        let wrong = |cause: QueryError| ResolveError::Query {
            at: at.clone(),
            name: name.to_owned(),
            text: text.to_owned(),
            cause: Box::new(cause),
        };
        let expr = parse(text).map_err(|error| wrong(error.into()))?;
        self.queries.push(name.to_owned());
        // The variables of the place of use mean nothing in the query.
        let outer = std::mem::take(&mut self.variables);
        let plan = self.expr(&expr, Sorts::ALL);
        self.variables = outer;
        self.queries.pop();
        let plan = plan.map_err(|error| wrong(error.into()))?;
        let plan = self.fitting(plan, at)?;
        if wanted.has(plan.sort()) {
            return Ok(plan);
        }
        Err(ResolveError::WrongSort { at: at.clone(), wanted, found: plan.sort().into() })
    }

    /// A thing by its id or one of its names.
    fn thing(&self, name: &str, at: &AtDate, wanted: Sorts) -> Result<Plan, ResolveError> {
        let classes: Vec<Class> = wanted.iter().filter_map(Sort::class).collect();
        match self.graph.find(name, &classes) {
            Found::One(node) => {
                let sort = self.graph.class(node).into();
                Ok(Plan::Items(sort, Runs::from(node.0..node.0 + 1)))
            }
            Found::Several(nodes) => Err(ResolveError::Ambiguous {
                at: at.clone(),
                name: name.to_owned(),
                found: nodes.iter().map(|&node| self.graph.calling(node)).collect(),
            }),
            Found::None => Err(ResolveError::UnknownName {
                at: at.clone(),
                name: name.to_owned(),
                wanted: wanted.both(Sorts::NODES),
                near: self.nearest(name, &classes),
            }),
        }
    }

    fn nearest(&self, name: &str, classes: &[Class]) -> Option<String> {
        let nodes = classes.iter().flat_map(|&class| self.graph.nodes(class));
        let ids = nodes.clone().map(|node| self.graph.id(node));
        let queries = self.graph.queries().keys().map(String::as_str);
        let near = suggest(name, queries.chain(ids));
        near.or_else(|| suggest(name, nodes.flat_map(|node| self.graph.names(node))))
            .map(str::to_owned)
    }

    // Functions.

    fn call(
        &mut self,
        name: &Word,
        args: &[Arg],
        at: &AtDate,
        wanted: Sorts,
    ) -> Result<Plan, ResolveError> {
        let Some(function) = Function::find(&name.text) else {
            return Err(ResolveError::UnknownFunction {
                at: name.at.clone(),
                name: name.text.clone(),
                near: near_function(&name.text),
            });
        };
        let mut args = Args::new(function, args, at.end - 1..at.end);
        let plan = self.plan(function, &mut args, wanted)?;
        args.finish()?;
        Ok(plan)
    }

    fn plan(
        &mut self,
        function: Function,
        args: &mut Args<'_>,
        wanted: Sorts,
    ) -> Result<Plan, ResolveError> {
        use Function as F;
        let sort = wanted.both(function.entry().gives).first().unwrap_or(Sort::Organs);
        match function {
            F::All => Ok(Plan::Every(Sort::Organs)),
            F::Nothing => Ok(Plan::Nothing(sort)),
            F::Superiors => self.up_or_down(Move::Superiors, args, wanted),
            F::Units => self.up_or_down(Move::Units, args, wanted),
            F::Above => self.up_or_down(Move::Above, args, wanted),
            F::Under => self.up_or_down(Move::Under, args, wanted),
            F::Roots => self.up_or_down(Move::Roots, args, wanted),
            F::Leaves => self.up_or_down(Move::Leaves, args, wanted),
            F::Predecessors => self.back_or_forth(Move::Predecessors, args),
            F::Successors => self.back_or_forth(Move::Successors, args),
            F::Origins => self.back_or_forth(Move::Origins, args),
            F::Meet => self.join(Join::Meet, args, wanted),
            F::Common => self.join(Join::Common, args, wanted),
            F::Certain => self.graded(Grade::Certain, args, wanted),
            F::Presumed => self.graded(Grade::Presumed, args, wanted),
            F::Possible => self.graded(Grade::Possible, args, wanted),
            F::Absent => self.graded(Grade::Absent, args, wanted),
            F::AnyTime => {
                let inner = args.set(&mut |expr, wanted| self.expr(expr, wanted), wanted)?;
                Ok(Plan::In(ContextChange::AnyTime, Box::new(inner)))
            }
            F::According => {
                let sources = args.sources(self.graph)?;
                let inner = args.set(&mut |expr, wanted| self.expr(expr, wanted), wanted)?;
                Ok(Plan::In(ContextChange::According(sources), Box::new(inner)))
            }
            F::Without => {
                let sources = args.sources(self.graph)?;
                let inner = args.set(&mut |expr, wanted| self.expr(expr, wanted), wanted)?;
                Ok(Plan::In(ContextChange::Without(sources), Box::new(inner)))
            }
            F::KnownBy => {
                let when = args.when()?;
                let inner = args.set(&mut |expr, wanted| self.expr(expr, wanted), wanted)?;
                Ok(Plan::In(ContextChange::KnownBy(when), Box::new(inner)))
            }
            F::Organs => self.related(Sort::Organs, args),
            F::Posts => self.related(Sort::Posts, args),
            F::People => self.related(Sort::People, args),
            F::Events => self.related(Sort::Events, args),
            F::Transitions => self.related(Sort::Transitions, args),
            F::Claims => self.related(Sort::Claims, args),
            F::Holders => self.of(Move::Holders, &[Sort::Organs, Sort::Posts], args),
            F::Members => {
                let plan =
                    args.set(&mut |expr, wanted| self.expr(expr, wanted), Sort::Organs.into())?;
                let membership = args.membership()?;
                Ok(Plan::Move(Move::Members(membership), Along::default(), Box::new(plan)))
            }
            F::Seats => self.of(Move::Seats, &[Sort::Organs], args),
            F::Career => self.of(Move::Career, &[Sort::People], args),
            F::Colleagues => self.of(Move::Colleagues, &[Sort::People], args),
            F::Tenures => self.of(Move::Tenures, &[Sort::Organs, Sort::Posts], args),
            F::HeldTogether => self.of(Move::HeldTogether, &[Sort::Organs, Sort::People], args),
            F::Attended => self.of(Move::Attended, &[Sort::Events], args),
            F::Concurrent if args.is_done() => Ok(self.of_all(Move::Concurrent, Class::Person)),
            F::Concurrent => {
                self.of(Move::Concurrent, &[Sort::Organs, Sort::Posts, Sort::People], args)
            }
            F::Vacant if args.is_done() => Ok(self.of_all(Move::Vacant, Class::Post)),
            F::Vacant => self.of(Move::Vacant, &[Sort::Organs, Sort::Posts], args),
            F::Longest => {
                let inner = args.set(&mut |expr, wanted| self.expr(expr, wanted), wanted)?;
                Ok(Plan::Move(Move::Longest, Along::default(), Box::new(inner)))
            }
            F::LastAttested => {
                let test = Test::LastAttested(args.before()?);
                Ok(match args.is_done() {
                    true => Plan::Where(sort, test),
                    false => {
                        let inner =
                            args.set(&mut |expr, wanted| self.expr(expr, wanted), wanted)?;
                        Plan::Keep(Box::new(inner), vec![test])
                    }
                })
            }
            _ => Ok(Plan::Where(sort, self.test(function, args, sort)?)),
        }
    }

    fn test(
        &self,
        function: Function,
        args: &mut Args<'_>,
        sort: Sort,
    ) -> Result<Test, ResolveError> {
        use Function as F;
        Ok(match function {
            F::Kind => args.kind(self.graph, sort)?,
            F::Name => Test::Name(args.pattern()?),
            F::Place => Test::Place(args.pattern()?),
            F::Tag => Test::Tag(args.pattern()?),
            F::Identified => {
                let scheme = args.scheme(self.graph)?.to_owned();
                let pattern = if args.is_done() { None } else { Some(args.pattern()?) };
                Test::Identified(Box::new(IdentifierTest { scheme, pattern }))
            }
            F::Series => Test::Series(args.pattern()?),
            F::Existed => Test::Existed(args.when()?),
            F::Founded => Test::Founded(args.when()?),
            F::Ended => Test::Ended(args.when()?),
            F::Before => Test::Before(args.when()?),
            F::After => Test::After(args.when()?),
            F::During => Test::During(args.when()?),
            F::Changed => Test::Changed(args.when()?, args.when()?),
            F::Undated => Test::Undated,
            F::Uncited => Test::Uncited,
            F::SingleSourced => Test::SingleSourced,
            F::CoNamed => Test::CoNamed,
            // What happened at a time is asked for its days, what lasted for its first.
            F::Month => match sort {
                Sort::Events | Sort::Transitions | Sort::Claims => Test::Existed(args.month()?),
                _ => Test::Founded(args.month()?),
            },
            F::Disputed => Test::Disputed,
            F::Modality => Test::Modality(args.modality()?),
            F::Cited => {
                let sources = args.sources(self.graph)?;
                Test::Cited(sources.iter().filter_map(|id| self.graph.source(id)).collect())
            }
            _ => unreachable!("`plan` takes every function that gives no test"),
        })
    }

    fn up_or_down(
        &mut self,
        step: Move,
        args: &mut Args<'_>,
        wanted: Sorts,
    ) -> Result<Plan, ResolveError> {
        let x = match step {
            Move::Roots | Move::Leaves if args.is_done() => Plan::Every(Sort::Organs),
            _ => args.set(
                &mut |expr, wanted| self.organs_or_posts(expr, wanted),
                in_hierarchy(wanted),
            )?,
        };
        Ok(Plan::Move(step, args.lines(self.graph)?, Box::new(x)))
    }

    fn back_or_forth(&mut self, step: Move, args: &mut Args<'_>) -> Result<Plan, ResolveError> {
        let x = args.set(&mut |expr, wanted| self.expr(expr, wanted), Sort::Organs.into())?;
        Ok(Plan::Move(step, args.transitions()?, Box::new(x)))
    }

    /// A set of organs or one of posts; a name that both an organ and a post have is the organ's.
    fn organs_or_posts(&mut self, expr: &Expr, wanted: Sorts) -> Result<Plan, ResolveError> {
        let fits = self.sorts(expr).both(wanted);
        if !(fits.has(Sort::Organs) && fits.has(Sort::Posts)) {
            return self.expr(expr, wanted);
        }
        let of_organs = self.expr(expr, Sort::Organs.into());
        match of_organs {
            Err(ResolveError::UnknownName { .. } | ResolveError::WrongSort { .. }) => {
                let of_posts = self.expr(expr, Sort::Posts.into());
                of_posts.or(of_organs)
            }
            known => known,
        }
    }

    fn join(
        &mut self,
        join: Join,
        args: &mut Args<'_>,
        wanted: Sorts,
    ) -> Result<Plan, ResolveError> {
        let organs = Sort::Organs.into();
        let wanted = if join == Join::Meet { in_hierarchy(wanted) } else { organs };
        let first = args.set(&mut |expr, wanted| self.organs_or_posts(expr, wanted), wanted)?;
        let same = first.sort().into();
        let second = args.set(&mut |expr, wanted| self.expr(expr, wanted), same)?;
        let mut sets = vec![first, second];
        if join == Join::Common {
            sets.extend(args.more_sets(&mut |expr, wanted| self.expr(expr, wanted), organs)?);
        }
        let along = match join {
            Join::Meet => args.lines(self.graph)?,
            Join::Common | Join::Between => args.transitions()?,
        };
        Ok(Plan::Join(join, along, sets))
    }

    fn graded(
        &mut self,
        grade: Grade,
        args: &mut Args<'_>,
        wanted: Sorts,
    ) -> Result<Plan, ResolveError> {
        let inner = match args.is_done() {
            true => Plan::Every(Sort::Organs),
            false => args.set(&mut |expr, wanted| self.expr(expr, wanted), wanted)?,
        };
        Ok(Plan::Graded(grade, Box::new(inner)))
    }

    fn related(&mut self, sort: Sort, args: &mut Args<'_>) -> Result<Plan, ResolveError> {
        if args.is_done() {
            return Ok(Plan::Every(sort));
        }
        let inner = args.set(&mut |expr, wanted| self.expr(expr, wanted), Sorts::ALL)?;
        if inner.sort() == sort {
            return Ok(inner);
        }
        Ok(Plan::Move(Move::Related(sort), Along::default(), Box::new(inner)))
    }

    /// A step from all things of a class, whether anything dates them or not: the step asks for their days itself.
    fn of_all(&self, step: Move, class: Class) -> Plan {
        let all = Plan::Items(class.into(), Runs::from(self.graph.node_range(class)));
        Plan::Move(step, Along::default(), Box::new(all))
    }

    fn of(&mut self, step: Move, of: &[Sort], args: &mut Args<'_>) -> Result<Plan, ResolveError> {
        let inner = args.set(&mut |expr, wanted| self.expr(expr, wanted), Sorts::of(of))?;
        Ok(Plan::Move(step, Along::default(), Box::new(inner)))
    }
}

/// The sorts that stand in a hierarchy, of some that are wanted.
fn in_hierarchy(wanted: Sorts) -> Sorts {
    wanted.both(Sorts::of(&[Sort::Organs, Sort::Posts]))
}

/// Lets `possible() & kind(k)` find something: what stands beside a grade is asked at that grade,
/// for the possible and the absent would not be found at the threshold of the question.
fn beside_grades(left: Plan, right: Plan) -> (Plan, Plan) {
    match (left.grade(), right.grade()) {
        (Some(grade), None) => (left, loosened(grade, right)),
        (None, Some(grade)) => (loosened(grade, left), right),
        _ => (left, right),
    }
}

fn loosened(grade: Grade, plan: Plan) -> Plan {
    match grade {
        Grade::Certain | Grade::Presumed => plan,
        Grade::Possible => Plan::In(ContextChange::Loosely, Box::new(plan)),
        Grade::Absent => {
            let loose = Plan::In(ContextChange::Loosely, Box::new(plan));
            Plan::In(ContextChange::AnyTime, Box::new(loose))
        }
    }
}

/// The function that was probably meant: its name before, the word of another language for the same, or a
/// misspelling.
fn near_function(name: &str) -> Option<String> {
    let synonym = match name.to_ascii_lowercase().as_str() {
        "ancestors" | "parents" | "forerunners" => Some("predecessors"),
        "descendants" | "heirs" => Some("successors"),
        "children" | "subordinates" => Some("units"),
        "parent" | "superior" => Some("superiors"),
        "subtree" | "below" | "within" => Some("under"),
        "heads" => Some("leaves"),
        "type" => Some("kind"),
        "founders" | "began" | "born" => Some("founded"),
        "between" => Some("during"),
        "empty" | "unfilled" => Some("vacant"),
        "together" | "contemporaries" => Some("held_together"),
        "participants" | "attendees" => Some("attended"),
        "homonyms" | "namesakes" => Some("co_named"),
        "ids" | "identifier" | "has_id" => Some("identified"),
        "lasted" | "longest_serving" => Some("longest"),
        _ => None,
    };
    let names = FUNCTIONS.iter().map(|entry| entry.name);
    synonym.or_else(|| suggest(name, names)).map(str::to_owned)
}

fn size(plan: &Plan) -> usize {
    1 + plan.parts().into_iter().map(size).sum::<usize>()
}

fn height(plan: &Plan) -> usize {
    plan.parts().into_iter().map(height).max().map_or(0, |below| below + 1)
}
