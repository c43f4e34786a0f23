using ModelGen.Compiler.Emit.Cpu;

namespace ModelGen.Compiler.Ops;

internal static class MoveCpu
{
    /// <summary>The call.</summary>
    public static void Move(this CpuCalls cpu, string comment, string x, string y, Move move)
    {
        string[] lists = move.Lists(size => size.ToString());
        string[] starts = [.. move.XStart == "0" ? new string[0] : ["xStart: " + move.XStart], .. move.YStart == "0" ? new string[0] : ["yStart: " + move.YStart]];
        cpu.Method.Call(comment, "Cpu::MoveKernels.Copy", ["team", x, y, "sizes: " + lists[0], "xSteps: " + lists[1], "ySteps: " + lists[2], .. starts]);
    }
}
