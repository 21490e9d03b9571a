//! Whether a time is wished for the session or belongs to something else.
//!
//! "Review before Thursday" is a wish, "we are launching next week" is none. The nearest telling
//! word decides; where none is, a time is a wish.

use super::signs::Word;

/// How many words around a time are looked at.
const NEAR: usize = 3;

/// Words of asking for a session and of having time for it.
#[rustfmt::skip]
const ASKING: &[&str] = &[
    // English
    "advice", "anybody", "anyone", "availability", "available", "best", "chat", "coach", "coaching",
    "could", "feedback", "fine", "free", "help", "ideally", "meet", "mentor", "mentoring", "need", "please",
    "pls", "practice", "practise", "prefer", "preferably", "preferred", "prep", "preparation", "prepare",
    "preparing", "review", "session", "slot", "slots", "somebody", "someone", "suits", "talk", "would",
    // what is looked at in one; a pitch deck is not the pitch
    "deck", "decks", "pitchdeck",
    // Spanish
    "alguien", "asesoria", "ayuda", "disponible", "hablar", "mentora", "necesito", "puedo", "sesion",
    // French
    "aide", "besoin", "disponible", "libre", "parler", "quelquun",
    // German
    "beratung", "brauche", "frei", "gesprach", "hilfe", "jemand", "jemanden", "suche", "termin",
    // Portuguese
    "ajuda", "alguem", "conversar", "mentoria", "posso", "preciso", "sessao",
    // Russian
    "встреча", "встретиться", "консультация", "ментор", "могу", "нужна", "нужен", "нужно", "обсудить",
    "помогите", "помощь", "поговорить",
];

/// Words that give a time to something else, by how they begin.
#[rustfmt::skip]
const ELSE_BEGINNINGS: &[&str] = &[
    // English
    "announc", "arriv", "auction", "begin", "board", "churn", "clos", "conferenc", "contest", "customer",
    "deadlin", "debut", "deliver", "deploy", "doubl", "event", "exam", "expir", "fligh", "grew", "grow",
    "hackathon", "hearing", "holiday", "interview", "investor", "kickoff", "launch", "meeting", "moving",
    "onboard", "payrol", "pitch", "present", "raising", "refund", "releas", "reply", "replie", "respond",
    "returns", "shipp", "trial", "trip", "vacation", "webinar", "wedding", "workshop",
    // Spanish and Portuguese
    "demostr", "entrevista", "evento", "lanc", "lanz", "present", "prazo", "reunia", "reunion", "viaj",
    // French
    "echeance", "entretien", "lance", "reunion", "soutenance",
    // German
    "abgabe", "besprechung", "frist", "launch", "meeting", "prasent", "prufung", "reise", "sitzung",
    "vorstellungs",
    // Russian
    "дедлаин", "запуск", "запускаем", "интервью", "конференц", "собеседован", "совещан", "экзамен",
];

/// The same, whole words.
#[rustfmt::skip]
const ELSE_WORDS: &[&str] = &[
    // English
    "ago", "away", "better", "busy", "demo", "demos", "due", "each", "ends", "every", "fly", "flying",
    "got", "had", "home", "jury", "last", "left", "live", "move", "open", "opening", "opens", "past",
    "people", "per", "quit", "raise", "raised", "sell", "selling", "ship", "since", "sold", "start",
    "started", "starting", "starts", "talked", "teach", "travelling", "traveling", "users", "was", "were",
    "where", "working", "worked",
    // Spanish
    "cada", "era", "fue", "pasada", "pasado", "todas", "todos", "ultima", "ultimo", "vence",
    // French
    "chaque", "demarre", "derniere", "dernier", "etait", "tous", "toutes",
    // German
    "jede", "jeden", "jeder", "letzte", "letzten", "letzter", "seit", "starten", "startet", "waren", "war",
    // Portuguese
    "foi", "passada", "passado", "toda", "todo", "vencem",
    // Russian
    "был", "была", "было", "каждую", "каждыи", "прошлои", "прошлую", "прошлыи",
];

