//! Excerpts: the few lines of a source that a report points at, as a source of their own.
//!
//! miette finds a place by reading its source from the start, prints lines whole and raw, and knows
//! one source for each diagnostic. An [`Excerpt`] answers all three. It is a source that holds only
//! the lines around the places, drawn to fit and made harmless, and that says of each place where it
//! truly stands. Several stretches, also of several files, are kept as windows that lie one after
//! the other with a gap between them; a span from one window into the next is refused, and so miette
//! draws each under its own heading.

pub(super) mod line;

use std::collections::BTreeMap;

use miette::{LabeledSpan, MietteError, MietteSpanContents, SourceCode, SourceSpan, SpanContents};

use self::line::{Drawn, Focus, Line, boundary, columns_of, draw};
use super::text;
use crate::report::Place;
use crate::source::SharedSource;

/// A place to show.
#[derive(Debug)]
pub(super) struct Mark<'a> {
    /// The text it is in.
    pub(super) source: &'a SharedSource,
    /// Where.
    pub(super) place: &'a Place,
    /// What is said of it.
    pub(super) label: Option<String>,
    /// A place of more lines than this is shown by its first line.
    pub(super) lines: usize,
    /// True to show the lines around it.
    pub(super) context: bool,
}

/// What excerpts have to fit into.
#[derive(Debug, Clone, Copy)]
pub(super) struct Frame {
    /// Columns in all.
    pub(super) width: usize,
    /// What stands for text that was cut.
    pub(super) dots: &'static str,
}

/// Lines around places, as a source for miette.
#[derive(Debug, Default)]
pub(super) struct Excerpt {
    windows: Vec<Window>,
    labels: Vec<LabeledSpan>,
    /// The marks of which not everything is to be seen, by their number.
    cut: Vec<usize>,
}

/// Lines that follow each other.
#[derive(Debug)]
struct Window {
    name: String,
    /// Where its text begins, counted through all windows.
    start: usize,
    text: String,
    /// Number of its first line, from 0.
    first: usize,
    /// The marked spans, with the line and column, from 0, at which they stand in the file.
    places: Vec<(SourceSpan, usize, usize)>,
}

impl Excerpt {
    /// The excerpt of some places; the first of them is the one that the heading names.
    pub(super) fn new(marks: &[Mark], frame: Frame) -> Self {
        let mut drafts: Vec<Draft> = Vec::new();
        for (number, mark) in marks.iter().enumerate() {
            let view = View::of(mark, number, frame);
            match drafts.iter_mut().find(|draft| draft.takes(&view, frame)) {
                Some(draft) => draft.add(view),
                None => drafts.push(Draft::new(view)),
            }
        }
        let mut excerpt = Self::default();
        for draft in drafts {
            excerpt.push(&draft, frame);
        }
        excerpt
    }

    /// The labels, by their offset in the excerpt; those of the first window first.
    pub(super) fn labels(&self) -> &[LabeledSpan] {
        &self.labels
    }

    /// True where something of a mark's lines had to be left out, by its number among the marks.
    pub(super) fn is_cut(&self, mark: usize) -> bool {
        self.cut.contains(&mark)
    }

    fn push(&mut self, draft: &Draft, frame: Frame) {
        let start = self.windows.last().map_or(0, |last| last.start + last.text.len() + 1);
        let layout = Layout::of(draft, start, frame);
        let mut places = Vec::new();
        for view in &draft.views {
            let span = layout.span(view);
            let label = view.mark.label.as_ref().map(|label| layout.label(label, span, view));
            let primary = places.is_empty();
            let labelled = if primary {
                LabeledSpan::new_primary_with_span(label, span)
            } else {
                LabeledSpan::new_with_span(label, span)
            };
            if !self.labels.contains(&labelled) {
                self.labels.push(labelled);
            }
            if view.shortened || layout.is_cut(view) {
                self.cut.push(view.number);
            }
            let place = view.mark.place;
            places.push((span, place.line.saturating_sub(1), place.column.saturating_sub(1)));
        }
        let name = layout.name(draft);
        let first = draft.first().saturating_sub(1);
        self.windows.push(Window { name, start, text: layout.text, first, places });
    }
}

impl SourceCode for Excerpt {
    fn read_span<'a>(
        &'a self,
        span: &SourceSpan,
        before: usize,
        after: usize,
    ) -> Result<Box<dyn SpanContents<'a> + 'a>, MietteError> {
        let end = span.offset() + span.len();
        let window = self
            .windows
            .iter()
            .find(|window| window.start <= span.offset() && end <= window.start + window.text.len())
            .ok_or(MietteError::OutOfBounds)?;
        let whole = SourceSpan::from((window.start, window.text.len()));
        // Without lines around it, a place is asked for the position in its heading; with them,
        // the answer is all that is to be drawn.
        let known = window.places.iter().find(|(place, _, _)| place == span);
        let (line, column) = match known {
            Some((_, line, column)) if before == 0 && after == 0 => (*line, *column),
            _ => (window.first, 0),
        };
        Ok(Box::new(MietteSpanContents::new_named(
            window.name.clone(),
            window.text.as_bytes(),
            whole,
            line,
            column,
            window.text.lines().count(),
        )))
    }
}

