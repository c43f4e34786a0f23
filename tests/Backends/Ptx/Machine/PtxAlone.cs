using System;
using System.Globalization;

namespace ModelGen.Backends.Ptx.Tests.Machine;

/// <summary>What each thread executes alone.</summary>
internal static class PtxAlone
{
    public static void Execute(PtxInstruction instruction, PtxThread thread)
    {
        switch (instruction.Operation)
        {
            case "bra":
                thread.Next = thread.Block.Program.Target(instruction.Operands[0].Name!);
                break;
            case "ret" or "exit":
                thread.Next = -1;
                break;
            case "ld":
                Load(instruction, thread);
                break;
            case "st":
                Store(instruction, thread);
                break;
            case "cp":
                Copy(instruction, thread);
                break;
            case "cvt" or "cvta":
                thread.Write(instruction.Operands[0], Convert(instruction, thread));
                break;
            case "setp":
                thread.Write(instruction.Operands[0], Compare(instruction, thread) ? 1UL : 0);
                break;
            case "selp":
                thread.Write(instruction.Operands[0], thread.Read(instruction.Operands[thread.Read(instruction.Operands[3]) != 0 ? 1 : 2]));
                break;
            default:
                if (instruction.Type[0] == 'f')
                {
                    thread.Write(instruction.Operands[0], PtxArithmetic.Float(instruction, Float(1), Float(2), Float(3)));
                }
                else
                {
                    thread.Write(instruction.Operands[0], PtxArithmetic.Integer(instruction, Whole(1), Whole(2), Whole(3)));
                }

                break;
        }

        float Float(int operand) => operand < instruction.Operands.Count ? thread.ReadFloat(instruction.Operands[operand]) : 0;
        ulong Whole(int operand) => operand < instruction.Operands.Count ? thread.Read(instruction.Operands[operand]) : 0;
    }

    private static void Load(PtxInstruction instruction, PtxThread thread)
    {
        int count = instruction.Operands.Count - 1;
        PtxOperand from = instruction.Operands[count];
        if (instruction.Has("param"))
        {
            int parameter = thread.Block.Program.Parameter(from.Name!);
            thread.Write(instruction.Operands[0], thread.Block.Argument(parameter, (int)from.Constant));
            return;
        }

        int bytes = PtxTypes.Bits(instruction.Type) / 8;
        ReadOnlySpan<byte> place = Place(instruction, thread, thread.Read(from), count * bytes);
        for (int i = 0; i < count; i++)
        {
            ulong value = bytes switch
            {
                1 => place[i],
                2 => BitConverter.ToUInt16(place[(i * 2)..]),
                4 => BitConverter.ToUInt32(place[(i * 4)..]),
                _ => BitConverter.ToUInt64(place[(i * 8)..]),
            };
            thread.Write(instruction.Operands[i], instruction.Type switch { "s8" => (uint)(sbyte)value, "s16" => (uint)(short)value, _ => value });
        }
    }

    private static void Store(PtxInstruction instruction, PtxThread thread)
    {
        int count = instruction.Operands.Count - 1;
        int bytes = PtxTypes.Bits(instruction.Type) / 8;
        Span<byte> place = Place(instruction, thread, thread.Read(instruction.Operands[0]), count * bytes);
        for (int i = 0; i < count; i++)
        {
            BitConverter.GetBytes(thread.Read(instruction.Operands[1 + i])).AsSpan(0, bytes).CopyTo(place[(i * bytes)..]);
        }
    }

    private static Span<byte> Place(PtxInstruction instruction, PtxThread thread, ulong address, int bytes)
    {
        if (instruction.Has("global"))
        {
            return thread.Block.Memory.Bytes(address, bytes);
        }

        if (!instruction.Has("shared") || address % (ulong)bytes != 0)
        {
            throw new InvalidOperationException($"{bytes} bytes at {address}: {instruction.Text}");
        }

        return thread.Block.Shared.AsSpan((int)address, bytes);
    }

    private static void Copy(PtxInstruction instruction, PtxThread thread)
    {
        switch (instruction.Modifiers[1])
        {
            case "commit_group":
                thread.Commit();
                break;
            case "wait_group":
                thread.Wait((int)thread.Read(instruction.Operands[0]));
                break;
            default:
                int target = (int)thread.Read(instruction.Operands[0]);
                int bytes = instruction.Operands.Count > 3 ? (int)thread.Read(instruction.Operands[3]) : 16;
                if (target % 16 != 0 || target + 16 > thread.Block.Shared.Length || bytes is < 0 or > 16)
                {
                    throw new InvalidOperationException($"{bytes} bytes to {target}: {instruction.Text}");
                }

                thread.StartCopy(target, thread.Read(instruction.Operands[1]), bytes);
                break;
        }
    }

    private static ulong Convert(PtxInstruction instruction, PtxThread thread)
    {
        ulong value = thread.Read(instruction.Operands[1]);
        if (instruction.Operation == "cvta")
        {
            return value;
        }

        return (instruction.Modifiers[^2], instruction.Type) switch
        {
            ("s64" or "u64", "s32") => (ulong)(int)value,
            ("s64" or "u64", "u32") => (uint)value,
            ("s32" or "u32", "s64" or "u64") => (uint)value,
            ("f32", "s32") => BitConverter.SingleToUInt32Bits((int)value),
            ("f32", "u32") => BitConverter.SingleToUInt32Bits((uint)value),
            ("s32", "f32") => (uint)(int)BitConverter.UInt32BitsToSingle((uint)value),
            ("f16x2" or "bf16x2", "f32") => Pack(instruction.Modifiers[^2] == "bf16x2"),
            _ => throw new NotSupportedException(instruction.Text),
        };

        // The first operand goes to the upper half.
        uint Pack(bool brain) => ((uint)Number16.Narrow(thread.ReadFloat(instruction.Operands[1]), brain) << 16) | Number16.Narrow(thread.ReadFloat(instruction.Operands[2]), brain);
    }

    private static bool Compare(PtxInstruction instruction, PtxThread thread)
    {
        string how = instruction.Modifiers[0];
        if (instruction.Type[0] == 'f')
        {
            float x = thread.ReadFloat(instruction.Operands[1]);
            float y = thread.ReadFloat(instruction.Operands[2]);
            bool unordered = float.IsNaN(x) || float.IsNaN(y);
            return how switch
            {
                "eq" => x == y,
                "ne" => !unordered && x != y,
                "lt" => x < y,
                "le" => x <= y,
                "gt" => x > y,
                "ge" => x >= y,
                "neu" => x != y,
                "equ" => unordered || x == y,
                "ltu" => unordered || x < y,
                "leu" => unordered || x <= y,
                "gtu" => unordered || x > y,
                "geu" => unordered || x >= y,
                _ => throw new NotSupportedException(instruction.Text),
            };
        }

        ulong a = thread.Read(instruction.Operands[1]);
        ulong b = thread.Read(instruction.Operands[2]);
        int order = instruction.Type switch
        {
            "s32" => ((int)a).CompareTo((int)b),
            "u32" or "b32" => ((uint)a).CompareTo((uint)b),
            "s64" => ((long)a).CompareTo((long)b),
            "u64" or "b64" => a.CompareTo(b),
            _ => throw new NotSupportedException(instruction.Text),
        };
        return how switch
        {
            "eq" => order == 0,
            "ne" => order != 0,
            "lt" or "lo" => order < 0,
            "le" or "ls" => order <= 0,
            "gt" or "hi" => order > 0,
            "ge" or "hs" => order >= 0,
            _ => throw new NotSupportedException(instruction.Text),
        };
    }
}
