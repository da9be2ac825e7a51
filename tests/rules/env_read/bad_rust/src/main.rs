use std::env::{self, self as e, var_os};
use std::env::var as ask;

mod settings;

pub use std::env::vars as everything;

struct Server;

impl Server {
    fn start(&self, name: &str) -> usize {
        let one = env::var("DB_HOST").unwrap_or_default();
        let two = ask("DB_PORT");
        let three = var_os(name);
        let four = std::env::var("DB_NAME").ok();
        println!("{} {:?}", env::var("DB_IN_MACRO").unwrap(), option_env!("DB_BUILD"));
        let five = env!("DB_AT_BUILD");
        let seven = e::var("DB_RENAMED_MODULE");
        let six = names.iter().map(env::var).count();
        for (key, value) in env::vars() {}
        one.len()
    }
}
