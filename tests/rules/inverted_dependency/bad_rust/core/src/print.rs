use crate::segment::Segment;

pub struct Grapheme;

pub mod wide {
    use super::super::segment::WIDTH;
}
