using ILGPU;

namespace ModelGen.Gpu;

/// <summary>What a recurrent layer's backward pass reads of its forward pass; what there is not is empty.</summary>
internal readonly struct RecurrentStates(ArrayView<float> mask, ArrayView<float> y, ArrayView<float> gates, ArrayView<float> cells, ArrayView<float> start, ArrayView<float> startCell)
{
    public ArrayView<float> Mask { get; } = mask;

    public ArrayView<float> Y { get; } = y;

    public ArrayView<float> Gates { get; } = gates;

    public ArrayView<float> Cells { get; } = cells;

    public ArrayView<float> Start { get; } = start;

    public ArrayView<float> StartCell { get; } = startCell;
}
