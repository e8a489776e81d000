//! One line of a source: found without reading the rest, and laid out to fit.

use crate::render::text::{char_width, is_order, push_visible};

/// Columns between tab stops.
const TAB: usize = 4;

/// A line of a source, or the stretch of a very long one around a place.
#[derive(Debug, Clone, Copy)]
pub(in crate::render) struct Line {
    /// From 1.
    pub(in crate::render) number: usize,
    /// First byte.
    pub(in crate::render) start: usize,
    /// One past the last byte, line end excluded.
    pub(in crate::render) end: usize,
    /// There is more of the line before `start`.
    pub(in crate::render) cut_left: bool,
    /// There is more of the line after `end`.
    pub(in crate::render) cut_right: bool,
    /// Where the next line begins, where there is one.
    pub(in crate::render) next: Option<usize>,
}

impl Line {
    /// The line around `offset`, looking at most `reach` bytes to each side: a source may be one
    /// line of 30 MB, and a report may point into it a thousand times.
    pub(in crate::render) fn at(text: &str, offset: usize, number: usize, reach: usize) -> Self {
        let offset = boundary(text, offset);
        let low = boundary(text, offset.saturating_sub(reach));
        let high = boundary(text, offset.saturating_add(reach));
        let before = text.get(low..offset).unwrap_or_default();
        let after = text.get(offset..high).unwrap_or_default();
        let newline = before.rfind('\n');
        let mut start = newline.map_or(low, |at| low + at + 1);
        if start == 0 && text.starts_with('\u{feff}') {
            start = '\u{feff}'.len_utf8().min(offset.max('\u{feff}'.len_utf8()));
        }
        let stop = after.find('\n').map(|at| offset + at);
        let end = stop.unwrap_or(high).max(start);
        let shown = text.get(start..end).unwrap_or_default();
        Self {
            number,
            start,
            end: if stop.is_some() && shown.ends_with('\r') { end - 1 } else { end },
            cut_left: newline.is_none() && low > 0,
            cut_right: stop.is_none() && high < text.len(),
            next: stop.map(|at| at + 1),
        }
    }

    /// True where the line was found from end to end.
    pub(in crate::render) fn is_whole(&self) -> bool {
        !self.cut_left && !self.cut_right
    }

    /// The stretch that covers both, of two views of one line.
    pub(in crate::render) fn joined(self, other: Self) -> Self {
        let left = if other.start < self.start { other } else { self };
        let right = if other.end > self.end { other } else { self };
        Self { start: left.start, cut_left: left.cut_left, ..right }
    }

    pub(in crate::render) fn text(self, text: &str) -> &str {
        text.get(self.start..self.end).unwrap_or_default()
    }
}

/// The nearest place at or before `offset` where a character begins.
pub(in crate::render) fn boundary(text: &str, offset: usize) -> usize {
    let mut at = offset.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

/// A line as it is drawn, and where its bytes went.
#[derive(Debug, Default)]
pub(super) struct Drawn {
    pub(super) text: String,
    /// For each character: its offset in the source, its offset in `text`.
    map: Vec<(usize, usize)>,
    /// Something of the line is missing.
    pub(super) cut: bool,
}

impl Drawn {
    /// Where a byte of the source stands in the drawn text; of what was cut away, the nearest end.
    pub(super) fn offset(&self, source: usize) -> usize {
        let after = self.map.partition_point(|(from, _)| *from < source);
        self.map.get(after).or(self.map.last()).map_or(self.text.len(), |(_, to)| *to)
    }
}

/// What of a line must be seen: from where to where, in bytes of the source.
#[derive(Debug, Clone, Copy)]
pub(super) struct Focus {
    pub(super) start: usize,
    pub(super) end: usize,
    /// Columns its label would like to have.
    pub(super) label: usize,
}

/// Draws a line in at most `room` columns: tabs are spaces, hidden characters are escapes, and what
/// does not fit is cut around the focus, with `dots` where something is missing.
pub(super) fn draw(text: &str, line: Line, focus: Option<Focus>, room: usize, dots: &str) -> Drawn {
    let start = focus.map_or(line.start, |focus| first_shown(text, line, focus, room));
    let mut drawn = Drawn::default();
    let mut columns = 0;
    drawn.cut = start > line.start || line.cut_left;
    if drawn.cut {
        drawn.text.push_str(dots);
        columns += dots.chars().count();
    }
    let rest = text.get(start..line.end).unwrap_or_default();
    // Where something is cut at the right, the dots need room too.
    let fits = !line.cut_right && columns + columns_of(rest, room) <= room;
    let limit = if fits { room } else { room.saturating_sub(dots.chars().count()) };
    let mut at = start;
    for c in rest.chars() {
        let piece = piece(text.get(at..).unwrap_or_default(), c, columns);
        let wide: usize = piece.chars().map(char_width).sum();
        if columns + wide > limit {
            break;
        }
        drawn.map.push((at, drawn.text.len()));
        drawn.text.push_str(&piece);
        columns += wide;
        at += c.len_utf8();
    }
    drawn.map.push((at, drawn.text.len()));
    if !fits {
        drawn.cut = true;
        drawn.text.push_str(dots);
    }
    drawn
}

/// The first byte to draw, so that the focus and its label find room.
fn first_shown(text: &str, line: Line, focus: Focus, room: usize) -> usize {
    let before = text.get(line.start..focus.start).unwrap_or_default();
    let inside = text.get(focus.start..focus.end.min(line.end)).unwrap_or_default();
    let lead = columns_of(before, room);
    let middle = lead + columns_of(inside, room) / 2;
    let wanted = focus.label.min(room / 3) + 6;
    let whole = columns_of(line.text(text), room);
    if !line.cut_left && middle + wanted <= room && (whole <= room || lead <= room / 2) {
        return line.start;
    }
    let mut left = room / 4;
    let mut from = focus.start;
    for (at, c) in before.char_indices().rev() {
        let Some(rest) = left.checked_sub(piece("", c, 0).chars().map(char_width).sum()) else {
            break;
        };
        left = rest;
        from = line.start + at;
    }
    from
}

/// Columns of a text as it is drawn; stops counting soon after `enough`.
pub(super) fn columns_of(text: &str, enough: usize) -> usize {
    let mut columns = 0;
    for (at, c) in text.char_indices() {
        columns += piece(text.get(at..).unwrap_or_default(), c, columns)
            .chars()
            .map(char_width)
            .sum::<usize>();
        if columns > enough {
            break;
        }
    }
    columns
}

/// One character, with which `rest` begins, as it is drawn at a column.
fn piece(rest: &str, c: char, column: usize) -> String {
    let mut out = String::new();
    if is_order(rest) {
        out.extend(c.escape_unicode());
    } else if c == '\t' {
        out.extend(std::iter::repeat_n(' ', TAB - column % TAB));
    } else {
        push_visible(&mut out, c);
    }
    out
}
