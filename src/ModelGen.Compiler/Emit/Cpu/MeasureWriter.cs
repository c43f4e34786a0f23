using System.Linq;
using ModelGen.Compiler.Emit.Passes;
using ModelGen.Compiler.Ir;
using ModelGen.Compiler.Passes;

namespace ModelGen.Compiler.Emit.Cpu;

/// <summary>What measuring asks of a model with a loss: which targets count, how many outputs a batch has, and outputs as probabilities where the loss says how.</summary>
internal sealed class MeasureWriter(LoweredModel model, Surface surface, PassFormat format)
{
    private const string Helper = "global::ModelGen.Probabilities.";

    private TensorType Input => model.Inputs[0].Type;

    private TensorType Output => model.Main.Outputs[0].Type;

    public void OutputCount(CodeWriter code)
    {
        code.Line("/// <inheritdoc/>");
        using (code.Block($"long {surface.Measurable}.OutputCount(global::System.ReadOnlySpan<global::System.IntPtr> input)"))
        {
            code.Line($"int {string.Join(", ", format.Symbols.Select(Length))};");
            code.Line($"return (long){Output.Count};");
        }

        code.Line();
    }

    public void CountTargets(CodeWriter code)
    {
        foreach ((string signature, string body) in TargetCountText.Of(model, surface.Input, surface.TargetElement!, $"global::ModelGen.Training.ITrainable<{surface.Input}, {surface.TargetElement}>"))
        {
            code.Line("/// <inheritdoc/>");
            using (code.Block(signature))
            {
                code.Line($"return {body};");
            }

            code.Line();
        }
    }

    public void Probabilities(CodeWriter code)
    {
        code.Line($"{Surface.Tensor} output = Predict({Inputs});");
        code.Line($"{Helper}{How}(output.AsTensorSpan());");
        code.Line("return output;");
    }

    public void ProbabilitiesInto(CodeWriter code)
    {
        code.Line($"Predict({Inputs}, output);");
        code.Line($"{Helper}{How}(output);");
    }

    public void Classes(CodeWriter code) => code.Line($"return {Helper}{(TakesIds ? "Likeliest" : "Decide")}(Predict({Inputs}));");

    private bool TakesIds => model.Loss!.TakesIds;

    private string How => TakesIds ? "Softmax" : "Sigmoid";

    private string Inputs => string.Join(", ", surface.Inputs.Select(input => CSharpNames.Escape(input.Parameter)));

    // As the argument's axes have it: T = (int)input[1].
    private string Length(Symbol symbol) => $"{symbol} = (int)input[{Literals.Int(Input.Axes.ToList().FindIndex(axis => axis.Size.Equals(Dim.Of(symbol))))}]";
}
