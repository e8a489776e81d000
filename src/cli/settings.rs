//! `dealbreaker.toml`: what is checked against what.

mod options;

use std::fmt;
use std::fs;
use std::ops::Range;
use std::path::{Path, PathBuf};

use dealbreaker::name::nearest;
use dealbreaker::report::Place;
use dealbreaker::schema::{Day, OneOrMore};
use dealbreaker::source::SharedSource;
use jiff::civil::Date;
use schemars::JsonSchema;
use serde::de::{Deserialize, Deserializer, SeqAccess, Visitor};
use toml::Spanned;

use super::error::{Problem, SettingsFault, UsageFault};
use super::{files, plan, read};
pub(super) use options::Options;
use options::RawOptions;

/// The name of the file.
pub(super) const FILE_NAME: &str = "dealbreaker.toml";

/// The keys that it knows, for suggestions.
const TOP: &[&str] = &["check", "settings", "limits"];
const CHECK: &[&str] = &["name", "rules", "proposals", "facts", "as-of", "party"];

/// The settings as meant.
#[derive(Debug, Default)]
pub(super) struct Settings {
    /// Its folder, as it is to be shown from the current one.
    pub(super) folder: PathBuf,
    /// In order.
    pub(super) checks: Vec<Check>,
    /// What holds for all of them.
    pub(super) options: Options,
}

/// One `[[check]]`.
#[derive(Debug, Default)]
pub(super) struct Check {
    /// What it is called.
    pub(super) name: Option<String>,
    /// Where its rules are; `None` for `rules/`.
    pub(super) rules: Option<Vec<PathBuf>>,
    /// Where its proposals are; `None` for `proposals/`.
    pub(super) proposals: Option<Vec<PathBuf>>,
    /// Where its facts are.
    pub(super) facts: Vec<PathBuf>,
    /// The day it is made for.
    pub(super) as_of: Option<Date>,
    /// Whose rules.
    pub(super) party: Option<String>,
}

/// What `dealbreaker check` checks against what, when it is not told.
#[derive(Default, serde::Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct RawSettings {
    /// The checks, one after another; they make one report, of the day of the first.
    #[serde(default)]
    check: Vec<RawCheck>,
    /// What holds for every check, where no flag and no variable says otherwise.
    settings: Option<RawOptions>,
    /// How much may be asked of a run.
    #[serde(default, rename = "limits")]
    #[schemars(with = "Option<std::collections::BTreeMap<String, std::num::NonZero<u32>>>")]
    _limits: Option<serde::de::IgnoredAny>,
}

/// One check: these rules against these proposals.
#[derive(serde::Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
#[schemars(rename = "Check")]
struct RawCheck {
    /// Heads its part of the report; no two checks have the same.
    #[schemars(with = "Option<String>")]
    name: Option<Spanned<String>>,
    /// Rule files, folders or globs, relative to this file; without it, `rules`.
    rules: Option<Paths>,
    /// Proposals: files, folders or globs, relative to this file; without it, `proposals`.
    proposals: Option<Paths>,
    /// Files of facts, laid under every proposal.
    facts: Option<Paths>,
    /// The day the check is made for, as 2004-03-01; without it, today.
    #[schemars(with = "Option<Day>")]
    as_of: Option<Spanned<toml::Value>>,
    /// Only the rules of this party, and those of no party.
    party: Option<String>,
}

/// A path or a list of paths.
#[derive(JsonSchema)]
#[schemars(with = "OneOrMore<String>")]
struct Paths(Vec<PathBuf>);

impl<'de> Deserialize<'de> for Paths {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(PathsVisitor).map(Paths)
    }
}

struct PathsVisitor;

impl<'de> Visitor<'de> for PathsVisitor {
    type Value = Vec<PathBuf>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a text in quotes or a list of them")
    }

    fn visit_str<E>(self, path: &str) -> Result<Self::Value, E> {
        Ok(vec![PathBuf::from(path)])
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Self::Value, A::Error> {
        let mut paths = Vec::new();
        while let Some(path) = list.next_element::<String>()? {
            paths.push(PathBuf::from(path));
        }
        Ok(paths)
    }
}

/// Searches the current folder and those above it.
pub(super) fn search(here: &Path) -> Result<Option<Settings>, Problem> {
    let mut folder = PathBuf::new();
    for above in here.ancestors() {
        if fs::metadata(above.join(FILE_NAME)).is_ok_and(|found| found.is_file()) {
            return load(folder).map(Some);
        }
        folder.push("..");
    }
    Ok(None)
}

/// Reads the settings of a folder.
pub(super) fn load(folder: PathBuf) -> Result<Settings, Problem> {
    let source = read::open(&folder.join(FILE_NAME))?;
    let raw: RawSettings =
        toml::from_str(source.text()).map_err(|error| malformed(&source, &error))?;
    let options = options::read(&source, &folder, raw.settings.unwrap_or_default())?;
    let checks = checks(&source, raw.check)?;
    Ok(Settings { folder, checks, options })
}

