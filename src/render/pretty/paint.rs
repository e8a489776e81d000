//! Colours and signs. Every colour and every sign has a plain twin.

use miette::{GraphicalTheme, ThemeCharacters, ThemeStyles};

use crate::render::Style;
use crate::render::words::Tone;

/// Draws in the style asked for.
#[derive(Debug, Clone, Copy)]
pub(in crate::render) struct Paint {
    style: Style,
}

impl Paint {
    pub(in crate::render) fn new(style: Style) -> Self {
        Self { style }
    }

    /// The text in a colour. Fold before you paint: a colour must end on the line it began.
    pub(in crate::render) fn tone(self, tone: Tone, text: &str) -> String {
        if self.style.colour {
            format!("\u{1b}[{}m{text}\u{1b}[0m", code(tone))
        } else {
            text.to_owned()
        }
    }

    /// A sign, in ASCII where nothing else may be shown.
    pub(in crate::render) fn sign(self, sign: &'static str) -> &'static str {
        if sign == "✗" && !self.style.unicode { "x" } else { sign }
    }

    /// Between two things of one list.
    pub(in crate::render) fn dot(self) -> &'static str {
        if self.style.unicode { " · " } else { ", " }
    }

    /// Where something was cut.
    pub(in crate::render) fn dots(self) -> &'static str {
        if self.style.unicode { "…" } else { "..." }
    }

    /// A line across the page.
    pub(in crate::render) fn rule(self) -> String {
        let line = if self.style.unicode { "─" } else { "-" };
        self.tone(Tone::Dim, &line.repeat(self.style.width))
    }

    /// A text that opens itself, where the terminal can do so and it is a plain web address.
    pub(in crate::render) fn link(self, text: &str) -> String {
        let web = text.starts_with("https://") || text.starts_with("http://");
        if self.style.links && web && text.chars().all(|c| c.is_ascii_graphic() && c != '\\') {
            format!("\u{1b}]8;;{text}\u{1b}\\{text}\u{1b}]8;;\u{1b}\\")
        } else {
            text.to_owned()
        }
    }

    /// miette's theme for one diagnostic of `labels` labels, the first of which is the place in the
    /// proposal and takes the diagnostic's own colour.
    pub(in crate::render) fn theme(self, tone: Tone, sign: &str, labels: usize) -> GraphicalTheme {
        let mut characters =
            if self.style.unicode { ThemeCharacters::unicode() } else { ThemeCharacters::ascii() };
        for slot in [&mut characters.error, &mut characters.warning, &mut characters.advice] {
            sign.clone_into(slot);
        }
        let mut styles = if self.style.colour { ThemeStyles::ansi() } else { ThemeStyles::none() };
        let own = match tone {
            Tone::Bad | Tone::StrongBad => styles.error,
            Tone::Warn | Tone::StrongWarn => styles.warning,
            _ => styles.advice,
        };
        styles.highlights = vec![styles.help; labels.max(1)];
        if let Some(first) = styles.highlights.first_mut() {
            *first = own;
        }
        GraphicalTheme { characters, styles }
    }
}

/// The terminal's code of a colour.
fn code(tone: Tone) -> &'static str {
    match tone {
        Tone::Bad => "31",
        Tone::Warn => "33",
        Tone::Calm => "36",
        Tone::Good => "32",
        Tone::Dim => "2",
        Tone::StrongBad => "1;31",
        Tone::StrongWarn => "1;33",
        Tone::StrongCalm => "1;36",
        Tone::StrongGood => "1;32",
    }
}
