namespace ModelGen.Analyzers.Tests.Graphs.Mistakes;

/// <summary>What compiles and is not what was meant.</summary>
internal static class AdviceMistakes
{
    private const string Vector = "[Forward] static Symbol Run([Input(8)] Symbol x) ", Image = "[Forward] static Symbol Run([Input(3, 33, 33)] Symbol x) ";

    public static Mistake[] All =>
    [
        // what nobody uses
        new("MGEN5008", "the input 'y'", "[Forward] static Symbol Run([Input(8)] Symbol x, [Input(6)] Symbol «y») => x.Linear(2);", "x.Linear(2)", "Concat(x, y).Linear(2)"),
        new("MGEN5008", "the input 'lengths'", "[Forward] static Symbol Run([Sequence(4, MaxLength = 9)] Symbol x, [Scalar] Symbol «lengths») => x.Gru(4);", ", [Scalar] Symbol lengths", ""),
        new("MGEN5008", "never trained", Vector + "{ Symbol skip = x.«Linear(4)»; return x.Linear(4).Relu(); }", "return x", "return skip + x"),
        new("MGEN5008", "never trained", Vector + "{ Symbol a = x.Linear(4).Relu(); Symbol b = a.«Linear(4)».Relu(); return a.Linear(2); }", "return a", "return b"),
        new("MGEN5008", "never trained", "[Forward] static Symbol Run([Input(8)] Symbol x, [Input(6)] Symbol y) { Symbol other = y.«Linear(4)».Relu(); return x.Linear(4); }", "return x", "return other + x"),
        new("MGEN5008", "never trained", Vector + "{ Symbol h = x; for (int i = 0; i < 3; i++) { h = x.«Linear(8)»; } return h; }", "h = x.Linear", "h = h.Linear"),
        new("MGEN5008", "never trained", Vector + "{ var (mean, variance) = Two(x); return mean; } static (Symbol Mean, Symbol Variance) Two(Symbol v) => (v.Linear(2), v.«Linear(3)»);", "return mean", "return Concat(mean, variance)"),
        new("MGEN5008", "No loss depends on the target 'y'", Vector + "=> x.Linear(2); [Objective] static Symbol Error(Symbol run, [Input(2)] Symbol «y») => MeanSquaredError(run, run);", "(run, run)", "(run, y)"),
        new("MGEN5008", "No loss depends on the parameter 'x'", Vector + "=> x.Linear(2); [Objective] static Symbol Error(Symbol run, Symbol «x», [Input(2)] Symbol y) => MeanSquaredError(run, y);", "Symbol x, [", "["),
        new("MGEN5008", "the parameter 'gate'", "[Model] public partial class M { [Forward] static Symbol Run([Input(8)] Symbol x, [Input(8)] Symbol y) => x.Use<Mix>(y); } [Block] public partial class Mix { [Forward] static Symbol Run(Symbol x, Symbol «gate») => x.Linear(8); }", "x.Linear(8)", "gate * x.Linear(8)"),
        new("MGEN5009", "'Relu' is not used", Vector + "{ Symbol y = x.Linear(4); y.«Relu()»; return y; }", "y.Relu()", "y = y.Relu()"),
        new("MGEN5009", "'Dropout(0.1)' is not used", Vector + "{ Symbol y = x.Linear(4).Relu(); Symbol z = y.«Dropout(0.1)»; return y.Linear(2); }", "y.Linear", "z.Linear"),
        new("MGEN5009", "'Mean' is not used", Vector + "=> x.Linear(2); [Objective] static Symbol Error(Symbol run, [Input(2)] Symbol y) { Symbol penalty = run.«Mean()»; return MeanSquaredError(run, y); }", "return Mean", "return 0.1 * penalty + Mean"),

        new("MGEN5011", "gives [F:4], not [F:8]", Vector + "{ Symbol y = x.Linear(4); «// [F:8]»\n return y.Relu(); }", "// [F:8]", "// [F:4]"),

        // remainders
        new("MGEN5010", "33 / 2 leaves a remainder of 1", Image + "=> x.MaxPool2d(2).Upsample2d(2).Conv2d(«x.Height / 2», kernel: 3);", "33, 33", "32, 32"),
        new("MGEN5010", "8 / 3 leaves a remainder of 2", Vector + "=> x.Linear(«x.Width / 3»);", "/ 3", "/ 4"),
        new("MGEN5010", "10 / 4 leaves a remainder of 2", Vector + "=> x.Linear(«10 / 4»);", "10 / 4", "12 / 4"),
        new("MGEN5010", "9 / 2 leaves a remainder of 1", Vector + "{ int width = 9; width = «width / 2»; return x.Linear(width); }", "width / 2", "(width + 2 - 1) / 2"),

        // of pipelines, too
        new("MGEN5001", "'Softmax' stands before Loss.CrossEntropy", "[Model, Loss(Loss.CrossEntropy)] public partial class M { " + Vector + "=> x.Linear(3).«Softmax()»; }", ".Softmax()", ""),
        new("MGEN5001", "'Softmax' stands before CrossEntropy", Vector + "=> x.Linear(3).«Softmax()»; [Objective] static Symbol Error(Symbol run, [Id(3)] Symbol y) => CrossEntropy(run, y);", ".Softmax()", ""),
        new("MGEN5001", "'Sigmoid' stands before BinaryCrossEntropy", "[Forward] static (Symbol A, Symbol B) Run([Input(8)] Symbol x) => (x.Linear(3).«Sigmoid()», x.Linear(1)); [Objective] static Symbol Error(Symbol a, Symbol b, [Input(3)] Symbol y) => BinaryCrossEntropy(a, y) + b.Square().Sum();", ".Sigmoid()", ""),
        new("MGEN5001", "'LogSoftmax' stands before CrossEntropy", Vector + "=> x.Linear(3); [Objective] static Symbol Error(Symbol run, [Id(3)] Symbol y) => CrossEntropy(run.«LogSoftmax()», y);", ".LogSoftmax()", ""),
        new("MGEN5002", "'Relu' is the last layer before CrossEntropy", Vector + "=> x.Linear(3).«Relu()»; [Objective] static Symbol Error(Symbol run, [Id(3)] Symbol y) => CrossEntropy(run, y);", ".Relu()", ""),
        new("MGEN5003", "one output per class", Vector + "=> x.Linear(1); [Objective] static Symbol Error(Symbol run, [Id(2)] Symbol y) => «CrossEntropy(run, y)»;", "Linear(1)", "Linear(2)"),
        new("MGEN5004", "'Tanh' follows the activation 'Relu'", Vector + "{ Symbol y = x.Linear(4).Relu(); return y.«Tanh()».Linear(2); }", ".Tanh()", ""),
        new("MGEN5005", "set bias: false", "[Forward] static Symbol Run([Input(3, 8, 8)] Symbol x) => x.«Conv2d(4, kernel: 3)».BatchNorm().Relu();", "kernel: 3", "kernel: 3, bias: false"),
        new("MGEN5005", "set bias: false", "[Forward] static Symbol Run([Input(3, 8, 8)] Symbol x) { for (int i = 0; i < 2; i++) { x = x.«Conv2d(4, kernel: 3)».BatchNorm().Relu(); } return x; }", "kernel: 3", "kernel: 3, bias: false"),
        new("MGEN5006", "put it behind the norm", Vector + "=> x.Linear(4, bias: false).«Dropout(0.1)».BatchNorm().Linear(2);", ".Dropout(0.1).BatchNorm()", ".BatchNorm().Dropout(0.1)"),
        new("MGEN5007", "looks channels-last", "[Forward] static Symbol Run([«Input(32, 32, 3)»] Symbol x, [Input(4)] Symbol y) => Concat(x.Flatten(), y).Linear(10);", "32, 32, 3", "3, 32, 32"),
    ];
}
