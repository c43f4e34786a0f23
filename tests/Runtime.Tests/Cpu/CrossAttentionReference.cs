using System;
using System.Linq;
using ModelGen.Cpu;

namespace ModelGen.Runtime.Tests.Cpu;

/// <summary>Attention between two sequences in plain double arithmetic. One array holds queries, keys, values and bias, one after another.</summary>
internal sealed record CrossAttentionReference(int Batch, int Queries, int Keys, int Heads, int KvHeads, int Size, bool Causal, bool HasBias = false, bool Hides = false, double Scale = 0, float Dropout = 0, float SoftCap = 0, bool Relative = false)
{
    public int QueryCount => Batch * Queries * Heads * Size;

    public int KeyCount => Batch * Keys * KvHeads * Size;

    public int BiasCount => Relative ? Batch * Heads * 2 * Keys : HasBias ? Batch * Queries * Keys : 0;

    public int Inputs => QueryCount + (2 * KeyCount) + BiasCount;

    public Range Query => ..QueryCount;

    public Range Key => QueryCount..(QueryCount + KeyCount);

    public Range Value => (QueryCount + KeyCount)..(QueryCount + (2 * KeyCount));

    public Range Bias => (QueryCount + (2 * KeyCount))..;

    public double[] Run(double[] inputs, float[] mask, ulong key = 9)
    {
        double[] q = inputs[Query], k = inputs[Key], v = inputs[Value], bias = inputs[Bias], output = new double[QueryCount];
        double scale = Scale == 0 ? 1 / Math.Sqrt(Size) : Scale;
        for (int b = 0; b < Batch; b++)
        {
            for (int h = 0; h < Heads; h++)
            {
                int kvHead = h / (Heads / KvHeads);
                for (int t = 0; t < Queries; t++)
                {
                    long row = (((long)b * Queries) + t) * Keys;
                    int KeyAt(int s) => ((((b * Keys) + s) * KvHeads) + kvHead) * Size;
                    int at = ((((b * Queries) + t) * Heads) + h) * Size;
                    int[] seen = [.. Enumerable.Range(0, Keys).Where(s => !(Causal && s > t) && !(mask.Length > 0 && mask[(b * Keys) + s] == 0) && !(Hides && bias[row + s] < 0.5))];
                    double[] scores = [.. seen.Select(s => Bent(scale * Enumerable.Range(0, Size).Sum(d => q[at + d] * k[KeyAt(s) + d])) + (Relative ? bias[((((b * Heads) + h) * 2) * Keys) + s - t + Keys - 1] : HasBias && !Hides ? bias[row + s] : 0))];
                    double max = scores.DefaultIfEmpty(0).Max(), sum = scores.Sum(s => Math.Exp(s - max));
                    if (double.IsNegativeInfinity(max)) continue;
                    for (int i = 0; i < seen.Length; i++)
                    {
                        ulong index = (((((((ulong)b * (ulong)Heads) + (ulong)h) * (ulong)Queries) + (ulong)t) * (ulong)Keys) + (ulong)seen[i]);
                        double kept = Dropout == 0 ? 1 : CounterRandom.Hash(key, index) >= Dropout * 4294967296.0 ? 1 / (1 - (double)Dropout) : 0;
                        for (int d = 0; d < Size; d++) output[at + d] += Math.Exp(scores[i] - max) / sum * kept * v[KeyAt(seen[i]) + d];
                    }
                }
            }
        }

        return output;
    }

    private double Bent(double score) => SoftCap == 0 ? score : SoftCap * Math.Tanh(score / SoftCap);
}
