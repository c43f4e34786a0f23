using System;
using System.Numerics.Tensors;
using Xunit;

namespace ModelGen.Ilgpu.Tests.Models;

internal static class Compare
{
    /// <summary>‖a - b‖ / ‖b‖, or ‖a‖ where the reference is 0 in exact arithmetic.</summary>
    public static double RelativeError(ReadOnlySpan<float> actual, ReadOnlySpan<float> expected)
    {
        Assert.Equal(expected.Length, actual.Length);
        double difference = 0, size = 0;
        for (int i = 0; i < actual.Length; i++)
        {
            double d = (double)actual[i] - expected[i];
            difference += d * d;
            size += (double)expected[i] * expected[i];
        }

        return size < 1e-14 ? Math.Sqrt(difference) : Math.Sqrt(difference / size);
    }

    public static void Close(ReadOnlySpan<float> actual, ReadOnlySpan<float> expected, double tolerance, string what)
    {
        double error = RelativeError(actual, expected);
        Assert.True(error <= tolerance, $"{what}: relative error {error:g3} is above {tolerance:g3}");
    }

    /// <summary>Every parameter's gradient against a copy of the same store's.</summary>
    public static void Gradients(ParameterStore actual, ReadOnlySpan<float> expected, double tolerance)
    {
        foreach (Parameter parameter in actual.Parameters)
        {
            Close(parameter.Gradient, expected.Slice(parameter.Offset, parameter.Count), tolerance, "gradient of " + parameter.Name);
        }
    }

    public static float[] Flat(Tensor<float> tensor)
    {
        float[] values = new float[tensor.FlattenedLength];
        tensor.FlattenTo(values);
        return values;
    }
}
