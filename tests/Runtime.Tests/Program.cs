using ModelGen.Runtime.Tests.Weights;

namespace ModelGen.Runtime.Tests;

/// <summary>The test assembly as a program: what tests start in order to kill it.</summary>
internal static class Program
{
    private static int Main(string[] args)
    {
        if (args is not ["save-forever", string path]) return 2;
        KillDuringSaveTests.SaveForever(path);
        return 0;
    }
}
