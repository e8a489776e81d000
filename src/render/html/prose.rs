//! Messages: what stands in backticks is code.

use maud::{Markup, html};

use crate::render::text::clean;

/// A message as running text.
pub(super) fn prose(text: &str) -> Markup {
    let text = clean(text);
    let pieces: Vec<&str> = text.split('`').collect();
    // An odd backtick opens nothing.
    let paired = !pieces.len().is_multiple_of(2);
    html! {
        @if paired {
            @for (at, piece) in pieces.iter().enumerate() {
                @if at % 2 == 0 { (piece) } @else { code { (piece) } }
            }
        } @else {
            (text)
        }
    }
}
