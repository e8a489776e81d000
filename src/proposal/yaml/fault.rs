//! What the parser says of a fault, in terms of the text.

use crate::proposal::error::{ProposalError, ProposalErrorKind, YamlFault};
use crate::proposal::text::{floor, word_at};
use crate::source::Span;

/// The fault that the parser describes as `info` at byte `at` of the file.
pub(super) fn fault(info: &str, text: &str, at: usize, depth: usize) -> ProposalError {
    let at = floor(text, at);
    if info.contains("recursion limit") {
        return ProposalError::new(ProposalErrorKind::TooDeep { limit: depth }, word_at(text, at));
    }
    if info.split(|c: char| !c.is_alphabetic()).any(|word| matches!(word, "tab" | "tabs")) {
        let place = indenting_tab(text, at).map(|tab| Span::new(tab, tab + 1));
        return ProposalError::new(ProposalErrorKind::YamlTab, place.unwrap_or(word_at(text, at)));
    }
    let phrase = PHRASES.iter().find(|(words, _)| info.contains(words)).map(|(_, fault)| *fault);
    let fault = match phrase {
        Some(YamlFault::ReservedCharacter(_)) => YamlFault::ReservedCharacter(
            text.get(at..).and_then(|rest| rest.chars().next()).unwrap_or_default(),
        ),
        Some(fault) => fault,
        None => YamlFault::Other,
    };
    ProposalError::new(ProposalErrorKind::Yaml(fault), word_at(text, at))
}

/// The first control character of a text that starts at byte `base` of the file. The parser passes over some of them, and
/// takes a zero for the end of the file, which would lose what follows.
pub(super) fn unprintable(text: &str, base: usize) -> Option<ProposalError> {
    let at = text
        .bytes()
        .position(|byte| byte.is_ascii_control() && !matches!(byte, b'\t' | b'\n' | b'\r'))?;
    let kind = ProposalErrorKind::Yaml(YamlFault::Unprintable);
    Some(ProposalError::new(kind, Span::new(at, at + 1).shifted(base)))
}

/// The first tab of the white space with which a line starts: that of the fault, or one after it.
fn indenting_tab(text: &str, at: usize) -> Option<usize> {
    let mut start = text.get(..at)?.rfind('\n').map_or(0, |newline| newline + 1);
    for line in text.get(start..)?.split_inclusive('\n') {
        let indentation = line.len() - line.trim_start_matches([' ', '\t']).len();
        if let Some(tab) = line.get(..indentation).and_then(|blank| blank.find('\t')) {
            return Some(start + tab);
        }
        start += line.len();
    }
    None
}

/// The first entry whose words the parser uses decides.
const PHRASES: &[(&str, YamlFault)] = &[
    ("mapping values are not allowed", YamlFault::SecondColon),
    ("illegal placement of ':'", YamlFault::MissingComma),
    ("':' must be followed", YamlFault::TabAfterColon),
    ("':' ", YamlFault::SecondColon),
    ("anchor or alias", YamlFault::UnknownAlias),
    ("in block scalar", YamlFault::Indentation),
    ("block scalar", YamlFault::BlockHeader),
    ("unexpected character", YamlFault::ReservedCharacter(' ')),
    ("unknown anchor", YamlFault::UnknownAlias),
    ("quoted scalar, found unexpected", YamlFault::UnclosedQuote),
    ("invalid indentation in quoted scalar", YamlFault::UnclosedQuote),
    ("trailing content", YamlFault::AfterQuote),
    ("escape", YamlFault::BadEscape),
    ("hexadecimal", YamlFault::BadEscape),
    ("expected ','", YamlFault::MissingComma),
    ("',' or", YamlFault::MissingComma),
    ("flow construct", YamlFault::MissingComma),
    ("misplaced bracket", YamlFault::StrayBracket),
    ("block sequence entries", YamlFault::StrayDash),
    ("'-'", YamlFault::StrayDash),
    ("\"-\"", YamlFault::StrayDash),
    ("expected node content", YamlFault::NoValue),
    ("mapping keys are not allowed", YamlFault::ReservedCharacter(' ')),
    ("simple key", YamlFault::MissingColon),
    ("expected key", YamlFault::Indentation),
    ("indent", YamlFault::Indentation),
    ("unprintable", YamlFault::Unprintable),
    ("byte order mark", YamlFault::Unprintable),
    ("directive", YamlFault::Directive),
    ("incompatible YAML", YamlFault::Directive),
    ("TAG", YamlFault::Directive),
    ("tag", YamlFault::Tag),
    ("handle", YamlFault::Tag),
    ("document start", YamlFault::AfterTheEnd),
    ("document-start", YamlFault::AfterTheEnd),
    ("document end", YamlFault::AfterTheEnd),
];
