using System;
using System.Collections.Generic;
using System.CommandLine;
using System.Linq;
using ModelGen.Benchmarks.Cases;

namespace ModelGen.Benchmarks;

/// <summary>
/// <c>measure CASE --threads N [--reps K]</c> prints a JSON line, <c>measure GROUP</c> one for each of <c>GROUP.*</c>; <c>list</c> prints the cases. Build with <c>-c Release</c>.
/// </summary>
internal static class Program
{
    private static int Main(string[] args)
    {
        Argument<string> name = new("case") { Description = "A case of 'list', the part of its name before the dot, or a shape such as sgemm-200x300x400-nt." };
        Option<int> threads = new("--threads") { Description = "Threads of the team.", DefaultValueFactory = _ => Environment.ProcessorCount };
        Option<int> repetitions = new("--reps") { Description = "Timed calls; 0 chooses as many as fit two seconds.", DefaultValueFactory = _ => 0 };

        Command measure = new("measure", "Measures a case, or a group of them, and prints one JSON line for each.") { name, threads, repetitions };
        measure.SetAction(parsed =>
        {
            string wanted = parsed.GetRequiredValue(name);
            IReadOnlyList<ICase> found = CaseRegistry.Find(wanted);
            if (found.Count == 0)
            {
                Console.Error.WriteLine($"There is no case '{wanted}'; 'list' names all.");
                return 1;
            }

            foreach (ICase one in found)
            {
                Console.WriteLine(one.Measure(parsed.GetValue(threads), parsed.GetValue(repetitions)).ToJson());
            }

            return 0;
        });

        Command list = new("list", "Prints the names of all cases.");
        list.SetAction(_ =>
        {
            foreach (string one in CaseRegistry.Names.Order(StringComparer.Ordinal))
            {
                Console.WriteLine(one);
            }
        });

        return new RootCommand("Measurements of ModelGen's kernels and models.") { measure, list }.Parse(args).Invoke();
    }
}
