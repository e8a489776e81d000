//! Makes up sentences and rule files.

use super::Maker;
use super::values::{Measure, PARTIES};
use crate::rules::{
    Condition, Definition, Expr, Filter, Frequency, Happening, Labelled, Modal, Noun, Op,
    Predicate, Range, Reference, Root, Rule, RuleFile, Subject, Time,
};
use crate::value::{Number, Value, unit};

/// Makes up a rule file.
pub fn file(maker: &mut Maker<'_>) -> RuleFile {
    let mut definitions = definitions(maker);
    if maker.chance.percent(30) {
        maker.note("is measured in");
        let unit = maker.chance.word(&["ton", "kg"]);
        let name = maker.chance.word(&["limit", "quota", "trigger"]);
        definitions.push(Definition::Measured(name.to_owned(), unit));
    }
    if maker.chance.percent(25) {
        definitions.push(Definition::YearOne(jiff::civil::date(2004, 4, 1)));
    }
    maker.chance.shuffle(&mut definitions);
    let count = 1 + maker.chance.below(5);
    let rules = (0..count).map(|at| labelled(maker, at)).collect();
    RuleFile { definitions, rules }
}

fn definitions(maker: &mut Maker<'_>) -> Vec<Definition> {
    let tariff = Reference::new(&[], Root::Its("tariff".to_owned()));
    let above = Predicate::Compare(
        Op::Above,
        Expr::Literal(Value::Number(Number::of(9.into(), unit("%")))),
    );
    let condition = Condition::Claim(
        Subject::One(Expr::Reference(tariff.clone())),
        Frequency::Plain,
        above.clone(),
    );
    let rice = Condition::Claim(
        Subject::One(Expr::Reference(Reference::new(&[], Root::It))),
        Frequency::Plain,
        Predicate::IsThing("rice".to_owned()),
    );
    let meat = Noun {
        range: Range::Named(None, "product".to_owned()),
        filters: vec![Filter::Whose(condition.clone())],
    };
    let farm = ["pork", "beef", "rice"].map(str::to_owned).to_vec();
    vec![
        Definition::Party((*maker.chance.pick(&PARTIES)).to_owned()),
        Definition::Alias("closing".to_owned(), Reference::name("signature")),
        Definition::Group("farm products".to_owned(), farm),
        Definition::Selection("meat".to_owned(), meat),
        Definition::Constant("deadline".to_owned(), Value::Date(maker.day())),
        Definition::Constant("ceiling".to_owned(), maker.value(Measure::Mass)),
        Definition::Adjective {
            noun: "product".to_owned(),
            adjective: "sensitive".to_owned(),
            condition: Condition::Or(vec![condition, rice]),
        },
    ]
}

fn labelled(maker: &mut Maker<'_>, at: usize) -> Labelled {
    let rule = rule(maker);
    let quantified =
        matches!(rule, Rule::Claim(Subject::Every(_) | Subject::No(_), ..) | Rule::ForEach(..));
    let same = matches!(rule, Rule::Claim(_, _, Predicate::Same));
    let except = match (quantified, same) {
        (true, _) if maker.chance.percent(10) => vec![maker.product()],
        (true, _) if maker.chance.percent(5) => vec![maker.product(), maker.product()],
        (_, true) if maker.chance.percent(30) => vec![(*maker.chance.pick(&PARTIES)).to_owned()],
        _ if maker.chance.percent(5) => vec![maker.product()],
        _ if maker.chance.percent(3) => vec![(*maker.chance.pick(&PARTIES)).to_owned()],
        _ => vec![],
    };
    if !except.is_empty() {
        maker.note("except");
    }
    let window = maker.chance.percent(5).then(|| {
        maker.note("window");
        let days = [maker.day(), maker.day()];
        match maker.chance.below(3) {
            0 => (Some(days[0]), None),
            1 => (None, Some(days[1])),
            _ => (Some(days[0].min(days[1])), Some(days[0].max(days[1]))),
        }
    });
    let waived = maker.chance.percent(5).then(|| {
        maker.note("waived");
        maker.day()
    });
    Labelled { label: format!("r{at}"), rule, except, window, waived }
}

