//! `dealbreaker compare`: proposals, or the rounds of talks, beside each other.

use std::collections::BTreeSet;
use std::io::Write;
use std::path::PathBuf;

use clap::ValueEnum;
use clap::builder::BoolishValueParser;
use dealbreaker::compare;
use dealbreaker::limits::Limits;
use dealbreaker::proposal::{self, Document};
use dealbreaker::render::{self, ComparisonFormat};

use super::args::{CheckArgs, ColourChoice, switch};
use super::check;
use super::error::{Problem, SettingsFault};
use super::exit::Exit;
use super::files::{self, Found, Kind};
use super::gather::Gathered;
use super::grounds::Grounds;
use super::plan::{self, Job, Places, Plan};
use super::read::Reader;
use super::{table, terminal};

/// `dealbreaker compare`
#[derive(Debug, clap::Args)]
pub(super) struct CompareArgs {
    /// A file, a folder, a glob in quotes, or `-` for standard input; each document is a column, in this order
    #[arg(value_name = "PROPOSAL", required = true)]
    proposals: Vec<PathBuf>,

    #[command(flatten)]
    grounds: Grounds,

    /// Only the rules of this party, and those of no party
    #[arg(long, value_name = "NAME", env = "DEALBREAKER_PARTY", hide_env = true)]
    party: Option<String>,

    /// How to report; markdown and html are made to be posted, and publish bottom lines: use --redact with them
    #[arg(long, value_name = "F", value_enum, default_value_t)]
    format: Format,

    /// Leave rules with the clause `private` out; the exit code counts them all the same
    #[arg(long, value_name = "BOOL", env = "DEALBREAKER_REDACT", hide_env = true)]
    #[arg(num_args = 0..=1, require_equals = true, default_missing_value = "true")]
    #[arg(value_parser = BoolishValueParser::new(), hide_possible_values = true)]
    redact: Option<bool>,

    /// End with 0 where the code would be 1
    #[arg(long, env = "DEALBREAKER_EXIT_ZERO", hide_env = true, value_parser = switch)]
    exit_zero: bool,

    /// Let `unknown` pass, for the exit code only
    #[arg(long, value_name = "BOOL", env = "DEALBREAKER_ALLOW_UNKNOWN", hide_env = true)]
    #[arg(num_args = 0..=1, require_equals = true, default_missing_value = "true")]
    #[arg(value_parser = BoolishValueParser::new(), hide_possible_values = true)]
    allow_unknown: Option<bool>,

    /// End with 1 where the last proposal breaks a concern
    #[arg(long, value_name = "BOOL", env = "DEALBREAKER_FAIL_ON_CONCERN", hide_env = true)]
    #[arg(num_args = 0..=1, require_equals = true, default_missing_value = "true")]
    #[arg(value_parser = BoolishValueParser::new(), hide_possible_values = true)]
    fail_on_concern: Option<bool>,

    /// Let it pass that nothing was checked
    #[arg(long, env = "DEALBREAKER_ALLOW_EMPTY", hide_env = true, value_parser = switch)]
    allow_empty: bool,

    /// The name of what comes in by `-`; its ending says the format
    #[arg(long, value_name = "NAME")]
    stdin_filename: Option<String>,

    /// When to use colour [default: auto]
    #[arg(long, value_name = "WHEN", value_enum, env = "DEALBREAKER_COLOR", hide_env = true)]
    color: Option<ColourChoice>,
}

/// How the comparison is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, ValueEnum)]
enum Format {
    /// A table for people
    #[default]
    Pretty,
    /// For programs
    Json,
    /// A table for a pull request
    Markdown,
    /// A page with a chart of each margin
    Html,
}

/// What `--help` adds.
pub(super) const HELP: &str = "\
What is shown:
  Rules down, proposals across, in the order given: rounds of talks, or drafts of one deal. In each
  cell stand the verdict and the margin, which is positive while a rule holds.
  trend       From the last proposal against the nearest earlier one with a margin in that unit:
              closing   the margin grew: a broken rule comes nearer to holding
              stuck     it is the same
              slipping  it shrank
              A rule whose last verdict has no margin has no trend.
  first held  The first proposal on which the rule held, counted from 0.
  From 0 to 1 What the later proposal says otherwise, and the verdicts that changed with it. That a
              value is written in another way is no change.

All are judged on one day, --as-of, and in one run: a rule about the round before sees it. The rules
are those of -r and -e, else of the [[check]] that covers the last proposal, else of rules/.

