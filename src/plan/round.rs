//! What the entries of a collection are asked: each question once, however many rules ask it, and of many entries at a time.
//! Only plain answers count; where a rule needs another, the entry is judged the longer way, which would say the same.

use super::ask::{Ask, Asking, Wording};
use super::{Collection, Filtered, Path, Plan, SharedPath, Sight, Spelling, Test, Work};
use crate::report::Verdict;
use crate::tape::{Kind, Node};

/// The questions of a collection, and what rests on nothing but their answers.
#[derive(Debug, Default)]
pub(super) struct Round {
    fields: Vec<Field>,
    /// How many questions there are.
    asked: usize,
    lanes: Vec<Lane>,
}

/// What is asked of one field.
#[derive(Debug)]
struct Field {
    /// The columns of its two spellings.
    columns: [u16; 2],
    name: Spelling,
    questions: Vec<Question>,
    /// True where one of them is about a text.
    is_worded: bool,
}

#[derive(Debug)]
struct Question {
    /// Its place among all of the round.
    place: usize,
    ask: Ask,
    /// What it comes to without such a field ([`Asking::missing`]).
    missing: Option<Verdict>,
}

/// Everything that has one filter.
#[derive(Debug)]
struct Lane {
    /// Its place among what is gathered from the collection.
    place: usize,
    filter: Needed,
    steps: Vec<Step>,
}

/// What is done with entries that passed the filter, for one gather.
#[derive(Debug)]
struct Step {
    gather: usize,
    what: Doing,
}

#[derive(Debug)]
enum Doing {
    Judge(Needed),
    Count,
    Add(SharedPath),
}

/// Questions of which some must hold and others fail.
#[derive(Debug, Clone, Default)]
struct Needed {
    hold: Vec<usize>,
    fail: Vec<usize>,
}

/// How many entries are asked at a time: a bit for each.
const MOST: usize = u64::BITS as usize;

/// The entries for which something holds, and those for which it fails; the others gave no plain answer.
#[derive(Debug, Clone, Copy, Default)]
struct Answers {
    hold: u64,
    fail: u64,
}

/// Where a field stands in each entry that has it.
#[derive(Debug, Clone)]
struct Column {
    /// The entries that have it.
    had: u64,
    at: [u32; MOST],
}

/// The entries that are asked, with room for their fields and answers.
#[derive(Debug, Default)]
pub(super) struct Asked {
    /// Their places.
    entries: Vec<u32>,
    columns: Vec<Column>,
    answers: Vec<Answers>,
}

impl Asked {
    /// Puts an entry to the others; true once there are as many as can be asked at a time.
    #[inline]
    pub(super) fn put(&mut self, at: u32) -> bool {
        self.entries.push(at);
        self.entries.len() == MOST
    }

    /// Takes none of them in.
    pub(super) fn forget(&mut self) {
        self.entries.clear();
    }

    fn all(&self) -> u64 {
        u64::MAX.checked_shr((MOST - self.entries.len()) as u32).unwrap_or_default()
    }

    /// Begins to note the fields of so many columns.
    fn start(&mut self, columns: usize, questions: usize) {
        self.columns.resize(columns, Column { had: 0, at: [0; MOST] });
        self.columns.iter_mut().for_each(|column| column.had = 0);
        self.answers.clear();
        self.answers.resize(questions, Answers::default());
    }

    #[inline]
    fn column(&self, column: u16) -> Option<&Column> {
        self.columns.get(usize::from(column))
    }

    /// What a test comes to for some of the entries.
    fn verdicts(&self, needed: &Needed, of: u64) -> Answers {
        let mut all = Answers { hold: of, fail: 0 };
        let answers = |place: &usize| self.answers.get(*place).copied().unwrap_or_default();
        for Answers { hold, fail } in needed.hold.iter().map(answers) {
            all.hold &= hold;
            all.fail |= fail;
        }
        for Answers { hold, fail } in needed.fail.iter().map(answers) {
            all.hold &= fail;
            all.fail |= hold;
        }
        Answers { hold: all.hold, fail: all.fail & of }
    }
}

impl Column {
    #[inline]
    fn put(&mut self, entry: usize, at: u32) {
        if let Some(slot) = self.at.get_mut(entry % MOST) {
            *slot = at;
            self.had |= 1 << entry;
        }
    }

    /// The same, and where it lacks an entry that of another.
    fn or(&self, other: &Self) -> Self {
        let mut both = self.clone();
        bits(other.had & !self.had).for_each(|entry| both.put(entry, other.of(entry)));
        both
    }

    #[inline]
    fn of(&self, entry: usize) -> u32 {
        self.at.get(entry % MOST).copied().unwrap_or_default()
    }
}

/// The texts of a field, of the entries of which they are values.
struct Texts<'d> {
    plain: u64,
    texts: [&'d [u8]; MOST],
}

impl<'d> Texts<'d> {
    #[inline]
    fn of(&self, entry: usize) -> &'d [u8] {
        self.texts.get(entry % MOST).copied().unwrap_or_default()
    }
}

/// What some of the entries answer.
#[inline]
fn answers(of: u64, mut answer: impl FnMut(usize) -> Option<bool>) -> Answers {
    let mut given = Answers::default();
    for entry in bits(of) {
        match answer(entry) {
            Some(true) => given.hold |= 1 << entry,
            Some(false) => given.fail |= 1 << entry,
            None => {}
        }
    }
    given
}

