//! Verdicts, their margins, and how both combine.

use crate::value::{Fraction, Unit};

/// A verdict.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Verdict {
    /// Violated.
    Broken,
    /// Not known.
    Unknown,
    /// A deadline that has not passed.
    Waiting,
    /// Satisfied.
    Holds,
    /// Nothing to judge.
    NotApplicable,
    /// A waiver hides it.
    Waived,
}

impl Verdict {
    /// In the words of the report.
    pub fn word(self) -> &'static str {
        match self {
            Verdict::Broken => "broken",
            Verdict::Unknown => "unknown",
            Verdict::Waiting => "waiting",
            Verdict::Holds => "holds",
            Verdict::NotApplicable => "not applicable",
            Verdict::Waived => "waived",
        }
    }

    fn opposite(self) -> Self {
        match self {
            Verdict::Broken => Verdict::Holds,
            Verdict::Holds => Verdict::Broken,
            same => same,
        }
    }
}

/// How far from the limit.
#[derive(Debug, Clone, PartialEq)]
pub enum Margin {
    /// There is none.
    None,
    /// The page does not say: any will do.
    Any,
    /// So much of a unit, in the base of its kind, and that over the limit.
    Of {
        /// How much.
        amount: Fraction,
        /// Of what; nothing where the unit is not fixed.
        unit: Option<Unit>,
        /// Amount over limit.
        relative: Option<Fraction>,
    },
}

impl Margin {
    /// The same, whichever unit of its kind it is shown in.
    #[must_use]
    pub fn in_any_unit(self) -> Self {
        match self {
            Margin::Of { amount, relative, .. } => Margin::Of { amount, unit: None, relative },
            same => same,
        }
    }

    fn negated(self) -> Self {
        match self {
            Margin::Of { amount, unit, relative } => {
                Margin::Of { amount: -amount, unit, relative: relative.map(|it| -it) }
            }
            same => same,
        }
    }
}

/// What was judged.
#[derive(Debug, Clone, PartialEq)]
pub struct Judged {
    /// The verdict.
    pub verdict: Verdict,
    /// Its margin.
    pub margin: Margin,
    /// Days to the deadline of a waiting one.
    pub days: Option<i128>,
    /// Each subject of a quantified rule.
    pub parts: Option<Vec<(String, Judged)>>,
}

impl Judged {
    /// A verdict without a margin.
    pub fn plain(verdict: Verdict) -> Self {
        Self { verdict, margin: Margin::None, days: None, parts: None }
    }

    /// Not known.
    pub fn unknown() -> Self {
        Self::plain(Verdict::Unknown)
    }

    /// True or false.
    pub fn truth(yes: bool) -> Self {
        Self::plain(if yes { Verdict::Holds } else { Verdict::Broken })
    }

    /// A verdict with a margin.
    pub fn measured(verdict: Verdict, margin: Margin) -> Self {
        Self { verdict, margin, days: None, parts: None }
    }

    /// The contrary.
    #[must_use]
    pub fn not(self) -> Self {
        let parts =
            self.parts.map(|parts| parts.into_iter().map(|(n, part)| (n, part.not())).collect());
        Self {
            verdict: self.verdict.opposite(),
            margin: self.margin.negated(),
            days: self.days,
            parts,
        }
    }

    /// With its parts.
    #[must_use]
    pub fn with_parts(self, parts: Vec<(String, Judged)>) -> Self {
        Self { parts: Some(parts), ..self }
    }

    /// Under a condition that is not known: holds if the consequence holds anyway, does not apply where that would not
    /// apply anyway, else unknown.
    pub fn under_unknown(self) -> Self {
        match self.verdict {
            Verdict::Holds | Verdict::NotApplicable => self,
            _ => Self::unknown(),
        }
    }
}

/// All of them.
pub fn all(items: Vec<Judged>) -> Judged {
    let order = [
        Verdict::Broken,
        Verdict::Unknown,
        Verdict::Waiting,
        Verdict::Holds,
        Verdict::NotApplicable,
    ];
    combine(items, &order, true)
}

/// One of them.
pub fn any(items: Vec<Judged>) -> Judged {
    let order = [
        Verdict::Holds,
        Verdict::Unknown,
        Verdict::Waiting,
        Verdict::Broken,
        Verdict::NotApplicable,
    ];
    combine(items, &order, false)
}

/// What all agree on; unknown where they differ.
pub fn agreed(items: Vec<Judged>) -> Judged {
    let first = items.first().map(|item| item.verdict);
    if items.iter().any(|item| Some(item.verdict) != first) {
        return Judged::unknown();
    }
    let several = items.len() > 1;
    let mut found = all(items);
    if several && found.margin != Margin::None {
        found.margin = Margin::Any;
    }
    found
}

fn combine(items: Vec<Judged>, order: &[Verdict], smallest: bool) -> Judged {
    let has = |verdict: &&Verdict| items.iter().any(|item| item.verdict == **verdict);
    let verdict = *order.iter().find(has).unwrap_or(&Verdict::NotApplicable);
    let decisive: Vec<&Judged> = items.iter().filter(|item| item.verdict == verdict).collect();
    let mut found = Judged::plain(verdict);
    if matches!(verdict, Verdict::Holds | Verdict::Broken) {
        found.margin = decisive
            .iter()
            .map(|item| item.margin.clone())
            .reduce(|a, b| choose(a, b, smallest))
            .unwrap_or(Margin::None);
    }
    found.days = decisive.iter().filter_map(|item| item.days).min();
    found
}

fn choose(a: Margin, b: Margin, smallest: bool) -> Margin {
    match (&a, &b) {
        (Margin::Any, _) | (_, Margin::Any) => Margin::Any,
        (Margin::None, _) => b,
        (_, Margin::None) => a,
        (
            Margin::Of { amount: x, unit: u, relative: r },
            Margin::Of { amount: y, unit: v, relative: s },
        ) => {
            // Of amounts in a unit that is not fixed it is not known whether they are of one kind.
            let (Some(x_unit), Some(y_unit)) = (u, v) else { return Margin::Any };
            let same = x_unit.kind == y_unit.kind;
            let first = match (same, r, s) {
                (true, ..) => Some(x.cmp(y)),
                (false, Some(r), Some(s)) => Some(r.cmp(s)),
                _ => None,
            };
            match first {
                None => Margin::Any,
                Some(std::cmp::Ordering::Equal) if !same => Margin::Any,
                // Over which limit, and in which unit, is not said.
                Some(std::cmp::Ordering::Equal) if r != s => Margin::Any,
                Some(std::cmp::Ordering::Equal) if u != v => a.in_any_unit(),
                Some(order) if (order.is_le()) == smallest => a,
                Some(_) => b,
            }
        }
    }
}
