//! `dealbreaker counteroffer`: the smallest changes that satisfy the rules, as a patch of the proposal.

use std::collections::BTreeSet;
use std::io::Write;
use std::path::PathBuf;
use std::time::{Duration, Instant};

use dealbreaker::analysis::counteroffer::{self, Answer, Counteroffer, Input};
use dealbreaker::render;
use dealbreaker::value::{Quantity, Value, read_quantity};

use super::args::ColourChoice;
use super::error::{Nothing, Problem, ProblemKind};
use super::exit::Exit;
use super::grounds::Grounds;
use super::table::{self, Table, Wanted};
use super::zone::Format;
use super::{output, terminal};

/// `dealbreaker counteroffer`
#[derive(Debug, clap::Args)]
pub(super) struct CounterofferArgs {
    /// The proposal to be changed, or `-` for standard input
    #[arg(value_name = "PROPOSAL")]
    proposal: PathBuf,

    #[command(flatten)]
    grounds: Grounds,

    /// Leave a term or a thing as it is: `quota on pork`, `quota`, `pork` (repeatable)
    #[arg(long, value_name = "NAME")]
    keep: Vec<String>,

    /// New values of a term are multiples of this: `quota=500 tons` (repeatable)
    #[arg(long, value_name = "NAME=STEP", value_parser = step)]
    step: Vec<(String, Quantity)>,

    /// A change of this term costs so much; of all others 1 (repeatable)
    #[arg(long, value_name = "NAME=N", value_parser = weight)]
    weight: Vec<(String, u64)>,

    /// Write the changed proposal into its file
    #[arg(long)]
    write: bool,

    /// Give up after so many seconds
    #[arg(long, value_name = "SECONDS", default_value_t = table::BUDGET)]
    budget: u64,

    /// The name of what comes in by `-`; its ending says the format
    #[arg(long, value_name = "NAME")]
    stdin_filename: Option<String>,

    /// How to report
    #[arg(long, value_name = "F", value_enum, default_value_t)]
    format: Format,

    /// When to use colour
    #[arg(long, value_name = "WHEN", value_enum, default_value_t)]
    color: ColourChoice,
}

/// What `--help` adds.
pub(super) const HELP: &str = "\
What is looked for:
  The fewest changes with which the proposal satisfies every `must` and every `halt if`, and, as far
  as it can be beside them, every `should` and `warn if`: one concern more goes before any number of
  changes. A change sets a value, fills in what is open, adds what is missing, or writes `none`.
  Each new figure stays as near to the old one as the rules let it.

What is told:
  The changes, and a unified diff of the file itself, with its comments and its layout. The changed
  text was checked as `check` would check it, by every rule, before it is shown. Where no changes
  help, the sentences that stand against each other.

The rules are those of -r and -e, else of dealbreaker.toml, else of rules/.

Examples:
  dealbreaker counteroffer offers/round-3.yaml -r rules/mexico.redlines
  dealbreaker counteroffer offer.yaml -r ours -r theirs --keep \"quota on beef\"
  dealbreaker counteroffer offer.yaml --step \"quota=500 tons\" --weight tariff=5 --write
  dealbreaker counteroffer offer.json -e \"pork must have a safeguard\" | patch -p0

Exit codes: 0 found, or nothing has to change; 1 no changes help; 2 something could not be read;
3 undecided: the time was up, or a rule beyond this analysis is not satisfied.";

fn step(text: &str) -> Result<(String, Quantity), String> {
    let (name, step) = text.rsplit_once('=').ok_or("write it as `quota=500 tons`")?;
    match read_quantity(step.trim()) {
        Ok(Value::Quantity(step)) if !step.amount.is_zero() => Ok((name.trim().to_owned(), step)),
        Ok(_) => Err("a step is an amount above zero, as `500 tons`".to_owned()),
        Err(error) => Err(error.message()),
    }
}

fn weight(text: &str) -> Result<(String, u64), String> {
    let (name, weight) = text.rsplit_once('=').ok_or("write it as `tariff=5`")?;
    let weight: u32 =
        weight.trim().parse().map_err(|_| "a weight is a whole number from 0".to_owned())?;
    Ok((name.trim().to_owned(), u64::from(weight)))
}

/// Looks for the changes.
pub(super) fn run(
    args: &CounterofferArgs,
    from_environment: &BTreeSet<String>,
) -> Result<Exit, Vec<Problem>> {
    let wanted = Wanted {
        rules: &args.grounds.rules,
        sentences: &args.grounds.sentences,
        proposal: Some(&args.proposal),
        facts: &args.grounds.facts,
        as_of: args.grounds.as_of.as_deref(),
        stdin_name: args.stdin_filename.as_deref(),
    };
    let table = table::read(&wanted, from_environment)?;
    let Some(proposal) = &table.proposal else {
        let places = format!("`{}`", args.proposal.display());
        return Err(vec![Nothing::NoProposals { check: None, places }.into()]);
    };
    let input = Input {
        rules: &table.rules,
        proposal,
        facts: &table.facts,
        as_of: table.as_of,
        until: Instant::now().checked_add(Duration::from_secs(args.budget)),
        keep: &args.keep,
        steps: &args.step,
        weights: &args.weight,
    };
    match counteroffer::counteroffer(&input, &table.shelves) {
        Ok(answer) => tell(&answer, args, &table),
        Err(errors) => {
            terminal::complain_of(&errors);
            Ok(Exit::Failed)
        }
    }
}

fn tell(
    answer: &Counteroffer,
    args: &CounterofferArgs,
    table: &Table,
) -> Result<Exit, Vec<Problem>> {
    if let Some(name) = answer.unmatched.first() {
        return Err(vec![ProblemKind::NoTerm { name: name.clone() }.into()]);
    }
    let mut text = Vec::new();
    let style = terminal::style_of_stdout(args.color);
    let told = match args.format {
        Format::Pretty => render::counteroffer_pretty(answer, args.budget, &style, &mut text),
        Format::Json => render::counteroffer_json(answer, &mut text),
    };
    if let (true, Answer::Found, Some(path), Some(changed)) =
        (args.write, answer.answer, &table.path, &answer.text)
    {
        output::replace(path, changed).map_err(|problem| vec![problem])?;
    }
    table::show(told.and_then(|()| text.flush()), &text)?;
    Ok(match answer.answer {
        Answer::Found => Exit::Acceptable,
        Answer::None => Exit::Findings,
        Answer::Undecided => Exit::Undecided,
    })
}
