using ModelGen.Gpu;

namespace ModelGen.Backends.Ptx.Tests;

/// <summary>The gradient of an input: whole tiles.</summary>
internal readonly struct WholeInputShape : ITensorProduct
{
    public static int Form => TensorProductKernel.InputGradient;

    public static int Inputs => 64;

    public static int Outputs => 128;

    public static bool HasBias => false;

    public static int Activation => GpuMath.None;

    public static bool KeepsBefore => false;

    public static bool HasResidual => false;

    public static bool IsGated => false;

    public static bool IsRounded => false;
}

/// <summary>The gradient of an input: odd sizes, the derivative of an activation, and what is added.</summary>
internal readonly struct OddInputShape : ITensorProduct
{
    public static int Form => TensorProductKernel.InputGradient;

    public static int Inputs => 72;

    public static int Outputs => 131;

    public static bool HasBias => false;

    public static int Activation => GpuMath.GeluTanh;

    public static bool KeepsBefore => false;

    public static bool HasResidual => true;

    public static bool IsGated => false;

    public static bool IsRounded => false;
}

/// <summary>The gradient of a weight: whole tiles.</summary>
internal readonly struct WholeWeightShape : ITensorProduct
{
    public static int Form => TensorProductKernel.WeightGradient;

    public static int Inputs => 128;

    public static int Outputs => 64;

    public static bool HasBias => false;

    public static int Activation => GpuMath.None;

    public static bool KeepsBefore => false;

    public static bool HasResidual => true;

    public static bool IsGated => false;

    public static bool IsRounded => false;
}

/// <summary>The gradient of a weight: odd sizes.</summary>
internal readonly struct OddWeightShape : ITensorProduct
{
    public static int Form => TensorProductKernel.WeightGradient;

    public static int Inputs => 72;

    public static int Outputs => 131;

    public static bool HasBias => false;

    public static int Activation => GpuMath.None;

    public static bool KeepsBefore => false;

    public static bool HasResidual => true;

    public static bool IsGated => false;

    public static bool IsRounded => false;
}
