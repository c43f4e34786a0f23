using System.IO;
using System.Linq;
using ModelGen;
using ModelGen.Compiler.Emit;
using ModelGen.Compiler.Emit.Cpu;
using ModelGen.Compiler.Ir;
using ModelGen.Compiler.Passes;

namespace ModelGenTool.Inspecting;

/// <summary>The model that a configuration describes: the table that the compiled class would have.</summary>
internal static class ConfigReport
{
    public static void Write(string path)
    {
        PlannedModel plan = PublishedConfig.Plan(path);
        Surface surface = Surface.Of(plan);
        LoweredModel model = plan.Model;
        ModelInfo info = new(
            Path.GetFileName(path),
            [.. model.Rows.Select(row => new LayerInfo(row.Name, row.Kind, row.Output, row.Parameters, row.Flops))],
            ModelDocumentation.Types(surface.Inputs),
            ModelDocumentation.Types(surface.Outputs),
            model.Main.ParameterCount,
            Sizes.Sum(model.Rows.Select(row => row.Flops)),
            plan.ActivationBytes);
        Output.Line(info.ToString());
    }
}
