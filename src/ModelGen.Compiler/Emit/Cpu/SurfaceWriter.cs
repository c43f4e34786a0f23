using System.Linq;
using ModelGen.Compiler.Emit.Passes;
using ModelGen.Compiler.Ir;
using ModelGen.Compiler.Passes;

namespace ModelGen.Compiler.Emit.Cpu;

/// <summary>The public members of a model: description, construction, prediction, training, weights.</summary>
internal sealed class SurfaceWriter(PlannedModel plan)
{
    private readonly LoweredModel _model = plan.Model;
    private readonly Surface _surface = Surface.Of(plan);
    private readonly PassFormat _format = PassFormat.Of(plan.Model, CpuTarget.Passes);

    private string Name => Literals.Text(_model.Type.Name);

    private TensorType Input => _model.Inputs[0].Type;

    private TensorType Output => _model.Main.Outputs[0].Type;

    private string InputName => _model.Main.Inputs[0].Name;

    public EmittedFile Write() => EmittedType.File(_model.Type, "", "", _surface.Interfaces, code =>
    {
        Fields(code);
        Info(code);
        Construction(code);
        Predict(code);
        new TrainingWriter(plan, _surface, _format).Write(code);
        Weights(code);
        if (plan.CanDecode)
        {
            DecoderWriter.Method(code);
        }

        Lengths(code);
        ReadInput(code);
    }, documentation: ModelDocumentation.Lines(plan));

    private void Fields(CodeWriter code)
    {
        code.Line("private readonly global::ModelGen.WorkspacePool _workspaces = new();");
        code.Line("private readonly global::ModelGen.Workspace _training = new();").Line();
    }

    private void Info(CodeWriter code)
    {
        string output = Output.ExampleText;
        code.Line("/// <summary>The model's layers, parameters and costs.</summary>");
        code.Line("public static global::ModelGen.ModelInfo Info { get; } = new(");
        using (code.Indent())
        {
            code.Line($"{Name},");
            code.Line("[");
            using (code.Indent())
            {
                foreach (LayerRow row in _model.Rows)
                {
                    code.Line($"new({Literals.Text(row.Name)}, {Literals.Text(row.Kind)}, {Literals.Text(row.Output)}, {Literals.Int(row.Parameters)}, {Literals.Int(row.Flops)}),");
                }
            }

            code.Line("],");
            code.Line($"{Literals.Text(Input.ExampleText)}, {Literals.Text(output)},");
            code.Line($"parameters: {Literals.Int(_model.Main.ParameterCount)}, flopsPerExample: {Literals.Int(Ir.Sizes.Sum(_model.Rows.Select(row => row.Flops)))}, activationBytesPerExample: {Literals.Int(plan.ActivationBytes)});");
        }

        code.Line();
    }

    private void Construction(CodeWriter code)
    {
        code.Line("/// <summary>A model with parameters drawn by each layer's rule; the same seed gives the same parameters.</summary>");
        string name = CSharpNames.Escape(_model.Type.Name);
        using (code.Block($"public {name}(long seed = 0) : this(seed, draws: true)"))
        {
        }

        code.Line();
        code.Line("/// <summary>A model with the weights of a safetensors file; nothing is drawn but what the file may lack.</summary>");
        code.Line("/// <param name=\"path\">The file.</param>");
        code.Line("/// <param name=\"options\">What may be missing or left over, and the seed of what is missing; null: the file is to fit whole.</param>");
        code.Line("/// <exception cref=\"global::ModelGen.Weights.WeightFormatException\">The file is damaged or belongs to another model.</exception>");
        using (code.Block($"public {name}(string path, global::ModelGen.Weights.LoadOptions? options = null) : this(options?.Seed ?? 0, draws: false)"))
        {
            code.Line("global::ModelGen.Weights.WeightFile.Load(Store, path, options);");
        }

        code.Line();
        using (code.Block($"private {name}(long seed, bool draws)"))
        {
            long buffers = ParametersWriter.Floats(_model.Main, buffers: true);
            string more = buffers == 0 ? "" : $", buffers: {Literals.Int(buffers)}";
            code.Line($"Store = new global::ModelGen.ParameterStore({Literals.Int(ParametersWriter.Floats(_model.Main))}, unchecked((ulong)seed){more}, draws: draws);");
            code.Line("Parameters = new ParameterTree(Store);");
            code.Line("_training.RandomKey = unchecked((ulong)seed);");
        }

        code.Line();
        code.Line("/// <summary>The parameters, layer by layer.</summary>");
        code.Line("public ParameterTree Parameters { get; }").Line();
        code.Line("/// <summary>The parameters as one named list over two flat arrays: values and gradients.</summary>");
        code.Line("public global::ModelGen.ParameterStore Store { get; }").Line();
    }

