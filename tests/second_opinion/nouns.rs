//! What quantifiers range over, and filters.

use crate::claims::{Mode, condition, holdings_of, states_of};
use crate::rules::{
    Condition, Definition, Filter, Holding, Holdings, Noun, Range as Asked, Reference,
};
use crate::scope::{Round, Scope, Thing};
use crate::spread::Branch;
use crate::tree::{Node, State};
use crate::verdict::{Judged, Verdict, all};
use crate::world::{Gap, entries, plain};

/// The things of a noun, or that it names nothing.
#[derive(Debug, Clone)]
pub enum Range {
    /// Each with whether the filters let it in.
    Things(Vec<(Thing, Judged)>),
    /// It names nothing anywhere, or nothing agreed.
    Unknown,
}

/// The things of a noun that its filters let in, or may let in.
pub fn filtered(scope: &Scope<'_>, noun: &Noun) -> Result<Range, Round> {
    let Range::Things(items) = range(scope, &noun.range)? else { return Ok(Range::Unknown) };
    let mut kept = vec![];
    for (thing, inside) in items {
        let name = plain(&thing.name);
        let left_out = |out: &String| name == *out || name.ends_with(&format!(" on {out}"));
        if scope.world.names_left_out.iter().any(left_out) {
            continue;
        }
        let inner = Scope::new(scope.world).with(&thing);
        let mut truths = vec![inside];
        for filter in noun.filters.iter().flat_map(parts) {
            truths.push(passes(&inner, &filter)?);
        }
        // Where `except` leaves a filter nothing to look at, the thing is not meant.
        let not_meant = truths.iter().any(|truth| truth.verdict == Verdict::NotApplicable);
        let truth = all(truths);
        if !not_meant && truth.verdict != Verdict::Broken {
            kept.push((thing, truth));
        }
    }
    Ok(Range::Things(kept))
}

/// What a filter asks, one by one where `and` joins it.
fn parts(filter: &Filter) -> Vec<Filter> {
    let each = |holdings: &Holdings, one: fn(Holdings) -> Filter| match holdings.any {
        true => vec![one(holdings.clone())],
        false => {
            let alone = |item: &Holding| one(Holdings { items: vec![item.clone()], any: false });
            holdings.items.iter().map(alone).collect()
        }
    };
    match filter {
        Filter::Whose(_) => vec![filter.clone()],
        Filter::With(holdings) => each(holdings, Filter::With),
        Filter::Has(holdings) => each(holdings, Filter::Has),
        Filter::States(holdings) => each(holdings, Filter::States),
    }
}

fn passes(scope: &Scope<'_>, filter: &Filter) -> Result<Judged, Round> {
    let thing = scope.thing.clone().map(|thing| thing.found).unwrap_or(Err(Gap::Unsure));
    let it = vec![Branch::root(thing)];
    match filter {
        Filter::Whose(inner) => meant(scope, inner),
        Filter::With(holdings) | Filter::Has(holdings) => {
            holdings_of(scope, &it, holdings, Mode::CONDITION)
        }
        Filter::States(holdings) => states_of(scope, &it, holdings, Mode::CONDITION),
    }
}

/// A filter of several parts does not apply where one of them does not.
fn meant(scope: &Scope<'_>, asked: &Condition) -> Result<Judged, Round> {
    let Condition::And(parts) = asked else { return condition(scope, asked) };
    let parts: Result<Vec<Judged>, Round> = parts.iter().map(|part| meant(scope, part)).collect();
    let parts = parts?;
    let not_meant = parts.iter().any(|part| part.verdict == Verdict::NotApplicable);
    Ok(if not_meant { Judged::plain(Verdict::NotApplicable) } else { all(parts) })
}

fn range(scope: &Scope<'_>, asked: &Asked) -> Result<Range, Round> {
    match asked {
        Asked::Named(adjective, name) => {
            let Range::Things(items) = named(scope, name)? else { return Ok(Range::Unknown) };
            let Some(adjective) = adjective else { return Ok(Range::Things(items)) };
            called(scope, items, adjective)
        }
        Asked::List(names) => {
            let things = names.iter().map(|name| thing(scope, name)).map(sure).collect();
            Ok(Range::Things(things))
        }
        Asked::Field(reference) => field(scope, reference),
    }
}

fn sure(thing: Thing) -> (Thing, Judged) {
    (thing, Judged::truth(true))
}

fn thing(scope: &Scope<'_>, name: &str) -> Thing {
    Thing { name: name.to_owned(), found: scope.world.lookup(name), owners: vec![] }
}

