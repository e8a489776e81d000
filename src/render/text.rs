//! Text as a terminal may show it: made harmless, measured in columns, folded.

use textwrap::{Options, WordSeparator, WordSplitter, WrapAlgorithm};
use unicode_width::UnicodeWidthChar;

use crate::report::Outcome;

/// A space between things that belong on one line, such as a number and its unit.
pub(super) const NO_BREAK: &str = "\u{a0}";

/// The word of an outcome, as in the JSON.
pub(super) fn outcome(outcome: Outcome) -> &'static str {
    outcome.word()
}

/// True for characters that a terminal would obey instead of show, that reorder what stands around
/// them, or that nobody can see. A proposal comes from the other side of the table: none of these
/// may change what its reader believes to read. Joiners stay, for some scripts need them.
pub(super) fn is_hidden(c: char) -> bool {
    c.is_control()
        || matches!(c,
            '\u{ad}' | '\u{61c}' | '\u{115f}' | '\u{1160}' | '\u{180e}' | '\u{200b}'
            | '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}'
            | '\u{3164}' | '\u{feff}' | '\u{ffa0}' | '\u{fff9}'..='\u{fffb}'
            | '\u{e0000}'..='\u{e007f}')
        || is_noncharacter(c)
}

/// Code points that never stand for a character; XML refuses two of them.
fn is_noncharacter(c: char) -> bool {
    let code = u32::from(c);
    code & 0xfffe == 0xfffe || (0xfdd0..=0xfdef).contains(&code)
}

/// True where a build server that reads our output as its log would take what follows as an order,
/// wherever in a line it stands: `##[add-mask]`, `##vso[task.complete]`.
pub(super) fn is_order(rest: &str) -> bool {
    let word =
        |rest: &str| rest.trim_start_matches(|c: char| c.is_ascii_alphanumeric()).starts_with('[');
    rest.strip_prefix("##").is_some_and(word)
}

/// Adds a character, as its escape where it is hidden: `\u{1b}`.
pub(super) fn push_visible(out: &mut String, c: char) {
    if is_hidden(c) {
        out.extend(c.escape_unicode());
    } else {
        out.push(c);
    }
}

/// Text for one line: white space of any kind is one space each, hidden characters are escapes, and
/// so is the first character of what a build server would obey: `##[…]` anywhere, and `::error::`
/// where a word begins, for that may come to stand at the beginning of a line.
pub fn clean(text: &str) -> String {
    harmless(text, |c| matches!(c, '\t' | '\n' | '\r').then_some(' '))
}

/// Text of several lines, such as a patch: lines, tabs and indents stay, the rest is as in [`clean`].
pub fn clean_lines(text: &str) -> String {
    let harmless = |words: &str, end: &str| harmless(words, |c| (c == '\t').then_some(c)) + end;
    let lines = text.split_inclusive('\n').map(|line| match line.strip_suffix('\n') {
        Some(line) => match line.strip_suffix('\r') {
            Some(words) => harmless(words, "\r\n"),
            None => harmless(line, "\n"),
        },
        None => harmless(line, ""),
    });
    lines.collect()
}

/// White space is what `white` makes of it, or is hidden.
fn harmless(text: &str, white: impl Fn(char) -> Option<char>) -> String {
    let mut out = String::with_capacity(text.len());
    let mut begins = true;
    for (at, c) in text.char_indices() {
        let rest = text.get(at..).unwrap_or_default();
        if is_order(rest) || (begins && rest.starts_with("::")) {
            out.extend(c.escape_unicode());
        } else {
            match white(c) {
                Some(white) => out.push(white),
                None => push_visible(&mut out, c),
            }
        }
        begins = c.is_whitespace();
    }
    out
}

/// Text of a source as an excerpt shows it, where nothing is folded: hidden characters are escapes,
/// white space stays what it is.
pub(super) fn shown(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for (at, c) in text.char_indices() {
        match c {
            '\t' => out.push_str("    "),
            _ if is_order(text.get(at..).unwrap_or_default()) => out.extend(c.escape_unicode()),
            _ => push_visible(&mut out, c),
        }
    }
    out
}

/// Text that is not folded needs no spaces that hold.
pub(super) fn unbound(text: &str) -> String {
    text.replace(NO_BREAK, " ")
}

/// Columns of one visible character.
pub(super) fn char_width(c: char) -> usize {
    c.width().unwrap_or_default()
}

/// Columns of a text; the codes of colours take none.
pub(crate) fn width(text: &str) -> usize {
    textwrap::core::display_width(text)
}

/// Words end at spaces, so that a path or a rule's name stays whole; but scripts written without
/// spaces are divided where their own rules allow.
pub(super) fn separator(text: &str) -> WordSeparator {
    if text.chars().any(|c| char_width(c) > 1) {
        WordSeparator::new()
    } else {
        WordSeparator::AsciiSpace
    }
}

