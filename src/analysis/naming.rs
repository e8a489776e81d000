//! Terms as rules name them.

use super::problem::Problem;
use super::sketch::Spot;
use crate::model::Spelled;
use crate::name::Name;

impl Problem<'_> {
    /// A term as rules name it: `quota on pork`.
    pub fn name_of(&self, spot: Spot) -> String {
        let path = self.sketch.path(spot);
        let keys: Vec<String> = path.iter().skip(1).filter_map(|at| self.called(*at)).collect();
        let skipped = usize::from(keys.len() > 1 && self.is_collection(path.get(1).copied()));
        let mut keys = keys.into_iter().skip(skipped);
        let Some(first) = keys.next() else { return String::new() };
        let mut name = first;
        for key in keys {
            name = if self.is_time(&key) {
                format!("{name} in {key}")
            } else if self.setting.parties.contains(&Name::new(&key)) {
                format!("{name} from {key}")
            } else {
                joined(&key, &name)
            };
        }
        name
    }

    fn called(&self, spot: Spot) -> Option<String> {
        let key = self.sketch.key(spot).map(|key| key.text.clone());
        key.or_else(|| self.sketch.names(spot).first().map(|name| name.as_str().to_owned()))
    }

    fn is_collection(&self, spot: Option<Spot>) -> bool {
        let key = spot.and_then(|spot| self.sketch.key(spot));
        key.is_some_and(|key| matches!(key.name.as_str(), "products" | "lines"))
    }

    fn is_time(&self, key: &str) -> bool {
        let key = Spelled::new(key);
        key.name.as_str().starts_with("year ") || key.text.starts_with(|c: char| c.is_ascii_digit())
    }
}

fn joined(key: &str, owner: &str) -> String {
    let of = if owner.contains(" on ") || owner.contains(" of ") { "of" } else { "on" };
    format!("{key} {of} {owner}")
}
