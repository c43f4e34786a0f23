namespace ModelGen.RandomModels.Oracle;

/// <summary>y[b, d, i · stride - padding + k, j · stride - padding + l] += x[b, c, i, j] · w[c, d, k, l], and its adjoint.</summary>
internal readonly struct Spread(Node x, Node weight, Node y, int stride, int padding)
{
    public void Run(bool backward)
    {
        int channels = x.Shape[1], results = weight.Shape[1], kernel = weight.Shape[2], height = x.Shape[2], width = x.Shape[3];
        for (int b = 0; b < x.Batch; b++)
        for (int c = 0; c < channels; c++)
        for (int d = 0; d < results; d++)
        for (int k = 0; k < kernel; k++)
        for (int l = 0; l < kernel; l++)
        {
            int w = (((((c * results) + d) * kernel) + k) * kernel) + l;
            double sum = 0, weightOf = weight.Value[w];
            for (int i = 0; i < height; i++)
            for (int j = 0; j < width; j++)
            {
                int row = (i * stride) - padding + k, column = (j * stride) - padding + l;
                if (row < 0 || row >= y.Shape[2] || column < 0 || column >= y.Shape[3]) continue;
                int from = (((((b * channels) + c) * height) + i) * width) + j, to = (((((b * results) + d) * y.Shape[2]) + row) * y.Shape[3]) + column;
                if (!backward)
                {
                    y.Value[to] += x.Value[from] * weightOf;
                }
                else
                {
                    x.Gradient[from] += y.Gradient[to] * weightOf;
                    sum += y.Gradient[to] * x.Value[from];
                }
            }

            weight.Gradient[w] += sum;
        }
    }
}
