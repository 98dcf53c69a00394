//! The expression that a filter is.

use std::fmt;

use geo_types::Geometry;
use jiff::{Timestamp, civil::Date};

/// The deepest nesting of an expression.
pub const DEEPEST: usize = 64;

/// The longest filter in bytes.
pub const LONGEST: usize = 64 * 1024;

/// The most positions in all geometries of a filter together.
pub const MOST_POSITIONS: usize = 10_000;

/// An expression of CQL2, as it was written.
///
/// Chains such as `a AND b AND c` or `1 + 2 + 3` are lists, so that they may be as long as they
/// like; only nesting is bounded.
#[derive(Debug, Clone, PartialEq)]
pub enum Expr {
    /// The value of a property.
    Property(String),
    /// A text.
    Text(String),
    /// A finite number.
    Number(f64),
    /// True or false.
    Boolean(bool),
    /// A civil day.
    Date(Date),
    /// A moment.
    Timestamp(Timestamp),
    /// From one instant to another; `None` is without end.
    Interval(Box<[Option<Expr>; 2]>),
    /// A geometry as it was written, whatever its reference system.
    Geometry(Box<Geometry<f64>>),
    /// A box as it was written: the lower corner, then the upper one.
    Bbox([f64; 4]),
    /// A list of values.
    List(Vec<Expr>),
    /// All of these; two or more.
    And(Vec<Expr>),
    /// One of these; two or more.
    Or(Vec<Expr>),
    /// Not this.
    Not(Box<Expr>),
    /// Two values compared.
    Compare(Comparison, Box<[Expr; 2]>),
    /// A text and a pattern.
    Like(Box<[Expr; 2]>),
    /// A number and its bounds.
    Between(Box<[Expr; 3]>),
    /// A value and those of which it is one.
    In(Box<Expr>, Vec<Expr>),
    /// Whether there is no value.
    IsNull(Box<Expr>),
    /// Operations of one precedence, from left to right.
    Arithmetic(Box<Expr>, Vec<(Operator, Expr)>),
    /// A value with its sign turned.
    Negative(Box<Expr>),
    /// A text without regard to case.
    Casei(Box<Expr>),
    /// A text without regard to accents.
    Accenti(Box<Expr>),
    /// How two geometries lie to each other.
    Spatial(Spatial, Box<[Expr; 2]>),
    /// How two times lie to each other.
    Temporal(Temporal, Box<[Expr; 2]>),
    /// How two lists, as sets, lie to each other.
    Array(Array, Box<[Expr; 2]>),
}

/// Words for the operators of one kind: as text has them, and as JSON does.
macro_rules! words {
    ($(#[$doc:meta])* $name:ident { $($(#[$each:meta])* $variant:ident = $word:literal),+ $(,)? }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub enum $name {
            $($(#[$each])* $variant),+
        }

        impl $name {
            /// All of them.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// How it is written.
            #[must_use]
            pub const fn word(self) -> &'static str {
                match self {
                    $(Self::$variant => $word),+
                }
            }

            /// The one that is written so, in upper or lower case.
            #[must_use]
            pub fn of(word: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|one| one.word().eq_ignore_ascii_case(word))
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(self.word())
            }
        }
    };
}

words! {
    /// How two values are compared.
    Comparison {
        /// Equal.
        Equal = "=",
        /// Not equal.
        NotEqual = "<>",
        /// Less.
        Less = "<",
        /// Less or equal.
        LessOrEqual = "<=",
        /// Greater.
        Greater = ">",
        /// Greater or equal.
        GreaterOrEqual = ">=",
    }
}

words! {
    /// What is done with two numbers.
    Operator {
        /// Sum.
        Plus = "+",
        /// Difference.
        Minus = "-",
        /// Product.
        Times = "*",
        /// Quotient.
        Over = "/",
        /// Remainder.
        Modulo = "%",
        /// Quotient without its fraction.
        Div = "div",
        /// Power.
        Power = "^",
    }
}

words! {
    /// How two geometries lie to each other (OGC 06-103r4, section 6.1.15.3).
    Spatial {
        /// They share a point.
        Intersects = "S_INTERSECTS",
        /// They are the same points.
        Equals = "S_EQUALS",
        /// They share no point.
        Disjoint = "S_DISJOINT",
        /// Their edges meet and nothing else of them.
        Touches = "S_TOUCHES",
        /// The first lies in the second.
        Within = "S_WITHIN",
        /// They share some of their inside, of their own dimension.
        Overlaps = "S_OVERLAPS",
        /// They share some of their inside, of a lower dimension.
        Crosses = "S_CROSSES",
        /// The second lies in the first.
        Contains = "S_CONTAINS",
    }
}

words! {
    /// How two times lie to each other (J. F. Allen, doi:10.1145/182.358434).
    Temporal {
        /// The first begins after the second ended.
        After = "T_AFTER",
        /// The first ends before the second begins.
        Before = "T_BEFORE",
        /// The second lies inside the first.
        Contains = "T_CONTAINS",
        /// They share no instant.
        Disjoint = "T_DISJOINT",
        /// The first lies inside the second.
        During = "T_DURING",
        /// They begin and end together.
        Equals = "T_EQUALS",
        /// The second begins later and ends with the first.
        FinishedBy = "T_FINISHEDBY",
        /// The first begins later and ends with the second.
        Finishes = "T_FINISHES",
        /// They share an instant.
        Intersects = "T_INTERSECTS",
        /// The second begins when the first ends.
        Meets = "T_MEETS",
        /// The first begins when the second ends.
        MetBy = "T_METBY",
        /// The second begins first, and ends in the first.
        OverlappedBy = "T_OVERLAPPEDBY",
        /// The first begins first, and ends in the second.
        Overlaps = "T_OVERLAPS",
        /// They begin together, and the first lasts longer.
        StartedBy = "T_STARTEDBY",
        /// They begin together, and the second lasts longer.
        Starts = "T_STARTS",
    }
}

words! {
    /// How two lists, as sets, lie to each other.
    Array {
        /// They hold the same.
        Equals = "A_EQUALS",
        /// The first holds all of the second.
        Contains = "A_CONTAINS",
        /// The second holds all of the first.
        ContainedBy = "A_CONTAINEDBY",
        /// They share something.
        Overlaps = "A_OVERLAPS",
    }
}

impl Operator {
    /// How tightly it binds: sums, then products, then powers.
    #[must_use]
    pub const fn rank(self) -> u8 {
        match self {
            Self::Plus | Self::Minus => 0,
            Self::Times | Self::Over | Self::Modulo | Self::Div => 1,
            Self::Power => 2,
        }
    }
}
