//! Who can be found, in memory: every profile by its words, and what filters, wishes and signals
//! ask of it, so that ranking reads nothing from the database.
//!
//! It may be a moment behind. Who may be shown in the end, and with which words, is asked of the
//! database by the caller.

use std::collections::HashMap;

use super::text_index::{Held, RowId, Terms, TextIndex};
use super::topics;
use super::words::stems;
use super::{Facet, FacetCount, FacetKind, MatchFilters};
use crate::ids::MentorId;
use crate::profile::discovery::TopicCount;
use crate::profile::{Audience, Expertise, MentorProfile, Visibility};

/// How alike two mentors of the same company are at least.
const SAME_COMPANY: f64 = 0.5;

/// The profiles of a programme.
#[derive(Debug, Default)]
pub struct Directory {
    texts: TextIndex,
    /// By row of `texts`.
    entries: Vec<Option<Entry>>,
    /// By facet; those of expertise are areas and their details.
    values: [Values; FacetKind::ALL.len()],
    /// How many each audience does not see, in the order of [`AUDIENCES`].
    hidden: [usize; AUDIENCES.len()],
}

const AUDIENCES: [Audience; 3] = [Audience::Public, Audience::Members, Audience::Staff];

#[derive(Debug)]
struct Entry {
    mentor_id: MentorId,
    visibility: Visibility,
    active: bool,
    load_cap_per_week: i32,
    industry: Option<ValueId>,
    stage: Option<ValueId>,
    company: Option<ValueId>,
    country: Option<ValueId>,
    languages: Box<[ValueId]>,
    areas: Box<[Area]>,
}

#[derive(Debug)]
struct Area {
    name: ValueId,
    detail: Option<ValueId>,
    weight: f32,
}

impl Directory {
    /// How many profiles there are.
    pub fn len(&self) -> usize {
        self.texts.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.texts.is_empty()
    }

    /// The profiles by their words.
    pub fn texts(&self) -> &TextIndex {
        &self.texts
    }

    /// Puts a profile in the place of what was there of the same mentor.
    pub fn replace(&mut self, profile: &MentorProfile) {
        self.forget(profile.mentor_id);
        let row = self.texts.replace(profile) as usize;
        let mut value = |kind: FacetKind, text: Option<&str>| self.values[kind as usize].id(text?);
        let industry = value(FacetKind::Industry, profile.industry.as_deref());
        let stage = value(FacetKind::Stage, profile.stage.as_deref());
        let company = value(FacetKind::Company, profile.company.as_deref());
        let country = value(FacetKind::Country, profile.country.as_deref());
        let languages =
            profile.languages.iter().filter_map(|code| value(FacetKind::Language, Some(code))).collect();
        let area = |area: &Expertise| {
            let name = value(FacetKind::Expertise, Some(&area.area))?;
            let detail = value(FacetKind::Expertise, area.subarea.as_deref());
            Some(Area { name, detail, weight: area.weight })
        };
        let areas = profile.expertise.iter().filter_map(area).collect();
        if self.entries.len() <= row {
            self.entries.resize_with(row + 1, || None);
        }
        let entry = Entry {
            mentor_id: profile.mentor_id,
            visibility: profile.visibility,
            active: profile.active,
            load_cap_per_week: profile.load_cap_per_week,
            industry,
            stage,
            company,
            country,
            languages,
            areas,
        };
        self.count(&entry, 1);
        self.entries[row] = Some(entry);
    }

    /// Adds what an entry counts for.
    fn count(&mut self, entry: &Entry, by: i32) {
        for (audience, hidden) in AUDIENCES.into_iter().zip(&mut self.hidden) {
            *hidden = hidden.saturating_add_signed(if entry.seen_by(audience) { 0 } else { by as isize });
        }
        for kind in FacetKind::ALL {
            let infos = &mut self.values[kind as usize].infos;
            entry.each_value(kind, |value| {
                let profiles = &mut infos[value as usize].profiles;
                *profiles = profiles.saturating_add_signed(by);
            });
        }
    }

    /// Counts out and forgets the mentor that was here.
    fn forget(&mut self, mentor_id: MentorId) {
        let Some(row) = self.texts.row_of(mentor_id) else { return };
        let Some(entry) = self.entries[row as usize].take() else { return };
        self.count(&entry, -1);
    }

