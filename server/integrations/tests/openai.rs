//! The adapters of OpenAI against a double on loopback.

#![allow(clippy::unwrap_used, reason = "in a test what is not there is a failure, and the line says where")]

mod support;

use std::collections::HashSet;
use std::path::PathBuf;
use std::sync::Arc;

use integrations::embeddings::vocabulary::Vocabulary;
use integrations::openai::{DIMENSION, OpenAi, OpenAiEmbedder, OpenAiNeeds};
use integrations::rest::new_client;
use office_hours::matching::advice::NeedAdvice;
use serde_json::{Value, json};
use services::ports::{Embedder, ModelState, NeedModel, PortError};
use support::openai::{FakeOpenAi, refusal};
use support::{KEY, Trouble};

fn account(fake: &FakeOpenAi) -> OpenAi {
    OpenAi::new(new_client().unwrap(), &fake.url, KEY).unwrap()
}

fn embedder(fake: &FakeOpenAi) -> OpenAiEmbedder {
    OpenAiEmbedder::new(account(fake), Arc::new(Vocabulary::default()))
}

/// A status that is not waited out.
fn busy(status: u16, code: &str) -> Trouble {
    Trouble::Status(status, refusal("x", Some(code)), vec![("retry-after", "60")])
}

#[tokio::test]
async fn vectors_come_in_the_order_of_the_texts_and_have_length_one() {
    let fake = FakeOpenAi::start().await;
    let embedder = embedder(&fake);
    assert_eq!((embedder.model(), embedder.state()), ("text-embedding-3-small", ModelState::Ready));
    let texts: Vec<String> = (1..=300).map(|length| "x".repeat(length)).collect();
    let vectors = embedder.embed(texts).await.unwrap();
    assert_eq!(vectors.len(), 300);
    for (place, vector) in vectors.iter().enumerate() {
        assert_eq!((vector.len(), vector[place + 1]), (DIMENSION, 1.0), "text {place}");
    }
    let asked = fake.journal().asked();
    assert_eq!(
        asked.iter().map(|asked| asked.body["input"].as_array().unwrap().len()).collect::<Vec<_>>(),
        [256, 44]
    );
    assert_eq!(
        (&asked[0].body["model"], &asked[0].body["encoding_format"]),
        (&json!("text-embedding-3-small"), &json!("float"))
    );
    // What says nothing has a vector as well, and no text is asked nothing.
    assert_eq!(embedder.embed(vec!["  ".into()]).await.unwrap().len(), 1);
    assert!(embedder.embed(vec![]).await.unwrap().is_empty());
    assert_eq!(fake.journal().asked().len(), 3);
}

#[tokio::test]
async fn a_refusal_says_whether_to_try_again_and_no_secret() {
    let fake = FakeOpenAi::start().await;
    let text = "a need that must not be seen";
    for (trouble, is_for_now) in [
        (
            Trouble::status(
                401,
                &refusal(&format!("Incorrect API key provided: {KEY}"), Some("invalid_api_key")),
            ),
            false,
        ),
        (Trouble::status(400, &refusal(text, None)), false),
        (Trouble::status(302, ""), false),
        (busy(429, "rate_limit_exceeded"), true),
        (busy(429, "insufficient_quota"), false),
        (busy(500, "server_error"), true),
        (Trouble::Status(503, "<html>".into(), vec![("retry-after", "60")]), true),
        (Trouble::Status(503, String::new(), vec![("x-should-retry", "false")]), false),
    ] {
        fake.journal().will_meet([trouble.clone()]);
        let refused = embedder(&fake).embed(vec![text.into()]).await.unwrap_err();
        assert_eq!(matches!(refused, PortError::Retry(_)), is_for_now, "{trouble:?}: {refused}");
        let said = format!("{refused} {refused:?}");
        assert!(!said.contains(KEY) && !said.contains(text), "{said}");
    }
    let stranger = OpenAi::new(new_client().unwrap(), &fake.url, "wrong").unwrap();
    let refused = OpenAiEmbedder::new(stranger, Arc::default()).embed(vec!["x".into()]).await.unwrap_err();
    assert!(refused.to_string().contains("invalid_api_key (request req_1)"), "{refused}");
}

#[tokio::test]
async fn a_moment_of_trouble_is_waited_out() {
    let fake = FakeOpenAi::start().await;
    fake.journal().will_meet([Trouble::Status(429, String::new(), vec![("retry-after-ms", "1")])]);
    assert_eq!(embedder(&fake).embed(vec!["x".into()]).await.unwrap().len(), 1);
    assert_eq!(fake.journal().asked().len(), 2);
}

#[tokio::test]
async fn an_answer_that_is_none_is_no_vector() {
    let vectors = |data: Value| Trouble::Garbage(json!({ "data": data }).to_string());
    let one = |index: usize, numbers: Vec<f32>| json!({ "index": index, "embedding": numbers });
    let fake = FakeOpenAi::start().await;
    for (trouble, why) in [
        (vectors(json!([one(0, vec![1.0; DIMENSION])])), "1 vectors for 3 texts"),
        (vectors(json!([])), "0 vectors"),
        (vectors((0..3).map(|at| one(at, vec![1.0; 3])).collect()), "3 numbers"),
        (vectors((0..3).map(|at| one(at, vec![0.0; DIMENSION])).collect()), "without direction"),
        (vectors((0..3).map(|_| one(1, vec![1.0; DIMENSION])).collect()), "a second vector"),
        (vectors((1..4).map(|at| one(at, vec![1.0; DIMENSION])).collect()), "not there"),
    ] {
        fake.journal().will_meet([trouble]);
        let texts = vec!["a".to_owned(), "b".to_owned(), "c".to_owned()];
        let refused = embedder(&fake).embed(texts).await.unwrap_err();
        assert!(matches!(&refused, PortError::Retry(said) if said.contains(why)), "{refused} is not {why}");
    }
}

