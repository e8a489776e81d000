//! Makes up proposals and facts.

use super::Maker;
use super::values::{Measure, PARTIES};
use crate::tree::{Node, State};
use crate::value::Value;

/// The products a proposal may list.
pub const PRODUCTS: [&str; 6] = ["pork", "beef", "rice", "wine", "orange juice", "cakes and pies"];

/// The fields a product may have.
pub const FIELDS: [(&str, Measure); 5] = [
    ("tariff", Measure::Duty),
    ("quota", Measure::Mass),
    ("base tariff", Measure::Percent),
    ("in-quota tariff", Measure::Percent),
    ("limit", Measure::Mass),
];

/// The top-level terms of a proposal.
pub const TERMS: [(&str, Measure); 10] = [
    ("accord", Measure::Event),
    ("signature", Measure::Event),
    ("entry into force", Measure::Event),
    ("purchase price", Measure::Money),
    ("escrow", Measure::Money),
    ("liability cap", Measure::Span),
    ("status", Measure::Words),
    ("votes", Measure::Bare),
    ("market access", Measure::Flag),
    ("rules of origin", Measure::Flag),
];

/// Makes up a proposal.
pub fn proposal(maker: &mut Maker<'_>) -> Node {
    let mut top = vec![];
    for (name, measure) in TERMS {
        let wanted = if name == "entry into force" { 30 } else { 60 };
        if maker.chance.percent(wanted) {
            let node = if measure == Measure::Event { event(maker) } else { maker.entry(measure) };
            top.push((key(maker, name), node));
        }
    }
    let partners = maker.chance.some(&PARTIES.map(str::to_owned), 85);
    if !partners.is_empty() {
        let item =
            |name: &String| Node::leaf(name.clone(), State::Value(Value::Text(name.clone())));
        top.push(("partners".to_owned(), Node::List(partners.iter().map(item).collect())));
    }
    // Every party is known, so that no key of a mapping by party is a stranger.
    for (role, party) in ["from", "to", "exporter"].into_iter().zip(PARTIES) {
        let text = Value::Text(party.to_owned());
        top.push((role.to_owned(), Node::leaf(party, State::Value(text))));
    }
    let products = products(maker);
    if maker.chance.percent(8) {
        maker.note("second collection");
        let entries = vec![("pork".to_owned(), side(maker)), ("beef".to_owned(), side(maker))];
        top.push(("trade".to_owned(), Node::Map(entries)));
    }
    maker.chance.shuffle(&mut top);
    top.push(("products".to_owned(), products));
    Node::Map(top)
}

/// Facts beside a proposal.
pub fn facts(maker: &mut Maker<'_>) -> Node {
    maker.note("facts");
    if maker.chance.percent(40) {
        let entries = vec![("pork".to_owned(), side(maker))];
        return Node::Map(vec![("trade".to_owned(), Node::Map(entries))]);
    }
    let field = maker.chance.word(&["imports", "imports", "quota"]);
    let dated = maker.chance.percent(60);
    let mut entries = vec![];
    for name in ["pork", "beef"] {
        if maker.chance.percent(70) || entries.is_empty() {
            let node = if dated { dated_facts(maker) } else { maker.entry(Measure::Mass) };
            entries.push((name.to_owned(), Node::Map(vec![(field.to_owned(), node)])));
        }
    }
    Node::Map(entries)
}

fn dated_facts(maker: &mut Maker<'_>) -> Node {
    maker.note("dated facts");
    let days = maker.chance.some(&super::DAYS, 40);
    let mut entries: Vec<(String, Node)> =
        days.iter().map(|day| (day.to_string(), maker.entry(Measure::Mass))).collect();
    if entries.is_empty() {
        entries.push((super::DAYS[0].to_string(), maker.entry(Measure::Mass)));
    }
    Node::Map(entries)
}

fn side(maker: &mut Maker<'_>) -> Node {
    let name = maker.chance.word(&["imports", "imports", "quota"]);
    Node::Map(vec![(name.to_owned(), maker.entry(Measure::Mass))])
}

/// Keys are written one way or another.
fn key(maker: &mut Maker<'_>, name: &str) -> String {
    match maker.chance.below(4) {
        0 => name.replace(' ', "_"),
        _ => name.to_owned(),
    }
}

fn event(maker: &mut Maker<'_>) -> Node {
    match maker.chance.below(10) {
        0 => Node::leaf("yes", State::Value(Value::Yes)),
        1 => {
            maker.note("list of dates");
            let days = [maker.day(), maker.day()];
            let item = |day: &jiff::civil::Date| {
                Node::leaf(day.to_string(), State::Value(Value::Date(*day)))
            };
            Node::List(days.iter().map(item).collect())
        }
        2 => {
            maker.note("list of milestones");
            let day = maker.day();
            let date = Node::leaf(day.to_string(), State::Value(Value::Date(day)));
            Node::List(vec![Node::Map(vec![("date".to_owned(), date)])])
        }
        _ => maker.entry(Measure::Event),
    }
}

fn products(maker: &mut Maker<'_>) -> Node {
    let as_list = maker.chance.percent(25);
    let names: Vec<&str> = maker.chance.some(&PRODUCTS, 80);
    let mut items = vec![];
    let mut entries = vec![];
    for name in names {
        let product = product(maker, name);
        match (as_list, product) {
            (true, Node::Map(mut fields)) => {
                let text = State::Value(Value::Text(name.to_owned()));
                fields.insert(0, ("name".to_owned(), Node::leaf(name, text)));
                items.push(Node::Map(fields));
            }
            (_, product) => entries.push((name.to_owned(), product)),
        }
    }
    if as_list && !items.is_empty() { Node::List(items) } else { Node::Map(entries) }
}

fn product(maker: &mut Maker<'_>, name: &str) -> Node {
    if !["pork", "beef"].contains(&name) && maker.chance.percent(4) {
        maker.note("product as a mark");
        return Node::leaf("open", State::Open);
    }
    let mut fields = vec![];
    for (name, measure) in FIELDS {
        if maker.chance.percent(75) {
            let name = if maker.chance.percent(15) {
                name.replace([' ', '-'], "_")
            } else {
                name.to_owned()
            };
            fields.push((name, maker.term(measure)));
        }
    }
    if maker.chance.percent(40) || fields.is_empty() {
        fields.push(("safeguard".to_owned(), safeguard(maker)));
    }
    Node::Map(fields)
}

fn safeguard(maker: &mut Maker<'_>) -> Node {
    if maker.chance.percent(15) {
        return maker.mark();
    }
    let mut fields = vec![];
    for (name, measure) in
        [("trigger", Measure::Mass), ("duty", Measure::Duty), ("limit", Measure::Mass)]
    {
        if maker.chance.percent(65) {
            fields.push((name.to_owned(), maker.entry(measure)));
        }
    }
    Node::Map(fields)
}
