//! The binary as an operator runs it: exit codes, answers, and that a refused file changes nothing.

#![allow(clippy::unwrap_used, reason = "in a test what is not there is a failure, and the line says where")]

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use serde_json::Value;

/// A folder for one test's data, and the binary told to use it.
struct Office {
    folder: tempfile::TempDir,
}

impl Office {
    fn new() -> Self {
        Self { folder: tempfile::tempdir().unwrap() }
    }

    fn run(&self, arguments: &[&str]) -> Output {
        self.run_with(&[], arguments)
    }

    fn run_with(&self, settings: &[(&str, &str)], arguments: &[&str]) -> Output {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
        let mut command = Command::new(env!("CARGO_BIN_EXE_office-hours"));
        command
            .args(arguments)
            .current_dir(&self.folder)
            .env_clear()
            .env("DATA_DIR", self.folder.path().join("data"));
        // Where the set-up puts the model; a test that wants none says so.
        command.env("MODEL_DIR", root.join("models/all-MiniLM-L6-v2"));
        command.envs(settings.iter().copied()).output().unwrap()
    }

    fn file(&self, name: &str, text: &str) -> String {
        let path = self.folder.path().join(name);
        std::fs::write(&path, text).unwrap();
        path.to_str().unwrap().to_owned()
    }

    fn found(&self, settings: &[(&str, &str)], need: &str) -> Vec<Value> {
        let output = self.run_with(settings, &["match", need, "--json"]);
        let answer: Value = serde_json::from_str(&said(&output)).unwrap();
        answer["results"].as_array().unwrap().clone()
    }
}

#[track_caller]
fn said(output: &Output) -> String {
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout.clone()).unwrap()
}

#[track_caller]
fn refused(output: &Output) -> String {
    assert_eq!(output.status.code(), Some(1), "{}", String::from_utf8_lossy(&output.stdout));
    String::from_utf8_lossy(&output.stdout).into_owned() + &String::from_utf8_lossy(&output.stderr)
}

/// The real profiles that this project is measured on; a user's clone has none.
fn real_profiles() -> Option<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/eval");
    folder.join("profiles.jsonl").exists().then_some(folder)
}

const NO_MODEL: [(&str, &str); 1] = [("MODEL_DIR", "nowhere")];

#[test]
fn a_file_with_a_bad_line_changes_nothing() {
    let office = Office::new();
    let file = office.file(
        "mentors.jsonl",
        "{\"id\":\"a\",\"headline\":\"Pricing\"}\n{\"id\":\"b\",\"country\":\"Germany\"}\nnot json\n",
    );
    for arguments in [vec!["import", "mentors", &file, "--dry-run"], vec!["import", "mentors", &file]] {
        let told = refused(&office.run_with(&NO_MODEL, &arguments));
        assert!(told.contains("Line 2: country:") && told.contains("Line 3:"), "{told}");
        assert!(office.found(&NO_MODEL, "pricing").is_empty());
    }
    let told =
        said(&office.run_with(
            &NO_MODEL,
            &["import", "mentors", &file, "--skip-bad", "--hours", "Mon-Fri 09:00-10:00"],
        ));
    assert!(told.contains("1 mentors were imported"), "{told}");
    let found = office.found(&NO_MODEL, "pricing");
    assert_eq!(found.len(), 1);
    assert_eq!(found[0]["next_slots"].as_array().unwrap().len(), 3);
}

#[test]
fn a_mistake_is_told_in_one_sentence() {
    let office = Office::new();
    // Settings, arguments, and what is said.
    type Case<'a> = (&'a [(&'a str, &'a str)], &'a [&'a str], &'a str);
    let cases: [Case; 5] = [
        (&[("APP_ENV", "staging")], &["doctor"], "APP_ENV is “staging”"),
        (&[("APP_ENV", "production")], &["doctor"], "SECRET_KEY is missing"),
        (&[("DATABASE_URL", "postgres://127.0.0.1:1/none")], &["migrate"], "cannot be opened"),
        (&NO_MODEL, &["import", "mentors", "nothing.jsonl"], "cannot be read"),
        (&NO_MODEL, &["match", " "], "Say in a few words"),
    ];
    for (settings, arguments, expected) in cases {
        let told = refused(&office.run_with(settings, arguments));
        assert!(told.contains(expected), "{arguments:?}: {told}");
        assert!(!told.contains("panicked"), "{told}");
    }
}

#[test]
fn an_experiment_is_started_reported_and_ended() {
    let office = Office::new();
    let run = |arguments: &[&str]| office.run_with(&NO_MODEL, arguments);
    let good = r#"{"key": "more-words", "arms": [{"name": "control", "share": 1},
        {"name": "words", "share": 1, "settings": {"weights": {"text": 0.5}}}]}"#;
    let file = office.file("experiment.json", good);
    let bad = office.file("bad.json", &good.replace("text", "luck"));
    assert!(said(&run(&["experiment", "list"])).contains("no experiment"));
    assert!(refused(&run(&["experiment", "start", &bad])).contains("luck"));
    assert!(refused(&run(&["experiment", "start", "nothing.json"])).contains("cannot be read"));
    assert_eq!(said(&run(&["experiment", "start", &file])), "more-words runs, version 1.\n");
    assert!(refused(&run(&["experiment", "start", &file])).contains("Another experiment runs"));
    let report = said(&run(&["experiment", "report", "more-words"]));
    assert!(report.contains("words: 0 people, 0 searches"), "{report}");
    let json: Value =
        serde_json::from_str(&said(&run(&["experiment", "report", "more-words", "--json"]))).unwrap();
    assert_eq!(json["arms"][1]["counts"]["searches"], 0);
    assert!(refused(&run(&["experiment", "report", "other"])).contains("There is no experiment other"));
    assert!(said(&run(&["experiment", "replay", &file])).starts_with("0 needs"));
    assert_eq!(said(&run(&["experiment", "end"])), "more-words has ended.\n");
    assert_eq!(said(&run(&["experiment", "end"])), "No experiment runs.\n");
    assert!(said(&run(&["experiment", "list"])).contains("control / words"));
}

