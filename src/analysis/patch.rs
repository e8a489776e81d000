//! A proposal changed at its own bytes: comments and layout stay, and what is added takes the style of what stands beside it.

use super::deal::{Deal, Term, scalar};
use super::sketch::{Sketch, Spot, Was};
use crate::proposal::{Content, Document, Format, NodeId};
use crate::source::Span;
use crate::value::{ScalarStyle, Value};

/// One change.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// Where.
    pub spot: Spot,
    /// As it was written; `None` where nothing was there.
    pub from: Option<String>,
    /// As it is written now.
    pub to: String,
    /// The bytes of the file that it takes the place of.
    pub span: Span,
}

/// A changed text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Patched {
    /// The whole text.
    pub text: String,
    /// What was changed, in the order of the text.
    pub changes: Vec<Change>,
}

/// A change that this format has no place for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NoPlace {
    /// What should have been written, and where it belongs.
    pub spot: Spot,
}

struct Edit {
    span: Span,
    text: String,
    change: Change,
}

/// Writes a deal into the proposal that it started from.
///
/// # Errors
/// The first term that could not be written in this format.
pub fn patch(
    document: &Document,
    format: Format,
    sketch: &Sketch,
    deal: &Deal,
) -> Result<Patched, NoPlace> {
    let writer = Writer { document, format, sketch, deal };
    let mut edits = Vec::new();
    writer.visit(sketch.root(), &mut edits)?;
    edits.sort_by_key(|edit| (edit.span.start, edit.span.end));
    let source = document.source().text();
    let mut text = String::with_capacity(source.len());
    let mut at = 0;
    for edit in &edits {
        text.push_str(source.get(at..edit.span.start).unwrap_or_default());
        text.push_str(&edit.text);
        at = edit.span.end;
    }
    text.push_str(source.get(at..).unwrap_or_default());
    Ok(Patched { text, changes: edits.into_iter().map(|edit| edit.change).collect() })
}

struct Writer<'w> {
    document: &'w Document,
    format: Format,
    sketch: &'w Sketch,
    deal: &'w Deal,
}

/// How a mapping is laid out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Layout {
    /// A line for each key, indented so far.
    Lines(usize),
    /// Between braces.
    Braces,
}

