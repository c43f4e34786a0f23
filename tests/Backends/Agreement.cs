using System;
using System.Linq;
using System.Numerics.Tensors;
using ModelGen.Models.Tests;
using TorchSharp;
using Xunit;

namespace ModelGen.Backends.Tests;

/// <summary>The same numbers from both targets.</summary>
internal static class Agreement
{
    /// <summary>Every parameter's gradient, within 1e-3.</summary>
    public static void Gradients(ParameterStore store, torch.nn.Module module, Action cpu, Action libtorch)
    {
        store.ZeroGradients();
        cpu();
        libtorch();
        foreach ((string name, torch.Tensor tensor) in Values.ByName(module))
        {
            Parameter parameter = store.Parameters.Single(each => each.Name == name);
            Compare.Close(Values.GradientOf(tensor), parameter.Gradient, 1e-3, "gradient of " + name);
        }
    }

    /// <summary>The names of the state are those of the weight file.</summary>
    public static void Names(ParameterStore store, torch.nn.Module module) =>
        Assert.Equal(store.Tensors.Select(tensor => tensor.Name).Order(), module.state_dict().Keys.Order());

    /// <summary>Every tensor of the weight file, within 1e-4.</summary>
    public static void States(ParameterStore expected, ParameterStore actual)
    {
        foreach ((Parameter one, Parameter other) in expected.Tensors.Zip(actual.Tensors))
        {
            Compare.Close(other.Value, one.Value, 1e-4, one.Name);
        }
    }

    /// <summary>Numbers in [-1, 1).</summary>
    public static float[] Random(int seed, params long[] shape)
    {
        Random random = new(seed);
        float[] values = new float[TensorPrimitives.Product<long>(shape)];
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = (random.NextSingle() * 2) - 1;
        }

        return values;
    }
}
