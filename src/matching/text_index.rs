//! Searching profiles by words, in memory: BM25 over the fields of a profile.
//!
//! Every number that the formula needs is exact at all times, so the order does not depend on the
//! order in which profiles came. Keeping the index up to date and sharing it is the caller's work.
//!
//! Source: Robertson, Zaragoza and Taylor, "Simple BM25 Extension to Multiple Weighted Fields",
//! CIKM 2004: the counts of the fields are added, each by its weight and length, before the
//! saturation.

use std::collections::{HashMap, HashSet};
use std::sync::OnceLock;

use super::names;
use super::spelling;
use super::topics::{self, Topic, Touched};
use super::words::{fold, is_content, stem, words_with_ranges};
use crate::ids::{MentorId, MentorMap, MentorSet};
use crate::profile::MentorProfile;

/// How fast a word that comes again loses weight.
const SATURATION: f32 = 1.5;
/// Headline, areas, and all other text.
const FIELDS: usize = 3;
/// How much a word in each field counts.
const FIELD_WEIGHTS: [f32; FIELDS] = [2.0, 2.0, 1.0];
/// How far the length of a field is held against it, from 0 to 1.
const FIELD_LENGTH_NORMS: [f32; FIELDS] = [0.5, 0.5, 0.6];

/// Words to look for, each by its stem and with a weight above 0.
pub type Terms = Vec<(String, f32)>;

/// What to search for.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct TextQuery {
    /// The words of the need.
    pub need: Terms,
    /// The topics that the need touches: their words are looked for by their shares.
    pub topics: Vec<Touched>,
}

/// One mentor's answer to a query.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct TextHit {
    /// The mentor.
    pub mentor_id: MentorId,
    /// Closeness to the need's words, in [0, 1]: the part of the best score of all mentors.
    pub need: f32,
    /// The same for the topics' words.
    pub topics: f32,
}

/// A score that counts as a full match even where no mentor has more: what about one rare word in
/// a headline earns. It keeps a poor best from looking like a good one.
const FULL_MATCH: f32 = 8.0;

/// The profiles of a programme, searchable by words.
#[derive(Debug, Default)]
pub struct TextIndex {
    /// Where each mentor is in `rows`.
    places: MentorMap<RowId>,
    rows: Vec<Row>,
    free: Vec<RowId>,
    /// Words as written, without accents; what a word costs is paid once.
    words: HashMap<Box<str>, WordId>,
    word_infos: Vec<WordInfo>,
    /// By stem, the profiles that hold it, by row.
    postings: HashMap<Box<str>, Vec<Posting>>,
    lengths: [u64; FIELDS],
    /// What follows from all of the above; made when first asked for, forgotten with every change.
    derived: OnceLock<Derived>,
}

/// What is the same for every search until a profile changes.
#[derive(Debug)]
struct Derived {
    /// How much each occurrence in each field counts, by row.
    worths: Box<[[f32; FIELDS]]>,
    /// By place of the topic, how close each row is to its words, in parts of [`WHOLE`].
    topics: Box<[OnceLock<Box<[u16]>>]>,
}

/// A topic score of 1. Two bytes are finer than what a topic can tell.
const WHOLE: f32 = u16::MAX as f32;

/// The place of a profile in the index, as long as it is not replaced.
pub type RowId = u32;

type WordId = u32;

/// Where a profile has a word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Held {
    /// In what the mentor says to be: headline, title, company, areas.
    InFront,
    /// Only elsewhere.
    InText,
}

#[derive(Debug)]
struct WordInfo {
    text: Box<str>,
    profiles: u32,
}

#[derive(Debug)]
struct Row {
    /// Nobody, where a profile was taken out.
    mentor_id: Option<MentorId>,
    words: Box<[WordId]>,
    lengths: [u32; FIELDS],
}

#[derive(Clone, Copy, Debug)]
struct Posting {
    row: RowId,
    counts: [u8; FIELDS],
}

impl TextIndex {
    /// How many profiles there are.
    pub fn len(&self) -> usize {
        self.places.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.places.is_empty()
    }

