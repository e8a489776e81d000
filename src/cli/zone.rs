//! `dealbreaker zone`: is there a deal that all parties could sign?

use std::collections::BTreeSet;
use std::io::Write;
use std::path::PathBuf;
use std::time::{Duration, Instant};

use clap::ValueEnum;
use dealbreaker::analysis::zone::{self, Answer, Input};
use dealbreaker::render;

use super::args::ColourChoice;
use super::error::Problem;
use super::exit::Exit;
use super::table::{self, Wanted};
use super::terminal;

/// `dealbreaker zone`
#[derive(Debug, clap::Args)]
pub(super) struct ZoneArgs {
    /// The rule files of the parties, or folders of them; files with one `party` line are of one party
    #[arg(value_name = "RULES", required = true)]
    rules: Vec<PathBuf>,

    /// A proposal whose agreed terms are settled: only what it leaves open is looked for
    #[arg(long, value_name = "PROPOSAL")]
    given: Option<PathBuf>,

    /// A file of facts, laid under every deal (repeatable)
    #[arg(long, value_name = "FILE", env = "DEALBREAKER_FACTS", hide_env = true)]
    facts: Vec<PathBuf>,

    /// The day of the deal, as 2004-03-01 [default: today]
    #[arg(long, value_name = "DATE", env = "DEALBREAKER_AS_OF", hide_env = true)]
    as_of: Option<String>,

    /// Where there is no deal, list every conflict, not only some that have no sentence in common
    #[arg(long)]
    all: bool,

    /// Give up after so many seconds
    #[arg(long, value_name = "SECONDS", default_value_t = table::BUDGET)]
    budget: u64,

    /// How to report
    #[arg(long, value_name = "F", value_enum, default_value_t)]
    format: Format,

    /// When to use colour
    #[arg(long, value_name = "WHEN", value_enum, default_value_t)]
    color: ColourChoice,
}

/// How the answer is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, ValueEnum)]
pub(super) enum Format {
    /// For people
    #[default]
    Pretty,
    /// For programs
    Json,
}

/// What `--help` adds.
pub(super) const HELP: &str = "\
What is asked:
  Whether one deal satisfies every `must` and every `halt if` of all parties. What `should` and
  `warn if` say does not count. A deal is what a proposal could state: each term that the rules
  speak of is left out, `none`, or a value; where rules name it at several times, a schedule.

What is told:
  deal        Each term's range for each party and for all, and one deal as a proposal. That deal
              was checked as `check` would check it, by every rule, before it is shown.
  no deal     The sentences that cannot all hold, from all files. Each such set is as small as it
              can be: without any one of its sentences, the others can hold. Beside it, how far one
              figure would have to move for the conflict to end.
  undecided   Some rule is beyond this analysis and the deal that was found does not satisfy it, or
              the time was up. Such rules are listed with the reason.

With --given, what the proposal states is settled, and its open terms and what it is silent on are
looked for; `every product` ranges over its products. Without it, rules about `every product` are
beyond the analysis, for only a proposal lists them.

Examples:
  dealbreaker zone rules/mexico.redlines rules/japan.redlines
  dealbreaker zone rules/japan-mexico --given offers/round-3.yaml --as-of 2004-03-01
  dealbreaker zone ours.redlines theirs.redlines --all --format json

Exit codes: 0 there is a deal; 1 there is none; 2 something could not be read; 3 undecided.";

/// Looks for a deal.
pub(super) fn run(
    args: &ZoneArgs,
    from_environment: &BTreeSet<String>,
) -> Result<Exit, Vec<Problem>> {
    let wanted = Wanted {
        rules: &args.rules,
        sentences: &[],
        proposal: args.given.as_deref(),
        facts: &args.facts,
        as_of: args.as_of.as_deref(),
        stdin_name: None,
    };
    let table = table::read(&wanted, from_environment)?;
    let input = Input {
        rules: &table.rules,
        given: table.proposal.as_ref(),
        facts: &table.facts,
        as_of: table.as_of,
        until: Instant::now().checked_add(Duration::from_secs(args.budget)),
        all: args.all,
    };
    let zone = match zone::zone(&input, &table.shelves) {
        Ok(zone) => zone,
        Err(errors) => {
            terminal::complain_of(&errors);
            return Ok(Exit::Failed);
        }
    };
    let mut text = Vec::new();
    let style = terminal::style_of_stdout(args.color);
    let told = match args.format {
        Format::Pretty => render::zone_pretty(&zone, args.budget, &style, &mut text),
        Format::Json => render::zone_json(&zone, &mut text),
    };
    table::show(told.and_then(|()| text.flush()), &text)?;
    Ok(match zone.answer {
        Answer::Deal => Exit::Acceptable,
        Answer::NoDeal => Exit::Findings,
        Answer::Undecided => Exit::Undecided,
    })
}
