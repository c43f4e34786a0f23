using System;
using System.IO;
using Xunit;

namespace ModelGenTool.Tests;

/// <summary>Runs the command as its process does, and keeps what it writes.</summary>
internal static class Tool
{
    private static readonly object s_console = new();

    /// <returns>The exit code, standard output and standard error.</returns>
    public static (int Code, string Output, string Errors) Run(params string[] arguments)
    {
        lock (s_console)
        {
            (TextWriter output, TextWriter errors) = (Console.Out, Console.Error);
            using StringWriter said = new(), failed = new();
            try
            {
                Console.SetOut(said);
                Console.SetError(failed);
                int code = CommandLine.Run(arguments);
                return (code, said.ToString().ReplaceLineEndings("\n"), failed.ToString().ReplaceLineEndings("\n"));
            }
            finally
            {
                Console.SetOut(output);
                Console.SetError(errors);
            }
        }
    }

    /// <summary>It ends well, and says nothing on standard error.</summary>
    public static string Says(params string[] arguments)
    {
        (int code, string output, string errors) = Run(arguments);
        Assert.Equal((0, ""), (code, errors));
        return output;
    }

    /// <summary>It ends with one line on standard error.</summary>
    public static void Fails(int expected, string message, params string[] arguments)
    {
        (int code, _, string errors) = Run(arguments);
        Assert.Equal(expected, code);
        Assert.Contains(message, errors, StringComparison.Ordinal);
        Assert.Equal(errors.IndexOf('\n'), errors.Length - 1);
        Assert.StartsWith("modelgen: ", errors, StringComparison.Ordinal);
    }
}
