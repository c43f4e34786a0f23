using System;

namespace ModelGen.Backends.Ptx.Tests.Machine;

/// <summary>Numbers in, a number out. Approximate functions are computed exactly.</summary>
internal static class PtxArithmetic
{
    public static float Float(PtxInstruction instruction, float a, float b, float c) => instruction.Operation switch
    {
        "mov" => a,
        "add" => a + b,
        "sub" => a - b,
        "mul" => a * b,
        "div" => a / b,
        "fma" or "mad" => MathF.FusedMultiplyAdd(a, b, c),
        "neg" => -a,
        "abs" => MathF.Abs(a),
        "copysign" => MathF.CopySign(b, a),
        "min" => float.IsNaN(a) ? b : float.IsNaN(b) ? a : MathF.Min(a, b),
        "max" => float.IsNaN(a) ? b : float.IsNaN(b) ? a : MathF.Max(a, b),
        "ex2" => MathF.Pow(2, a),
        "lg2" => MathF.Log2(a),
        "rcp" => 1 / a,
        "sqrt" => MathF.Sqrt(a),
        "rsqrt" => 1 / MathF.Sqrt(a),
        _ => throw new NotSupportedException(instruction.Text),
    };

    public static ulong Integer(PtxInstruction instruction, ulong a, ulong b, ulong c)
    {
        bool isWide = instruction.Has("wide");
        bool isLong = instruction.Type.EndsWith("64", StringComparison.Ordinal);
        bool isSigned = instruction.Type[0] == 's';
        ulong result = instruction.Operation switch
        {
            "mov" => a,
            "add" => a + b,
            "sub" => a - b,
            "neg" => 0 - a,
            "and" => a & b,
            "or" => a | b,
            "xor" => a ^ b,
            "not" => instruction.Type == "pred" ? 1 - a : ~a,
            "mul" when isWide => Widen(a, isSigned) * Widen(b, isSigned),
            "mad" when isWide => (Widen(a, isSigned) * Widen(b, isSigned)) + c,
            "mul" => a * b,
            "mad" => (a * b) + c,
            "shl" => b > (isLong ? 63u : 31u) ? 0 : a << (int)b,
            "shr" => Shift(a, (int)Math.Min(b, isLong ? 63u : 31u), isSigned, isLong),
            "div" => isLong ? (ulong)((long)a / (long)b) : isSigned ? (ulong)((int)a / (int)b) : (uint)a / (uint)b,
            "rem" => isLong ? (ulong)((long)a % (long)b) : isSigned ? (ulong)((int)a % (int)b) : (uint)a % (uint)b,
            "min" when isSigned && !isLong => (ulong)Math.Min((int)a, (int)b),
            "max" when isSigned && !isLong => (ulong)Math.Max((int)a, (int)b),
            "min" when isSigned => (ulong)Math.Min((long)a, (long)b),
            "max" when isSigned => (ulong)Math.Max((long)a, (long)b),
            _ => throw new NotSupportedException(instruction.Text),
        };
        return isWide || isLong ? result : (uint)result;
    }

    private static ulong Widen(ulong value, bool isSigned) => isSigned ? (ulong)(int)value : (uint)value;

    private static ulong Shift(ulong value, int by, bool isSigned, bool isLong) => (isSigned, isLong) switch
    {
        (true, true) => (ulong)((long)value >> by),
        (false, true) => value >> by,
        (true, false) => (ulong)((int)value >> by),
        _ => (uint)value >> by,
    };
}
