//! The words of a sentence, whatever stood between them.

/// Words as they are gathered, line by line. What touches is one word, and so is a quoted text.
#[derive(Default)]
pub(super) struct Words {
    words: Vec<String>,
    in_quotes: bool,
}

impl Words {
    /// Takes in the words of a line.
    pub(super) fn line(&mut self, code: &str) {
        let mut apart = !self.in_quotes;
        if self.in_quotes {
            self.letter('\n', false);
        }
        let mut escaped = false;
        for c in code.chars() {
            if !self.in_quotes && c.is_whitespace() {
                apart = true;
                continue;
            }
            self.letter(c, std::mem::take(&mut apart));
            match c {
                _ if escaped => escaped = false,
                '\\' if self.in_quotes => escaped = true,
                '"' => self.in_quotes = !self.in_quotes,
                _ => {}
            }
        }
    }

    /// Takes in a label, which stays as it is written: it is what others call the sentence by.
    pub(super) fn label(&mut self, label: &str) {
        self.words.push(format!("{label}:"));
    }

    fn letter(&mut self, c: char, apart: bool) {
        match self.words.last_mut().filter(|_| !apart) {
            Some(word) => word.push(c),
            None => self.words.push(c.into()),
        }
    }

    /// The words so far, with what goes with one put to it, and without a final `.`: nowhere else does one end a word.
    pub(super) fn take(&mut self) -> Vec<String> {
        let mut words: Vec<String> = Vec::new();
        for word in self.words.drain(..) {
            match words.last_mut() {
                Some(last) if goes_with(last, &word) => last.push_str(&word),
                _ => words.push(word),
            }
        }
        if let Some(last) = words.last_mut().filter(|last| last.ends_with('.')) {
            last.pop();
        }
        words.retain(|word| !word.is_empty());
        words
    }
}

/// True where no space is to stand between two words. `,5` is left alone: put to a number, it would be a part of it.
fn goes_with(before: &str, word: &str) -> bool {
    word == "," || word == "." || word.starts_with(')') || before.ends_with('(')
}

#[cfg(test)]
mod tests {
    use super::Words;

    fn words(lines: &[&str]) -> Vec<String> {
        let mut words = Words::default();
        lines.iter().for_each(|line| words.line(line));
        words.take()
    }

    #[test]
    fn white_space_outside_quotes_parts_words() {
        assert_eq!(words(&["\ta \u{3000}b", "  c\u{a0}d "]), ["a", "b", "c", "d"]);
        assert_eq!(words(&[r#"is "a  b\"  c" ."#]), ["is", r#""a  b\"  c""#]);
    }

    #[test]
    fn quotes_go_on_over_lines() {
        assert_eq!(words(&["x \"a  ", "", "   b\" c"]), ["x", "\"a  \n\n   b\"", "c"]);
    }

    #[test]
    fn signs_go_to_their_words() {
        assert_eq!(words(&["( a , b ) , c ."]), ["(a,", "b),", "c"]);
        assert_eq!(words(&["6 ,500 5."]), ["6", ",500", "5"]);
        assert!(words(&["."]).is_empty());
    }
}
