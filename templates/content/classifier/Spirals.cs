using System.Numerics.Tensors;

/// <summary>Points on three spirals that wind around each other, a little noise added.</summary>
internal sealed class Spirals
{
    private readonly float[] _points;
    private readonly int[] _labels;

    public Spirals(int count, int seed)
    {
        (_points, _labels) = (new float[2 * count], new int[count]);
        Random random = new(seed);
        for (int i = 0; i < count; i++)
        {
            int label = random.Next(3);
            double distance = 0.1 + 0.9 * random.NextDouble();
            double angle = (label / 3.0 + distance * 1.2 + 0.14 * (random.NextDouble() - 0.5)) * double.Tau;
            _points[2 * i] = (float)(distance * Math.Cos(angle));
            _points[2 * i + 1] = (float)(distance * Math.Sin(angle));
            _labels[i] = label;
        }
    }

    /// <summary>[count, 2]: x and y.</summary>
    public ReadOnlyTensorSpan<float> Points => new(_points, [_labels.Length, 2]);

    /// <summary>[count]: which spiral.</summary>
    public ReadOnlyTensorSpan<int> Labels => new(_labels, [_labels.Length]);

    /// <summary>The share of points that a model puts on the right spiral.</summary>
    public double Accuracy(SpiralNet model) => Predict(model, Points).Zip(_labels).Count(pair => pair.First == pair.Second) / (double)_labels.Length;

    /// <summary>The most likely spiral of each point.</summary>
    public static int[] Predict(SpiralNet model, ReadOnlyTensorSpan<float> points)
    {
        Tensor<float> scores = model.Predict(points); // [count, 2] -> [count, 3]
        int[] labels = new int[points.Lengths[0]];
        for (int i = 0; i < labels.Length; i++)
        {
            labels[i] = Enumerable.Range(0, 3).MaxBy(label => scores[i, label]);
        }

        return labels;
    }
}
