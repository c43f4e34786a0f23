using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;
using ModelGen.Analyzers.DataEdges.Collections;
using ModelGen.Analyzers.DataEdges.Summaries;
using ModelGen.Analyzers.DataEdges.Values;

namespace ModelGen.Analyzers.DataEdges;

/// <summary>Objects and their members: constructors, fields, properties, copies by <c>with</c>, and what they come apart into.</summary>
internal static class Objects
{
    public static Value? Field(IFieldReferenceOperation reference, Evaluator evaluator)
    {
        Value? instance = evaluator.Evaluate(reference.Instance);
        if (reference.Field is { ContainingType.IsTupleType: true } element)
        {
            return (instance as TupleValue)?[Place(element)];
        }

        return Member(reference, reference.Member, instance, evaluator);
    }

    public static Value? Property(IPropertyReferenceOperation reference, Evaluator evaluator)
    {
        Value? instance = evaluator.Evaluate(reference.Instance);
        Value?[] arguments = [.. reference.Arguments.Select(evaluator.Evaluate)];
        if (Lists.Property(reference, instance, arguments, evaluator.Frame) is { } known)
        {
            return known;
        }

        if (reference.Property.ContainingType.IsAnonymousType)
        {
            return (instance as ObjectValue)?[reference.Property];
        }

        if (reference.Property.DeclaringSyntaxReferences.Length == 0)
        {
            // A task stands for what it gives.
            return instance is TupleValue tuple && reference.Property.Name.StartsWith("Item", System.StringComparison.Ordinal)
                ? int.TryParse(reference.Property.Name.Substring(4), System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out int place) ? tuple[place - 1] : null
                : (reference.Property.Name is "Result" or "Value" || Channels.Behind(reference) is not null) && instance is not FunctionValue ? instance : null;
        }

        if (reference is { Instance: null, ConstrainedToType: ITypeParameterSymbol given })
        {
            return Given(given, reference, arguments, evaluator);
        }

        if (Own(reference.Property, instance) is { } own)
        {
            return Member(reference, own, instance, evaluator);
        }

        if (reference.Property.IsAbstract && instance is not ObjectValue || Members.IsAuto(reference.Property.OriginalDefinition) || IsPositional(reference.Property))
        {
            return Member(reference, reference.Member, instance, evaluator);
        }

        if (reference.Property.GetMethod is not { } getter)
        {
            return null;
        }

        Call call = new(reference, getter, reference.Arguments, arguments, reference.Instance, instance, evaluator.Report);
        return new Invocations(evaluator.Frame, evaluator.Walk).Invoke(call, evaluator.Facts)?.Returned;
    }

    public static Value? Create(Call call, Evaluator evaluator)
    {
        if (call.Method is not { } constructor || !IsFollowed(constructor.ContainingType))
        {
            return null;
        }

        Judge(call, evaluator);
        return Construction.Make(call, constructor, Invocations.ByParameter(call), evaluator.Frame, evaluator.Walk);
    }

    /// <summary>What a constructor does with what it is given.</summary>
    private static void Judge(Call call, Evaluator evaluator)
    {
        if (call.Report is not null && call.Method!.OriginalDefinition.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax() is Microsoft.CodeAnalysis.CSharp.Syntax.ConstructorDeclarationSyntax)
        {
            _ = new Invocations(evaluator.Frame, evaluator.Walk).Invoke(call, evaluator.Facts); // for what it says
        }
    }

    /// <summary><c>: this(...)</c> and <c>: base(...)</c>.</summary>
    public static void Chained(Call call, Evaluator evaluator)
    {
        Judge(call, evaluator);
        if (evaluator.Facts[Facts.This] is ObjectValue self && Construction.Make(null, call.Method!, Invocations.ByParameter(call), evaluator.Frame, evaluator.Walk) is { } made)
        {
            ObjectValue both = self;
            foreach (var member in made.Members)
            {
                both = both.With(member.Key, member.Value);
            }

            evaluator.Change(call.Receiver, _ => both);
        }
    }

    public static ObjectValue Anonymous(IAnonymousObjectCreationOperation creation, Evaluator evaluator)
    {
        ObjectValue made = ObjectValue.Empty(creation.Type!);
        foreach (ISimpleAssignmentOperation member in creation.Initializers.OfType<ISimpleAssignmentOperation>())
        {
            Value? value = evaluator.Evaluate(member.Value);
            made = member.Target is IPropertyReferenceOperation property ? made.With(property.Property, value) : made;
        }

        return made;
    }

