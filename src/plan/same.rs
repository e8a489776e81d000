//! The same for every partner. Mirrors `eval::same`, where no entry differs by time.

use std::rc::Rc;

use super::judge::Seen;
use super::path::{Depth, Found, Leaves, Trouble};
use super::side::Datum;
use super::{Beyond, Same, Sight, Spelling};
use crate::report::Verdict;
use crate::tape::{Kind, Symbol, Tape};
use crate::value::{self, Value};

/// The most partners that are compared with each other here: far fewer than the limit on subjects admits.
const MOST: usize = 64;

/// What a partner is stated.
type Stated = Result<Datum, Trouble>;

impl Sight<'_, '_> {
    /// Every listed partner gets the same.
    pub(super) fn same(&mut self, same: &Same) -> Result<Verdict, Beyond> {
        let entries = match self.leaves(&same.subject, Depth::Values)? {
            Leaves::Parties(entries) => entries,
            // one value for all is the same for all, where it is known
            leaves => return self.known(leaves),
        };
        let mut seen = Seen::default();
        let mut stated: Vec<Stated> = Vec::new();
        for partner in &*self.partners(same.noun, entries)? {
            let tape: &Tape = self.tape;
            let entry = tape.children(entries).find(|(_, entry)| entry.key == *partner);
            let Some((at, _)) = entry else {
                seen.add(Verdict::Unknown);
                continue;
            };
            let theirs = self.entry_of_partner(at)?;
            if theirs.is_err() || !stated.contains(&theirs) {
                stated.push(theirs);
            }
        }
        if let ([only], true) = (&*stated, seen.is_empty()) {
            return Ok(if is_known(*only) { Verdict::Holds } else { Verdict::Unknown });
        }
        for (at, theirs) in stated.iter().enumerate() {
            for others in stated.iter().take(at) {
                seen.add(self.alike(same, *others, *theirs)?);
            }
        }
        Ok(seen.all())
    }

    fn known(&mut self, leaves: Leaves) -> Result<Verdict, Beyond> {
        let mut seen = Seen::default();
        self.each_leaf(leaves, Depth::Values, |sight, found| {
            let known = sight.stated(found)?.is_ok();
            seen.add(if known { Verdict::Holds } else { Verdict::Unknown });
            Ok(())
        })?;
        Ok(seen.all())
    }

    /// What a partner is stated, where that does not differ further.
    fn entry_of_partner(&mut self, at: u32) -> Result<Stated, Beyond> {
        if self.node(at).is_none_or(|node| node.kind.is_container()) {
            return Err(Beyond);
        }
        let found: Found = Ok(at);
        Ok(self.stated(found)?.map(|(datum, _)| datum))
    }

    /// The partners that the proposal lists, else those that the value names.
    fn partners(&mut self, noun: Spelling, entries: u32) -> Result<Rc<[Symbol]>, Beyond> {
        if let Some((document, known, partners)) = &self.desk.partners
            && (*document, *known) == (self.desk.document, noun)
        {
            return Ok(Rc::clone(partners));
        }
        let tape: &Tape = self.tape;
        let listed = [noun.exact, noun.other].into_iter().find_map(|name| {
            let top = tape.children(Tape::ROOT).find(|(_, top)| top.key == name)?;
            top.1.kind.is_container().then_some(top)
        });
        let named = |(_, entry): (u32, &crate::tape::Node)| match entry.kind {
            _ if entry.key != Symbol::NONE => Ok(entry.key),
            Kind::Quoted | Kind::Plain => {
                self.symbols.spelled(self.text_of(entry).trim()).ok_or(Beyond)
            }
            _ => Err(Beyond),
        };
        let all = |top| tape.children(top).map(named).collect::<Result<Rc<[Symbol]>, Beyond>>();
        let listed = listed.map(|(top, _)| top).filter(|top| !tape.is_bare(*top));
        let partners = all(listed.unwrap_or(entries))?;
        if partners.len() > MOST {
            return Err(Beyond);
        }
        if listed.is_some() {
            self.desk.partners = Some((self.desk.document, noun, Rc::clone(&partners)));
        }
        Ok(partners)
    }

    /// Two partners: what is agreed not to be there is a value of its own, not the same as any other.
    fn alike(&mut self, same: &Same, one: Stated, other: Stated) -> Result<Verdict, Beyond> {
        let value = |sight: &Self, stated: Stated| match stated {
            Ok(datum) => sight.value(datum).map(Some),
            Err(Trouble::Absent) => Ok(Some(Value::No)),
            Err(Trouble::Missing(_) | Trouble::NotAgreed | Trouble::Unknown) => Ok(None),
        };
        let found = match (one, other) {
            (Ok(Datum::Read(one)), Ok(Datum::Read(other))) => {
                let equal = |one: &Value, other: &Value| are_equal(one, other);
                self.desk.lexicon.beside(one, other, same.place, equal)
            }
            _ => match (value(self, one)?, value(self, other)?) {
                (Some(one), Some(other)) => are_equal(&one, &other),
                _ => None,
            },
        };
        Ok(match found {
            Some(true) => Verdict::Holds,
            Some(false) => Verdict::Broken,
            None => Verdict::Unknown,
        })
    }
}

fn is_known(stated: Stated) -> bool {
    match stated {
        Ok(_) | Err(Trouble::Absent) => true,
        Err(Trouble::Missing(_) | Trouble::NotAgreed | Trouble::Unknown) => false,
    }
}

/// Whether two values are the same; `None` where that is not certain, as it is not of two texts that differ.
fn are_equal(one: &Value, other: &Value) -> Option<bool> {
    if (*one == Value::No) != (*other == Value::No) {
        return Some(false);
    }
    let compared = value::compare(other, one).ok()?;
    match (one, other) {
        (Value::Text(_), Value::Text(_)) if !compared.equal => None,
        _ if !compared.equal => Some(false),
        _ => (!compared.less && !compared.greater).then_some(true),
    }
}
