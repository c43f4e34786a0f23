using System.Collections.Generic;
using System.Linq;
using ModelGen.Compiler.Emit.Passes;
using ModelGen.Compiler.Ir;
using ModelGen.Compiler.Passes;

namespace ModelGen.Compiler.Emit.Ilgpu;

/// <summary>The session of a model with several inputs or outputs, or with an objective of its own: construction and prediction; training stands in the other half.</summary>
/// <param name="entry">The graph method, where it is not the first: its prediction is all that is written, in 32 bits.</param>
internal sealed partial class GpuGraphWriter(GpuPlan plan, PassFormat format, string entry = "")
{
    private readonly LoweredModel _model = plan.Model;
    private readonly Surface _surface = Surface.Of(plan.Passes);
    private readonly GpuMembers _members = new(Surface.Of(plan.Passes), TypeText.Of(plan.Model.Type, GpuTarget.Classes), entry);

    private string Name => Literals.Text(_model.Type.Name);

    private string Type => TypeText.Of(_model.Type, GpuTarget.Classes);

    private IReadOnlyList<Value> Outputs => _model.Main.Outputs;

    private IReadOnlyList<SurfaceTensor> Inputs => _surface.Inputs;

    private string Key => PlannedModel.IsRandom(_model.Main) ? ", RandomState" : "";

    public void Write(CodeWriter code)
    {
        code.Line($"/// <summary>{Literals.Xml(_model.Type.Name)} on an accelerator that ILGPU drives: its weights and all buffers are on the device. One thread at a time.</summary>");
        using (code.Block($"public sealed partial class Gpu : global::System.IDisposable{(_surface.HasLoss ? ", " + _members.Session + _surface.ClassWeighted : "")}"))
        {
            Fields(code);
            Construction(code);
            Predict(code);
            Training(code);
            bool decodes = plan.Passes.CanDecode && Inputs.Count == 1;
            if (decodes)
            {
                GpuDecoderWriter.Method(code);
            }

            Weights(code);
            if (decodes)
            {
                GpuDecoderWriter.Write(code, plan);
            }
        }
    }

    /// <summary>A further graph method: its buffers are made when it is first called.</summary>
    public void WriteEntry(CodeWriter code)
    {
        foreach ((string field, string element, _) in PredictionArenas)
        {
            code.Line($"private Gpu::GpuArena<{element}>? {field};");
        }

        code.Line();
        Predict(code);
    }

    private void Fields(CodeWriter code)
    {
        code.Line("private readonly Gpu::GpuDevice _device;");
        code.Line("private readonly Gpu::GpuWeights _weights;");
        GpuPrecisionWriter.Fields(code);
        code.Line("private readonly ParameterTree _parameters;");
        foreach ((string field, string element, _) in Arenas)
        {
            code.Line($"private readonly Gpu::GpuArena<{element}> {field};");
        }

        State(code);
        code.Line();
    }

    // Everything that grows with the batch.
    private IEnumerable<(string Field, string Element, string Purpose)> Arenas =>
    [
        .. PredictionArenas,
        ("_training", "float", "a training step of this size"),
        .. Inputs.Select(input => (Trained(input), input.Element, OfInput)),
        .. !_surface.HasLoss ? [] : _surface.Targets!.Select(target => (Wanted(target), target.Element, "targets of this size")),
        .. !_surface.HasLoss ? [] : new[] { ("_shares", "float", "weights of this size"), ("_losses", "float", "losses of this size") },
    ];

    private const string OfInput = "an input of this size";

    private IEnumerable<(string Field, string Element, string Purpose)> PredictionArenas =>
        [(Prediction, "float", "a prediction of this size"), .. Inputs.Select(input => (Predicted(input), input.Element, OfInput))];

    // The class of the passes.
    private string Passes => format.Target.Class;

    private string Prediction => "_prediction" + entry;

    private string Predicted(SurfaceTensor input) => "_predicted" + entry + CSharpNames.Pascal(input.Name);

