using System;
using System.Collections.Generic;
using System.Linq;
using ModelGen.RandomModels.Declarations;
using ModelGen.RandomModels.Drawing;

namespace ModelGen.RandomModels.Checking;

/// <summary>The numbers of a trial, drawn from one seed.</summary>
internal sealed class Values(int seed)
{
    private readonly Random _random = new(seed);

    /// <summary>Sets every tensor so that numbers stay of the size of 1 through many layers, and no bias is 0 and no gain 1.</summary>
    public void Fill(ParameterStore store)
    {
        foreach (Parameter parameter in store.Tensors)
        {
            Span<float> values = parameter.Value;
            float scale = parameter.Shape.Length < 2 ? 0.3f : MathF.Sqrt(3f / (parameter.Count / parameter.Shape[0]));
            float middle = parameter.Shape.Length < 2 && (parameter.Name.EndsWith("running_var", StringComparison.Ordinal) || IsGain(parameter)) ? 1 : 0;
            for (int i = 0; i < values.Length; i++)
            {
                values[i] = middle + (scale * Centred());
            }
        }
    }

    public static List<TensorValue> Read(ParameterStore store) =>
        [.. store.Tensors.Select(parameter => new TensorValue(parameter.Name, parameter.Shape.ToArray(), parameter.Value.ToArray(), parameter.IsBuffer))];

    /// <summary>The input; sequences of tokens are padded at their end as a rule, now and then elsewhere, rarely wholly.</summary>
    public Sample Input(Declaration model)
    {
        int[] sizes = model.IsTokens ? [model.Length] : model.IsSequence ? [model.Length, model.Input.Sizes[0]] : model.Input.Sizes;
        int count = sizes.Aggregate(model.Batch, (product, size) => product * size);
        nint[] shape = [model.Batch, .. sizes.Select(size => (nint)size)];
        return model.IsTokens ? new() { Ids = Ids(model), Shape = shape } : new() { Floats = Floats(count), Shape = shape };
    }

    /// <summary>The same batch with a target for the output.</summary>
    public Sample WithTarget(Declaration model, Sample input, int[] outputShape)
    {
        nint[] shape = [.. outputShape.Select(size => (nint)size)];
        int count = outputShape.Aggregate(1, (product, size) => product * size);
        bool classes = model.Loss?.Is("CrossEntropy") ?? false;
        float[] numbers = Floats(count);
        return new()
        {
            Floats = input.Floats,
            Ids = input.Ids,
            Shape = input.Shape,
            OutputShape = shape,
            TargetShape = classes ? shape[..^1] : shape,
            Classes = classes ? Classes(count / outputShape[^1], outputShape[^1], model.Loss!.Int("IgnoreIndex", -100)) : [],
            Numbers = classes ? [] : (model.Loss?.Is("BinaryCrossEntropy") ?? false) ? Array.ConvertAll(numbers, Math.Abs) : numbers,
        };
    }

    public float[] Floats(int count)
    {
        float[] values = new float[count];
        for (int i = 0; i < count; i++)
        {
            values[i] = Centred();
        }

        return values;
    }

    private static bool IsGain(Parameter parameter) => parameter.Shape.Length == 1 && parameter.Name.EndsWith(".weight", StringComparison.Ordinal);

    private float Centred() => (float)((2 * _random.NextDouble()) - 1);

    private int[] Classes(int count, int classes, int ignored)
    {
        int[] ids = new int[count];
        for (int i = 0; i < count; i++)
        {
            ids[i] = _random.Next(8) == 0 ? ignored : _random.Next(classes);
        }

        return ids;
    }

    private int[] Ids(Declaration model)
    {
        int[] ids = new int[model.Batch * model.Length];
        int padding = model.Input.Int("Padding", -1), vocabulary = model.Input.Int("Vocabulary");
        for (int b = 0; b < model.Batch; b++)
        {
            Span<int> row = ids.AsSpan(b * model.Length, model.Length);
            foreach (ref int id in row)
            {
                id = _random.Next(vocabulary);
                if (id == padding) id = (id + 1) % vocabulary;
            }

            if (padding < 0) continue;
            int real = _random.Next(12) == 0 ? 0 : 1 + _random.Next(row.Length);
            row[real..].Fill(padding);
            if (_random.Next(4) == 0) row[_random.Next(row.Length)] = padding;
            if (_random.Next(6) == 0) row[.._random.Next(row.Length)].Fill(padding);
        }

        return ids;
    }
}
