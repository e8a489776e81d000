//! Prints rules as sentences, choosing among the synonyms by chance.

use crate::chance::Chance;
use crate::rules::{
    Aggregate, Bound, Condition, Definition, Expr, Filter, Frequency, Happening, Holding, Holdings,
    Labelled, Modal, Noun, Op, Predicate, Range, Reference, Root, Rule, RuleFile, Subject, Time,
};
use crate::spell::{article, list, of_value, plural};
use crate::value::Value;

/// The text of a rule file.
pub fn file(file: &RuleFile, seed: u64) -> String {
    let mut say = Say { chance: Chance::new(seed, 1), whose: false };
    let mut lines: Vec<String> = file.definitions.iter().map(|it| say.definition(it)).collect();
    lines.extend(file.rules.iter().map(|rule| say.labelled(rule)));
    lines.join("\n") + "\n"
}

struct Say {
    chance: Chance,
    /// Inside `whose`, where names are fields of the entry.
    whose: bool,
}

impl Say {
    fn definition(&mut self, definition: &Definition) -> String {
        match definition {
            Definition::Party(name) => format!("party {name}"),
            Definition::Group(name, members) => {
                format!("{} are {}", plural(name), list(members, "and"))
            }
            Definition::Selection(name, noun) => format!("{name} is every {}", self.noun(noun)),
            Definition::Constant(name, value) => format!("{name} is {}", self.value(value)),
            Definition::Alias(name, target) => format!("{name} means {}", self.reference(target)),
            Definition::Adjective { noun, adjective, condition } => {
                format!("a {noun} is {adjective} if {}", self.condition(condition))
            }
            Definition::YearOne(day) => format!("year 1 is {day}"),
        }
    }

    fn labelled(&mut self, rule: &Labelled) -> String {
        let mut text = format!("{}: {}", rule.label, self.rule(&rule.rule));
        if self.chance.percent(10) {
            text.push('.');
        }
        if !rule.except.is_empty() {
            text += &format!("\n  except {}", list(&rule.except, "and"));
        }
        if let Some((from, until)) = rule.window {
            let from = from.map(|day| format!(" from {day}")).unwrap_or_default();
            let until = until.map(|day| format!(" until {day}")).unwrap_or_default();
            text += &format!("\n {from}{until}");
        }
        if let Some(day) = rule.waived {
            text += &format!("\n  waived until {day} by \"the chief\" because \"so\"");
        }
        text
    }

    fn rule(&mut self, rule: &Rule) -> String {
        match rule {
            Rule::Claim(subject, modal, predicate) => self.claim(subject, *modal, predicate),
            Rule::There(modal, happening) => self.there(*modal, happening),
            Rule::Halt(condition) => format!("halt if {}", self.condition(condition)),
            Rule::Warn(condition) => format!("warn if {}", self.condition(condition)),
            Rule::If(condition, then) => {
                format!("if {} then {}", self.condition(condition), self.rule(then))
            }
            Rule::Unless(rule, condition) => {
                format!("{} unless {}", self.rule(rule), self.condition(condition))
            }
            Rule::OnlyIf(subject, predicate, condition) => format!(
                "{} may {} only if {}",
                self.subject(subject),
                self.bare(predicate),
                self.condition(condition)
            ),
            Rule::ForEach(noun, rule) => {
                format!("for each {}, {}", self.noun(noun), self.rule(rule))
            }
        }
    }

    fn claim(&mut self, subject: &Subject, modal: Modal, predicate: &Predicate) -> String {
        let modal = match (subject, modal) {
            (_, Modal::Should) => "should",
            (Subject::No(_) | Subject::Counted(Bound::AtMost, ..), _) => "may",
            (_, Modal::Must) => "must",
            (_, Modal::May) => "may",
        };
        if let Some(text) = self.with_time_at_the_end(subject, modal, predicate) {
            return text;
        }
        format!("{} {modal} {}", self.subject(subject), self.bare(predicate))
    }

    /// `tariff on beef must be at most 26% in year 2`
    fn with_time_at_the_end(
        &mut self,
        subject: &Subject,
        modal: &str,
        predicate: &Predicate,
    ) -> Option<String> {
        let Subject::One(Expr::Reference(reference)) = subject else { return None };
        let Predicate::Compare(_, Expr::Literal(_)) = predicate else { return None };
        let time = reference.time?;
        if self.chance.percent(60) {
            return None;
        }
        let timeless = Reference { time: None, ..reference.clone() };
        let subject = self.reference(&timeless);
        Some(format!("{subject} {modal} {} {}", self.bare(predicate), self.time(time)))
    }

