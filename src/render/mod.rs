//! From a report to text: one file for each format.
