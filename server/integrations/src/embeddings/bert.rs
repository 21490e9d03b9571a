//! BERT as an encoder: candle's tensors and matrix products, our [`kernels`](super::kernels).
//!
//! Written for embedding texts only, hence shorter and about twice as fast as the general one in
//! candle-transformers: the tokens of all texts of a batch stand in one matrix without padding, the
//! three projections of the attention are one product, and nothing is kept for training.

use std::collections::HashMap;

use candle_core::{CpuStorage, DType, Device, Error, InplaceOp1, InplaceOp2, Layout, Result, Tensor, bail};
use serde::Deserialize;

use super::kernels::{Norm, add_bias, add_bias_gelu, softmax};

/// What `config.json` says of the shape.
#[derive(Debug, Deserialize)]
pub struct Config {
    hidden_act: String,
    hidden_size: usize,
    intermediate_size: usize,
    layer_norm_eps: f32,
    max_position_embeddings: usize,
    num_attention_heads: usize,
    num_hidden_layers: usize,
    vocab_size: usize,
}

/// The weights.
pub struct Bert {
    width: usize,
    words: Vec<f32>,
    /// With the embedding of the one segment there is already added.
    positions: Vec<f32>,
    norm: Norm,
    layers: Vec<Layer>,
}

struct Layer {
    heads: usize,
    /// Query, key and value side by side; the query is already scaled for the softmax.
    attention: Linear,
    attention_output: Linear,
    attention_norm: Norm,
    intermediate: Linear,
    output: Linear,
    output_norm: Norm,
}

struct Linear {
    /// As published, a row for each output.
    weight: Tensor,
    bias: Vec<f32>,
}

impl Linear {
    /// Without the bias, which the next kernel adds on its way.
    fn product(&self, input: &Tensor) -> Result<Tensor> {
        input.matmul(&self.weight.t()?)
    }
}

impl Bert {
    /// Takes the weights of a safetensors file.
    pub fn load(config: &Config, file: &[u8]) -> Result<Self> {
        let Config { hidden_size: width, num_attention_heads: heads, .. } = *config;
        if config.hidden_act != "gelu" || heads == 0 || !width.is_multiple_of(heads) {
            bail!("this is not a model of the kind that is known here: {config:?}");
        }
        let mut weights = Weights { all: candle_core::safetensors::load_buffer(file, &Device::Cpu)?, config };
        let words = weights.flat("embeddings.word_embeddings.weight", &[config.vocab_size, width])?;
        let mut positions = weights
            .flat("embeddings.position_embeddings.weight", &[config.max_position_embeddings, width])?;
        let segments = weights.flat("embeddings.token_type_embeddings.weight", &[2, width])?;
        add_bias(&mut positions, &segments[..width]);
        let norm = weights.norm("embeddings.LayerNorm")?;
        let layers = (0..config.num_hidden_layers)
            .map(|layer| weights.layer(&format!("encoder.layer.{layer}")))
            .collect::<Result<_>>()?;
        Ok(Self { width, words, positions, norm, layers })
    }

    /// How many numbers stand for a token.
    pub fn width(&self) -> usize {
        self.width
    }

    /// The last hidden state of every token of every text, the texts one after the other.
    pub fn forward(&self, texts: &[&[u32]]) -> Result<Vec<f32>> {
        let tokens = texts.iter().map(|text| text.len()).sum::<usize>();
        let mut hidden = Vec::with_capacity(tokens * self.width);
        for text in texts {
            for (position, &token) in text.iter().enumerate() {
                let word = row(&self.words, token as usize, self.width)?;
                let position = row(&self.positions, position, self.width)?;
                hidden.extend(word.iter().zip(position).map(|(word, position)| word + position));
            }
        }
        self.norm.apply(&mut hidden);
        let mut hidden = Tensor::from_vec(hidden, (tokens, self.width), &Device::Cpu)?;
        for layer in &self.layers {
            hidden = layer.forward(&hidden, texts)?;
        }
        hidden.flatten_all()?.to_vec1()
    }
}

fn row(table: &[f32], number: usize, width: usize) -> Result<&[f32]> {
    let found = table.get(number * width..).and_then(|rest| rest.get(..width));
    found.ok_or_else(|| Error::Msg(format!("a token or a position beyond the model's: {number}")))
}

impl Layer {
    fn forward(&self, hidden: &Tensor, texts: &[&[u32]]) -> Result<Tensor> {
        let attended = self.attention_output.product(&self.attend(hidden, texts)?)?;
        add_and_norm(&attended, &self.attention_output.bias, hidden, &self.attention_norm)?;
        let inner = self.intermediate.product(&attended)?;
        in_place(&inner, |values| add_bias_gelu(values, &self.intermediate.bias))?;
        let outer = self.output.product(&inner)?;
        add_and_norm(&outer, &self.output.bias, &attended, &self.output_norm)?;
        Ok(outer)
    }

