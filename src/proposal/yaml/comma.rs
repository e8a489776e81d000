//! Values that a comma split in two: `{quota: 6,500 tons}` is a key `500 tons` with nothing under it.

use crate::proposal::document::{Content, Document, NodeId};
use crate::proposal::error::{ProposalError, ProposalErrorKind};
use crate::proposal::text::{leading_digits, trailing_digits};
use crate::source::Span;
use crate::value::ScalarStyle;

/// The values that were split among those in braces or brackets.
pub(super) fn split(document: &Document, container: NodeId) -> Vec<ProposalError> {
    let children = document.children(container);
    match document.content(container) {
        Content::Mapping(_) => in_braces(document, children),
        Content::List(_) => in_brackets(document, children),
        Content::Scalar { .. } => Vec::new(),
    }
}

/// In braces a number as a key without a value is never meant, so long as it goes on a number before it or has a unit.
fn in_braces(document: &Document, children: &[NodeId]) -> Vec<ProposalError> {
    let mut errors = Vec::new();
    let mut rest = children.iter().copied().peekable();
    while let Some(first) = rest.next() {
        let mut written = plain_value(document, first);
        let mut is_split = false;
        while let Some(key) = rest.peek().and_then(|next| lone_key(document, *next)) {
            let text = document.source().slice(key);
            let goes_on = written.is_some_and(|span| goes_on(document.source().slice(span), text));
            if !goes_on && !is_quantity(text) {
                break;
            }
            is_split = true;
            written = Some(written.map_or(key, |span| span.to(key)));
            rest.next();
        }
        if let Some(span) = written.filter(|_| is_split) {
            errors.push(fault(document, document.key(first).map(|key| key.text.clone()), span));
        }
    }
    // A lone quantity that comes first has no value before it that it could belong to.
    let first = children.first().and_then(|first| lone_key(document, *first));
    if let Some(key) = first.filter(|key| is_quantity(document.source().slice(*key))) {
        errors.push(fault(document, None, key));
    }
    errors
}

/// In brackets `[100, 200]` is a list, so only a comma without a space counts, and only with a unit or currency:
/// `[6,500 tons, 3]`.
fn in_brackets(document: &Document, children: &[NodeId]) -> Vec<ProposalError> {
    let source = document.source();
    let mut errors = Vec::new();
    let mut rest = children.iter().copied().peekable();
    while let Some(first) = rest.next() {
        let Some(start) = plain_value(document, first) else { continue };
        let mut written = start;
        while let Some(next) = rest.peek().and_then(|next| plain_value(document, *next)) {
            let tight = source.slice(Span::new(written.end, next.start)) == ",";
            if !tight || !goes_on(source.slice(written), source.slice(next)) {
                break;
            }
            written = written.to(next);
            rest.next();
        }
        let text = source.slice(written);
        let bare = text.bytes().all(|byte| byte.is_ascii_digit() || byte == b',');
        if written != start && !bare {
            errors.push(fault(document, None, written));
        }
    }
    errors
}

fn fault(document: &Document, key: Option<String>, span: Span) -> ProposalError {
    let written = document.source().slice(span).to_owned();
    ProposalError::new(ProposalErrorKind::UnquotedComma { key, written }, span)
}

/// The place of a value that is plain text on one line.
fn plain_value(document: &Document, id: NodeId) -> Option<Span> {
    let plain = matches!(document.content(id), Content::Scalar { style: ScalarStyle::Plain, .. });
    plain.then(|| document.span(id)).filter(|span| !span.is_empty())
}

/// The place of a plain key under which nothing stands.
fn lone_key(document: &Document, id: NodeId) -> Option<Span> {
    let absent = matches!(document.content(id), Content::Scalar { text, style: ScalarStyle::Null } if text.is_empty());
    let key = document.key(id).filter(|_| absent)?;
    Some(key.span)
        .filter(|span| document.source().slice(*span).starts_with(|c: char| c.is_ascii_digit()))
}

/// True where `6` and `500 tons` are one number: one to three digits, a comma, exactly three digits.
fn goes_on(before: &str, after: &str) -> bool {
    (1..=3).contains(&trailing_digits(before)) && leading_digits(after) == 3
}

/// A number and then a unit or `%`, as far as that can be told without knowing the units.
fn is_quantity(text: &str) -> bool {
    let unit = text.trim_start_matches(|c: char| c.is_ascii_digit() || c == '.').trim_start();
    unit.starts_with(|c: char| c == '%' || c.is_alphabetic())
}
