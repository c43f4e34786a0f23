using System.Linq;
using ModelGen.Compiler.Emit.Passes;
using ModelGen.Compiler.Ir;
using ModelGen.Compiler.Passes;
using ModelGen.Compiler.Spec;

namespace ModelGen.Compiler.Emit.Ilgpu;

/// <summary>The loss and what a model with one can do on the device: gradients, updates, a session of the library's Trainer.</summary>
internal sealed class GpuLossWriter(GpuPlan plan, Surface surface, PassFormat format)
{
    private readonly LoweredModel _model = plan.Model;
    private string Name => Literals.Text(_model.Type.Name);

    private TensorType Output => _model.Main.Outputs[0].Type;

    private TensorType TargetType => _model.Targets[0].Type;

    private TensorType Rows => _model.Loss!.TakesIds ? TargetType : _model.PaddedInput >= 0 ? _model.Inputs[0].Type : new(DType.F32, new(Output.Axes[0]));

    private const string Outputs = "global::System.Span<float> outputs";

    private string Weighted => $"{surface.ReadOnlyInput} input, {surface.ReadOnlyTarget} target, {Surface.Weights} weights";

    public void Write(CodeWriter code)
    {
        code.Line($"private readonly Gpu::GpuArena<{surface.TargetElement}> _targets;");
        code.Line("private readonly Gpu::GpuArena<float> _shares;");
        code.Line("private readonly Gpu::GpuArena<float> _losses;");
        code.Line("private float[] _rowShares = [];");
        GpuUpdatesWriter.Fields(code);
        code.Line();
        GpuUpdatesWriter.Optimizers(code, _model.Type.Name);
        Gradients(code);
        GpuUpdatesWriter.Updates(code);
        Evaluate(code);
        Measure(code);
        Loss(code);
    }

    private void Gradients(CodeWriter code)
    {
        code.Line("/// <summary>Forward, loss and backward: adds the gradients of the mean loss into those on the device.</summary>");
        code.Line($"/// <param name=\"input\">{Literals.Xml(Surface.Expected(_model.Inputs[0].Type))}.</param>");
        code.Line($"/// <param name=\"target\">{Literals.Xml(Surface.Expected(TargetType))}.</param>");
        code.Line("/// <param name=\"scale\">A factor for the gradients.</param>");
        code.Line("/// <returns>The mean loss, not scaled; waits for it. <c>AddGradients</c> does not.</returns>");
        code.Line("/// <exception cref=\"global::ModelGen.ShapeMismatchException\">A tensor has another shape.</exception>");
        code.Line($"public float ComputeGradients({surface.ReadOnlyInput} input, {surface.ReadOnlyTarget} target, float scale = 1) => ComputeGradients(input, target, default, scale);").Line();
        code.Line("/// <summary>The same of the weighted mean: each target with its example's weight, Σ w·x / Σ w; empty: all weigh the same.</summary>");
        using (code.Block($"public float ComputeGradients({surface.ReadOnlyInput} input, {surface.ReadOnlyTarget} target, {Surface.Weights} weights, float scale)"))
        {
            code.Line("AddGradients(input, target, weights, scale);");
            code.Line("return ReadLoss();");
        }

        code.Line();
        code.Line("/// <summary>As ComputeGradients, without waiting for the device; <see cref=\"ReadLoss\"/> gives the loss later.</summary>");
        code.Line("/// <exception cref=\"global::ModelGen.ShapeMismatchException\">A tensor has another shape.</exception>");
        code.Line($"public void AddGradients({surface.ReadOnlyInput} input, {surface.ReadOnlyTarget} target, float scale = 1) => AddGradients(input, target, default, scale);").Line();
        code.Line("/// <summary>The same of the weighted mean.</summary>");
        code.Line($"public void AddGradients({surface.ReadOnlyInput} input, {surface.ReadOnlyTarget} target, {Surface.Weights} weights, float scale) => AddGradients(input, target, weights, scale, default);").Line();
        using (code.Block($"private void AddGradients({Weighted}, float scale, {Outputs})"))
        {
            code.Line($"global::System.ReadOnlySpan<{surface.Input}> values = {surface.Inputs[0].Reader}(input, {format.OutSizes});");
            code.Line($"global::System.ReadOnlySpan<{surface.TargetElement}> wanted = ReadTarget(target, weights, {format.Sizes});");
            code.Line($"Il::ArrayView<float> output = Begin(values, {format.Sizes});");
            using (code.Block("if (!outputs.IsEmpty)"))
            {
                code.Line($"_training.Buffer.Read(outputs, Passes.OutputOffset({format.Sizes})); // before the gradient of the output is written, which may be over it");
            }

            code.Line();
            code.Line($"LossOnDevice(values, wanted, weights, output, _outputGradient, scale, {format.Sizes});");
            code.Line(surface.HasInputGradient ? "RunBackward(_device.Empty);" : "RunBackward();");
        }

        code.Line();
        code.Line("/// <summary>The mean loss of the last batch; waits for it.</summary>");
        using (code.Block("public float ReadLoss()"))
        {
            code.Line("global::System.Span<float> loss = stackalloc float[1];");
            code.Line("_losses.Buffer.Read(loss);");
            code.Line("return loss[0];");
        }

        code.Line();
    }

