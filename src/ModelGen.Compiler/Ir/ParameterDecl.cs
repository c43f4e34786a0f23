using System.Collections.Generic;
using ModelGen.Compiler.Spec;

namespace ModelGen.Compiler.Ir;

/// <summary>A trained tensor: where it stands in the typed tree, what it is called in weight files, how it begins.</summary>
/// <param name="Path">Members from the graph's parameter class down: <c>Attend, Query, Weight</c>.</param>
/// <param name="File">Name in weight files, relative to the graph's prefix: <c>attn.c_proj.weight</c>.</param>
/// <param name="Sizes">[out, in] for weights.</param>
/// <param name="Transposed">Weight files hold the transpose ([in, out], as Hugging Face's Conv1D does).</param>
/// <param name="Parts">
/// Adjacent pieces along the first axis that users see as parameters of their own, such as query, key and value of one packed
/// projection; empty for an ordinary parameter.
/// </param>
/// <param name="PartsInFile">The parts, not the whole, are the tensors of a weight file.</param>
/// <param name="IsBuffer">Not trained, but saved with the model: a running statistic.</param>
public sealed record ParameterDecl(
    EquatableArray<string> Path,
    string File,
    EquatableArray<long> Sizes,
    Initial Initial,
    bool Transposed = false,
    EquatableArray<ParameterPart> Parts = default,
    bool PartsInFile = false,
    bool IsBuffer = false)
{
    /// <summary>The row that begins as zeros, or -1: the embedding of padding.</summary>
    public long ZeroRow { get; init; } = -1;

    /// <summary>A weight file holds the values less this.</summary>
    public double Offset { get; init; }

    /// <summary>A weight file holds the rows of queries, keys and values head by head, for so many heads; 0: all queries, then all keys, then all values.</summary>
    public int ByHead { get; init; }

    /// <summary>How many axes of size 1 a weight file has before the others.</summary>
    public int Leading { get; init; }

    /// <summary>For values that stand in formulas as themselves: what the axes mean, without the batch; none for one number. Null: axes without roles, for the layer that knows them.</summary>
    public EquatableArray<Axis>? Axes { get; init; }

    public long Count
    {
        get
        {
            long product = 1;
            foreach (long size in Sizes)
            {
                product = product > long.MaxValue / size ? long.MaxValue : product * size;
            }

            return product;
        }
    }

    public string Member => string.Join(".", (IEnumerable<string>)Path);

    public ParameterDecl Under(EquatableArray<string> path, string file)
    {
        if (path.Count == 0 && file.Length == 0)
        {
            return this;
        }

        var parts = new List<ParameterPart>();
        foreach (ParameterPart part in Parts)
        {
            parts.Add(part with { Path = new([.. path, .. part.Path]), File = Combine(file, part.File) });
        }

        return this with { Path = new([.. path, .. Path]), File = Combine(file, File), Parts = new([.. parts]) };
    }

    /// <summary>Joins two pieces of a weight file's name; an empty piece adds nothing.</summary>
    public static string Combine(string prefix, string name) =>
        prefix.Length == 0 ? name : name.Length == 0 ? prefix : prefix + "." + name;
}

/// <param name="Rows">How many rows of the whole's first axis.</param>
public sealed record ParameterPart(EquatableArray<string> Path, string File, long Rows);

/// <summary>How a parameter begins; the runtime's <c>Initializer</c> of the same name.</summary>
public sealed record Initial(string Kind, double Argument = 0)
{
    public static Initial Zeros { get; } = new("Zeros");

    public static Initial Ones { get; } = new("Ones");

    /// <summary>All the same number.</summary>
    public static Initial Constant(double value) => value == 0 ? Zeros : value == 1 ? Ones : new("Constant", value);

    public static Initial Normal(double deviation) => new("Normal", deviation);

    public static Initial Uniform(double bound) => new("Uniform", bound);
}
