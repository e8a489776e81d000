//! The code of the reader: one function for each rule, and one for each longer alternative.
//!
//! `L` is true where pairs are noted: not in what looks ahead, nor within an atomic rule.

use std::fmt::Write as _;
use std::io;

use pest_meta::ast::RuleType;
use pest_meta::optimizer::{OptimizedExpr as Expr, OptimizedRule};

use crate::first::{END, Firsts, SYMBOLS, Set};

/// The rules that a text may be read by; tests read by the others, too.
const ENTRIES: [&str; 2] = ["sentence", "clause"];

/// How much code an alternative may have before it gets a function of its own.
const LONG: usize = 64;

/// Writes the reader.
pub(crate) fn written(rules: &[OptimizedRule]) -> Result<String, io::Error> {
    let mut writer =
        Writer { rules, firsts: Firsts::of(rules), code: names(rules), parts: 0, unknown: None };
    for rule in rules {
        writer.rule(rule);
    }
    writer.entries();
    match writer.unknown {
        Some(form) => Err(io::Error::other(format!("no code is written for {form}"))),
        None => Ok(writer.code),
    }
}

/// The names of the rules as an enum.
fn names(rules: &[OptimizedRule]) -> String {
    let mut code = String::from(
        "/// The rules of the grammar.\n#[derive(Debug, Clone, Copy, PartialEq, Eq)]\npub enum Rule {\n    EOI,\n",
    );
    for rule in rules {
        let _ = writeln!(code, "    {},", rule.name);
    }
    code + "}\n"
}

struct Writer<'r> {
    rules: &'r [OptimizedRule],
    firsts: Firsts,
    code: String,
    /// How many alternatives have a function of their own.
    parts: usize,
    /// A form of expression that no code is written for.
    unknown: Option<String>,
}

