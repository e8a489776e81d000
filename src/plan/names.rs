//! The names of rules as numbers: the chains, slots and columns of a plan.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::code::{self, Row};
use super::compile::{Compiler, Context, Planning};
use super::{Beyond, NO_COLUMN, Path, SharedPath, Spelling, Start};
use crate::model::{Extent, Its, Reference, Root, Spelled, TimePoint};
use crate::name::Name;
use crate::tape::Symbol;

/// The beginning of a chain.
struct Lead {
    start: Start,
    steps: Vec<Spelling>,
    its: bool,
}

impl Compiler<'_, '_> {
    pub(super) fn path(&mut self, reference: &Reference, at: Context<'_>) -> Planning<SharedPath> {
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
        let Lead { start, mut steps, its } = self.lead(reference, at)?;
        steps.extend(reference.steps.iter().map(|step| self.spelling(step)));
        let columns = match (&start, steps.first()) {
            (Start::Thing, Some(field)) => {
                Some([self.column(field.exact)?, self.column(field.other)?])
            }
            _ => None,
        };
        let party = reference.party.as_ref().map(|party| self.symbols.of_name(&party.name));
        // from here on nothing fails, so that each number is that of a chain
        let mut row = Row::new(code::Kind::Path, &mut self.codes);
        row.chain(&start, &steps).put(usize::from(its));
        row.put(party.map_or(u32::MAX as usize, |party| party.place()));
        row.put(year.unwrap_or_default() as usize);
        let id = row.known(self.paths.len());
        if let Some(known) = self.paths.get(id) {
            self.steps = steps;
            return Ok(Arc::clone(known));
        }
        let timeless = party.is_none() && year.is_none();
        let one_field = timeless && columns.is_some() && steps.len() == 1;
        let chain = self.chain(&start, &steps);
        let path = Path { id, start, steps, columns, one_field, chain, party, year };
        let path = Arc::new(path);
        self.paths.push(Arc::clone(&path));
        Ok(path)
    }

    /// Where a chain starts.
    fn lead(&mut self, reference: &Reference, at: Context<'_>) -> Planning<Lead> {
        let (mut steps, mut its) = (std::mem::take(&mut self.steps), false);
        steps.clear();
        let start = match &reference.root {
            Root::Name(name) => {
                if is_in(&name.name, &at.scope.constants) || is_in(&name.name, &at.scope.aliases) {
                    return Err(Beyond);
                }
                let name = self.spelling(name);
                Start::Name(name, self.slots(name))
            }
            Root::Variable(variable) if Some(*variable) == at.thing => Start::Thing,
            Root::Variable(_) => return Err(Beyond),
            Root::Its(field) => {
                let Its { name, owners } = &**field;
                let owners = owners.iter().map(|owner| self.path(owner, at));
                let mut owners = owners.collect::<Planning<Vec<SharedPath>>>()?;
                let name = self.spelling(name);
                match owners.pop() {
                    // the field of one owner is a field like any other
                    Some(owner) if owners.is_empty() && owner.is_timeless() => {
                        its = true;
                        steps.extend(&owner.steps);
                        steps.push(name);
                        owner.start.clone()
                    }
                    last => {
                        owners.extend(last);
                        Start::Its(Box::new((name, owners)))
                    }
                }
            }
        };
        Ok(Lead { start, steps, its })
    }

    /// The number of a chain that is the same for the whole of a document.
    fn chain(&mut self, start: &Start, steps: &[Spelling]) -> Option<u32> {
        let Start::Name(..) = start else { return None };
        let mut row = Row::new(code::Kind::Chain, &mut self.codes);
        row.chain(start, steps);
        let chain = row.known(self.plan.chain_count);
        self.plan.chain_count = self.plan.chain_count.max(chain + 1);
        Some(chain as u32)
    }

    pub(super) fn spelling(&mut self, name: &Spelled) -> Spelling {
        if let Some(known) = self.spelled.get(&name.name) {
            return *known;
        }
        let exact = self.symbols.of_name(&name.name);
        let other = self.symbols.of_name(&name.name.other_number());
        let spelling = Spelling { exact, other };
        self.plan.names.insert(spelling);
        self.spelled.insert(name.name.clone(), spelling);
        spelling
    }

    /// Makes room for what is found under a name that has no owner.
    pub(super) fn slots(&mut self, name: Spelling) -> [u32; 2] {
        [name.exact, name.other].map(|symbol| {
            let plan = &mut self.plan;
            let place = symbol.place();
            if plan.slots.len() <= place {
                plan.slots.resize(place + 1, None);
            }
            let next = plan.slot_count as u32;
            let Some(slot) = plan.slots.get_mut(place) else { return next };
            plan.slot_count += usize::from(slot.is_none());
            *slot.get_or_insert(next)
        })
    }

    /// Makes room for a field of quantified things.
    fn column(&mut self, symbol: Symbol) -> Planning<u16> {
        let plan = &mut self.plan;
        let place = symbol.place();
        if plan.columns.len() <= place {
            plan.columns.resize(place + 1, NO_COLUMN);
        }
        let column = plan.columns.get_mut(place).ok_or(Beyond)?;
        if *column == NO_COLUMN {
            let next = u16::try_from(plan.column_count).ok();
            *column = next.filter(|next| *next != NO_COLUMN).ok_or(Beyond)?;
            plan.column_count += 1;
        }
        Ok(*column)
    }
}

/// True where a file defines a name, in either number.
pub(super) fn is_in<T>(name: &Name, known: &BTreeMap<Name, T>) -> bool {
    !known.is_empty() && (known.contains_key(name) || known.contains_key(&name.other_number()))
}
