using System.Linq;
using ModelGen.Compiler.Emit.Passes;
using ModelGen.Compiler.Ir;
using ModelGen.Compiler.Passes;

namespace ModelGen.Compiler.Emit.Cpu;

/// <summary>Forward and backward on a workspace, and the loss around them.</summary>
internal sealed partial class TrainingWriter(PlannedModel plan, Surface surface, PassFormat format)
{
    private readonly LoweredModel _model = plan.Model;

    private string Name => Literals.Text(_model.Type.Name);

    private Graph Main => _model.Main;

    private TensorType Output => Main.Outputs[0].Type;

    private string InputName => Main.Inputs[0].Name;

    private string InputCount => Main.Inputs[0].Type.Count.ToString();

    private bool IsTokens => _model.Inputs[0].IsTokens;

    private string Key => PlannedModel.IsRandom(Main) ? ", workspace.RandomKey" : "";

    private string Input => $"{ShapeText.Input(_model)}{surface.ReadOnlyInput} input";

    private string OutputLengths => string.Join(", ", Output.Axes.Select(axis => axis.Size));

    public void Write(CodeWriter code)
    {
        Forward(code);
        Backward(code);
        RandomState(code);
        if (_model.Loss is { } loss)
        {
            if (_model.Inputs[0].Padding >= 0)
            {
                code.Line($"int global::ModelGen.Training.ITrainable<global::ModelGen.Data.Batch<{surface.Input}, {surface.Target}>>.Padding => {Literals.Int(_model.Inputs[0].Padding)};").Line();
            }

            ComputeGradients(code, loss);
            ComputeLoss(code, loss);
            Loss(code, loss);
            new MeasureWriter(_model, surface, format).Write(code, loss);
        }

        Step(code);
    }

    private void Forward(CodeWriter code)
    {
        code.Line("/// <summary>The forward pass of training: keeps in the workspace what <see cref=\"Backward\"/> reads.</summary>");
        code.Line($"/// <param name=\"workspace\">One per thread; grows to the largest batch seen.</param>");
        code.Line($"/// <param name=\"input\">{Literals.Xml(Surface.Expected(Main.Inputs[0].Type))}.</param>");
        code.Line($"/// <returns>{Literals.Xml(Surface.Expected(Output))}, valid until the workspace is used again.</returns>");
        code.Line(ShapeText.Return(Output));
        using (code.Method($"public {Surface.ReadOnlyFloats} Forward", "global::ModelGen.Workspace workspace", Input))
        {
            code.Line("TrainingStep step = new TrainingStep(workspace, ReadInput(input, " + format.OutSizes + "), " + format.Sizes + ");");
            code.Line("workspace.BeginForward(_training);");
            code.Line($"CpuPasses.Forward(workspace.Team, Parameters, step.Input, step.Saved, step.Scratch, {format.Sizes}{Key});");
            code.Line("workspace.EndForward(this);");
            code.Line($"return new(CpuPasses.Output(step.Saved, {format.Sizes}), [{OutputLengths}]);");
        }

        code.Line();
    }

    private void Backward(CodeWriter code)
    {
        string[] inputGradient = surface.HasInputGradient ? [$"{ShapeText.Input(_model)}{Surface.Floats} inputGradient = default"] : [];
        code.Line("/// <summary>The backward pass of the last <see cref=\"Forward\"/> on this workspace: adds into the gradients of the parameters.</summary>");
        code.Line("/// <param name=\"workspace\">As left by the forward pass.</param>");
        code.Line($"/// <param name=\"outputGradient\">{Literals.Xml(Surface.Expected(Output))}: the gradient of a loss with respect to the output.</param>");
        if (surface.HasInputGradient)
        {
            code.Line($"/// <param name=\"inputGradient\">{Literals.Xml(Surface.Expected(Main.Inputs[0].Type))}, overwritten; leave it out when it is not needed.</param>");
        }

        code.Line("/// <exception cref=\"global::System.InvalidOperationException\">The last forward pass on this workspace was not this model's, or there was none.</exception>");
        string outputGradient = $"{ShapeText.Parameter(Output)}{Surface.ReadOnlyFloats} outputGradient";
        using (code.Method("public void Backward", ["global::ModelGen.Workspace workspace", outputGradient, .. inputGradient]))
        {
            code.Line($"workspace.CheckForward(this, {Name});");
            code.Line("TrainingStep step = TrainingStep.Resume(workspace);");
            code.Line(format.Declare(Size));
            code.Line($"global::ModelGen.Guard.Shape(outputGradient, {Name}, nameof(outputGradient), {Literals.Text(Surface.Expected(Output))}, {OutputLengths});");
            string gradient = "";
            if (surface.HasInputGradient)
            {
                TensorType input = Main.Inputs[0].Type;
                code.Line($"{Surface.Span} dInput = default;");
                using (code.Block("if (!inputGradient.IsEmpty)"))
                {
                    code.Line($"global::ModelGen.Guard.Shape<float>(inputGradient, {Name}, nameof(inputGradient), {Literals.Text(Surface.Expected(input))}, {string.Join(", ", input.Axes.Select(axis => axis.Size))});");
                    code.Line($"dInput = global::ModelGen.Guard.Dense(inputGradient, {Name}, nameof(inputGradient));");
                }

                gradient = "dInput, ";
            }

            code.Line($"CpuPasses.Backward(workspace.Team, Parameters, step.Input, global::ModelGen.Guard.Dense(outputGradient), {gradient}step.Saved, step.Scratch, {format.Sizes}{Key});");
        }

        code.Line();
    }

