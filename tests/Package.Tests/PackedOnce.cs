using Xunit;

namespace ModelGen.Package.Tests;

/// <summary>All tests of this project share the packed files and run one after another: each keeps the machine busy as it is.</summary>
[CollectionDefinition(Name)]
public sealed class PackedOnce : ICollectionFixture<Packages>
{
    public const string Name = nameof(PackedOnce);
}
