//! Who looks at entries as they are read.

use super::Unusual;
use super::roll::Tape;
use super::symbols::Symbols;

/// A place on a tape: a container of the root, and the mapping or list in it that was just read.
#[derive(Debug, Clone, Copy)]
pub struct Entry {
    /// The container.
    pub top: u32,
    /// What is in it: the last thing on the tape.
    pub at: u32,
}

/// Is shown every mapping and list that stands directly in a container of the root, right after it was read. What was
/// looked at may be taken off the tape again, so that a document of any length needs the room of one entry.
pub trait Watch {
    /// Looks at an entry of the document `text`. The root and the container are still open: they have no end yet.
    ///
    /// # Errors
    /// Where the document is to be read and judged as a whole.
    fn entry(
        &mut self,
        text: &str,
        tape: &mut Tape,
        symbols: &mut Symbols,
        entry: Entry,
    ) -> Result<(), Unusual>;
}

/// Nobody looks.
impl Watch for () {
    #[inline]
    fn entry(&mut self, _: &str, _: &mut Tape, _: &mut Symbols, _: Entry) -> Result<(), Unusual> {
        Ok(())
    }
}
