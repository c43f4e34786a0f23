using System.Collections.Generic;
using System.Linq;
using ModelGen.Compiler.Ir;
using ModelGen.Compiler.Passes;

namespace ModelGen.Compiler.Emit.TorchSharp;

/// <summary>The loss, a training step, and the session that the library's Trainer drives.</summary>
internal sealed class TorchLossWriter(CodeWriter code, TorchModel torch, TorchFeatures features, HashSet<string> helpers)
{
    private const string Tensor = ClassWriter.Tensor;
    private const string Float32 = "Sharp::torch.ScalarType.Float32";
    private const string Scope = "using Sharp::DisposeScope scope = Sharp::torch.NewDisposeScope();";
    private const string Outputs = "global::System.Span<float> outputs";
    private const string Optimizer = "Sharp::torch.optim.Optimizer";

    private readonly LoweredModel _model = torch.Model;

    private TensorType Output => _model.Main.Outputs[0].Type;

    private TensorType Target => _model.Target!;

    private string Name => Literals.Text(_model.Type.Name);

    public void Write()
    {
        ComputeLoss();
        Step();
        Session();
        CheckTarget();
    }

    private void ComputeLoss()
    {
        Graph loss = LossPass.Forward(_model);
        var body = new TorchClass("Loss", "");
        body.Forward(loss.Inputs, [.. loss.Nodes.Select(node => TorchStep.Of(node, []))], loss.Outputs[0]);
        var writer = new ForwardWriter(body, [.. new[] { "output", "target", "weights", "input" }.Take(loss.Inputs.Count)]);
        writer.Write(torch, features, helpers);
        code.Line("/// <summary>The mean loss of a batch, to call <c>backward</c> on. It belongs to the caller's dispose scope.</summary>");
        code.Line($"/// <param name=\"input\">{Literals.Xml(Surface.Expected(_model.Inputs[0].Type))}, on any device.</param>");
        code.Line($"/// <param name=\"target\">{Literals.Xml(Surface.Expected(Target))}, on any device.</param>");
        code.Line("/// <param name=\"weights\">[B], a weight for each example: the mean is Σ w·x / Σ w; null: all weigh the same.</param>");
        using (code.Block($"public {Tensor} ComputeLoss({Tensor} input, {Tensor} target, {Tensor}? weights = null)"))
        {
            code.Line(Scope);
            code.Line("input = Prepare(input);");
            code.Line($"return LossOf(call(input), target, weights{Ids(loss)}).MoveToOuterDisposeScope();");
        }

        code.Line();
        using (code.Block($"private {Tensor} LossOf({Tensor} output, {Tensor} target, {Tensor}? weights{(Ids(loss).Length > 0 ? $", {Tensor} input" : "")})"))
        {
            code.Line($"output = output.to({Float32}); // {Output.SizesText}");
            code.Line("CheckTarget(output, target);");
            code.Line($"target = target.to({(_model.Loss!.TakesIds ? "Sharp::torch.ScalarType.Int64" : Float32)}, Device);");
            foreach (string line in writer.Lines)
            {
                code.Line(line);
            }

            code.Line($"return {writer.Result};");
        }

        code.Line();
    }

    // Where steps of padding do not count, the loss sees the tokens.
    private static string Ids(Graph loss) => loss.Inputs.Count > 3 ? ", input" : "";

    private void Step()
    {
        code.Line("/// <summary>One update: forward, loss, backward, step. Every tensor that it makes dies with it.</summary>");
        code.Line($"/// <param name=\"input\">{Literals.Xml(Surface.Expected(_model.Inputs[0].Type))}, on any device.</param>");
        code.Line($"/// <param name=\"target\">{Literals.Xml(Surface.Expected(Target))}, on any device.</param>");
        code.Line("/// <param name=\"optimizer\">Made with this module's <c>parameters()</c>.</param>");
        code.Line("/// <param name=\"weights\">As <see cref=\"ComputeLoss\"/> takes them.</param>");
        code.Line("/// <returns>The mean loss before the update. Reading it waits for the device.</returns>");
        using (code.Block($"public float TrainingStep({Tensor} input, {Tensor} target, {Optimizer} optimizer, {Tensor}? weights = null)"))
        {
            code.Line("global::System.ArgumentNullException.ThrowIfNull(optimizer);");
            code.Line(Scope);
            code.Line("train();");
            code.Line("optimizer.zero_grad();");
            code.Line("Sharp::torch.Tensor loss = ComputeLoss(input, target, weights);");
            code.Line("loss.backward();");
            code.Line("optimizer.step();");
            code.Line("return loss.item<float>();");
        }

        code.Line();
    }

