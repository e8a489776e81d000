//! A tree on one line, so that a test shows at a glance what a sentence was read as.

use crate::syntax::ast::*;

/// Every sentence of a text on its own line.
pub(super) fn outline(file: &File) -> Vec<String> {
    file.sentences.iter().map(|sentence| statement(&sentence.statement)).collect()
}

pub(super) fn statement(statement: &Statement) -> String {
    match statement {
        Statement::Party(name) => format!("party {}", self::name(name)),
        Statement::Use(path) => format!("use {:?}", path.text),
        Statement::Group { name, members } => {
            format!("group {} = {}", self::name(name), many(members, self::name))
        }
        Statement::Selection { name, noun } => {
            format!("selection {} = {}", self::name(name), self::noun(noun))
        }
        Statement::Constant { name, value } => {
            format!("constant {} = {}", self::name(name), expr(value))
        }
        Statement::Alias { name, target } => {
            format!("alias {} = {}", self::name(name), reference(target))
        }
        Statement::Adjective { noun, adjective, condition } => format!(
            "adjective {} {} if {}",
            name(noun),
            name(adjective),
            self::condition(condition)
        ),
        Statement::Measure { name, unit } => {
            format!("measure {} in {:?}", self::name(name), unit.text)
        }
        Statement::YearOne(date) => format!("year one = {}", literal(date)),
        Statement::Rule(rule) => self::rule(rule),
    }
}

fn rule(rule: &Rule) -> String {
    match rule {
        Rule::Claim(claim) => self::claim(claim),
        Rule::Event { modal, happening } => {
            format!("event {modal:?} {}", self::happening(happening))
        }
        Rule::Halt(condition) => format!("halt if {}", self::condition(condition)),
        Rule::Warn(condition) => format!("warn if {}", self::condition(condition)),
        Rule::If { condition, then } => {
            format!("if {} then {}", self::condition(condition), self::rule(then))
        }
        Rule::Unless { rule, condition } => {
            format!("({}) unless {}", self::rule(rule), self::condition(condition))
        }
        Rule::OnlyIf { grant, condition } => {
            format!("({}) only if {}", claim(grant), self::condition(condition))
        }
        Rule::ForEach { noun, rule } => {
            format!("for each {}: {}", self::noun(noun), self::rule(rule))
        }
        Rule::All(rules) => format!("all{}", many(rules, self::rule)),
    }
}

fn claim(claim: &RuleClaim) -> String {
    let RuleClaim { subject, modal, predicate, .. } = claim;
    format!("{} {modal:?} {}", self::subject(subject), self::predicate(predicate))
}

fn subject(subject: &Subject) -> String {
    match &subject.kind {
        SubjectKind::One(value) => expr(value),
        SubjectKind::List { items, joint } => format!("{joint:?}{}", many(items, expr)),
        SubjectKind::Every(noun) => format!("every {}", self::noun(noun)),
        SubjectKind::No(noun) => format!("no {}", self::noun(noun)),
        SubjectKind::Counted { bound, count, noun } => {
            format!("{bound:?} {} {}", literal(count), self::noun(noun))
        }
    }
}

fn noun(noun: &Noun) -> String {
    let kind = match &noun.kind {
        NounKind::Named(name) => self::name(name),
        NounKind::Field(field) => format!("field {}", reference(field)),
        NounKind::List(items) => many(items, reference),
    };
    let filters: String = noun.filters.iter().map(filter).collect();
    format!("<{kind}{filters}>")
}

fn filter(filter: &Filter) -> String {
    match filter {
        Filter::Whose(condition) => format!(" whose {}", self::condition(condition)),
        Filter::With(held) => format!(" with {}", holdings(held)),
        Filter::States(held) => format!(" stating {}", holdings(held)),
    }
}

fn holdings(held: &Holdings) -> String {
    match held.items.as_slice() {
        [one] => holding(one),
        items => format!("{:?}{}", held.joint, many(items, holding)),
    }
}

fn holding(holding: &Holding) -> String {
    let no = if holding.negated { "no " } else { "" };
    let value = holding.value.as_ref().map(|p| format!(" {}", predicate(p))).unwrap_or_default();
    let with = holding.with.as_ref().map(|w| format!(" with {}", holdings(w))).unwrap_or_default();
    format!("{no}{}{value}{with}", reference(&holding.what))
}

