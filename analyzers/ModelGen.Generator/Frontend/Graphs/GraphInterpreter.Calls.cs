using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using ModelGen.Compiler;
using ModelGen.Compiler.Spec;

namespace ModelGen.Generator.Frontend.Graphs;

/// <summary>Calls: of layers and operations, which are recorded; of shared layers and scopes; of helper methods, which are read in their place.</summary>
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
            return new ListValue([.. items.Items]);
        }

        if (method is { Name: "Add" or "AddRange" or "Insert", ContainingType.Name: "List" } && call.Instance is { } list)
        {
            return Append(call, list);
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
        _variables.Find(method) as FunctionValue
        ?? (method.IsStatic || method.MethodKind == MethodKind.LocalFunction ? Body(method) is { } body ? new FunctionValue(method, body, null) : null : null)
        ?? throw Unreadable(place, $"the source of '{method.Name}' is not in this project");

    /// <summary>A layer or an operation becomes a step.</summary>
    private GraphValue Record(IInvocationOperation call, IReadOnlyList<TensorValue> first)
    {
        IMethodSymbol method = call.TargetMethod;
        SourceRef source = places.Of(call.Syntax);
        var operands = first.Select(value => value.Number).ToList();
        var arguments = new List<ArgumentSpec>();
        foreach (IArgumentOperation argument in call.Arguments.Where(argument => !argument.IsImplicit || argument.ArgumentKind == Microsoft.CodeAnalysis.Operations.ArgumentKind.ParamArray).OrderBy(argument => argument.Parameter!.Ordinal))
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

        string? block = null;
        if (method.TypeArguments.Length == 1)
        {
            if (method.TypeArguments[0] is not INamedTypeSymbol { TypeKind: not TypeKind.Error } used)
            {
                throw new ReadingStopped(new(ReadingProblem.Silent, source, ""));
            }

            uses(used);
            block = TypeReader.Key(used);
        }

        // An array has as many values as there are sizes.
        int results = method.ReturnType is INamedTypeSymbol { IsTupleType: true } tuple ? tuple.TupleElements.Length
            : method.ReturnType is IArrayTypeSymbol ? arguments.FirstOrDefault(argument => argument.Name == "sizes")?.Numbers.Count ?? 0 : 1;
        IReadOnlyList<TensorValue> made = recorder.Add(new(Kind(method), new([.. arguments]), source, block), operands, results);
        return results == 1 && method.ReturnType is not IArrayTypeSymbol ? made[0] : new ListValue([.. made]);
    }

    // x.Repeat<TBlock>(n) repeats a block, x.Repeat(axis, n) an axis.
    private static string Kind(IMethodSymbol method) => method is { Name: "Repeat", TypeArguments.Length: 0 } ? "Tile" : method.Name;

    /// <summary>Constructor arguments of an attribute are spelled as here, its properties begin with a capital; so do all arguments of layers that only graphs have. What only the member has is spelled as here.</summary>
    private string Catalogue(IMethodSymbol method, string parameter)
    {
        INamedTypeSymbol? attribute = compilation.GetTypeByMetadataName($"ModelGen.{(method.Name == "LstmWithState" ? "Lstm" : method.Name)}Attribute{(method.TypeArguments.Length == 1 ? "`1" : "")}");
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
        ConstantValue { Value: null } => [],
        _ => throw Unreadable(argument.Value, "a value of the graph is needed"),
    };

    /// <summary>The value as <see cref="ArgumentReader"/> takes it: a constant, or a list of them.</summary>
    private object? Plain(IArgumentOperation argument, GraphValue value) => value switch
    {
        ConstantValue constant => constant.Value,
        ListValue list => list.Items.Select(item => item is ConstantValue constant ? constant.Value : throw Unreadable(argument.Value, "it must be known while compiling")).ToArray(),
        _ => throw Unreadable(argument.Value, "it must be known while compiling"),
    };

    private GraphValue Scope(IInvocationOperation call, TensorValue x)
    {
        string name = Constant(call.Arguments.First(argument => argument.Parameter!.Name == "name").Value) as string ?? "";
        return Evaluate(call.Arguments.First(argument => argument.Parameter!.Name == "layers").Value) is FunctionValue function
            ? Under(new ScopeSpec(recorder.Scope, name, places.Of(call.Syntax)), () => Run(function, [x], call))
            : throw Unreadable(call, "'Scope' takes a lambda");
    }

    private GraphValue Under(ScopeSpec scope, Func<GraphValue> read)
    {
        int before = recorder.Open(scope);
        GraphValue result = read();
        recorder.Close(before);
        return result;
    }

    private SharedValue Share(IInvocationOperation call, string? name)
    {
        string? Text(string parameter) => call.Arguments.FirstOrDefault(argument => argument.Parameter!.Name == parameter) is { } argument ? Constant(argument.Value) as string : null;
        string called = Text("name") ?? name ?? throw Unreadable(call, "give it a name: assign it to a local, or write name:");
        SourceRef place = places.Of(call.Syntax);
        if (call.TargetMethod.TypeArguments.Length == 1)
        {
            return call.TargetMethod.TypeArguments[0] is INamedTypeSymbol { TypeKind: not TypeKind.Error } block
                ? new(called, recorder.Scope) { WeightName = Text("weightName"), Block = block }
                : throw new ReadingStopped(new(ReadingProblem.Silent, place, ""));
        }

        return Evaluate(call.Arguments.First(argument => argument.Parameter!.Name == "layer").Value) is FunctionValue function
            ? new(called, recorder.Scope) { WeightName = Text("weightName"), Function = function }
            : throw Unreadable(call, "'Shared' takes a lambda or a method");
    }

    private SharedValue SharedMethod(IMethodSymbol method, FunctionValue helper)
    {
        if (!_sharedMethods.TryGetValue(method, out SharedValue? shared))
        {
            shared = new(method.Name, -1) { Function = helper, IsMethod = true };
            _sharedMethods.Add(method, shared);
        }

        return shared;
    }

    private GraphValue Apply(IInvocationOperation call, SharedValue shared, List<GraphValue> arguments)
    {
        SourceRef source = places.Of(call.Syntax);
        var scope = new ScopeSpec(shared.Parent, shared.Block is null ? shared.Name : "", source, shared.WeightName, shared.First) { IsMethod = shared.IsMethod };
        return Under(scope, () =>
        {
            shared.First = shared.First < 0 ? recorder.Scope : shared.First;
            if (shared.Block is not { } block)
            {
                return shared.Function!.Method.Parameters.Length == arguments.Count ? Run(shared.Function, arguments, call) : throw Unreadable(call, $"'{shared.Name}' takes {shared.Function.Method.Parameters.Length} inputs, not {arguments.Count}");
            }

            uses(block);
            ArgumentSpec[] names = shared.WeightName is { } weights ? [ArgumentSpec.Of("Name", shared.Name), ArgumentSpec.Of("WeightName", weights)] : [ArgumentSpec.Of("Name", shared.Name)];
            int[] operands = [.. arguments.Select(argument => argument is TensorValue tensor ? tensor.Number : throw Unreadable(call, "a shared block takes values of the graph"))];
            return recorder.Add(new("Use", new(names), source, TypeReader.Key(block)), operands)[0];
        });
    }

    private ConstantValue Append(IInvocationOperation call, IOperation owner)
    {
        List<GraphValue> items = Own(call, Evaluate(owner)) is ListValue list ? list.Items : throw Unreadable(call, "only lists that are made here can grow");
        List<GraphValue> given = [.. Arguments(call)];
        switch (call.TargetMethod.Name)
        {
            case "Add":
                items.Add(given[0]);
                break;
            case "AddRange":
                items.AddRange(Flat(given));
                break;
            default:
                items.Insert(given[0] is ConstantValue { Value: int place } && place >= 0 && place <= items.Count ? place : throw Unreadable(call, "its index is out of range"), given[1]);
                break;
        }

        return new(null);
    }

    private object Mathematics(IInvocationOperation call)
    {
        double[] x = [.. call.Arguments.Select(argument => Real(argument.Value, Evaluate(argument.Value)))];
        double? value = (call.TargetMethod.Name, x.Length) switch
        {
            ("Sqrt", 1) => Math.Sqrt(x[0]),
            ("Exp", 1) => Math.Exp(x[0]),
            ("Log", 1) => Math.Log(x[0]),
            ("Log", 2) => Math.Log(x[0], x[1]),
            ("Log2", 1) => Math.Log(x[0]) / Math.Log(2),
            ("Log10", 1) => Math.Log10(x[0]),
            ("Pow", 2) => Math.Pow(x[0], x[1]),
            ("Abs", 1) => Math.Abs(x[0]),
            ("Max", 2) => Math.Max(x[0], x[1]),
            ("Min", 2) => Math.Min(x[0], x[1]),
            ("Clamp", 3) => Math.Min(Math.Max(x[0], x[1]), x[2]),
            ("Floor", 1) => Math.Floor(x[0]),
            ("Ceiling", 1) => Math.Ceiling(x[0]),
            ("Round", 1) => Math.Round(x[0]),
            ("Truncate", 1) => Math.Truncate(x[0]),
            ("Sin", 1) => Math.Sin(x[0]),
            ("Cos", 1) => Math.Cos(x[0]),
            ("Tan", 1) => Math.Tan(x[0]),
            ("Tanh", 1) => Math.Tanh(x[0]),
            _ => null,
        };
        double known = value ?? throw Unreadable(call, "this function is not carried out while compiling");
        return call.Type?.SpecialType switch
        {
            SpecialType.System_Int32 => (object)System.Convert.ToInt32(known, CultureInfo.InvariantCulture), // without the cast all would be doubles
            SpecialType.System_Int64 => System.Convert.ToInt64(known, CultureInfo.InvariantCulture),
            SpecialType.System_Single => (double)(float)known,
            _ => known,
        };
    }

    private TensorValue Tensor(IOperation operation) => Evaluate(operation) is TensorValue tensor ? tensor : throw Unreadable(operation, "it is no value of the graph");

    /// <summary>A size that the compiler knows: it is asked about the graph so far.</summary>
    private int Size(IPropertyReferenceOperation property, TensorValue tensor)
    {
        GraphSpec soFar = recorder.Build("sizes", default, []);
        return sizes(soFar, tensor.Number, property.Property.Name)
            ?? throw Unreadable(property, "the size is not known: something before it has a fault, or the value has no such axis");
    }
}
