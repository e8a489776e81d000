//! The arguments as they are given. What they mean, together with the environment and `dealbreaker.toml`, is the work
//! of [`super::plan`].

use std::collections::BTreeSet;
use std::path::PathBuf;

use clap::builder::FalseyValueParser;
use clap::parser::ValueSource;
use clap::{ArgMatches, CommandFactory, FromArgMatches, Parser, Subcommand, ValueEnum};

/// A command with what the environment gave.
pub(crate) struct Asked {
    pub(super) command: Command,
    /// The arguments that were not on the command line but in a `DEALBREAKER_…` variable.
    pub(super) from_environment: BTreeSet<String>,
}

/// Reads the command line. Prints help or a complaint about usage and ends the program where clap says so.
pub(crate) fn parse() -> Asked {
    let matches = Cli::command().get_matches();
    let from_environment = matches.subcommand().map(|(_, found)| environment(found));
    let cli = Cli::from_arg_matches(&matches).unwrap_or_else(|error| error.exit());
    Asked { command: cli.command, from_environment: from_environment.unwrap_or_default() }
}

fn environment(matches: &ArgMatches) -> BTreeSet<String> {
    let given_there = |id: &&str| matches.value_source(id) == Some(ValueSource::EnvVariable);
    matches.ids().map(clap::Id::as_str).filter(given_there).map(str::to_owned).collect()
}

/// Checks deals against red lines.
///
/// Red lines are sentences in rule files (`*.redlines`): `rent must be at most EUR 24,000`. Proposals are YAML, JSON,
/// NDJSON or TOML. Each rule gets a verdict on each proposal, with the place in both files.
#[derive(Debug, Parser)]
#[command(name = "dealbreaker", version, after_help = EXAMPLES, after_long_help = LONG_HELP)]
#[command(subcommand_required = true, arg_required_else_help = true)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

/// What can be asked for.
#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// Check proposals against rules and print the report
    #[command(after_long_help = CHECK_HELP)]
    Check(Box<CheckArgs>),
    /// Explain how a sentence is read, why a rule got its verdict, or what a code means
    #[command(after_long_help = EXPLAIN_HELP)]
    Explain(Box<ExplainArgs>),
    /// Lay out rule files, without a change to what they say
    #[command(after_long_help = FMT_HELP)]
    Fmt(FmtArgs),
    /// Run case files (`*.test.yaml`): what reports are expected to say
    #[command(after_long_help = TEST_HELP)]
    Test(TestArgs),
    /// Find faults of the rules themselves: contradictions, rules that never apply, misspelt names
    #[command(after_long_help = super::lint::HELP)]
    Lint(Box<super::lint::LintArgs>),
    /// Find a deal that all parties could sign, each term's range, or the sentences that exclude one
    #[command(after_long_help = super::zone::HELP)]
    Zone(Box<super::zone::ZoneArgs>),
    /// Find the smallest changes to a proposal that satisfy the rules, as a patch of it
    #[command(after_long_help = super::counteroffer::HELP)]
    Counteroffer(Box<super::counteroffer::CounterofferArgs>),
    /// Write a first rule file, a first proposal and a `dealbreaker.toml`, and check them
    #[command(after_long_help = INIT_HELP)]
    Init(InitArgs),
    /// Print the completions of a shell
    #[command(after_long_help = COMPLETIONS_HELP)]
    Completions(CompletionsArgs),
}

/// `dealbreaker check`
#[derive(Debug, Default, clap::Args)]
pub(super) struct CheckArgs {
    /// A file, a folder, a glob in quotes, or `-` for standard input
    #[arg(value_name = "PROPOSAL")]
    pub(super) proposals: Vec<PathBuf>,

    /// A rule file, or a folder of them (repeatable)
    #[arg(short, long, value_name = "FILE|DIR", env = "DEALBREAKER_RULES", hide_env = true)]
    pub(super) rules: Vec<PathBuf>,

    /// A rule as a sentence (repeatable)
    #[arg(short = 'e', long = "rule", value_name = "SENTENCE")]
    pub(super) sentences: Vec<String>,

    /// A file of facts, laid under every proposal; CSV or any format of proposals (repeatable)
    #[arg(long, value_name = "FILE", env = "DEALBREAKER_FACTS", hide_env = true)]
    pub(super) facts: Vec<PathBuf>,

    /// The day the check is made for, as 2004-03-01 [default: today]
    #[arg(long, value_name = "DATE", env = "DEALBREAKER_AS_OF", hide_env = true)]
    pub(super) as_of: Option<String>,

