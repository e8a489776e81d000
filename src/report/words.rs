//! The words for what was found: messages, the labels of places, and what would mend a rule. Worded here and nowhere else.

mod help;
mod label;
mod message;
mod problem;

use crate::eval::spread::Entry;
use crate::eval::{NodeRef, World};
use crate::model::{Direction, Op};
use crate::proposal::document::Content;
use crate::report::ticks::within;
use crate::value::{Quantity, Value};

/// Puts findings into words.
#[derive(Clone, Copy)]
pub(super) struct Words<'a> {
    /// What `it` is: the subject of a part.
    it: Option<&'a str>,
    world: &'a World<'a>,
}

impl<'a> Words<'a> {
    /// Words about a rule as a whole, or about one of its subjects.
    pub(super) fn new(it: Option<&'a str>, world: &'a World<'a>) -> Self {
        Self { it, world }
    }

    /// How the rule names something, with the subject's own name for `it`.
    fn name(&self, text: &str) -> String {
        within(&self.bare_name(text))
    }

    /// The same for a place without backticks round it.
    fn bare_name(&self, text: &str) -> String {
        match (self.it, text.strip_suffix("it")) {
            (Some(it), Some("")) => it.to_owned(),
            (Some(it), Some(before)) if before.ends_with(" of ") => format!("{before}{it}"),
            _ => text.to_owned(),
        }
    }

    /// What stands at a node, down from the thing it belongs to: `year 2 of tariff of pork`.
    fn at(&self, node: NodeRef) -> String {
        let document = self.world.document(node.layer);
        let mut text = self.world.entry_name(node);
        let mut above = document.parent(node.node);
        while let Some(owner) = above {
            above = document.parent(owner);
            // what stands right under a collection is a thing of its own, and the root is none
            let collection = above == Some(document.root());
            let thing =
                matches!(document.content(node.node), Content::Mapping(_)) || text.contains(" of ");
            if above.is_none() || (collection && thing) {
                break;
            }
            let name = self.world.entry_name(NodeRef { layer: node.layer, node: owner });
            text = format!("{text} of {name}");
        }
        text
    }
}

/// A text in backticks, any other value as it is.
fn quoted(value: &Value) -> String {
    match value {
        Value::Text(text) => format!("`{}`", within(text)),
        other => other.to_text(),
    }
}

/// An amount without its sign: `2,500 tons`, `1 day`.
fn size(quantity: &Quantity) -> String {
    Quantity { amount: quantity.amount.abs(), unit: quantity.unit.clone() }.to_text()
}

/// ` for Mexico (year 5)`, for one entry of several.
fn of_entry(entry: &Entry) -> String {
    let party = entry
        .party
        .as_ref()
        .map(|party| format!(" for `{}`", within(&party.text)))
        .unwrap_or_default();
    let time = entry.time.as_ref().map(|time| format!(" ({time})")).unwrap_or_default();
    format!("{party}{time}")
}

/// Which side of its limit a value lies on.
fn side(below: bool, limit: &Value) -> &'static str {
    match (below, matches!(limit, Value::Date(_))) {
        (true, false) => "below",
        (false, false) => "above",
        (true, true) => "before",
        (false, true) => "after",
    }
}

fn op_words(op: Op) -> &'static str {
    match op {
        Op::AtLeast => "at least",
        Op::AtMost => "at most",
        Op::Above => "above",
        Op::Below => "below",
        Op::Equal => "equal to",
    }
}

fn move_word(direction: Direction) -> &'static str {
    match direction {
        Direction::Up => "rise",
        Direction::Down => "fall",
    }
}
