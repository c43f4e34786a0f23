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
    private readonly Surface _surface = Surface.Of(model.Model);
    private readonly TorchMembers _members = MembersOf(model, Surface.Of(model.Model));
    private readonly TorchClass _root = model.Root;

    private string ModelType => TypeText.Of(_model.Type, TorchNames.Classes);

    private string Name => Literals.Text(_model.Type.Name);

    // Running statistics.
    private bool HasBuffers => _model.Main.WithCallees().Any(graph => graph.Parameters.Any(parameter => parameter.Parameter!.IsBuffer));

    public static string TableName(int table) => table == 0 ? "Rotary" : "Rotary" + Literals.Int(table + 1);

    public void Write()
    {
        classes.Fields(_root, "private");
        Construction();
        foreach (Member property in new[] { _members.Device, _members.DType })
        {
            property.Document(code);
            code.Line($"public {property.Head} {{ get; }}").Line();
        }

        if (_root.RotaryTables.Count > 0)
        {
            classes.Tables(_root);
            code.Line();
        }

        classes.Forward(_root, "CheckInput({0});", _members.Inputs.Count == 1 ? null : _members.Inputs, _members.Outputs);
        code.Line();
        Predict(_surface, _members, "call");
        foreach (TorchEntry entry in model.Entries)
        {
            (Surface surface, string run) = (Surface.Of(entry.Model), "Run" + entry.Name);
            TorchMembers members = MembersOf(model, surface, entry.Name);
            Predict(surface, members, run);
            classes.Entry(entry.Class, run, $"CheckInputOf{entry.Name}({{0}});", members.Inputs, members.Outputs);
            code.Line();
            Check(entry.Model, surface, members, "Of" + entry.Name);
            code.Line();
        }

        if (_surface.HasLoss)
        {
            new TorchLossWriter(code, model, _surface, _members, features, helpers).Write();
            new TorchSessionWriter(code, _model, _surface, _members, features).Write();
        }

        Weights();
        Prepare();
        Check(_model, _surface, _members);
        Dispose();
    }

    private void Construction()
    {
        string type = _root.Name;
        Member construct = _members.Construct;
        construct.Document(code);
        code.Line($"public {type}({string.Join(", ", construct.Parameters!.Select(parameter => parameter.Declaration))})");
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
                code.Line($"{TableName(table)} = new RotaryTable({Literals.Int(turned.Context)}, {Literals.Int(turned.Size)}, {TorchText.Double(turned.Rotation.Base)}, device, dtype{(turned.Rotation.IsPlain(turned.Size) ? "" : $", new float[] {{ {string.Join(", ", turned.Rotation.Frequencies.Select(Literals.Float))} }}")});");
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

    // Inputs of all graph methods are brought to the module's types by the same methods.
    private static TorchMembers MembersOf(TorchModel model, Surface surface, string entry = "") =>
        new(surface, TypeText.Of(model.Model.Type, TorchNames.Classes), entry, [.. Inputs(model)]);

    private static IEnumerable<SurfaceTensor> Inputs(TorchModel model) => model.Entries.Select(entry => entry.Model).Prepend(model.Model).SelectMany(each => Surface.Of(each).Inputs);

    private void Predict(Surface surface, TorchMembers members, string run) => members.Predict.Write(code, body =>
    {
        body.Line(NoGrad);
        body.Line(Scope);
        body.Line("bool wasTraining = training;");
        body.Line("eval();");
        using (body.Block("try"))
        {
            string[] given = [.. surface.Inputs.Select(members.Prepared)];
            string call = $"{run}({(run == "call" ? ClassWriter.Given(given) : string.Join(", ", given))})";
            string[] outputs = [.. surface.Outputs.Select(output => CSharpNames.Escape(output.Parameter))];
            if (outputs.Length == 1)
            {
                body.Line($"return {call}.MoveToOuterDisposeScope();");
            }
            else
            {
                body.Line($"({string.Join(", ", outputs.Select(output => $"{Tensor} {output}"))}) = {call};");
                body.Line($"return ({string.Join(", ", outputs.Select(output => output + ".MoveToOuterDisposeScope()"))});");
            }
        }

        using (body.Block("finally"))
        {
            body.Line("train(wasTraining);");
        }
    });

    private void Weights()
    {
        _members.From.WriteShort(code, body =>
        {
            body.Line("global::System.ArgumentNullException.ThrowIfNull(model);");
            body.Line($"return new {_root.Name}(model, device ?? Sharp::torch.CPU, dtype ?? {ClassWriter.ScalarType}.Float32);");
        });
        _members.ToModel.WriteShort(code, body =>
        {
            body.Line($"{ModelType} model = new {ModelType}();");
            body.Line(NoGrad);
            body.Line(Scope);
            using (body.Block("foreach ((global::ModelGen.Parameter parameter, Sharp::torch.Tensor tensor) in Named(model.Store))"))
            {
                body.Line($"float[] values = tensor.to({ClassWriter.ScalarType}.Float32).cpu().data<float>().ToArray();");
                body.Line("new global::System.ReadOnlySpan<float>(values).CopyTo(parameter.Value);");
            }

            body.Line().Line("return model;");
        });
        foreach ((Member save, Member load) in _members.Files)
        {
            string name = save.Parameters![0].Name;
            save.WriteExpression(code, $"ToModel().Save({name})");
            load.Write(code, body =>
            {
                body.Line($"{ModelType} model = new {ModelType}();");
                body.Line($"model.Load({name});");
                body.Line("Copy(model.Store);");
            });
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

    private void Prepare()
    {
        foreach (SurfaceTensor input in Inputs(model).GroupBy(input => input.Element).Select(kind => kind.First()))
        {
            code.Line($"private {Tensor} {_members.Preparation(input)}({Tensor} input) => input.to({(input.Element == "int" ? "Sharp::torch.ScalarType.Int64" : "DType")}, Device);").Line();
        }
    }

    // libtorch says nothing useful about a wrong shape, and some of its entry points end the process.
    private void Check(LoweredModel of, Surface surface, TorchMembers members, string suffix = "")
    {
        var brought = new Dictionary<Symbol, string>();
        using (code.Block($"private static void CheckInput{suffix}({string.Join(", ", members.Inputs.Select(input => $"{Tensor} {input}"))})"))
        {
            for (int i = 0; i < of.Inputs.Count; i++)
            {
                TensorType type = of.Inputs[i].Type;
                string input = members.Inputs[i];
                var conditions = new List<string> { $"{input}.shape.Length != {Literals.Int(type.Axes.Count)}" };
                for (int axis = 0; axis < type.Axes.Count; axis++)
                {
                    string size = $"{input}.shape[{Literals.Int(axis)}]";
                    Axis own = type.Axes[axis];
                    Symbol? symbol = own.Size.Symbols.FirstOrDefault();
                    if (symbol is not null && !brought.ContainsKey(symbol))
                    {
                        brought.Add(symbol, size);
                        conditions.Add(own.Maximum == 0 ? $"{size} < 1" : $"{size} is < 1 or > {Literals.Int(own.Maximum)}");
                    }
                    else
                    {
                        conditions.Add($"{size} != {(symbol is null ? own.Size.ToString() : brought[symbol])}");
                    }
                }

                using (code.Block($"if ({string.Join(" || ", conditions)})"))
                {
                    code.Line($"throw global::ModelGen.ShapeMismatchException.Of({Name}, {Literals.Text(surface.Inputs[i].Parameter)}, {input}.shape, {Literals.Text(Surface.Expected(type))});");
                }
            }

            // Methods of the model, which refuse a sequence that is shorter than a window.
            if (of.Lengths.Count > 0)
            {
                code.Line();
                foreach (Symbol length in of.Lengths.Select(made => made.Base).Distinct())
                {
                    code.Line($"long {length} = {brought[length]};");
                }

                foreach (LengthDecl length in of.Lengths)
                {
                    code.Line($"{length.Symbol};");
                }
            }
        }
    }
}
