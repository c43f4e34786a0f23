namespace ModelGen.Cpu.Products;

/// <summary>The number of rows of a tile as a type, so that the JIT compiles <see cref="MicroKernel{TSimd, TVector, THeight, TSteps}"/> for each.</summary>
internal interface ITileHeight
{
    static abstract int Rows { get; }
}

internal readonly struct Height1 : ITileHeight
{
    public static int Rows => 1;
}

internal readonly struct Height2 : ITileHeight
{
    public static int Rows => 2;
}

internal readonly struct Height3 : ITileHeight
{
    public static int Rows => 3;
}

internal readonly struct Height4 : ITileHeight
{
    public static int Rows => 4;
}

internal readonly struct Height5 : ITileHeight
{
    public static int Rows => 5;
}

internal readonly struct Height6 : ITileHeight
{
    public static int Rows => 6;
}

internal readonly struct Height7 : ITileHeight
{
    public static int Rows => 7;
}

internal readonly struct Height8 : ITileHeight
{
    public static int Rows => 8;
}

internal readonly struct Height9 : ITileHeight
{
    public static int Rows => 9;
}

internal readonly struct Height10 : ITileHeight
{
    public static int Rows => 10;
}

internal readonly struct Height11 : ITileHeight
{
    public static int Rows => 11;
}

internal readonly struct Height12 : ITileHeight
{
    public static int Rows => 12;
}

internal readonly struct Height13 : ITileHeight
{
    public static int Rows => 13;
}

internal readonly struct Height14 : ITileHeight
{
    public static int Rows => 14;
}
