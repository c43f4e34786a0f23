using System;
using System.Collections.Generic;
using ModelGen.Equality;
using Xunit;

namespace ModelGen.GraphMethods;

/// <summary>Further graph methods of a model, on another target as on the CPU.</summary>
public class EntryTests
{
    [TargetTheory]
    [InlineData("")]
    [InlineData("ItemVector")]
    [InlineData("UserVector")]
    public void TheNumbersAreThoseOfTheCpu(string entry)
    {
        Towers model = new(5);
        Random random = new(3);
        Given user = Ids(random, 9, 4), history = Ids(random, 11, 4, 6), words = Ids(random, 13, 4, 9);
        Given[] inputs = entry switch { "" => [user, history, words], "ItemVector" => [words], _ => [history, user] };
        using IGraphTarget other = GraphTarget.Of(model, entry);
        IReadOnlyDictionary<string, float[]> found = other.Predict(inputs);
        foreach ((string name, float[] values) in SpanCalls.Predict(model, inputs, entry))
        {
            Closeness.Check(found[name], values, other.OutputTolerance, 0, name);
        }
    }

    private static Given Ids(Random random, int count, params nint[] shape)
    {
        int[] ids = new int[(int)System.Numerics.Tensors.TensorPrimitives.Product<nint>(shape)];
        for (int i = 0; i < ids.Length; i++) ids[i] = random.Next(count);
        return new("ids", ids, shape);
    }
}
