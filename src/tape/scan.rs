//! Looking for bytes, sixteen at a time.

use super::bytes::{CHUNK, first_of};

/// The place of the first of some bytes at or after `from`; the end of the text where none of them follows.
#[inline]
pub(super) fn find<const N: usize>(bytes: &[u8], from: usize, any: [u8; N]) -> usize {
    let rest = bytes.get(from..).unwrap_or_default();
    let (chunks, tail) = rest.as_chunks::<CHUNK>();
    let mut at = from;
    for chunk in chunks {
        let before = first_of(chunk, |byte| any.iter().fold(false, |is, one| is | (byte == *one)));
        at += before;
        if before < chunk.len() {
            return at;
        }
    }
    at + tail.iter().take_while(|byte| !any.contains(byte)).count()
}

/// How many bytes are looked at together.
const STRETCH: usize = 64;

/// True for a text without control characters, line ends aside, and without the characters that some take for line ends or
/// for nothing at all.
pub(super) fn is_plain_text(bytes: &[u8]) -> bool {
    let starts = (0..).step_by(STRETCH);
    bytes
        .chunks(STRETCH)
        .zip(starts)
        .all(|(stretch, start)| is_ascii_text(stretch) || is_known_text(bytes, start))
}

/// True where all are visible ASCII, spaces or newlines.
#[inline]
fn is_ascii_text(stretch: &[u8]) -> bool {
    let strange = |byte: &u8| (byte.wrapping_sub(b' ') > b'~' - b' ') & (*byte != b'\n');
    !stretch.iter().fold(false, |any, byte| any | strange(byte))
}

#[cold]
fn is_known_text(bytes: &[u8], start: usize) -> bool {
    (start..start + STRETCH).all(|at| match bytes.get(at..).unwrap_or_default() {
        [b'\n', ..] | [b'\r', b'\n', ..] | [] => true,
        [0..0x20 | 0x7f, ..] => false,
        // the next line of Latin-1 and its like, the separators of Unicode, the byte order mark
        [0xc2, 0x80..=0x9f, ..] | [0xe2, 0x80, 0xa8 | 0xa9, ..] | [0xef, 0xbb, 0xbf, ..] => false,
        _ => true,
    })
}

/// The beginning of a text: as many whole lines as half a megabyte holds.
pub(super) fn whole_lines(text: &str) -> &str {
    const MOST: usize = 1 << 19;
    let start =
        text.as_bytes().get(..MOST).and_then(|start| start.iter().rposition(|byte| *byte == b'\n'));
    if text.len() <= MOST { text } else { text.get(..start.unwrap_or(0)).unwrap_or_default() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_of_several_bytes_is_found_wherever_it_stands() {
        for length in 0..40 {
            for at in 0..=length {
                let mut bytes = vec![b'x'; length];
                bytes.iter_mut().skip(at).for_each(|byte| *byte = b'#');
                assert_eq!(find(&bytes, 0, [b'#', b':']), at);
                assert_eq!(find(&bytes, at.min(3), [b'\n', b'#']), at.max(at.min(3)));
            }
        }
        assert_eq!(find(b"abc", 7, [b'c']), 7);
        assert_eq!(find("é\u{ba}:".as_bytes(), 0, [b':']), 4);
    }

    #[test]
    fn characters_that_are_not_seen_are_no_plain_text() {
        let filler = "a line of text, and another one\n".repeat(3);
        for (text, plain) in [
            ("", true),
            ("a\r\nb", true),
            ("2.8¢/kg 牛肉 ～ — “x”", true),
            ("a\rb", false),
            ("a\r", false),
            ("\t", false),
            ("\0", false),
            ("\u{7f}", false),
            ("\u{85}", false),
            ("\u{2028}", false),
            ("\u{2029}", false),
            ("\u{feff}", false),
        ] {
            for cut in 0..filler.len() {
                let text = format!("{}{text}{filler}", &filler[cut..]);
                // a lone `\r` is no longer one before a newline
                assert_eq!(is_plain_text(text.as_bytes()), plain, "{text:?}");
            }
        }
    }
}
