using System.Collections.Generic;
using System.Globalization;
using System.Linq;

namespace ModelGen.Benchmarks.Ide;

/// <summary>A project of 200 files and 50,000 lines with 30 models: most files have nothing to do with them, 29 hold a model with its data and its training, and one trains a model of its own and three of theirs.</summary>
internal static class LargeProject
{
    private const int Files = 200;
    private const int EachModel = 7;
    private const int Methods = 26;
    private const int Used = 3;

    /// <summary>The files that nobody edits, the first of them plain.</summary>
    public static IReadOnlyList<string> Others { get; } = [.. Enumerable.Range(1, Files - 1).Select(file => file % EachModel == 0 ? WithModel(file) : Plain(file, 0))];

    /// <summary>The file that is edited: it trains its own model, and models of three other files with the data of these.</summary>
    public static string Edited(int edit) => $$"""
        using System;
        using System.Collections.Generic;
        using System.Linq;
        using System.Numerics.Tensors;
        using ModelGen;
        using ModelGen.Data;
        using ModelGen.Training;

        namespace User.Pipelines;

        [Model, Input(28, 28), Flatten, Linear(64), Relu, Linear(10), Loss(Loss.CrossEntropy)]
        public partial class Digits;

        public sealed class Pipeline(int rows)
        {
            private readonly Tensor<float> _images = Tensor.CreateFromShape<float>([{{Number(100 + edit)}}, 28, 28]);

            public float Train(Digits model)
            {
                (Tensor<float> images, Tensor<int> labels) = Load();
                TensorDataset<float, int> data = new(images, labels, batch: 16);
                return new Trainer<float, int>(model, new AdamW(model.Store)).Fit(data, new FitOptions<float, int> { Steps = 10 }).Loss;
            }

            public int Predict(Digits model) => model.Predict(_images).Rank + Rows(model, Batches()).Count;

        {{string.Concat(Enumerable.Range(1, Used).Select(i => $$"""
                public float Train{{i}}(User.Models.Model{{i * EachModel}} model) => User.Models.Data{{i * EachModel}}.Train(model, User.Models.Data{{i * EachModel}}.Load(rows));

            """))}}
            private static List<int> Rows(Digits model, IEnumerable<Tensor<float>> batches) => batches.Select(batch => model.Predict(batch)).Select(scores => scores.Rank).ToList();

            private IEnumerable<Tensor<float>> Batches()
            {
                for (int i = 0; i < rows; i++)
                {
                    yield return Tensor.CreateFromShape<float>([8, 28, 28]);
                }
            }

            private (Tensor<float>, Tensor<int>) Load() => (Tensor.CreateFromShape<float>([rows, 28, 28]), Tensor.CreateFromShape<int>([rows]));
        }
        """;

    public static string Plain(int file, int number) => $$"""
        using System.Collections.Generic;

        namespace User.Services;

        public sealed class Service{{file}}
        {
            private readonly List<int> _numbers = [];

        {{string.Concat(Enumerable.Range(0, Methods).Select(i => $$"""
                public int Sum{{i}}(int factor, List<int> more)
                {
                    int sum = {{number + i}};
                    foreach (int number in _numbers)
                    {
                        sum += number * factor;
                    }

                    if (more.Count > sum)
                    {
                        sum = more[0] + {{(i == 0 ? "factor" : $"Sum{i - 1}(factor, _numbers)")}};
                    }

                    return sum;
                }

            """))}}
        }
        """.ReplaceLineEndings("\n");

    private static string WithModel(int file) => $$"""
        using System.Numerics.Tensors;
        using ModelGen;
        using ModelGen.Data;
        using ModelGen.Training;

        namespace User.Models;

        [Model, Input({{file}}), Linear(32), Relu, Linear(3), Loss(Loss.CrossEntropy)]
        public partial class Model{{file}};

        public sealed record Set{{file}}(Tensor<float> Inputs, int[] Labels);

        public static class Data{{file}}
        {
            private const int Width = {{file}};

            public static Set{{file}} Load(int rows) => new(Tensor.Create(new float[rows * Width], [rows, Width]), new int[rows]);

            public static float Train(Model{{file}} model, Set{{file}} set)
            {
                float loss = 0;
                for (int epoch = 0; epoch < 10; epoch++)
                {
                    loss = model.ComputeGradients(set.Inputs, set.Labels);
                }

                TensorDataset<float, int> data = new(set.Inputs, set.Labels, batch: 16);
                return loss + new Trainer<float, int>(model, new AdamW(model.Store)).Fit(data, new FitOptions<float, int> { Steps = 10 }).Loss;
            }
        }

        {{Plain(file, 0).Replace("using System.Collections.Generic;", "").Replace("namespace User.Services;", "").Replace("List<int>", "System.Collections.Generic.List<int>")}}
        """;

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}
