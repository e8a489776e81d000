//! What can go wrong outside the library: usage, settings, files, output. Worded here and nowhere else.

mod nothing;
mod settings;
mod usage;

use std::io;

use dealbreaker::report::{Notice, Place};

use super::files::Kind;
pub(super) use nothing::Nothing;
pub(super) use settings::SettingsFault;
pub(super) use usage::UsageFault;

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
    /// The command was not used as it can be.
    Usage(UsageFault),
    /// `dealbreaker.toml` does not say what to check.
    Settings(SettingsFault),
    /// There was nothing to do.
    Nothing(Nothing),
    /// The current folder cannot be told.
    NoFolder { why: String },
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
    TooLarge { file: String, limit: u64 },
    /// A byte that is not UTF-8.
    NotUtf8 { file: String, offset: usize },
    /// A file that begins as UTF-16 does.
    Utf16 { file: String },
    /// A glob that matches nothing.
    EmptyGlob { glob: String, kind: Kind },
    /// A glob that cannot be read.
    BadGlob { glob: String, why: String },
    /// A name after `--keep`, `--step` or `--weight` that no term has.
    NoTerm { name: String },
    /// A case whose proposal is several files.
    SeveralProposals { file: String, count: usize },
    /// Files of a folder that were passed over.
    PassedOver { folder: String, files: Vec<String>, kind: Kind },
    /// A report or a file that cannot be written.
    Unwritable { place: String, why: String },
    /// Layout would have changed what a file says: a fault of the program.
    Altered { file: String, what: &'static str },
    /// A baseline that cannot be understood.
    Baseline { file: String, why: String },
    /// `init` would overwrite.
    WouldOverwrite { files: Vec<String> },
}

impl<K: Into<ProblemKind>> From<K> for Problem {
    fn from(kind: K) -> Self {
        Self { kind: kind.into(), at: None }
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
            Self::Usage(fault) => fault.code(),
            Self::Settings(fault) => fault.code(),
            Self::Nothing(nothing) => nothing.code(),
            Self::NoFolder { .. } => "dealbreaker::files::no_folder",
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
            Self::NoTerm { .. } => "dealbreaker::counteroffer::no_term",
            Self::SeveralProposals { .. } => "dealbreaker::cases::several_proposals",
            Self::PassedOver { .. } => "dealbreaker::files::passed_over",
            Self::Unwritable { .. } => "dealbreaker::output::unwritable",
            Self::Altered { .. } => "dealbreaker::fmt::altered",
            Self::Baseline { .. } => "dealbreaker::baseline::malformed",
            Self::WouldOverwrite { .. } => "dealbreaker::init::would_overwrite",
        }
    }

    /// What went wrong, in words.
    pub(super) fn message(&self) -> String {
        match self {
            Self::Usage(fault) => fault.message(),
            Self::Settings(fault) => fault.message(),
            Self::Nothing(nothing) => nothing.message(),
            Self::NoFolder { why } => format!("the current folder cannot be told: {why}"),
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
            Self::TooLarge { file, limit } => {
                format!("`{file}` is larger than {}", bytes(*limit))
            }
            Self::NotUtf8 { file, offset } => {
                format!("`{file}` is not UTF-8: the byte at offset {offset} cannot be read")
            }
            Self::Utf16 { file } => {
                format!("`{file}` is UTF-16, not UTF-8: it begins with its byte order mark")
            }
            Self::EmptyGlob { glob, kind } => format!("`{glob}` matches no {}", kind.noun()),
            Self::BadGlob { glob, why } => format!("`{glob}` cannot be read as a glob: {why}"),
            Self::NoTerm { name } => {
                format!("`{name}` is no term of the proposal, and no rule speaks of it")
            }
            Self::SeveralProposals { file, count } => {
                format!("a case has one proposal, and `{file}` is {count} files")
            }
            Self::PassedOver { folder, files, kind } => {
                format!("passed over in `{folder}`, being no {}: {}", kind.noun(), listed(files))
            }
            Self::Unwritable { place, why } => format!("{place} cannot be written: {why}"),
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
            Self::Usage(fault) => return Some(fault.help()),
            Self::Settings(fault) => return fault.help(),
            Self::Nothing(nothing) => return Some(nothing.help()),
            Self::Missing { near: Some(near), .. } => format!("did you mean `{near}`?"),
            Self::WrongKind { kind, .. } => {
                format!("{} ends in {}", kind.noun_with_article(), kind.endings())
            }
            Self::NeverProposal { .. } => {
                "name a folder, and such files are passed over".to_owned()
            }
            Self::TableAsProposal { file } => format!("give it as facts: `--facts {file}`"),
            Self::TooLarge { .. } => {
                "split it into several files, or raise `file-bytes` under `[limits]`".to_owned()
            }
            Self::NotUtf8 { .. } | Self::Utf16 { .. } => "save it again as UTF-8".to_owned(),
            Self::EmptyGlob { .. } => "check its spelling; `--allow-empty` lets it pass".to_owned(),
            Self::BadGlob { .. } => {
                "`*`, `?`, `**` and `[abc]` mean something; write `[*]` for a star itself"
                    .to_owned()
            }
            Self::NoTerm { .. } => {
                "name a key, or a term as the rules do: `--keep \"quota on pork\"`".to_owned()
            }
            Self::Altered { .. } => {
                "this is a fault of dealbreaker; please report it with the file".to_owned()
            }
            Self::SeveralProposals { .. } => "name one of them".to_owned(),
            Self::Baseline { .. } => "write it again with `--write-baseline FILE`".to_owned(),
            Self::WouldOverwrite { .. } => {
                "name another folder: `dealbreaker init FOLDER`".to_owned()
            }
            Self::NoFolder { .. }
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

/// `256 MiB`, or the bytes where they are no round number.
fn bytes(count: u64) -> String {
    match (count % (1 << 20), count % (1 << 10)) {
        (0, _) => format!("{} MiB", count >> 20),
        (_, 0) => format!("{} KiB", count >> 10),
        _ => format!("{count} bytes"),
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

fn never(file: &str) -> &'static str {
    if file.ends_with(".toml") { "settings" } else { "test cases" }
}
