pub fn setup() {}
pub fn begin() {}