    fn there(&mut self, modal: Modal, happening: &Happening) -> String {
        let modal = if modal == Modal::Should { "should" } else { "must" };
        let what = if happening.negated {
            format!("no {}", happening.event)
        } else {
            article(&happening.event)
        };
        let by = self.by(happening);
        format!("there {modal} be {what}{by}")
    }

    fn by(&mut self, happening: &Happening) -> String {
        match &happening.by {
            Some(day) => format!(" by {}", self.expr(day)),
            None => String::new(),
        }
    }

    fn happening(&mut self, happening: &Happening) -> String {
        let by = self.by(happening);
        match happening.negated {
            true if self.chance.percent(50) => format!("no {}{by}", happening.event),
            true => format!("there is no {}{by}", happening.event),
            false => format!("there is {}{by}", article(&happening.event)),
        }
    }

    fn subject(&mut self, subject: &Subject) -> String {
        match subject {
            Subject::One(expr) => self.expr(expr),
            Subject::Both(items) => {
                let items: Vec<String> = items.iter().map(|item| self.expr(item)).collect();
                list(&items, "and")
            }
            Subject::Either(items) => {
                let items: Vec<String> = items.iter().map(|item| self.expr(item)).collect();
                list(&items, "or")
            }
            Subject::Every(noun) => self.every(noun),
            Subject::No(noun) => format!("no {}", self.noun(noun)),
            Subject::Counted(bound, count, noun) => {
                let words: &[&str] = match bound {
                    Bound::AtLeast => &["at least", "no fewer than", "no less than"],
                    Bound::AtMost => &["at most", "no more than", "up to"],
                    Bound::Exactly => &["exactly"],
                };
                let word = self.chance.word(words);
                format!("{word} {count} {}", self.nouns(noun, *count != 1))
            }
        }
    }

    fn every(&mut self, noun: &Noun) -> String {
        let word = self.chance.word(&["every", "each"]);
        match &noun.range {
            Range::List(_) => format!("each of {}", self.noun(noun)),
            Range::Named(..) | Range::Field(_) => format!("{word} {}", self.noun(noun)),
        }
    }

    fn noun(&mut self, noun: &Noun) -> String {
        self.nouns(noun, false)
    }

    fn nouns(&mut self, noun: &Noun, many: bool) -> String {
        let mut text = match &noun.range {
            Range::Named(adjective, name) => {
                let name = if many { plural(name) } else { name.clone() };
                adjective.as_ref().map_or(name.clone(), |word| format!("{word} {name}"))
            }
            Range::Field(reference) => self.reference(reference),
            Range::List(names) => list(names, "and"),
        };
        for filter in &noun.filters {
            text += &self.filter(filter, many);
        }
        text
    }

    fn filter(&mut self, filter: &Filter, many: bool) -> String {
        match filter {
            Filter::Whose(condition) => {
                let outer = std::mem::replace(&mut self.whose, true);
                let text = format!(" whose {}", self.condition(condition));
                self.whose = outer;
                text
            }
            Filter::With(holdings) => format!(" with {}", self.holdings(holdings)),
            Filter::States(holdings) => {
                format!(
                    " that {} {}",
                    if many { "state" } else { "states" },
                    self.holdings(holdings)
                )
            }
        }
    }

    fn holdings(&mut self, holdings: &Holdings) -> String {
        let items: Vec<String> = holdings.items.iter().map(|item| self.holding(item)).collect();
        list(&items, if holdings.any { "or" } else { "and" })
    }

    fn holding(&mut self, holding: &Holding) -> String {
        let what = self.reference(&holding.what);
        let mut text = if what.starts_with("the ") { what } else { article(&what) };
        match holding.value.as_deref() {
            Some(Predicate::Compare(Op::Equal, value)) => {
                text += &format!(" of {}", self.expr(value))
            }
            Some(Predicate::Compare(op @ (Op::AtLeast | Op::AtMost), value)) => {
                text += &format!(" of {} {}", self.op(*op), self.expr(value));
            }
            Some(Predicate::Compare(Op::Above, value)) => {
                text += &format!(" above {}", self.expr(value))
            }
            Some(Predicate::Compare(Op::Below, value)) => {
                text += &format!(" below {}", self.expr(value))
            }
            _ => {}
        }
        if let Some(with) = &holding.with {
            text += &format!(" with {}", self.holdings(with));
        }
        text
    }

