using System.Runtime.CompilerServices;
using ModelGen.Cpu.Simd;

namespace ModelGen.Cpu.Products;

/// <summary>Picks the micro-kernel for a tile's height.</summary>
internal static unsafe class MicroKernels<TSimd, TVector>
    where TSimd : ITileSimd<TVector>
    where TVector : struct
{
    /// <inheritdoc cref="MicroKernel{TSimd, TVector, THeight, TSteps}.Run"/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Run<TSteps>(int rows, int depth, float* a, nint aStep, float* b, nint bStep, int* table, float* tile, nint tileStep, bool add)
        where TSteps : ISteps
    {
        switch (rows)
        {
            case 1: MicroKernel<TSimd, TVector, Height1, TSteps>.Run(depth, a, aStep, b, bStep, table, tile, tileStep, add); break;
            case 2: MicroKernel<TSimd, TVector, Height2, TSteps>.Run(depth, a, aStep, b, bStep, table, tile, tileStep, add); break;
            case 3: MicroKernel<TSimd, TVector, Height3, TSteps>.Run(depth, a, aStep, b, bStep, table, tile, tileStep, add); break;
            case 4: MicroKernel<TSimd, TVector, Height4, TSteps>.Run(depth, a, aStep, b, bStep, table, tile, tileStep, add); break;
            case 5: MicroKernel<TSimd, TVector, Height5, TSteps>.Run(depth, a, aStep, b, bStep, table, tile, tileStep, add); break;
            case 6: MicroKernel<TSimd, TVector, Height6, TSteps>.Run(depth, a, aStep, b, bStep, table, tile, tileStep, add); break;
            case 7: MicroKernel<TSimd, TVector, Height7, TSteps>.Run(depth, a, aStep, b, bStep, table, tile, tileStep, add); break;
            case 8: MicroKernel<TSimd, TVector, Height8, TSteps>.Run(depth, a, aStep, b, bStep, table, tile, tileStep, add); break;
            case 9: MicroKernel<TSimd, TVector, Height9, TSteps>.Run(depth, a, aStep, b, bStep, table, tile, tileStep, add); break;
            case 10: MicroKernel<TSimd, TVector, Height10, TSteps>.Run(depth, a, aStep, b, bStep, table, tile, tileStep, add); break;
            case 11: MicroKernel<TSimd, TVector, Height11, TSteps>.Run(depth, a, aStep, b, bStep, table, tile, tileStep, add); break;
            case 12: MicroKernel<TSimd, TVector, Height12, TSteps>.Run(depth, a, aStep, b, bStep, table, tile, tileStep, add); break;
            case 13: MicroKernel<TSimd, TVector, Height13, TSteps>.Run(depth, a, aStep, b, bStep, table, tile, tileStep, add); break;
            case 14: MicroKernel<TSimd, TVector, Height14, TSteps>.Run(depth, a, aStep, b, bStep, table, tile, tileStep, add); break;
        }
    }
}
