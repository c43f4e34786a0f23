using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ModelGen.Analyzers.DataEdges.Values;

namespace ModelGen.Analyzers.DataEdges.Summaries;

/// <summary>
/// What fields and properties with a value of their own hold, whatever the object: that on which all places agree that give them one. Where one of these places cannot
/// be seen, or is not known, nothing is.
/// </summary>
internal sealed class Members(Summary summary, Bodies bodies)
{
    private const int MostSites = 24;

    private readonly ConcurrentDictionary<ISymbol, Value?> _known = new(SymbolEqualityComparer.Default);
    private readonly ConcurrentDictionary<ISymbol, bool> _settled = new(SymbolEqualityComparer.Default);

    /// <param name="ofThis">Whether it is the member of the object whose code reads it: then a size that is the object's has a name.</param>
    public Value? Read(ISymbol member, bool ofThis, Walk walk)
    {
        ISymbol definition = bodies.Versions.Settle(member.OriginalDefinition);
        if (!IsOurs(definition) || !Carries(TypeOf(definition)))
        {
            return null;
        }

        if (!_known.TryGetValue(definition, out Value? value))
        {
            value = Found(definition, walk);
        }

        return value is NumberValue { Size.IsKnown: false } or null && Numbers.IsSize(TypeOf(definition)) && (ofThis || definition.IsStatic) && IsSettled(definition, walk)
            ? new NumberValue(Numbers.NamedField(definition))
            : value;
    }

    /// <summary>Two fields may be made of each other: of these nothing is known.</summary>
    private Value? Found(ISymbol member, Walk walk)
    {
        int before = walk.LeftOut;
        if (!walk.Enter(member, 0))
        {
            return null;
        }

        try
        {
            Value? value = All(member, walk)?.Map(size => size.Name is null ? size.Plain : Size.Unknown);
            if (walk.LeftOut == before)
            {
                _known[member] = value;
            }

            return value;
        }
        finally
        {
            walk.Leave(member);
        }
    }

    /// <summary>Who is told of an event: the first that is added, where none is taken away.</summary>
    public Value? Handler(IEventSymbol raised, Walk walk)
    {
        ISymbol definition = bodies.Versions.Settle(raised.OriginalDefinition);
        return definition.DeclaringSyntaxReferences.Length == 1 && bodies.Contains(definition.DeclaringSyntaxReferences[0].SyntaxTree)
            && Sites(definition, walk) is { Count: > 0 } sites && sites.All(site => site.Kind == WriteKind.Changed && site.Site.IsKind(SyntaxKind.AddAssignmentExpression))
            ? summary.Assigned(sites[0].Site, walk) as FunctionValue : null;
    }

    /// <summary>Whether nobody gives it another value once its object is made.</summary>
    public bool IsSettled(ISymbol member, Walk walk)
    {
        ISymbol definition = bodies.Versions.Settle(member.OriginalDefinition);
        if (!_settled.TryGetValue(definition, out bool settled))
        {
            List<WriteSite>? sites = IsOurs(definition) || definition is IParameterSymbol ? Sites(definition, walk) : null;
            _settled[definition] = settled = !IsOurs(definition) && definition is not IParameterSymbol ? definition is IFieldSymbol { IsReadOnly: true }
                : sites is not null && sites.All(site => site.Kind is WriteKind.Element or WriteKind.Passed || IsMaking(site, definition, walk));
        }

        return settled;
    }

    /// <summary>The expression that a field or property starts with.</summary>
    public static ExpressionSyntax? Initializer(ISymbol member, CancellationToken cancellation) =>
        member.DeclaringSyntaxReferences.Length != 1 ? null : member.DeclaringSyntaxReferences[0].GetSyntax(cancellation) switch
        {
            VariableDeclaratorSyntax field => field.Initializer?.Value,
            PropertyDeclarationSyntax property => property.Initializer?.Value,
            _ => null,
        };

    /// <summary>Whether a property only gives back what it was set to.</summary>
    public static bool IsAuto(IPropertySymbol property) =>
        property.ContainingType.GetMembers().OfType<IFieldSymbol>().Any(field => SymbolEqualityComparer.Default.Equals(field.AssociatedSymbol, property));

    public static ITypeSymbol? TypeOf(ISymbol member) => (member as IFieldSymbol)?.Type ?? (member as IPropertySymbol)?.Type;

