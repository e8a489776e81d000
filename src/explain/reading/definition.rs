//! Definitions: what they make of a name.

use super::lookup::Names;
use super::{Scene, term, tree};
use crate::explain::walk::{self, Met};
use crate::explain::{Book, Item, Outline, Tone, words};
use crate::model::Range;
use crate::name::Name;
use crate::syntax::ast::{Sentence, Statement};

/// The pages of the definitions in the sentence of a book.
pub(super) fn pages(book: &Book) -> Outline {
    let mut all = Outline::default();
    let Some(source) = book.sentence() else { return all };
    let Some(file) = book.files.first() else { return all };
    for sentence in &file.parsed.file.sentences {
        let range = match &sentence.statement {
            Statement::Group { name, .. } | Statement::Selection { name, .. } => {
                book.probed(&name.text)
            }
            Statement::Adjective { noun, adjective, .. } => {
                book.probed(&format!("{} {}", adjective.text, noun.text))
            }
            Statement::Rule(_) => continue,
            _ => None,
        };
        let text = source.slice(sentence.span).split_whitespace().collect::<Vec<_>>().join(" ");
        all.part([Item::new(text).toned(Tone::Strong)]);
        all.append(page(sentence, range, book));
    }
    all
}

fn page(sentence: &Sentence, range: Option<&Range>, book: &Book) -> Outline {
    let scene = Scene { book };
    let mut page = Outline::default();
    page.part([Item::with_head("kind", "definition: it gets no verdict of its own")]);
    let mut names = Names::default();
    let items = match (&sentence.statement, range) {
        (Statement::Selection { .. } | Statement::Adjective { .. }, Some(range)) => {
            walk::range(range, &mut |met: Met<'_>| names.meet(met));
            described(&sentence.statement, range, &scene)
        }
        (Statement::Group { name, members }, _) => {
            grouped(&name.text, members.len(), range, &scene)
        }
        (statement, _) => plain(statement, book, &mut names, &scene),
    };
    page.section("How it is read", items);
    page.section("What is looked up", names.items(book.sentence_scope(), &scene));
    page.section("Notes", book.notes().iter().map(Item::new));
    page
}

fn grouped(name: &str, stated: usize, range: Option<&Range>, scene: &Scene<'_>) -> Vec<Item> {
    let members = match range {
        Some(range) => term::range(range, scene),
        None => vec![Item::with_head("which", words::counted(stated, "member", "members"))],
    };
    let one = name.strip_suffix('s').unwrap_or(name);
    vec![
        Item::new(format!("`{name}` is a group:")).over(members),
        Item::new(format!(
            "it is used as `every {one}`, `no {one}`, `at least 3 {name}`, `total quota of {name}`"
        )),
    ]
}

fn described(statement: &Statement, range: &Range, scene: &Scene<'_>) -> Vec<Item> {
    match statement {
        Statement::Adjective { noun, adjective, .. } => {
            let filter = range.filter.iter().flat_map(|filter| tree::tree(filter, scene));
            vec![
                Item::new(format!("a `{}` is `{}` where this is so:", noun.text, adjective.text))
                    .over(filter),
                Item::new(format!(
                    "it is used as `every {0} {1}`, `at most 1 {0} {1} may …`, and `… is {0}`",
                    adjective.text, noun.text
                )),
            ]
        }
        Statement::Selection { name, .. } => {
            vec![
                Item::new(format!(
                    "`{}` is a group of what this finds in each proposal:",
                    name.text
                ))
                .over(term::range(range, scene)),
            ]
        }
        _ => Vec::new(),
    }
}

fn plain(statement: &Statement, book: &Book, names: &mut Names, scene: &Scene<'_>) -> Vec<Item> {
    match statement {
        Statement::Party(name) => {
            vec![Item::new(format!("the rules of this file are those of `{}`:", name.text)).over([
                Item::new(format!(
                    "`dealbreaker check --party \"{}\"` keeps them and the rules of no party",
                    name.text
                )),
                Item::new("it is a party to every proposal, beside those that the proposal names"),
            ])]
        }
        Statement::Use(file) => vec![Item::new(format!(
            "the definitions and the rules of `{}` are brought in, once; its path is relative to this file",
            file.text
        ))],
        Statement::Constant { name, .. } => constant(&name.text, book, names, scene),
        Statement::Alias { name, .. } => alias(&name.text, book, names),
        Statement::Measure { name, unit } => vec![Item::new(format!(
            "a bare number under exactly the name `{}`, and one compared with it, counts as {}",
            name.text, unit.text
        ))],
        Statement::YearOne(date) => vec![
            Item::new(format!(
                "`year 1` begins on {}, `year 2` a year later, and so on",
                date.text
            )),
            Item::new(
                "where a proposal states another `entry into force`, what needs a year is unknown",
            ),
        ],
        Statement::Group { .. }
        | Statement::Selection { .. }
        | Statement::Adjective { .. }
        | Statement::Rule(_) => Vec::new(),
    }
}

fn constant(name: &str, book: &Book, names: &mut Names, scene: &Scene<'_>) -> Vec<Item> {
    let constants = book.sentence_scope().map(|scope| &scope.constants);
    let Some(constant) = constants.and_then(|all| all.get(&Name::new(name))) else {
        return Vec::new();
    };
    walk::term(&constant.what, &mut |met: Met<'_>| names.meet(met));
    let stands = format!("`{name}` stands for this, wherever it is named without an owner:");
    vec![
        Item::new(stands).over([term::item("value", &constant.what, scene)]),
        Item::new(
            "where a proposal or the facts state it too, they must say the same; else what needs \
             it is unknown",
        ),
    ]
}

fn alias(name: &str, book: &Book, names: &mut Names) -> Vec<Item> {
    let aliases = book.sentence_scope().map(|scope| &scope.aliases);
    let Some(alias) = aliases.and_then(|all| all.get(&Name::new(name))) else {
        return Vec::new();
    };
    names.reference(&alias.what);
    vec![Item::new(format!("`{name}` is another name for {}", words::name(&alias.what)))]
}
