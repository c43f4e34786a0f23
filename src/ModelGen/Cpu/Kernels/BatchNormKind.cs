namespace ModelGen.Cpu;

internal enum BatchNormKind
{
    Forward,
    Predict,
    Backward,
}
