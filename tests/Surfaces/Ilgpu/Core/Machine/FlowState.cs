namespace ILGPU.Surface;

internal enum FlowState
{
    NotStarted,
    Running,
    AtBarrier,
    AtExchange,
    Ready,
    Ended,
}
