//! Messages: what stands in backticks is code.

use maud::{Markup, html};

use crate::render::text::clean;
use crate::report::ticks::{Piece, pieces};

/// A message as running text.
pub(super) fn prose(text: &str) -> Markup {
    html! {
        @for piece in pieces(&clean(text)) {
            @match piece {
                Piece::Words(words) => (words),
                Piece::Code(code) => code { (code) },
            }
        }
    }
}
