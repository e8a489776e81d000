//! The examples of the language page, read one and all.

use crate::syntax::parse;

#[test]
fn scratch() {
    let Ok(path) = std::env::var("REDLINES") else { return };
    let text = std::fs::read_to_string(path).unwrap();
    let start = std::time::Instant::now();
    let parsed = parse(&text);
    println!("=> took {:?}", start.elapsed());
    if std::env::var("TREE").is_ok() {
        for line in super::outline::outline(&parsed.file) {
            println!("=> {line}");
        }
    }
    for error in &parsed.errors {
        let line = text[..error.span.start].matches('\n').count() + 1;
        println!(
            "{line}: [{}] {}",
            text.get(error.span.start..error.span.end).unwrap(),
            error.kind.message()
        );
        if let Some(help) = error.kind.help() {
            println!("      help: {help}");
        }
    }
    println!("{} sentences, {} errors", parsed.file.sentences.len(), parsed.errors.len());
}
