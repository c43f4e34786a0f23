using ModelGen.Compiler.Emit.Ilgpu;

namespace ModelGen.Compiler.Ops;

internal static class MoveIlgpu
{
    /// <summary>The launch.</summary>
    public static void Move(this GpuCalls gpu, string comment, string x, string y, Move move)
    {
        string[] lists = move.Lists(size => size.IsConstant ? size.ToString() : $"(int)({size})");
        gpu.Method.Call(comment, "Gpu::MoveKernels.Copy", "device", x, y, $"new Gpu::MoveShape({lists[0]}, {lists[1]}, {lists[2]}, (int)({move.XStart}), (int)({move.YStart}))");
    }
}
