using System.Globalization;
using System.Linq;
using ModelGen.Compiler.Emit;
using ModelGen.Compiler.Emit.Ilgpu;
using ModelGen.Compiler.Ir;
using static ModelGen.Compiler.Emit.Passes.NodeText;

namespace ModelGen.Compiler.Ops.Losses;

/// <summary>The launches of a loss within an objective: terms, in room that the device has, and what becomes of them.</summary>
/// <param name="first">Where the loss's inputs begin among the node's.</param>
internal sealed class GpuLoss(GpuCalls gpu, Node node, LossOp loss, int first)
{
    private readonly Value _output = node.Input(first);

    private bool HasMask => node.Has(first + 3);

    // Each number is a row of its own: of one number for each example, or for each step.
    private bool IsFlat => _output.Type.Axes.Count == 1 || (HasMask && _output.Type.Axes.Count == 2 && !loss.TakesIds);

    private string RowCount => IsFlat ? Count(_output) : Rows(_output);

    private string Terms => loss.TakesIds ? RowCount : Count(_output);

    private string Width => loss.TakesIds || IsFlat ? "1" : Last(_output);

    private string Target => gpu.Use(node.Input(first + 1));

    private string Mask => gpu.Optional(node, first + 3);

    private string ClassWeights => loss.ClassWeights.Count == 0 ? "device.Empty" : $"device.Constant(\"{string.Join(" ", loss.ClassWeights.Select(weight => weight.ToString("R", CultureInfo.InvariantCulture)))}\")";

    // Terms that belong to one example.
    private string PerExample => GpuCalls.Each(loss.TakesIds ? node.Input(first + 1) : _output, 1);

    private string Parts => $"device.Parts({RowCount} + {Terms})";

    /// <summary>The kind of a loss of numbers, as kernels know it.</summary>
    public static string Pair(LossOp loss) => "Gpu::PairLoss." + loss.GetType().Name.Substring(0, loss.GetType().Name.Length - "Op".Length);

    public void Loss(Value result)
    {
        string room = $"{Parts}.SubView({RowCount}, {Terms})";
        switch (loss.Reduction)
        {
            case Reduction.None:
                Write(gpu.Use(result), "device.Empty", "1", isGradient: false, argument: 0);
                break;
            case Reduction.Sum:
                Write(room, "device.Empty", "1", isGradient: false, argument: 0);
                gpu.Method.Call("each example's sum", "Gpu::ReduceKernels.Sum", "device", room, "device.Empty", gpu.Use(result), _output.Type.Axes[0].Size.ToString(), PerExample, "1", "1");
                break;
            default:
                Write(room, Shares(null), Width, isGradient: false, argument: 0);
                gpu.Method.Call("the sum over all", "Gpu::LossKernels.Sum", "device", room, gpu.Use(result), Terms);
                break;
        }
    }

    /// <param name="given">The gradient of the loss; null: 1.</param>
    /// <param name="argument">0: of the output, 1: of the target.</param>
    public void Gradient(Value? given, Value result, int argument)
    {
        (string factor, string each) = loss.Reduction switch
        {
            Reduction.Mean => (Shares(given), Width),
            Reduction.Sum => (gpu.Use(given!), PerExample),
            _ => (gpu.Use(given!), "1"),
        };
        Write(gpu.Use(result), factor, each, isGradient: true, argument);
    }

    private string Shares(Value? given)
    {
        string shares = $"{Parts}.SubView(0, {RowCount})";
        string step = !HasMask || IsFlat || loss.TakesIds ? "1" : GpuCalls.Product(_output.Type.Axes.Skip(2).Take(_output.Type.Axes.Count - 3));
        gpu.Method.Call(
            "what each row adds to the mean",
            "Gpu::ObjectiveKernels.Shares",
            "device", given is null ? "device.Empty" : gpu.Use(given), loss.TakesIds ? Target : "device.NoIds", ClassWeights, gpu.Optional(node, first + 2), Mask, shares, RowCount, _output.Type.Axes[0].Size.ToString(), step, Width, Literals.Int(loss.IgnoreIndex));
        return shares;
    }

    private void Write(string result, string factor, string each, bool isGradient, int argument)
    {
        string x = gpu.Use(_output);
        if (loss is CrossEntropyOp classes)
        {
            string sum = classes.ClassWeights.Count == 0 ? Last(_output) : Literals.Float(classes.ClassWeights.Sum());
            string[] ends = isGradient ? ["device.Empty", result] : [result, "device.Empty"];
            gpu.Call(node, "CrossEntropyKernels.Run", [x, Target, factor, Mask, ClassWeights, .. ends, RowCount, each, Last(_output), Literals.Int(loss.IgnoreIndex), Literals.Float(classes.Smoothing), sum]);
            return;
        }

        string[] which = isGradient ? [Pair(loss), Literals.Int(argument)] : [Pair(loss)];
        gpu.Call(node, "ObjectiveKernels.Terms" + (isGradient ? "Backward" : ""), [.. which, x, Target, factor, Mask, result, Count(_output), each, GpuCalls.Step(_output, node, first + 3)]);
    }
}
