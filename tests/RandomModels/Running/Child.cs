using System;
using System.Globalization;
using System.IO;
using System.Reflection;
using ModelGen.Cpu;
using ModelGen.RandomModels.Building;
using ModelGen.RandomModels.Checking;
using ModelGen.RandomModels.Declarations;
using ModelGen.RandomModels.Drawing;

namespace ModelGen.RandomModels.Running;

/// <summary>The process that runs models: with the vectors that its environment allows, and free to crash.</summary>
internal static class Child
{
    public static void Run(Options options)
    {
        using Journal journal = new(options.Child!);
        using ThreadTeam one = new(1), two = new(2), five = new(5);
        ThreadTeam.Shared = one;
        for (int index = options.First; index < options.First + options.Count; index++)
        {
            Declaration model = Models.Draw(options.Seed, index);
            Type? subject = Subject(options.Child!, model);
            if (subject is null)
            {
                journal.Skipped(index, "not on this target");
                continue;
            }

            journal.Begin(index);
            try
            {
                Trial trial = new(model, () => (ISubject)Activator.CreateInstance(subject)!, [one, two, five]);
                trial.Run();
                journal.Passed(index, trial.Excused);
            }
            catch (CheckFailedException failed)
            {
                journal.Failed(index, failed.Message);
            }
            catch (Exception fault)
            {
                journal.Failed(index, fault.ToString());
            }
        }
    }

    private static Type? Subject(string folder, Declaration model) =>
        Assembly.LoadFrom(Path.Combine(folder, Batches.FileOf(model.Index))).GetType(string.Create(CultureInfo.InvariantCulture, $"N{model.Index}.{SubjectSource.NameOf(model)}"));
}
