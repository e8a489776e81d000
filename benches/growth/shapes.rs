//! Hostile input of any size.

use std::fmt::Write as _;

/// What one run is given.
pub(crate) struct Case {
    pub(crate) files: Vec<(String, String)>,
    pub(crate) args: Vec<String>,
}

/// A shape that can be had in any size.
pub(crate) struct Shape {
    pub(crate) name: &'static str,
    /// The smallest size that is run.
    pub(crate) size: usize,
    pub(crate) make: fn(usize) -> Case,
}

/// A run with next to nothing in it, whose work is taken off that of the others.
pub(crate) fn nothing() -> Case {
    offer("pork: {quota: 5 tons}\n".to_owned())
}

/// `n` pieces of text, one after another.
fn many(n: usize, piece: impl Fn(usize) -> String) -> String {
    (0..n).fold(String::new(), |mut all, at| {
        let _ = write!(all, "{}", piece(at));
        all
    })
}

const RULE: &str = "pork must have a quota\n";
const OFFER: &str = "pork: {quota: 5 tons}\n";

fn case(rules: &str, file: &str, text: String) -> Case {
    let files = vec![("r.redlines".to_owned(), rules.to_owned()), (file.to_owned(), text)];
    let args = ["check", "-r", "r.redlines", file, "--as-of", "2004-03-01"];
    Case { files, args: args.map(str::to_owned).to_vec() }
}

/// A YAML proposal under one rule.
fn offer(text: String) -> Case {
    case(RULE, "o.yaml", text)
}

/// A proposal in another format.
fn other(file: &str, text: String) -> Case {
    case(RULE, file, text)
}

/// Rules over a small proposal.
fn rules(text: String) -> Case {
    case(&text, "o.yaml", OFFER.to_owned())
}

/// Rules over a proposal.
fn both(rules: String, offer: String) -> Case {
    case(&rules, "o.yaml", offer)
}

/// Facts under a small proposal.
fn facts(text: String) -> Case {
    let mut case = case(RULE, "f.csv", text);
    case.files.push(("o.yaml".to_owned(), OFFER.to_owned()));
    case.args =
        ["check", "-r", "r.redlines", "o.yaml", "--facts", "f.csv", "--as-of", "2004-03-01"]
            .map(str::to_owned)
            .to_vec();
    case
}

/// The same case under another command.
fn under(command: &str, mut case: Case) -> Case {
    case.args = vec![command.to_owned(), "r.redlines".to_owned()];
    if command == "fmt" {
        case.args.push("--check".to_owned());
    }
    if command == "lint" {
        case.args = ["lint", "r.redlines"].map(str::to_owned).to_vec();
    }
    case
}

/// `n` files of `text` that all use one file of definitions.
fn users(n: usize, definitions: usize, text: impl Fn(usize) -> String) -> Case {
    let mut case = rules(RULE.to_owned());
    let big = many(definitions, |at| format!("d{at} is {at} tons\n"));
    case.files.push(("rules/big.redlines".to_owned(), big));
    case.files.extend((0..n).map(|at| {
        (format!("rules/u{at}.redlines"), format!("use \"big.redlines\"\n{}", text(at)))
    }));
    case.args.extend(["-r", "rules"].map(str::to_owned));
    case
}

/// Private rules and their definitions among public rules.
fn secrets(n: usize) -> Case {
    rules(many(n, |at| {
        format!(
            "secret{at} is {at} tons\nquota on p{at} must be at least secret{at}\n  private\n\
             tariff on q{at} must be at most 5%\n"
        )
    }))
}

fn redacted(mut case: Case) -> Case {
    case.args.push("--redact".to_owned());
    told_as("json", case)
}

/// With another format of the report.
fn told_as(format: &str, mut case: Case) -> Case {
    case.args.extend(["--format".to_owned(), format.to_owned()]);
    case
}

fn products(n: usize) -> String {
    format!("products:\n{}", many(n, |at| format!("  p{at}: {{quota: {at} tons}}\n")))
}

/// A tree of aliases that would be endless.
fn laughs(n: usize) -> String {
    format!("a: &a [x, x, x, x, x, x, x, x, x, x]\n{}", many(n, |at| format!("b{at}: [*a, *a]\n")))
}