fn rule(maker: &mut Maker<'_>) -> Rule {
    match maker.chance.below(20) {
        0 => {
            maker.note("if");
            let condition = maker.condition(2, false);
            Rule::If(condition, Box::new(simple(maker)))
        }
        1 => {
            maker.note("unless");
            let rule = simple(maker);
            let its = matches!(
                &rule,
                Rule::Claim(
                    Subject::One(Expr::Reference(Reference { root: Root::Name(_), .. })),
                    ..
                )
            );
            Rule::Unless(Box::new(rule), maker.condition(usize::from(!its), its))
        }
        2 => {
            maker.note("only if");
            let subject = Subject::One(Expr::Reference(Reference::name(&maker.product())));
            let predicate = Predicate::Has(maker.holdings(1));
            Rule::OnlyIf(subject, predicate, maker.condition(1, false))
        }
        3 | 4 => {
            maker.note("for each");
            let noun = if maker.chance.percent(15) {
                let names = ["pork", "beef", "rice"].map(str::to_owned).to_vec();
                Noun { range: Range::List(names), filters: vec![] }
            } else {
                maker.noun()
            };
            let (reference, measure) = maker.its();
            let predicate = maker.limit(measure, true);
            let claim =
                Rule::Claim(Subject::One(Expr::Reference(reference)), Modal::Must, predicate);
            if maker.chance.percent(20) {
                maker.note("for each with if");
                let condition = maker.condition(0, true);
                return Rule::ForEach(noun, Box::new(Rule::If(condition, Box::new(claim))));
            }
            Rule::ForEach(noun, Box::new(claim))
        }
        5 => {
            maker.note("halt if");
            Rule::Halt(halting(maker))
        }
        6 => {
            maker.note("warn if");
            Rule::Warn(halting(maker))
        }
        7 => {
            maker.note("there must be");
            let modal = if maker.chance.percent(80) { Modal::Must } else { Modal::Should };
            let negated = maker.chance.percent(15);
            Rule::There(modal, deadline(maker, negated))
        }
        _ => simple(maker),
    }
}

fn deadline(maker: &mut Maker<'_>, negated: bool) -> Happening {
    let event =
        maker.chance.word(&["accord", "accord", "signature", "closing", "acord"]).to_owned();
    let by = match maker.chance.below(9) {
        0 => None,
        1 => Some(Expr::Reference(Reference::name("deadline"))),
        2 => {
            maker.note("deadline reckoned");
            let left =
                Expr::Reference(Reference::name(maker.chance.word(&["deadline", "signature"])));
            let right = Expr::Literal(maker.value(Measure::Span));
            let op = *maker.chance.pick(&['+', '-']);
            Some(Expr::Arithmetic(op, Box::new(left), Box::new(right)))
        }
        3 => {
            maker.note("deadline of a year");
            let end = match maker.chance.percent(50) {
                true => Time::Year(*maker.chance.pick(&[1, 2])),
                false => Time::Calendar(*maker.chance.pick(&[2003, 2004])),
            };
            return Happening { event, negated, by: None, end: Some(end) };
        }
        _ => Some(Expr::Literal(Value::Date(maker.day()))),
    };
    Happening { event, negated, by, end: None }
}

fn halting(maker: &mut Maker<'_>) -> Condition {
    if maker.chance.percent(50) {
        maker.note("deadline");
        return Condition::Happening(deadline(maker, true));
    }
    maker.condition(2, false)
}

fn modal(maker: &mut Maker<'_>) -> Modal {
    if maker.chance.percent(90) { Modal::Must } else { Modal::Should }
}