    /// Only the rules of this party, and those of no party
    #[arg(long, value_name = "NAME", env = "DEALBREAKER_PARTY", hide_env = true)]
    pub(super) party: Option<String>,

    /// How to report: pretty or concise for people; json, jsonl or summary for programs; sarif, junit, tap, github or
    /// gitlab for build servers; markdown or html for a page; with =FILE into that file (repeatable) [default: pretty].
    /// markdown, github, gitlab and sarif are made to be posted, and publish bottom lines: use --redact with them
    #[arg(long, value_name = "F[=FILE]", env = "DEALBREAKER_FORMAT", hide_env = true)]
    pub(super) format: Vec<String>,

    /// List every subject of a quantified rule, also those that hold
    #[arg(long, env = "DEALBREAKER_ALL_PARTS", hide_env = true, value_parser = FalseyValueParser::new())]
    pub(super) all_parts: bool,

    /// Leave rules with the clause `private` out of every report; the exit code counts them all the same
    #[arg(long, env = "DEALBREAKER_REDACT", hide_env = true, value_parser = FalseyValueParser::new())]
    pub(super) redact: bool,

    /// Mark what this file knows, and let only the rest decide the exit code
    #[arg(long, value_name = "FILE")]
    pub(super) baseline: Option<PathBuf>,

    /// Write what is broken, unknown or waiting into this file; with --redact, without private rules
    #[arg(long, value_name = "FILE")]
    pub(super) write_baseline: Option<PathBuf>,

    /// Print the settings in force and where each comes from (flag, environment, dealbreaker.toml), and check nothing
    #[arg(long)]
    pub(super) show_settings: bool,

    /// End with 0 where the code would be 1
    #[arg(long, env = "DEALBREAKER_EXIT_ZERO", hide_env = true, value_parser = FalseyValueParser::new())]
    pub(super) exit_zero: bool,

    /// Let `unknown` pass, for the exit code only
    #[arg(long, env = "DEALBREAKER_ALLOW_UNKNOWN", hide_env = true, value_parser = FalseyValueParser::new())]
    pub(super) allow_unknown: bool,

    /// End with 1 where a concern (`should`, `warn if`) is broken
    #[arg(long, env = "DEALBREAKER_FAIL_ON_CONCERN", hide_env = true, value_parser = FalseyValueParser::new())]
    pub(super) fail_on_concern: bool,

    /// Let it pass that nothing was checked
    #[arg(long, env = "DEALBREAKER_ALLOW_EMPTY", hide_env = true, value_parser = FalseyValueParser::new())]
    pub(super) allow_empty: bool,

    /// The name of what comes in by `-`; its ending says the format
    #[arg(long, value_name = "NAME")]
    pub(super) stdin_filename: Option<String>,

    /// How many threads may work [default: the machine's cores]
    #[arg(long, value_name = "N", env = "DEALBREAKER_THREADS", hide_env = true)]
    pub(super) threads: Option<String>,

    /// When to use colour
    #[arg(long, value_name = "WHEN", value_enum, default_value_t)]
    pub(super) color: ColourChoice,

    /// No pretty report and no summary, only the exit code; errors are still told
    #[arg(short, long, env = "DEALBREAKER_QUIET", hide_env = true, value_parser = FalseyValueParser::new())]
    pub(super) quiet: bool,
}

/// `dealbreaker explain`
#[derive(Debug, Default, clap::Args)]
pub(super) struct ExplainArgs {
    /// A sentence in quotes, the id of a rule, or a code
    #[arg(value_name = "SENTENCE|ID|CODE", required_unless_present = "list")]
    pub(super) what: Option<String>,

    /// The proposals on which the verdict is to be explained
    #[arg(value_name = "PROPOSAL")]
    pub(super) proposals: Vec<PathBuf>,

    /// A rule file, or a folder of them (repeatable)
    #[arg(short, long, value_name = "FILE|DIR", env = "DEALBREAKER_RULES", hide_env = true)]
    pub(super) rules: Vec<PathBuf>,

    /// A file of facts, laid under every proposal (repeatable)
    #[arg(long, value_name = "FILE", env = "DEALBREAKER_FACTS", hide_env = true)]
    pub(super) facts: Vec<PathBuf>,

    /// The day the check is made for, as 2004-03-01 [default: today]
    #[arg(long, value_name = "DATE", env = "DEALBREAKER_AS_OF", hide_env = true)]
    pub(super) as_of: Option<String>,

