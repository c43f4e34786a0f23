using System.Linq;
using ModelGen.Compiler.Emit;
using ModelGen.Compiler.Emit.Ilgpu;
using ModelGen.Compiler.Ir;
using static ModelGen.Compiler.Emit.Passes.NodeText;

namespace ModelGen.Compiler.Ops.Losses;

/// <content>Of a model of one input, one output and one loss the weights are here each row's share of the mean, which the host finds: with them it says what does not count. The loss's first number is followed by room for parts of the sum.</content>
public sealed partial class LossAndGradientOp : IIlgpuOp
{
    void IIlgpuOp.Emit(GpuCalls gpu, Node node)
    {
        if (!gpu.SharesAreGiven)
        {
            var own = new GpuLoss(gpu, node, Loss, 0);
            own.Loss(node.Outputs[0]);
            own.Gradient(null, node.Outputs[1], 0);
            return;
        }

        Value output = node.Input(0);
        string loss = gpu.Use(node.Outputs[0]), shares = gpu.Use(node.Input(2));
        string[] ends = [gpu.Use(node.Outputs[1]), $"{loss}.SubView(4)"];
        if (Loss is CrossEntropyOp classes)
        {
            string rows = Rows(output), width = Last(output);
            string weights = classes.ClassWeights.Count == 0 ? "device.Empty" : $"{shares}.SubView({rows}, {width})";
            string sum = classes.ClassWeights.Count == 0 ? width : Literals.Float(classes.ClassWeights.Sum());
            gpu.Call(
                node,
                "CrossEntropyKernels.Run",
                [gpu.Use(output), gpu.Use(node.Input(1)), shares, "device.Empty", weights, ends[1], ends[0], rows, "1", width, Literals.Int(Loss.IgnoreIndex), Literals.Float(classes.Smoothing), sum, "scale"]);
            gpu.Method.Call("the sum over all rows", "Gpu::LossKernels.Sum", "device", $"{loss}.SubView(4)", loss, rows);
            return;
        }

        string count = Count(output);
        gpu.Call(node, "LossKernels.Pairs", [GpuLoss.Pair(Loss), gpu.Use(output), gpu.Use(node.Input(1)), shares, .. ends, count, "width", "scale"]);
        gpu.Method.Call("the sum over all groups", "Gpu::LossKernels.Sum", "device", $"{loss}.SubView(4)", loss, $"Gpu::LossKernels.Groups({count})");
    }
}
