//! The index against a naive search, through every change.

use std::collections::HashMap;
use std::time::Instant;

use uuid::Uuid;

use super::*;

/// Small, repeatable, good enough to scatter vectors (xorshift64*).
struct Dice(u64);

impl Dice {
    fn next(&mut self) -> u64 {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        self.0.wrapping_mul(0x2545_F491_4F6C_DD1D)
    }

    fn below(&mut self, bound: u64) -> u64 {
        (self.next() >> 33) % bound
    }

    fn vector(&mut self, dimension: usize) -> Vec<f32> {
        (0..dimension).map(|_| (self.next() >> 40) as f32 / (1u32 << 23) as f32 - 1.0).collect()
    }
}

fn mentor(number: u128) -> MentorId {
    MentorId(Uuid::from_u128(number))
}

fn hits(index: &MemoryIndex, vector: &[f32], limit: usize, allowed: Option<&MentorSet>) -> Vec<Hit> {
    now(index.search(vector, limit, allowed)).unwrap()
}

fn put(index: &MemoryIndex, id: MentorId, passages: Vec<(i32, Vec<f32>)>) {
    now(index.replace(id, passages)).unwrap();
}

/// The futures of this adapter never wait.
fn now<T>(future: impl Future<Output = T>) -> T {
    let mut context = std::task::Context::from_waker(std::task::Waker::noop());
    match std::pin::pin!(future).poll(&mut context) {
        std::task::Poll::Ready(done) => done,
        std::task::Poll::Pending => panic!("the index waited"),
    }
}

type Naive = HashMap<MentorId, Vec<(i32, Vec<f32>)>>;

fn cosine(a: &[f32], b: &[f32]) -> f64 {
    let dot = |a: &[f32], b: &[f32]| a.iter().zip(b).map(|(x, y)| f64::from(*x) * f64::from(*y)).sum::<f64>();
    dot(a, b) / (dot(a, a) * dot(b, b)).sqrt()
}

/// Best passage of each mentor, all of them, nearest first.
fn naive(mentors: &Naive, vector: &[f32], allowed: Option<&MentorSet>) -> Vec<(MentorId, f64)> {
    let mut all: Vec<(MentorId, f64)> = mentors
        .iter()
        .filter(|(id, _)| allowed.is_none_or(|allowed| allowed.contains(id)))
        .map(|(id, passages)| {
            (*id, passages.iter().map(|(_, p)| cosine(p, vector)).fold(f64::NEG_INFINITY, f64::max))
        })
        .collect();
    all.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
    all
}

#[test]
fn agrees_with_a_naive_search_through_every_change() {
    for (seed, dimension) in [(1, 3), (2, 8), (3, 19), (4, 384), (5, 1536)] {
        let mut dice = Dice(seed);
        let index = MemoryIndex::new();
        let mut mentors = Naive::new();
        for step in 0..400 {
            let id = mentor(u128::from(dice.below(60)));
            let passages: Vec<_> =
                (0..dice.below(5) as i32).map(|part| (part, dice.vector(dimension))).collect();
            put(&index, id, passages.clone());
            if passages.is_empty() {
                mentors.remove(&id)
            } else {
                mentors.insert(id, passages)
            };
            assert_eq!(index.len(), mentors.len());
            if step % 5 != 0 {
                continue;
            }
            let query = dice.vector(dimension);
            let limit = dice.below(70) as usize;
            let some: MentorSet = (0..60).filter(|_| dice.below(3) == 0).map(mentor).collect();
            let allowed = (dice.below(2) == 0).then_some(&some);
            let found = hits(&index, &query, limit, allowed);
            let expected = naive(&mentors, &query, allowed);
            assert_eq!(found.len(), expected.len().min(limit));
            for (hit, (_, best)) in found.iter().zip(&expected) {
                assert!((f64::from(hit.similarity) - best).abs() < 1e-4, "{hit:?} is not {best}");
                let passages = &mentors[&hit.mentor_id];
                let (_, passage) = passages.iter().find(|(part, _)| *part == hit.part).unwrap();
                assert!((cosine(passage, &query) - f64::from(hit.similarity)).abs() < 1e-4);
            }
            assert!(found.is_sorted_by(|a, b| a.similarity >= b.similarity));
            let distinct: MentorSet = found.iter().map(|hit| hit.mentor_id).collect();
            assert_eq!(distinct.len(), found.len(), "one passage a mentor");
        }
    }
}

