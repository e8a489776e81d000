//! The keys of one mapping.

use super::Unusual;
use super::roll::Kind;
use super::symbols::Symbol;

/// The keys of a mapping that is being read.
#[derive(Debug, Clone, Copy)]
pub(super) struct Keys {
    /// A bit for each of the first symbols.
    seen: u128,
    timed: bool,
    /// True where some symbol came too late to have a bit.
    pub(super) late: bool,
}

impl Default for Keys {
    fn default() -> Self {
        Self { seen: 0, timed: true, late: false }
    }
}

impl Keys {
    /// Takes in the next key.
    #[inline]
    pub(super) fn add(&mut self, key: Symbol) -> Result<(), Unusual> {
        self.timed &= key.is_time();
        if key.place() >= u128::BITS as usize {
            self.late = true;
            return Ok(());
        }
        let bit = 1 << key.place();
        if self.seen & bit != 0 {
            return Err(Unusual);
        }
        self.seen |= bit;
        Ok(())
    }

    /// What a mapping of these keys is.
    pub(super) fn kind(self) -> Kind {
        if self.timed { Kind::Schedule } else { Kind::Mapping }
    }
}
