using System.Collections.Generic;
using System.Linq;
using System.Text.RegularExpressions;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ModelGen.Compiler.Errors;

namespace ModelGen.CodeFixes;

/// <summary>The same mends in a graph method, where a layer is a call.</summary>
internal static class CallEdits
{
    public static async Task<MendPlan?> Plan(Mend mend, ExpressionSyntax place, Place where, CancellationToken cancellation)
    {
        switch (mend.Kind)
        {
            case MendKind.AppendToOperand:
                return Append(mend, place);
            case MendKind.SwapOperands:
                IReadOnlyList<ExpressionSyntax> both = Operands(place);
                return both.Count == 2 ? new("Swap the operands", [SourceEdit.Replace(both[0], both[1].ToString()), SourceEdit.Replace(both[1], both[0].ToString())]) : null;
        }

        if (place is not InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax member } call)
        {
            return place is InvocationExpressionSyntax function && mend.Kind == MendKind.SetArgument && await where.Model(cancellation).ConfigureAwait(false) is { } other ? Set(function, mend, other, cancellation) : null;
        }

        string value = AsCall(mend.Value);
        switch (mend.Kind)
        {
            case MendKind.InsertFlatten:
                return Insert(member, "Flatten()");
            case MendKind.InsertLayer:
                return Insert(member, value);
            case MendKind.ReplaceLayer:
                return new($"Take {value} instead", [new(call.SyntaxTree, new(Microsoft.CodeAnalysis.Text.TextSpan.FromBounds(member.Name.SpanStart, call.Span.End), value))]);
            case MendKind.Remove:
                return new($"Remove {member.Name}()", [SourceEdit.Delete(call.SyntaxTree, member.Expression.Span.End, call.Span.End)]);
            case MendKind.SetArgument or MendKind.SetArgumentBefore:
                return await where.Model(cancellation).ConfigureAwait(false) is { } model ? Set(call, mend, model, cancellation) : null;
            case MendKind.AddProjection:
                return member.Name is GenericNameSyntax { TypeArgumentList.Arguments: { Count: 1 } blocks } && await where.Model(cancellation).ConfigureAwait(false) is { } types
                    ? LayerEdits.AddProjection(types.GetTypeInfo(blocks[0], cancellation).Type, mend.Value, cancellation)
                    : null;
            default:
                return null;
        }
    }

    private static MendPlan Insert(MemberAccessExpressionSyntax member, string text) => new($"Insert .{text}", [SourceEdit.Insert(member.SyntaxTree, member.Expression.Span.End, "." + text)]);

    private static MendPlan? Set(InvocationExpressionSyntax call, Mend mend, SemanticModel model, CancellationToken cancellation)
    {
        int open = mend.Argument.IndexOf('[');
        string name = char.ToLowerInvariant(mend.Argument[0]) + (open < 0 ? mend.Argument : mend.Argument.Substring(0, open)).Substring(1);
        SeparatedSyntaxList<ArgumentSyntax> arguments = call.ArgumentList.Arguments;
        if (model.GetSymbolInfo(call, cancellation).Symbol is not IMethodSymbol method || method.Parameters.FirstOrDefault(parameter => parameter.Name == name) is not { } parameter)
        {
            return null;
        }

        if (open >= 0)
        {
            return arguments.LastOrDefault() is { NameColon: null } last ? new($"Set the last size to {mend.Value}", [SourceEdit.Replace(last.Expression, mend.Value)]) : null;
        }

        ArgumentSyntax? written = arguments.FirstOrDefault(argument => argument.NameColon?.Name.Identifier.ValueText == name)
            ?? (parameter.Ordinal < arguments.Count && arguments.Take(parameter.Ordinal + 1).All(argument => argument.NameColon is null) ? arguments[parameter.Ordinal] : null);
        string title = mend.Value.StartsWith("Axis.", System.StringComparison.Ordinal) || mend.Value.StartsWith("\"", System.StringComparison.Ordinal) ? $"Take {mend.Value}" : $"Set {name}: {mend.Value}";
        return written is not null ? new(title, [SourceEdit.Replace(written.Expression, mend.Value)])
            : arguments.Count == 0 ? new(title, [SourceEdit.Insert(call.SyntaxTree, call.ArgumentList.OpenParenToken.Span.End, $"{name}: {mend.Value}")])
            : new(title, [SourceEdit.Insert(call.SyntaxTree, arguments.Last().Span.End, $", {name}: {mend.Value}")]);
    }

    /// <summary>Of two operands of which either can be projected, it is the one that is a name, such as the skip beside a chain of layers.</summary>
    private static MendPlan? Append(Mend mend, ExpressionSyntax place)
    {
        IReadOnlyList<ExpressionSyntax> operands = Operands(place);
        string[] calls = mend.Value.Split('|');
        int index = mend.Argument.Length > 0 ? mend.Argument[0] - '0' : operands.Count == 2 && operands[0] is IdentifierNameSyntax && operands[1] is not IdentifierNameSyntax ? 0 : 1;
        if (index >= operands.Count || operands.Count != 2)
        {
            return null;
        }

        string call = calls[calls.Length == 1 ? 0 : index];
        ExpressionSyntax operand = operands[index];
        bool isPrimary = operand is IdentifierNameSyntax or InvocationExpressionSyntax or MemberAccessExpressionSyntax or ElementAccessExpressionSyntax or ParenthesizedExpressionSyntax;
        return new($"Append .{call} to the {(index == 0 ? "first" : "second")} operand", isPrimary
            ? [SourceEdit.Insert(operand.SyntaxTree, operand.Span.End, "." + call)]
            : [SourceEdit.Replace(operand, $"({operand}).{call}")]);
    }

    private static IReadOnlyList<ExpressionSyntax> Operands(ExpressionSyntax place) => place switch
    {
        BinaryExpressionSyntax operation => [operation.Left, operation.Right],
        InvocationExpressionSyntax call => [.. call.ArgumentList.Arguments.Select(argument => argument.Expression)],
        _ => [],
    };

    // Flatten, or SelfAttention(Heads = 3): as attributes are written.
    private static string AsCall(string attribute) => Regex.Replace(attribute.Contains("(") ? attribute : attribute + "()", @"\b([A-Z])(\w*) = ", found => $"{char.ToLowerInvariant(found.Groups[1].Value[0])}{found.Groups[2].Value}: ");
}
