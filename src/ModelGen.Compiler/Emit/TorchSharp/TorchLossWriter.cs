using System.Linq;
using ModelGen.Compiler.Ir;
using ModelGen.Compiler.Passes;

namespace ModelGen.Compiler.Emit.TorchSharp;

/// <summary>The loss, a training step, and the session that the library's Trainer drives.</summary>
internal sealed class TorchLossWriter(CodeWriter code, LoweredModel model, TorchFeatures features)
{
    private const string Tensor = ClassWriter.Tensor;
    private const string Functional = "Sharp::torch.nn.functional.";
    private const string Float32 = "Sharp::torch.ScalarType.Float32";
    private const string Scope = "using var scope = Sharp::torch.NewDisposeScope();";
    private const string Optimizer = "Sharp::torch.optim.Optimizer";

    private TensorType Output => model.Main.Outputs[0].Type;

    private TensorType Target => model.Target!;

    private string Name => Literals.Text(model.Type.Name);

    public void Write(LossDecl loss)
    {
        ComputeLoss(loss);
        Step();
        Session(loss);
        CheckTarget();
    }

    private void ComputeLoss(LossDecl loss)
    {
        code.Line("/// <summary>The mean loss of a batch, to call <c>backward</c> on. It belongs to the caller's dispose scope.</summary>");
        code.Line($"/// <param name=\"input\">{Literals.Xml(Surface.Expected(model.Inputs[0].Type))}, on any device.</param>");
        code.Line($"/// <param name=\"target\">{Literals.Xml(Surface.Expected(Target))}, on any device.</param>");
        using (code.Block($"public {Tensor} ComputeLoss({Tensor} input, {Tensor} target)"))
        {
            code.Line(Scope);
            code.Line("input = Prepare(input);");
            code.Line($"var output = call(input).to({Float32}); // {Output.SizesText}");
            code.Line("CheckTarget(output, target);");
            if (loss.TakesIds)
            {
                CrossEntropy(loss);
            }
            else
            {
                string function = loss.Kind switch
                {
                    "BinaryCrossEntropy" => "binary_cross_entropy_with_logits",
                    "MeanAbsoluteError" => "l1_loss",
                    "Huber" => "huber_loss",
                    _ => "mse_loss",
                };
                code.Line($"return {Functional}{function}(output, target.to({Float32}, Device)).MoveToOuterDisposeScope();");
            }
        }

        code.Line();
    }

    private void CrossEntropy(LossDecl loss)
    {
        string ignore = Literals.Int(loss.IgnoreIndex);
        string options = (loss.IgnoreIndex == -100 ? "" : $", ignore_index: {ignore}") + (loss.LabelSmoothing > 0 ? $", label_smoothing: {TorchText.Double(loss.LabelSmoothing)}" : "");
        code.Line("target = target.to(Sharp::torch.ScalarType.Int64, Device);");
        if (model.LeavesPaddingOut)
        {
            code.Line("// Steps of padding do not count; without any other step the loss is 0.");
            code.Line($"target = target.masked_fill(input.eq({Literals.Int(model.Inputs[0].Padding)}), {ignore}).reshape(-1);");
            code.Line($"var sum = {Functional}cross_entropy(output.reshape(-1, {Output.Last.Size}), target, reduction: Sharp::torch.nn.Reduction.Sum{options});");
            code.Line($"return (sum / target.ne({ignore}).sum().clamp_min(1)).MoveToOuterDisposeScope();");
            return;
        }

        string arguments = Output.HasTime ? $"output.reshape(-1, {Output.Last.Size}), target.reshape(-1)" : "output, target";
        code.Line($"return {Functional}cross_entropy({arguments}{options}).MoveToOuterDisposeScope();");
    }

    private void Step()
    {
        code.Line("/// <summary>One update: forward, loss, backward, step. Every tensor that it makes dies with it.</summary>");
        code.Line($"/// <param name=\"input\">{Literals.Xml(Surface.Expected(model.Inputs[0].Type))}, on any device.</param>");
        code.Line($"/// <param name=\"target\">{Literals.Xml(Surface.Expected(Target))}, on any device.</param>");
        code.Line("/// <param name=\"optimizer\">Made with this module's <c>parameters()</c>.</param>");
        code.Line("/// <returns>The mean loss before the update. Reading it waits for the device.</returns>");
        using (code.Block($"public float TrainingStep({Tensor} input, {Tensor} target, {Optimizer} optimizer)"))
        {
            code.Line("global::System.ArgumentNullException.ThrowIfNull(optimizer);");
            code.Line(Scope);
            code.Line("train();");
            code.Line("optimizer.zero_grad();");
            code.Line("var loss = ComputeLoss(input, target);");
            code.Line("loss.backward();");
            code.Line("optimizer.step();");
            code.Line("return loss.item<float>();");
        }

        code.Line();
    }

