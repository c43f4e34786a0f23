using System.Collections.Generic;
using System.Linq;
using ModelGen.Compiler.Emit.Passes;
using ModelGen.Compiler.Ir;
using ModelGen.Compiler.Passes;

namespace ModelGen.Compiler.Emit.Ilgpu;

/// <content>The objective between the passes, and what a trainer drives.</content>
internal sealed partial class GpuGraphWriter
{
    private IReadOnlyList<SurfaceTensor> Targets => _surface.Targets!;

    private string Given => _surface.IsPair ? $"{Inputs[0].ReadOnly} {In(0)}, {Targets[0].ReadOnly} {In(1)}, {Surface.Weights} {_surface.WeightsParameter}" : $"{_surface.Batch} batch";

    private string GivenWeights => _surface.IsPair ? _surface.WeightsParameter : $"batch.{_surface.WeightsProperty}.Values";

    private IReadOnlyList<int> Differentiated => plan.Passes.Loss!.Source.Outputs;

    private bool HasLossScratch => !plan.Passes.Loss!.Pass.Frame.Scratch.Total.IsZero;

    private string In(int tensor) => CSharpNames.Escape(_surface.BatchTensors[tensor].Parameter);

    private string Tensor(int tensor) => _surface.IsPair ? In(tensor) : $"batch.{CSharpNames.Escape(_surface.BatchTensors[tensor].Property)}.Tensor";

    private void Steps(CodeWriter code)
    {
        if (_surface.IsPair)
        {
            string pair = $"{In(0)}, {In(1)}", weights = _surface.WeightsParameter;
            _members.ComputeGradients.WriteExpression(code, $"ComputeGradients({pair}, default, scale)");
            _members.ComputeGradientsWeighted.WriteShort(code, body => body.Line($"AddGradients({pair}, {weights}, scale);").Line("return ReadLoss();"));
            _members.AddGradients.WriteExpression(code, $"AddGradients({pair}, default, scale)");
            _members.AddGradientsWeighted.WriteShort(code, Add);
            _members.ComputeLoss.WriteExpression(code, $"ComputeLoss({pair}, default)");
            _members.ComputeLossWeighted.WriteShort(code, Validate);
            foreach ((string signature, string text) in TargetCountText.Of(_model, _surface, _members.Session))
            {
                code.Line($"{signature} =>");
                code.Line($"    {text};").Line();
            }

            TargetCountText.WriteClassWeights(code, _model);
            return;
        }

        _members.ComputeGradients.WriteShort(code, body => body.Line("AddGradients(batch, scale);").Line("return ReadLoss();"));
        _members.AddGradients.WriteShort(code, Add);
        _members.ComputeLoss.WriteShort(code, Validate);
        _members.TotalWeight.WriteExpression(code, TargetCountText.OfBatch(_model, _surface));
    }

    private void Add(CodeWriter code)
    {
        Enter(code);
        code.Line($"Begin({string.Join(", ", Inputs.Select(Values))}, {format.Sizes});");
        for (int i = 0; i < Outputs.Count; i++)
        {
            if (!Differentiated.Contains(i))
            {
                code.Line($"_device.Clear({Gradient(i)}); // the loss does not depend on it");
            }
        }

        LossCall(code, Kept, Kept, Gradient);
        using (code.Block("if (scale != 1)"))
        {
            foreach (int output in Differentiated)
            {
                code.Line($"Gpu::ElementwiseKernels.Scale(_device, {Gradient(output)}, scale, {Outputs[output].Type.Count});");
            }
        }

        code.Line();
        code.Line($"RunBackward({string.Join(", ", Inputs.Where(input => input.HasGradient).Select(_ => "_device.Empty"))});");
    }

    private void Validate(CodeWriter code)
    {
        Enter(code);
        code.Line($"Il::ArrayView<float> arena = {RunCall};");
        code.Line($"long scratch = Passes.PredictScratch({format.Sizes});");
        LossCall(code, output => Shown(output, "scratch"), input => $"{Predicted(input)}.Buffer.View", _ => "_device.Empty");
        code.Line("return ReadLoss();");
    }

