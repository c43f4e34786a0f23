using System;
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

    [Fact]
    public void Cnn()
    {
        using TorchCnn.Torch module = new();
        module.LoadSafetensors(Golden.PathOf("cnn.safetensors"));
        using Golden golden = Golden.Open("cnn");
        using torch.Tensor x = torch.tensor(golden.Floats("in.x"), [4, 3, 12, 12]);
        using torch.Tensor labels = torch.tensor(golden.Ints("in.labels"), [4]);
        Check(module, module.Predict, module.ComputeLoss, module.ToModel().Store, golden, x, labels);
    }

    [Fact]
    public void CnnWithBatchNorm()
    {
        using Golden golden = Golden.Open("cnn_bn");
        TorchResidualCnn model = new();
        foreach (Parameter tensor in model.Store.Tensors)
        {
            golden.Weight(Bare(tensor.Name)).CopyTo(tensor.Value);
        }

        using TorchResidualCnn.Torch module = TorchResidualCnn.Torch.From(model);
        Agreement.Names(model.Store, module);
        using DisposeScope scope = torch.NewDisposeScope();
        torch.Tensor x = torch.tensor(golden.Floats("in.x"), [5, 3, 8, 8]), labels = torch.tensor(golden.Ints("in.labels"), [5]);
        Compare.Close(Values.Of(module.Predict(x)), golden.Floats("out.eval_logits"), 1e-4, "logits of prediction");
        torch.Tensor loss = module.ComputeLoss(x, labels);
        Compare.Close(Values.Of(loss), golden.Floats("out.loss"), 1e-4, "training loss");
        loss.backward();
        foreach ((string name, torch.Tensor tensor) in Values.ByName(module))
        {
            Compare.Close(Values.GradientOf(tensor), golden.Floats("grad." + Bare(name)), 1e-3, "gradient of " + name);
        }

        foreach (Parameter buffer in module.ToModel().Store.Tensors.Where(tensor => tensor.IsBuffer))
        {
            Compare.Close(buffer.Value, golden.Floats($"state.{Bare(buffer.Name)}.after"), 1e-4, buffer.Name);
        }

        static string Bare(string name) => name.Replace("branch.", "", StringComparison.Ordinal);
    }

    [Fact]
    public void TextCnn()
    {
        using TorchTextCnn.Torch module = new();
        module.LoadSafetensors(Golden.PathOf("textcnn.safetensors"));
        Binary(module, module.Predict, module.ComputeLoss, module.ToModel().Store, "textcnn", 14);
    }

    [Fact]
    public void Lstm()
    {
        using TorchLstm.Torch module = new();
        module.LoadSafetensors(Golden.PathOf("lstm.safetensors"));
        Binary(module, module.Predict, module.ComputeLoss, module.ToModel().Store, "lstm", 9);
    }

    [Fact]
    public void Gru()
    {
        using TorchGru.Torch module = new();
        module.LoadSafetensors(Golden.PathOf("gru.safetensors"));
        using Golden golden = Golden.Open("gru");
        using torch.Tensor x = torch.tensor(golden.Floats("in.x"), [4, 8, 6]);
        using torch.Tensor target = torch.tensor(golden.Floats("in.target"), [4, 3]);
        Check(module, module.Predict, module.ComputeLoss, module.ToModel().Store, golden, x, target, "out.prediction");
    }

    private static void Binary(torch.nn.Module module, Func<torch.Tensor, torch.Tensor> predict, Func<torch.Tensor, torch.Tensor, torch.Tensor> computeLoss, ParameterStore store, string name, long length)
    {
        using Golden golden = Golden.Open(name);
        using torch.Tensor ids = torch.tensor(golden.Ints("in.ids"), [4, length]);
        using torch.Tensor labels = torch.tensor(golden.Ints("in.labels"), [4, 1]);
        Check(module, predict, computeLoss, store, golden, ids, labels);
    }

    private static void Check(torch.nn.Module module, Func<torch.Tensor, torch.Tensor> predict, Func<torch.Tensor, torch.Tensor, torch.Tensor> computeLoss, ParameterStore store, string name, long[] shape)
    {
        using Golden golden = Golden.Open(name);
        using torch.Tensor ids = torch.tensor(golden.Ints("in.ids"), shape);
        using torch.Tensor targets = torch.tensor(golden.Ints("in.targets"), shape);
        Check(module, predict, computeLoss, store, golden, ids, targets);
    }

    private static void Check(torch.nn.Module module, Func<torch.Tensor, torch.Tensor> predict, Func<torch.Tensor, torch.Tensor, torch.Tensor> computeLoss, ParameterStore store, Golden golden, torch.Tensor input, torch.Tensor target, string output = "out.logits")
    {
        using DisposeScope scope = torch.NewDisposeScope();
        Compare.Close(Values.Of(predict(input)), golden.Floats(output), 1e-4, output);
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