    /// Puts a profile in the place of what was there of the same mentor, and says in which row.
    pub fn replace(&mut self, profile: &MentorProfile) -> RowId {
        self.remove(profile.mentor_id);
        self.derived = OnceLock::new();
        let row = self.free.pop().unwrap_or_else(|| {
            self.rows.push(Row { mentor_id: None, words: Box::default(), lengths: [0; FIELDS] });
            (self.rows.len() - 1) as RowId
        });
        let mut stems: HashMap<String, [u8; FIELDS]> = HashMap::new();
        let mut words: HashSet<WordId> = HashSet::new();
        let mut lengths = [0; FIELDS];
        for (field, text) in fields(profile).iter().enumerate() {
            for (word, _) in words_with_ranges(text).iter().filter(|(word, _)| is_content(word)) {
                words.insert(self.word_id(&fold(word)));
                let count = &mut stems.entry(stem(word)).or_default()[field];
                *count = count.saturating_add(1);
                lengths[field] += 1;
            }
        }
        for word in &words {
            self.word_infos[*word as usize].profiles += 1;
        }
        for (stem, counts) in stems {
            let postings = self.postings.entry(stem.into_boxed_str()).or_default();
            let at = postings.partition_point(|posting| posting.row < row);
            postings.insert(at, Posting { row, counts });
        }
        for (total, length) in self.lengths.iter_mut().zip(lengths) {
            *total += u64::from(length);
        }
        self.rows[row as usize] =
            Row { mentor_id: Some(profile.mentor_id), words: words.into_iter().collect(), lengths };
        self.places.insert(profile.mentor_id, row);
        row
    }

    /// Takes a profile out; nothing happens where there is none.
    pub fn remove(&mut self, mentor_id: MentorId) {
        let Some(row) = self.places.remove(&mentor_id) else { return };
        self.derived = OnceLock::new();
        let old = &mut self.rows[row as usize];
        old.mentor_id = None;
        let words = std::mem::take(&mut old.words);
        for (total, length) in self.lengths.iter_mut().zip(old.lengths) {
            *total -= u64::from(length);
        }
        let mut stems = HashSet::new();
        for word in words {
            let info = &mut self.word_infos[word as usize];
            info.profiles -= 1;
            stems.insert(stem(&info.text));
        }
        for stem in stems {
            let Some(postings) = self.postings.get_mut(stem.as_str()) else { continue };
            if let Ok(at) = postings.binary_search_by_key(&row, |posting| posting.row) {
                postings.remove(at);
            }
        }
        self.free.push(row);
    }

    /// In which row a mentor's profile is.
    pub fn row_of(&self, mentor_id: MentorId) -> Option<RowId> {
        self.places.get(&mentor_id).copied()
    }

    /// Whether the profile in a row has the word of this stem in headline, title, company or areas;
    /// nothing where it does not have it at all.
    pub fn holds(&self, row: RowId, stem: &str) -> Option<Held> {
        let postings = self.postings.get(stem)?;
        let at = postings.binary_search_by_key(&row, |posting| posting.row).ok()?;
        let [headline, areas, _] = postings[at].counts;
        Some(if headline > 0 || areas > 0 { Held::InFront } else { Held::InText })
    }

    /// The `limit` best of the mentors that hold any of the words, best first, ties by id; of
    /// `allowed` only, when given. Whoever is in `also` is added at the end, however far.
    pub fn search(
        &self,
        query: &TextQuery,
        limit: usize,
        also: &[MentorId],
        allowed: Option<&MentorSet>,
    ) -> Vec<TextHit> {
        let derived = self.derived.get_or_init(|| self.derive());
        let need = relative(self.scores(&query.need, &derived.worths));
        let mut topics = vec![0.0_f32; self.rows.len()];
        for touched in &query.topics {
            let part = touched.share / WHOLE;
            for (sum, score) in topics.iter_mut().zip(self.topic_scores(touched.topic, derived)) {
                *sum += part * f32::from(*score);
            }
        }
        let totals: Vec<f32> = need.iter().zip(&topics).map(|(need, topics)| need + topics).collect();
        let ids = |row: usize| self.rows[row].mentor_id;
        // Where nobody is in a row, there are no scores.
        let is_allowed =
            |row: usize| allowed.is_none_or(|some| ids(row).is_some_and(|id| some.contains(&id)));
        let mut best = best_rows(&totals, limit, is_allowed);
        let better =
            |a: &(usize, f32), b: &(usize, f32)| b.1.total_cmp(&a.1).then_with(|| ids(a.0).cmp(&ids(b.0)));
        if best.len() > limit {
            best.select_nth_unstable_by(limit, better);
            best.truncate(limit);
        }
        best.sort_unstable_by(better);
        let hit = |row: usize, mentor_id| TextHit { mentor_id, need: need[row], topics: topics[row] };
        let mut hits: Vec<TextHit> =
            best.into_iter().filter_map(|(row, _)| Some(hit(row, ids(row)?))).collect();
        let found: MentorSet = hits.iter().map(|hit| hit.mentor_id).collect();
        let missing = also.iter().filter(|id| !found.contains(id));
        hits.extend(missing.filter_map(|id| Some(hit(*self.places.get(id)? as usize, *id))));
        hits
    }

