//! The texts of files: read once, within a limit, and only as UTF-8.

use std::collections::HashMap;
use std::ffi::OsString;
use std::fs::{self, File};
use std::io::{self, Read};
use std::path::Path;

use dealbreaker::limits::Limits;
use dealbreaker::proposal::Format;
use dealbreaker::report::Place;
use dealbreaker::run::DataFile;
use dealbreaker::source::{SharedSource, Source};

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
}

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

    /// The text of a file.
    pub(super) fn text(&mut self, found: &Found) -> Result<SharedSource, Problem> {
        if let Some(known) = self.read.get(found.real.as_os_str()) {
            return known.clone();
        }
        let limit = self.limit.unwrap_or(LIMIT);
        let read = if found.is_stdin() {
            let name = self.stdin_name.clone().unwrap_or_else(|| "<stdin>".to_owned());
            text_of(name, None, limit, &mut io::stdin().lock())
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

/// The text of a file on disk that is no larger than this many bytes.
pub(super) fn open_within(path: &Path, limit: u64) -> Result<SharedSource, Problem> {
    // to open a pipe, or to read a device, may take forever
    let found = fs::metadata(path).map_err(|error| unreadable(path, &error))?;
    if !found.is_file() && !found.is_dir() {
        let why = "it is no plain file; `-` reads standard input".to_owned();
        return Err(ProblemKind::Unreadable { file: files::shown(path), why }.into());
    }
    open_plain(path, limit)
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
    // one byte more, so that the end is found without growing
    let room = size.unwrap_or_default().min(limit) as usize + 1;
    let mut bytes = Vec::with_capacity(room);
    if size.is_none_or(|size| size <= limit) {
        let read = from.take(limit + 1).read_to_end(&mut bytes);
        read.map_err(|error| ProblemKind::Unreadable { file: name.clone(), why: why(&error) })?;
    }
    let largest = size.unwrap_or_default().max(bytes.len() as u64);
    if largest > limit {
        return Err(ProblemKind::TooLarge { file: name, limit }.into());
    }
    decode(name, bytes)
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
