//! What a sentence does: definitions here, rules in `rule`.

use super::Builder;
use crate::syntax::ast::{Literal, Name, Statement, Text};
use crate::syntax::grammar::Rule;
use crate::syntax::reader::Pair;
use crate::syntax::text::collapsed;

impl Builder<'_> {
    pub(super) fn statement(&mut self, pair: Pair<'_>) -> Option<Statement> {
        let inner = pair;
        match inner.as_rule() {
            Rule::party_line => self.name_in(inner, Rule::name).map(Statement::Party),
            Rule::use_line => {
                let path = inner.into_inner().find(|part| part.as_rule() == Rule::text)?;
                Some(Statement::Use(self.text(path)))
            }
            Rule::year_one => self.year_one(inner),
            Rule::measure => self.measure(inner),
            Rule::alias => {
                let target = inner.clone().into_inner();
                let target = target.into_iter().find(|part| part.as_rule() == Rule::reference)?;
                let target = Box::new(self.reference(target)?);
                Some(Statement::Alias { name: self.name_in(inner, Rule::defined_name)?, target })
            }
            Rule::selection => {
                let noun = inner.clone().into_inner().last()?;
                let noun = Box::new(self.selected(noun, &inner)?);
                Some(Statement::Selection { name: self.name_in(inner, Rule::defined_name)?, noun })
            }
            Rule::group => self.group(inner),
            Rule::adjective => self.adjective(inner),
            Rule::constant => {
                let value = inner.clone().into_inner().last()?;
                let value = Box::new(self.expr(value)?);
                Some(Statement::Constant { name: self.name_in(inner, Rule::defined_name)?, value })
            }
            _ => self.judged(inner),
        }
    }

    /// The noun of a selection, filters included.
    fn selected(&mut self, last: Pair<'_>, whole: &Pair<'_>) -> Option<crate::syntax::ast::Noun> {
        match last.as_rule() {
            Rule::noun => self.noun(last),
            _ => self.quantified(whole.clone()),
        }
    }

    /// The first name of a pair.
    fn name_in(&mut self, pair: Pair<'_>, form: Rule) -> Option<Name> {
        pair.into_inner().find(|part| part.as_rule() == form).map(|name| self.name(name))
    }

    fn year_one(&mut self, pair: Pair<'_>) -> Option<Statement> {
        let (mut year, mut date) = (None, None);
        for part in pair.into_inner() {
            match part.as_rule() {
                Rule::integer => year = Some(part),
                Rule::date | Rule::wrong_date => date = Some(self.date(part)),
                _ => {}
            }
        }
        let year = year?;
        let number = self.source(&year);
        if number != "1" {
            let at = self.span(&year);
            self.expect(at, "`1`", Some(number));
        }
        let date: Literal = date?;
        Some(Statement::YearOne(date))
    }

    fn measure(&mut self, pair: Pair<'_>) -> Option<Statement> {
        let unit = pair.clone().into_inner().last()?;
        let unit = Text { text: collapsed(self.source(&unit)), span: self.span(&unit) };
        Some(Statement::Measure { name: self.name_in(pair, Rule::defined_name)?, unit })
    }

    fn group(&mut self, pair: Pair<'_>) -> Option<Statement> {
        let members: Vec<Name> = pair
            .clone()
            .into_inner()
            .filter(|part| part.as_rule() == Rule::name)
            .map(|name| self.name(name))
            .collect();
        Some(Statement::Group { name: self.name_in(pair, Rule::defined_name)?, members })
    }

    fn adjective(&mut self, pair: Pair<'_>) -> Option<Statement> {
        let condition = pair.clone().into_inner().last()?;
        let condition = Box::new(self.condition(condition)?);
        let adjective = self.name_in(pair.clone(), Rule::name)?;
        let noun = self.name_in(pair, Rule::defined_name)?;
        Some(Statement::Adjective { noun, adjective, condition })
    }
}
