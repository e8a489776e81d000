//! `dealbreaker explain`: how a sentence is read, why a rule got its verdict, what a code means.

use std::collections::BTreeSet;
use std::io::{self, IsTerminal, Write};

use dealbreaker::explain::{self, Book, Data, Outline, codes, reading, reasoning};
use dealbreaker::render::Style;
use dealbreaker::report::{DaySource, Notice};
use dealbreaker::run::DataFile;
use dealbreaker::source::SharedSource;
use jiff::civil::Date;

use super::args::{CheckArgs, ExplainArgs};
use super::error::{Problem, ProblemKind, SettingsFault, why};
use super::exit::Exit;
use super::files::{self, Found, Kind, Listing};
use super::grounds::Grounds;
use super::library::Shelves;
use super::output;
use super::plan::{self, Job, Plan};
use super::read::Reader;
use super::terminal;

/// The width of a page that goes to no terminal.
const WIDTH: usize = 80;

/// Explains what the arguments name.
pub(super) fn run(
    args: &ExplainArgs,
    from_environment: &BTreeSet<String>,
) -> Result<Exit, Vec<Problem>> {
    let teller = Teller::new(args);
    if args.list {
        return teller.show(&codes::list());
    }
    let what = args.what.as_deref().unwrap_or_default().trim();
    if is_code(what) {
        return code(what, &teller);
    }
    let plan = plan::plan(&as_check(args), from_environment)?;
    let desks = desks(&plan, !args.proposals.is_empty())?;
    match desks.iter().find(|desk| desk.book().find(what).is_some()) {
        Some(_) => rule(what, &desks, &teller),
        None if what.contains(char::is_whitespace) => sentence(what, &desks, &teller),
        None => Ok(no_rule(what, &desks, args)),
    }
}

/// A code has no spaces and `::` between its words.
fn is_code(what: &str) -> bool {
    what.contains("::") && !what.contains(char::is_whitespace)
}

fn as_check(args: &ExplainArgs) -> CheckArgs {
    CheckArgs {
        proposals: args.proposals.clone(),
        grounds: Grounds {
            rules: args.rules.clone(),
            facts: args.facts.clone(),
            as_of: args.as_of.clone(),
            ..Grounds::default()
        },
        stdin_filename: args.stdin_filename.clone(),
        ..CheckArgs::default()
    }
}

/// The page of a code.
fn code(what: &str, teller: &Teller) -> Result<Exit, Vec<Problem>> {
    match codes::find(what) {
        Some(page) => teller.show(&page.outline()),
        None => {
            let help = codes::closest(what).map(meant);
            let help = help.or_else(|| Some("`dealbreaker explain --list` lists them".to_owned()));
            Ok(refuse("dealbreaker::explain::no_code", format!("there is no code `{what}`"), help))
        }
    }
}

/// A rule by its id: its verdict on each proposal, or how it is read where there is none.
fn rule(id: &str, desks: &[Desk], teller: &Teller) -> Result<Exit, Vec<Problem>> {
    let mut page = Outline::default();
    let mut faults: Vec<Notice> = Vec::new();
    for desk in desks {
        let book = desk.book();
        faults.extend_from_slice(book.faults());
        let Some(rule) = book.find(id) else { continue };
        match &desk.data {
            Some(data) => {
                page.append(reasoning::pages(&book, rule, data));
                faults.extend_from_slice(data.errors());
            }
            None => {
                page.append(reading::rule(&book, rule));
                break;
            }
        }
    }
    teller.show_with(&page, &faults)
}

/// A sentence: how it is read, and its verdict on the proposals, where there are some.
fn sentence(text: &str, desks: &[Desk], teller: &Teller) -> Result<Exit, Vec<Problem>> {
    let nothing = Desk::default();
    let mut page = Outline::default();
    let mut faults: Vec<Notice> = Vec::new();
    // of several checks that know different rules, none can say what a name of the sentence means
    let alone = if desks.len() == 1 { desks.first() } else { None };
    let first = alone.unwrap_or(&nothing).with_sentence(text);
    page.append(reading::sentence(&first));
    faults.extend_from_slice(first.faults());
    for desk in desks {
        let Some(data) = &desk.data else { continue };
        let book = desk.with_sentence(text);
        for rule in book.sentence_rules() {
            page.append(reasoning::pages(&book, rule, data));
        }
        faults.extend_from_slice(data.errors());
    }
    let Some(source) = first.sentence() else { return teller.show_with(&page, &faults) };
    if !first.sentence_faults().is_empty() {
        let shown = explain::faults(source, first.sentence_faults());
        terminal::tell(&shown.to_text(&Style { colour: false, ..teller.style }));
        teller.show_with(&page, &faults)?;
        return Ok(Exit::Failed);
    }
    if page == Outline::default() {
        let help = Some(
            "write one in quotes: `dealbreaker explain \"pork must have safeguard\"`".to_owned(),
        );
        return Ok(refuse(
            "dealbreaker::explain::no_sentence",
            "there is no sentence here".to_owned(),
            help,
        ));
    }
    teller.show_with(&page, &faults)
}

