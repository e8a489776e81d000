//! `dealbreaker` checks deals against red lines: rule files in a small English-like language against proposals in YAML, JSON
//! or TOML, with verdicts in three-valued logic and exact figures.
//!
//! # The way of the data
//!
//! ```text
//! rule text ──syntax──▶ tree ──check──▶ model ─────────────┐
//!                                                          ├─ eval ─▶ judged ─▶ report ─▶ render
//! proposal text ──proposal (yaml, json, toml, csv)─▶ document ─┘
//! ```
//!
//! 1. [`syntax`] turns rule text into a tree and a list of errors. It owns the grammar; nothing outside it names a pest type.
//! 2. [`check`] turns trees into the [`model`]: names folded, literals read, definitions spelled out, quantifiers bound. The
//!    model holds only valid things; what is not valid is an error with its place, and hides nothing else.
//! 3. [`proposal`] has one adapter for each format, all giving the same document, in which every key and scalar knows its
//!    bytes and how it was written.
//! 4. [`value`] reads and compares amounts, dates, durations and duties, exactly: there is no binary float in the crate.
//! 5. [`eval`] judges a rule on a proposal. It is pure: no files, no clock. The day of the check comes in as a value.
//!    Where nothing but counts is asked for, [`plan`] finds the verdicts on a [`tape`] instead, as far as rule and document
//!    are of a common kind; it never says anything else than `eval`, to which it leaves all the rest.
//! 6. [`mod@report`] is what was found, as data, and the only place where findings are put into words.
//! 7. [`render`] has one file for each output format and sees nothing but the report and the sources.
//! 8. [`fmt`] lays out rule text, and proves by its tree that it still says the same.
//! 9. [`run`] ties these together. The command line, in the binary, alone reads files, the environment and the clock.
//!
//! [`mod@compare`] puts the proposals of a report beside each other, for `dealbreaker compare`.
//!
//! [`casefile`] reads case files and compares them with a report, for `dealbreaker test`. [`schema`] tells the shapes of all
//! that is written or read as JSON, YAML or TOML, from the types themselves.
//!
//! A broken red line is a result, not an error. What cannot be judged is *unknown*, never fine.
//!
//! # Example
//!
//! ```
//! use dealbreaker::Date;
//! use dealbreaker::proposal::Format;
//! use dealbreaker::report::Verdict;
//! use dealbreaker::run::{DataFile, Input, NoLibrary, check};
//! use dealbreaker::source::Source;
//!
//! let rules = Source::new("lease.redlines", "rent must be at most EUR 2,000\ndeposit must be at most 3 months");
//! let offer = Source::new("offer.yaml", "rent: EUR 2,150\ndeposit: 3 months\n");
//! let offer = DataFile { source: offer, format: Format::Yaml };
//! let input = Input::new(vec![rules], vec![offer], Date::constant(2026, 11, 21));
//! let report = check(&input, &NoLibrary).report;
//! let verdicts: Vec<Verdict> = report.proposals[0].findings.iter().map(|finding| finding.verdict).collect();
//! assert_eq!(verdicts, [Verdict::Broken, Verdict::Holds]);
//! assert_eq!(report.proposals[0].findings[0].message, "`rent` is EUR 2,150, EUR 150 above EUR 2,000");
//! ```
//!
//! Sentences that could not be read are in `report.errors`, and make the outcome no better than unknown. [`render`] writes
//! the report in any of its formats; an [`Input`](run::Input) also takes facts, a party, and what is to be left out.

pub mod analysis;
pub mod casefile;
pub mod check;
pub mod compare;
pub mod diff;
pub mod eval;
pub mod explain;
pub mod fmt;
pub mod limits;
pub mod lint;
pub mod model;
pub mod name;
pub mod near;
mod needles;
pub mod plan;
pub mod proposal;
pub mod render;
pub mod report;
pub mod run;
pub mod schema;
pub mod source;
mod stack;
pub mod syntax;
pub mod tape;
pub mod value;

pub use jiff::civil::Date;
