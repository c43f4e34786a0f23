using System.Collections.Generic;
using System.IO;
using System.Linq;
using ModelGen.RandomModels.Declarations;

namespace ModelGen.RandomModels.Building;

/// <summary>Models are compiled some at a time: one compilation costs about as much as ten of them.</summary>
internal static class Batches
{
    private const int Size = 50;

    public static string FileOf(int index) => $"Models{index / Size}.dll";

    public static void Write(IEnumerable<Declaration> models, string folder)
    {
        foreach (IGrouping<int, Declaration> batch in models.GroupBy(model => model.Index / Size))
        {
            Declaration[] all = [.. batch];
            Built.Write(all, Path.Combine(folder, FileOf(all[0].Index)), SubjectSource.Of);
        }
    }
}
