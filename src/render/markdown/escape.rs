//! Text that stays text in Markdown as GitHub and GitLab read it.
//!
//! Both give meaning to far more than Markdown does: `@name` calls people, `#12`, `!12` and `~bug`
//! refer to things, addresses become links, `:word:` a picture and `$` a formula, and some of that is
//! looked for after the Markdown was read, so that no escape helps. None of it is looked for within
//! code. A word that is not plainly a word is therefore shown as code, and so is what stands in
//! backticks, as names and values do in our messages.

use std::fmt::Write as _;

use crate::render::text::clean;
use crate::report::ticks::{Piece, pieces};

/// Running text: a message, a reason, a name.
pub(in crate::render) fn prose(text: &str) -> String {
    let piece = |piece| match piece {
        Piece::Words(text) => words(text),
        Piece::Code(text) => code(text),
    };
    pieces(&clean(text)).into_iter().map(piece).collect()
}

fn words(text: &str) -> String {
    let parts: Vec<String> = text
        .split(' ')
        .map(|word| if is_plain(word) { word.to_owned() } else { code(word) })
        .collect();
    parts.join(" ")
}

/// True where no reader of Markdown sees anything but a word.
fn is_plain(word: &str) -> bool {
    let inner = word.trim_end_matches([',', '.', ';', ':', '!', '?', ')', '%']);
    let sign = |c: char| !c.is_ascii() || c.is_ascii_alphanumeric() || ",.;()-'\"/+=?%".contains(c);
    let begins = !inner.starts_with(['/', '%', '-', '+', '=']) || is_number(inner);
    inner.chars().all(sign) && begins && !is_link(inner) && !is_reference(inner)
}

fn is_number(word: &str) -> bool {
    word.chars().all(|c| c.is_ascii_digit() || ",.-+".contains(c))
}

fn is_link(word: &str) -> bool {
    word.to_ascii_lowercase().contains("www.")
}

/// `GH-12`, `ABC-12`, `a5c3785`: issues and commits.
fn is_reference(word: &str) -> bool {
    let word = word.trim_matches(|c: char| !c.is_ascii_alphanumeric());
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    let letters = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_alphabetic());
    let issue = word.split_once('-').is_some_and(|(key, number)| letters(key) && digits(number));
    let commit = word.len() >= 7 && word.bytes().all(|b| b.is_ascii_hexdigit()) && !digits(word);
    issue || commit
}

/// Text as it is written, in a fixed width.
pub(in crate::render) fn code(text: &str) -> String {
    let text = clean(text);
    if text.trim().is_empty() {
        return String::new();
    }
    // A bar would end a cell of a table, and how a backslash before it is read is not agreed.
    if text.contains(['`', '|', '\\']) || text.starts_with(' ') || text.ends_with(' ') {
        return html_code(&text);
    }
    format!("`{text}`")
}

/// The same within HTML: every sign by its number, which means nothing to either language.
pub(in crate::render) fn html_code(text: &str) -> String {
    let mut out = String::from("<code>");
    for c in clean(text).chars() {
        if c.is_ascii_punctuation() {
            let _ = write!(out, "&#{};", u32::from(c));
        } else {
            out.push(c);
        }
    }
    out + "</code>"
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_code_and_words_are_words() {
        assert_eq!(
            prose("`a|b` is 4,000 tons, at most 9%"),
            "<code>a&#124;b</code> is 4,000 tons, at most 9%"
        );
        assert_eq!(prose("-2,500 tons (38.5% beyond)"), "-2,500 tons (38.5% beyond)");
        assert_eq!(prose("an odd ` one"), "an odd <code>&#96;</code> one");
        assert_eq!(
            prose("`x` is ``a `b` c``, not `y`"),
            "`x` is <code>a &#96;b&#96; c</code>, not `y`"
        );
    }

    #[test]
    fn what_means_something_elsewhere_is_code() {
        for word in [
            "@all",
            "#12",
            "!3",
            "~bug",
            "%5",
            "$x$",
            "&3",
            "/close",
            ":eyes:",
            "https://x.example",
            "www.x.example",
            "a@b.example",
            "GH-12",
            "a5c3785",
            "*x*",
            "_x_",
            "[x](y)",
            "<b>",
            "a|b",
            "(@all)",
            "^3",
            "x~~y",
        ] {
            let shown = prose(word);
            assert!(shown.starts_with('`') || shown.starts_with("<code>"), "{word}: {shown}");
        }
    }
}
