//! Texts to vectors.

mod bert;
mod kernels;
pub mod minilm;
pub mod vocabulary;
