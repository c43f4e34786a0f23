using System;

namespace ILGPU.Runtime.Cuda;

public readonly struct CudaArchitecture(int major, int minor) : IEquatable<CudaArchitecture>, IComparable<CudaArchitecture>
{
    public static readonly CudaArchitecture SM_10 = new(1, 0);
    public static readonly CudaArchitecture SM_11 = new(1, 1);
    public static readonly CudaArchitecture SM_12 = new(1, 2);
    public static readonly CudaArchitecture SM_13 = new(1, 3);
    public static readonly CudaArchitecture SM_20 = new(2, 0);
    public static readonly CudaArchitecture SM_30 = new(3, 0);
    public static readonly CudaArchitecture SM_32 = new(3, 2);
    public static readonly CudaArchitecture SM_35 = new(3, 5);
    public static readonly CudaArchitecture SM_37 = new(3, 7);
    public static readonly CudaArchitecture SM_50 = new(5, 0);
    public static readonly CudaArchitecture SM_52 = new(5, 2);
    public static readonly CudaArchitecture SM_53 = new(5, 3);
    public static readonly CudaArchitecture SM_60 = new(6, 0);
    public static readonly CudaArchitecture SM_61 = new(6, 1);
    public static readonly CudaArchitecture SM_62 = new(6, 2);
    public static readonly CudaArchitecture SM_70 = new(7, 0);
    public static readonly CudaArchitecture SM_72 = new(7, 2);
    public static readonly CudaArchitecture SM_75 = new(7, 5);
    public static readonly CudaArchitecture SM_80 = new(8, 0);
    public static readonly CudaArchitecture SM_86 = new(8, 6);
    public static readonly CudaArchitecture SM_87 = new(8, 7);
    public static readonly CudaArchitecture SM_89 = new(8, 9);
    public static readonly CudaArchitecture SM_90 = new(9, 0);
    public static readonly CudaArchitecture SM_100 = new(10, 0);
    public static readonly CudaArchitecture SM_101 = new(10, 1);
    public static readonly CudaArchitecture SM_103 = new(10, 3);
    public static readonly CudaArchitecture SM_120 = new(12, 0);
    public static readonly CudaArchitecture SM_121 = new(12, 1);

    public int Major { get; } = major;

    public int Minor { get; } = minor;

    public static bool operator ==(CudaArchitecture first, CudaArchitecture second) => first.Equals(second);

    public static bool operator !=(CudaArchitecture first, CudaArchitecture second) => !first.Equals(second);

    public static bool operator <(CudaArchitecture first, CudaArchitecture second) => first.CompareTo(second) < 0;

    public static bool operator >(CudaArchitecture first, CudaArchitecture second) => first.CompareTo(second) > 0;

    public static bool operator <=(CudaArchitecture first, CudaArchitecture second) => first.CompareTo(second) <= 0;

    public static bool operator >=(CudaArchitecture first, CudaArchitecture second) => first.CompareTo(second) >= 0;

    public int CompareTo(CudaArchitecture other) => (Major, Minor).CompareTo((other.Major, other.Minor));

    public bool Equals(CudaArchitecture other) => CompareTo(other) == 0;

    public override bool Equals(object? obj) => obj is CudaArchitecture other && Equals(other);

    public override int GetHashCode() => HashCode.Combine(Major, Minor);

    public override string ToString() => $"SM_{Major}{Minor}";
}
