namespace ModelGen.Compiler.Emit.Ilgpu.Kernels;

/// <content>The two kernels' loops.</content>
internal sealed partial record TensorAttentionGradientKernel
{
    private void Query(CodeWriter code)
    {
        TensorAttentionGradientText text = _query;
        string name = Name + "Query", tile = I(KeyTile(Heads.Size)), head = I(Heads.Size * 2), width = I(Heads.PackedWidth * 2), queries = I(Heads.QueryWidth * 2);
        int bytes = text.TileBytes;
        Places(code, name, "head", causalFromTheEnd: Causal);
        code.Line($"long example = packed + ((long)Il::Grid.IdxZ * length * {width});");
        code.Line($"long own = example + (head * {head}) + (left * 2);");
        code.Line($"{name}Rows(own + (at0 * {width}L), own + (at1 * {width}L));");
        code.Line($"own = gradient + ((long)Il::Grid.IdxZ * length * {queries}) + (head * {head}) + (left * 2);");
        code.Line($"{name}OtherRows(own + (at0 * {queries}L), own + (at1 * {queries}L));");
        code.Line($"long sums = (((long)Il::Grid.IdxZ * {I(Heads.Count)}) + head) * length * 4;");
        code.Line($"{name}RowSums(logSum + sums + (at0 * 4L), logSum + sums + (at1 * 4L), deltas + sums + (at0 * 4L), deltas + sums + (at1 * 4L));");
        code.Line($"long keys = example + {I(Heads.QueryWidth * 2)} + ({Shared} * {head});");
        code.Line($"long values = keys + {I(Heads.KeyValueWidth * 2)};");
        code.Line(Causal ? $"int end = top + {I(Rows)} < length ? top + {I(Rows)} : length;" : "int end = length;");
        code.Line("int current = 0;");
        code.Line($"{name}Copy(keys, 0, 0, length);");
        code.Line($"{name}Copy(values, {I(bytes)}, 0, length);");
        using (code.Block($"for (int start = 0; start < end; start += {tile})"))
        {
            Turn(code, () =>
            {
                code.Line($"{name}Copy(keys, {I(2 * bytes)} - current, start + {tile}, length);");
                code.Line($"{name}Copy(values, {I(3 * bytes)} - current, start + {tile}, length);");
            }, $"start + {tile} < end");
            Choose(code, name, "Scores", "rowPlace + current");
            Choose(code, name, "Weights", $"rowPlace + current + {I(bytes)}");
            using (code.Block(Causal ? $"if (start + {I(KeyTile(Heads.Size) - 1)} > first || start + {tile} > length)" : $"if (start + {tile} > length)"))
            {
                code.Line($"{name}Limit(row0 - start - left, row1 - start - left, last - start - left);");
            }

            code.Line();
            if (Padding)
            {
                code.Line($"{name}Hide(mask + ((long)Il::Grid.IdxZ * length * 4), start + left, last);");
            }

            code.Line($"{name}Slopes();");
            Choose(code, name, "Mix", "mixPlace + current");
            code.Line($"current = {I(2 * bytes)} - current;");
        }

        code.Line();
        code.Line($"long target = result + ((((long)Il::Grid.IdxZ * length) + row0) * {I(Heads.PackedWidth * 4)}) + (head * {I(Heads.Size * 4)}) + (left * 4);");
        Stores(code, row => code.Line($"{name}StoreO{I(row)}(target{(row == 0 ? "" : $" + {I(Heads.PackedWidth * 32)}")}, factor * {Plain.Text.Scale});"));
    }

