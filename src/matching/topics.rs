//! What people need help with, in the words of profiles and in the words of those who need it.
//!
//! `topics.txt` lists them: a name, the terms that stand in profiles, and needs as somebody would
//! say them who does not know the terms. Those needs are embedded once; a need that is close to
//! one of them touches its topic, and the topic's terms are looked for as well. This is how "we
//! are running out of cash" finds who writes "fundraising".

use std::collections::{BTreeMap, HashMap, HashSet};
use std::sync::LazyLock;

use super::parts::PartKind;
use super::text_index::Terms;
use super::words::{fold, stem, stems, words_with_ranges};

/// Topics of one need at most.
const MOST: usize = 2;
/// A need touches no topic whose cues are all farther than this cosine.
const FARTHEST: f32 = 0.25;
/// So much above it the topics count in full.
const SURE: f32 = 0.3;
/// Added to the shares of topics, so that one just touched has some.
const LEAST_SHARE: f32 = 0.05;
/// What a topic weighs that a language model names: half of one that the need is surely about.
const ADVISED: f32 = 0.5;
/// How sure topics are that it names.
const ADVISED_CONFIDENCE: f32 = 0.8;
/// How much a word of a term of several words counts against a term of one word.
const PART_OF_TERM: f32 = 0.6;

/// One topic.
#[derive(Clone, Debug, PartialEq)]
pub struct Topic {
    /// Short, as shown.
    pub name: &'static str,
    /// As they stand in profiles.
    pub terms: Vec<&'static str>,
    /// Needs in plain words.
    pub cues: Vec<&'static str>,
    /// The stems of each term's words, those that carry no meaning as well.
    pub term_stems: Vec<Vec<String>>,
    /// The terms as words to look for in profiles: a term of one word in full, the words of a longer
    /// one less.
    pub search_terms: Terms,
    /// Its place in [`all`].
    pub place: usize,
}

/// A topic that a need touches.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Touched {
    /// The topic.
    pub topic: &'static Topic,
    /// Its part of all that the need touches; the parts add up to 1.
    pub share: f32,
}

/// The topics of a need, most touched first, and how sure that is.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Touches {
    /// At most two.
    pub topics: Vec<Touched>,
    /// From 0, a guess, to 1.
    pub confidence: f32,
}

impl Touches {
    /// Without the topics of these keys; see [`super::NeedPart`]. The others share what is touched.
    pub fn without(mut self, keys: &[String]) -> Self {
        self.topics.retain(|touched| !keys.contains(&PartKind::Topic.key(touched.topic.name)));
        let sum: f32 = self.topics.iter().map(|touched| touched.share).sum();
        // The nearest one made it sure; what is left is as sure as its share was.
        self.confidence *= sum;
        self.topics.iter_mut().for_each(|touched| touched.share /= sum);
        self
    }

    /// With topics that a language model names: those that both see come first.
    pub fn advised(self, topics: &[&'static Topic]) -> Self {
        if topics.is_empty() {
            return self;
        }
        let confidence = self.confidence.max(ADVISED_CONFIDENCE);
        let mut weights: Vec<(&'static Topic, f32)> =
            self.topics.iter().map(|touched| (touched.topic, touched.share * self.confidence)).collect();
        for topic in topics {
            match weights.iter_mut().find(|(have, _)| have.place == topic.place) {
                Some((_, weight)) => *weight += ADVISED,
                None => weights.push((topic, ADVISED)),
            }
        }
        weights.sort_by(|a, b| b.1.total_cmp(&a.1));
        weights.truncate(MOST);
        let sum: f32 = weights.iter().map(|(_, weight)| weight).sum();
        let topics =
            weights.into_iter().map(|(topic, weight)| Touched { topic, share: weight / sum }).collect();
        Self { topics, confidence }
    }
}

/// All topics, in the order of the file.
pub fn all() -> &'static [Topic] {
    static TOPICS: LazyLock<Vec<Topic>> = LazyLock::new(|| parse(include_str!("topics.txt")));
    &TOPICS
}

/// The topics, by their places, that have a term, or a name, of exactly these stems.
pub fn of_stems(stems: &[String]) -> &'static [usize] {
    static BY_TERM: LazyLock<HashMap<Vec<String>, Vec<usize>>> = LazyLock::new(|| {
        let mut by_term: HashMap<Vec<String>, Vec<usize>> = HashMap::new();
        for topic in all() {
            for term in [topic.name].iter().chain(&topic.terms) {
                let places = by_term.entry(super::words::stems(term).collect()).or_default();
                if !places.contains(&topic.place) {
                    places.push(topic.place);
                }
            }
        }
        by_term.remove(&vec![]);
        by_term
    });
    BY_TERM.get(stems).map_or(&[], Vec::as_slice)
}

