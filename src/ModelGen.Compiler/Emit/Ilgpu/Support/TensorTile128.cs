using ILGPU.Runtime.Cuda;

namespace ModelGen.Gpu;

/// <summary>128 x 128 numbers by 8 warps of 64 x 32; three stages fill 48 KB of shared memory.</summary>
internal readonly struct TensorTile128 : ITensorTile
{
    /// <inheritdoc/>
    public static int Size => 128;

    /// <inheritdoc/>
    public static int WarpRows => 64;

    /// <inheritdoc/>
    public static void Begin()
    {
        CudaAsm.Emit("""
            .reg .f32 sum<64>;
            .reg .f32 v<2>;
            .reg .f32 up<2>;
            .reg .f32 t<5>;
            .reg .b32 row<16>;
            .reg .b32 col<8>;
            .reg .b32 packed, tiles, place;
            .shared .align 128 .b8 memory[49152];
            mov.u32 tiles, memory;
            """);
        CudaAsm.Emit("""
            mov.f32 sum0, 0f00000000; mov.f32 sum1, 0f00000000; mov.f32 sum2, 0f00000000; mov.f32 sum3, 0f00000000;
            mov.f32 sum4, 0f00000000; mov.f32 sum5, 0f00000000; mov.f32 sum6, 0f00000000; mov.f32 sum7, 0f00000000;
            mov.f32 sum8, 0f00000000; mov.f32 sum9, 0f00000000; mov.f32 sum10, 0f00000000; mov.f32 sum11, 0f00000000;
            mov.f32 sum12, 0f00000000; mov.f32 sum13, 0f00000000; mov.f32 sum14, 0f00000000; mov.f32 sum15, 0f00000000;
            mov.f32 sum16, 0f00000000; mov.f32 sum17, 0f00000000; mov.f32 sum18, 0f00000000; mov.f32 sum19, 0f00000000;
            mov.f32 sum20, 0f00000000; mov.f32 sum21, 0f00000000; mov.f32 sum22, 0f00000000; mov.f32 sum23, 0f00000000;
            mov.f32 sum24, 0f00000000; mov.f32 sum25, 0f00000000; mov.f32 sum26, 0f00000000; mov.f32 sum27, 0f00000000;
            mov.f32 sum28, 0f00000000; mov.f32 sum29, 0f00000000; mov.f32 sum30, 0f00000000; mov.f32 sum31, 0f00000000;
            mov.f32 sum32, 0f00000000; mov.f32 sum33, 0f00000000; mov.f32 sum34, 0f00000000; mov.f32 sum35, 0f00000000;
            mov.f32 sum36, 0f00000000; mov.f32 sum37, 0f00000000; mov.f32 sum38, 0f00000000; mov.f32 sum39, 0f00000000;
            mov.f32 sum40, 0f00000000; mov.f32 sum41, 0f00000000; mov.f32 sum42, 0f00000000; mov.f32 sum43, 0f00000000;
            mov.f32 sum44, 0f00000000; mov.f32 sum45, 0f00000000; mov.f32 sum46, 0f00000000; mov.f32 sum47, 0f00000000;
            mov.f32 sum48, 0f00000000; mov.f32 sum49, 0f00000000; mov.f32 sum50, 0f00000000; mov.f32 sum51, 0f00000000;
            mov.f32 sum52, 0f00000000; mov.f32 sum53, 0f00000000; mov.f32 sum54, 0f00000000; mov.f32 sum55, 0f00000000;
            mov.f32 sum56, 0f00000000; mov.f32 sum57, 0f00000000; mov.f32 sum58, 0f00000000; mov.f32 sum59, 0f00000000;
            mov.f32 sum60, 0f00000000; mov.f32 sum61, 0f00000000; mov.f32 sum62, 0f00000000; mov.f32 sum63, 0f00000000;
            """);
    }

    /// <inheritdoc/>
    public static void Multiply<TType, TProduct>(int rows, int columns)
        where TType : struct, ITensorType
        where TProduct : struct, ITensorProduct
    {
        if (TProduct.Form == TensorProductKernel.WeightGradient)
        {
            LoadRowsAcross(rows);
        }
        else
        {
            LoadRows(rows);
        }

        if (TProduct.Form == TensorProductKernel.Forward)
        {
            LoadColumns(columns);
        }
        else
        {
            LoadColumnsAcross(columns);
        }

        TType.Multiply4x4();
    }

    /// <inheritdoc/>
    public static void Finish<TType, TProduct>(int row, int column, long bias, long residual, long before, long y, int rows, float factor)
        where TType : struct, ITensorType
        where TProduct : struct, ITensorProduct
    {
        CudaAsm.Emit("mov.f32 v0, sum0; mov.f32 v1, sum1;");
        TensorProductKernel.Store<TType, TProduct>(row + 0, column + 0, bias, residual, before, y, rows, factor);
        CudaAsm.Emit("mov.f32 v0, sum4; mov.f32 v1, sum5;");
        TensorProductKernel.Store<TType, TProduct>(row + 0, column + 8, bias, residual, before, y, rows, factor);
        CudaAsm.Emit("mov.f32 v0, sum8; mov.f32 v1, sum9;");
        TensorProductKernel.Store<TType, TProduct>(row + 0, column + 16, bias, residual, before, y, rows, factor);
        CudaAsm.Emit("mov.f32 v0, sum12; mov.f32 v1, sum13;");
        TensorProductKernel.Store<TType, TProduct>(row + 0, column + 24, bias, residual, before, y, rows, factor);
        CudaAsm.Emit("mov.f32 v0, sum2; mov.f32 v1, sum3;");
        TensorProductKernel.Store<TType, TProduct>(row + 8, column + 0, bias, residual, before, y, rows, factor);
        CudaAsm.Emit("mov.f32 v0, sum6; mov.f32 v1, sum7;");
        TensorProductKernel.Store<TType, TProduct>(row + 8, column + 8, bias, residual, before, y, rows, factor);
        CudaAsm.Emit("mov.f32 v0, sum10; mov.f32 v1, sum11;");
        TensorProductKernel.Store<TType, TProduct>(row + 8, column + 16, bias, residual, before, y, rows, factor);
        CudaAsm.Emit("mov.f32 v0, sum14; mov.f32 v1, sum15;");
        TensorProductKernel.Store<TType, TProduct>(row + 8, column + 24, bias, residual, before, y, rows, factor);
        CudaAsm.Emit("mov.f32 v0, sum16; mov.f32 v1, sum17;");
        TensorProductKernel.Store<TType, TProduct>(row + 16, column + 0, bias, residual, before, y, rows, factor);
        CudaAsm.Emit("mov.f32 v0, sum20; mov.f32 v1, sum21;");
        TensorProductKernel.Store<TType, TProduct>(row + 16, column + 8, bias, residual, before, y, rows, factor);
        CudaAsm.Emit("mov.f32 v0, sum24; mov.f32 v1, sum25;");
        TensorProductKernel.Store<TType, TProduct>(row + 16, column + 16, bias, residual, before, y, rows, factor);
        CudaAsm.Emit("mov.f32 v0, sum28; mov.f32 v1, sum29;");
        TensorProductKernel.Store<TType, TProduct>(row + 16, column + 24, bias, residual, before, y, rows, factor);
        CudaAsm.Emit("mov.f32 v0, sum18; mov.f32 v1, sum19;");
        TensorProductKernel.Store<TType, TProduct>(row + 24, column + 0, bias, residual, before, y, rows, factor);
        CudaAsm.Emit("mov.f32 v0, sum22; mov.f32 v1, sum23;");
        TensorProductKernel.Store<TType, TProduct>(row + 24, column + 8, bias, residual, before, y, rows, factor);
        CudaAsm.Emit("mov.f32 v0, sum26; mov.f32 v1, sum27;");
        TensorProductKernel.Store<TType, TProduct>(row + 24, column + 16, bias, residual, before, y, rows, factor);
        CudaAsm.Emit("mov.f32 v0, sum30; mov.f32 v1, sum31;");
        TensorProductKernel.Store<TType, TProduct>(row + 24, column + 24, bias, residual, before, y, rows, factor);
        CudaAsm.Emit("mov.f32 v0, sum32; mov.f32 v1, sum33;");
        TensorProductKernel.Store<TType, TProduct>(row + 32, column + 0, bias, residual, before, y, rows, factor);
        CudaAsm.Emit("mov.f32 v0, sum36; mov.f32 v1, sum37;");
        TensorProductKernel.Store<TType, TProduct>(row + 32, column + 8, bias, residual, before, y, rows, factor);
        CudaAsm.Emit("mov.f32 v0, sum40; mov.f32 v1, sum41;");
        TensorProductKernel.Store<TType, TProduct>(row + 32, column + 16, bias, residual, before, y, rows, factor);
        CudaAsm.Emit("mov.f32 v0, sum44; mov.f32 v1, sum45;");
        TensorProductKernel.Store<TType, TProduct>(row + 32, column + 24, bias, residual, before, y, rows, factor);
        CudaAsm.Emit("mov.f32 v0, sum34; mov.f32 v1, sum35;");
        TensorProductKernel.Store<TType, TProduct>(row + 40, column + 0, bias, residual, before, y, rows, factor);
        CudaAsm.Emit("mov.f32 v0, sum38; mov.f32 v1, sum39;");
        TensorProductKernel.Store<TType, TProduct>(row + 40, column + 8, bias, residual, before, y, rows, factor);
        CudaAsm.Emit("mov.f32 v0, sum42; mov.f32 v1, sum43;");
        TensorProductKernel.Store<TType, TProduct>(row + 40, column + 16, bias, residual, before, y, rows, factor);
        CudaAsm.Emit("mov.f32 v0, sum46; mov.f32 v1, sum47;");
        TensorProductKernel.Store<TType, TProduct>(row + 40, column + 24, bias, residual, before, y, rows, factor);
        CudaAsm.Emit("mov.f32 v0, sum48; mov.f32 v1, sum49;");
        TensorProductKernel.Store<TType, TProduct>(row + 48, column + 0, bias, residual, before, y, rows, factor);
        CudaAsm.Emit("mov.f32 v0, sum52; mov.f32 v1, sum53;");
        TensorProductKernel.Store<TType, TProduct>(row + 48, column + 8, bias, residual, before, y, rows, factor);
        CudaAsm.Emit("mov.f32 v0, sum56; mov.f32 v1, sum57;");
        TensorProductKernel.Store<TType, TProduct>(row + 48, column + 16, bias, residual, before, y, rows, factor);
        CudaAsm.Emit("mov.f32 v0, sum60; mov.f32 v1, sum61;");
        TensorProductKernel.Store<TType, TProduct>(row + 48, column + 24, bias, residual, before, y, rows, factor);
        CudaAsm.Emit("mov.f32 v0, sum50; mov.f32 v1, sum51;");
        TensorProductKernel.Store<TType, TProduct>(row + 56, column + 0, bias, residual, before, y, rows, factor);
        CudaAsm.Emit("mov.f32 v0, sum54; mov.f32 v1, sum55;");
        TensorProductKernel.Store<TType, TProduct>(row + 56, column + 8, bias, residual, before, y, rows, factor);
        CudaAsm.Emit("mov.f32 v0, sum58; mov.f32 v1, sum59;");
        TensorProductKernel.Store<TType, TProduct>(row + 56, column + 16, bias, residual, before, y, rows, factor);
        CudaAsm.Emit("mov.f32 v0, sum62; mov.f32 v1, sum63;");
        TensorProductKernel.Store<TType, TProduct>(row + 56, column + 24, bias, residual, before, y, rows, factor);
    }

    /// <inheritdoc/>
    public static void FinishGated<TType, TProduct>(int row, int column, long bias, long residual, long before, long y, int rows, float factor)
        where TType : struct, ITensorType
        where TProduct : struct, ITensorProduct
    {
        CudaAsm.Emit("mov.f32 v0, sum0; mov.f32 v1, sum1; mov.f32 up0, sum8; mov.f32 up1, sum9;");
        TensorProductKernel.Store<TType, TProduct>(row + 0, column + 0, bias, residual, before, y, rows, factor);
        CudaAsm.Emit("mov.f32 v0, sum4; mov.f32 v1, sum5; mov.f32 up0, sum12; mov.f32 up1, sum13;");
        TensorProductKernel.Store<TType, TProduct>(row + 0, column + 8, bias, residual, before, y, rows, factor);
        CudaAsm.Emit("mov.f32 v0, sum2; mov.f32 v1, sum3; mov.f32 up0, sum10; mov.f32 up1, sum11;");
        TensorProductKernel.Store<TType, TProduct>(row + 8, column + 0, bias, residual, before, y, rows, factor);
        CudaAsm.Emit("mov.f32 v0, sum6; mov.f32 v1, sum7; mov.f32 up0, sum14; mov.f32 up1, sum15;");
        TensorProductKernel.Store<TType, TProduct>(row + 8, column + 8, bias, residual, before, y, rows, factor);
        CudaAsm.Emit("mov.f32 v0, sum16; mov.f32 v1, sum17; mov.f32 up0, sum24; mov.f32 up1, sum25;");
        TensorProductKernel.Store<TType, TProduct>(row + 16, column + 0, bias, residual, before, y, rows, factor);
        CudaAsm.Emit("mov.f32 v0, sum20; mov.f32 v1, sum21; mov.f32 up0, sum28; mov.f32 up1, sum29;");
        TensorProductKernel.Store<TType, TProduct>(row + 16, column + 8, bias, residual, before, y, rows, factor);
        CudaAsm.Emit("mov.f32 v0, sum18; mov.f32 v1, sum19; mov.f32 up0, sum26; mov.f32 up1, sum27;");
        TensorProductKernel.Store<TType, TProduct>(row + 24, column + 0, bias, residual, before, y, rows, factor);
        CudaAsm.Emit("mov.f32 v0, sum22; mov.f32 v1, sum23; mov.f32 up0, sum30; mov.f32 up1, sum31;");
        TensorProductKernel.Store<TType, TProduct>(row + 24, column + 8, bias, residual, before, y, rows, factor);
        CudaAsm.Emit("mov.f32 v0, sum32; mov.f32 v1, sum33; mov.f32 up0, sum40; mov.f32 up1, sum41;");
        TensorProductKernel.Store<TType, TProduct>(row + 32, column + 0, bias, residual, before, y, rows, factor);
        CudaAsm.Emit("mov.f32 v0, sum36; mov.f32 v1, sum37; mov.f32 up0, sum44; mov.f32 up1, sum45;");
        TensorProductKernel.Store<TType, TProduct>(row + 32, column + 8, bias, residual, before, y, rows, factor);
        CudaAsm.Emit("mov.f32 v0, sum34; mov.f32 v1, sum35; mov.f32 up0, sum42; mov.f32 up1, sum43;");
        TensorProductKernel.Store<TType, TProduct>(row + 40, column + 0, bias, residual, before, y, rows, factor);
        CudaAsm.Emit("mov.f32 v0, sum38; mov.f32 v1, sum39; mov.f32 up0, sum46; mov.f32 up1, sum47;");
        TensorProductKernel.Store<TType, TProduct>(row + 40, column + 8, bias, residual, before, y, rows, factor);
        CudaAsm.Emit("mov.f32 v0, sum48; mov.f32 v1, sum49; mov.f32 up0, sum56; mov.f32 up1, sum57;");
        TensorProductKernel.Store<TType, TProduct>(row + 48, column + 0, bias, residual, before, y, rows, factor);
        CudaAsm.Emit("mov.f32 v0, sum52; mov.f32 v1, sum53; mov.f32 up0, sum60; mov.f32 up1, sum61;");
        TensorProductKernel.Store<TType, TProduct>(row + 48, column + 8, bias, residual, before, y, rows, factor);
        CudaAsm.Emit("mov.f32 v0, sum50; mov.f32 v1, sum51; mov.f32 up0, sum58; mov.f32 up1, sum59;");
        TensorProductKernel.Store<TType, TProduct>(row + 56, column + 0, bias, residual, before, y, rows, factor);
        CudaAsm.Emit("mov.f32 v0, sum54; mov.f32 v1, sum55; mov.f32 up0, sum62; mov.f32 up1, sum63;");
        TensorProductKernel.Store<TType, TProduct>(row + 56, column + 8, bias, residual, before, y, rows, factor);
    }

    private static void LoadRows(int place) =>
        CudaAsm.Emit("""
            {
            .reg .b32 r;
            add.u32 r, tiles, %0;
            ldmatrix.sync.aligned.m8n8.x4.shared.b16 {row0,row1,row2,row3}, [r+0];
            ldmatrix.sync.aligned.m8n8.x4.shared.b16 {row4,row5,row6,row7}, [r+1024];
            ldmatrix.sync.aligned.m8n8.x4.shared.b16 {row8,row9,row10,row11}, [r+2048];
            ldmatrix.sync.aligned.m8n8.x4.shared.b16 {row12,row13,row14,row15}, [r+3072];
            }
            """, place);

    // Of a tile whose lines are steps of the sum: sixteen rows further is another chunk of the same, permuted, line.
    private static void LoadRowsAcross(int place) =>
        CudaAsm.Emit("""
            {
            .reg .b32 r, x;
            add.u32 r, tiles, %0;
            ldmatrix.sync.aligned.m8n8.x4.trans.shared.b16 {row0,row1,row2,row3}, [r];
            xor.b32 x, r, 32; ldmatrix.sync.aligned.m8n8.x4.trans.shared.b16 {row4,row5,row6,row7}, [x];
            xor.b32 x, r, 64; ldmatrix.sync.aligned.m8n8.x4.trans.shared.b16 {row8,row9,row10,row11}, [x];
            xor.b32 x, r, 96; ldmatrix.sync.aligned.m8n8.x4.trans.shared.b16 {row12,row13,row14,row15}, [x];
            }
            """, place);

    private static void LoadColumns(int place) =>
        CudaAsm.Emit("""
            {
            .reg .b32 c;
            add.u32 c, tiles, %0;
            ldmatrix.sync.aligned.m8n8.x4.shared.b16 {col0,col1,col2,col3}, [c+0];
            ldmatrix.sync.aligned.m8n8.x4.shared.b16 {col4,col5,col6,col7}, [c+1024];
            }
            """, place);

    private static void LoadColumnsAcross(int place) =>
        CudaAsm.Emit("""
            {
            .reg .b32 c, x;
            add.u32 c, tiles, %0;
            ldmatrix.sync.aligned.m8n8.x4.trans.shared.b16 {col0,col1,col2,col3}, [c];
            xor.b32 x, c, 32; ldmatrix.sync.aligned.m8n8.x4.trans.shared.b16 {col4,col5,col6,col7}, [x];
            }
            """, place);
}
