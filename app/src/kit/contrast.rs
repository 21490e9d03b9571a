//! Whether what stands on what can be read, in every set of colours: computed from the style sheet itself.

use std::collections::HashMap;

const STYLE: &str = include_str!("../../../style/tailwind.css");

/// Text, and what it stands on.
const TEXT: [(&str, &[&str]); 5] = [
    ("ink", &["paper", "raised", "accent-soft", "marker", "tint"]),
    ("muted", &["paper", "raised", "accent-soft"]),
    ("accent", &["paper", "raised", "accent-soft"]),
    ("danger", &["paper", "raised"]),
    ("paper", &["accent", "danger"]),
];

/// OKLCH: lightness, chroma, hue.
type Colour = [f64; 3];
type Set = HashMap<&'static str, Colour>;

/// Light, dark, and both with more contrast, in the order in which the style sheet has them.
fn sets() -> [Set; 4] {
    let mut blocks = STYLE.split(":root {").skip(1).map(|block| {
        let block = block.split_once('}').map_or(block, |(block, _)| block);
        block.lines().filter_map(token).collect::<Set>()
    });
    let mut next = || blocks.next().unwrap();
    let (light, dark, more, more_dark) = (next(), next(), next(), next());
    let over = |layers: &[&Set]| layers.iter().flat_map(|layer| (*layer).clone()).collect::<Set>();
    [light.clone(), over(&[&light, &dark]), over(&[&light, &more]), over(&[&light, &dark, &more, &more_dark])]
}

fn token(line: &'static str) -> Option<(&'static str, Colour)> {
    let (name, value) = line.trim().strip_prefix("--")?.split_once(": oklch(")?;
    let mut numbers = value.split([' ', ')']).map_while(|number| number.parse().ok());
    Some((name, [numbers.next()?, numbers.next()?, numbers.next()?]))
}

/// As WCAG 2 defines it.
fn ratio(one: Colour, other: Colour) -> f64 {
    let (one, other) = (luminance(one), luminance(other));
    (one.max(other) + 0.05) / (one.min(other) + 0.05)
}

/// By Ottosson's matrices from OKLab to linear sRGB.
fn luminance([lightness, chroma, hue]: Colour) -> f64 {
    let (a, b) = (chroma * hue.to_radians().cos(), chroma * hue.to_radians().sin());
    let l = (lightness + 0.396_337_777_4 * a + 0.215_803_757_3 * b).powi(3);
    let m = (lightness - 0.105_561_345_8 * a - 0.063_854_172_8 * b).powi(3);
    let s = (lightness - 0.089_484_177_5 * a - 1.291_485_548 * b).powi(3);
    let red = 4.076_741_662_1 * l - 3.307_711_591_3 * m + 0.230_969_929_2 * s;
    let green = -1.268_438_004_6 * l + 2.609_757_401_1 * m - 0.341_319_396_5 * s;
    let blue = -0.004_196_086_3 * l - 0.703_418_614_7 * m + 1.707_614_701 * s;
    0.2126 * red.clamp(0.0, 1.0) + 0.7152 * green.clamp(0.0, 1.0) + 0.0722 * blue.clamp(0.0, 1.0)
}

#[test]
fn black_on_white_is_known() {
    assert!((ratio([0.0, 0.0, 0.0], [1.0, 0.0, 0.0]) - 21.0).abs() < 0.01);
}

#[test]
fn every_pair_can_be_read_in_every_set() {
    let asked = [("light", 4.5, 3.0), ("dark", 4.5, 3.0), ("more", 7.0, 4.5), ("more, dark", 7.0, 4.5)];
    for (set, (name, text, edge)) in sets().into_iter().zip(asked) {
        let check = |front: &str, back: &str, least: f64| {
            let found = ratio(set[front], set[back]);
            assert!(found >= least, "{name}: {front} on {back} is {found:.2} : 1, not {least} : 1");
        };
        for (front, backs) in TEXT {
            backs.iter().for_each(|back| check(front, back, text));
        }
        for back in ["paper", "raised"] {
            check("edge", back, edge);
            check("warn", back, edge);
        }
    }
}
