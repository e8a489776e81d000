//! What proposals are judged by.

use std::path::PathBuf;

/// Rules, facts and the day.
#[derive(Debug, Default, Clone, clap::Args)]
pub(super) struct Grounds {
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
}
