using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using ModelGen.Compiler.Spec;

namespace ModelGen.Generator.Frontend.Graphs;

/// <summary>Layers and operations, which become steps.</summary>
internal sealed partial class GraphInterpreter
{
    /// <summary>A layer or an operation becomes a step.</summary>
    private GraphValue Record(IInvocationOperation call, IReadOnlyList<TensorValue> first)
    {
        Count(call);
        IMethodSymbol method = call.TargetMethod;
        SourceRef source = places.Of(call.Syntax);
        var operands = first.Select(value => value.Number).ToList();
        var arguments = new List<ArgumentSpec>();
        foreach (IArgumentOperation argument in call.Arguments.Where(argument => argument.ArgumentKind != Microsoft.CodeAnalysis.Operations.ArgumentKind.DefaultValue).OrderBy(argument => argument.Parameter!.Ordinal))
        {
            IParameterSymbol parameter = argument.Parameter!;
            bool isOperand = Language.IsSymbol(parameter.Type) || parameter.Type is IArrayTypeSymbol { ElementType: var element } && Language.IsSymbol(element);
            if (!_spelled.TryGetValue(parameter, out string? spelled))
            {
                _spelled.Add(parameter, spelled = isOperand ? parameter.Name : Catalogue(method, parameter.Name));
            }

            GraphValue value = Evaluate(argument.Value);
            value = value is FunctionValue { Scope: null } named && Language.IsShared(named.Method) ? SharedMethod(named.Method, named) : value;
            places.Argument(source, spelled, argument.Syntax);
            if (isOperand)
            {
                operands.AddRange(Operands(argument, value));
            }
            else if (value is SharedValue tied)
            {
                arguments.Add(ArgumentSpec.Of(spelled, (long)(tied.First >= 0 && tied.Block is null ? tied.First : throw Unreadable(argument.Value, tied.Block is null
                    ? $"'{tied.Name}' has no matrix before it is first used"
                    : $"'{tied.Name}' is a block: only a shared embedding or a single shared linear layer has one matrix"))));
            }
            else if (ArgumentReader.Of(spelled, parameter.Type, Plain(argument, value)) is { } given)
            {
                arguments.Add(given);
            }
            else if (value is not ConstantValue { Value: null })
            {
                throw Unreadable(argument.Value, "it must be known while compiling");
            }
        }

        Hold(call, operands.Count);
        string? block = null;
        if (method.TypeArguments.Length == 1)
        {
            INamedTypeSymbol used = Block(method, source);
            uses(used);
            block = TypeReader.Key(used);
        }

        // An array has as many values as there are sizes.
        int results = method.ReturnType is INamedTypeSymbol { IsTupleType: true } tuple ? tuple.TupleElements.Length
            : method.ReturnType is IArrayTypeSymbol ? arguments.FirstOrDefault(argument => argument.Name == "sizes")?.Numbers.Count ?? 0 : 1;
        IReadOnlyList<TensorValue> made = recorder.Add(new(Kind(method), new([.. arguments]), source, block), operands, results);
        return results == 1 && method.ReturnType is not IArrayTypeSymbol ? made[0] : new ListValue([.. made]);
    }

    /// <summary>The block that a call names; within a generic method, the one that its caller names.</summary>
    private INamedTypeSymbol Block(IMethodSymbol method, SourceRef place) => Known(method.TypeArguments[0]) switch
    {
        INamedTypeSymbol { TypeKind: not TypeKind.Error } used => used,
        IErrorTypeSymbol => throw new ReadingStopped(new(ReadingProblem.Silent, place, "")),
        var type => throw new ReadingStopped(new(ReadingProblem.Unreadable, place, $"A graph method is read at compile time: '{type.ToDisplayString()}' is no class marked [Block]")),
    };

    private ITypeSymbol Known(ITypeSymbol type) => type is ITypeParameterSymbol && _variables.Find(type.OriginalDefinition) is TypeValue known ? known.Type : type;

    // x.Repeat<TBlock>(n) repeats a block, x.Repeat(axis, n) an axis.
    private static string Kind(IMethodSymbol method) => method is { Name: "Repeat", TypeArguments.Length: 0 } ? "Tile" : method.Name;

    /// <summary>Constructor arguments of an attribute are spelled as here, its properties begin with a capital; so do all arguments of layers that only graphs have. What only the member has is spelled as here.</summary>
    private string Catalogue(IMethodSymbol method, string parameter)
    {
        INamedTypeSymbol? attribute = models.Compilation.GetTypeByMetadataName($"ModelGen.{(method.Name == "LstmWithState" ? "Lstm" : method.Name)}Attribute{(method.TypeArguments.Length == 1 ? "`1" : "")}");
        string property = char.ToUpperInvariant(parameter[0]) + parameter.Substring(1);
        if (attribute?.BaseType?.Name != "LayerAttribute") // [Weights] names a file, and is no layer
        {
            return method.Parameters.Any(known => known.Name == "weightName") ? property : parameter;
        }

        bool isPosition = attribute.InstanceConstructors.Any(constructor => constructor.Parameters.Any(known => known.Name == parameter));
        return !isPosition && (parameter is "name" or "weightName" || attribute.GetMembers(property).Any(member => member is IPropertySymbol)) ? property : parameter;
    }

    private IEnumerable<int> Operands(IArgumentOperation argument, GraphValue value) => value switch
    {
        TensorValue tensor => [tensor.Number],
        ListValue list => [.. list.Items.Select(item => item is TensorValue tensor ? tensor.Number : throw Unreadable(argument.Value, "it holds no value of the graph"))],
        ConstantValue { Value: null } when argument.Parameter is { NullableAnnotation: NullableAnnotation.Annotated } => [],
        _ => throw Unreadable(argument.Value, "a value of the graph is needed"),
    };

    /// <summary>The value as <see cref="ArgumentReader"/> takes it: a constant, or a list of them.</summary>
    private object? Plain(IArgumentOperation argument, GraphValue value) => value switch
    {
        ConstantValue constant => constant.Value,
        ListValue list => list.Items.Select(item => item is ConstantValue constant ? constant.Value : throw Unreadable(argument.Value, "it must be known while compiling")).ToArray(),
        _ => throw Unreadable(argument.Value, "it must be known while compiling"),
    };

    /// <summary>A size that the compiler knows: it is asked about the graph so far.</summary>
    private int Size(IPropertyReferenceOperation property, TensorValue tensor)
    {
        GraphSpec soFar = recorder.Build("sizes", default, []);
        return sizes(soFar, tensor.Number, property.Property.Name)
            ?? throw Unreadable(property, "the size is not known: something before it has a fault, or the value has no such axis");
    }
}
