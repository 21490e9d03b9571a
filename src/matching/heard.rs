//! What mentees say they talked about with a mentor and what they found good, as far as several agree:
//! a profile may not say what its owner is good at.
//!
//! It is compared with needs and shown to nobody: what one mentee wrote stays between them and the staff.

use std::collections::{BTreeMap, BTreeSet};

use crate::ids::MenteeId;

/// So many mentees must say the same: one alone could be recognised, or be doing a favour.
const AGREEING: usize = 2;
/// The most topics that are told.
const TOPICS: usize = 8;
/// The most praise that is told.
const PRAISE: usize = 4;

/// What one mentee said after a session.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Said {
    /// Who.
    pub mentee_id: MenteeId,
    /// What they talked about.
    pub topics: Vec<String>,
    /// What was good.
    pub praise: Vec<String>,
}

/// What is heard of one mentor: the topics that most mentees name, then their praise; nothing where
/// no two agree. The order of `said` does not matter.
pub fn heard(said: &[Said]) -> Option<String> {
    let topics = agreed(said.iter().map(|one| (one.mentee_id, &one.topics)), TOPICS);
    let praise = agreed(said.iter().map(|one| (one.mentee_id, &one.praise)), PRAISE);
    let all: Vec<String> = topics.into_iter().chain(praise).collect();
    (!all.is_empty()).then(|| all.join(", "))
}

fn agreed<'a>(said: impl Iterator<Item = (MenteeId, &'a Vec<String>)>, most: usize) -> Vec<String> {
    let mut by: BTreeMap<String, BTreeSet<MenteeId>> = BTreeMap::new();
    for (mentee_id, words) in said {
        for word in words {
            let word = word.trim().to_lowercase();
            if !word.is_empty() {
                by.entry(word).or_default().insert(mentee_id);
            }
        }
    }
    let mut agreed: Vec<(String, usize)> =
        by.into_iter().map(|(word, people)| (word, people.len())).filter(|(_, n)| *n >= AGREEING).collect();
    // The sort is stable: equals stay in the order of the alphabet.
    agreed.sort_by_key(|(_, people)| std::cmp::Reverse(*people));
    agreed.into_iter().take(most).map(|(word, _)| word).collect()
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;

    fn said(mentee: u128, topics: &[&str], praise: &[&str]) -> Said {
        let owned = |words: &[&str]| words.iter().map(|word| (*word).to_owned()).collect();
        Said { mentee_id: MenteeId(Uuid::from_u128(mentee)), topics: owned(topics), praise: owned(praise) }
    }

    #[test]
    fn what_several_say_is_heard_and_what_one_says_is_not() {
        let all = [
            said(1, &["Pricing", "term sheets"], &["clear"]),
            said(2, &["pricing ", "Hiring"], &["Clear", "kind"]),
            said(3, &["pricing", "term sheets"], &[]),
        ];
        assert_eq!(heard(&all).unwrap(), "pricing, term sheets, clear");
        let turned: Vec<Said> = all.iter().rev().cloned().collect();
        assert_eq!(heard(&turned), heard(&all));
        assert_eq!(heard(&all[..1]), None);
    }

    #[test]
    fn one_who_says_it_often_is_one() {
        let all: Vec<Said> = (0..9).map(|_| said(1, &["scams", "scams"], &["best"])).collect();
        assert_eq!(heard(&all), None);
    }

    #[test]
    fn no_more_is_told_than_fits() {
        let words: Vec<String> = (0..50).map(|n| format!("topic {n:02}")).collect();
        let words: Vec<&str> = words.iter().map(String::as_str).collect();
        let told = heard(&[said(1, &words, &words), said(2, &words, &words)]).unwrap();
        assert_eq!(told.split(", ").count(), TOPICS + PRAISE);
    }
}
