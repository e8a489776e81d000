//! Turns the place where the grammar stopped into a fault a negotiator understands.

use pest::Parser;
use pest::error::{Error, ErrorVariant, InputLocation};

use super::error::{SyntaxError, SyntaxErrorKind};
use super::expected::{Expectation, expectation};
use super::grammar::careful::{Grammar, Rule};
use super::layout::Piece;
use super::limits::Limits;
use crate::name::Name;
use crate::source::Span;

/// The fault behind an error of the grammar.
pub(super) fn explain(
    piece: &Piece<'_>,
    entry: Rule,
    limits: &Limits,
    error: &Error<Rule>,
) -> SyntaxError {
    let at = match error.location {
        InputLocation::Pos(at) | InputLocation::Span((at, _)) => at,
    };
    let rules = match &error.variant {
        ErrorVariant::ParsingError { positives, .. } => positives.as_slice(),
        // The grammar gave up for want of stack.
        ErrorVariant::CustomError { .. } => {
            let span = Span::new(piece.start, piece.start + piece.text.len());
            return SyntaxError { kind: SyntaxErrorKind::TooDeep { limit: limits.nesting }, span };
        }
    };
    let place = Place::new(&piece.text, at);
    let expectation = expectation(rules);
    let (kind, span) = known(&place, entry, &expectation)
        .unwrap_or_else(|| (place.expected(shown(&place, expectation)), place.found_span()));
    SyntaxError { kind, span: span.shifted(piece.start) }
}

/// A character that no one can see, outside quotes: what makes a sentence unreadable that looks well.
pub(super) fn hidden(piece: &Piece<'_>) -> Option<SyntaxError> {
    let mut quoted = false;
    let (at, c) = piece.text.char_indices().find(|(_, c)| {
        quoted ^= *c == '"';
        !quoted && is_hidden(*c)
    })?;
    let kind = SyntaxErrorKind::HiddenCharacter { code: u32::from(c) };
    Some(SyntaxError { kind, span: Span::new(at, at + c.len_utf8()).shifted(piece.start) })
}

/// True for controls, for marks of no width, and for those that turn the direction of a text.
fn is_hidden(c: char) -> bool {
    let marks = ['\u{ad}', '\u{feff}', '\u{61c}', '\u{180e}'];
    (c.is_control() && !c.is_whitespace())
        || marks.contains(&c)
        || matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}')
}

/// Where the grammar stopped, and the words round it.
struct Place<'t> {
    text: &'t str,
    at: usize,
    found: &'t str,
}

impl<'t> Place<'t> {
    fn new(text: &'t str, at: usize) -> Self {
        let rest = text.get(at..).unwrap_or_default();
        let at = at + rest.len() - rest.trim_start().len();
        Self { text, at, found: token(rest.trim_start()) }
    }

    fn before(&self) -> &'t str {
        self.text.get(..self.at).unwrap_or_default()
    }

    fn found_span(&self) -> Span {
        Span::new(self.at, self.at + self.found.len())
    }

    fn expected(&self, expected: Vec<String>) -> SyntaxErrorKind {
        SyntaxErrorKind::Expected {
            expected,
            after: last_words(self.before()),
            found: (!self.found.is_empty()).then(|| self.found.to_owned()),
        }
    }

    /// The words of the name that ends here, with their places, the last first.
    fn words_before(&self) -> impl Iterator<Item = (Span, &'t str)> {
        let before = self.before();
        let words = before.rsplit(char::is_whitespace).filter(|word| !word.is_empty());
        words.take(6).take_while(|word| !is_keyword(word)).map(|word| {
            let start = word.as_ptr() as usize - self.text.as_ptr() as usize;
            (Span::new(start, start + word.len()), word)
        })
    }
}

type Fault = (SyntaxErrorKind, Span);

/// A mistake with a kind of its own.
fn known(place: &Place<'_>, entry: Rule, expectation: &Expectation) -> Option<Fault> {
    curly_quotes(place)
        .or_else(|| use_without_quotes(place))
        .or_else(|| clause_in_sentence(place, entry))
        .or_else(|| other_modal(place, expectation))
        .or_else(|| misspelt(place, expectation))
}

/// What to show as expected: the comma that ends `for each product`, else all that tells most.
fn shown(place: &Place<'_>, expectation: Expectation) -> Vec<String> {
    let opening = place.before().get(..4).is_some_and(|word| word.eq_ignore_ascii_case("for "));
    let comma = expectation.keywords.contains(&",") && !place.before().contains(',');
    if opening && comma { vec!["`,`".to_owned()] } else { expectation.shown }
}

/// `use common/farm.redlines`
fn use_without_quotes(place: &Place<'_>) -> Option<Fault> {
    let path = place.text.strip_prefix("use ").or_else(|| place.text.strip_prefix("Use "))?;
    let bare = !path.contains('"') && !path.split_whitespace().any(|word| word == "must");
    let path = path.trim();
    let start = place.text.find(path)?;
    let kind = SyntaxErrorKind::MissingQuotes { clause: "use".to_owned() };
    bare.then(|| (kind, Span::new(start, start + path.len())))
}

fn curly_quotes(place: &Place<'_>) -> Option<Fault> {
    let quote = place.found.chars().next().filter(|c| matches!(c, '“' | '”' | '„'))?;
    Some((SyntaxErrorKind::CurlyQuotes, Span::new(place.at, place.at + quote.len_utf8())))
}

