//! The name of a rule that has no label.

/// The longest slug, in bytes.
const LONGEST: usize = 60;

/// The words of a sentence in lower case joined by `-`, cut at 60 bytes on a word.
pub(super) fn slug(sentence: &str) -> String {
    let lower = sentence.to_lowercase();
    let mut slug = String::new();
    for word in lower.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()) {
        if !slug.is_empty() && slug.len() + 1 + word.len() > LONGEST {
            break;
        }
        if !slug.is_empty() {
            slug.push('-');
        }
        slug.push_str(word);
    }
    let mut end = LONGEST.min(slug.len());
    while !slug.is_char_boundary(end) {
        end -= 1;
    }
    slug.truncate(end);
    slug
}

#[cfg(test)]
mod tests {
    use super::slug;

    #[test]
    fn a_slug_is_the_words_cut_on_a_word() {
        assert_eq!(slug("pork must have safeguard"), "pork-must-have-safeguard");
        assert_eq!(
            slug("Tariff on \"0201.30\" must be at most 38.5%"),
            "tariff-on-0201-30-must-be-at-most-38-5"
        );
        let long = slug(
            "every farm product of the first list must have a quota and a safeguard with a trigger",
        );
        assert_eq!(long, "every-farm-product-of-the-first-list-must-have-a-quota-and-a");
        assert!(long.len() <= 60);
    }

    #[test]
    fn a_single_word_longer_than_the_limit_is_cut_between_characters() {
        assert!(slug(&"牛".repeat(40)).len() <= 60);
    }
}
