//! Runs many cases and counts what came of them.

use std::collections::BTreeMap;
use std::fmt::{self, Display, Formatter, Write as _};

use crate::compare::{Difference, differences};
use crate::deal::{Case, Coverage, case};
use crate::product::{self, Writing, documents};
use crate::{number, say, shrink};

/// What came of a run.
#[derive(Debug, Default)]
pub struct Tally {
    /// Rules judged on a proposal.
    pub judged: u64,
    /// How many were judged when the first disagreement showed.
    pub first: Option<u64>,
    /// How often each construct occurred.
    pub coverage: Coverage,
    /// How often each verdict.
    pub verdicts: BTreeMap<&'static str, u64>,
    /// The disagreements, by kind: how many, and the first ones, made small.
    pub kinds: BTreeMap<shrink::Signature, (u64, String)>,
}

impl Tally {
    /// Every second case of a seed, until so many rules are judged.
    pub fn run(seed: u64, part: u64, wanted: u64) -> Self {
        let mut tally = Self::default();
        let mut at = part;
        let stop = number("DEALBREAKER_STOP", 0) == 1;
        while tally.judged < wanted && !(stop && tally.first.is_some()) {
            let case = case(seed, at, &mut tally.coverage);
            let writing = [Writing::Yaml, Writing::Json, Writing::Toml][(at % 3) as usize];
            tally.add(at, &case, writing);
            at += 2;
        }
        tally
    }

    fn add(&mut self, at: u64, case: &Case, writing: Writing) {
        let (ours, found) = differences(case, writing);
        self.judged += ours.len() as u64;
        for answer in ours {
            *self.verdicts.entry(answer.judged.verdict.word()).or_default() += 1;
        }
        for difference in found {
            self.disagreed(at, case, &difference, writing);
        }
    }

    fn disagreed(&mut self, at: u64, case: &Case, difference: &Difference, writing: Writing) {
        self.first.get_or_insert(self.judged);
        let kind = self.kinds.entry(shrink::signature(difference)).or_default();
        kind.0 += 1;
        if kind.0 <= number("DEALBREAKER_SHOW", 1) {
            let (small, difference) = shrink::shrunk(case, difference, writing);
            kind.1 += &told(at, &small, &difference, writing);
        }
    }

    /// Both together.
    #[must_use]
    pub fn with(mut self, other: Self) -> Self {
        self.first = match (self.first, other.first) {
            (Some(own), Some(other)) => Some(own.min(other)),
            (own, other) => own.or(other),
        };
        self.judged += other.judged;
        for (name, count) in other.coverage {
            *self.coverage.entry(name).or_default() += count;
        }
        for (name, count) in other.verdicts {
            *self.verdicts.entry(name).or_default() += count;
        }
        for (kind, (count, text)) in other.kinds {
            let own = self.kinds.entry(kind).or_default();
            own.0 += count;
            if own.1.is_empty() {
                own.1 = text;
            }
        }
        self
    }
}

impl Display for Tally {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        writeln!(f, "{} cases", self.judged)?;
        if let Some(first) = self.first {
            writeln!(f, "first disagreement within {} cases", first * 2)?;
        }
        let counts = [("verdicts", &self.verdicts), ("constructs", &self.coverage)];
        for (title, counts) in counts {
            writeln!(f, "{title}:")?;
            for (name, count) in counts {
                writeln!(f, "  {count:>7} {name}")?;
            }
        }
        for (kind, (count, text)) in &self.kinds {
            writeln!(f, "### {count} times {kind:?}\n{text}")?;
        }
        Ok(())
    }
}

fn told(at: u64, case: &Case, difference: &Difference, writing: Writing) -> String {
    let mut text = format!(
        "--- case {at}, as of {}, `{}`: {}\n",
        case.as_of, difference.label, difference.what
    );
    let _ =
        writeln!(text, "product:   {}\nreference: {}", difference.product, difference.reference);
    let _ = writeln!(text, "{}", say::file(&case.rules, case.seed));
    let documents = documents(case);
    for (at, node) in documents.all.iter().enumerate() {
        let which = if at == documents.judged { "judged" } else { "another" };
        let _ = writeln!(text, "({which})\n{}", product::text(node, writing).0);
    }
    if let Some(facts) = &case.facts {
        let _ = writeln!(text, "facts: {}", facts.json());
    }
    text
}
