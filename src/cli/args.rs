//! The arguments as they are given. What they mean, together with the environment and `dealbreaker.toml`, is the work
//! of [`super::plan`].

use std::collections::BTreeSet;
use std::path::PathBuf;

use clap::builder::{BoolishValueParser, Resettable};
use clap::parser::ValueSource;
use clap::{ArgMatches, CommandFactory, FromArgMatches, Parser, Subcommand, ValueEnum};
use dealbreaker::render::clean_lines;

use super::grounds::Grounds;
use super::{help, terminal};

/// A command with what the environment gave.
pub(crate) struct Asked {
    pub(super) command: Command,
    /// The arguments that were not on the command line but in a `DEALBREAKER_…` variable.
    pub(super) from_environment: BTreeSet<String>,
}

/// Reads the command line. Prints help or a complaint about usage and ends the program where clap says so.
pub(crate) fn parse() -> Asked {
    let matches = without_empty_variables(Cli::command())
        .try_get_matches()
        .unwrap_or_else(|error| refuse(&error));
    let from_environment = matches.subcommand().map(|(_, found)| environment(found));
    let cli = Cli::from_arg_matches(&matches).unwrap_or_else(|error| refuse(&error));
    Asked { command: cli.command, from_environment: from_environment.unwrap_or_default() }
}

/// Prints help or a complaint, and ends the program. A complaint quotes what was written, which may be a name from elsewhere.
fn refuse(error: &clap::Error) -> ! {
    let words = error.render().to_string();
    if clean_lines(&words) == words {
        error.exit();
    }
    terminal::tell(&words);
    std::process::exit(error.exit_code())
}

/// An empty variable counts as not set.
fn without_empty_variables(command: clap::Command) -> clap::Command {
    command.mut_subcommands(|command| {
        command.mut_args(|argument| {
            let variable = argument.get_env().and_then(std::env::var_os);
            match variable.is_some_and(|value| value.is_empty()) {
                true => argument.env(Resettable::Reset),
                false => argument,
            }
        })
    })
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
#[command(name = "dealbreaker", version, after_help = help::EXAMPLES, after_long_help = help::LONG)]
#[command(subcommand_required = true, arg_required_else_help = true)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

/// What can be asked for.
#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// Check proposals against rules and print the report
    #[command(after_long_help = help::CHECK)]
    Check(Box<CheckArgs>),
    /// Explain how a sentence is read, why a rule got its verdict, or what a code means
    #[command(after_long_help = help::EXPLAIN)]
    Explain(Box<ExplainArgs>),
    /// Lay out rule files, without a change to what they say
    #[command(after_long_help = help::FMT)]
    Fmt(FmtArgs),
    /// Run case files (`*.test.yaml`): what reports are expected to say
    #[command(after_long_help = help::TEST)]
    Test(TestArgs),
    /// Find faults of the rules themselves: contradictions, rules that never apply, misspelt names
    #[command(after_long_help = super::lint::HELP)]
    Lint(Box<super::lint::LintArgs>),
    /// Put proposals, or the rounds of talks, beside each other: verdicts, margins and where they go
    #[command(after_long_help = super::compare::HELP)]
    Compare(Box<super::compare::CompareArgs>),
    /// Find a deal that all parties could sign, each term's range, or the sentences that exclude one
    #[command(after_long_help = super::zone::HELP)]
    Zone(Box<super::zone::ZoneArgs>),
    /// Find the smallest changes to a proposal that satisfy the rules, as a patch of it
    #[command(after_long_help = super::counteroffer::HELP)]
    Counteroffer(Box<super::counteroffer::CounterofferArgs>),
    /// Write a first rule file, a first proposal and a `dealbreaker.toml`, and check them
    #[command(after_long_help = help::INIT)]
    Init(InitArgs),
    /// Print the JSON Schema of a report, of `dealbreaker.toml`, of a case file or of a baseline
    #[command(after_long_help = super::schema::HELP)]
    Schema(super::schema::SchemaArgs),
    /// Print the completions of a shell
    #[command(after_long_help = help::COMPLETIONS)]
    Completions(CompletionsArgs),
    /// Print the manual page, or write one for each command
    #[command(after_long_help = super::man::HELP)]
    Man(super::man::ManArgs),
}

/// `dealbreaker check`
#[derive(Debug, Default, clap::Args)]
pub(super) struct CheckArgs {
    /// A file, a folder, a glob in quotes, or `-` for standard input
    #[arg(value_name = "PROPOSAL")]
    pub(super) proposals: Vec<PathBuf>,

    #[command(flatten)]
    pub(super) grounds: Grounds,

    /// Only the rules of this party, and those of no party
    #[arg(long, value_name = "NAME", env = "DEALBREAKER_PARTY", hide_env = true)]
    pub(super) party: Option<String>,

