//! When statements hold: what joins claims, and claims about what is there.

use std::collections::BTreeSet;

use super::ground::{Claim, How, Statement, Subject};
use super::lookup::{Cell, Setting};
use super::states::States;
use super::term::Together;
use super::term::{Entry, What};
use super::verdict::Verdict;
use super::why::Why;
use crate::analysis::logic::Prop;
use crate::analysis::sketch::{Sketch, Spot};
use crate::analysis::solver::Solver;
use crate::model::{Frequency, Mark, Stance};
use crate::value::{Number, Value};

/// Turns rules into statements for the solver.
pub struct Encoder<'e> {
    /// The statements.
    pub solver: &'e mut Solver,
    /// The outline of the deal.
    pub sketch: &'e Sketch,
    /// What each spot can be.
    pub states: &'e States,
    /// The day and the parties.
    pub setting: &'e Setting,
    /// Keys so close to another that their absence may be a slip.
    pub risky: &'e BTreeSet<Spot>,
    /// What was taken together before.
    pub together: &'e mut Together,
}

impl Encoder<'_> {
    /// When a statement holds, is broken, and so on.
    pub fn verdict(&mut self, statement: &Statement) -> Result<Verdict, Why> {
        Ok(match statement {
            Statement::Settled(truth) => Verdict::truth(Prop::constant(*truth)),
            Statement::Unclear => Verdict::UNKNOWN,
            Statement::All(parts) => {
                let parts = self.verdicts(parts)?;
                Verdict::all(self.solver, &parts)
            }
            Statement::Any(parts) => {
                let parts = self.verdicts(parts)?;
                Verdict::any(self.solver, &parts)
            }
            Statement::Not(inner) => self.verdict(inner)?.contrary(),
            Statement::If(condition, then) => {
                let (condition, then) = (self.verdict(condition)?, self.verdict(then)?);
                Verdict::under(self.solver, condition, then)
            }
            Statement::Each(how, subjects) => self.each(*how, subjects)?,
            Statement::Claim(claim) => self.claim(claim)?,
        })
    }

    fn verdicts(&mut self, parts: &[Statement]) -> Result<Vec<Verdict>, Why> {
        parts.iter().map(|part| self.verdict(part)).collect()
    }

    fn each(&mut self, how: How, subjects: &[Subject]) -> Result<Verdict, Why> {
        let mut parts = Vec::with_capacity(subjects.len());
        for subject in subjects {
            parts.push(self.subject(how, subject)?);
        }
        let each: Vec<Verdict> = parts
            .iter()
            .map(|(counted, part)| Verdict::choose(self.solver, *counted, *part, Verdict::IDLE))
            .collect();
        let whole = match how {
            How::Every => Verdict::all(self.solver, &each),
            How::Some => Verdict::any(self.solver, &each),
            How::Count(bound, number) => Verdict::counted(self.solver, bound, number, &parts),
        };
        Ok(self.if_any_is_there(subjects, whole))
    }

    /// One subject: whether it counts at all, and its verdict.
    fn subject(&mut self, how: How, subject: &Subject) -> Result<(Prop, Verdict), Why> {
        let there = self.is_there(subject.there);
        let body = self.verdict(&subject.body)?;
        let Some(filter) = &subject.filter else { return Ok((there, body)) };
        let filter = self.verdict(filter)?;
        let counted = self.solver.all([there, !filter.broken, !filter.idle]);
        let judged = match how {
            How::Every => Verdict::under(self.solver, filter, body),
            How::Some | How::Count(..) => {
                let both = Verdict::all(self.solver, &[body, filter]);
                Verdict::choose(self.solver, filter.holds, body, both)
            }
        };
        Ok((counted, judged))
    }

    /// Of a noun that names nothing anywhere nobody can tell.
    fn if_any_is_there(&mut self, subjects: &[Subject], whole: Verdict) -> Verdict {
        let spots: Vec<Spot> = subjects.iter().filter_map(|subject| subject.there).collect();
        if spots.is_empty() {
            return whole;
        }
        let written: Vec<Prop> = spots.iter().map(|spot| !self.states.of(*spot).missing).collect();
        let some = self.solver.any(written);
        Verdict::choose(self.solver, some, whole, Verdict::UNKNOWN)
    }

    /// True where a spot is in the deal and is not `none`.
    pub(super) fn is_there(&mut self, spot: Option<Spot>) -> Prop {
        let Some(spot) = spot else { return Prop::TRUE };
        let state = self.states.of(spot).clone();
        self.solver.all([!state.missing, !state.none])
    }

    fn claim(&mut self, claim: &Claim) -> Result<Verdict, Why> {
        match claim {
            Claim::Has(cells, stance) => Ok(self.has(cells, *stance)),
            Claim::States(cells, stance) => Ok(self.stated(cells, *stance)),
            Claim::Is(cells, mark, stance, frequency) => {
                Ok(self.is_in_state(cells, *mark, *stance, *frequency))
            }
            Claim::Compare(comparison) => self.compare(comparison),
            Claim::Happens(cells, by, stance) => self.happens(cells, by.as_ref(), *stance),
            Claim::Never(cells, direction) => self.never(cells, *direction),
            Claim::Moves(cells, direction, op, amount) => {
                self.moves(cells, *direction, *op, amount)
            }
            Claim::Reaches(series, then, target) => self.reaches(series, then, target),
        }
    }

    fn has(&mut self, cells: &[Cell], stance: Stance) -> Verdict {
        let mut parts = Vec::new();
        for (cell, entry) in cells.iter().zip(self.cells(cells, None)) {
            let sure = self.is_sure(cell);
            let verdict = self.by_ways(&entry, |this, what| match what {
                What::Amount(sum, _) => {
                    let zero = this.solver.equal(sum, &super::term::nothing());
                    Verdict::truth(!zero)
                }
                What::Value(value) => Verdict::truth(Prop::constant(!value.is_zero())),
                What::Day(_) | What::Offered | What::Thing => Verdict::HOLDS,
                What::Nothing | What::Absent => Verdict::BROKEN,
                What::Missing(nowhere) => lacking(*nowhere, stance, sure),
                What::Open | What::Unknown => Verdict::UNKNOWN,
            });
            parts.push(verdict);
        }
        Verdict::any(self.solver, &parts)
    }

    fn stated(&mut self, cells: &[Cell], stance: Stance) -> Verdict {
        let mut parts = Vec::new();
        for (cell, entry) in cells.iter().zip(self.cells(cells, None)) {
            let sure = self.is_sure(cell);
            let verdict = self.by_ways(&entry, |_, what| match what {
                What::Amount(..) | What::Value(_) | What::Day(_) | What::Thing | What::Nothing => {
                    Verdict::HOLDS
                }
                What::Absent | What::Open | What::Offered => Verdict::BROKEN,
                What::Missing(nowhere) => lacking(*nowhere, stance, sure),
                What::Unknown => Verdict::UNKNOWN,
            });
            parts.push(verdict);
        }
        match stance {
            Stance::Demand => Verdict::all(self.solver, &parts),
            Stance::Forbid | Stance::Ask => Verdict::any(self.solver, &parts),
        }
    }

    fn is_in_state(
        &mut self,
        cells: &[Cell],
        mark: Mark,
        stance: Stance,
        frequency: Option<Frequency>,
    ) -> Verdict {
        let mut parts = Vec::new();
        for entry in self.cells(cells, None) {
            let verdict = self.by_ways(&entry, |_, what| match (what, mark) {
                (What::Open, Mark::Open)
                | (What::Offered, Mark::Offered)
                | (What::Nothing, Mark::None) => Verdict::HOLDS,
                (What::Missing(_) | What::Absent | What::Unknown, _) | (What::Open, Mark::None) => {
                    Verdict::UNKNOWN
                }
                _ => Verdict::BROKEN,
            });
            parts.push(verdict);
        }
        self.together(&parts, stance, frequency)
    }

    /// The verdict of an entry from that of each way it can be.
    pub(super) fn by_ways(
        &mut self,
        entry: &Entry,
        mut judge: impl FnMut(&mut Self, &What) -> Verdict,
    ) -> Verdict {
        let cases: Vec<(Prop, Verdict)> =
            entry.ways.iter().map(|(when, what)| (*when, judge(self, what))).collect();
        Verdict::by_cases(self.solver, &cases)
    }

    /// True where the absence of a name can be relied on.
    pub(super) fn is_sure(&self, cell: &Cell) -> bool {
        cell.last().is_none_or(|spot| !self.risky.contains(&spot))
    }

    /// Entries taken together: a rule demands of every one and forbids of any; a condition needs them to agree.
    pub(super) fn together(
        &mut self,
        parts: &[Verdict],
        stance: Stance,
        frequency: Option<Frequency>,
    ) -> Verdict {
        match (frequency, stance) {
            (Some(Frequency::Ever), _) | (None, Stance::Forbid) => Verdict::any(self.solver, parts),
            (Some(Frequency::Always), _) | (None, Stance::Demand) => {
                Verdict::all(self.solver, parts)
            }
            (None, Stance::Ask) => {
                if let [one] = parts {
                    return *one;
                }
                let holds = self.solver.all(parts.iter().map(|part| part.holds));
                let broken = self.solver.all(parts.iter().map(|part| part.broken));
                Verdict::known(self.solver, holds, broken)
            }
        }
    }
}

/// What is not there: lacking where it is demanded, else false where its owner is there.
fn lacking(nowhere: bool, stance: Stance, sure: bool) -> Verdict {
    match (stance, nowhere, sure) {
        (Stance::Demand, _, _) | (_, false, true) => Verdict::BROKEN,
        (Stance::Forbid | Stance::Ask, _, _) => Verdict::UNKNOWN,
    }
}

/// A bare number that is a whole count.
pub(super) fn whole(value: &Value) -> Option<(usize, bool)> {
    let number = value.as_bare_number()?;
    let floor = number.floor();
    let exact = floor == *number;
    let count = if *number < Number::zero() { None } else { floor.to_i64() };
    Some((usize::try_from(count?).ok()?, exact))
}
