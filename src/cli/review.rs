//! `contactline review`.

use std::io::Write;

use clap::{Args, Subcommand};

use crate::{
    atlas::{
        facade::Atlas,
        review::{Decision, Intent},
    },
    cli::args::DataFolder,
    model::incident::State,
    store::incidents::Kept,
};

/// Who history names for what is done on the command line.
pub const ACTOR: &str = "command line";

/// Look at drafts and decide on them.
#[derive(Debug, Args)]
pub struct Review {
    #[command(subcommand)]
    action: Action,
}

#[derive(Debug, Subcommand)]
enum Action {
    /// The incidents in a state, one a line
    List {
        /// draft, published or rejected
        #[arg(long, default_value = "draft")]
        state: State,
        #[command(flatten)]
        data: DataFolder,
    },
    /// One incident with its claims
    Show {
        /// Identifier
        id: String,
        #[command(flatten)]
        data: DataFolder,
    },
    /// Make incidents public
    Accept(Decide),
    /// Turn incidents down, or take them back from the public
    Reject(Decide),
}

#[derive(Debug, Args)]
struct Decide {
    /// Identifiers
    #[arg(required = true)]
    ids: Vec<String>,
    /// The reason, kept in the history
    #[arg(long)]
    why: Option<String>,
    #[command(flatten)]
    data: DataFolder,
}

impl Review {
    /// Does what is asked and prints the incidents concerned.
    ///
    /// # Errors
    /// When there is no such incident, or it stands so already.
    pub fn run(self, out: &mut impl Write) -> anyhow::Result<()> {
        match self.action {
            Action::List { state, data } => {
                let queue = Atlas::open(&data.folder)?.queue(state)?;
                for kept in &queue.incidents {
                    print(out, kept)?;
                }
                if queue.incidents.len() as u64 != queue.total.unsigned_abs() {
                    writeln!(out, "The newest {} of", queue.incidents.len())?;
                }
                writeln!(out, "{} {}", queue.total, state.as_str())?;
            }
            Action::Show { id, data } => {
                let kept = Atlas::open(&data.folder)?.draft(&id)?;
                print(out, &kept)?;
                print_claims(out, &kept)?;
            }
            Action::Accept(decide) => decide.run(Decision::Accept, out)?,
            Action::Reject(decide) => decide.run(Decision::Reject, out)?,
        }
        Ok(())
    }
}

impl Decide {
    fn run(self, decision: Decision, out: &mut impl Write) -> anyhow::Result<()> {
        let atlas = Atlas::open(&self.data.folder)?;
        let intent = Intent::of(ACTOR, self.why.as_deref(), None);
        for id in &self.ids {
            print(out, &atlas.decide(id, decision, intent)?)?;
        }
        Ok(())
    }
}

/// One incident on two lines.
///
/// # Errors
/// Those of writing.
pub fn print(out: &mut impl Write, kept: &Kept) -> std::io::Result<()> {
    let (id, properties) = (&kept.incident.id, &kept.incident.properties);
    let location = &properties.location;
    let days = if properties.date_start == properties.date_end {
        properties.date_start.to_string()
    } else {
        format!("{} to {}", properties.date_start, properties.date_end)
    };
    writeln!(
        out,
        "{id}  {}  {days}  {}, {} (where_prec {}, ±{} m)",
        kept.state.as_str(),
        location.label,
        location.rule,
        properties.where_prec,
        location.uncertainty_m.value()
    )?;
    writeln!(
        out,
        "    {} {} {}.",
        properties.summary,
        properties.claims.len(),
        if properties.claims.len() == 1 {
            "claim"
        } else {
            "claims"
        }
    )
}

fn print_claims(out: &mut impl Write, kept: &Kept) -> std::io::Result<()> {
    for claim in &kept.incident.properties.claims {
        let quantity = claim
            .figure()
            .map_or_else(String::new, |figure| format!(" {figure}"));
        let item = claim
            .item
            .as_deref()
            .or(claim.unit.as_deref())
            .unwrap_or_default();
        writeln!(
            out,
            "  - {} ({}) {:?} {}{quantity} {item}: {}",
            claim.claimant,
            claim.claimant_side,
            claim.modality,
            claim.predicate,
            claim.text.trim()
        )?;
    }
    Ok(())
}