    /// After `must`.
    fn bare(&mut self, predicate: &Predicate) -> String {
        match predicate {
            Predicate::Has(holdings) => {
                format!("{} {}", self.chance.word(&["have", "keep"]), self.holdings(holdings))
            }
            Predicate::States(holdings) => format!("state {}", self.holdings(holdings)),
            Predicate::Compare(Op::Above, value) if self.chance.percent(20) => {
                format!("exceed {}", self.expr(value))
            }
            Predicate::Not(inner) => format!("not {}", self.bare(inner)),
            Predicate::Reach(..)
            | Predicate::Move { .. }
            | Predicate::NeverRise
            | Predicate::NeverFall
            | Predicate::FallSincePrevious => self.moving(predicate),
            _ => format!("be {}", self.being(predicate)),
        }
    }

    fn moving(&mut self, predicate: &Predicate) -> String {
        match predicate {
            Predicate::NeverRise => "never rise".to_owned(),
            Predicate::NeverFall => "never fall".to_owned(),
            Predicate::Move { up, by } => {
                let verb = if *up { "grow" } else { "fall" };
                format!("{verb} by at least {} every year", self.points(by))
            }
            Predicate::Reach(value, time) => {
                format!("reach {} by {}", self.value(value), until(*time))
            }
            _ => "fall from the previous round".to_owned(),
        }
    }

    /// A movement of percentages is said in points.
    fn points(&mut self, value: &Value) -> String {
        self.value(value)
    }

    /// After `be` or `is`.
    fn being(&mut self, predicate: &Predicate) -> String {
        match predicate {
            Predicate::Compare(op, value) => {
                let word = match value {
                    Expr::Literal(Value::Date(_)) if self.chance.percent(60) => self.day_op(*op),
                    _ => self.op(*op),
                };
                format!("{word} {}", self.expr(value)).trim_start().to_owned()
            }
            Predicate::Between(low, high) => {
                format!("between {} and {}", self.expr(low), self.expr(high))
            }
            Predicate::OneOf(values) => {
                let values: Vec<String> = values.iter().map(|value| self.expr(value)).collect();
                format!("one of {}", list(&values, "or"))
            }
            Predicate::Same => "the same for every partner".to_owned(),
            Predicate::IsOpen => "open".to_owned(),
            Predicate::IsOffered => "offered".to_owned(),
            Predicate::IsThing(name) => name.clone(),
            Predicate::Not(inner) => format!("not {}", self.being(inner)),
            _ => format!("{predicate:?}"),
        }
    }

