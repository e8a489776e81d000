//! Why a rule got its verdict on a proposal: each part with its verdict, its values and their places.

mod subjects;
mod values;

use super::data::{Data, file_of};
use super::words::{self, position};
use super::{Book, Item, Outline, Tone};
use crate::eval::trace::{Trace, trace};
use crate::eval::{Judged, World};
use crate::model::{Formula, Rule};
use crate::render::text::grouped;
use crate::report::proposal::judge;
use crate::report::{Finding, Force, Margin, Verdict, finding};

/// The most places named beside one claim.
const PLACES: usize = 3;

/// The pages of a rule, one for each proposal.
pub fn pages(book: &Book, rule: &Rule, data: &Data) -> Outline {
    let mut all = Outline::default();
    for world in data.worlds(&book.rules) {
        let Some(scope) = book.scope(rule) else { continue };
        let judgement = judge(&book.rules, &[rule], &world, false);
        let Some(found) = judgement.report.findings.first() else { continue };
        let followed = trace(rule, scope, &world);
        let view = View { rule, world: &world };
        all.part([Item::new(rule.sentence.clone()).toned(Tone::Strong)]);
        all.part(view.header(found));
        let outside = found.verdict == Verdict::NotApplicable && !view.in_force();
        if !outside {
            all.section("How it came to that", [view.root(&followed)]);
        }
        let notes =
            judgement.notices.iter().map(|notice| Item::new(format!("- {}", notice.message)));
        all.section("Notes", notes);
    }
    all
}

/// What is needed to tell of a judgement.
pub(super) struct View<'a> {
    rule: &'a Rule,
    world: &'a World<'a>,
}

impl View<'_> {
    fn in_force(&self) -> bool {
        let (from, until) = self.rule.clauses().window;
        from.is_none_or(|from| self.world.as_of >= from)
            && until.is_none_or(|until| self.world.as_of <= until)
    }

    fn header(&self, found: &Finding) -> Vec<Item> {
        let rule = self.rule;
        let at = if rule.source.name().starts_with('<') {
            rule.id.clone()
        } else {
            format!("{}, {}", rule.id, words::position_in(&rule.source, rule.span))
        };
        let proposal = match finding::title(self.world) {
            Some(title) => format!("{title} ({})", file_of(self.world)),
            None => file_of(self.world).into_owned(),
        };
        let mut items = vec![
            Item::with_head("rule", at),
            Item::with_head("proposal", proposal),
            Item::with_head("day", self.world.as_of.to_string()),
            Item::with_head("verdict", verdict(found)).toned(Tone::of(found.verdict)),
            Item::with_head("found", found.message.clone()),
        ];
        if let Some(margin) = &found.margin {
            items.push(Item::with_head("margin", margin_words(margin, side(found.verdict))));
        }
        items.extend(found.days_left.map(|days| Item::with_head("left", days_words(days))));
        items.extend(found.help.iter().map(|help| Item::with_head("to mend", help.clone())));
        items
    }

    /// The whole rule. What it forbids is asked, and said in the words of its force.
    fn root(&self, trace: &Trace<'_>) -> Item {
        let lead = match (trace.formula, self.rule.force) {
            (Formula::Not(_), Force::Halt) => "the talks stop where this is so:",
            (Formula::Not(_), Force::Warn) => "a concern is raised where this is so:",
            (Formula::Not(_), Force::Must) => "this must not be so:",
            (Formula::Not(_), Force::Should) => "this should not be so:",
            _ => return self.step(trace, false, ""),
        };
        let verdict = trace.judged.verdict;
        let item = Item::with_head(verdict.word(), lead).toned(Tone::of(verdict));
        item.over(trace.steps.iter().map(|step| self.step(step, true, "")))
    }

    /// A part with its own parts. What is merely asked is true or false; what is demanded holds or is broken.
    fn step(&self, trace: &Trace<'_>, asked: bool, before: &str) -> Item {
        let verdict = trace.judged.verdict;
        let colon = if is_single(trace.formula) { "" } else { ":" };
        let text = format!("{before}{}{colon}", words::formula(trace.formula));
        let item = Item::with_head(word(verdict, asked), text).toned(tone(verdict, asked));
        item.over(self.beneath(trace, asked))
    }

    fn beneath(&self, trace: &Trace<'_>, asked: bool) -> Vec<Item> {
        match trace.formula {
            Formula::And(_) | Formula::Or(_) => {
                trace.steps.iter().map(|step| self.step(step, asked, "")).collect()
            }
            Formula::Not(_) => match trace.steps.first() {
                Some(step) if is_single(trace.formula) => self.claim(step, asked),
                Some(step) => vec![self.step(step, true, "")],
                None => Vec::new(),
            },
            Formula::If { .. } => self.conditional(trace, asked),
            Formula::Quantified { body, .. } => match &trace.subjects {
                Some(subjects) => self.subjects(subjects, matches!(**body, Formula::Not(_)), asked),
                None => vec![Item::new(self.found(&trace.judged).message)],
            },
            Formula::Atom(_) => self.claim(trace, asked),
        }
    }

    fn conditional(&self, trace: &Trace<'_>, asked: bool) -> Vec<Item> {
        let mut items: Vec<Item> = Vec::new();
        if let Some(condition) = trace.steps.first() {
            items.push(self.step(condition, true, "condition: "));
        }
        match trace.steps.get(1) {
            Some(then) => items.push(self.step(then, asked, "so: ")),
            None => items.push(Item::new("so nothing more is asked")),
        }
        items
    }

    /// What a single claim rests on.
    fn claim(&self, trace: &Trace<'_>, asked: bool) -> Vec<Item> {
        let found = self.found(&trace.judged);
        let mut items = vec![Item::new(found.message.clone())];
        items.extend(self.where_and_how_far(&found, asked));
        items.extend(self.worked(&trace.values));
        items
    }

    /// The places of a finding, its margin, and the days that are left.
    fn where_and_how_far(&self, found: &Finding, asked: bool) -> Vec<Item> {
        let mut items = Vec::new();
        let places: Vec<String> = found.data.iter().take(PLACES).map(position).collect();
        let more = found.data.len().saturating_sub(places.len());
        if !places.is_empty() {
            let more = if more > 0 { format!(" and {more} more") } else { String::new() };
            items.push(Item::new(format!("at {}{more}", places.join(", "))).toned(Tone::Dim));
        }
        if let Some(margin) = &found.margin {
            let side = if asked { "from the limit" } else { side(found.verdict) };
            items.push(Item::new(format!("margin {}", margin_words(margin, side))));
        }
        items.extend(found.days_left.map(|days| Item::new(days_words(days))));
        items
    }

    /// A judgement in the words of the report, without the waiver.
    fn found(&self, judged: &Judged) -> Finding {
        let mut found = finding::finding(self.rule, judged, self.world, false);
        found.verdict = judged.verdict;
        found
    }
}