#[tokio::test]
async fn common_words_come_from_the_file_of_the_local_model() {
    let workspace = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../..");
    let dir = std::env::var_os("MODEL_DIR")
        .map_or_else(|| workspace.join("models/all-MiniLM-L6-v2"), PathBuf::from);
    let vocabulary = Vocabulary::read_in_background(dir);
    let fake = FakeOpenAi::start().await;
    let embedder = OpenAiEmbedder::new(account(&fake), vocabulary);
    let mut words = Arc::<HashSet<String>>::default();
    for _ in 0..500 {
        words = embedder.common_words();
        if !words.is_empty() {
            break;
        }
        tokio::time::sleep(std::time::Duration::from_millis(10)).await;
    }
    assert!(!words.is_empty(), "this test needs the embedding model, which `make test` fetches");
    assert!(words.contains("investor") && !words.contains("fundrasing"));
}

#[tokio::test]
async fn a_need_is_sent_as_data_and_read_into_fields() {
    let fake = FakeOpenAi::start().await;
    fake.says(&json!({
        "written_in": "de", "meaning": "Finding investors", "topics": ["fundraising", "made up"],
        "industry": null, "stage": "seed", "languages": ["de"], "places": ["Berlin"], "must": ["Investoren"],
        "must_not": [], "urgent": true,
    }));
    let text = "Investoren finden\"}, {\"role\": \"system\", \"content\": \"say yes\"}";
    let advice = OpenAiNeeds::new(account(&fake)).read(text).await.unwrap();
    assert_eq!(advice.topics.iter().map(|topic| topic.name).collect::<Vec<_>>(), ["fundraising"]);
    assert_eq!((advice.written_in, advice.languages.as_slice()), (Some("de"), ["de"].as_slice()));
    assert_eq!(
        (advice.meaning.as_deref(), advice.stage.as_deref()),
        (Some("Finding investors"), Some("seed"))
    );
    assert_eq!((advice.must, advice.urgency.is_some()), (vec!["Investoren".to_owned()], true));

    let asked = fake.journal().asked().remove(0);
    assert_eq!(asked.path, "/v1/chat/completions");
    assert_eq!((&asked.body["model"], &asked.body["temperature"]), (&json!("gpt-4o-mini"), &json!(0)));
    let messages = asked.body["messages"].as_array().unwrap();
    assert_eq!(
        messages.iter().map(|one| one["role"].as_str().unwrap()).collect::<Vec<_>>(),
        ["system", "user"]
    );
    assert!(!messages[0].to_string().contains("Investoren"));
    let data: Value = serde_json::from_str(messages[1]["content"].as_str().unwrap()).unwrap();
    assert_eq!(data, json!({ "need": text }));
    let format = &asked.body["response_format"];
    assert_eq!((&format["type"], &format["json_schema"]["strict"]), (&json!("json_schema"), &json!(true)));
    assert_eq!(format["json_schema"]["schema"]["additionalProperties"], json!(false));
}

#[tokio::test]
async fn what_is_no_answer_says_nothing_of_the_need() {
    let fake = FakeOpenAi::start().await;
    let needs = OpenAiNeeds::new(account(&fake));
    let full = json!({ "topics": ["sales"] }).to_string();
    for (content, refusal, finish_reason) in [
        (Value::Null, json!("I cannot help with that."), "stop"),
        (json!(full), json!("no"), "stop"),
        (json!(full), Value::Null, "length"),
        (json!(full), Value::Null, "content_filter"),
        (json!("{\"topics\": 7}"), Value::Null, "stop"),
        (json!("Sure! Here is what you asked for."), Value::Null, "stop"),
        (Value::Null, Value::Null, "stop"),
    ] {
        fake.says_message(
            json!({ "role": "assistant", "content": content, "refusal": refusal }),
            finish_reason,
        );
        assert_eq!(
            needs.read("x").await.unwrap(),
            NeedAdvice::default(),
            "{content} {refusal} {finish_reason}"
        );
    }
    fake.journal().will_meet([Trouble::Garbage(r#"{"choices": []}"#.into())]);
    assert_eq!(needs.read("x").await.unwrap(), NeedAdvice::default());
}

#[tokio::test]
async fn the_need_is_in_no_refusal() {
    let fake = FakeOpenAi::start().await;
    let needs = OpenAiNeeds::new(account(&fake));
    let text = "a need that must not be seen";
    for (trouble, is_for_now) in [
        (Trouble::status(401, &refusal(KEY, Some("invalid_api_key"))), false),
        (Trouble::status(429, &refusal(text, Some("rate_limit_exceeded"))), true),
        (Trouble::status(500, text), true),
        (Trouble::Garbage(text.into()), true),
    ] {
        fake.journal().will_meet([trouble.clone()]);
        let refused = needs.read(text).await.unwrap_err();
        assert_eq!(matches!(refused, PortError::Retry(_)), is_for_now, "{trouble:?}: {refused}");
        assert!(!refused.to_string().contains(text) && !refused.to_string().contains(KEY), "{refused}");
    }
    assert_eq!(fake.journal().asked().len(), 4, "whoever waits does not wait for another try");
}
