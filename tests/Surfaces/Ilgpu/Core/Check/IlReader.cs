using System;
using System.Buffers.Binary;
using System.Collections.Generic;
using System.Linq;
using System.Reflection;
using System.Reflection.Emit;

namespace ILGPU.Surface;

/// <summary>The instructions of a method body (ECMA-335, partition III).</summary>
internal static class IlReader
{
    private const byte TwoBytePrefix = 0xFE;

    private static readonly Dictionary<short, OpCode> s_codes = typeof(OpCodes)
        .GetFields(BindingFlags.Public | BindingFlags.Static)
        .Select(field => (OpCode)field.GetValue(null)!)
        .ToDictionary(code => code.Value);

    public static IEnumerable<IlInstruction> Read(byte[] il)
    {
        int at = 0;
        while (at < il.Length)
        {
            short value = il[at++];
            if (value == TwoBytePrefix)
                value = unchecked((short)(TwoBytePrefix << 8 | il[at++]));
            OpCode code = s_codes[value];
            int token = IsToken(code.OperandType) ? BinaryPrimitives.ReadInt32LittleEndian(il.AsSpan(at)) : 0;
            at += OperandBytes(code.OperandType, il, at);
            yield return new IlInstruction(code, token);
        }
    }

    private static bool IsToken(OperandType type)
        => type is OperandType.InlineField or OperandType.InlineMethod or OperandType.InlineType or OperandType.InlineTok
            or OperandType.InlineString or OperandType.InlineSig;

    private static int OperandBytes(OperandType type, byte[] il, int at) => type switch
    {
        OperandType.InlineNone => 0,
        OperandType.ShortInlineBrTarget or OperandType.ShortInlineI or OperandType.ShortInlineVar => 1,
        OperandType.InlineVar => 2,
        OperandType.InlineI8 or OperandType.InlineR => 8,
        OperandType.InlineSwitch => 4 + 4 * BinaryPrimitives.ReadInt32LittleEndian(il.AsSpan(at)),
        _ => 4,
    };
}
