namespace ModelGen.Compiler.Emit;

/// <summary>A parameter of a public member.</summary>
/// <param name="Type">As C# says it, with <c>params</c> or <c>ref</c> before it.</param>
/// <param name="Documentation">Empty where the summary says enough.</param>
/// <param name="Shape">An attribute before it, for the analyzer; a space behind it.</param>
/// <param name="Default">Null for an argument that must be given.</param>
internal sealed record MemberParameter(string Type, string Name, string Documentation = "", string Shape = "", string? Default = null)
{
    public string Declaration => $"{Type} {Ir.CSharpNames.Escape(Name)}{(Default is null ? "" : " = " + Default)}";

    public string Text => Shape + Declaration;
}
