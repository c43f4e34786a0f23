using System.Collections.Generic;
using System.Linq;
using ModelGen.Compiler.Elementwise;

namespace ModelGen.Compiler.Emit.Ilgpu.Kernels;

/// <summary>
/// A product as one kernel: a group of 64 threads makes a 64 x 64 tile of C, each thread 8 x 8 of it in registers, from 16-deep slices of both
/// operands in shared memory. While one slice is multiplied the next one is on its way (two buffers, one barrier a slice).
/// </summary>
/// <param name="Out">Rows of the weight.</param>
/// <param name="In">Columns of the weight.</param>
/// <param name="Bias">Forward: is added; backward: its gradient is made from the columns of dy.</param>
/// <param name="Activation">Forward: applied; backward: multiplied by its derivative.</param>
/// <param name="Keeps">Forward: the value before the activation is written too.</param>
/// <param name="Adds">A tensor of the result's shape is added last.</param>
internal sealed record ProductKernel(ProductForm Form, long Out, long In, bool Bias, Activation Activation, bool Keeps, bool Adds) : IKernel
{
    private const int Side = 64;

    private const int Unrolled = 4;

    /// <summary>Of a slice.</summary>
    public const int Depth = 16;

    public string Name =>
        $"{Form}{Literals.Int(Out)}x{Literals.Int(In)}{(Bias ? "Bias" : "")}{(Activation == Activation.None ? "" : Activation)}{(Keeps ? "Keep" : "")}{(Adds ? "Add" : "")}";

    private long Columns => Form == ProductForm.Forward ? Out : In;

    private bool IsGradient => Form == ProductForm.BackwardWeight;

    // C [Rows, Columns] = A [Rows, Depth] · B [Depth, Columns]: which of the three sizes is known only when the kernel starts.
    private string Rows => IsGradient ? Literals.Int(Out) : "rows";

    private string Sum => IsGradient ? "rows" : Literals.Int(Form == ProductForm.Forward ? In : Out);

    private string Left => Form == ProductForm.Forward ? "x" : "dy";

    private string Right => IsGradient ? "x" : "weight";

    private string Result => Form switch { ProductForm.Forward => "y", ProductForm.BackwardInput => "dx", _ => "dWeight" };

    private IEnumerable<string> Views
    {
        get
        {
            yield return Left;
            yield return Right;
            if (Bias)
            {
                yield return IsGradient ? "dBias" : "bias";
            }

            yield return Result;
            if (Keeps || (Form == ProductForm.BackwardInput && Activation != Activation.None))
            {
                yield return "pre";
            }

            if (Adds)
            {
                yield return "residual";
            }
        }
    }

    private string Summary
    {
        get
        {
            string o = Literals.Int(Out), i = Literals.Int(In);
            string after = (Activation == Activation.None ? "" : Form == ProductForm.Forward ? $", {Activation}" : $", times the derivative of {Activation} at pre") + (Adds ? ", plus residual" : "");
            return Form switch
            {
                ProductForm.Forward => $"y [rows, {o}] = x [rows, {i}] · weight [{o}, {i}]ᵀ{(Bias ? " + bias" : "")}{after}",
                ProductForm.BackwardInput => $"dx [rows, {i}] = dy [rows, {o}] · weight [{o}, {i}]{after}",
                _ => $"dWeight [{o}, {i}] += dyᵀ · x over the rows{(Bias ? "; dBias += the column sums of dy" : "")}",
            };
        }
    }

    public void Write(CodeWriter code)
    {
        string[] views = [.. Views];
        string parameters = string.Join(", ", views.Select(view => $"Il::ArrayView<float> {view}"));
        string arguments = string.Join(", ", views);
        string rowTiles = IsGradient ? Literals.Int(Tiles(Out)) : $"(rows + {Side - 1}) / {Side}";
        code.Line($"/// <summary>{Summary}.</summary>");
        code.Line($"internal static void {Name}(Gpu::GpuDevice device, {parameters}, long rows) =>");
        code.Line($"    device.Launch({Name}Kernel, ({rowTiles}, {Literals.Int(Tiles(Columns))}, 1), {Side}, {arguments}, (int)rows);").Line();
        using (code.Block($"private static void {Name}Kernel({parameters}, int rows)"))
        {
            Body(code);
        }

        code.Line();
        Put(code, views);
    }

    private static long Tiles(long size) => (size + Side - 1) / Side;