    private void Session(LossDecl loss)
    {
        string input = model.Inputs[0].IsTokens ? "int" : "float";
        string target = loss.TakesIds ? "int" : "float";
        string type = $"global::ModelGen.Training.ITrainingSession<{input}, {target}>";
        string spans = $"global::System.Numerics.Tensors.ReadOnlyTensorSpan<{input}> input, global::System.Numerics.Tensors.ReadOnlyTensorSpan<{target}> target";
        code.Line($"/// <summary>What a <c>Trainer&lt;{input}, {target}&gt;</c> needs to train this module with an optimizer of TorchSharp.</summary>");
        using (code.Block($"public {type} TrainWith({Optimizer} optimizer)"))
        {
            code.Line("global::System.ArgumentNullException.ThrowIfNull(optimizer);");
            code.Line("return new Session(this, optimizer);");
        }

        code.Line();
        using (code.Block($"private sealed class Session({TorchNames.Root} module, {Optimizer} optimizer) : {type}"))
        {
            using (code.Block("public float LearningRate"))
            {
                code.Line("get => (float)global::System.Linq.Enumerable.First(optimizer.ParamGroups).LearningRate;");
                using (code.Block("set"))
                {
                    using (code.Block("foreach (var group in optimizer.ParamGroups)"))
                    {
                        code.Line("group.LearningRate = value;");
                    }
                }
            }

            code.Line();
            code.Line("public void ZeroGradients() => optimizer.zero_grad();").Line();
            using (code.Block($"public float ComputeGradients({spans}, float scale)"))
            {
                code.Line(Scope);
                code.Line("module.train();");
                code.Line("var loss = Loss(input, target);");
                code.Line("(loss * scale).backward();");
                code.Line("return loss.item<float>();");
            }

            code.Line();
            using (code.Block("public void ScaleGradients(float factor)"))
            {
                code.Line("using var noGrad = Sharp::torch.no_grad();");
                code.Line(Scope);
                using (code.Block("foreach (var parameter in module.parameters())"))
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
            using (code.Block($"public float ComputeLoss({spans})"))
            {
                code.Line("using var noGrad = Sharp::torch.no_grad();");
                code.Line(Scope);
                code.Line("module.eval();");
                code.Line("return Loss(input, target).item<float>();");
            }

            code.Line();
            if (loss.TakesIds)
            {
                CountTargets(loss, input, spans);
            }

            using (code.Block($"private {Tensor} Loss({spans})"))
            {
                Read(input, target);
            }
        }

        code.Line();
    }

    private void CountTargets(LossDecl loss, string input, string spans)
    {
        string padding = model.LeavesPaddingOut ? $", global::ModelGen.Guard.Dense(input), {Literals.Int(model.Inputs[0].Padding)}" : "";
        code.Line($"int global::ModelGen.Training.ITrainingSession<{input}, int>.CountTargets({spans}, global::System.Span<bool> counts) =>");
        code.Line($"    global::ModelGen.Training.TargetCount.Of(global::ModelGen.Guard.Dense(target), counts, {Literals.Int(loss.IgnoreIndex)}{padding});").Line();
    }

    // The CPU target's own checks, so that a bad token id is an exception and not a failed assertion on the device.
    private void Read(string input, string target)
    {
        string sizes = string.Join(", ", model.Main.Symbols.Select(symbol => "out int " + symbol));
        code.Line($"var values = ReadInput(input, {sizes});");
        code.Line($"global::ModelGen.Guard.Shape(target, {Name}, \"target\", {Literals.Text(Surface.Expected(Target))}, {Sizes(Target)});");
        if (model.Loss!.TakesProbabilities)
        {
            code.Line($"global::ModelGen.Guard.Probabilities(target, {Name}, \"target\");");
        }

        code.Line($"var x = Sharp::torch.tensor(values.ToArray(), new long[] {{ {Sizes(model.Inputs[0].Type)} }});");
        code.Line($"var y = Sharp::torch.tensor(global::ModelGen.Guard.Dense(target).ToArray(), new long[] {{ {Sizes(Target)} }});");
        code.Line("return module.ComputeLoss(x, y);");
    }

    private void CheckTarget()
    {
        using (code.Block($"private static void CheckTarget({Tensor} output, {Tensor} target)"))
        {
            string expected = Target.Axes.Count == Output.Axes.Count
                ? "output.shape"
                : $"new[] {{ {string.Join(", ", Enumerable.Range(0, Target.Axes.Count).Select(axis => $"output.shape[{Literals.Int(axis)}]"))} }}";
            code.Line($"var expected = {expected};");
            using (code.Block("if (!global::System.Linq.Enumerable.SequenceEqual(target.shape, expected))"))
            {
                code.Line($"throw global::ModelGen.ShapeMismatchException.Of({Name}, \"target\", target.shape, \"[\" + string.Join(\", \", expected) + \"]\");");
            }
        }

        code.Line();
    }

    private static string Sizes(TensorType type) => string.Join(", ", type.Axes.Select(axis => axis.Size));
}
