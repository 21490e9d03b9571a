//! One field of a mentor's profile at a time, changed where it stands: as text in a form, and back.
//!
//! The browser asks the same functions as the server, so that it shows the very message the server would give.

use serde::{Deserialize, Serialize};

use super::expertise::{format_expertise, parse_expertise};
use super::origin::{format_country, format_languages, parse_country, parse_languages};
use super::{MentorProfile, Visibility, rules};
use crate::failure::Failure;

/// What can be changed by itself. The hours and their zone belong together and are not here.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum ProfileField {
    /// One line.
    Headline,
    /// What they are at work.
    Title,
    /// Where they work.
    Company,
    /// In their own words.
    Bio,
    /// Areas, one a line.
    Expertise,
    /// The industry they know best.
    Industry,
    /// The company stage they know best.
    Stage,
    /// Names or codes with commas.
    Languages,
    /// A name or a code.
    Country,
    /// Who may find them.
    Visibility,
}

impl ProfileField {
    /// Every field, in the order of the page.
    pub const ALL: [Self; 10] = [
        Self::Headline,
        Self::Expertise,
        Self::Bio,
        Self::Title,
        Self::Company,
        Self::Industry,
        Self::Stage,
        Self::Languages,
        Self::Country,
        Self::Visibility,
    ];

    /// The name under which forms send it and refusals name it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Headline => "headline",
            Self::Title => "title",
            Self::Company => "company",
            Self::Bio => "bio",
            Self::Expertise => "expertise",
            Self::Industry => "industry",
            Self::Stage => "stage",
            Self::Languages => "languages",
            Self::Country => "country",
            Self::Visibility => "visibility",
        }
    }

    /// The field as the text that [`Self::write`] reads.
    pub fn read(self, profile: &MentorProfile) -> String {
        let text = |text: &Option<String>| text.clone().unwrap_or_default();
        match self {
            Self::Headline => text(&profile.headline),
            Self::Title => text(&profile.title),
            Self::Company => text(&profile.company),
            Self::Bio => text(&profile.bio),
            Self::Expertise => format_expertise(&profile.expertise),
            Self::Industry => text(&profile.industry),
            Self::Stage => text(&profile.stage),
            Self::Languages => format_languages(&profile.languages),
            Self::Country => format_country(profile.country.as_deref()),
            Self::Visibility => profile.visibility.as_str().to_owned(),
        }
    }

    /// Makes the field say what it says in another edition of the profile.
    pub fn copy(self, from: &MentorProfile, into: &mut MentorProfile) {
        match self {
            Self::Headline => into.headline.clone_from(&from.headline),
            Self::Title => into.title.clone_from(&from.title),
            Self::Company => into.company.clone_from(&from.company),
            Self::Bio => into.bio.clone_from(&from.bio),
            Self::Expertise => into.expertise.clone_from(&from.expertise),
            Self::Industry => into.industry.clone_from(&from.industry),
            Self::Stage => into.stage.clone_from(&from.stage),
            Self::Languages => into.languages.clone_from(&from.languages),
            Self::Country => into.country.clone_from(&from.country),
            Self::Visibility => into.visibility = from.visibility,
        }
    }

    /// Puts a text as it was typed into the field, or names what would be right.
    pub fn write(self, profile: &mut MentorProfile, text: &str) -> Result<(), Failure> {
        match self {
            Self::Headline => profile.headline = Some(rules::headline(text)?),
            Self::Title => profile.title = rules::line("title", text)?,
            Self::Company => profile.company = rules::line("company", text)?,
            Self::Bio => profile.bio = Some(rules::bio(text)?),
            Self::Expertise => profile.expertise = parse_expertise(text)?,
            Self::Industry => profile.industry = rules::word("industry", text)?,
            Self::Stage => profile.stage = rules::word("stage", text)?,
            Self::Languages => profile.languages = parse_languages(text)?,
            Self::Country => profile.country = parse_country(text)?,
            Self::Visibility => profile.visibility = Visibility::parse(text)?,
        }
        Ok(())
    }
}

/// The code of the conflict when a field no longer says what it said to whoever changes it.
pub const FIELD_CHANGED: &str = "field_changed";

/// One field's change.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SaveProfileField {
    /// Which one.
    pub field: ProfileField,
    /// What it is to say, as typed.
    pub value: String,
    /// What it said when it was read, in the words of [`ProfileField::read`]. If it says something else by now,
    /// nothing is saved.
    pub was: String,
}