    private void Session()
    {
        string input = _model.Inputs[0].IsTokens ? "int" : "float";
        string target = _model.Loss!.TakesIds ? "int" : "float";
        string type = $"global::ModelGen.Training.ITrainingSession<{input}, {target}>", measurable = $"global::ModelGen.Training.IMeasurableSession<{input}, {target}>";
        string spans = $"global::System.Numerics.Tensors.ReadOnlyTensorSpan<{input}> input, global::System.Numerics.Tensors.ReadOnlyTensorSpan<{target}> target";
        code.Line($"/// <summary>What a <c>Trainer&lt;{input}, {target}&gt;</c> needs to train this module with an optimizer of TorchSharp.</summary>");
        using (code.Block($"public {type} TrainWith({Optimizer} optimizer)"))
        {
            code.Line("global::System.ArgumentNullException.ThrowIfNull(optimizer);");
            code.Line("return new Session(this, optimizer);");
        }

        code.Line();
        using (code.Block($"private sealed class Session({TorchNames.Root} module, {Optimizer} optimizer) : {measurable}"))
        {
            using (code.Block("public float LearningRate"))
            {
                code.Line("get => (float)global::System.Linq.Enumerable.First(optimizer.ParamGroups).LearningRate;");
                using (code.Block("set"))
                {
                    using (code.Block("foreach (Sharp::torch.optim.ILearningRateController group in optimizer.ParamGroups)"))
                    {
                        code.Line("group.LearningRate = value;");
                    }
                }
            }

            code.Line();
            code.Line("public void ZeroGradients() => optimizer.zero_grad();").Line();
            code.Line($"public float ComputeGradients({spans}, float scale) => ComputeGradients(input, target, default, scale);").Line();
            code.Line($"public float ComputeGradients({spans}, {Surface.Weights} weights, float scale) => ComputeGradients(input, target, weights, scale, default);").Line();
            using (code.Block($"public float ComputeGradients({spans}, {Surface.Weights} weights, float scale, {Outputs})"))
            {
                code.Line(Scope);
                code.Line("module.train();");
                code.Line("Sharp::torch.Tensor loss = Loss(input, target, weights, outputs);");
                code.Line("(loss * scale).backward();");
                code.Line("return loss.item<float>();");
            }

            code.Line();
            using (code.Block("public void ScaleGradients(float factor)"))
            {
                code.Line("using global::System.IDisposable noGrad = Sharp::torch.no_grad();");
                code.Line(Scope);
                using (code.Block("foreach (Sharp::torch.Tensor parameter in module.parameters())"))
                {
                    code.Line($"parameter.{features.Gradient}?.mul_(factor);");
                }
            }

            code.Line();
            using (code.Block("public float ClipGradients(float maximumNorm)"))
            {
                code.Line(Scope);
                code.Line("return (float)Sharp::torch.nn.utils.clip_grad_norm_(module.parameters(), maximumNorm);");
            }

            code.Line();
            using (code.Block("public void Update()"))
            {
                code.Line(Scope);
                code.Line("optimizer.step();");
                code.Line("optimizer.zero_grad();");
            }

            code.Line();
            code.Line($"public float ComputeLoss({spans}) => ComputeLoss(input, target, default);").Line();
            code.Line($"public float ComputeLoss({spans}, {Surface.Weights} weights) => ComputeLoss(input, target, weights, default);").Line();
            using (code.Block($"public float ComputeLoss({spans}, {Surface.Weights} weights, {Outputs})"))
            {
                code.Line("using global::System.IDisposable noGrad = Sharp::torch.no_grad();");
                code.Line(Scope);
                code.Line("module.eval();");
                code.Line("return Loss(input, target, weights, outputs).item<float>();");
            }

            code.Line();
            OutputCountText.Write(code, _model, measurable);
            foreach ((string signature, string text) in TargetCountText.Of(_model, input, target, type))
            {
                code.Line($"{signature} =>");
                code.Line($"    {text};").Line();
            }

            using (code.Block($"private {Tensor} Loss({spans}, {Surface.Weights} weights, {Outputs})"))
            {
                Read(input, target);
            }
        }

        code.Line();
    }

    // The CPU target's own checks, so that a bad token id is an exception and not a failed assertion on the device.
    private void Read(string input, string target)
    {
        string sizes = string.Join(", ", _model.Main.Symbols.Select(symbol => "out int " + symbol));
        code.Line($"global::System.ReadOnlySpan<{input}> values = ReadInput(input, {sizes});");
        code.Line($"global::ModelGen.Guard.Shape(target, {Name}, \"target\", {Literals.Text(Surface.Expected(Target))}, {Sizes(Target)});");
        code.Line($"global::ModelGen.Guard.Weights(weights, {Output.Axes[0].Size}, {Name}, \"weights\");");
        if (_model.Loss!.TakesProbabilities)
        {
            code.Line($"global::ModelGen.Guard.Probabilities(target, {Name}, \"target\");");
        }

        code.Line($"Sharp::torch.Tensor x = module.Prepare(Sharp::torch.tensor(values.ToArray(), new long[] {{ {Sizes(_model.Inputs[0].Type)} }}));");
        code.Line($"Sharp::torch.Tensor y = Sharp::torch.tensor(global::ModelGen.Guard.Dense(target).ToArray(), new long[] {{ {Sizes(Target)} }});");
        code.Line("Sharp::torch.Tensor output = module.call(x);");
        using (code.Block("if (!outputs.IsEmpty)"))
        {
            code.Line($"new global::System.ReadOnlySpan<float>(output.detach().to({Float32}).reshape(-1).cpu().data<float>().ToArray()).CopyTo(outputs);");
        }

        code.Line();
        code.Line($"return module.LossOf(output, y, weights.IsEmpty ? null : Sharp::torch.tensor(weights.ToArray()){(LossPass.Forward(_model).Inputs.Count > 3 ? ", x" : "")});");
    }

    private void CheckTarget()
    {
        using (code.Block($"private static void CheckTarget({Tensor} output, {Tensor} target)"))
        {
            string expected = Target.Axes.Count == Output.Axes.Count
                ? "output.shape"
                : $"new[] {{ {string.Join(", ", Enumerable.Range(0, Target.Axes.Count).Select(axis => $"output.shape[{Literals.Int(axis)}]"))} }}";
            code.Line($"long[] expected = {expected};");
            using (code.Block("if (!global::System.Linq.Enumerable.SequenceEqual(target.shape, expected))"))
            {
                code.Line($"throw global::ModelGen.ShapeMismatchException.Of({Name}, \"target\", target.shape, \"[\" + string.Join(\", \", expected) + \"]\");");
            }
        }

        code.Line();
    }

    private static string Sizes(TensorType type) => string.Join(", ", type.Axes.Select(axis => axis.Size));
}