    private void Key(CodeWriter code)
    {
        TensorAttentionGradientText text = _key;
        string name = Name + "Key", tile = I(QueryTile(Heads.Size)), head = I(Heads.Size * 2), width = I(Heads.PackedWidth * 2), queries = I(Heads.QueryWidth * 2);
        int bytes = text.TileBytes, share = Heads.Count / Heads.KeyValue;
        Places(code, name, "keyHead", causalFromTheEnd: false);
        code.Line($"long example = packed + ((long)Il::Grid.IdxZ * length * {width});");
        code.Line($"long own = example + {I(Heads.QueryWidth * 2)} + (keyHead * {head}) + (left * 2);");
        code.Line($"{name}Rows(own + (at0 * {width}L), own + (at1 * {width}L));");
        code.Line($"own += {I(Heads.KeyValueWidth * 2)};");
        code.Line($"{name}OtherRows(own + (at0 * {width}L), own + (at1 * {width}L));");
        if (Padding)
        {
            code.Line("long real = mask + ((long)Il::Grid.IdxZ * length * 4);");
        }

        // Queries before the first key see none of the block's.
        code.Line(Causal ? "int begin = top;" : "int begin = 0;");
        using (code.Block($"for (int head = keyHead * {I(share)}; head < (keyHead + 1) * {I(share)}; head++)"))
        {
            code.Line($"long rows = example + (head * {head});");
            code.Line($"long gradients = gradient + ((long)Il::Grid.IdxZ * length * {queries}) + (head * {head});");
            code.Line($"long sums = (((long)Il::Grid.IdxZ * {I(Heads.Count)}) + head) * length * 4;");
            code.Line("int current = 0;");
            if (share > 1)
            {
                code.Line("Il::Group.Barrier();");
            }

            code.Line($"{name}Copy(rows, 0, begin, length);");
            code.Line($"{name}CopyGradient(gradients, {I(bytes)}, begin, length);");
            using (code.Block($"for (int start = begin; start < length; start += {tile})"))
            {
                Turn(code, () =>
                {
                    code.Line($"{name}Copy(rows, {I(2 * bytes)} - current, start + {tile}, length);");
                    code.Line($"{name}CopyGradient(gradients, {I(3 * bytes)} - current, start + {tile}, length);");
                }, $"start + {tile} < length");
                Choose(code, name, "Scores", "rowPlace + current");
                Choose(code, name, "Weights", $"rowPlace + current + {I(bytes)}");
                using (code.Block(Causal ? $"if (start < first + 15 || start + {tile} > length)" : $"if (start + {tile} > length)"))
                {
                    code.Line($"{name}Limit(row0 - start - left, row1 - start - left, last - start - left);");
                }

                code.Line();
                if (Padding)
                {
                    code.Line($"{name}Hide(real + (at0 * 4L), real + (at1 * 4L));");
                }

                code.Line($"{name}Slopes(logSum + sums, deltas + sums, start + left, last);");
                Choose(code, name, "MixValues", $"mixPlace + current + {I(bytes)}");
                Choose(code, name, "Mix", "mixPlace + current");
                code.Line($"current = {I(2 * bytes)} - current;");
            }
        }

        code.Line();
        code.Line($"long target = result + ((((long)Il::Grid.IdxZ * length) + row0) * {I(Heads.PackedWidth * 4)}) + {I(Heads.QueryWidth * 4)} + (keyHead * {I(Heads.Size * 4)}) + (left * 4);");
        Stores(code, row =>
        {
            string place = $"target{(row == 0 ? "" : $" + {I(Heads.PackedWidth * 32)}")}";
            code.Line($"{name}StoreO{I(row)}({place}, factor * {Plain.Text.Scale});");
            code.Line($"{name}StoreU{I(row)}({place} + {I(Heads.KeyValueWidth * 4)}, factor);");
        });
    }

    private string Shared => Heads.Count == Heads.KeyValue ? "head" : $"(head / {I(Heads.Count / Heads.KeyValue)})";

    // Which rows a thread has, and where it reads tiles: rows as they lie (for products with all of a row), and turned (for sums over rows).
    private void Places(CodeWriter code, string name, string head, bool causalFromTheEnd)
    {
        string stride = I(_query.Stride);
        code.Line($"{name}Begin();");
        code.Line("int warp = Il::Group.IdxX >> 5;");
        code.Line("int lane = Il::Group.IdxX & 31;");
        code.Line($"int {head} = Il::Grid.IdxY;");
        if (causalFromTheEnd)
        {
            code.Line("// The last queries see the most keys: they start first.");
        }

        code.Line($"int top = {(causalFromTheEnd ? "(Il::Grid.DimX - 1 - Il::Grid.IdxX)" : "Il::Grid.IdxX")} * {I(Rows)};");
        code.Line("int first = top + (warp * 16);");
        code.Line("int row0 = first + (lane >> 2);");
        code.Line("int row1 = row0 + 8;");
        code.Line("int last = length - 1;");
        code.Line("int at0 = row0 < length ? row0 : last;");
        code.Line("int at1 = row1 < length ? row1 : last;");
        code.Line("int left = (lane & 3) * 2;");
        code.Line($"int rowPlace = (((lane & 7) + ((lane >> 4) << 3)) * {stride}) + (((lane >> 3) & 1) << 4);");
        code.Line($"int mixPlace = ((lane & 15) * {stride}) + ((lane >> 4) << 4);");
    }

    // The tile that was copied is there, and everybody is done with the one before it, whose place the next one takes.
    private static void Turn(CodeWriter code, System.Action copy, string condition)
    {
        code.Line("Gpu::TensorCopy.Wait();");
        code.Line("Il::Group.Barrier();");
        using (code.Block($"if ({condition})"))
        {
            copy();
        }

        code.Line();
    }

    private static void Stores(CodeWriter code, System.Action<int> store)
    {
        for (int row = 0; row < 2; row++)
        {
            using (code.Block($"if (row{I(row)} < length)"))
            {
                store(row);
            }

            code.Line();
        }
    }

    // The type is a constant: one branch is compiled.
    private static void Choose(CodeWriter code, string name, string part, string argument)
    {
        using (code.Block("if (brain)"))
        {
            code.Line($"{name}{Typed(part, true)}({argument});");
        }

        using (code.Block("else"))
        {
            code.Line($"{name}{Typed(part, false)}({argument});");
        }

        code.Line();
    }
}
