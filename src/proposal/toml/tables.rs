//! The tables of a TOML file, in whatever pieces they are stated.

use std::collections::HashMap;

use crate::proposal::assembly::{Assembly, Step, stated_twice};
use crate::proposal::document::Key;
use crate::proposal::error::ProposalError;
use crate::source::Span;
use crate::value::ScalarStyle;

/// A value, list or table.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) struct Part(usize);

/// How a header opens a table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Header {
    /// `[a.b]`
    Table,
    /// `[[a.b]]`
    Item,
}

/// Who said that a table is there, which decides who may add to it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Origin {
    /// A header further in: `a` of `[a.b]`.
    Path,
    /// A header of its own.
    Header,
    /// A key with dots: `a` of `a.b = 1`.
    Dots,
    /// Braces. What is closed stays closed.
    Inline,
}

/// What a part holds.
#[derive(Debug)]
pub(super) enum Held {
    Scalar {
        text: String,
        style: ScalarStyle,
    },
    /// Brackets.
    List(Vec<Part>),
    /// The tables of `[[a]]` headers.
    Items(Vec<Part>),
    Table {
        origin: Origin,
        parts: Vec<Part>,
    },
}

impl Held {
    pub(super) fn list() -> Self {
        Self::List(Vec::new())
    }

    pub(super) fn inline() -> Self {
        Self::table(Origin::Inline)
    }

    fn table(origin: Origin) -> Self {
        Self::Table { origin, parts: Vec::new() }
    }
}

#[derive(Debug)]
struct Stated {
    key: Option<Key>,
    /// The table in which it stands under its key.
    above: Option<Part>,
    span: Span,
    held: Held,
}

/// All parts of a file. Part 0 is the root.
pub(super) struct Tables {
    parts: Vec<Stated>,
    /// Each part under its table and its key as written.
    by_key: HashMap<(Part, String), Part>,
    /// The table of the last header.
    current: Part,
}

impl Default for Tables {
    fn default() -> Self {
        let root = Stated {
            key: None,
            above: None,
            span: Span::default(),
            held: Held::table(Origin::Header),
        };
        Self { parts: vec![root], by_key: HashMap::new(), current: ROOT }
    }
}

const ROOT: Part = Part(0);

impl Tables {
    /// Starts the table of a header. What follows a bad one goes into a table of its own, so that it is not taken for
    /// something stated elsewhere.
    pub(super) fn start(
        &mut self,
        path: Vec<Key>,
        span: Span,
        header: Header,
    ) -> Result<(), ProposalError> {
        match self.find_header(path, span, header) {
            Ok(table) => {
                self.current = table;
                Ok(())
            }
            Err(error) => {
                self.current = self.add(None, span, Held::table(Origin::Header));
                Err(error)
            }
        }
    }

    fn find_header(
        &mut self,
        mut path: Vec<Key>,
        span: Span,
        header: Header,
    ) -> Result<Part, ProposalError> {
        let Some(last) = path.pop() else { return Ok(ROOT) };
        let mut at = ROOT;
        for key in path {
            at = self.step(at, key, Origin::Path)?;
        }
        let Some(there) = self.find(at, &last) else {
            return Ok(self.first_header(at, last, span, header));
        };
        let fault = self.refusal(&last, there);
        match (self.held(there), header) {
            (Some(Held::Table { origin: origin @ Origin::Path, .. }), Header::Table) => {
                *origin = Origin::Header;
                self.set_span(there, span);
                Ok(there)
            }
            (Some(Held::Items(_)), Header::Item) => {
                let item = self.add(None, span, Held::table(Origin::Header));
                self.append(there, item);
                self.end(there, span.end);
                Ok(item)
            }
            _ => Err(fault),
        }
    }

    fn first_header(&mut self, above: Part, key: Key, span: Span, header: Header) -> Part {
        match header {
            Header::Table => self.insert(above, key, span, Held::table(Origin::Header)),
            Header::Item => {
                let items = self.insert(above, key, span, Held::Items(Vec::new()));
                let item = self.add(None, span, Held::table(Origin::Header));
                self.append(items, item);
                item
            }
        }
    }

    /// Puts a value into the innermost `open` list or inline table, else into the table of the last header. The part is
    /// there even where its key is not free, so that what stands in it has a place.
    pub(super) fn put(
        &mut self,
        open: Option<Part>,
        mut path: Vec<Key>,
        span: Span,
        held: Held,
    ) -> Result<Part, (ProposalError, Part)> {
        let mut at = open.unwrap_or(self.current);
        let Some(last) = path.pop() else {
            let part = self.add(None, span, held);
            self.append(at, part);
            return Ok(part);
        };
        for key in path {
            at = match self.step(at, key, Origin::Dots) {
                Ok(next) => next,
                Err(error) => return Err((error, self.add(None, span, held))),
            };
        }
        if let Some(there) = self.find(at, &last) {
            let error = self.refusal(&last, there);
            return Err((error, self.add(None, span, held)));
        }
        let part = self.insert(at, last, span, held);
        self.end(part, span.end);
        Ok(part)
    }

