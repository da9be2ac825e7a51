pub fn fetch(url: &str) -> String {
    url.to_string()
}
