using System;
using System.Collections.Generic;
using System.Linq;
using System.Numerics.Tensors;
using ModelGen.Equality;
using ModelGen.Runtime.Tests;

namespace ModelGen.GraphMethods;

/// <summary>A model of tests/golden with inputs, outputs and targets of its own.</summary>
/// <param name="Name">Of the file.</param>
/// <param name="Outputs">The output's name in the model, and in the reference.</param>
internal sealed record GraphGoldenCase(string Name, Type Model, string[] Inputs, string[] Targets, (string Ours, string Theirs)[] Outputs)
{
    /// <summary>Targets are ids, and are wanted as rows of numbers.</summary>
    public bool HasMask { get; init; }

    /// <summary>Heads of attention whose queries, keys and values the file has head by head; 0: it does not.</summary>
    public int ByHead { get; init; }

    /// <summary>The model has no loss.</summary>
    public bool OnlyPredicts { get; init; }

    /// <summary>The reference has the outputs divided by their L2 norms.</summary>
    public bool IsNormalized { get; init; }

    public void Check()
    {
        using Golden golden = Golden.Open(Name);
        IModel model = (IModel)Activator.CreateInstance(Model, 0L)!;
        model.Load(Golden.PathOf(Name + ".safetensors"));
        using IGraphTarget target = GraphTarget.Of(model);
        List<Given> inputs = [.. Inputs.Select(input => Given.Of(golden, input))];
        Predict(target, golden, inputs, inputs[0].Batch);
        Predict(target, golden, inputs, 1);
        if (!target.OnlyPredicts && !OnlyPredicts)
        {
            Train(target, golden, inputs);
        }
    }

    private void Predict(IGraphTarget target, Golden golden, List<Given> inputs, int examples)
    {
        IReadOnlyDictionary<string, float[]> outputs = target.Predict([.. inputs.Select(input => input.First(examples))]);
        foreach ((string ours, string theirs) in Outputs)
        {
            float[] expected = golden.Floats("out." + theirs);
            float[] found = IsNormalized ? [.. outputs[ours].Chunk(outputs[ours].Length / examples).SelectMany(Normalized)] : outputs[ours];
            Closeness.Check(found, expected.AsSpan(0, expected.Length / inputs[0].Batch * examples), target.OutputTolerance, 0, $"{ours} of {examples}");
        }
    }

    private static IEnumerable<float> Normalized(float[] row)
    {
        float norm = TensorPrimitives.Norm<float>(row);
        return row.Select(x => x / norm);
    }

    private static double Square(float[] numbers) => numbers.Sum(x => (double)x * x);

    private void Train(IGraphTarget target, Golden golden, List<Given> inputs)
    {
        IEnumerable<Given> targets = Targets.Select(name => Given.Of(golden, name)).Select(given => HasMask ? given.AsRows() : given);
        List<Given> batch = [.. inputs, .. targets];
        if (!golden.Reference.TryGet("out.eval_logits", out _))
        {
            Closeness.Check([target.ComputeLoss(batch, [])], golden.Floats("out.loss"), Closeness.OfOutputs, 0, "loss");
        }

        Closeness.Check([target.ComputeGradients(batch, [])], golden.Floats("out.loss"), Closeness.OfOutputs, 0, "training loss");
        IModel after = target.Download();
        List<(Parameter Parameter, float[] Expected)> gradients = [.. after.Store.Parameters.Where(parameter => !parameter.IsBuffer).Select(parameter => (parameter, golden.Floats("grad." + parameter.Name)))];
        double all = Math.Sqrt(gradients.Sum(pair => Square(pair.Expected)));
        foreach ((Parameter parameter, float[] expected) in gradients)
        {
            double absolute = Square(expected) < 1e-24 ? Math.Max(1e-7, Closeness.Rounding * all) : 1e-7; // the first: 0 in exact arithmetic
            Closeness.Check(FileLayout.Of(parameter, parameter.Gradient, ByHead), expected, Closeness.OfGradients, absolute, "gradient of " + parameter.Name);
        }

        foreach (Parameter buffer in after.Store.Tensors.Where(tensor => tensor.IsBuffer))
        {
            Closeness.Check(buffer.Value, golden.Floats($"state.{buffer.Name}.after"), Closeness.OfOutputs, 0, buffer.Name);
        }

        for (int i = 0; i < inputs.Count; i++)
        {
            if (target.InputGradient(i) is { } gradient && golden.Reference.TryGet("grad.in." + inputs[i].Name, out _))
            {
                Closeness.Check(gradient, golden.Floats("grad.in." + inputs[i].Name), Closeness.OfGradients, 1e-7, "gradient of " + inputs[i].Name);
            }
        }
    }
}
