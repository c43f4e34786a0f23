using ModelGen.Gpu;

namespace ModelGen.Backends.Ptx.Tests;

/// <summary>Whole tiles and whole steps; nothing follows the product.</summary>
internal readonly struct WholeShape : ITensorProduct
{
    public static int Form => TensorProductKernel.Forward;

    public static int Inputs => 64;

    public static int Outputs => 128;

    public static bool HasBias => false;

    public static int Activation => GpuMath.None;

    public static bool KeepsBefore => false;

    public static bool HasResidual => false;

    public static bool IsGated => false;

    public static bool IsRounded => false;
}

/// <summary>An odd number of outputs, a step that is not whole, everything but a gate; the value before the activation is kept.</summary>
internal readonly struct OddShape : ITensorProduct
{
    public static int Form => TensorProductKernel.Forward;

    public static int Inputs => 72;

    public static int Outputs => 131;

    public static bool HasBias => true;

    public static int Activation => GpuMath.GeluTanh;

    public static bool KeepsBefore => true;

    public static bool HasResidual => true;

    public static bool IsGated => false;

    public static bool IsRounded => false;
}

/// <summary>A gate, with a bias, to 16 bits.</summary>
internal readonly struct GatedShape : ITensorProduct
{
    public static int Form => TensorProductKernel.Forward;

    public static int Inputs => 40;

    public static int Outputs => 144;

    public static bool HasBias => true;

    public static int Activation => GpuMath.None;

    public static bool KeepsBefore => false;

    public static bool HasResidual => false;

    public static bool IsGated => true;

    public static bool IsRounded => true;
}

/// <summary>The activation that is longest in PTX, to 16 bits; fewer inputs than one step.</summary>
internal readonly struct ErfShape : ITensorProduct
{
    public static int Form => TensorProductKernel.Forward;

    public static int Inputs => 8;

    public static int Outputs => 72;

    public static bool HasBias => true;

    public static int Activation => GpuMath.Gelu;

    public static bool KeepsBefore => false;

    public static bool HasResidual => false;

    public static bool IsGated => false;

    public static bool IsRounded => true;
}

/// <summary>Outputs that are even and no multiple of four: neighbours may lie across a boundary.</summary>
internal readonly struct EvenShape : ITensorProduct
{
    public static int Form => TensorProductKernel.Forward;

    public static int Inputs => 32;

    public static int Outputs => 70;

    public static bool HasBias => false;

    public static int Activation => GpuMath.Relu;

    public static bool KeepsBefore => false;

    public static bool HasResidual => true;

    public static bool IsGated => false;

    public static bool IsRounded => false;
}
