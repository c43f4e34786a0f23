using ILGPU.Runtime.Cuda;

namespace ModelGen.Gpu;

/// <summary>IEEE binary16: 11 significant bits, up to 65504.</summary>
internal readonly struct Float16 : ITensorType
{
    /// <inheritdoc/>
    public static void Pack() => CudaAsm.Emit("cvt.rn.f16x2.f32 packed, v1, v0;");

    /// <inheritdoc/>
    public static void Multiply4x4() =>
        CudaAsm.Emit("""
            mma.sync.aligned.m16n8k16.row.col.f32.f16.f16.f32 {sum0,sum1,sum2,sum3}, {row0,row1,row2,row3}, {col0,col1}, {sum0,sum1,sum2,sum3};
            mma.sync.aligned.m16n8k16.row.col.f32.f16.f16.f32 {sum4,sum5,sum6,sum7}, {row0,row1,row2,row3}, {col2,col3}, {sum4,sum5,sum6,sum7};
            mma.sync.aligned.m16n8k16.row.col.f32.f16.f16.f32 {sum8,sum9,sum10,sum11}, {row0,row1,row2,row3}, {col4,col5}, {sum8,sum9,sum10,sum11};
            mma.sync.aligned.m16n8k16.row.col.f32.f16.f16.f32 {sum12,sum13,sum14,sum15}, {row0,row1,row2,row3}, {col6,col7}, {sum12,sum13,sum14,sum15};
            mma.sync.aligned.m16n8k16.row.col.f32.f16.f16.f32 {sum16,sum17,sum18,sum19}, {row4,row5,row6,row7}, {col0,col1}, {sum16,sum17,sum18,sum19};
            mma.sync.aligned.m16n8k16.row.col.f32.f16.f16.f32 {sum20,sum21,sum22,sum23}, {row4,row5,row6,row7}, {col2,col3}, {sum20,sum21,sum22,sum23};
            mma.sync.aligned.m16n8k16.row.col.f32.f16.f16.f32 {sum24,sum25,sum26,sum27}, {row4,row5,row6,row7}, {col4,col5}, {sum24,sum25,sum26,sum27};
            mma.sync.aligned.m16n8k16.row.col.f32.f16.f16.f32 {sum28,sum29,sum30,sum31}, {row4,row5,row6,row7}, {col6,col7}, {sum28,sum29,sum30,sum31};
            mma.sync.aligned.m16n8k16.row.col.f32.f16.f16.f32 {sum32,sum33,sum34,sum35}, {row8,row9,row10,row11}, {col0,col1}, {sum32,sum33,sum34,sum35};
            mma.sync.aligned.m16n8k16.row.col.f32.f16.f16.f32 {sum36,sum37,sum38,sum39}, {row8,row9,row10,row11}, {col2,col3}, {sum36,sum37,sum38,sum39};
            mma.sync.aligned.m16n8k16.row.col.f32.f16.f16.f32 {sum40,sum41,sum42,sum43}, {row8,row9,row10,row11}, {col4,col5}, {sum40,sum41,sum42,sum43};
            mma.sync.aligned.m16n8k16.row.col.f32.f16.f16.f32 {sum44,sum45,sum46,sum47}, {row8,row9,row10,row11}, {col6,col7}, {sum44,sum45,sum46,sum47};
            mma.sync.aligned.m16n8k16.row.col.f32.f16.f16.f32 {sum48,sum49,sum50,sum51}, {row12,row13,row14,row15}, {col0,col1}, {sum48,sum49,sum50,sum51};
            mma.sync.aligned.m16n8k16.row.col.f32.f16.f16.f32 {sum52,sum53,sum54,sum55}, {row12,row13,row14,row15}, {col2,col3}, {sum52,sum53,sum54,sum55};
            mma.sync.aligned.m16n8k16.row.col.f32.f16.f16.f32 {sum56,sum57,sum58,sum59}, {row12,row13,row14,row15}, {col4,col5}, {sum56,sum57,sum58,sum59};
            mma.sync.aligned.m16n8k16.row.col.f32.f16.f16.f32 {sum60,sum61,sum62,sum63}, {row12,row13,row14,row15}, {col6,col7}, {sum60,sum61,sum62,sum63};
            """);

    /// <inheritdoc/>
    public static void Multiply2x4() =>
        CudaAsm.Emit("""
            mma.sync.aligned.m16n8k16.row.col.f32.f16.f16.f32 {sum0,sum1,sum2,sum3}, {row0,row1,row2,row3}, {col0,col1}, {sum0,sum1,sum2,sum3};
            mma.sync.aligned.m16n8k16.row.col.f32.f16.f16.f32 {sum4,sum5,sum6,sum7}, {row0,row1,row2,row3}, {col2,col3}, {sum4,sum5,sum6,sum7};
            mma.sync.aligned.m16n8k16.row.col.f32.f16.f16.f32 {sum8,sum9,sum10,sum11}, {row0,row1,row2,row3}, {col4,col5}, {sum8,sum9,sum10,sum11};
            mma.sync.aligned.m16n8k16.row.col.f32.f16.f16.f32 {sum12,sum13,sum14,sum15}, {row0,row1,row2,row3}, {col6,col7}, {sum12,sum13,sum14,sum15};
            mma.sync.aligned.m16n8k16.row.col.f32.f16.f16.f32 {sum16,sum17,sum18,sum19}, {row4,row5,row6,row7}, {col0,col1}, {sum16,sum17,sum18,sum19};
            mma.sync.aligned.m16n8k16.row.col.f32.f16.f16.f32 {sum20,sum21,sum22,sum23}, {row4,row5,row6,row7}, {col2,col3}, {sum20,sum21,sum22,sum23};
            mma.sync.aligned.m16n8k16.row.col.f32.f16.f16.f32 {sum24,sum25,sum26,sum27}, {row4,row5,row6,row7}, {col4,col5}, {sum24,sum25,sum26,sum27};
            mma.sync.aligned.m16n8k16.row.col.f32.f16.f16.f32 {sum28,sum29,sum30,sum31}, {row4,row5,row6,row7}, {col6,col7}, {sum28,sum29,sum30,sum31};
            """);
}
