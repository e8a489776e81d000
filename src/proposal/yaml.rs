//! YAML 1.2, core schema. Scalars and keys stay as they were written: `0201.30`, `NO` and `on` are what they look like.

mod aliases;
mod comma;
mod fault;
mod pieces;
mod places;

use std::borrow::Cow;

use saphyr_parser::{Event, Parser, ScalarStyle as Written, Tag};

use self::aliases::{Anchored, Anchors};
use self::places::Places;
use super::assembly::{Assembly, Step};
use super::document::Key;
use super::error::{ProposalError, ProposalErrorKind, Relation};
use super::text::word_at;
use super::{Limits, Outcome};
use crate::source::{SharedSource, Span};
use crate::value::ScalarStyle;

/// Reads all documents of a file that hold anything. Each is read by itself: a line that starts with `---` always starts
/// a document, whatever is wrong before it.
pub(super) fn read(source: &SharedSource, limits: &Limits) -> Vec<Outcome> {
    let mut outcomes = Vec::new();
    for piece in pieces::pieces(source.text()) {
        outcomes.extend(document(source, piece, outcomes.len(), limits));
    }
    outcomes
}

/// Reads one document; `None` where it is empty.
fn document(source: &SharedSource, piece: Span, number: usize, limits: &Limits) -> Option<Outcome> {
    let text = source.slice(piece);
    let mut reader = Reader {
        places: Places::new(text, piece.start),
        source,
        tree: Assembly::new(source, number, limits),
        open: Vec::new(),
        anchors: Anchors::default(),
    };
    let outcome = match fault::unprintable(text, piece.start) {
        Some(error) => Err(error),
        None => reader.events(Parser::new_from_str(text), limits),
    };
    if outcome.is_ok() && reader.tree.is_untouched() {
        return None;
    }
    Some(reader.tree.finish(outcome))
}

struct Reader<'s, 'l> {
    places: Places<'s>,
    source: &'s SharedSource,
    tree: Assembly<'l>,
    open: Vec<Container>,
    anchors: Anchors,
}

/// A mapping or list that is open.
struct Container {
    is_mapping: bool,
    /// The key that waits for its value.
    key: Option<Key>,
    /// Its anchor, 0 for none.
    anchor: usize,
    /// In braces or brackets.
    flow: bool,
    /// Where what was last read in it ends.
    end: usize,
}

/// A scalar as it was written.
struct Scalar<'e> {
    text: Cow<'e, str>,
    style: ScalarStyle,
    anchor: usize,
    /// Nothing stands there at all.
    absent: bool,
    span: Span,
}

