//! `dealbreaker check` where only counts are asked for: nothing is explained that nobody reads.

use dealbreaker::render::Format;
use dealbreaker::report::Totals;
use dealbreaker::run::{self, Means, Tallied};

use super::check::{self, Files, Session};
use super::exit::Exit;
use super::feed::Shelf;
use super::gather::Gathered;
use super::library::Shelves;
use super::output::{self, Output};
use super::plan::{Job, Plan};
use super::progress::Progress;
use super::read::Reader;

/// Carries out a plan whose only report is a summary. `None` where a whole report is needed: for all else, and to tell what
/// is wrong.
pub(super) fn carry_out(plan: &Plan, reader: &mut Reader, session: &mut Session) -> Option<Exit> {
    let summary = Output { format: Format::Summary, file: None };
    let whole = plan.baseline.is_some() || plan.write_baseline.is_some() || plan.redact;
    if whole || plan.outputs != [summary] {
        return None;
    }
    let mut unheard = Gathered::new(plan.as_of, plan.as_of_source);
    let mut totals = Totals::default();
    for (job, files) in check::search(plan, &mut unheard) {
        totals.add(&one(plan, job, files, reader, session)?);
    }
    if unheard.failed {
        return None;
    }
    output::summary(&totals, plan.as_of).ok()?;
    Some(plan.leniency.exit_of(&totals))
}

fn one(
    plan: &Plan,
    job: &Job,
    mut files: Files,
    reader: &mut Reader,
    session: &mut Session,
) -> Option<Totals> {
    let proposals = std::mem::take(&mut files.proposals);
    if !proposals.problems.is_empty() {
        return None;
    }
    let feed = Shelf::new(proposals.files, reader).ok()?;
    let texts = check::read(files, reader);
    if texts.problems().next().is_some() {
        return None;
    }
    let library = Shelves::new(&texts.rules.0, !job.sentences.is_empty()).within(&plan.limits);
    let input = check::input(plan, job, texts.rules.0, texts.proposals.0, texts.facts.0);
    let progress = Progress::new(!plan.quiet);
    let means = Means { threads: plan.threads, limits: &plan.limits, observer: &progress };
    let tallied = run::tally_of(&input, &feed, &library, means);
    progress.clear();
    session.opened.extend(library.opened());
    // why nothing was checked is a longer story
    let Tallied { totals, rules } = tallied.filter(|tallied| tallied.totals.has_applied())?;
    session.rules.push(rules);
    Some(totals)
}
