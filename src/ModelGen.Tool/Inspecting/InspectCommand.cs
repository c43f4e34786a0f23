using System;
using System.CommandLine;
using System.IO;
using ModelGen.Weights;

namespace ModelGenTool.Inspecting;

/// <summary><c>modelgen inspect FILE</c>.</summary>
internal static class InspectCommand
{
    public static Command Create()
    {
        Argument<string> path = new("FILE") { Description = "Weights (.safetensors, .index.json, .gguf, .onnx), config.json, a tokenizer, or the folder of a checkpoint." };
        Option<string?> filter = new("--filter") { Description = "Only tensors whose names contain this.", HelpName = "TEXT" };
        Option<bool> values = new("--values") { Description = "Reads the tensors, too: mean, spread, least and greatest, and whether all are finite." };
        Command command = new("inspect", "Shows what is in a file; of weights the header is read, and nothing else.") { path, filter, values };
        command.SetAction(parsed => Run(parsed.GetValue(path)!, parsed.GetValue(filter) ?? "", parsed.GetValue(values)));
        return command;
    }

    private static void Run(string path, string filter, bool values)
    {
        if (Directory.Exists(path))
        {
            Folder(path, filter, values);
            return;
        }

        if (!File.Exists(path)) throw new UserException($"There is no file '{Printed(path)}': check the path");
        string name = Path.GetFileName(path);
        if (name.EndsWith(".index.json", StringComparison.Ordinal)) WeightReport.Write(path, filter, values);
        else if (name.EndsWith("config.json", StringComparison.Ordinal)) ConfigReport.Write(path);
        else if (name.EndsWith(".json", StringComparison.Ordinal) || name.EndsWith(".model", StringComparison.Ordinal) || name.EndsWith(".txt", StringComparison.Ordinal)) TokenizerReport.Write(path);
        else WeightReport.Write(path, filter, values);
    }

    // What a published checkpoint has, in the order in which one asks.
    private static void Folder(string path, string filter, bool values)
    {
        bool any = false;
        string config = Path.Combine(path, "config.json");
        if (File.Exists(config))
        {
            ConfigReport.Write(config);
            any = true;
        }

        if (Array.Exists(["tokenizer.json", "tokenizer.model", "vocab.txt", "vocab.json"], name => File.Exists(Path.Combine(path, name))))
        {
            TokenizerReport.Write(path);
            any = true;
        }

        if (any && !Array.Exists(["model.safetensors", "model.safetensors.index.json"], name => File.Exists(Path.Combine(path, name)))) return;
        WeightReport.Write(path, filter, values);
    }

    internal static string Printed(string path) => Text.Path(path);
}
