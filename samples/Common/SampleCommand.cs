using System;
using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Parsing;
using System.Globalization;
using System.IO;
using System.Linq;
using ModelGen.Data;
using ModelGen.Training;
using ModelGen.Weights;

namespace ModelGen.Samples;

/// <summary>The command line of a sample, and how a failure ends: one line on standard error that says what to do, and an exit code that is not 0.</summary>
internal static class SampleCommand
{
    private const int Failed = 1;
    private const int Misused = 2;
    private const int MostSteps = 1_000_000_000;

    /// <summary>Does what the arguments say.</summary>
    /// <param name="arguments">The program's arguments.</param>
    /// <param name="description">For --help.</param>
    /// <param name="steps">Updates where the user names no number.</param>
    /// <param name="data">What --data takes; null: the sample has data of its own only.</param>
    /// <param name="learn">The sample.</param>
    /// <returns>The exit code.</returns>
    public static int Run(string[] arguments, string description, int steps, string? data, Action<SampleOptions> learn)
    {
        Option<string?> dataOption = new("--data") { Description = data, HelpName = "PATH" };
        Option<int> stepsOption = StepsOption(steps);
        RootCommand root = new(description);
        if (data is not null) root.Options.Add(dataOption);
        root.Options.Add(stepsOption);
        root.SetAction(parsed => learn(new SampleOptions(data is null ? null : parsed.GetValue(dataOption), parsed.GetValue(stepsOption))));
        return Run(arguments, root);
    }

    /// <summary>How long to learn.</summary>
    /// <param name="steps">Updates where the user names no number.</param>
    public static Option<int> StepsOption(int steps) => new("--steps")
    {
        Description = "Updates; a few only show that all works.",
        HelpName = "N",
        DefaultValueFactory = _ => steps,
        CustomParser = Steps,
    };

    /// <summary>Does what a command of the sample's own says.</summary>
    /// <returns>The exit code.</returns>
    public static int Run(string[] arguments, RootCommand root)
    {
        // A question may begin with @: it is not a file of arguments.
        ParseResult parsed = root.Parse(arguments, new ParserConfiguration { ResponseFileTokenReplacer = null });
        if (parsed.Errors.FirstOrDefault() is ParseError error && parsed.Action is not HelpAction) return Fail($"{error.Message.TrimEnd('.')}: --help shows the options", Misused);
        try
        {
            return parsed.Invoke(new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null });
        }
        catch (Exception fault) when (fault is DataFormatException or WeightFormatException or ChatTemplateException or ShapeMismatchException or TrainingDivergedException or IOException or UnauthorizedAccessException)
        {
            return Fail(fault.Message, Failed);
        }
    }

    // A schedule needs a step to rise and one to fall.
    private static int Steps(ArgumentResult result)
    {
        string text = result.Tokens[0].Value;
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int steps) && steps is >= 2 and <= MostSteps) return steps;
        result.AddError(string.Create(CultureInfo.InvariantCulture, $"--steps takes a whole number from 2 to {MostSteps}, not '{text}'"));
        return 0;
    }

    private static int Fail(string message, int code)
    {
        Console.Error.WriteLine($"{typeof(SampleCommand).Assembly.GetName().Name}: {message.ReplaceLineEndings(" ")}");
        return code;
    }
}
