using System;
using System.Collections.Generic;
using System.Linq;

namespace ModelGen.Compiler.Emit;

/// <summary>A public member of an emitted class. The class and the one that stands in for it after an error are written from the same list.</summary>
/// <param name="Head">Everything before the parameters, or a property's whole declaration: <c>void Save</c>.</param>
/// <param name="Parameters">Null for a property.</param>
/// <param name="Summary">What it does; null for a member of an interface, which says it.</param>
internal sealed record Member(MemberKind Kind, string Head, IReadOnlyList<MemberParameter>? Parameters, string? Summary)
{
    /// <summary>What stands behind the parameters: <c> : this(seed, draws: true)</c>.</summary>
    public string Tail { get; init; } = "";

    /// <summary>What stands there in a constructor that throws.</summary>
    public string ThrowTail { get; init; } = "";

    /// <summary>The line before a method that returns a tensor: its shape, for the analyzer.</summary>
    public string? Shape { get; init; }

    /// <summary>What it returns, as documentation says it.</summary>
    public string? Returns { get; init; }

    /// <summary>Exceptions by the name of their type, with the reason.</summary>
    public IReadOnlyList<(string Type, string When)> Throws { get; init; } = [];

    /// <summary>A property that is written too.</summary>
    public bool HasSetter { get; init; }

    /// <summary>The head's last word.</summary>
    public string Name => Head.Substring(Head.LastIndexOf(' ') + 1);

    public bool IsConstructor => Kind is MemberKind.Construct or MemberKind.ConstructFromFile;

    /// <summary>The documentation and what stands between it and the declaration.</summary>
    public void Document(CodeWriter code)
    {
        code.Line(Summary is null ? "/// <inheritdoc/>" : $"/// <summary>{Summary}</summary>");
        foreach (MemberParameter parameter in Summary is null || Parameters is null ? [] : Parameters.Where(parameter => parameter.Documentation.Length > 0))
        {
            code.Line($"/// <param name=\"{parameter.Name}\">{parameter.Documentation}</param>");
        }

        if (Returns is not null)
        {
            code.Line($"/// <returns>{Returns}</returns>");
        }

        foreach ((string type, string when) in Throws)
        {
            code.Line($"/// <exception cref=\"{type}\">{when}</exception>");
        }

        if (Shape is not null)
        {
            code.Line(Shape);
        }
    }

    /// <summary>A method or constructor with its body in braces.</summary>
    public void Write(CodeWriter code, Action<CodeWriter> body)
    {
        Document(code);
        string[] parameters = [.. Parameters!.Select(parameter => parameter.Text)];
        using (IsConstructor || parameters.Length == 1 ? code.Block($"public {Head}({string.Join(", ", parameters)}){Tail}") : code.Method($"public {Head}", parameters))
        {
            body(code);
        }

        code.Line();
    }

    /// <summary>The same with the parameters on one line.</summary>
    public void WriteShort(CodeWriter code, Action<CodeWriter> body)
    {
        Document(code);
        using (code.Block("public " + Signature))
        {
            body(code);
        }

        code.Line();
    }

    /// <summary>A method that is one expression.</summary>
    public void WriteExpression(CodeWriter code, string expression)
    {
        Document(code);
        code.Line($"public {Signature} => {expression};").Line();
    }

    /// <summary>The same member with a body that throws.</summary>
    public void WriteThrow(CodeWriter code, string exception)
    {
        code.Line("/// <summary>Not available: the model has an error.</summary>");
        string body = IsConstructor ? $"{(ThrowTail.Length > 0 ? ThrowTail.TrimStart() + " " : "")}{{ {exception}; }}" : HasSetter ? $"{{ get => {exception}; set => {exception}; }}" : $"=> {exception};";
        code.Line($"public {Signature} {body}").Line();
    }

    private string Signature => Parameters is null ? Head : $"{Head}({string.Join(", ", Parameters.Select(parameter => parameter.Declaration))})";
}
