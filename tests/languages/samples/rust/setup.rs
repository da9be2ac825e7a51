//! Crate
use std::env;
use crate::log::{self, setup as init, Level::*};
use super::util::*;
pub use self::inner::Thing;
mod inner;
#[cfg(test)]
mod tests { use super::*; #[test] fn t() { assert_eq!(f(1), 2); } }
pub mod x { pub fn y() {} }

pub const A: &str = "a";
static T: [i32; 4] = [1, 2, 3, 4];
#[derive(Debug, Clone)]
pub struct S<'a, T: Clone> { pub name: &'a str, n: T }
pub enum E { A, B(u8), C { x: i32 } }
type R<T> = Result<T, Box<dyn Error>>;
pub trait Tr { fn a(&self); fn b(&self) -> i32 { 1 } }

/// Doc
#[inline]
pub async fn setup<W>(level: &str, mut out: Option<W>) -> Result<S, Error> where W: Clone {
    let x = env::var("A")?;
    let Some(y) = out.as_ref() else { return Err(Error::new("no")) };
    if let Some(z) = out { z.go(); } else if x == "a" { return Ok(1); } else { foo() }
    for (i, j) in x.iter().enumerate() { println!("{} {}", i, j); }
    while x < 3 { break; }
    'a: loop { continue 'a; }
    match x { Some(1) | None => 1, Some(n) if n > 2 => { bar(n); 2 } _ => unreachable!(), }
    let f = |a: i32, b| { let c = a; c + b };
    let v = vec![1, 2];
    let g = S { name: "x", n };
    let h = x.iter().map(|q| q * 2).collect::<Vec<_>>();
    unsafe { std::ptr::null() };
    x.y += 1.5;
    tracing::info!(a = %b, "msg {}", c.d());
    let t = x as u32;
    Ok(g)
}
impl<'a> S<'a, i32> { pub fn new(n: i32) -> Self { Self { n } } fn go(&mut self) { self.n = 1; Self::new(1) } }
impl fmt::Display for S { fn fmt(&self, f: &mut F) -> R { write!(f, "{}", self.n) } }
macro_rules! m { ($x:expr) => { $x } }
