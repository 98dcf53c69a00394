//! CQL2, the language of the parameter `filter`: read as text or JSON, checked once, and answered
//! for one feature after the other.
//!
//! Text and JSON become an expression ([`expr`]), the expression a [`query`] whose constant parts
//! are worked out, and a query is asked of a [`record`].
//!
//! # References
//! - OGC 21-065r2, *Common Query Language (CQL2)*

mod bands;
pub mod body;
mod build;
pub mod condition;
mod crossing;
pub mod error;
pub mod expr;
mod fold;
mod json;
mod lexer;
mod like;
pub mod moment;
mod operands;
mod period;
pub mod position;
pub mod query;
pub mod record;
mod relate;
mod shapes;
mod test;
pub mod text;
pub mod value;
mod write;
