//! Small work on texts: white space and quotes.

/// The words of a text joined by one space.
pub(crate) fn collapsed(text: &str) -> String {
    if is_collapsed(text) {
        return text.to_owned();
    }
    let mut words = text.split_whitespace();
    let mut joined = String::with_capacity(text.len());
    joined.push_str(words.next().unwrap_or_default());
    for word in words {
        joined.push(' ');
        joined.push_str(word);
    }
    joined
}

/// True for printable ASCII with single blanks between words, which collapses to itself: what most texts are.
fn is_collapsed(text: &str) -> bool {
    let bytes = text.as_bytes();
    let blank = |byte: &u8| *byte == b' ';
    // without a way out in the middle, several bytes are looked at together
    let printable = bytes.iter().fold(true, |all, byte| all & (b' '..=b'~').contains(byte));
    let pairs = bytes.iter().zip(bytes.iter().skip(1));
    let doubled = pairs.fold(false, |any, (one, next)| any | (blank(one) & blank(next)));
    printable && !doubled && !bytes.first().is_some_and(blank) && !bytes.last().is_some_and(blank)
}

/// What stands between quotes, escapes resolved; a line break with the indent around it is one space.
pub(super) fn unquoted(text: &str) -> String {
    let inner = text.strip_prefix('"').unwrap_or(text);
    let inner = inner.strip_suffix('"').unwrap_or(inner);
    let mut plain = String::with_capacity(inner.len());
    for (at, line) in inner.lines().enumerate() {
        if at > 0 {
            plain.truncate(plain.trim_end().len());
            plain.push(' ');
        }
        push_unescaped(&mut plain, if at > 0 { line.trim_start() } else { line });
    }
    plain
}

fn push_unescaped(plain: &mut String, line: &str) {
    let mut rest = line.chars();
    while let Some(c) = rest.next() {
        match c {
            '\\' => plain.extend(rest.next()),
            c => plain.push(c),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn white_space_collapses() {
        assert_eq!(collapsed("  orange \t\r\n  juice "), "orange juice");
        for text in ["", "orange juice", " orange", "orange ", "orange  juice", "牛\u{3000}肉"] {
            let words: Vec<&str> = text.split_whitespace().collect();
            assert_eq!(collapsed(text), words.join(" "));
        }
    }

    #[test]
    fn quotes_and_escapes_go() {
        assert_eq!(unquoted(r#""say \"no\" \\ once""#), r#"say "no" \ once"#);
        assert_eq!(unquoted("\"prices fell\r\n    by a third\""), "prices fell by a third");
        assert_eq!(unquoted("\"\""), "");
    }
}
