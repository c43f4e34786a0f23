using System.Linq;
using ModelGen.Compiler.Ir;
using ModelGen.Compiler.Passes;

namespace ModelGen.Compiler.Emit.Cpu;

/// <summary>What measuring asks of a model with a loss: which targets count, how many outputs a batch has, and outputs as probabilities where the loss says how.</summary>
internal sealed class MeasureWriter(LoweredModel model, Surface surface)
{
    private const string Helper = "global::ModelGen.Probabilities.";

    public void OutputCount(CodeWriter code)
    {
        code.Line("/// <inheritdoc/>");
        OutputCountText.Write(code, model, surface.Measurable);
    }

    public void CountTargets(CodeWriter code)
    {
        foreach ((string signature, string body) in TargetCountText.Of(model, surface, $"global::ModelGen.Training.ITrainable<{surface.Input}, {surface.TargetElement}>"))
        {
            code.Line("/// <inheritdoc/>");
            using (code.Block(signature))
            {
                code.Line($"return {body};");
            }

            code.Line();
        }

        TargetCountText.WriteClassWeights(code, model);
    }

    public void Probabilities(CodeWriter code)
    {
        code.Line($"{Surface.Tensor} output = Predict({Inputs});");
        code.Line($"{Helper}{How}(output.AsTensorSpan());");
        code.Line("return output;");
    }

    public void ProbabilitiesInto(CodeWriter code)
    {
        string output = CSharpNames.Escape(surface.Outputs[0].Parameter);
        code.Line($"Predict({Inputs}, {output});");
        code.Line($"{Helper}{How}({output});");
    }

    public void Classes(CodeWriter code) => code.Line($"return {Helper}{(TakesIds ? "Likeliest" : "Decide")}(Predict({Inputs}));");

    private bool TakesIds => model.Loss!.TakesIds;

    private string How => TakesIds ? "Softmax" : "Sigmoid";

    private string Inputs => string.Join(", ", surface.Inputs.Select(input => CSharpNames.Escape(input.Parameter)));
}
