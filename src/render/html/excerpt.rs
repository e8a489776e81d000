//! The lines of a source around a place, the place marked.

use maud::{Markup, html};

use super::prose;
use crate::render::excerpt::line::{Line, boundary};
use crate::render::text::shown;
use crate::render::{Sources, words};
use crate::report::Place;
use crate::source::Source;

/// Of a line of 30 MB, so many bytes to each side of the place.
const REACH: usize = 160;

/// A place with its lines, or its position alone where the text is not at hand. A place of more
/// lines than `most` is shown by its first ones.
pub(super) fn excerpt(kind: &str, place: &Place, most: usize, sources: &Sources) -> Markup {
    html! {
        figure {
            figcaption { span { (kind) } " " code { (words::position(place)) } }
            @if let Some(source) = sources.get(&place.file) { (lines(source, place, most)) }
            @if let Some(label) = &place.label { p.label { (prose(label)) } }
        }
    }
}

fn lines(source: &Source, place: &Place, most: usize) -> Markup {
    let all = source.text();
    let start = boundary(all, place.offset);
    let end = boundary(all, place.offset.saturating_add(place.length));
    let end = start + all.get(start..end).unwrap_or_default().trim_end().len();
    let (own, more) = marked(all, start, end, place.line, most);
    let first = own.first().copied();
    let before = first.and_then(|first| previous(all, first));
    let after = own.last().filter(|_| !more).and_then(|last| following(all, *last));
    html! {
        pre {
            @for line in before.iter().chain(&own).chain(&after) { (drawn(all, line, start, end)) }
            @if more { span.l { span.n { } "…" } }
        }
    }
}

/// The lines of a place, and whether there are more.
fn marked(all: &str, start: usize, end: usize, number: usize, most: usize) -> (Vec<Line>, bool) {
    let mut line = Line::at(all, start, number, REACH);
    let mut own = vec![line];
    while let Some(next) = line.next.filter(|next| *next < end) {
        if own.len() == most {
            return (own, true);
        }
        line = Line::at(all, next, line.number + 1, REACH);
        own.push(line);
    }
    (own, false)
}

fn previous(all: &str, first: Line) -> Option<Line> {
    let end = first.start.checked_sub(1).filter(|_| !first.cut_left && first.number > 1)?;
    useful(all, Line::at(all, end, first.number - 1, REACH))
}

fn following(all: &str, last: Line) -> Option<Line> {
    let start = last.next.filter(|next| *next < all.len())?;
    useful(all, Line::at(all, start, last.number + 1, REACH))
}

fn useful(all: &str, line: Line) -> Option<Line> {
    Some(line).filter(|line| !line.text(all).trim().is_empty())
}

/// One line in three pieces, the middle one marked.
fn drawn(all: &str, line: &Line, start: usize, end: usize) -> Markup {
    let from = start.clamp(line.start, line.end);
    let to = end.clamp(from, line.end);
    let touched = start < line.end.max(line.start + 1) && (end > line.start || start >= line.start);
    let piece = |from: usize, to: usize| shown(all.get(from..to).unwrap_or_default());
    let (before, inside, after) = if touched {
        (piece(line.start, from), piece(from, to), piece(to, line.end))
    } else {
        (piece(line.start, line.end), String::new(), String::new())
    };
    html! {
        span.l {
            span.n { (line.number) }
            span.t {
                @if line.cut_left { "…" }
                (before)
                @if !inside.is_empty() { mark { (inside) } }
                (after)
                @if line.cut_right { "…" }
            }
        }
    }
}
