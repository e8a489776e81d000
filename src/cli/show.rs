//! `--show-settings`: what holds for a check, and who says so.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use dealbreaker::report::DaySource;

use super::args::CheckArgs;
use super::files;
use super::output::Output;
use super::plan::{Job, Places, Plan};
use super::settings::FILE_NAME;

/// The settings of a plan, a line each: `name = value  # who says so`.
pub(super) fn settings(args: &CheckArgs, environment: &BTreeSet<String>, plan: &Plan) -> String {
    let mut shown = Shown { args, environment, text: String::new() };
    for job in &plan.jobs {
        shown.job(job, plan.picked.is_some());
    }
    shown.text.push_str("\n# all checks\n");
    shown.outputs(&plan.outputs);
    let leniency = &plan.leniency;
    for (argument, set) in [
        ("all_parts", plan.all_parts),
        ("redact", plan.redact),
        ("exit_zero", leniency.exit_zero),
        ("allow_unknown", leniency.allow_unknown),
        ("fail_on_concern", leniency.fail_on_concern),
        ("allow_empty", leniency.allow_empty),
        ("quiet", plan.quiet),
    ] {
        shown.given(argument, set, &set.to_string());
    }
    let threads = args.threads.as_deref().is_some_and(|text| !text.is_empty());
    shown.given("threads", threads, &plan.threads.to_string());
    for (argument, file) in [("baseline", &args.baseline), ("write_baseline", &args.write_baseline)]
    {
        let text = file.as_deref().map(files::shown);
        shown.given(argument, text.is_some(), &text.map_or_else(nothing, quoted));
    }
    shown.text
}

struct Shown<'a> {
    args: &'a CheckArgs,
    environment: &'a BTreeSet<String>,
    text: String,
}

impl Shown<'_> {
    fn line(&mut self, argument: &str, value: &str, from: &str) {
        let name = argument.replace('_', "-");
        let _ = writeln!(self.text, "{name} = {value}  # {from}");
    }

    /// A setting that only a flag or a variable sets.
    fn given(&mut self, argument: &str, set: bool, value: &str) {
        let from = if set { self.asked(argument) } else { "default".to_owned() };
        self.line(argument, value, &from);
    }

    /// The flag or the variable by which an argument was given.
    fn asked(&self, argument: &str) -> String {
        match self.environment.contains(argument) {
            true => format!("environment, DEALBREAKER_{}", argument.to_uppercase()),
            false => format!("flag, --{}", argument.replace('_', "-")),
        }
    }

    fn outputs(&mut self, outputs: &[Output]) {
        let text = |output: &Output| match &output.file {
            Some(file) => format!("{}={}", output.format.name(), files::shown(file)),
            None => output.format.name().to_owned(),
        };
        let set = self.args.format.iter().any(|one| !one.is_empty());
        self.given("format", set, &list(outputs.iter().map(text)));
    }

    fn job(&mut self, job: &Job, picked: bool) {
        let name = job.name.as_deref().map(|name| format!(" {name}")).unwrap_or_default();
        let _ = writeln!(self.text, "# check{name}");
        // sentences of the command line go before rule files of the environment
        let rules = !self.args.rules.is_empty()
            && (!self.environment.contains("rules") || job.sentences.is_empty());
        let from = match rules {
            true => self.asked("rules"),
            false if !job.sentences.is_empty() => "flag, --rule".to_owned(),
            false => self.unasked(&job.rules),
        };
        self.line("rules", &places(&job.rules), &from);
        if !job.sentences.is_empty() {
            self.line("rule", &list(job.sentences.iter().cloned()), "flag, --rule");
        }
        let from = match (self.args.proposals.is_empty(), picked) {
            (true, _) => self.unasked(&job.proposals),
            (false, false) => "command line".to_owned(),
            (false, true) => {
                format!("{}, of which the command line picks", self.unasked(&job.proposals))
            }
        };
        self.line("proposals", &places(&job.proposals), &from);
        let facts = job.facts.iter().map(|one| files::shown(&one.path()));
        let from = self.or_file(
            "facts",
            self.args.facts.iter().any(|one| !one.as_os_str().is_empty()),
            !job.facts.is_empty(),
        );
        self.line("facts", &list(facts), &from);
        let from = match job.as_of_source {
            DaySource::Flag | DaySource::Environment => self.asked("as_of"),
            DaySource::Config => FILE_NAME.to_owned(),
            DaySource::Today => "default, today".to_owned(),
        };
        self.line("as_of", &job.as_of.to_string(), &from);
        let given = self.args.party.as_ref().is_some_and(|party| !party.is_empty());
        let from = self.or_file("party", given, job.party.is_some());
        self.line("party", &job.party.clone().map_or_else(nothing, quoted), &from);
    }

    fn unasked(&self, places: &Places) -> String {
        match places {
            Places::Given(_) => FILE_NAME.to_owned(),
            Places::Usual(_) => "default".to_owned(),
        }
    }

    fn or_file(&self, argument: &str, asked: bool, set: bool) -> String {
        match (asked, set) {
            (true, _) => self.asked(argument),
            (false, true) => FILE_NAME.to_owned(),
            (false, false) => "default".to_owned(),
        }
    }
}

fn places(places: &Places) -> String {
    let all = match places {
        Places::Given(given) => given.as_slice(),
        Places::Usual(usual) => std::slice::from_ref(usual),
    };
    list(all.iter().map(|one| files::shown(&one.path())))
}

fn list(texts: impl Iterator<Item = String>) -> String {
    format!("[{}]", texts.map(quoted).collect::<Vec<_>>().join(", "))
}

fn quoted(text: String) -> String {
    format!("{text:?}")
}

fn nothing() -> String {
    "none".to_owned()
}
