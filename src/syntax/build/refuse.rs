//! Sentences with two readings. Each refusal shows both, as sentences one could write instead.

use pest::iterators::Pair;

use super::Builder;
use super::list::List;
use super::noun::share_of;
use crate::source::Span;
use crate::syntax::ast::{
    Arithmetic, Condition, ConditionKind, Expr, ExprKind, Joint, LiteralKind, Noun, NounKind,
    Predicate, PredicateKind, Reference, Root, Selector, Subject, SubjectKind,
};
use crate::syntax::error::SyntaxErrorKind;
use crate::syntax::grammar::Rule;
use crate::syntax::text::collapsed;

impl Builder<'_> {
    fn refuse(&mut self, span: Span, readings: Vec<String>) {
        let words = self.words(span);
        self.fail(span, SyntaxErrorKind::TwoReadings { words, readings });
    }

    /// Notes that something else should stand at a place.
    pub(super) fn expect(&mut self, span: Span, what: &str, found: Option<&str>) {
        let before = self.slice(self.base, span.start);
        let kind = SyntaxErrorKind::Expected {
            expected: vec![what.to_owned()],
            after: before.split_whitespace().last().map(str::to_owned),
            found: found.map(str::to_owned),
        };
        self.fail(span, kind);
    }

    /// The same for what follows `end`.
    pub(super) fn expect_at(&mut self, end: usize, what: &str) {
        let rest = self.slice(end, self.base + self.text.len());
        let at = end + rest.len() - rest.trim_start().len();
        let found = rest.split_whitespace().next();
        let span = Span::new(at, at + found.map_or(0, str::len));
        self.expect(span, what, found);
    }

    pub(super) fn refuse_only_if(&mut self, word: Span) {
        self.fail(word, SyntaxErrorKind::OnlyIfWithoutMay);
    }

    /// `quota except beef`: a clause that became part of a name.
    pub(super) fn refuse_except(&mut self, name: &Pair<'_, Rule>, span: Span) {
        if let Some(at) = name.as_str().find(" except ").filter(|_| !name.as_str().starts_with('"'))
        {
            let start = span.start + at + 1;
            let kind = SyntaxErrorKind::ClauseInSentence { clause: "except".to_owned() };
            self.fail(Span::new(start, start + "except".len()), kind);
        }
    }

    /// `be at leest 5 tons`: read as a name.
    pub(super) fn refuse_misspelt_comparison(&mut self, value: &Expr) {
        let ExprKind::Reference(Reference { steps, root: Root::Name(name), .. }) = &value.kind
        else {
            return;
        };
        let mut words = name.text.split(' ');
        let (Some(first), Some(second)) = (words.next(), words.next()) else { return };
        let followed = words.next().is_some() && steps.is_empty() && !name.quoted;
        let known = [("at", "least"), ("at", "most"), ("more", "than"), ("less", "than")];
        let near = |(_, two): &(&str, &str)| {
            crate::name::Name::new(two).nearness(&crate::name::Name::new(second)).is_some()
        };
        let meant = known.into_iter().filter(|(one, _)| *one == first).find(near);
        if let Some((one, two)) = meant.filter(|_| followed) {
            let found = format!("{first} {second}");
            let span = Span::new(name.span.start, name.span.start + found.len());
            let meant = format!("{one} {two}");
            self.fail(span, SyntaxErrorKind::Misspelt { found, meant });
        }
    }

    /// `and` mixed with `or`.
    pub(super) fn refuse_mixed(
        &mut self,
        whole: Span,
        spans: &[Span],
        joints: &[(Joint, usize)],
        conditions: bool,
    ) {
        let items: Vec<String> = spans.iter().map(|span| self.words(*span)).collect();
        let readings = match conditions {
            true => {
                let first = grouped(&items, joints, Joint::And);
                let second = grouped(&items, joints, Joint::Or);
                vec![self.sentence_with(whole, &first), self.sentence_with(whole, &second)]
            }
            false => self.split_readings(whole, &items, joints),
        };
        self.refuse(whole, readings);
    }

    /// `A and B or C` without parentheses to help: each reading as sentences that must all hold.
    fn split_readings(
        &self,
        whole: Span,
        items: &[String],
        joints: &[(Joint, usize)],
    ) -> Vec<String> {
        let choices = |rows: Vec<Vec<&String>>| {
            let sentences = rows.into_iter().map(|row| {
                let words: Vec<&str> = row.into_iter().map(String::as_str).collect();
                self.sentence_with(whole, &words.join(" or "))
            });
            sentences.collect::<Vec<_>>().join(". ")
        };
        let of_and = groups(items, joints, Joint::And);
        vec![choices(one_from_each(&of_and)), choices(groups(items, joints, Joint::Or))]
    }

    /// `X + 5%`: of what?
    pub(super) fn refuse_percentage_added(&mut self, op: Arithmetic, left: &Expr, right: &Expr) {
        let sign = match op {
            Arithmetic::Plus => '+',
            Arithmetic::Minus => '-',
            Arithmetic::Times | Arithmetic::Over => return,
        };
        let (value, share) = match (percentage(left), percentage(right)) {
            (_, Some(share)) => (left, share),
            (Some(share), None) => (right, share),
            (None, None) => return,
        };
        let mut words = self.words(value.span);
        let points = format!("{words} {sign} {share} points");
        if matches!(value.kind, ExprKind::Arithmetic { .. }) && !words.starts_with('(') {
            words = format!("({words})");
        }
        let whole = changed_by(&share, sign).unwrap_or_else(|| format!("(100 {sign} {share})"));
        let span = left.span.to(right.span);
        let first = self.sentence_with(span, &points);
        let second = self.sentence_with(span, &format!("{whole}% of {words}"));
        self.refuse(span, vec![first, second]);
    }

    /// A time after a value that is a name, where the subject has none.
    pub(super) fn refuse_loose_times(&mut self, known: usize, subject: Span, timed: bool) {
        let loose = self.loose_times.split_off(known.min(self.loose_times.len()));
        if timed {
            return;
        }
        for time in loose {
            let words = self.words(time);
            let before = self.slice(subject.end, time.start);
            let after = self.slice(time.end, self.base + self.text.len());
            let start = self.slice(self.base, subject.end);
            let of_subject = collapsed(&format!("{start} {words} {before}{after}"));
            let both = collapsed(&format!("{start} {words} {before}{words}{after}"));
            let tidy = |s: String| s.strip_suffix('.').map(str::to_owned).unwrap_or(s);
            self.refuse(time, vec![tidy(of_subject), tidy(both)]);
        }
    }

    /// `no accord and no signature by D`: does the day count for both?
    pub(super) fn refuse_split_deadline(&mut self, whole: Span, list: &List<Condition>) {
        let day = |condition: &Condition| match &condition.kind {
            ConditionKind::Happening(happening) => Some(happening.by.as_ref().map(|by| by.span)),
            _ => None,
        };
        let days: Vec<_> = list.items.iter().map(day).collect();
        let [Some(None), .., Some(Some(by))] = days.as_slice() else { return };
        let word = if list.joint == Some(Joint::Or) { " or " } else { " and " };
        let by = self.words(*by);
        let mut items: Vec<String> = list.spans.iter().map(|span| self.words(*span)).collect();
        let last = items.len().saturating_sub(1);
        let each = items.iter().enumerate().map(|(at, item)| match at == last {
            true => item.clone(),
            false => format!("{item} by {by}"),
        });
        let each = each.collect::<Vec<_>>().join(word);
        items.rotate_right(1);
        let first = self.sentence_with(whole, &each);
        let second = self.sentence_with(whole, &items.join(word));
        self.refuse(whole, vec![first, second]);
    }

    /// `not every …`, `all …`: true where the subject was one of them.
    pub(super) fn refuse_subject(
        &mut self,
        subject: &Pair<'_, Rule>,
        asked: &Pair<'_, Rule>,
        claim: Span,
    ) -> bool {
        let Some(form) = subject.clone().into_inner().next() else { return false };
        let noun = form.clone().into_inner().last().map(|noun| self.words(self.span(&noun)));
        let noun = noun.unwrap_or_default();
        let rule = asked.as_rule() == Rule::predicate;
        let asked = self.words(self.span(asked));
        let place = self.span(subject);
        let readings = match form.as_rule() {
            Rule::wrong_not_every => {
                let noun = noun.split_once(' ').map(|(_, noun)| noun.to_owned()).unwrap_or(noun);
                match rule {
                    true => not_every_rule(&noun, &asked),
                    false => {
                        vec![format!("not (every {noun} {asked})"), format!("no {noun} {asked}")]
                    }
                }
            }
            Rule::wrong_all if rule => all_rule(&noun, &asked),
            Rule::wrong_all => {
                let each = format!("each {} {}", one(&noun), finite(&asked));
                vec![each, together(&noun, &asked, "is")]
            }
            Rule::counted => match portion(&self.words(self.span(&form)), &asked) {
                Some(reading) => vec![reading],
                None => return false,
            },
            _ => return false,
        };
        let readings = readings.iter().map(|reading| self.sentence_with(claim, reading)).collect();
        self.refuse(place, readings);
        true
    }

    /// `quota of all products`; of an aggregate, all are meant anyway.
    pub(super) fn refuse_all_of(&mut self, pair: &Pair<'_, Rule>) {
        let span = self.span(pair);
        let noun = pair.clone().into_inner().last().map(|noun| self.words(self.span(&noun)));
        let noun = noun.unwrap_or_default();
        let chain = self.words(Span::new(self.base, span.start));
        let together = self.sentence_with(span, &noun);
        let aggregates = ["total", "average", "highest", "lowest"];
        let readings = match aggregates.iter().any(|word| chain.starts_with(word)) {
            true => vec![together],
            false => {
                let each = self.sentence_with(span, &format!("each {}", one(&noun)));
                vec![each, format!("total {together}")]
            }
        };
        self.refuse(span, readings);
    }

    /// Claims whose subject and predicate together have two readings.
    pub(super) fn refuse_claim(
        &mut self,
        subject: &Subject,
        predicate: &Predicate,
        modal: Option<Span>,
    ) {
        self.refuse_share_of_things(subject, predicate);
        self.refuse_list_after_field(subject);
        if let PredicateKind::Not(inner) = &predicate.kind {
            self.refuse_not_both(subject, predicate, inner, modal);
            self.refuse_either_not(subject, inner, modal);
        }
    }

    /// `half of products must have a quota`
    fn refuse_share_of_things(&mut self, subject: &Subject, predicate: &Predicate) {
        let Some(ExprKind::Share { share, of }) = share_of(subject).map(|expr| &expr.kind) else {
            return;
        };
        let word = match &predicate.kind {
            PredicateKind::Has(_) => "with",
            PredicateKind::States(_) => "that state",
            _ => return,
        };
        let noun = self.words(of.span);
        let asked = self.words(predicate.span);
        let held = asked.split_once(' ').map(|(_, held)| held.to_owned()).unwrap_or_default();
        let share = self.words(share.span);
        let reading = |bound: &str| {
            format!("number of {noun} {word} {held} must be {bound} {share} of number of {noun}")
        };
        let readings = vec![reading("at least"), reading("exactly")];
        self.refuse(subject.span, readings);
    }

    /// `quota on A and B must be …`
    fn refuse_list_after_field(&mut self, subject: &Subject) {
        let SubjectKind::List { items, joint } = &subject.kind else { return };
        let [first, rest @ ..] = items.as_slice() else { return };
        if !is_chain(first) || !rest.iter().all(is_plain) {
            return;
        }
        let ExprKind::Reference(chain) = &first.kind else { return };
        let Root::Name(root) = &chain.root else { return };
        let list = Span::new(root.span.start, subject.span.end);
        let field = self.slice(subject.span.start, root.span.start);
        let names = self.words(list);
        let readings = match joint {
            Joint::And => vec![
                self.sentence_with(subject.span, &format!("{field}each of {names}")),
                self.sentence_with(subject.span, &format!("total {field}{names}")),
            ],
            Joint::Or => {
                let each = rest.iter().map(|item| format!("{field}{}", self.words(item.span)));
                let each = each.collect::<Vec<_>>().join(" or ");
                let others: Vec<String> = rest.iter().map(|item| self.words(item.span)).collect();
                let first = self.words(first.span);
                vec![
                    self.sentence_with(subject.span, &format!("{first} or {each}")),
                    self.sentence_with(
                        subject.span,
                        &format!("{} or {first}", others.join(" or ")),
                    ),
                ]
            }
        };
        self.refuse(subject.span, readings);
    }

    /// `must not have A and B`: neither, or not both?
    fn refuse_not_both(
        &mut self,
        subject: &Subject,
        predicate: &Predicate,
        inner: &Predicate,
        modal: Option<Span>,
    ) {
        let spans: Vec<Span> = match &inner.kind {
            PredicateKind::Has(held) | PredicateKind::States(held)
                if held.items.len() > 1 && held.joint == Joint::And =>
            {
                held.items.iter().map(|item| item.span).collect()
            }
            PredicateKind::All(items) => items.iter().map(|item| item.span).collect(),
            _ => return,
        };
        let (Some(first), Some(last)) = (spans.first(), spans.last()) else { return };
        let items: Vec<String> = spans.iter().map(|span| self.words(*span)).collect();
        let neither = self.sentence_with(first.to(*last), &items.join(" or "));
        let both = match modal {
            Some(modal) => {
                let verb = self.words(Span::new(modal.end, first.start));
                let asked = verb.split_once(' ').map_or(verb.as_str(), |(_, verb)| verb);
                let (some, one) = items.split_at(items.len().saturating_sub(1));
                let (who, modal) = (self.words(subject.span), self.words(modal));
                let (has, list) = (finite(asked), some.join(" and "));
                let claim = format!("if {who} {has} {list} then {who} {modal} not {asked} ");
                let span = subject.span.to(predicate.span);
                self.sentence_with(span, &format!("{claim}{}", one.concat()))
            }
            None => {
                let verb = self.words(Span::new(predicate.span.start, first.start));
                let has = positive(&verb);
                let who = self.words(subject.span);
                let claim = format!("not ({who} {has} {})", items.join(" and "));
                self.sentence_with(subject.span.to(predicate.span), &claim)
            }
        };
        self.refuse(predicate.span, vec![neither, both]);
    }

    /// `A or B must not …`: neither, or not one of them?
    fn refuse_either_not(&mut self, subject: &Subject, inner: &Predicate, modal: Option<Span>) {
        let SubjectKind::List { items, joint: Joint::Or } = &subject.kind else { return };
        let words: Vec<String> = items.iter().map(|item| self.words(item.span)).collect();
        let neither = self.sentence_with(subject.span, &words.join(" and "));
        let [others @ .., last] = words.as_slice() else { return };
        let asked = self.words(inner.span);
        let claim = subject.span.to(inner.span);
        let not_all = match modal {
            Some(modal) => {
                let modal = self.words(modal);
                let has = finite(&asked);
                format!("if {} {has} then {last} {modal} not {asked}", others.join(" and "))
            }
            None => format!("not ({} {})", words.join(" and "), finite(&asked)),
        };
        let not_all = self.sentence_with(claim, &not_all);
        self.refuse(subject.span, vec![neither, not_all]);
    }
}

