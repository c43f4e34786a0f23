using System;
using System.Collections.Generic;
using System.Linq;

namespace ModelGen.Weights;

/// <summary>Which tensor of a file belongs to which parameter, and which are left over.</summary>
/// <remarks>Hugging Face saves a bare model without the prefix that the same model has under a head: the published gpt2
/// has <c>h.0.ln_1.weight</c> where GPT2LMHeadModel says <c>transformer.h.0.ln_1.weight</c>.</remarks>
internal sealed class NameMatch
{
    private static readonly string[] s_prefixes = ["transformer.", "model.", "bert.", "roberta.", "distilbert.", "mpnet.", "gpt_neox."];

    private readonly Dictionary<string, TensorEntry> _left = new(StringComparer.Ordinal); // by the name in the model
    private readonly KnownBuffers _known;

    /// <exception cref="WeightFormatException">Two tensors have one name in the model.</exception>
    public NameMatch(IWeightSource reader, IReadOnlyList<Parameter> parameters, LoadOptions options, IReadOnlyList<string>? passedOver = null)
    {
        string[] names = [.. parameters.Select(parameter => parameter.Name)];
        PrefixMap map = new(options.Prefixes, names);
        foreach (TensorEntry entry in reader.Entries)
        {
            string name = map.Of(entry.Name);
            if (_left.TryAdd(name, entry)) continue;
            throw new WeightFormatException($"{reader.FileName}: without its prefix {Text.Quote(entry.Name)} would be {Text.Quote(name)}, which the file has too: say in LoadOptions.Prefixes what belongs where");
        }

        Entries = new TensorEntry?[names.Length];
        string? absent = Prefix(names, _left.Keys), extra = Prefix(_left.Keys, names);
        HashSet<TensorEntry> taken = [];
        for (int i = 0; i < names.Length; i++)
        {
            string name = names[i];
            if (!_left.Remove(name, out Entries[i]))
            {
                if (absent is not null && name.StartsWith(absent, StringComparison.Ordinal)) _left.Remove(name[absent.Length..], out Entries[i]);
                else if (extra is not null) _left.Remove(extra + name, out Entries[i]);
            }

            if (Entries[i] is { } entry) taken.Add(entry);
        }

        _known = new KnownBuffers(reader, taken);
        IsTied = names.Any(IsEmbedding) && !(passedOver ?? []).Contains("lm_head.");
    }

    /// <summary>For each parameter its tensor, or null.</summary>
    public TensorEntry?[] Entries { get; }

    /// <summary>Whether the model may use its embedding for its output.</summary>
    private bool IsTied { get; }

    /// <summary>The file's tensors that no parameter takes and that are not known to be harmless.</summary>
    public IEnumerable<TensorEntry> Unexpected() => _left.Values.Where(entry => entry != Head() && !_known.Has(entry));

    /// <summary>A left-over output matrix, which a model with a tied head has no place for; it must equal the embedding.</summary>
    public TensorEntry? Head() => IsTied ? _left.GetValueOrDefault("lm_head.weight") : null;

    /// <summary>A token embedding of a preset, by its whole place.</summary>
    public static bool IsEmbedding(string name) => name is "wte.weight" or "transformer.wte.weight" or "embed_tokens.weight" or "model.embed_tokens.weight";

    /// <summary>The prefix that some of <paramref name="with"/> have and none of <paramref name="without"/>.</summary>
    private static string? Prefix(IEnumerable<string> with, IEnumerable<string> without) => Array.Find(
        s_prefixes,
        prefix => with.Any(name => name.StartsWith(prefix, StringComparison.Ordinal)) && !without.Any(name => name.StartsWith(prefix, StringComparison.Ordinal)));
}
