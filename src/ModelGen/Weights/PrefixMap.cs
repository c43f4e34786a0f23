using System;
using System.Collections.Generic;
using System.Linq;

namespace ModelGen.Weights;

/// <summary>Names of a file as the model would say them: the caller's own prefixes, and those that PyTorch's wrappers put before everything.</summary>
internal sealed class PrefixMap(IReadOnlyDictionary<string, string> prefixes, IReadOnlyList<string> names)
{
    /// <summary>DataParallel and torch.compile; a model that has such names itself keeps them.</summary>
    private readonly string[] _wrappers = [.. new[] { "module.", "_orig_mod." }.Where(wrapper => !names.Any(name => name.StartsWith(wrapper, StringComparison.Ordinal)))];

    public string Of(string name)
    {
        string? longest = null;
        foreach (string prefix in prefixes.Keys)
        {
            if (name.StartsWith(prefix, StringComparison.Ordinal) && prefix.Length >= (longest?.Length ?? 0)) longest = prefix;
        }

        if (longest is not null) return prefixes[longest] + name[longest.Length..];
        while (Array.Find(_wrappers, wrapper => name.StartsWith(wrapper, StringComparison.Ordinal)) is { } found) name = name[found.Length..];
        return name;
    }
}