    public static Value? With(IWithOperation copy, Evaluator evaluator)
    {
        Value? original = evaluator.Evaluate(copy.Operand);
        foreach (ISimpleAssignmentOperation member in copy.Initializer?.Initializers.OfType<ISimpleAssignmentOperation>() ?? [])
        {
            Value? value = evaluator.Evaluate(member.Value);
            evaluator.Note(member.Syntax, value);
            original = original is ObjectValue whole && member.Target is IMemberReferenceOperation target ? whole.With(target.Member, value) : original;
        }

        return original is ObjectValue made ? made with { Creation = null } : null;
    }

    /// <summary>A value that is given to a member, or to an element of a collection.</summary>
    public static void Assign(IOperation target, Value? value, Evaluator evaluator)
    {
        switch (target)
        {
            case IFieldReferenceOperation { Field.ContainingType.IsTupleType: true } element:
                evaluator.Change(element.Instance, whole => whole is TupleValue tuple && Place(element.Field) is >= 0 and var place && place < tuple.Elements.Count
                    ? TupleValue.Of([.. tuple.Elements.Select((slot, i) => i == place ? value : slot.Value)]) : null);
                break;
            case IPropertyReferenceOperation { Property.IsIndexer: true } indexed:
                evaluator.Change(indexed.Instance, whole => whole is ListValue list ? Growing.IsDictionary(indexed.Property.ContainingType) ? list.Put(evaluator.Key(indexed), value) : list.Put(value, grows: false) : whole);
                break;
            case IPropertyReferenceOperation { Property: { SetMethod: { DeclaringSyntaxReferences.Length: 1 } setter } property } written when !Members.IsAuto(property.OriginalDefinition) && !IsPositional(property):
                evaluator.Change(written.Instance, whole => whole is ObjectValue made
                    ? evaluator.Frame.Summary.Run(setter, [value], made, evaluator.Walk)?.Exit?[Facts.This] as ObjectValue : whole);
                break;
            case IMemberReferenceOperation member:
                evaluator.Change(member.Instance, whole => whole is ObjectValue made ? made.With(member.Member, value) : whole);
                break;
            case IArrayElementReferenceOperation element:
                evaluator.Change(element.ArrayReference, whole => whole is ListValue list ? list.Put(value, grows: false) : whole);
                break;
        }
    }

    /// <summary>What a value comes apart into: a tuple as it is, an object by its <c>Deconstruct</c>.</summary>
    public static Value? Parts(IDeconstructionAssignmentOperation parts, Value? value, Evaluator evaluator) =>
        parts.Value.Type is INamedTypeSymbol { Name: "KeyValuePair" } ? TupleValue.Of(null, value)
        : Parts((parts.Target is IDeclarationExpressionOperation declaration ? declaration.Expression : parts.Target) is ITupleOperation tuple ? tuple.Elements.Length : 0, value, evaluator);

    /// <summary>The same into so many parts.</summary>
    public static Value? Parts(int count, Value? value, Evaluator evaluator)
    {
        if (value is not ObjectValue whole || whole.Type is not INamedTypeSymbol type)
        {
            return value as TupleValue;
        }

        IMethodSymbol? method = type.OriginalDefinition.GetMembers("Deconstruct").OfType<IMethodSymbol>().FirstOrDefault(candidate => !candidate.IsStatic && candidate.Parameters.Length == count);
        if (method is null)
        {
            return null;
        }

        if (method.IsImplicitlyDeclared)
        {
            return TupleValue.Of([.. method.Parameters.Select(parameter => type.GetMembers(parameter.Name).FirstOrDefault() is { } member ? whole[member] : null)]);
        }

        return evaluator.Frame.Summary.Run(method, new Value?[count], whole, evaluator.Walk) is { Exit: not null } outcome
            ? TupleValue.Of([.. method.Parameters.Select(outcome.Out)])
            : null;
    }

    /// <summary>A static property of an interface, of the type that the object whose code runs was given: <c>T.Width</c>.</summary>
    private static Value? Given(ITypeParameterSymbol parameter, IPropertyReferenceOperation reference, Value?[] arguments, Evaluator evaluator)
    {
        if (parameter.TypeParameterKind != TypeParameterKind.Type || evaluator.Facts[Facts.This] is not ObjectValue { Type: INamedTypeSymbol type } || parameter.Ordinal >= type.TypeArguments.Length
            || type.TypeArguments[parameter.Ordinal].GetMembers(reference.Property.Name).OfType<IPropertySymbol>().FirstOrDefault(candidate => candidate is { IsStatic: true, IsAbstract: false, GetMethod: not null }) is not { } property)
        {
            return null;
        }

        return Members.IsAuto(property.OriginalDefinition) ? evaluator.Frame.Summary.Members.Read(property, ofThis: false, evaluator.Walk)
            : new Invocations(evaluator.Frame, evaluator.Walk).Invoke(new Call(reference, property.GetMethod!, reference.Arguments, arguments, null, null, evaluator.Report), evaluator.Facts)?.Returned;
    }