/// A mark with the lines it needs.
#[derive(Debug)]
struct View<'a> {
    mark: &'a Mark<'a>,
    /// Which of the marks it is.
    number: usize,
    /// True where it is shown by its first line only.
    shortened: bool,
    /// The bytes that are marked.
    start: usize,
    end: usize,
    /// The lines that are marked.
    own: Vec<Line>,
    /// The lines around them.
    around: Vec<Line>,
}

impl<'a> View<'a> {
    fn of(mark: &'a Mark<'a>, number: usize, frame: Frame) -> Self {
        let all = mark.source.text();
        // Far more than a line of the terminal can show, far less than a file may hold.
        let reach = frame.width * 8;
        let start = boundary(all, mark.place.offset);
        let marked = boundary(all, mark.place.offset.saturating_add(mark.place.length));
        let first = Line::at(all, start, mark.place.line, reach);
        let (own, end) = Self::marked_lines(all, mark, first, marked, reach);
        let last = own.last().copied().unwrap_or(first);
        let around = if mark.context { neighbours(all, first, last, reach) } else { Vec::new() };
        let shortened = end < trimmed(all, start, marked);
        let (start, end) = (start.max(first.start), end.max(start));
        Self { mark, number, shortened, start, end, own, around }
    }

    /// The lines of a place, or only the first where they are too many or too long.
    fn marked_lines(
        all: &str,
        mark: &Mark,
        first: Line,
        end: usize,
        reach: usize,
    ) -> (Vec<Line>, usize) {
        let mut own = vec![first];
        let mut last = first;
        while let Some(next) = last.next.filter(|next| *next < end) {
            last = Line::at(all, next, last.number + 1, reach);
            if own.len() == mark.lines || !last.is_whole() {
                own.truncate(1);
                return (own, trimmed(all, mark.place.offset, first.end));
            }
            own.push(last);
        }
        // A mapping's span may end with the line end or blank lines after it: these are not meant.
        let end = trimmed(all, mark.place.offset, end.min(last.end));
        own.retain(|line| line.number == first.number || line.start < end);
        (own, end)
    }
}

/// The end of a stretch without the white space it ends with.
fn trimmed(all: &str, start: usize, end: usize) -> usize {
    let start = boundary(all, start);
    start + all.get(start..end).unwrap_or_default().trim_end().len()
}

/// The line before and the line after, where they are of any use.
fn neighbours(all: &str, first: Line, last: Line, reach: usize) -> Vec<Line> {
    let mut around = Vec::new();
    if !first.is_whole() {
        return around;
    }
    if let (Some(before), Some(number)) = (first.start.checked_sub(1), first.number.checked_sub(1))
    {
        let line = Line::at(all, before, number, reach);
        if number > 0 && !line.cut_left && !line.text(all).trim().is_empty() {
            around.push(line);
        }
    }
    if let Some(after) = last.next.filter(|after| *after < all.len()) {
        let line = Line::at(all, after, last.number + 1, reach);
        if !line.text(all).trim().is_empty() {
            around.push(line);
        }
    }
    around
}

/// A window before it is drawn.
#[derive(Debug)]
struct Draft<'a> {
    views: Vec<View<'a>>,
    /// By number, without a gap.
    lines: BTreeMap<usize, Line>,
}

impl<'a> Draft<'a> {
    fn new(view: View<'a>) -> Self {
        let mut draft = Self { views: Vec::new(), lines: BTreeMap::new() };
        draft.add(view);
        draft
    }

    fn add(&mut self, view: View<'a>) {
        for line in view.own.iter().chain(&view.around) {
            let known = self.lines.entry(line.number).or_insert(*line);
            *known = known.joined(*line);
        }
        self.views.push(view);
    }

    fn first(&self) -> usize {
        self.lines.keys().next().copied().unwrap_or_default()
    }

    fn last(&self) -> usize {
        self.lines.keys().next_back().copied().unwrap_or_default()
    }

    /// True where a view can be drawn in this window: its lines follow on, and no line of it would
    /// have to show two places that lie further apart than it is wide.
    fn takes(&self, view: &View, frame: Frame) -> bool {
        let Some(mine) = self.views.first() else { return true };
        let numbers = || view.own.iter().chain(&view.around).map(|line| line.number);
        let (Some(low), Some(high)) = (numbers().min(), numbers().max()) else { return false };
        let follows = low <= self.last() + 1 && self.first() <= high + 1;
        let same = mine.mark.source.name() == view.mark.source.name();
        same && follows && self.views.iter().all(|other| !clash(other, view, frame))
    }

