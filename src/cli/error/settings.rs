//! `dealbreaker.toml`, where it does not say what to check.

use super::{ProblemKind, quoted};

/// What is wrong with the settings.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::cli) enum SettingsFault {
    /// The settings are no TOML, or a value is of the wrong kind.
    Malformed { file: String, why: String },
    /// A key that the settings do not have.
    UnknownKey {
        file: String,
        key: String,
        near: Option<&'static str>,
        known: &'static [&'static str],
    },
    /// Two checks with one name.
    TwoChecks { file: String, name: String },
    /// A proposal that no check covers, where there are several checks.
    NoCheckFor { file: String },
}

impl From<SettingsFault> for ProblemKind {
    fn from(fault: SettingsFault) -> Self {
        ProblemKind::Settings(fault)
    }
}

impl SettingsFault {
    pub(super) fn code(&self) -> &'static str {
        match self {
            Self::Malformed { .. } => "dealbreaker::settings::malformed",
            Self::UnknownKey { .. } => "dealbreaker::settings::unknown_key",
            Self::TwoChecks { .. } => "dealbreaker::settings::two_checks",
            Self::NoCheckFor { .. } => "dealbreaker::settings::no_check_for",
        }
    }

    pub(super) fn message(&self) -> String {
        match self {
            Self::Malformed { file, why } => format!("`{file}` cannot be read as settings: {why}"),
            Self::UnknownKey { file, key, .. } => {
                format!("`{file}` has a key that means nothing: `{key}`")
            }
            Self::TwoChecks { file, name } => {
                format!("`{file}` has two checks with the name `{name}`")
            }
            Self::NoCheckFor { file } => {
                format!(
                    "no check of `dealbreaker.toml` covers `{file}`, and there are several to choose from"
                )
            }
        }
    }

    pub(super) fn help(&self) -> Option<String> {
        Some(match self {
            Self::UnknownKey { near: Some(near), .. } => format!("did you mean `{near}`?"),
            Self::UnknownKey { near: None, known, .. } => {
                format!("what can stand here: {}", quoted(known))
            }
            Self::TwoChecks { .. } => "give each its own `name`".to_owned(),
            Self::NoCheckFor { .. } => {
                "give its rules with `--rules`, or add it to a check's `proposals`".to_owned()
            }
            Self::Malformed { .. } => return None,
        })
    }
}
