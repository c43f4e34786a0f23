using System.Collections.Generic;
using System.Linq;
using ModelGen.Models.Tests;
using ModelGen.Runtime.Tests;
using TorchSharp;
using Xunit;

namespace ModelGen.Backends.Tests;

/// <summary>PyTorch's own numbers: outputs and loss within 1e-4, gradients within 1e-3.</summary>
public class TorchGoldenTests
{
    [Fact]
    public void Gpt2()
    {
        using TorchGpt.Torch module = new();
        module.LoadSafetensors(Golden.PathOf("gpt2.safetensors"));
        Check(module, module.Predict, module.ComputeLoss, module.ToModel().Store, "gpt2", [2, 12]);
    }

    [Fact]
    public void Llama()
    {
        using TorchLlama.Torch module = new();
        module.LoadSafetensors(Golden.PathOf("llama.safetensors"));
        Check(module, module.Predict, module.ComputeLoss, module.ToModel().Store, "llama", [2, 10]);
    }

    [Fact]
    public void Bert()
    {
        using TorchBert.Torch module = new();
        module.LoadSafetensors(Golden.PathOf("bert.safetensors"));
        using Golden golden = Golden.Open("bert");
        int[] ids = golden.Ints("in.ids"), segments = golden.Ints("in.token_type_ids");
        using torch.Tensor input = torch.tensor(ids.Zip(segments, (id, segment) => id + (53 * segment)).ToArray(), [3, 11]);
        using torch.Tensor labels = torch.tensor(golden.Ints("in.labels"), [3]);
        Check(module, module.Predict, module.ComputeLoss, module.ToModel().Store, golden, input, labels);
    }

    [Fact]
    public void Mlp()
    {
        using TorchMlp.Torch module = new();
        module.LoadSafetensors(Golden.PathOf("mlp.safetensors"));
        using Golden golden = Golden.Open("mlp");
        using torch.Tensor x = torch.tensor(golden.Floats("in.x"), [8, 20]);
        using torch.Tensor labels = torch.tensor(golden.Ints("in.labels"), [8]);
        Check(module, module.Predict, module.ComputeLoss, module.ToModel().Store, golden, x, labels);
    }

    private static void Check(torch.nn.Module module, System.Func<torch.Tensor, torch.Tensor> predict, System.Func<torch.Tensor, torch.Tensor, torch.Tensor> computeLoss, ParameterStore store, string name, long[] shape)
    {
        using Golden golden = Golden.Open(name);
        using torch.Tensor ids = torch.tensor(golden.Ints("in.ids"), shape);
        using torch.Tensor targets = torch.tensor(golden.Ints("in.targets"), shape);
        Check(module, predict, computeLoss, store, golden, ids, targets);
    }

    private static void Check(torch.nn.Module module, System.Func<torch.Tensor, torch.Tensor> predict, System.Func<torch.Tensor, torch.Tensor, torch.Tensor> computeLoss, ParameterStore store, Golden golden, torch.Tensor input, torch.Tensor target)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        Compare.Close(Values.Of(predict(input)), golden.Floats("out.logits"), 1e-4, "logits");
        torch.Tensor loss = computeLoss(input, target);
        Compare.Close(Values.Of(loss), golden.Floats("out.loss"), 1e-4, "loss");
        loss.backward();
        Dictionary<string, torch.Tensor> tensors = Values.ByName(module);
        Assert.Equal(store.Parameters.Count, tensors.Count);
        foreach (Parameter parameter in store.Parameters)
        {
            float[] gradient = Values.FileLayout(parameter, Values.GradientOf(tensors[parameter.Name]));
            Compare.Close(gradient, golden.Floats("grad." + parameter.Name), 1e-3, "gradient of " + parameter.Name);
        }
    }
}
