//! Proposals and facts as users keep them, read from files.

use std::fs;
use std::path::{Path, PathBuf};

use dealbreaker::proposal::{Format, Limits, read};
use dealbreaker::source::Source;

/// The files of a folder and its folders that are proposals or facts, in order.
fn files(folder: &Path) -> std::io::Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            found.extend(files(&path)?);
        } else if Format::of(&path).is_some() {
            found.push(path);
        }
    }
    found.sort();
    Ok(found)
}

/// A folder says in its name what is expected of its files: `good` files are read whole, `bad` files are named for the
/// code of their first fault.
#[test]
fn every_fixture_is_read_or_refused_as_its_name_says() {
    let fixtures = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/formats");
    let mut seen = 0;
    for path in files(&fixtures).unwrap() {
        let name = path.display().to_string();
        let source = Source::new(name.clone(), fs::read_to_string(&path).unwrap());
        let outcomes = read(&source, Format::of(&path).unwrap(), &Limits::default());
        let fault = outcomes.into_iter().find_map(Result::err);
        let code = fault.map(|errors| errors[0].kind.code().to_owned());
        let expected = path.parent().unwrap().ends_with("bad").then(|| {
            format!("dealbreaker::proposal::{}", path.file_stem().unwrap().to_str().unwrap())
        });
        assert_eq!(code, expected, "{name}");
        seen += 1;
    }
    assert!(seen >= 10, "{seen}");
}
