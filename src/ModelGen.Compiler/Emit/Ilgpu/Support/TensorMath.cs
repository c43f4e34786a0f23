using ILGPU.Runtime.Cuda;

namespace ModelGen.Gpu;

/// <summary>The activations of <see cref="GpuMath"/> for the registers v0 and v1 of a 16-bit kernel, in the device's approximate functions.</summary>
internal static class TensorMath
{
    /// <param name="activation">A constant.</param>
    public static void Activate(int activation)
    {
        switch (activation)
        {
            case GpuMath.Relu:
                CudaAsm.Emit("max.f32 v0, v0, 0f00000000; max.f32 v1, v1, 0f00000000;");
                break;
            case GpuMath.Gelu:
                ErfGelu();
                break;
            case GpuMath.GeluTanh:
                TanhGelu();
                break;
            case GpuMath.Silu:
                CudaAsm.Emit("mov.f32 t0, v0; mov.f32 t1, v1;");
                Logistic();
                CudaAsm.Emit("mul.f32 v0, v0, t0; mul.f32 v1, v1, t1;");
                break;
            case GpuMath.Tanh:
                // 2 · logistic(2x) - 1
                CudaAsm.Emit("add.f32 t0, v0, v0; add.f32 t1, v1, v1;");
                Logistic();
                CudaAsm.Emit("fma.rn.f32 v0, t0, 0f40000000, 0fBF800000; fma.rn.f32 v1, t1, 0f40000000, 0fBF800000;");
                break;
            case GpuMath.Sigmoid:
                CudaAsm.Emit("mov.f32 t0, v0; mov.f32 t1, v1;");
                Logistic();
                CudaAsm.Emit("mov.f32 v0, t0; mov.f32 v1, t1;");
                break;
            case GpuMath.Softplus:
                // max(x, 0) + ln(1 + 2^(-|x| · log2 e))
                CudaAsm.Emit("""
                    abs.f32 t0, v0; mul.f32 t0, t0, 0fBFB8AA3B; ex2.approx.ftz.f32 t0, t0; add.f32 t0, t0, 0f3F800000; lg2.approx.f32 t0, t0;
                    abs.f32 t1, v1; mul.f32 t1, t1, 0fBFB8AA3B; ex2.approx.ftz.f32 t1, t1; add.f32 t1, t1, 0f3F800000; lg2.approx.f32 t1, t1;
                    max.f32 v0, v0, 0f00000000; max.f32 v1, v1, 0f00000000;
                    fma.rn.f32 v0, t0, 0f3F317218, v0; fma.rn.f32 v1, t1, 0f3F317218, v1;
                    """);
                break;
        }
    }

    /// <summary>v = the activation's derivative at v, as <see cref="GpuMath.Derivative"/> has it.</summary>
    /// <param name="activation">A constant.</param>
    public static void Slope(int activation)
    {
        switch (activation)
        {
            case GpuMath.Relu:
                CudaAsm.Emit("{ .reg .pred p; setp.gt.f32 p, v0, 0f00000000; selp.f32 v0, 0f3F800000, 0f00000000, p; setp.gt.f32 p, v1, 0f00000000; selp.f32 v1, 0f3F800000, 0f00000000, p; }");
                break;
            case GpuMath.Gelu:
                ErfGeluSlope();
                break;
            case GpuMath.GeluTanh:
                TanhGeluSlope();
                break;
            case GpuMath.Silu:
                // s · (1 + x (1 - s))
                CudaAsm.Emit("mov.f32 t0, v0; mov.f32 t1, v1;");
                Logistic();
                CudaAsm.Emit("""
                    sub.f32 t2, 0f3F800000, t0; fma.rn.f32 t2, v0, t2, 0f3F800000; mul.f32 v0, t0, t2;
                    sub.f32 t2, 0f3F800000, t1; fma.rn.f32 t2, v1, t2, 0f3F800000; mul.f32 v1, t1, t2;
                    """);
                break;
            case GpuMath.Tanh:
                Activate(GpuMath.Tanh);
                CudaAsm.Emit("mul.f32 t0, v0, v0; mul.f32 t1, v1, v1; sub.f32 v0, 0f3F800000, t0; sub.f32 v1, 0f3F800000, t1;");
                break;
            case GpuMath.Sigmoid:
                Activate(GpuMath.Sigmoid);
                CudaAsm.Emit("mul.f32 t0, v0, v0; mul.f32 t1, v1, v1; sub.f32 v0, v0, t0; sub.f32 v1, v1, t1;");
                break;
            case GpuMath.Softplus:
                Activate(GpuMath.Sigmoid);
                break;
        }
    }

