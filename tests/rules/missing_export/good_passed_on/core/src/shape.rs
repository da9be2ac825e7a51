pub use self::Shape::*;

pub enum Shape {
    Round,
}
