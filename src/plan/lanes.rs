//! Asking the entries of a collection, and what is made of their answers ([`super::round`]).

use super::ask::{Ask, Wording};
use super::asked::{Answers, Asked, Column, Texts, answers, bits};
use super::round::{Doing, Question, Round, Step};
use super::{Collection, Path, Sight};
use crate::report::Verdict;
use crate::tape::{Kind, Node};

impl<'d> Sight<'d, '_> {
    /// Takes the entries that were put down into all that is gathered from a collection.
    pub(super) fn take_all(&mut self, collection: &'d Collection) {
        let mut asked = std::mem::take(&mut self.desk.asked);
        if !asked.entries.is_empty() {
            if !collection.round.lanes.is_empty() {
                self.ask(&collection.round, &mut asked);
                self.take_lanes(collection, &asked);
            }
            if !collection.always.is_empty() || !collection.by_prefix.is_empty() {
                for at in &asked.entries {
                    self.look_at(*at);
                    self.take_entry(collection);
                }
            }
        }
        asked.forget();
        self.desk.asked = asked;
        self.desk.entry = None;
    }

    /// Asks all questions of the entries.
    fn ask(&mut self, round: &Round, asked: &mut Asked) {
        asked.start(self.plan.column_count, &round.fields);
        let plain = self.spread_out(asked);
        let mut answers = std::mem::take(&mut asked.answers);
        answers.clear();
        answers.resize(round.asked, Answers::default());
        for field in &round.fields {
            let [exact, other] = field.columns;
            let (Some(exact), Some(other)) = (asked.column(exact), asked.column(other)) else {
                continue;
            };
            let both = (other.had & !exact.had != 0).then(|| exact.or(other));
            let column = both.as_ref().unwrap_or(exact);
            let is_told = self.occurs_as(field.name);
            let text = |entry| self.quick_text(self.node(column.of(entry))?);
            let texts = field.is_worded.then(|| Texts::of_all(column.had, text));
            for question in &field.questions {
                let Question { place, missing, party, .. } = question;
                if !self.is_known(*party) {
                    continue;
                }
                let mut given = self.answers(question, column, texts.as_ref());
                let fails = missing.map_or(is_told, |missing| missing == Verdict::Broken);
                given.fail |= if fails { plain & !column.had } else { 0 };
                answers.get_mut(*place).into_iter().for_each(|answers| *answers = given);
            }
        }
        asked.answers = answers;
    }

    /// Notes where the entries have their fields; those whose fields are plain.
    fn spread_out(&self, asked: &mut Asked) -> u64 {
        let Asked { entries, columns, .. } = asked;
        let (nodes, known) = (self.tape.nodes(), self.plan.columns.as_slice());
        let mut plain = 0;
        for (place, entry) in entries.iter().enumerate() {
            let Some(node) = nodes.get(*entry as usize) else { continue };
            let (first, after) = (*entry as usize + 1, node.after() as usize);
            if node.kind != Kind::Mapping || first >= after || self.differs_by_party(*entry) {
                continue;
            }
            plain |= 1 << place;
            let fields = nodes.get(first..after).unwrap_or_default();
            let mut next = 0;
            while let Some(field) = fields.get(next) {
                let column = known.get(field.key.place());
                if let Some(column) =
                    column.and_then(|column| columns.get_mut(usize::from(*column)))
                {
                    column.put(place, (first + next) as u32);
                }
                let is_container = field.kind.is_container();
                next = if is_container { field.after() as usize - first } else { next + 1 };
            }
        }
        plain
    }

    /// What the entries that have a field answer.
    fn answers(
        &mut self,
        question: &Question,
        column: &Column,
        texts: Option<&Texts<'_>>,
    ) -> Answers {
        let Question { ask, missing, party, .. } = question;
        if let Some(party) = party {
            return self
                .each_entry(column, |sight, at, _| sight.answer_for(*party, *missing, ask, at));
        }
        match (ask, texts) {
            (Ask::Number(bounds), _) => {
                self.each_entry(column, |sight, _, node| sight.number(*bounds, node))
            }
            (Ask::Text(Wording::Is(one)), Some(texts)) => {
                answers(texts.plain, |entry| Some(*texts.of(entry) == **one))
            }
            (Ask::Text(wording), Some(texts)) => {
                answers(texts.plain, |entry| wording.fits(texts.of(entry)))
            }
            (Ask::Has, _) => self.each_entry(column, |sight, at, node| sight.is_had(at, node)),
            _ => self.each_entry(column, |sight, at, node| sight.answer(ask, at, node)),
        }
    }

    #[inline]
    fn each_entry(
        &mut self,
        column: &Column,
        mut answer: impl FnMut(&mut Self, u32, &Node) -> Option<bool>,
    ) -> Answers {
        let nodes = self.tape.nodes();
        answers(column.had, |entry| {
            let at = column.of(entry);
            answer(self, at, nodes.get(at as usize)?)
        })
    }

    /// Takes the entries into what rests on their answers, and those without plain ones the longer way.
    fn take_lanes(&mut self, collection: &'d Collection, asked: &Asked) {
        let all = asked.all();
        for lane in &collection.round.lanes {
            let passed = asked.verdicts(&lane.filter, all);
            for step in &lane.steps {
                let unsure = self.take_step(step, passed.hold, asked);
                self.one_by_one(asked, unsure, |sight| {
                    sight.take_gather(step.gather, Ok(Verdict::Holds));
                });
            }
            let unsure = all & !passed.hold & !passed.fail;
            if let Some(filtered) = collection.gathers.get(lane.place) {
                self.one_by_one(asked, unsure, |sight| sight.take_into(filtered));
            }
        }
    }

    /// Takes in entries that passed the filter; those that are still to be looked at.
    fn take_step(&mut self, step: &Step, passed: u64, asked: &Asked) -> u64 {
        match &step.what {
            Doing::Judge(needed) => {
                let Answers { hold, fail } = asked.verdicts(needed, passed);
                if let Some(tally) = self.desk.tallies.get_mut(step.gather) {
                    tally.seen.add_all(Verdict::Holds, hold.count_ones());
                    tally.seen.add_all(Verdict::Broken, fail.count_ones());
                }
                passed & !hold & !fail
            }
            Doing::Count => {
                if let Some(tally) = self.desk.tallies.get_mut(step.gather) {
                    tally.count += u64::from(passed.count_ones());
                }
                0
            }
            Doing::OneByOne => passed,
            Doing::Add(path) => self.add_all(step.gather, path, passed, asked).unwrap_or(passed),
        }
    }

    /// Adds up a field of some entries; those of whom it is no plain amount.
    fn add_all(&mut self, gather: usize, path: &Path, of: u64, asked: &Asked) -> Option<u64> {
        let what = self.plan.gathers.get(gather)?;
        let [exact, other] = path.columns?;
        let (exact, other) = (asked.column(exact)?, asked.column(other)?);
        let mut rest = of & !exact.had & !other.had;
        for entry in bits(of & !rest) {
            let column = if exact.had & 1 << entry == 0 { other } else { exact };
            let node = self.node(column.of(entry));
            let amount = node.and_then(|node| self.amount_of_node(node));
            let added =
                amount.and_then(|amount| self.desk.tallies.get_mut(gather)?.add(amount, what).ok());
            if added.is_none() {
                rest |= 1 << entry;
            }
        }
        Some(rest)
    }

    /// Looks at some of the entries, one after the other.
    fn one_by_one(&mut self, asked: &Asked, of: u64, mut take: impl FnMut(&mut Self)) {
        for entry in bits(of) {
            if let Some(at) = asked.entries.get(entry) {
                self.look_at(*at);
                take(self);
            }
        }
    }
}
