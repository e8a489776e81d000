//! Backticks round the user's words, which may hold backticks themselves: the fence is then longer, as in CommonMark.

/// A part of a message.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Piece<'t> {
    /// Our words.
    Words(&'t str),
    /// The user's words, which stood between backticks.
    Code(&'t str),
}

/// A text for a place between two backticks: with those that the fence lacks where the text holds some itself.
pub(crate) fn within(text: &str) -> String {
    let longest = text.split(|c| c != '`').map(str::len).max().unwrap_or_default();
    let fence = match longest {
        0 => return text.to_owned(),
        // a fence may be shorter than what it holds, but of no length that is in it
        _ => "`".repeat(longest),
    };
    let pad = if text.starts_with('`') || text.ends_with('`') { " " } else { "" };
    format!("{fence}{pad}{text}{pad}{fence}")
}

/// A message taken apart. Backticks that nothing closes are words.
pub(crate) fn pieces(text: &str) -> Vec<Piece<'_>> {
    let mut pieces = Vec::new();
    let (mut start, mut at) = (0, 0);
    while let Some((open, fence)) = run(text, at) {
        let inner = open + fence;
        let Some(close) = closing(text, inner, fence) else {
            at = inner;
            continue;
        };
        pieces.extend(text.get(start..open).filter(|words| !words.is_empty()).map(Piece::Words));
        pieces.extend(text.get(inner..close).map(|code| Piece::Code(unpadded(code))));
        (start, at) = (close + fence, close + fence);
    }
    pieces.extend(text.get(start..).filter(|words| !words.is_empty()).map(Piece::Words));
    pieces
}

/// The next run of backticks: where it is, and how long.
fn run(text: &str, from: usize) -> Option<(usize, usize)> {
    let start = from + text.get(from..)?.find('`')?;
    let rest = text.get(start..)?;
    Some((start, rest.len() - rest.trim_start_matches('`').len()))
}

/// Where the next run of just this length is.
fn closing(text: &str, mut from: usize, fence: usize) -> Option<usize> {
    loop {
        let (start, length) = run(text, from)?;
        if length == fence {
            return Some(start);
        }
        from = start + length;
    }
}

/// Without the space that keeps a backtick apart from its fence.
fn unpadded(code: &str) -> &str {
    let inner = code.strip_prefix(' ').and_then(|code| code.strip_suffix(' '));
    inner.filter(|inner| inner.starts_with('`') || inner.ends_with('`')).unwrap_or(code)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_quoted_is_found_again() {
        for text in ["pork", "a `b` c", "`x`", "`", "``", "a``b`c", " a ", "a ` b", "` a", "a```"] {
            let message = format!("the `key` is `{}`, not `{}`", within(text), within("y"));
            let expected = [
                Piece::Words("the "),
                Piece::Code("key"),
                Piece::Words(" is "),
                Piece::Code(text),
                Piece::Words(", not "),
                Piece::Code("y"),
            ];
            assert_eq!(pieces(&message), expected, "{message}");
        }
    }

    #[test]
    fn an_odd_backtick_opens_nothing() {
        assert_eq!(pieces("an odd ` one"), [Piece::Words("an odd ` one")]);
        assert_eq!(pieces("`` odd, `even`"), [Piece::Words("`` odd, "), Piece::Code("even")]);
    }
}
