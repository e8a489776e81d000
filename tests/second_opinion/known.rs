//! Disagreements that are told already, each until it is settled. `DEALBREAKER_STRICT=1` tolerates none.

use crate::compare::Difference;

/// The name of a known disagreement that this one is likely to be.
pub fn name(difference: &Difference) -> Option<&'static str> {
    let (product, reference) = (&difference.product, &difference.reference);
    if product.starts_with("not applicable") && reference.starts_with("unknown") {
        return Some("an unknown condition over what does not apply is unknown");
    }
    if difference.shape.contains("FallSince") && reference.starts_with("not applicable") {
        return Some("the first round is not applicable, also where the value is not stated");
    }
    None
}
