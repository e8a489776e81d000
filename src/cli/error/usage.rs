//! Flags and variables that cannot be understood.

use super::ProblemKind;

/// What is wrong with how the command was used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::cli) enum UsageFault {
    /// Not a day; `from` is the flag, the variable or the key that gave it.
    NoDay { from: String, text: String },
    /// Not a number of threads.
    NoThreads { from: String, text: String },
    /// Not a limit, or above the ceiling of one.
    NoLimit { from: String, text: String, ceiling: usize },
    /// Not a format of reports.
    NoFormat { from: String, text: String, near: Option<&'static str> },
    /// Two reports into one place.
    SharedOutput { place: String },
    /// `--stdin-filename` without `-`.
    NothingFromStdin,
    /// `--watch` with `-`.
    WatchStdin,
}

impl From<UsageFault> for ProblemKind {
    fn from(fault: UsageFault) -> Self {
        ProblemKind::Usage(fault)
    }
}

impl UsageFault {
    pub(super) fn code(&self) -> &'static str {
        match self {
            Self::NoDay { .. } => "dealbreaker::usage::as_of",
            Self::NoThreads { .. } => "dealbreaker::usage::threads",
            Self::NoLimit { .. } => "dealbreaker::usage::limit",
            Self::NoFormat { .. } => "dealbreaker::usage::format",
            Self::SharedOutput { .. } => "dealbreaker::usage::shared_output",
            Self::NothingFromStdin => "dealbreaker::usage::stdin_filename",
            Self::WatchStdin => "dealbreaker::usage::watch",
        }
    }

    pub(super) fn message(&self) -> String {
        match self {
            Self::NoDay { from, text } => format!("{from} is not a day: `{text}`"),
            Self::NoThreads { from, text } => {
                format!("{from} is not a number of threads: `{text}`")
            }
            Self::NoLimit { from, text, .. } => format!("{from} is not a limit: `{text}`"),
            Self::NoFormat { from, text, .. } => {
                format!("{from} names no format of reports: `{text}`")
            }
            Self::SharedOutput { place } => format!("two reports would go to {place}"),
            Self::NothingFromStdin => "`--stdin-filename` is given, but no proposal `-`".to_owned(),
            Self::WatchStdin => {
                "`--watch` cannot watch standard input, the proposal `-`".to_owned()
            }
        }
    }

    pub(super) fn help(&self) -> String {
        match self {
            Self::NoDay { .. } => "write it as 2004-03-01".to_owned(),
            Self::NoThreads { .. } => "write a whole number from 1 on".to_owned(),
            Self::NoLimit { ceiling, .. } => format!("write a whole number from 1 to {ceiling}"),
            Self::NoFormat { near: Some(near), .. } => format!("did you mean `{near}`?"),
            Self::NoFormat { near: None, .. } => {
                "say `pretty`, `json`, `jsonl` or `summary`".to_owned()
            }
            Self::SharedOutput { .. } => {
                "give each its own file: `--format json=report.json`".to_owned()
            }
            Self::WatchStdin => "name a file or a folder, or leave `--watch` out".to_owned(),
            Self::NothingFromStdin => "add the proposal `-`, or leave the flag out".to_owned(),
        }
    }
}
