//! The shape of a case file, for its JSON Schema and nothing else: [`super::read`] reads with places, which serde does not.
//! A test holds the keys of both against each other.

use std::collections::BTreeMap;

use schemars::JsonSchema;

use crate::report::{Outcome, Verdict};
use crate::schema::{Day, OneOrMore, Tally, Text};

/// What reports are expected to say: a file of `dealbreaker test`.
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields, rename_all = "kebab-case")]
#[allow(dead_code, reason = "only its shape is looked at")]
pub(crate) struct Shape {
    /// Rule files or folders, relative to this file.
    rules: OneOrMore<Text>,
    /// Files of facts, relative to this file.
    facts: Option<OneOrMore<Text>>,
    /// Proposals, each with what should come of it.
    #[schemars(length(min = 1))]
    cases: Vec<CaseShape>,
}

/// A proposal, the day it is checked for, and what should come of it.
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields, rename_all = "kebab-case", rename = "Case")]
#[schemars(extend("anyOf" = [
    {"required": ["outcome"]},
    {"required": ["expect"]},
    {"required": ["snapshot"]},
]))]
#[allow(dead_code, reason = "only its shape is looked at")]
struct CaseShape {
    /// What it is called.
    name: Option<Text>,
    /// The proposal, relative to this file.
    proposal: Text,
    /// Which document of a file with several, from 0; without it, the first.
    document: Option<u32>,
    /// Earlier rounds, for rules that ask for the round before.
    rounds: Option<OneOrMore<Text>>,
    /// The day of the check.
    as_of: Day,
    /// Only the rules of this party, and those of no party.
    party: Option<Text>,
    /// What the proposal should come to.
    outcome: Option<Outcome>,
    /// By rule; what is not named is not checked.
    expect: Option<BTreeMap<String, Expected>>,
    /// The file that holds the report; `true` makes up its name.
    snapshot: Option<Snapshot>,
}

/// A path that ends in `.snap`, or `true`.
#[derive(JsonSchema)]
#[schemars(untagged)]
#[allow(dead_code, reason = "only its shape is looked at")]
enum Snapshot {
    Made(#[schemars(extend("const" = true))] bool),
    Path(#[schemars(regex(pattern = r"[^/]\.snap$"))] String),
}

/// A verdict, or what a finding should say.
#[derive(JsonSchema)]
#[schemars(untagged)]
#[allow(dead_code, reason = "only its shape is looked at")]
enum Expected {
    Verdict(Verdict),
    Several(ExpectationShape),
}

/// What a finding, or one of its parts, should say; what is not named is not checked.
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields, rename_all = "kebab-case", rename = "Expectation")]
#[schemars(extend("minProperties" = 1))]
#[allow(dead_code, reason = "only its shape is looked at")]
struct ExpectationShape {
    /// The verdict.
    verdict: Option<Verdict>,
    /// How far from its limit, as "-2,500 tons".
    margin: Option<Text>,
    /// Days to the deadline.
    days_left: Option<i64>,
    /// The verdict beneath a waiver.
    hides: Option<Verdict>,
    /// All subjects by verdict; a verdict that is not named has none.
    count: Option<Tally<Verdict>>,
    /// Subjects by name.
    parts: Option<BTreeMap<String, Expected>>,
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use schemars::JsonSchema;

    use super::*;
    use crate::casefile::{expectation, read};

    fn keys<T: JsonSchema>() -> BTreeSet<String> {
        let schema = schemars::schema_for!(T);
        schema.get("properties").unwrap().as_object().unwrap().keys().cloned().collect()
    }

    #[test]
    fn the_shape_has_the_keys_that_are_read() {
        let read = |keys: &[&str]| keys.iter().map(|key| (*key).to_owned()).collect();
        assert_eq!(keys::<Shape>(), read(read::FILE));
        assert_eq!(keys::<CaseShape>(), read(read::CASE));
        assert_eq!(keys::<ExpectationShape>(), read(expectation::EXPECTATION));
    }
}
