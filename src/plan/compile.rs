//! From the model to a plan.

use std::collections::{BTreeSet, HashMap};

use jiff::civil::Date;

use super::{
    Beyond, Collection, Compare, Filtered, Gather, How, Landmarks, Literal, Members, Path, Plan,
    Planned, Quantity, Side, Spelling, Start, Task, Test, Work,
};
use crate::model::{
    AggregateKind, AggregateOver, Atom, AtomKind, Extent, Formula, Quantifier, Range, RangeKind,
    Reference, Root, Rule, RuleSet, Scope, Spelled, Term, TimePoint, VariableId,
};
use crate::name::Name;
use crate::report::Verdict;
use crate::tape::{Figure, Symbols};
use crate::value::{self, Unit, Value};

type Planning<T> = Result<T, Beyond>;

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
        names: BTreeSet::new(),
        slots: Vec::new(),
        slot_count: 0,
        collections: Vec::new(),
        gathers: Vec::new(),
        filters: Vec::new(),
        literals: Vec::new(),
        marks,
        parties,
    };
    let mut compiler = Compiler { plan, symbols, filters: HashMap::new(), comparisons: 0 };
    for rule in rules {
        let task = compiler.task(rule, set.scopes.get(rule.scope), as_of);
        let waived = rule.waiver.as_ref().is_some_and(|waiver| as_of <= waiver.until);
        compiler.plan.rules.push(Planned { rule, waived, task });
    }
    compiler.plan.slots.resize(compiler.symbols.len(), None);
    compiler.symbols.keep();
    compiler.plan
}

fn landmarks(symbols: &mut Symbols) -> Landmarks {
    let mut of = |name: &str| symbols.of_name(&Name::new(name));
    Landmarks {
        called: ["name", "id", "hs"].map(&mut of),
        party_lists: ["partners", "parties"].map(&mut of),
        party_keys: ["partner", "from", "to", "importer", "exporter"].map(&mut of),
    }
}

struct Compiler<'a, 's> {
    plan: Plan<'a>,
    symbols: &'s mut Symbols,
    /// The filters so far, by what they say and to whom.
    filters: HashMap<(usize, String), usize>,
    comparisons: usize,
}

/// Where in a rule the compiler is.
#[derive(Clone, Copy)]
struct Context<'c> {
    scope: &'c Scope,
    /// Which scope it is.
    scope_number: usize,
    thing: Option<VariableId>,
}

impl Compiler<'_, '_> {
    fn task(&mut self, rule: &Rule, scope: Option<&Scope>, as_of: Date) -> Task {
        let (from, until) = rule.window;
        if from.is_some_and(|from| as_of < from) || until.is_some_and(|until| as_of > until) {
            return Task::Settled(Verdict::NotApplicable);
        }
        let Some(scope) = scope.filter(|_| rule.except.is_empty()) else { return Task::Beyond };
        let gathers = self.plan.gathers.len();
        match self.test(&rule.formula, Context { scope, scope_number: rule.scope, thing: None }) {
            Ok(test) => Task::Test(test),
            Err(Beyond) => {
                self.forget_since(gathers);
                Task::Beyond
            }
        }
    }

    /// Takes back what a rule that turned out to be beyond a plan would have gathered.
    fn forget_since(&mut self, gathers: usize) {
        self.plan.gathers.truncate(gathers);
        for filtered in self.plan.collections.iter_mut().flat_map(|one| &mut one.gathers) {
            filtered.gathers.retain(|gather| *gather < gathers);
        }
    }

