//! What texts mean, found out once for each text.

use std::collections::HashMap;

use foldhash::fast::RandomState;

use crate::value::{Reading, ScalarStyle, Value, read_scalar};

/// How many texts are remembered: past these, all are forgotten.
const MOST: usize = 1 << 16;

/// The longest text worth remembering, in bytes.
const LONGEST: usize = 128;

/// A text that was read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) struct Read(u32);

/// The texts read so far.
#[derive(Debug, Default)]
pub(super) struct Lexicon {
    quoted: HashMap<Box<str>, Read, RandomState>,
    plain: HashMap<Box<str>, Read, RandomState>,
    readings: Vec<Reading>,
    /// What comparing a text with a literal came to.
    compared: HashMap<(Read, usize), Option<bool>, RandomState>,
}

impl Lexicon {
    /// What a text says. Good until the next [`Lexicon::forget`].
    #[inline]
    pub(super) fn read(&mut self, text: &str, style: ScalarStyle) -> Read {
        let known = if style == ScalarStyle::Quoted { &self.quoted } else { &self.plain };
        match known.get(text) {
            Some(known) => *known,
            None => self.learn(text, style),
        }
    }

    #[cold]
    fn learn(&mut self, text: &str, style: ScalarStyle) -> Read {
        let read = Read(self.readings.len() as u32);
        self.readings.push(read_scalar(text, style).0);
        if text.len() <= LONGEST {
            let known =
                if style == ScalarStyle::Quoted { &mut self.quoted } else { &mut self.plain };
            known.insert(text.into(), read);
        }
        read
    }

    pub(super) fn reading(&self, read: Read) -> &Reading {
        self.readings.get(read.0 as usize).unwrap_or(&Reading::Open)
    }

    pub(super) fn value(&self, read: Read) -> Option<&Value> {
        match self.reading(read) {
            Reading::Value(value) => Some(value),
            Reading::Open | Reading::Offered | Reading::Absent => None,
        }
    }

    /// What a comparison with a literal of the plan came to, worked out once for each text. `place` stands for the
    /// comparison.
    pub(super) fn compared(
        &mut self,
        read: Read,
        place: usize,
        work_out: impl FnOnce(&Value) -> Option<bool>,
    ) -> Option<bool> {
        if let Some(known) = self.compared.get(&(read, place)) {
            return *known;
        }
        let found = work_out(self.value(read)?);
        self.compared.insert((read, place), found);
        found
    }

    /// Forgets everything once it is very much; called between documents.
    pub(super) fn forget(&mut self) {
        if self.readings.len() > MOST {
            self.quoted.clear();
            self.plain.clear();
            self.readings.clear();
            self.compared.clear();
        }
    }
}
