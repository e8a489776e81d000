//! Prints rules as sentences, choosing among the synonyms by chance.

use crate::chance::Chance;
use crate::rules::{
    Aggregate, Bound, Condition, Definition, Expr, Filter, Frequency, Happening, Holding, Holdings,
    Labelled, Modal, Noun, Op, Predicate, Range, Reference, Root, Rule, RuleFile, Subject, Time,
};
use crate::spell::{article, list, of_value, plural};
use crate::value::Value;

/// A sentence with what stands beneath it.
#[derive(Debug, Clone)]
pub struct Sentence {
    /// Its label; empty for a definition.
    pub label: String,
    /// The sentence without its label.
    pub text: String,
    /// Its clauses, each a line.
    pub clauses: Vec<String>,
}

/// The texts of the rules of a run: those that are given, and those that they use.
#[derive(Debug, Clone)]
pub struct Shelf {
    /// Given to the run.
    pub given: Vec<String>,
    /// Name and text.
    pub used: Vec<(String, String)>,
}

/// The rules in one file, or with a part of them in a file that it uses.
pub fn shelf(file: &RuleFile, seed: u64) -> Shelf {
    let lines = |sentences: &[Sentence]| sentences.iter().map(Sentence::lines).collect::<String>();
    let sentences = sentences(file, seed);
    let defined = file.definitions.len();
    let at = match Chance::new(seed, 2).below(6) {
        // definitions alone, definitions and rules, some of the definitions
        0 => defined,
        1 => defined + file.rules.len() / 2,
        2 => defined / 2,
        _ => return Shelf { given: vec![lines(&sentences)], used: vec![] },
    };
    let (used, own) = sentences.split_at(at);
    let main = format!("use \"common/farm.redlines\"\n{}", lines(own));
    Shelf { given: vec![main], used: vec![("common/farm.redlines".to_owned(), lines(used))] }
}

/// The text of a rule file.
pub fn file(file: &RuleFile, seed: u64) -> String {
    sentences(file, seed).iter().map(Sentence::lines).collect()
}

/// The sentences of a rule file.
pub fn sentences(file: &RuleFile, seed: u64) -> Vec<Sentence> {
    let mut say = Say { chance: Chance::new(seed, 1), whose: false };
    let mut found: Vec<Sentence> =
        file.definitions.iter().map(|it| Sentence::plain(say.definition(it))).collect();
    found.extend(file.rules.iter().map(|rule| say.labelled(rule)));
    found
}

impl Sentence {
    fn plain(text: String) -> Self {
        Self { label: String::new(), text, clauses: vec![] }
    }

