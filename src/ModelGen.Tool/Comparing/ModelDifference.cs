using System.Linq;
using ModelGen;
using ModelGen.Weights;

namespace ModelGenTool.Comparing;

/// <summary>A weight file against the parameters of a compiled model, by the rules of loading.</summary>
internal static class ModelDifference
{
    /// <returns>0 where it would be loaded without a word.</returns>
    public static int Write(IWeightSource source, string assembly, string? name)
    {
        (string model, ParameterStore store) = ModelAssembly.Open(assembly, name);
        LoadOptions options = new();
        LoadCheck check = new(store, source, new NameMatch(source, store.Tensors, options, store.PassedOver), options);
        LoadReport report = check.Report([]);
        string[] passed = [.. report.Unexpected.Where(tensor => store.PassedOver.Any(beginning => tensor.StartsWith(beginning, System.StringComparison.Ordinal)))];
        string[] over = [.. report.Unexpected.Except(passed)];
        string[] types = [.. store.Tensors.Select(tensor => tensor.Name).Except([.. report.Loaded, .. report.Missing, .. report.OtherShapes.Select(other => other.Name)])];
        Output.Line($"{source.FileName} and {model}: {report.Loaded.Count} of {store.Tensors.Count} tensors fit");
        foreach (string tensor in report.Missing) Output.Line($"missing in the file: {tensor}");
        foreach (ShapeDifference other in report.OtherShapes) Output.Line($"of another shape: {other}");
        foreach (string tensor in types) Output.Line($"of another type than F32, F16, BF16 and F64: {tensor}");
        foreach (string tensor in over) Output.Line($"left over in the file: {Text.Clip(tensor)}");
        foreach (string tensor in passed) Output.Line($"of another head, passed over: {Text.Clip(tensor)}");
        return report.Missing.Count + report.OtherShapes.Count + types.Length + over.Length == 0 ? 0 : 1;
    }
}
