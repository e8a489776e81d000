//! Names as numbers: each spelling is folded once, and all spellings of one name get one number.

use std::collections::HashMap;

use foldhash::fast::FixedState;

use super::bytes::Chunk;
use crate::name::Name;
use crate::value;

/// A name as a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Symbol(u32);

impl Symbol {
    /// No name at all.
    pub const NONE: Self = Self(u32::MAX);

    /// The bit of a name that may speak of time.
    const TIME: u32 = 1 << 31;

    /// Its place among all symbols.
    #[inline]
    pub fn place(self) -> usize {
        (self.0 & !Self::TIME) as usize
    }

    /// True for `base`, years, `year N` and dates; perhaps also for what is nearly one.
    #[inline]
    pub fn is_time(self) -> bool {
        self.0 & Self::TIME != 0
    }
}

/// How many spellings of late are kept at hand.
const LATE: usize = 1 << 11;

/// A spelling of at most 15 bytes, as two words and its length: enough to tell it from every other.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Letters {
    first: u64,
    last: u64,
    length: u32,
}

impl Letters {
    #[inline]
    fn of(spelling: &[u8]) -> Option<Self> {
        let length = spelling.len();
        if length > 15 {
            return None;
        }
        let mut chunk = Chunk::default();
        chunk.get_mut(..length)?.copy_from_slice(spelling);
        Some(Self::in_chunk(&chunk, length))
    }

    /// The first bytes of a chunk.
    #[inline]
    pub(super) fn in_chunk(chunk: &Chunk, length: usize) -> Self {
        let word = u128::from_le_bytes(*chunk);
        let letters = word & ((1 << (8 * length as u32 % u128::BITS)) - 1);
        Self { first: letters as u64, last: (letters >> 64) as u64, length: length as u32 }
    }

    #[inline]
    fn slot(self) -> usize {
        // a multiplier with well-mixed bits, as hash functions have it
        const MIX: u64 = 0x9e37_79b9_7f4a_7c15;
        let mixed = (self.first ^ self.last.rotate_left(23)).wrapping_mul(MIX);
        (mixed >> (u64::BITS - LATE.trailing_zeros())) as usize
    }
}

#[derive(Debug, Clone, Copy)]
struct Late {
    letters: Letters,
    symbol: Symbol,
}

impl Default for Late {
    /// No spelling has this length.
    fn default() -> Self {
        Self { letters: Letters { first: 0, last: 0, length: u32::MAX }, symbol: Symbol::NONE }
    }
}

/// The names known so far.
#[derive(Debug, Clone, Default)]
pub struct Symbols {
    /// The spellings of late, where they are short.
    late: Vec<Late>,
    spelled: HashMap<Box<str>, Symbol, FixedState>,
    named: HashMap<Name, Symbol, FixedState>,
    /// For each symbol, whether it is made of digits and points alone.
    code: Vec<bool>,
    /// How many there are without those that only documents have.
    kept: usize,
    /// True once some name was made of digits and points alone.
    codes: bool,
}

/// How many names of documents are remembered: past these, all that are not in the rules are forgotten.
const MOST: usize = 1 << 20;

impl Symbols {
    /// No names yet. Where documents are those of strangers, `seed` is a number that they do not know, so that no names can
    /// be chosen to make this slow.
    pub fn seeded(seed: u64) -> Self {
        let hashing = || FixedState::with_seed(seed);
        Self {
            spelled: HashMap::with_hasher(hashing()),
            named: HashMap::with_hasher(hashing()),
            ..Self::default()
        }
    }

    /// The symbol of a name.
    pub fn of_name(&mut self, name: &Name) -> Symbol {
        if let Some(known) = self.named.get(name) {
            return *known;
        }
        let time = if may_be_time(name) { Symbol::TIME } else { 0 };
        let symbol = Symbol(self.code.len() as u32 | time);
        self.code.push(is_code(name.as_str()));
        self.codes |= is_code(name.as_str());
        self.named.insert(name.clone(), symbol);
        symbol
    }

    /// The symbol of a spelling.
    #[inline]
    pub fn of(&mut self, spelling: &str) -> Symbol {
        let Some(letters) = Letters::of(spelling.as_bytes()) else { return self.look_up(spelling) };
        match self.late.get(letters.slot()) {
            Some(late) if late.letters == letters => late.symbol,
            _ => self.look_up_short(spelling, letters),
        }
    }

    /// The symbol of a spelling that was met of late.
    #[inline]
    pub(super) fn of_late(&self, letters: Letters) -> Option<Symbol> {
        let late = self.late.get(letters.slot())?;
        (late.letters == letters).then_some(late.symbol)
    }

    fn look_up_short(&mut self, spelling: &str, letters: Letters) -> Symbol {
        let symbol = self.look_up(spelling);
        if self.late.is_empty() {
            self.late.resize(LATE, Late::default());
        }
        if let Some(late) = self.late.get_mut(letters.slot()) {
            *late = Late { letters, symbol };
        }
        symbol
    }

    fn look_up(&mut self, spelling: &str) -> Symbol {
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

    /// All names, in no order.
    pub fn names(&self) -> impl Iterator<Item = (&Name, Symbol)> {
        self.named.iter().map(|(name, symbol)| (name, *symbol))
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.code.len()
    }

    /// True where there are none.
    pub fn is_empty(&self) -> bool {
        self.code.is_empty()
    }

    /// True for digits and points alone.
    pub fn is_code(&self, symbol: Symbol) -> bool {
        self.code.get(symbol.place()).copied().unwrap_or_default()
    }

    /// True once some name was made of digits and points alone, as codes of tariff lines are.
    pub fn has_codes(&self) -> bool {
        self.codes
    }

    /// Marks what is known so far as what the rules speak of.
    pub fn keep(&mut self) {
        self.kept = self.code.len();
    }

    /// Forgets the names of earlier documents where they have become very many, so that a stream of any length is read in
    /// bounded memory.
    pub fn forget(&mut self) {
        if self.spelled.len() > MOST {
            self.late.clear();
            self.spelled.clear();
            let kept = self.kept;
            self.named.retain(|_, symbol| symbol.place() < kept);
            self.code.truncate(kept);
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
    if text == "base" || text.strip_prefix("year ").is_some_and(|year| year.parse::<i64>().is_ok())
    {
        return true;
    }
    let year = text.len() == 4 && text.bytes().all(|byte| byte.is_ascii_digit());
    let date = || {
        text.starts_with(|c: char| c.is_ascii_digit())
            && [text.to_owned(), text.replace(' ', "-")]
                .iter()
                .any(|date| value::read_date(date).is_ok())
    };
    year || date()
}