/// "My meeting is on Monday", but "is anybody free on Monday".
const BEING: [&str; 7] = ["are", "es", "est", "is", "ist", "sind", "sont"];

/// Words that turn a wish into its opposite.
#[rustfmt::skip]
const DENYING: [&str; 22] = [
    "arent", "avoid", "cannot", "cant", "dont", "except", "excepto", "instead", "isnt", "kein", "keine",
    "nao", "never", "nicht", "no", "non", "not", "pas", "sauf", "wont", "не", "кроме",
];

/// Words that begin a statement after a time: "next week we launch".
#[rustfmt::skip]
const SUBJECTS: [&str; 23] = [
    "are", "haben", "he", "i", "ich", "il", "is", "it", "je", "most", "my", "nosotros", "nous", "our",
    "she", "the", "they", "unser", "we", "wir", "мы", "наш", "я",
];

/// Words right after a day that put it into the past: "lundi dernier".
const ELSE_AFTER: [&str; 7] = ["ago", "dernier", "derniere", "pasada", "pasado", "passada", "passado"];

/// Words after a time that go on with something else.
#[rustfmt::skip]
const FOLLOWING: [&str; 24] = [
    "about", "asap", "avec", "because", "bitte", "but", "com", "con", "if", "mit", "only", "passen",
    "passt", "por", "s", "si", "sind", "thanks", "urgent", "wenn", "with", "work", "works", "you",
];

/// Whether a time that is said by `words[from..to]` is wished for a session.
pub(super) fn is_wish(words: &[Word], from: usize, to: usize) -> bool {
    !is_denied(words, from)
        && match verdict(before(words, from)) {
            Verdict::Asking => true,
            Verdict::Else => false,
            Verdict::Being => false,
            Verdict::Silent => !states_something(&words[to..]),
        }
}

/// Whether a word may follow a time that stands for itself, which it does not describe.
pub(super) fn may_follow(word: &str) -> bool {
    ASKING.contains(&word) || SUBJECTS.contains(&word) || FOLLOWING.contains(&word)
}

/// Whether a word shortly before `at`, in the same clause, denies what is said there.
pub(super) fn is_denied(words: &[Word], at: usize) -> bool {
    before(words, at).any(|word| DENYING.contains(&word.text.as_str()))
}

/// What the words next to a time say of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Verdict {
    Asking,
    Else,
    Being,
    Silent,
}

/// The nearest word that tells; the verb "to be" only where no other does.
fn verdict<'a>(nearest_first: impl Iterator<Item = &'a Word<'a>>) -> Verdict {
    let mut silent = Verdict::Silent;
    for word in nearest_first {
        let word = word.text.as_str();
        if ASKING.contains(&word) {
            return Verdict::Asking;
        }
        if ELSE_WORDS.contains(&word) || ELSE_BEGINNINGS.iter().any(|start| word.starts_with(start)) {
            return Verdict::Else;
        }
        if BEING.contains(&word) {
            silent = Verdict::Being;
        }
    }
    silent
}

/// Whether a statement about something else follows: "next week we launch".
fn states_something(after: &[Word]) -> bool {
    let clause: Vec<&Word> = after.iter().take_while(|word| !word.begins_clause()).take(NEAR + 1).collect();
    let Some(first) = clause.first().map(|word| word.text.as_str()) else { return false };
    ELSE_AFTER.contains(&first)
        || (SUBJECTS.contains(&first) && verdict(clause.into_iter()) != Verdict::Asking)
}

/// The words shortly before one, in its clause, the nearest first.
fn before<'a>(words: &'a [Word<'a>], at: usize) -> impl Iterator<Item = &'a Word<'a>> {
    // The gap that ends a clause is before its next word, the first of them at `at`.
    let same_clause = words[..=at].iter().rev().take_while(|word| !word.begins_clause()).count();
    words[..at].iter().rev().take(same_clause.min(NEAR))
}