/// True where a reference has a time of its own.
pub(super) fn has_time(reference: &Reference) -> bool {
    let own = reference.selectors.iter().any(|selector| matches!(selector, Selector::Time(_)));
    own || match &reference.root {
        Root::Every(noun) => noun_has_time(noun),
        Root::Name(_) | Root::Its(_) | Root::It(_) => false,
    }
}

fn noun_has_time(noun: &Noun) -> bool {
    match &noun.kind {
        NounKind::Named(_) => false,
        NounKind::Field(reference) => has_time(reference),
        NounKind::List(items) => items.iter().any(has_time),
    }
}

/// True where a subject has a time of its own.
pub(super) fn subject_has_time(subject: &Subject) -> bool {
    match &subject.kind {
        SubjectKind::One(expr) => expr_has_time(expr),
        SubjectKind::List { items, .. } => items.iter().any(expr_has_time),
        SubjectKind::Every(noun) | SubjectKind::No(noun) | SubjectKind::Counted { noun, .. } => {
            noun_has_time(noun)
        }
    }
}

fn expr_has_time(expr: &Expr) -> bool {
    match &expr.kind {
        ExprKind::Literal(_) => false,
        ExprKind::Reference(reference) => has_time(reference),
        ExprKind::Share { of, .. } => expr_has_time(of),
        ExprKind::Arithmetic { left, right, .. } => expr_has_time(left) || expr_has_time(right),
        ExprKind::Aggregate { of, .. } => has_time(of),
        ExprKind::Number(noun) => noun_has_time(noun),
    }
}

