using System.Linq;
using ModelGen.Compiler.Emit;
using ModelGen.Compiler.Emit.TorchSharp;
using ModelGen.Compiler.Ir;

namespace ModelGen.Compiler.Ops.Losses;

/// <content>Weights may be null when the code runs: then libtorch's own mean is taken, where it leaves nothing out.</content>
public abstract partial class LossOp : ITorchOp
{
    private protected const string Functional = "Sharp::torch.nn.functional.";
    private protected const string Terms = "reduction: Sharp::torch.nn.Reduction.None";

    private protected virtual string Function => "";

    void ITorchOp.Emit(TorchStatements torch, Node node) => Emit(torch, node);

    private protected static string Weights(TorchStatements torch, Node node) => node.Has(2) ? torch.Forward.Use(node.Input(2)) : "null";

    private protected virtual void Emit(TorchStatements torch, Node node)
    {
        (string output, string target, string weights) = (torch.X(node), torch.Forward.Use(node.Input(1)), Weights(torch, node));
        string terms = $"{Functional}{Function}({output}, {target}, {Terms})";
        string real = node.Has(3) ? torch.Forward.Local("real") : "";
        if (node.Has(3))
        {
            torch.Forward.Line($"Sharp::torch.Tensor {real} = {torch.Forward.Use(node.Input(3))}.unsqueeze(-1).expand({output}.shape);", "steps of padding do not count");
            terms += $".masked_fill({real}.logical_not(), 0)";
        }

        if (Reduction != Reduction.Mean)
        {
            torch.Forward.Assign(node.Output, terms + Summed(node));
        }
        else if (node.Has(3))
        {
            torch.Forward.Assign(node.Output, $"{torch.Helper("WeightedMean")}({terms}, {real}, {weights})");
        }
        else
        {
            string mean = torch.Helper("WeightedMean");
            torch.Forward.Assign(node.Output, $"{weights} is null ? {Functional}{Function}({output}, {target}) : {mean}({terms}, Sharp::torch.ones_like({output}), {weights})");
        }
    }

    // Each example's sum, of terms that have its axes behind the batch.
    private protected string Summed(Node node) => Reduction == Reduction.Sum && node.Input(1).Type.Axes.Count > 1 ? ".flatten(1).sum(1)" : "";
}

public sealed partial class BinaryCrossEntropyOp
{
    private protected override string Function => "binary_cross_entropy_with_logits";
}

public sealed partial class MeanSquaredErrorOp
{
    private protected override string Function => "mse_loss";
}

public sealed partial class MeanAbsoluteErrorOp
{
    private protected override string Function => "l1_loss";
}

public sealed partial class HuberOp
{
    private protected override string Function => "huber_loss";
}

public sealed partial class CrossEntropyOp
{
    private protected override string Function => "cross_entropy";

    private protected override void Emit(TorchStatements torch, Node node)
    {
        (string output, string target, string weights) = (torch.X(node), torch.Forward.Use(node.Input(1)), Weights(torch, node));
        (string ignore, string classes) = (Literals.Int(IgnoreIndex), Literals.Int(node.Input(0).Type.Last.Size.Constant));
        string mean = Reduction == Reduction.Mean ? torch.Helper("WeightedMean") : "";
        string options = (IgnoreIndex == -100 ? "" : $", ignore_index: {ignore}") + (Smoothing > 0 ? $", label_smoothing: {TorchText.Double(Smoothing)}" : "");
        if (node.Input(0).Type.Axes.Count > 2)
        {
            output = $"{output}.reshape(-1, {classes})";
            string padding = node.Has(3) ? $".masked_fill({torch.Forward.Use(node.Input(3))}.logical_not(), {ignore})" : "";
            string flat = torch.Forward.Local("ids");
            torch.Forward.Line($"Sharp::torch.Tensor {flat} = {target}{padding}.reshape(-1);", node.Has(3) ? "steps of padding do not count" : "");
            target = flat;
        }

        string counts = $"{target}.ne({ignore})", whole = $"{Functional}cross_entropy({output}, {target}{options})";
        if (ClassWeights.Count > 0)
        {
            string own = torch.Forward.Local("classWeights");
            torch.Forward.Line($"Sharp::torch.Tensor {own} = Sharp::torch.tensor(new[] {{ {string.Join(", ", ClassWeights.Select(Literals.Float))} }}, device: Device);", $"[{classes}]");
            options = $", {own}" + options;
            counts = $"{own}.index_select(0, {target}.clamp_min(0).clamp_max({Literals.Int(ClassWeights.Count - 1)})) * {counts}";
            whole = $"{Functional}cross_entropy({output}, {target}{options})";
        }

        if (Reduction != Reduction.Mean)
        {
            string steps = node.Input(0).Type.Axes.Count > 2 ? $".reshape({torch.Forward.Use(node.Input(1))}.shape)" : "";
            torch.Forward.Assign(node.Output, $"{Functional}cross_entropy({output}, {target}{options}, {Terms}){steps}{Summed(node)}");
            return;
        }

        string weighted = $"{mean}({Functional}cross_entropy({output}, {target}{options}, {Terms}), {counts}, {weights})";
        // Where every target may be left out, libtorch's own mean would be NaN.
        torch.Forward.Assign(node.Output, node.Has(3) || ClassWeights.Count > 0 ? weighted : $"{weights} is null ? {whole} : {weighted}");
    }
}
