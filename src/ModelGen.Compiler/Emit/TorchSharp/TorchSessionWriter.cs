using System.Linq;
using ModelGen.Compiler.Ir;
using ModelGen.Compiler.Passes;

namespace ModelGen.Compiler.Emit.TorchSharp;

/// <summary>The session that the library's Trainer drives.</summary>
internal sealed class TorchSessionWriter(CodeWriter code, LoweredModel model, Surface surface, TorchMembers members, TorchFeatures features)
{
    private const string Scope = "using Sharp::DisposeScope scope = Sharp::torch.NewDisposeScope();";
    private const string NoGrad = "using global::System.IDisposable noGrad = Sharp::torch.no_grad();";
    private const string Tensor = ClassWriter.Tensor;
    private const string Outputs = "global::System.Span<float> outputs";

    private string Name => Literals.Text(model.Type.Name);

    // What a step takes: the tensors of a pair and their weights, or a batch.
    private string Parameters => surface.IsPair ? $"{Pair}, {Surface.Weights} weights, {Outputs}" : $"{surface.Batch} batch";

    private string Arguments => surface.IsPair ? "input, target, weights, outputs" : "batch";

    private string Pair => $"{surface.ReadOnlyInput} input, {surface.ReadOnlyTarget} target";

    public void Write()
    {
        members.TrainWith.WriteShort(code, body =>
        {
            body.Line("global::System.ArgumentNullException.ThrowIfNull(optimizer);");
            body.Line("return new Session(this, optimizer);");
        });
        using (code.Block($"private sealed class Session({TorchNames.Root} module, {TorchMembers.Optimizer} optimizer) : {members.OwnSession}{surface.ClassWeighted}"))
        {
            LearningRate();
            code.Line("public void ZeroGradients() => optimizer.zero_grad();").Line();
            Gradients();
            Updates();
            Loss();
        }

        code.Line();
    }

    private void LearningRate()
    {
        using (code.Block("public float LearningRate"))
        {
            code.Line("get => (float)global::System.Linq.Enumerable.First(optimizer.ParamGroups).LearningRate;");
            using (code.Block("set"))
            {
                using (code.Block("foreach (Sharp::torch.optim.ILearningRateController group in optimizer.ParamGroups)"))
                {
                    code.Line("group.LearningRate = value;");
                }
            }
        }

        code.Line();
    }

    private void Gradients()
    {
        if (surface.IsPair)
        {
            code.Line($"public float ComputeGradients({Pair}, float scale) => ComputeGradients(input, target, default, scale);").Line();
            code.Line($"public float ComputeGradients({Pair}, {Surface.Weights} weights, float scale) => ComputeGradients(input, target, weights, scale, default);").Line();
        }

        using (code.Block($"public float ComputeGradients({(surface.IsPair ? $"{Pair}, {Surface.Weights} weights, float scale, {Outputs}" : $"{surface.Batch} batch, float scale")})"))
        {
            code.Line(Scope);
            code.Line("module.train();");
            code.Line($"{Tensor} loss = Loss({Arguments});");
            code.Line("(loss * scale).backward();");
            code.Line("return loss.item<float>();");
        }

        code.Line();
    }

    private void Updates()
    {
        using (code.Block("public void ScaleGradients(float factor)"))
        {
            code.Line(NoGrad);
            code.Line(Scope);
            using (code.Block("foreach (Sharp::torch.Tensor parameter in module.parameters())"))
            {
                code.Line($"parameter.{features.Gradient}?.mul_(factor);");
            }
        }

        code.Line();
        using (code.Block("public float ClipGradients(float maximumNorm)"))
        {
            code.Line(Scope);
            code.Line("return (float)Sharp::torch.nn.utils.clip_grad_norm_(module.parameters(), maximumNorm);");
        }

        code.Line();
        using (code.Block("public void Update()"))
        {
            code.Line(Scope);
            code.Line("optimizer.step();");
            code.Line("optimizer.zero_grad();");
        }

        code.Line();
    }

    private void Loss()
    {
        if (surface.IsPair)
        {
            code.Line($"public float ComputeLoss({Pair}) => ComputeLoss(input, target, default);").Line();
            code.Line($"public float ComputeLoss({Pair}, {Surface.Weights} weights) => ComputeLoss(input, target, weights, default);").Line();
        }

        using (code.Block($"public float ComputeLoss({Parameters})"))
        {
            code.Line(NoGrad);
            code.Line(Scope);
            code.Line("module.eval();");
            code.Line($"return Loss({Arguments}).item<float>();");
        }

        code.Line();
        if (surface.IsPair)
        {
            OutputCountText.Write(code, model, members.OwnSession);
            foreach ((string signature, string text) in TargetCountText.Of(model, surface, members.Session))
            {
                code.Line($"{signature} =>");
                code.Line($"    {text};").Line();
            }

            TargetCountText.WriteClassWeights(code, model);
        }
        else
        {
            code.Line("public double TotalWeight(" + surface.Batch + " batch, global::System.Span<bool> counts = default) =>");
            code.Line($"    {TargetCountText.OfBatch(model, surface)};").Line();
        }

        using (code.Block($"private {Tensor} Loss({Parameters})"))
        {
            Read();
        }
    }