    /// <summary>v = silu(v) · up.</summary>
    public static void Gate()
    {
        Activate(GpuMath.Silu);
        CudaAsm.Emit("mul.f32 v0, v0, up0; mul.f32 v1, v1, up1;");
    }

    // t = 1 / (1 + 2^(-t · log2 e)), for t0 and t1.
    private static void Logistic() =>
        CudaAsm.Emit("""
            mul.f32 t0, t0, 0fBFB8AA3B;
            mul.f32 t1, t1, 0fBFB8AA3B;
            ex2.approx.ftz.f32 t0, t0;
            ex2.approx.ftz.f32 t1, t1;
            add.f32 t0, t0, 0f3F800000;
            add.f32 t1, t1, 0f3F800000;
            rcp.approx.ftz.f32 t0, t0;
            rcp.approx.ftz.f32 t1, t1;
            """);

    // x · logistic(1.5957691 x + 0.071354816 x³): Hendrycks and Gimpel 2016, arXiv:1606.08415.
    private static void TanhGelu()
    {
        CudaAsm.Emit("""
            mul.f32 t0, v0, v0;
            mul.f32 t1, v1, v1;
            fma.rn.f32 t0, t0, 0f3D922279, 0f3FCC4229;
            fma.rn.f32 t1, t1, 0f3D922279, 0f3FCC4229;
            mul.f32 t0, t0, v0;
            mul.f32 t1, t1, v1;
            """);
        Logistic();
        CudaAsm.Emit("mul.f32 v0, v0, t0; mul.f32 v1, v1, t1;");
    }

    // x / 2 · (1 + erf(x / √2)); erf as in GpuMath (Abramowitz and Stegun 1964, 7.1.26).
    private static void ErfGelu() =>
        CudaAsm.Emit("""
            mul.f32 t0, v0, 0f3F3504F3;
            abs.f32 t1, t0;
            fma.rn.f32 t2, t1, 0f3EA7BA05, 0f3F800000;
            rcp.approx.ftz.f32 t2, t2;
            fma.rn.f32 t3, t2, 0f3F87DC22, 0fBFBA00E3;
            fma.rn.f32 t3, t3, t2, 0f3FB5F0E3;
            fma.rn.f32 t3, t3, t2, 0fBE91A98E;
            fma.rn.f32 t3, t3, t2, 0f3E827906;
            mul.f32 t3, t3, t2;
            mul.f32 t4, t1, t1;
            mul.f32 t4, t4, 0fBFB8AA3B;
            ex2.approx.ftz.f32 t4, t4;
            mul.f32 t3, t3, t4;
            sub.f32 t3, 0f3F800000, t3;
            copysign.f32 t3, t0, t3;
            mul.f32 t4, v0, 0f3F000000;
            fma.rn.f32 v0, t4, t3, t4;
            mul.f32 t0, v1, 0f3F3504F3;
            abs.f32 t1, t0;
            fma.rn.f32 t2, t1, 0f3EA7BA05, 0f3F800000;
            rcp.approx.ftz.f32 t2, t2;
            fma.rn.f32 t3, t2, 0f3F87DC22, 0fBFBA00E3;
            fma.rn.f32 t3, t3, t2, 0f3FB5F0E3;
            fma.rn.f32 t3, t3, t2, 0fBE91A98E;
            fma.rn.f32 t3, t3, t2, 0f3E827906;
            mul.f32 t3, t3, t2;
            mul.f32 t4, t1, t1;
            mul.f32 t4, t4, 0fBFB8AA3B;
            ex2.approx.ftz.f32 t4, t4;
            mul.f32 t3, t3, t4;
            sub.f32 t3, 0f3F800000, t3;
            copysign.f32 t3, t0, t3;
            mul.f32 t4, v1, 0f3F000000;
            fma.rn.f32 v1, t4, t3, t4;
            """);

