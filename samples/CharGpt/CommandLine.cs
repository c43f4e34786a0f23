using System;
using System.CommandLine;
using System.CommandLine.Parsing;
using System.IO;
using System.Linq;
using ModelGen.Training;
using ModelGen.Weights;

namespace CharGptSample;

/// <summary>The commands, and how a failure ends: one line on standard error that says what to do, and an exit code that is not 0.</summary>
internal static class CommandLine
{
    private const int Failed = 1;
    private const int Misused = 2;
    private const int Interrupted = 130; // what shells expect after Ctrl+C

    /// <summary>Does what the arguments say.</summary>
    /// <returns>The exit code.</returns>
    public static int Run(string[] arguments)
    {
        RootCommand root = new("Trains a small GPT, declared in one attribute, on the sources of its own repository, and lets it write.");
        TrainCommand.AddTo(root); // without a command: train
        Command train = new("train", "Train, measure, write some text and save the weights.");
        TrainCommand.AddTo(train);
        Command generate = new("generate", "Write text with saved weights.");
        GenerateCommand.AddTo(generate);
        root.Subcommands.Add(train);
        root.Subcommands.Add(generate);

        // A prompt may begin with @: it is not a file of arguments.
        ParseResult parsed = root.Parse(arguments, new ParserConfiguration { ResponseFileTokenReplacer = null });
        if (parsed.Errors.FirstOrDefault() is ParseError error && parsed.Action is not System.CommandLine.Help.HelpAction) return Fail($"{error.Message.TrimEnd('.')}: --help shows the options", Misused);
        try
        {
            return parsed.Invoke(new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null });
        }
        catch (OperationCanceledException stopped)
        {
            return Fail(stopped.Message, Interrupted);
        }
        catch (Exception fault) when (fault is UserException or WeightFormatException or TrainingDivergedException or IOException or UnauthorizedAccessException)
        {
            return Fail(fault.Message, Failed);
        }
    }

    private static int Fail(string message, int code)
    {
        Console.Error.WriteLine("CharGpt: " + message.ReplaceLineEndings(" "));
        return code;
    }
}