    private void ComputeGradients(CodeWriter code, LossDecl loss)
    {
        string gradient = surface.HasInputGradient ? "default, " : "";
        Documentation(code, loss, "Forward, loss and backward: adds the gradients of the mean loss into the store and returns that loss.");
        using (code.Method("public float ComputeGradients", Input, TargetParameter(loss)))
        {
            code.Line("return ComputeGradients(input, target, default, default);");
        }

        code.Line();
        Documentation(code, loss, "The same of the weighted mean; outputs, where they are wanted, are those on which the loss was taken.", Weights, Outputs);
        using (code.Method("public float ComputeGradients", Input, TargetParameter(loss), $"{Surface.Weights} weights", $"{Surface.Span} outputs = default"))
        {
            code.Line("global::ModelGen.Workspace workspace = _training;");
            code.Line("TrainingStep step = new TrainingStep(workspace, ReadInput(input, " + format.OutSizes + "), " + format.Sizes + ");");
            CheckTarget(code);
            code.Line("workspace.NextRandomKey();");
            code.Line($"CpuPasses.Forward(workspace.Team, Parameters, step.Input, step.Saved, step.Scratch, {format.Sizes}{Key});");
            code.Line($"{Surface.Span} output = CpuPasses.Output(step.Saved, {format.Sizes});");
            ShowOutputs(code);
            // The loss writes the output's gradient over the output, unless the backward pass reads the output itself.
            code.Line($"{Surface.Span} dOutput = {(plan.OutputIsRead ? "step.OutputGradient" : "output")};");
            code.Line($"float loss = LossOf(workspace.Team, step.Input, output, global::ModelGen.Guard.Dense(target), weights, dOutput, step.Mask, {format.Sizes});");
            code.Line($"CpuPasses.Backward(workspace.Team, Parameters, step.Input, dOutput, {gradient}step.Saved, step.Scratch, {format.Sizes}{Key});");
            code.Line("return loss;");
        }

        code.Line();
    }

    private void ComputeLoss(CodeWriter code, LossDecl loss)
    {
        Documentation(code, loss, "The mean loss without dropout; gradients stay as they are.");
        using (code.Method("public float ComputeLoss", Input, TargetParameter(loss)))
        {
            code.Line("return ComputeLoss(input, target, default, default);");
        }

        code.Line();
        Documentation(code, loss, "The same of the weighted mean; outputs, where they are wanted, are those on which the loss was taken.", Weights, Outputs);
        using (code.Method("public float ComputeLoss", Input, TargetParameter(loss), $"{Surface.Weights} weights", $"{Surface.Span} outputs = default"))
        {
            code.Line($"global::System.ReadOnlySpan<{surface.Input}> {InputName} = ReadInput(input, {format.OutSizes});");
            CheckTarget(code);
            code.Line("global::ModelGen.Workspace workspace = _workspaces.Rent();");
            using (code.Block("try"))
            {
                string mask = _model.LeavesPaddingOut ? " + " + Long(Main.Inputs[0].Type.Count) : "";
                code.Line($"long count = {Long(Output.Count)};");
                code.Line($"long scratch = CpuPasses.PredictScratch({format.Sizes});");
                code.Line($"{Surface.Span} arena = workspace.Floats(scratch + count{mask});");
                code.Line($"{Surface.Span} output = arena.Slice((int)scratch, (int)count);");
                code.Line($"CpuPasses.Predict(workspace.Team, Parameters, {InputName}, output, arena.Slice(0, (int)scratch), {format.Sizes});");
                ShowOutputs(code);
                code.Line($"return LossOf(workspace.Team, {InputName}, output, global::ModelGen.Guard.Dense(target), weights, default, {(_model.LeavesPaddingOut ? "arena.Slice((int)(scratch + count))" : "default")}, {format.Sizes});");
            }

            using (code.Block("finally"))
            {
                code.Line("_workspaces.Return(workspace);");
            }
        }

        code.Line();
    }

