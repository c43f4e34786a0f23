using System;
using System.Collections.Generic;
using System.Globalization;
using System.Text.RegularExpressions;
using ModelGen.Cpu;

namespace ModelGen.Benchmarks.Cases;

/// <summary>
/// <c>matvec-OUTPUTSxINPUTS[-rROWS]</c>: a linear layer on 1 to 16 rows. The calls go round a set of weights of at least 400 MB, so
/// that every call reads from memory, as decoding does.
/// </summary>
internal sealed partial class MatrixVectorCases : ICaseFamily
{
    private const long Footprint = 100_000_000;

    public IEnumerable<string> Names => ["matvec-768x768", "matvec-3072x768", "matvec-768x3072", "matvec-50257x768", "matvec-3072x768-r4", "matvec-50257x768-r4", "matvec-3072x768-r8", "matvec-3072x768-r16"];

    public ICase? Find(string name)
    {
        Match match = Pattern().Match(name);
        if (!match.Success)
        {
            return null;
        }

        int outputs = int.Parse(match.Groups["n"].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture);
        int inputs = int.Parse(match.Groups["k"].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture);
        int rows = match.Groups["m"].Success ? int.Parse(match.Groups["m"].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture) : 1;
        return new TimedCase(name, team =>
        {
            int size = outputs * inputs;
            int copies = (int)Math.Max(1, (Footprint + size - 1) / size);
            AlignedBuffer weights = Operands.Random((long)copies * size, 1), x = Operands.Random(rows * inputs, 2), y = new(rows * outputs);
            int next = 0;
            return () =>
            {
                LinearKernels.Forward(team, x.Span, weights.Span.Slice(next * size, size), [], y.Span, rows, inputs, outputs);
                next = (next + 1) % copies;
            };
        })
        {
            Flops = 2.0 * rows * outputs * inputs,
            Bytes = 4.0 * outputs * inputs,
        };
    }

    [GeneratedRegex(@"^matvec-(?<n>\d{1,6})x(?<k>\d{1,6})(-r(?<m>\d{1,3}))?$")]
    private static partial Regex Pattern();
}
