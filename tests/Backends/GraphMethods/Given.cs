using System;
using System.Linq;
using System.Numerics.Tensors;
using ModelGen.Runtime.Tests;
using ModelGen.Weights;

namespace ModelGen.GraphMethods;

/// <summary>A tensor of a reference case: an input or a target.</summary>
/// <param name="Name">In the reference, without <c>in.</c>.</param>
/// <param name="Values">Of float or int.</param>
internal sealed record Given(string Name, Array Values, nint[] Shape)
{
    public int Batch => (int)Shape[0];

    public static Given Of(Golden golden, string name)
    {
        TensorEntry entry = golden.Reference.Get("in." + name);
        return new(name, entry.TypeName == "F32" ? golden.Floats(entry.Name) : golden.Ints(entry.Name), [.. entry.Shape.Select(size => (nint)size)]);
    }

    public ReadOnlyTensorSpan<T> As<T>() => new((T[])Values, Shape);

    /// <summary>Ids as numbers, row by row.</summary>
    public Given AsRows() => new(Name, Values is int[] ids ? Array.ConvertAll(ids, id => (float)id) : Values, [Batch, Values.Length / Batch]);

    /// <summary>The first examples.</summary>
    public Given First(int examples)
    {
        Array values = Array.CreateInstance(Values.GetType().GetElementType()!, Values.Length / Batch * examples);
        Array.Copy(Values, values, values.Length);
        return new(Name, values, [examples, .. Shape[1..]]);
    }
}
