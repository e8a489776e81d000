//! What a file is, by its name.

use std::ffi::OsStr;
use std::path::Path;

use dealbreaker::proposal::Format;
use walkdir::DirEntry;

use crate::cli::settings;

/// What files are looked for as.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::cli) enum Kind {
    /// Rule files.
    Rules,
    /// Proposals.
    Proposals,
    /// Facts.
    Facts,
    /// Case files.
    Cases,
}

impl Kind {
    /// One of them.
    pub(in crate::cli) fn noun(self) -> &'static str {
        match self {
            Kind::Rules => "rule file",
            Kind::Proposals => "proposal",
            Kind::Facts => "file of facts",
            Kind::Cases => "case file",
        }
    }

    /// One of them, with its article.
    pub(in crate::cli) fn noun_with_article(self) -> String {
        format!("a {}", self.noun())
    }

    /// How their names end.
    pub(in crate::cli) fn endings(self) -> &'static str {
        match self {
            Kind::Rules => "`.redlines`",
            Kind::Proposals => "`.yaml`, `.yml`, `.json`, `.ndjson`, `.jsonl` or `.toml`",
            Kind::Facts => "`.csv`, `.yaml`, `.yml`, `.json`, `.ndjson`, `.jsonl` or `.toml`",
            Kind::Cases => "`.test.yaml`",
        }
    }

    /// True where a file of this name may be one.
    pub(super) fn takes(self, path: &Path) -> bool {
        match self {
            Kind::Rules => ending(path).as_deref() == Some("redlines"),
            Kind::Proposals => format_of(path).is_some_and(|format| format != Format::Csv),
            Kind::Facts => format_of(path).is_some(),
            Kind::Cases => is_case_file(path),
        }
    }

    /// True where a file of this name serves as something else only.
    pub(super) fn never_takes(self, path: &Path) -> bool {
        matches!(self, Kind::Proposals | Kind::Facts) && is_never_data(path)
    }

    /// True for folders that a search does not enter.
    pub(super) fn leaves_out(self, entry: &DirEntry) -> bool {
        let name = entry.file_name().to_string_lossy();
        // what was built of a project may hold copies of its cases
        let built = self == Kind::Cases && name == "target" && entry.file_type().is_dir();
        entry.depth() > 0 && (name.starts_with('.') || built)
    }
}

/// The format that the ending of a name says.
pub(in crate::cli) fn format_of(path: &Path) -> Option<Format> {
    match ending(path)?.as_str() {
        "yaml" | "yml" => Some(Format::Yaml),
        "json" => Some(Format::Json),
        "ndjson" | "jsonl" => Some(Format::Ndjson),
        "toml" => Some(Format::Toml),
        "csv" => Some(Format::Csv),
        _ => None,
    }
}

fn ending(path: &Path) -> Option<String> {
    path.extension().and_then(OsStr::to_str).map(str::to_ascii_lowercase)
}

/// Case files and settings, which are never proposals.
pub(super) fn is_never_data(path: &Path) -> bool {
    name_of(path) == settings::FILE_NAME || is_case_file(path)
}

fn is_case_file(path: &Path) -> bool {
    name_of(path).ends_with(".test.yaml")
}

fn name_of(path: &Path) -> String {
    path.file_name().and_then(OsStr::to_str).unwrap_or_default().to_ascii_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn endings_say_the_format_whatever_their_case() {
        for (name, format) in [
            ("a.yaml", Some(Format::Yaml)),
            ("a.YML", Some(Format::Yaml)),
            ("a.json", Some(Format::Json)),
            ("a.jsonl", Some(Format::Ndjson)),
            ("a.ndjson", Some(Format::Ndjson)),
            ("a.toml", Some(Format::Toml)),
            ("a.csv", Some(Format::Csv)),
            ("a.txt", None),
            ("yaml", None),
            (".yaml", None),
        ] {
            assert_eq!(format_of(Path::new(name)), format, "{name}");
        }
    }

    #[test]
    fn a_table_is_facts_and_never_a_proposal() {
        assert!(Kind::Facts.takes(Path::new("a.csv")));
        assert!(!Kind::Proposals.takes(Path::new("a.csv")));
        assert!(is_never_data(Path::new("x/offers.test.yaml")));
        assert!(is_never_data(Path::new("dealbreaker.toml")));
        assert!(!is_never_data(Path::new("latest.yaml")));
    }
}
