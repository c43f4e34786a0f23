using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Reflection;
using ModelGen.RandomModels.Building;
using ModelGen.RandomModels.Declarations;
using ModelGen.RandomModels.Drawing;

namespace ModelGen.RandomModels.Tests;

/// <summary>A few models of a fixed seed, compiled into this process.</summary>
public sealed class Compiled
{
    private const int Seed = 11, Count = 30;

    private readonly Assembly _assembly;

    public Compiled()
    {
        string folder = Directory.CreateTempSubdirectory("random-models-").FullName, path = Path.Combine(folder, "Few.dll");
        Built.Write([.. Models], path, SubjectSource.Of);
        _assembly = Assembly.Load(File.ReadAllBytes(path));
        Directory.Delete(folder, recursive: true);
    }

    internal static IEnumerable<Declaration> Models => Enumerable.Range(0, Count).Select(index => Drawing.Models.Draw(Seed, index));

    internal ISubject Create(Declaration model) => (ISubject)Activator.CreateInstance(_assembly.GetType($"N{model.Index}.{SubjectSource.NameOf(model)}", throwOnError: true)!)!;
}