    /// The name of what comes in by `-`; its ending says the format
    #[arg(long, value_name = "NAME")]
    pub(super) stdin_filename: Option<String>,

    /// List all codes
    #[arg(long, conflicts_with_all = ["what", "proposals"])]
    pub(super) list: bool,

    /// When to use colour
    #[arg(long, value_name = "WHEN", value_enum, default_value_t)]
    pub(super) color: ColourChoice,
}

/// `dealbreaker test`
#[derive(Debug, clap::Args)]
pub(super) struct TestArgs {
    /// A case file, a folder of them, or a glob in quotes [default: the current folder]
    #[arg(value_name = "PATH")]
    pub(super) paths: Vec<PathBuf>,

    /// Write the snapshots that are missing or differ
    #[arg(long)]
    pub(super) accept: bool,

    /// Only cases with this in the path of their file, their name or the path of their proposal
    #[arg(long, value_name = "SUBSTRING")]
    pub(super) filter: Option<String>,

    /// Print how often each rule was broken, held and unknown
    #[arg(long)]
    pub(super) coverage: bool,

    /// End with 1 where fewer rules, in percent, were both broken and held
    #[arg(long, value_name = "PERCENT", value_parser = clap::value_parser!(u8).range(0..=100))]
    pub(super) coverage_threshold: Option<u8>,

    /// When to use colour
    #[arg(long, value_name = "WHEN", value_enum, default_value_t)]
    pub(super) color: ColourChoice,

    /// Only failures and the last line
    #[arg(short, long, env = "DEALBREAKER_QUIET", hide_env = true, value_parser = FalseyValueParser::new())]
    pub(super) quiet: bool,
}

/// `dealbreaker fmt`
#[derive(Debug, clap::Args)]
pub(super) struct FmtArgs {
    /// A rule file, a folder, a glob in quotes, or `-` for standard input [default: rules/, or else .]
    #[arg(value_name = "PATH")]
    pub(super) paths: Vec<PathBuf>,

    /// Write nothing; list the files that would change
    #[arg(long)]
    pub(super) check: bool,

    /// Write nothing; show what would change
    #[arg(long)]
    pub(super) diff: bool,
}

/// `dealbreaker init`
#[derive(Debug, clap::Args)]
pub(super) struct InitArgs {
    /// The folder to write into; made where it does not exist
    #[arg(default_value = ".")]
    pub(super) folder: PathBuf,
}

/// `dealbreaker completions`
#[derive(Debug, clap::Args)]
pub(super) struct CompletionsArgs {
    /// The shell
    #[arg(value_enum)]
    pub(super) shell: clap_complete::Shell,
}

/// When to use colour.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, ValueEnum)]
pub(super) enum ColourChoice {
    /// On a terminal, unless NO_COLOR is set; everywhere where CLICOLOR_FORCE is
    #[default]
    Auto,
    /// Also into files and pipes
    Always,
    /// Never
    Never,
}

/// The whole command, for completions.
pub(super) fn command() -> clap::Command {
    Cli::command()
}

const EXAMPLES: &str = "\
Examples:
  dealbreaker init lease                  a first project, with its first report
  dealbreaker check                       what dealbreaker.toml says, or rules/ against proposals/
  dealbreaker check -e \"rent must be at most EUR 24,000\" offer.yaml

More: `dealbreaker --help` on exit codes and the environment, `dealbreaker check --help` on flags.";

const LONG_HELP: &str = "\
Examples:
  dealbreaker init lease
      Writes a small deal with its red lines into the folder `lease` and checks it.
  dealbreaker check
      Checks what `dealbreaker.toml` says, here or in a folder above; without it, `rules/` against
      `proposals/`.
  dealbreaker check -r rules/ proposals/round-3.yaml
      Checks one proposal against the rule files of a folder.
  dealbreaker check -e \"rent must be at most EUR 24,000\" offer.yaml
      Checks one sentence.

Exit codes:
  0  every proposal is acceptable or waiting
  1  at least one red line is broken, unknown or halted
  2  the job could not be done: bad usage, something unreadable, or nothing was checked
  3  `zone` and `counteroffer` only: undecided

