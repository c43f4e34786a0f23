using ILGPU;
using ILGPU.Algorithms;
using ILGPU.Runtime;

namespace ModelGen.Gpu;

/// <summary>Recurrent layers in one direction, a whole sequence in one launch: a group of threads takes one sequence through all its steps, each thread some of its states, with a barrier behind each step. A padded step keeps the state.</summary>
internal static class RecurrentKernels
{
    private const int Threads = GpuReduce.Most;

    /// <param name="projected">[batch, length, gates · hidden]: W x + b of every step.</param>
    /// <param name="weight">[gates · hidden, hidden].</param>
    /// <param name="mask">[batch, length], or empty.</param>
    /// <param name="y">[batch, length, hidden]: the states.</param>
    /// <param name="gates">[batch, length, gates · hidden], for the backward pass; or empty.</param>
    /// <param name="cells">[batch, length, hidden]: of an LSTM the cells, of a GRU what the state gives to n; or empty.</param>
    /// <param name="start">[batch, hidden]: the state before the first step; empty: zeros. So is <paramref name="startCell"/>.</param>
    public static void Forward(GpuDevice device, ArrayView<float> projected, ArrayView<float> weight, ArrayView<float> bias, ArrayView<float> mask, ArrayView<float> y, ArrayView<float> gates, ArrayView<float> cells,
        ArrayView<float> start, ArrayView<float> startCell, RecurrentShape shape, long batch) =>
        device.Launch(ForwardKernel, (batch, 1, 1), Threads, projected, weight, bias, mask, y, gates, cells, device.Parts(batch * shape.Hidden), start, startCell, shape.Steps, shape.Hidden);

    /// <param name="states">What the forward pass made, and what it began at.</param>
    /// <param name="dCells">[batch, length, hidden], of an LSTM whose cells are read; or empty.</param>
    /// <param name="dProjected">[batch, length, gates · hidden].</param>
    /// <param name="dState">The same of what the state adds: for a GRU it differs, for others it is <paramref name="dProjected"/>.</param>
    /// <param name="dStart">[batch, hidden], or empty, as <paramref name="dStartCell"/>.</param>
    public static void Backward(GpuDevice device, ArrayView<float> dy, ArrayView<float> weight, RecurrentStates states, ArrayView<float> dCells, ArrayView<float> dProjected, ArrayView<float> dState,
        ArrayView<float> dStart, ArrayView<float> dStartCell, RecurrentShape shape, long batch)
    {
        // The room: what goes past the weight and the gradient of the cells, in the end of what the steps began at; and that.
        long count = batch * shape.Hidden;
        ArrayView<float> room = device.Parts(4 * count);
        Start(device, states.Start, room.SubView(2 * count, count), count);
        Start(device, states.StartCell, room.SubView(3 * count, count), count);
        device.Launch(BackwardKernel, (batch, 1, 1), Threads, dy, weight, states.Mask, states.Y, states.Gates, states.Cells, dCells, dProjected, dState, room, shape.Steps, shape.Hidden);
        End(device, room.SubView(0, count), dStart, count);
        End(device, room.SubView(count, count), dStartCell, count);
    }

    /// <summary>Adds to the gradients of the state's weight and bias.</summary>
    public static void BackwardWeight(GpuDevice device, ArrayView<float> dState, ArrayView<float> y, ArrayView<float> start, ArrayView<float> dWeight, ArrayView<float> dBias, RecurrentShape shape, long batch)
    {
        int count = shape.Width * shape.Hidden;
        device.Launch(WeightKernel, ((count + Threads - 1) / Threads, 1, 1), Threads, dState, y, start, dWeight, shape.Steps, shape.Hidden, (int)batch, count);
        device.Launch(BiasKernel, ((shape.Width + Threads - 1) / Threads, 1, 1), Threads, dState, dBias, shape.Steps, shape.Hidden, (int)batch);
    }

    private static void Start(GpuDevice device, ArrayView<float> given, ArrayView<float> room, long count)
    {
        if (given.Length > 0)
        {
            ElementwiseKernels.Copy(device, given, room, count);
        }
        else
        {
            device.Clear(room);
        }
    }

    private static void End(GpuDevice device, ArrayView<float> room, ArrayView<float> wanted, long count)
    {
        if (wanted.Length > 0)
        {
            ElementwiseKernels.Copy(device, room, wanted, count);
        }
    }

