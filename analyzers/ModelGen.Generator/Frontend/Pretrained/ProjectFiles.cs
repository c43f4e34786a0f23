using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using ModelGen.Compiler.Presets.Pretrained;
using ModelGen.Compiler.Spec;

namespace ModelGen.Generator.Frontend.Pretrained;

/// <summary>The project's additional files, by the paths that attributes have for them. Value-equal: an edit of another file changes nothing.</summary>
/// <param name="Folder">The project's; empty where it is not known.</param>
internal sealed record ProjectFiles(string Folder, EquatableArray<ProjectFile> Files)
{
    private const string FolderOption = "build_property.projectdir";

    public static ProjectFiles None { get; } = new("", default);

    /// <summary>Whether attributes may name it.</summary>
    public static bool IsNamed(AdditionalText text) => text.Path.EndsWith(".json", StringComparison.OrdinalIgnoreCase);

    public static string FolderOf(AnalyzerConfigOptionsProvider options) => options.GlobalOptions.TryGetValue(FolderOption, out string? folder) ? Normal(folder) : "";

    public static ProjectFiles Of(IEnumerable<AdditionalText> texts, AnalyzerConfigOptionsProvider options, CancellationToken cancellation) =>
        new(FolderOf(options), new([.. texts.Where(IsNamed).Select(text => ProjectFile.Read(text, cancellation))]));

    /// <summary>Gives a preset the text of the file that it names.</summary>
    public ModelSpec Attach(ModelSpec spec)
    {
        LayerSpec[] layers = [.. spec.Layers];
        for (int i = 0; i < layers.Length; i++)
        {
            if (layers[i].Kind == "Pretrained" && layers[i].Text("config") is { } path && Find(path) is { } file)
            {
                layers[i] = layers[i] with { Arguments = new([.. layers[i].Arguments, ArgumentSpec.Of(ExpandPretrained.Content, file.Text), .. Beside(file)]) };
            }
        }

        return spec with { Layers = new(layers) };
    }

    /// <summary>The same, with what the build read of weight files: for the analyzer alone.</summary>
    public ModelSpec AttachAll(ModelSpec spec)
    {
        ModelSpec attached = Attach(spec);
        WeightsSpec? weights = spec.Weights
            ?? (spec.Layers.FirstOrDefault(layer => layer.Kind == "Pretrained") is { } preset && preset.Text("config") is { } config ? new(config, preset.Source.At("config")) : null);
        if (weights is null)
        {
            return attached;
        }

        string of = "{\"of\": \"" + weights.Path.Replace("\\", "\\\\").Replace("\"", "\\\"") + "\",";
        return attached with { Weights = weights with { Headers = Files.FirstOrDefault(file => file.Text.StartsWith(of, StringComparison.Ordinal))?.Text ?? "" } };
    }

    // What says how a sentence encoder pools.
    private IEnumerable<ArgumentSpec> Beside(ProjectFile config)
    {
        string folder = config.Path.Substring(0, config.Path.LastIndexOf('/') + 1);
        foreach ((string name, string argument) in SentenceHead.Files)
        {
            if (Files.FirstOrDefault(file => file.Path == folder + name) is { } found)
            {
                yield return ArgumentSpec.Of(argument, found.Text);
            }
        }
    }

    private ProjectFile? Find(string path)
    {
        string wanted = Normal(path);
        if (wanted.Length == 0)
        {
            return null;
        }

        string whole = Folder.Length == 0 || IsRooted(wanted) ? wanted : Normal(Folder + "/" + wanted);
        if (Files.FirstOrDefault(file => file.Path == whole) is { } exact)
        {
            return exact;
        }

        // Where the folder is not known: the one file that ends so.
        ProjectFile[] alike = Folder.Length > 0 ? [] : [.. Files.Where(file => file.Path == wanted || file.Path.EndsWith("/" + wanted, StringComparison.Ordinal)).Take(2)];
        return alike.Length == 1 ? alike[0] : null;
    }

    private static bool IsRooted(string path) => path[0] == '/' || (path.Length > 1 && path[1] == ':');

    /// <summary>With one kind of slash, and without dots.</summary>
    internal static string Normal(string path)
    {
        var parts = new List<string>();
        string[] words = path.Replace('\\', '/').Split('/');
        for (int i = 0; i < words.Length; i++)
        {
            if (words[i] == ".." && parts.Count > 0 && parts[parts.Count - 1] is not (".." or ""))
            {
                parts.RemoveAt(parts.Count - 1);
            }
            else if (words[i] != "." && (words[i].Length > 0 || i == 0))
            {
                parts.Add(words[i]);
            }
        }

        return string.Join("/", parts);
    }
}
