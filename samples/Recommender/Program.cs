using System;
using System.Globalization;
using System.Linq;
using System.Numerics.Tensors;
using ModelGen.Data;
using ModelGen.Samples;
using ModelGen.Training;
using RecommenderSample;

return SampleCommand.Run(args, "Two towers learn who likes what.", steps: 4000, data: null, Learn);

static void Learn(SampleOptions options)
{
    Market market = new(seed: 1);
    int[] fame = new int[Market.Items];
    foreach ((_, int item) in market.Known) fame[item]++;
    Say($"recall@10 by popularity: {market.RecallAt10((_, item) => fame[item]):P1}");

    TwoTowers.Batch all = new();
    all.Resize(market.Known.Length);
    for (int i = 0; i < market.Known.Length; i++) (all.User.Values[i], all.Item.Values[i]) = market.Known[i];
    TwoTowers model = new(seed: 1);
    Trainer<TwoTowers.Batch> trainer = new(model, new AdamW(model.Store), new TrainerOptions { Schedule = new OneCycleSchedule(peak: 1e-2f, options.Steps) });
    TrainingProgress last = trainer.Fit(new BatchDataset<TwoTowers.Batch>(all, batch: 256, seed: 1), new FitOptions<TwoTowers.Batch> { Steps = options.Steps });
    Say($"{last.Step} steps in {last.Elapsed.TotalSeconds:0} s, loss {last.Loss:0.000}");

    // Each tower once: a shop would keep the items' vectors.
    Tensor<float> tastes = model.PredictTaste(Tensor.Create(Enumerable.Range(0, Market.Users).ToArray())), styles = model.PredictStyle(Tensor.Create(Enumerable.Range(0, Market.Items).ToArray()));
    float[] taste = [.. tastes], style = [.. styles];
    int width = taste.Length / Market.Users;
    Say($"recall@10 by the towers:  {market.RecallAt10((user, item) => TensorPrimitives.Dot(taste.AsSpan(user * width, width), style.AsSpan(item * width, width))):P1}");
}

static void Say(FormattableString text) => Console.WriteLine(text.ToString(CultureInfo.InvariantCulture));