impl Writer<'_> {
    fn visit(&self, at: Spot, edits: &mut Vec<Edit>) -> Result<(), NoPlace> {
        let mut added = Vec::new();
        for child in self.sketch.children(at) {
            match (self.sketch.origin(*child), self.deal.term(*child)) {
                (None, Term::Missing | Term::Kept) => {}
                (None, Term::Nothing | Term::Mapping | Term::Value(_)) => added.push(*child),
                (Some(_), Term::Kept | Term::Missing) => {}
                (Some(node), Term::Mapping) => match self.sketch.was(*child) {
                    Was::Scalar(_) => edits.push(self.replaced(*child, node)?),
                    Was::Nothing | Was::Mapping | Was::List => self.visit(*child, edits)?,
                },
                (Some(node), Term::Nothing | Term::Value(_)) => {
                    edits.push(self.replaced(*child, node)?)
                }
            }
        }
        if !added.is_empty() {
            edits.extend(self.added(at, &added)?);
        }
        Ok(())
    }

    fn source(&self) -> &str {
        self.document.source().text()
    }

    fn slice(&self, span: Span) -> &str {
        self.document.source().slice(span)
    }

    /// A value that takes the place of another.
    fn replaced(&self, spot: Spot, node: NodeId) -> Result<Edit, NoPlace> {
        let span = self.document.span(node);
        let was = self.slice(span).trim_end();
        let span = Span::new(span.start, span.start + was.len());
        if was.is_empty() {
            return self.filled(spot, node);
        }
        let scalar = matches!(self.document.content(node), Content::Scalar { .. });
        // a table of TOML starts with `[`, too, but holds keys
        let listed = matches!(self.document.content(node), Content::List(_));
        let bracketed = was.starts_with('{') || (was.starts_with('[') && listed);
        if !scalar && !bracketed {
            return self.emptied(spot, node, span);
        }
        let text = self.value(spot, Some(node), self.is_within_braces(node));
        let change = Change { spot, from: Some(self.as_written(node)), to: self.plain(spot), span };
        Ok(Edit { span, text, change })
    }

    /// A value where a key stands alone.
    fn filled(&self, spot: Spot, node: NodeId) -> Result<Edit, NoPlace> {
        let key = self.document.key(node).ok_or(NoPlace { spot })?;
        let colon = self.source().get(key.span.end..).and_then(|rest| rest.find(':'));
        let at = key.span.end + colon.ok_or(NoPlace { spot })? + 1;
        let span = Span::new(at, at);
        let text = format!(" {}", self.value(spot, None, self.is_within_braces(node)));
        let change = Change { spot, from: Some(String::new()), to: self.plain(spot), span };
        Ok(Edit { span, text, change })
    }

    /// `none` in the place of keys on lines of their own.
    fn emptied(&self, spot: Spot, node: NodeId, span: Span) -> Result<Edit, NoPlace> {
        if self.format != Format::Yaml {
            return Err(NoPlace { spot });
        }
        let key = self.document.key(node).ok_or(NoPlace { spot })?;
        let span = Span::new(key.span.end, span.end);
        let text = ": none".to_owned();
        let from = self.slice(span).trim_start_matches(':').trim().to_owned();
        let change = Change { spot, from: Some(from), to: self.plain(spot), span };
        Ok(Edit { span, text, change })
    }

    fn as_written(&self, node: NodeId) -> String {
        match self.document.content(node) {
            Content::Scalar { text, .. } => text.trim().to_owned(),
            Content::Mapping(_) | Content::List(_) => {
                self.slice(self.document.span(node)).trim().to_owned()
            }
        }
    }

    fn is_within_braces(&self, node: NodeId) -> bool {
        std::iter::successors(self.document.parent(node), |at| self.document.parent(*at))
            .any(|at| self.slice(self.document.span(at)).starts_with(['{', '[']))
    }

    /// What a spot is to be, in words of the rule language.
    fn plain(&self, spot: Spot) -> String {
        match self.deal.term(spot) {
            Term::Value(value) => value.to_text(),
            Term::Nothing => "none".to_owned(),
            Term::Mapping => {
                let parts = self.present(spot);
                let part =
                    |child: &Spot| format!("{}: {}", self.key_text(*child), self.plain(*child));
                parts.iter().map(part).collect::<Vec<_>>().join(", ")
            }
            Term::Kept | Term::Missing => String::new(),
        }
    }

    fn present(&self, spot: Spot) -> Vec<Spot> {
        let children = self.sketch.children(spot).iter().copied();
        children.filter(|child| *self.deal.term(*child) != Term::Missing).collect()
    }

    fn key_text(&self, spot: Spot) -> String {
        self.sketch.key(spot).map(|key| key.text.clone()).unwrap_or_default()
    }

    /// A value as the format has it; `old` is what stood there.
    fn value(&self, spot: Spot, old: Option<NodeId>, braces: bool) -> String {
        match self.deal.term(spot) {
            Term::Value(value) => self.scalar(value, old, braces),
            Term::Nothing => self.text("none", old, braces),
            Term::Mapping | Term::Kept | Term::Missing => self.braced(spot),
        }
    }

    fn braced(&self, spot: Spot) -> String {
        let parts = self.present(spot);
        let pair = |child: &Spot| self.pair(*child, true);
        let pairs = parts.iter().map(pair).collect::<Vec<_>>().join(", ");
        if self.format == Format::Toml { format!("{{ {pairs} }}") } else { format!("{{{pairs}}}") }
    }

    fn pair(&self, spot: Spot, braces: bool) -> String {
        let sign = if self.format == Format::Toml { " = " } else { ": " };
        format!("{}{sign}{}", self.key(spot), self.value(spot, None, braces))
    }

    fn key(&self, spot: Spot) -> String {
        let text = self.key_text(spot);
        match self.format {
            Format::Json | Format::Ndjson => quoted(&text),
            Format::Toml if text.chars().all(|c| c.is_ascii_alphanumeric() || "-_".contains(c)) => {
                text
            }
            Format::Toml => quoted(&text),
            Format::Yaml | Format::Csv => scalar(&text),
        }
    }

    fn scalar(&self, value: &Value, old: Option<NodeId>, braces: bool) -> String {
        let written = old.map(|node| self.as_written(node)).unwrap_or_default();
        let text = match value {
            Value::Quantity(_) if is_without_commas(&written) => value.to_text().replace(',', ""),
            other => other.to_text(),
        };
        let style = old.and_then(|node| match self.document.content(node) {
            Content::Scalar { style, .. } => Some(*style),
            Content::Mapping(_) | Content::List(_) => None,
        });
        let number = value.as_bare_number().is_some() && style != Some(ScalarStyle::Quoted);
        match (self.format, value) {
            (Format::Json | Format::Ndjson | Format::Toml, _) if number => text.replace(',', ""),
            (Format::Json | Format::Ndjson | Format::Toml, Value::Yes)
                if style != Some(ScalarStyle::Quoted) =>
            {
                "true".to_owned()
            }
            (Format::Toml, Value::Date(_)) if style != Some(ScalarStyle::Quoted) => text,
            _ => self.text(&text, old, braces),
        }
    }

    fn text(&self, text: &str, old: Option<NodeId>, braces: bool) -> String {
        let first = old.and_then(|node| self.slice(self.document.span(node)).chars().next());
        match (self.format, first) {
            (Format::Yaml | Format::Csv, Some('\'')) => format!("'{}'", text.replace('\'', "''")),
            (Format::Yaml | Format::Csv, Some('"')) => quoted(text),
            (Format::Yaml | Format::Csv, _) if !braces && is_plain(text) => text.to_owned(),
            (Format::Yaml | Format::Csv, _) => scalar(text),
            (Format::Json | Format::Ndjson | Format::Toml, _) => quoted(text),
        }
    }

    /// Keys that are added to a mapping.
    fn added(&self, at: Spot, spots: &[Spot]) -> Result<Vec<Edit>, NoPlace> {
        let first = spots.first().copied().unwrap_or(at);
        let node = self.sketch.origin(at).ok_or(NoPlace { spot: first })?;
        let layout = self.layout(node, at == self.sketch.root()).ok_or(NoPlace { spot: first })?;
        let place = self.place(node, layout).ok_or(NoPlace { spot: first })?;
        let mut edits = Vec::new();
        for (count, spot) in spots.iter().enumerate() {
            let text = match layout {
                Layout::Lines(indent) => self.lines(*spot, indent),
                Layout::Braces => self.in_braces(*spot, node, count),
            };
            let change = Change { spot: *spot, from: None, to: self.plain(*spot), span: place };
            edits.push(Edit { span: place, text, change });
        }
        Ok(edits)
    }

    fn layout(&self, node: NodeId, root: bool) -> Option<Layout> {
        if self.slice(self.document.span(node)).starts_with('{') {
            return Some(Layout::Braces);
        }
        if root && self.format == Format::Toml {
            return Some(Layout::Lines(0));
        }
        let key =
            self.document.children(node).iter().find_map(|child| self.document.key(*child))?;
        let (_, column) = self.document.source().position(key.span.start);
        Some(Layout::Lines(column - 1))
    }

    /// Where keys are added: after the last, in its layout.
    fn place(&self, node: NodeId, layout: Layout) -> Option<Span> {
        match layout {
            Layout::Braces => {
                let last = self.document.children(node).last();
                let at = match last {
                    Some(last) => self.end_of(*last),
                    None => self.document.span(node).start + 1,
                };
                Some(Span::new(at, at))
            }
            Layout::Lines(_) => {
                let plain = |child: &&NodeId| {
                    self.format != Format::Toml
                        || !matches!(
                            self.document.content(**child),
                            Content::Mapping(_) | Content::List(_)
                        )
                };
                let last = self.document.children(node).iter().rfind(plain)?;
                let at = self.end_of(*last);
                let rest = self.source().get(at..)?;
                let line = rest.find('\n').map_or(self.source().len(), |end| at + end);
                let line = if self.source().get(..line)?.ends_with('\r') { line - 1 } else { line };
                Some(Span::new(line, line))
            }
        }
    }

    /// The last byte of a value, without the white space after it.
    fn end_of(&self, node: NodeId) -> usize {
        let span = self.document.span(node);
        if let Some(last) = self
            .document
            .children(node)
            .last()
            .filter(|_| !self.slice(span).starts_with(['{', '[']))
        {
            return self.end_of(*last);
        }
        let key = self.document.key(node).map_or(0, |key| key.span.end);
        (span.start + self.slice(span).trim_end().len()).max(key)
    }

    fn lines(&self, spot: Spot, indent: usize) -> String {
        let margin = " ".repeat(indent);
        let end = if self.source().contains("\r\n") { "\r\n" } else { "\n" };
        if self.format == Format::Yaml && *self.deal.term(spot) == Term::Mapping {
            let inner: String =
                self.present(spot).iter().map(|child| self.lines(*child, indent + 2)).collect();
            return format!("{end}{margin}{}:{inner}", self.key(spot));
        }
        format!("{end}{margin}{}", self.pair(spot, false))
    }

    fn in_braces(&self, spot: Spot, node: NodeId, count: usize) -> String {
        let children = self.document.children(node);
        let pair = self.pair(spot, true);
        if children.is_empty() && count == 0 {
            return pair;
        }
        let on_lines = children.first().and_then(|first| {
            let key = self.document.key(*first)?;
            let before = self.source().get(self.document.span(node).start..key.span.start)?;
            let line = before.rfind('\n')?;
            before.get(line..).map(str::to_owned)
        });
        format!(",{}{pair}", on_lines.unwrap_or_else(|| " ".to_owned()))
    }
}

fn quoted(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}

/// True for a number of four digits or more that was written without commas.
fn is_without_commas(written: &str) -> bool {
    let digits = written.chars().take_while(|c| c.is_ascii_digit()).count();
    digits >= 4 && !written.contains(',')
}

/// True for what YAML takes as it stands, on a line of its own.
fn is_plain(text: &str) -> bool {
    let bad = [": ", " #"].iter().any(|part| text.contains(part)) || text.ends_with(':');
    !bad && text.chars().next().is_some_and(char::is_alphanumeric)
}
