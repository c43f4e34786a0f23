using System;
using System.Collections.Generic;

namespace ModelGen.Backends.Ptx.Tests.Machine;

/// <summary>The rules for registers' types (PTX ISA, section 9.4): equal sizes, and no integer register where a float is asked for.</summary>
internal static class PtxTypes
{
    public static void Check(PtxInstruction instruction, IReadOnlyList<string> types)
    {
        for (int i = 0; i < instruction.Operands.Count; i++)
        {
            PtxOperand operand = instruction.Operands[i];
            if (operand.Register < 0)
            {
                continue;
            }

            string found = types[operand.Register];
            string? wanted = operand.IsAddress ? null : Wanted(instruction, i);
            if (wanted is not null && (Bits(found) != Bits(wanted) || (found[0] != 'b' && wanted[0] != 'b' && (found[0] == 'f') != (wanted[0] == 'f'))))
            {
                throw new FormatException($"Operand {i} has type {found}, not {wanted}: {instruction.Text}");
            }
        }

        if (instruction.Guard >= 0 && types[instruction.Guard] != "pred")
        {
            throw new FormatException("The guard is no predicate: " + instruction.Text);
        }
    }

    public static int Bits(string type) => type == "pred" ? 1 : type.EndsWith("x2", StringComparison.Ordinal) ? 32 : int.Parse(type.AsSpan(type.IndexOfAny(['1', '3', '6', '8'])), System.Globalization.CultureInfo.InvariantCulture);

    private static string? Wanted(PtxInstruction instruction, int operand) => instruction.Operation switch
    {
        "setp" => operand == 0 ? "pred" : instruction.Type,
        "selp" => operand == 3 ? "pred" : instruction.Type,
        "cvt" => operand == 0 ? instruction.Modifiers[^2] : instruction.Type,
        "mul" or "mad" when instruction.Has("wide") => operand is 1 or 2 ? instruction.Type : instruction.Type[0] + "64",
        "shl" or "shr" => operand == 2 ? "b32" : instruction.Type,
        "mma" => operand is >= 4 and < 10 ? "b32" : "f32",
        "ldmatrix" => "b32",
        "cp" => operand == 2 ? "b32" : null,
        "shfl" => "b32",
        "bra" or "bar" or "ret" or "exit" or "cvta" => null,
        "ld" or "st" => Bits(instruction.Type) < 32 ? null : instruction.Type,
        _ => instruction.Type,
    };
}
