using System.CommandLine;
using System.IO;
using System.Linq;

namespace ModelGenTool.Creating;

/// <summary><c>modelgen new NAME --from FOLDER</c>.</summary>
internal static class NewCommand
{
    public static Command Create()
    {
        Argument<string?> name = new("NAME") { Description = "Of the project and its folder (made of the checkpoint's).", Arity = ArgumentArity.ZeroOrOne };
        Option<string> from = new("--from") { Description = "The folder of a published checkpoint, with its config.json.", HelpName = "FOLDER", Required = true };
        Option<string?> output = new("--output", "-o") { Description = "Where the project's folder is put (here).", HelpName = "DIR" };
        Command command = new("new", "Begins a project whose model is the one of a published checkpoint: typed, checked against its weights by the build.") { name, from, output };
        command.SetAction(parsed => NewProject.Create(parsed.GetValue(name) ?? NameOf(parsed.GetValue(from)!), parsed.GetValue(from)!, parsed.GetValue(output) ?? "."));
        return command;
    }

    // all-MiniLM-L6-v2: AllMiniLML6V2.
    private static string NameOf(string folder)
    {
        string[] words = Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder))).Split(['-', '_', '.', ' '], System.StringSplitOptions.RemoveEmptyEntries);
        string name = string.Concat(words.Select(word => char.ToUpperInvariant(word[0]) + word[1..]));
        return name.Length > 0 && char.IsLetter(name[0]) ? name : "Model" + name;
    }
}