    /// Every token looks at the tokens of its own text.
    fn attend(&self, hidden: &Tensor, texts: &[&[u32]]) -> Result<Tensor> {
        let projected = self.attention.product(hidden)?;
        in_place(&projected, |values| add_bias(values, &self.attention.bias))?;
        let (tokens, width) = hidden.dims2()?;
        let projected = projected.reshape((tokens, 3 * self.heads, width / self.heads))?;
        let mut start = 0;
        let mut contexts = Vec::with_capacity(texts.len());
        for text in texts {
            // Views: heads × tokens × numbers of a head.
            let of_text = projected.narrow(0, start, text.len())?.transpose(0, 1)?;
            let part = |number: usize| of_text.narrow(0, number * self.heads, self.heads);
            let weights = part(0)?.matmul(&part(1)?.t()?)?;
            in_place(&weights, |values| softmax(values, text.len()))?;
            let context = weights.matmul(&part(2)?)?;
            contexts.push(context.transpose(0, 1)?.reshape((text.len(), width))?);
            start += text.len();
        }
        Tensor::cat(&contexts, 0)
    }
}

/// The tensors of a file, taken out one by one so that none is held twice.
struct Weights<'a> {
    all: HashMap<String, Tensor>,
    config: &'a Config,
}

impl Weights<'_> {
    fn take(&mut self, name: &str, shape: &[usize]) -> Result<Tensor> {
        match self.all.remove(name) {
            Some(tensor) if tensor.dims() == shape && tensor.dtype() == DType::F32 => Ok(tensor),
            Some(tensor) => {
                bail!("{name} is {:?} of {:?}, not {shape:?} of F32", tensor.dims(), tensor.dtype())
            }
            None => bail!("{name} is not there"),
        }
    }

    fn flat(&mut self, name: &str, shape: &[usize]) -> Result<Vec<f32>> {
        self.take(name, shape)?.flatten_all()?.to_vec1()
    }

    fn linear(&mut self, name: &str, inputs: usize, outputs: usize) -> Result<Linear> {
        let weight = self.take(&format!("{name}.weight"), &[outputs, inputs])?;
        Ok(Linear { weight, bias: self.flat(&format!("{name}.bias"), &[outputs])? })
    }

    fn norm(&mut self, name: &str) -> Result<Norm> {
        let width = self.config.hidden_size;
        Ok(Norm {
            weight: self.flat(&format!("{name}.weight"), &[width])?,
            bias: self.flat(&format!("{name}.bias"), &[width])?,
            epsilon: self.config.layer_norm_eps,
        })
    }

    fn layer(&mut self, name: &str) -> Result<Layer> {
        let Config { hidden_size: width, intermediate_size: inner, num_attention_heads: heads, .. } =
            *self.config;
        Ok(Layer {
            heads,
            attention: self.attention(&format!("{name}.attention.self"), width, heads)?,
            attention_output: self.linear(&format!("{name}.attention.output.dense"), width, width)?,
            attention_norm: self.norm(&format!("{name}.attention.output.LayerNorm"))?,
            intermediate: self.linear(&format!("{name}.intermediate.dense"), width, inner)?,
            output: self.linear(&format!("{name}.output.dense"), inner, width)?,
            output_norm: self.norm(&format!("{name}.output.LayerNorm"))?,
        })
    }

    fn attention(&mut self, name: &str, width: usize, heads: usize) -> Result<Linear> {
        let scale = 1.0 / ((width / heads) as f32).sqrt();
        let mut query = self.linear(&format!("{name}.query"), width, width)?;
        query.weight = (query.weight * f64::from(scale))?;
        query.bias.iter_mut().for_each(|bias| *bias *= scale);
        let key = self.linear(&format!("{name}.key"), width, width)?;
        let value = self.linear(&format!("{name}.value"), width, width)?;
        Ok(Linear {
            weight: Tensor::cat(&[query.weight, key.weight, value.weight], 0)?,
            bias: [query.bias, key.bias, value.bias].concat(),
        })
    }
}

/// Changes the numbers of a tensor that nothing else looks at.
fn in_place(tensor: &Tensor, change: impl Fn(&mut [f32])) -> Result<()> {
    struct Change<F>(F);
    impl<F: Fn(&mut [f32])> InplaceOp1 for Change<F> {
        fn name(&self) -> &'static str {
            "kernel"
        }
        fn cpu_fwd(&self, storage: &mut CpuStorage, layout: &Layout) -> Result<()> {
            (self.0)(numbers_mut(storage, layout)?);
            Ok(())
        }
    }
    tensor.inplace_op1(&Change(change))
}

/// Adds `bias` and `others` to `values` and normalises them.
fn add_and_norm(values: &Tensor, bias: &[f32], others: &Tensor, norm: &Norm) -> Result<()> {
    struct AddAndNorm<'a>(&'a [f32], &'a Norm);
    impl InplaceOp2 for AddAndNorm<'_> {
        fn name(&self) -> &'static str {
            "add and normalise"
        }
        fn cpu_fwd(
            &self,
            values: &mut CpuStorage,
            values_layout: &Layout,
            others: &CpuStorage,
            others_layout: &Layout,
        ) -> Result<()> {
            let others = match others_layout.contiguous_offsets() {
                Some((start, end)) => &others.as_slice::<f32>()?[start..end],
                None => bail!("a view has no row to add"),
            };
            self.1.add_and_apply(numbers_mut(values, values_layout)?, self.0, others);
            Ok(())
        }
    }
    values.inplace_op2(others, &AddAndNorm(bias, norm))
}

fn numbers_mut<'a>(storage: &'a mut CpuStorage, layout: &Layout) -> Result<&'a mut [f32]> {
    match (storage, layout.contiguous_offsets()) {
        (CpuStorage::F32(numbers), Some((start, end))) => Ok(&mut numbers[start..end]),
        _ => bail!("kernels work on whole tensors of F32"),
    }
}
