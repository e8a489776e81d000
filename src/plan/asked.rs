//! Many entries of a collection at a time: where their fields stand, and what they answer.

use super::round::{Needed, Round};

/// How many entries are asked at a time: a bit for each.
pub(super) const MOST: usize = u64::BITS as usize;

/// The entries for which something holds, and those for which it fails; the others gave no plain answer.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Answers {
    pub(super) hold: u64,
    pub(super) fail: u64,
}

/// Where a field stands in each entry that has it.
#[derive(Debug, Clone)]
pub(super) struct Column {
    /// The entries that have it.
    pub(super) had: u64,
    at: [u32; MOST],
}

/// The entries that are asked, with room for their fields and answers.
#[derive(Debug, Default)]
pub(super) struct Asked {
    /// Their places.
    pub(super) entries: Vec<u32>,
    /// Those whose fields are plain.
    pub(super) plain: u64,
    pub(super) columns: Vec<Column>,
    /// True for each field of the round whose questions were asked.
    pub(super) fields: Vec<bool>,
    pub(super) answers: Vec<Answers>,
    /// What their answers do not settle for some of them.
    pub(super) late: Vec<(u64, Late)>,
}

/// What an entry is to be taken into the longer way.
#[derive(Debug, Clone, Copy)]
pub(super) enum Late {
    /// All gathers of one filter.
    Filtered(usize),
    /// A gather whose filter it passed.
    Gather(usize),
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

    /// All of them.
    pub(super) fn all(&self) -> u64 {
        u64::MAX.checked_shr((MOST - self.entries.len()) as u32).unwrap_or_default()
    }

    /// Begins a round, whose fields stand in so many columns at most.
    pub(super) fn start(&mut self, columns: usize, round: &Round) {
        self.columns.resize(columns, Column { had: 0, at: [0; MOST] });
        for column in round.fields.iter().flat_map(|field| field.columns) {
            let column = self.columns.get_mut(usize::from(column));
            column.into_iter().for_each(|column| column.had = 0);
        }
        self.fields.clear();
        self.fields.resize(round.fields.len(), false);
        self.answers.clear();
        self.answers.resize(round.asked, Answers::default());
        self.late.clear();
    }

    /// Notes what is to be made of some entries once they are looked at.
    pub(super) fn look_later(&mut self, entries: u64, late: Late) {
        if entries != 0 {
            self.late.push((entries, late));
        }
    }

    #[inline]
    pub(super) fn column(&self, column: u16) -> Option<&Column> {
        self.columns.get(usize::from(column))
    }

    /// What a test comes to for some of the entries.
    pub(super) fn verdicts(&self, needed: &Needed, of: u64) -> Answers {
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
    pub(super) fn put(&mut self, entry: usize, at: u32) {
        if let Some(slot) = self.at.get_mut(entry % MOST) {
            *slot = at;
            self.had |= 1 << entry;
        }
    }

    /// The same, and where it lacks an entry that of another.
    pub(super) fn or(&self, other: &Self) -> Self {
        let mut both = self.clone();
        bits(other.had & !self.had).for_each(|entry| both.put(entry, other.of(entry)));
        both
    }

    #[inline]
    pub(super) fn of(&self, entry: usize) -> u32 {
        self.at.get(entry % MOST).copied().unwrap_or_default()
    }
}

/// The texts of a field, of the entries of which they are values.
pub(super) struct Texts<'d> {
    pub(super) plain: u64,
    texts: [&'d [u8]; MOST],
}

impl<'d> Texts<'d> {
    /// Those of the entries for which there is one.
    pub(super) fn of_all(entries: u64, text: impl Fn(usize) -> Option<&'d [u8]>) -> Self {
        let mut all = Self { plain: 0, texts: [&[]; MOST] };
        for entry in bits(entries) {
            if let (Some(text), Some(slot)) = (text(entry), all.texts.get_mut(entry % MOST)) {
                *slot = text;
                all.plain |= 1 << entry;
            }
        }
        all
    }

    #[inline]
    pub(super) fn of(&self, entry: usize) -> &'d [u8] {
        self.texts.get(entry % MOST).copied().unwrap_or_default()
    }
}

/// What some of the entries answer.
#[inline]
pub(super) fn answers(of: u64, mut answer: impl FnMut(usize) -> Option<bool>) -> Answers {
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
pub(super) fn bits(mut set: u64) -> impl Iterator<Item = usize> {
    std::iter::from_fn(move || {
        let next = set.trailing_zeros() as usize;
        (set != 0).then(|| {
            set &= set - 1;
            next
        })
    })
}
