using System.Linq;
using ModelGen.Compiler.Emit.Passes;
using ModelGen.Compiler.Ir;
using ModelGen.Compiler.Passes;

namespace ModelGen.Compiler.Emit.Ilgpu;

/// <summary>Training on the device: the two passes, the loss, and an optimizer whose state is there too.</summary>
internal sealed class GpuTrainingWriter(GpuPlan plan, Surface surface, PassFormat format)
{
    private readonly LoweredModel _model = plan.Model;

    private string Name => Literals.Text(_model.Type.Name);

    private Graph Main => _model.Main;

    private TensorType Input => _model.Inputs[0].Type;

    private TensorType Output => Main.Outputs[0].Type;

    private string OutputLengths => string.Join(", ", Output.Axes.Select(axis => axis.Size));

    private string Key => PlannedModel.IsRandom(Main) ? ", RandomState" : "";

    private bool IsTokens => _model.Inputs[0].IsTokens;

    private string Fields => string.Join(", ", format.Symbols.Select(Field));

    public static void Construct(CodeWriter code, Surface surface)
    {
        code.Line("_training = new(_device, \"a training step of this size\");");
        code.Line("_trainingInput = new(_device, \"an input of this size\");");
        if (surface.Target is not null)
        {
            code.Line("_targets = new(_device, \"targets of this size\");");
            code.Line("_shares = new(_device, \"weights of this size\");");
            code.Line("_losses = new(_device, \"losses of this size\");");
        }

        code.Line("RandomState = model._training.RandomKey;");
    }

    public void Write(CodeWriter code)
    {
        State(code);
        Forward(code);
        Backward(code);
        if (_model.Loss is not null)
        {
            new GpuLossWriter(plan, surface, format).Write(code);
        }

        Begin(code);
        Gradients(code);
    }

    private void Gradients(CodeWriter code)
    {
        code.Line("/// <summary>Copies the gradients from the device into a model's.</summary>");
        using (code.Block($"public void DownloadGradients({TypeText.Of(_model.Type, GpuTarget.Classes)} model)"))
        {
            code.Line("global::System.ArgumentNullException.ThrowIfNull(model);");
            code.Line("_weights.DownloadGradients(model.Store);");
        }

        code.Line();
        code.Line("/// <summary>Sets the gradients on the device to 0.</summary>");
        code.Line("public void ZeroGradients() => _weights.ClearGradients();").Line();
    }

    private void State(CodeWriter code)
    {
        code.Line("private readonly Gpu::GpuArena<float> _training;");
        code.Line($"private readonly Gpu::GpuArena<{surface.Input}> _trainingInput;");
        code.Line($"private Il::ArrayView<{surface.Input}> _input;");
        code.Line("private Il::ArrayView<float> _saved;");
        code.Line("private Il::ArrayView<float> _scratch;");
        code.Line("private Il::ArrayView<float> _outputGradient;");
        code.Line("private long _batch;");
        foreach (Symbol size in format.Symbols.Where(symbol => symbol.Kind != SymbolKind.Batch))
        {
            code.Line($"private long {Field(size)};");
        }

        if (IsTokens)
        {
            code.Line("private int[] _tokens = [];");
            code.Line($"private readonly int[] _counts = new int[{Literals.Int(_model.Inputs[0].Vocabulary)}];");
        }

        code.Line();
        code.Line("/// <summary>The state of the random numbers (dropout): at first the model's, so that both draw the same masks.</summary>");
        code.Line("public ulong RandomState { get; set; }").Line();
    }

    private void Forward(CodeWriter code)
    {
        code.Line("/// <summary>The forward pass of training: keeps on the device what <see cref=\"Backward\"/> reads.</summary>");
        code.Line($"/// <param name=\"input\">{Literals.Xml(Surface.Expected(Input))}.</param>");
        code.Line($"/// <returns>{Literals.Xml(Surface.Expected(Output))}.</returns>");
        code.Line("/// <exception cref=\"global::ModelGen.ShapeMismatchException\">The input has another shape.</exception>");
        using (code.Block($"public {Surface.Tensor} Forward({surface.ReadOnlyInput} input)"))
        {
            code.Line($"global::System.ReadOnlySpan<{surface.Input}> values = {surface.Inputs[0].Reader}(input, {format.OutSizes});");
            code.Line($"global::System.Numerics.Tensors.Tensor<float> output = global::System.Numerics.Tensors.Tensor.CreateFromShapeUninitialized<float>([{OutputLengths}]);");
            code.Line($"Begin(values, {format.Sizes});");
            code.Line($"_training.Buffer.Read(global::ModelGen.Guard.Dense(output.AsTensorSpan(), {Name}, \"output\"), Passes.OutputOffset({format.Sizes}));");
            code.Line("return output;");
        }

        code.Line();
    }

