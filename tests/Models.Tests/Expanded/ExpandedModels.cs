using ModelGen;

namespace ModelGen.Models.Tests.Expanded;

/// <summary>The reference case gpt2: sizes as in tests/golden/gpt2.config.json.</summary>
[Model]
[Tokens(Vocabulary = 61, Context = 16)]
[Embedding(32, Name = "TokenEmbedding", WeightName = "transformer.wte", InitStd = 0.02)]
[PositionEmbedding(WeightName = "transformer.wpe", InitStd = 0.02)]
[Repeat<Layer>(2, Name = "Layers", WeightName = "transformer.h")]
[LayerNorm(Name = "Norm", WeightName = "transformer.ln_f")]
[Linear(61, Bias = false, Name = "Head", TiedTo = "TokenEmbedding")]
[Loss(Loss.CrossEntropy)]
public partial class GoldenGpt
{
    [Block]
    [Residual<Attend>(WeightName = "")]
    [Residual<Think>(WeightName = "")]
    private partial class Layer;

    [Block]
    [LayerNorm(Name = "Norm", WeightName = "ln_1")]
    [SelfAttention(Heads = 2, Causal = true, Name = "", WeightName = "attn.{c_attn,c_proj}", Transposed = true, InitStd = 0.02, OutputInitStd = 0.01)]
    private partial class Attend;

    [Block]
    [LayerNorm(Name = "Norm", WeightName = "ln_2")]
    [Linear(128, Name = "Up", WeightName = "mlp.c_fc", Transposed = true, InitStd = 0.02)]
    [Gelu(Tanh = true)]
    [Linear(32, Name = "Down", WeightName = "mlp.c_proj", Transposed = true, InitStd = 0.01)]
    private partial class Think;
}

/// <summary>The reference case llama: sizes as in tests/golden/llama.config.json.</summary>
[Model]
[Tokens(Vocabulary = 67, Context = 32)]
[Embedding(32, Name = "TokenEmbedding", WeightName = "model.embed_tokens", InitStd = 0.02)]
[Repeat<Layer>(2, Name = "Layers", WeightName = "model.layers")]
[RmsNorm(Name = "Norm", WeightName = "model.norm")]
[Linear(67, Bias = false, Name = "Head", WeightName = "lm_head", InitStd = 0.02)]
[Loss(Loss.CrossEntropy)]
public partial class GoldenLlama
{
    [Block]
    [Residual<Attend>(WeightName = "")]
    [Residual<Think>(WeightName = "")]
    private partial class Layer;

    [Block]
    [RmsNorm(Name = "Norm", WeightName = "input_layernorm")]
    [SelfAttention(Heads = 4, KvHeads = 2, Causal = true, Rotary = true, Bias = false, Name = "", WeightName = "self_attn.{q_proj,k_proj,v_proj,o_proj}", InitStd = 0.02)]
    private partial class Attend;

    [Block]
    [RmsNorm(Name = "Norm", WeightName = "post_attention_layernorm")]
    [SwiGlu(56, Name = "", WeightName = "mlp.{gate_proj,up_proj,down_proj}", InitStd = 0.02)]
    private partial class Think;
}

/// <summary>The reference case bert: sizes as in tests/golden/bert.config.json.</summary>
[Model]
[Tokens(Vocabulary = 53, Context = 20, Padding = 0, Segments = true)]
[Embedding(32, Name = "TokenEmbedding", WeightName = "bert.embeddings.{word_embeddings,token_type_embeddings}", InitStd = 0.02)]
[PositionEmbedding(WeightName = "bert.embeddings.position_embeddings", InitStd = 0.02)]
[LayerNorm(Name = "EmbeddingNorm", WeightName = "bert.embeddings.LayerNorm", Epsilon = 1e-12)]
[Repeat<Layer>(2, Name = "Layers", WeightName = "bert.encoder.layer")]
[TakeFirst]
[Linear(32, Name = "Pooler", WeightName = "bert.pooler.dense", InitStd = 0.02)]
[Tanh]
[Linear(3, Name = "Classifier", WeightName = "classifier", InitStd = 0.02)]
[Loss(Loss.CrossEntropy)]
public partial class GoldenBert
{
    [Block]
    [Residual<Attend>(WeightName = "")]
    [LayerNorm(Name = "AttendNorm", WeightName = "attention.output.LayerNorm", Epsilon = 1e-12)]
    [Residual<Think>(WeightName = "")]
    [LayerNorm(Name = "ThinkNorm", WeightName = "output.LayerNorm", Epsilon = 1e-12)]
    private partial class Layer;

    [Block]
    [SelfAttention(Heads = 4, Name = "", WeightName = "attention.{self.query,self.key,self.value,output.dense}", InitStd = 0.02)]
    private partial class Attend;

    [Block]
    [Linear(64, Name = "Up", WeightName = "intermediate.dense", InitStd = 0.02)]
    [Gelu]
    [Linear(32, Name = "Down", WeightName = "output.dense", InitStd = 0.02)]
    private partial class Think;
}

/// <summary>The same without the classifier: it ends in the pooler.</summary>
[Model]
[Tokens(Vocabulary = 53, Context = 20, Padding = 0, Segments = true)]
[Embedding(32, Name = "TokenEmbedding", WeightName = "bert.embeddings.{word_embeddings,token_type_embeddings}", InitStd = 0.02)]
[PositionEmbedding(WeightName = "bert.embeddings.position_embeddings", InitStd = 0.02)]
[LayerNorm(Name = "EmbeddingNorm", WeightName = "bert.embeddings.LayerNorm", Epsilon = 1e-12)]
[Repeat<Layer>(2, Name = "Layers", WeightName = "bert.encoder.layer")]
[TakeFirst]
[Linear(32, Name = "Pooler", WeightName = "bert.pooler.dense", InitStd = 0.02)]
[Tanh]
public partial class GoldenBertEncoder
{
    [Block]
    [Residual<Attend>(WeightName = "")]
    [LayerNorm(Name = "AttendNorm", WeightName = "attention.output.LayerNorm", Epsilon = 1e-12)]
    [Residual<Think>(WeightName = "")]
    [LayerNorm(Name = "ThinkNorm", WeightName = "output.LayerNorm", Epsilon = 1e-12)]
    private partial class Layer;

    [Block]
    [SelfAttention(Heads = 4, Name = "", WeightName = "attention.{self.query,self.key,self.value,output.dense}", InitStd = 0.02)]
    private partial class Attend;

    [Block]
    [Linear(64, Name = "Up", WeightName = "intermediate.dense", InitStd = 0.02)]
    [Gelu]
    [Linear(32, Name = "Down", WeightName = "output.dense", InitStd = 0.02)]
    private partial class Think;
}
