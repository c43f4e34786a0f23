using System;
using System.Collections.Generic;
using System.Linq;
using ModelGen.Cpu;
using ModelGen.RandomModels.Declarations;
using ModelGen.RandomModels.Oracle;

namespace ModelGen.RandomModels.Checking;

/// <summary>One model against its definition, against its examples alone, and on several numbers of threads.</summary>
/// <param name="model">The declaration.</param>
/// <param name="create">Makes it, always with the same values.</param>
/// <param name="teams">Of one thread, and of others.</param>
/// <param name="bounds">Of the target.</param>
internal sealed class Trial(Declaration model, Func<ISubject> create, IReadOnlyList<ThreadTeam> teams, Bounds bounds)
{
    private const int Attempts = 6;

    /// <summary>How much more than the oracle's simple rounding a kernel's may be: it rounds inside of a layer, too.</summary>
    private const double Excuse = 50;

    /// <summary>The same of gradients: those that are 0 but for rounding, as that of a bias before a BatchNorm of two, have the errors of many rows, all of one sign.</summary>
    private const double ExcuseOfGradients = 200;

    /// <summary>Decisions nearer than this may fall otherwise in single precision; then other numbers are drawn.</summary>
    private const double NearKink = 3e-6;

    /// <summary>A loss that is 0 by its definition, as the cross-entropy of one class, has the rounding of logits about 1.</summary>
    private const double LeastLoss = 1e-2;

    private readonly List<TensorValue> _values = [];
    private Sample _sample = new() { Shape = [] };
    private float[] _outputGradient = [];
    private Truth _truth = null!;

    /// <summary>Comparisons that only the model's own sensitivity lets pass.</summary>
    public int Excused { get; private set; }

    private bool HasLoss => model.Loss is not null;

    public void Run()
    {
        ThreadTeam.Shared = teams[0];
        using ISubject subject = create();
        Draw(subject);
        Workspace workspace = new(teams[0]);
        Run run = Of(subject, workspace);
        AgainstDefinition(subject, run);
        ExamplesAlone(subject, workspace, run);

        // The workspace has held other batches since.
        if (Of(subject, workspace).DifferenceFrom(run) is { } part) throw new CheckFailedException($"{part}: a second run gives other bits");
        foreach (ThreadTeam team in teams.Skip(1))
        {
            ThreadTeam.Shared = team;
            using ISubject again = create();
            Restore(again);
            if (Of(again, new(team)).DifferenceFrom(run) is { } differing) throw new CheckFailedException($"{differing}: other bits on {team.Threads} threads than on one");
        }
    }

    private Run Of(ISubject subject, Workspace workspace) => Checking.Run.Of(subject, workspace, _sample, _outputGradient, HasLoss);

    /// <summary>Draws numbers at which nothing is decided by a hair.</summary>
    private void Draw(ISubject subject)
    {
        for (int attempt = 0; attempt < Attempts && !(_truth?.Kink > NearKink); attempt++)
        {
            Values values = new(unchecked((model.Seed * 7919) + (model.Index * 31) + attempt));
            values.Fill(subject.Store);
            _values.Clear();
            _values.AddRange(Values.Read(subject.Store));
            Sample input = values.Input(model);
            _truth = Truth.Of(model, _values, input, truth =>
            {
                _sample = values.WithTarget(model, input, truth.Shape);
                _outputGradient = values.Floats(truth.Output.Length);
                for (int i = 0; i < _outputGradient.Length; i++)
                {
                    if (!IsReal(truth, i)) _outputGradient[i] = 0;
                }

                return Wanted();
            });
        }
    }

    private Objective Wanted() =>
        new(Array.ConvertAll(_outputGradient, value => (double)value), _sample.Classes.Length > 0 ? Array.ConvertAll(_sample.Classes, id => (double)id) : Array.ConvertAll(_sample.Numbers, value => (double)value));

    private void Restore(ISubject subject)
    {
        foreach ((Parameter parameter, TensorValue value) in subject.Store.Tensors.Zip(_values))
        {
            value.Values.CopyTo(parameter.Value);
        }
    }

    private void AgainstDefinition(ISubject subject, Run run)
    {
        Outputs("prediction", run.Prediction, truth => truth.Prediction);
        if (HasLoss && LossIsDefined) Number("loss of prediction", run.PredictedLoss, truth => truth.PredictedLoss);
        if (model.HasDropout) return;
        Outputs("training's output", run.Output, truth => truth.Output);
        Gradients("", subject, run.Gradients, truth => truth.Gradients);
        if (!model.IsTokens) Gradient("gradient of the input", run.InputGradient, truth => truth.Gradients["x"], truth => Measure.Scale(truth.Gradients.Values));
        foreach (Parameter buffer in subject.Store.Tensors.Where(tensor => tensor.IsBuffer))
        {
            Check($"{buffer.Name} behind training", bounds.Forward * 5, truth => Measure.Largest(run.Buffers.AsSpan(buffer.Offset, buffer.Count), truth.Buffers[buffer.Name]), noisy => Measure.Largest(Measure.Single(noisy.Buffers[buffer.Name]), _truth.Buffers[buffer.Name]));
        }

        if (!HasLoss || !LossIsDefined) return;
        Number("loss", run.Loss, truth => truth.Loss);
        Gradients("of the loss ", subject, run.LossGradients, truth => truth.LossGradients);
    }

    /// <summary>Behind windows over time a loss of numbers counts what an output has at padded steps, which is not defined.</summary>
    private bool LossIsDefined => _truth.Steps is null || model.Loss!.Is("CrossEntropy")
        || !model.All.Any(layer => layer.Kind is "MaxPool1d" or "AvgPool1d" || (layer.Kind == "Conv1d" && !layer.Flag("Same")));