    private static void ForwardKernel(ArrayView<float> projected, ArrayView<float> weight, ArrayView<float> bias, ArrayView<float> mask, ArrayView<float> y, ArrayView<float> gates, ArrayView<float> cells,
        ArrayView<float> cell, ArrayView<float> start, ArrayView<float> startCell, Index3D steps, int size)
    {
        RecurrentShape shape = new(steps, size);
        int example = Grid.IdxX;
        int hidden = shape.Hidden;
        for (int n = 0; n < shape.Length; n++)
        {
            int at = (example * shape.Length) + (shape.Reverse != 0 ? shape.Length - 1 - n : n);
            int before = n > 0 ? (at + (shape.Reverse != 0 ? 1 : -1)) * hidden : -1;
            bool isReal = mask.Length == 0 || mask[at] != 0;
            for (int j = Group.IdxX; j < hidden; j += Group.DimX)
            {
                int own = (example * hidden) + j;
                float state = before >= 0 ? y[before + j] : start.Length > 0 ? start[own] : 0;
                float kept = n > 0 ? cell[own] : startCell.Length > 0 ? startCell[own] : 0;
                if (isReal)
                {
                    int p = (at * shape.Width) + j;
                    float u0 = Product(weight, bias, y, start, before, example * hidden, j, hidden);
                    if (shape.Kind == 0)
                    {
                        state = XMath.Tanh(projected[p] + u0);
                    }
                    else
                    {
                        float u1 = Product(weight, bias, y, start, before, example * hidden, hidden + j, hidden);
                        float u2 = Product(weight, bias, y, start, before, example * hidden, (2 * hidden) + j, hidden);
                        float first = GpuMath.Logistic(projected[p] + u0);
                        float second = GpuMath.Logistic(projected[p + hidden] + u1);
                        float third = XMath.Tanh(projected[p + (2 * hidden)] + (shape.Kind == 1 ? u2 : first * u2));
                        float fourth = 0;
                        if (shape.Kind == 1)
                        {
                            float u3 = Product(weight, bias, y, start, before, example * hidden, (3 * hidden) + j, hidden);
                            fourth = GpuMath.Logistic(projected[p + (3 * hidden)] + u3);
                            kept = (second * kept) + (first * third);
                            state = fourth * XMath.Tanh(kept);
                        }
                        else
                        {
                            kept = u2;
                            state = third + (second * (state - third));
                        }

                        if (gates.Length > 0)
                        {
                            gates[p] = first;
                            gates[p + hidden] = second;
                            gates[p + (2 * hidden)] = third;
                            if (shape.Kind == 1)
                            {
                                gates[p + (3 * hidden)] = fourth;
                            }
                        }
                    }
                }

                y[(at * hidden) + j] = state;
                cell[own] = kept;
                if (cells.Length > 0)
                {
                    cells[(at * hidden) + j] = kept;
                }
            }

            Group.Barrier();
        }
    }

