using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using ModelGen.RandomModels.Declarations;
using ModelGen.RandomModels.Drawing;

namespace ModelGen.RandomModels.Running;

/// <summary>What the command line asks for.</summary>
/// <param name="Seed">Of all models.</param>
/// <param name="First">The index of the first model.</param>
/// <param name="Count">How many.</param>
/// <param name="Widths">Bits of vectors.</param>
/// <param name="Ilgpu">On the executing stand-in of ILGPU instead.</param>
/// <param name="Show">Prints declarations and runs nothing.</param>
/// <param name="Child">The folder of a parent that waits; null: this is the parent.</param>
/// <param name="Crash">At this model a child ends at once: to see that a crash is named.</param>
internal sealed record Options(int Seed, int First, int Count, IReadOnlyList<int> Widths, bool Ilgpu, bool Show, string? Child, int Crash = -1)
{
    public const string Usage = """
        Usage: ModelGen.RandomModels [--seed S] [--model I | --first I --count N] [--widths 512,256,128] [--ilgpu] [--show]
          --seed     of all models; a new one if left out
          --model    one model
          --count    how many models (300)
          --widths   vectors to try, in bits; those that the processor lacks are left out
          --ilgpu    on the executing stand-in of ILGPU
          --show     prints declarations only
        """;

    /// <summary>The declarations, but for those that would take the stand-in minutes.</summary>
    public IEnumerable<Declaration> Models => Enumerable.Range(First, Count).Select(index => Draw(Seed, index)).Where(model => !Ilgpu || GpuModels.IsSmall(model));

    public static Options Of(int seed, int count, bool ilgpu = false) => new(seed, 0, count, [512, 256, 128], ilgpu, Show: false, Child: null);

    public static Declaration Draw(int seed, int index) => Drawing.Models.Draw(seed, index);

    public static Options Parse(string[] arguments)
    {
        Dictionary<string, string> given = [];
        for (int i = 0; i < arguments.Length; i++)
        {
            string name = arguments[i].StartsWith("--", StringComparison.Ordinal) ? arguments[i][2..] : throw new FormatException($"'{arguments[i]}' is no option.\n{Usage}");
            bool isFlag = name is "ilgpu" or "show";
            given[name] = isFlag ? "" : i + 1 < arguments.Length ? arguments[++i] : throw new FormatException($"--{name} needs a value.\n{Usage}");
        }

        string? unknown = given.Keys.FirstOrDefault(name => name is not ("seed" or "model" or "first" or "count" or "widths" or "ilgpu" or "show" or "child" or "crash"));
        if (unknown is not null) throw new FormatException($"There is no --{unknown}.\n{Usage}");
        bool one = given.ContainsKey("model");
        return new(
            Number("seed", Random.Shared.Next(1_000_000)),
            Number(one ? "model" : "first", 0),
            one ? 1 : Number("count", 300),
            [.. given.GetValueOrDefault("widths", "512,256,128").Split(',').Select(text => int.Parse(text, CultureInfo.InvariantCulture))],
            given.ContainsKey("ilgpu"),
            given.ContainsKey("show"),
            given.GetValueOrDefault("child"),
            Number("crash", -1));

        int Number(string name, int otherwise) => given.TryGetValue(name, out string? text) ? int.Parse(text, CultureInfo.InvariantCulture) : otherwise;
    }
}
