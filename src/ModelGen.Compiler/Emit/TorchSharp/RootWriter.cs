using System.Collections.Generic;
using System.Linq;
using ModelGen.Compiler.Ir;
using ModelGen.Compiler.Passes;

namespace ModelGen.Compiler.Emit.TorchSharp;

/// <summary>The module itself: what users see of this target.</summary>
internal sealed class RootWriter(CodeWriter code, TorchModel model, ClassWriter classes, TorchFeatures features, HashSet<string> helpers)
{
    private const string Tensor = ClassWriter.Tensor;
    private const string NoGrad = "using global::System.IDisposable noGrad = Sharp::torch.no_grad();";
    private const string Scope = "using Sharp::DisposeScope scope = Sharp::torch.NewDisposeScope();";

    private readonly LoweredModel _model = model.Model;
    private readonly TorchClass _root = model.Root;

    private string ModelType => TypeText.Of(_model.Type, TorchNames.Classes);

    private string Name => Literals.Text(_model.Type.Name);

    private TensorType Input => _model.Inputs[0].Type;

    private TensorType Output => _model.Main.Outputs[0].Type;

    // Running statistics.
    private bool HasBuffers => _model.Main.WithCallees().Any(graph => graph.Parameters.Any(parameter => parameter.Parameter!.IsBuffer));

    private bool IsTokens => _model.Inputs[0].IsTokens;

    public static string TableName(int table) => table == 0 ? "Rotary" : "Rotary" + Literals.Int(table + 1);

    public void Write()
    {
        classes.Fields(_root, "private");
        Construction();
        code.Line("/// <summary>Where the parameters are.</summary>");
        code.Line($"public {ClassWriter.DeviceType} Device {{ get; }}").Line();
        code.Line("/// <summary>The parameters' element type.</summary>");
        code.Line($"public {ClassWriter.ScalarType} DType {{ get; }}").Line();
        if (_root.RotaryTables.Count > 0)
        {
            classes.Tables(_root);
            code.Line();
        }

        classes.Forward(_root, "CheckInput({0});");
        code.Line();
        Predict();
        if (_model.Loss is not null)
        {
            new TorchLossWriter(code, model, features, helpers).Write();
        }

        Weights();
        Check();
        Dispose();
    }

    private void Construction()
    {
        string type = _root.Name;
        code.Line($"/// <summary>A module with the parameters of <c>new {_model.Type.Name}(seed)</c>. Parameters outlive the dispose scope that they are made in; dispose of the module itself.</summary>");
        code.Line("/// <param name=\"device\">Where the parameters are; null: the CPU.</param>");
        code.Line("/// <param name=\"dtype\">Float32 (null), BFloat16 or Float64.</param>");
        code.Line("/// <param name=\"seed\">The seed of the first parameters.</param>");
        code.Line($"public {type}({ClassWriter.DeviceType}? device = null, {ClassWriter.ScalarType}? dtype = null, long seed = 0)");
        using (code.Block($"    : this(new {ModelType}(seed), device ?? Sharp::torch.CPU, dtype ?? {ClassWriter.ScalarType}.Float32)"))
        {
        }

        code.Line();
        using (code.Block($"private {type}({ModelType} model, {ClassWriter.DeviceType} device, {ClassWriter.ScalarType} dtype) : base({Name})"))
        {
            using (code.Block($"if (dtype is not ({ClassWriter.ScalarType}.Float32 or {ClassWriter.ScalarType}.BFloat16 or {ClassWriter.ScalarType}.Float64))"))
            {
                code.Line($"throw new global::System.ArgumentException({Literals.Text(_model.Type.Name + ": dtype must be Float32, BFloat16 or Float64")}, \"dtype\");");
            }

            code.Line();
            code.Line("Device = device;");
            code.Line("DType = dtype;");
            foreach (int table in _root.RotaryTables)
            {
                TorchTable turned = model.Rotary[table];
                code.Line($"{TableName(table)} = new RotaryTable({Literals.Int(turned.Context)}, {Literals.Int(turned.Size)}, {TorchText.Double(turned.Base)}, device, dtype);");
            }

            classes.Creations(_root);
            code.Line("RegisterComponents();");
            using (code.Block("foreach (Sharp::torch.Tensor parameter in parameters())"))
            {
                code.Line("parameter.DetachFromDisposeScope();");
            }

            code.Line();
            if (HasBuffers)
            {
                using (code.Block("foreach (Sharp::torch.Tensor buffer in buffers())"))
                {
                    code.Line("buffer.DetachFromDisposeScope();");
                }

                code.Line();
            }

            code.Line("Copy(model.Store);");
        }

        code.Line();
    }

    private void Predict()
    {
        code.Line("/// <summary>The output without dropout and without gradients.</summary>");
        code.Line($"/// <param name=\"input\">{Literals.Xml(Surface.Expected(Input))}, on any device{(IsTokens ? ", of an integer type" : "")}.</param>");
        code.Line($"/// <returns>{Literals.Xml(Surface.Expected(Output))}; it belongs to the caller's dispose scope.</returns>");
        using (code.Block($"public {Tensor} Predict({Tensor} input)"))
        {
            code.Line(NoGrad);
            code.Line(Scope);
            code.Line("bool wasTraining = training;");
            code.Line("eval();");
            using (code.Block("try"))
            {
                code.Line("return call(Prepare(input)).MoveToOuterDisposeScope();");
            }

            using (code.Block("finally"))
            {
                code.Line("train(wasTraining);");
            }
        }

        code.Line();
    }

