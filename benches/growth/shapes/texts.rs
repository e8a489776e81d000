//! Proposals and facts that are read.

use super::*;

/// Proposals and facts as texts.
pub(super) fn texts() -> Vec<Shape> {
    let shape = |name, size, make| Shape { name, size, make };
    vec![
        shape("keys in one mapping", 500, |n| offer(many(n, |at| format!("k{at}: {at} tons\n")))),
        shape("keys in one flow mapping", 500, |n| {
            offer(format!("a: {{{}b: 1}}", many(n, |at| format!("k{at}: {at}, "))))
        }),
        shape("duplicate keys", 500, |n| offer(many(n, |_| "k: 1\n".to_owned()))),
        shape("duplicate keys in JSON", 500, |n| {
            other("o.json", format!("{{{}\"a\": 1}}", many(n, |_| "\"k\": 1,".to_owned())))
        }),
        shape("duplicate keys in TOML", 500, |n| {
            other("o.toml", many(n, |_| "k = 1\n".to_owned()))
        }),
        shape("anchors and aliases", 300, |n| offer(laughs(n))),
        shape("aliases of keys", 500, |n| {
            offer(format!("k: &a x\nl: [{}]\n", many(n, |at| format!("{{*a : {at}}}, "))))
        }),
        shape("anchors never used", 500, |n| offer(many(n, |at| format!("k{at}: &a{at} x\n")))),
        shape("one long line", 5_000, |n| offer(format!("a: {}\n", "x y ".repeat(n)))),
        shape("one long quoted line", 5_000, |n| offer(format!("a: \"{}\"\n", "牛 y ".repeat(n)))),
        shape("one line of JSON", 500, |n| {
            other("o.json", format!("{{{}\"a\": 1}}", many(n, |at| format!("\"牛{at}\": [1, 2],"))))
        }),
        shape("a folded text", 500, |n| offer(format!("a: >\n{}", "  words\n".repeat(n)))),
        shape("long numbers", 50, |n| {
            both(
                "k1 must be at least 5\n".to_owned(),
                many(n, |at| format!("k{at}: {}\n", "7".repeat(900))),
            )
        }),
        shape("one long number", 500, |n| {
            both("a must be at least 5\n".to_owned(), format!("a: {}\n", "7".repeat(n)))
        }),
        shape("one long fraction", 500, |n| {
            both("a must be at least 5\n".to_owned(), format!("a: 0.{}\n", "7".repeat(n)))
        }),
        shape("nested lists", 5_000, |n| offer(format!("a: {}\n", nested(n)))),
        shape("nested lists in JSON", 5_000, |n| {
            other("o.json", format!("{{\"a\": {}}}", nested(n)))
        }),
        shape("nested lists in TOML", 5_000, |n| other("o.toml", format!("a = {}", nested(n)))),
        shape("nested blocks", 300, |n| {
            offer(many(n, |at| format!("{}k:\n", " ".repeat(at % 100))))
        }),
        shape("deep dotted keys", 500, |n| other("o.toml", format!("{}a = 1\n", "a.".repeat(n)))),
        shape("many dotted keys", 500, |n| {
            other("o.toml", many(n, |at| format!("a.b.c.k{at} = {at}\n")))
        }),
        shape("tables of TOML", 500, |n| other("o.toml", many(n, |_| "[[t]]\nk = 1\n".to_owned()))),
        shape("faults of TOML", 500, |n| other("o.toml", many(n, |at| format!("k{at} = = 1\n")))),
        shape("comments in YAML", 2_000, |n| {
            offer(format!("{}a: 1\n", many(n, |_| "# a comment\n".to_owned())))
        }),
        shape("blank lines", 20_000, |n| offer(format!("{}a: 1\n", "\n".repeat(n)))),
        shape("blank lines of rules", 20_000, |n| rules(format!("{}{RULE}", "\n".repeat(n)))),
        shape("NDJSON lines", 300, |n| {
            other("o.ndjson", many(n, |at| format!("{{\"pork\": {{\"quota\": \"{at} tons\"}}}}\n")))
        }),
        shape("NDJSON lines that are bad", 300, |n| {
            other("o.ndjson", many(n, |at| format!("{{\"pork{at}\": \n")))
        }),
        shape("NDJSON rounds", 300, |n| {
            case(
                "quota on pork must not fall from the previous round\n",
                "o.ndjson",
                many(n, |at| {
                    format!("{{\"pork\": {{\"quota\": \"{at} tons\"}}, \"round\": {at}}}\n")
                }),
            )
        }),
        shape("YAML documents", 300, |n| offer(many(n, |at| format!("--- \npork: {at}\n")))),
        shape("YAML documents that are bad", 300, |n| {
            offer(many(n, |_| "---\na: b: c\n".to_owned()))
        }),
        shape("open quotes", 500, |n| offer(many(n, |at| format!("k{at}: \"x\n")))),
        shape("split commas", 500, |n| {
            offer(format!("a: {{{}b: 1}}", many(n, |at| format!("k{at}: 6,500 tons, "))))
        }),
        shape("notices of values", 300, |n| {
            both(
                "every product must have a quota\n".to_owned(),
                format!("products:\n{}", many(n, |at| format!("  p{at}: {{quota: {at} tonz}}\n"))),
            )
        }),
        shape("CSV rows", 500, |n| {
            facts(format!("name,quota\n{}", many(n, |at| format!("p{at},1\n"))))
        }),
        shape("CSV schedules", 500, |n| {
            facts(format!("name,date,v\n{}", many(n, |at| format!("p{},{},1\n", at % 3, day(at)))))
        }),
        shape("CSV rows of one name", 500, |n| {
            facts(format!("name,v\n{}", many(n, |_| "p,1\n".to_owned())))
        }),
        shape("CSV columns", 300, |n| {
            facts(format!("name,{}x\np,{}1\n", many(n, |at| format!("c{at},")), "1,".repeat(n)))
        }),
        shape("CSV quotes", 500, |n| {
            facts(format!("name,v\n{}", many(n, |at| format!("p{at},\"x\n"))))
        }),
        shape("CSV rows by columns", 20, |n| {
            // n columns and n rows hold n × n cells: sizes go by the root
            let side = (n * 100).isqrt();
            let row = many(side, |_| ",1".to_owned());
            let header = many(side, |at| format!(",c{at}"));
            facts(format!("name{header}\n{}", many(side, |at| format!("p{at}{row}\n"))))
        }),
    ]
}
