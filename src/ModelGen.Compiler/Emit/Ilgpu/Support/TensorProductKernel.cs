using ILGPU;
using ILGPU.Runtime.Cuda;

namespace ModelGen.Gpu;

/// <summary>
/// Products of 16-bit numbers with 32-bit sums on tensor cores (CUDA, sm_80 and newer). Operands come through three stages of shared memory, copied two steps
/// ahead; the four chunks of a row's 64 bytes are permuted, so that <c>ldmatrix</c> meets no bank twice. Fragments and sums are registers that are named in PTX:
/// the outputs of <c>CudaAsm</c>'s typed forms would lie in local memory.
/// </summary>
internal static class TensorProductKernel
{
    /// <summary>Rows of x by rows of W.</summary>
    public const int Forward = 0;

    /// <summary>Rows of dy by columns of W: W's rows are steps of the sum.</summary>
    public const int InputGradient = 1;

    /// <summary>Columns of dy by columns of x: rows of both are steps of the sum.</summary>
    public const int WeightGradient = 2;

    private const int StepBytes = 64;

    /// <param name="a">Address of x or dy [rows, inputs] in 16 bits, aligned to 16 bytes.</param>
    /// <param name="weight">Address of W [outputs, inputs], or of W or x with rows of as many numbers as there are outputs, up to a multiple of 8; likewise.</param>
    /// <param name="bias">Address of b [outputs] in 32 bits, or 0.</param>
    /// <param name="residual">Address of [rows, outputs] in 32 bits, or 0; may be that of y.</param>
    /// <param name="before">Address of values before an activation [rows, outputs] in 32 bits, or 0: written forward, read by the gradient.</param>
    /// <param name="y">Address of the result.</param>
    /// <param name="rows">Of the result.</param>
    /// <param name="depth">Steps of the sum in a gradient.</param>
    /// <param name="factor">A gradient is multiplied by this.</param>
    public static void Run<TType, TTile, TProduct>(long a, long weight, long bias, long residual, long before, long y, int rows, int depth, float factor)
        where TType : struct, ITensorType
        where TTile : struct, ITensorTile
        where TProduct : struct, ITensorProduct
    {
        TTile.Begin();
        int size = TTile.Size;
        int column = Grid.IdxY * (TProduct.IsGated ? size / 2 : size);
        TensorSource left = TProduct.Form == WeightGradient
            ? TensorSource.Across(a, Grid.IdxX * size, size, TProduct.Inputs, TProduct.Inputs)
            : TensorSource.Along(a, (Grid.IdxX * size) + (Group.IdxX >> 2), (Grid.IdxX * size) + (Group.IdxX >> 2) + (size / 2), rows, TProduct.Inputs);
        TensorSource right = TProduct.Form == Forward
            ? TensorSource.Along(weight, WeightRow<TProduct>(column, Group.IdxX >> 2), WeightRow<TProduct>(column, (Group.IdxX >> 2) + (size / 2)), TProduct.Outputs, TProduct.Inputs)
            : TensorSource.Across(weight, column, size, TProduct.Outputs, Pitch<TProduct>());

        // Fragments: the places in a stage that this thread names to ldmatrix.
        int warp = Group.IdxX >> 5;
        int lane = Group.IdxX & 31;
        int aPlace = TProduct.Form == WeightGradient
            ? TensorSource.PlaceAcross((lane & 7) + ((lane >> 4) << 3), ((warp & 1) * (TTile.WarpRows / 8)) + ((lane >> 3) & 1), size)
            : TensorSource.PlaceAlong(((warp & 1) * TTile.WarpRows) + (lane & 15), lane >> 4);
        int wPlace = (size * StepBytes) + (TProduct.Form == Forward
            ? TensorSource.PlaceAlong(((warp >> 1) * 32) + (lane & 7) + ((lane >> 4) << 3), (lane >> 3) & 1)
            : TensorSource.PlaceAcross(lane & 15, ((warp >> 1) * 4) + (lane >> 4), size));

        int stage = 2 * size * StepBytes;
        int steps = ((TProduct.Form == Forward ? TProduct.Inputs : depth) + 31) / 32;
        for (int step = 0; step < 2; step++)
        {
            Copy<TTile, TProduct>(step * stage, step, left, right, depth);
        }

        int read = 0;
        int fill = 2 * stage;
        for (int step = 0; step < steps; step++)
        {
            TensorCopy.WaitForAllButOne();
            Group.Barrier();
            Copy<TTile, TProduct>(fill, step + 2, left, right, depth);
            TTile.Multiply<TType, TProduct>(aPlace + read, wPlace + read);
            TTile.Multiply<TType, TProduct>(
                TProduct.Form == WeightGradient ? aPlace + read + (size * 32) : (aPlace + read) ^ 32,
                TProduct.Form == Forward ? (wPlace + read) ^ 32 : wPlace + read + (size * 32));
            fill = read;
            read = read == 2 * stage ? 0 : read + stage;
        }

        int row = (Grid.IdxX * size) + ((warp & 1) * TTile.WarpRows) + (lane >> 2);
        int warpColumn = (warp >> 1) * (TProduct.IsGated ? 16 : 32);
        if (TProduct.IsGated)
        {
            TTile.FinishGated<TType, TProduct>(row, column + warpColumn + ((lane & 3) * 2), bias, residual, before, y, rows, factor);
        }
        else
        {
            TTile.Finish<TType, TProduct>(row, column + warpColumn + ((lane & 3) * 2), bias, residual, before, y, rows, factor);
        }
    }

