//! Commands that had nothing to do, which is never a pass.

use super::{ProblemKind, listed};

/// Why nothing was done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::cli) enum Nothing {
    /// There was no rule.
    NoRules { check: Option<String>, places: String },
    /// There was no proposal.
    NoProposals { check: Option<String>, places: String },
    /// No rule applied to any proposal.
    NoneApplied { check: Option<String> },
    /// There was no case to run.
    NoCases { places: String, filter: Option<String> },
    /// There was no file to lay out.
    NoRuleFiles { places: Vec<String> },
}

impl From<Nothing> for ProblemKind {
    fn from(fault: Nothing) -> Self {
        ProblemKind::Nothing(fault)
    }
}

impl Nothing {
    pub(super) fn code(&self) -> &'static str {
        match self {
            Self::NoRules { .. } => "dealbreaker::check::no_rules",
            Self::NoProposals { .. } => "dealbreaker::check::no_proposals",
            Self::NoneApplied { .. } => "dealbreaker::check::nothing_applied",
            Self::NoCases { .. } => "dealbreaker::cases::none",
            Self::NoRuleFiles { .. } => "dealbreaker::fmt::nothing",
        }
    }

    pub(super) fn message(&self) -> String {
        match self {
            Self::NoRules { check, places } => {
                format!("nothing was checked{}: there is no rule in {places}", of(check))
            }
            Self::NoProposals { check, places } => {
                format!("nothing was checked{}: there is no proposal in {places}", of(check))
            }
            Self::NoneApplied { check } => {
                format!("nothing was checked{}: no rule applied to any proposal", of(check))
            }
            Self::NoCases { places, filter: None } => {
                format!("nothing was tested: there is no case in {places}")
            }
            Self::NoCases { places, filter: Some(filter) } => {
                format!("nothing was tested: `{filter}` picks no case in {places}")
            }
            Self::NoRuleFiles { places } => {
                format!("nothing was laid out: there is no rule file in {}", listed(places))
            }
        }
    }

    pub(super) fn help(&self) -> String {
        match self {
            Self::NoRules { .. } => {
                "give rules with `--rules FILE` or `-e SENTENCE`; `--allow-empty` lets it pass; `dealbreaker init` writes a first project".to_owned()
            }
            Self::NoProposals { .. } => {
                "name a proposal: `dealbreaker check offer.yaml`; `--allow-empty` lets it pass; `dealbreaker init` writes a first project".to_owned()
            }
            Self::NoneApplied { .. } => {
                "see why in the findings: each is `not applicable`; `--allow-empty` lets it pass".to_owned()
            }
            Self::NoRuleFiles { .. } => {
                "name a folder, or a file that ends in `.redlines`".to_owned()
            }
            Self::NoCases { filter: None, .. } => {
                "write a case file, whose name ends in `.test.yaml`; `dealbreaker test --help` shows one".to_owned()
            }
            Self::NoCases { filter: Some(_), .. } => {
                "it is looked for in the case file's path, the case's name and its proposal's path".to_owned()
            }
        }
    }
}

fn of(check: &Option<String>) -> String {
    check.as_ref().map(|name| format!(" in `{name}`")).unwrap_or_default()
}