    private static void BackwardKernel(ArrayView<float> dy, ArrayView<float> weight, ArrayView<float> mask, ArrayView<float> y, ArrayView<float> gates, ArrayView<float> cells, ArrayView<float> dCells,
        ArrayView<float> dProjected, ArrayView<float> dState, ArrayView<float> room, Index3D steps, int size)
    {
        RecurrentShape shape = new(steps, size);
        int example = Grid.IdxX;
        int hidden = shape.Hidden;
        int cellRoom = Grid.DimX * hidden;
        for (int n = 0; n < shape.Length; n++)
        {
            int at = (example * shape.Length) + (shape.Reverse != 0 ? n : shape.Length - 1 - n);
            int later = n > 0 ? at + (shape.Reverse != 0 ? -1 : 1) : -1;
            bool isFirst = n == shape.Length - 1;
            int before = (at + (shape.Reverse != 0 ? 1 : -1)) * hidden;
            bool isReal = mask.Length == 0 || mask[at] != 0;
            for (int j = Group.IdxX; j < hidden; j += Group.DimX)
            {
                int own = (example * hidden) + j;
                int h = (at * hidden) + j;
                int p = (at * shape.Width) + j;
                float dh = (n > 0 ? room[own] + Through(weight, dState, later * shape.Width, j, shape) : 0) + (dy.Length > 0 ? dy[h] : 0);
                float dc = (n > 0 ? room[cellRoom + own] : 0) + (dCells.Length > 0 ? dCells[h] : 0);
                float past = 0;
                if (!isReal)
                {
                    past = dh; // the state went by
                    for (int gate = 0; gate < shape.Width; gate += hidden)
                    {
                        dProjected[p + gate] = 0;
                        dState[p + gate] = 0;
                    }
                }
                else if (shape.Kind == 0)
                {
                    float value = y[h];
                    dProjected[p] = dh * (1f - (value * value));
                }
                else if (shape.Kind == 1)
                {
                    float i = gates[p];
                    float f = gates[p + hidden];
                    float g = gates[p + (2 * hidden)];
                    float o = gates[p + (3 * hidden)];
                    float tanh = XMath.Tanh(cells[h]);
                    float cell = isFirst ? room[(3 * cellRoom) + own] : cells[before + j];
                    dc += dh * o * (1f - (tanh * tanh));
                    dProjected[p] = dc * g * i * (1f - i);
                    dProjected[p + hidden] = dc * cell * f * (1f - f);
                    dProjected[p + (2 * hidden)] = dc * i * (1f - (g * g));
                    dProjected[p + (3 * hidden)] = dh * tanh * o * (1f - o);
                    dc *= f;
                }
                else
                {
                    float r = gates[p];
                    float z = gates[p + hidden];
                    float value = gates[p + (2 * hidden)];
                    float state = isFirst ? room[(2 * cellRoom) + own] : y[before + j];
                    float dn = dh * (1f - z) * (1f - (value * value));
                    float dr = dn * cells[h] * r * (1f - r);
                    float dz = dh * (state - value) * z * (1f - z);
                    dProjected[p] = dr;
                    dProjected[p + hidden] = dz;
                    dProjected[p + (2 * hidden)] = dn;
                    dState[p] = dr;
                    dState[p + hidden] = dz;
                    dState[p + (2 * hidden)] = dn * r;
                    past = dh * z;
                }

                room[own] = past;
                room[cellRoom + own] = dc;
            }

            Group.Barrier();
        }

        int first = (example * shape.Length) + (shape.Reverse != 0 ? shape.Length - 1 : 0);
        for (int j = Group.IdxX; j < hidden; j += Group.DimX)
        {
            int own = (example * hidden) + j;
            room[own] += Through(weight, dState, first * shape.Width, j, shape);
        }
    }

    private static void WeightKernel(ArrayView<float> dState, ArrayView<float> y, ArrayView<float> start, ArrayView<float> dWeight, Index3D steps, int size, int batch, int count)
    {
        RecurrentShape shape = new(steps, size);
        int i = (Grid.IdxX * Group.DimX) + Group.IdxX;
        if (i < count)
        {
            int row = i / shape.Hidden;
            int column = i % shape.Hidden;
            float total = 0;
            for (int example = 0; example < batch; example++)
            {
                float sum = 0;
                for (int n = 0; n < shape.Length; n++)
                {
                    int at = (example * shape.Length) + (shape.Reverse != 0 ? shape.Length - 1 - n : n);
                    int before = at + (shape.Reverse != 0 ? 1 : -1);
                    float state = n > 0 ? y[(before * shape.Hidden) + column] : start.Length > 0 ? start[(example * shape.Hidden) + column] : 0;
                    sum += dState[(at * shape.Width) + row] * state;
                }

                total += sum;
            }

            dWeight[i] += total;
        }
    }

    private static void BiasKernel(ArrayView<float> dState, ArrayView<float> dBias, Index3D steps, int size, int batch)
    {
        RecurrentShape shape = new(steps, size);
        int row = (Grid.IdxX * Group.DimX) + Group.IdxX;
        if (row < shape.Width)
        {
            float total = 0;
            for (int example = 0; example < batch; example++)
            {
                float sum = 0;
                for (int step = 0; step < shape.Length; step++)
                {
                    sum += dState[(((example * shape.Length) + step) * shape.Width) + row];
                }

                total += sum;
            }

            dBias[row] += total;
        }
    }

    // What the state before adds to one row of the gates.
    private static float Product(ArrayView<float> weight, ArrayView<float> bias, ArrayView<float> y, ArrayView<float> start, int before, int example, int row, int hidden)
    {
        float sum = bias[row];
        for (int m = 0; m < hidden; m++)
        {
            float state = before >= 0 ? y[before + m] : start.Length > 0 ? start[example + m] : 0;
            sum += weight[(row * hidden) + m] * state;
        }

        return sum;
    }

    // The gradient that a step sends through the weight to one state before it.
    private static float Through(ArrayView<float> weight, ArrayView<float> dState, int at, int column, RecurrentShape shape)
    {
        float sum = 0;
        for (int row = 0; row < shape.Width; row++)
        {
            sum += dState[at + row] * weight[(row * shape.Hidden) + column];
        }

        return sum;
    }
}
