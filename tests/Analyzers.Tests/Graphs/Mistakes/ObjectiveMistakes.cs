namespace ModelGen.Analyzers.Tests.Graphs.Mistakes;

/// <summary>Losses.</summary>
internal static class ObjectiveMistakes
{
    private const string Classes = "[Forward] static Symbol Run([Input(8)] Symbol x) => x.Linear(5); ", Picture = "[Forward] static Symbol Run([Input(3, 8, 8)] Symbol x) => x.Conv2d(1, kernel: 3, same: true); ";
    private const string Heads = "[Forward] static (Symbol Kind, Symbol Hours) Run([Input(8)] Symbol x) => (x.Linear(5), x.Linear(1)); ";

    public static Mistake[] All =>
    [
        new("MGEN0017", "neither an output (run) nor an input (x)", Classes + "[Objective] static Symbol Error(Symbol run, Symbol «target») => MeanSquaredError(run, target);", "Symbol target)", "[Input(5)] Symbol target)"),
        new("MGEN0017", "neither an output (kind, hours)", Heads + "[Objective] static Symbol Error(Symbol «run», [Id(5)] Symbol truth) => CrossEntropy(run, truth);", "Symbol run, [Id(5)] Symbol truth) => CrossEntropy(run", "Symbol kind, [Id(5)] Symbol truth) => CrossEntropy(kind"),
        new("MGEN0017", "has the size M", Classes + "[Objective] static Symbol Error(Symbol run, [Tensor(\"M<=5\")] Symbol «other») => run.Sum() - other.Sum();", "[Tensor(\"M<=5\")]", "[Input(5)]"),
        new("MGEN1010", "which must be", Classes + "[Objective] static Symbol Error(Symbol run, [Input(4)] Symbol y) => «MeanSquaredError(run, y)»;", "[Input(4)]", "[Input(5)]"),
        new("MGEN1010", "which must be i32[]", Classes + "[Objective] static Symbol Error(Symbol run, [Input(4)] Symbol y) => «CrossEntropy(run, y)»;", "[Input(4)]", "[Id(5)]"),
        new("MGEN1006", "takes an output", Picture + "[Objective] static Symbol Error(Symbol run, [Id(5)] Symbol y) => «CrossEntropy(run, y)»;", "CrossEntropy(run, y)", "CrossEntropy(run.Flatten().Slice(Axis.Feature, 0, 5), y)"),
        new("MGEN1010", "which must be", Heads + "[Objective] static Symbol Error(Symbol kind, Symbol hours, [Id(5)] Symbol topic, [Input(2)] Symbol time) => CrossEntropy(kind, topic) + «MeanSquaredError(hours, time)»;", "[Input(2)]", "[Input(1)]"),
        new("MGEN1010", "which must be", Heads + "[Objective] static Symbol Error(Symbol kind, Symbol hours, [Id(5)] Symbol topic, [Scalar] Symbol time) => «CrossEntropy(hours, topic)» + 0.1 * MeanSquaredError(hours, time) + kind.Sum();", "", "") { Id = "MGEN5003", Words = "one output per class", From = "CrossEntropy(hours, topic)", To = "CrossEntropy(kind, topic)" },
        new("MGEN1006", "must be one number", Classes + "[Objective] static Symbol «Error»(Symbol run, [Input(5)] Symbol y) => (run - y).Square();", "Square()", "Square().Mean()"),
        new("MGEN1006", "must be one number", Classes + "[Objective] static Symbol «Error»(Symbol run, [Input(5)] Symbol y) => MeanSquaredError(run, y, reduction: Reduction.None);", "Reduction.None", "Reduction.Mean"),
        new("MGEN0011", "belongs into the method marked [Objective]", "[Forward] static Symbol Run([Input(8)] Symbol x, [Input(5)] Symbol y) => «MeanSquaredError(x.Linear(5), y)»;", "MeanSquaredError(x.Linear(5), y)", "(x.Linear(5) - y).Square()"),
        new("MGEN0011", "layer with parameters", Classes + "[Objective] static Symbol «Error»(Symbol run, [Input(3)] Symbol y) => MeanSquaredError(run.Linear(3), y);", "Input(3)] Symbol y) => MeanSquaredError(run.Linear(3), y)", "Input(5)] Symbol y) => MeanSquaredError(run, y)"),
        new("MGEN0011", "says what training makes small", "[Model, «Loss(Loss.CrossEntropy)»] public partial class M { " + Classes + "[Objective] static Symbol Error(Symbol run, [Id(5)] Symbol y) => CrossEntropy(run, y); }", ", Loss(Loss.CrossEntropy)", ""),
        new("MGEN0015", "must return a Symbol", Classes + "[Objective] static double «Error»(Symbol run) => 3;", "double Error(Symbol run) => 3", "Symbol Error(Symbol run) => run.Square().Sum()"),
        new("MGEN2001", "labelSmoothing", Classes + "[Objective] static Symbol Error(Symbol run, [Id(5)] Symbol y) => CrossEntropy(run, y, labelSmoothing: «1»);", "labelSmoothing: 1", "labelSmoothing: 0.1"),
        new("MGEN1006", "one for each class", Classes + "[Objective] static Symbol Error(Symbol run, [Id(5)] Symbol y) => CrossEntropy(run, y, classWeights: «[0.2f, 0.8f]»);", "[0.2f, 0.8f]", "[1, 1, 1, 2, 2]"),
        new("MGEN0009", "called as", Classes + "[Objective] static Symbol Error(Symbol run, [Input(5)] Symbol «weights») => MeanSquaredError(run, weights);", "weights", "truth"),
        new("MGEN1010", "which must be [F:4]", "[Forward] static (Symbol A, Symbol B, Symbol C) Run([Input(8)] Symbol x) => (x.Linear(4), x.Linear(4), x.Linear(3)); [Objective] static Symbol Error(Symbol a, Symbol b, Symbol c) => «Triplet(a, b, c, margin: 1)»;", "x.Linear(3)", "x.Linear(4)"),
    ];
}
