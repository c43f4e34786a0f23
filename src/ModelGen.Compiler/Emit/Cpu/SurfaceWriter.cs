using System;
using System.Collections.Generic;
using System.Linq;
using ModelGen.Compiler.Emit.Passes;
using ModelGen.Compiler.Ir;
using ModelGen.Compiler.Passes;

namespace ModelGen.Compiler.Emit.Cpu;

/// <summary>The public members of a model: description, construction, prediction, training, weights.</summary>
internal sealed class SurfaceWriter
{
    private readonly PlannedModel _plan;
    private readonly LoweredModel _model;
    private readonly Surface _surface;
    private readonly PassFormat _format;
    private readonly InputReader _inputs;
    private readonly PredictionWriter _prediction;
    private readonly TrainingWriter _training;
    private readonly MeasureWriter _measure;

    public SurfaceWriter(PlannedModel plan)
    {
        (_plan, _model, _surface) = (plan, plan.Model, Surface.Of(plan));
        _format = PassFormat.Of(plan.Model, CpuTarget.Passes(new()));
        _inputs = new InputReader(plan.Model, _surface, _format);
        _prediction = new PredictionWriter(plan.Model, _surface, _format, _inputs);
        _training = new TrainingWriter(plan, _surface, _format, _inputs);
        _measure = new MeasureWriter(plan.Model, _surface);
    }

    private string Name => Literals.Text(_model.Type.Name);

    public EmittedFile Write() => EmittedType.File(_model.Type, "", "", _surface.Interfaces, code =>
    {
        code.Line("private readonly global::ModelGen.WorkspacePool _workspaces = new();");
        code.Line("private readonly global::ModelGen.Workspace _training = new();").Line();
        if (_plan.KeepsSeed)
        {
            code.Line("private readonly ulong _predictionSeed;").Line();
        }

        foreach (Member member in Members.Of(_surface))
        {
            Write(code, member);
        }

        Lengths(code, _model);
        _inputs.Write(code);
    }, documentation: ModelDocumentation.Lines(_plan));

    private void Write(CodeWriter code, Member member)
    {
        switch (member.Kind)
        {
            case MemberKind.Info:
                member.Document(code);
                Info(code, member);
                break;
            case MemberKind.Construct:
                member.Write(code, _ => { });
                break;
            case MemberKind.ConstructFromFile:
                member.Write(code, body => body.Line("global::ModelGen.Weights.WeightFile.Load(Store, path, options);"));
                Construction(code);
                break;
            case MemberKind.Parameters or MemberKind.Store:
                member.Document(code);
                code.Line($"public {member.Head} {{ get; }}").Line();
                break;
            case MemberKind.Predict:
                member.Write(code, _prediction.Predict);
                break;
            case MemberKind.PredictInto:
                member.Write(code, _surface.Draws ? _prediction.PredictOwn : _prediction.PredictInto);
                break;
            case MemberKind.PredictSeeded:
                member.Write(code, _prediction.PredictSeeded);
                break;
            case MemberKind.PredictSeededInto:
                member.Write(code, _prediction.PredictInto);
                break;
            case MemberKind.Forward:
                member.Write(code, _training.Forward);
                break;
            case MemberKind.Backward:
                member.Write(code, _training.Backward);
                break;
            case MemberKind.RandomState:
                member.Document(code);
                TrainingWriter.RandomState(code, member);
                _training.Padding(code);
                break;
            case MemberKind.ComputeGradients or MemberKind.ComputeLoss:
                member.Write(code, body => body.Line($"return {member.Name}({string.Join(", ", member.Parameters!.Select(parameter => CSharpNames.Escape(parameter.Name)))}, default, default);"));
                break;
            case MemberKind.ComputeGradientsWeighted:
                member.Write(code, _training.ComputeGradients);
                break;
            case MemberKind.ComputeLossWeighted:
                member.Write(code, _training.ComputeLoss);
                break;
            case MemberKind.OutputCount:
                _measure.OutputCount(code);
                _measure.CountTargets(code);
                break;
            case MemberKind.ComputeGradientsOfBatch or MemberKind.ComputeLossOfBatch:
                member.Write(code, body => _training.OfBatch(body, member.Name));
                break;
            case MemberKind.ComputeGradientsOfTensors:
                member.Write(code, _training.ComputeGradients);
                break;
            case MemberKind.ComputeLossOfTensors:
                member.Write(code, _training.ComputeLoss);
                break;
            case MemberKind.TotalWeight:
                member.Write(code, body => body.Line("global::System.ArgumentNullException.ThrowIfNull(batch);").Line($"return {TargetCountText.OfBatch(_model, _surface)};"));
                break;
            case MemberKind.PredictProbabilities:
                member.Write(code, _measure.Probabilities);
                break;
            case MemberKind.PredictProbabilitiesInto:
                member.Write(code, _measure.ProbabilitiesInto);
                break;
            case MemberKind.PredictClasses:
                member.Write(code, _measure.Classes);
                break;
            case MemberKind.SaveFile:
                _training.Step(code);
                ForwardOutputsWriter.Write(code, _surface);
                BatchWriter.Write(code, _surface, _format);
                Weights(code, member);
                break;
            case MemberKind.LoadFile or MemberKind.SaveStream or MemberKind.LoadStream:
                Weights(code, member);
                break;
            case MemberKind.CreateDecoder:
                if (_surface.Memory.Count == 0)
                {
                    member.WriteExpression(code, "new(this)");
                }
                else
                {
                    member.Write(code, _inputs.CreateDecoder);
                }

                break;
            default:
                throw new InvalidOperationException($"{member.Kind} has no body");
        }
    }

