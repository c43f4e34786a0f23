using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.RegularExpressions;

namespace ModelGen.Weights;

/// <summary>Tensors that exporters of known architectures save beside the weights and that say nothing: masks, frequencies, counters.</summary>
/// <remarks>Each has one place in one architecture, and is passed over only where the file has that architecture's weights beside it and the model takes them. A
/// bias that happens to be called <c>attn.bias</c> is a weight like any other.</remarks>
internal sealed partial class KnownBuffers(IWeightSource reader, HashSet<TensorEntry> taken)
{
    public bool Has(TensorEntry entry) =>
        // GPT-2: the causal mask [1, 1, T, T] and the number that masks.
        Beside(entry, Gpt2Mask(), ".attn.c_attn.weight", rank: 4) || Beside(entry, Gpt2MaskedBias(), ".attn.c_attn.weight", rank: 0)
        // Llama, Mistral, Qwen: the frequencies of rotary positions, [half a head].
        || Beside(entry, LlamaFrequencies(), ".self_attn.q_proj.weight", rank: 1)
        // GPT-NeoX, Pythia: the same three.
        || Beside(entry, NeoxMask(), ".attention.query_key_value.weight", rank: 4) || Beside(entry, NeoxMaskedBias(), ".attention.query_key_value.weight", rank: 0)
        || Beside(entry, NeoxFrequencies(), ".attention.query_key_value.weight", rank: 1)
        // BERT: 0, 1, 2 ... [1, T].
        || Beside(entry, BertPositions(), "embeddings.position_embeddings.weight", rank: 2)
        // BatchNorm: how many batches there were; only a momentum of None needs it.
        || Beside(entry, BatchCounter(), ".running_mean", rank: 0)
        || IsOptimizerState(entry.Name);

    private bool Beside(TensorEntry entry, Regex place, string sibling, int rank) =>
        entry.Shape.Count == rank && place.Match(entry.Name) is { Success: true } match && Takes(match.Groups["layer"].Value + sibling);

    private bool Takes(string name) => reader.TryGet(name, out TensorEntry? entry) && taken.Contains(entry);

    // optimizer.m.fc1.weight in a checkpoint of this library.
    private bool IsOptimizerState(string name)
    {
        if (!reader.Metadata.ContainsKey(Checkpoints.Mark) || !name.StartsWith(Checkpoints.OptimizerPrefix, StringComparison.Ordinal)) return false;
        int dot = name.IndexOf('.', Checkpoints.OptimizerPrefix.Length);
        return dot > 0 && Takes(name[(dot + 1)..]);
    }

    [GeneratedRegex(@"^(?<layer>(.*\.)?h\.\d+)\.attn\.bias\z", RegexOptions.ExplicitCapture)]
    private static partial Regex Gpt2Mask();

    [GeneratedRegex(@"^(?<layer>(.*\.)?h\.\d+)\.attn\.masked_bias\z", RegexOptions.ExplicitCapture)]
    private static partial Regex Gpt2MaskedBias();

    [GeneratedRegex(@"^(?<layer>(.*\.)?layers\.\d+)\.self_attn\.rotary_emb\.inv_freq\z", RegexOptions.ExplicitCapture)]
    private static partial Regex LlamaFrequencies();

    [GeneratedRegex(@"^(?<layer>(.*\.)?layers\.\d+)\.attention\.bias\z", RegexOptions.ExplicitCapture)]
    private static partial Regex NeoxMask();

    [GeneratedRegex(@"^(?<layer>(.*\.)?layers\.\d+)\.attention\.masked_bias\z", RegexOptions.ExplicitCapture)]
    private static partial Regex NeoxMaskedBias();

    [GeneratedRegex(@"^(?<layer>(.*\.)?layers\.\d+)\.attention\.rotary_emb\.inv_freq\z", RegexOptions.ExplicitCapture)]
    private static partial Regex NeoxFrequencies();

    [GeneratedRegex(@"^(?<layer>(.*\.)?)embeddings\.position_ids\z", RegexOptions.ExplicitCapture)]
    private static partial Regex BertPositions();

    [GeneratedRegex(@"^(?<layer>.+)\.num_batches_tracked\z", RegexOptions.ExplicitCapture)]
    private static partial Regex BatchCounter();
}
