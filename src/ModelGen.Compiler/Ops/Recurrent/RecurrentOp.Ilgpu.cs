using ModelGen.Compiler.Emit;
using ModelGen.Compiler.Emit.Ilgpu;
using ModelGen.Compiler.Ir;
using static ModelGen.Compiler.Emit.Passes.NodeText;

namespace ModelGen.Compiler.Ops.Recurrent;

public sealed partial class RecurrentOp : IIlgpuOp
{
    void IIlgpuOp.Emit(GpuCalls gpu, Node node)
    {
        string[] kept = Kind == RecurrentKind.Rnn ? ["device.Empty", "device.Empty"] : [gpu.IfPlaced(node.Outputs[1]), gpu.IfPlaced(node.Outputs[2])];
        gpu.Call(
            node,
            "RecurrentKernels.Forward",
            [gpu.Use(node.Input(0)), gpu.Use(node.Input(1)), gpu.Use(node.Input(2)), gpu.Optional(node, 3), gpu.Use(node.Output), .. kept, gpu.Optional(node, 4), gpu.Optional(node, 5), GpuShape(Time(node)), Batch(node)]);
    }

    internal string GpuShape(string length) => $"new Gpu::RecurrentShape({Literals.Int((long)Kind)}, {(Reverse ? "1" : "0")}, (int)({length}), {Literals.Int(Hidden)})";
}

public sealed partial class RecurrentGradientOp : IIlgpuOp
{
    void IIlgpuOp.Emit(GpuCalls gpu, Node node)
    {
        bool isGru = Forward.Kind == RecurrentKind.Gru;
        int next = isGru ? 2 : 1;
        string dStart = node.Has(7) ? gpu.IfPlaced(node.Outputs[next++]) : "device.Empty", dStartCell = node.Has(8) ? gpu.IfPlaced(node.Outputs[next]) : "device.Empty";
        string states = $"new Gpu::RecurrentStates({gpu.Optional(node, 2)}, {gpu.Use(node.Input(3))}, {gpu.Optional(node, 4)}, {gpu.Optional(node, 5)}, {gpu.Optional(node, 7)}, {gpu.Optional(node, 8)})";
        gpu.Call(
            node,
            "RecurrentKernels.Backward",
            gpu.Optional(node, 0), gpu.Use(node.Input(1)), states, gpu.Optional(node, 6), gpu.Use(node.Output), gpu.Use(node.Outputs[isGru ? 1 : 0]), dStart, dStartCell, Forward.GpuShape(Time(node)), Batch(node));
    }
}

public sealed partial class RecurrentWeightGradientOp : IIlgpuOp
{
    void IIlgpuOp.Emit(GpuCalls gpu, Node node)
    {
        // The kind is told by how many gates there are.
        long hidden = Extent(node.Input(2), 1), gates = Extent(node.Input(2), 0) / hidden;
        string shape = $"new Gpu::RecurrentShape({(gates == 1 ? "0" : gates == 4 ? "1" : "2")}, {(Reverse ? "1" : "0")}, (int)({Time(node)}), {Literals.Int(hidden)})";
        gpu.Call(node, "RecurrentKernels.BackwardWeight", gpu.Use(node.Input(0)), gpu.Use(node.Input(1)), gpu.Optional(node, 4), gpu.Gradient(node.Input(2)), gpu.Gradient(node.Input(3)), shape, Batch(node));
    }
}