Environment:
  DEALBREAKER_RULES, DEALBREAKER_FACTS      paths, separated as in PATH
  DEALBREAKER_AS_OF, DEALBREAKER_PARTY, DEALBREAKER_THREADS
  DEALBREAKER_FORMAT                        formats, separated by commas
  DEALBREAKER_EXIT_ZERO, DEALBREAKER_ALLOW_UNKNOWN, DEALBREAKER_FAIL_ON_CONCERN,
  DEALBREAKER_ALLOW_EMPTY, DEALBREAKER_ALL_PARTS, DEALBREAKER_REDACT, DEALBREAKER_QUIET
                                            1 or 0
  NO_COLOR, CLICOLOR_FORCE                  colour off; colour on, also in pipes
A flag goes before its variable, and a variable before dealbreaker.toml. An empty variable counts
as not set.";

const CHECK_HELP: &str = "\
What is checked against what:
  dealbreaker check
      Each [[check]] of dealbreaker.toml, searched here and upward. Without that file, rules/
      against proposals/.
  dealbreaker check offer.yaml
      With the rules of each [[check]] whose proposals cover offer.yaml, or of the only one there
      is. Without dealbreaker.toml, with rules/.
  dealbreaker check -r new.redlines
      -r and -e take the place of the rules of every [[check]].
  dealbreaker check -r rules offer.yaml
      Just these; dealbreaker.toml is not looked for.

