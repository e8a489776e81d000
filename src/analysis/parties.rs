//! The parties to a deal, each with its rules.

use crate::check::{self, RuleFile};
use crate::model::RuleSet;
use crate::name::Name;
use crate::report::Notice;
use crate::run::{Library, faults};
use crate::source::SharedSource;

/// A party and what it asks.
#[derive(Debug)]
pub struct Party {
    /// As its `party` line has it, else the name of its file.
    pub name: String,
    /// Its rule files as given.
    pub sources: Vec<SharedSource>,
    /// All of its files, those it uses included.
    pub files: Vec<SharedSource>,
    /// Its rules.
    pub rules: RuleSet,
}

/// Reads rule files: those with the same `party` line are of one party. What could not be read comes back beside them.
pub fn read(sources: &[SharedSource], library: &dyn Library) -> (Vec<Party>, Vec<Notice>) {
    let mut groups: Vec<(String, Vec<SharedSource>)> = Vec::new();
    for source in sources {
        let name = party_of(source, library);
        match groups.iter_mut().find(|(known, _)| Name::new(known) == Name::new(&name)) {
            Some((_, files)) => files.push(source.clone()),
            None => groups.push((name, vec![source.clone()])),
        }
    }
    let mut errors = Vec::new();
    let read = groups.into_iter().map(|(name, sources)| party(name, sources, library, &mut errors));
    (read.collect(), errors)
}

fn party_of(source: &SharedSource, library: &dyn Library) -> String {
    let (files, _) = check::load(std::slice::from_ref(source), library);
    let own = check::check(&files).rules.parties.first().map(|party| party.text.clone());
    own.unwrap_or_else(|| {
        let file = source.name().rsplit('/').next().unwrap_or_default();
        file.strip_suffix(".redlines").unwrap_or(file).to_owned()
    })
}

fn party(
    name: String,
    sources: Vec<SharedSource>,
    library: &dyn Library,
    errors: &mut Vec<Notice>,
) -> Party {
    let (files, file_faults) = check::load(&sources, library);
    let checked = check::check(&files);
    errors.extend(file_faults.iter().map(faults::of_file));
    errors.extend(checked.errors.iter().map(faults::of_rule));
    let source = |file: RuleFile| file.source;
    Party { name, sources, files: files.into_iter().map(source).collect(), rules: checked.rules }
}
