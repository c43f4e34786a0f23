using System.Collections.Generic;
using System.Linq;
using ModelGen.Compiler.Emit.Passes;
using ModelGen.Compiler.Ir;
using ModelGen.Compiler.Passes;

namespace ModelGen.Compiler.Emit.Cpu;

/// <summary>Forward and backward on a workspace, and the loss around them.</summary>
internal sealed partial class TrainingWriter(PlannedModel plan, Surface surface, PassFormat format, InputReader inputs)
{
    private readonly LoweredModel _model = plan.Model;

    private string Name => Literals.Text(_model.Type.Name);

    private Graph Main => _model.Main;

    private TensorType Output => Main.Outputs[0].Type;

    private string InputName => Main.Inputs[0].Name;

    private bool IsTokens => _model.Inputs[0].IsTokens;

    private string Key => PlannedModel.IsRandom(Main) ? ", workspace.RandomKey" : "";

    /// <summary>The id of padding, as an interface asks for it.</summary>
    public void Padding(CodeWriter code)
    {
        if (_model.Loss is not null && _model.Inputs[0].Padding >= 0)
        {
            code.Line($"int global::ModelGen.Training.ITrainable<global::ModelGen.Data.Batch<{surface.Input}, {surface.TargetElement}>>.Padding => {Literals.Int(_model.Inputs[0].Padding)};").Line();
        }
    }

    public void Forward(CodeWriter code)
    {
        Begin(code);
        code.Line("workspace.BeginForward(_training);");
        code.Call("CpuPasses.Forward", Arguments(["step.Saved"]));
        code.Line("workspace.EndForward(this);");
        string[] outputs = [.. Main.Outputs.Select((output, i) => $"{OutputSpan(i)}, [{Lengths(output.Type)}]")];
        code.Line(outputs.Length == 1 ? $"return new({outputs[0]});" : $"return new({string.Join(", ", outputs.Select(output => $"new({output})"))});");
    }

    public void Backward(CodeWriter code)
    {
        code.Line($"workspace.CheckForward(this, {Name});");
        code.Line("TrainingStep step = TrainingStep.Resume(workspace);");
        code.Line(format.Declare(Size));
        foreach ((SurfaceTensor output, Value value) in surface.Outputs.Zip(Main.Outputs, (output, value) => (output, value)))
        {
            code.Line($"global::ModelGen.Guard.Shape({output.Gradient}, {Name}, {Literals.Text(Ir.CSharpNames.Unescape(output.Gradient))}, {Literals.Text(Surface.Expected(value.Type))}, {Lengths(value.Type)});");
        }

        var gradients = new List<string>();
        for (int i = 0; i < surface.Inputs.Count; i++)
        {
            SurfaceTensor input = surface.Inputs[i];
            if (input.HasGradient)
            {
                TensorType type = Main.Inputs[i].Type;
                string local = "d" + CSharpNames.Pascal(input.Name);
                code.Line($"{Surface.Span} {local} = default;");
                using (code.Block($"if (!{input.Gradient}.IsEmpty)"))
                {
                    code.Line($"global::ModelGen.Guard.Shape<float>({input.Gradient}, {Name}, {Literals.Text(Ir.CSharpNames.Unescape(input.Gradient))}, {Literals.Text(Surface.Expected(type))}, {Lengths(type)});");
                    code.Line($"{local} = global::ModelGen.Guard.Dense({input.Gradient}, {Name}, {Literals.Text(Ir.CSharpNames.Unescape(input.Gradient))});");
                }

                gradients.Add(local);
            }
        }

        code.Call("CpuPasses.Backward", Arguments([.. surface.Outputs.Select(output => $"global::ModelGen.Guard.Dense({output.Gradient})"), .. gradients, "step.Saved"]));
    }

    public void ComputeGradients(CodeWriter code)
    {
        string[] gradient = surface.HasInputGradient ? ["default"] : [];
        code.Line("global::ModelGen.Workspace workspace = _training;");
        Begin(code);
        CheckTarget(code);
        code.Line("workspace.NextRandomKey();");
        code.Call("CpuPasses.Forward", Arguments(["step.Saved"]));
        code.Line($"{Surface.Span} output = {OutputSpan(0)};");
        ShowOutputs(code);
        // The loss writes the output's gradient over the output, unless the backward pass reads the output itself.
        code.Line($"{Surface.Span} dOutput = {(plan.OutputIsRead ? "step.OutputGradient" : "output")};");
        code.Line($"{Surface.Span} loss = stackalloc float[1];");
        code.Line(LossCall("step.Input", "dOutput", "step.Scratch"));
        code.Call("CpuPasses.Backward", Arguments(["dOutput", .. gradient, "step.Saved"]));
        code.Line("return loss[0];");
    }

