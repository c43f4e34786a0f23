using System;
using System.Linq;
using System.Reflection;
using ModelGen.Compiler.Ir;
using ModelGen.Compiler.Passes;

namespace ModelGen.Tests.Emitted;

/// <summary>A model with a loss of its own, called as its users call it.</summary>
internal sealed class ObjectiveCalls(LoweredModel model, Assembly assembly)
{
    private readonly object _model = Activator.CreateInstance(assembly.GetType(model.Type.Name, throwOnError: true)!, 1L)!;

    public ParameterStore Store => ((IModel)_model).Store;

    public float Loss(Array[] tensors, nint[][] shapes, float[] weights) => Call<float>("Loss", tensors, shapes, weights);

    public float Gradients(Array[] tensors, nint[][] shapes, float[] weights) => Call<float>("Gradients", tensors, shapes, weights);

    /// <summary>Loss, loss with gradients, and the weight of the batch, by the model's type of batches.</summary>
    public double[] OfBatch(Array[] tensors, nint[][] shapes, float[] weights) => Call<double[]>("OfBatch", tensors, shapes, weights);

    /// <summary>Bytes that fifty steps allocate once warm.</summary>
    public long Allocated(Array[] tensors, nint[][] shapes, float[] weights) => Call<long>("Allocated", tensors, shapes, weights);

    /// <summary>The loss of each epoch.</summary>
    public double[] Fit(Array[] tensors, nint[][] shapes, float[] weights, int epochs) => Call<double[]>("Fit", tensors, shapes, weights, epochs);

    private T Call<T>(string method, params object[] arguments)
    {
        try
        {
            return (T)assembly.GetType(model.Type.Name + "Calls", throwOnError: true)!.GetMethod(method)!.Invoke(null, [_model, .. arguments])!;
        }
        catch (TargetInvocationException exception) when (exception.InnerException is { } inner)
        {
            throw inner;
        }
    }

    /// <summary>The user's half: the class, and its calls.</summary>
    public static string Source(LoweredModel model)
    {
        string name = model.Type.Name;
        InputDecl[] all = [.. model.Inputs, .. model.Targets];
        string weights = all.Any(tensor => tensor.Name == "weights") ? "exampleWeights" : "weights";
        string tensors = string.Join(", ", all.Select((tensor, i) => $"{tensor.Name}: new(({Element(tensor)}[])tensors[{i}], shapes[{i}])"));
        string batch = model.IsPair ? $"Batch<{Element(all[0])}, {Element(all[1])}>" : $"{name}.Batch";
        string sizes = string.Join(", ", model.Main.Symbols.Select(symbol => symbol.Kind == SymbolKind.Batch ? "(int)shapes[0][0]" : $"(int)shapes[{Array.FindIndex(all, tensor => tensor.Type.Axes.Any(axis => axis.Size.Equals(Dim.Of(symbol))))}][1]"));
        string fill = model.IsPair
            ? $"batch.Resize(Array.ConvertAll(shapes[0], size => (int)size), Array.ConvertAll(shapes[1], size => (int)size), weights.Length > 0); (({Element(all[0])}[])tensors[0]).CopyTo(batch.Input); (({Element(all[1])}[])tensors[1]).CopyTo(batch.Target); weights.CopyTo(batch.Weights);"
            : $"batch.Resize({sizes}, weighted: weights.Length > 0); {string.Concat(all.Select((tensor, i) => $"(({Element(tensor)}[])tensors[{i}]).CopyTo(batch.{Property(tensor)}.Values); "))} weights.CopyTo(batch.{CSharpNames.Pascal(weights)}.Values);";
        return $$"""
            public partial class {{name}};

            public static class {{name}}Calls
            {
                public static float Loss({{name}} model, Array[] tensors, nint[][] shapes, float[] weights) => model.ComputeLoss({{tensors}}, {{weights}}: weights);

                public static float Gradients({{name}} model, Array[] tensors, nint[][] shapes, float[] weights) => model.ComputeGradients({{tensors}}, {{weights}}: weights);

                public static double[] OfBatch({{name}} model, Array[] tensors, nint[][] shapes, float[] weights)
                {
                    {{batch}} batch = Filled(tensors, shapes, weights);
                    ITrainable<{{batch}}> own = model;
                    return [own.ComputeLoss(batch), own.ComputeGradients(batch), own.TotalWeight(batch)];
                }

                public static long Allocated({{name}} model, Array[] tensors, nint[][] shapes, float[] weights)
                {
                    {{batch}} batch = Filled(tensors, shapes, weights);
                    ITrainable<{{batch}}> own = model;
                    long least = long.MaxValue;
                    for (int round = 0; round < 20 && least > 0; round++)
                    {
                        long before = GC.GetAllocatedBytesForCurrentThread();
                        for (int i = 0; i < 50; i++)
                        {
                            own.ComputeGradients(batch);
                            own.ComputeLoss(batch);
                        }

                        least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
                        System.Threading.Thread.Sleep(50); // for the JIT's optimised code
                    }

                    return least;
                }

                public static double[] Fit({{name}} model, Array[] tensors, nint[][] shapes, float[] weights, int epochs)
                {
                    TrainingHistory history = model.Fit(new BatchDataset<{{batch}}>(Filled(tensors, shapes, weights), batch: 2), epochs, learningRate: 0.01f, callbacks: []);
                    double[] losses = new double[epochs];
                    for (int i = 0; i < epochs; i++) losses[i] = history.Epochs[i].Loss;
                    return losses;
                }

                private static {{batch}} Filled(Array[] tensors, nint[][] shapes, float[] weights)
                {
                    {{batch}} batch = new();
                    {{fill}}
                    return batch;
                }
            }

            """;

        static string Element(InputDecl tensor) => tensor.IsTokens ? "int" : "float";

        static string Property(InputDecl tensor) => CSharpNames.Pascal(tensor.Name) is "Examples" ? "ExamplesTensor" : CSharpNames.Pascal(tensor.Name);
    }
}
