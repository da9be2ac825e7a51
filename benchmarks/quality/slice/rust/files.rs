use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

pub fn replace_file(target: &Path, content: &[u8]) -> io::Result<()> {
    let temporary = target.with_extension("tmp");
    let mut stream = File::create(&temporary)?;
    stream.write_all(content)?;
    stream.sync_all()?;
    drop(stream);
    if let Err(error) = fs::rename(&temporary, target) {
        fs::remove_file(&temporary)?;
        return Err(error);
    }
    log::debug!("replaced {}", target.display());
    Ok(())
}

pub fn rotate_backups(folder: &Path, keep: usize) -> io::Result<Vec<PathBuf>> {
    let mut archives = Vec::new();
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.extension().map_or(false, |ending| ending == "gz") {
            archives.push(path);
        }
    }
    archives.sort();
    let old = archives.len().saturating_sub(keep);
    archives.truncate(old);
    for path in &archives {
        fs::remove_file(path)?;
    }
    Ok(archives)
}
