use std::env as e;
use std::{env::{var, vars as all}, fs};
fn main() {
    let a = e::var("A"); // 1
    let b = var("B"); // 2
    for (k, v) in all() { println!("{k}{v}"); } // 3
    let c = ::std::env::var_os("C"); // 4
    let d = option_env!("D"); // 5
    let f = env!("F"); // 6
    let g: Vec<_> = ["X"].iter().map(std::env::var).collect(); // 7
    let h = env::args();
    let s = "std::env::var";
}
