using System;
using System.Collections.Generic;

namespace ModelGen.Weights;

/// <summary>Which tensor of a file belongs to which parameter, and which are left over.</summary>
/// <remarks>Hugging Face saves a bare model without the prefix that the same model has under a head: the published gpt2
/// has <c>h.0.ln_1.weight</c> where GPT2LMHeadModel says <c>transformer.h.0.ln_1.weight</c>.</remarks>
internal sealed class NameMatch
{
    private static readonly string[] Prefixes = ["transformer.", "model.", "bert."];

    private readonly Dictionary<string, TensorEntry> _left = new(StringComparer.Ordinal);

    public NameMatch(SafeTensorsReader reader, IReadOnlyList<Parameter> parameters)
    {
        foreach (TensorEntry entry in reader.Entries) _left.Add(entry.Name, entry);
        Entries = new TensorEntry?[parameters.Count];
        string? absent = PrefixToDrop(reader.Entries, parameters), extra = PrefixToAdd(reader.Entries, parameters);
        for (int i = 0; i < Entries.Length; i++)
        {
            string name = parameters[i].Name;
            if (_left.Remove(name, out Entries[i])) continue;
            if (absent is not null && name.StartsWith(absent, StringComparison.Ordinal)) _left.Remove(name[absent.Length..], out Entries[i]);
            else if (extra is not null) _left.Remove(extra + name, out Entries[i]);
        }
    }

    /// <summary>For each parameter its tensor, or null.</summary>
    public TensorEntry?[] Entries { get; }

    /// <summary>The file's tensors that no parameter takes and that are not known to be harmless.</summary>
    public IEnumerable<TensorEntry> Unexpected()
    {
        foreach (TensorEntry entry in _left.Values)
        {
            if (!IsHarmless(entry.Name)) yield return entry;
        }
    }

    /// <summary>A left-over output matrix, which a model with a tied head has no place for; it must equal the embedding.</summary>
    public TensorEntry? Head() => _left.GetValueOrDefault("lm_head.weight");

    public static bool IsEmbedding(string name) => name.EndsWith("wte.weight", StringComparison.Ordinal) || name.EndsWith("embed_tokens.weight", StringComparison.Ordinal);

    // Buffers that old exporters saved beside the weights, and what a checkpoint of this library adds.
    private static bool IsHarmless(string name) => name == "lm_head.weight"
        || name.EndsWith(".attn.bias", StringComparison.Ordinal) || name.EndsWith(".attn.masked_bias", StringComparison.Ordinal)
        || name.EndsWith(".rotary_emb.inv_freq", StringComparison.Ordinal) || name.EndsWith("embeddings.position_ids", StringComparison.Ordinal)
        || name.EndsWith(".num_batches_tracked", StringComparison.Ordinal)
        || name.StartsWith(Checkpoints.OptimizerPrefix, StringComparison.Ordinal);

    private static string? PrefixToDrop(IReadOnlyList<TensorEntry> entries, IReadOnlyList<Parameter> parameters)
    {
        foreach (string prefix in Prefixes)
        {
            if (Any(parameters, prefix) && !Any(entries, prefix)) return prefix;
        }

        return null;
    }

    private static string? PrefixToAdd(IReadOnlyList<TensorEntry> entries, IReadOnlyList<Parameter> parameters)
    {
        foreach (string prefix in Prefixes)
        {
            if (!Any(parameters, prefix) && Any(entries, prefix)) return prefix;
        }

        return null;
    }

    private static bool Any(IReadOnlyList<Parameter> parameters, string prefix)
    {
        foreach (Parameter parameter in parameters)
        {
            if (parameter.Name.StartsWith(prefix, StringComparison.Ordinal)) return true;
        }

        return false;
    }

    private static bool Any(IReadOnlyList<TensorEntry> entries, string prefix)
    {
        foreach (TensorEntry entry in entries)
        {
            if (entry.Name.StartsWith(prefix, StringComparison.Ordinal)) return true;
        }

        return false;
    }
}
