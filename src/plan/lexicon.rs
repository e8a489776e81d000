//! What texts mean, found out once for each text.

use std::collections::HashMap;

use foldhash::fast::FixedState;

use crate::tape::Figure;
use crate::value::{Reading, ScalarStyle, Unit, Value, read_scalar};

/// How many texts are remembered: past these, all are forgotten.
const MOST: usize = 1 << 16;

/// How many units are told apart by their numbers; amounts in others are compared the longer way.
const MOST_UNITS: usize = 256;

/// The longest text worth remembering, in bytes.
const LONGEST: usize = 128;

/// A text that was read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) struct Read(u32);

/// An amount in one of the units of a lexicon, or in none.
#[derive(Debug, Clone, Copy)]
pub(super) struct Measured {
    pub(super) figure: Figure,
    pub(super) unit: u32,
}

/// No unit.
pub(super) const BARE: u32 = 0;

/// Whatever unit there is: of a limit of 0.
pub(super) const ANY: u32 = u32::MAX;

/// The texts read so far.
#[derive(Debug, Default)]
pub(super) struct Lexicon {
    quoted: HashMap<Box<str>, Read, FixedState>,
    plain: HashMap<Box<str>, Read, FixedState>,
    readings: Vec<Reading>,
    /// For each reading its amount, where it is one.
    amounts: Vec<Option<Measured>>,
    /// The units of the plan, in its order, and those met since, from 1 on.
    units: Vec<Unit>,
    /// What comparing a text with a literal came to.
    compared: HashMap<(Read, usize), Option<bool>, FixedState>,
    /// What comparing two texts came to.
    beside: HashMap<(Read, Read, usize), Option<bool>, FixedState>,
}

impl Lexicon {
    /// A lexicon whose order nobody can foresee who writes documents.
    pub(super) fn seeded(seed: u64) -> Self {
        let hashing = || FixedState::with_seed(seed);
        Self {
            quoted: HashMap::with_hasher(hashing()),
            plain: HashMap::with_hasher(hashing()),
            ..Self::default()
        }
    }

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
        let reading = read_scalar(text, style).0;
        let amount = self.amount_in(&reading);
        self.amounts.push(amount);
        self.readings.push(reading);
        if text.len() <= LONGEST {
            let known =
                if style == ScalarStyle::Quoted { &mut self.quoted } else { &mut self.plain };
            known.insert(text.into(), read);
        }
        read
    }

    fn amount_in(&mut self, reading: &Reading) -> Option<Measured> {
        let Reading::Value(Value::Quantity(quantity)) = reading else { return None };
        let figure = Figure::of(&quantity.amount)?;
        if quantity.unit.is_none() {
            return Some(Measured { figure, unit: BARE });
        }
        let known = self.units.iter().position(|unit| *unit == quantity.unit);
        let place = match known {
            Some(known) => known,
            None if self.units.len() >= MOST_UNITS => return None,
            None => {
                self.units.push(quantity.unit.clone());
                self.units.len() - 1
            }
        };
        Some(Measured { figure, unit: place as u32 + 1 })
    }

    /// What a text says, where it is an amount.
    pub(super) fn measured(&self, read: Read) -> Option<Measured> {
        self.amounts.get(read.0 as usize).copied().flatten()
    }

    /// A unit by its number.
    pub(super) fn unit(&self, unit: u32) -> Option<&Unit> {
        self.units.get((unit as usize).checked_sub(1)?)
    }

    /// What a comparison of two texts came to, worked out once for each pair.
    pub(super) fn beside(
        &mut self,
        left: Read,
        right: Read,
        place: usize,
        work_out: impl FnOnce(&Value, &Value) -> Option<bool>,
    ) -> Option<bool> {
        if let Some(known) = self.beside.get(&(left, right, place)) {
            return *known;
        }
        let found = work_out(self.value(left)?, self.value(right)?);
        self.beside.insert((left, right, place), found);
        found
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

    /// Begins a document, with the units of a plan. Forgets everything once it is very much.
    #[inline]
    pub(super) fn begin(&mut self, units: &[Unit]) {
        if self.beside.len() > MOST || self.readings.len() > MOST {
            self.forget();
        }
        if self.units.len() < units.len() {
            self.units = units.to_vec();
        }
    }

    #[cold]
    fn forget(&mut self) {
        if self.beside.len() > MOST {
            self.beside.clear();
        }
        if self.readings.len() > MOST {
            self.amounts.clear();
            self.units.clear();
            self.beside.clear();
            self.quoted.clear();
            self.plain.clear();
            self.readings.clear();
            self.compared.clear();
        }
    }
}
