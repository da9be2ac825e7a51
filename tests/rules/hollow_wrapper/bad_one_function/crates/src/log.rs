pub fn setup(n: &str) -> usize { println!("{}", n); n.len() }
