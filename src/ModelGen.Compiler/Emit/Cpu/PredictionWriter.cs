using System.Linq;
using ModelGen.Compiler.Emit.Passes;
using ModelGen.Compiler.Ir;
using ModelGen.Compiler.Passes;

namespace ModelGen.Compiler.Emit.Cpu;

/// <summary>The bodies of prediction.</summary>
internal sealed class PredictionWriter(LoweredModel model, Surface surface, PassFormat format, InputReader inputs)
{
    private string Name => Literals.Text(model.Type.Name);

    /// <summary>The emitted method.</summary>
    public string Method { get; init; } = "Predict";

    private string[] Inputs => [.. surface.Inputs.Select(input => CSharpNames.Escape(input.Parameter))];

    private string[] Outputs => [.. surface.Outputs.Select(output => CSharpNames.Escape(output.Parameter))];

    /// <summary>The spans over the caller's tensors.</summary>
    private string[] Results => Outputs.Length == 1 ? ["result"] : [.. surface.Outputs.Select(output => output.Parameter + "Result")];

    public void Predict(CodeWriter code) => Returning(code);

    public void PredictSeeded(CodeWriter code) => Returning(code, "seed");

    /// <summary>With the model's own seed.</summary>
    public void PredictOwn(CodeWriter code) => code.Call(Method, [.. Inputs, .. Outputs, "_predictionSeed"]);

    private void Returning(CodeWriter code, params string[] more)
    {
        inputs.Check(code);
        foreach ((string output, Value value) in Outputs.Zip(model.Main.Outputs, (output, value) => (output, value)))
        {
            code.Line($"{Surface.Tensor} {output} = global::System.Numerics.Tensors.Tensor.CreateFromShapeUninitialized<float>([{Lengths(value.Type)}]);");
        }

        code.Call(Method, [.. Inputs, .. Outputs.Select(output => output + ".AsTensorSpan()"), .. more]);
        code.Line($"return {(Outputs.Length == 1 ? Outputs[0] : $"({string.Join(", ", Outputs)})")};");
    }

    public void PredictInto(CodeWriter code)
    {
        inputs.Read(code);
        for (int i = 0; i < Outputs.Length; i++)
        {
            TensorType type = model.Main.Outputs[i].Type;
            code.Line($"global::ModelGen.Guard.Shape<float>({Outputs[i]}, {Name}, {Literals.Text(Ir.CSharpNames.Unescape(Outputs[i]))}, {Literals.Text(Surface.Expected(type))}, {Lengths(type)});");
            code.Line($"{Surface.Span} {Results[i]} = global::ModelGen.Guard.Dense({Outputs[i]}, {Name}, {Literals.Text(Ir.CSharpNames.Unescape(Outputs[i]))});");
        }

        Apart(code);
        code.Line("global::ModelGen.Workspace workspace = _workspaces.Rent();");
        using (code.Block("try"))
        {
            code.Line($"{Surface.Span} scratch = workspace.Floats({format.Target.Class}.PredictScratch({format.Sizes}));");
            code.Call(format.Target.Class + ".Predict", ["workspace.Team", "Parameters", .. inputs.Locals, .. Results, "scratch", format.Sizes, .. surface.Draws ? new[] { "seed" } : []]);
        }

        using (code.Block("finally"))
        {
            code.Line("_workspaces.Return(workspace);");
        }
    }

    // One result may be ready before the last input is read, and before another is written.
    private void Apart(CodeWriter code)
    {
        for (int i = 0; i < Outputs.Length && Outputs.Length > 1; i++)
        {
            foreach ((string other, string name) in Results.Zip(Outputs, (result, output) => (result, output)).Skip(i + 1)
                .Concat(inputs.Locals.Zip(Inputs, (local, input) => (local, input)).Where((_, input) => surface.Inputs[input].HasGradient)))
            {
                code.Line($"global::ModelGen.Guard.Apart({Results[i]}, {other}, {Name}, {Literals.Text(Ir.CSharpNames.Unescape(Outputs[i]))}, {Literals.Text(Ir.CSharpNames.Unescape(name))});");
            }
        }
    }

    private static string Lengths(TensorType type) => string.Join(", ", type.Axes.Select(axis => axis.Size));
}