    // Of models without a loss too: their loops also resume.
    private static void RandomState(CodeWriter code)
    {
        code.Line("/// <summary>The state of the random numbers (dropout): each forward pass of training takes the next key from it.</summary>");
        using (code.Block("public ulong RandomState"))
        {
            code.Line("get => _training.RandomKey;");
            code.Line("set => _training.RandomKey = value;");
        }

        code.Line();
    }

    // Copied before the loss writes the gradient over them.
    private static void ShowOutputs(CodeWriter code)
    {
        using (code.Block("if (!outputs.IsEmpty)"))
        {
            code.Line("output.CopyTo(outputs);");
        }

        code.Line();
    }

    private void Loss(CodeWriter code, LossDecl loss)
    {
        string input = IsTokens ? "int" : "float";
        // Not "Loss": attributes on a class see its members, so [Loss(Loss.CrossEntropy)] would mean this method.
        using (code.Method(
            "private static float LossOf",
            "Cpu::ThreadTeam team",
            $"global::System.ReadOnlySpan<{input}> {InputName}",
            "global::System.ReadOnlySpan<float> output",
            $"global::System.ReadOnlySpan<{surface.Target}> target",
            $"{Surface.Weights} weights",
            $"{Surface.Span} dOutput",
            $"{Surface.Span} mask",
            format.SizeParameters))
        {
            if (!loss.TakesIds)
            {
                code.Line($"return Cpu::LossKernels.{loss.Kind}(team, output, target, dOutput, {Output.Count}, weights);");
                return;
            }

            if (_model.LeavesPaddingOut)
            {
                code.Line($"Cpu::SequenceKernels.PaddingMask({InputName}, {Literals.Int(_model.Inputs[0].Padding)}, mask);");
            }

            string options = loss.LabelSmoothing != 0 || loss.IgnoreIndex != -100 ? $", labelSmoothing: {Literals.Float(loss.LabelSmoothing)}, ignoreIndex: {Literals.Int(loss.IgnoreIndex)}" : "";
            code.Line($"return Cpu::LossKernels.CrossEntropy(team, output, target, mask, dOutput, {Output.Rows}, {Output.Last.Size}{options}, weights: weights);");
        }

        code.Line();
    }

    private void CheckTarget(CodeWriter code)
    {
        TensorType target = Target;
        code.Line($"global::ModelGen.Guard.Shape(target, {Name}, nameof(target), {Literals.Text(Surface.Expected(target))}, {string.Join(", ", target.Axes.Select(axis => axis.Size))});");
        code.Line($"global::ModelGen.Guard.Weights(weights, {Output.Axes[0].Size}, {Name}, nameof(weights));");
        if (_model.Loss!.TakesProbabilities)
        {
            code.Line($"global::ModelGen.Guard.Probabilities(target, {Name}, nameof(target));");
        }
    }

    private string Outputs => $"/// <param name=\"outputs\">{Literals.Xml(Surface.Expected(Output))}, row-major, overwritten; empty: they are not shown.</param>";

    private const string Weights = "/// <param name=\"weights\">A weight for each example, at least 0: the mean is Σ w·x / Σ w; empty: all weigh the same.</param>";

    private void Documentation(CodeWriter code, LossDecl loss, string summary, params string[] more)
    {
        string ids = loss.TakesIds ? $", class ids from 0 to {Output.Last.Size.Constant - 1}" : loss.TakesProbabilities ? ", from 0 to 1" : "";
        code.Line($"/// <summary>{summary}</summary>");
        code.Line($"/// <param name=\"input\">{Literals.Xml(Surface.Expected(Main.Inputs[0].Type))}.</param>");
        code.Line($"/// <param name=\"target\">{Literals.Xml(Surface.Expected(Target))}{ids}.</param>");
        foreach (string line in more)
        {
            code.Line(line);
        }

        code.Line("/// <exception cref=\"global::ModelGen.ShapeMismatchException\">A tensor has another shape.</exception>");
    }

    private TensorType Target => _model.Target!;

    private string TargetParameter(LossDecl loss) => $"{ShapeText.Target(loss, Target, Output)}{surface.ReadOnlyTarget} target";

    private static string Long(Dim count) => "(long)" + count;

    private static string Size(Symbol symbol) => symbol.Kind == SymbolKind.Batch ? "workspace.Batch" : "workspace.Length";
}
