//! `contactline import --as layer`.

use std::path::Path;

use anyhow::Context as _;
use clap::Args;

use crate::{atlas::own_layer::Said, model::id::Id};

/// What is said about a layer of one's own.
#[derive(Debug, Args)]
pub struct LayerOptions {
    /// Layers: the name in addresses; that of the file when left out
    #[arg(long)]
    layer: Option<Id>,
    /// Layers: the title that readers see
    #[arg(long)]
    title: Option<String>,
    /// Layers: what it holds, and its limits
    #[arg(long)]
    description: Option<String>,
    /// Layers: under which licence it may be used, as an SPDX expression such as CC-BY-4.0
    #[arg(long)]
    licence: Option<String>,
    /// Layers: whom to name when it is shown
    #[arg(long)]
    attribution: Option<String>,
}

impl LayerOptions {
    /// Refuses what says something about a layer when no layer is imported.
    ///
    /// # Errors
    /// When there is any.
    pub fn refuse(&self) -> anyhow::Result<()> {
        let texts = [
            &self.title,
            &self.description,
            &self.licence,
            &self.attribution,
        ];
        anyhow::ensure!(
            self.layer.is_none() && texts.iter().all(|text| text.is_none()),
            "--layer, --title, --description, --licence and --attribution go with --as layer alone."
        );
        Ok(())
    }

    /// What is said about the layer of a file.
    ///
    /// # Errors
    /// When nobody says under which licence, or whom to name.
    pub fn said(&self, file: &Path) -> anyhow::Result<Said> {
        let id = if let Some(id) = &self.layer {
            id.clone()
        } else {
            let stem = file.file_stem().and_then(|stem| stem.to_str());
            stem.unwrap_or_default()
                .parse()
                .context("Say with --layer what the layer is called in addresses.")?
        };
        let licence = self.licence.clone();
        let attribution = self.attribution.clone();
        Ok(Said {
            title: self.title.clone().unwrap_or_else(|| id.to_string()),
            description: self.description.clone().unwrap_or_default(),
            licence: licence.context("Say with --licence how the layer may be used.")?,
            attribution: attribution.context("Say with --attribution whom to name.")?,
            id,
        })
    }
}
