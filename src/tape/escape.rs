//! Texts of JSON with escapes.

use super::bytes::plain_length;

/// Reads a text from after its first quote, and puts what it says at the end of `into`. The place of its last quote; `None`
/// where it does not end, or says what no text can.
pub(super) fn read(text: &str, into: &mut String) -> Option<usize> {
    let bytes = text.as_bytes();
    let mut at = 0;
    loop {
        let plain = plain_length(bytes.get(at..)?);
        into.push_str(text.get(at..at + plain)?);
        at += plain;
        match bytes.get(at)? {
            b'"' => return Some(at),
            b'\\' => at += 1 + escape(text.get(at + 1..)?, into)?,
            _ => return None,
        }
    }
}

/// Reads one escape from after its backslash; how many bytes it has.
fn escape(text: &str, into: &mut String) -> Option<usize> {
    let letter = match text.as_bytes().first()? {
        plain @ (b'"' | b'\\' | b'/') => char::from(*plain),
        b'b' => '\u{8}',
        b'f' => '\u{c}',
        b'n' => '\n',
        b'r' => '\r',
        b't' => '\t',
        b'u' => return in_hexadecimal(text, into),
        _ => return None,
    };
    into.push(letter);
    Some(1)
}

/// `u725b`, or two halves: `ud83d\ude00`.
fn in_hexadecimal(text: &str, into: &mut String) -> Option<usize> {
    let first = unit(text)?;
    if let Some(letter) = char::from_u32(first) {
        into.push(letter);
        return Some(5);
    }
    let second = unit(text.get(5..)?.strip_prefix('\\')?)?;
    let pair = [u16::try_from(first).ok()?, u16::try_from(second).ok()?];
    into.push(char::decode_utf16(pair).next()?.ok()?);
    Some(11)
}

/// `u` and four digits.
fn unit(text: &str) -> Option<u32> {
    let digits = text.strip_prefix('u')?.get(..4)?;
    let all = digits.bytes().all(|byte| byte.is_ascii_hexdigit());
    all.then(|| u32::from_str_radix(digits, 16).ok())?
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(text: &str) -> Option<(String, usize)> {
        let mut into = String::new();
        read(text, &mut into).map(|end| (into, end))
    }

    #[test]
    fn each_escape_says_what_the_standard_says() {
        for (text, expected) in [
            (r#"a\"b\\c\/d""#, "a\"b\\c/d"),
            (r#"\b\f\n\r\t""#, "\u{8}\u{c}\n\r\t"),
            (r#"\u725b\u8089""#, "牛肉"),
            (r#"\uD83D\ude00 x""#, "😀 x"),
            (r#"牛\n""#, "牛\n"),
        ] {
            assert_eq!(said(text), Some((expected.to_owned(), text.len() - 1)), "{text}");
        }
    }

    #[test]
    fn what_is_no_text_is_not_read() {
        for text in [
            r#"\""#,
            r#"\x""#,
            r#"\u12""#,
            r#"\u+123""#,
            r#"\ud83d""#,
            r#"\ud83d\u0041""#,
            r#"\ude00""#,
            r#"\ud83dx""#,
            r#"\牛""#,
            "a\nb\"",
            "abc",
        ] {
            assert_eq!(said(text), None, "{text}");
        }
    }
}
