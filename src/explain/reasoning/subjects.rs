//! The subjects of a quantifier: those that weigh most, and how many more there are.

use super::{View, tone, word};
use crate::eval::trace::{Subject, Subjects, Trace};
use crate::explain::{Item, words};
use crate::model::Formula;
use crate::report::{Counts, Verdict};

/// The most names listed of those that were left out.
const NAMED: usize = 5;

impl View<'_> {
    /// Their lines. Under `no …`, a subject's own claim is merely asked.
    pub(super) fn subjects(
        &self,
        subjects: &Subjects<'_>,
        forbidden: bool,
        asked: bool,
    ) -> Vec<Item> {
        let mut rest = subjects.counts;
        let mut items: Vec<Item> = Vec::new();
        for subject in &subjects.followed {
            take(&mut rest, subject.judged.verdict);
            items.push(self.subject(subject, forbidden, asked));
        }
        if rest.total() > 0 {
            items.push(Item::new(format!("and {} more: {}", rest.total(), counts(&rest))));
        }
        if items.is_empty() {
            items.push(Item::new("nothing is left to judge"));
        }
        items.extend(left_out("the filter leaves out", &subjects.filtered));
        items.extend(left_out("`except` leaves out", &subjects.excepted));
        items
    }

    fn subject(&self, subject: &Subject<'_>, forbidden: bool, asked: bool) -> Item {
        let verdict = subject.judged.verdict;
        let mut inner: Vec<Item> = Vec::new();
        if let Some(filter) =
            subject.filter.as_ref().filter(|filter| filter.judged.verdict != Verdict::Holds)
        {
            inner.push(self.step(filter, true, "whether it belongs: "));
        }
        let name = format!("`{}`", subject.name);
        let said = match plain(&subject.body, forbidden) {
            Some(claim) if inner.is_empty() => {
                let found = self.found(&subject.judged);
                inner.extend(self.where_and_how_far(&found, asked));
                inner.extend(self.worked(&claim.values));
                format!("{name}: {}", found.message)
            }
            _ => {
                inner.push(self.step(&subject.body, asked, ""));
                format!("{name}:")
            }
        };
        Item::with_head(word(verdict, asked), said).toned(tone(verdict, asked)).over(inner)
    }
}

/// The single claim that a body is, or forbids.
fn plain<'t, 'a>(body: &'t Trace<'a>, forbidden: bool) -> Option<&'t Trace<'a>> {
    match (body.formula, forbidden) {
        (Formula::Atom(_), _) => Some(body),
        (Formula::Not(inner), true) if matches!(**inner, Formula::Atom(_)) => body.steps.first(),
        _ => None,
    }
}

fn take(counts: &mut Counts, verdict: Verdict) {
    let slot = match verdict {
        Verdict::Holds => &mut counts.holds,
        Verdict::Broken => &mut counts.broken,
        Verdict::Unknown => &mut counts.unknown,
        Verdict::Waiting => &mut counts.waiting,
        Verdict::NotApplicable => &mut counts.not_applicable,
        Verdict::Waived => &mut counts.waived,
    };
    *slot = slot.saturating_sub(1);
}

fn counts(counts: &Counts) -> String {
    let some = Verdict::ALL.into_iter().filter(|verdict| counts.of(*verdict) > 0);
    let said: Vec<String> = some
        .map(|verdict| {
            let number = counts.of(verdict);
            let word =
                if verdict == Verdict::Holds && number != 1 { "hold" } else { verdict.word() };
            format!("{number} {word}")
        })
        .collect();
    said.join(", ")
}

fn left_out(by: &str, names: &[String]) -> Option<Item> {
    if names.is_empty() {
        return None;
    }
    let shown: Vec<&String> = names.iter().take(NAMED).collect();
    let more = names.len() - shown.len();
    let more = if more > 0 { format!(" and {more} more") } else { String::new() };
    Some(Item::new(format!("{by} {}{more}", words::listed(&shown))))
}
