//! Which proposals there are and which names occur in them, before the first is judged.
//!
//! A first look reads each document onto a tape, which is quick and is not kept. The document itself is read with care when
//! its turn comes. What a tape cannot hold is read with care at once, and held.

use std::sync::Arc;

use super::tally::unforeseen;
use super::{DataFile, NoObserver, Observer, Step, faults};
use crate::eval::{Indexed, Vocabulary};
use crate::plan::Search;
use crate::proposal::{self, Format, Limits, Outcome};
use crate::report::Notice;
use crate::source::Span;
use crate::tape::{self, Symbols, Tape, Unusual};

/// Files, and how they are to be read.
pub(super) struct Reader<'a> {
    pub(super) files: &'a [DataFile],
    pub(super) limits: Limits,
    /// True where all documents are to be held.
    pub(super) hold: bool,
}

/// One proposal.
pub(super) enum Item {
    /// It is held.
    Read(Arc<Indexed>),
    /// A file that holds one document, to be read when it is judged.
    File(usize),
    /// A line of a file, with its number among those that hold anything.
    Line(usize, Span, usize),
}

impl Item {
    /// The document, where it is held.
    pub(super) fn held(&self) -> Option<&Indexed> {
        match self {
            Self::Read(held) => Some(held),
            Self::File(_) | Self::Line(..) => None,
        }
    }
}

/// What was found.
#[derive(Default)]
pub(super) struct Survey {
    /// The proposals, in order.
    pub(super) items: Vec<Item>,
    /// The names in them.
    pub(super) vocabulary: Vocabulary,
}

impl Reader<'_> {
    /// Looks at all files. What is wrong with them is added to the errors.
    pub(super) fn survey(&self, errors: &mut Vec<Notice>, observer: &dyn Observer) -> Survey {
        let mut symbols = Symbols::seeded(unforeseen());
        let search = Search::of_all(&mut symbols);
        // limits that are not the usual ones are kept by the careful readers only
        let quick = !self.hold && self.limits == Limits::default();
        let mut look = Look { quick, search, symbols, tape: Tape::default(), items: Vec::new() };
        for (at, file) in self.files.iter().enumerate() {
            self.look_at(at, file, &mut look, errors);
            observer.step(Step::Read, at + 1, self.files.len());
        }
        let mut vocabulary = Vocabulary::of(look.search.names(&look.symbols));
        let held = look.items.iter().filter_map(Item::held);
        held.for_each(|held| vocabulary.add(&held.document));
        Survey { items: look.items, vocabulary }
    }

    fn look_at(&self, at: usize, file: &DataFile, look: &mut Look, errors: &mut Vec<Notice>) {
        let text = file.source.text();
        let is_long = text.len() > self.limits.file_bytes;
        let mut lines = proposal::lines(text).enumerate().peekable();
        let by_lines = file.format == Format::Ndjson && lines.peek().is_some();
        if look.quick && !is_long && by_lines {
            for (number, line) in lines {
                if look.sees(file.source.slice(line), file.format) {
                    look.items.push(Item::Line(at, line, number));
                } else {
                    let read = proposal::read_line(&file.source, line, number, &self.limits);
                    look.hold(file, read, errors);
                }
            }
        } else if look.quick && !is_long && look.sees(text, file.format) {
            look.items.push(Item::File(at));
        } else {
            let all = proposal::read(&file.source, file.format, &self.limits);
            all.into_iter().for_each(|read| look.hold(file, read, errors));
        }
    }

    /// The document of an item, read with care.
    pub(super) fn read(&self, item: &Item) -> Result<Arc<Indexed>, Vec<Notice>> {
        let (at, line) = match item {
            Item::Read(held) => return Ok(Arc::clone(held)),
            Item::File(at) => (*at, None),
            Item::Line(at, line, number) => (*at, Some((*line, *number))),
        };
        let Some(file) = self.files.get(at) else { return Err(Vec::new()) };
        let read = match line {
            Some((line, number)) => proposal::read_line(&file.source, line, number, &self.limits),
            None => proposal::read(&file.source, file.format, &self.limits).swap_remove(0),
        };
        let faults =
            |faults: Vec<_>| faults.iter().map(|one| faults::of_data(&file.source, one)).collect();
        read.map(|document| Arc::new(Indexed::new(document))).map_err(faults)
    }
}

/// A first look at documents.
struct Look {
    /// False where all must be read with care.
    quick: bool,
    search: Search,
    symbols: Symbols,
    tape: Tape,
    items: Vec<Item>,
}

impl Look {
    /// True where a document can be read onto the tape; its names are known then.
    fn sees(&mut self, text: &str, format: Format) -> bool {
        let (tape, symbols) = (&mut self.tape, &mut self.symbols);
        let read = match format {
            Format::Json | Format::Ndjson => tape::read_json(text, tape, symbols),
            Format::Yaml => tape::read_yaml(text, tape, symbols),
            Format::Toml => tape::read_toml(text, tape, symbols),
            Format::Csv => Err(Unusual),
        };
        if read.is_ok() {
            self.search.add(text, &self.tape, &mut self.symbols);
        }
        read.is_ok()
    }

    fn hold(&mut self, file: &DataFile, read: Outcome, errors: &mut Vec<Notice>) {
        match read {
            Ok(document) => self.items.push(Item::Read(Arc::new(Indexed::new(document)))),
            Err(faults) => {
                errors.extend(faults.iter().map(|fault| faults::of_data(&file.source, fault)))
            }
        }
    }
}

/// All documents of some files, in order. What is wrong with them is added to the errors.
pub(super) fn read_all(
    files: &[DataFile],
    limits: &Limits,
    errors: &mut Vec<Notice>,
) -> Vec<Indexed> {
    let reader = Reader { files, limits: *limits, hold: true };
    let held = |item| match item {
        Item::Read(held) => Arc::into_inner(held),
        Item::File(_) | Item::Line(..) => None,
    };
    reader.survey(errors, &NoObserver).items.into_iter().filter_map(held).collect()
}
