using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using ModelGen.Compiler.Layers;
using ModelGen.Compiler.Spec;

namespace ModelGen.Generator.Frontend.Graphs;

/// <summary>Scopes, and layers whose parameters exist once.</summary>
internal sealed partial class GraphInterpreter
{
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
            return new(called, recorder.Scope) { WeightName = Text("weightName"), Block = Block(call.TargetMethod, place) };
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
        string name = shared.IsMethod ? LayerContext.Lower(shared.Name) : shared.Name; // a method's as a local's
        var scope = new ScopeSpec(shared.Parent, shared.Block is null ? name : "", source, shared.WeightName, shared.First) { IsMethod = shared.IsMethod };
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
}