    fn test(&mut self, formula: &Formula, at: Context<'_>) -> Planning<Test> {
        Ok(match formula {
            Formula::And(parts) => Test::All(self.tests(parts, at)?),
            Formula::Or(parts) => Test::Any(self.tests(parts, at)?),
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
                match self.gathered(range, *variable, Work::Test(body, how), None, at)? {
                    Gathered::Of(gather) => Test::Gathered(gather),
                    Gathered::Members(members) => Test::Members(members),
                }
            }
            Formula::Atom(atom) => self.atom(atom, at)?,
        })
    }

    fn tests(&mut self, parts: &[Formula], at: Context<'_>) -> Planning<Vec<Test>> {
        parts.iter().map(|part| self.test(part, at)).collect()
    }

    /// A range within a range is not common.
    fn inner(&self, at: Context<'_>) -> Planning<()> {
        if at.thing.is_some() { Err(Beyond) } else { Ok(()) }
    }

    fn gathered(
        &mut self,
        range: &Range,
        variable: VariableId,
        work: Work,
        thing: Option<Path>,
        at: Context<'_>,
    ) -> Planning<Gathered> {
        let inside = Context { thing: Some(variable), ..at };
        let filter = range.filter.as_ref().map(|filter| self.filter(filter, inside)).transpose()?;
        let gather = Gather { filter, work, thing };
        match &range.kind {
            RangeKind::Members(members) => {
                let things = members.iter().map(|member| self.path(member, at));
                let things = things.collect::<Planning<Vec<Path>>>()?;
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
        let name = self.spelling(name);
        let id = self.plan.gathers.len();
        let filter = gather.filter;
        self.plan.gathers.push(gather);
        let alone = Filtered { filter, gathers: vec![id] };
        match self.plan.collections.iter_mut().find(|known| known.name == name) {
            None => self.plan.collections.push(Collection { name, gathers: vec![alone] }),
            Some(known) => match known.gathers.iter_mut().find(|known| known.filter == filter) {
                Some(same) => same.gathers.push(id),
                None => known.gathers.push(alone),
            },
        }
        id
    }

    /// A filter, compiled once however many rules have it.
    fn filter(&mut self, filter: &Formula, at: Context<'_>) -> Planning<usize> {
        let said = (at.scope_number, format!("{filter:?}"));
        if let Some(known) = self.filters.get(&said) {
            return Ok(*known);
        }
        let test = self.test(filter, at)?;
        self.plan.filters.push(test);
        let id = self.plan.filters.len() - 1;
        self.filters.insert(said, id);
        Ok(id)
    }

    fn atom(&mut self, atom: &Atom, at: Context<'_>) -> Planning<Test> {
        let how = How { stance: atom.stance, frequency: atom.frequency };
        Ok(match &atom.kind {
            AtomKind::Has { what, .. } => Test::Has(self.path(what, at)?, atom.stance),
            AtomKind::States { what, .. } => Test::States(self.path(what, at)?, atom.stance),
            AtomKind::Compare { subject, op, limit, holding } => {
                let unit = common(measure(subject, at.scope), measure(limit, at.scope))?;
                let subject = self.side(subject, at)?;
                let limit = self.side(limit, at)?;
                let figure = self.figure(&limit, unit.as_ref());
                let holding = *holding;
                let place = self.comparisons;
                self.comparisons += 1;
                let alternative = atom.alternative;
                let op = *op;
                let compare =
                    Compare { place, subject, op, limit, how, holding, alternative, unit, figure };
                Test::Compare(Box::new(compare))
            }
            AtomKind::StartsWith { subject, text } => {
                Test::Starts(self.path(subject, at)?, text.clone(), how)
            }
            AtomKind::Is { subject, mark } => Test::Is(self.path(subject, at)?, *mark, how),
            AtomKind::Never { subject, direction } => {
                if measure_of(subject, at.scope).is_some() {
                    return Err(Beyond);
                }
                Test::Never(self.path(subject, at)?, *direction)
            }
            AtomKind::SameForEvery { .. }
            | AtomKind::Move { .. }
            | AtomKind::Reach { .. }
            | AtomKind::Called { .. }
            | AtomKind::Happens { .. } => return Err(Beyond),
        })
    }

    /// A literal limit as a bare number: so far as it is one, or one once it is measured in the unit of bare numbers.
    fn figure(&self, limit: &Side, unit: Option<&Unit>) -> Option<Figure> {
        let Side::Literal(id) = limit else { return None };
        let literal = self.plan.literals.get(*id)?;
        match (&literal.value, unit) {
            (Value::Quantity(quantity), Some(unit)) if !quantity.unit.is_none() => {
                Figure::of(&value::convert(quantity, unit)?.amount)
            }
            _ => literal.figure,
        }
    }

    fn side(&mut self, term: &Term, at: Context<'_>) -> Planning<Side> {
        Ok(match term {
            Term::Value(value) => Side::Literal(self.literal(value)),
            Term::Reference(reference) => match self.defined(reference, at)? {
                Some(value) => value,
                None => Side::Path(self.path(reference, at)?),
            },
            Term::Share { share, of } => {
                let Term::Reference(of) = &**of else { return Err(Beyond) };
                let (numerator, denominator) = share.to_small_ratio().ok_or(Beyond)?;
                if numerator <= 0 || self.defined(of, at)?.is_some() {
                    return Err(Beyond);
                }
                Side::Share(numerator, denominator, self.path(of, at)?)
            }
            Term::Arithmetic { .. } => return Err(Beyond),
            Term::Aggregate { kind, over } => self.aggregate(*kind, over, at)?,
            Term::Count { variable, range } => {
                self.inner(at)?;
                self.gathered(range, *variable, Work::Number, None, at)?.side()
            }
        })
    }

    fn aggregate(
        &mut self,
        kind: AggregateKind,
        over: &AggregateOver,
        at: Context<'_>,
    ) -> Planning<Side> {
        self.inner(at)?;
        let thing = over.thing.as_ref().filter(|thing| !thing.steps.is_empty());
        let thing = thing.map(|thing| self.path(thing, at)).transpose()?;
        let value = self.path(&over.value, Context { thing: Some(over.variable), ..at })?;
        let work = match kind {
            AggregateKind::Total => Work::Sum(value, false),
            AggregateKind::Average => Work::Sum(value, true),
            AggregateKind::Highest => Work::Extreme(value, true),
            AggregateKind::Lowest => Work::Extreme(value, false),
        };
        Ok(self.gathered(&over.range, over.variable, work, thing, at)?.side())
    }

    fn literal(&mut self, value: &Value) -> usize {
        let figure = value.as_bare_number().and_then(Figure::of);
        self.plan.literals.push(Literal { value: value.clone(), figure });
        self.plan.literals.len() - 1
    }

    /// A name that the rule file defines, as long as no proposal states it too.
    fn defined(&mut self, reference: &Reference, at: Context<'_>) -> Planning<Option<Side>> {
        let Root::Name(name) = &reference.root else { return Ok(None) };
        if at.scope.constants.is_empty() {
            return Ok(None);
        }
        if is_in(&name.name, |name| at.scope.constants.contains_key(name)) {
            return Err(Beyond);
        }
        Ok(None)
    }

    fn path(&mut self, reference: &Reference, at: Context<'_>) -> Planning<Path> {
        if reference.previous {
            return Err(Beyond);
        }
        let year = match reference.time {
            None => None,
            Some(time) => match (time.extent, time.point) {
                (Extent::At, TimePoint::Year(year)) if year >= 1 => Some(year),
                _ => return Err(Beyond),
            },
        };
        let start = match &reference.root {
            Root::Name(name) => {
                let defined = |name: &Name| {
                    at.scope.constants.contains_key(name) || at.scope.aliases.contains_key(name)
                };
                let none = at.scope.constants.is_empty() && at.scope.aliases.is_empty();
                if !none && is_in(&name.name, defined) {
                    return Err(Beyond);
                }
                let name = self.spelling(name);
                self.slot(name);
                Start::Name(name)
            }
            Root::Variable(variable) if Some(*variable) == at.thing => Start::Thing,
            Root::Variable(_) => return Err(Beyond),
            Root::Its { name, owners } => {
                let owners = owners.iter().map(|owner| self.path(owner, at));
                let owners = owners.collect::<Planning<Vec<Path>>>()?;
                Start::Its(self.spelling(name), owners)
            }
        };
        let steps = reference.steps.iter().map(|step| self.spelling(step)).collect();
        let party = reference.party.as_ref().map(|party| self.symbols.of_name(&party.name));
        Ok(Path { start, steps, party, year })
    }

    fn spelling(&mut self, name: &Spelled) -> Spelling {
        let exact = self.symbols.of_name(&name.name);
        let other = self.symbols.of_name(&name.name.other_number());
        let spelling = Spelling { exact, other };
        self.plan.names.insert(spelling);
        spelling
    }

    /// Makes room for what is found under a name that has no owner.
    fn slot(&mut self, name: Spelling) {
        let plan = &mut self.plan;
        for symbol in [name.exact, name.other] {
            let place = symbol.place();
            if plan.slots.len() <= place {
                plan.slots.resize(place + 1, None);
            }
            if let Some(slot @ None) = plan.slots.get_mut(place) {
                *slot = Some(plan.slot_count as u32);
                plan.slot_count += 1;
            }
        }
    }
}

/// Where what is gathered comes from.
enum Gathered {
    Of(usize),
    Members(Box<Members>),
}

impl Gathered {
    fn side(self) -> Side {
        match self {
            Self::Of(gather) => Side::Gathered(gather),
            Self::Members(members) => Side::Members(members),
        }
    }
}

/// The unit of bare numbers in a term.
fn measure(term: &Term, scope: &Scope) -> Option<Unit> {
    match term {
        Term::Reference(reference) => measure_of(reference, scope),
        Term::Aggregate { over, .. } => scope.measures.get(over.field.as_ref()?).cloned(),
        Term::Share { of, .. } => measure(of, scope),
        Term::Value(_) | Term::Arithmetic { .. } | Term::Count { .. } => None,
    }
}

fn measure_of(reference: &Reference, scope: &Scope) -> Option<Unit> {
    scope.measures.get(&reference.last_name()?.name).cloned()
}

/// The unit of bare numbers on both sides.
fn common(subject: Option<Unit>, limit: Option<Unit>) -> Planning<Option<Unit>> {
    match (&subject, &limit) {
        (Some(one), Some(other)) if one != other => Err(Beyond),
        _ => Ok(subject.or(limit)),
    }
}

fn is_in(name: &Name, known: impl Fn(&Name) -> bool) -> bool {
    known(name) || known(&name.other_number())
}