    // With s = logistic(x · (a + b x²)): s + x s (1 - s) (a + 3 b x²).
    private static void TanhGeluSlope()
    {
        CudaAsm.Emit("""
            mul.f32 t0, v0, v0; fma.rn.f32 t0, t0, 0f3D922279, 0f3FCC4229; mul.f32 t0, t0, v0;
            mul.f32 t1, v1, v1; fma.rn.f32 t1, t1, 0f3D922279, 0f3FCC4229; mul.f32 t1, t1, v1;
            """);
        Logistic();
        CudaAsm.Emit("""
            mul.f32 t2, v0, v0; fma.rn.f32 t3, t2, 0f3E5B33B6, 0f3FCC4229; sub.f32 t4, 0f3F800000, t0; mul.f32 t4, t4, t0; mul.f32 t4, t4, v0; fma.rn.f32 v0, t4, t3, t0;
            mul.f32 t2, v1, v1; fma.rn.f32 t3, t2, 0f3E5B33B6, 0f3FCC4229; sub.f32 t4, 0f3F800000, t1; mul.f32 t4, t4, t1; mul.f32 t4, t4, v1; fma.rn.f32 v1, t4, t3, t1;
            """);
    }

    // 1/2 + erf(x / √2) / 2 + x · exp(-x² / 2) / √(2π): the exponential is in the approximation of erf.
    private static void ErfGeluSlope() =>
        CudaAsm.Emit("""
            mul.f32 t0, v0, 0f3F3504F3;
            abs.f32 t1, t0;
            fma.rn.f32 t2, t1, 0f3EA7BA05, 0f3F800000;
            rcp.approx.ftz.f32 t2, t2;
            fma.rn.f32 t3, t2, 0f3F87DC22, 0fBFBA00E3;
            fma.rn.f32 t3, t3, t2, 0f3FB5F0E3;
            fma.rn.f32 t3, t3, t2, 0fBE91A98E;
            fma.rn.f32 t3, t3, t2, 0f3E827906;
            mul.f32 t3, t3, t2;
            mul.f32 t4, t1, t1;
            mul.f32 t4, t4, 0fBFB8AA3B;
            ex2.approx.ftz.f32 t4, t4;
            mul.f32 t3, t3, t4;
            sub.f32 t3, 0f3F800000, t3;
            copysign.f32 t3, t0, t3;
            mul.f32 t4, t4, v0;
            mul.f32 t4, t4, 0f3ECC422A;
            fma.rn.f32 t4, t3, 0f3F000000, t4;
            add.f32 v0, t4, 0f3F000000;
            mul.f32 t0, v1, 0f3F3504F3;
            abs.f32 t1, t0;
            fma.rn.f32 t2, t1, 0f3EA7BA05, 0f3F800000;
            rcp.approx.ftz.f32 t2, t2;
            fma.rn.f32 t3, t2, 0f3F87DC22, 0fBFBA00E3;
            fma.rn.f32 t3, t3, t2, 0f3FB5F0E3;
            fma.rn.f32 t3, t3, t2, 0fBE91A98E;
            fma.rn.f32 t3, t3, t2, 0f3E827906;
            mul.f32 t3, t3, t2;
            mul.f32 t4, t1, t1;
            mul.f32 t4, t4, 0fBFB8AA3B;
            ex2.approx.ftz.f32 t4, t4;
            mul.f32 t3, t3, t4;
            sub.f32 t3, 0f3F800000, t3;
            copysign.f32 t3, t0, t3;
            mul.f32 t4, t4, v1;
            mul.f32 t4, t4, 0f3ECC422A;
            fma.rn.f32 t4, t3, 0f3F000000, t4;
            add.f32 v1, t4, 0f3F000000;
            """);
}
