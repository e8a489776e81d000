//! How far a run is, for those who wait for it.

/// What a run does, one after another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// Proposal files are read.
    Read,
    /// Proposals are judged.
    Judged,
    /// Proposals are read and judged for their numbers alone; what is done is counted in files and parts of long ones.
    Counted,
}

/// Is told how far a run is, from several threads at a time. It changes nothing of the report.
pub trait Observer: Sync {
    /// So many are done, of so many in all.
    fn step(&self, step: Step, done: usize, of: usize);
}

/// Nobody waits.
#[derive(Debug, Clone, Copy)]
pub struct NoObserver;

impl Observer for NoObserver {
    fn step(&self, _step: Step, _done: usize, _of: usize) {}
}
