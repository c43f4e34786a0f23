namespace ModelGen.Compiler.Emit.Ilgpu.Kernels;

/// <summary>
/// A method of a kernel of 128 threads that starts to copy a tile of rows of 16-bit heads into shared memory: as many threads to a row as a power of two allows, each with every so manieth
/// chunk; rows behind the end are zeros.
/// </summary>
/// <param name="size">Numbers of a head, a multiple of 8.</param>
/// <param name="tile">Rows of the tile.</param>
/// <param name="pitch">Bytes from a row to the next one.</param>
/// <param name="stride">The same in shared memory.</param>
internal sealed class TensorTileCopy(string kernel, string method, int size, int tile, int pitch, int stride)
{
    private const int Threads = 128;

    public void Write(CodeWriter code)
    {
        int chunks = (size + 15) / 16 * 2;
        int threads = chunks & -chunks;
        int rows = Threads / threads;
        using (code.Block($"private static void {kernel}{method}(long rows, int tile, int start, int length)"))
        {
            code.Line($"int chunk = Il::Group.IdxX % {Literals.Int(threads)};");
            code.Line($"int line = Il::Group.IdxX / {Literals.Int(threads)};");
            code.Line($"int target = tile + (line * {Literals.Int(stride)}) + (chunk * 16);");
            if (rows > tile)
            {
                // More threads than the tile has rows for.
                using (code.Block($"if (line < {Literals.Int(tile)})"))
                {
                    Passes(code, chunks, threads, rows);
                }

                code.Line();
            }
            else
            {
                Passes(code, chunks, threads, rows);
            }

            code.Line("Gpu::TensorCopy.Commit();");
        }

        code.Line();
    }

    private void Passes(CodeWriter code, int chunks, int threads, int rows)
    {
        for (int pass = 0; pass * rows < tile; pass++)
        {
            string n = Literals.Int(pass);
            code.Line($"int row{n} = start + line + {Literals.Int(pass * rows)};");
            code.Line($"int bytes{n} = row{n} < length ? 16 : 0;");
            code.Line($"long from{n} = rows + ((row{n} < length ? row{n} : 0) * {Literals.Int(pitch)}L) + (chunk * 16);");
            for (int chunk = 0; chunk < chunks; chunk += threads)
            {
                // The last chunk of a head whose size is an odd number of chunks is padding.
                bool isPadded = size % 16 != 0 && chunk + threads == chunks;
                string inside = isPadded ? $"chunk == {Literals.Int(threads - 1)} ? 0 : bytes{n}" : $"bytes{n}";
                string offset = Literals.Int((pass * rows * stride) + (chunk * 16));
                code.Line($"Gpu::TensorCopy.Start(target + {offset}, from{n} + {Literals.Int(chunk * 16)}, {inside});");
            }
        }
    }
}
