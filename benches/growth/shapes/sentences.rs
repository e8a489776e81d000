//! Rules that are read, laid out and linted.

use super::*;

/// Rule files as texts.
pub(super) fn sentences() -> Vec<Shape> {
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
