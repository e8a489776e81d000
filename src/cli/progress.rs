//! How far a long check is: one line on standard error, on a terminal only, gone before the report.
//!
//! One line that is written over needs no library: what is drawn, and when, is less code here than the set-up of one.

use std::env;
use std::io::{self, IsTerminal};
use std::sync::Mutex;
use std::time::{Duration, Instant};

use dealbreaker::run::{Observer, Step};

use super::terminal;

/// Checks that take no longer show nothing.
const SILENT: Duration = Duration::from_millis(500);

/// How long a line stays before it is written over.
const STAYS: Duration = Duration::from_millis(100);

/// The line.
#[derive(Debug)]
pub(super) struct Progress {
    /// `None` where nobody would see it.
    line: Option<Mutex<Line>>,
}

#[derive(Debug)]
struct Line {
    /// When it may be drawn next.
    next: Instant,
    drawn: bool,
    /// True once nothing is to be drawn any more.
    over: bool,
}

impl Progress {
    /// A line where standard error is a terminal and `shown` is wanted.
    pub(super) fn new(shown: bool) -> Self {
        let terminal = io::stderr().is_terminal();
        let obeys = env::var_os("TERM").is_none_or(|term| term != "dumb");
        let line = (shown && terminal && obeys)
            .then(|| Mutex::new(Line { next: Instant::now() + SILENT, drawn: false, over: false }));
        Self { line }
    }

    /// Takes the line away.
    pub(super) fn clear(&self) {
        let line = self.line.as_ref().and_then(|line| line.lock().ok());
        if let Some(mut line) = line.filter(|line| line.drawn) {
            line.drawn = false;
            terminal::draw("\r\x1b[K");
        }
    }
}

impl Progress {
    /// Takes the line away for good: a report is being written where it would stand.
    pub(super) fn end(&self) {
        self.clear();
        if let Some(Ok(mut line)) = self.line.as_ref().map(Mutex::lock) {
            line.over = true;
        }
    }
}

impl Observer for Progress {
    fn step(&self, step: Step, done: usize, of: usize) {
        // a thread that would have to wait goes on judging
        let Some(Ok(mut line)) = self.line.as_ref().map(Mutex::try_lock) else { return };
        let now = Instant::now();
        if now >= line.next && !line.over {
            (line.next, line.drawn) = (now + STAYS, true);
            terminal::draw(&format!("\r{}\x1b[K", words(step, done, of)));
        }
    }
}

fn words(step: Step, done: usize, of: usize) -> String {
    match step {
        Step::Read => format!("read {done} of {of} files"),
        Step::Judged => format!("judged {done} of {of} proposals"),
        Step::Counted => format!("counted {}%", (done * 100 / of.max(1)).min(100)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_line_says_what_is_done_of_what() {
        assert_eq!(words(Step::Read, 1, 2), "read 1 of 2 files");
        assert_eq!(words(Step::Judged, 7, 20_000), "judged 7 of 20000 proposals");
        assert_eq!(words(Step::Counted, 7, 20), "counted 35%");
        assert_eq!(words(Step::Counted, 3, 2), "counted 100%");
    }

    #[test]
    fn nothing_is_drawn_where_it_is_not_wanted() {
        assert!(Progress::new(false).line.is_none());
    }
}
