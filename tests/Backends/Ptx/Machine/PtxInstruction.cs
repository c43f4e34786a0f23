using System.Collections.Generic;

namespace ModelGen.Backends.Ptx.Tests.Machine;

/// <summary>One instruction: <c>@!%p1 setp.lt.s32 %p2, %r1, 5</c>.</summary>
/// <param name="Operation">The first part of the opcode: <c>setp</c>.</param>
/// <param name="Modifiers">The others: <c>lt</c>, <c>s32</c>.</param>
/// <param name="Operands">In order; braces are taken apart, so that a vector is as many operands.</param>
/// <param name="Guard">The predicate's register, or -1.</param>
/// <param name="Text">As it stands, for messages.</param>
internal sealed record PtxInstruction(string Operation, string[] Modifiers, IReadOnlyList<PtxOperand> Operands, int Guard, bool IsGuardNegated, string Text)
{
    /// <summary>The type that the last modifier names.</summary>
    public string Type => Modifiers[^1];

    public bool Has(string modifier) => System.Array.IndexOf(Modifiers, modifier) >= 0;
}
