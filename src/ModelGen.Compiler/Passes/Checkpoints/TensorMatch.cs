using System;
using System.Collections.Generic;
using System.Linq;

namespace ModelGen.Compiler.Passes.Checkpoints;

/// <summary>Which tensor of a file belongs to which of a model: the rules of the runtime's <c>NameMatch</c> and <c>KnownBuffers</c>, by names alone.</summary>
internal sealed class TensorMatch
{
    private static readonly string[] s_wrappers = ["module.", "_orig_mod."];
    private static readonly string[] s_prefixes = ["transformer.", "model.", "bert.", "roberta.", "distilbert.", "mpnet.", "gpt_neox."];
    private static readonly string[] s_buffers = [".attn.bias", ".attn.masked_bias", ".rotary_emb.inv_freq", ".attention.masked_bias", ".num_batches_tracked"];
    private static readonly string[] s_tables = ["wte.weight", "transformer.wte.weight", "embed_tokens.weight", "model.embed_tokens.weight"];

    public TensorMatch(IReadOnlyList<ModelTensor> tensors, IReadOnlyDictionary<string, long[]> file)
    {
        var names = new HashSet<string>(tensors.Select(tensor => tensor.Name), StringComparer.Ordinal);
        var left = new Dictionary<string, string>(StringComparer.Ordinal); // by the name in the model
        foreach (string name in file.Keys)
        {
            string bare = name;
            while (!names.Contains(bare) && s_wrappers.FirstOrDefault(wrapper => bare.StartsWith(wrapper, StringComparison.Ordinal)) is { } wrapper)
            {
                bare = bare.Substring(wrapper.Length);
            }

            left[left.ContainsKey(bare) ? name : bare] = name;
        }

        string? absent = Prefix(names, left.Keys), extra = Prefix(left.Keys, names);
        var pairs = new List<(ModelTensor, string?)>();
        foreach (ModelTensor tensor in tensors)
        {
            string? found = Take(tensor.Name)
                ?? (absent is not null && tensor.Name.StartsWith(absent, StringComparison.Ordinal) ? Take(tensor.Name.Substring(absent.Length)) : extra is not null ? Take(extra + tensor.Name) : null);
            pairs.Add((tensor, found));
        }

        Pairs = [.. pairs.Select(pair => (pair.Item1, pair.Item2, pair.Item2 is null ? null : file[pair.Item2]))];
        bool isTied = names.Overlaps(s_tables) && !names.Contains("lm_head.weight");
        long[]? table = Pairs.FirstOrDefault(pair => pair.Found is not null && s_tables.Contains(pair.Tensor.Name)).Found;
        Left = [.. left.Where(pair => !IsBuffer(pair.Key, file[pair.Value]) && !(isTied && pair.Key == "lm_head.weight" && (table is null || file[pair.Value].SequenceEqual(table)))).Select(pair => pair.Value).OrderBy(name => name, StringComparer.Ordinal)];

        string? Take(string name) => left.TryGetValue(name, out string? own) && left.Remove(name) ? own : null;
    }

    /// <summary>Each tensor of the model with its name and its shape in the file, or null.</summary>
    public IReadOnlyList<(ModelTensor Tensor, string? Name, long[]? Found)> Pairs { get; }

    /// <summary>Names in the file that nothing takes and that are not known to be harmless.</summary>
    public IReadOnlyList<string> Left { get; }

    private static bool IsBuffer(string name, long[] shape) =>
        s_buffers.Any(end => name.EndsWith(end, StringComparison.Ordinal)) || name.EndsWith("embeddings.position_ids", StringComparison.Ordinal) || (shape.Length == 4 && name.EndsWith(".attention.bias", StringComparison.Ordinal));

    private static string? Prefix(IEnumerable<string> with, IEnumerable<string> without) => Array.Find(
        s_prefixes,
        prefix => with.Any(name => name.StartsWith(prefix, StringComparison.Ordinal)) && !without.Any(name => name.StartsWith(prefix, StringComparison.Ordinal)));
}
