//! Verdicts as statements: when a rule holds, is broken, waits, does not apply or cannot be judged. How those of a whole
//! follow from those of its parts is said here a second time, as [`crate::eval::verdict`] says it of known verdicts.

use crate::analysis::logic::Prop;
use crate::analysis::solver::Solver;
use crate::model::CountBound;

/// Of these exactly one is true.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Verdict {
    /// It is satisfied.
    pub holds: Prop,
    /// It is violated.
    pub broken: Prop,
    /// It cannot be judged.
    pub unknown: Prop,
    /// Its deadline is ahead.
    pub waiting: Prop,
    /// It asks nothing.
    pub idle: Prop,
}

impl Verdict {
    const NEVER: Verdict = Verdict {
        holds: Prop::FALSE,
        broken: Prop::FALSE,
        unknown: Prop::FALSE,
        waiting: Prop::FALSE,
        idle: Prop::FALSE,
    };
    /// Satisfied whatever happens.
    pub const HOLDS: Verdict = Verdict { holds: Prop::TRUE, ..Self::NEVER };
    /// Violated whatever happens.
    pub const BROKEN: Verdict = Verdict { broken: Prop::TRUE, ..Self::NEVER };
    /// Never to be judged.
    pub const UNKNOWN: Verdict = Verdict { unknown: Prop::TRUE, ..Self::NEVER };
    /// It asks nothing.
    pub const IDLE: Verdict = Verdict { idle: Prop::TRUE, ..Self::NEVER };
    /// Its deadline is ahead.
    pub const WAITING: Verdict = Verdict { waiting: Prop::TRUE, ..Self::NEVER };

    /// True or false.
    pub fn truth(prop: Prop) -> Self {
        Self { holds: prop, broken: !prop, ..Self::NEVER }
    }

    /// True, false, or else unknown.
    pub fn known(solver: &mut Solver, yes: Prop, no: Prop) -> Self {
        let unknown = solver.all([!yes, !no]);
        Self { holds: yes, broken: no, unknown, ..Self::NEVER }
    }

    /// The contrary.
    #[must_use]
    pub fn contrary(self) -> Self {
        Self { holds: self.broken, broken: self.holds, ..self }
    }

    /// Neither broken nor unknown: a deal may have it so.
    pub fn acceptable(self, solver: &mut Solver) -> Prop {
        solver.all([!self.broken, !self.unknown])
    }

    /// One verdict where a statement is true, another where it is not.
    pub fn choose(solver: &mut Solver, when: Prop, then: Self, otherwise: Self) -> Self {
        match when.known() {
            Some(true) => return then,
            Some(false) => return otherwise,
            None => {}
        }
        let mut pick = |a: Prop, b: Prop| {
            let (a, b) = (solver.all([when, a]), solver.all([!when, b]));
            solver.any([a, b])
        };
        Self {
            holds: pick(then.holds, otherwise.holds),
            broken: pick(then.broken, otherwise.broken),
            unknown: pick(then.unknown, otherwise.unknown),
            waiting: pick(then.waiting, otherwise.waiting),
            idle: pick(then.idle, otherwise.idle),
        }
    }

    /// That of the one case that is true: of several, of which exactly one always is.
    pub fn by_cases(solver: &mut Solver, cases: &[(Prop, Verdict)]) -> Self {
        let mut gather = |of: fn(&Verdict) -> Prop| {
            let mut ways = Vec::new();
            for (when, verdict) in cases {
                ways.push(solver.all([*when, of(verdict)]));
            }
            solver.any(ways)
        };
        Self {
            holds: gather(|verdict| verdict.holds),
            broken: gather(|verdict| verdict.broken),
            unknown: gather(|verdict| verdict.unknown),
            waiting: gather(|verdict| verdict.waiting),
            idle: gather(|verdict| verdict.idle),
        }
    }

