use std::collections::HashMap;
use std::fs;
use std::io;
use std::net::TcpStream;
use std::thread;
use std::time::{Duration, Instant};

pub fn call_with_retry<T>(mut operation: impl FnMut() -> io::Result<T>, attempts: u32, first: Duration) -> io::Result<T> {
    let mut delay = first;
    let mut attempt = 1;
    loop {
        let outcome = operation();
        if outcome.is_ok() || attempt == attempts {
            return outcome;
        }
        eprintln!("attempt {} of {} failed", attempt, attempts);
        thread::sleep(delay);
        delay *= 2;
        attempt += 1;
    }
}

pub fn load_env_file(path: &str) -> io::Result<HashMap<String, String>> {
    let content = fs::read_to_string(path)?;
    let mut values = HashMap::new();
    for raw in content.lines() {
        let line = raw.trim().trim_start_matches("export ");
        if line.is_empty() || line.starts_with('#') {
            continue;
        }
        if let Some((key, value)) = line.split_once('=') {
            let clean = value.trim_matches('"').to_string();
            std::env::set_var(key, &clean);
            values.insert(key.to_string(), clean);
        }
    }
    Ok(values)
}

pub fn wait_for_port(host: &str, port: u16, timeout: Duration) -> bool {
    let deadline = Instant::now() + timeout;
    let address = format!("{}:{}", host, port);
    while Instant::now() < deadline {
        if TcpStream::connect(&address).is_ok() {
            log::info!("{} is open", address);
            return true;
        }
        thread::sleep(Duration::from_millis(200));
    }
    log::error!("{} did not open in time", address);
    false
}