/// `n` nested lists in one line.
fn nested(n: usize) -> String {
    format!("{}{}", "[".repeat(n), "]".repeat(n))
}

pub(crate) fn all() -> Vec<Shape> {
    let mut all = texts();
    all.extend(sentences());
    all.extend(judged());
    all
}

/// Proposals and facts as texts.
fn texts() -> Vec<Shape> {
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

/// Rule files as texts.
fn sentences() -> Vec<Shape> {
    let shape = |name, size, make| Shape { name, size, make };
    vec![
        shape("sentences", 100, |n| rules(many(n, |at| format!("p{at} must have a quota\n")))),
        shape("sentences with errors", 100, |n| rules(many(n, |at| format!("p{at} must quota\n")))),
        shape("sentences misspelt", 100, |n| {
            rules(many(n, |_| "pork must be atleast 5 tons\n".to_owned()))
        }),
        shape("labels that are equal", 100, |n| rules(many(n, |_| format!("a: {RULE}")))),
        shape("slugs that are equal", 100, |n| rules(many(n, |_| RULE.to_owned()))),
        shape("open quotes of rules", 200, |n| rules(many(n, |_| "pork must be \"x\n".to_owned()))),
        shape("open quotes in one sentence", 200, |n| {
            rules(format!("pork must be\n{}", " \"x\n".repeat(n)))
        }),
        shape("comments", 1_000, |n| {
            rules(format!("{}{RULE}", many(n, |_| "# a comment\n".to_owned())))
        }),
        shape("comments in one sentence", 300, |n| {
            rules(format!(
                "pork must have\n{}  a quota\n",
                many(n, |_| "  # a comment\n".to_owned())
            ))
        }),
        shape("clauses", 200, |n| {
            rules(format!("{RULE}{}", many(n, |_| "  because \"x\"\n".to_owned())))
        }),
        shape("names after except", 200, |n| {
            both(
                format!(
                    "every product must have a quota\n  except {}x\n",
                    many(n, |at| format!("e{at}, "))
                ),
                products(n),
            )
        }),
        shape("waivers", 100, |n| rules(many(n, |_| format!("{RULE}  waived until 2004-01-01\n")))),
        shape("one long sentence", 200, |n| {
            rules(format!("pork must have {}\n", many(n, |_| "a very ".to_owned())))
        }),
        shape("a long list", 100, |n| {
            rules(format!(
                "each of {}p and q must have a quota\n",
                many(n, |at| format!("p{at}, "))
            ))
        }),
        shape("a long condition", 30, |n| {
            rules(format!(
                "if {}a is 1 then pork must have a quota\n",
                many(n, |at| format!("a{at} is 1 and "))
            ))
        }),
        shape("a long sum", 30, |n| {
            rules(format!("quota on pork must be at most {}1\n", many(n, |at| format!("a{at} + "))))
        }),
        shape("definitions in a chain", 200, |n| {
            rules(format!(
                "{}a{n} is 5 tons\nquota on pork must be at least a0\n",
                many(n, |at| format!("a{at} is a{} \n", at + 1))
            ))
        }),
        shape("aliases in a chain", 200, |n| {
            rules(format!(
                "{}quota on pork must be at least a0\n",
                many(n, |at| format!("a{at} means a{} \n", at + 1))
            ))
        }),
        shape("groups in a chain", 200, |n| {
            rules(format!(
                "{}every g0 must have a quota\n",
                many(n, |at| format!("g{at} are g{} and p{at}\n", at + 1))
            ))
        }),
        shape("definitions in a circle", 200, |n| {
            rules(format!("{}a{n} is a0\n{RULE}", many(n, |at| format!("a{at} is a{}\n", at + 1))))
        }),
        shape("definitions that all meet", 100, |n| {
            rules(format!(
                "{}quota on pork must be at least a1\n",
                many(n, |at| format!("a{at} is b + a{}\n", at + 1))
            ))
        }),
        shape("definitions twice", 100, |n| {
            rules(format!("{}{RULE}", many(n, |_| "a is 5\n".to_owned())))
        }),
        shape("groups", 200, |n| {
            rules(format!("{}{RULE}", many(n, |at| format!("g{at} are x and y\n"))))
        }),
        shape("adjectives", 50, |n| {
            rules(format!(
                "{}{}",
                many(n, |at| format!("a product is adj{at} if its quota is 5 tons\n")),
                many(n, |at| format!("every adj{at} product must have a quota\n"))
            ))
        }),
        shape("one group used often", 50, |n| {
            // a group of n members in n rules has n × n members: sizes go by the root
            let side = (n * 50).isqrt();
            rules(format!(
                "g are {}x and y\n{}",
                many(side, |at| format!("m{at}, ")),
                many(side, |_| "every g must have a quota\n".to_owned())
            ))
        }),
        shape("files that use one another", 20, |n| {
            let mut case = rules(RULE.to_owned());
            case.files.extend((0..n).map(|at| {
                let next = if at + 1 < n {
                    format!("use \"u{}.redlines\"\n", at + 1)
                } else {
                    String::new()
                };
                (format!("u{at}.redlines"), format!("{next}d{at} is 5 tons\n"))
            }));
            if let Some((_, text)) = case.files.first_mut() {
                text.insert_str(0, "use \"u0.redlines\"\n");
            }
            case
        }),
        shape("files that use one large file", 20, |n| {
            let rule = |at| format!("quota on p{at} must be at least d{at}\n");
            users(n, n * 20, rule)
        }),
        shape("files that define and use one large file", 20, |n| {
            // n files that see n definitions each see n × n: sizes go by the root
            let side = (n * 100).isqrt();
            users(side, side, |at| format!("own{at} is 5 tons\np{at} must have a quota\n"))
        }),
        shape("files that use one another and one large file", 20, |n| {
            let mut case = users(n, n * 20, |at| format!("p{at} must have a quota\n"));
            let hub = many(n, |at| format!("use \"rules/u{at}.redlines\"\n"));
            case.files.push(("hub.redlines".to_owned(), hub));
            case
        }),
        shape("parties", 200, |n| {
            rules(format!("{}{RULE}", many(n, |at| format!("party P{at}\n"))))
        }),
        shape("sentences to be laid out", 100, |n| {
            under("fmt", rules(many(n, |at| format!("p{at}   must have a quota # why\n"))))
        }),
        shape("sentences to be linted", 50, |n| {
            under(
                "lint",
                rules(many(n, |at| format!("quota on p{at} must be at least {at} tons\n"))),
            )
        }),
        shape("rising bounds to be linted", 1000, |n| {
            let bound = |at| format!("quota on pork must be at least {at} tons\n");
            under("lint", rules(many(n, bound)))
        }),
        shape("bounds that leave room to be linted", 50, |n| {
            under(
                "lint",
                rules(many(n, |at| {
                    let most = 100_000 - at;
                    format!(
                        "pork must have a quota of at least {at} tons and at most {most} tons\n"
                    )
                })),
            )
        }),
        shape("texts to be linted", 50, |n| {
            under("lint", rules(many(n, |at| format!("status must not be \"s{at}\"\n"))))
        }),
        shape("clauses that differ to be linted", 50, |n| {
            let rule = |at| format!("{RULE}  waived until 2{at:03}-01-01\n");
            under("lint", rules(many(n, rule)))
        }),
        shape("definitions to be linted", 50, |n| {
            under("lint", rules(format!("{}{RULE}", many(n, |at| format!("d{at} is 5 tons\n")))))
        }),
        shape("definitions to be hidden", 50, |n| redacted(secrets(n))),
        shape("definitions that show one another", 50, |n| {
            let chain = many(n, |at| format!("d{at} is d{} + 1\n", at + 1));
            redacted(rules(format!("{chain}quota on pork must be at least d0\n")))
        }),
        shape("definitions to be hidden by lint", 50, |n| {
            let mut case = under("lint", secrets(n));
            case.args.push("--redact".to_owned());
            case
        }),
    ]
}

/// Rules judged on proposals.
fn judged() -> Vec<Shape> {
    let shape = |name, size, make| Shape { name, size, make };
    vec![
        shape("subjects that hold", 200, |n| {
            both("every product must have a quota\n".to_owned(), products(n))
        }),
        shape("subjects that break", 200, |n| {
            both("every product must have a tariff\n".to_owned(), products(n))
        }),
        shape("subjects that break, in JSON", 200, |n| {
            told_as("json", both("every product must have a tariff\n".to_owned(), products(n)))
        }),
        shape("subjects that break, in HTML", 200, |n| {
            told_as("html", both("every product must have a tariff\n".to_owned(), products(n)))
        }),
        shape("items of a list", 200, |n| {
            both(
                "every product must have a quota\n".to_owned(),
                format!("products:\n{}", many(n, |_| "  - {tariff: 5%}\n".to_owned())),
            )
        }),
        shape("names close to one that is missing", 30, |n| {
            // n rules that name nothing, among n names close to each
            let side = (n * 30).isqrt();
            both(
                many(side, |at| format!("tariff on orange{at}x must be at most 5%\n")),
                many(side, |at| format!("orange{at}: {{quota: 5 tons}}\n")),
            )
        }),
        shape("subjects with a field misspelt", 200, |n| {
            both(
                "every product must have a qouta of at least 5 tons\n".to_owned(),
                format!("products:\n{}", many(n, |at| format!("  p{at}: {{quota{at}: 5 tons}}\n"))),
            )
        }),
        shape("long names that are close", 20, |n| {
            both(
                format!("tariff on {} must be at most 5%\n", "x".repeat(n * 50)),
                format!("{}: 1\n", "x".repeat(n * 50 + 1)),
            )
        }),
        shape("a schedule of years", 300, |n| {
            both(
                "tariff on beef must never rise\n".to_owned(),
                format!("beef:\n  tariff:\n{}", many(n, |at| format!("    year {}: 5%\n", at + 1))),
            )
        }),
        shape("a schedule of dates", 300, |n| {
            both(
                "tariff on beef must fall by at least 1 point every year\n".to_owned(),
                format!("beef:\n  tariff:\n{}", many(n, |at| format!("    {}: 5%\n", day(at)))),
            )
        }),
        shape("a list of dates", 500, |n| {
            both(
                "there must be a meeting by 2004-03-31\n".to_owned(),
                format!("meeting: [{}]\n", many(n, |at| format!("{}, ", day(at)))),
            )
        }),
        shape("a list of values", 300, |n| {
            both(
                "tariff on beef must grow by at least 1% every year\n".to_owned(),
                format!("beef: {{tariff: [{}]}}\n", many(n, |at| format!("{} tons, ", at + 1))),
            )
        }),
        shape("two schedules compared", 200, |n| {
            let schedule =
                |first: usize| many(n, |at| format!("    {}: 5%\n", day(2 * at + first)));
            both(
                "tariff on beef must be at most tariff on pork\n".to_owned(),
                format!("beef:\n  tariff:\n{}pork:\n  tariff:\n{}", schedule(0), schedule(1)),
            )
        }),
        shape("parties of one value", 200, |n| {
            both(
                "tariff on beef must be at most 5%\n".to_owned(),
                format!(
                    "partners: [{}]\nbeef:\n  tariff:\n{}",
                    many(n, |at| format!("P{at}, ")),
                    many(n, |at| format!("    P{at}: 5%\n"))
                ),
            )
        }),
        shape("parties of two values", 100, |n| {
            let tariff = many(n, |at| format!("    P{at}: 5%\n"));
            both(
                "tariff on beef must be at most tariff on pork\n".to_owned(),
                format!(
                    "partners: [{}]\nbeef:\n  tariff:\n{tariff}pork:\n  tariff:\n{tariff}",
                    many(n, |at| format!("P{at}, ")),
                ),
            )
        }),
        shape("pairs of partners who differ", 100, |n| {
            let side = (n * 20).isqrt();
            both(
                "tariff on beef must be the same for every partner\n".to_owned(),
                format!(
                    "partners: [{}]\nbeef:\n  tariff:\n{}",
                    many(side, |at| format!("P{at}, ")),
                    many(side, |at| format!("    P{at}: {at}%\n"))
                ),
            )
        }),
        shape("movement of every party", 100, |n| {
            both(
                "tariff on beef must never rise\n".to_owned(),
                format!(
                    "partners: [{}]\nbeef:\n  tariff:\n{}",
                    many(n, |at| format!("P{at}, ")),
                    many(n, |at| format!("    P{at}: {{year 1: 5%, year 2: 4%}}\n"))
                ),
            )
        }),
        shape("keys that are no party", 300, |n| {
            offer(format!(
                "partner: Japan\ntariff:\n  Japan: 5%\n{}",
                many(n, |at| format!("  Jpan{at}: 5%\n"))
            ))
        }),
        shape("a total", 200, |n| {
            both("total quota of products must be at least 5 tons\n".to_owned(), products(n))
        }),
        shape("a total of fractions", 100, |n| {
            both(
                "total quota of products must be at least 5 tons\n".to_owned(),
                format!(
                    "products:\n{}",
                    many(n, |at| format!("  p{at}: {{quota: {at}.{at}7 lb}}\n"))
                ),
            )
        }),
        shape("a total for each subject", 200, |n| {
            both(
                "every product must have a quota of at most half of the total quota of products\n"
                    .to_owned(),
                products(n),
            )
        }),
        shape("a quantifier in a quantifier", 20, |n| {
            let side = (n * 20).isqrt();
            both("for each product, every product must have a quota\n".to_owned(), products(side))
        }),
        shape("one name in many collections", 100, |n| {
            both(
                "every product must have a quota\n".to_owned(),
                format!(
                    "products: {{pork: {{quota: 1 tons}}}}\n{}",
                    many(n, |at| format!("c{at}: {{pork: {{k{at}: 1}}}}\n"))
                ),
            )
        }),
        shape("every node of a name", 200, |n| {
            both(
                "every safeguard must have a trigger\n".to_owned(),
                many(n, |at| format!("p{at}: {{safeguard: {{duty: 1%}}}}\n")),
            )
        }),
        shape("items without a name that break", 200, |n| {
            both(
                "every entry must be at least 5\n".to_owned(),
                format!("entries: [{}]\n", many(n, |_| "{a: 1}, ".to_owned())),
            )
        }),
        shape("rules by proposals", 20, |n| {
            let side = (n * 10).isqrt();
            let mut case = rules(many(side, |at| format!("p{at} must have a quota\n")));
            case.files.push((
                "o.ndjson".to_owned(),
                many(side, |_| "{\"pork\": {\"quota\": 1}}\n".to_owned()),
            ));
            case.args.push("o.ndjson".to_owned());
            case
        }),
        shape("terms that changed between two rounds", 500, |n| {
            let quota = |tons: usize| many(n, |at| format!("p{at}: {{quota: {tons} tons}}\n"));
            let mut case =
                both(many(n, |at| format!("quota on p{at} must be at least 5 tons\n")), quota(3));
            case.files.push(("p.yaml".to_owned(), quota(4)));
            case.args =
                ["compare", "o.yaml", "p.yaml", "-r", "r.redlines"].map(str::to_owned).to_vec();
            case
        }),
        shape("rounds beside each other", 100, |n| {
            let mut case = rules(RULE.to_owned());
            let round = |at| format!("{{\"round\": {}, \"pork\": {{\"quota\": {at}}}}}\n", at + 1);
            case.files.push(("o.ndjson".to_owned(), many(n, round)));
            case.args = ["compare", "o.ndjson", "-r", "r.redlines"].map(str::to_owned).to_vec();
            case
        }),
        shape("facts by proposals", 20, |n| {
            let mut case = facts(format!("name,quota\n{}", many(n, |at| format!("p{at},1\n"))));
            let proposals = many(n, |at| format!("{{\"pork\": {at}}}\n"));
            case.files.push(("o.ndjson".to_owned(), proposals));
            case.args.push("o.ndjson".to_owned());
            case
        }),
        shape("facts that nobody uses", 100, |n| {
            let mut case = facts(format!("name,quota\n{}", many(n, |at| format!("p{at},1\n"))));
            case.files.push(("o.ndjson".to_owned(), "{\"pork\": 1}\n".repeat(30)));
            case.args.push("o.ndjson".to_owned());
            case
        }),
    ]
}

/// A day of its own for each number.
fn day(at: usize) -> String {
    format!("{:04}-{:02}-{:02}", 1900 + at / 336, at / 28 % 12 + 1, at % 28 + 1)
}