/// What is embedded, by topic: the name, the cues, and the terms as one text.
pub fn texts() -> Vec<(&'static Topic, String)> {
    all()
        .iter()
        .flat_map(|topic| {
            let said = [topic.name].into_iter().chain(topic.cues.iter().copied()).map(str::to_owned);
            said.chain([topic.terms.join(", ")]).map(move |text| (topic, text))
        })
        .collect()
}

/// The topics that a need touches, by the cosine of each text of [`texts`] to the need.
pub fn touched_by(similarities: impl Iterator<Item = (&'static Topic, f32)>) -> Touches {
    let mut best: BTreeMap<&'static str, (&'static Topic, f32)> = BTreeMap::new();
    for (topic, similarity) in similarities.filter(|(_, similarity)| *similarity > FARTHEST) {
        let entry = best.entry(topic.name).or_insert((topic, similarity));
        entry.1 = entry.1.max(similarity);
    }
    let mut nearest: Vec<(&'static Topic, f32)> = best.into_values().collect();
    nearest.sort_by(|a, b| b.1.total_cmp(&a.1));
    nearest.truncate(MOST);
    let Some((_, closest)) = nearest.first() else { return Touches::default() };
    let confidence = ((closest - FARTHEST) / SURE).min(1.0);
    let weight = |similarity: f32| similarity - FARTHEST + LEAST_SHARE;
    let sum: f32 = nearest.iter().map(|(_, similarity)| weight(*similarity)).sum();
    let topics = nearest
        .into_iter()
        .map(|(topic, similarity)| Touched { topic, share: weight(similarity) / sum })
        .collect();
    Touches { topics, confidence }
}

fn search_terms(terms: &[&str]) -> Terms {
    let mut found: Terms = vec![];
    for term in terms {
        let words: Vec<String> = stems(term).collect();
        let weight = if words.len() == 1 { 1.0 } else { PART_OF_TERM };
        for word in words {
            match found.iter_mut().find(|(have, _)| *have == word) {
                Some((_, have)) => *have = weight.max(*have),
                None => found.push((word, weight)),
            }
        }
    }
    found
}

/// Every word of every term, lower case and without accents: none of them is a slip.
pub fn words() -> &'static HashSet<String> {
    static WORDS: LazyLock<HashSet<String>> = LazyLock::new(|| {
        let terms = all().iter().flat_map(|topic| &topic.terms);
        terms.flat_map(|term| words_with_ranges(term)).map(|(word, _)| fold(&word)).collect()
    });
    &WORDS
}

/// The stems of the words that are a term by themselves: each names a subject.
pub fn subjects() -> &'static HashSet<String> {
    static SUBJECTS: LazyLock<HashSet<String>> = LazyLock::new(|| {
        let terms = all().iter().flat_map(|topic| &topic.terms);
        terms
            .filter_map(|term| {
                let mut words = stems(term);
                words.next().filter(|_| words.next().is_none())
            })
            .collect()
    });
    &SUBJECTS
}

fn parse(file: &'static str) -> Vec<Topic> {
    let mut topics: Vec<Topic> = vec![];
    for line in file.lines().filter(|line| !line.trim().is_empty() && !line.starts_with('#')) {
        if let Some(cue) = line.strip_prefix("  ") {
            if let Some(topic) = topics.last_mut() {
                topic.cues.push(cue);
            }
        } else if let Some((name, terms)) = line.split_once(" = ") {
            let terms: Vec<&str> = terms.split(", ").collect();
            let search_terms = search_terms(&terms);
            let all_stems =
                |term: &&str| words_with_ranges(term).iter().map(|(word, _)| stem(word)).collect();
            let term_stems = terms.iter().map(all_stems).collect();
            topics.push(Topic { name, terms, cues: vec![], term_stems, search_terms, place: topics.len() });
        }
    }
    topics
}

#[cfg(test)]
mod tests {
    use super::*;