/// `quota on pork`: a field of something.
fn is_chain(expr: &Expr) -> bool {
    matches!(&expr.kind, ExprKind::Reference(Reference { steps, root: Root::Name(_), .. }) if !steps.is_empty())
}

/// `pork`: a name alone.
fn is_plain(expr: &Expr) -> bool {
    matches!(&expr.kind, ExprKind::Reference(Reference { steps, root: Root::Name(_), .. }) if steps.is_empty())
}

/// The number of a literal percentage.
fn percentage(expr: &Expr) -> Option<String> {
    match &expr.kind {
        ExprKind::Literal(literal) if literal.kind == LiteralKind::Quantity => {
            literal.text.strip_suffix('%').map(|number| number.trim_end().to_owned())
        }
        _ => None,
    }
}

/// 100 more or less a decimal, exactly.
fn changed_by(number: &str, sign: char) -> Option<String> {
    let (whole, decimals) = number.split_once('.').unwrap_or((number, ""));
    let scale = 10_i64.checked_pow(u32::try_from(decimals.len()).ok()?)?;
    let units: i64 = format!("{whole}{decimals}").parse().ok()?;
    let base = scale.checked_mul(100)?;
    let sum = if sign == '-' { base.checked_sub(units)? } else { base.checked_add(units)? };
    if sum < 0 {
        return None;
    }
    Some(match decimals.len() {
        0 => sum.to_string(),
        places => format!("{}.{:0places$}", sum / scale, sum % scale),
    })
}

