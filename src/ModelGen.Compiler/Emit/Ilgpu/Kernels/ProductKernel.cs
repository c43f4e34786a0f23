using System.Collections.Generic;
using System.Linq;
using ModelGen.Compiler.Ops;

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
    private const int Depth = 16;

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
        var left = new ProductOperand("left", Left, ContiguousDepth: !IsGradient, IsGradient ? Out : Form == ProductForm.Forward ? In : Out, "top", Rows, Sum);
        var right = new ProductOperand("right", Right, ContiguousDepth: Form == ProductForm.Forward, In, "side", Literals.Int(Columns), Sum);
        code.Line($"var left = Il::SharedMemory.Allocate<float>({2 * Side * Depth});");
        code.Line($"var right = Il::SharedMemory.Allocate<float>({2 * Side * Depth});");
        code.Line("var left4 = left.Cast<Gpu::Float4>();");
        code.Line("var right4 = right.Cast<Gpu::Float4>();");
        left.Declare(code);
        right.Declare(code);
        code.Line("int thread = Il::Group.IdxX;");
        code.Line($"int top = Il::Grid.IdxX * {Side};");
        code.Line($"int side = Il::Grid.IdxY * {Side};");
        code.Line("int up = thread / 8;");
        code.Line("int across = thread % 8;");
        code.Line("Gpu::Tile tile = default;");
        if (IsGradient && Bias)
        {
            code.Line("float columnSum = 0;");
        }

        left.Load(code, "0");
        right.Load(code, "0");
        left.Store(code, "0");
        right.Store(code, "0");
        code.Line("Il::Group.Barrier();");
        code.Line("int current = 0;");
        using (code.Block($"for (int k = 0; k < {Sum}; k += {Depth})"))
        {
            using (code.Block($"if (k + {Depth} < {Sum})"))
            {
                left.Load(code, $"k + {Depth}");
                right.Load(code, $"k + {Depth}");
            }

            code.Line();
            using (code.Block($"for (int i = 0; i < {Depth}; i++)"))
            {
                code.Line($"int at = (current + i) * {Side / 4};");
                code.Line("tile.Add(left4[at + up], left4[at + 8 + up], right4[at + across], right4[at + 8 + across]);");
                if (IsGradient && Bias)
                {
                    code.Line($"columnSum += left[((current + i) * {Side}) + thread];");
                }
            }

            code.Line();
            code.Line($"current = {Depth} - current;");
            using (code.Block($"if (k + {Depth} < {Sum})"))
            {
                left.Store(code, "current");
                right.Store(code, "current");
            }

            code.Line();
            code.Line("Il::Group.Barrier();");
        }

        code.Line();
        string others = string.Join("", Views.Where(view => view != Left && view != Right && view != "dBias").Select(view => view + ", "));
        for (int row = 0; row < 8; row++)
        {
            string down = row < 4 ? $"top + (4 * up) + {row}" : $"top + 32 + (4 * up) + {row - 4}";
            code.Line($"{Name}Put({others}rows, {down}, side + (4 * across), tile.C{row}0);");
            code.Line($"{Name}Put({others}rows, {down}, side + 32 + (4 * across), tile.C{row}1);");
        }

        if (IsGradient && Bias)
        {
            using (code.Block($"if (Il::Grid.IdxY == 0 && top + thread < {Rows})"))
            {
                code.Line("dBias[top + thread] += columnSum;");
            }
        }
    }

    // Four numbers of a row on their way out.
    private void Put(CodeWriter code, string[] views)
    {
        string parameters = string.Join("", views.Where(view => view != Left && view != Right && view != "dBias").Select(view => $"Il::ArrayView<float> {view}, "));
        using (code.Block($"private static void {Name}Put({parameters}int rows, int row, int column, Gpu::Float4 value)"))
        {
            code.Line($"int at = (row * {Literals.Int(Columns)}) + column;");
            foreach ((string part, int offset) in new[] { ("X", 0), ("Y", 1), ("Z", 2), ("W", 3) })
            {
                string place = offset == 0 ? "column" : $"column + {offset}";
                string index = offset == 0 ? "at" : $"at + {offset}";
                using (code.Block($"if (row < {Rows} && {place} < {Literals.Int(Columns)})"))
                {
                    Finish(code, $"value.{part}", place, index);
                }
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
