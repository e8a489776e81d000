//! Flags and variables, read: paths, days, numbers and formats out of texts.

use std::collections::BTreeSet;
use std::env;
use std::path::PathBuf;

use dealbreaker::report::DaySource;
use jiff::civil::Date;

use super::Given;
use crate::cli::args::CheckArgs;
use crate::cli::error::{Problem, UsageFault};
use crate::cli::files::Wanted;
use crate::cli::output::{self, Output};

/// The day that a text in the one form that has one reading says.
pub(in crate::cli) fn day(text: &str) -> Option<Date> {
    let shape = text.bytes().enumerate().all(|(at, byte)| match at {
        4 | 7 => byte == b'-',
        _ => byte.is_ascii_digit(),
    });
    if shape && text.len() == 10 { text.parse().ok() } else { None }
}

/// The arguments, with what tells a flag from a variable.
pub(super) struct Reading<'a> {
    pub(super) args: &'a CheckArgs,
    pub(super) from_environment: &'a BTreeSet<String>,
}

impl Reading<'_> {
    fn is_variable(&self, argument: &str) -> bool {
        self.from_environment.contains(argument)
    }

    /// How the user knows an argument: by its flag or by its variable.
    fn called(&self, argument: &str) -> String {
        let words = argument.replace('_', "-");
        match self.is_variable(argument) {
            true => format!("`DEALBREAKER_{}`", argument.to_uppercase()),
            false => format!("`--{words}`"),
        }
    }

    pub(super) fn given(&self, as_of: Option<(Date, DaySource)>) -> Given {
        let rules = self.paths("rules", &self.args.grounds.rules);
        // Sentences are on the command line, and so go before rule files of the environment.
        let asked_there = !self.args.grounds.sentences.is_empty() && self.is_variable("rules");
        let here = |paths: &[PathBuf]| paths.iter().map(Wanted::here).collect::<Vec<_>>();
        Given {
            rules: rules.filter(|_| !asked_there),
            sentences: self.args.grounds.sentences.clone(),
            proposals: (!self.args.proposals.is_empty()).then(|| here(&self.args.proposals)),
            facts: self.paths("facts", &self.args.grounds.facts),
            as_of,
            party: self.text("party", self.args.party.as_ref()).map(str::to_owned),
        }
    }

    /// Paths of a flag, or of a variable, where they are separated as in PATH.
    fn paths(&self, argument: &str, given: &[PathBuf]) -> Option<Vec<Wanted>> {
        let split = |paths: &PathBuf| env::split_paths(paths).collect::<Vec<_>>();
        let paths: Vec<PathBuf> = match self.is_variable(argument) {
            true => {
                given.iter().flat_map(split).filter(|path| !path.as_os_str().is_empty()).collect()
            }
            false => given.to_vec(),
        };
        (!paths.is_empty()).then(|| paths.into_iter().map(Wanted::here).collect())
    }

    /// A text; an empty variable counts as not set.
    fn text<'a>(&self, argument: &str, given: Option<&'a String>) -> Option<&'a str> {
        given.map(String::as_str).filter(|text| !(text.is_empty() && self.is_variable(argument)))
    }

    pub(super) fn as_of(&self) -> Result<Option<(Date, DaySource)>, Problem> {
        let Some(text) = self.text("as_of", self.args.grounds.as_of.as_ref()) else {
            return Ok(None);
        };
        let by = if self.is_variable("as_of") { DaySource::Environment } else { DaySource::Flag };
        let (from, given) = (self.called("as_of"), text.to_owned());
        let date = day(text).ok_or(UsageFault::NoDay { from, text: given })?;
        Ok(Some((date, by)))
    }

    pub(super) fn threads(&self) -> Result<Option<usize>, Problem> {
        let Some(text) = self.text("threads", self.args.threads.as_ref()) else {
            return Ok(None);
        };
        let number = text.parse().ok().filter(|number| *number > 0);
        let (from, given) = (self.called("threads"), text.to_owned());
        Ok(Some(number.ok_or(UsageFault::NoThreads { from, text: given })?))
    }

    pub(super) fn outputs(&self) -> Result<Option<Vec<Output>>, Problem> {
        let from = self.called("format");
        let listed = self.args.format.iter();
        let texts: Vec<&str> = match self.is_variable("format") {
            true => listed
                .flat_map(|one| one.split(','))
                .map(str::trim)
                .filter(|one| !one.is_empty())
                .collect(),
            false => listed.map(String::as_str).collect(),
        };
        if texts.is_empty() {
            return Ok(None);
        }
        output::outputs(&from, &texts).map(Some)
    }
}

/// The machine's cores.
pub(super) fn cores() -> usize {
    std::thread::available_parallelism().map_or(1, std::num::NonZero::get)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_has_one_form() {
        assert_eq!(day("2004-03-01"), Some(jiff::civil::date(2004, 3, 1)));
        for text in
            ["03/04/2005", "2004-3-1", "20040301", "2004-02-30", "2004-03-01T10:00", "", "today"]
        {
            assert_eq!(day(text), None, "{text}");
        }
    }
}