    /// How to report: pretty or concise for people; json, jsonl or summary for programs; sarif, junit, tap, github or
    /// gitlab for build servers; markdown or html for a page; with =FILE into that file (repeatable) [default: pretty].
    /// markdown, github, gitlab and sarif are made to be posted, and publish bottom lines: use --redact with them
    #[arg(long, value_name = "F[=FILE]", env = "DEALBREAKER_FORMAT", hide_env = true)]
    pub(super) format: Vec<String>,

    /// List every subject of a quantified rule, also those that hold
    #[arg(long, value_name = "BOOL", env = "DEALBREAKER_ALL_PARTS", hide_env = true)]
    #[arg(num_args = 0..=1, require_equals = true, default_missing_value = "true")]
    #[arg(value_parser = BoolishValueParser::new(), hide_possible_values = true)]
    pub(super) all_parts: Option<bool>,

    /// Leave rules with the clause `private` out of every report; the exit code counts them all the same
    #[arg(long, value_name = "BOOL", env = "DEALBREAKER_REDACT", hide_env = true)]
    #[arg(num_args = 0..=1, require_equals = true, default_missing_value = "true")]
    #[arg(value_parser = BoolishValueParser::new(), hide_possible_values = true)]
    pub(super) redact: Option<bool>,

    /// Check again whenever something that was read changes, until Ctrl-C
    #[arg(long, conflicts_with = "show_settings")]
    pub(super) watch: bool,

    /// Mark what this file knows, and let only the rest decide the exit code
    #[arg(long, value_name = "FILE", env = "DEALBREAKER_BASELINE", hide_env = true)]
    pub(super) baseline: Option<PathBuf>,

    /// Write what is broken, unknown or waiting into this file; with --redact, without private rules
    #[arg(long, value_name = "FILE")]
    pub(super) write_baseline: Option<PathBuf>,

    /// Print the settings in force and where each comes from (flag, environment, dealbreaker.toml), and check nothing
    #[arg(long)]
    pub(super) show_settings: bool,

    /// End with 0 where the code would be 1
    #[arg(long, env = "DEALBREAKER_EXIT_ZERO", hide_env = true, value_parser = switch)]
    pub(super) exit_zero: bool,

    /// Let `unknown` pass, for the exit code only
    #[arg(long, value_name = "BOOL", env = "DEALBREAKER_ALLOW_UNKNOWN", hide_env = true)]
    #[arg(num_args = 0..=1, require_equals = true, default_missing_value = "true")]
    #[arg(value_parser = BoolishValueParser::new(), hide_possible_values = true)]
    pub(super) allow_unknown: Option<bool>,

    /// End with 1 where a concern (`should`, `warn if`) is broken
    #[arg(long, value_name = "BOOL", env = "DEALBREAKER_FAIL_ON_CONCERN", hide_env = true)]
    #[arg(num_args = 0..=1, require_equals = true, default_missing_value = "true")]
    #[arg(value_parser = BoolishValueParser::new(), hide_possible_values = true)]
    pub(super) fail_on_concern: Option<bool>,

    /// Let it pass that nothing was checked
    #[arg(long, env = "DEALBREAKER_ALLOW_EMPTY", hide_env = true, value_parser = switch)]
    pub(super) allow_empty: bool,

    /// The name of what comes in by `-`; its ending says the format
    #[arg(long, value_name = "NAME")]
    pub(super) stdin_filename: Option<String>,

    /// How many threads may work [default: the machine's cores]
    #[arg(long, value_name = "N", env = "DEALBREAKER_THREADS", hide_env = true)]
    pub(super) threads: Option<String>,

    /// When to use colour [default: auto]
    #[arg(long, value_name = "WHEN", value_enum, env = "DEALBREAKER_COLOR", hide_env = true)]
    pub(super) color: Option<ColourChoice>,

    /// No pretty report and no summary, only the exit code; errors are still told
    #[arg(short, long, env = "DEALBREAKER_QUIET", hide_env = true, value_parser = switch)]
    pub(super) quiet: bool,
}

/// A variable that switches something on: a slip must not be taken for a yes. One that is empty is as good as not there.
pub(super) fn switch(text: &str) -> Result<bool, &'static str> {
    match text.to_ascii_lowercase().as_str() {
        "1" | "true" | "yes" | "on" | "t" | "y" => Ok(true),
        "" | "0" | "false" | "no" | "off" | "f" | "n" => Ok(false),
        _ => Err("this is neither `true` nor `false`"),
    }
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
    #[arg(env = "DEALBREAKER_COLOR", hide_env = true)]
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
    #[arg(env = "DEALBREAKER_COLOR", hide_env = true)]
    pub(super) color: ColourChoice,

    /// Only failures and the last line
    #[arg(short, long, env = "DEALBREAKER_QUIET", hide_env = true, value_parser = switch)]
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
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, Default, ValueEnum, serde::Deserialize, schemars::JsonSchema,
)]
#[serde(rename_all = "kebab-case")]
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

#[cfg(test)]
mod tests {
    #[test]
    fn the_arguments_are_consistent() {
        super::command().debug_assert();
    }
}
