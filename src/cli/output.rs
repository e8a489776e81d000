//! Where reports go: standard output and files.

use std::fs::{self, File, OpenOptions};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use dealbreaker::name::nearest;
use dealbreaker::render::{self, Format, Sources, Style};
use dealbreaker::report::{Report, Totals};
use dealbreaker::source::SharedSource;
use jiff::civil::Date;
use tempfile::{Builder, NamedTempFile};

use super::error::{Problem, ProblemKind, UsageFault, why};
use super::files;
use super::terminal::FILE;

/// One report to be written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Output {
    /// How.
    pub(super) format: Format,
    /// Into which file; `None` for standard output.
    pub(super) file: Option<PathBuf>,
}

impl Output {
    /// What is written where nothing is asked for.
    pub(super) const USUAL: Output = Output { format: Format::Pretty, file: None };

    /// True where a person at the terminal, or in the log of a build, reads what this report says of errors.
    pub(super) fn is_read(&self) -> bool {
        self.file.is_none()
            && match self.format {
                Format::Pretty | Format::Concise | Format::Github => true,
                Format::Json
                | Format::Jsonl
                | Format::Summary
                | Format::Sarif
                | Format::Junit
                | Format::Tap
                | Format::Gitlab
                | Format::Markdown
                | Format::Html => false,
            }
    }

    fn place(&self) -> String {
        match &self.file {
            Some(file) => format!("`{}`", files::shown(file)),
            None => "standard output".to_owned(),
        }
    }
}

/// Reads `F` and `F=FILE`; `from` is the flag or variable they come from.
pub(super) fn outputs(from: &str, texts: &[&str]) -> Result<Vec<Output>, Problem> {
    let mut outputs: Vec<Output> = Vec::new();
    for text in texts {
        let output = output(from, text)?;
        if outputs.iter().any(|known| known.file == output.file) {
            return Err(UsageFault::SharedOutput { place: output.place() }.into());
        }
        outputs.push(output);
    }
    Ok(outputs)
}

fn output(from: &str, text: &str) -> Result<Output, Problem> {
    let (word, file) = match text.split_once('=') {
        Some((word, "" | "-")) => (word, None),
        Some((word, file)) => (word, Some(PathBuf::from(file))),
        None => (text, None),
    };
    let format = Format::from_name(word).ok_or_else(|| UsageFault::NoFormat {
        from: from.to_owned(),
        text: word.to_owned(),
        near: nearest(word, Format::ALL.map(Format::name)),
    })?;
    Ok(Output { format, file })
}

/// Writes one report. A closed pipe on standard output is no fault: its reader has read enough.
pub(super) fn write(
    output: &Output,
    report: &Report,
    sources: &[SharedSource],
    style: &Style,
) -> Result<(), Problem> {
    let sources: Sources = sources.iter().cloned().collect();
    into(output, style, &mut |style, to| render::render(output.format, report, &sources, style, to))
}

/// Has one report written, in the style of its place: that of standard output is given.
pub(super) fn into(
    output: &Output,
    style: &Style,
    writer: &mut dyn FnMut(&Style, &mut dyn Write) -> io::Result<()>,
) -> Result<(), Problem> {
    let written = match &output.file {
        Some(file) => into_file(file, &mut |to| writer(&FILE, to)),
        None => unless_closed(into_stdout(&mut |to| writer(style, to))),
    };
    let problem = |error| ProblemKind::Unwritable { place: output.place(), why: why(&error) };
    written.map_err(|error| problem(error).into())
}

/// Prints the summary of a run of which only the numbers are known.
pub(super) fn summary(totals: &Totals, as_of: Date) -> Result<(), Problem> {
    let mut line = Vec::new();
    let written = render::summary(totals, &as_of.to_string(), &mut line);
    let written = written.and_then(|()| unless_closed(into_stdout(&mut |to| to.write_all(&line))));
    written.map_err(|error| {
        let place = "standard output".to_owned();
        ProblemKind::Unwritable { place, why: why(&error) }.into()
    })
}

/// Prints a text.
pub(super) fn print(text: &str) -> Result<(), Problem> {
    unless_closed(into_stdout(&mut |to| to.write_all(text.as_bytes()))).map_err(|error| {
        let place = "standard output".to_owned();
        ProblemKind::Unwritable { place, why: why(&error) }.into()
    })
}

/// Puts a text in the place of what a file holds.
pub(super) fn replace(file: &Path, text: &str) -> Result<(), Problem> {
    into_file(file, &mut |to| to.write_all(text.as_bytes())).map_err(|error| {
        let place = format!("`{}`", files::shown(file));
        ProblemKind::Unwritable { place, why: why(&error) }.into()
    })
}

