use own::Command;

mod own;

macro_rules! println {
    ($text:expr) => { own::say($text) };
}

/// reqwest::get("a")
fn main() {
    println!("reqwest::get");
    Command::new("docker");
    client.reqwest.get("a");
    std::process::exit(1);
}

#[cfg(test)]
mod tests {
    fn run() {
        reqwest::get("a");
    }
}
