//! What proposals are judged by, for the subcommands that take no check from the settings file.

use std::path::PathBuf;

/// Rules, facts and the day.
#[derive(Debug, Clone, clap::Args)]
pub(super) struct Grounds {
    /// A rule file, or a folder of them (repeatable)
    #[arg(short, long, value_name = "FILE|DIR", env = "DEALBREAKER_RULES", hide_env = true)]
    pub(super) rules: Vec<PathBuf>,

    /// A rule as a sentence (repeatable)
    #[arg(short = 'e', long = "rule", value_name = "SENTENCE")]
    pub(super) sentences: Vec<String>,

    /// A file of facts, laid under every proposal (repeatable)
    #[arg(long, value_name = "FILE", env = "DEALBREAKER_FACTS", hide_env = true)]
    pub(super) facts: Vec<PathBuf>,

    /// The day of the check, as 2004-03-01 [default: today]
    #[arg(long, value_name = "DATE", env = "DEALBREAKER_AS_OF", hide_env = true)]
    pub(super) as_of: Option<String>,
}