    // The CPU target's own checks, so that a bad token id is an exception and not a failed assertion on the device.
    private void Read()
    {
        string[] made = new string[surface.BatchTensors.Count];
        string weights = surface.IsPair ? "weights" : $"batch.{surface.WeightsProperty}.Values";
        System.Collections.Generic.HashSet<Symbol> known = [];
        for (int i = 0; i < surface.Inputs.Count; i++)
        {
            SurfaceTensor input = surface.Inputs[i];
            string sizes = string.Join(", ", model.Main.Symbols.Where(symbol => model.Inputs[i].Type.Axes.Any(axis => axis.Size.Symbols.Contains(symbol))).Select(symbol => (known.Add(symbol) ? "out int " : "") + symbol));
            string local = surface.Inputs.Count == 1 ? "values" : input.Parameter + "Values";
            code.Line($"global::System.ReadOnlySpan<{input.Element}> {local} = {input.Reader}({Given(i)}, {sizes});");
            made[i] = $"Sharp::torch.tensor({local}.ToArray(), new long[] {{ {Sizes(model.Inputs[i].Type)} }})";
        }

        for (int i = 0; i < model.Targets.Count; i++)
        {
            (InputDecl target, string given) = (model.Targets[i], Given(surface.Inputs.Count + i));
            string text = Literals.Text(surface.Targets![i].Parameter);
            code.Line($"global::ModelGen.Guard.Shape({given}, {Name}, {text}, {Literals.Text(Surface.Expected(target.Type))}, {Sizes(target.Type)});");
            if (target.IdLimit > 0)
            {
                code.Line($"global::ModelGen.Guard.TokenIds(global::ModelGen.Guard.Dense({given}), {Literals.Int(target.IdLimit)}, {Name}, {text}{(model.Objective!.Ignored(target) is { } ignored ? ", ignored: " + Literals.Int(ignored) : "")});");
            }

            made[surface.Inputs.Count + i] = $"Sharp::torch.tensor(global::ModelGen.Guard.Dense({given}).ToArray(), new long[] {{ {Sizes(target.Type)} }})";
        }

        code.Line($"global::ModelGen.Guard.Weights({weights}, {model.Main.Outputs[0].Type.Axes[0].Size}, {Name}, {Literals.Text(members.Weights)});");
        for (int i = 0; i < model.Targets.Count; i++)
        {
            if (model.Objective!.LossesOf(model.Targets[i]).Any(loss => loss.TakesProbabilities))
            {
                code.Line($"global::ModelGen.Guard.Probabilities({Given(surface.Inputs.Count + i)}, {Name}, {Literals.Text(surface.Targets![i].Parameter)});");
            }
        }

        for (int i = 0; i < surface.Inputs.Count; i++)
        {
            code.Line($"{Tensor} {Local(i)} = module.{members.Preparation(surface.Inputs[i])}({made[i]});");
        }

        string call = $"module.call({ClassWriter.Given([.. surface.Inputs.Select((_, i) => Local(i))])})";
        string[] outputs = members.OutputLocals;
        code.Line(outputs.Length == 1 ? $"{Tensor} output = {call};" : $"({string.Join(", ", outputs.Select(output => $"{Tensor} {output}"))}) = {call};");
        if (surface.IsPair)
        {
            using (code.Block("if (!outputs.IsEmpty)"))
            {
                code.Line("new global::System.ReadOnlySpan<float>(output.detach().to(Sharp::torch.ScalarType.Float32).reshape(-1).cpu().data<float>().ToArray()).CopyTo(outputs);");
            }

            code.Line();
        }

        code.Call("return module.LossOf", [.. outputs, .. surface.Inputs.Select((_, i) => Local(i)), .. made.Skip(surface.Inputs.Count), $"{weights}.IsEmpty ? null : Sharp::torch.tensor({weights}.ToArray())"]);
    }

    private string Local(int input) => surface.Inputs.Count == 1 ? "x" : surface.Inputs[input].Parameter + "Tensor";

    private string Given(int tensor) => surface.IsPair ? tensor == 0 ? "input" : "target" : $"batch.{CSharpNames.Escape(surface.BatchTensors[tensor].Property)}.Tensor";

    private static string Sizes(TensorType type) => string.Join(", ", type.Axes.Select(axis => axis.Size));
}
