using System;
using System.Linq;

namespace ModelGen.Backends.Ptx.Tests.Machine;

/// <summary>What 32 threads execute together: matrix instructions and shuffles, with the fragments' layouts of the PTX ISA, section 9.7.14.</summary>
internal static class PtxWarp
{
    public static void Execute(PtxInstruction instruction, PtxThread[] warp)
    {
        switch (instruction.Operation)
        {
            case "mma":
                Multiply(instruction, warp);
                break;
            case "ldmatrix":
                LoadMatrices(instruction, warp);
                break;
            default:
                Shuffle(instruction, warp);
                break;
        }
    }

    // D [16, 8] = A [16, 16] · B [16, 8] + C. Lane l has rows l / 4 and l / 4 + 8 of A and D, column l / 4 of B, in pairs at 2 (l % 4).
    private static void Multiply(PtxInstruction instruction, PtxThread[] warp)
    {
        if (!instruction.Has("m16n8k16") || !instruction.Has("row") || !instruction.Has("col"))
        {
            throw new NotSupportedException(instruction.Text);
        }

        bool brain = instruction.Has("bf16");
        float[,] a = new float[16, 16];
        float[,] b = new float[16, 8];
        for (int lane = 0; lane < 32; lane++)
        {
            (int group, int pair) = (lane / 4, lane % 4 * 2);
            for (int i = 0; i < 4; i++)
            {
                uint packed = (uint)warp[lane].Read(instruction.Operands[4 + i]);
                int row = group + (i % 2 * 8);
                int column = pair + (i / 2 * 8);
                (a[row, column], a[row, column + 1]) = (Number16.Wide((ushort)packed, brain), Number16.Wide((ushort)(packed >> 16), brain));
            }

            for (int i = 0; i < 2; i++)
            {
                uint packed = (uint)warp[lane].Read(instruction.Operands[8 + i]);
                int row = pair + (i * 8);
                (b[row, group], b[row + 1, group]) = (Number16.Wide((ushort)packed, brain), Number16.Wide((ushort)(packed >> 16), brain));
            }
        }

        for (int lane = 0; lane < 32; lane++)
        {
            for (int i = 0; i < 4; i++)
            {
                int row = (lane / 4) + (i / 2 * 8);
                int column = (lane % 4 * 2) + (i % 2);
                float sum = warp[lane].ReadFloat(instruction.Operands[10 + i]);
                for (int k = 0; k < 16; k++)
                {
                    sum += a[row, k] * b[k, column];
                }

                warp[lane].Write(instruction.Operands[i], sum);
            }
        }
    }

    private static void LoadMatrices(PtxInstruction instruction, PtxThread[] warp)
    {
        bool transposed = instruction.Has("trans");
        int count = instruction.Has("x4") ? 4 : instruction.Has("x2") ? 2 : 1;
        int[] addresses = [.. warp.Select(thread => (int)thread.Read(instruction.Operands[count]))];
        foreach (int eight in Enumerable.Range(0, count))
        {
            // Rows of one matrix must lie in different banks, or the load takes several turns.
            int banks = Enumerable.Range(0, 8).Select(row => addresses[(eight * 8) + row] / 16 % 8).Distinct().Count();
            if (banks < 8)
            {
                throw new InvalidOperationException($"The rows of a matrix share banks ({banks} of 8): {instruction.Text}");
            }
        }

        for (int lane = 0; lane < 32; lane++)
        {
            for (int matrix = 0; matrix < count; matrix++)
            {
                uint value = 0;
                for (int half = 0; half < 2; half++)
                {
                    int row = transposed ? (lane % 4 * 2) + half : lane / 4;
                    int column = transposed ? lane / 4 : (lane % 4 * 2) + half;
                    int address = addresses[(matrix * 8) + row];
                    if (address % 16 != 0)
                    {
                        throw new InvalidOperationException($"{address} is not aligned to 16 bytes: {instruction.Text}");
                    }

                    value |= (uint)BitConverter.ToUInt16(warp[lane].Block.Shared, address + (column * 2)) << (half * 16);
                }

                warp[lane].Write(instruction.Operands[matrix], value);
            }
        }
    }

    private static void Shuffle(PtxInstruction instruction, PtxThread[] warp)
    {
        uint[] values = [.. warp.Select(thread => (uint)thread.Read(instruction.Operands[^4]))];
        for (int lane = 0; lane < 32; lane++)
        {
            int by = (int)warp[lane].Read(instruction.Operands[^3]);
            int from = instruction.Modifiers[1] switch
            {
                "bfly" => lane ^ by,
                "down" => lane + by > 31 ? lane : lane + by,
                "up" => lane - by < 0 ? lane : lane - by,
                "idx" => by & 31,
                _ => throw new NotSupportedException(instruction.Text),
            };
            warp[lane].Write(instruction.Operands[0], values[from]);
        }
    }
}
