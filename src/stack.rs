//! Room on the stack for what recurses.

/// What one level of nesting takes at most, in bytes: measured without optimisation, and doubled.
const LEVEL: usize = 48 << 10;

/// Runs something that goes at most `levels` deep, on a new stack where the thread's own has no room for it.
pub(crate) fn roomy<T>(levels: usize, run: impl FnOnce() -> T) -> T {
    let needed = (256 << 10) + levels * LEVEL;
    stacker::maybe_grow(needed, needed, run)
}