    /// <summary>Whether there is anything about values of a type that could be followed.</summary>
    public static bool Carries(ITypeSymbol? type) => type is { SpecialType: SpecialType.None or SpecialType.System_Int32 or SpecialType.System_Int64 or SpecialType.System_IntPtr or SpecialType.System_Boolean or SpecialType.System_Collections_Generic_IEnumerable_T
        or SpecialType.System_Collections_Generic_IList_T or SpecialType.System_Collections_Generic_IReadOnlyList_T or SpecialType.System_Collections_Generic_ICollection_T or SpecialType.System_Collections_Generic_IReadOnlyCollection_T };

    private bool IsOurs(ISymbol member) =>
        member.DeclaringSyntaxReferences.Length == 1 && bodies.Contains(member.DeclaringSyntaxReferences[0].SyntaxTree)
        && !Bodies.IsGenerated(member.DeclaringSyntaxReferences[0].SyntaxTree) && (member is IFieldSymbol || (member is IPropertySymbol property && IsAuto(property)));

    private Value? All(ISymbol member, Walk walk)
    {
        if (IsOpen(member) || member.DeclaringSyntaxReferences[0].GetSyntax(walk.Cancellation) is ParameterSyntax || Sites(member, walk) is not { } sites || sites.Any(site => site.Kind == WriteKind.Changed))
        {
            return null; // a record's, which each object gets; or more than can be followed
        }

        Value? all = NothingValue.Instance;
        if (Initializer(member, walk.Cancellation) is { } initializer && !IsNull(initializer))
        {
            all = summary.Evaluate(initializer, walk);
        }
        else if (Numbers.IsSize(TypeOf(member)) || TypeOf(member)?.SpecialType == SpecialType.System_Boolean)
        {
            // What is not given is 0, which is no size: it must be given by every constructor, or not at all.
            all = sites.Any(site => site.Site.FirstAncestorOrSelf<ConstructorDeclarationSyntax>() is not null && IsMaking(site, member, walk)) ? NothingValue.Instance : null;
        }

        foreach (WriteSite site in sites.Where(site => site.Kind == WriteKind.Assigned && !IsNull(((AssignmentExpressionSyntax)site.Site).Right)))
        {
            all = all is null ? null : Value.Join(all, summary.Assigned(site.Site, walk));
        }

        return all is NothingValue ? null : all is ListValue list ? Elements(member, list, sites, walk) : all is TensorValue tensor ? tensor.WithoutItems() : all;
    }

    /// <summary>Whether code that is not seen may give it another value: of a class that overrides it, or of another assembly that may set it.</summary>
    private bool IsOpen(ISymbol member)
    {
        if (member.IsVirtual || member.IsOverride || member.IsAbstract)
        {
            return true;
        }

        bool isSet = member is IFieldSymbol { IsReadOnly: false } || (member is IPropertySymbol { SetMethod: { } setter } && setter.DeclaredAccessibility is Accessibility.Public or Accessibility.Protected or Accessibility.ProtectedOrInternal);
        return isSet && IsVisible(member);
    }

    private bool IsVisible(ISymbol member)
    {
        bool isVisible = bodies.Compilation.Options.OutputKind == OutputKind.DynamicallyLinkedLibrary;
        for (ISymbol? at = member; isVisible && at is not null and not INamespaceSymbol; at = at.ContainingSymbol)
        {
            isVisible = at.DeclaredAccessibility is Accessibility.Public or Accessibility.Protected or Accessibility.ProtectedOrInternal;
        }

        return isVisible;
    }

    /// <summary>Elements of a collection may come later, and anybody who gets it may write some.</summary>
    private Value Elements(ISymbol member, ListValue list, List<WriteSite> sites, Walk walk)
    {
        if (list.Items.Count > 0 && member is IFieldSymbol { IsReadOnly: true } or IPropertySymbol { SetMethod: null } && sites.All(site => site.Kind == WriteKind.Passed && summary.Keeps(site, walk))
            && Sites(member, walk, isHeld: true) is { } held && held.All(site => site.Site is ArgumentSyntax && summary.Keeps(site, walk)))
        {
            return list; // numbers that nobody writes to: a shape
        }

        if (list.Grows && member is IFieldSymbol { IsReadOnly: true, DeclaredAccessibility: Accessibility.Private }
            && member.ContainingType.DeclaringSyntaxReferences.All(part => WriteSites.Of(part.SyntaxTree).IsOnlyRead(member.Name)))
        {
            return list; // a list of columns that stays as it was written
        }

        if (list.Element is null)
        {
            return list.WithoutItems();
        }

        foreach (WriteSite site in sites.Where(site => site.Kind is WriteKind.Element or WriteKind.Passed))
        {
            Value? element = site.Kind == WriteKind.Element ? summary.Assigned(site.Site, walk) : summary.Keeps(site, walk) ? NothingValue.Instance : null;
            list = list.Put(element, grows: TypeOf(member) is not IArrayTypeSymbol);
        }

        return list with { Length = list.Grows ? Size.Unknown : list.Length, Items = default, IsWrittenOut = false, Each = default };
    }

