use reqwest::{blocking::Client, Url as Address};

mod own;

fn main() {
    let client = Client::new();
}
