using System;
using System.CommandLine;
using System.IO;
using ModelGen.Weights;

namespace ModelGenTool.Comparing;

/// <summary><c>modelgen diff FILE OTHER</c>.</summary>
internal static class DiffCommand
{
    public static Command Create()
    {
        Argument<string> path = new("FILE") { Description = "Weights, in any file that inspect reads." };
        Argument<string> other = new("OTHER") { Description = "The assembly of a compiled model (.dll), or other weights." };
        Option<string?> model = new("--model") { Description = "Which model of the assembly, where it has several.", HelpName = "NAME" };
        Option<double> tolerance = new("--tolerance") { Description = "Of other weights: how far two numbers may be apart (0).", HelpName = "X" };
        Command command = new("diff", "Says what of a weight file a compiled model lacks, leaves over or has in another shape; or how two weight files differ. The exit code is 1 where they do.") { path, other, model, tolerance };
        command.SetAction(parsed => Run(parsed.GetValue(path)!, parsed.GetValue(other)!, parsed.GetValue(model), parsed.GetValue(tolerance)));
        return command;
    }

    private static int Run(string path, string other, string? model, double tolerance)
    {
        using IWeightSource source = WeightSources.Open(path);
        if (other.EndsWith(".dll", StringComparison.OrdinalIgnoreCase) || other.EndsWith(".exe", StringComparison.OrdinalIgnoreCase)) return ModelDifference.Write(source, other, model);
        using IWeightSource second = File.Exists(other) || Directory.Exists(other) ? WeightSources.Open(other) : throw new UserException($"There is no file '{Text.Path(other)}': check the path");
        return WeightDifference.Write(source, second, tolerance);
    }
}