    /// <summary>Bias, activation or gate, residual, and out: registers v0 and v1, neighbours in a row.</summary>
    public static void Store<TType, TProduct>(int row, int column, long bias, long residual, long before, long y, int rows, float factor)
        where TType : struct, ITensorType
        where TProduct : struct, ITensorProduct
    {
        int width = TProduct.IsGated ? TProduct.Outputs / 2 : TProduct.Outputs;
        if (row < rows && column < width)
        {
            // An odd row's last number has no neighbour: v1 is computed from what lies left of it, and not stored.
            int right = width % 2 == 0 || column + 1 < width ? 4 : 0;
            long at = ((long)row * width) + column;
            if (TProduct.Form != Forward)
            {
                CudaAsm.Emit("mul.f32 v0, v0, %0; mul.f32 v1, v1, %1;", factor, factor);
            }

            if (TProduct.HasBias)
            {
                Add(bias + (column * 4L), right);
            }

            if (TProduct.IsGated)
            {
                if (TProduct.HasBias)
                {
                    CudaAsm.Emit("ld.global.f32 t0, [%0]; ld.global.f32 t1, [%1]; add.f32 up0, up0, t0; add.f32 up1, up1, t1;", bias + ((column + width) * 4L), bias + ((column + width) * 4L) + right);
                }

                TensorMath.Gate();
            }

            if (TProduct.KeepsBefore)
            {
                Put<TProduct>(before + (at * 4), right);
            }

            if (TProduct.Form == Forward)
            {
                TensorMath.Activate(TProduct.Activation);
            }
            else if (TProduct.Activation != GpuMath.None)
            {
                CudaAsm.Emit("mov.f32 up0, v0; mov.f32 up1, v1; ld.global.f32 v0, [%0]; ld.global.f32 v1, [%1];", before + (at * 4), before + (at * 4) + right);
                TensorMath.Slope(TProduct.Activation);
                CudaAsm.Emit("mul.f32 v0, v0, up0; mul.f32 v1, v1, up1;");
            }

            if (TProduct.HasResidual)
            {
                Add(residual + (at * 4), right);
            }

            if (TProduct.IsRounded)
            {
                TType.Pack();
                CudaAsm.Emit("st.global.b32 [%0], packed;", y + (at * 2));
            }
            else
            {
                Put<TProduct>(y + (at * 4), right);
            }
        }
    }

    // v0 and v1 to two places, or to the first alone.
    private static void Put<TProduct>(long address, int right)
        where TProduct : struct, ITensorProduct
    {
        int width = TProduct.IsGated ? TProduct.Outputs / 2 : TProduct.Outputs;
        if (width % 4 == 0)
        {
            // Only values of whole vectors of four lie on their boundary.
            CudaAsm.Emit("st.global.v2.f32 [%0], {v0,v1};", address);
        }
        else
        {
            CudaAsm.Emit("st.global.f32 [%0], v0;", address);
            if (right > 0)
            {
                CudaAsm.Emit("st.global.f32 [%0], v1;", address + 4);
            }
        }
    }

    private static void Add(long address, int right) =>
        CudaAsm.Emit("ld.global.f32 t0, [%0]; ld.global.f32 t1, [%1]; add.f32 v0, v0, t0; add.f32 v1, v1, t1;", address, address + right);

    // The row of W behind a line of a tile. With a gate, each warp's 32 columns are 16 gates and the 16 values that they gate.
    private static int WeightRow<TProduct>(int column, int line)
        where TProduct : struct, ITensorProduct =>
        TProduct.IsGated ? column + ((line >> 5) * 16) + (line & 15) + ((line & 16) > 0 ? TProduct.Outputs / 2 : 0) : column + line;

    // Numbers in a row of W or x whose rows are steps of the sum.
    private static int Pitch<TProduct>()
        where TProduct : struct, ITensorProduct => (TProduct.Outputs + 7) / 8 * 8;

    private static void Copy<TTile, TProduct>(int stage, int step, TensorSource left, TensorSource right, int depth)
        where TTile : struct, ITensorTile
        where TProduct : struct, ITensorProduct
    {
        int size = TTile.Size;
        if (TProduct.Form == WeightGradient)
        {
            left.CopyAcross(stage, step, size, TProduct.Inputs, depth);
        }
        else
        {
            left.CopyAlong(stage, step, size, TProduct.Inputs);
        }

        if (TProduct.Form == Forward)
        {
            right.CopyAlong(stage + (size * StepBytes), step, size, TProduct.Inputs);
        }
        else
        {
            right.CopyAcross(stage + (size * StepBytes), step, size, Pitch<TProduct>(), depth);
        }

        TensorCopy.Commit();
    }
}