    private void Outputs(string what, float[] actual, Func<Truth, double[]> expected) =>
        Check(what, bounds.Forward, truth => Measure.Largest(actual, expected(truth), i => IsReal(truth, i)), noisy => Measure.Largest(Measure.Single(expected(noisy)), expected(_truth), i => IsReal(_truth, i)));

    private void Number(string what, float actual, Func<Truth, double> expected) =>
        Check(what, bounds.Forward, truth => Measure.Largest([actual], [expected(truth)], floor: LeastLoss), noisy => Measure.Largest([(float)expected(noisy)], [expected(_truth)], floor: LeastLoss));

    private void Gradients(string of, ISubject subject, float[] actual, Func<Truth, IReadOnlyDictionary<string, double[]>> expected)
    {
        foreach (Parameter parameter in subject.Store.Parameters)
        {
            Gradient($"gradient {of}by {parameter.Name}", actual.AsSpan(parameter.Offset, parameter.Count).ToArray(), truth => expected(truth)[parameter.Name], truth => Measure.Scale(expected(truth).Values));
        }
    }

    private void Gradient(string what, float[] actual, Func<Truth, double[]> expected, Func<Truth, double> scale) =>
        Check(what, bounds.Backward, truth => Measure.Relative(actual, expected(truth), scale(truth)), noisy => Measure.Relative(Measure.Single(expected(noisy)), expected(_truth), scale(_truth)));

    /// <param name="what">For the message.</param>
    /// <param name="bound">Of the difference.</param>
    /// <param name="difference">Between the model and its definition.</param>
    /// <param name="sensitivity">Between the definition with the rounding of single precision, and without it.</param>
    private void Check(string what, double bound, Func<Truth, double> difference, Func<Truth, double> sensitivity)
    {
        double found = difference(_truth);
        if (found <= bound) return;

        // A model that enlarges rounding shows more of it, here as there. This excuses no difference that rounding would not make.
        double own = 0;
        for (int i = 0; i < 6; i++)
        {
            own = Math.Max(own, sensitivity(Truth.Of(model, _values, _sample, _ => Wanted(), new Rounding(i, alike: i % 2 == 1))));
        }

        if (!(found <= (bound == bounds.Backward ? ExcuseOfGradients : Excuse) * own)) throw new CheckFailedException($"{what}: differs from the definition by {found:g3}, more than {bound:g3}; rounding makes {own:g3}");
        Excused++;
    }

    private bool IsReal(Truth truth, int i) => truth.Steps is null || truth.Steps.IsReal[i / truth.Shape[^1]];

    private void ExamplesAlone(ISubject subject, Workspace workspace, Run run)
    {
        double[] sum = new double[run.Gradients.Length];
        for (int b = 0; b < model.Batch; b++)
        {
            Sample alone = _sample.Example(b);
            float[] gradient = _sample.Part(_outputGradient, b), prediction = subject.Predict(alone);
            Same($"example {b} alone", prediction, run.Prediction, b);
            if (_truth.Steps is not null || (model.IsTokens && model.Input.Int("Padding", -1) >= 0)) WithoutPadding(subject, alone, run, b);
            if (model.HasBatchNorm || model.HasDropout) continue;
            Run one = Checking.Run.Of(subject, workspace, alone, gradient, hasLoss: false);
            for (int i = 0; i < sum.Length; i++)
            {
                sum[i] += one.Gradients[i];
            }

            if (!model.IsTokens) GradientAlone($"gradient of example {b} alone", one.InputGradient, Array.ConvertAll(_sample.Part(run.InputGradient, b), value => (double)value), Measure.Scale(_truth.Gradients.Values));
        }

        if (model.HasBatchNorm || model.HasDropout) return;
        double scale = Measure.Scale(_truth.Gradients.Values);
        foreach (Parameter parameter in subject.Store.Parameters)
        {
            GradientAlone($"sum of gradients by {parameter.Name} of examples alone", run.Gradients.AsSpan(parameter.Offset, parameter.Count).ToArray(), sum[parameter.Offset..(parameter.Offset + parameter.Count)], scale);
        }
    }

    private void GradientAlone(string what, float[] actual, double[] expected, double scale) => Check(what, bounds.Backward, _ => Measure.Relative(actual, expected, scale), SensitivityOfGradients);

    private double SensitivityOfGradients(Truth noisy)
    {
        double scale = Measure.Scale(_truth.Gradients.Values);
        return _truth.Gradients.Keys.Max(name => Measure.Relative(Measure.Single(noisy.Gradients[name]), _truth.Gradients[name], scale));
    }

    private void Same(string what, float[] prediction, float[] batch, int b)
    {
        double[] expected = Array.ConvertAll(_sample.Part(batch, b), value => (double)value);
        double floor = 0.1 * Measure.Size(_truth.Prediction);
        Check(what, bounds.Forward, truth => Measure.Largest(prediction, expected, i => i < prediction.Length && IsReal(truth, (b * expected.Length) + i), floor), noisy => Measure.Largest(Measure.Single(noisy.Prediction), _truth.Prediction, i => IsReal(_truth, i)));
    }

    /// <summary>Padding behind an example's last step changes nothing of it.</summary>
    private void WithoutPadding(ISubject subject, Sample alone, Run run, int b)
    {
        int end = model.Length;
        while (end > 0 && alone.Ids[end - 1] == model.Input.Int("Padding", -1)) end--;
        if (end == model.Length || end == 0) return;
        float[] prediction;
        try
        {
            prediction = subject.Predict(alone.First(end));
        }
        catch (ShapeMismatchException)
        {
            return; // too short for a window
        }

        Same($"example {b} without its padding", prediction, run.Prediction, b);
    }
}
