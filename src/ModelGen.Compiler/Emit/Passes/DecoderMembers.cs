using ModelGen.Compiler.Ir;

namespace ModelGen.Compiler.Emit.Passes;

/// <summary>Members of decoders that are the same on every target.</summary>
internal static class DecoderMembers
{
    /// <summary>What ends a text, where the model keeps texts of a row apart.</summary>
    public static void Separator(CodeWriter code, InputDecl decoded)
    {
        if (decoded.Separator >= 0)
        {
            code.Line("/// <inheritdoc/>");
            code.Line($"protected override int Separator => {Literals.Int(decoded.Separator)};").Line();
        }
    }

    /// <summary>The last statement about what a copy holds: whether its text has ended.</summary>
    public static void Copied(CodeWriter code, InputDecl decoded)
    {
        if (decoded.Separator >= 0)
        {
            code.Line("HoldTextOf(from);");
        }
    }
}
