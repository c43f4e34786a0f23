using System.Collections.Generic;
using System.Linq;
using ModelGen.Weights;

namespace ModelGen.Llama.Benchmarks;

/// <summary>One GGUF file for both programs: random weights, and a tokenizer of bytes and names, since llama.cpp loads no model without one.</summary>
internal static class LlamaFile
{
    private const int Bytes = 256, FirstByte = 3;
    private const int Normal = 1, Unknown = 2, Control = 3, Byte = 6;

    public static void Write(string path, GgufType type) => GgufFile.Save(new FloatLlama(seed: 1).Store, path, type, new Dictionary<string, object>
    {
        ["general.architecture"] = "llama",
        ["general.name"] = "random",
        ["llama.block_count"] = Sizes.Layers,
        ["llama.context_length"] = Sizes.Context,
        ["llama.embedding_length"] = Sizes.Width,
        ["llama.feed_forward_length"] = Sizes.Hidden,
        ["llama.attention.head_count"] = Sizes.Heads,
        ["llama.attention.head_count_kv"] = Sizes.Heads,
        ["llama.attention.layer_norm_rms_epsilon"] = 1e-5f,
        ["llama.rope.dimension_count"] = Sizes.Width / Sizes.Heads,
        ["llama.rope.freq_base"] = 10000f,
        ["llama.vocab_size"] = Sizes.Vocabulary,
        ["tokenizer.ggml.model"] = "llama",
        ["tokenizer.ggml.tokens"] = (string[])[.. Enumerable.Range(0, Sizes.Vocabulary).Select(Token)],
        ["tokenizer.ggml.scores"] = (float[])[.. Enumerable.Range(0, Sizes.Vocabulary).Select(id => -(float)id)],
        ["tokenizer.ggml.token_type"] = (int[])[.. Enumerable.Range(0, Sizes.Vocabulary).Select(Kind)],
        ["tokenizer.ggml.bos_token_id"] = 1,
        ["tokenizer.ggml.eos_token_id"] = 2,
    });

    private static string Token(int id) => id switch { 0 => "<unk>", 1 => "<s>", 2 => "</s>", < FirstByte + Bytes => $"<0x{id - FirstByte:X2}>", _ => $"piece{id}" };

    private static int Kind(int id) => id switch { 0 => Unknown, 1 or 2 => Control, < FirstByte + Bytes => Byte, _ => Normal };
}