    /// The text of a part goes on to `end`, and with it that of the tables it was stated in by dots or under their
    /// header. Brackets and braces further out end by themselves.
    pub(super) fn end(&mut self, part: Part, end: usize) {
        let mut next = Some(part);
        while let Some(stated) = next.and_then(|part| self.parts.get_mut(part.0)) {
            stated.span = Span::new(stated.span.start, end.max(stated.span.end));
            next = stated.above.filter(|above| *above == self.current || self.is_dotted(*above));
        }
    }

    fn is_dotted(&self, part: Part) -> bool {
        let held = self.parts.get(part.0).map(|stated| &stated.held);
        matches!(held, Some(Held::Table { origin: Origin::Dots, .. }))
    }

    /// One step along a path: the table under `key`, stated now if it is not yet.
    fn step(&mut self, at: Part, key: Key, origin: Origin) -> Result<Part, ProposalError> {
        let Some(there) = self.find(at, &key) else {
            let span = key.span;
            return Ok(self.insert(at, key, span, Held::table(origin)));
        };
        let by_header = origin == Origin::Path;
        match self.held(there) {
            Some(Held::Table { origin: Origin::Path | Origin::Dots, .. }) => Ok(there),
            Some(Held::Table { origin: Origin::Header, .. }) if by_header => Ok(there),
            Some(Held::Items(items)) if by_header => Ok(items.last().copied().unwrap_or(there)),
            _ => Err(self.refusal(&key, there)),
        }
    }

    fn find(&self, table: Part, key: &Key) -> Option<Part> {
        self.by_key.get(&(table, key.text.clone())).copied()
    }

    fn held(&mut self, part: Part) -> Option<&mut Held> {
        self.parts.get_mut(part.0).map(|stated| &mut stated.held)
    }

    fn refusal(&self, key: &Key, there: Part) -> ProposalError {
        let first = self.parts.get(there.0).and_then(|stated| stated.key.as_ref());
        stated_twice(key, first.unwrap_or(key))
    }

    fn set_span(&mut self, part: Part, span: Span) {
        if let Some(stated) = self.parts.get_mut(part.0) {
            stated.span = span;
        }
    }

    fn insert(&mut self, table: Part, key: Key, span: Span, held: Held) -> Part {
        let text = key.text.clone();
        let part = self.add(Some(key), span, held);
        if let Some(stated) = self.parts.get_mut(part.0) {
            stated.above = Some(table);
        }
        self.by_key.insert((table, text), part);
        self.append(table, part);
        part
    }

    fn add(&mut self, key: Option<Key>, span: Span, held: Held) -> Part {
        let part = Part(self.parts.len());
        self.parts.push(Stated { key, above: None, span, held });
        part
    }

    fn append(&mut self, to: Part, part: Part) {
        match self.held(to) {
            Some(Held::List(parts) | Held::Items(parts) | Held::Table { parts, .. }) => {
                parts.push(part)
            }
            Some(Held::Scalar { .. }) | None => {}
        }
    }

    /// Tells all parts to a document whose text is `whole`.
    pub(super) fn tell(mut self, tree: &mut Assembly<'_>, whole: Span) -> Step<()> {
        if self.parts.len() == 1 {
            return Ok(());
        }
        self.set_span(ROOT, whole);
        self.tell_part(ROOT, tree)
    }

    /// Recursion ends at the depth that the tree admits.
    fn tell_part(&mut self, part: Part, tree: &mut Assembly<'_>) -> Step<()> {
        let Some(stated) = self.parts.get_mut(part.0) else { return Ok(()) };
        let (key, span) = (stated.key.take(), stated.span);
        let parts = match std::mem::replace(&mut stated.held, Held::list()) {
            Held::Scalar { text, style } => return tree.scalar(key, span, text, style).map(drop),
            Held::List(parts) | Held::Items(parts) => {
                tree.open_list(key, span)?;
                parts
            }
            Held::Table { parts, .. } => {
                tree.open_mapping(key, span)?;
                parts
            }
        };
        for part in parts {
            self.tell_part(part, tree)?;
        }
        tree.close(span.end);
        Ok(())
    }
}
