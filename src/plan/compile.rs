//! From the model to a plan.

use std::collections::{BTreeSet, HashMap};

use foldhash::fast::FixedState;
use jiff::civil::Date;

use super::code::{self, Codes, Row};
use super::passing::mark_in_passing;
use super::plainly::ask_plainly;
use super::prefix::by_prefix;
use super::round::{Round, go_round};
use super::terms::{Shape, one_of};
use super::{
    Beyond, Collection, Filtered, Gather, How, Landmarks, Members, NO_COLUMN, Plan, Planned,
    Quantity, Same, SharedPath, Side, Spelling, Task, Test, Work,
};
use crate::model::{
    Atom, AtomKind, Formula, Quantifier, Range, RangeKind, Rule, RuleSet, Scope, Spelled,
    VariableId,
};
use crate::name::Name;
use crate::report::Verdict;
use crate::tape::Symbols;

pub(super) type Planning<T> = Result<T, Beyond>;

/// Compiles rules for a day. What is not common enough for a plan is left to the careful evaluator.
pub fn compile<'a>(
    rules: &[&'a Rule],
    set: &RuleSet,
    as_of: Date,
    symbols: &mut Symbols,
) -> Plan<'a> {
    let marks = landmarks(symbols);
    let parties = set.parties.iter().map(|party| symbols.of_name(&party.name)).collect();
    let plan = Plan {
        rules: Vec::with_capacity(rules.len()),
        alone: Vec::new(),
        ladders: Vec::new(),
        names: BTreeSet::new(),
        slots: Vec::new(),
        slot_count: 0,
        columns: Vec::new(),
        column_count: 0,
        chain_count: 0,
        collections: Vec::new(),
        gathers: Vec::new(),
        filters: Vec::new(),
        literals: Vec::new(),
        units: Vec::new(),
        marks,
        parties,
    };
    let spelled = HashMap::default();
    let (codes, paths, steps) = (Codes::default(), Vec::new(), Vec::new());
    let mut compiler = Compiler { plan, symbols, codes, spelled, comparisons: 0, paths, steps };
    for rule in rules {
        let task = compiler.task(rule, set.scopes.get(rule.scope), as_of);
        let waived = rule.clauses().waiver.as_ref().is_some_and(|waiver| as_of <= waiver.until);
        compiler.add(Planned { rule, times: 1, force: rule.force, waived, task });
    }
    compiler.put_on_ladders();
    compiler.plan.slots.resize(compiler.symbols.len(), None);
    compiler.plan.columns.resize(compiler.symbols.len(), NO_COLUMN);
    by_prefix(&mut compiler.plan);
    go_round(&mut compiler.plan);
    mark_in_passing(&mut compiler.plan);
    ask_plainly(&mut compiler.plan);
    compiler.symbols.keep();
    compiler.plan
}

fn landmarks(symbols: &mut Symbols) -> Landmarks {
    let mut of = |name: &str| symbols.of_name(&Name::new(name));
    Landmarks {
        called: ["name", "id", "hs"].map(&mut of),
        party_lists: ["partners", "parties"].map(&mut of),
        party_keys: ["partner", "from", "to", "importer", "exporter"].map(&mut of),
        end: symbols.len(),
    }
}

pub(super) struct Compiler<'a, 's> {
    pub(super) plan: Plan<'a>,
    pub(super) symbols: &'s mut Symbols,
    pub(super) codes: Codes,
    /// The names so far.
    pub(super) spelled: HashMap<Name, Spelling, FixedState>,
    pub(super) comparisons: usize,
    /// The chains so far, by their numbers.
    pub(super) paths: Vec<SharedPath>,
    /// Room for the steps of the next one.
    pub(super) steps: Vec<Spelling>,
}

/// Where in a rule the compiler is.
#[derive(Clone, Copy)]
pub(super) struct Context<'c> {
    pub(super) scope: &'c Scope,
    pub(super) thing: Option<VariableId>,
}