fn checks(source: &SharedSource, raw: Vec<RawCheck>) -> Result<Vec<Check>, Problem> {
    let mut checks: Vec<Check> = Vec::new();
    for one in raw {
        if let Some(name) = &one.name
            && checks.iter().any(|known| known.name.as_ref() == Some(name.get_ref()))
        {
            let kind = SettingsFault::TwoChecks {
                file: source.name().to_owned(),
                name: name.get_ref().clone(),
            };
            return Err(Problem {
                kind: kind.into(),
                at: Some(Box::new(place(source, name.span()))),
            });
        }
        checks.push(Check {
            as_of: one.as_of.map(|day| as_of(source, &day)).transpose()?,
            name: one.name.map(Spanned::into_inner),
            rules: one.rules.map(|paths| paths.0),
            proposals: one.proposals.map(|paths| paths.0),
            facts: one.facts.map(|paths| paths.0).unwrap_or_default(),
            party: one.party,
        });
    }
    Ok(checks)
}

/// The day of a check, as a date of TOML or in quotes.
fn as_of(source: &SharedSource, day: &Spanned<toml::Value>) -> Result<Date, Problem> {
    let text = match day.get_ref() {
        toml::Value::String(text) => text.clone(),
        other => other.to_string(),
    };
    plan::day(&text).ok_or_else(|| Problem {
        kind: UsageFault::NoDay { from: "`as-of`".to_owned(), text }.into(),
        at: Some(Box::new(place(source, day.span()))),
    })
}

fn malformed(source: &SharedSource, error: &toml::de::Error) -> Problem {
    let file = source.name().to_owned();
    let span = error.span().unwrap_or_default();
    let at = error.span().map(|span| Box::new(place(source, span)));
    let key = source.text().get(span).unwrap_or_default().trim_matches(['"', '\'']);
    if !error.message().starts_with("unknown field") {
        let why = error.message().trim().replace('\n', ", ");
        return Problem { kind: SettingsFault::Malformed { file, why }.into(), at };
    }
    let lists = |key: &str| error.message().contains(key);
    let known = match () {
        () if lists("`proposals`") => CHECK,
        () if lists("`all-parts`") => options::KEYS,
        () => TOP,
    };
    let kind = SettingsFault::UnknownKey {
        file,
        key: key.to_owned(),
        near: nearest(key, known.iter().copied()),
        known,
    };
    Problem { kind: kind.into(), at }
}

fn place(source: &SharedSource, span: Range<usize>) -> Place {
    let (line, column) = source.position(span.start);
    Place {
        file: files::shown(Path::new(source.name())),
        document: None,
        path: None,
        line,
        column,
        offset: span.start,
        length: span.len(),
        label: None,
    }
}

#[cfg(test)]
mod tests {
    use dealbreaker::source::Source;

    use crate::cli::error::ProblemKind;

    use super::*;

    fn read(text: &str) -> Result<Vec<Check>, Problem> {
        let source = Source::new("dealbreaker.toml", text);
        let raw: RawSettings = toml::from_str(text).map_err(|error| malformed(&source, &error))?;
        checks(&source, raw.check)
    }

    #[test]
    fn one_path_or_a_list_and_a_day_bare_or_quoted() {
        let checks = read(
            "[[check]]\nname = 'a'\nrules = 'r'\nproposals = ['p', 'q/*.yaml']\nas-of = 2004-03-01\n\
             [[check]]\nas-of = '2004-03-02'\nparty = 'Japan'",
        )
        .unwrap();
        assert_eq!(checks[0].rules, Some(vec![PathBuf::from("r")]));
        assert_eq!(checks[0].proposals.as_ref().map(Vec::len), Some(2));
        assert_eq!(checks[0].as_of, Some(jiff::civil::date(2004, 3, 1)));
        assert_eq!(checks[1].as_of, Some(jiff::civil::date(2004, 3, 2)));
        assert_eq!(checks[1].party.as_deref(), Some("Japan"));
        assert!(checks[1].rules.is_none());
    }

    #[test]
    fn a_misspelt_key_is_shown_with_what_it_was_meant_to_be() {
        for (text, key, near, line, column) in [
            ("[[check]]\nrule = 'r'", "rule", Some("rules"), 2, 1),
            ("[[check]]\nas_of = 2004-03-01", "as_of", Some("as-of"), 2, 1),
            ("[[check]]\n\"propsals\" = 'r'", "propsals", Some("proposals"), 2, 1),
            ("[[checks]]\nrules = 'r'", "checks", Some("check"), 1, 3),
            ("colour = 1", "colour", None, 1, 1),
        ] {
            let problem = read(text).unwrap_err();
            let at = problem.at.unwrap();
            assert_eq!((at.line, at.column), (line, column), "{text}");
            match problem.kind {
                ProblemKind::Settings(SettingsFault::UnknownKey {
                    key: found,
                    near: suggested,
                    ..
                }) => {
                    assert_eq!((found.as_str(), suggested), (key, near), "{text}");
                }
                other => panic!("{text}: {other:?}"),
            }
        }
    }

    #[test]
    fn wrong_values_are_shown_at_their_place() {
        for (text, line, column) in [
            ("[[check]]\nrules = 3", 2, 9),
            ("[[check]]\nas-of = '03/04/2005'", 2, 9),
            ("[[check]]\nas-of = 2004-03-01T10:00:00", 2, 9),
            ("[[check]]\nrules = [", 2, 10),
            ("[[check]]\nname = 'a'\n[[check]]\nname = 'a'", 4, 8),
        ] {
            let at = read(text).unwrap_err().at.unwrap();
            assert_eq!((at.line, at.column), (line, column), "{text}");
        }
    }
}
