using System;
using ModelGen.RandomModels.Declarations;
using ModelGen.RandomModels.Running;

namespace ModelGen.RandomModels;

internal static class Program
{
    private static int Main(string[] arguments)
    {
        Options options;
        try
        {
            options = Options.Parse(arguments);
        }
        catch (FormatException fault)
        {
            Console.Error.WriteLine(fault.Message);
            return 2;
        }

        if (options.Child is not null)
        {
            Child.Run(options);
            return 0;
        }

        if (options.Show)
        {
            foreach (Declaration model in options.Models)
            {
                Console.WriteLine(model);
            }

            return 0;
        }

        Console.WriteLine($"seed {options.Seed}");
        Outcome outcome = Parent.Run(options, Console.WriteLine);
        Console.WriteLine($"seed {options.Seed}: {outcome.Passed} passed, {outcome.Failures.Count} failed");
        return outcome.Failures.Count == 0 ? 0 : 1;
    }
}
