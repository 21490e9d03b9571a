//! What somebody is, and where: "CTO at Acme", and the line that says it.

use super::super::rules::MAX_LINE;
use super::outline::{Outline, Part, segments};
use crate::matching::words::{fold, words_with_ranges};

/// What people are at work, in lower case without accents.
const ROLES: [&str; 74] = [
    "founder",
    "cofounder",
    "ceo",
    "cto",
    "cfo",
    "coo",
    "cmo",
    "cpo",
    "cro",
    "chro",
    "ciso",
    "chief",
    "head",
    "director",
    "vp",
    "president",
    "partner",
    "manager",
    "lead",
    "leader",
    "principal",
    "advisor",
    "adviser",
    "investor",
    "angel",
    "consultant",
    "engineer",
    "developer",
    "designer",
    "architect",
    "scientist",
    "analyst",
    "professor",
    "lecturer",
    "researcher",
    "coach",
    "officer",
    "owner",
    "entrepreneur",
    "associate",
    "grunder",
    "grunderin",
    "mitgrunder",
    "mitgrunderin",
    "geschaftsfuhrer",
    "geschaftsfuhrerin",
    "leiter",
    "leiterin",
    "berater",
    "beraterin",
    "fundador",
    "fundadora",
    "cofundador",
    "cofundadora",
    "directora",
    "diretor",
    "diretora",
    "socio",
    "socia",
    "gerente",
    "consultor",
    "consultora",
    "ingeniero",
    "ingeniera",
    "fondateur",
    "fondatrice",
    "cofondateur",
    "cofondatrice",
    "directeur",
    "directrice",
    "associee",
    "ingenieur",
    "основатель",
    "директор",
];
/// Between what and where.
const AT: [&str; 8] = [" at ", " @ ", " @", " bei ", " chez ", " en ", " na ", " в "];
/// Words after which the role begins.
const OPENERS: [&str; 33] = [
    "i",
    "im",
    "am",
    "is",
    "as",
    "the",
    "a",
    "an",
    "my",
    "currently",
    "now",
    "today",
    "work",
    "working",
    "ich",
    "bin",
    "als",
    "der",
    "die",
    "soy",
    "como",
    "el",
    "la",
    "je",
    "suis",
    "le",
    "sou",
    "o",
    "actually",
    "with",
    "he",
    "she",
    "я",
];
/// Words that say that it is over.
const OVER: [&str; 15] = [
    "previously",
    "former",
    "formerly",
    "ex",
    "was",
    "been",
    "ehemals",
    "fruher",
    "war",
    "antes",
    "ancien",
    "ancienne",
    "until",
    "once",
    "earlier",
];
/// Words for a place of work that still is one, in a list of them.
const STILL: [&str; 7] = ["present", "heute", "actualidad", "presente", "aujourd", "today", "настоящее"];
const ARTICLES: [&str; 8] = ["the", "a", "der", "die", "la", "le", "el", "o"];
const JOINERS: [&str; 8] = ["&", "of", "de", "for", "für", "du", "da", "do"];

/// The words that are a role and those that are its company, if the text says them.
pub(super) fn work<'a>(outline: &Outline<'a>) -> (Option<&'a str>, Option<&'a str>) {
    let lines = outline.lines.iter().filter(|line| matches!(line.part, Part::Start | Part::About));
    let said = lines.flat_map(|line| segments(line.text)).find_map(role_at);
    if let Some((title, company)) = said {
        return (Some(title), company);
    }
    if let Some((title, company)) = listed(outline) {
        return (Some(title), Some(company));
    }
    // A role by itself counts where it stands like a title.
    let alone = outline.of(Part::Start).take(4).flat_map(segments).find(|piece| {
        has_role(piece) && words_with_ranges(piece).len() <= 5 && !is_over(piece) && !piece.contains('.')
    });
    (alone, None)
}