    /// <summary>Null where there are more than can be looked at.</summary>
    /// <param name="isHeld">Those where it is read as a whole, instead of those where it is written.</param>
    private List<WriteSite>? Sites(ISymbol member, Walk walk, bool isHeld = false)
    {
        IEnumerable<SyntaxTree> trees = member.DeclaredAccessibility == Accessibility.Private || member is IParameterSymbol
            ? member.ContainingType.DeclaringSyntaxReferences.Select(reference => reference.SyntaxTree).Distinct()
            : bodies.Compilation.SyntaxTrees;
        List<WriteSite> found = [];
        foreach (WriteSite site in trees.Where(tree => !Bodies.IsGenerated(tree)).SelectMany(tree => WriteSites.Of(tree).To(member.Name)).Where(site => site.Kind == WriteKind.Held == isHeld))
        {
            if (bodies.Model(site.Name.SyntaxTree) is { } model && Means(model, site.Name, member, walk.Cancellation))
            {
                found.Add(site);
                if (found.Count > MostSites)
                {
                    return null;
                }
            }
        }

        return found;
    }

    private static bool Means(SemanticModel model, SimpleNameSyntax name, ISymbol member, CancellationToken cancellation)
    {
        SymbolInfo info = model.GetSymbolInfo(name, cancellation);
        return (info.Symbol is { } symbol && SameSymbol.Comparer.Equals(symbol.OriginalDefinition, member)) || (info.Symbol is null && !info.CandidateSymbols.IsEmpty);
    }

    /// <summary>Whether a write happens while the object is made: in its constructors, or in the braces behind <c>new</c>.</summary>
    private bool IsMaking(WriteSite site, ISymbol member, Walk walk)
    {
        if (site.Kind != WriteKind.Assigned)
        {
            return false;
        }

        if (site.IsInitializer)
        {
            return true;
        }

        if (Fresh.IsWrittenOut((AssignmentExpressionSyntax)site.Site))
        {
            return true;
        }

        bool isOwn = site.Name.Parent is not MemberAccessExpressionSyntax access || access.Expression is ThisExpressionSyntax || member.IsStatic;
        SyntaxNode? around = site.Site.Ancestors().FirstOrDefault(node => node is AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax or BaseMethodDeclarationSyntax or AccessorDeclarationSyntax);
        return isOwn && around is ConstructorDeclarationSyntax or MethodDeclarationSyntax or AccessorDeclarationSyntax
            && bodies.Model(around.SyntaxTree)?.GetDeclaredSymbol(around, walk.Cancellation) is IMethodSymbol method
            && method.IsStatic == member.IsStatic && SameSymbol.Comparer.Equals(method.ContainingType, member.ContainingType)
            && (around is ConstructorDeclarationSyntax || (!member.IsStatic && IsMaking(method, walk)));
    }

    /// <summary>Whether a method runs only while its object is made: the setter of a property that nobody sets later, a step of a builder.</summary>
    private bool IsMaking(IMethodSymbol method, Walk walk) => method switch
    {
        { IsVirtual: true } or { IsOverride: true } => false,
        { MethodKind: MethodKind.PropertySet, AssociatedSymbol: IPropertySymbol { IsIndexer: false } property } => !IsOpen(property) && Sites(property, walk) is { } sites && sites.All(site => site.Kind is WriteKind.Element or WriteKind.Passed || IsMaking(site, property, walk)),
        { MethodKind: MethodKind.Ordinary } => SameSymbol.Comparer.Equals(method.ReturnType, method.ContainingType) && !IsVisible(method)
            && !bodies.Compilation.SyntaxTrees.Any(tree => !Bodies.IsGenerated(tree) && WriteSites.Of(tree).IsAskedLater(method.Name)),
        _ => false,
    };

    private static bool IsNull(ExpressionSyntax expression) => expression switch
    {
        PostfixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.SuppressNullableWarningExpression } sure => IsNull(sure.Operand),
        LiteralExpressionSyntax literal => literal.IsKind(SyntaxKind.NullLiteralExpression) || literal.IsKind(SyntaxKind.DefaultLiteralExpression),
        _ => false,
    };
}
