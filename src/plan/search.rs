//! Which names of the rules occur in a run.

use super::{Plan, Task};
use crate::eval::names_of;
use crate::name::Name;
use crate::proposal::Document;
use crate::tape::{Kind, Symbol, Symbols, Tape};

/// Looks for the names of the rules, document by document.
#[derive(Debug)]
pub struct Search {
    /// For each symbol, whether it was met.
    met: Vec<bool>,
    /// The names of which neither number was met yet.
    open: Vec<[Symbol; 2]>,
    /// True where all names are needed, of the rules or not.
    whole: bool,
    called: [Symbol; 3],
}

impl Plan<'_> {
    /// A search for the names of its rules; for all names where it does not know those of every rule.
    pub fn search(&self, symbols: &Symbols) -> Search {
        Search {
            met: vec![false; symbols.len()],
            open: self.names.iter().map(|name| [name.exact, name.other]).collect(),
            whole: self.rules.iter().any(|rule| matches!(rule.task, Task::Beyond)),
            called: self.marks.called,
        }
    }
}

impl Search {
    /// A search for all names, whoever speaks of them.
    pub fn of_all(symbols: &mut Symbols) -> Self {
        let called = ["name", "id", "hs"].map(|name| symbols.of(name));
        Self { met: Vec::new(), open: Vec::new(), whole: true, called }
    }

    /// True once all names were met.
    pub fn is_over(&self) -> bool {
        self.open.is_empty() && !self.whole
    }

    /// Adds the keys of a document and what the items of its lists are called.
    pub fn add(&mut self, text: &str, tape: &Tape, symbols: &mut Symbols) {
        for (at, node) in (0..).zip(tape.nodes()) {
            if node.key != Symbol::NONE {
                self.meet(node.key);
            }
            if node.kind != Kind::List {
                continue;
            }
            for (item, _) in tape.children(at) {
                for (_, field) in tape.children(item) {
                    if self.called.contains(&field.key) && !field.kind.is_container() {
                        let name = symbols.of(tape.text(field, text).trim());
                        self.meet(name);
                    }
                }
            }
        }
        self.close();
    }

    /// The same of a document that was read with care.
    pub fn add_document(&mut self, document: &Document, symbols: &mut Symbols) {
        for node in document.nodes() {
            for name in names_of(document, node) {
                let name = symbols.of_name(&name);
                self.meet(name);
            }
        }
        self.close();
    }

    fn meet(&mut self, name: Symbol) {
        if self.met.len() <= name.place() {
            self.met.resize(name.place() + 1, false);
        }
        if let Some(met) = self.met.get_mut(name.place()) {
            *met = true;
        }
    }

    fn close(&mut self) {
        let met = |name: &Symbol| self.met.get(name.place()).copied().unwrap_or_default();
        self.open.retain(|names| !names.iter().any(met));
    }

    /// The names that were met.
    pub fn names<'s>(&'s self, symbols: &'s Symbols) -> impl Iterator<Item = Name> + 's {
        symbols
            .names()
            .filter(|(_, symbol)| self.met.get(symbol.place()) == Some(&true))
            .map(|(name, _)| name.clone())
    }

    /// For each symbol, whether it was met.
    pub fn occurs(self) -> Vec<bool> {
        self.met
    }
}
