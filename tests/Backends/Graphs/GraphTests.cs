using System;
using System.Collections.Generic;
using System.Linq;
using System.Reflection;
using ModelGen.Compiler.Ir;
using ModelGen.Compiler.Passes;
using ModelGen.Equality;
using Xunit;

namespace ModelGen.Graphs;

using Symbol = ModelGen.Compiler.Ir.Symbol;

/// <summary>The numbers of the CPU target on another one, for models that no attribute can say.</summary>
public class GraphTests
{
    public static TheoryData<string> Models => [.. GraphAssembly.Emitted.Keys];

    [TargetTheory]
    [MemberData(nameof(Models))]
    public void TheNumbersAreThoseOfTheCpu(string name)
    {
        LoweredModel model = GraphCases.All[name];
        for (int seed = 1; seed <= Target.Seeds; seed++)
        {
            var random = new Random(seed);
            int batch = random.Next(1, 6), length = random.Next(1, 7);
            InputDecl input = model.Inputs[0];
            Batch<float> target = Inputs.Floats((b, t) => Shape(model.Main.Outputs[0].Type, b, t))(random, batch, length);
            if (input.IsTokens)
            {
                Run<int>(name, seed, Inputs.Padded((int)input.Vocabulary, (int)input.Padding)(random, batch, length), target);
            }
            else
            {
                Run<float>(name, seed, Inputs.Floats((b, t) => Shape(input.Type, b, t))(random, batch, length), target);
            }
        }
    }

    /// <summary>What the target refuses is written down.</summary>
    [Fact]
    public void EveryModelIsComparedOrKnownToBeMissing() => Assert.Equal(GraphCases.All.Keys.Order(), GraphAssembly.Emitted.Keys.Concat(Target.MissingGraphs).Order());

    private static void Run<T>(string name, int seed, Batch<T> input, Batch<float> target)
        where T : unmanaged
    {
        object model = Activator.CreateInstance(GraphAssembly.Type(name), (long)seed)!;
        typeof(EqualityCase).GetMethod(nameof(EqualityCase.Compare))!.MakeGenericMethod(model.GetType(), typeof(T), typeof(float)).Invoke(null, BindingFlags.DoNotWrapExceptions, null, [model, input, target], null);
    }

    private static nint[] Shape(TensorType type, int batch, int length) => [.. type.Axes.Select(axis => (nint)axis.Size.Evaluate(symbol => symbol == Symbol.Batch ? batch : length))];
}
