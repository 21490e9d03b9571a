//! The embedded model against reference values.
//!
//! The values come from an independent implementation: BERT in sixty lines of numpy (float64, its
//! own WordPiece) over the same published weights, mean over all tokens, L2 normalised. Needs the
//! model, which `make test` fetches; `MODEL_DIR` says where it is.

#![allow(clippy::unwrap_used, reason = "in a test what is not there is a failure, and the line says where")]

use std::path::PathBuf;
use std::sync::Arc;
use std::time::{Duration, Instant};

use integrations::embeddings::minilm::MiniLm;
use services::ports::{Embedder, ModelState, PortError};

/// A text and the first eight components of its vector.
const REFERENCE: [(&str, [f32; 8]); 6] = [
    (
        "Help with fundraising",
        [0.011110, 0.042510, 0.015128, -0.027556, -0.018262, 0.018631, -0.015932, 0.016953],
    ),
    (
        "I need to raise a seed round and don't know how to talk to investors.",
        [0.060298, -0.041712, -0.026102, 0.023139, -0.016400, -0.015203, -0.033247, -0.001314],
    ),
    (
        "Former CFO. Helped twelve companies close their Series A.",
        [-0.036288, -0.088100, -0.025606, 0.043611, -0.008278, 0.060651, -0.010203, 0.002075],
    ),
    // Accents are stripped, compounds fall into pieces.
    (
        "Suche Hilfe beim Vertrieb in Österreich: B2B-Software für Kliniken.",
        [-0.024773, 0.008698, -0.005858, -0.103725, -0.046882, -0.015316, -0.032747, 0.078694],
    ),
    // Said 120 times, see `reference_texts`: cut at 256 tokens.
    (
        "pricing and packaging, ",
        [-0.046939, 0.015368, -0.032953, -0.024243, 0.026892, -0.006201, 0.003265, 0.065677],
    ),
    ("", [-0.118838, 0.048299, -0.002548, -0.011011, 0.051951, 0.010292, 0.115433, 0.000701]),
];

/// Pairs of the texts above and the cosine of their vectors.
const COSINES: [(usize, usize, f32); 6] = [
    (0, 1, 0.428153),
    (0, 2, 0.119319),
    (1, 2, 0.199385),
    (1, 3, -0.026764),
    (3, 4, 0.044592),
    (0, 5, 0.220087),
];

fn reference_texts() -> Vec<String> {
    let texts = REFERENCE.iter().map(|(text, _)| text.repeat(if text.ends_with(", ") { 120 } else { 1 }));
    texts.collect()
}

fn model_dir() -> PathBuf {
    let workspace = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../..");
    std::env::var_os("MODEL_DIR").map_or_else(|| workspace.join("models/all-MiniLM-L6-v2"), PathBuf::from)
}

async fn open() -> Arc<MiniLm> {
    let minilm = MiniLm::open_in_background(model_dir());
    if let ModelState::Missing(reason) = minilm.wait_until_settled().await {
        panic!("this test needs the embedding model, which `make test` fetches: {reason}");
    }
    minilm
}

fn dot(a: &[f32], b: &[f32]) -> f32 {
    a.iter().zip(b).map(|(x, y)| x * y).sum()
}

#[tokio::test]
async fn agrees_with_the_reference() {
    let vectors = open().await.embed(reference_texts()).await.unwrap();
    for ((text, expected), vector) in REFERENCE.iter().zip(&vectors) {
        assert_eq!(vector.len(), 384);
        assert!((dot(vector, vector) - 1.0).abs() < 1e-5, "“{text}” is not of length one");
        for (component, expected) in vector.iter().zip(expected) {
            assert!((component - expected).abs() < 1e-4, "“{text}”: {component} is not {expected}");
        }
    }
    for (one, other, expected) in COSINES {
        let cosine = dot(&vectors[one], &vectors[other]);
        assert!((cosine - expected).abs() < 1e-4, "{one} and {other}: {cosine} is not {expected}");
    }
}

