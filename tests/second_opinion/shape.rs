//! The shape of a rule in a few words, by which disagreements are told apart.

use crate::rules::{Condition, Expr, Predicate, Range, Root, Rule, Subject};

/// The shape of a rule.
pub fn of(rule: &Rule) -> String {
    match rule {
        Rule::Claim(subject, _, predicate) => {
            format!("{} {}", subject_of(subject), predicate_of(predicate))
        }
        Rule::There(_, event) => format!("there must be {}", event_of(&event.event)),
        Rule::Halt(condition) | Rule::Warn(condition) => {
            format!("halt if {}", condition_of(condition))
        }
        Rule::If(_, rule) => format!("if … {}", of(rule)),
        Rule::Unless(rule, _) => format!("{} unless", of(rule)),
        Rule::OnlyIf(..) => "only if".to_owned(),
        Rule::ForEach(noun, rule) => format!("for each {} {}", range_of(&noun.range), of(rule)),
    }
}

fn event_of(event: &str) -> &str {
    if event == "acord" { "misspelt event" } else { "event" }
}

fn condition_of(condition: &Condition) -> String {
    match condition {
        Condition::And(_) | Condition::Or(_) => "several".to_owned(),
        Condition::Not(inner) => format!("not {}", condition_of(inner)),
        Condition::Claim(subject, frequency, predicate) => {
            format!("{} {frequency:?} {}", subject_of(subject), predicate_of(predicate))
        }
        Condition::Happening(event) => event_of(&event.event).to_owned(),
    }
}

fn subject_of(subject: &Subject) -> String {
    match subject {
        Subject::One(Expr::Reference(reference)) => {
            let selected = match (&reference.party, reference.time) {
                (None, None) => "",
                (Some(_), None) => " from",
                (None, Some(_)) => " at",
                (Some(_), Some(_)) => " from at",
            };
            let root = match &reference.root {
                Root::Name(_) => "name".to_owned(),
                Root::Its(_) => "its".to_owned(),
                Root::It => "it".to_owned(),
                Root::Every(noun) => format!("inner {}", range_of(&noun.range)),
            };
            format!("{root}{selected}")
        }
        Subject::One(_) => "value".to_owned(),
        Subject::Both(_) => "both".to_owned(),
        Subject::Either(_) => "either".to_owned(),
        Subject::Every(noun) => format!("every {}", range_of(&noun.range)),
        Subject::No(noun) => format!("no {}", range_of(&noun.range)),
        Subject::Counted(bound, _, noun) => format!("{bound:?} {}", range_of(&noun.range)),
    }
}

fn range_of(range: &Range) -> String {
    match range {
        Range::Named(adjective, name) => format!("{}{name}", adjective.clone().unwrap_or_default()),
        Range::Field(_) => "field".to_owned(),
        Range::List(_) => "list".to_owned(),
    }
}

fn predicate_of(predicate: &Predicate) -> String {
    match predicate {
        Predicate::Has(holdings) => {
            let value = holdings.items.iter().any(|item| item.value.is_some());
            let with = holdings.items.iter().any(|item| item.with.is_some());
            format!("has{}{}", if value { " of" } else { "" }, if with { " with" } else { "" })
        }
        Predicate::States(_) => "states".to_owned(),
        Predicate::Compare(_, limit) => match limit {
            Expr::Literal(_) => "compare literal".to_owned(),
            Expr::Reference(_) => "compare name".to_owned(),
            Expr::Share(..) => "compare share".to_owned(),
            Expr::Arithmetic(..) => "compare arithmetic".to_owned(),
            Expr::Aggregate(kind, ..) => format!("compare {kind:?}"),
            Expr::Number(_) => "compare number".to_owned(),
        },
        Predicate::Not(inner) => format!("not {}", predicate_of(inner)),
        Predicate::Move { .. } => "move".to_owned(),
        Predicate::MoveSince { .. } => "move since".to_owned(),
        Predicate::AllOf(_) => "all of".to_owned(),
        Predicate::AnyOf(_) => "any of".to_owned(),
        Predicate::Reach(..) => "reach".to_owned(),
        Predicate::Between(..) => "between".to_owned(),
        Predicate::OneOf(_) => "one of".to_owned(),
        other => format!("{other:?}").chars().take(18).collect(),
    }
}
