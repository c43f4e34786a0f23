using System;
using System.Globalization;

namespace ModelGen.Onnx;

// A decoder's steps behind those that earlier calls have seen: keys and values of those come in, and go out with the new ones.
public sealed partial class OnnxGraph
{
    private int _caches;

    /// <summary>How many steps there were, [1].</summary>
    private string Past() => Once("past", "all", () => Node("Shape", "past", [PastName(0, "key")], ("start", 2), ("end", 3)));

    /// <summary>Keys or values [B, heads, past + T, size] of an attention.</summary>
    private string WithPast(int attention, string kind, string x, long heads, long size)
    {
        string[] sizes = [heads.ToString(CultureInfo.InvariantCulture), size.ToString(CultureInfo.InvariantCulture)];
        string all = Node("Concat", "all", [Input(PastName(attention, kind), isIds: false, "batch", sizes[0], "past", sizes[1]), x], ("axis", 2));
        string name = string.Create(CultureInfo.InvariantCulture, $"present.{attention}.{kind}");
        Write("Identity", [all], [name]);
        _presents.Add(Description(name, OnnxType.Float, ["batch", sizes[0], "present", sizes[1]]));
        return all;
    }

    /// <summary>The pieces of an attention with what was before, and which keys its queries see.</summary>
    private string Cached(string[] pieces, long keyValue, long size, string length, long window)
    {
        int attention = _caches++;
        pieces[1] = WithPast(attention, "key", pieces[1], keyValue, size);
        pieces[2] = WithPast(attention, "value", pieces[2], keyValue, size);
        string near = string.Create(CultureInfo.InvariantCulture, $"cached {window}");
        return Once(near, length, () => Earlier(Steps(Node("Add", "present", [Past(), length])), Node("Add", "steps", [Steps(length), Past()]), window));
    }

    private static string PastName(int attention, string kind) => string.Create(CultureInfo.InvariantCulture, $"past.{attention}.{kind}");

    private void RefuseWithCache(string? one, string? other)
    {
        if (_options.Cache && (one ?? other) is not null) throw new ArgumentException("Attention whose keys a value of the graph chooses or weighs has no cache in ONNX: leave OnnxOptions.Cache out", "options");
    }
}
