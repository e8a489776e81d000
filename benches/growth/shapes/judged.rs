//! Rules that are judged.

use super::*;

/// Rules judged on proposals.
pub(super) fn judged() -> Vec<Shape> {
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
