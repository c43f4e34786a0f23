using ILGPU.Surface;

namespace ILGPU;

/// <summary>Where the thread's group is in the grid.</summary>
public static class Grid
{
    public static int IdxX => Index.X;

    public static int IdxY => Index.Y;

    public static int IdxZ => Index.Z;

    public static int DimX => Dimension.X;

    public static int DimY => Dimension.Y;

    public static int DimZ => Dimension.Z;

    public static Index3D Index => Flow.Current.Group.Position;

    public static Index3D Dimension => Flow.Current.Group.Launch.Config.GridDim;

    public static int LinearIndex => (IdxZ * DimY + IdxY) * DimX + IdxX;

    public static Index3D GlobalIndex => Index * Group.Dimension + Group.Index;

    public static int GlobalLinearIndex => LinearIndex * Group.Dimension.Size + Group.LinearIndex;
}
