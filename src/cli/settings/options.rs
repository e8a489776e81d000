//! `[settings]`: what holds for every check, where no flag and no variable says otherwise.
//!
//! What would let every check pass (`exit-zero`, `allow-empty`) is no key: it is said where the command is called, and so
//! is what belongs to one call only.

use std::collections::BTreeSet;
use std::num::NonZero;
use std::path::{Path, PathBuf};

use dealbreaker::source::SharedSource;
use schemars::JsonSchema;
use toml::Spanned;

use super::{Paths, place};
use crate::cli::args::ColourChoice;
use crate::cli::error::{Problem, UsageFault};
use crate::cli::output::{self, Output};

/// The keys, for suggestions.
pub(super) const KEYS: &[&str] = &[
    "format",
    "all-parts",
    "redact",
    "allow-unknown",
    "fail-on-concern",
    "baseline",
    "threads",
    "color",
];

/// The settings as meant; `None` where the file says nothing.
#[derive(Debug, Default)]
pub(in crate::cli) struct Options {
    /// Where reports go.
    pub(in crate::cli) outputs: Option<Vec<Output>>,
    /// List every part.
    pub(in crate::cli) all_parts: Option<bool>,
    /// Leave private rules out.
    pub(in crate::cli) redact: Option<bool>,
    /// Let `unknown` pass.
    pub(in crate::cli) allow_unknown: Option<bool>,
    /// A broken concern is a finding.
    pub(in crate::cli) fail_on_concern: Option<bool>,
    /// What was found before.
    pub(in crate::cli) baseline: Option<PathBuf>,
    /// How many threads may work.
    pub(in crate::cli) threads: Option<usize>,
    /// When to use colour.
    pub(in crate::cli) colour: Option<ColourChoice>,
}

/// The settings as given.
#[derive(Default, serde::Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
#[schemars(rename = "Settings")]
pub(super) struct RawOptions {
    /// How to report: a format, `FORMAT=FILE`, or a list of these.
    #[schemars(with = "Option<Paths>")]
    format: Option<Spanned<Paths>>,
    /// List every subject of a quantified rule, also those that hold.
    all_parts: Option<bool>,
    /// Leave private rules out of every report.
    redact: Option<bool>,
    /// Let `unknown` pass, for the exit code only.
    allow_unknown: Option<bool>,
    /// End with 1 where a concern is broken.
    fail_on_concern: Option<bool>,
    /// Mark what this file knows, and let only the rest decide the exit code; relative to this file.
    baseline: Option<PathBuf>,
    /// How many threads may work; at least 1.
    #[schemars(with = "Option<NonZero<u16>>")]
    threads: Option<Spanned<toml::Value>>,
    /// When to use colour.
    color: Option<ColourChoice>,
}

/// Reads the settings; paths are relative to the folder of their file.
pub(super) fn read(
    source: &SharedSource,
    folder: &Path,
    raw: RawOptions,
) -> Result<Options, Problem> {
    Ok(Options {
        outputs: raw.format.map(|format| outputs(source, folder, &format)).transpose()?,
        all_parts: raw.all_parts,
        redact: raw.redact,
        allow_unknown: raw.allow_unknown,
        fail_on_concern: raw.fail_on_concern,
        baseline: raw.baseline.map(|file| folder.join(file)),
        threads: raw.threads.map(|threads| number(source, &threads)).transpose()?,
        colour: raw.color,
    })
}

fn outputs(
    source: &SharedSource,
    folder: &Path,
    format: &Spanned<Paths>,
) -> Result<Vec<Output>, Problem> {
    let texts: Vec<_> = format.get_ref().0.iter().map(|text| text.to_string_lossy()).collect();
    let texts: Vec<&str> = texts.iter().map(AsRef::as_ref).collect();
    let outputs = output::outputs("`format`", &texts).map_err(|problem| Problem {
        at: Some(Box::new(place(source, format.span()))),
        ..problem
    })?;
    let there = |output: Output| Output {
        file: output.file.map(|file| folder.join(file)),
        format: output.format,
    };
    Ok(outputs.into_iter().map(there).collect())
}

fn number(source: &SharedSource, threads: &Spanned<toml::Value>) -> Result<usize, Problem> {
    let number = threads.get_ref().as_integer().and_then(|number| usize::try_from(number).ok());
    number.filter(|number| *number > 0).ok_or_else(|| Problem {
        kind: UsageFault::NoThreads {
            from: "`threads`".to_owned(),
            text: threads.get_ref().to_string(),
        }
        .into(),
        at: Some(Box::new(place(source, threads.span()))),
    })
}

impl Options {
    /// The arguments that these settings stand in for.
    pub(in crate::cli) fn given(&self) -> BTreeSet<&'static str> {
        let all = [
            ("format", self.outputs.is_some()),
            ("all_parts", self.all_parts.is_some()),
            ("redact", self.redact.is_some()),
            ("allow_unknown", self.allow_unknown.is_some()),
            ("fail_on_concern", self.fail_on_concern.is_some()),
            ("baseline", self.baseline.is_some()),
            ("threads", self.threads.is_some()),
            ("color", self.colour.is_some()),
        ];
        all.into_iter().filter(|(_, given)| *given).map(|(name, _)| name).collect()
    }
}