    /// One mentor.
    pub fn member(&self, mentor_id: MentorId) -> Option<Member<'_>> {
        let row = self.texts.row_of(mentor_id)?;
        Some(Member { directory: self, row, entry: self.entries.get(row as usize)?.as_ref()? })
    }

    fn values_of(&self, kind: FacetKind) -> &Values {
        &self.values[kind as usize]
    }

    fn entries(&self) -> impl Iterator<Item = &Entry> {
        self.entries.iter().flatten()
    }

    /// Which of these terms each area names.
    pub fn named_terms(&self, terms: &Terms) -> NamedTerms {
        let values = self.values_of(FacetKind::Expertise);
        let mut named = vec![vec![]; values.infos.len()];
        for (place, (stem, _)) in terms.iter().enumerate() {
            for value in values.with_stem(stem) {
                named[*value as usize].push(place);
            }
        }
        NamedTerms(named)
    }

    /// How many mentors the audience does not see.
    pub fn count_hidden(&self, audience: Audience) -> usize {
        AUDIENCES.iter().position(|one| *one == audience).map_or(0, |place| self.hidden[place])
    }

    /// The mentors that the audience sees and whose profiles pass the filters.
    pub fn list_passing(&self, filters: &MatchFilters, audience: Audience) -> Vec<MentorId> {
        let wanted = Wanted::new(filters, self);
        let seen = self.entries().filter(|entry| entry.seen_by(audience));
        seen.filter(|entry| wanted.verdict(entry) == Verdict::Passes).map(|entry| entry.mentor_id).collect()
    }

    /// For each facet, its most frequent values among the mentors that pass all other filters: what
    /// choosing a value would leave.
    pub fn count_facets(&self, filters: &MatchFilters, audience: Audience, most: usize) -> Vec<Facet> {
        let wanted = Wanted::new(filters, self);
        let mut counts = FacetKind::ALL.map(|kind| (kind, vec![0_u32; self.values_of(kind).infos.len()]));
        for entry in self.entries().filter(|entry| entry.seen_by(audience)) {
            let verdict = wanted.verdict(entry);
            for (kind, counts) in &mut counts {
                // Areas add up: choosing one more leaves none who lacks another.
                let is_other = verdict == Verdict::FailsOnly(*kind) && *kind != FacetKind::Expertise;
                if verdict == Verdict::Passes || is_other {
                    entry.each_value(*kind, |value| counts[value as usize] += 1);
                }
            }
        }
        let facet = |(kind, counts): (FacetKind, Vec<u32>)| {
            let found = (0..).zip(counts).filter(|(_, count)| *count > 0);
            let shown = |value| self.values_of(kind).shown(value).to_owned();
            let mut values: Vec<FacetCount> =
                found.map(|(value, count)| FacetCount { value: shown(value), count }).collect();
            values.sort_by(|a, b| b.count.cmp(&a.count).then_with(|| a.value.cmp(&b.value)));
            values.truncate(most);
            Facet { kind, values }
        };
        counts.into_iter().map(facet).collect()
    }

    /// The topics that most of the mentors that the audience sees have among their areas, with how many.
    pub fn count_topics(&self, audience: Audience, most: usize) -> Vec<TopicCount> {
        let infos = &self.values_of(FacetKind::Expertise).infos;
        let topics_of: Vec<&[usize]> = infos.iter().map(|info| topics::of_stems(&info.stems)).collect();
        let mut counts = vec![0_u32; topics::all().len()];
        for entry in self.entries().filter(|entry| entry.seen_by(audience)) {
            let mut of_entry: Vec<usize> =
                entry.areas.iter().flat_map(|area| topics_of[area.name as usize]).copied().collect();
            of_entry.sort_unstable();
            of_entry.dedup();
            of_entry.into_iter().for_each(|place| counts[place] += 1);
        }
        let counts = topics::all().iter().zip(counts).filter(|(_, mentors)| *mentors > 0);
        let mut counts: Vec<TopicCount> =
            counts.map(|(topic, mentors)| TopicCount { name: topic.name.to_owned(), mentors }).collect();
        // Of equals the first of the list.
        counts.sort_by_key(|count| std::cmp::Reverse(count.mentors));
        counts.truncate(most);
        counts
    }

    /// The mentors most like one, of those that the audience sees, without `except`; ties by id.
    pub fn list_alike(
        &self,
        to: MentorId,
        audience: Audience,
        except: &[MentorId],
        most: usize,
    ) -> Vec<MentorId> {
        let Some(to) = self.member(to) else { return vec![] };
        let others = self.entries().filter(|entry| {
            let id = entry.mentor_id;
            entry.seen_by(audience) && id != to.entry.mentor_id && !except.contains(&id)
        });
        let members = others.filter_map(|entry| self.member(entry.mentor_id));
        let likeness = members.map(|member| (member.likeness(&to), member.entry.mentor_id));
        let mut alike: Vec<(f64, MentorId)> = likeness.filter(|(likeness, _)| *likeness > 0.0).collect();
        alike.sort_by(|a, b| b.0.total_cmp(&a.0).then_with(|| a.1.cmp(&b.1)));
        alike.truncate(most);
        alike.into_iter().map(|(_, id)| id).collect()
    }

    /// The industry and the stage that a text names, as profiles write them.
    pub fn named_in(&self, text: &str) -> Named {
        let words: Vec<String> = stems(text).collect();
        let named = |kind| {
            let infos = self.values_of(kind).infos.iter().filter(|info| info.profiles > 0);
            let there = infos.filter(|info| {
                !info.stems.is_empty() && words.windows(info.stems.len()).any(|part| part == &*info.stems)
            });
            // "deep tech" rather than "tech".
            let longest = there.max_by_key(|info| (info.stems.len(), std::cmp::Reverse(&info.shown)));
            longest.map(|info| info.shown.to_string())
        };
        Named { industry: named(FacetKind::Industry), stage: named(FacetKind::Stage) }
    }
}