#[test]
fn grows_and_shrinks_across_segments() {
    let mut dice = Dice(7);
    let index = MemoryIndex::new();
    let mut mentors = Naive::new();
    let many = 3 * SEGMENT_ROWS as u128 / 2;
    for number in 0..many {
        let passages = vec![(0, dice.vector(4)), (1, dice.vector(4))];
        put(&index, mentor(number), passages.clone());
        mentors.insert(mentor(number), passages);
    }
    assert_eq!(index.read().segments.len(), 3);
    for number in (0..many).filter(|number| number % 3 != 1) {
        put(&index, mentor(number), vec![]);
        mentors.remove(&mentor(number));
    }
    assert_eq!((index.len(), index.read().segments.len()), (mentors.len(), 1));
    let query = dice.vector(4);
    for (hit, (_, best)) in hits(&index, &query, 20, None).iter().zip(naive(&mentors, &query, None)) {
        assert!((f64::from(hit.similarity) - best).abs() < 1e-4);
    }
}

#[test]
fn ties_go_to_the_smaller_id_and_the_earlier_part() {
    let index = MemoryIndex::new();
    for number in [5, 2, 9, 1] {
        put(&index, mentor(number), vec![(3, vec![1.0, 2.0]), (1, vec![2.0, 4.0])]);
    }
    let found = hits(&index, &[1.0, 2.0], 3, None);
    let found: Vec<_> = found.iter().map(|hit| (hit.mentor_id, hit.part)).collect();
    assert_eq!(found, [(mentor(1), 1), (mentor(2), 1), (mentor(5), 1)]);
}

#[test]
fn what_is_put_in_is_found_with_similarity_one() {
    let mut dice = Dice(11);
    let index = MemoryIndex::new();
    let vectors: Vec<_> = (0..50).map(|_| dice.vector(384)).collect();
    for (number, vector) in vectors.iter().enumerate() {
        put(&index, mentor(number as u128), vec![(0, vector.clone())]);
    }
    for (number, vector) in vectors.iter().enumerate() {
        let hit = hits(&index, vector, 1, None)[0];
        assert_eq!(hit.mentor_id, mentor(number as u128));
        assert!((1.0 - hit.similarity) < 1e-4 && hit.similarity <= 1.0);
    }
}

#[test]
fn another_dimension_is_refused_and_changes_nothing() {
    let index = MemoryIndex::new();
    put(&index, mentor(1), vec![(0, vec![1.0, 0.0])]);
    let mixed = vec![(0, vec![0.0, 1.0]), (1, vec![1.0; 3])];
    assert!(matches!(now(index.replace(mentor(1), mixed)), Err(PortError::GiveUp(_))));
    assert!(matches!(now(index.search(&[1.0; 3], 5, None)), Err(PortError::GiveUp(_))));
    assert_eq!(hits(&index, &[1.0, 0.0], 5, None)[0].similarity, 1.0);
}

#[test]
fn an_emptied_index_takes_another_dimension() {
    let index = MemoryIndex::new();
    put(&index, mentor(1), vec![(0, vec![1.0, 0.0])]);
    put(&index, mentor(1), vec![]);
    assert!(index.is_empty());
    put(&index, mentor(1), vec![(0, vec![1.0, 0.0, 0.0])]);
    assert_eq!(hits(&index, &[1.0, 0.0, 0.0], 5, None).len(), 1);
}

#[test]
fn a_vector_without_direction_is_refused() {
    let index = MemoryIndex::new();
    put(&index, mentor(1), vec![(0, vec![1.0, 0.0])]);
    for broken in [vec![0.0, 0.0], vec![f32::NAN, 1.0], vec![f32::INFINITY, 0.0], vec![]] {
        let put = now(index.replace(mentor(2), vec![(0, broken.clone())]));
        assert!(matches!(put, Err(PortError::GiveUp(_))), "{broken:?}");
        assert!(matches!(now(index.search(&broken, 5, None)), Err(PortError::GiveUp(_))), "{broken:?}");
    }
    assert_eq!(index.len(), 1);
}

