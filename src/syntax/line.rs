//! What one line shows by itself: a label, the start of a clause, where its comment starts.

use crate::name::Name;

/// The clause that keeps a rule out of redacted reports.
pub(super) const PRIVATE: &str = "private";

/// The word that starts a clause.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum ClauseStart {
    Because,
    Source,
    Owner,
    Except,
    Waived,
    From,
    Until,
    Private,
    /// Looks like a clause, and is none yet.
    Unknown,
}

/// The clause that a line starts, where it starts one.
pub(crate) fn clause_start(words: &str) -> Option<ClauseStart> {
    let first = first_word(words);
    let rest = words.get(first.len()..).unwrap_or_default().trim_start();
    let quoted = rest.starts_with(['"', '“', '”']);
    match first {
        "because" | "Because" => Some(ClauseStart::Because),
        "source" | "Source" if quoted => Some(ClauseStart::Source),
        "owner" | "Owner" if quoted => Some(ClauseStart::Owner),
        "except" | "Except" => Some(ClauseStart::Except),
        "waived" | "Waived" => Some(ClauseStart::Waived),
        "from" | "From" if starts_with_date(rest) => Some(ClauseStart::From),
        "until" | "Until" if starts_with_date(rest) => Some(ClauseStart::Until),
        "private" | "Private" if quoted || stands_alone(rest) => Some(ClauseStart::Private),
        _ if quoted && nearly_a_clause(first) => Some(ClauseStart::Unknown),
        // a secret must not be told for want of a letter
        _ if stands_alone(rest) && nearly_private(first) => Some(ClauseStart::Unknown),
        _ => None,
    }
}

/// True where a word is all that its line says.
fn stands_alone(rest: &str) -> bool {
    matches!(rest, "" | "." | ":") || rest.starts_with('#')
}

/// True for `privat` and `PRIVATE`.
fn nearly_private(word: &str) -> bool {
    let (word, meant) = (Name::new(word), Name::new(PRIVATE));
    word == meant || word.nearness(&meant) == Some(1)
}

/// True for `becuase` and for other words that people head a reason or its source with.
fn nearly_a_clause(word: &str) -> bool {
    let other = ["reason", "why", "note", "ref", "reference", "author", "exception"];
    other.contains(&word) || meant(word).is_some()
}

/// The clause that a misspelt word may mean.
pub(super) fn meant(word: &str) -> Option<&'static str> {
    let clauses = ["because", "source", "owner", "except", "waived", PRIVATE];
    let known = clauses.map(Name::new);
    let close = Name::new(word);
    let at = known.iter().position(|name| close == *name || close.closest([name]).is_some())?;
    clauses.get(at).copied()
}

/// True where a line at the margin can only be a clause that lost its indent.
pub(crate) fn is_whole_clause(words: &str, clause: ClauseStart) -> bool {
    let verbs = ["must", "should", "may", "is", "are", "means"];
    match clause {
        ClauseStart::Because
        | ClauseStart::Except
        | ClauseStart::Waived
        | ClauseStart::Private
        | ClauseStart::Unknown => {
            label(words).is_none() && !words.split_whitespace().any(|word| verbs.contains(&word))
        }
        _ => true,
    }
}

/// The letters and digits a text starts with.
pub(super) fn first_word(words: &str) -> &str {
    let word = |c: char| c.is_alphanumeric() || c == '_' || c == '-';
    words.split(|c| !word(c)).next().unwrap_or_default()
}

/// True for `2004-03-31 …`, `31 March …` and the mistaken `31/03/2004`.
fn starts_with_date(rest: &str) -> bool {
    let digits = rest.len() - rest.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let after = rest.get(digits..).unwrap_or_default();
    let word = first_word(after.trim_start());
    match digits {
        4 => after.starts_with('-'),
        1 | 2 => after.starts_with(['/', '.']) || is_month(word),
        _ => false,
    }
}

/// True for the name of a month.
fn is_month(word: &str) -> bool {
    [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ]
    .contains(&word)
}

/// The text before the first colon outside quotes: a label, or what cannot be one.
pub(super) fn label(words: &str) -> Option<Result<&str, &str>> {
    let bytes = words.as_bytes();
    let end = bytes.iter().position(|byte| matches!(byte, b':' | b'"' | b'#'))?;
    if bytes.get(end) != Some(&b':') {
        return None;
    }
    let text = words.get(..end)?.trim_end();
    let fits = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-' | ' ' | '\'' | '’');
    Some(if !text.is_empty() && text.chars().all(fits) { Ok(text) } else { Err(text) })
}

/// The place behind the colon of a label.
pub(crate) fn colon(words: &str) -> usize {
    words.find(':').map_or(0, |at| at + 1)
}

/// What a look at the quotes of a line shows.
pub(crate) struct Scan {
    /// Where the comment starts; the length of the line where it has none.
    pub(crate) code: usize,
    /// A quote that opens on this line and does not close.
    pub(crate) open_quote: Option<usize>,
    /// The quote that was open before is open still.
    pub(crate) still_open: bool,
}

/// Follows the quotes of a line up to its comment.
pub(crate) fn scan(words: &str, open: bool) -> Scan {
    let has = |any: bool, byte: u8| any | (byte == b'"') | (byte == b'#');
    if !open && !words.bytes().fold(false, has) {
        return Scan { code: words.len(), open_quote: None, still_open: false };
    }
    let (mut in_text, mut carried, mut opened, mut escaped) = (open, open, None, false);
    for (at, c) in words.char_indices() {
        match c {
            _ if escaped => escaped = false,
            '\\' if in_text => escaped = true,
            '"' if in_text => (in_text, carried, opened) = (false, false, None),
            '"' => (in_text, opened) = (true, Some(at)),
            '#' if !in_text => return Scan { code: at, open_quote: None, still_open: false },
            _ => {}
        }
    }
    Scan { code: words.len(), open_quote: opened, still_open: carried && in_text }
}
