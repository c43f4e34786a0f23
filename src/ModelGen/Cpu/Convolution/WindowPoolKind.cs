namespace ModelGen.Cpu;

internal enum WindowPoolKind
{
    Max,
    MaxBackward,
    Mean,
    MeanBackward,
}
