use std::process::Command as Run;

mod own;

fn main() {
    reqwest::get("a");
    println!("{}", reqwest::blocking::get("b"));
    std::println!("c");
    Run::new("docker");
    vec![Run::new("d")];
}
