//! Errors, which come first, for they make the report less than whole; and notices, which come last.

use maud::{Markup, html};

use super::excerpt::excerpt;
use super::prose;
use crate::render::text::clean;
use crate::render::{Sources, words};
use crate::report::Notice;

/// A place of more lines than this is shown by its first lines.
const LINES: usize = 3;

pub(super) fn errors(errors: &[Notice], sources: &Sources) -> Markup {
    html! {
        @if !errors.is_empty() {
            section aria-labelledby="errors" {
                h2 id="errors" { "What could not be read" }
                @for error in errors { (one(error, sources)) }
            }
        }
    }
}

fn one(error: &Notice, sources: &Sources) -> Markup {
    html! {
        article.bad {
            h3 { span.title { "✗ error" } " " (prose(&error.message)) }
            @if let Some(help) = &error.help { p.help { b { "To mend it" } " " (prose(help)) } }
            @for place in error.at.iter().chain(&error.related) {
                (excerpt("at", place, LINES, sources))
            }
            p.muted { code { (clean(&error.code)) } }
        }
    }
}

pub(super) fn notices(notices: &[Notice]) -> Markup {
    html! {
        @if !notices.is_empty() {
            section aria-labelledby="notices" {
                h2 id="notices" { "To be known" }
                ul {
                    @for notice in notices {
                        li {
                            (prose(&notice.message))
                            @if let Some(place) = &notice.at { " (" code { (words::position(place)) } ")" }
                            @if let Some(help) = &notice.help { ": " (prose(help)) }
                        }
                    }
                }
            }
        }
    }
}