    fn lines(&self) -> String {
        let label = if self.label.is_empty() { String::new() } else { format!("{}: ", self.label) };
        let clauses: String = self.clauses.iter().map(|clause| format!("  {clause}\n")).collect();
        format!("{label}{}\n{clauses}", self.text)
    }
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
            Definition::Measured(name, unit) => format!("{name} is measured in {}", plural(unit)),
        }
    }

    fn labelled(&mut self, rule: &Labelled) -> Sentence {
        let mut text = self.rule(&rule.rule);
        if self.chance.percent(10) {
            text.push('.');
        }
        let mut clauses = vec![];
        if !rule.except.is_empty() {
            let names: Vec<String> = rule.except.iter().map(|name| self.spelt(name)).collect();
            clauses.push(format!("except {}", list(&names, "and")));
        }
        if let Some((from, until)) = rule.window {
            let from = from.map(|day| format!("from {day}"));
            let until = until.map(|day| format!("until {day}"));
            clauses.push(from.into_iter().chain(until).collect::<Vec<_>>().join(" "));
        }
        if let Some(day) = rule.waived {
            clauses.push(format!("waived until {day} by \"the chief\" because \"so\""));
        }
        for clause in
            ["because \"so it is\"", "source \"the book\"", "owner \"the desk\"", "private"]
        {
            if self.chance.percent(3) {
                clauses.push(clause.to_owned());
            }
        }
        self.chance.shuffle(&mut clauses);
        Sentence { label: rule.label.clone(), text, clauses }
    }

    fn rule(&mut self, rule: &Rule) -> String {
        match rule {
            Rule::Claim(subject, modal, predicate) => self.claim(subject, *modal, predicate),
            Rule::There(modal, happening) => self.there(*modal, happening),
            Rule::Halt(condition) => format!("halt if {}", self.condition(condition)),
            Rule::Warn(condition) => format!("warn if {}", self.condition(condition)),
            Rule::If(condition, then) => self.conditional(condition, then),
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
                let each = self.every(noun);
                format!("for {each}, {}", self.rule(rule))
            }
        }
    }

    fn conditional(&mut self, condition: &Condition, then: &Rule) -> String {
        let plain = matches!(then, Rule::Claim(..) | Rule::There(..));
        if plain && self.chance.percent(25) {
            let then = self.rule(then);
            return format!("{then} if {}", self.condition(condition));
        }
        let then_word = self.chance.word(&[" then", ", then", ","]);
        // what ends in a list would go on after a comma
        let then_word = if then_word == "," { " then" } else { then_word };
        format!("if {}{then_word} {}", self.condition(condition), self.rule(then))
    }

    fn claim(&mut self, subject: &Subject, modal: Modal, predicate: &Predicate) -> String {
        let modal = match (subject, modal) {
            (_, Modal::Should) => "should",
            (Subject::No(_) | Subject::Counted(Bound::AtMost | Bound::FewerThan, ..), _) => {
                self.chance.word(&["may", "must"])
            }
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
        let (not, what) = match happening.negated {
            true if self.chance.percent(50) => ("", format!("no {}", happening.event)),
            true => ("not ", article(&happening.event)),
            false => ("", article(&happening.event)),
        };
        let by = self.by(happening);
        format!("there {modal} {not}be {what}{by}")
    }

    fn by(&mut self, happening: &Happening) -> String {
        match &happening.by {
            Some(day) => format!(" by {}", self.expr(day)),
            None => happening.end.map(|end| format!(" by {}", until(end))).unwrap_or_default(),
        }
    }

    fn happening(&mut self, happening: &Happening) -> String {
        let by = self.by(happening);
        match happening.negated {
            true if self.chance.percent(50) => format!("no {}{by}", happening.event),
            true => format!("there is no {}{by}", happening.event),
            false if self.chance.percent(20) => {
                format!("not (there is no {}{by})", happening.event)
            }
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
                    Bound::MoreThan => &["more than"],
                    Bound::FewerThan => &["fewer than", "less than"],
                    Bound::Exactly => &["exactly"],
                };
                let word = self.chance.word(words);
                let count_word = match count {
                    1..=3 if self.chance.percent(20) => {
                        ["one", "two", "three"][count - 1].to_owned()
                    }
                    _ => count.to_string(),
                };
                format!("{word} {count_word} {}", self.nouns(noun, *count != 1))
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
            Range::List(names) => {
                let names: Vec<String> = names.iter().map(|name| self.spelt(name)).collect();
                list(&names, "and")
            }
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
            Filter::Has(holdings) => {
                let has = if many { "have" } else { "has" };
                format!(" that {has} {}", self.holdings(holdings))
            }
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
            Predicate::Not(inner) => {
                let not = match inner.as_ref() {
                    Predicate::Since { .. } | Predicate::Has(_) => "not",
                    _ => self.chance.word(&["not", "not", "never"]),
                };
                format!("{not} {}", self.bare(inner))
            }
            Predicate::AllOf(items) => self.demands(items, " and "),
            Predicate::AnyOf(items) => self.demands(items, " or "),
            Predicate::OneOf(_) if self.chance.percent(30) => {
                format!("be {}", self.being(predicate).replacen("one of ", "", 1))
            }
            Predicate::StartsWith(text) => format!("start with \"{text}\""),
            Predicate::Reach(..)
            | Predicate::Move { .. }
            | Predicate::MoveSince { .. }
            | Predicate::NeverRise
            | Predicate::NeverFall
            | Predicate::Since { .. } => self.moving(predicate),
            _ => {
                let always = if self.chance.percent(5) { "always " } else { "" };
                format!("{always}be {}", self.being(predicate))
            }
        }
    }

    fn moving(&mut self, predicate: &Predicate) -> String {
        match predicate {
            Predicate::NeverRise | Predicate::NeverFall => {
                let verb = self.verb(matches!(predicate, Predicate::NeverRise));
                format!("{} {verb}", self.chance.word(&["never", "never", "not"]))
            }
            Predicate::Move { up, op, by } => {
                let (verb, op) = (self.verb(*up), self.op(*op));
                let basis = self.chance.word(&["every year", "each year", "a year", "per year"]);
                format!("{verb} by {op} {} {basis}", self.points(by)).replace("by  ", "by ")
            }
            Predicate::MoveSince { up, op, by } => {
                let (verb, op) = (self.verb(*up), self.op(*op));
                let text = format!("{verb} by {op} {} from the previous round", self.points(by));
                text.replace("by  ", "by ")
            }
            Predicate::Reach(value, time) => {
                format!("reach {} by {}", self.value(value), until(*time))
            }
            Predicate::Since { up } => format!("{} from the previous round", self.verb(*up)),
            _ => format!("{predicate:?}"),
        }
    }

    fn verb(&mut self, up: bool) -> &'static str {
        self.chance.word(if up { &["rise", "grow", "increase"] } else { &["fall", "decrease"] })
    }

    /// `have a quota and be at most 5 tons`, `be at least V and at most W`
    fn demands(&mut self, items: &[Predicate], joint: &str) -> String {
        let compared =
            |item: &Predicate| matches!(item, Predicate::Compare(op, _) if *op != Op::Equal);
        if items.iter().all(compared) {
            let items: Vec<String> = items.iter().map(|item| self.being(item)).collect();
            return format!("be {}", items.join(joint));
        }
        let items: Vec<String> = items.iter().map(|item| self.bare(item)).collect();
        items.join(joint)
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
            Predicate::IsNone => "none".to_owned(),
            Predicate::AllOf(items) => self.demands(items, " and ").replacen("be ", "", 1),
            Predicate::AnyOf(items) => self.demands(items, " or ").replacen("be ", "", 1),
            Predicate::IsThing(name) => name.clone(),
            Predicate::Not(inner) => format!("not {}", self.being(inner)),
            _ => format!("{predicate:?}"),
        }
    }

    fn op(&mut self, op: Op) -> &'static str {
        self.chance.word(match op {
            Op::AtLeast => &["at least", "no less than", "no lower than"],
            Op::AtMost => &["at most", "no more than", "up to", "no higher than"],
            Op::Above => &["above", "over", "more than", "greater than", "higher than"],
            Op::Below => &["below", "under", "less than", "lower than"],
            Op::Equal => &["exactly", "equal to", ""],
        })
    }

    fn day_op(&mut self, op: Op) -> &'static str {
        self.chance.word(match op {
            Op::AtLeast => &["on or after", "no earlier than"],
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
            Condition::Not(inner) => match inner.as_ref() {
                Condition::Claim(subject, Frequency::Ever, predicate @ Predicate::Compare(..))
                    if self.chance.percent(60) =>
                {
                    let text = self.said(subject, Frequency::Ever, predicate);
                    text.replacen(" ever ", " never ", 1)
                }
                Condition::Claim(_, _, Predicate::Compare(_, Expr::Literal(_)))
                    if self.chance.percent(40) =>
                {
                    format!("not {}", self.condition(inner))
                }
                _ => format!("not ({})", self.condition(inner)),
            },
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
                Condition::Claim(
                    _,
                    _,
                    Predicate::OneOf(_) | Predicate::AnyOf(_) | Predicate::AllOf(_),
                ) => {
                    format!("({})", self.condition(item))
                }
                _ => {
                    let text = self.condition(item);
                    // What ends in a list would go on.
                    let lists = [
                        " of products",
                        " of safeguards",
                        " of farm products",
                        " of sensitive",
                        " of meat",
                        " with ",
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
            Predicate::NeverRise | Predicate::NeverFall => {
                let verb = self.verb(matches!(predicate, Predicate::NeverRise));
                match self.chance.percent(60) {
                    true => format!("{subject} never {verb}s"),
                    false => format!("{subject} does not {verb}"),
                }
            }
            Predicate::Compare(Op::Above, value) if self.chance.percent(20) => {
                format!("{subject} {often}exceeds {}", self.expr(value))
            }
            Predicate::Not(inner) => match inner.as_ref() {
                Predicate::Has(holdings) => {
                    let does = if many { "do" } else { "does" };
                    format!("{subject} {does} not have {}", self.holdings(holdings))
                }
                Predicate::Reach(..)
                | Predicate::Move { .. }
                | Predicate::MoveSince { .. }
                | Predicate::Since { .. } => format!("{subject} does not {}", self.moving(inner)),
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
                let the = if self.chance.percent(25) { "the " } else { "" };
                let plain = Reference { party: None, time: None, ..field.clone() };
                let name = plain.steps.first().cloned().unwrap_or_default();
                let noun = self.nouns(noun, true);
                format!("{the}{word} {} of {noun}{}", self.spelt(&name), self.picks(field))
            }
            Expr::Number(noun) => {
                let the = if self.chance.percent(25) { "the " } else { "" };
                format!("{the}number of {}", self.nouns(noun, true))
            }
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
                format!("the {}", self.spelt(name))
            }
            // alone and in quotes it may be read as a text
            Root::Name(name) if reference.steps.is_empty() => {
                self.spelt(name).replace(&format!("\"{name}\""), &quoted(name))
            }
            Root::Name(name) => self.spelt(name),
            Root::Its(name) if self.whose => self.spelt(name),
            Root::Its(name) => format!("its {}", self.spelt(name)),
            Root::It => "it".to_owned(),
            Root::Every(noun) => self.every(noun),
        };
        let mut text = root;
        for step in reference.steps.iter().rev() {
            let step = self.spelt(step);
            let simple = !text.contains(' ') && text != "it" && !text.starts_with('"');
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
        text + &self.picks(reference)
    }

    /// What picks one of several entries.
    fn picks(&mut self, reference: &Reference) -> String {
        let mut text = String::new();
        if let Some(party) = &reference.party {
            text += &format!(" {} {party}", self.chance.word(&["from", "from", "to"]));
        }
        if let Some(time) = reference.time {
            text += &format!(" {}", self.time(time));
        }
        if reference.previous {
            text += " in the previous round";
        }
        text
    }

    /// A name, spelt one way or another; in quotes where it holds a reserved word or is a code.
    fn spelt(&mut self, name: &str) -> String {
        if quoted(name) != name {
            return quoted(name);
        }
        match self.chance.below(40) {
            0 => name.replace([' ', '-'], "_"),
            1 => name.replace(' ', "-"),
            2 => format!("\"{name}\""),
            3 if PLURALS.contains(&name) => format!("{name}s"),
            _ => name.to_owned(),
        }
    }

    fn time(&mut self, time: Time) -> String {
        match time {
            Time::Year(year) => format!("{} year {year}", self.chance.word(&["in", "in", "by"])),
            Time::FromYear(year) => format!("from year {year}"),
            Time::UntilYear(year) => format!("until year {year}"),
            Time::Calendar(year) => format!("{} {year}", self.chance.word(&["in", "in", "by"])),
            Time::FromCalendar(year) => format!("from {year}"),
            Time::UntilCalendar(year) => format!("until {year}"),
            Time::On(day) => format!("on {day}"),
            Time::FromDay(day) => format!("from {day}"),
            Time::UntilDay(day) => format!("until {day}"),
        }
    }
}

/// In quotes where a name holds a reserved word or is a code.
fn quoted(name: &str) -> String {
    let reserved = [" and ", " of ", " on ", " for "].iter().any(|word| name.contains(word));
    match reserved || name.starts_with(|c: char| c.is_ascii_digit()) {
        true => format!("\"{name}\""),
        false => name.to_owned(),
    }
}

/// Names that may be said with a plural `s`.
/// What may be measured in a unit is not among them, for only the exact name is.
const PLURALS: [&str; 5] = ["pork", "beef", "wine", "tariff", "safeguard"];

fn until(time: Time) -> String {
    match time {
        Time::Year(year) | Time::FromYear(year) | Time::UntilYear(year) => format!("year {year}"),
        Time::Calendar(year) | Time::FromCalendar(year) | Time::UntilCalendar(year) => {
            year.to_string()
        }
        Time::On(day) | Time::FromDay(day) | Time::UntilDay(day) => day.to_string(),
    }
}
