//! The texts of files: read once, within a limit, and only as UTF-8.

use std::collections::HashMap;
use std::ffi::{OsStr, OsString};
use std::fs::{self, File};
use std::io::{self, Read, Write};
use std::path::Path;
use std::sync::Arc;

use dealbreaker::limits::Limits;
use dealbreaker::proposal::Format;
use dealbreaker::report::Place;
use dealbreaker::run::{Bytes, DataFile};
use dealbreaker::source::{SharedSource, Source};
use tempfile::NamedTempFile;

use super::error::{Problem, ProblemKind, why};
use super::files::{self, Found};

/// The largest file that is read where nothing else is said, in bytes.
pub(super) const LIMIT: u64 = 256 * 1024 * 1024;

/// Reads files, each once however many checks ask for it.
#[derive(Debug, Default)]
pub(super) struct Reader {
    /// The largest file that is read, in bytes; `None` for [`LIMIT`].
    limit: Option<u64>,
    /// The name that standard input goes by.
    stdin_name: Option<String>,
    read: HashMap<OsString, Result<SharedSource, Problem>>,
    /// Standard input, where it is long.
    spool: Option<Spool>,
}

/// Standard input in a file of its own, which goes when the last who holds it does.
#[derive(Debug, Clone)]
pub(super) struct Spool(Arc<(NamedTempFile, u64)>);

impl Spool {
    /// From the start.
    pub(super) fn open(&self) -> io::Result<File> {
        self.0.0.reopen()
    }

    /// Its length in bytes.
    pub(super) fn len(&self) -> u64 {
        self.0.1
    }
}

/// How much of a stream of lines is held, in bytes; a longer one goes into a file.
const HELD: u64 = 16 * 1024 * 1024;

impl Reader {
    /// A reader for which standard input goes by this name.
    pub(super) fn new(stdin_name: Option<String>) -> Self {
        Self { stdin_name, ..Self::default() }
    }

    /// The same reader, within limits.
    pub(super) fn within(mut self, limits: &Limits) -> Self {
        self.limit = Some(limits.file_bytes as u64);
        self
    }

    /// The largest file that is read, in bytes.
    pub(super) fn limit(&self) -> u64 {
        self.limit.unwrap_or(LIMIT)
    }

    /// Standard input as a file, where it is NDJSON and long; what is short is held. It may be asked for its names first
    /// and for its documents then, and comes only once.
    pub(super) fn spool(&mut self) -> Option<Spool> {
        let name = self.stdin_name.clone().unwrap_or_default();
        let is_lines = files::format_of(Path::new(&name)) == Some(Format::Ndjson);
        if is_lines && self.spool.is_none() && !self.read.contains_key(OsStr::new("-")) {
            let mut head = Vec::new();
            let read = fill_from(&mut io::stdin().lock(), None, HELD.min(self.limit()), &mut head);
            let held = match read {
                Ok(()) => decode(name, head),
                Err(Fault::Unreadable(error)) => Err(Fault::Unreadable(error).of(name)),
                Err(Fault::TooLarge(_)) => match spool(&head) {
                    Ok(spool) => return self.spool.insert(spool).clone().into(),
                    Err(error) => Err(Fault::Unreadable(error).of(name)),
                },
            };
            self.read.insert("-".into(), held);
        }
        self.spool.clone()
    }

    /// The text of a file.
    pub(super) fn text(&mut self, found: &Found) -> Result<SharedSource, Problem> {
        if let Some(known) = self.read.get(found.real.as_os_str()) {
            return known.clone();
        }
        let limit = self.limit();
        let read = if found.is_stdin() {
            let name = self.stdin_name.clone().unwrap_or_else(|| "<stdin>".to_owned());
            let spooled =
                self.spool.as_ref().and_then(|spool| Some((spool.open().ok()?, spool.len())));
            match spooled {
                Some((mut file, size)) => text_of(name, Some(size), limit, &mut file),
                None => text_of(name, None, limit, &mut io::stdin().lock()),
            }
        } else if found.is_plain {
            open_plain(&found.path, limit)
        } else {
            open_within(&found.path, limit)
        };
        self.read.insert(found.real.clone().into_os_string(), read.clone());
        read
    }

    /// A proposal or facts file with its format.
    pub(super) fn data(&mut self, found: &Found) -> Result<DataFile, Problem> {
        let source = self.text(found)?;
        let format =
            files::format_of(Path::new(source.name())).unwrap_or_else(|| guess(source.text()));
        Ok(DataFile { source, format })
    }
}

/// Standard input without a name is JSON where it reads as JSON, else YAML.
fn guess(text: &str) -> Format {
    let json = serde_json::from_str::<serde::de::IgnoredAny>(text).is_ok();
    if json { Format::Json } else { Format::Yaml }
}

/// The text of a file on disk; its name is the path, with `/`.
pub(super) fn open(path: &Path) -> Result<SharedSource, Problem> {
    open_within(path, LIMIT)
}

fn spool(head: &[u8]) -> io::Result<Spool> {
    let mut file = NamedTempFile::new()?;
    file.write_all(head)?;
    let rest = io::copy(&mut io::stdin().lock(), &mut file)?;
    Ok(Spool(Arc::new((file, head.len() as u64 + rest))))
}

/// The text of a file on disk that is no larger than this many bytes.
pub(super) fn open_within(path: &Path, limit: u64) -> Result<SharedSource, Problem> {
    check_plain(path)?;
    open_plain(path, limit)
}

