using System.Linq;
using ModelGen.Compiler.Emit.Passes;
using ModelGen.Compiler.Ir;
using ModelGen.Compiler.Passes;

namespace ModelGen.Compiler.Emit.Ilgpu;

/// <summary>The public members of <c>M.Gpu</c>: construction, prediction, weights; training stands in <see cref="GpuTrainingWriter"/>.</summary>
internal sealed class SessionWriter(GpuPlan plan, PassFormat format)
{
    private readonly LoweredModel _model = plan.Model;
    private readonly Surface _surface = Surface.Of(plan.Passes);

    private string Name => Literals.Text(_model.Type.Name);

    private string Type => TypeText.Of(_model.Type, GpuTarget.Classes);

    private TensorType Input => _model.Inputs[0].Type;

    private TensorType Output => _model.Main.Outputs[0].Type;

    private string OutputLengths => string.Join(", ", Output.Axes.Select(axis => axis.Size));

    public void Write(CodeWriter code)
    {
        string session = _surface.Target is null ? "" : ", " + _surface.Session + _surface.ClassWeighted;
        code.Line($"/// <summary>{Literals.Xml(_model.Type.Name)} on an accelerator that ILGPU drives: its weights and all buffers are on the device. One thread at a time.</summary>");
        using (code.Block($"public sealed partial class Gpu : global::System.IDisposable{session}"))
        {
            Fields(code);
            Construction(code);
            Predict(code);
            Run(code);
            new GpuTrainingWriter(plan, _surface, format).Write(code);
            if (plan.Passes.CanDecode)
            {
                GpuDecoderWriter.Method(code);
            }

            Weights(code);
            if (plan.Passes.CanDecode)
            {
                GpuDecoderWriter.Write(code, plan);
            }
        }
    }

    private void Fields(CodeWriter code)
    {
        code.Line("private readonly Gpu::GpuDevice _device;");
        code.Line("private readonly Gpu::GpuWeights _weights;");
        GpuPrecisionWriter.Fields(code);
        code.Line("private readonly ParameterTree _parameters;");
        code.Line("private readonly Gpu::GpuArena<float> _prediction;");
        code.Line($"private readonly Gpu::GpuArena<{_surface.Input}> _predictionInput;").Line();
    }

    private void Construction(CodeWriter code)
    {
        code.Line("/// <summary>Copies the weights of a model to the accelerator, which stays the caller's and must outlive this object.</summary>");
        code.Line("/// <param name=\"accelerator\">Of a context made with <c>EnableAlgorithms()</c>.</param>");
        code.Line("/// <param name=\"model\">Its weights are read once, here; later changes of either side do not reach the other until <see cref=\"Upload\"/> or <see cref=\"Download\"/>.</param>");
        code.Line("/// <param name=\"precision\">Of the operands of products and attention in predictions.</param>");
        code.Line("/// <param name=\"trainingPrecision\">The same in training, forward and backward; weights, gradients and the optimizer's state have 32 bits whatever it is.</param>");
        code.Line("/// <exception cref=\"global::System.InvalidOperationException\">The device has too little memory; what was allocated is freed.</exception>");
        code.Line("/// <exception cref=\"global::System.NotSupportedException\">The device's groups are too small.</exception>");
        using (code.Method("public Gpu", "global::ILGPU.Runtime.Accelerator accelerator", $"{Type} model", "global::ModelGen.GpuPrecision precision = global::ModelGen.GpuPrecision.Float32", "global::ModelGen.GpuPrecision trainingPrecision = global::ModelGen.GpuPrecision.Float32"))
        {
            code.Line("global::System.ArgumentNullException.ThrowIfNull(model);");
            code.Line($"_device = new Gpu::GpuDevice(accelerator, {Name});");
            code.Line("_prediction = new(_device, \"a prediction of this size\");");
            code.Line("_predictionInput = new(_device, \"an input of this size\");");
            GpuTrainingWriter.Construct(code, _surface);
            GpuMembers.BeginSeed(code, plan.Passes);
            code.Line("_parameters = model.Parameters;");
            using (code.Block("try"))
            {
                code.Line("_weights = new Gpu::GpuWeights(_device, model.Store);");
                GpuPrecisionWriter.Construct(code);
            }

            using (code.Block("catch"))
            {
                code.Line("_device.Dispose();");
                code.Line("throw;");
            }
        }

        code.Line();
        code.Line("/// <summary>Kernels started so far.</summary>");
        code.Line("public long Launches => _device.Launches;").Line();
        code.Line("/// <summary>Bytes of the device's memory that this object holds.</summary>");
        code.Line("public long DeviceBytes => _device.Bytes;").Line();
        GpuPrecisionWriter.Members(code, GpuMembers.LossScale);
        GpuMembers.Seed(code, plan.Passes);
    }