/// `pork must have safeguard because "…"` on one line, or `because` without quotes.
fn clause_in_sentence(place: &Place<'_>, entry: Rule) -> Option<Fault> {
    let words = ["because", "source", "owner", "except", "waived"];
    if entry == Rule::clause {
        let quoted = words.get(..3)?;
        if quoted.contains(&place.found) {
            let clause = place.found.to_owned();
            return Some((SyntaxErrorKind::MissingQuotes { clause }, place.found_span()));
        }
        let first = token(place.text);
        let lacks_quotes = place.before().trim() == first && quoted.contains(&first);
        let kind = SyntaxErrorKind::MissingQuotes { clause: first.to_owned() };
        return lacks_quotes.then(|| (kind, place.found_span()));
    }
    let here = Some((place.found_span(), place.found));
    let (span, word) =
        here.into_iter().chain(place.words_before()).find(|(_, word)| words.contains(word))?;
    let rest = place.text.get(span.end..)?.trim_start();
    let clause = word.to_owned();
    match word {
        "except" | "waived" => Some((SyntaxErrorKind::ClauseInSentence { clause }, span)),
        _ if rest.starts_with('"') => Some((SyntaxErrorKind::ClauseInSentence { clause }, span)),
        "because" => Some((SyntaxErrorKind::MissingQuotes { clause }, span)),
        _ => None,
    }
}

/// A word at the place, or in the name before it, that is close to a keyword which could stand there.
fn misspelt(place: &Place<'_>, expectation: &Expectation) -> Option<Fault> {
    let here = Some((place.found_span(), place.found));
    let candidates = here.into_iter().chain(place.words_before());
    let keywords = expectation.keywords.iter().copied().chain(opening(place));
    let before_date = place.found.starts_with(|c: char| c.is_ascii_digit());
    let known: Vec<&str> = keywords.flat_map(|word| word.split(' ').next()).collect();
    let mut near = candidates
        .filter_map(|(span, word)| Some((span, word, closest(word, &known, before_date)?)));
    let (span, found, meant) = near.next()?;
    let kind = SyntaxErrorKind::Misspelt { found: found.to_owned(), meant: meant.to_owned() };
    Some((kind, span))
}

/// Words of lawyers and of talk that people write for `must`.
const MODALS: [(&str, &str); 7] = [
    ("shall", "must"),
    ("will", "must"),
    ("cannot", "must not"),
    ("can't", "must not"),
    ("mustn't", "must not"),
    ("shouldn't", "should not"),
    ("ought", "should"),
];

/// `rice shall have a tariff`
fn other_modal(place: &Place<'_>, expectation: &Expectation) -> Option<Fault> {
    let (span, word) =
        place.words_before().next().filter(|_| expectation.keywords.contains(&"must"))?;
    let (_, meant) = MODALS.iter().find(|(other, _)| *other == word)?;
    let kind = SyntaxErrorKind::Misspelt { found: word.to_owned(), meant: (*meant).to_owned() };
    Some((kind, span))
}

/// Words that start a sentence are meant where a stray `if` follows the first word.
fn opening(place: &Place<'_>) -> impl Iterator<Item = &'static str> {
    let first = place.found == "if" && place.before().split_whitespace().count() == 1;
    ["halt", "warn"].into_iter().filter(move |_| first)
}

fn closest<'k>(word: &str, keywords: &[&'k str], before_date: bool) -> Option<&'k str> {
    let name = Name::new(word);
    let near = |keyword: &&str| {
        let longest = word.chars().count().max(keyword.chars().count());
        longest > 3 && keyword.len() > 2 && name.nearness(&Name::new(keyword)).is_some()
    };
    if keywords.contains(&word) {
        return None;
    }
    let cut =
        |keyword: &&&str| keyword.len() == 2 && word.len() == 3 && word.starts_with(**keyword);
    let found = keywords.iter().find(|keyword| near(keyword));
    found.or_else(|| keywords.iter().find(cut).filter(|_| before_date)).copied()
}

/// True for a word that no name holds.
fn is_keyword(word: &str) -> bool {
    matches!(word, "than" | "least" | "most") || Grammar::parse(Rule::reserved_always, word).is_ok()
}

/// The word, number, text or sign that a text starts with.
fn token(text: &str) -> &str {
    let inner = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-' | '\'' | '’' | '%');
    let mut chars = text.char_indices();
    let end = match chars.next() {
        None => 0,
        Some((_, '"')) => {
            text.get(1..).and_then(|rest| rest.find('"')).map_or(text.len(), |at| at + 2)
        }
        Some((_, c)) if inner(c) => {
            let digits = c.is_ascii_digit();
            let goes_on = |c: char| inner(c) || (digits && matches!(c, ',' | '.' | '/'));
            text.find(|c| !goes_on(c)).unwrap_or(text.len())
        }
        Some((_, c)) => c.len_utf8(),
    };
    let token = text.get(..end).unwrap_or_default();
    if token.len() > 1 { token.trim_end_matches([',', '.']) } else { token }
}

/// The last word before a place; two where the last one alone says little.
fn last_words(before: &str) -> Option<String> {
    let mut words = before.split_whitespace().rev();
    let last = words.next()?;
    let short = ["least", "most", "than", "to", "of", "if", "not", "be", "have", "a", "an", "the"];
    match words.next() {
        Some(word) if short.contains(&last) => Some(format!("{word} {last}")),
        _ => Some(last.to_owned()),
    }
}
