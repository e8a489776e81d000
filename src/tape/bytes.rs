//! Several bytes of a text at a time.

use std::num::NonZeroU64;

/// How many bytes are looked at in one step.
pub(super) const CHUNK: usize = 16;

/// Bytes that are looked at in one step.
pub(super) type Chunk = [u8; CHUNK];

/// The chunk at a place, where the text goes on so far.
#[inline]
pub(super) fn chunk_at(bytes: &[u8], at: usize) -> Option<&Chunk> {
    bytes.get(at..)?.first_chunk()
}

/// How many bytes of a chunk stand before a quote, a backslash or a control character; 16 where there is none.
#[inline(always)]
pub(super) fn plain_before(chunk: &Chunk) -> usize {
    first_of(chunk, |byte| (byte == b'"') | (byte == b'\\') | (byte < 0x20))
}

/// The place of the first byte that is one of those sought; 16 where there is none.
#[inline(always)]
pub(super) fn first_of(chunk: &Chunk, sought: impl Fn(u8) -> bool) -> usize {
    let mut found = *chunk;
    // one comparison of all bytes at once, where the machine can
    for byte in &mut found {
        *byte = if sought(*byte) { u8::MAX } else { 0 };
    }
    (u128::from_le_bytes(found).trailing_zeros() / 8) as usize
}

/// How many bytes there are before a quote, a backslash or a control character.
#[inline]
pub(super) fn plain_length(bytes: &[u8]) -> usize {
    let mut length = 0;
    while let Some(chunk) = chunk_at(bytes, length) {
        let plain = plain_before(chunk);
        length += plain;
        if plain < chunk.len() {
            return length;
        }
    }
    let rest = bytes.get(length..).unwrap_or_default();
    let plain = |byte: &u8| !matches!(byte, b'"' | b'\\' | 0..0x20);
    length + rest.iter().take_while(|byte| plain(byte)).count()
}

/// A number of at most seven digits: its digits without the point, how many of them are decimals, and its length.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Short {
    pub(super) units: i32,
    pub(super) places: u8,
    pub(super) length: usize,
}

const ZEROS: u64 = 0x3030_3030_3030_3030;
const HIGH: u64 = 0x8080_8080_8080_8080;

/// Reads `27.75` from the eight bytes where it begins, without a step for each digit, and the byte after it. `None` for what
/// is longer, has a sign or an exponent, or is wrong.
#[inline]
fn short_number(bytes: [u8; 8]) -> Option<(Short, u8)> {
    let word = u64::from_le_bytes(bytes);
    let digits = word ^ ZEROS;
    // the high bit of each byte that is no digit
    let others = (((digits & !HIGH) + 0x7676_7676_7676_7676) | digits) & HIGH;
    let whole = bits_before(others)?;
    let leading_zero = (digits & 0xff == 0) & (whole > 8);
    if whole == 0 || leading_zero {
        return None;
    }
    let byte = (word >> whole) as u8;
    let (run, count, end, next) = if byte == b'.' {
        let end = bits_before(others & (others - 1))?;
        if end == whole + 8 {
            return None;
        }
        let before = (1 << whole) - 1;
        let run = (digits & before) | ((digits >> 8) & !before);
        (run, end - 8, end, (word >> end) as u8)
    } else {
        (digits, whole, whole, byte)
    };
    if matches!(next, b'e' | b'E' | b'.') {
        return None;
    }
    let units = eight_digits(run << (u64::BITS - count));
    let (places, length) = ((count - whole) / 8, end / 8);
    Some((Short { units, places: places as u8, length: length as usize }, next))
}

/// How many bits stand before the first byte whose high bit is set.
#[inline]
fn bits_before(marks: u64) -> Option<u32> {
    Some(NonZeroU64::new(marks)?.trailing_zeros() - 7)
}

/// The short number at a place, and the byte after it.
#[inline]
pub(super) fn short_number_at(bytes: &[u8], at: usize) -> Option<(Short, u8)> {
    short_number(*bytes.get(at..)?.first_chunk()?)
}

/// The number that eight digits make, the first one in the lowest byte: pairs, then fours, then all.
#[inline]
fn eight_digits(digits: u64) -> i32 {
    let pairs = (digits.wrapping_mul(10) + (digits >> 8)) & 0x00ff_00ff_00ff_00ff;
    let fours = (pairs.wrapping_mul(100) + (pairs >> 16)) & 0x0000_ffff_0000_ffff;
    (fours.wrapping_mul(10_000) + (fours >> 32)) as u32 as i32
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_byte_ends_a_plain_run_in_every_place_or_does_not() {
        for byte in 0..=255_u8 {
            for place in 0..16 {
                let mut chunk = [b'x'; 16];
                chunk[place] = byte;
                let special = byte < 0x20 || byte == b'"' || byte == b'\\';
                let plain = if special { place } else { 16 };
                assert_eq!(plain_before(&chunk), plain, "{byte} at {place}");
                assert_eq!(plain_length(&chunk[..place + 1]), place + usize::from(!special));
            }
        }
    }

    #[test]
    fn short_numbers_are_read_as_they_are_written() {
        for (units, places, text) in [
            (0, 0, "0"),
            (0, 1, "0.0"),
            (8, 0, "8"),
            (85, 1, "8.5"),
            (2775, 2, "27.75"),
            (12, 3, "0.012"),
            (1_234_567, 0, "1234567"),
            (123_456, 5, "1.23456"),
            (999_999, 1, "99999.9"),
        ] {
            for after in [",", "]", "}", " ", "\n", "x"] {
                let mut bytes = [b','; 8];
                let all = format!("{text}{after}");
                let length = all.len().min(8);
                bytes[..length].copy_from_slice(&all.as_bytes()[..length]);
                let expected = Short { units, places, length: text.len() };
                let next = all.as_bytes()[length.min(text.len())];
                assert_eq!(short_number(bytes), Some((expected, next)), "{all}");
            }
        }
    }

    #[test]
    fn what_is_long_or_strange_is_no_short_number() {
        for text in [
            "12345678", "1234567.", "123456.7", "01234567", "00,     ", "-1,     ", "1.,     ",
            ".5,     ", "1e5,    ", "1.5E3,  ", "1.5.5,  ", "1..5,   ", "x,      ", ",       ",
            "1.234567",
        ] {
            assert_eq!(short_number(text.as_bytes().try_into().unwrap()), None, "{text}");
        }
    }
}
