using ModelGen;
using ModelGen.Evaluation;
using ModelGen.Tables;
using ModelGen.Training;

(Table train, _, Table test) = Table.Read("cars.csv").DropMissing().Split(validation: 0, test: 0.2, seed: 1);
FittedTablePipeline pipeline = new TablePipeline().Numbers(["cylinders", "displacement", "horsepower", "weight"]).NumberTarget("mpg").Fit(train);

Straight straight = new(seed: 1);
Learn(straight, straight.Predict);
Mlp mlp = new(seed: 1);
Learn(mlp, mlp.Predict);

void Learn(ITrainable<float, float> model, Prediction<float> predict)
{
    Trainer<float, float> trainer = new(model, new Sgd(model.Store, 0.01f, momentum: 0.9f));
    trainer.Fit(pipeline.NumberDataset(train, batch: 32), new FitOptions<float, float> { Epochs = 100 });
    Console.WriteLine(pipeline.EvaluateNumbers(predict, test));
}

[Model, Input(4), Linear(1), Loss(Loss.MeanSquaredError)]
public partial class Straight;

[Model, Input(4), Linear(64), Relu, Linear(64), Relu, Linear(1), Loss(Loss.MeanSquaredError)]
public partial class Mlp;
