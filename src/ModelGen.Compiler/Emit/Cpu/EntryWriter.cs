using System.Linq;
using ModelGen.Compiler.Emit.Passes;
using ModelGen.Compiler.Passes;

namespace ModelGen.Compiler.Emit.Cpu;

/// <summary>A further graph method of a model: its prediction, and the passes behind it.</summary>
internal static class EntryWriter
{
    public static EmittedFile Write(PlannedModel plan)
    {
        var expressions = new CpuExpressions();
        string name = plan.Model.Main.Name;
        PassFormat format = PassFormat.Of(plan.Model, CpuTarget.Passes(expressions) with { Class = name + "Passes", Summary = $"The passes of {name}." });
        Surface surface = Surface.Of(plan.Model);
        var inputs = new InputReader(plan.Model, surface, format) { Suffix = "Of" + name };
        var prediction = new PredictionWriter(plan.Model, surface, format, inputs) { Method = "Predict" + name };
        return EmittedType.File(plan.Model.Type, ".Predict" + name, format.Legend + ".", "", code =>
        {
            foreach (Member member in Members.Prediction(surface, name))
            {
                member.Write(code, member.Kind switch
                {
                    MemberKind.Predict => prediction.Predict,
                    MemberKind.PredictSeeded => prediction.PredictSeeded,
                    MemberKind.PredictInto when surface.Draws => prediction.PredictOwn,
                    _ => prediction.PredictInto,
                });
            }

            SurfaceWriter.Lengths(code, plan.Model);
            inputs.Write(code);
            code.Line();
            PassesWriter.Passes(code, format, plan, steps: [], more: expressions.Write);
        });
    }
}
