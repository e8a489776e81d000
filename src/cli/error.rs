//! What can go wrong outside the library: usage, settings, files, output. Worded here and nowhere else.

use std::io;

use dealbreaker::report::{Notice, Place};

use super::files::Kind;

/// Something that went wrong, and where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Problem {
    /// What.
    pub(super) kind: ProblemKind,
    /// The place in a file; `None` where it has none.
    pub(super) at: Option<Box<Place>>,
}

/// What went wrong.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum ProblemKind {
    /// Not a day; `from` is the flag, the variable or the key that gave it.
    NoDay { from: String, text: String },
    /// Not a number of threads.
    NoThreads { from: String, text: String },
    /// Not a format of reports.
    NoFormat { from: String, text: String, near: Option<&'static str> },
    /// Two reports into one place.
    SharedOutput { place: String },
    /// `--stdin-filename` without `-`.
    NothingFromStdin,
    /// The current folder cannot be told.
    NoFolder { why: String },
    /// The settings are no TOML, or a value is of the wrong kind.
    Settings { file: String, why: String },
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
    /// A file that is named and not there.
    Missing { file: String, near: Option<String> },
    /// A file or folder that cannot be read.
    Unreadable { file: String, why: String },
    /// A file named outright, of a kind that is not read.
    WrongKind { file: String, kind: Kind },
    /// A case file or `dealbreaker.toml`, named as a proposal.
    NeverProposal { file: String },
    /// A table named as a proposal.
    TableAsProposal { file: String },
    /// A file past the limit.
    TooLarge { file: String },
    /// A byte that is not UTF-8.
    NotUtf8 { file: String, offset: usize },
    /// A file that begins as UTF-16 does.
    Utf16 { file: String },
    /// A glob that matches nothing.
    EmptyGlob { glob: String, kind: Kind },
    /// A glob that cannot be read.
    BadGlob { glob: String, why: String },
    /// There was no rule.
    NoRules { check: Option<String>, places: String },
    /// A name after `--keep`, `--step` or `--weight` that no term has.
    NoTerm { name: String },
    /// There was no proposal.
    NoProposals { check: Option<String>, places: String },
    /// No rule applied to any proposal.
    NothingApplied { check: Option<String> },
    /// There was no case to run.
    NoCases { places: String, filter: Option<String> },
    /// A case whose proposal is several files.
    SeveralProposals { file: String, count: usize },
    /// Files of a folder that were passed over.
    PassedOver { folder: String, files: Vec<String>, kind: Kind },
    /// A report or a file that cannot be written.
    Unwritable { place: String, why: String },
    /// There was no file to lay out.
    NothingToFormat { places: Vec<String> },
    /// Layout would have changed what a file says: a fault of the program.
    Altered { file: String, what: &'static str },
    /// A baseline that cannot be understood.
    Baseline { file: String, why: String },
    /// `init` would overwrite.
    WouldOverwrite { files: Vec<String> },
}

impl From<ProblemKind> for Problem {
    fn from(kind: ProblemKind) -> Self {
        Self { kind, at: None }
    }
}

impl Problem {
    /// As it stands in a report.
    pub(super) fn notice(&self) -> Notice {
        Notice {
            code: self.kind.code().to_owned(),
            message: self.kind.message(),
            help: self.kind.help(),
            at: self.at.as_deref().cloned(),
            related: Vec::new(),
        }
    }
}

impl ProblemKind {
    /// Its code.
    pub(super) fn code(&self) -> &'static str {
        match self {
            Self::NoDay { .. } => "dealbreaker::usage::as_of",
            Self::NoThreads { .. } => "dealbreaker::usage::threads",
            Self::NoFormat { .. } => "dealbreaker::usage::format",
            Self::SharedOutput { .. } => "dealbreaker::usage::shared_output",
            Self::NothingFromStdin => "dealbreaker::usage::stdin_filename",
            Self::NoFolder { .. } => "dealbreaker::files::no_folder",
            Self::Settings { .. } => "dealbreaker::settings::malformed",
            Self::UnknownKey { .. } => "dealbreaker::settings::unknown_key",
            Self::TwoChecks { .. } => "dealbreaker::settings::two_checks",
            Self::NoCheckFor { .. } => "dealbreaker::settings::no_check_for",
            Self::Missing { .. } => "dealbreaker::files::missing",
            Self::Unreadable { .. } => "dealbreaker::files::unreadable",
            Self::WrongKind { .. } => "dealbreaker::files::wrong_kind",
            Self::NeverProposal { .. } => "dealbreaker::files::never_proposal",
            Self::TableAsProposal { .. } => "dealbreaker::files::table_as_proposal",
            Self::TooLarge { .. } => "dealbreaker::files::too_large",
            Self::NotUtf8 { .. } => "dealbreaker::files::not_utf8",
            Self::Utf16 { .. } => "dealbreaker::files::utf16",
            Self::EmptyGlob { .. } => "dealbreaker::files::empty_glob",
            Self::BadGlob { .. } => "dealbreaker::files::bad_glob",
            Self::NoRules { .. } => "dealbreaker::check::no_rules",
            Self::NoTerm { .. } => "dealbreaker::counteroffer::no_term",
            Self::NoProposals { .. } => "dealbreaker::check::no_proposals",
            Self::NothingApplied { .. } => "dealbreaker::check::nothing_applied",
            Self::NoCases { .. } => "dealbreaker::cases::none",
            Self::SeveralProposals { .. } => "dealbreaker::cases::several_proposals",
            Self::PassedOver { .. } => "dealbreaker::files::passed_over",
            Self::Unwritable { .. } => "dealbreaker::output::unwritable",
            Self::NothingToFormat { .. } => "dealbreaker::fmt::nothing",
            Self::Altered { .. } => "dealbreaker::fmt::altered",
            Self::Baseline { .. } => "dealbreaker::baseline::malformed",
            Self::WouldOverwrite { .. } => "dealbreaker::init::would_overwrite",
        }
    }

    /// What went wrong, in words.
    pub(super) fn message(&self) -> String {
        match self {
            Self::NoDay { from, text } => format!("{from} is not a day: `{text}`"),
            Self::NoThreads { from, text } => {
                format!("{from} is not a number of threads: `{text}`")
            }
            Self::NoFormat { from, text, .. } => {
                format!("{from} names no format of reports: `{text}`")
            }
            Self::SharedOutput { place } => format!("two reports would go to {place}"),
            Self::NothingFromStdin => "`--stdin-filename` is given, but no proposal `-`".to_owned(),
            Self::NoFolder { why } => format!("the current folder cannot be told: {why}"),
            Self::Settings { file, why } => format!("`{file}` cannot be read as settings: {why}"),
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
            Self::Missing { file, .. } => format!("`{file}` does not exist"),
            Self::Unreadable { file, why } => format!("`{file}` cannot be read: {why}"),
            Self::WrongKind { file, kind } => {
                format!("`{file}` is no {}, by its ending", kind.noun())
            }
            Self::NeverProposal { file } => {
                format!("`{file}` is never a proposal: it holds {}", never(file))
            }
            Self::TableAsProposal { file } => {
                format!("`{file}` is a table, and a proposal cannot be one")
            }
            Self::TooLarge { file } => format!("`{file}` is larger than 256 MiB"),
            Self::NotUtf8 { file, offset } => {
                format!("`{file}` is not UTF-8: the byte at offset {offset} cannot be read")
            }
            Self::Utf16 { file } => {
                format!("`{file}` is UTF-16, not UTF-8: it begins with its byte order mark")
            }
            Self::EmptyGlob { glob, kind } => format!("`{glob}` matches no {}", kind.noun()),
            Self::BadGlob { glob, why } => format!("`{glob}` cannot be read as a glob: {why}"),
            Self::NoRules { check, places } => {
                format!("nothing was checked{}: there is no rule in {places}", of(check))
            }
            Self::NoTerm { name } => {
                format!("`{name}` is no term of the proposal, and no rule speaks of it")
            }
            Self::NoProposals { check, places } => {
                format!("nothing was checked{}: there is no proposal in {places}", of(check))
            }
            Self::NothingApplied { check } => {
                format!("nothing was checked{}: no rule applied to any proposal", of(check))
            }
            Self::NoCases { places, filter: None } => {
                format!("nothing was tested: there is no case in {places}")
            }
            Self::NoCases { places, filter: Some(filter) } => {
                format!("nothing was tested: `{filter}` picks no case in {places}")
            }
            Self::SeveralProposals { file, count } => {
                format!("a case has one proposal, and `{file}` is {count} files")
            }
            Self::PassedOver { folder, files, kind } => {
                format!("passed over in `{folder}`, being no {}: {}", kind.noun(), listed(files))
            }
            Self::Unwritable { place, why } => format!("{place} cannot be written: {why}"),
            Self::NothingToFormat { places } => {
                format!("nothing was laid out: there is no rule file in {}", listed(places))
            }
            Self::Altered { file, what } => {
                format!("`{file}` is left as it is, for its layout would change its {what}")
            }
            Self::Baseline { file, why } => {
                format!("`{file}` cannot be read as a baseline: {why}")
            }
            Self::WouldOverwrite { files } => {
                format!("nothing was written, for there is already {}", listed(files))
            }
        }
    }

    /// What to do about it.
    pub(super) fn help(&self) -> Option<String> {
        Some(match self {
            Self::NoDay { .. } => "write it as 2004-03-01".to_owned(),
            Self::NoThreads { .. } => "write a whole number from 1 on".to_owned(),
            Self::NoFormat { near: Some(near), .. } => format!("did you mean `{near}`?"),
            Self::NoFormat { near: None, .. } => "say `pretty`, `json`, `jsonl` or `summary`".to_owned(),
            Self::SharedOutput { .. } => "give each its own file: `--format json=report.json`".to_owned(),
            Self::NothingFromStdin => "add the proposal `-`, or leave the flag out".to_owned(),
            Self::UnknownKey { near: Some(near), .. } => format!("did you mean `{near}`?"),
            Self::UnknownKey { near: None, known, .. } => format!("what can stand here: {}", quoted(known)),
            Self::TwoChecks { .. } => "give each its own `name`".to_owned(),
            Self::NoCheckFor { .. } => "give its rules with `--rules`, or add it to a check's `proposals`".to_owned(),
            Self::Missing { near: Some(near), .. } => format!("did you mean `{near}`?"),
            Self::WrongKind { kind, .. } => format!("{} ends in {}", kind.noun_with_article(), kind.endings()),
            Self::NeverProposal { .. } => "name a folder, and such files are passed over".to_owned(),
            Self::TableAsProposal { file } => format!("give it as facts: `--facts {file}`"),
            Self::TooLarge { .. } => "split it into several files".to_owned(),
            Self::NotUtf8 { .. } | Self::Utf16 { .. } => "save it again as UTF-8".to_owned(),
            Self::EmptyGlob { .. } => "check its spelling; `--allow-empty` lets it pass".to_owned(),
            Self::BadGlob { .. } => "`*`, `?`, `**` and `[abc]` mean something; write `[*]` for a star itself".to_owned(),
            Self::NoRules { .. } => {
                "give rules with `--rules FILE` or `-e SENTENCE`; `--allow-empty` lets it pass; `dealbreaker init` writes a first project".to_owned()
            }
            Self::NoTerm { .. } => {
                "name a key, or a term as the rules do: `--keep \"quota on pork\"`".to_owned()
            }
            Self::NoProposals { .. } => {
                "name a proposal: `dealbreaker check offer.yaml`; `--allow-empty` lets it pass; `dealbreaker init` writes a first project".to_owned()
            }
            Self::NothingApplied { .. } => {
                "see why in the findings: each is `not applicable`; `--allow-empty` lets it pass".to_owned()
            }
            Self::NothingToFormat { .. } => {
                "name a folder, or a file that ends in `.redlines`".to_owned()
            }
            Self::Altered { .. } => "this is a fault of dealbreaker; please report it with the file".to_owned(),
            Self::NoCases { filter: None, .. } => {
                "write a case file, whose name ends in `.test.yaml`; `dealbreaker test --help` shows one".to_owned()
            }
            Self::NoCases { filter: Some(_), .. } => {
                "it is looked for in the case file's path, the case's name and its proposal's path".to_owned()
            }
            Self::SeveralProposals { .. } => "name one of them".to_owned(),
            Self::Baseline { .. } => "write it again with `--write-baseline FILE`".to_owned(),
            Self::WouldOverwrite { .. } => "name another folder: `dealbreaker init FOLDER`".to_owned(),
            Self::NoFolder { .. }
            | Self::Settings { .. }
            | Self::Missing { near: None, .. }
            | Self::Unreadable { .. }
            | Self::PassedOver { .. }
            | Self::Unwritable { .. } => return None,
        })
    }
}