    private void Evaluate(CodeWriter code)
    {
        code.Line("/// <inheritdoc/>");
        code.Line($"public float ComputeLoss({surface.ReadOnlyInput} input, {surface.ReadOnlyTarget} target) => ComputeLoss(input, target, default);").Line();
        code.Line("/// <summary>The same of the weighted mean.</summary>");
        code.Line($"public float ComputeLoss({Weighted}) => ComputeLossOf(input, target, weights, default);").Line();
        using (code.Block($"private float ComputeLossOf({Weighted}, {Outputs})"))
        {
            code.Line($"global::System.ReadOnlySpan<{surface.Input}> values = {surface.Inputs[0].Reader}(input, {format.OutSizes});");
            code.Line($"global::System.ReadOnlySpan<{surface.TargetElement}> wanted = ReadTarget(target, weights, {format.Sizes});");
            code.Line($"Il::ArrayView<float> output = Run(values, {format.Sizes});");
            using (code.Block("if (!outputs.IsEmpty)"))
            {
                code.Line($"_prediction.Buffer.Read(outputs, Passes.PredictScratch({format.Sizes}));");
            }

            code.Line();
            code.Line($"LossOnDevice(values, wanted, weights, output, _device.Empty, 1, {format.Sizes});");
            code.Line("return ReadLoss();");
        }

        code.Line();
        foreach ((string signature, string body) in TargetCountText.Of(_model, surface, $"global::ModelGen.Training.ITrainingSession<{surface.Input}, {surface.TargetElement}>"))
        {
            code.Line($"{signature} =>");
            code.Line($"    {body};").Line();
        }

        TargetCountText.WriteClassWeights(code, _model);
        TensorType target = TargetType;
        using (code.Block($"private static global::System.ReadOnlySpan<{surface.TargetElement}> ReadTarget({surface.ReadOnlyTarget} target, {Surface.Weights} weights, {format.Declared("int ")})"))
        {
            code.Line($"global::ModelGen.Guard.Shape(target, {Name}, \"target\", {Literals.Text(Surface.Expected(target))}, {string.Join(", ", target.Axes.Select(axis => axis.Size))});");
            code.Line($"global::ModelGen.Guard.Weights(weights, {Output.Axes[0].Size}, {Name}, \"weights\");");
            if (_model.Loss!.TakesProbabilities)
            {
                code.Line($"global::ModelGen.Guard.Probabilities(target, {Name}, \"target\");");
            }

            code.Line("return global::ModelGen.Guard.Dense(target);");
        }

        code.Line();
    }

    // What metrics see.
    private void Measure(CodeWriter code)
    {
        OutputCountText.Write(code, _model, surface.Session);
        using (code.Block($"float {surface.Session}.ComputeGradients({Weighted}, float scale, {Outputs})"))
        {
            code.Line("AddGradients(input, target, weights, scale, outputs);");
            code.Line("return ReadLoss();");
        }

        code.Line();
        code.Line($"float {surface.Session}.ComputeLoss({Weighted}, {Outputs}) => ComputeLossOf(input, target, weights, outputs);").Line();
    }

    private void Loss(CodeWriter code)
    {
        code.Line("// The loss of every row and the output's gradient in one launch, the sum in a second, which is the first number of the buffer. What each row adds to the mean is found here.");
        using (code.Method(
            "private void LossOnDevice",
            $"global::System.ReadOnlySpan<{surface.Input}> values",
            $"global::System.ReadOnlySpan<{surface.TargetElement}> target",
            $"{Surface.Weights} weights",
            "Il::ArrayView<float> output",
            "Il::ArrayView<float> gradient",
            "float scale",
            format.SizeParameters))
        {
            bool ids = _model.Loss!.TakesIds;
            EquatableArray<double> classes = _model.Loss.ClassWeights;
            if (classes.Count > 0)
            {
                code.Line($"global::System.ReadOnlySpan<float> classWeights = {Literals.List(classes)};");
            }

            string all = classes.Count == 0 ? "rows" : $"rows + {Literals.Int(classes.Count)}";
            code.Line($"int rows = (int)({Rows.Count});");
            using (code.Block($"if (_rowShares.Length < {all})"))
            {
                code.Line($"_rowShares = new float[{all}];");
            }

            code.Line();
            code.Line("global::System.Span<float> shares = global::System.MemoryExtensions.AsSpan(_rowShares, 0, rows);");
            string padding = _model.PaddedInput >= 0 ? $", values, {Literals.Int(_model.Inputs[0].Padding)}" : "";
            code.Line(ids
                ? $"Gpu::TargetShares.Fill(shares, target, {Literals.Int(_model.Loss.IgnoreIndex)}, {Literals.Int(Output.Last.Size.Constant)}, {(classes.Count == 0 ? "default" : "classWeights")}, weights{padding});"
                : $"Gpu::TargetShares.Fill(shares, target.Length / rows, weights{padding});");
            if (classes.Count > 0)
            {
                code.Line("classWeights.CopyTo(global::System.MemoryExtensions.AsSpan(_rowShares, rows));");
            }

            string parts = ids ? "rows" : $"Gpu::LossKernels.Groups({Output.Count})";
            code.Line($"Il::ArrayView<float> losses = _losses.Reserve({parts} + 4);");
            code.Line($"Il::ArrayView<{surface.TargetElement}> targets = _targets.Reserve(target.Length);");
            code.Line("_targets.Buffer.Write(target);");
            code.Line($"Il::ArrayView<float> uploaded = _shares.Reserve({all});");
            code.Line($"_shares.Buffer.Write(global::System.MemoryExtensions.AsSpan(_rowShares, 0, {all}));");
            code.Line($"Passes.Loss(_device, output, targets, uploaded, losses, gradient, {(ids ? "" : "target.Length / rows, ")}scale, {format.Sizes});");
        }

        code.Line();
    }
}
