using System;
using System.Numerics.Tensors;
using ModelGen.Cpu;
using ModelGen.Training;

namespace ModelGen.Runtime.Tests.Training;

/// <summary>The mlp case (fc1, relu, fc2, tanh, fc3, cross-entropy) in plain double loops: an oracle that shares nothing with kernels or compiler.</summary>
/// <param name="dropout">Part of the first hidden layer that is dropped in training, to prove that random states resume.</param>
/// <param name="segment">Floats of an array of the store.</param>
internal sealed class ReferenceMlp : ITrainable<float, int>
{
    private const int Inputs = 20, Hidden1 = 24, Hidden2 = 16, Classes = 5;

    private readonly Parameter[] _weights = new Parameter[3];
    private readonly Parameter[] _biases = new Parameter[3];
    private readonly double[] _a = new double[Hidden1], _b = new double[Hidden2], _logits = new double[Classes];
    private readonly double[] _da = new double[Hidden1], _db = new double[Hidden2];
    private readonly double _dropout;

    public ReferenceMlp(ulong seed = 1, double dropout = 0, int segment = 2000)
    {
        Store = new ParameterStore(2000, seed, 0, draws: true, segment);
        int[] sizes = [Inputs, Hidden1, Hidden2, Classes];
        for (int i = 0; i < 3; i++)
        {
            _weights[i] = Store.Add($"fc{i + 1}.weight", Initializer.Uniform(0.3f), [sizes[i + 1], sizes[i]]);
            _biases[i] = Store.Add($"fc{i + 1}.bias", Initializer.Uniform(0.3f), [sizes[i + 1]]);
        }

        _dropout = dropout;
    }

    public ParameterStore Store { get; }

    public ulong RandomState { get; set; } = 99;

    public float ComputeGradients(ReadOnlyTensorSpan<float> input, ReadOnlyTensorSpan<int> target)
    {
        RandomState = CounterRandom.Derive(RandomState, 1);
        return Run(Guard.Dense(input), Guard.Dense(target), learns: true);
    }

    public float ComputeLoss(ReadOnlyTensorSpan<float> input, ReadOnlyTensorSpan<int> target) => Run(Guard.Dense(input), Guard.Dense(target), learns: false);

    private float Run(ReadOnlySpan<float> input, ReadOnlySpan<int> target, bool learns)
    {
        double loss = 0;
        for (int row = 0; row < target.Length; row++)
        {
            ReadOnlySpan<float> x = input.Slice(row * Inputs, Inputs);
            for (int o = 0; o < Hidden1; o++)
            {
                double sum = _biases[0].Value[o];
                for (int i = 0; i < Inputs; i++) sum += _weights[0].Value[(o * Inputs) + i] * (double)x[i];
                bool dropped = learns && _dropout > 0 && CounterRandom.Uniform(RandomState, (ulong)((row * Hidden1) + o)) < _dropout;
                _a[o] = dropped ? 0 : Math.Max(0, sum);
            }

            Linear(1, _a, _b, Hidden1, Hidden2);
            for (int o = 0; o < Hidden2; o++) _b[o] = Math.Tanh(_b[o]);
            Linear(2, _b, _logits, Hidden2, Classes);
            double max = double.NegativeInfinity, total = 0;
            foreach (double logit in _logits) max = Math.Max(max, logit);
            foreach (double logit in _logits) total += Math.Exp(logit - max);
            loss += max + Math.Log(total) - _logits[target[row]];
            if (!learns) continue;

            for (int c = 0; c < Classes; c++) _logits[c] = ((Math.Exp(_logits[c] - max) / total) - (c == target[row] ? 1 : 0)) / target.Length;
            Backward(2, _logits, _b, _db, Hidden2, Classes);
            for (int o = 0; o < Hidden2; o++) _db[o] *= 1 - (_b[o] * _b[o]);
            Backward(1, _db, _a, _da, Hidden1, Hidden2);
            for (int o = 0; o < Hidden1; o++)
            {
                double d = _a[o] > 0 ? _da[o] : 0;
                _biases[0].Gradient[o] += (float)d;
                for (int i = 0; i < Inputs; i++) _weights[0].Gradient[(o * Inputs) + i] += (float)(d * x[i]);
            }
        }

        return (float)(loss / target.Length);
    }

    private void Linear(int layer, double[] x, double[] y, int inputs, int outputs)
    {
        ReadOnlySpan<float> weight = _weights[layer].Value, bias = _biases[layer].Value;
        for (int o = 0; o < outputs; o++)
        {
            double sum = bias[o];
            for (int i = 0; i < inputs; i++) sum += weight[(o * inputs) + i] * x[i];
            y[o] = sum;
        }
    }

    private void Backward(int layer, double[] dy, double[] x, double[] dx, int inputs, int outputs)
    {
        ReadOnlySpan<float> weight = _weights[layer].Value;
        Span<float> gradient = _weights[layer].Gradient, bias = _biases[layer].Gradient;
        Array.Clear(dx);
        for (int o = 0; o < outputs; o++)
        {
            bias[o] += (float)dy[o];
            for (int i = 0; i < inputs; i++)
            {
                dx[i] += dy[o] * weight[(o * inputs) + i];
                gradient[(o * inputs) + i] += (float)(dy[o] * x[i]);
            }
        }
    }
}
