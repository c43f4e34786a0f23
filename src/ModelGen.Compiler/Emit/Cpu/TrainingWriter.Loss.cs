using System.Collections.Generic;
using System.Linq;
using ModelGen.Compiler.Emit.Passes;
using ModelGen.Compiler.Ir;
using ModelGen.Compiler.Passes;

namespace ModelGen.Compiler.Emit.Cpu;

/// <content>The loss around the passes.</content>
internal sealed partial class TrainingWriter
{
    private string Weights => surface.WeightsParameter;

    /// <summary>A batch is its tensors.</summary>
    public void OfBatch(CodeWriter code, string method)
    {
        code.Line("global::System.ArgumentNullException.ThrowIfNull(batch);");
        code.Call($"return {method}", [.. surface.BatchTensors.Select(tensor => $"batch.{CSharpNames.Escape(tensor.Property)}.Tensor"), $"batch.{surface.WeightsProperty}.Values"]);
    }

    public void ComputeGradients(CodeWriter code)
    {
        code.Line("global::ModelGen.Workspace workspace = _training;");
        Begin(code);
        CheckTargets(code);
        code.Line("workspace.NextRandomKey();");
        code.Call("CpuPasses.Forward", Arguments(["step.Saved"]));
        for (int i = 0; i < Main.Outputs.Count; i++)
        {
            code.Line($"{Surface.Span} {Shown(i)} = {OutputSpan(i)};");
        }

        ShowOutputs(code);
        for (int i = 0; i < Main.Outputs.Count; i++)
        {
            // The loss writes the output's gradient over the output, unless something still reads the output itself.
            code.Line($"{Surface.Span} {Gradient(i)} = {(plan.IsGradientApart(i) ? "step." + GradientProperty(i) : Shown(i))};");
            if (!plan.Loss!.Source.Outputs.Contains(i))
            {
                code.Line($"{Gradient(i)}.Clear(); // the loss does not depend on it");
            }
        }

        code.Line($"{Surface.Span} loss = stackalloc float[1];");
        Loss(code, input => "step." + Inputs[input], Gradient, "step.Scratch");
        code.Call("CpuPasses.Backward", Arguments([.. surface.Outputs.Select((_, i) => Gradient(i)), .. surface.Inputs.Where(input => input.HasGradient).Select(_ => "default"), "step.Saved"]));
        code.Line("return loss[0];");
    }

    public void ComputeLoss(CodeWriter code)
    {
        inputs.Read(code);
        CheckTargets(code);
        code.Line("global::ModelGen.Workspace workspace = _workspaces.Rent();");
        using (code.Block("try"))
        {
            Dim count = Main.Outputs.Aggregate(Dim.Zero, (sum, output) => sum + output.Type.Count);
            code.Line($"long count = {Long(count)};");
            string predict = $"CpuPasses.PredictScratch({format.Sizes})";
            code.Line($"long scratch = {(HasLossScratch ? $"global::System.Math.Max({predict}, CpuPasses.LossScratch({format.Sizes}))" : predict)};");
            code.Line($"{Surface.Span} arena = workspace.Floats(scratch + count);");
            if (Main.Outputs.Count == 1)
            {
                code.Line($"{Surface.Span} output = arena.Slice((int)scratch, (int)count);");
            }
            else
            {
                Dim start = Dim.Zero;
                for (int i = 0; i < Main.Outputs.Count; i++)
                {
                    code.Line($"{Surface.Span} {Shown(i)} = arena.Slice((int){(i == 0 ? "scratch" : $"(scratch + {start})")}, {Main.Outputs[i].Type.Count});");
                    start += Main.Outputs[i].Type.Count;
                }
            }

            code.Call("CpuPasses.Predict", ["workspace.Team", "Parameters", .. inputs.Locals, .. surface.Outputs.Select((_, i) => Shown(i)), "arena.Slice(0, (int)scratch)", format.Sizes, .. surface.Draws ? new[] { "_predictionSeed" } : []]);
            ShowOutputs(code);
            code.Line($"{Surface.Span} loss = stackalloc float[1];");
            Loss(code, input => inputs.Locals[input], _ => "default", "arena.Slice(0, (int)scratch)");
            code.Line("return loss[0];");
        }

        using (code.Block("finally"))
        {
            code.Line("_workspaces.Return(workspace);");
        }
    }

    // Copied before the loss writes the gradient over them.
    private void ShowOutputs(CodeWriter code)
    {
        if (!surface.IsPair)
        {
            return;
        }

        using (code.Block("if (!outputs.IsEmpty)"))
        {
            code.Line("output.CopyTo(outputs);");
        }

        code.Line();
    }

    // The local of an output.
    private string Shown(int output) => surface.Outputs.Count == 1 ? "output" : surface.Outputs[output].Parameter + "Output";

    private string Gradient(int output) => surface.Outputs.Count == 1 ? "dOutput" : surface.Outputs[output].Gradient;

    private string GradientProperty(int output) => surface.Outputs.Count == 1 ? "OutputGradient" : CSharpNames.Pascal(surface.Outputs[output].Name) + "OutputGradient";

    private void Loss(CodeWriter code, System.Func<int, string> input, System.Func<int, string> gradient, string scratch)
    {
        PlannedLoss pass = plan.Loss!;
        IEnumerable<string> arguments = pass.Graph.Inputs.Select(value => value.Declaration!.Source!).Select(source => source.Kind switch
        {
            SourceKind.Output => Shown(source.Index),
            SourceKind.Input => input(source.Index),
            SourceKind.Target => $"global::ModelGen.Guard.Dense({CSharpNames.Escape(surface.Targets![source.Index].Parameter)})",
            SourceKind.Weights => Weights,
            _ => "[1f]",
        });
        code.Call("CpuPasses.Loss", ["workspace.Team", .. arguments, "loss", .. pass.Source.Outputs.Select(gradient), .. HasLossScratch ? new[] { scratch } : [], format.Sizes]);
    }

    private void CheckTargets(CodeWriter code)
    {
        foreach ((SurfaceTensor target, InputDecl declared) in surface.Targets!.Zip(_model.Targets, (target, declared) => (target, declared)))
        {
            string name = CSharpNames.Escape(target.Parameter), text = Literals.Text(target.Parameter);
            code.Line($"global::ModelGen.Guard.Shape({name}, {Name}, {text}, {Literals.Text(Surface.Expected(declared.Type))}, {Lengths(declared.Type)});");
            if (declared.IdLimit > 0)
            {
                code.Line($"global::ModelGen.Guard.TokenIds(global::ModelGen.Guard.Dense({name}), {Literals.Int(declared.IdLimit)}, {Name}, {text}{(_model.Objective!.Ignored(declared) is { } ignored ? ", ignored: " + Literals.Int(ignored) : "")});");
            }
        }

        code.Line($"global::ModelGen.Guard.Weights({Weights}, {Main.Outputs[0].Type.Axes[0].Size}, {Name}, {Literals.Text(Weights)});");
        foreach ((SurfaceTensor target, InputDecl declared) in surface.Targets!.Zip(_model.Targets, (target, declared) => (target, declared)))
        {
            if (_model.Objective!.LossesOf(declared).Any(loss => loss.TakesProbabilities))
            {
                code.Line($"global::ModelGen.Guard.Probabilities({CSharpNames.Escape(target.Parameter)}, {Name}, {Literals.Text(target.Parameter)});");
            }
        }
    }
}
