using System.IO;
using System.Linq;
using System.Reflection;
using ModelGen;
using ModelGen.Compiler.Emit;
using ModelGen.Compiler.Emit.Cpu;
using ModelGen.Compiler.Passes;
using ModelGen.Compiler.Spec;
using ModelGen.Weights;

namespace ModelGenTool.Creating;

/// <summary>A project around a checkpoint: the class with its attribute, and a program that loads and uses it.</summary>
internal static class NewProject
{
    private const string Ending = ".csproj";

    public static void Create(string name, string from, string output)
    {
        if (!name.All(letter => char.IsAsciiLetterOrDigit(letter) || letter == '_') || !char.IsLetter(name.FirstOrDefault())) throw new UserException($"'{Text.Clip(name)}' cannot be the name of a class: use letters and digits");
        string config = Path.Combine(from, "config.json"), folder = Path.GetFullPath(Path.Combine(output, name));
        if (!File.Exists(config)) throw new UserException($"'{Text.Path(from)}' has no config.json: name the folder of a published checkpoint");
        if (Directory.Exists(folder) && Directory.EnumerateFileSystemEntries(folder).Any()) throw new UserException($"'{Text.Path(folder)}' is there already and not empty: choose another name, or --output");
        bool isSentence = File.Exists(Path.Combine(from, "modules.json"));
        PlannedModel plan = isSentence ? PublishedConfig.Plan(config, ArgumentSpec.Of("Head", "Embedding")) : PublishedConfig.Plan(config);
        string checkpoint = Path.GetRelativePath(folder, Path.GetFullPath(from)).Replace('\\', '/');
        (string program, string head) = ProjectTexts.Program(Use(plan, isSentence), name, checkpoint);
        Directory.CreateDirectory(folder);
        File.WriteAllText(Path.Combine(folder, name + Ending), ProjectTexts.Project(Version()));
        File.WriteAllText(Path.Combine(folder, name + ".cs"), ProjectTexts.Model(name, $"{checkpoint}/config.json", head));
        File.WriteAllText(Path.Combine(folder, "Program.cs"), program);
        Output.Line($"{Path.Combine(folder, name + Ending)}: {ModelDocumentation.Types(Surface.Of(plan).Inputs)} -> {ModelDocumentation.Types(Surface.Of(plan).Outputs)}, {Output.Number(plan.Model.Main.ParameterCount)} parameters");
        Output.Line($"cd {Path.GetRelativePath(Directory.GetCurrentDirectory(), folder)} && dotnet run -c Release");
    }

    private static ModelUse Use(PlannedModel plan, bool isSentence)
    {
        if (isSentence) return ModelUse.Embed;
        if (Surface.Of(plan).Inputs.Count > 1) return ModelUse.Load;
        return plan.CanDecode ? ModelUse.Write : ModelUse.Load;
    }

    private static string Version()
    {
        string version = typeof(IModel).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion;
        return version.Split('+')[0];
    }
}