impl SaveProfileField {
    /// The profile with the change; nothing when it says so already.
    pub fn apply(&self, current: &MentorProfile) -> Result<Option<MentorProfile>, Failure> {
        let mut changed = current.clone();
        self.field.write(&mut changed, &self.value)?;
        if changed == *current {
            return Ok(None);
        }
        if self.field.read(current) != self.was {
            return Err(Failure::conflict(
                FIELD_CHANGED,
                "This was changed meanwhile, in another tab or by somebody else. Nothing was saved; look at what it \
                 says now, and decide which version stays.",
            ));
        }
        Ok(Some(changed))
    }

    /// The change that takes this one back; nothing where what was there could not be entered today.
    pub fn undo(&self, changed: &MentorProfile) -> Option<Self> {
        let back = Self { field: self.field, value: self.was.clone(), was: self.field.read(changed) };
        matches!(back.apply(changed), Ok(Some(_))).then_some(back)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ids::{MentorId, UserId};
    use crate::profile::Expertise;

    fn profile() -> MentorProfile {
        MentorProfile {
            mentor_id: MentorId(uuid::Uuid::from_u128(1)),
            user_id: UserId(uuid::Uuid::from_u128(2)),
            name: "Ines".into(),
            headline: Some("Raises".into()),
            bio: Some("Twenty\nrounds.".into()),
            company: None,
            title: Some("Partner".into()),
            industry: Some("fintech".into()),
            stage: None,
            timezone: "Europe/Lisbon".into(),
            country: Some("PT".into()),
            languages: vec!["pt".into(), "en".into()],
            visibility: Visibility::Public,
            load_cap_per_week: 5,
            active: true,
            photo_url: None,
            linkedin_url: None,
            expertise: vec![Expertise { area: "a, b".into(), subarea: None, weight: 2.0 }],
        }
    }

    fn change(field: ProfileField, was: &str, value: &str) -> SaveProfileField {
        SaveProfileField { field, value: value.into(), was: was.into() }
    }

    #[test]
    fn each_field_is_written_as_it_was_read_and_touches_no_other() {
        let texts = ["New", "New", "New", "new", "new", "Swedish", "Sweden", "private", "New: 3", "new"];
        for field in ProfileField::ALL {
            let before = profile();
            let mut same = before.clone();
            if field.write(&mut same, &field.read(&before)).is_ok() {
                assert_eq!(same, before, "{field:?}");
            }
            let text = texts.iter().find(|text| field.write(&mut before.clone(), text).is_ok()).unwrap();
            let mut after = before.clone();
            field.write(&mut after, text).unwrap();
            for other in ProfileField::ALL.into_iter().filter(|other| *other != field) {
                assert_eq!(other.read(&after), other.read(&before), "{field:?} {other:?}");
            }
            field.copy(&before, &mut after);
            assert_eq!(after, before, "{field:?}");
        }
    }

    #[test]
    fn a_refusal_names_the_field() {
        for (field, text) in [
            (ProfileField::Headline, " "),
            (ProfileField::Title, "a\nb"),
            (ProfileField::Bio, ""),
            (ProfileField::Expertise, ""),
            (ProfileField::Industry, "a\u{0}b"),
            (ProfileField::Languages, "Klingon"),
            (ProfileField::Country, "Atlantis"),
            (ProfileField::Visibility, "everyone"),
        ] {
            let refused = change(field, &field.read(&profile()), text).apply(&profile()).unwrap_err();
            assert!(
                matches!(&refused, Failure::Invalid { field: named, .. } if named == field.as_str()),
                "{field:?}: {refused:?}"
            );
        }
    }

    #[test]
    fn a_change_counts_only_on_what_was_read() {
        let current = profile();
        let good = change(ProfileField::Headline, "Raises", " Sells ");
        let changed = good.apply(&current).unwrap().unwrap();
        assert_eq!(changed.headline.as_deref(), Some("Sells"));
        // Twice is once, also when the first answer was lost.
        assert_eq!(good.apply(&changed), Ok(None));
        let late = change(ProfileField::Headline, "Raises", "Hires").apply(&changed).unwrap_err();
        assert!(matches!(late, Failure::Conflict { ref code, .. } if code == FIELD_CHANGED));
        // Another field may have changed.
        assert!(change(ProfileField::Title, "Partner", "").apply(&changed).unwrap().is_some());
    }

    #[test]
    fn a_change_is_taken_back_where_what_was_there_can_be_entered() {
        let current = profile();
        let saved = change(ProfileField::Headline, "Raises", "Sells");
        let changed = saved.apply(&current).unwrap().unwrap();
        let back = saved.undo(&changed).unwrap();
        assert_eq!(back.apply(&changed).unwrap().unwrap(), current);

        let nothing = MentorProfile { headline: None, ..current };
        let saved = change(ProfileField::Headline, "", "Sells");
        assert_eq!(saved.undo(&saved.apply(&nothing).unwrap().unwrap()), None);
    }
}