/// What a need names of what profiles say of themselves.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Named {
    /// An industry.
    pub industry: Option<String>,
    /// A company stage.
    pub stage: Option<String>,
}

/// One mentor of a [`Directory`].
#[derive(Clone, Copy, Debug)]
pub struct Member<'a> {
    directory: &'a Directory,
    row: RowId,
    entry: &'a Entry,
}

impl<'a> Member<'a> {
    /// Whether the audience sees this mentor.
    pub fn seen_by(&self, audience: Audience) -> bool {
        self.entry.seen_by(audience)
    }

    /// Sessions a week at most.
    pub fn load_cap_per_week(&self) -> i32 {
        self.entry.load_cap_per_week
    }

    /// Whether the profile names a language by its ISO 639-1 code.
    pub fn speaks(&self, code: &str) -> bool {
        self.entry
            .languages
            .iter()
            .any(|value| self.shown(FacetKind::Language, *value).eq_ignore_ascii_case(code))
    }

    /// Whether the profile names a country by its ISO 3166 code.
    pub fn is_in(&self, country: &str) -> bool {
        self.entry
            .country
            .is_some_and(|value| self.shown(FacetKind::Country, value).eq_ignore_ascii_case(country))
    }

    fn shown(&self, kind: FacetKind, value: ValueId) -> &'a str {
        self.directory.values_of(kind).shown(value)
    }

    /// Whether the profile has all words of a name.
    pub fn says(&self, name: &str) -> bool {
        let mut words = stems(name).peekable();
        words.peek().is_some() && words.all(|stem| self.directory.texts.holds(self.row, &stem).is_some())
    }

    /// Whether the mentor says to be what the word of this stem says.
    pub fn is(&self, stem: &str) -> bool {
        self.directory.texts.holds(self.row, stem) == Some(Held::InFront)
    }

    /// The industry, as the profile writes it.
    pub fn industry(&self) -> Option<&'a str> {
        self.entry.industry.map(|value| self.shown(FacetKind::Industry, value))
    }

    /// The company stage, as the profile writes it.
    pub fn stage(&self) -> Option<&'a str> {
        self.entry.stage.map(|value| self.shown(FacetKind::Stage, value))
    }

    /// How alike two mentors are, in [0, 1]: the share of their areas that both have, and whether they
    /// work at the same company.
    pub fn likeness(&self, other: &Self) -> f64 {
        let names = |member: &Self| member.entry.areas.iter().map(|area| area.name);
        let shared = names(self).filter(|name| names(other).any(|theirs| theirs == *name)).count();
        let all = self.entry.areas.len() + other.entry.areas.len() - shared;
        let areas = if all == 0 { 0.0 } else { shared as f64 / all as f64 };
        let company = self.entry.company.is_some() && self.entry.company == other.entry.company;
        areas.max(if company { SAME_COMPANY } else { 0.0 })
    }

    /// Each area by the terms that it names, with its weight.
    pub fn areas<'b>(
        &self,
        named: &'b NamedTerms,
    ) -> impl Iterator<Item = (impl Iterator<Item = usize> + 'b, f32)>
    where
        'a: 'b,
    {
        self.entry.areas.iter().map(|area| {
            let values = [Some(area.name), area.detail].into_iter().flatten();
            (values.flat_map(|value| named.0[value as usize].iter().copied()), area.weight)
        })
    }
}

