using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using ModelGen.Compiler.Spec;

namespace ModelGen.Generator.Frontend.Graphs;

/// <summary>Calls: of helper methods, which are read in their place, of lists and of Math; layers, operations and shared layers stand in files of their own.</summary>
internal sealed partial class GraphInterpreter
{
    private GraphValue Invoke(IInvocationOperation call, string? name)
    {
        IMethodSymbol method = call.TargetMethod;
        if (Language.IsSymbol(method.ContainingType))
        {
            TensorValue x = Tensor(call.Instance!);
            return method.Name == "Scope" ? Scope(call, x) : Record(call, [x]);
        }

        if (method.ContainingType is { Name: "Graph" } graph && Language.IsOurs(graph))
        {
            return method.Name == "Shared" ? Share(call, name) : Record(call, []);
        }

        if (IsAxis(method.ContainingType))
        {
            return new ConstantValue(":" + Int(call.Arguments[0].Value).ToString(CultureInfo.InvariantCulture));
        }

        if (method.MethodKind == MethodKind.DelegateInvoke && call.Instance is { } instance)
        {
            List<GraphValue> arguments = [.. Arguments(call)];
            return Evaluate(instance) switch
            {
                SharedValue shared => Apply(call, shared, Flat(arguments)),
                FunctionValue function => Run(function, arguments, call),
                _ => throw Unreadable(call, "it is no layer and no function that could be read"),
            };
        }

        if (method is { Name: "ToArray", ContainingType.Name: "List" } && call.Instance is { } copied && Evaluate(copied) is ListValue items)
        {
            return List(call, items.Items);
        }

        if (method is { Name: "Add" or "AddRange" or "Insert" or "RemoveAt" or "Reverse" or "Clear", ContainingType.Name: "List" } && call.Instance is { } list)
        {
            return Change(call, list);
        }

        if (method is { Name: "ToString", Parameters.Length: 0 } && call.Instance is { Type.TypeKind: not TypeKind.Enum } number && Evaluate(number) is ConstantValue { Value: not null } written)
        {
            return new ConstantValue(Written(call, written));
        }

        if (method.ContainingType is { Name: "Math" or "MathF", ContainingNamespace.Name: "System" })
        {
            return new ConstantValue(Mathematics(call));
        }

        if (method.MethodKind != MethodKind.LocalFunction && !method.IsStatic)
        {
            throw Unreadable(call, "only static methods of this project are read");
        }

        if (method.ContainingType is { Name: "Enumerable", ContainingNamespace.Name: "Linq" })
        {
            throw Unreadable(call, "LINQ is not carried out: write a 'for' or 'foreach' loop");
        }

        if (Language.IsEntry(method) && _open.Count > 0 && Language.IsObjective(_open.Last()))
        {
            throw Foreign(call, $"'{method.Name}' is another graph, whose layers the objective would have once more: take its output as a parameter of that name");
        }

        FunctionValue helper = Function(call, method);
        List<GraphValue> given = [.. Arguments(call)];
        return Language.IsShared(method) ? Apply(call, SharedMethod(method, helper), given) : Run(helper, given, call);
    }

    /// <summary>In the order of the parameters.</summary>
    private IEnumerable<GraphValue> Arguments(IInvocationOperation call)
    {
        if (call.Arguments.FirstOrDefault(argument => argument.Parameter?.RefKind is RefKind.Ref or RefKind.Out) is { } changed)
        {
            throw Unreadable(changed, "'ref' and 'out' are not part of graph methods: return a tuple");
        }

        return [.. call.Arguments.OrderBy(argument => argument.Parameter?.Ordinal).Select(argument => Evaluate(argument.Value))];
    }

    private static List<GraphValue> Flat(IEnumerable<GraphValue> arguments) => [.. arguments.SelectMany(argument => argument is ListValue list ? list.Items : [argument])];

    private FunctionValue Function(IOperation place, IMethodSymbol method) =>
        _variables.Find(method.OriginalDefinition) is FunctionValue found ? new FunctionValue(method, found.Body, found.Scope)
        : null
        ?? (method.IsStatic || method.MethodKind == MethodKind.LocalFunction ? Body(method) is { } body ? new FunctionValue(method, body, null) : null : null)
        ?? throw Unreadable(place, $"the source of '{method.Name}' is not in this project");

    private object Mathematics(IInvocationOperation call)
    {
        double[] x = [.. call.Arguments.OrderBy(argument => argument.Parameter?.Ordinal).Select(argument => Real(argument.Value, Evaluate(argument.Value)))];
        return ConstantArithmetic.Function(call.TargetMethod.Name, x, call.Type?.SpecialType ?? SpecialType.None) ?? throw Unreadable(call, "this function has no value here that is known while compiling");
    }

    private TensorValue Tensor(IOperation operation) => Evaluate(operation) is TensorValue tensor ? tensor : throw Unreadable(operation, "it is no value of the graph");
}