/// The verdict with what a waiver hides.
fn verdict(found: &Finding) -> String {
    let word = found.verdict.word();
    match &found.waiver {
        Some(waiver) => {
            let by = waiver.by.as_ref().map(|by| format!(" by {by}")).unwrap_or_default();
            let why = waiver.because.as_ref().map(|why| format!(" ({why})")).unwrap_or_default();
            format!("{word} until {}{by}{why}, otherwise {}", waiver.until, waiver.verdict.word())
        }
        None if found.force == Force::Halt && found.verdict == Verdict::Broken => {
            format!("{word}: the talks stop")
        }
        None if found.force.is_concern() => format!("{word} (a concern)"),
        None => word.to_owned(),
    }
}

/// A verdict on something that is demanded, or the truth of something that is asked.
fn word(verdict: Verdict, asked: bool) -> &'static str {
    match verdict {
        Verdict::Holds if asked => "true",
        Verdict::Broken if asked => "false",
        other => other.word(),
    }
}

fn tone(verdict: Verdict, asked: bool) -> Tone {
    match verdict {
        Verdict::Holds | Verdict::Broken if asked => Tone::Plain,
        other => Tone::of(other),
    }
}

fn days_words(days: i64) -> String {
    match days {
        0 => "this is the last day".to_owned(),
        1 => "1 day is left".to_owned(),
        _ => format!("{} days are left", grouped(&days.to_string())),
    }
}

/// True for a claim, or the contrary of one.
fn is_single(formula: &Formula) -> bool {
    match formula {
        Formula::Atom(_) => true,
        Formula::Not(inner) => matches!(**inner, Formula::Atom(_)),
        _ => false,
    }
}

fn side(verdict: Verdict) -> &'static str {
    if verdict == Verdict::Broken { "beyond the limit" } else { "to spare" }
}

/// `-2,500 tons (38.5% beyond the limit)`
fn margin_words(margin: &Margin, side: &str) -> String {
    let about = if margin.rounded { "about " } else { "" };
    let amount = grouped(&margin.amount);
    let amount = match margin.unit.as_deref() {
        Some("%") => format!("{about}{amount}%"),
        Some(unit) => format!("{about}{amount} {unit}"),
        None => format!("{about}{amount}"),
    };
    if margin.amount.chars().all(|c| matches!(c, '0' | '.' | '-')) {
        return format!("{amount} (exactly at the limit)");
    }
    let share = margin.relative.as_deref().and_then(|relative| relative.parse::<f64>().ok());
    // a float is fine here: the exact amount stands beside it
    match share {
        Some(share) => {
            let percent = format!("{:.1}", share.abs() * 100.0);
            let percent = percent.strip_suffix(".0").unwrap_or(&percent).to_owned();
            format!("{amount} ({}% {side})", grouped(&percent))
        }
        None => amount,
    }
}
