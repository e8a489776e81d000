//! How long a number may be. Reckoning with longer ones takes more time than they are worth.

/// The longest numbers that are read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NumberLimits {
    /// Digits, those of decimals included.
    pub digits: usize,
    /// The exponent, either way.
    pub exponent: usize,
}

impl Default for NumberLimits {
    fn default() -> Self {
        Self { digits: 10_000, exponent: 1_000 }
    }
}

impl NumberLimits {
    /// True where a number in the text is too long, told by its digits alone.
    pub fn exceeded_by(self, text: &str) -> bool {
        self.too_many_digits(text) || self.too_large_an_exponent(text)
    }

    fn too_many_digits(self, text: &str) -> bool {
        let joins = |c: char| c.is_ascii_digit() || matches!(c, ',' | '.' | '_');
        let digits = |run: &str| run.bytes().filter(u8::is_ascii_digit).count();
        text.len() > self.digits && text.split(|c| !joins(c)).any(|run| digits(run) > self.digits)
    }

    fn too_large_an_exponent(self, text: &str) -> bool {
        text.match_indices(['e', 'E']).any(|(at, _)| {
            let (before, after) = (text.get(..at), text.get(at + 1..).unwrap_or_default());
            let unsigned = after.trim_start_matches(['+', '-', '\u{2212}']);
            let end = unsigned.find(|c: char| !c.is_ascii_digit()).unwrap_or(unsigned.len());
            let digits = unsigned.get(..end).unwrap_or_default().trim_start_matches('0');
            let follows = before.is_some_and(|text| text.ends_with(|c: char| c.is_ascii_digit()));
            follows
                && !digits.is_empty()
                && !digits.parse().is_ok_and(|size: usize| size <= self.exponent)
        })
    }
}

/// The text with `1` for every number in it.
pub(super) fn with_short_numbers(text: &str) -> String {
    let mut short = String::new();
    let mut in_number = false;
    let mut rest = text.chars().peekable();
    while let Some(c) = rest.next() {
        let before = |next: &char| next.is_ascii_digit() || matches!(next, '+' | '-');
        let joins = matches!(c, ',' | '.' | '_' | '+' | '-' | 'e' | 'E');
        let goes_on = in_number && joins && rest.peek().is_some_and(before);
        if c.is_ascii_digit() && !in_number {
            short.push('1');
        }
        in_number = c.is_ascii_digit() || goes_on;
        if !in_number {
            short.push(c);
        }
    }
    short
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_left_of_an_amount_is_its_shape() {
        for (text, short) in [
            ("123,456.7 tons", "1 tons"),
            ("USD 1e999 million", "USD 1 million"),
            ("29.8% + 23 yen/kg", "1% + 1 yen/kg"),
            ("1e-5", "1"),
            ("pages 12, 13", "pages 1, 1"),
            ("-5 tons", "-1 tons"),
            ("24x7", "1x1"),
        ] {
            assert_eq!(with_short_numbers(text), short, "{text}");
        }
    }

    #[test]
    fn numbers_are_measured_wherever_they_stand() {
        let limits = NumberLimits { digits: 5, exponent: 10 };
        for (text, exceeded) in [
            ("12345", false),
            ("123456", true),
            ("12,345 tons", false),
            ("12,345.6 tons", true),
            ("0.123456", true),
            ("1_2_3_4_5_6", true),
            ("123 456 789 tons", false),
            ("USD 1e10", false),
            ("1e11", true),
            ("1E-11 kg", true),
            ("1e+0010", false),
            ("1e99999999999999999999", true),
            ("the 2e is 5", false),
            ("abcdefe99", false),
        ] {
            assert_eq!(limits.exceeded_by(text), exceeded, "{text}");
        }
    }
}
