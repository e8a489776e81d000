//! Places as SARIF has them.

use super::model::{
    ArtifactLocation, Location, LogicalLocation, Message, PhysicalLocation, Region,
};
use crate::render::Sources;
use crate::render::extent::Extent;
use crate::render::text::clean;
use crate::report::Place;

/// A place with what is said of it.
pub(super) fn location(place: &Place, sources: &Sources) -> Location {
    let end = Extent::of(place, sources);
    let path = place.path.as_deref().filter(|path| !path.is_empty());
    let name = |path: &str| LogicalLocation { fully_qualified_name: clean(path) };
    Location {
        id: None,
        physical_location: PhysicalLocation {
            artifact_location: artifact(&place.file),
            region: Region {
                start_line: place.line,
                start_column: place.column,
                end_line: end.map(|end| end.line),
                end_column: end.map(|end| end.column),
                byte_offset: place.offset,
                byte_length: end.map_or(place.length, |end| end.length),
            },
        },
        logical_locations: path.map(name).into_iter().collect(),
        message: place.label.as_deref().map(|label| Message::new(&clean(label))),
    }
}

/// Paths as given are relative to where the check was made, which is the root of the sources.
fn artifact(file: &str) -> ArtifactLocation {
    let drive = file.as_bytes().get(1) == Some(&b':')
        && file.starts_with(|c: char| c.is_ascii_alphabetic());
    let path = encoded(file.strip_prefix("./").unwrap_or(file));
    match (file.starts_with('/'), drive) {
        (true, _) => ArtifactLocation { uri: format!("file://{path}"), uri_base_id: None },
        (_, true) => ArtifactLocation { uri: format!("file:///{path}"), uri_base_id: None },
        _ => ArtifactLocation { uri: path, uri_base_id: Some("%SRCROOT%") },
    }
}

/// A path as part of an address: all but letters, digits and a few signs as `%xx`.
fn encoded(path: &str) -> String {
    let mut out = String::with_capacity(path.len());
    for byte in path.bytes() {
        if byte.is_ascii_alphanumeric() || b"/-._~".contains(&byte) {
            out.push(char::from(byte));
        } else {
            out.push_str(&format!("%{byte:02X}"));
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_become_addresses() {
        let uri = |file: &str| artifact(file).uri;
        assert_eq!(uri("./a b/豚.yaml"), "a%20b/%E8%B1%9A.yaml");
        assert_eq!(uri("/tmp/a.yaml"), "file:///tmp/a.yaml");
        assert_eq!(uri("C:/a.yaml"), "file:///C%3A/a.yaml");
        assert_eq!(uri("javascript:alert(1)"), "javascript%3Aalert%281%29");
    }
}
