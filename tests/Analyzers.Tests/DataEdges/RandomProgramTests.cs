using System;
using System.Buffers;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Numerics.Tensors;
using System.Text;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using ModelGen.Tests.Harness;
using Xunit;

namespace ModelGen.Analyzers.Tests.DataEdges;

/// <summary>
/// Random programs of tensor functions, run here with the real library while they are written: of those that run nothing is said, and of those that throw
/// exactly one thing, in the line that throws.
/// </summary>
public class RandomProgramTests
{
    private const int Programs = 150;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task OnlyWhatThrowsIsReported(int seed)
    {
        Random random = new(seed);
        StringBuilder source = new("using System.Buffers; using System.Numerics.Tensors; using ModelGen;\nstatic class Programs {\nstatic void Take([Shape(\"A, B\")] Tensor<float> x) { }\n");
        HashSet<int> throws = [];
        int ran = 0;
        for (int i = 0; i < Programs; i++)
        {
            source.Append("static void Run").Append(i).Append("() {\n");
            if (!Write(source, random)) throws.Add(source.ToString().Count(c => c == '\n') - 1);
            else ran++;
            source.Append("}\n");
        }

        ImmutableArray<Diagnostic> found = await AnalyzerRun.Diagnostics(UserProject.Compile(source.Append('}').ToString()));
        string[] lines = source.ToString().Split('\n');
        int[] reported = [.. found.Select(diagnostic => diagnostic.Location.GetLineSpan().StartLinePosition.Line)];
        Assert.True(throws.SetEquals(reported) && reported.Length == throws.Count,
            string.Join("\n", throws.Except(reported).Select(line => $"not said: {lines[line - 1]} {lines[line]}").Concat(reported.Except(throws).Select(line => $"said: {lines[line]}"))));
        Assert.True(ran > Programs / 10 && throws.Count > Programs / 10, $"{ran} of {Programs} programs run");
    }

    /// <summary>Writes statements until one throws, which is the last; false then.</summary>
    private static bool Write(StringBuilder source, Random random)
    {
        nint[] lengths = [.. Enumerable.Range(0, random.Next(1, 4)).Select(_ => (nint)random.Next(1, 4))];
        Tensor<float> x = Tensor.CreateFromShape<float>(lengths);
        source.Append($"Tensor<float> x = Tensor.CreateFromShape<float>([{string.Join(", ", lengths)}]);\n");
        for (int step = random.Next(5); step >= 0; step--)
        {
            (string text, Func<Tensor<float>, Tensor<float>> run) = Step(random, x);
            source.Append($"x = {text};\n");
            try
            {
                x = run(x);
            }
            catch (ArgumentException)
            {
                return false;
            }
        }

        source.Append("Take(x);\n");
        return x.Rank == 2;
    }

    private static (string Text, Func<Tensor<float>, Tensor<float>> Run) Step(Random random, Tensor<float> x)
    {
        int axis = random.Next(x.Rank);
        switch (random.Next(9))
        {
            case 0:
                return ($"x.Unsqueeze({axis})", t => t.Unsqueeze(axis));
            case 1 when x.Rank > 1:
                return ($"x.SqueezeDimension({axis})", t => t.SqueezeDimension(axis));
            case 2 when x.Rank > 1:
                return ("Tensor.Transpose(x)", Tensor.Transpose);
            case 3:
                int[] order = [.. Enumerable.Range(0, x.Rank).OrderBy(_ => random.Next())];
                return ($"x.PermuteDimensions([{string.Join(", ", order)}])", t => t.PermuteDimensions(order));
            case 4:
                int place = random.Next(x.Rank + 2);
                return ($"Tensor.StackAlongDimension<float>({place}, x, x)", t => Tensor.StackAlongDimension<float>(place, t, t));
            case 5:
                return ($"Tensor.ConcatenateOnDimension<float>({axis}, x, x)", t => Tensor.ConcatenateOnDimension<float>(axis, t, t));
            case 6:
                NRange[] beyond = [.. x.Lengths.ToArray().Select(length => new NRange(0, random.Next(1, (int)length + 2)))];
                return ($"x.Slice([{string.Join(", ", beyond.Select(range => $"0..{range.End.Value}"))}]).ToDenseTensor()", t => t.Slice(beyond).ToDenseTensor());
            case 7:
                NRange[] ranges = [.. x.Lengths.ToArray().Select(length => new NRange(0, random.Next(1, (int)length + 1)))];
                return ($"x.Slice([{string.Join(", ", ranges.Select(range => $"0..{range.End.Value}"))}]).ToDenseTensor()", t => t.Slice(ranges).ToDenseTensor());
            default:
                nint[] lengths = random.Next(3) == 0 ? [2, random.Next(1, 5)] : random.Next(2) == 0 ? [x.FlattenedLength] : [1, x.FlattenedLength];
                return ($"x.ToDenseTensor().Reshape([{string.Join(", ", lengths)}])", t => t.ToDenseTensor().Reshape(lengths));
        }
    }
}
