using System.Numerics.Tensors;
using ModelGen;
using ModelGen.Data;
using ModelGen.Training;

const int Members = 34;
CsvTable friends = CsvTable.Read("friends.csv");
float[] a = friends.Floats("a"), b = friends.Floats("b"), sides = CsvTable.Read("sides.csv").Floats("side"), graph = new float[Members * Members];
for (int i = 0; i < Members; i++) graph[i * (Members + 1)] = 1;
for (int i = 0; i < a.Length; i++) graph[(int)((a[i] * Members) + b[i])] = graph[(int)((b[i] * Members) + a[i])] = 1;
float[] degrees = [.. Enumerable.Range(0, Members).Select(i => TensorPrimitives.Sum(graph.AsSpan(i * Members, Members)))];
for (int i = 0; i < graph.Length; i++) graph[i] /= MathF.Sqrt(degrees[i / Members] * degrees[i % Members]);

Nodes model = new(seed: 1);
Adam adam = new(model.Store, 0.01f);
Workspace work = new();
float[] logits = [];
for (int step = 0; step < 300; step++)
{
    float[] gradient = new float[Members]; // of the mean cross-entropy over the two members whose side is told
    logits = Spread(Guard.Dense(model.Forward(work, new(graph, [Members, Members]))).ToArray());
    foreach (int told in (int[])[0, 33]) gradient[told] = ((1 / (1 + MathF.Exp(-logits[told]))) - sides[told]) / 2;
    model.Backward(work, new(Spread(gradient), [Members, 1])); // the graph is its own transpose
    adam.Step(clearGradients: true);
}

Console.WriteLine(Enumerable.Range(0, Members).Count(i => logits[i] > 0 == sides[i] > 0));

float[] Spread(float[] values) => [.. Enumerable.Range(0, Members).Select(i => TensorPrimitives.Dot<float>(graph.AsSpan(i * Members, Members), values))];

[Model, Input(34), Linear(16, Bias = false), Relu, Linear(1, Bias = false)]
public partial class Nodes;
