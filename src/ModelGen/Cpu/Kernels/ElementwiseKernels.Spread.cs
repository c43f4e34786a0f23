using System;

namespace ModelGen.Cpu;

/// <content>The same where operands lack axes of the result: sizes are those of runs of neighbouring axes, and for each operand a bit says that it has the run.</content>
public static partial class ElementwiseKernels
{
    /// <summary>y = f(a, b), operands repeated along the axes that they lack.</summary>
    /// <param name="team">Who works.</param>
    /// <param name="a">Numbers along the runs that it has, row-major.</param>
    /// <param name="b">The same.</param>
    /// <param name="y">[product of sizes]; may be an operand that has all runs.</param>
    /// <param name="sizes">Of the runs, outermost first.</param>
    /// <param name="operands">For each operand the runs that it has, bit 0 for the outermost.</param>
    /// <param name="values">Of a long function: how many values it has in between. 0: few enough for registers.</param>
    /// <exception cref="ShapeMismatchException">Lengths disagree.</exception>
    public static void Spread<TFunction>(ThreadTeam team, ReadOnlySpan<float> a, ReadOnlySpan<float> b, Span<float> y, ReadOnlySpan<int> sizes, ReadOnlySpan<int> operands, int values = 0)
        where TFunction : struct, IElementwise2
    {
        SpreadShape shape = Shape(team, y, sizes, operands, 2);
        Check.Shape(a, shape.Count(operands[0]));
        Check.Shape(b, shape.Count(operands[1]));
        SpreadMap.Run<Function2<TFunction>>(team, a, b, default, default, default, default, y, shape, operands, values);
    }

    /// <summary>y = f(a, b, c), operands repeated along the axes that they lack.</summary>
    /// <inheritdoc cref="Spread{TFunction}(ThreadTeam, ReadOnlySpan{float}, ReadOnlySpan{float}, Span{float}, ReadOnlySpan{int}, ReadOnlySpan{int}, int)"/>
    public static void Spread<TFunction>(ThreadTeam team, ReadOnlySpan<float> a, ReadOnlySpan<float> b, ReadOnlySpan<float> c, Span<float> y, ReadOnlySpan<int> sizes, ReadOnlySpan<int> operands, int values = 0)
        where TFunction : struct, IElementwise3
    {
        SpreadShape shape = Shape(team, y, sizes, operands, 3);
        Check.Shape(a, shape.Count(operands[0]));
        Check.Shape(b, shape.Count(operands[1]));
        Check.Shape(c, shape.Count(operands[2]));
        SpreadMap.Run<Function3<TFunction>>(team, a, b, c, default, default, default, y, shape, operands, values);
    }

    /// <summary>y = f(a, b, c, d), operands repeated along the axes that they lack.</summary>
    /// <inheritdoc cref="Spread{TFunction}(ThreadTeam, ReadOnlySpan{float}, ReadOnlySpan{float}, Span{float}, ReadOnlySpan{int}, ReadOnlySpan{int}, int)"/>
    public static void Spread<TFunction>(ThreadTeam team, ReadOnlySpan<float> a, ReadOnlySpan<float> b, ReadOnlySpan<float> c, ReadOnlySpan<float> d, Span<float> y, ReadOnlySpan<int> sizes, ReadOnlySpan<int> operands, int values = 0)
        where TFunction : struct, IElementwise4
    {
        SpreadShape shape = Shape(team, y, sizes, operands, 4);
        Check.Shape(a, shape.Count(operands[0]));
        Check.Shape(b, shape.Count(operands[1]));
        Check.Shape(c, shape.Count(operands[2]));
        Check.Shape(d, shape.Count(operands[3]));
        SpreadMap.Run<Function4<TFunction>>(team, a, b, c, d, default, default, y, shape, operands, values);
    }

    /// <summary>y = f(a, b, c, d, e), operands repeated along the axes that they lack.</summary>
    /// <inheritdoc cref="Spread{TFunction}(ThreadTeam, ReadOnlySpan{float}, ReadOnlySpan{float}, Span{float}, ReadOnlySpan{int}, ReadOnlySpan{int}, int)"/>
    public static void Spread<TFunction>(ThreadTeam team, ReadOnlySpan<float> a, ReadOnlySpan<float> b, ReadOnlySpan<float> c, ReadOnlySpan<float> d, ReadOnlySpan<float> e, Span<float> y, ReadOnlySpan<int> sizes, ReadOnlySpan<int> operands, int values = 0)
        where TFunction : struct, IElementwise5
    {
        SpreadShape shape = Shape(team, y, sizes, operands, 5);
        Check.Shape(a, shape.Count(operands[0]));
        Check.Shape(b, shape.Count(operands[1]));
        Check.Shape(c, shape.Count(operands[2]));
        Check.Shape(d, shape.Count(operands[3]));
        Check.Shape(e, shape.Count(operands[4]));
        SpreadMap.Run<Function5<TFunction>>(team, a, b, c, d, e, default, y, shape, operands, values);
    }

    /// <summary>y = f(a, b, c, d, e, f), operands repeated along the axes that they lack.</summary>
    /// <inheritdoc cref="Spread{TFunction}(ThreadTeam, ReadOnlySpan{float}, ReadOnlySpan{float}, Span{float}, ReadOnlySpan{int}, ReadOnlySpan{int}, int)"/>
    public static void Spread<TFunction>(ThreadTeam team, ReadOnlySpan<float> a, ReadOnlySpan<float> b, ReadOnlySpan<float> c, ReadOnlySpan<float> d, ReadOnlySpan<float> e, ReadOnlySpan<float> f, Span<float> y, ReadOnlySpan<int> sizes, ReadOnlySpan<int> operands, int values = 0)
        where TFunction : struct, IElementwise6
    {
        SpreadShape shape = Shape(team, y, sizes, operands, 6);
        Check.Shape(a, shape.Count(operands[0]));
        Check.Shape(b, shape.Count(operands[1]));
        Check.Shape(c, shape.Count(operands[2]));
        Check.Shape(d, shape.Count(operands[3]));
        Check.Shape(e, shape.Count(operands[4]));
        Check.Shape(f, shape.Count(operands[5]));
        SpreadMap.Run<Function6<TFunction>>(team, a, b, c, d, e, f, y, shape, operands, values);
    }

    private static SpreadShape Shape(ThreadTeam team, Span<float> y, ReadOnlySpan<int> sizes, ReadOnlySpan<int> operands, int count)
    {
        ArgumentNullException.ThrowIfNull(team);
        if (operands.Length != count) throw new ArgumentException($"There are {count} operands.", nameof(operands));
        SpreadShape shape = new(sizes);
        Check.Shape(y, shape.Count(shape.All));
        return shape;
    }
}
