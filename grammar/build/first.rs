//! With which bytes an expression can begin, so that what cannot be there is not tried.

use std::collections::HashMap;

use pest_meta::optimizer::{OptimizedExpr as Expr, OptimizedRule};

/// The next byte, or the end of the text.
pub(crate) const SYMBOLS: usize = 257;
/// The end of the text.
pub(crate) const END: usize = 256;

/// A set of next bytes. It may have too many, never too few.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) struct Set([bool; SYMBOLS]);

impl Set {
    const NONE: Self = Self([false; SYMBOLS]);
    pub(crate) const ALL: Self = Self([true; SYMBOLS]);

    pub(crate) fn has(&self, symbol: usize) -> bool {
        self.0.get(symbol).is_some_and(|has| *has)
    }

    pub(crate) fn of(has: impl Fn(usize) -> bool) -> Self {
        let mut set = Self::NONE;
        set.0.iter_mut().enumerate().for_each(|(symbol, slot)| *slot = has(symbol));
        set
    }

    pub(crate) fn or(&self, other: &Self) -> Self {
        Self::of(|symbol| self.has(symbol) || other.has(symbol))
    }

    fn and(&self, other: &Self) -> Self {
        Self::of(|symbol| self.has(symbol) && other.has(symbol))
    }

    fn bytes(range: std::ops::RangeInclusive<u8>) -> Self {
        Self::of(|symbol| u8::try_from(symbol).is_ok_and(|byte| range.contains(&byte)))
    }
}

/// On which next bytes an expression can succeed.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) struct First {
    /// Taking at least one byte.
    taking: Set,
    /// Taking none.
    idle: Set,
}

impl First {
    const NEVER: Self = Self { taking: Set::NONE, idle: Set::NONE };

    fn taking(taking: Set) -> Self {
        Self { taking, idle: Set::NONE }
    }

    fn idle(idle: Set) -> Self {
        Self { taking: Set::NONE, idle }
    }

    /// All of them.
    pub(crate) fn set(&self) -> Set {
        self.taking.or(&self.idle)
    }
}

/// The first bytes of every rule of a grammar.
pub(crate) struct Firsts(HashMap<String, First>);

impl Firsts {
    /// Works them out: a rule that needs others is looked at again until nothing is added.
    pub(crate) fn of(rules: &[OptimizedRule]) -> Self {
        let never = |rule: &OptimizedRule| (rule.name.clone(), First::NEVER);
        let mut firsts = Self(rules.iter().map(never).collect());
        loop {
            let next: HashMap<String, First> =
                rules.iter().map(|rule| (rule.name.clone(), firsts.first(&rule.expr))).collect();
            if next == firsts.0 {
                return firsts;
            }
            firsts.0 = next;
        }
    }

    pub(crate) fn first(&self, expr: &Expr) -> First {
        match expr {
            Expr::Str(text) => match text.bytes().next() {
                Some(byte) => First::taking(Set::bytes(byte..=byte)),
                None => First::idle(Set::ALL),
            },
            Expr::Insens(text) => {
                let byte = text.bytes().next().unwrap_or_default();
                let (lower, upper) = (byte.to_ascii_lowercase(), byte.to_ascii_uppercase());
                First::taking(Set::bytes(lower..=lower).or(&Set::bytes(upper..=upper)))
            }
            Expr::Range(low, high) => First::taking(Set::bytes(lead(low)..=lead(high))),
            Expr::Ident(name) => self.0.get(name).copied().unwrap_or_else(|| builtin(name)),
            Expr::PosPred(inner) => First::idle(self.first(inner).set()),
            Expr::Seq(one, two) => self.sequence(one, two),
            Expr::Choice(one, two) => {
                let (one, two) = (self.first(one), self.first(two));
                First { taking: one.taking.or(&two.taking), idle: one.idle.or(&two.idle) }
            }
            Expr::Opt(inner) | Expr::Rep(inner) => {
                First { taking: self.first(inner).taking, idle: Set::ALL }
            }
            Expr::RepOnce(inner) => self.first(inner),
            Expr::NegPred(_) => First::idle(Set::ALL),
            // none of these is in the grammar, or they are refused
            Expr::PeekSlice(..)
            | Expr::Skip(_)
            | Expr::Push(_)
            | Expr::PushLiteral(_)
            | Expr::NodeTag(..)
            | Expr::RestoreOnErr(_) => First { taking: Set::ALL, idle: Set::ALL },
        }
    }

    fn sequence(&self, one: &Expr, two: &Expr) -> First {
        let (one, two) = (self.first(one), self.first(two));
        First { taking: one.taking.or(&one.idle.and(&two.taking)), idle: one.idle.and(&two.idle) }
    }
}

/// The first byte of a character.
fn lead(text: &str) -> u8 {
    text.bytes().next().unwrap_or_default()
}

fn builtin(name: &str) -> First {
    let end = Set::of(|symbol| symbol == END);
    match name {
        "ASCII_DIGIT" => First::taking(Set::bytes(b'0'..=b'9')),
        "ASCII_ALPHA_UPPER" => First::taking(Set::bytes(b'A'..=b'Z')),
        "CURRENCY_SYMBOL" => First::taking(Set::bytes(b'$'..=b'$').or(&Set::bytes(0x80..=0xff))),
        "LETTER" => First::taking(
            Set::bytes(b'a'..=b'z').or(&Set::bytes(b'A'..=b'Z')).or(&Set::bytes(0x80..=0xff)),
        ),
        "NUMBER" => First::taking(Set::bytes(b'0'..=b'9').or(&Set::bytes(0x80..=0xff))),
        "MARK" => First::taking(Set::bytes(0x80..=0xff)),
        "ANY" => First::taking(Set::bytes(0..=0xff)),
        "EOI" => First::idle(end),
        _ => First { taking: Set::ALL, idle: Set::ALL },
    }
}