impl Writer<'_> {
    fn rule(&mut self, rule: &OptimizedRule) {
        let (name, silent) = (&rule.name, rule.ty == RuleType::Silent);
        let body = self.body(rule);
        let body = if self.is_recursive(name) { format!("r.within(|r| {body})") } else { body };
        let body = match silent {
            true => body,
            false => format!(
                "let start = r.open::<L>();\n    let read = {body};\n    r.close::<L>(start, Rule::{name}, read)"
            ),
        };
        self.function(&format!("rule_{name}"), &body);
    }

    fn body(&mut self, rule: &OptimizedRule) -> String {
        match rule.ty {
            RuleType::Normal | RuleType::Silent => self.expr(&rule.expr, "L"),
            RuleType::Atomic => self.expr(&rule.expr, "false"),
            RuleType::CompoundAtomic | RuleType::NonAtomic => self.refuse(&rule.name),
        }
    }

    fn function(&mut self, name: &str, body: &str) {
        let _ = writeln!(
            self.code,
            "fn {name}<const L: bool>(r: &mut Reader<'_>) -> bool {{\n    {body}\n}}"
        );
    }

    fn refuse(&mut self, form: &str) -> String {
        self.unknown.get_or_insert(form.to_owned());
        "false".to_owned()
    }

    /// The code of an expression: true where it was read. What fails may leave the place anywhere.
    fn expr(&mut self, expr: &Expr, loud: &str) -> String {
        match expr {
            Expr::Str(text) if text.is_empty() => "true".to_owned(),
            Expr::Str(text) => format!("r.text(b\"{}\")", text.as_bytes().escape_ascii()),
            Expr::Insens(text) => {
                format!("r.text_of_any_case(b\"{}\")", text.as_bytes().escape_ascii())
            }
            Expr::Range(low, high) => range(low, high),
            Expr::Ident(name) => self.call(name, loud),
            Expr::PosPred(inner) => self.ahead(inner),
            Expr::NegPred(inner) => format!("!{}", self.ahead(inner)),
            Expr::Seq(one, two) => {
                format!("({} && {})", self.expr(one, loud), self.expr(two, loud))
            }
            Expr::Choice(..) => self.choice(expr, loud),
            Expr::Opt(inner) => self.optional(inner, loud),
            Expr::Rep(inner) => self.repeated(inner, loud),
            Expr::RepOnce(inner) => {
                format!("({} && {})", self.expr(inner, loud), self.repeated(inner, loud))
            }
            other => self.refuse(&format!("{other:?}")),
        }
    }

    fn call(&mut self, name: &str, loud: &str) -> String {
        match name {
            "ASCII_DIGIT" => "r.byte(b'0'..=b'9')".to_owned(),
            "ASCII_ALPHA_UPPER" => "r.byte(b'A'..=b'Z')".to_owned(),
            "LETTER" | "MARK" | "NUMBER" | "CURRENCY_SYMBOL" => {
                format!("r.character_by(pest::unicode::{name})")
            }
            "ANY" => "r.any()".to_owned(),
            "SOI" => "r.is_at_start()".to_owned(),
            "EOI" => format!("r.end::<{loud}>(Rule::EOI)"),
            _ if self.rules.iter().any(|rule| rule.name == name) => {
                format!("rule_{name}::<{loud}>(r)")
            }
            _ => self.refuse(name),
        }
    }

    /// What is read, and the place as it was.
    fn ahead(&mut self, inner: &Expr) -> String {
        let first = self.firsts.first(inner).set();
        let inner = self.expr(inner, "false");
        guarded(
            &first,
            &format!("({{ let m = r.mark(); let ahead = {inner}; r.back::<false>(m); ahead }})"),
        )
    }

    /// What need not be there.
    fn optional(&mut self, inner: &Expr, loud: &str) -> String {
        format!("({{ let _ = {}; true }})", self.attempt(inner, loud))
    }

    fn repeated(&mut self, inner: &Expr, loud: &str) -> String {
        format!("({{ while {} {{}} true }})", self.attempt(inner, loud))
    }

    /// What is read where it is there; else the place is as it was.
    fn attempt(&mut self, inner: &Expr, loud: &str) -> String {
        let first = self.firsts.first(inner).set();
        let code = self.expr(inner, loud);
        let code = if takes_at_once(inner) { code } else { tried(&code, loud) };
        guarded(&first, &code)
    }

    /// The alternatives that the next byte leaves, in their order.
    fn choice(&mut self, expr: &Expr, loud: &str) -> String {
        let alternatives = alternatives(expr);
        let firsts: Vec<Set> =
            alternatives.iter().map(|one| self.firsts.first(one).set()).collect();
        let codes: Vec<(String, bool)> =
            alternatives.iter().map(|one| (self.part(one, loud), takes_at_once(one))).collect();
        let mut classes: Vec<(Vec<bool>, Set, usize)> = Vec::new();
        for symbol in 0..SYMBOLS {
            let left: Vec<bool> = firsts.iter().map(|first| first.has(symbol)).collect();
            let this = only(symbol);
            match classes.iter_mut().find(|(known, ..)| *known == left) {
                Some((_, set, count)) => (*set, *count) = (set.or(&this), *count + 1),
                None => classes.push((left, this, 1)),
            }
        }
        classes.sort_by_key(|(_, _, count)| *count);
        let last = classes.len().saturating_sub(1);
        let arms = classes.iter().enumerate().map(|(at, (left, set, _))| {
            let pattern = if at == last { "_".to_owned() } else { pattern(set) };
            format!("{pattern} => {},", one_after_another(&codes, left, loud))
        });
        match arms.clone().count() {
            1 => classes.first().map_or_else(String::new, |(left, ..)| {
                format!("({})", one_after_another(&codes, left, loud))
            }),
            _ => format!("(match r.peek() {{ {} }})", arms.collect::<Vec<_>>().join(" ")),
        }
    }

    /// An alternative; a longer one as a call of its own function, for it may be left by several bytes.
    fn part(&mut self, expr: &Expr, loud: &str) -> String {
        let code = self.expr(expr, "L");
        if code.len() < LONG {
            return code.replace("::<L>", &format!("::<{loud}>"));
        }
        self.parts += 1;
        let name = format!("part_{}", self.parts);
        self.function(&name, &code);
        format!("{name}::<{loud}>(r)")
    }

    /// True for a rule that may lie within itself.
    fn is_recursive(&self, name: &str) -> bool {
        let mut met: Vec<&str> = Vec::new();
        let mut next = vec![name];
        while let Some(at) = next.pop() {
            let Some(rule) = self.rules.iter().find(|rule| rule.name == at) else { continue };
            for inner in rule.expr.iter_top_down() {
                let Expr::Ident(inner) = inner else { continue };
                if inner == name {
                    return true;
                }
                if let Some(rule) = self.rules.iter().find(|rule| rule.name == inner)
                    && !met.contains(&rule.name.as_str())
                {
                    met.push(&rule.name);
                    next.push(&rule.name);
                }
            }
        }
        false
    }

    fn entries(&mut self) {
        self.code.push_str(
            "/// Reads by a rule.\nfn read_by(form: Rule, r: &mut Reader<'_>) -> bool {\n    match form {\n",
        );
        for rule in self.rules {
            let name = &rule.name;
            let other = if ENTRIES.contains(&name.as_str()) { "" } else { "#[cfg(test)] " };
            let _ = writeln!(self.code, "        {other}Rule::{name} => rule_{name}::<true>(r),");
        }
        self.code.push_str("        #[cfg(test)] Rule::EOI => r.end::<true>(Rule::EOI),\n");
        self.code.push_str("        #[cfg(not(test))] _ => false,\n    }\n}\n");
    }
}