    private void Predict(CodeWriter code)
    {
        string lengths = "[" + string.Join(", ", Output.Axes.Select(axis => axis.Size)) + "]";
        string doc = $"/// <param name=\"input\">{Literals.Xml(Surface.Expected(Input))}.</param>";
        code.Line("/// <summary>Inference. Safe to call from several threads at once.</summary>");
        code.Line(doc);
        code.Line($"/// <returns>{Literals.Xml(Surface.Expected(Output))}.</returns>");
        code.Line("/// <exception cref=\"global::ModelGen.ShapeMismatchException\">The input has another shape.</exception>");
        code.Line(ShapeText.Return(Output));
        using (code.Block($"public {Surface.Tensor} Predict({ShapeText.Input(_model)}{_surface.ReadOnlyInput} input)"))
        {
            Sizes(code);
            code.Line($"global::System.Numerics.Tensors.Tensor<float> output = global::System.Numerics.Tensors.Tensor.CreateFromShapeUninitialized<float>({lengths});");
            code.Line("Predict(input, output.AsTensorSpan());");
            code.Line("return output;");
        }

        code.Line();
        code.Line("/// <summary>Inference into a tensor of the caller's. Safe to call from several threads at once; allocates nothing once warm.</summary>");
        code.Line(doc);
        code.Line($"/// <param name=\"output\">{Literals.Xml(Surface.Expected(Output))}, dense.</param>");
        code.Line("/// <exception cref=\"global::ModelGen.ShapeMismatchException\">A tensor has another shape.</exception>");
        using (code.Method("public void Predict", $"{ShapeText.Input(_model)}{_surface.ReadOnlyInput} input", $"{ShapeText.Parameter(Output)}{Surface.Floats} output"))
        {
            code.Line($"global::System.ReadOnlySpan<{_surface.Input}> {InputName} = ReadInput(input, {_format.OutSizes});");
            code.Line($"global::ModelGen.Guard.Shape<float>(output, {Name}, nameof(output), {Literals.Text(Surface.Expected(Output))}, {string.Join(", ", Output.Axes.Select(axis => axis.Size))});");
            code.Line($"{Surface.Span} result = global::ModelGen.Guard.Dense(output, {Name}, nameof(output));");
            code.Line("global::ModelGen.Workspace workspace = _workspaces.Rent();");
            using (code.Block("try"))
            {
                code.Line($"{Surface.Span} scratch = workspace.Floats(CpuPasses.PredictScratch({_format.Sizes}));");
                code.Line($"CpuPasses.Predict(workspace.Team, Parameters, {InputName}, result, scratch, {_format.Sizes});");
            }

            using (code.Block("finally"))
            {
                code.Line("_workspaces.Return(workspace);");
            }
        }

        code.Line();
    }

    private static void Weights(CodeWriter code)
    {
        foreach (string argument in new[] { "string path", "global::System.IO.Stream stream" })
        {
            string name = argument.Substring(argument.LastIndexOf(' ') + 1);
            code.Line("/// <inheritdoc/>");
            code.Line($"public void Save({argument}) => global::ModelGen.Weights.WeightFile.Save(Store, {name});").Line();
            code.Line("/// <inheritdoc/>");
            code.Line($"public void Load({argument}) => global::ModelGen.Weights.WeightFile.Load(Store, {name});").Line();
        }
    }

    private void Lengths(CodeWriter code)
    {
        foreach (LengthDecl length in _model.Lengths)
        {
            string windows = $"{length.From}, padding: {Literals.Int(length.Padding)}, window: {Literals.Int(length.Span)}, stride: {Literals.Int(length.Stride)}";
            code.Line($"// The steps behind {length.Layer}.");
            string count = length.Extends ? $"PaddedWindows({windows})" : $"Windows({windows}, {Name}, {Literals.Text(length.Layer)})";
            code.Line($"private static int {length.Method}(long {length.Base}) => global::ModelGen.Guard.{count};").Line();
        }
    }

    // What the compiler cannot know is checked once, here.
    private void ReadInput(CodeWriter code)
    {
        using (code.Block($"private static global::System.ReadOnlySpan<{_surface.Input}> ReadInput({_surface.ReadOnlyInput} input, {_format.OutSizes})"))
        {
            Sizes(code, declare: false);
            code.Line($"global::System.ReadOnlySpan<{_surface.Input}> values = global::ModelGen.Guard.Dense(input);");
            if (_model.Inputs[0].IsTokens)
            {
                code.Line($"global::ModelGen.Guard.TokenIds(values, {Literals.Int(_model.Inputs[0].IdLimit)}, {Name}, nameof(input));");
            }

            code.Line("return values;");
        }
    }

    private void Sizes(CodeWriter code, bool declare = true)
    {
        string expected = Literals.Text(Surface.Expected(Input));
        string type = declare ? "int " : "";
        code.Line($"global::ModelGen.Guard.Rank(input, {Literals.Int(Input.Axes.Count)}, {Name}, nameof(input), {expected});");
        code.Line($"{type}{Input.Axes[0].Size} = global::ModelGen.Guard.Free(input, 0, {Name}, nameof(input), {expected});");
        for (int axis = 1; axis < Input.Axes.Count; axis++)
        {
            if (Input.Axes[axis].Role == AxisRole.Time)
            {
                code.Line($"{type}{Input.Axes[axis].Size} = global::ModelGen.Guard.Length(input, {Literals.Int(axis)}, {Literals.Int(Input.Axes[axis].Maximum)}, {Name}, nameof(input), {expected});");
            }
            else
            {
                code.Line($"global::ModelGen.Guard.Axis(input, {Literals.Int(axis)}, {Input.Axes[axis].Size}, {Name}, nameof(input), {expected});");
            }
        }
    }
}
