using System;
using System.Linq;
using ModelGen.Cpu;

namespace ModelGen.Runtime.Tests.Cpu;

/// <summary>Attention in plain double arithmetic, with the whole matrix of probabilities.</summary>
internal sealed record AttentionReference(int Batch, int Length, int Heads, int KvHeads, int Size, bool Causal, float Dropout = 0, ulong Key = 0, float SoftCap = 0)
{
    public int Width => (Heads + (2 * KvHeads)) * Size;

    public int Inputs => Batch * Length * Width;

    public int Outputs => Batch * Length * Heads * Size;

    public int Logs => Batch * Heads * Length;

    public double[] Output(double[] qkv, float[] mask) => Run(qkv, mask).Output;

    public (double[] Output, double[] LogSumExp) Run(double[] qkv, float[] mask)
    {
        double[] output = new double[Outputs];
        double[] logs = new double[Logs];
        for (int b = 0; b < Batch; b++)
        {
            for (int h = 0; h < Heads; h++)
            {
                int keyHead = Heads + (h / (Heads / KvHeads));
                for (int q = 0; q < Length; q++)
                {
                    double[] scores = new double[Length];
                    for (int k = 0; k < Length; k++)
                    {
                        bool hidden = (Causal && k > q) || (mask.Length > 0 && mask[(b * Length) + k] == 0);
                        double dot = 0;
                        for (int d = 0; d < Size; d++) dot += At(qkv, b, q, h, d) * At(qkv, b, k, keyHead, d);
                        scores[k] = hidden ? double.NegativeInfinity : Bent(dot / Math.Sqrt(Size));
                    }

                    int row = (((b * Heads) + h) * Length) + q;
                    double max = scores.Max();
                    logs[row] = double.NegativeInfinity;
                    if (double.IsNegativeInfinity(max)) continue;
                    double sum = scores.Sum(s => Math.Exp(s - max));
                    logs[row] = max + Math.Log(sum);
                    for (int k = 0; k < Length; k++)
                    {
                        double p = Math.Exp(scores[k] - max) / sum * Kept(((long)row * Length) + k);
                        for (int d = 0; d < Size; d++) output[(((((b * Length) + q) * Heads) + h) * Size) + d] += p * At(qkv, b, k, keyHead + KvHeads, d);
                    }
                }
            }
        }

        return (output, logs);
    }

    private double Bent(double score) => SoftCap == 0 ? score : SoftCap * Math.Tanh(score / SoftCap);

    private double Kept(long index)
    {
        if (Dropout == 0) return 1;
        return CounterRandom.Hash(Key, (ulong)index) >= Dropout * 4294967296.0 ? 1 / (1 - (double)Dropout) : 0;
    }

    private double At(double[] qkv, int b, int t, int head, int d) => qkv[(((b * Length) + t) * Width) + (head * Size) + d];
}