/// One character of a range; a range of ASCII is one of bytes.
fn range(low: &str, high: &str) -> String {
    let (low, high) = (low.chars().next(), high.chars().next());
    let (low, high) = (low.unwrap_or_default(), high.unwrap_or_default());
    match high.is_ascii() {
        true => format!("r.byte(b{low:?}..=b{high:?})"),
        false => format!("r.character({low:?}..={high:?})"),
    }
}

/// True for what is one comparison: where it fails, the place is as it was.
fn takes_at_once(expr: &Expr) -> bool {
    match expr {
        Expr::Str(_) | Expr::Insens(_) | Expr::Range(..) => true,
        Expr::Ident(name) => {
            // those of pest are one character, or the end
            name.chars().all(|c| c.is_ascii_uppercase() || c == '_')
        }
        Expr::Choice(one, two) => takes_at_once(one) && takes_at_once(two),
        Expr::PosPred(_) | Expr::NegPred(_) => true,
        _ => false,
    }
}

fn alternatives(expr: &Expr) -> Vec<&Expr> {
    match expr {
        Expr::Choice(one, two) => [alternatives(one), alternatives(two)].concat(),
        other => vec![other],
    }
}

/// Those that are left, one after another; before the next, the place is as it was.
fn one_after_another(codes: &[(String, bool)], left: &[bool], loud: &str) -> String {
    let left: Vec<&(String, bool)> =
        codes.iter().zip(left).filter(|(_, left)| **left).map(|(code, _)| code).collect();
    let last = left.len().saturating_sub(1);
    let each = left.iter().enumerate().map(|(at, (code, at_once))| {
        if at == last || *at_once { code.clone() } else { tried(code, loud) }
    });
    let each: Vec<String> = each.collect();
    if each.is_empty() { "false".to_owned() } else { each.join(" || ") }
}

/// What leaves the place as it was where it fails.
fn tried(code: &str, loud: &str) -> String {
    format!("({{ let m = r.mark(); {code} || {{ r.back::<{loud}>(m); false }} }})")
}

/// Tried only where the next byte allows it.
fn guarded(first: &Set, code: &str) -> String {
    if *first == Set::ALL {
        return format!("({code})");
    }
    format!("(matches!(r.peek(), {}) && {code})", pattern(first))
}

fn only(symbol: usize) -> Set {
    Set::of(|one| one == symbol)
}

/// A set as a pattern.
fn pattern(set: &Set) -> String {
    let mut parts: Vec<String> = Vec::new();
    let mut symbol = 0;
    while symbol < END {
        if !set.has(symbol) {
            symbol += 1;
            continue;
        }
        let start = symbol;
        while symbol < END && set.has(symbol) {
            symbol += 1;
        }
        parts.push(format!("Some({start}..={})", symbol - 1));
    }
    if set.has(END) {
        parts.push("None".to_owned());
    }
    if parts.is_empty() { "Some(0) if false".to_owned() } else { parts.join(" | ") }
}
