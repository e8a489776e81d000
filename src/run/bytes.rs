//! The bytes of a text.

use std::io::{self, Read};

use memmap2::MmapMut;

/// From how many bytes on a text is large.
const LARGE: usize = 4 << 20;

/// The bytes of a text. Many of them lie in the large pages of the system, where it has such: to be given a large text in
/// small pages takes longer than to read it.
#[derive(Debug, Default)]
pub struct Bytes {
    small: Vec<u8>,
    /// Used in the place of `small`, up to a length.
    large: Option<(MmapMut, usize)>,
}

impl Bytes {
    /// All of them.
    pub fn all(&self) -> &[u8] {
        match &self.large {
            Some((pages, length)) => pages.get(..*length).unwrap_or_default(),
            None => &self.small,
        }
    }

    /// Room for a text of unknown length; what was there may still be in it.
    pub fn growing(&mut self) -> &mut Vec<u8> {
        self.large = None;
        &mut self.small
    }

    /// Takes in a text of about so many bytes, in place of what was there; no more than one byte beyond `most`.
    ///
    /// # Errors
    /// Those of reading.
    pub fn fill(&mut self, from: impl Read, about: usize, most: u64) -> io::Result<()> {
        self.large = None;
        self.small.clear();
        let mut from = from.take(most.saturating_add(1));
        if about >= LARGE
            && let Ok(pages) = large_pages(about + 1)
        {
            return self.fill_pages(pages, &mut from);
        }
        // one byte more, so that the end is found without growing
        self.small.reserve(about + 1);
        from.read_to_end(&mut self.small)?;
        Ok(())
    }

    fn fill_pages(&mut self, mut pages: MmapMut, from: &mut impl Read) -> io::Result<()> {
        let mut length = 0;
        while let Some(rest) = pages.get_mut(length..).filter(|rest| !rest.is_empty()) {
            match from.read(rest) {
                Ok(0) => {
                    self.large = Some((pages, length));
                    return Ok(());
                }
                Ok(read) => length += read,
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => return Err(error),
            }
        }
        // it is longer than it was said to be
        self.small.extend_from_slice(&pages);
        from.read_to_end(&mut self.small)?;
        Ok(())
    }
}

fn large_pages(length: usize) -> io::Result<MmapMut> {
    let pages = MmapMut::map_anon(length)?;
    // a wish: small pages do as well
    #[cfg(target_os = "linux")]
    let _ = pages.advise(memmap2::Advice::HugePage);
    Ok(pages)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(length: usize) -> Vec<u8> {
        (0..length).map(|at| (at % 251) as u8).collect()
    }

    #[test]
    fn whatever_length_was_said_all_bytes_are_there() {
        let mut bytes = Bytes::default();
        for length in [0, 1, 1000, LARGE - 1, LARGE, LARGE + 12345] {
            let text = text(length);
            for about in [0, 10, length, length + 1, LARGE, LARGE + 12344, 2 * LARGE] {
                bytes.fill(text.as_slice(), about, u64::MAX).unwrap();
                assert_eq!(bytes.all().len(), length, "{about}");
                assert!(bytes.all() == text, "{length} of about {about}");
            }
        }
    }

    #[test]
    fn no_more_is_read_than_one_byte_beyond_the_limit() {
        let mut bytes = Bytes::default();
        for about in [0, LARGE, 2 * LARGE] {
            bytes.fill(text(LARGE + 100).as_slice(), about, LARGE as u64 + 20).unwrap();
            assert_eq!(bytes.all().len(), LARGE + 21, "{about}");
        }
    }

    #[test]
    fn growing_takes_the_place_of_what_is_large() {
        let mut bytes = Bytes::default();
        bytes.fill(text(LARGE).as_slice(), LARGE, u64::MAX).unwrap();
        let small = bytes.growing();
        small.clear();
        small.extend_from_slice(b"a: 1\n");
        assert_eq!(bytes.all(), b"a: 1\n");
    }
}
