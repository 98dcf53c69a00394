//! `contactline serve`.

use std::{
    io::Write,
    net::{IpAddr, SocketAddr, TcpListener},
    sync::Arc,
    time::Instant,
};

use anyhow::{Context as _, bail};
use clap::Args;
use ipnet::IpNet;

use crate::{
    atlas::facade::Atlas,
    capture::reach::Reach,
    cli::args::DataFolder,
    http::{
        run::until_told_to_stop,
        state::{AppState, Settings},
    },
};

/// Serve the page and the APIs.
#[derive(Debug, Args)]
pub struct Serve {
    /// Address to listen on; port 0 takes a free one
    #[arg(
        long,
        env = "CONTACTLINE_LISTEN",
        default_value = "127.0.0.1:8080",
        value_name = "ADDRESS:PORT"
    )]
    listen: SocketAddr,
    #[command(flatten)]
    data: DataFolder,
    /// Address under which clients reach the server, for links; else the Host header counts
    #[arg(long, env = "CONTACTLINE_BASE_URL", value_name = "URL")]
    base_url: Option<String>,
    /// Address or network of a proxy in front of the server, such as 127.0.0.1 or 10.0.0.0/8: its
    /// X-Forwarded-For (or Forwarded) tells clients apart, and its X-Forwarded-Proto is the scheme of
    /// links; may be given several times
    #[arg(
        long = "trusted-proxy",
        visible_alias = "trust-proxy",
        env = "CONTACTLINE_TRUSTED_PROXY",
        value_delimiter = ',',
        value_name = "ADDRESS",
        value_parser = network
    )]
    trusted_proxies: Vec<IpNet>,
    /// Template of a tile server for the map's background, with {z}, {x} and {y}; without it the
    /// page asks no other host for anything
    #[arg(long, env = "CONTACTLINE_TILE_URL", value_name = "URL")]
    tile_url: Option<String>,
    /// Attribution that the tiles need
    #[arg(
        long,
        env = "CONTACTLINE_TILE_ATTRIBUTION",
        requires = "tile_url",
        value_name = "TEXT"
    )]
    tile_attribution: Option<String>,
    /// Ask the watched feeds for what is new every so many minutes; without it they are asked only by
    /// contactline feed poll
    #[arg(
        long,
        env = "CONTACTLINE_POLL_FEEDS",
        value_name = "MINUTES",
        value_parser = clap::value_parser!(u16).range(1..=1440)
    )]
    poll_feeds: Option<u16>,
    /// Let reports be fetched from these private addresses too; without an address, from every
    /// private network and this machine, at any port
    #[arg(
        long,
        env = "CONTACTLINE_ALLOW_PRIVATE",
        num_args = 0..=1,
        require_equals = true,
        default_missing_value = "any",
        value_name = "ADDRESS:PORT"
    )]
    allow_private: Option<Reach>,
}

impl Serve {
    /// Opens the data folder and serves until told to stop.
    ///
    /// # Errors
    /// When the folder or the address cannot be used.
    pub fn run(self, out: &mut impl Write) -> anyhow::Result<()> {
        let settings = self.settings()?;
        let begun = Instant::now();
        let atlas = Atlas::open(&self.data.folder)?;
        tracing::info!(
            new = atlas.seeded.new,
            changed = atlas.seeded.changed,
            withdrawn = atlas.seeded.withdrawn,
            left_alone = atlas.seeded.left_alone,
            ms = begun.elapsed().as_millis(),
            "built-in data"
        );
        let listener = TcpListener::bind(self.listen).with_context(|| {
            format!(
                "Cannot listen on {}; is another server running there? Choose with --listen.",
                self.listen
            )
        })?;
        let address = listener.local_addr()?;
        writeln!(
            out,
            "contactline serves http://{address} (data in {})",
            self.data.folder.display()
        )?;
        writeln!(
            out,
            "Editors sign in by name: contactline user add NAME --role editor --data {}",
            self.data.folder.display()
        )?;
        let nobody = atlas.users()?.is_empty();
        let state = AppState::new(Arc::new(atlas), settings);
        if nobody && let Some(key) = state.first.offer() {
            let base = state.settings.base_url.clone();
            let base = base.unwrap_or_else(|| format!("http://{address}"));
            writeln!(
                out,
                "There is no account yet; this link makes the first administrator, once and within \
                 an hour: {base}/setup?key={key}"
            )?;
        }
        out.flush()?;
        until_told_to_stop(listener, state)?;
        Ok(())
    }

    fn settings(&self) -> anyhow::Result<Settings> {
        for url in [&self.base_url, &self.tile_url].into_iter().flatten() {
            let web = url.starts_with("http://") || url.starts_with("https://");
            if !web
                || url.chars().any(|c| {
                    c.is_whitespace() || c.is_control() || matches!(c, ';' | ',' | '"' | '\'')
                })
            {
                bail!("{url} is no web address; it must begin with http:// or https://.");
            }
        }
        if let Some(tiles) = &self.tile_url
            && !["{z}", "{x}", "{y}"]
                .iter()
                .all(|part| tiles.contains(part))
        {
            bail!(
                "--tile-url needs {{z}}, {{x}} and {{y}} in it, such as https://tiles.example/{{z}}/{{x}}/{{y}}.png."
            );
        }
        Ok(Settings {
            base_url: self
                .base_url
                .as_ref()
                .map(|url| url.trim_end_matches('/').to_owned()),
            tile_url: self.tile_url.clone(),
            tile_attribution: self.tile_attribution.clone(),
            poll_feeds: self.poll_feeds,
            reach: self.allow_private.clone().unwrap_or_default(),
            trusted_proxies: self.trusted_proxies.clone(),
        })
    }
}

/// An address, or a network of them.
fn network(text: &str) -> Result<IpNet, String> {
    let address = text.parse::<IpAddr>();
    let network = address.map(|address| IpNet::from(address.to_canonical()));
    network
        .or_else(|_| text.parse())
        .map_err(|_| "give an address such as 127.0.0.1 or a network such as 10.0.0.0/8".to_owned())
}