/// Folds a text into lines of at most `width` columns, its first line after `first`, the others
/// after `rest`. At a no-break space no line ends; it is written as a plain one.
pub(crate) fn fold(text: &str, first: &str, rest: &str, width: usize) -> String {
    let options = Options::new(width)
        .initial_indent(first)
        .subsequent_indent(rest)
        .word_separator(separator(text))
        .word_splitter(WordSplitter::NoHyphenation)
        .wrap_algorithm(WrapAlgorithm::FirstFit)
        .break_words(true);
    let folded = textwrap::fill(text, options).replace(NO_BREAK, " ");
    if folded.contains(" ::") {
        folded.split_inclusive('\n').map(disarmed).collect()
    } else {
        folded
    }
}

/// A long word may have been divided so that a line of it looks like an order to a build server,
/// `::error::`: the last space before it becomes a visible sign.
fn disarmed(line: &str) -> String {
    let word = line.trim_start();
    let space = line.get(..line.len() - word.len()).and_then(|space| space.strip_suffix(' '));
    match space {
        Some(space) if word.starts_with("::") => format!("{space}\\{word}"),
        _ => line.to_owned(),
    }
}

/// The end of a text, after `mark`, where the whole is wider than `width`: of a path, the end says
/// more than the beginning.
pub(super) fn keep_end(text: &str, width: usize, mark: &str) -> String {
    if self::width(text) <= width {
        return text.to_owned();
    }
    let mut room = width.saturating_sub(self::width(mark));
    let mut from = text.len();
    for (at, c) in text.char_indices().rev() {
        let Some(left) = room.checked_sub(char_width(c)) else { break };
        room = left;
        from = at;
    }
    format!("{mark}{}", text.get(from..).unwrap_or_default())
}

/// A decimal with a comma between each three digits before the point: `-2,500.75`.
pub(crate) fn grouped(number: &str) -> String {
    let (sign, digits) = match number.strip_prefix('-') {
        Some(digits) => ("-", digits),
        None => ("", number),
    };
    let (whole, fraction) = match digits.split_once('.') {
        Some((whole, _)) => (whole, digits.get(whole.len()..).unwrap_or_default()),
        None => (digits, ""),
    };
    let mut out = String::from(sign);
    for (at, c) in whole.chars().enumerate() {
        if at > 0 && (whole.len() - at).is_multiple_of(3) {
            out.push(',');
        }
        out.push(c);
    }
    out.push_str(fraction);
    out
}

/// `1 day`, `2 days`.
pub(super) fn count(number: usize, one: &str, many: &str) -> String {
    format!("{} {}", grouped(&number.to_string()), if number == 1 { one } else { many })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hidden_characters_become_escapes() {
        assert_eq!(clean("a\u{1b}[31mb\u{202e}c\td"), "a\\u{1b}[31mb\\u{202e}c d");
        assert_eq!(clean("牛肉 ‍ é"), "牛肉 ‍ é");
        assert_eq!(clean("\u{ffff}"), "\\u{ffff}");
    }

    #[test]
    fn lines_stay_lines_where_there_are_several() {
        let text = " a\tb\r\n ::error::c\n-d\re\n\u{9b}f";
        assert_eq!(clean_lines(text), " a\tb\r\n \\u{3a}:error::c\n-d\\u{d}e\n\\u{9b}f");
        assert_eq!(clean_lines(&clean_lines(text)), clean_lines(text));
    }

    #[test]
    fn orders_to_build_servers_are_broken() {
        assert_eq!(clean("a::b ::error::c"), "a::b \\u{3a}:error::c");
        assert_eq!(clean("x ##[add-mask]y"), "x \\u{23}#[add-mask]y");
        assert_eq!(clean("###vso[a]"), "#\\u{23}#vso[a]");
        assert_eq!(clean("## Products [1]"), "## Products [1]");
        let folded = fold("aaaaaaaaaa::error::b", "  ", "  ", 12);
        assert_eq!(folded, "  aaaaaaaaaa\n \\::error::b");
    }

    #[test]
    fn digits_are_grouped() {
        assert_eq!(grouped("-1234567.8901"), "-1,234,567.8901");
        assert_eq!(grouped("999"), "999");
        assert_eq!(grouped("1000"), "1,000");
    }

    #[test]
    fn folding_keeps_paths_whole_and_counts_wide_characters_twice() {
        let folded = fold("see rules/a-long.redlines", "", "", 22);
        assert_eq!(folded, "see\nrules/a-long.redlines");
        assert!(fold(&"牛肉の関税".repeat(9), "  ", "  ", 20).lines().all(|l| width(l) <= 20));
    }

    #[test]
    fn the_end_of_a_long_path_is_kept() {
        assert_eq!(keep_end("a/very/long/path.yaml", 12, "..."), "...path.yaml");
        assert_eq!(keep_end("a.yaml", 12, "..."), "a.yaml");
    }
}