impl<'a> Compiler<'a, '_> {
    /// Adds a rule, or counts it with one that asks the same.
    fn add(&mut self, planned: Planned<'a>) {
        let rules = &mut self.plan.rules;
        let Planned { rule, waived, task, .. } = &planned;
        let mut row = Row::new(code::Kind::Rule, &mut self.codes);
        // the careful evaluator may be asked, to whom the file matters
        row.put(rule.scope).put(rule.force as usize).put(usize::from(*waived));
        match task {
            Task::Beyond => return rules.push(planned),
            Task::Settled(verdict) => row.put(0).put(*verdict as usize),
            Task::Test(test) => row.put(1).test(test),
        };
        let place = row.known(rules.len());
        match rules.get_mut(place) {
            Some(same) => same.times += 1,
            None => rules.push(planned),
        }
    }

    fn task(&mut self, rule: &Rule, scope: Option<&Scope>, as_of: Date) -> Task {
        let (from, until) = rule.clauses().window;
        if from.is_some_and(|from| as_of < from) || until.is_some_and(|until| as_of > until) {
            return Task::Settled(Verdict::NotApplicable);
        }
        let Some(scope) = scope.filter(|_| rule.clauses().except.is_empty()) else {
            return Task::Beyond;
        };
        let gathers = self.plan.gathers.len();
        match self.test(&rule.formula, Context { scope, thing: None }) {
            Ok(test) => Task::Test(test),
            Err(Beyond) => {
                self.forget_since(gathers);
                Task::Beyond
            }
        }
    }

    /// Takes back what a rule that turned out to be beyond a plan would have gathered.
    fn forget_since(&mut self, gathers: usize) {
        if self.plan.gathers.len() == gathers {
            return;
        }
        self.plan.gathers.truncate(gathers);
        self.codes.forget_since(code::Kind::Gather, gathers);
        for filtered in self.plan.collections.iter_mut().flat_map(|one| &mut one.gathers) {
            filtered.gathers.retain(|gather| *gather < gathers);
        }
    }

    fn test(&mut self, formula: &Formula, at: Context<'_>) -> Planning<Test> {
        Ok(match formula {
            Formula::And(parts) => Test::All(self.tests(parts, at)?),
            Formula::Or(parts) => {
                let parts = self.tests(parts, at)?;
                one_of(&self.plan, parts)
            }
            Formula::Not(inner) => Test::Not(Box::new(self.test(inner, at)?)),
            Formula::If { condition, then } => {
                Test::If(Box::new([self.test(condition, at)?, self.test(then, at)?]))
            }
            Formula::Quantified { quantifier, variable, range, body } => {
                let how = match quantifier {
                    Quantifier::Every => Quantity::Every,
                    Quantifier::Some => Quantity::Some,
                    Quantifier::Count(bound, number) => {
                        Quantity::Count(*bound, number.to_i64().ok_or(Beyond)?)
                    }
                };
                self.inner(at)?;
                let body = self.test(body, Context { thing: Some(*variable), ..at })?;
                let work = Work::Test(body, matches!(how, Quantity::Every));
                match self.gathered(range, *variable, work, None, at)? {
                    Gathered::Of(gather) => Test::Gathered(gather, how),
                    Gathered::Members(members) => Test::Members(members, how),
                }
            }
            Formula::Atom(atom) => self.atom(atom, at)?,
        })
    }

    fn tests(&mut self, parts: &[Formula], at: Context<'_>) -> Planning<Vec<Test>> {
        parts.iter().map(|part| self.test(part, at)).collect()
    }

    /// A range within a range is not common.
    pub(super) fn inner(&self, at: Context<'_>) -> Planning<()> {
        if at.thing.is_some() { Err(Beyond) } else { Ok(()) }
    }

    pub(super) fn gathered(
        &mut self,
        range: &Range,
        variable: VariableId,
        work: Work,
        thing: Option<SharedPath>,
        at: Context<'_>,
    ) -> Planning<Gathered> {
        let inside = Context { thing: Some(variable), ..at };
        let filter = range.filter.as_ref().map(|filter| self.filter(filter, inside)).transpose()?;
        let gather = Gather { filter, work, thing };
        match &range.kind {
            RangeKind::Members(members) => {
                let things = members.iter().map(|member| self.path(member, at));
                let things = things.collect::<Planning<Vec<SharedPath>>>()?;
                if things.iter().any(|thing| thing.party.is_some() || thing.year.is_some()) {
                    return Err(Beyond);
                }
                Ok(Gathered::Members(Box::new(Members { things, gather })))
            }
            RangeKind::Collection(name) => Ok(Gathered::Of(self.collected(name, gather))),
            RangeKind::Field(_) => Err(Beyond),
        }
    }

    fn collected(&mut self, name: &Spelled, gather: Gather) -> usize {
        let spelled = self.spelling(name);
        let name = spelled.in_order();
        let filter = gather.filter;
        let mut row = Row::new(code::Kind::Gather, &mut self.codes);
        // rules that spell it in different ways are different: a proposal may have both
        row.spelling(spelled).put(filter.map_or(0, |filter| filter + 1)).work(&gather.work);
        if let Some(thing) = &gather.thing {
            row.path(thing);
        }
        let id = row.known(self.plan.gathers.len());
        if id < self.plan.gathers.len() {
            return id;
        }
        self.plan.gathers.push(gather);
        let alone = Filtered { filter, gathers: vec![id] };
        match self.plan.collections.iter_mut().find(|known| known.name == name) {
            None => {
                let (always, by_prefix) = (Vec::new(), Vec::new());
                self.plan.collections.push(Collection {
                    name,
                    gathers: vec![alone],
                    round: Round::default(),
                    always,
                    by_prefix,
                    in_passing: false,
                });
            }
            Some(known) => match known.gathers.iter_mut().find(|known| known.filter == filter) {
                Some(same) => same.gathers.push(id),
                None => known.gathers.push(alone),
            },
        }
        id
    }

    /// A filter, kept once however many rules have it.
    fn filter(&mut self, filter: &Formula, at: Context<'_>) -> Planning<usize> {
        let test = self.test(filter, at)?;
        let mut row = Row::new(code::Kind::Filter, &mut self.codes);
        row.test(&test);
        let id = row.known(self.plan.filters.len());
        if id == self.plan.filters.len() {
            self.plan.filters.push(test);
        }
        Ok(id)
    }

    fn atom(&mut self, atom: &Atom, at: Context<'_>) -> Planning<Test> {
        let how = How { stance: atom.stance, frequency: atom.frequency };
        Ok(match &atom.kind {
            AtomKind::Has { what, .. } => Test::Has(self.path(what, at)?, atom.stance),
            AtomKind::States { what, .. } => Test::States(self.path(what, at)?, atom.stance),
            AtomKind::Compare { subject, op, limit, holding } => {
                let shape =
                    Shape { op: *op, holding: *holding, alternative: atom.alternative, how };
                self.comparison(subject, limit, shape, at)?
            }
            AtomKind::StartsWith { subject, text } => {
                Test::Starts(Box::new((self.path(subject, at)?, text.clone())), how)
            }
            AtomKind::Is { subject, mark } => Test::Is(self.path(subject, at)?, *mark, how),
            AtomKind::Never { subject, direction } => {
                if at.scope.unit_under(subject).is_some() {
                    return Err(Beyond);
                }
                Test::Never(self.path(subject, at)?, *direction)
            }
            AtomKind::SameForEvery { subject, noun } => {
                let measured = at.scope.unit_under(subject).is_some();
                let subject = self.path(subject, at)?;
                if measured || !subject.is_timeless() {
                    return Err(Beyond);
                }
                let (noun, place) = (self.spelling(noun), self.place_of_partners());
                Test::Same(Box::new(Same { subject, noun, place }))
            }
            AtomKind::Move { .. }
            | AtomKind::Reach { .. }
            | AtomKind::Called { .. }
            | AtomKind::Happens { .. } => return Err(Beyond),
        })
    }
}

/// Where what is gathered comes from.
pub(super) enum Gathered {
    Of(usize),
    Members(Box<Members>),
}

impl Gathered {
    pub(super) fn side(self) -> Side {
        match self {
            Self::Of(gather) => Side::Gathered(gather),
            Self::Members(members) => Side::Members(members),
        }
    }
}
