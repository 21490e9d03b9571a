//! One suite for all editions of `VectorIndex`, so that they mean the same; then what only the one
//! elsewhere has.

#![allow(clippy::unwrap_used, reason = "in a test what is not there is a failure, and the line says where")]

mod support;

use std::collections::HashMap;

use integrations::rest::new_client;
use integrations::upstash::UpstashVector;
use integrations::vectors::memory::MemoryIndex;
use office_hours::experiments::chance::SplitMix64;
use office_hours::ids::{MentorId, MentorSet};
use office_hours::matching::passages::MAX_PASSAGES;
use services::ports::{Hit, Passages, PortError, VectorIndex};
use support::upstash::FakeUpstash;
use support::{KEY, Trouble};
use uuid::Uuid;

/// Numbers of every vector here.
const DIMENSION: usize = 6;
const MODEL: &str = "a-model";

/// Runs each test on every edition.
macro_rules! on_all_editions {
    ($($(#[$meta:meta])* async fn $name:ident($index:ident: &dyn VectorIndex) $body:block)*) => {$(
        mod $name {
            use super::*;
            async fn run($index: &dyn VectorIndex) $body
            $(#[$meta])*
            #[tokio::test]
            async fn in_memory() { run(&MemoryIndex::new()).await }
            $(#[$meta])*
            #[tokio::test]
            async fn upstash() {
                let fake = FakeUpstash::start(DIMENSION).await;
                run(&connect(&fake)).await
            }
        }
    )*};
}

fn connect(fake: &FakeUpstash) -> UpstashVector {
    UpstashVector::new(new_client().unwrap(), fake.url(), KEY, MODEL, DIMENSION).unwrap()
}

fn mentor(number: u128) -> MentorId {
    MentorId(Uuid::from_u128(number))
}

/// A vector with these first numbers.
fn vector(first: &[f32]) -> Vec<f32> {
    let mut vector = first.to_vec();
    vector.resize(DIMENSION, 0.0);
    vector
}

fn places(hits: &[Hit]) -> Vec<(MentorId, i32)> {
    hits.iter().map(|hit| (hit.mentor_id, hit.part)).collect()
}

/// What the tests draw, the same every time.
struct Dice(SplitMix64);

impl Dice {
    fn below(&mut self, bound: u64) -> u64 {
        (self.0.draw() >> 33) % bound
    }

    fn vector(&mut self) -> Vec<f32> {
        (0..DIMENSION).map(|_| (self.0.draw() >> 40) as f32 / (1u32 << 23) as f32 - 1.0).collect()
    }
}

fn cosine(a: &[f32], b: &[f32]) -> f32 {
    let dot = |a: &[f32], b: &[f32]| a.iter().zip(b).map(|(x, y)| x * y).sum::<f32>();
    dot(a, b) / (dot(a, a) * dot(b, b)).sqrt()
}

/// The similarity of the best passage of each mentor, nearest first.
fn naive(
    mentors: &HashMap<MentorId, Passages>,
    query: &[f32],
    allowed: Option<&MentorSet>,
) -> Vec<(MentorId, f32)> {
    let mut all: Vec<(MentorId, f32)> = mentors
        .iter()
        .filter(|(id, passages)| !passages.is_empty() && allowed.is_none_or(|allowed| allowed.contains(id)))
        .map(|(id, passages)| {
            (*id, passages.iter().map(|(_, one)| cosine(one, query)).fold(f32::NEG_INFINITY, f32::max))
        })
        .collect();
    all.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
    all
}

on_all_editions! {
    async fn an_empty_index_finds_nobody(index: &dyn VectorIndex) {
        index.open().await.unwrap();
        assert!(index.is_empty());
        assert!(index.search(&vector(&[1.0]), 5, None).await.unwrap().is_empty());
        let some = MentorSet::from_iter([mentor(1)]);
        assert!(index.search(&vector(&[1.0]), 5, Some(&some)).await.unwrap().is_empty());
        index.replace(mentor(1), vec![]).await.unwrap();
        assert_eq!(index.len(), 0);
    }

    async fn similarities_are_cosines(index: &dyn VectorIndex) {
        for (number, first) in [(1, [3.0, 0.0]), (2, [2.0, 2.0]), (3, [0.0, 0.5]), (4, [-1.0, 0.0])] {
            index.replace(mentor(number), vec![(0, vector(&first))]).await.unwrap();
        }
        let hits = index.search(&vector(&[0.1]), 9, None).await.unwrap();
        assert_eq!(places(&hits), [1, 2, 3, 4].map(|number| (mentor(number), 0)));
        for (hit, expected) in hits.iter().zip([1.0, 0.5_f32.sqrt(), 0.0, -1.0]) {
            assert!((hit.similarity - expected).abs() < 1e-4, "{hit:?} is not {expected}");
        }
    }

    async fn each_mentor_is_found_once_by_the_best_passage(index: &dyn VectorIndex) {
        // Six near passages of one mentor must not crowd out the others.
        let many = (0..6).map(|part| (part, vector(&[1.0, 0.01 * (6 - part) as f32]))).collect();
        index.replace(mentor(1), many).await.unwrap();
        index.replace(mentor(2), vec![(0, vector(&[0.0, 1.0])), (1, vector(&[1.0, 1.0]))]).await.unwrap();
        index.replace(mentor(3), vec![(4, vector(&[1.0, 2.0]))]).await.unwrap();
        assert_eq!(index.len(), 3);
        let hits = index.search(&vector(&[1.0]), 2, None).await.unwrap();
        assert_eq!(places(&hits), [(mentor(1), 5), (mentor(2), 1)]);
        let some = MentorSet::from_iter([mentor(1), mentor(3)]);
        let hits = index.search(&vector(&[1.0]), 2, Some(&some)).await.unwrap();
        assert_eq!(places(&hits), [(mentor(1), 5), (mentor(3), 4)]);
    }

    async fn ties_go_to_the_smaller_id_and_the_earlier_part(index: &dyn VectorIndex) {
        for number in [5, 2, 9] {
            let both = vec![(3, vector(&[1.0, 2.0])), (1, vector(&[2.0, 4.0]))];
            index.replace(mentor(number), both).await.unwrap();
        }
        let hits = index.search(&vector(&[1.0, 2.0]), 3, None).await.unwrap();
        assert_eq!(places(&hits), [(mentor(2), 1), (mentor(5), 1), (mentor(9), 1)]);
    }

    async fn what_is_replaced_is_gone(index: &dyn VectorIndex) {
        let before = vec![(0, vector(&[1.0])), (1, vector(&[0.0, 1.0])), (2, vector(&[0.0, 0.0, 1.0]))];
        index.replace(mentor(1), before).await.unwrap();
        index.replace(mentor(2), vec![(0, vector(&[0.0, 0.0, 0.0, 1.0]))]).await.unwrap();
        index.replace(mentor(1), vec![(1, vector(&[0.0, 0.0, 0.0, 0.0, 1.0]))]).await.unwrap();
        for first in [vector(&[1.0]), vector(&[0.0, 1.0]), vector(&[0.0, 0.0, 1.0])] {
            let hits = index.search(&first, 9, Some(&MentorSet::from_iter([mentor(1)]))).await.unwrap();
            assert_eq!(places(&hits), [(mentor(1), 1)]);
            assert!(hits[0].similarity.abs() < 1e-4, "{hits:?}");
        }
        index.replace(mentor(1), vec![]).await.unwrap();
        assert_eq!(index.len(), 1);
        let hits = index.search(&vector(&[1.0]), 9, None).await.unwrap();
        assert_eq!(places(&hits), [(mentor(2), 0)]);
    }

    async fn nothing_asked_or_nobody_allowed_finds_nobody(index: &dyn VectorIndex) {
        index.replace(mentor(1), vec![(0, vector(&[1.0]))]).await.unwrap();
        let found = async |limit, allowed: Option<MentorSet>| {
            index.search(&vector(&[1.0]), limit, allowed.as_ref()).await.unwrap().len()
        };
        assert_eq!(found(0, None).await, 0);
        assert_eq!(found(5, Some(MentorSet::default())).await, 0);
        assert_eq!(found(5, Some(MentorSet::from_iter([mentor(9)]))).await, 0);
        assert_eq!(found(5, Some(MentorSet::from_iter([mentor(1), mentor(9)]))).await, 1);
    }

    async fn vectors_without_direction_or_of_another_kind_are_refused(index: &dyn VectorIndex) {
        index.replace(mentor(1), vec![(0, vector(&[1.0]))]).await.unwrap();
        let broken = [vec![0.0; DIMENSION], vector(&[f32::NAN]), vector(&[f32::INFINITY]), vec![], vec![1.0; 3]];
        for broken in broken {
            let put = index.replace(mentor(1), vec![(1, vector(&[0.0, 1.0])), (2, broken.clone())]).await;
            assert!(matches!(put, Err(PortError::GiveUp(_))), "{broken:?}: {put:?}");
            let found = index.search(&broken, 5, None).await;
            assert!(matches!(found, Err(PortError::GiveUp(_))), "{broken:?}: {found:?}");
        }
        let hits = index.search(&vector(&[1.0]), 5, None).await.unwrap();
        assert_eq!((places(&hits), index.len()), (vec![(mentor(1), 0)], 1));
    }

    async fn many_are_replaced_as_one_by_one(index: &dyn VectorIndex) {
        let mut dice = Dice(SplitMix64::new(3));
        let mut mentors = HashMap::new();
        for _ in 0..2 {
            let some: Vec<(MentorId, Passages)> = (0..150)
                .map(|number| (mentor(number), (0..dice.below(4) as i32).map(|part| (part, dice.vector())).collect()))
                .collect();
            index.replace_all(some.clone()).await.unwrap();
            mentors = some.into_iter().collect();
        }
        let query = dice.vector();
        let expected = naive(&mentors, &query, None);
        assert_eq!(index.len(), expected.len());
        let hits = index.search(&query, 150, None).await.unwrap();
        assert_eq!(hits.len(), expected.len());
        for (hit, (_, best)) in hits.iter().zip(&expected) {
            assert!((hit.similarity - best).abs() < 1e-3, "{hit:?} is not {best}");
        }
    }

    async fn it_agrees_with_a_naive_search_through_every_change(index: &dyn VectorIndex) {
        let mut dice = Dice(SplitMix64::new(11));
        let mut mentors: HashMap<MentorId, Passages> = HashMap::new();
        for _ in 0..120 {
            let id = mentor(u128::from(dice.below(40)));
            let passages: Passages = (0..dice.below(6) as i32).map(|part| (part, dice.vector())).collect();
            index.replace(id, passages.clone()).await.unwrap();
            mentors.insert(id, passages);
            let query = dice.vector();
            let limit = dice.below(45) as usize;
            let some: MentorSet = (0..40).filter(|_| dice.below(3) == 0).map(mentor).collect();
            let allowed = (dice.below(2) == 0).then_some(&some);
            let hits = index.search(&query, limit, allowed).await.unwrap();
            let expected = naive(&mentors, &query, allowed);
            assert_eq!(hits.len(), expected.len().min(limit));
            for (hit, (_, best)) in hits.iter().zip(&expected) {
                assert!((hit.similarity - best).abs() < 1e-3, "{hit:?} is not {best}");
                let (_, passage) = mentors[&hit.mentor_id].iter().find(|(part, _)| *part == hit.part).unwrap();
                assert!((cosine(passage, &query) - hit.similarity).abs() < 1e-3, "{hit:?}");
            }
        }
    }

    async fn of_many_allowed_the_nearest_are_found(index: &dyn VectorIndex) {
        let mut dice = Dice(SplitMix64::new(29));
        let mentors: HashMap<MentorId, Passages> =
            (0..2_600).map(|number| (mentor(number), vec![(0, dice.vector())])).collect();
        index.replace_all(mentors.clone().into_iter().collect()).await.unwrap();
        let query = dice.vector();
        // So many that they are named to an index elsewhere in several filters, and too many to be named.
        for count in [350, 1_300] {
            let some: MentorSet = (0..count).map(|number| mentor(2 * number)).collect();
            let hits = index.search(&query, 20, Some(&some)).await.unwrap();
            let expected: Vec<MentorId> = naive(&mentors, &query, Some(&some)).into_iter().map(|(id, _)| id).take(20).collect();
            assert_eq!(hits.iter().map(|hit| hit.mentor_id).collect::<Vec<_>>(), expected, "{count}");
        }
    }
}

#[tokio::test]
async fn rows_are_named_by_mentor_and_part_in_a_namespace_of_the_model() {
    let fake = FakeUpstash::start(DIMENSION).await;
    let index = connect(&fake);
    index.replace(mentor(7), vec![(0, vector(&[1.0])), (2, vector(&[0.0, 1.0]))]).await.unwrap();
    let name = mentor(7).to_string();
    assert_eq!(fake.ids(MODEL), [format!("{name}:0"), format!("{name}:2")]);
    assert!(fake.ids("").is_empty());
    let asked = fake.journal().asked();
    let upsert = asked.iter().find(|asked| asked.path == "upsert/a-model").unwrap();
    assert_eq!(upsert.body[1]["metadata"]["mentor_id"], name);
    assert_eq!(upsert.body[1]["metadata"]["part"], 2);

    index.search(&vector(&[1.0]), 3, Some(&MentorSet::from_iter([mentor(7)]))).await.unwrap();
    let asked = fake.journal().asked();
    let query = &asked.last().unwrap().body;
    assert_eq!(query["filter"], format!("mentor_id IN ('{name}')"));
    assert_eq!(
        (&query["includeVectors"], query["topK"].as_u64()),
        (&false.into(), Some(MAX_PASSAGES as u64))
    );
}

#[tokio::test]
async fn writes_come_before_removals_and_only_what_differs_is_sent() {
    let fake = FakeUpstash::start(DIMENSION).await;
    let index = connect(&fake);
    let passages = vec![(0, vector(&[1.0])), (1, vector(&[0.0, 1.0]))];
    index.replace(mentor(1), passages.clone()).await.unwrap();
    let known = fake.journal().asked().len();
    index.replace(mentor(1), passages.clone()).await.unwrap();
    assert!(fake.journal().paths(known).is_empty(), "nothing differs");
    index.replace(mentor(1), vec![(0, vector(&[2.0, 1.0]))]).await.unwrap();
    assert_eq!(fake.journal().paths(known), ["upsert/a-model", "delete/a-model"]);
    let asked = fake.journal().asked();
    assert_eq!(asked[known].body.as_array().unwrap().len(), 1);
    assert_eq!(asked[known + 1].body["ids"], serde_json::json!([format!("{}:1", mentor(1))]));

    // The next process asks what is there, and sends what differs from that.
    let next = connect(&fake);
    assert_eq!(next.len(), 0);
    let known = fake.journal().asked().len();
    next.replace(mentor(1), vec![(0, vector(&[2.0, 1.0]))]).await.unwrap();
    assert_eq!(fake.journal().paths(known), ["info", "range/a-model"]);
    assert_eq!(next.len(), 1);
    next.replace(mentor(1), passages).await.unwrap();
    assert_eq!(fake.journal().paths(known)[2..], ["upsert/a-model"]);
}

#[tokio::test]
async fn a_large_index_is_read_page_by_page() {
    let fake = FakeUpstash::start(DIMENSION).await;
    let mut dice = Dice(SplitMix64::new(5));
    let many: Vec<(MentorId, Passages)> =
        (0..1_200).map(|number| (mentor(number), vec![(0, dice.vector()), (1, dice.vector())])).collect();
    connect(&fake).replace_all(many.clone()).await.unwrap();
    let known = fake.journal().asked().len();
    let next = connect(&fake);
    next.open().await.unwrap();
    assert_eq!(next.len(), 1_200);
    next.replace_all(many).await.unwrap();
    assert_eq!(fake.journal().paths(known), ["info", "range/a-model", "range/a-model", "range/a-model"]);
}

#[tokio::test]
async fn what_did_not_arrive_is_sent_again() {
    let fake = FakeUpstash::start(DIMENSION).await;
    let index = connect(&fake);
    index.open().await.unwrap();
    let refusal = r#"{"error":"Invalid vector","status":422}"#;
    fake.journal().will_meet([Trouble::status(422, refusal)]);
    let passages = vec![(0, vector(&[1.0]))];
    let refused = index.replace(mentor(1), passages.clone()).await;
    assert!(matches!(&refused, Err(PortError::GiveUp(why)) if why.contains("Invalid vector")), "{refused:?}");
    index.replace(mentor(1), passages).await.unwrap();
    assert_eq!(index.search(&vector(&[1.0]), 1, None).await.unwrap().len(), 1);
    // The removal fails: it is known to be left to do.
    fake.journal().will_meet([
        Trouble::status(200, r#"{"result":"Success"}"#),
        Trouble::status(400, r#"{"error":"no","status":400}"#),
    ]);
    index.replace(mentor(1), vec![(3, vector(&[0.0, 1.0]))]).await.unwrap_err();
    index.replace(mentor(1), vec![(3, vector(&[0.0, 1.0]))]).await.unwrap();
    assert!(!fake.ids(MODEL).contains(&format!("{}:0", mentor(1))));
}

#[tokio::test]
async fn a_refusal_says_whether_to_try_again() {
    let fake = FakeUpstash::start(DIMENSION).await;
    let stranger = UpstashVector::new(new_client().unwrap(), fake.url(), "wrong", MODEL, DIMENSION).unwrap();
    let refused = stranger.open().await;
    assert!(matches!(&refused, Err(PortError::GiveUp(why)) if why.contains("401")), "{refused:?}");

    for (trouble, is_for_now) in [
        (Trouble::status(401, r#"{"error":"Unauthorized: Invalid auth token","status":401}"#), false),
        (Trouble::status(400, r#"{"error":"Bad request","status":400}"#), false),
        (Trouble::Status(429, "slow down".into(), vec![("retry-after", "60")]), true),
        (Trouble::Status(500, "<html>".into(), vec![("retry-after", "60")]), true),
    ] {
        fake.journal().will_meet([trouble.clone()]);
        let refused = connect(&fake).search(&vector(&[1.0]), 3, None).await.unwrap_err();
        assert_eq!(matches!(refused, PortError::Retry(_)), is_for_now, "{trouble:?}: {refused}");
        assert!(!refused.to_string().contains(KEY));
    }
    // Twice, because it is asked again.
    let index = connect(&fake);
    fake.journal()
        .will_meet([Trouble::Garbage("not json".into()), Trouble::Garbage(r#"{"result":7}"#.into())]);
    let refused = index.search(&vector(&[1.0]), 3, None).await.unwrap_err();
    assert!(matches!(&refused, PortError::Retry(why) if why.contains("cannot be read")), "{refused}");
    // The next one does not wait for it again, and writing goes on.
    let known = fake.journal().asked().len();
    index.search(&vector(&[1.0]), 3, None).await.unwrap_err();
    assert_eq!(fake.journal().asked().len(), known);
    index.replace(mentor(1), vec![(0, vector(&[1.0]))]).await.unwrap();
}

#[tokio::test]
async fn an_index_of_another_kind_is_refused_in_words() {
    let open = async |fake: FakeUpstash| connect(&fake).open().await.unwrap_err().to_string();
    let why = open(FakeUpstash::start(256).await).await;
    assert!(why.contains("256") && why.contains("a-model gives 6"), "{why}");
    let why = open(FakeUpstash::start_comparing_by(DIMENSION, "EUCLIDEAN").await).await;
    assert!(why.contains("COSINE"), "{why}");
    let unreachable = UpstashVector::new(new_client().unwrap(), "http://127.0.0.1:9", KEY, MODEL, DIMENSION);
    let refused = unreachable.unwrap().search(&vector(&[1.0]), 3, None).await.unwrap_err();
    assert!(matches!(&refused, PortError::Retry(why) if why.contains("cannot be reached")), "{refused}");
    assert!(UpstashVector::new(new_client().unwrap(), "http://x", KEY, "a/../b", 6).is_err());
}
