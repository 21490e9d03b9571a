//! Names the version of what travels between browser and server: [`api::compact`] compares it.

use std::collections::BTreeMap;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::Path;
use std::{fs, io};

/// The rooms whose types travel.
const ROOMS: [&str; 2] = ["src", "../src"];

fn main() -> io::Result<()> {
    let mut sources = BTreeMap::new();
    for room in ROOMS {
        println!("cargo:rerun-if-changed={room}");
        read(Path::new(room), &mut sources)?;
    }
    // The same in both builds of one compiler, and nothing else is compared.
    let mut hasher = DefaultHasher::new();
    sources.hash(&mut hasher);
    println!("cargo:rustc-env=WIRE_VERSION={}", hasher.finish() as u32);
    Ok(())
}

fn read(folder: &Path, sources: &mut BTreeMap<String, Vec<u8>>) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            read(&path, sources)?;
        } else {
            sources.insert(path.to_string_lossy().into_owned(), fs::read(&path)?);
        }
    }
    Ok(())
}