    /// The word that was probably meant by `word`; nothing where it is known or nothing is near.
    /// `common` holds words that are right although no profile has them.
    pub fn meant_by(&self, word: &str, common: &HashSet<String>) -> Option<String> {
        let profiles = |word: &str| {
            let id = self.words.get(word)?;
            Some(self.word_infos[*id as usize].profiles)
        };
        let known = self.word_infos.iter().filter(|info| info.profiles > 0);
        spelling::meant_by(word, common, profiles, known.map(|info| (&*info.text, info.profiles)))
    }

    fn derive(&self) -> Derived {
        let profiles = (self.len() as f32).max(1.0);
        let means = self.lengths.map(|total| (total as f32 / profiles).max(f32::MIN_POSITIVE));
        let worth = |row: &Row| {
            std::array::from_fn(|field| {
                let norm = FIELD_LENGTH_NORMS[field];
                FIELD_WEIGHTS[field] / (1.0 - norm + norm * row.lengths[field] as f32 / means[field])
            })
        };
        Derived {
            worths: self.rows.iter().map(worth).collect(),
            topics: topics::all().iter().map(|_| OnceLock::new()).collect(),
        }
    }

    fn topic_scores<'a>(&self, topic: &Topic, derived: &'a Derived) -> &'a [u16] {
        derived.topics[topic.place].get_or_init(|| {
            let scores = relative(self.scores(&topic.search_terms, &derived.worths));
            scores.into_iter().map(|score| (score * WHOLE).round() as u16).collect()
        })
    }

    /// BM25 of every row.
    fn scores(&self, terms: &Terms, worths: &[[f32; FIELDS]]) -> Vec<f32> {
        let mut scores = vec![0.0; self.rows.len()];
        let profiles = self.len() as f32;
        for (stem, weight) in terms {
            let Some(postings) = self.postings.get(stem.as_str()).filter(|postings| !postings.is_empty())
            else {
                continue;
            };
            let holders = postings.len() as f32;
            let rarity = (1.0 + (profiles - holders + 0.5) / (holders + 0.5)).ln();
            let most = weight * rarity * (SATURATION + 1.0);
            for posting in postings {
                let worth = &worths[posting.row as usize];
                let count: f32 =
                    posting.counts.iter().zip(worth).map(|(count, worth)| f32::from(*count) * worth).sum();
                scores[posting.row as usize] += most * count / (count + SATURATION);
            }
        }
        scores
    }

    fn word_id(&mut self, word: &str) -> WordId {
        if let Some(id) = self.words.get(word) {
            return *id;
        }
        let id = self.word_infos.len() as WordId;
        self.words.insert(word.into(), id);
        self.word_infos.push(WordInfo { text: word.into(), profiles: 0 });
        id
    }
}

/// Rows that are looked at as one: nearly all of these hold no row that is among the best.
const BLOCK: usize = 64;
/// How many more rows are looked at when too few of the best are allowed.
const MORE: usize = 8;