    // The CPU target's own checks, before anything is started.
    private void Enter(CodeWriter code)
    {
        if (!_surface.IsPair)
        {
            code.Line("global::System.ArgumentNullException.ThrowIfNull(batch);");
        }

        Read(code, input => Tensor(Inputs.ToList().IndexOf(input)));
        for (int i = 0; i < Targets.Count; i++)
        {
            (InputDecl target, string given) = (_model.Targets[i], Tensor(Inputs.Count + i));
            string text = Literals.Text(Targets[i].Parameter);
            code.Line($"global::ModelGen.Guard.Shape({given}, {Name}, {text}, {Literals.Text(Surface.Expected(target.Type))}, {Lengths(target.Type)});");
            code.Line($"global::System.ReadOnlySpan<{Targets[i].Element}> {Values(Targets[i])} = global::ModelGen.Guard.Dense({given});");
            if (target.IdLimit > 0)
            {
                code.Line($"global::ModelGen.Guard.TokenIds({Values(Targets[i])}, {Literals.Int(target.IdLimit)}, {Name}, {text}{(_model.Objective!.Ignored(target) is { } ignored ? ", ignored: " + Literals.Int(ignored) : "")});");
            }

            if (_model.Objective!.LossesOf(target).Any(loss => loss.TakesProbabilities))
            {
                code.Line($"global::ModelGen.Guard.Probabilities({given}, {Name}, {text});");
            }

            foreach (var loss in _model.Objective.LossesOf(target).Where(loss => loss.TakesIds && target.IdLimit == 0))
            {
                Node node = _model.Objective.Graph.Nodes.First(each => each.Op == loss);
                code.Line($"Gpu::TargetShares.Check({Values(Targets[i])}, {Literals.Int(loss.IgnoreIndex)}, {Literals.Int(node.Input(0).Type.Last.Size.Constant)});");
            }
        }

        code.Line($"global::ModelGen.Guard.Weights({GivenWeights}, {Outputs[0].Type.Axes[0].Size}, {Name}, {Literals.Text(_surface.WeightsParameter)});");
    }

    private void LossCall(CodeWriter code, System.Func<int, string> output, System.Func<SurfaceTensor, string> input, System.Func<int, string> gradient) => code.Call(
        "LossOnDevice",
        [.. Enumerable.Range(0, Outputs.Count).Select(output), .. Inputs.Select(input), .. Targets.Select(Values), GivenWeights, .. Differentiated.Select(gradient), format.Sizes]);

    private void Objective(CodeWriter code)
    {
        PlannedLoss pass = plan.Passes.Loss!;
        string[] parameters =
        [
            .. Enumerable.Range(0, Outputs.Count).Select(i => $"Il::ArrayView<float> {Result(i)}"),
            .. Inputs.Select(input => $"Il::ArrayView<{input.Element}> {View(input)}"),
            .. Targets.Select(target => $"global::System.ReadOnlySpan<{target.Element}> {Values(target)}"),
            $"{Surface.Weights} weights",
            .. Differentiated.Select(i => $"Il::ArrayView<float> {Changed(i)}"),
            format.SizeParameters,
        ];
        code.Line("// The loss is the first number of its buffer.");
        using (code.Method("private void LossOnDevice", parameters))
        {
            foreach (SurfaceTensor target in Targets)
            {
                code.Line($"Il::ArrayView<{target.Element}> {View(target)} = {Wanted(target)}.Reserve({Values(target)}.Length);");
                code.Line($"{Wanted(target)}.Buffer.Write({Values(target)});");
            }

            code.Line("Il::ArrayView<float> shares = _device.Empty;");
            using (code.Block("if (!weights.IsEmpty)"))
            {
                code.Line("shares = _shares.Reserve(weights.Length);");
                code.Line("_shares.Buffer.Write(weights);");
            }

            code.Line();
            code.Line($"Il::ArrayView<float> losses = _losses.Reserve({(HasLossScratch ? $"16 + Passes.LossScratch({format.Sizes})" : "1")});");
            IEnumerable<string> arguments = pass.Graph.Inputs.Select(value => value.Declaration!.Source!).Select(source => source.Kind switch
            {
                SourceKind.Output => Result(source.Index),
                SourceKind.Input => View(Inputs[source.Index]),
                SourceKind.Target => View(Targets[source.Index]),
                SourceKind.Weights => "shares",
                _ => "_device.Constant(\"1\")",
            });
            code.Call("Passes.Loss", ["_device", .. arguments, "losses", .. Differentiated.Select(Changed), .. HasLossScratch ? new[] { "losses.SubView(16)" } : [], format.Sizes]);
        }

        code.Line();
        code.Line("/// <summary>The mean loss of the last batch; waits for it.</summary>");
        using (code.Block("public float ReadLoss()"))
        {
            code.Line("global::System.Span<float> loss = stackalloc float[1];");
            code.Line("_losses.Buffer.Read(loss);");
            code.Line("return loss[0];");
        }

        code.Line();
    }

    private string Changed(int output) => (_surface.Outputs.Count == 1 ? "output" : _surface.Outputs[output].Parameter) + "Gradient";
}
