using System;
using System.Collections.Generic;
using System.Globalization;
using System.Text.RegularExpressions;
using ModelGen.Cpu;

namespace ModelGen.Benchmarks.Cases;

/// <summary>
/// <c>sgemm-MxNxK[-form]</c>: C[M, N] = op(A) · op(B). Forms: nn (default), nt (a linear layer's forward pass), tn (its weight
/// gradient, added to C), tt. <c>sgemm-256</c> is the cube.
/// </summary>
internal sealed partial class GemmCases : ICaseFamily
{
    public IEnumerable<string> Names =>
    [
        "sgemm-64", "sgemm-128", "sgemm-256", "sgemm-512", "sgemm-1024", "sgemm-1024-nt", "sgemm-1024-tn", "sgemm-2048",
        "sgemm-1024x1536x384-nt", "sgemm-1024x384x1536-nt", "sgemm-1024x1536x384", "sgemm-1024x384x1536", "sgemm-1536x384x1024-tn",
        "sgemm-256x50257x768-nt", "sgemm-256x768x50257", "sgemm-50257x768x256-tn", "sgemm-8x768x768-nt", "sgemm-16x768x768-nt", "sgemm-64x65x384-nt",
    ];

    public ICase? Find(string name)
    {
        Match match = Pattern().Match(name);
        if (!match.Success)
        {
            return null;
        }

        int m = Number(match, "m", 0);
        int n = Number(match, "n", m);
        int k = Number(match, "k", m);
        string form = match.Groups["form"].Success ? match.Groups["form"].Value : "nn";
        bool transposeA = form[0] == 't', transposeB = form[1] == 't';
        return new TimedCase(name, team =>
        {
            AlignedBuffer a = Operands.Random((long)m * k, 1), b = Operands.Random((long)k * n, 2), c = Operands.Random((long)m * n, 3);
            int lda = transposeA ? m : k, ldb = transposeB ? k : n;
            return () => Gemm.Multiply(team, transposeA, transposeB, m, n, k, a.Span, lda, b.Span, ldb, c.Span, n, accumulate: form == "tn");
        })
        {
            Flops = 2.0 * m * n * k,
        };
    }

    private static int Number(Match match, string group, int otherwise)
        => match.Groups[group].Success ? int.Parse(match.Groups[group].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture) : otherwise;

    [GeneratedRegex(@"^sgemm-(?<m>\d{1,6})(x(?<n>\d{1,6})x(?<k>\d{1,6}))?(-(?<form>[nt]{2}))?$")]
    private static partial Regex Pattern();
}