/// Neighbours joined by `inner`, as groups.
fn groups<'i>(
    items: &'i [String],
    joints: &[(Joint, usize)],
    inner: Joint,
) -> Vec<Vec<&'i String>> {
    let mut groups: Vec<Vec<&String>> = Vec::new();
    for (at, item) in items.iter().enumerate() {
        // A comma goes with the next word that is written.
        let joint = joints.iter().find(|(_, before)| *before >= at).map(|(joint, _)| *joint);
        match groups.last_mut() {
            Some(group) if joint == Some(inner) => group.push(item),
            _ => groups.push(vec![item]),
        }
    }
    groups
}

/// The items with parentheses round those joined by `inner`.
fn grouped(items: &[String], joints: &[(Joint, usize)], inner: Joint) -> String {
    let (inside, between) = match inner {
        Joint::And => (" and ", " or "),
        Joint::Or => (" or ", " and "),
    };
    let written = groups(items, joints, inner).into_iter().map(|group| {
        let words: Vec<&str> = group.iter().map(|item| item.as_str()).collect();
        match words.len() {
            1 => words.concat(),
            _ => format!("({})", words.join(inside)),
        }
    });
    written.collect::<Vec<_>>().join(between)
}

/// Every way to take one item from each group, as long as there are few.
fn one_from_each<'i>(groups: &[Vec<&'i String>]) -> Vec<Vec<&'i String>> {
    let mut rows: Vec<Vec<&String>> = vec![Vec::new()];
    for group in groups {
        let longer = rows.iter().flat_map(|row| {
            group.iter().map(|item| row.iter().copied().chain([*item]).collect::<Vec<_>>())
        });
        rows = longer.take(8).collect();
    }
    rows
}