impl<'s> Reader<'s, '_> {
    fn events<I: saphyr_parser::Input>(
        &mut self,
        mut parser: Parser<'s, I>,
        limits: &Limits,
    ) -> Step<()> {
        while let Some(event) = parser.next_event() {
            let (event, span) = event.map_err(|error| {
                let at = self.places.byte(error.marker().index());
                fault::fault(error.info(), self.source.text(), at, limits.depth)
            })?;
            self.event(event, self.places.span(&span))?;
        }
        Ok(())
    }

    fn event(&mut self, event: Event<'_>, span: Span) -> Step<()> {
        match event {
            Event::Scalar(text, written, anchor, tag) => {
                let scalar = self.scalar(text, written, anchor, tag.as_deref(), span)?;
                self.take_scalar(scalar)
            }
            Event::MappingStart(anchor, tag) => self.open(true, anchor, tag.as_deref(), span),
            Event::SequenceStart(anchor, tag) => self.open(false, anchor, tag.as_deref(), span),
            Event::MappingEnd | Event::SequenceEnd => {
                self.close(span);
                Ok(())
            }
            Event::Alias(anchor) => self.alias(anchor, span),
            Event::Nothing
            | Event::StreamStart
            | Event::StreamEnd
            | Event::DocumentStart(_)
            | Event::DocumentEnd => Ok(()),
        }
    }

    fn scalar<'e>(
        &self,
        text: Cow<'e, str>,
        written: Written,
        anchor: usize,
        tag: Option<&Tag>,
        span: Span,
    ) -> Step<Scalar<'e>> {
        let forced = match tag {
            Some(tag) => self.check_tag(tag, &["!", "tag:yaml.org,2002:str"], span)?,
            None => false,
        };
        let plain = written == Written::Plain;
        let absent = plain && text.is_empty();
        let style = if plain && !forced { plain_style(&text) } else { ScalarStyle::Quoted };
        let span = if absent {
            self.empty_place(span, anchor > 0 || forced)
        } else {
            self.bare(span, anchor > 0 || forced)
        };
        Ok(Scalar { text, style, anchor, absent: absent && !forced, span })
    }

    /// True for a tag that is understood here, an error for any other.
    fn check_tag(&self, tag: &Tag, known: &[&str], span: Span) -> Step<bool> {
        let full = format!("{}{}", tag.handle, tag.suffix);
        if known.contains(&full.as_str()) {
            return Ok(true);
        }
        let place = self.places.find_tag(span);
        let kind = ProposalErrorKind::YamlTag { tag: self.source.slice(place).to_owned() };
        Err(ProposalError::new(kind, place))
    }

    /// The place of a value without the anchor and tag before it and the blanks after it.
    fn bare(&self, span: Span, marked: bool) -> Span {
        let start = if marked { self.places.after_marks(span) } else { span.start };
        let length = self.source.slice(Span::new(start, span.end)).trim_end().len();
        Span::new(start, start + length)
    }

    /// The place where a value could have been stated: after the key, or after the marks that stand for it.
    fn empty_place(&self, span: Span, marked: bool) -> Span {
        let after_key =
            self.open.last().and_then(|container| container.key.as_ref()).map(|key| key.span.end);
        let at = match after_key {
            Some(at) if !marked => at,
            _ if marked => span.start + self.source.slice(span).trim_end().len(),
            _ => span.start,
        };
        Span::new(at, at)
    }

    fn take_scalar(&mut self, scalar: Scalar<'_>) -> Step<()> {
        if self.expects_key() {
            return self.take_key(scalar);
        }
        if self.open.is_empty() && scalar.absent {
            return Ok(());
        }
        let key = self.key_of_value(scalar.span);
        let id = self.tree.scalar(key, scalar.span, scalar.text.into_owned(), scalar.style)?;
        self.anchors.set(scalar.anchor, Anchored::Nodes(id.place()..self.tree.len()));
        Ok(())
    }

    fn take_key(&mut self, scalar: Scalar<'_>) -> Step<()> {
        if scalar.absent {
            let place = word_at(self.source.text(), scalar.span.start);
            return Err(ProposalError::new(ProposalErrorKind::YamlKeyMissing, place));
        }
        if scalar.text == "<<" && scalar.style == ScalarStyle::Plain {
            return Err(ProposalError::new(ProposalErrorKind::YamlMergeKey, scalar.span));
        }
        let text = scalar.text.into_owned();
        self.anchors.set(scalar.anchor, Anchored::Key(text.clone(), scalar.style));
        self.set_key(Key::new(text, scalar.span));
        Ok(())
    }

    fn set_key(&mut self, key: Key) {
        if let Some(container) = self.open.last_mut() {
            container.end = key.span.end;
            container.key = Some(key);
        }
    }

    fn expects_key(&self) -> bool {
        self.open.last().is_some_and(|container| container.is_mapping && container.key.is_none())
    }

    /// The key under which a value at `span` stands.
    fn key_of_value(&mut self, span: Span) -> Option<Key> {
        let container = self.open.last_mut()?;
        container.end = container.end.max(span.end);
        container.key.take()
    }

    fn open(&mut self, is_mapping: bool, anchor: usize, tag: Option<&Tag>, span: Span) -> Step<()> {
        let known = if is_mapping { "tag:yaml.org,2002:map" } else { "tag:yaml.org,2002:seq" };
        let marked = match tag {
            Some(tag) => self.check_tag(tag, &[known], span)?,
            None => anchor > 0,
        };
        let start = if marked { self.places.after_marks(span) } else { span.start };
        if self.expects_key() {
            let place = word_at(self.source.text(), start);
            return Err(ProposalError::new(ProposalErrorKind::YamlKeyIsNoText, place));
        }
        let bracket = if is_mapping { "{" } else { "[" };
        let flow = self.source.slice(Span::new(start, start + 1)) == bracket;
        // Where a block ends is known when it does; until then its first word stands for it.
        let span =
            if flow { Span::new(start, start + 1) } else { word_at(self.source.text(), start) };
        let key = self.key_of_value(span);
        let id = if is_mapping {
            self.tree.open_mapping(key, span)?
        } else {
            self.tree.open_list(key, span)?
        };
        self.anchors.set(anchor, Anchored::Open(id.place(), span));
        self.open.push(Container { is_mapping, key: None, anchor, flow, end: span.end });
        Ok(())
    }

    fn close(&mut self, span: Span) {
        let Some(container) = self.open.pop() else { return };
        // A block ends with the last thing in it, not where the next one starts.
        let end = if container.flow { span.end } else { container.end };
        let split = match self.tree.innermost() {
            Some(id) if container.flow => comma::split(self.tree.so_far(), id),
            _ => Vec::new(),
        };
        if split.is_empty() {
            self.tree.close(end);
        } else {
            self.tree.close_as_it_is(end);
        }
        split.into_iter().for_each(|error| self.tree.fail(error));
        self.anchors.close(container.anchor, self.tree.len());
        if let Some(above) = self.open.last_mut() {
            above.end = above.end.max(end);
        }
    }

    fn alias(&mut self, anchor: usize, span: Span) -> Step<()> {
        let anchored = self.anchors.get(anchor);
        if self.expects_key() {
            let text = match anchored {
                Some(Anchored::Key(text, _)) => Some(text),
                Some(Anchored::Nodes(nodes)) => self.tree.text_of(nodes.start).map(str::to_owned),
                Some(Anchored::Open(..)) | None => None,
            };
            let Some(text) = text else {
                return Err(ProposalError::new(ProposalErrorKind::YamlKeyIsNoText, span));
            };
            self.set_key(Key::new(text, span));
            return Ok(());
        }
        let key = self.key_of_value(span);
        match anchored {
            Some(Anchored::Nodes(nodes)) => self.tree.copy(nodes, key, span),
            Some(Anchored::Key(text, style)) => self.tree.scalar(key, span, text, style).map(drop),
            Some(Anchored::Open(_, first)) => {
                let error = ProposalError::new(ProposalErrorKind::YamlAliasOfItself, span);
                Err(error.with(first, Relation::Anchor))
            }
            None => Ok(()),
        }
    }
}

/// What a plain scalar is in the core schema. Numbers stay text: what they mean is for the values to say.
fn plain_style(text: &str) -> ScalarStyle {
    match text {
        "" | "~" | "null" | "Null" | "NULL" => ScalarStyle::Null,
        "true" | "True" | "TRUE" => ScalarStyle::Bool(true),
        "false" | "False" | "FALSE" => ScalarStyle::Bool(false),
        _ => ScalarStyle::Plain,
    }
}
