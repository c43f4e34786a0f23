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

    private string Key => PlannedModel.IsRandom(Main) ? ", workspace.RandomKey" : "";

    /// <summary>The id of padding, as an interface asks for it.</summary>
    public void Padding(CodeWriter code)
    {
        if (surface.HasLoss && _model.Inputs.FirstOrDefault(input => input.Padding >= 0) is { } padded)
        {
            string batch = surface.IsPair ? $"global::ModelGen.Data.Batch<{surface.Input}, {surface.TargetElement}>" : $"{CSharpNames.Escape(surface.Name)}.{surface.Batch}";
            code.Line($"int global::ModelGen.Training.ITrainable<{batch}>.Padding => {Literals.Int(padded.Padding)};").Line();
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

    private bool HasLossScratch => plan.Loss is { } loss && !loss.Pass.Frame.Scratch.Total.IsZero;

    private static string Long(Dim count) => "(long)" + count;

    /// <summary>Where a workspace keeps a size of the last forward pass.</summary>
    private string Size(Symbol symbol) =>
        symbol.Kind == SymbolKind.Batch ? "workspace.Batch" : symbol == Symbol.Length ? "workspace.Length" : $"workspace.Size({Index(symbol)})";

    private string Index(Symbol symbol) => Literals.Int(format.Symbols.ToList().IndexOf(symbol));
}
