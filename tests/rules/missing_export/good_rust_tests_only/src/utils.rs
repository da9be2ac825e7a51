pub fn read_file() {}

#[cfg(test)]
#[allow(dead_code)]
pub fn mock_cmd() {}

#[cfg(test)]
fn scratch_dir() {}
