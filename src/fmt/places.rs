//! Trees without their places, to be compared with one another.

use crate::source::Span;
use crate::syntax::ast::*;

/// What knows where it stands, and can forget it.
pub(super) trait Places {
    /// Sets every place within to the start of the file.
    fn forget_places(&mut self);
}

impl Places for Span {
    fn forget_places(&mut self) {
        *self = Span::default();
    }
}

impl Places for Literal {
    fn forget_places(&mut self) {
        let Self { kind, text, span } = self;
        span.forget_places();
        // `482 yen/kg , whichever is lower` is the same duty without the space
        if *kind == LiteralKind::Duty {
            *text = text.replace(" ,", ",");
        }
    }
}

impl<T: Places> Places for Vec<T> {
    fn forget_places(&mut self) {
        self.iter_mut().for_each(T::forget_places);
    }
}

impl<T: Places> Places for Option<T> {
    fn forget_places(&mut self) {
        self.iter_mut().for_each(T::forget_places);
    }
}

impl<T: Places> Places for Box<T> {
    fn forget_places(&mut self) {
        T::forget_places(self);
    }
}

/// Types that have no place within.
macro_rules! placeless {
    ($($type:ty),*) => {
        $(impl Places for $type {
            fn forget_places(&mut self) {}
        })*
    };
}

/// Structs, with all their fields: one that is missing here does not compile.
macro_rules! structs {
    ($($type:ident { $($field:ident),* })*) => {
        $(impl Places for $type {
            fn forget_places(&mut self) {
                let Self { $($field),* } = self;
                $($field.forget_places();)*
            }
        })*
    };
}

/// Enums, with all their variants and what these hold.
macro_rules! enums {
    ($($type:ident {
        $($variant:ident $(($($item:ident),*))? $({ $($field:ident),* })?,)*
    })*) => {
        $(impl Places for $type {
            fn forget_places(&mut self) {
                match self {
                    $(Self::$variant $(($($item),*))? $({ $($field),* })? => {
                        $($($item.forget_places();)*)?
                        $($($field.forget_places();)*)?
                    })*
                }
            }
        })*
    };
}

placeless! {
    String, bool, u32, i16, Modal, Joint, CountBound, Mark, Op, Direction, Basis, Frequency, Arithmetic, AggregateKind,
    Extent
}

structs! {
    File { sentences }
    Sentence { label, span, statement, clauses }
    Label { text, span }
    Name { text, quoted, span }
    Text { text, span }
    RuleClaim { subject, modal, modal_span, predicate }
    Subject { span, kind }
    Noun { span, kind, filters }
    Holdings { items, joint }
    Holding { span, what, negated, value, with }
    Predicate { span, kind }
    Condition { span, kind }
    Happening { span, event, negated, by }
    Expr { span, kind }
    Reference { span, steps, root, selectors }
    Time { span, extent, point }
    Clause { span, kind }
}

enums! {
    Statement {
        Party(name),
        Use(path),
        Group { name, members },
        Selection { name, noun },
        Constant { name, value },
        Alias { name, target },
        Adjective { noun, adjective, condition },
        Measure { name, unit },
        YearOne(date),
        Rule(rule),
    }
    Rule {
        Claim(claim),
        Event { modal, happening },
        Halt(condition),
        Warn(condition),
        If { condition, then },
        Unless { rule, condition },
        OnlyIf { grant, condition },
        ForEach { noun, rule },
        All(rules),
    }
    SubjectKind {
        One(value),
        List { items, joint },
        Every(noun),
        No(noun),
        Counted { bound, count, noun },
    }
    NounKind {
        Named(name),
        Field(reference),
        List(items),
    }
    Filter {
        Whose(condition),
        With(holdings),
        States(holdings),
    }
    PredicateKind {
        Has(holdings),
        States(holdings),
        Compare { op, value, time },
        Between { low, high, time },
        OneOf(values),
        StartsWith(text),
        SameForEvery(noun),
        Never(direction),
        Move { direction, bound, amount, basis },
        MoveSincePrevious(direction),
        Reach { value, by },
        Is(mark),
        Not(predicate),
        All(predicates),
        Any(predicates),
    }
    ConditionKind {
        And(conditions),
        Or(conditions),
        Not(condition),
        Claim { subject, frequency, predicate },
        Happening(happening),
    }
    ExprKind {
        Literal(literal),
        Reference(reference),
        Share { share, of },
        Arithmetic { op, left, right },
        Aggregate { kind, of },
        Number(noun),
    }
    Root {
        Name(name),
        Its(name),
        It(span),
        Every(noun),
    }
    Selector {
        Party(name),
        Time(time),
        PreviousRound(span),
    }
    TimePoint {
        Year(year),
        Calendar(year),
        Date(date),
    }
    ClauseKind {
        Because(text),
        Source(text),
        Owner(text),
        Except(names),
        Window { from, until },
        Waived { until, by, because },
        Private,
    }
}
