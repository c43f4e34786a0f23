using System;
using System.Collections.Generic;
using System.Linq;
using ModelGen.RandomModels.Declarations;
using ModelGen.RandomModels.Oracle;

namespace ModelGen.RandomModels.Checking;

/// <summary>What the definition gives for one batch, in double precision.</summary>
internal sealed class Truth
{
    private Truth(Node output, double[] prediction, double kink) => (Shape, Output, Prediction, Kink) = (output.Shape, output.Value, prediction, kink);

    /// <summary>Of the output.</summary>
    public int[] Shape { get; }

    /// <summary>Of training's forward pass.</summary>
    public double[] Output { get; }

    public double[] Prediction { get; }

    /// <summary>How near a decision was: see <see cref="Tape.Kink"/>.</summary>
    public double Kink { get; private set; }

    /// <summary>Which steps of the output are real; null: all.</summary>
    public Steps? Steps { get; private init; }

    /// <summary>Gradients by name for the output gradient that was given; that of the input is called <c>x</c>.</summary>
    public IReadOnlyDictionary<string, double[]> Gradients { get; private set; } = new Dictionary<string, double[]>();

    /// <summary>Gradients of the loss.</summary>
    public IReadOnlyDictionary<string, double[]> LossGradients { get; private set; } = new Dictionary<string, double[]>();

    /// <summary>Of training.</summary>
    public double Loss { get; private set; }

    /// <summary>Of prediction.</summary>
    public double PredictedLoss { get; private set; }

    /// <summary>Running statistics behind training's forward pass.</summary>
    public IReadOnlyDictionary<string, double[]> Buffers { get; private init; } = new Dictionary<string, double[]>();

    /// <param name="model">The declaration.</param>
    /// <param name="values">Every tensor of the model.</param>
    /// <param name="sample">The batch.</param>
    /// <param name="objective">What to differentiate: given the output's shape, its gradient and the target.</param>
    /// <param name="noise">See <see cref="Tape"/>.</param>
    public static Truth Of(Declaration model, IReadOnlyList<TensorValue> values, Sample sample, Func<Truth, Objective> objective, Rounding? noise = null)
    {
        Dictionary<string, Node> tensors = values.Where(value => !value.IsBuffer).ToDictionary(value => value.Name, value => Node.Of(value.Values, value.Shape));
        Dictionary<string, double[]> buffers = values.Where(value => value.IsBuffer).ToDictionary(value => value.Name, value => Array.ConvertAll(value.Values, number => (double)number));
        if (!model.IsTokens) tensors["x"] = Node.Of(sample.Floats, [.. sample.Shape.Select(size => (int)size)]);
        Node? input = model.IsTokens ? null : tensors["x"];

        // Prediction differs from training in BatchNorm alone, and reads the statistics before training moves them.
        Tape predicting = new(noise), tape = new(noise);
        Node? prediction = model.HasBatchNorm ? new Interpreter(predicting, tensors, buffers, training: false).Run(model, input, sample.Ids) : null;
        Interpreter evaluation = new(tape, tensors, buffers, training: true);
        Node output = evaluation.Run(model, input, sample.Ids);
        Truth truth = new(output, (prediction ?? output).Value, Math.Min(tape.Kink, predicting.Kink)) { Steps = output.IsSequence ? evaluation.Steps : null, Buffers = buffers };
        Objective wanted = objective(truth);
        wanted.OutputGradient.CopyTo(output.Gradient, 0);
        truth.Gradients = Collect();
        if (model.Loss is { } loss)
        {
            Steps? counted = evaluation.Tokens?.Length == evaluation.Steps?.Length ? evaluation.Tokens : evaluation.Steps;
            tape.Forget();
            Array.ForEach([.. tensors.Values], tensor => Array.Clear(tensor.Gradient));
            truth.Loss = truth.PredictedLoss = Losses.Of(tape, loss, output, wanted.Target, counted);
            if (prediction is not null) truth.PredictedLoss = Losses.Of(predicting, loss, prediction, wanted.Target, counted);
            truth.LossGradients = Collect();
            truth.Kink = Math.Min(truth.Kink, tape.Kink);
        }

        return truth;

        Dictionary<string, double[]> Collect()
        {
            tape.Back();
            return tensors.ToDictionary(pair => pair.Key, pair => (double[])pair.Value.Gradient.Clone());
        }
    }
}
