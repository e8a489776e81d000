//! `dealbreaker check` where one report of one check goes to one place: each proposal is told of as soon as it is judged, and
//! then let go. The bytes are those of the report that is held until it is whole.

use std::io::{self, Write};

use dealbreaker::render::{Stream, Style};
use dealbreaker::report::{Outcome, ProposalReport, Report, Room, Totals};
use dealbreaker::run::{Listener, Outline};

use super::baseline::Baseline;
use super::check::{self, Session, Work};
use super::error::Problem;
use super::exit::Exit;
use super::gather::Gathered;
use super::output::{self, Output};
use super::plan::Plan;
use super::progress::Progress;
use super::read::Reader;
use super::terminal;

/// Carries out a plan whose one report can be written while it is made. `None` where it has to be held.
pub(super) fn carry_out(
    plan: &Plan,
    reader: &mut Reader,
    session: &mut Session,
    baseline: Option<&Baseline>,
) -> Option<Result<Exit, Vec<Problem>>> {
    let ([_], [output]) = (plan.jobs.as_slice(), plan.outputs.as_slice()) else { return None };
    let unheard = plan.quiet && *output == Output::USUAL;
    let held = session.watched || plan.redact || plan.write_baseline.is_some();
    if unheard || held || !output.format.is_by_proposal() {
        return None;
    }
    let style = terminal::style_of_stdout(plan.colour);
    let progress = Progress::new(!plan.quiet);
    let frame = Gathered::new(plan.as_of, plan.as_of_source).report;
    let mut told = None;
    let written = output::into(output, &style, &mut |style, to| {
        let mut story = Story::new(plan, output, baseline, &progress, &frame, style, to);
        let gathered = gather(plan, reader, &progress, &mut story);
        let (totals, found) = (story.totals.clone(), story.found);
        let ended = story.end(&gathered.report);
        told = Some(Told { gathered, totals, found });
        ended
    });
    // nothing was begun where a file cannot be made: the report that is held fails in the same way
    let told = told?;
    session.opened.clone_from(&told.gathered.opened);
    let problems: Vec<Problem> = written.err().into_iter().collect();
    Some(told.finish(plan, output, problems))
}

/// Makes the one check of a plan.
fn gather(
    plan: &Plan,
    reader: &mut Reader,
    progress: &Progress,
    story: &mut Story<'_>,
) -> Gathered {
    let mut gathered = Gathered::new(plan.as_of, plan.as_of_source);
    for (job, files) in check::search(plan, &mut gathered) {
        let work = Work { plan, job, progress };
        let done = work.carry_out(files, reader, &mut gathered, story);
        gathered.add(done, plan.leniency.allow_empty);
    }
    gathered.report.outcome = story.outcome;
    gathered
}

/// What is left of a report that was told.
struct Told {
    gathered: Gathered,
    totals: Totals,
    /// True where the exit tells of a proposal.
    found: bool,
}

impl Told {
    /// Says on standard error what a reader of the report would miss, and finds the exit.
    fn finish(
        self,
        plan: &Plan,
        output: &Output,
        problems: Vec<Problem>,
    ) -> Result<Exit, Vec<Problem>> {
        let Self { gathered, totals, found } = self;
        let report = &gathered.report;
        if !output.is_read() {
            terminal::complain_of(&report.errors);
        }
        if !plan.quiet && output.file.is_some() {
            terminal::tell(&check::summary(&totals, report));
        }
        let failed = gathered.failed || !report.errors.is_empty();
        if problems.is_empty() {
            Ok(plan.leniency.exit_where(failed, found))
        } else {
            Err(problems)
        }
    }
}

/// A report as it is told.
struct Story<'s> {
    plan: &'s Plan,
    output: &'s Output,
    baseline: Option<&'s Baseline>,
    progress: &'s Progress,
    /// Version, kind and day.
    frame: &'s Report,
    style: &'s Style,
    to: Option<&'s mut dyn Write>,
    /// What is being written, while that goes well.
    stream: Option<Stream<'s, &'s mut dyn Write>>,
    failure: Option<io::Error>,
    /// Where not all findings are listed: room for the gravest.
    room: Option<Room>,
    /// Proposals to be listed, where there is room for some findings only and it is not known beforehand for which.
    held: Option<Vec<ProposalReport>>,
    totals: Totals,
    outcome: Outcome,
    found: bool,
}

impl<'s> Story<'s> {
    fn new(
        plan: &'s Plan,
        output: &'s Output,
        baseline: Option<&'s Baseline>,
        progress: &'s Progress,
        frame: &'s Report,
        style: &'s Style,
        to: &'s mut dyn Write,
    ) -> Self {
        Self {
            plan,
            output,
            baseline,
            progress,
            frame,
            style,
            to: Some(to),
            stream: None,
            failure: None,
            room: None,
            held: None,
            totals: Totals::default(),
            outcome: Outcome::Acceptable,
            found: false,
        }
    }

    /// Where writing fails, judging goes on, for the exit code depends on all proposals.
    fn write(&mut self, proposal: &ProposalReport) {
        let written = self.stream.as_mut().map(|stream| stream.proposal(proposal));
        self.note(written.unwrap_or(Ok(())));
    }

    fn note(&mut self, written: io::Result<()>) {
        if let Err(error) = written {
            self.stream = None;
            self.failure.get_or_insert(error);
        }
    }

    /// Writes what concerns all proposals.
    fn end(mut self, report: &Report) -> io::Result<()> {
        let (mut notices, errors) = (report.notices.clone(), report.errors.clone());
        let (held, totals) = (self.held.take().unwrap_or_default(), self.totals.clone());
        if !held.is_empty() {
            self.room = Room::new(self.plan.limits.findings, |verdict| totals.verdict(verdict));
        }
        for mut proposal in held {
            self.room.iter_mut().for_each(|room| room.shorten(&mut proposal));
            self.write(&proposal);
        }
        notices.extend(self.room.as_ref().map(Room::notice));
        let report = Report {
            as_of: report.as_of.clone(),
            proposals: Vec::new(),
            notices,
            errors,
            ..*report
        };
        if let Some(stream) = self.stream.take() {
            let ended = stream.end(&report);
            self.note(ended);
        }
        self.failure.map_or(Ok(()), Err)
    }
}

impl Listener for Story<'_> {
    fn begin(&mut self, outline: &Outline<'_>) {
        if self.output.file.is_none() {
            self.progress.end();
        }
        let most = self.plan.limits.findings;
        if self.output.format.is_for_people() && outline.findings > most {
            match (outline.totals)() {
                Some(totals) => self.room = Room::new(most, |verdict| totals.verdict(verdict)),
                None => self.held = Some(Vec::new()),
            }
        }
        let Some(to) = self.to.take() else { return };
        let sources = outline.sources.iter().cloned().collect();
        let (format, count) = (self.output.format, outline.proposals);
        match Stream::begin(format, self.frame, count, sources, self.style, to) {
            Ok(stream) => self.stream = stream,
            Err(error) => self.note(Err(error)),
        }
    }

    fn proposal(&mut self, mut report: ProposalReport) {
        if let Some(baseline) = self.baseline {
            baseline.mark_one(&mut report);
        }
        self.totals.take(&report);
        self.outcome = self.outcome.max(report.outcome);
        self.found |= self.plan.leniency.is_finding(&report);
        if let Some(held) = &mut self.held {
            return held.push(report);
        }
        if let Some(room) = &mut self.room {
            room.shorten(&mut report);
        }
        self.write(&report);
    }
}