fn not_every_rule(noun: &str, asked: &str) -> Vec<String> {
    vec![format!("at least 1 {noun} must not {asked}"), format!("no {noun} may {asked}")]
}

fn all_rule(noun: &str, asked: &str) -> Vec<String> {
    match asked.strip_prefix("not ") {
        Some(asked) => not_every_rule(&one(noun), asked).into_iter().rev().collect(),
        None => vec![format!("each {} must {asked}", one(noun)), together(noun, asked, "must be")],
    }
}

/// `at least half of products must have a quota`, by number.
fn portion(subject: &str, asked: &str) -> Option<String> {
    let (share, noun) = subject.split_once(" of ")?;
    let share =
        share.strip_suffix('%').map_or(share.ends_with("half"), |_| true).then_some(share)?;
    let (verb, held) = asked.split_once(' ').unwrap_or((asked, ""));
    let word = match verb {
        "have" | "has" | "keep" => "with",
        "state" | "states" => "that state",
        _ => return Some(format!("number of {noun} must be {share} of number of {noun}")),
    };
    Some(format!("number of {noun} {word} {held} must be {share} of number of {noun}"))
}

/// The reading of `all …` in which they are taken together.
fn together(noun: &str, asked: &str, be: &str) -> String {
    let held = asked.split_once(' ').map_or(asked, |(_, held)| held);
    match asked.split(' ').next() {
        Some("be" | "is" | "are") => format!("total {noun} {be} {held}"),
        Some("have" | "has" | "state" | "states") => format!("there {be} {held}"),
        _ => format!("total {noun} must {asked}"),
    }
}

