//! From sentences to statements for the solver. [`ground`] looks names up in the outline of a deal, [`uses`] keeps what each
//! term can be, [`states`] makes that into statements, and one file for each kind of claim says when it holds.

pub mod claim;
pub mod compare;
pub mod event;
pub mod ground;
pub mod lookup;
pub mod motion;
pub mod states;
pub mod term;
pub mod uses;
pub mod verdict;
pub mod why;
