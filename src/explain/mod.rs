//! Explanations: how a sentence is read, why a rule got its verdict on a proposal, what a code means.
//!
//! [`Book`] reads rules, with or without a sentence of the command line among them. [`reading`] puts a sentence into
//! plain words; [`reasoning`] follows a rule's judgement on a proposal; [`codes`] has a page for every code. All give an
//! [`Outline`], which is drawn in one place. Nothing here decides anything: the model and the evaluator are what is told.

mod book;
pub mod codes;
mod data;
mod fault;
mod outline;
pub mod reading;
pub mod reasoning;
pub(crate) mod walk;
mod words;

pub use book::Book;
pub use data::Data;
pub use fault::{Fault, faults};
pub use outline::{Item, Outline, Tone};