    fn topic(name: &str) -> &'static Topic {
        all().iter().find(|topic| topic.name == name).unwrap()
    }

    #[test]
    fn every_line_of_the_file_is_read_and_says_something() {
        let lines = include_str!("topics.txt").lines();
        let meant = lines.filter(|line| !line.trim().is_empty() && !line.starts_with('#')).count();
        assert_eq!(all().iter().map(|topic| 1 + topic.cues.len()).sum::<usize>(), meant);
        let names: HashSet<&str> = all().iter().map(|topic| topic.name).collect();
        assert_eq!(names.len(), all().len(), "a topic is there twice");
        for topic in all() {
            assert!(!topic.search_terms.is_empty(), "{}", topic.name);
            assert!(
                topic.terms.iter().chain(&topic.cues).all(|text| *text == text.trim() && !text.is_empty())
            );
        }
    }

    #[test]
    fn the_nearest_topics_share_what_is_touched() {
        let (a, b) = (topic("fundraising"), topic("sales"));
        let touches = touched_by([(a, 0.2), (b, 0.45), (a, 0.35), (topic("tax"), 0.1)].into_iter());
        assert_eq!(touches.topics.iter().map(|t| t.topic.name).collect::<Vec<_>>(), ["sales", "fundraising"]);
        assert!((touches.topics.iter().map(|t| t.share).sum::<f32>() - 1.0).abs() < 1e-6);
        assert!((touches.confidence - 2.0 / 3.0).abs() < 1e-6);
        assert_eq!(touched_by([(a, 0.2)].into_iter()), Touches::default());
    }

    #[test]
    fn a_topic_that_is_left_out_leaves_its_share() {
        let nearest = [(topic("pricing"), 0.6), (topic("hiring"), 0.5)];
        let all = touched_by(nearest.into_iter());
        let rest = all.clone().without(&["topic:pricing".to_owned()]);
        assert!(rest.confidence < all.confidence / 2.0, "{rest:?}");
        assert_eq!((rest.topics.len(), rest.topics[0].topic.name, rest.topics[0].share), (1, "hiring", 1.0));
    }

    #[test]
    fn topics_that_a_model_names_join_the_nearest() {
        let names = |touches: &Touches| touches.topics.iter().map(|t| t.topic.name).collect::<Vec<_>>();
        let near = touched_by([(topic("pricing"), 0.6), (topic("hiring"), 0.5)].into_iter());
        assert_eq!(near.clone().advised(&[]), near);
        let joined = near.clone().advised(&[topic("hiring")]);
        assert_eq!(names(&joined), ["hiring", "pricing"]);
        assert!((joined.topics.iter().map(|t| t.share).sum::<f32>() - 1.0).abs() < 1e-6);
        assert_eq!(names(&near.advised(&[topic("tax"), topic("sales")])), ["pricing", "tax"]);
        let far = touched_by([(topic("pricing"), 0.3)].into_iter());
        let advised = far.advised(&[topic("tax")]);
        assert_eq!((names(&advised), advised.confidence), (vec!["tax", "pricing"], ADVISED_CONFIDENCE));
        let alone = Touches::default().advised(&[topic("tax")]);
        assert_eq!((alone.topics[0].share, alone.topics.len()), (1.0, 1));
    }

    #[test]
    fn words_of_long_terms_count_less() {
        let terms = &topic("fundraising").search_terms;
        let weight =
            |word: &str| terms.iter().find(|(have, _)| *have == stem(word)).map(|(_, weight)| *weight);
        assert_eq!((weight("investors"), weight("venture"), weight("rose")), (Some(1.0), Some(0.6), None));
    }

    #[test]
    fn an_area_is_of_the_topics_that_have_it_as_a_term() {
        let of = |area: &str| -> Vec<&str> {
            let stems: Vec<String> = stems(area).collect();
            of_stems(&stems).iter().map(|place| all()[*place].name).collect()
        };
        assert!(of("Term sheets").contains(&"fundraising") && of("FUNDRAISING").contains(&"fundraising"));
        assert_eq!((of("juggling"), of("")), (vec![], vec![]));
    }

    #[test]
    fn subjects_are_terms_of_one_word() {
        assert!(subjects().contains(&stem("react")) && !subjects().contains(&stem("venture")));
        assert!(words().contains("venture"));
    }
}
