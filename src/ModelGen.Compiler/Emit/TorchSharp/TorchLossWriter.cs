using System.Collections.Generic;
using System.Linq;
using ModelGen.Compiler.Ir;
using ModelGen.Compiler.Passes;

namespace ModelGen.Compiler.Emit.TorchSharp;

/// <summary>The loss and a training step.</summary>
internal sealed class TorchLossWriter(CodeWriter code, TorchModel torch, Surface surface, TorchMembers members, TorchFeatures features, HashSet<string> helpers)
{
    private const string Tensor = ClassWriter.Tensor;
    private const string Float32 = "Sharp::torch.ScalarType.Float32";
    private const string Scope = "using Sharp::DisposeScope scope = Sharp::torch.NewDisposeScope();";

    private readonly LoweredModel _model = torch.Model;

    private string[] Targets => [.. surface.Targets!.Select(target => CSharpNames.Escape(target.Parameter))];

    public void Write()
    {
        members.ComputeLoss.WriteShort(code, body =>
        {
            body.Line(Scope);
            foreach (SurfaceTensor input in surface.Inputs)
            {
                body.Line($"{CSharpNames.Escape(input.Parameter)} = {members.Prepared(input)};");
            }

            string call = $"call({ClassWriter.Given(members.Inputs)})";
            string[] outputs = members.OutputLocals;
            if (outputs.Length > 1)
            {
                body.Line($"({string.Join(", ", outputs.Select(output => $"{Tensor} {output}"))}) = {call};");
            }

            string[] given = outputs.Length == 1 ? [call] : outputs;
            body.Line($"return LossOf({string.Join(", ", [.. given, .. members.Inputs, .. Targets, members.Weights])}).MoveToOuterDisposeScope();");
        });
        LossOf();
        members.TrainingStep.WriteShort(code, body =>
        {
            body.Line("global::System.ArgumentNullException.ThrowIfNull(optimizer);");
            body.Line(Scope);
            body.Line("train();");
            body.Line("optimizer.zero_grad();");
            body.Line($"{Tensor} loss = ComputeLoss({string.Join(", ", [.. members.Inputs, .. Targets, members.Weights])});");
            body.Line("loss.backward();");
            body.Line("optimizer.step();");
            body.Line("return loss.item<float>();");
        });
        CheckTarget();
    }

    // Of outputs that are there: a session shows them, too.
    private void LossOf()
    {
        Graph loss = _model.Objective!.Graph;
        string[] outputs = members.OutputLocals;
        var of = new TorchClass("Loss", "");
        of.Forward(loss.Inputs, [.. loss.Nodes.Select(node => TorchStep.Of(node, []))], loss.Outputs);
        var writer = new ForwardWriter(of, [.. loss.Inputs.Select(input => input.Declaration!.Source!).Select(source => source.Kind switch
        {
            SourceKind.Output => outputs[source.Index],
            SourceKind.Input => members.Inputs[source.Index],
            SourceKind.Target => Targets[source.Index],
            _ => members.Weights,
        })]);
        string[] parameters = [.. outputs, .. members.Inputs, .. Targets];
        writer.Reserve([.. parameters, members.Weights]); // also those that the loss does not read
        writer.Write(torch, features, helpers);
        using (code.Block($"private {Tensor} LossOf({string.Join(", ", parameters.Select(name => $"{Tensor} {name}"))}, {Tensor}? {members.Weights})"))
        {
            foreach ((string output, Value value) in outputs.Zip(_model.Main.Outputs, (output, value) => (output, value)))
            {
                code.Line($"{output} = {output}.to({Float32}); // {value.Type.SizesText}");
            }

            Checks();
            foreach (string line in writer.Lines)
            {
                code.Line(line);
            }

            code.Line($"return {writer.Results[0]};");
        }

        code.Line();
    }

    private void Checks()
    {
        HashSet<Symbol> sizes = [.. _model.Targets.SelectMany(target => target.Type.Axes).SelectMany(axis => axis.Size.Symbols).SelectMany(Bases)];
        foreach (Symbol size in _model.Main.Symbols.Where(sizes.Contains))
        {
            int input = _model.Inputs.ToList().FindIndex(declared => declared.Type.Axes.Any(axis => axis.Size.Equals(Dim.Of(size))));
            code.Line($"long {size} = {members.Inputs[input]}.shape[{Literals.Int(_model.Inputs[input].Type.Axes.ToList().FindIndex(axis => axis.Size.Equals(Dim.Of(size))))}];");
        }

        foreach ((SurfaceTensor target, InputDecl declared) in surface.Targets!.Zip(_model.Targets, (target, declared) => (target, declared)))
        {
            string name = CSharpNames.Escape(target.Parameter);
            code.Line($"CheckTarget({name}, {Literals.Text(target.Parameter)}, {string.Join(", ", declared.Type.Axes.Select(axis => axis.Size))});");
            code.Line($"{name} = {name}.to({(declared.IsTokens ? "Sharp::torch.ScalarType.Int64" : Float32)}, Device);");
        }
    }

    // The sequence's own length, where windows made another of it.
    private IEnumerable<Symbol> Bases(Symbol symbol) => _model.Lengths.FirstOrDefault(made => made.Symbol == symbol) is { } made ? [made.Base] : [symbol];

    private void CheckTarget()
    {
        if (_model.Targets.Count == 0)
        {
            return;
        }

        using (code.Block($"private static void CheckTarget({Tensor} target, string name, params long[] expected)"))
        {
            using (code.Block("if (!global::System.Linq.Enumerable.SequenceEqual(target.shape, expected))"))
            {
                code.Line($"throw global::ModelGen.ShapeMismatchException.Of({Literals.Text(surface.Name)}, name, target.shape, \"[\" + string.Join(\", \", expected) + \"]\");");
            }
        }

        code.Line();
    }
}
