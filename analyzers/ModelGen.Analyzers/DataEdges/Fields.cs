using System.Collections.Generic;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace ModelGen.Analyzers.DataEdges;

/// <summary>
/// What <c>readonly</c> fields hold that get their value where they are declared: an integer, an array of this length, a tensor of this shape. Anybody may have
/// written to elements. A field that a constructor mentions, or that stands in another file, is not known.
/// </summary>
/// <param name="model">Of the method's file; null where nothing can be asked.</param>
internal sealed class Fields(SemanticModel? model, CancellationToken cancellation)
{
    private readonly Dictionary<IFieldSymbol, Value?> _known = new(SymbolEqualityComparer.Default);

    public Value? Read(IFieldSymbol field)
    {
        if (!_known.TryGetValue(field, out Value? value))
        {
            _known[field] = null; // two fields may be made of each other
            _known[field] = value = Initial(field);
        }

        return value;
    }

    private Value? Initial(IFieldSymbol field)
    {
        if (field is not { IsReadOnly: true, ContainingType: { TypeKind: TypeKind.Class } owner, DeclaringSyntaxReferences: { Length: 1 } declarations }
            || model is null
            || declarations[0].SyntaxTree != model.SyntaxTree
            || declarations[0].GetSyntax(cancellation) is not VariableDeclaratorSyntax { Initializer.Value: { } expression }
            || IsMentioned(owner, field.Name)
            || model.GetOperation(expression, cancellation) is not { } operation)
        {
            return null;
        }

        Evaluator evaluator = new(Facts.None, new Locals(operation), this, functions: null, _ => null, report: null, lambdas: null);
        return evaluator.Evaluate(operation) switch
        {
            NumberValue { Size.IsNumber: true } number when Numbers.IsSize(field.Type) => number,
            ListValue list when field.Type is IArrayTypeSymbol => list.WithoutItems(),
            TensorValue tensor when Api.IsTensor(field.Type) => tensor.WithoutItems(),
            _ => null,
        };
    }

    /// <summary>Whether code that may assign a readonly field names it: a constructor, or a property's <c>init</c>.</summary>
    private bool IsMentioned(INamedTypeSymbol owner, string field) => owner.GetMembers()
        .OfType<IMethodSymbol>()
        .Where(method => method.MethodKind is MethodKind.Constructor or MethodKind.StaticConstructor || method.IsInitOnly)
        .SelectMany(method => method.DeclaringSyntaxReferences)
        .Select(reference => reference.GetSyntax(cancellation))
        .Where(syntax => syntax is BaseMethodDeclarationSyntax or AccessorDeclarationSyntax)
        .SelectMany(syntax => syntax.DescendantTokens())
        .Any(token => token.IsKind(SyntaxKind.IdentifierToken) && token.ValueText == field);
}