/// Which of a need's terms each area names, by its value: told once for all mentors.
#[derive(Debug)]
pub struct NamedTerms(Vec<Vec<usize>>);

impl Entry {
    fn seen_by(&self, audience: Audience) -> bool {
        self.active && audience.sees(self.visibility)
    }

    fn one_of(&self, kind: FacetKind) -> Option<ValueId> {
        match kind {
            FacetKind::Industry => self.industry,
            FacetKind::Stage => self.stage,
            FacetKind::Country => self.country,
            FacetKind::Company => self.company,
            FacetKind::Expertise | FacetKind::Language => None,
        }
    }

    fn has(&self, kind: FacetKind, value: ValueId) -> bool {
        match kind {
            FacetKind::Expertise => self.areas.iter().any(|area| area.name == value),
            FacetKind::Language => self.languages.contains(&value),
            kind => self.one_of(kind) == Some(value),
        }
    }

    /// What the profile says for a facet, each once.
    fn each_value(&self, kind: FacetKind, mut see: impl FnMut(ValueId)) {
        match kind {
            FacetKind::Expertise => {
                for (at, area) in self.areas.iter().enumerate() {
                    if self.areas[..at].iter().all(|earlier| earlier.name != area.name) {
                        see(area.name);
                    }
                }
            }
            FacetKind::Language => self.languages.iter().copied().for_each(see),
            kind => self.one_of(kind).into_iter().for_each(see),
        }
    }
}

/// What filters ask for; a value that nobody has is asked for as well.
struct Wanted(Vec<(FacetKind, Option<ValueId>)>);

/// How an entry answers to all filters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Verdict {
    Passes,
    FailsOnly(FacetKind),
    Fails,
}

impl Wanted {
    fn new(filters: &MatchFilters, directory: &Directory) -> Self {
        let one = |kind, text: &Option<String>| text.clone().map(|text| (kind, text));
        let single = [
            one(FacetKind::Industry, &filters.industry),
            one(FacetKind::Stage, &filters.stage),
            one(FacetKind::Language, &filters.language),
            one(FacetKind::Country, &filters.country),
            one(FacetKind::Company, &filters.company),
        ];
        let areas = filters.expertise.iter().map(|area| (FacetKind::Expertise, area.clone()));
        let said = single.into_iter().flatten().chain(areas);
        let said = said.filter(|(_, text)| !text.trim().is_empty());
        Self(said.map(|(kind, text)| (kind, directory.values_of(kind).find(text.trim()))).collect())
    }

    fn verdict(&self, entry: &Entry) -> Verdict {
        let mut verdict = Verdict::Passes;
        for (kind, value) in &self.0 {
            if value.is_some_and(|value| entry.has(*kind, value)) {
                continue;
            }
            verdict = match verdict {
                Verdict::Passes => Verdict::FailsOnly(*kind),
                Verdict::FailsOnly(failed) if failed == *kind => verdict,
                _ => return Verdict::Fails,
            };
        }
        verdict
    }
}

type ValueId = u32;

/// Every value of one facet that any profile has ever had, once; upper and lower case are the same.
#[derive(Debug, Default)]
struct Values {
    ids: HashMap<Box<str>, ValueId>,
    infos: Vec<ValueInfo>,
    by_stem: HashMap<String, Vec<ValueId>>,
}