/// The bytes of a file, in place of what was there.
pub(super) fn fill(found: &Found, limit: u64, bytes: &mut Bytes) -> io::Result<()> {
    let file = open_file(found)?;
    let size = file.metadata()?.len();
    let too_large = || io::Error::from(io::ErrorKind::FileTooLarge);
    if size > limit {
        return Err(too_large());
    }
    bytes.fill(file, size as usize, limit)?;
    if bytes.all().len() as u64 > limit { Err(too_large()) } else { Ok(()) }
}

/// A file, to be read from its start.
pub(super) fn open_file(found: &Found) -> io::Result<File> {
    if !found.is_plain {
        check_plain(&found.path).map_err(|_| io::Error::from(io::ErrorKind::InvalidInput))?;
    }
    File::open(&found.path)
}

/// To open a pipe, or to read a device, may take forever.
fn check_plain(path: &Path) -> Result<(), Problem> {
    let found = fs::metadata(path).map_err(|error| unreadable(path, &error))?;
    if !found.is_file() && !found.is_dir() {
        let why = "it is no plain file; `-` reads standard input".to_owned();
        return Err(ProblemKind::Unreadable { file: files::shown(path), why }.into());
    }
    Ok(())
}

fn unreadable(path: &Path, error: &io::Error) -> ProblemKind {
    ProblemKind::Unreadable { file: files::shown(path), why: why(error) }
}

/// The text of what is known for a plain file.
fn open_plain(path: &Path, limit: u64) -> Result<SharedSource, Problem> {
    let unreadable = |error| unreadable(path, &error);
    let mut file = File::open(path).map_err(unreadable)?;
    let size = file.metadata().map_err(unreadable)?.len();
    text_of(files::shown(path), Some(size), limit, &mut file)
}

fn text_of(
    name: String,
    size: Option<u64>,
    limit: u64,
    from: &mut dyn Read,
) -> Result<SharedSource, Problem> {
    let mut bytes = Vec::new();
    fill_from(from, size, limit, &mut bytes).map_err(|fault| fault.of(name.clone()))?;
    decode(name, bytes)
}

/// Why the bytes of a file are not all there.
enum Fault {
    Unreadable(io::Error),
    TooLarge(u64),
}

impl Fault {
    fn of(self, file: String) -> Problem {
        match self {
            Self::Unreadable(error) => ProblemKind::Unreadable { file, why: why(&error) }.into(),
            Self::TooLarge(limit) => ProblemKind::TooLarge { file, limit }.into(),
        }
    }
}

fn fill_from(
    from: &mut dyn Read,
    size: Option<u64>,
    limit: u64,
    bytes: &mut Vec<u8>,
) -> Result<(), Fault> {
    bytes.clear();
    if size.is_none_or(|size| size <= limit) {
        // one byte more, so that the end is found without growing
        bytes.reserve(size.unwrap_or_default() as usize + 1);
        from.take(limit + 1).read_to_end(bytes).map_err(Fault::Unreadable)?;
    }
    let largest = size.unwrap_or_default().max(bytes.len() as u64);
    if largest > limit { Err(Fault::TooLarge(limit)) } else { Ok(()) }
}

fn decode(name: String, bytes: Vec<u8>) -> Result<SharedSource, Problem> {
    if bytes.starts_with(&[0xff, 0xfe]) || bytes.starts_with(&[0xfe, 0xff]) {
        let at = Some(Box::new(place(&name, "", 0)));
        return Err(Problem { kind: ProblemKind::Utf16 { file: name }, at });
    }
    String::from_utf8(bytes).map(|text| Source::new(&name, text)).map_err(|error| {
        let offset = error.utf8_error().valid_up_to();
        let good = error.as_bytes().get(..offset).unwrap_or_default();
        let at = Some(Box::new(place(&name, &String::from_utf8_lossy(good), offset)));
        Problem { kind: ProblemKind::NotUtf8 { file: name, offset }, at }
    })
}

/// The place right after `before`.
fn place(name: &str, before: &str, offset: usize) -> Place {
    let (line, column) = Source::new(name, before).position(offset);
    let file = name.to_owned();
    Place { file, document: None, path: None, line, column, offset, length: 1, label: None }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_byte_that_is_not_utf8_is_told_with_its_place() {
        let problem = decode("a.yaml".into(), b"rent: 1\nna\xffme: x".to_vec()).unwrap_err();
        assert_eq!(problem.kind, ProblemKind::NotUtf8 { file: "a.yaml".into(), offset: 10 });
        let at = problem.at.unwrap();
        assert_eq!((at.line, at.column, at.offset), (2, 3, 10));
    }

    #[test]
    fn utf16_is_called_by_its_name() {
        let problem = decode("a.yaml".into(), b"\xff\xfea\0".to_vec()).unwrap_err();
        assert_eq!(problem.kind, ProblemKind::Utf16 { file: "a.yaml".into() });
    }

    #[test]
    fn a_byte_order_mark_stays_in_the_text() {
        let source = decode("a.yaml".into(), "\u{feff}a: 1".into()).unwrap();
        assert_eq!(source.text().len(), 7);
    }

    #[test]
    fn an_endless_stream_ends_at_the_limit() {
        let problem =
            text_of("<stdin>".into(), Some(LIMIT + 1), LIMIT, &mut io::empty()).unwrap_err();
        assert_eq!(problem.kind, ProblemKind::TooLarge { file: "<stdin>".into(), limit: LIMIT });
    }

    #[test]
    fn standard_input_is_json_only_where_it_reads_as_json() {
        assert_eq!(guess("\t{\"a\": 1}"), Format::Json);
        assert_eq!(guess("{quota: 6500 tons}"), Format::Yaml);
        assert_eq!(guess("{}\n{}"), Format::Yaml);
    }
}
