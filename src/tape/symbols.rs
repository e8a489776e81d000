//! Names as numbers: each spelling is folded once, and all spellings of one name get one number.

use std::collections::HashMap;

use foldhash::fast::RandomState;

use crate::name::Name;
use crate::value;

/// A name as a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Symbol(u32);

impl Symbol {
    /// No name at all.
    pub const NONE: Self = Self(u32::MAX);

    /// Its place among all symbols.
    pub fn place(self) -> usize {
        self.0 as usize
    }
}

/// The names known so far.
#[derive(Debug, Clone, Default)]
pub struct Symbols {
    spelled: HashMap<Box<str>, Symbol, RandomState>,
    named: HashMap<Name, Symbol, RandomState>,
    /// For each symbol, whether it may speak of time.
    time: Vec<bool>,
    /// How many there are without those that only documents have.
    kept: usize,
    /// True once some name was made of digits and points alone.
    codes: bool,
}

/// How many names of documents are remembered: past these, all that are not in the rules are forgotten.
const MOST: usize = 1 << 20;

impl Symbols {
    /// The symbol of a name.
    pub fn of_name(&mut self, name: &Name) -> Symbol {
        if let Some(known) = self.named.get(name) {
            return *known;
        }
        let symbol = Symbol(self.time.len() as u32);
        self.time.push(may_be_time(name));
        self.codes |= is_code(name.as_str());
        self.named.insert(name.clone(), symbol);
        symbol
    }

    /// The symbol of a spelling.
    #[inline]
    pub fn of(&mut self, spelling: &str) -> Symbol {
        match self.spelled.get(spelling) {
            Some(known) => *known,
            None => self.learn(spelling),
        }
    }

    #[cold]
    fn learn(&mut self, spelling: &str) -> Symbol {
        let symbol = self.of_name(&Name::new(spelling));
        self.spelled.insert(spelling.into(), symbol);
        symbol
    }

    /// The symbol of a spelling that was met already.
    pub fn spelled(&self, spelling: &str) -> Option<Symbol> {
        self.spelled.get(spelling).copied()
    }

    /// The symbol of a name that is known already.
    pub fn known(&self, name: &Name) -> Option<Symbol> {
        self.named.get(name).copied()
    }

    /// All names, in no order.
    pub fn names(&self) -> impl Iterator<Item = (&Name, Symbol)> {
        self.named.iter().map(|(name, symbol)| (name, *symbol))
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.time.len()
    }

    /// True where there are none.
    pub fn is_empty(&self) -> bool {
        self.time.is_empty()
    }

    /// True for `base`, years, `year N` and dates; perhaps also for what is nearly one.
    pub fn is_time(&self, symbol: Symbol) -> bool {
        self.time.get(symbol.place()).copied().unwrap_or_default()
    }

    /// True once some name was made of digits and points alone, as codes of tariff lines are.
    pub fn has_codes(&self) -> bool {
        self.codes
    }

    /// Marks what is known so far as what the rules speak of.
    pub fn keep(&mut self) {
        self.kept = self.time.len();
    }

    /// Forgets the names of earlier documents where they have become very many, so that a stream of any length is read in
    /// bounded memory.
    pub fn forget(&mut self) {
        if self.spelled.len() > MOST {
            self.spelled.clear();
            let kept = self.kept;
            self.named.retain(|_, symbol| symbol.place() < kept);
            self.time.truncate(kept);
        }
    }
}

/// True for digits and points alone.
pub fn is_code(text: &str) -> bool {
    text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.')
}

/// True for every name that some spelling of makes the key of a schedule.
fn may_be_time(name: &Name) -> bool {
    let text = name.as_str();
    if text == "base" || text.strip_prefix("year ").is_some_and(|year| year.parse::<i64>().is_ok()) {
        return true;
    }
    let year = text.len() == 4 && text.bytes().all(|byte| byte.is_ascii_digit());
    let date = || {
        text.starts_with(|c: char| c.is_ascii_digit())
            && [text.to_owned(), text.replace(' ', "-")].iter().any(|date| value::read_date(date).is_ok())
    };
    year || date()
}
