use crate::settings::setting;

mod settings;
mod env;

/// std::env::var("A")
fn main() {
    std::env::set_var("A", "b");
    let args: Vec<String> = std::env::args().collect();
    let version = env!("CARGO_PKG_VERSION");
    println!("std::env::var {} {:?}", env::var("A"), setting("B"));
    let var = |name: &str| name.len();
    var("A");
    include!(concat!(env!("OUT_DIR"), "/made.rs"));
}

#[cfg(test)]
mod tests {
    #[test]
    fn reads() {
        std::env::var("HOME").unwrap();
    }
}
