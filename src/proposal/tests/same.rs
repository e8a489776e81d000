use super::*;

/// A tree by its keys and what its scalars read as.
fn meaning(document: &Document, id: NodeId) -> String {
    let parts: Vec<String> = document
        .children(id)
        .iter()
        .map(|child| match document.key(*child) {
            Some(key) => format!("{}: {}", key.text, meaning(document, *child)),
            None => meaning(document, *child),
        })
        .collect();
    match document.reading(id) {
        Some(reading) => format!("{reading:?}"),
        None => {
            format!("{:?}[{}]", matches!(document.content(id), Content::List(_)), parts.join(", "))
        }
    }
}

const YAML: &str = r#"
proposal: Second offer
date: 2004-03-31
round: 2
ratio: 1.50
accord: false
products:
  beef:
    tariff: {year 1: 27.5%, year 10: 20%}
    "0201.30": 36%
    quota: 6,500 tons
  牛: [1, two, {x: yes}]
"#;

const JSON: &str = r#"{
  "proposal": "Second offer", "date": "2004-03-31", "round": 2, "ratio": 1.50, "accord": false,
  "products": {
    "beef": {"tariff": {"year 1": "27.5%", "year 10": "20%"}, "0201.30": "36%", "quota": "6,500 tons"},
    "\u725b": [1, "two", {"x": "yes"}]}}"#;

const TOML: &str = r#"
proposal = "Second offer"
date = 2004-03-31
round = 2
ratio = 1.50
accord = false
[products.beef]
tariff."year 1" = "27.5%"
tariff."year 10" = '20%'
"0201.30" = "36%"
quota = "6,500 tons"
[products]
"牛" = [1, "two", {x = "yes"}]
"#;

#[test]
fn one_proposal_means_the_same_in_every_format() {
    let line = JSON.replace('\n', " ");
    let yaml = one(Format::Yaml, YAML);
    let expected = meaning(&yaml, yaml.root());
    for (format, text) in [
        (Format::Yaml, JSON),
        (Format::Json, JSON),
        (Format::Ndjson, line.as_str()),
        (Format::Toml, TOML),
    ] {
        let document = one(format, text);
        assert_eq!(meaning(&document, document.root()), expected, "{format:?}");
        let pointers: Vec<String> = document.nodes().map(|id| document.pointer(id)).collect();
        assert_eq!(
            pointers,
            yaml.nodes().map(|id| yaml.pointer(id)).collect::<Vec<_>>(),
            "{format:?}"
        );
    }
}
