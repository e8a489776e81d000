//! `--watch`: checks again whenever something that a run read, or would read, has changed.
//!
//! What the system tells of only wakes the watch; whether something has changed is seen by looking at the files. So
//! neither other files nor the reports of the run itself start a check, and where the system tells of nothing (network
//! drives, no watches left), looking now and then is enough.

mod eyes;
mod ground;

use std::collections::BTreeSet;
use std::io::{self, IsTerminal};
use std::process;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use super::args::CheckArgs;
use super::check::{self, Session};
use super::error::{Problem, ProblemKind};
use super::exit::Exit;
use super::files;
use super::plan::{self, Plan};
use super::{output, terminal};
use eyes::Eyes;
use ground::{Change, Ground, Look};

/// How many changed files a line names before it counts the rest.
const NAMED: usize = 5;

/// What programs end with that Ctrl-C has ended.
const INTERRUPTED: i32 = 130;

/// Checks, and checks again with every change, until Ctrl-C ends the program.
pub(super) fn run(
    args: &CheckArgs,
    from_environment: &BTreeSet<String>,
) -> Result<Exit, Vec<Problem>> {
    let session = Session { watched: true, ..Session::default() };
    let mut watch = Watch { args, from_environment, plan: None, session };
    end_on_interrupt(Arc::clone(&watch.session.writing));
    let (mut trouble, mut settings) = watch.plan_seen();
    if trouble.iter().any(|problem| matches!(problem.kind, ProblemKind::Usage(_))) {
        return Err(trouble);
    }
    loop {
        let mut before = watch.ground().look();
        before.put_back(settings);
        watch.check(&trouble);
        before.know(&watch.session.opened);
        watch.say("watching for changes; Ctrl-C ends");
        let changes = watch.wait(before);
        watch.clear()?;
        watch.say(&format!("{}; checking again", in_words(&changes)));
        (trouble, settings) = watch.plan_seen();
    }
}

struct Watch<'a> {
    args: &'a CheckArgs,
    from_environment: &'a BTreeSet<String>,
    /// The last plan that could be made.
    plan: Option<Plan>,
    session: Session,
}

impl Watch<'_> {
    /// Makes the plan anew, for `dealbreaker.toml` may have changed; without one, says why.
    fn plan(&mut self) -> Vec<Problem> {
        match plan::plan(self.args, self.from_environment) {
            Ok(plan) => {
                self.plan = Some(plan);
                Vec::new()
            }
            Err(problems) => problems,
        }
    }

    /// The same, with how the settings looked before they were read: a change while they are read is one still to come.
    fn plan_seen(&mut self) -> (Vec<Problem>, Look) {
        let settings = Ground::new(None, &BTreeSet::new()).look();
        (self.plan(), settings)
    }

    fn ground(&self) -> Ground {
        Ground::new(self.plan.as_ref(), &self.session.opened)
    }

    /// What goes wrong is told of, and watching goes on.
    fn check(&mut self, trouble: &[Problem]) {
        match &self.plan {
            Some(plan) if trouble.is_empty() => {
                let done = check::carry_out(plan, &mut self.session);
                terminal::complain(&done.err().unwrap_or_default());
            }
            Some(_) | None => terminal::complain(trouble),
        }
    }

    /// Waits until something is not as it was.
    fn wait(&self, before: Look) -> Vec<Change> {
        let mut eyes = Eyes::default();
        loop {
            let ground = self.ground();
            if let Some(why) = eyes.open(ground.places()) {
                self.say(&format!(
                    "the system tells of no changes ({why}), so files are looked at"
                ));
            }
            let changes = ground.look().since(&before);
            if !changes.is_empty() {
                return changes;
            }
            eyes.wait();
        }
    }

    fn clear(&self) -> Result<(), Vec<Problem>> {
        match io::stdout().is_terminal() && !self.args.quiet {
            true => output::text("\x1b[2J\x1b[H"),
            false => Ok(()),
        }
    }

    fn say(&self, words: &str) {
        if !self.args.quiet {
            let time = jiff::Zoned::now().strftime("%H:%M:%S");
            terminal::tell(&format!("{time} {words}\n"));
        }
    }
}

/// `changed: a.yaml; new: b.yaml`
fn in_words(changes: &[Change]) -> String {
    let mut parts: Vec<String> = Vec::new();
    for word in ["changed", "new", "gone"] {
        let those = changes.iter().filter(|change| change.word() == word);
        let names: Vec<String> =
            those.map(|change| format!("`{}`", files::shown(change.path()))).collect();
        let more = names.len().saturating_sub(NAMED);
        let shown = names.get(..NAMED).unwrap_or(&names).join(", ");
        match (names.is_empty(), more) {
            (true, _) => {}
            (false, 0) => parts.push(format!("{word}: {shown}")),
            (false, more) => parts.push(format!("{word}: {shown} and {more} more")),
        }
    }
    parts.join("; ")
}

/// Ctrl-C ends the program as it ends others, but never in the middle of a report, unless nobody takes the report.
fn end_on_interrupt(writing: Arc<Mutex<()>>) {
    let ends = move || {
        for _ in 0..10 {
            let held = writing.try_lock();
            if held.is_ok() {
                process::exit(INTERRUPTED);
            }
            drop(held);
            std::thread::sleep(Duration::from_millis(100));
        }
        process::exit(INTERRUPTED);
    };
    // Where no handler can be set, the system ends the program by itself.
    let _ = ctrlc::set_handler(ends);
}
