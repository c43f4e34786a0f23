using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading;
using ModelGen.RandomModels.Declarations;

namespace ModelGen.RandomModels.Building;

/// <summary>Models are compiled some at a time: one compilation costs about as much as ten of them.</summary>
internal static class Batches
{
    private const int Size = 50;

    public static string FileOf(int index) => $"Models{index / Size}.dll";

    /// <summary>Waits until the other process has compiled the models around an index.</summary>
    /// <exception cref="FileNotFoundException">It did not, for minutes.</exception>
    public static string Await(string folder, int index)
    {
        string path = Path.Combine(folder, FileOf(index));
        for (int i = 0; i < 6000 && !File.Exists(path); i++)
        {
            Thread.Sleep(50);
        }

        return File.Exists(path) ? path : throw new FileNotFoundException("Nobody compiled these models.", path);
    }

    /// <param name="models">All of them.</param>
    /// <param name="folder">Where the assemblies are put.</param>
    /// <param name="ilgpu">With sessions on ILGPU.</param>
    public static void Write(IEnumerable<Declaration> models, string folder, bool ilgpu)
    {
        foreach (IGrouping<int, Declaration> batch in models.GroupBy(model => model.Index / Size))
        {
            Declaration[] all = [.. batch];
            string path = Path.Combine(folder, FileOf(all[0].Index)), unfinished = path + ".part";
            Built.Write(all, unfinished, ilgpu ? GpuSubjectSource.Of : SubjectSource.Of, ilgpu ? GpuSubjectSource.Backends : "");
            File.Move(unfinished, path); // whoever waits for it sees all of it
        }
    }
}
