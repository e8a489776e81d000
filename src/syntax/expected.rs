//! What could have stood at a place, in the language's words.

use super::grammar::careful::Rule;

/// What the grammar could have read at a place: the words to show, and the keywords among all of them.
pub(super) struct Expectation {
    /// To show, the most telling first.
    pub(super) shown: Vec<String>,
    /// Every keyword that could stand there, for suggestions.
    pub(super) keywords: Vec<&'static str>,
}

/// How much a word tells: where a `must` is missing, that an `on` could stand there too is noise.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Weight {
    /// The sentence cannot do without it.
    Needed,
    /// It would go on or end the sentence.
    Next,
    /// It would only make a name or value longer.
    Longer,
}

/// What stands behind the last word.
const END: &str = "the end of the sentence";

/// Words of a list of rules.
pub(super) fn expectation(rules: &[Rule]) -> Expectation {
    let known: Vec<(Weight, &'static str)> =
        rules.iter().flat_map(|form| words(*form)).copied().collect();
    let best = known.iter().map(|(weight, _)| *weight).min();
    let mut shown: Vec<String> = Vec::new();
    for (_, word) in known.iter().filter(|(weight, _)| Some(*weight) == best) {
        let word = if plain(word) { (*word).to_owned() } else { format!("`{word}`") };
        if !shown.contains(&word) {
            shown.push(word);
        }
    }
    // what goes on comes before what ends
    shown.sort_by_key(|word| word == END);
    let keywords = known.iter().map(|(_, word)| *word).filter(|word| !plain(word)).collect();
    Expectation { shown, keywords }
}

/// True for `a quantity`, false for words of the language.
fn plain(word: &str) -> bool {
    ["a ", "an ", "the ", "what "].iter().any(|article| word.starts_with(article))
}

use Weight::{Longer, Needed, Next};

/// The words of a rule.
fn words(form: Rule) -> &'static [(Weight, &'static str)] {
    [things(form), verbs(form), joints(form)]
        .into_iter()
        .find(|known| !known.is_empty())
        .unwrap_or(&[])
}

/// What the user has to give: a name, a value.
fn things(form: Rule) -> &'static [(Weight, &'static str)] {
    match form {
        Rule::sentence | Rule::subject => &[(Needed, "a subject")],
        Rule::clause => &[(Needed, "a clause")],
        Rule::being | Rule::values => &[(Needed, "a comparison"), (Needed, "a value")],
        Rule::expr | Rule::operand | Rule::quantity => &[(Needed, "a value")],
        Rule::name | Rule::reference | Rule::defined_name => &[(Needed, "a name")],
        Rule::event | Rule::held_name | Rule::holding | Rule::held_item | Rule::sorted_holding => {
            &[(Needed, "a name")]
        }
        Rule::noun | Rule::inner_noun | Rule::listed_item => &[(Needed, "a name")],
        Rule::plain_reference | Rule::topic_item | Rule::topic => &[(Needed, "a name")],
        Rule::plain_value => &[(Needed, "a value")],
        Rule::condition | Rule::condition_item | Rule::fact => &[(Needed, "a condition")],
        Rule::text => &[(Needed, "a text in quotes")],
        Rule::date | Rule::wrong_date => &[(Needed, "a date")],
        Rule::time_point | Rule::calendar_year => &[(Needed, "a year or a date")],
        Rule::integer => &[(Needed, "a number")],
        Rule::count => &[(Needed, "a number")],
        Rule::unit => &[(Needed, "a unit")],
        Rule::op | Rule::comparison | Rule::comparisons => &[(Needed, "a comparison")],
        _ => &[],
    }
}

/// Verbs and other words that a sentence cannot do without.
fn verbs(form: Rule) -> &'static [(Weight, &'static str)] {
    match form {
        Rule::must | Rule::should | Rule::may => {
            &[(Needed, "must"), (Needed, "should"), (Needed, "may")]
        }
        Rule::predicate | Rule::demand => &[
            (Needed, "have"),
            (Needed, "be"),
            (Needed, "state"),
            (Needed, "keep"),
            (Needed, "not"),
        ],
        Rule::tail | Rule::verb_phrase => {
            &[(Needed, "is"), (Needed, "has"), (Needed, "states"), (Needed, "exceeds")]
        }
        Rule::demand_ahead => &[(Needed, "have"), (Needed, "be"), (Needed, "not")],
        Rule::verb_ahead => &[(Needed, "is"), (Needed, "has")],
        Rule::basis => &[(Needed, "every year"), (Needed, "from the previous round")],
        Rule::the_previous_round => &[(Needed, "the previous round")],
        Rule::then => &[(Needed, "then")],
        Rule::close => &[(Needed, ")")],
        Rule::be => &[(Needed, "be")],
        Rule::is => &[(Needed, "is")],
        Rule::are => &[(Needed, "are")],
        Rule::has => &[(Needed, "has")],
        Rule::have => &[(Needed, "have")],
        Rule::every => &[(Needed, "every")],
        Rule::each => &[(Needed, "each")],
        _ => &[],
    }
}

/// Words that go on, end a sentence, or make a name or value longer.
fn joints(form: Rule) -> &'static [(Weight, &'static str)] {
    match form {
        Rule::motion_word => &[(Longer, "rise"), (Longer, "fall"), (Longer, "grow")],
        Rule::if_word => &[(Longer, "if"), (Longer, "unless")],
        Rule::measured => &[(Longer, "measured")],
        Rule::only => &[(Longer, "only if")],
        Rule::unless => &[(Longer, "unless")],
        Rule::EOI | Rule::at_end => &[(Next, END)],
        Rule::and => &[(Next, "and")],
        Rule::or => &[(Next, "or")],
        Rule::joint => &[(Next, "and"), (Next, "or")],
        Rule::by | Rule::by_part => &[(Next, "by")],
        Rule::with | Rule::with_filter => &[(Longer, "with")],
        Rule::whose | Rule::whose_filter => &[(Longer, "whose")],
        Rule::of => &[(Longer, "of")],
        Rule::field_of => &[(Longer, "of"), (Longer, "on"), (Longer, "for")],
        Rule::on => &[(Longer, "on")],
        Rule::for_word => &[(Longer, "for")],
        Rule::from => &[(Longer, "from")],
        Rule::to => &[(Longer, "to")],
        Rule::until => &[(Longer, "until")],
        Rule::in_word => &[(Longer, "in")],
        Rule::link | Rule::selector => &[
            (Longer, "of"),
            (Longer, "on"),
            (Longer, "for"),
            (Longer, "from"),
            (Longer, "to"),
            (Longer, "in"),
            (Longer, "by"),
            (Longer, "until"),
        ],
        Rule::time | Rule::by_time => {
            &[(Longer, "on"), (Longer, "in"), (Longer, "by"), (Longer, "from"), (Longer, "until")]
        }
        Rule::comma => &[(Longer, ",")],
        Rule::plus => &[(Longer, "+")],
        Rule::minus => &[(Longer, "-")],
        Rule::because => &[(Longer, "because")],
        _ => &[],
    }
}
