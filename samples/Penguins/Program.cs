using System;
using System.IO;
using ModelGen.Tables;
using ModelGen.Training;
using PenguinsSample;

Table table = Table.Read(Path.Combine(AppContext.BaseDirectory, "penguins.json"));
(Table train, _, Table test) = table.Split(validation: 0, test: 0.25, stratify: "Species");
FittedTablePipeline pipeline = new TablePipeline()
    .Numbers(["Beak Length (mm)", "Beak Depth (mm)", "Flipper Length (mm)", "Body Mass (g)"], missing: Impute.Median)
    .Categories(["Island", "Sex"], UnknownCategory.Ignore, Impute.MostFrequent, minimum: 5)
    .ClassTarget("Species").Fit(train);
PenguinNet model = new(seed: 1);
model.Fit(pipeline.ClassDataset(train, batch: 16), epochs: 20, learningRate: 0.01f, metrics: [Metrics.Accuracy]);
Console.WriteLine(pipeline.EvaluateClasses(model.Predict, test));
model.Save("penguins.safetensors");
pipeline.Save("penguins.pipeline.json");