/// "Partner at Acme Ventures" within a piece of a line.
fn role_at(piece: &str) -> Option<(&str, Option<&str>)> {
    let at = AT.iter().filter_map(|at| Some((piece.find(at)?, at.len()))).min();
    let of = piece.find(" of ").map(|place| (place, " of ".len()));
    let by_at = at.and_then(|(place, length)| {
        let company = company(&piece[place + length..])?;
        Some((role(&piece[..place])?, Some(company)))
    });
    by_at.or_else(|| {
        let (place, length) = of?;
        let before = &piece[..place];
        let (last, _) = words_with_ranges(before).pop()?;
        // "Head of Product" says no company.
        let owns = ["founder", "cofounder", "ceo", "cto", "coo", "cfo", "owner", "president"]
            .contains(&last.as_str());
        let company = company(&piece[place + length..]).filter(|_| owns)?;
        Some((role(before)?, Some(company)))
    })
}

/// The end of a text that names a role which somebody still has.
fn role(before: &str) -> Option<&str> {
    if is_over(before) {
        return None;
    }
    let before = before.rsplit(", ").next().unwrap_or(before);
    let words = words_with_ranges(before);
    let opener = words.iter().rev().find(|(word, _)| OPENERS.contains(&fold(word).as_str()));
    let from = opener.map_or(0, |(_, (_, to))| *to);
    let role =
        before[from..].trim_matches(|c: char| c.is_whitespace() || matches!(c, ':' | ',' | '(' | '"' | '\''));
    (has_role(role) && role.chars().count() <= 80 && words_with_ranges(role).len() <= 8).then_some(role)
}

/// The name that a text begins with: words in capitals, and what joins them.
fn company(after: &str) -> Option<&str> {
    let after = after.trim_start();
    let first = after.split_whitespace().next()?;
    let after = match ARTICLES.contains(&first.to_lowercase().as_str()) {
        true => after[first.len()..].trim_start(),
        false => after,
    };
    let begins_name = |word: &str| word.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit());
    let mut end = 0;
    let mut words = 0;
    for word in after.split_whitespace() {
        let place = word.as_ptr() as usize - after.as_ptr() as usize;
        let bare = word.trim_end_matches([',', '.', ':', ')', '(', '"', '’']);
        if begins_name(word) {
            end = place + bare.len();
        } else if end == 0 || !JOINERS.contains(&word) {
            break;
        }
        words += 1;
        if bare.len() < word.len() || words == 6 {
            break;
        }
    }
    (end > 0).then(|| &after[..end])
}

/// The place of work that still is one, of a list with a role, a company and the years on lines of their own.
fn listed<'a>(outline: &Outline<'a>) -> Option<(&'a str, &'a str)> {
    let lines: Vec<&str> = outline.of(Part::Experience).collect();
    lines.windows(3).find_map(|three| {
        let [title, company, years] = three else { return None };
        let still = words_with_ranges(years).iter().any(|(word, _)| STILL.contains(&fold(word).as_str()));
        let company = company.split(" · ").next().unwrap_or(company).trim();
        let fits = has_role(title) && words_with_ranges(title).len() <= 8 && company.chars().count() <= 80;
        (still && fits).then_some((*title, company))
    })
}

/// The line under the name, or the first sentence.
pub(super) fn headline<'a>(outline: &Outline<'a>) -> Option<&'a str> {
    let fits = |text: &str| (10..=MAX_LINE).contains(&text.chars().count());
    let header = outline.of(Part::Start).take(4).find(|line| {
        let is_sentence = line.ends_with(['.', '!', '?']) || line.contains(". ");
        has_role(line) && fits(line) && !is_sentence
    });
    header.or_else(|| {
        let about = outline.of(Part::About).next().or_else(|| outline.about())?;
        let end = about.find(['\n', '!', '?']).unwrap_or(about.len());
        let line = &about[..end];
        let sentence = line.split_once(". ").map_or(line, |(first, _)| first);
        let sentence = sentence.trim().trim_end_matches('.');
        (fits(sentence) && words_with_ranges(sentence).len() >= 4).then_some(sentence)
    })
}

pub(super) fn has_role(text: &str) -> bool {
    words_with_ranges(text).iter().any(|(word, _)| ROLES.contains(&fold(word).as_str()))
}

fn is_over(text: &str) -> bool {
    words_with_ranges(text).iter().any(|(word, _)| OVER.contains(&fold(word).as_str()))
}