    /// The first that occurs of broken, unknown, waiting, holds, not applicable.
    pub fn all(solver: &mut Solver, parts: &[Verdict]) -> Self {
        if let [one] = parts {
            return *one;
        }
        let broken = solver.any(parts.iter().map(|part| part.broken));
        let some_unknown = solver.any(parts.iter().map(|part| part.unknown));
        let some_waiting = solver.any(parts.iter().map(|part| part.waiting));
        let some_holds = solver.any(parts.iter().map(|part| part.holds));
        let unknown = solver.all([!broken, some_unknown]);
        let waiting = solver.all([!broken, !some_unknown, some_waiting]);
        let holds = solver.all([!broken, !some_unknown, !some_waiting, some_holds]);
        let idle = solver.all(parts.iter().map(|part| part.idle));
        Self { holds, broken, unknown, waiting, idle }
    }

    /// The first that occurs of holds, unknown, waiting, broken, not applicable.
    pub fn any(solver: &mut Solver, parts: &[Verdict]) -> Self {
        let turned: Vec<Verdict> = parts.iter().map(|part| part.contrary()).collect();
        Self::all(solver, &turned).contrary()
    }

    /// A consequence under a condition.
    pub fn under(solver: &mut Solver, condition: Verdict, then: Verdict) -> Self {
        let off = solver.any([condition.broken, condition.idle]);
        let fine = solver.any([then.holds, then.idle]);
        let open = solver.any([condition.unknown, condition.waiting]);
        let kept = solver.all([open, fine]);
        let kept = solver.any([condition.holds, kept]);
        let stands =
            Verdict { holds: Prop::FALSE, broken: Prop::FALSE, idle: Prop::FALSE, ..condition };
        let lost = Self::choose(solver, off, Self::IDLE, stands);
        Self::choose(solver, kept, then, lost)
    }

    /// A count of the parts that are counted at all; nothing is asked where there are none.
    pub fn counted(
        solver: &mut Solver,
        bound: CountBound,
        number: usize,
        parts: &[(Prop, Verdict)],
    ) -> Self {
        let mut certain = Vec::with_capacity(parts.len());
        let mut possible = Vec::with_capacity(parts.len());
        let mut unknown = Vec::with_capacity(parts.len());
        for (counted, part) in parts {
            certain.push(solver.all([*counted, part.holds]));
            let may = solver.any([part.holds, part.waiting, part.unknown]);
            possible.push(solver.all([*counted, may]));
            unknown.push(solver.all([*counted, part.unknown]));
        }
        let sure = at_least(solver, &certain, number + 1);
        let may = at_least(solver, &possible, number + 1);
        let (holds, broken) = match bound {
            CountBound::AtLeast => (sure.0, !may.0),
            CountBound::MoreThan => (sure.1, !may.1),
            CountBound::AtMost => (!may.1, sure.1),
            CountBound::FewerThan => (!may.0, sure.0),
            CountBound::Exactly => (solver.all([sure.0, !may.1]), solver.any([sure.1, !may.0])),
        };
        let none = solver.all(parts.iter().map(|(counted, _)| !*counted));
        let some_unknown = solver.any(unknown);
        let open = Self { unknown: some_unknown, waiting: !some_unknown, ..Self::NEVER };
        let found = Self::choose(solver, broken, Self::BROKEN, open);
        let found = Self::choose(solver, holds, Self::HOLDS, found);
        Self::choose(solver, none, Self::IDLE, found)
    }
}

/// Whether at least `most - 1`, and at least `most`, of the statements are true.
pub fn at_least(solver: &mut Solver, props: &[Prop], most: usize) -> (Prop, Prop) {
    let counts = counts(solver, props, most);
    let of = |count: usize| counts.get(count).copied().unwrap_or(Prop::FALSE);
    (of(most.saturating_sub(1)), of(most))
}

/// For each number up to `most`, whether at least so many of the statements are true.
pub fn counts(solver: &mut Solver, props: &[Prop], most: usize) -> Vec<Prop> {
    let mut so_far = vec![Prop::TRUE];
    for prop in props {
        let mut next = Vec::with_capacity(so_far.len() + 1);
        let longer = so_far.iter().copied().chain([Prop::FALSE]).take(most + 1);
        let mut before = None;
        for count in longer {
            let reached = before.map_or(Prop::FALSE, |before| solver.all([before, *prop]));
            next.push(solver.any([count, reached]));
            before = Some(count);
        }
        so_far = next;
    }
    so_far
}