    private void Backward(CodeWriter code)
    {
        string parameter = surface.HasInputGradient ? $", {Surface.Floats} inputGradient = default" : "";
        code.Line("/// <summary>The backward pass of the last <see cref=\"Forward\"/>: adds into the gradients of the parameters, which stay on the device.</summary>");
        code.Line($"/// <param name=\"outputGradient\">{Literals.Xml(Surface.Expected(Output))}: the gradient of a loss with respect to the output.</param>");
        if (surface.HasInputGradient)
        {
            code.Line($"/// <param name=\"inputGradient\">{Literals.Xml(Surface.Expected(Input))}, overwritten; leave it out when it is not needed.</param>");
        }

        code.Line("/// <exception cref=\"global::System.InvalidOperationException\">There was no forward pass.</exception>");
        using (code.Block($"public void Backward({Surface.ReadOnlyFloats} outputGradient{parameter})"))
        {
            using (code.Block("if (_batch == 0)"))
            {
                code.Line($"throw new global::System.InvalidOperationException({Literals.Text(_model.Type.Name + ": call Forward before Backward")});");
            }

            code.Line(format.Declare(symbol => "(int)" + Field(symbol)));
            code.Line($"global::ModelGen.Guard.Shape(outputGradient, {Name}, \"outputGradient\", {Literals.Text(Surface.Expected(Output))}, {OutputLengths});");
            code.Line($"_training.Buffer.Write(global::ModelGen.Guard.Dense(outputGradient), {(plan.Passes.OutputIsRead ? "_saved.Length + _scratch.Length" : $"Passes.OutputOffset({format.Sizes})")});");
            if (surface.HasInputGradient)
            {
                using (code.Block("if (inputGradient.IsEmpty)"))
                {
                    code.Line("RunBackward(_device.Empty);");
                    code.Line("return;");
                }

                code.Line();
                code.Line($"global::ModelGen.Guard.Shape<float>(inputGradient, {Name}, \"inputGradient\", {Literals.Text(Surface.Expected(Input))}, {string.Join(", ", Input.Axes.Select(axis => axis.Size))});");
                code.Line($"global::System.Span<float> result = global::ModelGen.Guard.Dense(inputGradient, {Name}, \"inputGradient\");");
                code.Line("RunBackward(_prediction.Reserve(result.Length).SubView(0, result.Length));");
                code.Line("_prediction.Buffer.Read(result);");
            }
            else
            {
                code.Line("RunBackward();");
            }
        }

        code.Line();
        string view = surface.HasInputGradient ? "Il::ArrayView<float> inputGradient" : "";
        using (code.Block($"private void RunBackward({view})"))
        {
            GpuPrecisionWriter.Run(code, "Backward", Fields, ["_input", "_outputGradient", .. surface.HasInputGradient ? ["inputGradient"] : new string[0], "_saved", "_scratch", Fields + Key], begins: false);
        }

        code.Line();
    }

    // The arena of a training step: [saved | scratch | output gradient, unless it lies over the output].
    private void Begin(CodeWriter code)
    {
        code.Line("// The forward pass of a training step; the output stays on the device.");
        using (code.Block($"private Il::ArrayView<float> Begin(global::System.ReadOnlySpan<{surface.Input}> values, {format.SizeParameters})"))
        {
            code.Line("_batch = 0;");
            code.Line("Gpu::GpuLimits.Check(" + Name + ", Passes.Largest(" + format.Sizes + "));");
            code.Line($"long saved = Passes.SavedSize({format.Sizes});");
            code.Line($"long scratch = global::System.Math.Max(Passes.ForwardScratch({format.Sizes}), Passes.BackwardScratch({format.Sizes}));");
            code.Line($"long gradient = {(plan.Passes.OutputIsRead ? Output.Count.ToString() : "0")};");
            code.Line("// Never empty: what called blocks are left of it may not begin at a view's end.");
            code.Line("scratch += 16;");
            code.Line("Il::ArrayView<float> arena = _training.Reserve(saved + scratch + gradient);");
            code.Line("(_saved, _scratch) = (arena.SubView(0, saved), arena.SubView(saved, scratch));");
            if (IsTokens)
            {
                code.Line("int tokens = values.Length;");
                code.Line("long ints = Gpu::TokenOrder.Size(tokens);");
                using (code.Block("if (_tokens.Length < ints)"))
                {
                    code.Line("_tokens = new int[ints];");
                }

                code.Line();
                code.Line("// Which tokens are alike is found here, where the ids are, so that the embedding's gradient needs no atomics.");
                code.Line("values.CopyTo(_tokens);");
                code.Line("Gpu::TokenOrder.Fill(_tokens, tokens, _counts);");
                code.Line("_input = _trainingInput.Reserve(ints);");
                code.Line("_trainingInput.Buffer.Write(new global::System.ReadOnlySpan<int>(_tokens, 0, (int)ints));");
            }
            else
            {
                code.Line("_input = _trainingInput.Reserve(values.Length);");
                code.Line("_trainingInput.Buffer.Write(values);");
            }

            code.Line("RandomState = Cpu::CounterRandom.Derive(RandomState, 1);");
            GpuPrecisionWriter.Run(code, "Forward", format.Sizes, ["_input", "_saved", "_scratch", format.Sizes + Key], begins: true);
            code.Line($"({Fields}) = ({format.Sizes});".Replace("(_batch) = (B)", "_batch = B"));
            code.Line($"Il::ArrayView<float> output = Passes.Output(_saved, {format.Sizes});");
            code.Line(plan.Passes.OutputIsRead ? "_outputGradient = arena.SubView(saved + scratch, gradient);" : "_outputGradient = output;");
            code.Line("return output;");
        }

        code.Line();
    }

    private static string Field(Symbol symbol) => symbol.Kind switch { SymbolKind.Batch => "_batch", SymbolKind.Length => "_length", _ => "_size" + symbol };
}