    private void Body(CodeWriter code)
    {
        var left = new ProductOperand("left", Left, DepthIsLast: !IsGradient, Form == ProductForm.Forward ? In : Out, "top", Rows, Sum);
        var right = new ProductOperand("right", Right, DepthIsLast: Form == ProductForm.Forward, In, "side", Literals.Int(Columns), Sum);
        bool sums = IsGradient && Bias;
        code.Line($"Il::ArrayView<float> left = Il::SharedMemory.Allocate<float>({2 * Side * Depth});");
        code.Line($"Il::ArrayView<float> right = Il::SharedMemory.Allocate<float>({2 * Side * Depth});");
        code.Line("Il::ArrayView<Gpu::Float4> left4 = left.Cast<Gpu::Float4>();");
        code.Line("Il::ArrayView<Gpu::Float4> right4 = right.Cast<Gpu::Float4>();");
        left.Declare(code);
        right.Declare(code);
        code.Line("int thread = Il::Group.IdxX;");
        code.Line($"int top = Il::Grid.IdxX * {Side};");
        code.Line($"int side = Il::Grid.IdxY * {Side};");
        code.Line("int up = thread / 8;");
        code.Line("int across = thread % 8;");
        code.Line("Gpu::Tile tile = default;");
        if (sums)
        {
            code.Line("float columnSum = 0;");
        }

        code.Line($"Gpu::ProductSlice nextLeft = {left.Load("0")};");
        code.Line($"Gpu::ProductSlice nextRight = {right.Load("0")};");
        code.Line(left.Store("nextLeft", "0"));
        code.Line(right.Store("nextRight", "0"));
        code.Line("Il::Group.Barrier();");
        code.Line("int current = 0;");
        using (code.Block($"for (int k = {Depth}; k < {Sum} + {Depth}; k += {Depth})"))
        {
            using (code.Block($"if (k < {Sum})"))
            {
                code.Line($"nextLeft = {left.Load("k")};");
                code.Line($"nextRight = {right.Load("k")};");
            }

            code.Line();
            using (code.Block($"for (int i = current; i < current + {Depth}; i += {Unrolled})"))
            {
                code.Line($"int a = (i * {Side / 4}) + ({left.Place("up")});");
                code.Line($"int b = (i * {Side / 4}) + ({right.Place("across")});");
                for (int depth = 0; depth < Unrolled; depth++)
                {
                    string near = depth == 0 ? "" : $" + {depth * Side / 4}", far = $" + {(depth * Side / 4) + 8}";
                    code.Line($"tile.Add(left4[a{near}], left4[a{far}], right4[b{near}], right4[b{far}]);");
                }

                for (int depth = 0; sums && depth < Unrolled; depth++)
                {
                    code.Line($"columnSum += left[((i + {depth}) * {Side}) + thread];");
                }
            }

            code.Line();
            code.Line($"current = {Depth} - current;");
            using (code.Block($"if (k < {Sum})"))
            {
                code.Line(left.Store("nextLeft", "current"));
                code.Line(right.Store("nextRight", "current"));
            }

            code.Line();
            code.Line("Il::Group.Barrier();");
        }

        code.Line();
        string others = string.Join("", Views.Where(IsOfResult).Select(view => view + ", "));
        for (int row = 0; row < 8; row++)
        {
            string down = row < 4 ? $"top + (4 * up) + {row}" : $"top + (4 * up) + {row + 28}";
            code.Line($"{Name}Put({others}rows, {down}, side + (4 * across), tile.C{row}0, tile.C{row}1);");
        }

        if (sums)
        {
            using (code.Block($"if (Il::Grid.IdxY == 0 && top + thread < {Rows})"))
            {
                code.Line("dBias[top + thread] += columnSum;");
            }
        }
    }

    private bool IsOfResult(string view) => view != Left && view != Right && view != "dBias";

    // Eight numbers of a row on their way out: four of either half of the tile.
    private void Put(CodeWriter code, string[] views)
    {
        string parameters = string.Join("", views.Where(IsOfResult).Select(view => $"Il::ArrayView<float> {view}, "));
        string arguments = string.Join("", views.Where(IsOfResult).Select(view => view + ", "));
        string columns = Literals.Int(Columns);
        using (code.Block($"private static void {Name}Put({parameters}int rows, int row, int column, Gpu::Float4 near, Gpu::Float4 far)"))
        {
            using (code.Block($"if (row < {Rows})"))
            {
                for (int i = 0; i < 8; i++)
                {
                    int offset = i < 4 ? i : i + 28;
                    code.Line($"{Name}Put({arguments}row, {(offset == 0 ? "column" : $"column + {offset}")}, {(i < 4 ? "near" : "far")}.{"XYZW"[i % 4]});");
                }
            }
        }

        code.Line();
        using (code.Block($"private static void {Name}Put({parameters}int row, int column, float value)"))
        {
            using (code.Block($"if (column < {columns})"))
            {
                code.Line($"int at = (row * {columns}) + column;");
                Finish(code, "value", "column", "at");
            }
        }
    }

    private void Finish(CodeWriter code, string value, string column, string index)
    {
        if (IsGradient)
        {
            code.Line($"dWeight[{index}] += {value};");
            return;
        }

        string number = Bias ? $"{value} + bias[{column}]" : value;
        if (Keeps)
        {
            code.Line($"float before = {number};");
            code.Line($"pre[{index}] = before;");
            number = "before";
        }

        if (Activation != Activation.None)
        {
            number = Form == ProductForm.Forward
                ? $"Gpu::GpuMath.Activate(Gpu::GpuMath.{Activation}, {number})"
                : $"{number} * Gpu::GpuMath.Derivative(Gpu::GpuMath.{Activation}, pre[{index}])";
        }

        code.Line($"{Result}[{index}] = {(Adds ? $"{(number.Contains(' ') ? $"({number})" : number)} + residual[{index}]" : number)};");
    }
}