    private void Info(CodeWriter code, Member member)
    {
        code.Line($"public {member.Head} {{ get; }} = new(");
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
            code.Line($"{Literals.Text(ModelDocumentation.Types(_surface.Inputs))}, {Literals.Text(ModelDocumentation.Types(_surface.Outputs))},");
            code.Line($"parameters: {Literals.Int(_model.Main.ParameterCount)}, flopsPerExample: {Literals.Int(Ir.Sizes.Sum(_model.Rows.Select(row => row.Flops)))}, activationBytesPerExample: {Literals.Int(_plan.ActivationBytes)});");
        }

        code.Line();
    }

    private void Construction(CodeWriter code)
    {
        using (code.Block($"private {CSharpNames.Escape(_model.Type.Name)}(long seed, bool draws)"))
        {
            long buffers = ParametersWriter.Floats(_model.Main, buffers: true);
            string more = buffers == 0 ? "" : $", buffers: {Literals.Int(buffers)}";
            code.Line($"Store = new global::ModelGen.ParameterStore({Literals.Int(ParametersWriter.Floats(_model.Main))}, unchecked((ulong)seed){more}, draws: draws);");
            if (_model.PassedOver.Count > 0)
            {
                code.Line($"Store.PassOver({string.Join(", ", _model.PassedOver.Select(Literals.Text))});");
            }

            code.Line("Parameters = new ParameterTree(Store);");
            if (_model.Quantized is { } weights)
            {
                code.Line($"global::ModelGen.Quantization.Quantizer.Quantize(Store, global::ModelGen.Quantization.Weights.{weights});");
            }

            code.Line("_training.RandomKey = unchecked((ulong)seed);");
            if (_plan.KeepsSeed)
            {
                code.Line("_predictionSeed = unchecked((ulong)seed);");
            }
        }

        code.Line();
    }

    private static void Weights(CodeWriter code, Member member) =>
        member.WriteExpression(code, $"global::ModelGen.Weights.WeightFile.{member.Name}(Store, {member.Parameters![0].Name})");

    internal static void Lengths(CodeWriter code, LoweredModel model)
    {
        foreach (LengthDecl length in model.Lengths)
        {
            string windows = $"{length.From}, padding: {Literals.Int(length.Padding)}, window: {Literals.Int(length.Span)}, stride: {Literals.Int(length.Stride)}";
            code.Line($"// The steps behind {length.Layer}.");
            string count = length.Extends ? $"PaddedWindows({windows})" : $"Windows({windows}, {Literals.Text(model.Type.Name)}, {Literals.Text(length.Layer)})";
            code.Line($"private static int {length.Method}(long {length.Base}) => global::ModelGen.Guard.{count};").Line();
        }
    }
}
