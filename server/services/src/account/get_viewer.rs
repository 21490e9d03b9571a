//! Who is looking at the page. No query: the request knows already.

use office_hours::account::Viewer;
use office_hours::{Actor, Failure, text};

use crate::policy::{self, Action};
use crate::ports::ModelState;
use crate::{Reader, Services};

/// The viewer: person, reader, and for staff what the server lacks.
pub fn get_viewer(services: &Services, actor: &Actor, reader: &Reader) -> Result<Viewer, Failure> {
    policy::check(actor, Action::SeeOneself)?;
    let notices = match (actor.is_staff(), services.ports.embedder.state()) {
        (true, ModelState::Missing(reason)) => {
            vec![text!("Matching compares words only, not meaning. {reason}", reason).say(reader.catalog)]
        }
        _ => vec![],
    };
    Ok(Viewer {
        person: actor.person().ok().cloned(),
        zone: reader.zone.name().to_owned(),
        development: services.config.development,
        notices,
    })
}