/// The `most` rows with the largest totals above 0 of those that are allowed, or some more; in no order.
fn best_rows(totals: &[f32], most: usize, is_allowed: impl Fn(usize) -> bool) -> Vec<(usize, f32)> {
    let largest_of: Vec<f32> = totals.chunks(BLOCK).map(|block| largest(block, 0.0)).collect();
    let mut depth = most;
    loop {
        let is_all = depth >= largest_of.len();
        // As many rows as this are at least so large: one in each of the best blocks.
        let least = match depth.checked_sub(1).filter(|_| !is_all) {
            Some(nth) => *largest_of.clone().select_nth_unstable_by(nth, |a, b| b.total_cmp(a)).1,
            None => 0.0,
        };
        let mut best = Vec::with_capacity(2 * most);
        for (block, _) in largest_of.iter().enumerate().filter(|(_, largest)| **largest >= least) {
            let start = block * BLOCK;
            let rows = (start..).zip(&totals[start..totals.len().min(start + BLOCK)]);
            let good = rows.filter(|(row, total)| **total >= least && **total > 0.0 && is_allowed(*row));
            best.extend(good.map(|(row, total)| (row, *total)));
        }
        if best.len() >= most || least <= 0.0 {
            return best;
        }
        depth *= MORE;
    }
}

/// The largest of all and `least`; without an order among the comparisons, so that many are made at once.
fn largest(numbers: &[f32], least: f32) -> f32 {
    let more = |a: f32, b: f32| if a > b { a } else { b };
    let (lanes, rest) = numbers.as_chunks::<16>();
    let mut largest = [least; 16];
    for lane in lanes {
        for (largest, number) in largest.iter_mut().zip(lane) {
            *largest = more(*number, *largest);
        }
    }
    rest.iter().copied().chain(largest).fold(least, more)
}

/// Scores as parts of the best one.
fn relative(mut scores: Vec<f32>) -> Vec<f32> {
    let best = largest(&scores, FULL_MATCH);
    for score in &mut scores {
        *score /= best;
    }
    scores
}

