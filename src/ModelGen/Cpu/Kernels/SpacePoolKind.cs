namespace ModelGen.Cpu;

/// <summary>What a <see cref="SpacePoolJob"/> computes.</summary>
internal enum SpacePoolKind
{
    Max,
    MaxBackward,
    Mean,
    MeanBackward,
}