    private void Predict(CodeWriter code)
    {
        string doc = $"/// <param name=\"input\">{Literals.Xml(Surface.Expected(Input))}.</param>";
        code.Line("/// <summary>Inference.</summary>");
        code.Line(doc);
        code.Line($"/// <returns>{Literals.Xml(Surface.Expected(Output))}.</returns>");
        code.Line("/// <exception cref=\"global::ModelGen.ShapeMismatchException\">The input has another shape.</exception>");
        code.Line("/// <exception cref=\"global::System.InvalidOperationException\">The device has too little memory for this batch.</exception>");
        using (code.Block($"public {Surface.Tensor} Predict({_surface.ReadOnlyInput} input)"))
        {
            code.Line($"{_surface.Inputs[0].Reader}(input, {format.OutSizes});");
            code.Line($"global::System.Numerics.Tensors.Tensor<float> output = global::System.Numerics.Tensors.Tensor.CreateFromShapeUninitialized<float>([{OutputLengths}]);");
            code.Line("Predict(input, output.AsTensorSpan());");
            code.Line("return output;");
        }

        code.Line();
        code.Line("/// <summary>Inference into a tensor of the caller's. Waits for the result.</summary>");
        code.Line(doc);
        code.Line($"/// <param name=\"output\">{Literals.Xml(Surface.Expected(Output))}, dense.</param>");
        code.Line("/// <exception cref=\"global::ModelGen.ShapeMismatchException\">A tensor has another shape.</exception>");
        using (code.Block($"public void Predict({_surface.ReadOnlyInput} input, {Surface.Floats} output)"))
        {
            code.Line($"global::System.ReadOnlySpan<{_surface.Input}> values = {_surface.Inputs[0].Reader}(input, {format.OutSizes});");
            code.Line($"global::ModelGen.Guard.Shape<float>(output, {Name}, \"output\", {Literals.Text(Surface.Expected(Output))}, {OutputLengths});");
            code.Line($"global::System.Span<float> result = global::ModelGen.Guard.Dense(output, {Name}, \"output\");");
            code.Line($"Run(values, {format.Sizes});");
            code.Line($"_prediction.Buffer.Read(result, Passes.PredictScratch({format.Sizes}));");
        }

        code.Line();
    }

    // The arena of a prediction: [scratch | output].
    private void Run(CodeWriter code)
    {
        code.Line("// Starts a prediction; its output stays on the device.");
        using (code.Block($"private Il::ArrayView<float> Run(global::System.ReadOnlySpan<{_surface.Input}> values, {format.SizeParameters})"))
        {
            code.Line("Gpu::GpuLimits.Check(" + Name + ", Passes.Largest(" + format.Sizes + "));");
            code.Line($"long scratch = Passes.PredictScratch({format.Sizes});");
            code.Line($"Il::ArrayView<float> arena = _prediction.Reserve(scratch + {Output.Count});");
            code.Line($"Il::ArrayView<float> output = arena.SubView(scratch, {Output.Count});");
            code.Line($"Il::ArrayView<{_surface.Input}> input = _predictionInput.Reserve(values.Length);");
            code.Line("_predictionInput.Buffer.Write(values);");
            string key = _surface.Draws ? ", PredictionSeed" : "";
            using (code.Block("if (_tensors is null)"))
            {
                code.Line($"Passes.Predict(_device, _weights, _parameters, input, output, arena, {format.Sizes}{key});");
            }

            using (code.Block("else"))
            {
                code.Line($"_tensors.Begin(TensorPasses.Operand({format.Sizes}));");
                code.Line($"TensorPasses.Predict(_device, _weights, _tensors, _parameters, input, output, arena, {format.Sizes}{key});");
            }

            code.Line();
            code.Line("return output;");
        }

        code.Line();
    }

    private void Weights(CodeWriter code)
    {
        code.Line("/// <summary>Copies the weights from the device into a model.</summary>");
        using (code.Block($"public void Download({Type} model)"))
        {
            code.Line("global::System.ArgumentNullException.ThrowIfNull(model);");
            code.Line("_weights.Download(model.Store);");
        }

        code.Line();
        code.Line("/// <summary>Copies the weights of a model to the device.</summary>");
        using (code.Block($"public void Upload({Type} model)"))
        {
            code.Line("global::System.ArgumentNullException.ThrowIfNull(model);");
            code.Line("_weights.Upload(model.Store);");
        }

        code.Line();
        code.Line("/// <summary>Frees all memory of the device.</summary>");
        code.Line("public void Dispose() => _device.Dispose();");
    }
}
