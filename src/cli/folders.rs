//! The folders that commands work in: where a site's sources are, and where its output goes.

use std::path::{Path, PathBuf};

use crate::error::Result;
use crate::output;
use crate::pipeline;

/// Where the sources are.
#[derive(Debug, clap::Args)]
pub struct SourceFolders {
    /// content/ のあるフォルダー｜The folder that holds content/
    #[arg(long, value_name = "DIR", default_value = ".")]
    pub root: PathBuf,
}

/// Where the sources are, and where to write.
#[derive(Debug, clap::Args)]
pub struct Folders {
    #[command(flatten)]
    sources: SourceFolders,
    /// 出力先（省略時は DIR/output）｜Where to write; else DIR/output
    #[arg(long, value_name = "DIR")]
    output: Option<PathBuf>,
}

impl Folders {
    /// The folder that holds `content/`.
    pub fn root(&self) -> &Path {
        &self.sources.root
    }

    /// The folder to write into.
    ///
    /// # Errors
    /// When it lies among the sources, or they in it.
    pub fn output(&self) -> Result<PathBuf> {
        let folder = output(self.output.as_deref(), self.root());
        let sources = pipeline::sources(self.root());
        output::apart(&folder, &[&sources[0], &sources[1]])?;
        Ok(folder)
    }
}

/// The output folder of a site, where none is named the one beside its sources.
pub fn output(named: Option<&Path>, root: &Path) -> PathBuf {
    named.map_or_else(|| root.join("output"), Path::to_owned)
}
