use super::*;

/// Runs on a stack of 1 MiB.
fn on_a_small_stack(run: impl FnOnce() + Send + 'static) {
    let thread = std::thread::Builder::new().stack_size(1 << 20).spawn(run).unwrap();
    thread.join().unwrap();
}

fn first_code(format: Format, text: &str, limits: &Limits) -> &'static str {
    match read(&Source::new("test", text), format, limits).remove(0) {
        Ok(_) => "read",
        Err(errors) => errors[0].kind.code().trim_start_matches("dealbreaker::proposal::"),
    }
}

#[test]
fn a_million_brackets_are_an_error() {
    const MANY: usize = 1_000_000;
    on_a_small_stack(|| {
        let limits = Limits::default();
        for (format, text, expected) in [
            (Format::Yaml, "[".repeat(MANY), "too_deep"),
            (Format::Yaml, format!("a: {}", "[".repeat(MANY)), "too_deep"),
            (Format::Yaml, format!("a: {}", "{a: ".repeat(MANY)), "too_deep"),
            (Format::Yaml, format!("a:\n {}", "- ".repeat(MANY)), "too_deep"),
            (Format::Yaml, format!("a:\n {}", "? ".repeat(MANY)), "yaml_key"),
            (Format::Json, "[".repeat(MANY), "not_a_mapping"),
            (Format::Json, r#"{"a":"#.repeat(MANY), "too_deep"),
            (
                Format::Json,
                format!("{{\"a\":{}{}}}", "[".repeat(MANY), "]".repeat(MANY)),
                "too_deep",
            ),
            (Format::Ndjson, format!("{{\"a\":{}", "[".repeat(MANY)), "too_deep"),
            (Format::Toml, format!("a = {}", "[".repeat(MANY)), "too_deep"),
            (Format::Toml, format!("a = {}{}", "[".repeat(MANY), "]".repeat(MANY)), "too_deep"),
            (Format::Toml, format!("a = {}", "{a=".repeat(MANY)), "too_deep"),
            (Format::Toml, format!("{}a = 1", "a.".repeat(MANY)), "too_deep"),
            (Format::Toml, format!("[{}a]", "a.".repeat(MANY)), "too_deep"),
            (Format::Toml, "[".repeat(MANY), "toml"),
            (Format::Csv, "[".repeat(MANY), "csv_header"),
        ] {
            assert_eq!(first_code(format, &text, &limits), expected, "{format:?} {:.20}", text);
        }
    });
}

#[test]
fn depth_is_the_same_in_every_format() {
    on_a_small_stack(|| {
        let limits = Limits::default();
        for (more, expected) in [(0, "read"), (1, "too_deep")] {
            let lists = 127 + more;
            let nested = format!("{}{}", "[".repeat(lists), "]".repeat(lists));
            for (format, text) in [
                (Format::Yaml, format!("a: {nested}")),
                (Format::Json, format!("{{\"a\": {nested}}}")),
                (Format::Toml, format!("a = {nested}")),
                (Format::Toml, format!("{}a = 1", "a.".repeat(lists))),
            ] {
                assert_eq!(first_code(format, &text, &limits), expected, "{format:?} {more}");
            }
        }
    });
}

#[test]
fn each_limit_has_its_own_error() {
    let small = Limits {
        file_bytes: 60,
        depth: 3,
        nodes: 8,
        alias_nodes: 4,
        scalar_bytes: 10,
        ..Limits::default()
    };
    for (format, text, expected) in [
        (Format::Yaml, "a: x".repeat(20), "file_too_long"),
        (Format::Json, r#"{"a": [[[1]]]}"#.into(), "too_deep"),
        (Format::Json, r#"{"a": [1,2,3,4,5,6]}"#.into(), "read"),
        (Format::Json, r#"{"a": [1,2,3,4,5,6,7]}"#.into(), "too_many_values"),
        (Format::Json, r#"{"a": "1234567890"}"#.into(), "read"),
        (Format::Json, r#"{"a": "12345678901"}"#.into(), "text_too_long"),
        (Format::Yaml, "12345678901: 1".into(), "text_too_long"),
        (Format::Csv, "name,a\nx,12345678901".into(), "text_too_long"),
        (Format::Yaml, "a: &x [1, 2]\nb: *x".into(), "read"),
        (Format::Yaml, "a: &x 1\nb: [*x, *x, *x, *x, *x]".into(), "too_many_aliases"),
        (Format::Yaml, "a: &x [1, 2]\nb: [*x, 1]".into(), "too_many_values"),
        (Format::Yaml, "a: &x [[1]]\nb: [*x]".into(), "too_deep"),
    ] {
        assert_eq!(first_code(format, &text, &small), expected, "{text:?}");
    }
}

#[test]
fn what_repeats_itself_is_stopped_within_the_budget() {
    on_a_small_stack(|| {
        let mut laughs = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n".to_owned();
        let mut chain = "a0: &a0 []\n".to_owned();
        for at in 1..200 {
            let before = at - 1;
            let list = vec![format!("*a{before}"); 10].join(", ");
            laughs += &format!("a{at}: &a{at} [{list}]\n");
            chain += &format!("a{at}: &a{at} [*a{before}]\n");
        }
        assert_eq!(first_code(Format::Yaml, &laughs, &Limits::default()), "too_many_aliases");
        assert_eq!(first_code(Format::Yaml, &chain, &Limits::default()), "too_deep");
        let long = format!("a: &a {}\nb: [{}]\n", "x".repeat(1 << 20), "*a, ".repeat(300));
        assert_eq!(first_code(Format::Yaml, &long, &Limits::default()), "too_many_aliases");
    });
}

#[test]
fn long_files_take_time_in_proportion() {
    // Anything quadratic would take hours on these.
    let many = 30_000;
    let keys = |line: &dyn Fn(usize) -> String| (0..many).map(line).collect::<String>();
    for (format, text) in [
        (Format::Yaml, keys(&|at| format!("牛{at}: &a{at} x\n"))),
        (
            Format::Yaml,
            format!("牛: {{{}}}", keys(&|at| format!("k{at}: *a, ")).replace("*a", "1")),
        ),
        (Format::Yaml, format!("k: &a x\nl: [{}]", keys(&|at| format!("{{*a : {at}}}, ")))),
        (Format::Toml, keys(&|at| format!("k{at}.a.b = {at}\n"))),
        (Format::Toml, keys(&|at| format!("[[t]]\nk = {at}\n"))),
        (Format::Json, format!("{{{}\"x\": 1}}", keys(&|at| format!("\"牛{at}\": 1, ")))),
        (Format::Csv, format!("n,year,v\n{}", keys(&|at| format!("牛,{at},1\n")))),
    ] {
        assert!(one(format, &text).nodes().count() > many, "{format:?}");
    }
    let bad: String = keys(&|at| format!("k{}: 1\n", at % 2));
    assert_eq!(faults(Format::Yaml, &bad).len(), super::super::assembly::MOST_ERRORS);
}
