//! What a search finds while profiles are embedded by another model than before.

use std::sync::Arc;
use std::sync::atomic::Ordering;

use integrations::vectors::memory::MemoryIndex;
use office_hours::matching::{MatchRequest, MatchResponse};
use office_hours::{Actor, Failure};
use serde_json::Value;
use services::ports::Embedder;
use services::{FormerModel, Ports, Reader, Services, matching};

use crate::support::{Edition, FakeModel, TestApp, on_both_databases};

/// A process on the database of the test, with models of its own.
fn process(app: &TestApp, embedder: &Arc<FakeModel>, former: Option<&Arc<FakeModel>>) -> Services {
    let former = former.map(|model| FormerModel {
        embedder: Arc::clone(model) as Arc<dyn Embedder>,
        vectors: Arc::new(MemoryIndex::new()),
    });
    let ports = Ports {
        embedder: Arc::clone(embedder) as Arc<dyn Embedder>,
        vectors: Arc::new(MemoryIndex::new()),
        former,
        ..app.services.ports.clone()
    };
    Services::new(app.services.store.clone(), ports, app.services.config.clone())
}

async fn search(services: &Services, query: &str) -> Result<MatchResponse, Failure> {
    let request = MatchRequest { query: query.into(), ..MatchRequest::default() };
    matching::match_mentors(services, &Actor::System, &request, &Reader::default()).await
}

fn similarity(answer: &MatchResponse) -> Option<f64> {
    answer.results.first()?.signals.similarity
}

on_both_databases! {
    async fn the_vectors_of_the_former_model_serve_until_all_new_ones_are_there(app: TestApp) {
        app.mentor("ines@example.com", Value::Null).await;
        let (old, new) = (FakeModel::new("old", 64), FakeModel::new("new", 96));
        let before = process(&app, &old, None);
        matching::embed_stale(&before, &Actor::System).await.unwrap();

        let after = process(&app, &new, Some(&old));
        matching::refresh_index(&after).await.unwrap();
        let found = search(&after, "fundraising for founders").await.unwrap();
        assert!(found.semantic && similarity(&found) > Some(0.0), "{found:?}");
        assert_eq!(new.asked.load(Ordering::Relaxed), 0, "needs are compared with what is there");

        // The service of the new model fails: the old one goes on, however long.
        new.fails.store(true, Ordering::Relaxed);
        matching::embed_stale(&after, &Actor::System).await.unwrap_err();
        let found = search(&after, "fundraising while it fails").await.unwrap();
        assert!(found.semantic && similarity(&found) > Some(0.0), "{found:?}");

        new.fails.store(false, Ordering::Relaxed);
        matching::embed_stale(&after, &Actor::System).await.unwrap();
        let (asked_old, asked_new) = (old.asked.load(Ordering::Relaxed), new.asked.load(Ordering::Relaxed));
        for query in ["fundraising for founders", "fundraising at last"] {
            let found = search(&after, query).await.unwrap();
            assert!(found.semantic && similarity(&found) > Some(0.0), "{found:?}");
        }
        assert_eq!(old.asked.load(Ordering::Relaxed), asked_old, "it has had its time");
        assert_eq!(new.asked.load(Ordering::Relaxed), asked_new + 2);
    }
}
