namespace ModelGen.Cpu;

/// <summary>What a <see cref="TimePoolJob"/> computes.</summary>
internal enum TimePoolKind
{
    Max,
    MaxBackward,
    Mean,
    MeanBackward,
}