#[test]
fn the_demo_is_loaded_once_and_the_doctor_looks_at_everything() {
    let office = Office::new();
    assert!(said(&office.run(&["demo"])).contains("was loaded"));
    assert!(said(&office.run(&["demo"])).contains("nothing was changed"));
    let indexed = said(&office.run(&["reindex"]));
    assert!(indexed.starts_with("26 profiles looked at"), "{indexed}");
    assert!(said(&office.run(&["reindex"])).contains("0 passages embedded"));
    let report = said(&office.run(&["doctor"]));
    assert!(report.contains("26 of 26 mentors") && report.contains("all-MiniLM-L6-v2"), "{report}");
    assert!(said(&office.run_with(&NO_MODEL, &["doctor"])).contains("words only"));
    let found = office.found(&[], "Help with fundraising");
    assert_eq!(found[0]["name"], "Ines Carvalho");
}

#[test]
fn the_doctor_says_what_cannot_be_reached_and_no_key() {
    let office = Office::new();
    let settings = [
        ("OPENAI_API_KEY", "hunter2"),
        ("OPENAI_BASE_URL", "http://127.0.0.1:9/v1"),
        ("UPSTASH_VECTOR_REST_URL", "http://127.0.0.1:9"),
        ("UPSTASH_VECTOR_REST_TOKEN", "hunter2"),
    ];
    let report = refused(&office.run_with(&settings, &["doctor"]));
    for part in [
        "model      text-embedding-3-small",
        "needs      read by rules alone",
        "vectors    http://127.0.0.1:9",
    ] {
        let line = report.lines().find(|line| line.contains(part)).unwrap_or_default();
        assert!(line.starts_with("failed") && line.contains("cannot be reached"), "{part}: {report}");
    }
    assert!(!report.contains("hunter2"), "{report}");
}

#[test]
fn the_first_administrator_is_made_and_the_last_one_stays() {
    let office = Office::new();
    let run = |arguments: &[&str]| office.run_with(&NO_MODEL, arguments);
    assert!(said(&run(&["admin", "list"])).contains("office-hours admin grant EMAIL admin"));
    let made = said(&run(&["admin", "grant", "Ada@Example.com", "admin"]));
    assert_eq!(made, "ada@example.com has an account now and is admin.\n");
    assert!(said(&run(&["admin", "grant", "ada@example.com", "admin"])).contains("nothing was changed"));
    said(&run(&["admin", "grant", "joon@example.com", "pm"]));
    assert_eq!(said(&run(&["admin", "list"])), "admin  ada@example.com\npm     joon@example.com\n");
    for (email, role, expected) in
        [("ada@example.com", "mentee", "the last administrator"), ("nobody", "pm", "Enter an e-mail address")]
    {
        assert!(refused(&run(&["admin", "grant", email, role])).contains(expected), "{email} {role}");
    }
    let unknown = run(&["admin", "grant", "ada@example.com", "king"]);
    assert_eq!(unknown.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&unknown.stderr).contains("Choose mentee, mentor, pm or admin."));
}

#[test]
fn the_schema_goes_down_and_up_again() {
    let office = Office::new();
    said(&office.run(&["migrate"]));
    said(&office.run(&["migrate", "--down", "2"]));
    said(&office.run(&["migrate"]));
}

#[test]
fn real_profiles_are_imported_matched_and_measured() {
    let Some(folder) = real_profiles() else {
        println!("skipped: real_profiles_are_imported_matched_and_measured needs ../shared/eval");
        return;
    };
    let path = |name: &str| folder.join(name).to_str().unwrap().to_owned();
    let office = Office::new();
    let run = office.folder.path().join("run.tsv");
    let measured = said(&office.run(&[
        "evaluate",
        "--profiles",
        &path("profiles.jsonl"),
        "--queries",
        &path("queries-dev.jsonl"),
        "--qrels",
        &path("qrels-dev.tsv"),
        "--run",
        run.to_str().unwrap(),
    ]));
    let overall = measured.lines().find(|line| line.starts_with("overall")).unwrap();
    println!("{measured}");

    // A second implementation must come to the same figures.
    let judge = Command::new("python3")
        .args([&path("score.py"), run.to_str().unwrap(), "--qrels", &path("qrels-dev.tsv"), "--json"])
        .output()
        .unwrap();
    let judged: Value = serde_json::from_str(&said(&judge)).unwrap();
    for (ours, theirs) in [("nDCG@10", "ndcg@10"), ("MRR", "mrr"), ("Recall@20", "recall@20")] {
        let ours: f64 = {
            let (_, rest) = overall.split_once(ours).unwrap();
            rest.split_whitespace().next().unwrap().parse().unwrap()
        };
        let theirs = find(&judged, theirs).unwrap_or_else(|| panic!("no {theirs} in {judged}"));
        assert!((ours - theirs).abs() < 0.000_06, "{ours} and {theirs}");
    }
}

/// The figure of that name, case aside, in the judge's overall part.
fn find(judged: &Value, name: &str) -> Option<f64> {
    let overall = judged.get("overall").unwrap_or(judged);
    overall
        .as_object()?
        .iter()
        .find(|(key, _)| key.eq_ignore_ascii_case(name))
        .and_then(|(_, value)| value.as_f64())
}