fn called(scope: &Scope<'_>, items: Vec<(Thing, Judged)>, adjective: &str) -> Result<Range, Round> {
    let meaning = scope.world.definitions.iter().find_map(|definition| match definition {
        Definition::Adjective { adjective: word, condition, .. } if word == adjective => {
            Some(condition.clone())
        }
        _ => None,
    });
    let Some(meaning) = meaning else { return Ok(Range::Unknown) };
    let mut kept = vec![];
    for (thing, inside) in items {
        let inner = Scope::new(scope.world).with(&thing);
        let meant = meant(&inner, &meaning)?;
        let not_meant = meant.verdict == Verdict::NotApplicable;
        let truth = all(vec![inside, meant]);
        if !not_meant && truth.verdict != Verdict::Broken {
            kept.push((thing, truth));
        }
    }
    Ok(Range::Things(kept))
}

/// A defined group, else the entries of a top-level collection, else every node of that name.
fn named(scope: &Scope<'_>, name: &str) -> Result<Range, Round> {
    let world = scope.world;
    for definition in &world.definitions {
        match definition {
            Definition::Group(group, members) if group_name(name, group) => {
                let things = members.iter().map(|member| sure(thing(scope, member))).collect();
                return Ok(Range::Things(things));
            }
            Definition::Selection(group, noun) if group_name(name, group) => {
                return filtered(&Scope::new(world), noun);
            }
            _ => {}
        }
    }
    let top = world.proposal.keys().iter().find(|(key, _)| group_name(name, key));
    if let Some((_, node)) = top {
        let found = entries(node);
        if found.is_empty() {
            return Ok(Range::Unknown);
        }
        let names: Vec<String> = found.iter().map(|(name, _)| plain(name)).collect();
        let merged = |(name, node): (String, Node)| {
            let alone = names.iter().filter(|other| **other == plain(&name)).count() == 1;
            let found = if alone { world.lookup(&name) } else { Ok(node) };
            sure(Thing { name, found, owners: vec![] })
        };
        return Ok(Range::Things(found.into_iter().map(merged).collect()));
    }
    let mut found = vec![];
    everywhere(scope, name, &world.proposal, &mut vec![], &mut found);
    if found.is_empty() {
        return Ok(Range::Unknown);
    }
    found.retain(|(_, truth)| truth.verdict != Verdict::Broken);
    Ok(Range::Things(found))
}

fn group_name(asked: &str, group: &str) -> bool {
    let (asked, group) = (plain(asked), plain(group));
    asked == group || format!("{asked}s") == group || asked == format!("{group}s")
}

/// Every node of a name, wherever it is; one that is stated not to be there is none.
fn everywhere(
    scope: &Scope<'_>,
    name: &str,
    at: &Node,
    owners: &mut Vec<(String, Node)>,
    found: &mut Vec<(Thing, Judged)>,
) {
    for (key, node) in entries(at) {
        if scope.world.same_name(name, &key) {
            let truth = match node {
                Node::Leaf(ref leaf) => match leaf.state {
                    State::Nothing => Judged::truth(false),
                    State::Open | State::Clash => Judged::unknown(),
                    State::Value(_) | State::Offered => Judged::truth(true),
                },
                Node::Map(_) | Node::List(_) => Judged::truth(true),
            };
            let owner = owners.last().map(|(name, _)| name.clone()).unwrap_or_default();
            let label = format!("{} on {owner}", plain(name));
            found.push((Thing { name: label, found: Ok(node.clone()), owners: vec![] }, truth));
        }
        owners.push((key, node.clone()));
        everywhere(scope, name, &node, owners, found);
        owners.pop();
    }
}

/// The entries of a field, where it is a mapping or a list; else the field itself.
fn field(scope: &Scope<'_>, reference: &Reference) -> Result<Range, Round> {
    let mut things = vec![];
    for branch in scope.follow_to(reference) {
        // They are called in many ways: by code, by time, by party.
        let called = |name: String, found| {
            let owners = branch.owners.clone();
            sure(Thing { name, found, owners })
        };
        match &branch.found {
            Ok(node @ (Node::Map(_) | Node::List(_))) if !entries(node).is_empty() => {
                let all = entries(node).into_iter();
                let all = all.filter(|(key, _)| plain(key) != "base");
                things.extend(all.map(|(key, item)| called(key, Ok(item))));
            }
            Ok(Node::Leaf(_)) => things.push(called(String::new(), branch.found.clone())),
            _ => return Ok(Range::Unknown),
        }
    }
    Ok(Range::Things(things))
}
