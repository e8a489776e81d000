//! CSV tables of facts: a header, then a row for each entry, named by its first cell. With a `year` or `date` column the
//! rows of one name become schedules.

mod cells;

use std::collections::HashMap;
use std::collections::hash_map::Entry as Slot;

use self::cells::{Cell, Cells};
use super::assembly::{Assembly, Step, repeated, stated_twice};
use super::document::Key;
use super::error::{ProposalError, ProposalErrorKind, Relation};
use super::text::mark_length;
use super::{Limits, Outcome};
use crate::name::Name;
use crate::source::{SharedSource, Span};
use crate::value::ScalarStyle;

/// Reads a file that is one table.
pub(super) fn read(source: &SharedSource, limits: &Limits) -> Outcome {
    let mut tree = Assembly::new(source, 0, limits);
    let whole = Span::new(mark_length(source.text()), source.text().len());
    let outcome = table(source.slice(whole), whole, &mut tree);
    tree.finish(outcome)
}

fn table(text: &str, whole: Span, tree: &mut Assembly<'_>) -> Step<()> {
    let mut rows = Cells::new(text, whole.start);
    let Some(header) = rows.next_row()? else { return Ok(()) };
    let header = Columns::of(header, tree)?;
    let mut entries = Entries::default();
    while let Some(row) = rows.next_row()? {
        if row.iter().all(|cell| cell.text.is_empty()) {
            continue;
        }
        if let Err(error) = header.check(&row).and_then(|()| entries.take(row, &header)) {
            tree.fail(error);
        }
    }
    if entries.in_order.is_empty() || tree.has_failed() {
        return Ok(());
    }
    tree.open_mapping(None, whole)?;
    for entry in entries.in_order {
        entry.tell(&header, tree)?;
    }
    tree.close(whole.end);
    Ok(())
}

/// What the header says.
struct Columns {
    keys: Vec<Key>,
    span: Span,
    /// Which column holds the year or date.
    time: Option<usize>,
}

impl Columns {
    fn of(header: Vec<Cell>, tree: &mut Assembly<'_>) -> Step<Self> {
        let keys: Vec<Key> = header.into_iter().map(Cell::into_key).collect();
        let span = hull(keys.iter().map(|key| key.span));
        if keys.len() < 2 {
            return Err(ProposalError::new(ProposalErrorKind::CsvOneColumn, span));
        }
        let values = keys.iter().skip(1);
        for unnamed in values.clone().filter(|key| key.text.is_empty()) {
            tree.fail(ProposalError::new(ProposalErrorKind::CsvColumnUnnamed, unnamed.span));
        }
        let named = values.clone().filter(|key| !key.text.is_empty());
        repeated(named).into_iter().for_each(|error| tree.fail(error));
        let mut times =
            (1..).zip(values).filter(|(_, key)| matches!(key.name.as_str(), "year" | "date"));
        let time = times.next().map(|(column, _)| column);
        if let Some((_, second)) = times.next() {
            tree.fail(ProposalError::new(ProposalErrorKind::CsvTwoTimes, second.span));
        }
        Ok(Self { keys, span, time })
    }

    fn check(&self, row: &[Cell]) -> Step<()> {
        let place = hull(row.iter().map(|cell| cell.span));
        if row.len() != self.keys.len() {
            let kind = ProposalErrorKind::CsvRow { cells: row.len(), columns: self.keys.len() };
            return Err(ProposalError::new(kind, place).with(self.span, Relation::Header));
        }
        if row.first().is_none_or(|name| name.text.is_empty()) {
            return Err(ProposalError::new(ProposalErrorKind::CsvNameMissing, place));
        }
        let time = self.time.and_then(|column| Some((row.get(column)?, self.keys.get(column)?)));
        match time {
            Some((cell, column)) if cell.text.is_empty() => {
                let kind = ProposalErrorKind::CsvTimeMissing { column: column.text.clone() };
                Err(ProposalError::new(kind, place).with(column.span, Relation::Header))
            }
            _ => Ok(()),
        }
    }

    /// The columns that hold values.
    fn values(&self) -> impl Iterator<Item = (usize, &Key)> {
        self.keys.iter().enumerate().skip(1).filter(|(column, _)| Some(*column) != self.time)
    }
}

/// All rows, those of one name together, in the order in which the names first stand.
#[derive(Default)]
struct Entries {
    in_order: Vec<Entry>,
    by_name: HashMap<Name, usize>,
}

/// The rows of one name.
struct Entry {
    key: Key,
    rows: Vec<Vec<Cell>>,
    times: HashMap<Name, Key>,
}

impl Entries {
    fn take(&mut self, row: Vec<Cell>, header: &Columns) -> Step<()> {
        let Some(key) = row.first().cloned().map(Cell::into_key) else { return Ok(()) };
        let time = header.time.and_then(|column| row.get(column)).cloned().map(Cell::into_key);
        let at = *self.by_name.entry(key.name.clone()).or_insert(self.in_order.len());
        if at == self.in_order.len() {
            self.in_order.push(Entry { key: key.clone(), rows: Vec::new(), times: HashMap::new() });
        }
        let Some(entry) = self.in_order.get_mut(at) else { return Ok(()) };
        match time {
            None if !entry.rows.is_empty() => return Err(stated_twice(&key, &entry.key)),
            None => {}
            Some(time) => match entry.times.entry(time.name.clone()) {
                Slot::Occupied(first) => return Err(stated_twice(&time, first.get())),
                Slot::Vacant(free) => {
                    free.insert(time);
                }
            },
        }
        entry.rows.push(row);
        Ok(())
    }
}

impl Entry {
    fn tell(self, header: &Columns, tree: &mut Assembly<'_>) -> Step<()> {
        let place = hull(self.rows.iter().flat_map(|row| row.iter().skip(1)).map(|cell| cell.span));
        tree.open_mapping(Some(self.key), place)?;
        for (column, key) in header.values() {
            let cells = self
                .rows
                .iter()
                .filter(|row| row.get(column).is_some_and(|cell| !cell.text.is_empty()));
            match header.time {
                Some(time) => tell_schedule(key, cells, (time, column), tree)?,
                None => {
                    for cell in cells.filter_map(|row| row.get(column)) {
                        tell_cell(key.clone(), cell, tree)?;
                    }
                }
            }
        }
        tree.close(place.end);
        Ok(())
    }
}

fn tell_schedule<'r>(
    key: &Key,
    rows: impl Iterator<Item = &'r Vec<Cell>> + Clone,
    (time, column): (usize, usize),
    tree: &mut Assembly<'_>,
) -> Step<()> {
    let place = hull(rows.clone().filter_map(|row| row.get(column)).map(|cell| cell.span));
    let mut rows = rows.filter_map(|row| Some((row.get(time)?, row.get(column)?))).peekable();
    if rows.peek().is_none() {
        return Ok(());
    }
    tree.open_mapping(Some(key.clone()), place)?;
    for (time, cell) in rows {
        tell_cell(time.clone().into_key(), cell, tree)?;
    }
    tree.close(place.end);
    Ok(())
}

/// Quotes around a cell only keep its commas together, so what is in them reads like any other cell.
fn tell_cell(key: Key, cell: &Cell, tree: &mut Assembly<'_>) -> Step<()> {
    tree.scalar(Some(key), cell.span, cell.text.clone(), ScalarStyle::Plain).map(drop)
}

/// The smallest span that covers all.
fn hull(spans: impl Iterator<Item = Span>) -> Span {
    spans.reduce(Span::to).unwrap_or_default()
}