/// A noun without the plural `s` of its first plain words.
fn one(noun: &str) -> String {
    match noun.split_once(" whose ").or_else(|| noun.split_once(" with ")) {
        Some((head, _)) => noun.replacen(head, head.strip_suffix('s').unwrap_or(head), 1),
        None => noun.strip_suffix('s').unwrap_or(noun).to_owned(),
    }
}

/// `have a quota` as a condition says it.
fn finite(asked: &str) -> String {
    let (verb, rest) = asked.split_once(' ').unwrap_or((asked, ""));
    let verb = match verb {
        "have" | "keep" => "has",
        "be" | "are" => "is",
        "state" => "states",
        "exceed" => "exceeds",
        other => other,
    };
    format!("{verb} {rest}").trim_end().to_owned()
}

/// `does not have` as it would say the contrary.
fn positive(verb: &str) -> String {
    match verb.strip_prefix("does not ").or_else(|| verb.strip_prefix("do not ")) {
        Some(verb) => finite(verb),
        None => verb.replacen(" not", "", 1),
    }
}

#[cfg(test)]
mod tests {
    use super::changed_by;

    #[test]
    fn a_percentage_more_or_less_is_exact() {
        assert_eq!(changed_by("5", '-').as_deref(), Some("95"));
        assert_eq!(changed_by("2.5", '+').as_deref(), Some("102.5"));
        assert_eq!(changed_by("0.05", '-').as_deref(), Some("99.95"));
        assert_eq!(changed_by("150", '-'), None);
    }
}