Examples:
  dealbreaker compare rounds/ -r rules/mexico.redlines
  dealbreaker compare draft-a.yaml draft-b.yaml -e \"rent must be at most EUR 24,000\"
  dealbreaker compare rounds/ --format html --redact > rounds.html

Exit codes, as those of `check` for the last proposal alone: 0 it is acceptable or waiting; 1 it is
broken, unknown or halted; 2 something could not be read, or nothing was checked.";

/// Compares what the arguments say.
pub(super) fn run(
    args: &CompareArgs,
    from_environment: &BTreeSet<String>,
) -> Result<Exit, Vec<Problem>> {
    let mut plan = plan::plan(&as_check(args), from_environment)?;
    one_check(&mut plan)?;
    let mut reader = Reader::new(plan.stdin_name.clone()).within(&plan.limits);
    let gathered = check::check(&plan, &mut reader);
    let documents = documents(&gathered, &plan.limits);
    let comparison = compare::compare(&gathered.report, &documents);
    let style = terminal::style_of_stdout(plan.colour);
    let mut text = Vec::new();
    let told = render::compare_with(args.format.into(), &comparison, &style, &mut text);
    table::show(told.and_then(|()| text.flush()), &text)?;
    terminal::complain_of(&gathered.report.errors);
    Ok(exit(&plan, gathered))
}

impl From<Format> for ComparisonFormat {
    fn from(format: Format) -> Self {
        match format {
            Format::Pretty => Self::Pretty,
            Format::Json => Self::Json,
            Format::Markdown => Self::Markdown,
            Format::Html => Self::Html,
        }
    }
}

/// What `check` would be asked. Every part is listed, for a changed verdict may rest on one that holds.
fn as_check(args: &CompareArgs) -> CheckArgs {
    CheckArgs {
        proposals: args.proposals.clone(),
        grounds: args.grounds.clone(),
        party: args.party.clone(),
        all_parts: Some(true),
        redact: args.redact,
        exit_zero: args.exit_zero,
        allow_unknown: args.allow_unknown,
        fail_on_concern: args.fail_on_concern,
        allow_empty: args.allow_empty,
        stdin_filename: args.stdin_filename.clone(),
        color: args.color,
        quiet: true,
        ..CheckArgs::default()
    }
}

/// Leaves of several checks the one that covers the last proposal: all proposals are judged by the same rules.
fn one_check(plan: &mut Plan) -> Result<(), Vec<Problem>> {
    // what a baseline knows counts all the same
    plan.baseline = None;
    plan.leniency.forgive_known = false;
    let Some(picked) = plan.picked.take() else { return Ok(()) };
    let last = files::find(Kind::Proposals, &picked, &BTreeSet::new()).files.pop();
    let at = match &last {
        Some(last) if plan.jobs.len() > 1 => {
            plan.jobs.iter().position(|job| covers(job, last, plan)).ok_or_else(|| {
                let file = files::shown(&last.path);
                vec![Problem::from(SettingsFault::NoCheckFor { file })]
            })?
        }
        Some(_) | None => 0,
    };
    let job = plan.jobs.drain(..).nth(at);
    plan.jobs.extend(job.map(|job| Job { name: None, proposals: Places::Given(picked), ..job }));
    if let Some(job) = plan.jobs.first() {
        (plan.as_of, plan.as_of_source) = (job.as_of, job.as_of_source);
    }
    Ok(())
}

fn covers(job: &Job, proposal: &Found, plan: &Plan) -> bool {
    let place = check::place_of(proposal, plan);
    let own = files::find(Kind::Proposals, job.proposals.wanted(), &BTreeSet::new());
    own.files.iter().any(|file| file.real == place)
}

/// The documents of the proposals that could be read.
fn documents(gathered: &Gathered, limits: &Limits) -> Vec<Document> {
    let limits = limits.capped().data();
    let read =
        |file: &dealbreaker::run::DataFile| proposal::read(&file.source, file.format, &limits);
    gathered.data.iter().flat_map(read).filter_map(Result::ok).collect()
}

/// That of `check` for the last proposal.
fn exit(plan: &Plan, mut gathered: Gathered) -> Exit {
    for list in [&mut gathered.report.proposals, &mut gathered.hidden] {
        *list = list.pop().into_iter().collect();
    }
    plan.leniency.exit(&gathered.report, &gathered.hidden, gathered.failed)
}
