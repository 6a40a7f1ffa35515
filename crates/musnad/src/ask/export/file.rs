//! A file that is there whole or not at all.

use anyhow::{Context, Result, bail};
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};
use tempfile::{Builder, NamedTempFile};

/// A file on its way: written beside its place, and moved there when it is whole.
pub struct Target {
    path: PathBuf,
    force: bool,
    file: BufWriter<NamedTempFile>,
}

impl Target {
    /// Begins a file.
    ///
    /// # Errors
    /// If it is there already and may not be replaced, or its folder cannot be written to.
    pub fn create(path: &Path, force: bool) -> Result<Target> {
        if !force && path.symlink_metadata().is_ok() {
            bail!("{} is there already; --force replaces it", path.display());
        }
        let folder = path
            .parent()
            .filter(|folder| !folder.as_os_str().is_empty());
        let folder = folder.unwrap_or(Path::new("."));
        let mut builder = Builder::new();
        // Such a file is for its maker alone by default; this one is as others are (umask).
        #[cfg(unix)]
        builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
        let file = builder
            .tempfile_in(folder)
            .with_context(|| format!("{} cannot be written to", folder.display()))?;
        Ok(Target {
            path: path.to_owned(),
            force,
            file: BufWriter::new(file),
        })
    }

    /// Puts the file in its place.
    ///
    /// # Errors
    /// If it cannot be written or moved, or if another one came there meanwhile.
    pub fn keep(self) -> Result<()> {
        let file = self.file.into_inner().map_err(|error| error.into_error())?;
        file.as_file().sync_all()?;
        let kept = match self.force {
            true => file.persist(&self.path),
            false => file.persist_noclobber(&self.path),
        };
        kept.with_context(|| self.path.display().to_string())?;
        Ok(())
    }
}

impl Write for Target {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.file.write(bytes)
    }

    fn flush(&mut self) -> std::io::Result<()> {
        self.file.flush()
    }
}
