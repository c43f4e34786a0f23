namespace ModelGen.Tables;

/// <summary>The kinds of <see cref="Impute"/>.</summary>
internal enum ImputeKind
{
    Refuse,
    Drop,
    Mean,
    Median,
    MostFrequent,
    Constant,
}