fn simple(maker: &mut Maker<'_>) -> Rule {
    let modal = modal(maker);
    let (subject, predicate) = match maker.chance.below(19) {
        16 => {
            maker.note("aggregate as a subject");
            let measure = *maker.chance.pick(&[Measure::Percent, Measure::Mass]);
            (Subject::One(maker.aggregate(measure)), maker.limit(measure, false))
        }
        0 | 1 => having(maker),
        2..=4 => comparing(maker),
        5..=7 => quantified(maker),
        8 | 9 => counted(maker),
        10 => {
            maker.note("inner quantifier");
            let (field, measure) = maker.field();
            let noun = if maker.chance.percent(50) {
                maker.range()
            } else {
                let names = ["pork", "beef", "rice"].map(str::to_owned).to_vec();
                Noun { range: Range::List(names), filters: vec![] }
            };
            let reference = maker.picked(Reference::new(&[&field], Root::Every(Box::new(noun))));
            (Subject::One(Expr::Reference(reference)), maker.limit(measure, true))
        }
        11 => {
            maker.note("list subject");
            let items =
                ["pork", "beef"].map(|name| Expr::Reference(Reference::name(name))).to_vec();
            let subject = if maker.chance.percent(60) {
                Subject::Both(items)
            } else {
                Subject::Either(items)
            };
            (subject, Predicate::Has(maker.holdings(1)))
        }
        12 => {
            maker.note("number of");
            let count = Expr::Number(maker.noun());
            (Subject::One(count), maker.limit(Measure::Bare, false))
        }
        13 => {
            maker.note("same for every partner");
            let field = maker.field().0;
            let reference = Reference::new(&[&field], Root::Name(maker.product()));
            (Subject::One(Expr::Reference(reference)), Predicate::Same)
        }
        _ => {
            maker.note("moving");
            let (reference, predicate) = maker.moving();
            (Subject::One(Expr::Reference(reference)), predicate)
        }
    };
    Rule::Claim(subject, modal, predicate)
}

fn having(maker: &mut Maker<'_>) -> (Subject, Predicate) {
    let subject = Subject::One(Expr::Reference(Reference::name(&maker.product())));
    let predicate = match maker.chance.below(8) {
        0 => {
            maker.note("must state");
            Predicate::States(maker.plain_holdings(2))
        }
        3 => {
            maker.note("must have and state");
            let first = Predicate::Has(maker.plain_holdings(1));
            Predicate::AllOf(vec![first, Predicate::States(maker.plain_holdings(1))])
        }
        1 | 2 => {
            maker.note("must not have");
            Predicate::Not(Box::new(Predicate::Has(maker.holdings(1))))
        }
        _ => {
            maker.note("must have");
            Predicate::Has(maker.holdings(3))
        }
    };
    (subject, predicate)
}

fn comparing(maker: &mut Maker<'_>) -> (Subject, Predicate) {
    if maker.chance.percent(4) {
        maker.note("starts with");
        let text = maker.chance.word(&["dra", "Tab", "x"]).to_owned();
        let subject = Subject::One(Expr::Reference(Reference::name("status")));
        return (subject, Predicate::StartsWith(text));
    }
    maker.note("compare");
    let (reference, measure) = match maker.chance.below(12) {
        0 => {
            let product = maker.chance.word(&["pork", "beef"]).to_owned();
            (Reference::new(&["imports"], Root::Name(product)), Measure::Mass)
        }
        1 | 2 => (Reference::name("votes"), Measure::Bare),
        _ => maker.valued(),
    };
    let mut predicate = maker.limit(measure, true);
    // of several comparisons `not` has two readings
    let several = matches!(predicate, Predicate::AllOf(_) | Predicate::AnyOf(_));
    if maker.chance.percent(10) && !several {
        maker.note("must not be");
        predicate = Predicate::Not(Box::new(predicate));
    }
    (Subject::One(Expr::Reference(reference)), predicate)
}

fn quantified(maker: &mut Maker<'_>) -> (Subject, Predicate) {
    if maker.chance.percent(10) {
        maker.note("every field");
        let name = maker.chance.word(&["in-quota tariff", "base tariff"]);
        let reference = Reference::new(&[name], Root::Name(maker.product()));
        let noun = Noun { range: Range::Field(reference), filters: vec![] };
        return (Subject::Every(noun), maker.limit(Measure::Percent, true));
    }
    let noun = maker.noun();
    if maker.chance.percent(40) {
        maker.note("no");
        return (Subject::No(noun), Predicate::Has(maker.holdings(1)));
    }
    maker.note("every");
    let predicate = Predicate::Has(maker.holdings(2));
    (Subject::Every(noun), predicate)
}

fn counted(maker: &mut Maker<'_>) -> (Subject, Predicate) {
    maker.note("counted");
    let (bound, noun) = (maker.bound(), maker.noun());
    let count = 1 + maker.chance.below(3);
    (Subject::Counted(bound, count, noun), Predicate::Has(maker.holdings(1)))
}
