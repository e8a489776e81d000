//! Makes rule texts untidy, and faulty, by chance that is the same in every run.

/// Chance.
pub(crate) struct Chance(u64);

impl Chance {
    pub(crate) fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1)
    }

    /// A number below `limit`.
    fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 16) as usize % limit
    }

    fn one_in(&mut self, many: usize) -> bool {
        self.below(many) == 0
    }

    fn pick<'a>(&mut self, from: &[&'a str]) -> &'a str {
        from[self.below(from.len())]
    }
}

/// The parts of a text between its quotes: outside, inside, outside …
fn by_quotes(text: &str) -> Vec<String> {
    text.replace("\\\"", "\u{1}").split('"').map(|part| part.replace('\u{1}', "\\\"")).collect()
}

/// True where no quoted text goes on over lines.
pub(crate) fn is_plain(text: &str) -> bool {
    text.lines().all(|line| by_quotes(line).len() % 2 == 1)
}

/// Where the comment of a line starts.
fn comment(line: &str) -> Option<usize> {
    let mut at = 0;
    for (n, part) in by_quotes(line).iter().enumerate() {
        if let Some(mark) = part.find('#').filter(|_| n % 2 == 0) {
            return Some(at + mark);
        }
        at += part.len() + 1;
    }
    None
}

pub(crate) fn without_comments(text: &str) -> String {
    let lines = text.lines().filter(|line| !line.trim_start().starts_with('#'));
    lines.map(|line| format!("{}\n", &line[..comment(line).unwrap_or(line.len())])).collect()
}

/// The comments of a text in which no quoted text goes on over lines.
pub(crate) fn comments(text: &str) -> Vec<String> {
    text.lines().filter_map(|line| Some(line[comment(line)?..].trim_end().to_owned())).collect()
}

/// A text that is laid out, in another layout.
pub(crate) fn untidy(tidy: &str, comments: bool, chance: &mut Chance) -> String {
    let mut text = String::new();
    let mut indent = String::new();
    let tidy = tidy.replace("\n    ", " \u{2}").replace("\u{2}  ", "\u{2}").replace('\u{2}', "");
    for line in tidy.lines() {
        let words = line.trim_start();
        if words.is_empty() {
            text.push_str(chance.pick(&["\n", "  \n\n", "\n\t\n\n"]));
            continue;
        }
        if words.len() == line.len() {
            // one indent for all clauses of a sentence: a deeper `because` would belong to `waived`
            indent = chance.pick(&[" ", "  ", "     ", "\t", "\u{3000}"]).to_owned();
        } else {
            text.push_str(&indent);
        }
        piece(words, words.len() < line.len(), comments, chance, &mut text);
        if comments && chance.one_in(3) {
            text.push_str(&noise(chance));
        }
        text.push('\n');
    }
    ends(&text, chance)
}

/// Other ends of lines, and a mark at the start.
fn ends(text: &str, chance: &mut Chance) -> String {
    let mut whole = chance.pick(&["", "\u{feff}"]).to_owned();
    let style = chance.below(3);
    for line in text.split_terminator('\n') {
        whole.push_str(line);
        whole.push_str(chance.pick(&["", "", " ", "\t"]));
        let windows = style == 1 || style == 2 && chance.one_in(2);
        whole.push_str(if windows { "\r\n" } else { "\n" });
    }
    if chance.one_in(4) { whole.trim_end().to_owned() } else { whole }
}

/// A comment behind a line, with more below it at times.
fn noise(chance: &mut Chance) -> String {
    let quoted =
        ["#", "# \"", "#\tbecause \"x\"  y", "# pork must have: a quota.", "#é, (", "  # \\"];
    let mut text = format!("{}{}", chance.pick(&["", " ", "\t "]), chance.pick(&quoted));
    while chance.one_in(2) {
        text.push_str(chance.pick(&["\n", "\n\n", "\n  ", "\n \n\t"]));
        text.push_str(chance.pick(&quoted[..5]));
    }
    text
}

/// One sentence or clause.
fn piece(words: &str, clause: bool, comments: bool, chance: &mut Chance, text: &mut String) {
    let (label, body) = match words.split_once(": ").filter(|_| !clause) {
        Some((label, body)) if !label.contains('"') => (Some(label), body),
        _ => (None, words),
    };
    if let Some(label) = label {
        text.push_str(label);
        text.push_str(chance.pick(&[":", " :", ": ", "  :\t", ":\n "]));
    }
    let mut first = true;
    for (n, part) in by_quotes(body).into_iter().enumerate() {
        if n % 2 == 1 {
            text.push_str(&format!("\"{part}\""));
            continue;
        }
        let mut words = part.split(' ').peekable();
        while let Some(word) = words.next() {
            text.push_str(&word_with_room(word, chance));
            if let Some(next) = words.peek() {
                // the word of a clause stays with what follows it
                let stays = starts_clause(next) || clause && first;
                text.push_str(&gap(!stays, comments && !stays, chance));
                first = false;
            }
        }
    }
    text.push_str(chance.pick(&["", "", ".", " .", "\n   ."]));
}

fn starts_clause(word: &str) -> bool {
    let words = ["because", "source", "owner", "except", "waived", "from", "until", "private"];
    words.contains(&word.to_lowercase().as_str())
}

fn word_with_room(word: &str, chance: &mut Chance) -> String {
    let room = chance.pick(&["", "", " ", "\t"]);
    match word.strip_suffix(',') {
        Some(bare) if !bare.is_empty() => format!("{bare}{room},"),
        _ if word.starts_with('(') => word.replacen('(', &format!("({room}"), 1),
        _ if word.ends_with(')') => format!("{}{room})", &word[..word.len() - 1]),
        _ => word.to_owned(),
    }
}

fn gap(breaks: bool, comments: bool, chance: &mut Chance) -> String {
    let indent = chance.pick(&[" ", "  ", "      ", "\t", " \u{a0}"]);
    if comments && chance.one_in(6) {
        return format!("{}\n{indent}", noise(chance));
    }
    if breaks && chance.one_in(5) {
        return format!("{}{indent}", chance.pick(&["\n", " \n", "\n\n", "\n  \n"]));
    }
    chance.pick(&[" ", " ", "  ", "\t", "\u{a0}", "\u{3000}\t "]).to_owned()
}

/// The text with a letter less, or a sign more.
pub(crate) fn damaged(text: &str, chance: &mut Chance) -> String {
    let mut letters: Vec<char> = text.chars().collect();
    for _ in 0..=chance.below(3) {
        let at = chance.below(letters.len().max(1)).min(letters.len().saturating_sub(1));
        if chance.one_in(2) && !letters.is_empty() {
            letters.remove(at);
        } else {
            let sign = chance.pick(&[
                "\"", "\n", "\n  ", "#", ":", " ", "\\", ",", ".", "(", "\r", "\u{feff}", "\u{c}",
            ]);
            letters.splice(at..at, sign.chars());
        }
    }
    letters.into_iter().collect()
}
