//! Reports that are kept: compared, and written where that is asked for.

use std::fs;
use std::io;
use std::path::Path;

use dealbreaker::render::{self, Format, Sources};
use dealbreaker::report::Report;
use dealbreaker::source::SharedSource;

use crate::cli::error::{Problem, ProblemKind, why};
use crate::cli::{files, output, read, terminal};

/// How a report stands to the one that was kept.
#[derive(Debug)]
pub(super) enum Look {
    /// They are the same.
    Same,
    /// It was written in the place of the other.
    Written,
    /// None was kept.
    Missing,
    /// They differ.
    Differs {
        /// The report that was kept.
        kept: String,
        /// The report of this run.
        fresh: String,
    },
}

/// The report as it is kept.
pub(super) fn text(report: &Report, sources: Vec<SharedSource>) -> Result<String, Problem> {
    let sources: Sources = sources.into_iter().collect();
    let mut bytes = Vec::new();
    let drawn = render::render(Format::Pretty, report, &sources, &terminal::FILE, &mut bytes);
    let text = drawn.and_then(|()| {
        String::from_utf8(bytes).map_err(|error| io::Error::new(io::ErrorKind::InvalidData, error))
    });
    text.map_err(|error| unwritable("a report".to_owned(), &error))
}

/// Compares a report with the file that holds the one that was kept; writes it there where it is to be accepted.
pub(super) fn look(path: &Path, fresh: &str, accept: bool) -> Result<Look, Problem> {
    let kept = match fs::symlink_metadata(path) {
        Ok(_) => Some(read::open(path)?.text().replace("\r\n", "\n")),
        Err(_) => None,
    };
    match kept {
        Some(kept) if kept == fresh => Ok(Look::Same),
        _ if accept => keep(path, fresh).map(|()| Look::Written),
        Some(kept) => Ok(Look::Differs { kept, fresh: fresh.to_owned() }),
        None => Ok(Look::Missing),
    }
}

fn keep(path: &Path, fresh: &str) -> Result<(), Problem> {
    let made = path.parent().map_or(Ok(()), fs::create_dir_all);
    let written =
        made.and_then(|()| output::into_file(path, &mut |to| to.write_all(fresh.as_bytes())));
    written.map_err(|error| unwritable(format!("`{}`", files::shown(path)), &error))
}

fn unwritable(place: String, error: &io::Error) -> Problem {
    ProblemKind::Unwritable { place, why: why(error) }.into()
}