    /// <summary>The property of an object's own type that stands for one of an interface or a base class, and holds its value by itself.</summary>
    private static IPropertySymbol? Own(IPropertySymbol property, Value? instance)
    {
        if (instance is not ObjectValue { Type: INamedTypeSymbol type } || !(property.IsAbstract || property.IsVirtual) || property.IsIndexer)
        {
            return null;
        }

        IPropertySymbol? own = property.ContainingType.TypeKind == TypeKind.Interface ? type.FindImplementationForInterfaceMember(property) as IPropertySymbol : null;
        for (INamedTypeSymbol? at = type; at is not null && own is null; at = at.BaseType)
        {
            own = at.GetMembers(property.Name).OfType<IPropertySymbol>().FirstOrDefault(candidate => candidate.IsOverride);
        }

        return own is not null && (Members.IsAuto(own.OriginalDefinition) || IsPositional(own)) ? own : null;
    }

    /// <summary>A member of a value that a pattern looks into.</summary>
    public static Value? Part(IMemberReferenceOperation reference, Value? instance, Evaluator evaluator)
    {
        if (instance is TupleValue tuple)
        {
            return reference is IFieldReferenceOperation { Field: { ContainingType.IsTupleType: true } element } ? tuple[Place(element)] : null;
        }

        if (reference is IPropertyReferenceOperation property && Lists.Property(property, instance, [], evaluator.Frame) is { } known)
        {
            return known;
        }

        if (instance is not ObjectValue whole)
        {
            return null;
        }

        return reference is IPropertyReferenceOperation { Property: { GetMethod: { } getter, IsAbstract: false } computed } && computed.DeclaringSyntaxReferences.Length == 1 && !Members.IsAuto(computed.OriginalDefinition) && !IsPositional(computed)
            ? evaluator.Frame.Summary.Run(getter, [], whole, evaluator.Walk)?.Returned
            : whole[reference.Member] is { } held && evaluator.Frame.Summary.Members.IsSettled(reference.Member, evaluator.Walk) ? held : evaluator.Frame.Summary.Members.Read(reference.Member, ofThis: false, evaluator.Walk);
    }

    private static Value? Member(IMemberReferenceOperation reference, ISymbol member, Value? instance, Evaluator evaluator)
    {
        bool ofThis = reference.Instance is null or IInstanceReferenceOperation;
        Members members = evaluator.Frame.Summary.Members;
        if (instance is ObjectValue whole && whole[member] is { } held
            && (IsOwn(reference.Instance, evaluator) || members.IsSettled(member, evaluator.Walk)))
        {
            // How many a collection has that one object holds is not known, except where nobody puts anything into any.
            return held is ListValue { Grows: true, Length.IsKnown: false } && members.Read(member, ofThis, evaluator.Walk) is ListValue { Length.IsKnown: true } all ? all : held;
        }

        return members.Read(member, ofThis, evaluator.Walk);
    }

    /// <summary>Whether all writes to the object's members are seen here: it is just being made, or nobody else has it.</summary>
    private static bool IsOwn(IOperation? instance, Evaluator evaluator) =>
        instance is IInstanceReferenceOperation ? evaluator.Frame.IsConstructor
        : Locals.Of(instance) is { } local && evaluator.Frame.Locals.IsAlone(local, evaluator.Frame.Summary.Bodies);

    /// <summary>Types of users; what an object of another library holds is its own matter.</summary>
    private static bool IsFollowed(INamedTypeSymbol type) => type.TypeKind is TypeKind.Class or TypeKind.Struct && type.DeclaringSyntaxReferences.Length > 0;

    private static bool IsPositional(IPropertySymbol property) =>
        property.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax() is Microsoft.CodeAnalysis.CSharp.Syntax.ParameterSyntax;

    private static int Place(IFieldSymbol element)
    {
        ImmutableArray<IFieldSymbol> all = element.ContainingType.TupleElements;
        for (int i = 0; i < all.Length; i++)
        {
            if (all[i].Name == element.Name || element.Name == "Item" + (i + 1).ToString(System.Globalization.CultureInfo.InvariantCulture))
            {
                return i;
            }
        }

        return -1;
    }
}
