//! `office-hours admin`.

use std::process::ExitCode;

use clap::{Args, Subcommand};
use office_hours::Actor;
use office_hours::account::Role;
use services::account::{self, GrantRole, GrantedRole};

use super::CommandError;
use super::output::say;
use crate::boot;
use crate::settings::Settings;

/// Make somebody a programme manager or administrator, and list who is.
#[derive(Debug, Args)]
pub(super) struct Admin {
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, Subcommand)]
enum What {
    /// Give an account a role: mentee, mentor, pm or admin.
    Grant(Grant),
    /// List programme managers and administrators.
    List,
}

/// Give an account a role. An address without an account gets one, and its owner signs in by a
/// mailed link as everybody does. The role holds from the person's next click on; the last
/// administrator stays one.
#[derive(Debug, Args)]
struct Grant {
    /// Sign-in address.
    email: String,
    /// `mentee`, `mentor`, `pm` or `admin`.
    role: Role,
}

impl Admin {
    pub(super) async fn run(self, settings: &Settings) -> Result<ExitCode, CommandError> {
        let boot::Booted { services, .. } = boot::boot(settings).await?;
        match self.what {
            What::Grant(Grant { email, role }) => {
                let input = GrantRole { email, role };
                let GrantedRole { email, before, role, .. } =
                    account::grant_role(&services, &Actor::System, &input).await?;
                match before {
                    None => say(format_args!("{email} has an account now and is {role}.")),
                    Some(before) if before == role => {
                        say(format_args!("{email} is {role} already; nothing was changed."));
                    }
                    Some(before) => say(format_args!("{email} was {before} and is {role} now.")),
                }
            }
            What::List => {
                let staff = account::list_staff(&services, &Actor::System).await?;
                for member in &staff {
                    let remark = if member.active { "" } else { "  (not active)" };
                    say(format_args!("{:<5}  {}{remark}", member.role.as_str(), member.email));
                }
                if staff.is_empty() {
                    say(
                        "There is nobody yet. Make the first administrator: office-hours admin grant EMAIL admin",
                    );
                }
            }
        }
        Ok(ExitCode::SUCCESS)
    }
}