#[derive(Debug)]
struct ValueInfo {
    /// As first written.
    shown: Box<str>,
    /// How many profiles have it.
    profiles: u32,
    stems: Box<[String]>,
}

impl Values {
    /// Nothing for a blank text.
    fn id(&mut self, text: &str) -> Option<ValueId> {
        let text = text.trim();
        if text.is_empty() {
            return None;
        }
        if let Some(id) = self.find(text) {
            return Some(id);
        }
        let id = self.infos.len() as ValueId;
        self.ids.insert(text.to_lowercase().into(), id);
        let stems: Box<[String]> = stems(text).collect();
        for stem in &stems {
            let values = self.by_stem.entry(stem.clone()).or_default();
            if values.last() != Some(&id) {
                values.push(id);
            }
        }
        self.infos.push(ValueInfo { shown: text.into(), profiles: 0, stems });
        Some(id)
    }

    /// The values that have a word of this stem.
    fn with_stem(&self, stem: &str) -> &[ValueId] {
        self.by_stem.get(stem).map_or(&[], Vec::as_slice)
    }

    fn find(&self, text: &str) -> Option<ValueId> {
        self.ids.get(text.to_lowercase().as_str()).copied()
    }

    fn shown(&self, value: ValueId) -> &str {
        &self.infos[value as usize].shown
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use uuid::Uuid;

    use super::*;
    use crate::matching::passages::tests::profile;

    fn mentor(id: u128, industry: &str, areas: &[&str], languages: &[&str]) -> MentorProfile {
        let area = |area: &&str| Expertise { area: (*area).into(), subarea: None, weight: 1.0 };
        MentorProfile {
            mentor_id: MentorId(Uuid::from_u128(id)),
            industry: Some(industry.into()),
            stage: None,
            company: None,
            country: Some("DE".into()),
            visibility: Visibility::Public,
            active: true,
            languages: languages.iter().map(|code| (*code).into()).collect(),
            expertise: areas.iter().map(area).collect(),
            ..profile()
        }
    }

    fn directory() -> Directory {
        let mut directory = Directory::default();
        directory.replace(&mentor(1, "Health", &["hiring", "fundraising"], &["en", "de"]));
        directory.replace(&mentor(2, "health", &["hiring", "Hiring"], &["en"]));
        directory.replace(&mentor(3, "deep tech", &["fundraising"], &["es"]));
        directory.replace(&MentorProfile { visibility: Visibility::Limited, ..mentor(4, "tech", &[], &[]) });
        directory.replace(&MentorProfile { active: false, ..mentor(5, "tech", &[], &[]) });
        directory
    }

    fn passing(filters: MatchFilters, audience: Audience) -> Vec<u128> {
        directory().list_passing(&filters, audience).into_iter().map(|id| id.0.as_u128()).collect()
    }

    fn said(text: &str) -> Option<String> {
        Some(text.into())
    }

    #[test]
    fn areas_name_terms_by_stem() {
        let mut directory = Directory::default();
        let id = 1;
        directory.replace(&mentor(id, "Fintech", &["Raising a seed round", "Hiring", "Law"], &[]));
        let terms: Terms = stems("Should hiring wait for the rounds?").map(|stem| (stem, 1.0)).collect();
        let named = directory.named_terms(&terms);
        let places = |word: &str| terms.iter().position(|(stem, _)| stems(word).any(|one| one == *stem));
        let member = directory.member(MentorId(Uuid::from_u128(id))).unwrap();
        let areas: Vec<Vec<usize>> = member.areas(&named).map(|(places, _)| places.collect()).collect();
        assert_eq!(areas, [vec![places("round").unwrap()], vec![places("hiring").unwrap()], vec![]]);
    }

    #[test]
    fn filters_narrow_together_and_case_is_the_same() {
        let none = MatchFilters::default();
        assert_eq!(passing(none.clone(), Audience::Public), [1, 2, 3]);
        assert_eq!(passing(none.clone(), Audience::Members), [1, 2, 3, 4]);
        let health = MatchFilters { industry: said(" HEALTH "), ..none.clone() };
        assert_eq!(passing(health.clone(), Audience::Public), [1, 2]);
        let both = MatchFilters { expertise: vec!["Hiring".into(), "fundraising".into()], ..health };
        assert_eq!(passing(both, Audience::Public), [1]);
        assert_eq!(passing(MatchFilters { language: said("ES"), ..none.clone() }, Audience::Public), [3]);
        assert_eq!(passing(MatchFilters { country: said("de"), ..none.clone() }, Audience::Public).len(), 3);
        assert!(passing(MatchFilters { company: said("Nobody"), ..none }, Audience::Public).is_empty());
    }

    #[test]
    fn a_facet_counts_what_its_own_filter_would_leave() {
        let filters = MatchFilters { industry: said("health"), ..MatchFilters::default() };
        let facets = directory().count_facets(&filters, Audience::Public, 9);
        let counts = |kind: FacetKind| -> Vec<(&str, u32)> {
            let facet = facets.iter().find(|facet| facet.kind == kind).unwrap();
            facet.values.iter().map(|value| (value.value.as_str(), value.count)).collect()
        };
        assert_eq!(counts(FacetKind::Industry), [("Health", 2), ("deep tech", 1)]);
        assert_eq!(counts(FacetKind::Expertise), [("hiring", 2), ("fundraising", 1)]);
        assert_eq!(counts(FacetKind::Language), [("en", 2), ("de", 1)]);
        assert_eq!(directory().count_facets(&filters, Audience::Public, 1)[0].values.len(), 1);
    }

    #[test]
    fn a_mentor_counts_once_for_a_topic_and_only_where_seen() {
        let mut directory = Directory::default();
        directory.replace(&mentor(1, "x", &["fundraising", "term sheets"], &[]));
        directory.replace(&mentor(2, "x", &["pitch decks", "juggling"], &[]));
        let limited =
            MentorProfile { visibility: Visibility::Limited, ..mentor(3, "x", &["fundraising"], &[]) };
        directory.replace(&limited);
        let counted = |audience| {
            let counts = directory.count_topics(audience, 100);
            counts.iter().find(|count| count.name == "fundraising").map(|count| count.mentors)
        };
        assert_eq!((counted(Audience::Public), counted(Audience::Members)), (Some(2), Some(3)));
        assert_eq!(directory.count_topics(Audience::Public, 1).len(), 1);
        assert!(Directory::default().count_topics(Audience::Public, 9).is_empty());
    }

    #[test]
    fn the_most_alike_come_first_without_whom_one_knows() {
        let mut directory = Directory::default();
        directory.replace(&mentor(1, "x", &["hiring", "sales"], &[]));
        directory.replace(&mentor(2, "x", &["hiring"], &[]));
        directory.replace(&mentor(3, "x", &["hiring", "sales"], &[]));
        directory.replace(&mentor(4, "x", &["tax"], &[]));
        directory.replace(&MentorProfile { active: false, ..mentor(5, "x", &["hiring", "sales"], &[]) });
        let id = |number| MentorId(Uuid::from_u128(number));
        let alike = |except: &[MentorId], most| directory.list_alike(id(1), Audience::Public, except, most);
        assert_eq!(alike(&[], 9), [id(3), id(2)]);
        assert_eq!(alike(&[], 1), [id(3)]);
        assert_eq!(alike(&[id(3), id(1)], 9), [id(2)]);
        assert!(directory.list_alike(id(9), Audience::Public, &[], 9).is_empty());
    }

    #[test]
    fn the_longest_name_is_what_was_named() {
        let named = |text: &str| directory().named_in(text).industry;
        assert_eq!(named("We build deep tech").as_deref(), Some("deep tech"));
        assert_eq!(named("the health of our team").as_deref(), Some("Health"));
        assert_eq!(named("deep thoughts"), None);
    }

    #[test]
    fn replaced_and_hidden_mentors_leave_the_counts() {
        let mut directory = directory();
        assert_eq!(directory.count_hidden(Audience::Public), 2);
        directory.replace(&MentorProfile { active: false, ..mentor(3, "energy", &[], &[]) });
        assert_eq!((directory.count_hidden(Audience::Public), directory.len()), (3, 5));
        let member = directory.member(MentorId(Uuid::from_u128(3))).unwrap();
        assert_eq!((member.industry(), member.speaks("es")), (Some("energy"), false));
    }
}
