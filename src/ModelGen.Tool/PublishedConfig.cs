using System.Collections.Generic;
using System.IO;
using System.Linq;
using ModelGen.Compiler;
using ModelGen.Compiler.Errors;
using ModelGen.Compiler.Passes;
using ModelGen.Compiler.Presets.Pretrained;
using ModelGen.Compiler.Spec;

namespace ModelGenTool;

/// <summary>A configuration file as the compiler sees it where <c>[Pretrained]</c> names it.</summary>
internal static class PublishedConfig
{
    private const int Largest = 4 << 20; // bytes; published ones have a few thousand

    /// <summary>The model, with its memory.</summary>
    /// <exception cref="UserException">The configuration is damaged, or says what is not known: the compiler's own words.</exception>
    public static PlannedModel Plan(string path, params ArgumentSpec[] arguments)
    {
        if (!File.Exists(path)) throw new UserException($"There is no configuration '{ModelGen.Weights.Text.Path(path)}': check the path");
        if (ModelGen.RegularFile.Length(path) > Largest) throw new UserException($"'{ModelGen.Weights.Text.Path(path)}' is larger than a configuration can be: name the checkpoint's config.json");
        TypeSpec type = new("Model", "", "Model", "public");
        ArgumentSpec[] all = [ArgumentSpec.Of("config", Path.GetFileName(path)), ArgumentSpec.Of(ExpandPretrained.Content, File.ReadAllText(path)), .. Beside(path), .. arguments];
        (LoweredModel? model, IReadOnlyList<ModelError> errors) = Lower.Run(new ModelSpec(type, new([new LayerSpec("Pretrained", new(all), new SourceRef("Model", 0))])));
        if (model is null || errors.Count > 0) throw new UserException(errors.FirstOrDefault()?.Message ?? "The configuration describes no model");
        PlannedModel plan = ModelCompiler.PlanCpu(model);
        return plan.Fault is { } fault ? throw new UserException(fault.Message) : plan;
    }

    private static IEnumerable<ArgumentSpec> Beside(string path) =>
        from file in SentenceHead.Files
        let beside = Path.Combine(Path.GetDirectoryName(Path.GetFullPath(path))!, file.File)
        where File.Exists(beside) && ModelGen.RegularFile.Length(beside) <= Largest
        select ArgumentSpec.Of(file.Argument, File.ReadAllText(beside));
}
