//! What a mentee is asked, in three short steps: what for, what is being built, and who asks.

use super::{SaveMenteeProfile, rules};
use crate::failure::Failure;
use crate::text::beginning;

/// The fields of each step, as they are sent.
pub const STEPS: [&[&str]; 3] = [&["goals"], &["company", "stage", "industry"], &["name"]];

/// The longest need that a text about goals is searched by, in characters: as much as the search page takes.
const LONGEST_NEED: usize = 500;

/// The step that asks for a field.
pub fn step_of(field: &str) -> Option<usize> {
    STEPS.iter().position(|fields| fields.contains(&field))
}

/// The first thing to correct in the steps up to this one; what comes later is not asked for yet.
pub fn check(step: usize, entered: &SaveMenteeProfile) -> Result<(), Failure> {
    rules::goals(&entered.goals)?;
    if step >= 1 {
        rules::mentee_company(&entered.company)?;
        rules::word("stage", &entered.stage)?;
        rules::word("industry", &entered.industry)?;
    }
    if step >= 2 {
        rules::name(&entered.name)?;
    }
    Ok(())
}

/// What to search for somebody with these goals: their words, as far as they fit.
pub fn need_of(goals: &str) -> &str {
    beginning(goals, LONGEST_NEED)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn field_of(refused: Failure) -> String {
        match refused {
            Failure::Invalid { field, .. } => field,
            other => panic!("expected a field, got {other:?}"),
        }
    }

    #[test]
    fn each_step_asks_for_its_own_and_what_came_before() {
        let mut entered = SaveMenteeProfile::default();
        for (step, fields) in STEPS.iter().enumerate() {
            let refused = field_of(check(step, &entered).unwrap_err());
            assert_eq!((refused.as_str(), step_of(&refused)), (fields[0], Some(step)));
            match fields[0] {
                "goals" => entered.goals = "Raise".into(),
                "company" => entered.company = "Sillage".into(),
                _ => entered.name = "Noor".into(),
            }
            assert_eq!(check(step, &entered), Ok(()));
        }
        assert!(rules::parse_mentee(&entered).is_ok());
        let broken = SaveMenteeProfile { goals: " ".into(), ..entered };
        assert_eq!(field_of(check(2, &broken).unwrap_err()), "goals");
        assert_eq!(step_of("note"), None);
    }
}