    private static string Trained(SurfaceTensor input) => "_trained" + CSharpNames.Pascal(input.Name);

    private static string Wanted(SurfaceTensor target) => "_wanted" + CSharpNames.Pascal(target.Name);

    private static string Values(SurfaceTensor tensor) => tensor.Parameter + "Values";

    private void Construction(CodeWriter code)
    {
        _members.Construct.Document(code);
        using (code.Block($"public Gpu({string.Join(", ", _members.Construct.Parameters!.Select(parameter => parameter.Declaration))})"))
        {
            code.Line("global::System.ArgumentNullException.ThrowIfNull(model);");
            code.Line($"_device = new Gpu::GpuDevice(accelerator, {Name});");
            foreach ((string field, _, string purpose) in Arenas)
            {
                code.Line($"{field} = new(_device, {Literals.Text(purpose)});");
            }

            code.Line("RandomState = model._training.RandomKey;");
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
        foreach ((Member member, string value) in new[] { (_members.Launches, "_device.Launches"), (_members.DeviceBytes, "_device.Bytes") })
        {
            member.Document(code);
            code.Line($"public {member.Head} => {value};").Line();
        }

        GpuPrecisionWriter.Members(code, GpuMembers.LossScale);
        GpuMembers.Seed(code, plan.Passes);
    }

    private void Predict(CodeWriter code)
    {
        _members.Predict.WriteShort(code, body => Allocate(body, inner =>
            inner.Call("Predict" + entry, [.. Inputs.Select(input => CSharpNames.Escape(input.Parameter)), .. Enumerable.Range(0, Outputs.Count).Select(i => $"{Result(i)}.AsTensorSpan()")])));
        _members.PredictInto.WriteShort(code, body =>
        {
            Read(body, input => CSharpNames.Escape(input.Parameter));
            for (int i = 0; i < Outputs.Count; i++)
            {
                string name = CSharpNames.Escape(_surface.Outputs[i].Parameter), text = Literals.Text(_surface.Outputs[i].Parameter);
                body.Line($"global::ModelGen.Guard.Shape<float>({name}, {Name}, {text}, {Literals.Text(Surface.Expected(Outputs[i].Type))}, {Lengths(Outputs[i].Type)});");
                body.Line($"{Surface.Span} {Result(i)} = global::ModelGen.Guard.Dense({name}, {Name}, {text});");
            }

            body.Line($"{RunCall};");
            for (int i = 0; i < Outputs.Count; i++)
            {
                body.Line($"{Prediction}{(entry.Length == 0 ? "" : "!")}.Buffer.Read({Result(i)}, {Start($"{Passes}.PredictScratch({format.Sizes})", Outputs.Take(i))});");
            }
        });

        // The arena of a prediction: [scratch | outputs].
        code.Line("// Starts a prediction; its outputs stay on the device.");
        using (code.Block($"private Il::ArrayView<float> Run{entry}({string.Join(", ", Inputs.Select(input => $"global::System.ReadOnlySpan<{input.Element}> {Values(input)}"))}, {format.SizeParameters})"))
        {
            foreach ((string field, _, string purpose) in entry.Length == 0 ? [] : PredictionArenas)
            {
                code.Line($"{field} ??= new(_device, {Literals.Text(purpose)});");
            }

            code.Line($"Gpu::GpuLimits.Check({Name}, {Passes}.Largest({format.Sizes}));");
            code.Line($"long scratch = {Passes}.PredictScratch({format.Sizes});");
            code.Line($"Il::ArrayView<float> arena = {Prediction}.Reserve({Start("scratch", Outputs)});");
            foreach (SurfaceTensor input in Inputs)
            {
                code.Line($"Il::ArrayView<{input.Element}> {View(input)} = {Predicted(input)}.Reserve({Values(input)}.Length);");
                code.Line($"{Predicted(input)}.Buffer.Write({Values(input)});");
            }

            string[] arguments = ["_parameters", .. Inputs.Select(View), .. Enumerable.Range(0, Outputs.Count).Select(i => Shown(i, "scratch")), "arena", format.Sizes, .. _surface.Draws ? ["PredictionSeed"] : new string[0]];
            if (entry.Length > 0)
            {
                code.Call(Passes + ".Predict", ["_device", "_weights", .. arguments]);
                code.Line("return arena;");
                return;
            }

            using (code.Block("if (_tensors is null)"))
            {
                code.Call("Passes.Predict", ["_device", "_weights", .. arguments]);
            }

            using (code.Block("else"))
            {
                code.Line($"_tensors.Begin(TensorPasses.Operand({format.Sizes}));");
                code.Call("TensorPasses.Predict", ["_device", "_weights", "_tensors", .. arguments]);
            }

            code.Line();
            code.Line("return arena;");
        }

        code.Line();
    }

    private string RunCall => $"Run{entry}({string.Join(", ", Inputs.Select(Values))}, {format.Sizes})";

    // An output of a prediction, within its arena.
    private string Shown(int output, string scratch) => $"arena.SubView({Start(scratch, Outputs.Take(output))}, {Outputs[output].Type.Count})";

    // A local's name that no input's or size's is.
    private string Result(int output) => (_surface.Outputs.Count == 1 ? "output" : _surface.Outputs[output].Parameter) + "Result";

    private static string View(SurfaceTensor input) => input.Parameter + "View";

    // Behind what comes before, each on a boundary of vectors.
    private static string Start(string first, IEnumerable<Value> before) => before.Aggregate(first, (text, value) => $"{text} + Gpu::GpuLimits.Align({value.Type.Count})");

    private void Read(CodeWriter code, System.Func<SurfaceTensor, string> given)
    {
        var known = new HashSet<Symbol>();
        for (int i = 0; i < Inputs.Count; i++)
        {
            SurfaceTensor input = Inputs[i];
            string sizes = string.Join(", ", format.Symbols.Where(symbol => _model.Inputs[i].Type.Axes.Any(axis => axis.Size.Symbols.Contains(symbol))).Select(symbol => (known.Add(symbol) ? "out int " : "") + symbol));
            code.Line($"global::System.ReadOnlySpan<{input.Element}> {Values(input)} = {input.Reader}{(entry.Length == 0 ? "" : "Of" + entry)}({given(input)}, {sizes});");
        }
    }

    // Tensors of the outputs' shapes, what fills them, and the result.
    private void Allocate(CodeWriter code, System.Action<CodeWriter> fill)
    {
        Read(code, input => CSharpNames.Escape(input.Parameter));
        for (int i = 0; i < Outputs.Count; i++)
        {
            code.Line($"{Surface.Tensor} {Result(i)} = global::System.Numerics.Tensors.Tensor.CreateFromShapeUninitialized<float>([{Lengths(Outputs[i].Type)}]);");
        }

        fill(code);
        code.Line(Outputs.Count == 1 ? $"return {Result(0)};" : $"return ({string.Join(", ", Enumerable.Range(0, Outputs.Count).Select(Result))});");
    }

    private void Weights(CodeWriter code)
    {
        string[] bodies = ["_weights.Download(model.Store);", "_weights.Upload(model.Store);", "_weights.DownloadGradients(model.Store);"];
        foreach ((Member member, string body) in _members.Transfers.Zip(bodies, (member, body) => (member, body)))
        {
            member.WriteShort(code, writer =>
            {
                writer.Line("global::System.ArgumentNullException.ThrowIfNull(model);");
                writer.Line(body);
            });
        }

        _members.Transfers.Last().WriteExpression(code, "_weights.ClearGradients()");
        code.Line("/// <summary>Frees all memory of the device.</summary>");
        code.Line("public void Dispose() => _device.Dispose();");
    }

    private static string Lengths(TensorType type) => string.Join(", ", type.Axes.Select(axis => axis.Size));
}
