use std::fmt;

use crate::print::Grapheme;

pub const WIDTH: usize = 2;
pub struct Segment(Grapheme);
