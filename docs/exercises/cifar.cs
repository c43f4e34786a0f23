using ModelGen;
using ModelGen.Data;
using ModelGen.Training;

LabelledImages train = LabelledImages.FromCifar10("data_batch_1.bin", "data_batch_2.bin", "data_batch_3.bin", "data_batch_4.bin", "data_batch_5.bin");
LabelledImages test = LabelledImages.FromCifar10("test_batch.bin");
AugmentedSource<int> flipped = new(train.ToDataset(batch: 32), new ImageAugmentation { FlipHorizontally = true });

CifarNet model = new(seed: 1);
model.Fit(flipped, epochs: 10, validation: test.ToDataset(batch: 250), metrics: [Metrics.Accuracy]);
model.Save("cifar.safetensors");

[Model, Input(3, 32, 32)]
[Conv2d(32, Kernel = 3), Relu, MaxPool2d(2)]
[Conv2d(64, Kernel = 3), Relu, MaxPool2d(2)]
[Conv2d(64, Kernel = 3), Relu]
[Flatten, Linear(64), Relu, Linear(10)]
[Loss(Loss.CrossEntropy)]
public partial class CifarNet;
