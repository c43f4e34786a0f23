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
    private const int StepBytes = 64;

    /// <param name="a">Address of x [rows, inputs] in 16 bits, aligned to 16 bytes.</param>
    /// <param name="weight">Address of W [outputs, inputs], likewise.</param>
    /// <param name="bias">Address of b [outputs] in 32 bits, or 0.</param>
    /// <param name="residual">Address of [rows, outputs] in 32 bits, or 0; may be that of y.</param>
    /// <param name="y">Address of the result.</param>
    public static void Run<TType, TTile, TProduct>(long a, long weight, long bias, long residual, long y, int rows)
        where TType : struct, ITensorType
        where TTile : struct, ITensorTile
        where TProduct : struct, ITensorProduct
    {
        TTile.Begin();
        int size = TTile.Size;
        int column = Grid.IdxY * (TProduct.IsGated ? size / 2 : size);

        // Copies: four threads do one row of the step, and each thread two rows of x and two of W.
        int line = Group.IdxX >> 2;
        int chunk = Group.IdxX & 3;
        int target = (line * StepBytes) + ((chunk ^ ((line >> 1) & 3)) << 4);
        int row0 = (Grid.IdxX * size) + line;
        int row1 = row0 + (size / 2);
        int output0 = WeightRow<TProduct>(column, line);
        int output1 = WeightRow<TProduct>(column, line + (size / 2));
        int bytes0 = row0 < rows ? 16 : 0;
        int bytes1 = row1 < rows ? 16 : 0;
        int bytes2 = output0 < TProduct.Outputs ? 16 : 0;
        int bytes3 = output1 < TProduct.Outputs ? 16 : 0;
        long a0 = Address<TProduct>(a, bytes0 > 0 ? row0 : 0, chunk);
        long a1 = Address<TProduct>(a, bytes1 > 0 ? row1 : 0, chunk);
        long w0 = Address<TProduct>(weight, bytes2 > 0 ? output0 : 0, chunk);
        long w1 = Address<TProduct>(weight, bytes3 > 0 ? output1 : 0, chunk);

        // Fragments: the places in a stage that this thread names to ldmatrix.
        int warp = Group.IdxX >> 5;
        int lane = Group.IdxX & 31;
        int aLine = ((warp & 1) * TTile.WarpRows) + (lane & 15);
        int wLine = size + ((warp >> 1) * 32) + (lane & 7) + ((lane >> 4) << 3);
        int aPlace = (aLine * StepBytes) + (((lane >> 4) ^ ((aLine >> 1) & 3)) << 4);
        int wPlace = (wLine * StepBytes) + ((((lane >> 3) & 1) ^ ((wLine >> 1) & 3)) << 4);

        int stage = 2 * size * StepBytes;
        int steps = (TProduct.Inputs + 31) / 32;
        for (int step = 0; step < 2; step++)
        {
            Copy<TTile, TProduct>(target + (step * stage), step, chunk, a0, a1, w0, w1, bytes0, bytes1, bytes2, bytes3);
        }

        int read = 0;
        int fill = 2 * stage;
        for (int step = 0; step < steps; step++)
        {
            TensorCopy.WaitForAllButOne();
            Group.Barrier();
            Copy<TTile, TProduct>(target + fill, step + 2, chunk, a0, a1, w0, w1, bytes0, bytes1, bytes2, bytes3);
            TTile.Multiply<TType>(aPlace + read, wPlace + read);
            TTile.Multiply<TType>((aPlace + read) ^ 32, (wPlace + read) ^ 32);
            fill = read;
            read = read == 2 * stage ? 0 : read + stage;
        }

        int row = (Grid.IdxX * size) + ((warp & 1) * TTile.WarpRows) + (lane >> 2);
        int warpColumn = (warp >> 1) * (TProduct.IsGated ? 16 : 32);
        if (TProduct.IsGated)
        {
            TTile.FinishGated<TType, TProduct>(row, column + warpColumn + ((lane & 3) * 2), bias, residual, y, rows);
        }
        else
        {
            TTile.Finish<TType, TProduct>(row, column + warpColumn + ((lane & 3) * 2), bias, residual, y, rows);
        }
    }

    /// <summary>Bias, activation or gate, residual, and out: registers v0 and v1, neighbours in a row.</summary>
    public static void Store<TType, TProduct>(int row, int column, long bias, long residual, long y, int rows)
        where TType : struct, ITensorType
        where TProduct : struct, ITensorProduct
    {
        int width = TProduct.IsGated ? TProduct.Outputs / 2 : TProduct.Outputs;
        if (row < rows && column < width)
        {
            // An odd row's last number has no neighbour: v1 is computed from what lies left of it, and not stored.
            int right = width % 2 == 0 || column + 1 < width ? 4 : 0;
            long at = ((long)row * width) + column;
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

            TensorMath.Activate(TProduct.Activation);
            if (TProduct.HasResidual)
            {
                Add(residual + (at * 4), right);
            }

            if (TProduct.IsRounded)
            {
                TType.Pack();
                CudaAsm.Emit("st.global.b32 [%0], packed;", y + (at * 2));
            }
            else if (width % 4 == 0)
            {
                // Only values of whole vectors of four lie on their boundary.
                CudaAsm.Emit("st.global.v2.f32 [%0], {v0,v1};", y + (at * 4));
            }
            else
            {
                CudaAsm.Emit("st.global.f32 [%0], v0;", y + (at * 4));
                if (right > 0)
                {
                    CudaAsm.Emit("st.global.f32 [%0], v1;", y + (at * 4) + 4);
                }
            }
        }
    }

    private static void Add(long address, int right) =>
        CudaAsm.Emit("ld.global.f32 t0, [%0]; ld.global.f32 t1, [%1]; add.f32 v0, v0, t0; add.f32 v1, v1, t1;", address, address + right);

    // The row of W behind a line of a tile. With a gate, each warp's 32 columns are 16 gates and the 16 values that they gate.
    private static int WeightRow<TProduct>(int column, int line)
        where TProduct : struct, ITensorProduct =>
        TProduct.IsGated ? column + ((line >> 5) * 16) + (line & 15) + ((line & 16) > 0 ? TProduct.Outputs / 2 : 0) : column + line;

    private static long Address<TProduct>(long matrix, int row, int chunk)
        where TProduct : struct, ITensorProduct => matrix + ((((long)row * TProduct.Inputs) + (chunk * 8)) * 2);

    private static void Copy<TTile, TProduct>(int target, int step, int chunk, long a0, long a1, long w0, long w1, int bytes0, int bytes1, int bytes2, int bytes3)
        where TTile : struct, ITensorTile
        where TProduct : struct, ITensorProduct
    {
        int inside = (step * 32) + (chunk * 8) < TProduct.Inputs ? 16 : 0;
        int pass = TTile.Size / 2 * StepBytes;
        long offset = step * (long)StepBytes;
        TensorCopy.Start(target, a0 + offset, bytes0 & inside);
        TensorCopy.Start(target + pass, a1 + offset, bytes1 & inside);
        TensorCopy.Start(target + (2 * pass), w0 + offset, bytes2 & inside);
        TensorCopy.Start(target + (3 * pass), w1 + offset, bytes3 & inside);
        TensorCopy.Commit();
    }
}
