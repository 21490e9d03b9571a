//! Which keys mean something, alone or one after the other. No browser here: keys and times in, a wish out.

use super::Sheet;

/// How long after "g" the second key may come, in milliseconds.
const PATIENCE_MS: f64 = 1_500.0;

/// A key that went down.
#[derive(Clone, Copy, Debug, Default)]
pub struct Press<'a> {
    /// As the browser names it: what it types, which on many keyboards takes Shift.
    pub key: &'a str,
    /// With Ctrl or ⌘.
    pub command: bool,
    /// With Alt.
    pub alt: bool,
    /// With Shift.
    pub shift: bool,
    /// Into a field that has the focus.
    pub in_field: bool,
}

/// What somebody wants who pressed a key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wish {
    /// By Ctrl-K: the palette.
    Palette,
    /// By a single key: a sheet.
    Open(Sheet),
    /// By "g" and this letter: a place.
    Go(char),
}

/// The keys so far.
#[derive(Clone, Copy, Debug, Default)]
pub struct Keys {
    /// When "g" was pressed, if nothing came after it yet.
    led_at: Option<f64>,
}

impl Keys {
    /// Takes the next key, pressed at `at` milliseconds.
    pub fn press(&mut self, press: Press<'_>, at: f64) -> Option<Wish> {
        let led = self.led_at.take().is_some_and(|before| at - before <= PATIENCE_MS);
        if press.command {
            let palette = !press.alt && !press.shift && press.key.eq_ignore_ascii_case("k");
            return palette.then_some(Wish::Palette);
        }
        if press.alt || press.in_field {
            return None;
        }
        match (press.key, letter(press.key)) {
            ("/", _) => Some(Wish::Open(Sheet::Search)),
            ("?", _) => Some(Wish::Open(Sheet::Shortcuts)),
            ("g", _) => {
                self.led_at = Some(at);
                None
            }
            (_, Some(letter)) if led => Some(Wish::Go(letter)),
            _ => None,
        }
    }
}

fn letter(key: &str) -> Option<char> {
    let mut letters = key.chars();
    letters.next().filter(|first| first.is_ascii_lowercase() && letters.next().is_none())
}

#[cfg(test)]
mod tests {
    use super::*;

    const SEARCH: Option<Wish> = Some(Wish::Open(Sheet::Search));
    const SHORTCUTS: Option<Wish> = Some(Wish::Open(Sheet::Shortcuts));

    fn plain(key: &str) -> Press<'_> {
        Press { key, ..Press::default() }
    }

    /// Keys with the times at which they are pressed; the wish of the last one.
    fn last(keys: &[(&str, f64)]) -> Option<Wish> {
        let mut so_far = Keys::default();
        keys.iter().fold(None, |_, &(key, at)| so_far.press(plain(key), at))
    }

    #[test]
    fn single_keys_and_sequences() {
        for (keys, wish) in [
            (&[("/", 0.0)][..], SEARCH),
            (&[("?", 0.0)], SHORTCUTS),
            (&[("f", 0.0)], None),
            (&[("g", 0.0)], None),
            (&[("g", 0.0), ("f", 1_500.0)], Some(Wish::Go('f'))),
            (&[("g", 0.0), ("f", 1_501.0)], None),
            (&[("g", 0.0), ("g", 1_400.0), ("s", 2_800.0)], Some(Wish::Go('s'))),
            (&[("g", 0.0), ("f", 10.0), ("s", 20.0)], None),
            (&[("g", 0.0), ("Shift", 10.0), ("?", 20.0)], SHORTCUTS),
            (&[("g", 0.0), ("Enter", 10.0), ("f", 20.0)], None),
            (&[("g", 0.0), ("/", 10.0)], SEARCH),
            (&[("G", 0.0), ("f", 10.0)], None),
        ] {
            assert_eq!(last(keys), wish, "{keys:?}");
        }
    }

    #[test]
    fn single_keys_rest_in_fields_and_with_other_keys_held_down() {
        for key in ["/", "?"] {
            for held in [
                Press { in_field: true, ..plain(key) },
                Press { command: true, ..plain(key) },
                Press { alt: true, ..plain(key) },
            ] {
                assert_eq!(Keys::default().press(held, 0.0), None, "{held:?}");
            }
            // On many keyboards both take Shift.
            assert!(Keys::default().press(Press { shift: true, ..plain(key) }, 0.0).is_some(), "{key}");
        }
        let mut keys = Keys::default();
        keys.press(Press { in_field: true, ..plain("g") }, 0.0);
        assert_eq!(keys.press(plain("f"), 10.0), None);
    }

    #[test]
    fn the_palette_opens_from_everywhere() {
        let pressed = Press { command: true, in_field: true, ..plain("k") };
        let press = |press| Keys::default().press(press, 0.0);
        assert_eq!(press(pressed), Some(Wish::Palette));
        assert_eq!(press(Press { key: "K", ..pressed }), Some(Wish::Palette), "with Caps Lock");
        // Those belong to the browser.
        assert_eq!(press(Press { shift: true, ..pressed }), None);
        assert_eq!(press(Press { alt: true, ..pressed }), None);
        assert_eq!(press(Press { key: "j", ..pressed }), None);
    }
}
