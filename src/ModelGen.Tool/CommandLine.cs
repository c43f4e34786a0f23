using System;
using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Parsing;
using System.IO;
using System.Linq;
using ModelGen.Data;
using ModelGen.Weights;

namespace ModelGenTool;

/// <summary>The commands, and how a failure ends: one line on standard error that says what to do, and an exit code that is not 0.</summary>
internal static class CommandLine
{
    private const int Failed = 1;
    private const int Misused = 2;

    /// <summary>Does what the arguments say.</summary>
    /// <returns>The exit code; of <c>diff</c> 1 where there is a difference.</returns>
    public static int Run(string[] arguments)
    {
        // A RootCommand is called as its assembly, and one called modelgen would meet ModelGen.dll where file names have no case.
        Command root = new("modelgen", "Looks into model files, converts them, compares them with compiled models, and begins projects from them.")
        {
            Inspecting.InspectCommand.Create(),
            Converting.ConvertCommand.Create(),
            Comparing.DiffCommand.Create(),
            Creating.NewCommand.Create(),
            new HelpOption(),
            new VersionOption(),
        };
        ParseResult parsed = root.Parse(arguments, new ParserConfiguration { ResponseFileTokenReplacer = null });
        if (parsed.Errors.FirstOrDefault() is ParseError error && parsed.Action is not HelpAction) return Fail($"{error.Message.TrimEnd('.')}: --help shows the commands and options", Misused);
        try
        {
            return parsed.Invoke(new InvocationConfiguration { EnableDefaultExceptionHandler = false });
        }
        catch (Exception fault) when (fault is UserException or WeightFormatException or DataFormatException or ChatTemplateException or IOException or UnauthorizedAccessException)
        {
            return Fail(fault.Message, Failed);
        }
    }

    private static int Fail(string message, int code)
    {
        Console.Error.WriteLine("modelgen: " + message.ReplaceLineEndings(" "));
        return code;
    }
}
