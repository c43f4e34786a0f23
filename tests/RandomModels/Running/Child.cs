using System;
using System.Globalization;
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
            if (options.Ilgpu && !GpuModels.IsSmall(model))
            {
                journal.Skipped(index, "not on this target");
                continue;
            }

            Type subject = Subject(options.Child!, model);
            journal.Begin(index);
            if (index == options.Crash) Environment.FailFast("asked for");
            try
            {
                Trial trial = new(model, () => (ISubject)Activator.CreateInstance(subject)!, options.Ilgpu ? [two] : [one, two, five], options.Ilgpu ? Bounds.Ilgpu : Bounds.Cpu);
                trial.Run();
                journal.Passed(index, trial.Excused);
            }
            catch (Exception refused) when (refused.ToString().Contains("MGEN3002", StringComparison.Ordinal))
            {
                journal.Skipped(index, refused.Message);
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

    private static Type Subject(string folder, Declaration model) =>
        Assembly.LoadFrom(Batches.Await(folder, model.Index)).GetType(string.Create(CultureInfo.InvariantCulture, $"N{model.Index}.{SubjectSource.NameOf(model)}"), throwOnError: true)!;
}
