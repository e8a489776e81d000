//! Events and deadlines.

use super::claim::Encoder;
use super::ground::Worked;
use super::lookup::{Cell, Found};
use super::states::day_number;
use super::term::{Entry, What};
use super::verdict::Verdict;
use super::why::Why;
use crate::analysis::linear::Sum;
use crate::analysis::logic::Prop;
use crate::analysis::sketch::{Spot, Was};
use crate::model::Stance;
use crate::name::Name;
use crate::value::Value;

/// What a deal can say of an event.
enum Event {
    On(Sum),
    Undated,
    NotYet,
    Unclear,
}

impl Encoder<'_> {
    /// An event is there, by its deadline where it has one.
    pub(super) fn happens(
        &mut self,
        cells: &[Cell],
        by: Option<&Worked>,
        stance: Stance,
    ) -> Result<Verdict, Why> {
        let [cell] = cells else { return Err(Why::Form("an event that differs by party")) };
        let events = self.events(cell, stance)?;
        let Some(by) = by else { return Ok(self.has_happened(&events)) };
        let mut parts = Vec::new();
        for entry in self.entries(by)? {
            parts.push(self.by_day(&events, &entry));
        }
        Ok(Verdict::all(self.solver, &parts))
    }

    fn events(&mut self, cell: &Cell, stance: Stance) -> Result<Vec<(Prop, Event)>, Why> {
        let Found::At(path) = &cell.found else {
            return Err(Why::Form("an event that the rules define"));
        };
        let sure = stance == Stance::Demand || self.is_sure(cell);
        let mut events = Vec::new();
        for (when, what) in self.ways(path, None) {
            match what {
                What::Thing => self.dated_thing(path, when, &mut events)?,
                other => events.push((when, event(&other, sure))),
            }
        }
        Ok(events)
    }

    /// A mapping with a `date`; without one, it is there without a day.
    fn dated_thing(
        &mut self,
        path: &[Spot],
        when: Prop,
        events: &mut Vec<(Prop, Event)>,
    ) -> Result<(), Why> {
        let Some(last) = path.last().copied() else { return Ok(()) };
        if *self.sketch.was(last) == Was::List {
            return Err(Why::List("event".to_owned()));
        }
        let date = self.sketch.field(last, &Name::new("date"));
        let Some(date) = date else {
            events.push((when, Event::Undated));
            return Ok(());
        };
        let inner: Vec<Spot> = path.iter().copied().chain([date]).collect();
        let missing = self.states.of(date).missing;
        let undated = self.solver.all([when, missing]);
        events.push((undated, Event::Undated));
        for (inside, what) in self.ways(&inner, None) {
            if !matches!(what, What::Missing(_)) {
                let both = self.solver.all([when, inside]);
                events.push((both, event(&what, true)));
            }
        }
        Ok(())
    }

    fn has_happened(&mut self, events: &[(Prop, Event)]) -> Verdict {
        let today = Sum::constant(day_number(self.setting.as_of));
        let mut whole = Verdict::UNKNOWN;
        for (when, event) in events {
            let verdict = match event {
                Event::On(day) => Verdict::truth(self.solver.at_most(day, &today)),
                Event::Undated => Verdict::HOLDS,
                Event::NotYet => Verdict::BROKEN,
                Event::Unclear => Verdict::UNKNOWN,
            };
            whole = Verdict::choose(self.solver, *when, verdict, whole);
        }
        whole
    }

    fn by_day(&mut self, events: &[(Prop, Event)], by: &Entry) -> Verdict {
        let mut whole = Verdict::UNKNOWN;
        for (when, what) in &by.ways {
            let What::Day(by) = what else { continue };
            for (happens, event) in events {
                let both = self.solver.all([*when, *happens]);
                let verdict = self.on_time(event, by);
                whole = Verdict::choose(self.solver, both, verdict, whole);
            }
        }
        whole
    }

    fn on_time(&mut self, event: &Event, by: &Sum) -> Verdict {
        let today = Sum::constant(day_number(self.setting.as_of));
        let passed = self.solver.below(by, &today);
        match event {
            Event::Unclear => Verdict::UNKNOWN,
            Event::Undated => {
                Verdict::choose(self.solver, passed, Verdict::UNKNOWN, Verdict::HOLDS)
            }
            Event::NotYet => {
                Verdict::choose(self.solver, passed, Verdict::BROKEN, Verdict::WAITING)
            }
            Event::On(day) => {
                let (in_time, so_far) =
                    (self.solver.at_most(day, by), self.solver.at_most(day, &today));
                let happened = self.solver.all([in_time, so_far]);
                let open = Verdict::choose(self.solver, passed, Verdict::BROKEN, Verdict::WAITING);
                Verdict::choose(self.solver, happened, Verdict::HOLDS, open)
            }
        }
    }
}

fn event(what: &What, sure: bool) -> Event {
    match what {
        What::Day(day) => Event::On(day.clone()),
        What::Value(Value::Yes) => Event::Undated,
        What::Value(Value::No) | What::Nothing | What::Absent | What::Open => Event::NotYet,
        What::Missing(_) if sure => Event::NotYet,
        What::Missing(_)
        | What::Amount(..)
        | What::Value(_)
        | What::Offered
        | What::Thing
        | What::Unknown => Event::Unclear,
    }
}