#[tokio::test]
async fn a_text_has_the_same_vector_alone_and_in_any_company() {
    let minilm = open().await;
    // Enough for several batches, of very different lengths, in no order.
    let texts: Vec<String> = (0..45).map(|n| format!("{n} growth ").repeat(1 + n * 29 % 83)).collect();
    let together = minilm.embed(texts.clone()).await.unwrap();
    for place in [0, 7, 8, 31, 44] {
        let alone = minilm.embed(vec![texts[place].clone()]).await.unwrap();
        assert!(
            dot(&alone[0], &together[place]) > 0.9999,
            "text {place} is in the wrong place or padded wrongly"
        );
    }
    assert!(minilm.embed(Vec::new()).await.unwrap().is_empty());
}

#[tokio::test]
async fn opening_returns_at_once_and_says_that_it_is_loading() {
    let started = Instant::now();
    let minilm = MiniLm::open_in_background(model_dir());
    let early = minilm.embed(vec!["too early".into()]).await;
    assert!(started.elapsed() < Duration::from_millis(50), "opening took {:?}", started.elapsed());
    assert!(matches!(early, Err(PortError::Retry(_))));
    assert_eq!(minilm.model(), "all-MiniLM-L6-v2");
    open().await;
}

/// `cargo test --release -p integrations --test minilm -- --ignored --nocapture`
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
#[ignore = "a measurement, not a check"]
async fn measure_the_model() {
    let started = Instant::now();
    let minilm = open().await;
    println!("loaded in {:?}; memory {}", started.elapsed(), memory());
    for words in [3, 12, 30, 200] {
        let mut times = Vec::new();
        for n in 0..61 {
            let text = format!("{n} help with pricing our seed round for clinics ").repeat(words / 8 + 1);
            let text = text.split_inclusive(' ').take(words).collect();
            let started = Instant::now();
            minilm.embed(vec![text]).await.unwrap();
            times.push(started.elapsed());
        }
        times.sort_unstable();
        println!("query of {words} words: median {:?}, p95 {:?}", times[30], times[57]);
    }
    for words in [20, 60, 200] {
        let texts: Vec<String> = (0..64)
            .map(|n| format!("{n} mentored founders in pricing and sales ").repeat(words / 7))
            .collect();
        let started = Instant::now();
        minilm.embed(texts).await.unwrap();
        println!("64 passages of about {words} words: {:?} each", started.elapsed() / 64);
    }
    println!("memory {}", memory());
    let job = tokio::spawn({
        let minilm = Arc::clone(&minilm);
        async move {
            let texts: Vec<String> = (0..64).map(|_| "mentored founders in pricing ".repeat(50)).collect();
            minilm.embed(texts).await.unwrap();
        }
    });
    let mut times = Vec::new();
    while !job.is_finished() {
        let started = Instant::now();
        minilm.embed(vec![format!("{} help with pricing our seed round", times.len())]).await.unwrap();
        times.push(started.elapsed());
    }
    times.sort_unstable();
    println!(
        "{} queries beside a job: median {:?}, worst {:?}",
        times.len(),
        times[times.len() / 2],
        times.last()
    );
    let started = Instant::now();
    let crowd: Vec<_> = (0..64)
        .map(|n| {
            let minilm = Arc::clone(&minilm);
            tokio::spawn(async move {
                minilm.embed(vec![format!("{n} help with pricing our seed round")]).await.unwrap();
            })
        })
        .collect();
    for one in crowd {
        one.await.unwrap();
    }
    println!("64 queries at once: {:?} each", started.elapsed() / 64);
}

fn memory() -> String {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let lines = status.lines().filter(|line| line.starts_with("VmRSS") || line.starts_with("VmHWM"));
    lines.map(|line| line.split_whitespace().collect::<Vec<_>>().join(" ")).collect::<Vec<_>>().join(", ")
}
