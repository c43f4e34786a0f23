using System;
using System.Linq;
using ModelGen.Equality;
using ModelGen.Models.Tests;
using ModelGen.Runtime.Tests;
using TorchSharp;
using Xunit;

namespace ModelGen.Backends.Tests;

/// <summary>The golden case cnn_bn, whose prediction and training differ and whose buffers move.</summary>
public class TorchBatchNormTests
{
    [Fact]
    public void CnnWithBatchNorm()
    {
        using Golden golden = Golden.Open("cnn_bn");
        GoldenResidualCnn model = new();
        foreach (Parameter tensor in model.Store.Tensors)
        {
            golden.Weight(Bare(tensor.Name)).CopyTo(tensor.Value);
        }

        using GoldenResidualCnn.Torch module = GoldenResidualCnn.Torch.From(model);
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
}
