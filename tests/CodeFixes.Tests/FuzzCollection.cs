using Xunit;

namespace ModelGen.CodeFixes.Tests;

/// <summary>Runs with no other test beside it: it measures the time of this process.</summary>
[CollectionDefinition(nameof(FuzzTests), DisableParallelization = true)]
public class FuzzCollection;
