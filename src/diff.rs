//! Patches of texts.

use std::time::Duration;

use similar::TextDiff;

/// How long the shortest patch is looked for: where nearly all lines differ, that takes the square of their number. Past it
/// a longer one is told, which does the same.
const FOR_THE_SHORTEST: Duration = Duration::from_secs(1);

/// What makes the new text of the old one, as a unified diff under these names; empty where they are the same.
pub fn unified(names: (&str, &str), old: &str, new: &str) -> String {
    let diff = TextDiff::configure().timeout(FOR_THE_SHORTEST).diff_lines(old, new);
    diff.unified_diff().context_radius(3).header(names.0, names.1).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_patch_shows_what_is_around_a_change() {
        let old: String = (0..20).map(|at| format!("line {at}\n")).collect();
        let new = old.replace("line 10\n", "another\n");
        let patch = unified(("a", "b"), &old, &new);
        assert!(patch.starts_with("--- a\n+++ b\n@@ -8,7 +8,7 @@\n line 7\n"), "{patch}");
        assert!(patch.contains("-line 10\n+another\n"), "{patch}");
        assert_eq!(unified(("a", "a"), &old, &old), "");
    }
}
