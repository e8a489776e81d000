//! Breaks a line that is too long, between words.

use unicode_width::UnicodeWidthStr;

/// How many columns a line may have.
pub(super) const COLUMNS: usize = 100;

/// Words before which a reader pauses. A line that is half full ends there, or at a comma, if it has to end.
const PAUSES: [&str; 14] = [
    "and", "because", "if", "may", "must", "only", "or", "should", "that", "then", "unless",
    "until", "whose", "with",
];

/// Words that begin the second half of a sentence. A line that is longer than a few words ends there first of all.
const HINGES: [&str; 3] = ["only", "then", "unless"];

/// The fewest columns of a line that ends at a hinge.
const FEW: usize = 20;

/// Where lines start, and which there may be.
pub(super) struct Frame<'a> {
    /// The indent of the first line.
    pub(super) first: usize,
    /// The indent of the others.
    pub(super) rest: usize,
    /// True where a line may read so: the text of the line, and the word it starts with, counted from 0.
    pub(super) fits: &'a dyn Fn(&str, usize) -> bool,
}

/// The words in as few lines as fill the columns; `None` where there is no way.
///
/// A line can be unfit for what it would mean (`from 2004-01-01` starts a clause), and so can the only line that another
/// one leaves over: what can follow is known before a line is chosen, from the last word back to the first.
pub(super) fn wrap(words: &[String], frame: &Frame<'_>) -> Option<String> {
    let mut next: Vec<Option<usize>> = vec![None; words.len()];
    next.push(Some(words.len()));
    for start in (0..words.len()).rev() {
        let end = line_end(words, start, &next, frame);
        if let Some(slot) = next.get_mut(start) {
            *slot = end;
        }
    }
    let mut text = String::new();
    let mut start = 0;
    while start < words.len() {
        let end = (*next.get(start)?)?;
        text.push_str(&" ".repeat(if start == 0 { frame.first } else { frame.rest }));
        text.push_str(&words.get(start..end)?.join(" "));
        text.push('\n');
        start = end;
    }
    Some(text)
}

/// The word before which a line that starts with `start` ends: the end of all, or the hinge of the sentence, or the last
/// pause, or the last word that leaves it within the columns; else the first that can be.
fn line_end(
    words: &[String],
    start: usize,
    next: &[Option<usize>],
    frame: &Frame<'_>,
) -> Option<usize> {
    let mut column = if start == 0 { frame.first } else { frame.rest };
    let (mut line, mut over) = (String::new(), false);
    let (mut chosen, mut pause, mut hinge) = (None, None, None);
    for (at, word) in words.iter().enumerate().skip(start) {
        if at > start {
            line.push(' ');
            column += 1;
        }
        line.push_str(word);
        let (head, tail) = word
            .split_once('\n')
            .map_or((word.as_str(), None), |(head, tail)| (head, tail.rsplit('\n').next()));
        over |= column + head.width() > COLUMNS;
        if over && chosen.is_some() {
            break;
        }
        column = tail.map_or(column + head.width(), UnicodeWidthStr::width);
        let can_follow = next.get(at + 1).is_some_and(Option::is_some);
        if can_follow && (frame.fits)(line.lines().next().unwrap_or_default(), start) {
            chosen = Some(at + 1);
            if column >= COLUMNS / 2 && is_pause(word, words.get(at + 1)) {
                pause = chosen;
            }
            if column >= FEW && is_hinge(words, at) {
                hinge = chosen;
            }
        }
    }
    chosen.filter(|end| *end == words.len()).or(hinge).or(pause).or(chosen)
}

fn is_pause(word: &str, next: Option<&String>) -> bool {
    // `only if` and `and if` are said in one breath
    let begun = PAUSES.contains(&word);
    word.ends_with(',') || !begun && next.is_some_and(|next| PAUSES.contains(&next.as_str()))
}

/// True for the word before `then`, and for the last word of `for each product …,`.
fn is_hinge(words: &[String], at: usize) -> bool {
    let next = words.get(at + 1).map(String::as_str).unwrap_or_default();
    let ranged = words.iter().take(2).any(|word| word == "for");
    let comma = words.get(at).is_some_and(|word| word.ends_with(','));
    HINGES.contains(&next) || ranged && comma && matches!(next, "its" | "the")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wrapped(text: &str, fits: &dyn Fn(&str, usize) -> bool) -> Option<String> {
        let words: Vec<String> = text.split(' ').map(str::to_owned).collect();
        wrap(&words, &Frame { first: 0, rest: 4, fits })
    }

    #[test]
    fn lines_fill_the_columns_and_no_more() {
        let ten = "ninechars ".repeat(25);
        let text = wrapped(ten.trim_end(), &|_, _| true).unwrap();
        let lengths: Vec<usize> = text.lines().map(str::len).collect();
        assert_eq!(lengths, [99, 93, 63]);
    }

    #[test]
    fn wide_letters_count_twice() {
        let text = wrapped(&["牛肉"; 25].join(" "), &|_, _| true).unwrap();
        assert_eq!(text.lines().next().unwrap().width(), 99);
    }

    #[test]
    fn a_word_that_is_too_long_stands_alone() {
        let long = "x".repeat(120);
        let text = wrapped(&format!("a {long} b"), &|_, _| true).unwrap();
        assert_eq!(text, format!("a\n    {long}\n    b\n"));
    }

    #[test]
    fn lines_end_where_a_reader_pauses() {
        let half = "word ".repeat(11);
        for (tail, line) in [
            ("must be at least five words longer than this line is wide", "must be at least"),
            ("x, y of z in a long row of words beyond the end of the line", "y of"),
            ("may go only if there is one more word than there is room for them", "only if"),
        ] {
            let text = wrapped(&format!("{half}{tail}"), &|_, _| true).unwrap();
            let second = text.lines().nth(1).unwrap().trim_start();
            assert!(second.starts_with(line), "{text}");
        }
    }

    #[test]
    fn lines_end_first_of_all_where_the_second_half_begins() {
        for (first, second) in [
            (
                "a: if the tariff on beef is ever below 20%",
                "then beef must have a safeguard with a trigger of at most 740,000 tons",
            ),
            (
                "pork must have a safeguard and a tariff",
                "unless its tariff is above 20% and its quota is below 5,000 tons and so on",
            ),
            (
                "a: for each farm product that states a quota,",
                "its in-quota tariff must be below its tariff and above 0% at all times",
            ),
        ] {
            let text = wrapped(&format!("{first} {second}"), &|_, _| true).unwrap();
            assert_eq!(text, format!("{first}\n    {second}\n"));
        }
    }

    #[test]
    fn unfit_lines_are_never_made() {
        let words = format!("{} from 2004 x", "a".repeat(98));
        let text = wrapped(&words, &|line, _| !line.starts_with("from 2004")).unwrap();
        assert_eq!(text.lines().nth(1), Some("    from"));
        assert_eq!(wrapped("a", &|_, _| false), None);
    }
}
