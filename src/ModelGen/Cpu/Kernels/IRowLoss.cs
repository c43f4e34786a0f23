namespace ModelGen.Cpu;

/// <summary>A loss that is a sum over rows.</summary>
internal interface IRowLoss
{
    /// <summary>The sum over some rows; writes their gradients.</summary>
    double Sum(int first, int end);
}
