using System;
using System.Collections.Generic;
using System.Numerics.Tensors;
using TorchSharp;

namespace ModelGen.Backends.Tests;

/// <summary>Values in and out of tensors of both libraries.</summary>
internal static class Values
{
    public static float[] Of(torch.Tensor tensor) => tensor.detach().to(torch.ScalarType.Float32).cpu().contiguous().data<float>().ToArray();

    public static float[] Of(Tensor<float> tensor)
    {
        float[] values = new float[tensor.FlattenedLength];
        tensor.FlattenTo(values);
        return values;
    }

    public static float[] GradientOf(torch.Tensor tensor)
    {
#if TORCH_GRAD_METHOD
        return Of(tensor.grad()!);
#else
        return Of(tensor.grad!);
#endif
    }

    public static Dictionary<string, torch.Tensor> ByName(torch.nn.Module module)
    {
        Dictionary<string, torch.Tensor> tensors = [];
        foreach ((string name, TorchSharp.Modules.Parameter parameter) in module.named_parameters())
        {
            tensors.Add(name, parameter);
        }

        return tensors;
    }

    public static int[] Ids(int count, int vocabulary, int seed)
    {
        int[] ids = new int[count];
        Random random = new(seed);
        for (int i = 0; i < count; i++)
        {
            ids[i] = random.Next(1, vocabulary);
        }

        return ids;
    }
}
