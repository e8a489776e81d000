//! Notices and errors.

use super::Page;
use super::diagnostic::Spot;
use crate::render::text::{clean, fold};
use crate::render::words::{self, Tone};
use crate::report::{Notice, Place};

/// A place of more lines than this is shown by its first line.
const LINES: usize = 3;

impl Page<'_> {
    /// A notice is one paragraph: it changes nothing, and must not push the findings away.
    pub(super) fn notice(&self, notice: &Notice) -> String {
        let place = notice.at.as_ref().map(|at| format!(" ({})", words::position(at)));
        let text = format!("{}{}", clean(&notice.message), place.unwrap_or_default());
        let mut out = self.paragraph(Tone::Calm, "  note: ", &text, 8);
        if let Some(help) = &notice.help {
            out.push_str(&fold(&clean(help), "        ", "        ", self.style.width));
            out.push('\n');
        }
        out.push('\n');
        out
    }

    /// An error is a diagnostic of its own, for it has to be mended before the report is whole.
    pub(super) fn error(&self, error: &Notice) -> String {
        self.fault("error", "✗", Tone::Bad, error)
    }

    /// A fault of the rules, which can be mended or let be.
    pub(super) fn warning(&self, finding: &Notice) -> String {
        self.fault("warning", "!", Tone::Warn, finding)
    }

    fn fault(&self, head: &str, sign: &'static str, tone: Tone, error: &Notice) -> String {
        let spots: Vec<Spot> = error.at.iter().chain(&error.related).map(spot).collect();
        let message = format!("{head}: {}", clean(&error.message));
        let mut out = self.diagnostic(message, self.paint.sign(sign), tone, &spots);
        if let Some(help) = &error.help {
            out.push_str(&self.field("help", &clean(help)));
        }
        out.push_str(&self.field("code", &clean(&error.code)));
        out.push('\n');
        out
    }
}

fn spot(place: &Place) -> Spot<'_> {
    Spot { place, label: place.label.clone(), lines: LINES, context: true, text: None }
}