    public void ComputeLoss(CodeWriter code)
    {
        inputs.Read(code);
        CheckTarget(code);
        code.Line("global::ModelGen.Workspace workspace = _workspaces.Rent();");
        using (code.Block("try"))
        {
            code.Line($"long count = {Long(Output.Count)};");
            string predict = $"CpuPasses.PredictScratch({format.Sizes})";
            code.Line($"long scratch = {(HasLossScratch ? $"global::System.Math.Max({predict}, CpuPasses.LossScratch({format.Sizes}))" : predict)};");
            code.Line($"{Surface.Span} arena = workspace.Floats(scratch + count);");
            code.Line($"{Surface.Span} output = arena.Slice((int)scratch, (int)count);");
            code.Line($"CpuPasses.Predict(workspace.Team, Parameters, {InputName}, output, arena.Slice(0, (int)scratch), {format.Sizes});");
            ShowOutputs(code);
            code.Line($"{Surface.Span} loss = stackalloc float[1];");
            code.Line(LossCall(InputName, "default", "arena.Slice(0, (int)scratch)"));
            code.Line("return loss[0];");
        }

        using (code.Block("finally"))
        {
            code.Line("_workspaces.Return(workspace);");
        }
    }

    // Of models without a loss too: their loops also resume.
    public static void RandomState(CodeWriter code, Member member)
    {
        using (code.Block("public " + member.Head))
        {
            code.Line("get => _training.RandomKey;");
            code.Line("set => _training.RandomKey = value;");
        }

        code.Line();
    }

    private void Begin(CodeWriter code) => code.Call("TrainingStep step = new TrainingStep", ["workspace", .. inputs.Calls, format.Sizes]);

    /// <summary>What the passes of training take.</summary>
    private string[] Arguments(IReadOnlyList<string> own) =>
        ["workspace.Team", "Parameters", .. Inputs.Select(input => "step." + input), .. own, "step.Scratch", format.Sizes + Key];

    private string OutputSpan(int output) => $"CpuPasses.{PassesWriter.OutputMethod(Main, output)}(step.Saved, {format.Sizes})";

    private static string Lengths(TensorType type) => string.Join(", ", type.Axes.Select(axis => axis.Size));

    // Copied before the loss writes the gradient over them.
    private static void ShowOutputs(CodeWriter code)
    {
        using (code.Block("if (!outputs.IsEmpty)"))
        {
            code.Line("output.CopyTo(outputs);");
        }

        code.Line();
    }

    private bool HasLossScratch => plan.Loss is { } loss && !loss.Frame.Scratch.Total.IsZero;

    private string LossCall(string input, string dOutput, string scratch) =>
        $"CpuPasses.Loss(workspace.Team, output, global::ModelGen.Guard.Dense(target), weights, {(_model.LeavesPaddingOut ? input + ", " : "")}loss, {dOutput}, {(HasLossScratch ? scratch + ", " : "")}{format.Sizes});";

    private void CheckTarget(CodeWriter code)
    {
        TensorType target = Target;
        code.Line($"global::ModelGen.Guard.Shape(target, {Name}, \"target\", {Literals.Text(Surface.Expected(target))}, {string.Join(", ", target.Axes.Select(axis => axis.Size))});");
        code.Line($"global::ModelGen.Guard.Weights(weights, {Output.Axes[0].Size}, {Name}, \"weights\");");
        if (_model.Loss!.TakesProbabilities)
        {
            code.Line($"global::ModelGen.Guard.Probabilities(target, {Name}, \"target\");");
        }
    }

    private TensorType Target => _model.Target!;

    private static string Long(Dim count) => "(long)" + count;

    /// <summary>Where a workspace keeps a size of the last forward pass.</summary>
    private string Size(Symbol symbol) =>
        symbol.Kind == SymbolKind.Batch ? "workspace.Batch" : symbol == Symbol.Length ? "workspace.Length" : $"workspace.Size({Index(symbol)})";

    private string Index(Symbol symbol) => Literals.Int(format.Symbols.ToList().IndexOf(symbol));
}