/// The words of a profile by field. Languages and the country are written out, so that they can be
/// looked for by name.
fn fields(profile: &MentorProfile) -> [String; FIELDS] {
    let mut headline = profile.headline.clone().unwrap_or_default();
    for line in [&profile.title, &profile.company].into_iter().flatten() {
        if !headline.contains(line.as_str()) {
            headline.push_str(" · ");
            headline.push_str(line);
        }
    }
    let mut areas = String::new();
    for expertise in &profile.expertise {
        areas.push_str(&expertise.area);
        areas.push(' ');
        areas.push_str(expertise.subarea.as_deref().unwrap_or_default());
        areas.push(' ');
    }
    let languages = profile.languages.iter().filter_map(|code| names::language_name(code));
    let country = profile.country.as_deref().and_then(names::country_name);
    let rest: Vec<&str> = [&profile.bio, &profile.industry, &profile.stage]
        .into_iter()
        .filter_map(|text| text.as_deref())
        .chain(languages)
        .chain(country)
        .collect();
    [headline, areas, rest.join(" ")]
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;
    use crate::matching::passages::tests::profile;
    use crate::matching::words::stems;

    fn mentor(id: u128, headline: &str, bio: &str) -> MentorProfile {
        MentorProfile {
            mentor_id: MentorId(Uuid::from_u128(id)),
            headline: Some(headline.into()),
            bio: Some(bio.into()),
            company: None,
            title: None,
            industry: None,
            stage: None,
            expertise: vec![],
            ..profile()
        }
    }

    fn index() -> TextIndex {
        let mut index = TextIndex::default();
        index.replace(&mentor(1, "Pricing for start-ups", "I sold two companies."));
        index.replace(&mentor(2, "Engineer", "I write about pricing now and then."));
        index.replace(&mentor(3, "Gardener", "Roses."));
        index
    }

    fn query(text: &str) -> TextQuery {
        TextQuery { need: stems(text).map(|stem| (stem, 1.0)).collect(), topics: vec![] }
    }

    fn found(index: &TextIndex, text: &str) -> Vec<u128> {
        index.search(&query(text), 10, &[], None).iter().map(|hit| hit.mentor_id.0.as_u128()).collect()
    }

    #[test]
    fn a_headline_counts_more_than_a_bio() {
        assert_eq!(found(&index(), "What should the price be?"), [1, 2]);
        assert!(found(&index(), "quantum").is_empty());
    }

    #[test]
    fn scores_are_parts_of_the_best_and_a_poor_best_is_not_full() {
        let hits = index().search(&query("pricing"), 10, &[], None);
        assert!(hits.iter().all(|hit| hit.need > 0.0 && hit.need < 1.0 && hit.topics == 0.0), "{hits:?}");
        let many: Terms =
            query("pricing start-ups sold two companies").need.into_iter().map(|(s, _)| (s, 9.0)).collect();
        let many = TextQuery { need: many, topics: vec![] };
        assert_eq!(index().search(&many, 1, &[], None)[0].need, 1.0);
    }

    #[test]
    fn none_of_the_best_of_many_is_left_out() {
        let totals: Vec<f32> = (0..5_000_u32).map(|n| (n * 7_919 % 5_000) as f32 / 2_500.0).collect();
        let mut sorted = totals.clone();
        sorted.sort_unstable_by(|a, b| b.total_cmp(a));
        let best = |most, is_allowed: fn(usize) -> bool| {
            let mut best = best_rows(&totals, most, is_allowed);
            best.sort_unstable_by(|a, b| b.1.total_cmp(&a.1));
            best
        };
        for most in [1, 10, 60, 100, 4_999, 6_000] {
            let found: Vec<f32> = best(most, |_| true).iter().map(|(_, total)| *total).collect();
            let kept = most.min(found.len());
            assert_eq!(found[..kept], sorted[..most.min(4_999)], "{most}");
        }
        // Rows of the better half are not allowed: the others are looked for further down.
        let rare = |row: usize| row * 7_919 % 5_000 < 2_500 && row.is_multiple_of(3);
        let found = best(30, rare);
        let expected = sorted.iter().filter(|total| **total < 1.0);
        assert!(found.len() >= 30 && found.iter().all(|(row, _)| rare(*row)));
        assert!(found[0].1 <= *expected.clone().next().unwrap() && found[29].1 > 0.9, "{found:?}");
        assert_eq!(
            (largest(&totals, 0.5), largest(&totals[..3], 9.0), largest(&[], 0.5)),
            (sorted[0], 9.0, 0.5)
        );
    }

    #[test]
    fn limits_and_filters_hold_and_others_can_be_asked_for() {
        let index = index();
        let id = |id| MentorId(Uuid::from_u128(id));
        let allowed = MentorSet::from_iter([id(2), id(3)]);
        let hits = index.search(&query("pricing"), 10, &[id(3), id(2), id(9)], Some(&allowed));
        assert_eq!(hits.iter().map(|hit| hit.mentor_id).collect::<Vec<_>>(), [id(2), id(3)]);
        assert_eq!((hits[1].need, hits[1].topics), (0.0, 0.0));
        assert_eq!(index.search(&query("pricing"), 1, &[], None).len(), 1);
    }

    #[test]
    fn topics_count_by_their_share() {
        let topic = |name: &str| topics::all().iter().find(|topic| topic.name == name).unwrap();
        let mut index = TextIndex::default();
        for (id, name) in [(1, "pricing"), (2, "fundraising"), (3, "hiring")] {
            index.replace(&mentor(id, topic(name).terms[0], ""));
        }
        let topics = vec![
            Touched { topic: topic("hiring"), share: 0.75 },
            Touched { topic: topic("pricing"), share: 0.25 },
        ];
        let hits = index.search(&TextQuery { need: vec![], topics }, 10, &[], None);
        assert_eq!(hits.iter().map(|hit| hit.mentor_id.0.as_u128()).collect::<Vec<_>>(), [3, 1]);
    }

    #[test]
    fn replacing_leaves_no_trace() {
        let mut edited = index();
        edited.replace(&mentor(1, "Sailor", "Boats, and the sea."));
        edited.remove(MentorId(Uuid::from_u128(2)));
        edited.remove(MentorId(Uuid::from_u128(7)));
        edited.replace(&mentor(2, "Engineer", "I write about pricing now and then."));
        edited.replace(&mentor(1, "Pricing for start-ups", "I sold two companies."));
        assert_eq!(edited.len(), 3);
        for text in ["pricing", "sailor boats", "companies engineer"] {
            let both = [&index(), &edited].map(|index| index.search(&query(text), 10, &[], None));
            assert_eq!(both[0], both[1], "{text}");
        }
        assert_eq!(edited.meant_by("sailer", &HashSet::new()), None);
    }

    #[test]
    fn languages_and_countries_are_found_by_name() {
        let mut index = index();
        index.replace(&MentorProfile {
            languages: vec!["es".into()],
            country: Some("CL".into()),
            ..mentor(4, "Nurse", "")
        });
        assert_eq!(found(&index, "Spanish"), [4]);
        assert_eq!(found(&index, "Chile"), [4]);
    }
}
