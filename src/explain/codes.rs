//! A page for every code that the program can emit. The pages are data: `pages/*.md`.

use std::sync::OnceLock;

use super::{Item, Outline, Tone};
use crate::name::Name;

/// The files of pages, in the order in which codes are listed.
const FILES: [&str; 10] = [
    include_str!("pages/syntax.md"),
    include_str!("pages/rule.md"),
    include_str!("pages/value.md"),
    include_str!("pages/proposal.md"),
    include_str!("pages/format.md"),
    include_str!("pages/notices.md"),
    include_str!("pages/lint.md"),
    include_str!("pages/files.md"),
    include_str!("pages/usage.md"),
    include_str!("pages/cases.md"),
];

/// The headings that every page has, in order.
pub const HEADINGS: [&str; 4] = ["What", "Why", "Example", "How to fix"];

/// What one code means.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Page {
    /// `dealbreaker::syntax::two_readings`
    pub code: &'static str,
    /// In one line.
    pub title: &'static str,
    /// Its headings, each with its text.
    pub sections: Vec<(&'static str, &'static str)>,
}

impl Page {
    /// The text under a heading.
    pub fn section(&self, heading: &str) -> Option<&'static str> {
        self.sections.iter().find(|(known, _)| *known == heading).map(|(_, text)| *text)
    }

    /// The code without `dealbreaker::`.
    pub fn short(&self) -> &'static str {
        short(self.code)
    }

    /// The page, to be drawn.
    pub fn outline(&self) -> Outline {
        let mut page = Outline::default();
        page.part([Item::new(self.code).toned(Tone::Strong), Item::new(self.title)]);
        for (heading, text) in &self.sections {
            page.section(heading, lines(text));
        }
        page
    }
}

/// All pages.
pub fn pages() -> &'static [Page] {
    static PAGES: OnceLock<Vec<Page>> = OnceLock::new();
    PAGES.get_or_init(|| FILES.iter().flat_map(|file| read(file)).collect())
}

/// The page of a code, given in full or without `dealbreaker::`.
pub fn find(code: &str) -> Option<&'static Page> {
    let code = short(code.trim());
    pages().iter().find(|page| page.short() == code)
}

/// A code close to one that there is not.
pub fn closest(code: &str) -> Option<&'static str> {
    let wanted = short(code.trim());
    let last = wanted.rsplit("::").next().unwrap_or(wanted);
    let names: Vec<(Name, &Page)> =
        pages().iter().map(|page| (Name::new(page.short()), page)).collect();
    let meant = Name::new(wanted);
    let near = meant.closest(names.iter().map(|(name, _)| name));
    let whole =
        near.and_then(|near| names.iter().find(|(name, _)| name == near)).map(|(_, page)| *page);
    let ends = |page: &&Page| page.short().rsplit("::").next() == Some(last);
    whole.or_else(|| pages().iter().find(ends)).map(|page| page.code)
}

/// All codes with their titles.
pub fn list() -> Outline {
    let mut page = Outline::default();
    let titled = |page: &Page| Item::with_head(page.short(), page.title).toned(Tone::Plain);
    let families: Vec<&str> = pages().iter().map(family).collect();
    let mut told: Vec<&str> = Vec::new();
    for name in families {
        if !told.contains(&name) {
            told.push(name);
            page.part(pages().iter().filter(|page| family(page) == name).map(titled));
        }
    }
    page
}

fn family(page: &Page) -> &'static str {
    page.short().split("::").next().unwrap_or_default()
}

fn short(code: &str) -> &str {
    code.strip_prefix("dealbreaker::").unwrap_or(code)
}

/// Reads a file of pages.
fn read(file: &'static str) -> Vec<Page> {
    let mut pages = Vec::new();
    for text in parts(file, "# ") {
        let (code, rest) = text.split_once('\n').unwrap_or((text, ""));
        let title = rest.lines().map(str::trim).find(|line| !line.is_empty()).unwrap_or_default();
        let sections = parts(rest, "## ").into_iter().filter_map(|text| text.split_once('\n'));
        let sections = sections.map(|(heading, text)| (heading.trim(), text.trim())).collect();
        pages.push(Page { code: code.trim(), title, sections });
    }
    pages
}

/// The parts of a text that start with a mark at the margin, outside fences, without what stands before the first.
fn parts(text: &'static str, mark: &str) -> Vec<&'static str> {
    let (mut starts, mut at, mut fenced) = (Vec::new(), 0, false);
    for line in text.split_inclusive('\n') {
        fenced ^= line.starts_with("```");
        if !fenced && line.starts_with(mark) {
            starts.push(at);
        }
        at += line.len();
    }
    let ends = starts.iter().skip(1).copied().chain([text.len()]);
    let within =
        starts.iter().zip(ends).filter_map(|(start, end)| text.get(start + mark.len()..end));
    within.collect()
}

/// The lines of a section: paragraphs are folded, what stands in fences is kept as it is.
fn lines(text: &str) -> Vec<Item> {
    let mut items: Vec<Item> = Vec::new();
    let (mut fenced, mut paragraph) = (false, String::new());
    for line in text.lines() {
        let fence = line.strip_prefix("```");
        if fence.is_some() || fenced || line.trim().is_empty() {
            let said = std::mem::take(&mut paragraph);
            items.extend((!said.is_empty()).then(|| Item::paragraph(said)));
        }
        match fence {
            Some(name) => {
                fenced = !fenced;
                let named = fenced && name.contains('.');
                items.extend(named.then(|| Item::new(format!("{name}:")).toned(Tone::Dim)));
            }
            None if fenced => items.push(Item::verbatim(format!("  {line}"))),
            None if line.starts_with("- ") || paragraph.is_empty() => {
                let said = std::mem::replace(&mut paragraph, line.trim().to_owned());
                items.extend((!said.is_empty()).then(|| Item::paragraph(said)));
            }
            None => {
                paragraph.push(' ');
                paragraph.push_str(line.trim());
            }
        }
    }
    items.extend((!paragraph.is_empty()).then(|| Item::paragraph(paragraph)));
    items
}
