//! Asking the entries of a collection, and what is made of their answers ([`super::round`]).

use super::ask::{Ask, Wording};
use super::asked::{Answers, Asked, Column, Late, Texts, answers, bits};
use super::round::{Doing, Field, Needed, Question, Round, Step};
use super::{Collection, Path, Sight};
use crate::report::Verdict;
use crate::tape::{Kind, Node};

impl<'d> Sight<'d, '_> {
    /// Takes the entries that were put down into all that is gathered from a collection.
    pub(super) fn take_all(&mut self, collection: &'d Collection) {
        let mut asked = std::mem::take(&mut self.desk.asked);
        let all = asked.all();
        if all != 0 {
            self.begin_round(&collection.round, &mut asked);
            self.take_lanes(collection, &mut asked);
            let each = !collection.always.is_empty() || !collection.by_prefix.is_empty();
            let late = asked.late.iter().fold(0, |some, (entries, _)| some | entries);
            for entry in bits(if each { all } else { late }) {
                self.take_late(collection, &asked, entry);
                if each {
                    self.take_entry(collection);
                }
            }
        }
        asked.forget();
        self.desk.asked = asked;
        self.desk.entry = None;
    }

    /// Begins to ask the entries.
    fn begin_round(&self, round: &Round, asked: &mut Asked) {
        asked.start(self.plan.column_count, round);
        if !round.fields.is_empty() {
            asked.plain = self.spread_out(asked);
        }
    }

    /// What a test comes to for some of the entries.
    fn verdicts(&mut self, round: &Round, asked: &mut Asked, needed: &Needed, of: u64) -> Answers {
        for place in &needed.fields {
            if asked.fields.get(*place) == Some(&false)
                && let Some(field) = round.fields.get(*place)
            {
                self.ask(field, asked);
                asked.fields.get_mut(*place).into_iter().for_each(|is_asked| *is_asked = true);
            }
        }
        asked.verdicts(needed, of)
    }

    /// Asks the entries all questions about a field.
    fn ask(&mut self, field: &Field, asked: &mut Asked) {
        let [exact, other] = field.columns;
        let mut answers = std::mem::take(&mut asked.answers);
        if let (Some(exact), Some(other)) = (asked.column(exact), asked.column(other)) {
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
                given.fail |= if fails { asked.plain & !column.had } else { 0 };
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

    /// Takes the entries into what rests on their answers, and notes what is to be looked at more closely.
    fn take_lanes(&mut self, collection: &'d Collection, asked: &mut Asked) {
        let (round, all) = (&collection.round, asked.all());
        for lane in &round.lanes {
            let passed = self.verdicts(round, asked, &lane.filter, all);
            asked.look_later(all & !passed.hold & !passed.fail, Late::Filtered(lane.place));
            if passed.hold == 0 {
                continue;
            }
            for step in &lane.steps {
                let unsure = self.take_step(round, step, passed.hold, asked);
                asked.look_later(unsure, Late::Gather(step.gather));
            }
        }
    }

    /// Takes in entries that passed the filter; those that are still to be looked at.
    fn take_step(&mut self, round: &Round, step: &Step, passed: u64, asked: &mut Asked) -> u64 {
        match &step.what {
            Doing::Judge(needed) => {
                let Answers { hold, fail } = self.verdicts(round, asked, needed, passed);
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

    /// Looks at an entry, and takes it into what its answers did not settle.
    fn take_late(&mut self, collection: &'d Collection, asked: &Asked, entry: usize) {
        let Some(at) = asked.entries.get(entry) else { return };
        self.look_at(*at);
        for (entries, late) in &asked.late {
            if entries & 1 << entry == 0 {
                continue;
            }
            match late {
                Late::Gather(gather) => self.take_gather(*gather, Ok(Verdict::Holds)),
                Late::Filtered(place) => {
                    let filtered = collection.gathers.get(*place);
                    filtered.into_iter().for_each(|filtered| self.take_into(filtered));
                }
            }
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
}