dealbreaker.toml:
  [[check]]
  name = \"landlord\"                heads its part of the report
  rules = \"rules/landlord\"         files, folders or globs, one or a list, relative to this file
  proposals = [\"offers/*.yaml\"]
  facts = \"rents.csv\"
  as-of = 2004-03-01
  party = \"Tenant\"
  Several checks make one report, of the day of the first: each proposal names its `check`, and
  its own `as_of` where its day is another.

Files:
  Folders are searched with all that is in them, in the order of names, hidden files left out.
  Rules end in .redlines; proposals in .yaml, .yml, .json, .ndjson, .jsonl or .toml; facts also in
  .csv. *.test.yaml and dealbreaker.toml are never proposals. Other files of a folder or glob are
  passed over, and the report names them; a file that is named outright is read or is an error.
  What comes in by `-` is JSON where it reads as JSON, else YAML; --stdin-filename says otherwise.

Examples:
  dealbreaker check -r rules 'offers/**/*.yaml' --format pretty --format json=report.json
  cat offer.json | dealbreaker check -e \"pork must have safeguard\" - --stdin-filename offer.json
  dealbreaker check --as-of 2004-03-01 --format summary

With formats that go to files only, standard output stays empty; standard error sums up in a line.

Secrets:
  A rule says what one would settle for. With --redact, a rule with the indented clause `private`
  is in no report: not its words, its verdict or its margin, nor in counts and outcome; nor are
  errors in it, comments, and definitions that only such rules use. The report says that rules were
  left out, not how many. The exit code counts them, for else a build would pass a deal that breaks
  one; so whoever sees the code of such a run learns whether any is broken. Where that is too much,
  post the report from a run with --exit-zero, and keep the deciding run to yourself.

Baselines:
  --write-baseline FILE keeps what is broken, unknown or waiting; it changes no exit code, and
  writes nothing where something could not be read. --baseline FILE marks what was there before as
  known. New is a rule or a subject that the file does not have, a verdict that got worse, and a
  margin that shrank or cannot be compared; only these decide the exit code. The outcome in the
  report stays what it is. The file holds margins: keep it where the rules are kept.

Exit codes:
  0  every proposal is acceptable or waiting
  1  at least one is broken, unknown (unless --allow-unknown) or halted; with --fail-on-concern,
     also where a concern is broken
  2  the job could not be done: bad usage, something unreadable, or nothing was checked: no rule,
     no proposal, or no rule that applied to any proposal (unless --allow-empty)
  --exit-zero turns only 1 into 0. The code never depends on the format.

Environment: see `dealbreaker --help`.";

const EXPLAIN_HELP: &str = "\
What is explained:
  A code, told by its `::`, with or without `dealbreaker::` before it.
  A rule, told by its id: the label, or the words of the sentence joined by `-`. With proposals,
  why it got its verdict on each; without, how its sentence is read.
  Anything else is a sentence: how it is read, which names it looks up where, and what would make it
  unknown. Where it has two readings, both are shown. With proposals, its verdict on each as well.

The rules are those of -r, else of dealbreaker.toml, else of rules/. A sentence sees their
definitions; where dealbreaker.toml has several checks, -r says whose.

Examples:
  dealbreaker explain \"pork must have safeguard\"
  dealbreaker explain \"every farm product must have a quota\" -r rules/mexico.redlines
  dealbreaker explain pork-safeguard offers/round-3.yaml -r rules --as-of 2004-03-01
  dealbreaker explain syntax::two_readings
  dealbreaker explain --list

Exit codes: 0 explained, whatever the verdict; 2 not explained, or something could not be read.";

const TEST_HELP: &str = "\
A case file, offers.test.yaml:
  rules: [mexico.redlines]            files or folders, relative to this file
  facts: [imports.csv]
  cases:
    - name: walked back               need not be there
      rounds: [offer-1.yaml]          earlier rounds, for rules that ask for the round before
      proposal: offer-2.yaml
      document: 1                     of a file with several, from 0; without it, the first
      as-of: 2004-03-05
      party: Mexico                   only its rules, and those of no party
      outcome: broken
      snapshot: walked-back.snap      holds the report; `true` makes up the name
      expect:                         by rule; what is not named is not checked
        pork-safeguard: broken
        juice: {verdict: broken, margin: \"-2,500 tons\"}
        accord: {verdict: waiting, days-left: 36}
        ceiling: {verdict: waived, hides: broken}
        five: {verdict: broken, count: {holds: 4, broken: 1}, parts: {pork: broken}}
  A case needs `proposal`, `as-of` and one of `outcome`, `snapshot` and `expect`. `count` counts all
  subjects of a rule by verdict. A bare number as margin is equal to no amount with a unit.

Snapshots hold the pretty report, 100 columns wide and without colour. --accept writes those that
are missing or differ, and nothing else.

Coverage is the share of the rules, concerns and halts included, that were both broken and held,
each in at least one of the cases that were run. A waived rule counts by the verdict that the waiver
hides. The table also names rules that never applied: `not applicable` in every case.

Folders are searched with all that is in them, hidden folders and `target` left out.

Examples:
  dealbreaker test
  dealbreaker test rules/ --filter pork
  dealbreaker test --coverage --coverage-threshold 80
  dealbreaker test --accept && git diff

The last line is always `N passed, N failed`. A case or file that cannot be read counts as failed.

Exit codes:
  0  every case passed
  1  at least one failed, or the coverage is below the threshold
  2  a case file, a rule file or a proposal cannot be read, a case names a rule that does not exist,
     or there was no case to run";

const FMT_HELP: &str = "\
Layout:
  A sentence starts at the margin, its clauses two spaces further in, one on a line. A line of more
  than 100 columns is broken between words. Between words there is one space, between sentences at
  most one blank line. Comments stay where they are; quoted texts and labels stay as they are.
  Each file is read again before it is written: it says the same as before, or it is left alone.
  A sentence that cannot be read stays as it is, and the others are laid out.

Examples:
  dealbreaker fmt                         rules/ and all that is in it
  dealbreaker fmt --check                 for CI: lists the files that would change
  dealbreaker fmt --diff rules | patch -p0
  dealbreaker fmt - < offer.redlines      from standard input to standard output

Exit codes:
  0  every file is laid out
  1  with --check or --diff: a file would change
  2  the job could not be done: a sentence or a file cannot be read, or there was none";

const INIT_HELP: &str = "\
Writes rules/first.redlines, proposals/first.yaml and dealbreaker.toml, then prints their report.
Nothing is ever overwritten: where one of them exists, none is written.

Exit codes: 0 written, 2 not written.";

const COMPLETIONS_HELP: &str = "\
Examples:
  dealbreaker completions bash > ~/.local/share/bash-completion/completions/dealbreaker
  dealbreaker completions zsh > ~/.zfunc/_dealbreaker
  dealbreaker completions fish > ~/.config/fish/completions/dealbreaker.fish";

#[cfg(test)]
mod tests {
    #[test]
    fn the_arguments_are_consistent() {
        super::command().debug_assert();
    }

    #[test]
    fn help_fits_the_width_at_which_it_would_be_wrapped() {
        for help in [
            super::EXAMPLES,
            super::LONG_HELP,
            super::CHECK_HELP,
            super::EXPLAIN_HELP,
            super::FMT_HELP,
            super::TEST_HELP,
            super::INIT_HELP,
            crate::cli::lint::HELP,
            crate::cli::counteroffer::HELP,
            crate::cli::zone::HELP,
        ] {
            for line in help.lines() {
                assert!(line.chars().count() <= 100, "{line}");
            }
        }
    }
}