    private void Weights()
    {
        string type = _root.Name;
        code.Line($"/// <summary>A module with a copy of a model's parameters.</summary>");
        using (code.Block($"public static {type} From({ModelType} model, {ClassWriter.DeviceType}? device = null, {ClassWriter.ScalarType}? dtype = null)"))
        {
            code.Line("global::System.ArgumentNullException.ThrowIfNull(model);");
            code.Line($"return new {type}(model, device ?? Sharp::torch.CPU, dtype ?? {ClassWriter.ScalarType}.Float32);");
        }

        code.Line();
        code.Line("/// <summary>A model of the CPU target with a copy of the parameters, in 32 bits.</summary>");
        using (code.Block($"public {ModelType} ToModel()"))
        {
            code.Line($"{ModelType} model = new {ModelType}();");
            code.Line(NoGrad);
            code.Line(Scope);
            using (code.Block("foreach ((global::ModelGen.Parameter parameter, Sharp::torch.Tensor tensor) in Named(model.Store))"))
            {
                code.Line($"float[] values = tensor.to({ClassWriter.ScalarType}.Float32).cpu().data<float>().ToArray();");
                code.Line("new global::System.ReadOnlySpan<float>(values).CopyTo(parameter.Value);");
            }

            code.Line().Line("return model;");
        }

        code.Line();
        foreach (string argument in new[] { "string path", "global::System.IO.Stream stream" })
        {
            string name = argument.Substring(argument.LastIndexOf(' ') + 1);
            code.Line($"/// <summary>Writes the weights in the safetensors format: the same {(name == "path" ? "file" : "bytes")} as the CPU target's <c>Save</c>.</summary>");
            code.Line($"public void SaveSafetensors({argument}) => ToModel().Save({name});").Line();
            code.Line("/// <summary>Reads weights that any target wrote, or a published checkpoint of this architecture; on failure nothing has changed.</summary>");
            code.Line("/// <exception cref=\"global::ModelGen.Weights.WeightFormatException\">The file is damaged or belongs to another model.</exception>");
            using (code.Block($"public void LoadSafetensors({argument})"))
            {
                code.Line($"{ModelType} model = new {ModelType}();");
                code.Line($"model.Load({name});");
                code.Line("Copy(model.Store);");
            }

            code.Line();
        }

        using (code.Block("private void Copy(global::ModelGen.ParameterStore store)"))
        {
            code.Line(NoGrad);
            code.Line(Scope);
            using (code.Block("foreach ((global::ModelGen.Parameter parameter, Sharp::torch.Tensor tensor) in Named(store))"))
            {
                code.Line("Sharp::torch.Tensor values = Sharp::torch.tensor(parameter.Value.ToArray(), global::System.Array.ConvertAll(parameter.Shape.ToArray(), size => (long)size));");
                code.Line("tensor.copy_(values);");
            }
        }

        code.Line();
        code.Line("// A parameter has one name and one shape, [out, in], in both; only files may hold a transpose, which the model's store sees to.");
        using (code.Block($"private global::System.Collections.Generic.IEnumerable<(global::ModelGen.Parameter Parameter, {Tensor} Tensor)> Named(global::ModelGen.ParameterStore store)"))
        {
            code.Line("global::System.Collections.Generic.Dictionary<string, Sharp::torch.Tensor> tensors = state_dict();");
            using (code.Block("foreach (global::ModelGen.Parameter parameter in store.Tensors)"))
            {
                code.Line("yield return (parameter, tensors[parameter.Name]);");
            }
        }

        code.Line();
    }

    private void Dispose()
    {
        if (_root.RotaryTables.Count == 0)
        {
            return;
        }

        code.Line();
        code.Line("/// <inheritdoc/>");
        using (code.Block("protected override void Dispose(bool disposing)"))
        {
            using (code.Block("if (disposing)"))
            {
                foreach (int table in _root.RotaryTables)
                {
                    code.Line($"{TableName(table)}.Dispose();");
                }
            }

            code.Line();
            code.Line("base.Dispose(disposing);");
        }
    }

    // libtorch says nothing useful about a wrong shape, and some of its entry points end the process.
    private void Check()
    {
        string type = IsTokens ? "Sharp::torch.ScalarType.Int64" : "DType";
        code.Line($"private {Tensor} Prepare({Tensor} input) => input.to({type}, Device);").Line();
        using (code.Block($"private static void CheckInput({Tensor} input)"))
        {
            var conditions = new List<string> { $"input.shape.Length != {Literals.Int(Input.Axes.Count)}", "input.shape[0] < 1" };
            for (int axis = 1; axis < Input.Axes.Count; axis++)
            {
                string size = $"input.shape[{Literals.Int(axis)}]";
                conditions.Add(Input.Axes[axis].Role == AxisRole.Time ? $"{size} is < 1 or > {Literals.Int(Input.Axes[axis].Maximum)}" : $"{size} != {Input.Axes[axis].Size}");
            }

            using (code.Block($"if ({string.Join(" || ", conditions)})"))
            {
                code.Line($"throw global::ModelGen.ShapeMismatchException.Of({Name}, \"input\", input.shape, {Literals.Text(Surface.Expected(Input))});");
            }

            // Methods of the model, which refuse a sequence that is shorter than a window.
            if (_model.Lengths.Count > 0)
            {
                code.Line().Line($"long {Symbol.Length} = input.shape[1];");
                foreach (LengthDecl length in _model.Lengths)
                {
                    code.Line($"{length.Symbol};");
                }
            }
        }
    }
}
