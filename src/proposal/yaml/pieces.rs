//! The documents of a YAML file, told apart by their lines before any of them is read.

use crate::proposal::text::mark_length;
use crate::source::Span;

/// The places of the documents: each starts at a `---` line or after a `...` line. Both mean that wherever they stand at
/// the margin, even within quotes. Comments and `%` directives before a `---` belong to it.
pub(super) fn pieces(text: &str) -> Vec<Span> {
    let mut pieces = Vec::new();
    let mut at = mark_length(text);
    let mut start = at;
    let mut is_preamble = true;
    for line in text.get(at..).unwrap_or_default().split_inclusive('\n') {
        let end = at + line.len();
        if is_marker(line, "---") {
            if !is_preamble {
                pieces.push(Span::new(start, at));
                start = at;
            }
            is_preamble = false;
        } else if is_marker(line, "...") {
            pieces.push(Span::new(start, end));
            start = end;
            is_preamble = true;
        } else if !is_blank(line) {
            is_preamble = false;
        }
        at = end;
    }
    pieces.push(Span::new(start, at));
    pieces
}

fn is_marker(line: &str, marker: &str) -> bool {
    line.strip_prefix(marker)
        .is_some_and(|rest| rest.is_empty() || rest.starts_with([' ', '\t', '\r', '\n']))
}

fn is_blank(line: &str) -> bool {
    let line = line.trim_start();
    line.is_empty() || line.starts_with(['#', '%'])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn documents_part_at_their_markers() {
        let cases: [(&str, &[&str]); 7] = [
            ("a: 1\n", &["a: 1\n"]),
            ("# x\n---\na: 1\n---\nb: 1", &["# x\n---\na: 1\n", "---\nb: 1"]),
            ("a: 1\n...\n# x\n---\nb: 1\n", &["a: 1\n...\n", "# x\n---\nb: 1\n"]),
            (
                "--- {a: 1}\r\n---\r\nb: '\r\n---\r\nc: 1",
                &["--- {a: 1}\r\n", "---\r\nb: '\r\n", "---\r\nc: 1"],
            ),
            ("a: |\n  ---\n ---x\n---x: 1\n", &["a: |\n  ---\n ---x\n---x: 1\n"]),
            ("%YAML 1.2\n---\na: 1", &["%YAML 1.2\n---\na: 1"]),
            ("", &[""]),
        ];
        for (text, expected) in cases {
            let found: Vec<&str> =
                pieces(text).iter().map(|span| &text[span.start..span.end]).collect();
            assert_eq!(found, expected, "{text:?}");
        }
    }
}
