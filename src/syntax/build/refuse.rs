//! Lists, times and sums with two readings. Each refusal shows both, as sentences one could write instead.

use super::Builder;
use super::list::List;
use super::readings::{changed_by, grouped, groups, one_from_each};
use crate::source::Span;
use crate::syntax::ast::{
    Arithmetic, Condition, ConditionKind, Expr, ExprKind, Joint, LiteralKind, Noun, NounKind,
    Reference, Root, Selector, Subject, SubjectKind,
};
use crate::syntax::error::SyntaxErrorKind;
use crate::syntax::text::collapsed;

impl Builder<'_> {
    pub(super) fn refuse(&mut self, span: Span, readings: Vec<String>) {
        let words = self.words(span);
        self.fail(span, SyntaxErrorKind::TwoReadings { words, readings });
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

/// The number of a literal percentage.
fn percentage(expr: &Expr) -> Option<String> {
    match &expr.kind {
        ExprKind::Literal(literal) if literal.kind == LiteralKind::Quantity => {
            literal.text.strip_suffix('%').map(|number| number.trim_end().to_owned())
        }
        _ => None,
    }
}
