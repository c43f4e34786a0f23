using System;
using System.Collections.Generic;
using System.CommandLine;
using System.CommandLine.Parsing;
using ModelGen.Weights;

namespace ModelGenTool.Converting;

/// <summary><c>modelgen convert FILE</c>.</summary>
internal static class ConvertCommand
{
    public static Command Create()
    {
        Argument<string> path = new("FILE") { Description = "model.onnx, a .gguf file, a .safetensors file, an index of several, or the folder of a checkpoint." };
        Option<string?> output = new("--output", "-o") { Description = "The file to write (beside FILE, with the ending .safetensors).", HelpName = "PATH" };
        Option<SafeTensorType?> type = new("--type") { Description = "F32, F16 or BF16 (what the file has; F32 for quantised ones).", HelpName = "TYPE", CustomParser = Type };
        Option<string[]> rename = new("--rename") { Description = "OLD=NEW: the tensor OLD becomes NEW, or names that begin with OLD begin with NEW instead; may be given several times, whole names count first.", HelpName = "OLD=NEW" };
        Option<bool> force = new("--force") { Description = "Replaces a file that is there." };
        Command command = new("convert", "Writes the weights of a file as one safetensors file. Of ONNX the initializers, under the names of the checkpoint that was exported.") { path, output, type, rename, force };
        command.SetAction(parsed => Conversion.Run(parsed.GetValue(path)!, parsed.GetValue(output), parsed.GetValue(type), Renames(parsed.GetValue(rename) ?? []), parsed.GetValue(force)));
        return command;
    }

    private static SafeTensorType? Type(ArgumentResult result)
    {
        string text = result.Tokens[0].Value;
        if (Enum.TryParse(text, ignoreCase: true, out SafeTensorType type) && type is SafeTensorType.F32 or SafeTensorType.F16 or SafeTensorType.BF16) return type;
        result.AddError($"--type takes F32, F16 or BF16, not '{text}'");
        return null;
    }

    private static List<(string Old, string New)> Renames(string[] texts)
    {
        List<(string, string)> renames = [];
        foreach (string text in texts)
        {
            int at = text.IndexOf('=');
            if (at < 0) throw new UserException($"--rename takes OLD=NEW, not '{text}'");
            renames.Add((text[..at], text[(at + 1)..]));
        }

        return renames;
    }
}
