//! The shortest ways to a verdict: what is plainly there is judged on the spot. Whatever is not goes the longer way, which
//! would say the same.

use super::judge::Seen;
use super::path::{Found, Missing, Trouble};
use super::side::{lacking, ordered, truly};
use super::{Compare, Limit, Path, Side, Sight};
use crate::model::{Direction, Op, Stance};
use crate::report::Verdict;
use crate::tape::{Figure, Kind, Node, Tape};
use crate::value::{Value, may_be_mark};

/// The longest text that is taken as it stands, in bytes.
const LONGEST: usize = 128;

/// An entry of a collection, whose fields are in their columns.
#[derive(Debug, Clone, Copy)]
pub(super) struct Entry {
    at: u32,
    after: u32,
}

impl Entry {
    /// True for an empty mapping.
    pub(super) fn is_bare(self) -> bool {
        self.at + 1 == self.after
    }
}

impl<'d> Sight<'d, '_> {
    /// Puts the fields of an entry into their columns, unless they are no plain fields.
    #[inline]
    pub(super) fn lay_out(&mut self, at: u32, node: &Node) {
        self.desk.entry = None;
        if node.kind != Kind::Mapping || self.differs_by_party(at) {
            return;
        }
        let (plan, tape): (_, &Tape) = (self.plan, self.tape);
        for (place, field) in tape.children(at) {
            if let Some(column) = plan.columns.get(field.key.place())
                && let Some(slot) = self.desk.columns.get_mut(usize::from(*column))
            {
                *slot = place;
            }
        }
        self.desk.entry = Some(Entry { at, after: node.after() });
    }

    /// The first field of a chain that starts at the entry.
    #[inline]
    pub(super) fn in_column(&self, path: &Path) -> Option<Found> {
        let entry = self.desk.entry?;
        path.columns?;
        if let Some(at) = self.place_in_column(path) {
            return Some(Ok(at));
        }
        let missing = Missing { name: *path.steps.first()?, nowhere: false, party: false };
        Some(Err(if entry.is_bare() { Trouble::NotAgreed } else { Trouble::Missing(missing) }))
    }

    /// Where the first field of a chain that starts at the entry is there.
    #[inline]
    fn place_in_column(&self, path: &Path) -> Option<u32> {
        self.in_columns(path.columns?)
    }

    /// Where the entry has a field, given the columns of its two spellings.
    #[inline]
    pub(super) fn in_columns(&self, [exact, other]: [u16; 2]) -> Option<u32> {
        let entry = self.desk.entry?;
        let of = |column: u16| {
            let at = self.desk.columns.get(usize::from(column)).copied()?;
            // what is outside is of another entry
            (at > entry.at && at < entry.after).then_some(at)
        };
        of(exact).or_else(|| of(other))
    }

    /// Its node.
    #[inline]
    fn column(&self, path: &Path) -> Option<&'d Node> {
        self.node(self.place_in_column(path)?)
    }

    /// The number that is the first field of a chain that starts at the entry.
    #[inline]
    pub(super) fn figure_in_column(&self, path: &Path) -> Option<Figure> {
        self.column(path)?.figure()
    }

    /// A text that is a value, trimmed.
    #[inline]
    pub(super) fn quick_text(&self, node: &Node) -> Option<&'d [u8]> {
        let text = self.tape.bytes(node, self.text);
        let is_text = matches!(node.kind, Kind::Quoted | Kind::Plain);
        let is_value = is_text && text.len() <= LONGEST && !may_be_mark(text);
        is_value.then_some(text)
    }

    /// The text that a field of the entry begins with.
    #[inline]
    pub(super) fn text_in_column(&self, path: &Path) -> Option<&'d [u8]> {
        self.quick_text(self.column(path)?)
    }

    /// A comparison with a literal.
    #[inline]
    pub(super) fn quick_compare(&mut self, compare: &Compare) -> Option<Verdict> {
        let (Side::Path(path), Side::Literal(id)) = (&compare.subject, &compare.limit) else {
            return None;
        };
        if path.party.is_some() || !compare.guards.is_empty() {
            return None;
        }
        if path.one_field
            && let Some(verdict) = self.compare_in_column(path, compare, *id)
        {
            return Some(verdict);
        }
        let at = match self.follow(path).ok()? {
            Ok(at) => at,
            Err(trouble) => return Some(lacking(trouble, compare)),
        };
        let node = self.node(at)?;
        match compare.figure {
            Some(limit) => self.quick_figure(compare, at, node, path.year, limit),
            None if compare.op == Op::Equal => self.quick_equal(node, *id),
            None => None,
        }
    }

    /// A field of the entry with a literal.
    #[inline]
    fn compare_in_column(&self, path: &Path, compare: &Compare, literal: usize) -> Option<Verdict> {
        let node = self.column(path)?;
        match compare.figure {
            Some(limit) => judged(compare, node, limit),
            None if compare.op == Op::Equal => self.quick_equal(node, literal),
            None => None,
        }
    }

    /// True for a text that is the literal, letter by letter.
    #[inline]
    fn quick_equal(&self, node: &Node, literal: usize) -> Option<Verdict> {
        let Value::Text(wanted) = &self.plan.literals.get(literal)?.value else { return None };
        Some(truly(self.quick_text(node)? == wanted.as_bytes()))
    }

    #[inline]
    fn quick_figure(
        &self,
        compare: &Compare,
        at: u32,
        node: &Node,
        year: Option<u32>,
        limit: Limit,
    ) -> Option<Verdict> {
        if let Some(value) = self.plain_value(at, year) {
            return judged(compare, value, limit);
        }
        if node.kind != Kind::Row || year.is_some() || compare.alternative {
            return None;
        }
        let mut seen = Seen::default();
        for item in self.items(at, node)? {
            seen.add(judged(compare, item, limit)?);
        }
        Some(seen.together(compare.how))
    }

    /// A scalar; in a list of plain values that of a year.
    #[inline]
    pub(super) fn plain_value(&self, at: u32, year: Option<u32>) -> Option<&'d Node> {
        let node = self.node(at)?;
        match (node.kind, year) {
            (Kind::Number | Kind::Plain, _) => Some(node),
            (Kind::Row, Some(year)) if !self.tape.is_bare(at) => {
                self.node(at.checked_add(year)?.min(node.after() - 1))
            }
            _ => None,
        }
    }

    /// The items of a list of plain values that is not empty.
    #[inline]
    fn items(&self, at: u32, row: &Node) -> Option<&'d [Node]> {
        let items = self.tape.nodes().get(at as usize + 1..row.after() as usize)?;
        (!items.is_empty()).then_some(items)
    }

    /// Whether a list of plain numbers never rises or falls.
    #[inline]
    pub(super) fn quick_never(&mut self, path: &Path, direction: Direction) -> Option<Verdict> {
        if path.party.is_some() || path.year.is_some() {
            return None;
        }
        let at = self.follow(path).ok()?.ok()?;
        Some(truly(self.is_never(at, direction)?))
    }

    /// The same of what stands at a place.
    #[inline]
    pub(super) fn is_never(&self, at: u32, direction: Direction) -> Option<bool> {
        let row = self.node(at).filter(|node| node.kind == Kind::Row)?;
        let items = self.items(at, row)?;
        let mut before = items.first()?.billionths()?;
        let mut all = true;
        for item in items {
            let figure = item.billionths()?;
            all &= match direction {
                Direction::Up => figure <= before,
                Direction::Down => figure >= before,
            };
            before = figure;
        }
        Some(all)
    }

    /// Whether something is had that is plainly there, a number or a mapping, or plainly not.
    #[inline]
    pub(super) fn quick_has(&mut self, path: &Path, stance: Stance) -> Option<Verdict> {
        if path.party.is_some() {
            return None;
        }
        let found = self.follow(path).ok()?;
        let Ok(at) = found else { return self.has_entry(found, stance).ok() };
        let node = self.node(at)?;
        Some(truly(self.is_had(at, node)?))
    }

    /// Whether a number, a text or a mapping that is there is had; `None` for what takes a longer look.
    #[inline]
    pub(super) fn is_had(&mut self, at: u32, node: &Node) -> Option<bool> {
        match node.kind {
            Kind::Mapping if !self.tape.is_bare(at) && !self.differs_by_party(at) => Some(true),
            Kind::Number | Kind::Plain | Kind::Quoted => match node.figure() {
                Some(figure) => Some(!figure.is_zero()),
                None => {
                    let read = self.quick_read(node)?;
                    Some(!self.desk.lexicon.value(read)?.is_zero())
                }
            },
            _ => None,
        }
    }
}

/// A short number against a limit.
#[inline]
fn judged(compare: &Compare, node: &Node, limit: Limit) -> Option<Verdict> {
    let order = match limit.billionths {
        Some(limit) => node.billionths()?.cmp(&limit),
        None => node.figure()?.cmp(&limit.figure),
    };
    Some(truly(ordered(compare.op, order)))
}
