using ILGPU.Surface;

namespace ILGPU;

/// <summary>Where the thread's group is in the grid.</summary>
public static class Grid
{
    public static int IdxX => Flow.Current.Group.Position.X;

    public static int IdxY => Flow.Current.Group.Position.Y;

    public static int IdxZ => Flow.Current.Group.Position.Z;

    public static int DimX => Flow.Current.Group.GridDim.X;

    public static int DimY => Flow.Current.Group.GridDim.Y;

    public static int DimZ => Flow.Current.Group.GridDim.Z;

    public static Index3D Index => Flow.Current.Group.Position;

    public static Index3D Dimension => Flow.Current.Group.GridDim;

    public static int LinearIndex => (IdxZ * DimY + IdxY) * DimX + IdxX;

    public static Index3D GlobalIndex => Index * Group.Dimension + Group.Index;

    public static int GlobalLinearIndex => LinearIndex * Group.Dimension.Size + Group.LinearIndex;
}