/// One word that is no rule.
fn no_rule(what: &str, desks: &[Desk], args: &ExplainArgs) -> Exit {
    let books: Vec<Book> = desks.iter().map(Desk::book).collect();
    let faults: Vec<Notice> = books.iter().flat_map(Book::faults).cloned().collect();
    terminal::complain_of(&faults);
    let near = books.iter().find_map(|book| book.closest(what));
    let near = near.or_else(|| codes::closest(what).map(str::to_owned)).map(|near| meant(&near));
    let rules: usize = books.iter().map(|book| book.rules().count()).sum();
    let help = near.unwrap_or_else(|| match (rules, args.proposals.is_empty()) {
        (0, _) => "there are no rules here: name their file with `-r`; a sentence stands in quotes"
            .to_owned(),
        (_, true) => {
            "`dealbreaker check --format json` names the rules; a sentence stands in quotes"
                .to_owned()
        }
        (_, false) => "put a sentence in quotes, so that it is one argument".to_owned(),
    });
    refuse("dealbreaker::explain::no_rule", format!("no rule is called `{what}`"), Some(help))
}

fn meant(near: &str) -> String {
    format!("did you mean `{near}`?")
}

fn refuse(code: &str, message: String, help: Option<String>) -> Exit {
    let notice = Notice { code: code.to_owned(), message, help, at: None, related: Vec::new() };
    terminal::complain_of(&[notice]);
    Exit::Failed
}

/// Writes pages.
struct Teller {
    style: Style,
}

impl Teller {
    fn new(args: &ExplainArgs) -> Self {
        let style = terminal::style_of_stdout(args.color);
        let width = if io::stdout().is_terminal() { style.width } else { WIDTH };
        Self { style: Style { width, ..style } }
    }

    fn show(&self, page: &Outline) -> Result<Exit, Vec<Problem>> {
        let text = page.to_text(&self.style);
        let written = io::stdout().lock().write_all(text.as_bytes());
        output::unless_closed(written).map_err(|error| {
            let place = "standard output".to_owned();
            vec![ProblemKind::Unwritable { place, why: why(&error) }.into()]
        })?;
        Ok(Exit::Acceptable)
    }

    /// A page, and on standard error what could not be read beside it.
    fn show_with(&self, page: &Outline, faults: &[Notice]) -> Result<Exit, Vec<Problem>> {
        let exit = self.show(page)?;
        terminal::complain_of(faults);
        Ok(if faults.is_empty() { exit } else { Exit::Failed })
    }
}

/// The files of one check.
#[derive(Default)]
pub(super) struct Desk {
    pub(super) rules: Vec<SharedSource>,
    pub(super) shelves: Shelves,
    pub(super) data: Option<Data>,
    /// The day of the check, and who says so; nobody where there is no check.
    pub(super) day: Option<(Date, DaySource)>,
}

impl Desk {
    fn book(&self) -> Book {
        Book::open(&self.rules, &self.shelves)
    }

    fn with_sentence(&self, text: &str) -> Book {
        Book::with_sentence(text, &self.rules, &self.shelves)
    }
}

/// Reads the files of every check that has to do with the proposals, or of every check where there are none.
pub(super) fn desks(plan: &Plan, judged: bool) -> Result<Vec<Desk>, Vec<Problem>> {
    let mut reader = Reader::new(plan.stdin_name.clone());
    let mut problems = Vec::new();
    let picked = plan.picked.as_ref().map(|wanted| find(Kind::Proposals, wanted, &mut problems));
    let mut desks = Vec::new();
    let mut covered: Vec<&Found> = Vec::new();
    for job in &plan.jobs {
        let mut proposals = match judged {
            true => find(Kind::Proposals, job.proposals.wanted(), &mut problems),
            false => Vec::new(),
        };
        if let Some(picked) = picked.as_ref().filter(|_| judged) {
            let own: BTreeSet<_> = proposals.iter().map(|file| file.real.clone()).collect();
            let mine = picked.iter().filter(|file| own.contains(&file.real));
            covered.extend(mine.clone());
            proposals = mine.cloned().collect();
            if proposals.is_empty() {
                continue;
            }
        }
        desks.push(desk(job, &proposals, judged, &mut reader, &mut problems));
    }
    for file in picked.iter().flatten().filter(|file| judged && !covered.contains(file)) {
        problems.push(SettingsFault::NoCheckFor { file: files::shown(&file.path) }.into());
    }
    if problems.is_empty() { Ok(desks) } else { Err(problems) }
}

fn desk(
    job: &Job,
    proposals: &[Found],
    judged: bool,
    reader: &mut Reader,
    problems: &mut Vec<Problem>,
) -> Desk {
    let rules: Vec<(Found, SharedSource)> = find(Kind::Rules, job.rules.wanted(), problems)
        .into_iter()
        .filter_map(|file| Some((file.clone(), keep(reader.text(&file), problems)?)))
        .collect();
    let shelves = Shelves::new(&rules, true);
    let data = judged.then(|| {
        let facts = find(Kind::Facts, &job.facts, problems);
        let facts = all(&facts, reader, problems);
        Data::read(&all(proposals, reader, problems), &facts, job.as_of)
    });
    let rules = rules.into_iter().map(|(_, source)| source).collect();
    Desk { rules, shelves, data, day: Some((job.as_of, job.as_of_source)) }
}

fn all(files: &[Found], reader: &mut Reader, problems: &mut Vec<Problem>) -> Vec<DataFile> {
    files.iter().filter_map(|file| keep(reader.data(file), problems)).collect()
}

fn find(kind: Kind, wanted: &[files::Wanted], problems: &mut Vec<Problem>) -> Vec<Found> {
    let Listing { files, problems: more, .. } = files::find(kind, wanted, &BTreeSet::new());
    problems.extend(more);
    files
}

fn keep<T>(read: Result<T, Problem>, problems: &mut Vec<Problem>) -> Option<T> {
    read.map_err(|problem| problems.push(problem)).ok()
}
