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

    public void Write(CodeWriter code, LossDecl loss)
    {
        OutputCount(code);
        if (loss.TakesIds)
        {
            CountTargets(code, loss);
            Probabilities(code, "Softmax", "by a softmax over the last axis");
            Classes(code, "int", "the likeliest class", model.Target!, "Likeliest");
        }
        else if (loss.Classifies)
        {
            Probabilities(code, "Sigmoid", "each output by a sigmoid");
            Classes(code, "int", "1 where the probability is at least a half, otherwise 0", new(DType.I32, Output.Axes), "Decide");
        }
    }

    private void OutputCount(CodeWriter code)
    {
        code.Line("/// <inheritdoc/>");
        using (code.Block($"long {surface.Measurable}.OutputCount(global::System.ReadOnlySpan<global::System.IntPtr> input)"))
        {
            code.Line($"int {string.Join(", ", format.Symbols.Select(Length))};");
            code.Line($"return (long){Output.Count};");
        }

        code.Line();
    }

    private void CountTargets(CodeWriter code, LossDecl loss)
    {
        code.Line("/// <inheritdoc/>");
        string padding = model.LeavesPaddingOut ? $", global::ModelGen.Guard.Dense(input), {Literals.Int(model.Inputs[0].Padding)}" : "";
        using (code.Block($"int global::ModelGen.Training.ITrainable<{surface.Input}, {surface.Target}>.CountTargets({surface.ReadOnlyInput} input, {surface.ReadOnlyTarget} target, global::System.Span<bool> counts)"))
        {
            code.Line($"return global::ModelGen.Training.TargetCount.Of(global::ModelGen.Guard.Dense(target), counts, {Literals.Int(loss.IgnoreIndex)}{padding});");
        }

        code.Line();
    }

    private void Probabilities(CodeWriter code, string how, string words)
    {
        string output = Literals.Xml(Surface.Expected(Output));
        code.Line($"/// <summary>Inference as probabilities: <see cref=\"Predict({surface.XmlInput})\"/>, {words}.</summary>");
        InputDocumentation(code);
        code.Line($"/// <returns>{output}.</returns>");
        Exception(code, "The input has another shape.");
        code.Line(ShapeText.Return(Output));
        using (code.Block($"public {Surface.Tensor} PredictProbabilities({ShapeText.Input(model)}{surface.ReadOnlyInput} input)"))
        {
            code.Line($"{Surface.Tensor} output = Predict(input);");
            code.Line($"{Helper}{how}(output.AsTensorSpan());");
            code.Line("return output;");
        }

        code.Line();
        code.Line("/// <summary>Inference as probabilities into a tensor of the caller's; allocates nothing once warm.</summary>");
        InputDocumentation(code);
        code.Line($"/// <param name=\"output\">{output}, dense.</param>");
        Exception(code, "A tensor has another shape.");
        using (code.Method("public void PredictProbabilities", $"{ShapeText.Input(model)}{surface.ReadOnlyInput} input", $"{ShapeText.Parameter(Output)}{Surface.Floats} output"))
        {
            code.Line("Predict(input, output);");
            code.Line($"{Helper}{how}(output);");
        }

        code.Line();
    }

    private void Classes(CodeWriter code, string element, string words, TensorType type, string how)
    {
        code.Line($"/// <summary>Inference as class ids: {words}.</summary>");
        InputDocumentation(code);
        code.Line($"/// <returns>{Literals.Xml(Surface.Expected(type))}.</returns>");
        Exception(code, "The input has another shape.");
        code.Line(ShapeText.Return(type));
        using (code.Block($"public global::System.Numerics.Tensors.Tensor<{element}> PredictClasses({ShapeText.Input(model)}{surface.ReadOnlyInput} input)"))
        {
            code.Line($"return {Helper}{how}(Predict(input));");
        }

        code.Line();
    }

    private void InputDocumentation(CodeWriter code) => code.Line($"/// <param name=\"input\">{Literals.Xml(Surface.Expected(Input))}.</param>");

    private static void Exception(CodeWriter code, string when) => code.Line($"/// <exception cref=\"global::ModelGen.ShapeMismatchException\">{when}</exception>");

    // As the argument's axes have it: T = (int)input[1].
    private string Length(Symbol symbol) => $"{symbol} = (int)input[{Literals.Int(Input.Axes.ToList().FindIndex(axis => axis.Size.Equals(Dim.Of(symbol))))}]";
}