    fn op(&mut self, op: Op) -> &'static str {
        self.chance.word(match op {
            Op::AtLeast => &["at least", "no less than"],
            Op::AtMost => &["at most", "no more than", "up to"],
            Op::Above => &["above", "over", "more than"],
            Op::Below => &["below", "under", "less than"],
            Op::Equal => &["exactly", "equal to", ""],
        })
    }

    fn day_op(&mut self, op: Op) -> &'static str {
        self.chance.word(match op {
            Op::AtLeast => &["on or after"],
            Op::AtMost => &["on or before", "no later than"],
            Op::Above => &["after"],
            Op::Below => &["before"],
            Op::Equal => &["exactly", ""],
        })
    }

    fn condition(&mut self, condition: &Condition) -> String {
        match condition {
            Condition::And(items) => self.joined(items, " and "),
            Condition::Or(items) => self.joined(items, " or "),
            Condition::Not(inner) => format!("not ({})", self.condition(inner)),
            Condition::Claim(subject, frequency, predicate) => {
                self.said(subject, *frequency, predicate)
            }
            Condition::Happening(happening) => self.happening(happening),
        }
    }

    fn joined(&mut self, items: &[Condition], joint: &str) -> String {
        let items: Vec<String> = items
            .iter()
            .map(|item| match item {
                Condition::And(_) | Condition::Or(_) => format!("({})", self.condition(item)),
                _ => {
                    let text = self.condition(item);
                    // What ends in a list would go on.
                    let lists = [
                        " of products",
                        " of farm products",
                        " of sensitive",
                        " of meat",
                        " ha",
                        " state",
                    ];
                    match lists.iter().any(|list| text.contains(list)) {
                        true => format!("({text})"),
                        false => text,
                    }
                }
            })
            .collect();
        items.join(joint)
    }

    fn said(&mut self, subject: &Subject, frequency: Frequency, predicate: &Predicate) -> String {
        let many = matches!(subject, Subject::Both(_))
            || matches!(subject, Subject::Counted(_, count, _) if *count != 1);
        let subject = self.subject(subject);
        let often = match frequency {
            Frequency::Plain => "",
            Frequency::Ever => "ever ",
            Frequency::Always => "always ",
        };
        let (is, has, states) =
            if many { ("are", "have", "state") } else { ("is", "has", "states") };
        match predicate {
            Predicate::Has(holdings) => format!("{subject} {has} {}", self.holdings(holdings)),
            Predicate::States(holdings) => {
                format!("{subject} {states} {}", self.holdings(holdings))
            }
            Predicate::StartsWith(text) => format!("{subject} starts with \"{text}\""),
            Predicate::Not(inner) => match inner.as_ref() {
                Predicate::Has(holdings) => {
                    let does = if many { "do" } else { "does" };
                    format!("{subject} {does} not have {}", self.holdings(holdings))
                }
                _ => format!("{subject} {is} {often}not {}", self.being(inner)),
            },
            _ => format!("{subject} {is} {often}{}", self.being(predicate)),
        }
    }

    fn expr(&mut self, expr: &Expr) -> String {
        match expr {
            Expr::Literal(value) => self.value(value),
            Expr::Reference(reference) => self.reference(reference),
            Expr::Share(share, of) => {
                let of = self.factor(of);
                match share {
                    50 if self.chance.percent(50) => format!("half of {of}"),
                    200 if self.chance.percent(50) => format!("twice {of}"),
                    _ => format!("{share}% of {of}"),
                }
            }
            Expr::Arithmetic(op, left, right) => {
                format!("{} {op} {}", self.factor(left), self.factor(right))
            }
            Expr::Aggregate(kind, field, noun) => {
                let word = match kind {
                    Aggregate::Total => "total",
                    Aggregate::Average => "average",
                    Aggregate::Highest => "highest",
                    Aggregate::Lowest => "lowest",
                };
                format!("{word} {field} of {}", self.nouns(noun, true))
            }
            Expr::Number(noun) => format!("number of {}", self.nouns(noun, true)),
        }
    }

    fn factor(&mut self, expr: &Expr) -> String {
        match expr {
            Expr::Arithmetic(..) => format!("({})", self.expr(expr)),
            _ => self.expr(expr),
        }
    }

    fn value(&mut self, value: &Value) -> String {
        of_value(value, &mut self.chance, true)
    }

    fn reference(&mut self, reference: &Reference) -> String {
        let root = match &reference.root {
            Root::Name(name) if reference.steps.is_empty() && self.chance.percent(10) => {
                format!("the {name}")
            }
            Root::Name(name) => name.clone(),
            Root::Its(name) if self.whose => name.clone(),
            Root::Its(name) => format!("its {name}"),
            Root::It => "it".to_owned(),
            Root::Every(noun) => self.every(noun),
        };
        let mut text = root;
        for step in reference.steps.iter().rev() {
            let simple = !text.contains(' ') && text != "it";
            text = match simple && self.chance.percent(10) {
                true => format!("{text}'s {step}"),
                false => {
                    let word = self.chance.word(&["on", "of", "for", "on the", "of the"]);
                    let word =
                        if matches!(reference.root, Root::Name(_)) || text.starts_with("its ") {
                            word
                        } else {
                            "of"
                        };
                    let word =
                        if text.starts_with("its ") { word.trim_end_matches(" the") } else { word };
                    format!("{step} {word} {text}")
                }
            };
        }
        if let Some(party) = &reference.party {
            text += &format!(" from {party}");
        }
        if let Some(time) = reference.time {
            text += &format!(" {}", self.time(time));
        }
        if reference.previous {
            text += " in the previous round";
        }
        text
    }

    fn time(&mut self, time: Time) -> String {
        match time {
            Time::Year(year) => format!("{} year {year}", self.chance.word(&["in", "in", "by"])),
            Time::FromYear(year) => format!("from year {year}"),
            Time::Calendar(year) => format!("in {year}"),
            Time::On(day) => format!("on {day}"),
        }
    }
}

fn until(time: Time) -> String {
    match time {
        Time::Year(year) | Time::FromYear(year) => format!("year {year}"),
        Time::Calendar(year) => year.to_string(),
        Time::On(day) => day.to_string(),
    }
}