/// The numbers of the bits that are set.
#[inline]
fn bits(mut set: u64) -> impl Iterator<Item = usize> {
    std::iter::from_fn(move || {
        let next = set.trailing_zeros() as usize;
        (set != 0).then(|| {
            set &= set - 1;
            next
        })
    })
}

/// Makes rounds of what is asked of every entry.
pub(super) fn go_round(plan: &mut Plan<'_>) {
    let mut rounds = Vec::with_capacity(plan.collections.len());
    for collection in &plan.collections {
        let mut round = Round::default();
        let mut rest = Vec::new();
        for place in &collection.always {
            let filtered = collection.gathers.get(*place);
            match filtered.and_then(|filtered| round.lane(plan, *place, filtered)) {
                Some(lane) => round.lanes.push(lane),
                None => rest.push(*place),
            }
        }
        rounds.push((round, rest));
    }
    for (collection, (round, rest)) in plan.collections.iter_mut().zip(rounds) {
        (collection.round, collection.always) = (round, rest);
    }
}

impl Round {
    /// What has one filter, where that and all that is done rest on questions; `None` where it does not.
    fn lane(&mut self, plan: &Plan<'_>, place: usize, filtered: &Filtered) -> Option<Lane> {
        let mut filter = Needed::default();
        if let Some(known) = filtered.filter {
            self.need(plan, plan.filters.get(known)?, &mut filter)?;
        }
        let step = |gather: &usize| {
            let what = match &plan.gathers.get(*gather)?.work {
                Work::Test(test, _) => {
                    let mut needed = Needed::default();
                    self.need(plan, test, &mut needed)?;
                    Doing::Judge(needed)
                }
                Work::Number => Doing::Count,
                Work::Sum(path, _) | Work::Extreme(path, _) => {
                    Doing::Add(path.one_field.then(|| SharedPath::clone(path))?)
                }
            };
            Some(Step { gather: *gather, what })
        };
        let steps = filtered.gathers.iter().map(step).collect::<Option<Vec<Step>>>()?;
        Some(Lane { place, filter, steps })
    }

    /// Adds what must be answered for a test to hold; `None` where it rests on other things.
    fn need(&mut self, plan: &Plan<'_>, test: &Test, needed: &mut Needed) -> Option<()> {
        match test {
            Test::All(parts) => {
                parts.iter().try_for_each(|part| self.need(plan, part, needed))?;
            }
            Test::Not(inner) => {
                let mut inside = Needed::default();
                self.need(plan, inner, &mut inside)?;
                // of several, one that fails would do
                (inside.hold.len() + inside.fail.len() == 1).then_some(())?;
                needed.hold.append(&mut inside.fail);
                needed.fail.append(&mut inside.hold);
            }
            _ => {
                let asking = Asking::of(plan, test)?;
                needed.hold.push(self.question(asking)?);
            }
        }
        Some(())
    }

    /// The place of a question about a field, which is asked once for all.
    fn question(&mut self, asking: Asking<'_>) -> Option<usize> {
        let Asking { of: path, ask, missing, .. } = asking;
        let columns = path.columns.filter(|_| path.steps.len() == 1)?;
        let known = self.fields.iter().position(|field| field.columns == columns);
        let of = known.unwrap_or(self.fields.len());
        let same = |one: &&Question| one.ask == ask && one.missing == missing;
        let questions = self.fields.get(of).map(|field| &field.questions);
        if let Some(known) = questions.and_then(|questions| questions.iter().find(same)) {
            return Some(known.place);
        }
        if known.is_none() {
            let name = *path.steps.first()?;
            self.fields.push(Field { columns, name, questions: Vec::new(), is_worded: false });
        }
        let place = self.asked;
        self.asked += 1;
        let field = self.fields.get_mut(of)?;
        field.is_worded |= matches!(ask, Ask::Text(_));
        field.questions.push(Question { place, ask, missing });
        Some(place)
    }
}

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
        asked.start(self.plan.column_count, round.asked);
        let plain = self.spread_out(asked);
        let mut answers = std::mem::take(&mut asked.answers);
        for field in &round.fields {
            let [exact, other] = field.columns;
            let (Some(exact), Some(other)) = (asked.column(exact), asked.column(other)) else {
                continue;
            };
            let both = (other.had & !exact.had != 0).then(|| exact.or(other));
            let column = both.as_ref().unwrap_or(exact);
            let is_told = self.occurs_as(field.name);
            let texts = field.is_worded.then(|| self.texts(column));
            for Question { place, ask, missing } in &field.questions {
                let mut given = self.answers(ask, column, texts.as_ref());
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
    fn answers(&mut self, ask: &Ask, column: &Column, texts: Option<&Texts<'_>>) -> Answers {
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

    /// The texts of a field that are values.
    fn texts(&self, column: &Column) -> Texts<'d> {
        let mut texts = Texts { plain: 0, texts: [&[]; MOST] };
        for entry in bits(column.had) {
            let text = self.node(column.of(entry)).and_then(|node| self.quick_text(node));
            if let (Some(text), Some(slot)) = (text, texts.texts.get_mut(entry % MOST)) {
                *slot = text;
                texts.plain |= 1 << entry;
            }
        }
        texts
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
