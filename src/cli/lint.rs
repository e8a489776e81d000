//! `dealbreaker lint`: faults of the rules themselves.

use std::collections::{BTreeSet, HashSet};
use std::io;
use std::path::PathBuf;

use clap::ValueEnum;
use clap::builder::BoolishValueParser;
use dealbreaker::lint::{self, Code, Findings, Input};
use dealbreaker::render;
use dealbreaker::report::DaySource;

use super::args::{CheckArgs, ColourChoice};
use super::error::{Nothing, Problem, ProblemKind, why};
use super::exit::Exit;
use super::explain::{self, Desk};
use super::grounds::Grounds;
use super::output;
use super::plan;
use super::terminal;

/// `dealbreaker lint`
#[derive(Debug, clap::Args)]
pub(super) struct LintArgs {
    /// A rule file, or a folder of them
    #[arg(value_name = "PATH", env = "DEALBREAKER_RULES", hide_env = true)]
    rules: Vec<PathBuf>,

    /// Proposals whose names the rules are held against (repeatable)
    #[arg(long, value_name = "PATH")]
    proposals: Vec<PathBuf>,

    /// A file of facts with more such names (repeatable)
    #[arg(long, value_name = "FILE", env = "DEALBREAKER_FACTS", hide_env = true)]
    facts: Vec<PathBuf>,

    /// The day that windows and waivers are held against, as 2004-03-01 [default: today]
    #[arg(long, value_name = "DATE", env = "DEALBREAKER_AS_OF", hide_env = true)]
    as_of: Option<String>,

    /// Tell of red lines without `because` or `source`, too
    #[arg(long)]
    require_reason: bool,

    /// Do not tell of this, as `shadowed` (repeatable)
    #[arg(long, value_name = "CODE", value_parser = code)]
    allow: Vec<Code>,

    /// Leave rules with the clause `private` out, and what would tell of them; the exit code counts them all the same
    #[arg(long, value_name = "BOOL", env = "DEALBREAKER_REDACT", hide_env = true)]
    #[arg(num_args = 0..=1, require_equals = true, default_missing_value = "true")]
    #[arg(value_parser = BoolishValueParser::new(), hide_possible_values = true)]
    redact: Option<bool>,

    /// How to report
    #[arg(long, value_name = "F", value_enum, default_value_t)]
    format: Format,

    /// When to use colour
    #[arg(long, value_name = "WHEN", value_enum, default_value_t)]
    #[arg(env = "DEALBREAKER_COLOR", hide_env = true)]
    color: ColourChoice,
}

/// How findings are told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, ValueEnum)]
enum Format {
    /// For people
    #[default]
    Pretty,
    /// For programs
    Json,
}

/// What `--help` adds.
pub(super) const HELP: &str = "\
What is looked at:
  dealbreaker lint
      The rules of each [[check]] of dealbreaker.toml, their names held against its proposals and
      facts. Without that file, rules/ and proposals/.
  dealbreaker lint rules/mexico.redlines
      Just these rules; with --proposals, their names as well.

What is told:
  contradicts         two red lines of one party that cannot both hold
  shadowed            a bound that follows from a stricter one
  duplicate           a rule that is there twice
  never_applies       its time is over, its condition contradicts itself, `except` leaves nothing
  always_holds        a bound that nothing can miss
  unknown_term        a name that no proposal, no facts and no definition has
  expired_waiver      a waiver that has run out; where a day is given
  no_reason           a red line without a reason; with --require-reason
  unused_definition   a definition that no rule uses
  not_compared        more is claimed of one thing than is laid beside each other
  `dealbreaker explain lint::shadowed` tells more of each. What is not certain is not told.

Examples:
  dealbreaker lint --as-of 2004-03-01
  dealbreaker lint rules --proposals offers --allow shadowed --format json
  dealbreaker lint --redact
      For others to read: without private rules, definitions that only they use, and findings
      that lay a public rule beside a private one. It says that something was left out.

Exit codes: 0 nothing found; 1 something found, shown or left out; 2 something could not be read, or
no rule.";

fn code(text: &str) -> Result<Code, String> {
    Code::from_name(text).ok_or_else(|| {
        let all: Vec<&str> = Code::ALL.iter().map(|code| code.short()).collect();
        format!("the codes are {}", all.join(", "))
    })
}

/// Looks for faults in the rules that the arguments name.
pub(super) fn run(
    args: &LintArgs,
    from_environment: &BTreeSet<String>,
) -> Result<Exit, Vec<Problem>> {
    let plan = plan::plan(&as_check(args), from_environment)?;
    // proposals that nobody has named say nothing of rules that someone has
    let with_names = !args.proposals.is_empty() || args.rules.is_empty();
    let mut allowed: BTreeSet<Code> = args.allow.iter().copied().collect();
    if !args.require_reason {
        allowed.insert(Code::NoReason);
    }
    let mut all = Findings::default();
    for desk in explain::desks(&plan, with_names)? {
        add(&mut all, &desk, &allowed, plan.redact);
    }
    once(&mut all);
    if all.rules.is_empty() && all.errors.is_empty() && !all.redacted {
        let places = plan.jobs.first().map(|job| job.rules.describe()).unwrap_or_default();
        all.errors.push(Problem::from(Nothing::NoRules { check: None, places }).notice());
    }
    tell(&all, args)?;
    Ok(match (all.errors.is_empty(), all.findings.is_empty() && all.hidden == 0) {
        (false, _) => Exit::Failed,
        (true, false) => Exit::Findings,
        (true, true) => Exit::Acceptable,
    })
}

fn as_check(args: &LintArgs) -> CheckArgs {
    CheckArgs {
        grounds: Grounds {
            rules: args.rules.clone(),
            facts: args.facts.clone(),
            as_of: args.as_of.clone(),
            ..Grounds::default()
        },
        proposals: args.proposals.clone(),
        redact: args.redact,
        ..CheckArgs::default()
    }
}

/// Takes in the rules of one check.
fn add(all: &mut Findings, desk: &Desk, allowed: &BTreeSet<Code>, redact: bool) {
    let Some((as_of, by)) = desk.day else { return };
    let data = desk.data.as_ref().filter(|data| !data.is_empty());
    let input = Input {
        files: &desk.rules,
        as_of,
        dated: by != DaySource::Today,
        vocabulary: data.map(|data| data.vocabulary()),
        allowed,
        redact,
    };
    let found = lint::lint(&input, &desk.shelves);
    let unread = desk.data.iter().flat_map(|data| data.errors().iter().cloned());
    all.rules.extend(found.rules);
    all.redacted |= found.redacted;
    all.hidden += found.hidden;
    all.findings.extend(found.findings);
    all.errors.extend(found.errors.into_iter().chain(unread));
    all.sources.extend(found.sources);
}

/// What several checks meet is told once.
fn once(all: &mut Findings) {
    let (mut told, mut named) = (HashSet::new(), HashSet::new());
    all.findings.retain(|finding| told.insert(finding.clone()));
    all.errors.retain(|error| told.insert(error.clone()));
    all.sources.retain(|source| named.insert(source.name().to_owned()));
}

fn tell(all: &Findings, args: &LintArgs) -> Result<(), Vec<Problem>> {
    let mut out = io::stdout().lock();
    let written = match args.format {
        Format::Pretty => {
            render::lint_pretty(all, &terminal::style_of_stdout(args.color), &mut out)
        }
        Format::Json => render::lint_json(all, &mut out),
    };
    output::unless_closed(written).map_err(|error| {
        let place = "standard output".to_owned();
        vec![ProblemKind::Unwritable { place, why: why(&error) }.into()]
    })
}
