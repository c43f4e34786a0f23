using System;
using ILGPU;
using ILGPU.Runtime.Cuda;
using ModelGen.Gpu;

namespace ModelGen.Backends.Ptx.Tests;

/// <summary>A kernel of nothing but an activation in PTX.</summary>
internal static class ActivationProbe
{
    /// <summary>A constant as a type, as a kernel needs it.</summary>
    internal interface IActivation
    {
        static abstract int Value { get; }
    }

    /// <summary>By the numbers of <see cref="GpuMath"/>.</summary>
    public static Type[] Types { get; } = [typeof(A0), typeof(A1), typeof(A2), typeof(A3), typeof(A4), typeof(A5), typeof(A6), typeof(A7)];

    public static void Kernel<TActivation>(long x, int count)
        where TActivation : struct, IActivation
    {
        CudaAsm.Emit(".reg .f32 v<2>; .reg .f32 t<5>;");
        if (Group.IdxX < count)
        {
            long place = x + (Group.IdxX * 4);
            CudaAsm.Emit("ld.global.f32 v0, [%0]; mov.f32 v1, v0;", place);
            TensorMath.Activate(TActivation.Value);
            CudaAsm.Emit("st.global.f32 [%0], v1;", place);
        }
    }

    /// <summary>The same with its derivative.</summary>
    public static void SlopeKernel<TActivation>(long x, int count)
        where TActivation : struct, IActivation
    {
        CudaAsm.Emit(".reg .f32 v<2>; .reg .f32 t<5>;");
        if (Group.IdxX < count)
        {
            long place = x + (Group.IdxX * 4);
            CudaAsm.Emit("ld.global.f32 v0, [%0]; mov.f32 v1, v0;", place);
            TensorMath.Slope(TActivation.Value);
            CudaAsm.Emit("st.global.f32 [%0], v1;", place);
        }
    }

    private readonly struct A0 : IActivation
    {
        public static int Value => GpuMath.None;
    }

    private readonly struct A1 : IActivation
    {
        public static int Value => GpuMath.Relu;
    }

    private readonly struct A2 : IActivation
    {
        public static int Value => GpuMath.Gelu;
    }

    private readonly struct A3 : IActivation
    {
        public static int Value => GpuMath.GeluTanh;
    }

    private readonly struct A4 : IActivation
    {
        public static int Value => GpuMath.Silu;
    }

    private readonly struct A5 : IActivation
    {
        public static int Value => GpuMath.Tanh;
    }

    private readonly struct A6 : IActivation
    {
        public static int Value => GpuMath.Sigmoid;
    }

    private readonly struct A7 : IActivation
    {
        public static int Value => GpuMath.Softplus;
    }
}
