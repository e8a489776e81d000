//! Layout and clauses.

use super::faults;
use super::outline::outline;
use crate::syntax::ast::{Clause, ClauseKind};
use crate::syntax::parse;

fn clauses(text: &str) -> Vec<ClauseKind> {
    let parsed = parse(text);
    assert_eq!(parsed.errors, []);
    let sentences = parsed.file.sentences.into_iter();
    sentences.flat_map(|sentence| sentence.clauses).map(|Clause { kind, .. }| kind).collect()
}

fn says(kind: &ClauseKind) -> String {
    let text = |text: &Option<crate::syntax::ast::Text>| text.as_ref().map(|t| t.text.clone());
    match kind {
        ClauseKind::Because(reason) => format!("because {}", reason.text),
        ClauseKind::Source(source) => format!("source {}", source.text),
        ClauseKind::Owner(owner) => format!("owner {}", owner.text),
        ClauseKind::Except(names) => {
            format!("except {:?}", names.iter().map(|name| name.text.as_str()).collect::<Vec<_>>())
        }
        ClauseKind::Window { from, until } => {
            let day =
                |date: &Option<crate::syntax::ast::Literal>| date.as_ref().map(|d| d.text.clone());
            format!("from {:?} until {:?}", day(from), day(until))
        }
        ClauseKind::Waived { until, by, because } => {
            format!("waived until {} by {:?} because {:?}", until.text, text(by), text(because))
        }
        ClauseKind::Private => "private".to_owned(),
    }
}

#[test]
fn every_clause_of_the_language_page() {
    let text = r#"all-safeguards: every farm product must have a safeguard
  because "prices fell by a third in the last surge"
  source "Diet resolution of 2013-04-19, point 1"
  owner "livestock bureau"
  except chicken, the beef and "rules of origin"
  from 2004-01-01 until 2005-03-31
  until 31 March 2004
  waived until 2004-06-30 by "chief negotiator" because "ministers decide in May"
"#;
    let said: Vec<String> = clauses(text).iter().map(says).collect();
    assert_eq!(
        said,
        [
            "because prices fell by a third in the last surge",
            "source Diet resolution of 2013-04-19, point 1",
            "owner livestock bureau",
            r#"except ["chicken", "beef", "rules of origin"]"#,
            r#"from Some("2004-01-01") until Some("2005-03-31")"#,
            r#"from None until Some("31 March 2004")"#,
            r#"waived until 2004-06-30 by Some("chief negotiator") because Some("ministers decide in May")"#,
        ]
    );
}

#[test]
fn a_clause_goes_on_until_the_next() {
    let text = "pork must have a quota\n\n  # why\n  because \"prices fell # by\n     a third\"  # end\n\n  waived until 2004-06-30\n    by \"chief\"\n    because \"deeper\"\n  owner \"x\"\n";
    let said: Vec<String> = clauses(text).iter().map(says).collect();
    assert_eq!(
        said,
        [
            "because prices fell # by a third",
            r#"waived until 2004-06-30 by Some("chief") because Some("deeper")"#,
            "owner x",
        ]
    );
}

#[test]
fn a_sentence_goes_on_over_indented_lines_and_comments() {
    let text = "tariff on\n  beef # here\n# at the margin\n\n  must be\n\t# inside\n\tat most 5%\n  .\nbeef must have source code\n  and owner rights\n";
    let parsed = parse(text);
    assert_eq!(parsed.errors, []);
    assert_eq!(
        outline(&parsed.file),
        ["tariff.beef Must AtMost 5%", "beef Must has And[source code; owner rights]"]
    );
}

#[test]
fn mistakes_of_layout() {
    let text = r#"  pork must have a quota
pork must have a quota
because "at the margin"
  reason "x"
  PRIVATE
halt:
point 1.2: pork must have a quota
  beef: pork must have a quota
pork must have a quota
  because "unclosed
  source "fine"
beef must have a quota because "x"
beef must have a quota except pork
beef must have a quota
  because prices fell
  owner "x"
  owner x
pork must have “quota”
"#;
    let said: Vec<String> =
        faults(text).into_iter().map(|(at, said)| format!("{at} | {said}")).collect();
    assert_eq!(
        said,
        [
            "pork must have a quota | this line is indented, and no sentence stands above",
            "because | `because` belongs to the sentence above and must be indented",
            "reason | `reason` is not a clause known here",
            "PRIVATE | `PRIVATE` is not a clause known here",
            "halt | no sentence follows this label",
            "point 1.2 | `point 1.2` cannot be a label",
            "beef | a sentence with a label starts at the left margin",
            "\" | this quote is never closed",
            "because | `because` starts a clause and needs a line of its own",
            "except | `except` starts a clause and needs a line of its own",
            "prices | the text after `because` needs quotes",
            "owner | the text after `owner` needs quotes",
            "“ | texts stand in straight quotes",
        ]
    );
}

#[test]
fn a_bad_clause_hides_neither_its_sentence_nor_the_other_clauses() {
    let text = "pork must have a quota\n  except\n  owner \"x\"\n  waived until 03/04/2005\n";
    let parsed = parse(text);
    assert_eq!(parsed.errors.len(), 2);
    assert_eq!(parsed.file.sentences.len(), 1);
    assert_eq!(parsed.file.sentences[0].clauses.len(), 1);
}