fn predicate(predicate: &Predicate) -> String {
    let when = |time: Option<&Time>| time.map(|t| format!(" @{}", self::time(t)));
    match &predicate.kind {
        PredicateKind::Has(held) => format!("has {}", holdings(held)),
        PredicateKind::States(held) => format!("states {}", holdings(held)),
        PredicateKind::Compare { op, value, time } => {
            format!("{op:?} {}{}", expr(value), when(time.as_deref()).unwrap_or_default())
        }
        PredicateKind::Between { low, high, time } => {
            format!(
                "between {} {}{}",
                expr(low),
                expr(high),
                when(time.as_deref()).unwrap_or_default()
            )
        }
        PredicateKind::OneOf(items) => format!("one of {}", many(items, expr)),
        PredicateKind::StartsWith(text) => format!("starts with {:?}", text.text),
        PredicateKind::SameForEvery(name) => format!("same for every {}", self::name(name)),
        PredicateKind::Never(direction) => format!("never {direction:?}"),
        PredicateKind::Move { direction, bound, amount, basis } => {
            format!("move {direction:?} {bound:?} {} {basis:?}", expr(amount))
        }
        PredicateKind::MoveSincePrevious(direction) => format!("move {direction:?} PreviousRound"),
        PredicateKind::Reach { value, by } => format!("reach {} @{}", expr(value), time(by)),
        PredicateKind::Is(mark) => format!("is {mark:?}"),
        PredicateKind::Not(inner) => format!("not({})", self::predicate(inner)),
        PredicateKind::All(items) => format!("And{}", many(items, self::predicate)),
        PredicateKind::Any(items) => format!("Or{}", many(items, self::predicate)),
    }
}

fn condition(condition: &Condition) -> String {
    match &condition.kind {
        ConditionKind::And(items) => format!("And{}", many(items, self::condition)),
        ConditionKind::Or(items) => format!("Or{}", many(items, self::condition)),
        ConditionKind::Not(inner) => format!("not({})", self::condition(inner)),
        ConditionKind::Claim { subject, frequency, predicate } => {
            let often = frequency.map(|f| format!("{f:?} ")).unwrap_or_default();
            format!("{{{} {often}{}}}", self::subject(subject), self::predicate(predicate))
        }
        ConditionKind::Happening(happening) => self::happening(happening),
    }
}

fn happening(happening: &Happening) -> String {
    let no = if happening.negated { "no " } else { "" };
    let by = happening.by.as_ref().map(|by| format!(" by {}", expr(by))).unwrap_or_default();
    format!("{{there is {no}{}{by}}}", reference(&happening.event))
}

pub(super) fn expr(value: &Expr) -> String {
    match &value.kind {
        ExprKind::Literal(value) => literal(value),
        ExprKind::Reference(value) => reference(value),
        ExprKind::Share { share, of } => format!("({} of {})", share.text, expr(of)),
        ExprKind::Arithmetic { op, left, right } => {
            format!("({} {op:?} {})", expr(left), expr(right))
        }
        ExprKind::Aggregate { kind, of } => format!("{kind:?}({})", reference(of)),
        ExprKind::Number(noun) => format!("number{}", self::noun(noun)),
    }
}

fn literal(literal: &Literal) -> String {
    match literal.kind {
        LiteralKind::Quantity => literal.text.clone(),
        LiteralKind::Date => format!("d'{}'", literal.text),
        LiteralKind::Text => format!("{:?}", literal.text),
        LiteralKind::Word => format!("#{}", literal.text),
        LiteralKind::Duty => format!("duty'{}'", literal.text),
    }
}

/// Fields outermost first, then the root, then what picks one.
fn reference(reference: &Reference) -> String {
    let mut words: Vec<String> = reference.steps.iter().map(name).collect();
    words.push(match &reference.root {
        Root::Name(root) => name(root),
        Root::Its(field) => format!("its {}", name(field)),
        Root::It(_) => "it".to_owned(),
        Root::Every(noun) => format!("each {}", self::noun(noun)),
    });
    let selectors: String = reference.selectors.iter().map(selector).collect();
    format!("{}{selectors}", words.join("."))
}

fn selector(selector: &Selector) -> String {
    match selector {
        Selector::Party(party) => format!("[{}]", name(party)),
        Selector::Time(time) => format!("[{}]", self::time(time)),
        Selector::PreviousRound(_) => "[previous]".to_owned(),
    }
}

fn time(time: &Time) -> String {
    let point = match &time.point {
        TimePoint::Year(year) => format!("year {year}"),
        TimePoint::Calendar(year) => year.to_string(),
        TimePoint::Date(date) => literal(date),
    };
    format!("{:?} {point}", time.extent)
}

fn name(name: &Name) -> String {
    if name.quoted { format!("'{}'", name.text) } else { name.text.clone() }
}

fn many<T>(items: &[T], show: fn(&T) -> String) -> String {
    format!("[{}]", items.iter().map(show).collect::<Vec<_>>().join("; "))
}