    /// What of a line must be seen.
    fn focus(&self, line: &Line) -> Option<Focus> {
        let on = |view: &&View| view.own.iter().any(|own| own.number == line.number);
        self.views.iter().filter(on).fold(None, |sum: Option<Focus>, view| {
            let (start, end) = (view.start.max(line.start), view.end.min(line.end));
            let label = view.mark.label.as_deref().map_or(0, text::width);
            Some(match sum {
                None => Focus { start, end, label },
                Some(sum) => Focus {
                    start: sum.start.min(start),
                    end: sum.end.max(end),
                    label: sum.label.max(label),
                },
            })
        })
    }
}

/// True where two places are on one line that cannot show both.
fn clash(one: &View, other: &View, frame: Frame) -> bool {
    let (Some(here), Some(there)) = (one.own.first(), other.own.first()) else { return false };
    if here.number != there.number {
        return false;
    }
    let all = one.mark.source.text();
    let room = frame.width / 2;
    let fits = here.is_whole() && columns_of(here.text(all), frame.width) + 12 <= frame.width;
    let (low, high) = (one.start.min(other.start), one.end.max(other.end));
    let near = high - low <= frame.width * 4
        && columns_of(all.get(low..high).unwrap_or_default(), room) <= room;
    !fits && !near
}

/// A window as it is drawn.
struct Layout {
    start: usize,
    text: String,
    lines: BTreeMap<usize, (usize, Drawn)>,
    /// Columns beside the line numbers.
    room: usize,
    /// Columns that the lines' numbers and the frame take.
    margin: usize,
    dots: &'static str,
}

impl Layout {
    fn of(draft: &Draft, start: usize, frame: Frame) -> Self {
        let digits = draft.last().to_string().len();
        let spanning = draft.views.iter().filter(|view| view.own.len() > 1).count();
        let gutter = if spanning == 0 { 0 } else { spanning + 3 };
        let margin = digits + 4 + gutter;
        let room = frame.width.saturating_sub(margin + 1);
        let mut text = String::new();
        let mut lines = BTreeMap::new();
        for (number, line) in &draft.lines {
            let Some(view) = draft.views.first() else { break };
            let all = view.mark.source.text();
            let mut drawn = draw(all, *line, draft.focus(line), room, frame.dots);
            let needs_room = |view: &View| {
                view.start == line.end && drawn.offset(view.start) == drawn.text.len()
            };
            if draft.views.iter().any(needs_room) {
                // An empty place at the end of a line needs a character to stand under.
                drawn.text.push(' ');
            }
            let at = text.len();
            text.push_str(&drawn.text);
            text.push('\n');
            lines.insert(*number, (at, drawn));
        }
        Self { start, text, lines, room, margin, dots: frame.dots }
    }

    /// Where a view is marked in the drawn text: at least one character.
    fn span(&self, view: &View) -> SourceSpan {
        let place = |line: Option<&Line>, offset: usize| {
            let drawn = line.and_then(|line| self.lines.get(&line.number));
            drawn.map_or(0, |(at, drawn)| at + drawn.offset(offset))
        };
        let start = place(view.own.first(), view.start);
        let end = place(view.own.last(), view.end);
        let next = self.text.get(start..).and_then(|rest| rest.chars().next());
        let least = next.filter(|c| *c != '\n').map_or(0, char::len_utf8);
        SourceSpan::from((self.start + start, end.saturating_sub(start).max(least)))
    }

    /// True where not all of a view's lines is to be seen.
    fn is_cut(&self, view: &View) -> bool {
        let drawn = |line: &Line| self.lines.get(&line.number).is_some_and(|(_, line)| line.cut);
        view.own.iter().any(drawn)
    }

    /// A label folded into the columns that are left at its place.
    fn label(&self, label: &str, span: SourceSpan, view: &View) -> String {
        let label = text::clean(label);
        let from = span.offset().saturating_sub(self.start);
        let before = self.text.get(..from).unwrap_or_default();
        let line = before.rsplit('\n').next().unwrap_or_default();
        let marked = self.text.get(from..from + span.len()).unwrap_or_default();
        let column = match view.own.len() {
            0 | 1 => text::width(line) + text::width(marked) / 2,
            _ => 0,
        };
        let room = self.room.saturating_sub(column + 4).max(8);
        text::fold(&label, "", "", room)
    }

    /// The file's name, cut where its heading would be too wide.
    fn name(&self, draft: &Draft) -> String {
        let name = draft.views.first().map_or("", |view| view.mark.source.name());
        let position = draft.views.first().map_or(0, |view| {
            view.mark.place.line.to_string().len() + view.mark.place.column.to_string().len() + 2
        });
        let room = (self.room + self.margin).saturating_sub(self.margin + 4 + position);
        text::keep_end(&text::clean(name), room.max(8), self.dots)
    }
}
