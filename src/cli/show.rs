//! `--show-settings`: what holds for a check, and who says so.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use clap::ValueEnum;
use dealbreaker::report::DaySource;

use super::args::{CheckArgs, ColourChoice};
use super::files;
use super::output::Output;
use super::plan::{Job, Places, Plan};
use super::settings::FILE_NAME;

/// The settings of a plan, a line each: `name = value  # who says so`.
pub(super) fn settings(args: &CheckArgs, environment: &BTreeSet<String>, plan: &Plan) -> String {
    let mut shown = Shown { args, environment, set: &plan.set, text: String::new() };
    for job in &plan.jobs {
        shown.job(job, plan.picked.is_some());
    }
    shown.text.push_str("\n# all checks\n");
    shown.outputs(&plan.outputs);
    let leniency = &plan.leniency;
    for (argument, asked, value) in [
        ("all_parts", args.all_parts.is_some(), plan.all_parts),
        ("redact", args.redact.is_some(), plan.redact),
        ("exit_zero", leniency.exit_zero, leniency.exit_zero),
        ("allow_unknown", args.allow_unknown.is_some(), leniency.allow_unknown),
        ("fail_on_concern", args.fail_on_concern.is_some(), leniency.fail_on_concern),
        ("allow_empty", leniency.allow_empty, leniency.allow_empty),
        ("quiet", plan.quiet, plan.quiet),
    ] {
        shown.given(argument, asked, &value.to_string());
    }
    let threads = args.threads.as_deref().is_some_and(|text| !text.is_empty());
    shown.given("threads", threads, &plan.threads.to_string());
    shown.given("color", args.color.is_some(), &quoted(colour(plan.colour)));
    for (argument, asked, file) in [
        ("baseline", args.baseline.is_some(), &plan.baseline),
        ("write_baseline", args.write_baseline.is_some(), &plan.write_baseline),
    ] {
        let text = file.as_deref().map(files::shown);
        shown.given(argument, asked, &text.map_or_else(nothing, quoted));
    }
    shown.text
}

struct Shown<'a> {
    args: &'a CheckArgs,
    environment: &'a BTreeSet<String>,
    /// What `[settings]` gave.
    set: &'a BTreeSet<&'static str>,
    text: String,
}

impl Shown<'_> {
    fn line(&mut self, argument: &str, value: &str, from: &str) {
        let name = argument.replace('_', "-");
        let _ = writeln!(self.text, "{name} = {value}  # {from}");
    }

    /// A setting of all checks.
    fn given(&mut self, argument: &str, asked: bool, value: &str) {
        let from = self.or_file(argument, asked, self.set.contains(argument));
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
        let rules = !self.args.grounds.rules.is_empty()
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
            self.args.grounds.facts.iter().any(|one| !one.as_os_str().is_empty()),
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
    list(places.all().iter().map(|one| files::shown(&one.path())))
}

fn list(texts: impl Iterator<Item = String>) -> String {
    format!("[{}]", texts.map(quoted).collect::<Vec<_>>().join(", "))
}

fn quoted(text: String) -> String {
    format!("{text:?}")
}

fn colour(choice: ColourChoice) -> String {
    choice.to_possible_value().map(|value| value.get_name().to_owned()).unwrap_or_default()
}

fn nothing() -> String {
    "none".to_owned()
}