#[test]
fn nothing_asked_or_nobody_allowed_finds_nobody() {
    let index = MemoryIndex::new();
    assert!(hits(&index, &[1.0], 5, None).is_empty());
    put(&index, mentor(1), vec![(0, vec![1.0, 0.0])]);
    assert!(hits(&index, &[1.0, 0.0], 0, None).is_empty());
    assert!(hits(&index, &[1.0, 0.0], 5, Some(&MentorSet::default())).is_empty());
    assert!(hits(&index, &[1.0, 0.0], 5, Some(&MentorSet::from_iter([mentor(9)]))).is_empty());
}

#[test]
fn of_many_rows_hardly_a_near_one_is_missed() {
    let mut dice = Dice(17);
    let index = MemoryIndex::new();
    let mut mentors = Naive::new();
    // Texts of one kind lie close together, those of one subject closer.
    let common = dice.vector(384);
    let subjects: Vec<_> = (0..300).map(|_| dice.vector(384)).collect();
    let mut passage = || {
        let subject = &subjects[dice.below(300) as usize];
        let own = dice.vector(384);
        (0..384).map(|at| common[at] + 1.5 * subject[at] + own[at]).collect::<Vec<_>>()
    };
    for number in 0..12_000 {
        let passages = vec![(0, passage())];
        put(&index, mentor(number), passages.clone());
        mentors.insert(mentor(number), passages);
    }
    let mut found = 0;
    for _ in 0..10 {
        let query = passage();
        let expected: MentorSet =
            naive(&mentors, &query, None).into_iter().take(100).map(|(id, _)| id).collect();
        found +=
            hits(&index, &query, 100, None).iter().filter(|hit| expected.contains(&hit.mentor_id)).count();
    }
    assert!(found >= 960, "{found} of 1,000");
    // Of three in four, of every fifth, of whom nobody is near, and of few.
    let far: Vec<(MentorId, f64)> = naive(&mentors, &common, None).into_iter().skip(6_000).collect();
    let some: [MentorSet; 4] = [
        (0..9_000).map(mentor).collect(),
        (0..12_000).filter(|number| number % 5 == 0).map(mentor).collect(),
        far.into_iter().map(|(id, _)| id).collect(),
        (0..700).map(mentor).collect(),
    ];
    for some in &some {
        let query = passage();
        let expected: MentorSet =
            naive(&mentors, &query, Some(some)).into_iter().take(100).map(|(id, _)| id).collect();
        let found = hits(&index, &query, 100, Some(some));
        let near = found.iter().filter(|hit| expected.contains(&hit.mentor_id)).count();
        assert!(found.len() == 100 && near >= 92, "{near} of 100 among {}", some.len());
        assert!(found.iter().all(|hit| some.contains(&hit.mentor_id)));
    }
}

/// `cargo test --release -p integrations -- --ignored --nocapture measure_the_scan`
#[test]
#[ignore = "a measurement, not a check"]
fn measure_the_scan() {
    let mut dice = Dice(13);
    let index = MemoryIndex::new();
    let (mentors, passages) = (10_000, 5);
    // Texts of one kind lie close together; scattered vectors would flatter the second stage.
    let common = dice.vector(384);
    let mut passage = || dice.vector(384).iter().zip(&common).map(|(own, all)| own + all).collect::<Vec<_>>();
    let started = Instant::now();
    for number in 0..mentors {
        put(&index, mentor(number), (0..passages).map(|part| (part, passage())).collect());
    }
    println!("filled in {:?}", started.elapsed());
    let queries: Vec<_> = (0..201).map(|_| passage()).collect();
    let some: MentorSet = (0..mentors).filter(|number| number % 10 == 0).map(mentor).collect();
    for (what, limit, allowed) in
        [("all, 50", 50, None), ("all, 200", 200, None), ("a tenth, 50", 50, Some(&some))]
    {
        let mut times: Vec<_> = queries
            .iter()
            .map(|query| {
                let started = Instant::now();
                assert_eq!(hits(&index, query, limit, allowed).len(), limit);
                started.elapsed()
            })
            .collect();
        times.sort_unstable();
        println!("{what}: median {:?}, p95 {:?}", times[100], times[190]);
    }
}
