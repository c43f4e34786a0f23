using System;
using System.IO;
using CarsSample;
using ModelGen.Tables;
using ModelGen.Training;

string path = args.Length > 0 ? args[0] : "node_modules/vega-datasets/data/cars.json";
if (!File.Exists(path)) return Missing(path);

(Table train, _, Table test) = Table.Read(path).DropMissing("Miles_per_Gallon").Split(validation: 0, test: 0.2, seed: 1);
FittedTablePipeline pipeline = new TablePipeline()
    .Numbers(["Cylinders", "Displacement", "Weight_in_lbs", "Acceleration"])
    .Numbers(["Horsepower"], missing: Impute.Median)
    .Dates(["Year"])
    .Categories(["Origin"])
    .NumberTarget("Miles_per_Gallon").Fit(train);
MpgNet model = new(seed: 1);
Trainer<float, float> trainer = new(model, new AdamW(model.Store), new TrainerOptions { Schedule = new OneCycleSchedule(peak: 0.01f, 1500) });
trainer.Fit(pipeline.NumberDataset(train, batch: 32), new FitOptions<float, float> { Steps = 1500 });
Console.WriteLine(pipeline.EvaluateNumbers(model.Predict, test)); // RMSE and MAE are in miles per gallon
model.Save("cars.safetensors");
pipeline.Save("cars.pipeline.json");
return 0;

static int Missing(string path)
{
    Console.Error.WriteLine($"Cars: There is no data file '{path}': get it with 'npm install --no-save vega-datasets', or name it");
    return 1;
}
