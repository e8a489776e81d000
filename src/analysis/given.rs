//! The proposal that an analysis starts from.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::deal::Deal;
use super::patch::{self, NoPlace, Patched};
use super::problem::Problem;
use super::sketch::{Sketch, Spot, Was};
use crate::name::Name;
use crate::proposal::{self, Content, Document, Format, Limits, NodeId};
use crate::report::{Notice, Place};
use crate::run::{DataFile, faults};
use crate::source::Source;
use crate::value::Reading;

/// A proposal that was read.
#[derive(Debug)]
pub struct Given {
    /// What it says.
    pub document: Arc<Document>,
    /// How it is written.
    pub format: Format,
}

/// Reads a proposal; of a file with several documents the first counts.
pub fn read(file: Option<&DataFile>, errors: &mut Vec<Notice>) -> Option<Given> {
    let file = file?;
    let mut documents = Vec::new();
    for outcome in proposal::read(&file.source, file.format, &Limits::default()) {
        match outcome {
            Ok(document) => documents.push(document),
            Err(found) => {
                errors.extend(found.iter().map(|fault| faults::of_data(&file.source, fault)));
            }
        }
    }
    let document = documents.into_iter().next()?;
    Some(Given { document: Arc::new(document), format: file.format })
}

/// The names that facts state.
pub fn fact_names(files: &[DataFile], errors: &mut Vec<Notice>) -> BTreeSet<Name> {
    let mut names = BTreeSet::new();
    for file in files {
        for outcome in proposal::read(&file.source, file.format, &Limits::default()) {
            match outcome {
                Ok(document) => {
                    let sketch = Sketch::of(&document);
                    for top in sketch.children(sketch.root()) {
                        names.extend(sketch.names(*top).iter().cloned());
                        let inner = sketch.children(*top).iter();
                        names.extend(inner.flat_map(|spot| sketch.names(*spot)).cloned());
                    }
                }
                Err(found) => {
                    errors.extend(found.iter().map(|fault| faults::of_data(&file.source, fault)));
                }
            }
        }
    }
    names
}

impl Given {
    /// The proposal with a deal written into it.
    ///
    /// # Errors
    /// The first term that its format has no place for.
    pub fn with(&self, sketch: &Sketch, deal: &Deal) -> Result<(DataFile, Patched), NoPlace> {
        let patched = patch::patch(&self.document, self.format, sketch, deal)?;
        let name = self.document.source().name();
        let source = Source::new(name, patched.text.clone());
        Ok((DataFile { source, format: self.format }, patched))
    }

    /// Where a node stands.
    pub fn place(&self, node: NodeId) -> Place {
        let (source, span) = (self.document.source(), self.document.span(node));
        let (line, column) = source.position(span.start);
        Place {
            file: source.name().to_owned(),
            document: Some(self.document.number()),
            path: Some(self.document.pointer(node)),
            line,
            column,
            offset: span.start,
            length: span.len(),
            label: None,
        }
    }
}

/// That a term of the given proposal stays as it is, where it is agreed and could be another.
pub fn agreed(problem: &Problem<'_>, spot: Spot) -> Option<super::logic::Prop> {
    let state = problem.states.of(spot);
    match problem.sketch.was(spot) {
        Was::Scalar(Reading::Value(_) | Reading::Absent) if !state.kinds.is_empty() => {
            Some(state.kept)
        }
        // what is there already is not taken away
        Was::Mapping if state.none.known().is_none() => Some(state.mapping),
        Was::Nothing | Was::Scalar(_) | Was::Mapping | Was::List => None,
    }
}

/// A term of the given proposal as it is written.
pub fn text_of(problem: &Problem<'_>, spot: Spot) -> String {
    let document = problem.setting.document.as_ref();
    let content =
        document.and_then(|document| Some(document.content(problem.sketch.origin(spot)?)));
    match content {
        Some(Content::Scalar { text, .. }) => text.trim().to_owned(),
        Some(Content::Mapping(_) | Content::List(_)) | None => "as given".to_owned(),
    }
}