pub(super) type Writer<'a> = dyn FnMut(&mut dyn Write) -> io::Result<()> + 'a;

/// Success where the reader of a pipe has gone.
pub(super) fn unless_closed(written: io::Result<()>) -> io::Result<()> {
    match written {
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
        other => other,
    }
}

/// Writes a text to standard output.
pub(super) fn text(text: &str) -> Result<(), Vec<Problem>> {
    let written = unless_closed(into_stdout(&mut |to| to.write_all(text.as_bytes())));
    let place = "standard output".to_owned();
    written.map_err(|error| vec![ProblemKind::Unwritable { place, why: why(&error) }.into()])
}

fn into_stdout(writer: &mut Writer<'_>) -> io::Result<()> {
    let mut to = BufWriter::new(io::stdout().lock());
    writer(&mut to)?;
    to.flush()
}

/// Writes a file whole or not at all: beside its place first, then moved there. What is no plain file (a device, a
/// pipe) is written to as it is.
pub(super) fn into_file(path: &Path, writer: &mut Writer<'_>) -> io::Result<()> {
    let target = files::real(path);
    if fs::metadata(&target).is_ok_and(|found| !found.is_file() && !found.is_dir()) {
        return fill(&mut OpenOptions::new().write(true).open(&target)?, writer);
    }
    if target.file_name().is_none() || target.is_dir() {
        return Err(io::ErrorKind::IsADirectory.into());
    }
    let folder = target.parent().filter(|folder| !folder.as_os_str().is_empty());
    let folder = folder.unwrap_or(Path::new("."));
    // gone again where anything fails
    let mut draft = draft_in(folder, &target)?;
    fill(draft.as_file_mut(), writer)?;
    draft.as_file().sync_all()?;
    draft.persist(&target).map_err(|error| error.error)?;
    // the name, too, is to outlast a loss of power, where the system can be asked for that
    let _ = File::open(folder).and_then(|folder| folder.sync_all());
    Ok(())
}

fn fill(file: &mut File, writer: &mut Writer<'_>) -> io::Result<()> {
    let mut to = BufWriter::new(file);
    writer(&mut to)?;
    to.flush()
}

/// A file under a name that nothing else has, with the permissions of what it is to replace.
fn draft_in(folder: &Path, target: &Path) -> io::Result<NamedTempFile> {
    let mut draft = Builder::new();
    draft.prefix(".dealbreaker-").suffix(".draft");
    if let Ok(known) = fs::metadata(target) {
        let draft = draft.tempfile_in(folder)?;
        draft.as_file().set_permissions(known.permissions())?;
        return Ok(draft);
    }
    #[cfg(unix)]
    draft.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
    draft.tempfile_in(folder)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(texts: &[&str]) -> Result<Vec<Output>, Problem> {
        outputs("`--format`", texts)
    }

    #[test]
    fn formats_with_and_without_a_file() {
        let both = read(&["pretty", "json=out.json"]).unwrap();
        assert_eq!(both[1], Output { format: Format::Json, file: Some("out.json".into()) });
        assert_eq!(read(&["json=-"]).unwrap(), [Output { format: Format::Json, file: None }]);
    }

    #[test]
    fn two_reports_never_share_a_place() {
        for texts in [["pretty", "json"], ["json=a", "jsonl=a"]] {
            let problem = read(&texts).unwrap_err();
            assert!(
                matches!(problem.kind, ProblemKind::Usage(UsageFault::SharedOutput { .. })),
                "{texts:?}"
            );
        }
    }

    #[test]
    fn a_misspelt_format_is_told_with_a_suggestion() {
        let ProblemKind::Usage(UsageFault::NoFormat { near, .. }) =
            read(&["jsno"]).unwrap_err().kind
        else {
            panic!()
        };
        assert_eq!(near, Some("json"));
    }

    #[test]
    fn a_file_is_written_whole_or_not_at_all() {
        let place = tempfile::tempdir().unwrap();
        let path = place.path().join("out.json");
        fs::write(&path, "old").unwrap();
        let failed = into_file(&path, &mut |to| {
            to.write_all(b"ne")?;
            Err(io::ErrorKind::StorageFull.into())
        });
        assert!(failed.is_err());
        assert_eq!(fs::read_to_string(&path).unwrap(), "old");
        into_file(&path, &mut |to| to.write_all(b"new")).unwrap();
        assert_eq!(fs::read_to_string(&path).unwrap(), "new");
        assert_eq!(fs::read_dir(place.path()).unwrap().count(), 1);
    }
}