/// Why the system refused, in words that do not depend on the machine where the reason is a common one.
pub(super) fn why(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::NotFound => "it does not exist".to_owned(),
        io::ErrorKind::PermissionDenied => "permission denied".to_owned(),
        io::ErrorKind::IsADirectory => "it is a folder".to_owned(),
        io::ErrorKind::NotADirectory => "a part of its path is not a folder".to_owned(),
        io::ErrorKind::StorageFull => "the disk is full".to_owned(),
        io::ErrorKind::AlreadyExists => "it already exists".to_owned(),
        _ => {
            let text = error.to_string();
            text.split(" (os error").next().unwrap_or(&text).to_lowercase()
        }
    }
}

/// How many files a notice lists before it counts the rest.
const LISTED: usize = 20;

fn listed(files: &[String]) -> String {
    let shown = quoted(files.get(..LISTED).unwrap_or(files));
    match files.len().saturating_sub(LISTED) {
        0 => shown,
        more => format!("{shown} and {more} more"),
    }
}

fn quoted<T: std::fmt::Display>(words: &[T]) -> String {
    words.iter().map(|word| format!("`{word}`")).collect::<Vec<_>>().join(", ")
}

fn of(check: &Option<String>) -> String {
    check.as_ref().map(|name| format!(" in `{name}`")).unwrap_or_default()
}

fn never(file: &str) -> &'static str {
    if file.ends_with(".toml") { "settings" } else { "test cases" }
}
