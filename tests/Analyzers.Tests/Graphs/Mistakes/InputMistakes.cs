namespace ModelGen.Analyzers.Tests.Graphs.Mistakes;

/// <summary>Declarations of inputs and outputs.</summary>
internal static class InputMistakes
{
    public static Mistake[] All =>
    [
        new("MGEN0015", "needs its shape", "[Forward] static Symbol Run(Symbol «x») => x.Linear(2);", "Symbol x)", "[Input(4)] Symbol x)"),
        new("MGEN0015", "needs its shape", "[Forward] static Symbol Run([Input(4)] Symbol x, Symbol «mask») => x * mask;", "Symbol mask)", "[Input(4)] Symbol mask)"),
        new("MGEN0015", "two input attributes", "[Forward] static Symbol Run([Input(4), «Sequence(4, MaxLength = 9)»] Symbol x) => x.Linear(2);", "Input(4), ", ""),
        new("MGEN2001", "\"B\"", "[Forward] static Symbol Run([Tensor(«\"B\"», \"F:16\")] Symbol x) => x.Linear(2);", "\"B\", ", ""),
        new("MGEN2001", "\"B<=32\"", "[Forward] static Symbol Run([Tensor(«\"B<=32\"», \"F:16\")] Symbol x) => x.Linear(2);", "\"B<=32\", ", ""),
        new("MGEN2001", "\"N<500\"", "[Forward] static Symbol Run([Tensor(«\"N<500\"», \"F:16\")] Symbol x) => x.Mean(\"N\");", "N<500", "N<=500"),
        new("MGEN2001", "\"X:16\"", "[Forward] static Symbol Run([Tensor(\"N<=5\", «\"X:16\"»)] Symbol x) => x.Mean(\"N\");", "X:16", "F:16"),
        new("MGEN2001", "at least 1, not 0", "[Forward] static Symbol Run([Input(3, «0», 8)] Symbol x) => x.Flatten();", "0, 8", "8, 8"),
        new("MGEN2001", "one, two or three sizes, not 4", "[Forward] static Symbol Run([Input(«32, 3, 8, 8»)] Symbol x) => x.Flatten();", "32, 3", "3") ,
        new("MGEN2001", "at least 1", "[Forward] static Symbol Run([Id(«0»)] Symbol x) => x.Embedding(4);", "Id(0)", "Id(10)"),
        new("MGEN2001", "must be an id below", "[Forward] static Symbol Run([Tokens(Vocabulary = 9, Context = 5, Padding = «9»)] Symbol x) => x.Embedding(4).GlobalAveragePool();", "Padding = 9", "Padding = 0"),
        new("MGEN1013", "at most 400 here and at most 500 elsewhere", "[Forward] static Symbol Run([Tensor(\"N<=500\", \"F:16\")] Symbol x, [Tensor(«\"N<=400\"», \"N<=500\")] Symbol edges) => MatMul(edges, x);", "N<=400", "N<=500"),
        new("MGEN1013", "at most 8 here and at most 9 elsewhere", "[Forward] static Symbol Run([Tensor(\"N<=9\", \"F:16\")] Symbol x, [Id(3, «\"N<=8\"»)] Symbol kind) => Concat(x, kind.Embedding(4));", "N<=8", "N<=9"),
        new("MGEN1013", "at most 8 here and at most 9 elsewhere", "[Forward] static Symbol Run([Tensor(\"N<=9\", \"F:16\")] Symbol x) => x.Linear(1).Squeeze(); [Objective] static Symbol Error(Symbol run, [Tensor(«\"N<=8\"»)] Symbol truth) => MeanSquaredError(run, truth);", "N<=8", "N<=9"),
        new("MGEN0009", "called as", "[Forward] static (Symbol «Image», Symbol Code) Run([Input(4)] Symbol image) => (image.Linear(4), image.Linear(2));", "Symbol Image,", "Symbol Copy,"),
        new("MGEN0009", "give it another name", "[Forward] static Symbol Run([Input(4)] Symbol «weights») => weights.Linear(2);", "weights", "numbers"),
        new("MGEN0015", "need names", "[Forward] static (Symbol, Symbol) «Run»([Input(4)] Symbol x) => (x.Linear(2), x.Linear(3));", "(Symbol, Symbol)", "(Symbol Mean, Symbol Variance)"),
        new("MGEN0015", "must return a Symbol", "[Forward] static Symbol[] «Run»([Input(4)] Symbol x) => [x.Linear(2), x.Linear(3)];", "static Symbol[] Run([Input(4)] Symbol x) => [x.Linear(2), x.Linear(3)]", "static (Symbol A, Symbol B) Run([Input(4)] Symbol x) => (x.Linear(2), x.Linear(3))"),
        new("MGEN0015", "plain static method", "[Forward] Symbol «Run»([Input(4)] Symbol x) => x.Linear(2);", "[Forward] Symbol", "[Forward] static Symbol"),
        new("MGEN0015", "at least one", "[Forward] static Symbol «Run»([Input(4)] Symbol x, int width) => x.Linear(width);", ", int width) => x.Linear(width)", ") => x.Linear(16)"),
        new("MGEN1001", "returns the mask", "[Forward] static Symbol «Run»([Input(4)] Symbol x) => x > 0;", "x > 0", "Where(x > 0, x, 0 * x)"),
        new("MGEN1001", "returns the ids", "[Forward] static Symbol «Run»([Id(4)] Symbol x) => x;", "x;", "x.Embedding(3);"),
        new("MGEN0004", "remove 'Linear(4)'", "[Model, «Linear(4)»] public partial class M { [Forward] static Symbol Run([Input(4)] Symbol x) => x.Relu(); }", ", Linear(4)", ""),
        new("MGEN0011", "write the loss as a method marked [Objective]", "[Model, «Loss(Loss.MeanSquaredError)»] public partial class M { [Forward] static (Symbol A, Symbol B) Run([Input(4)] Symbol x) => (x.Linear(2), x.Linear(3)); }", ", Loss(Loss.MeanSquaredError)", ""),
        new("MGEN1006", "", "[Model, «Loss(Loss.CrossEntropy)»] public partial class M { [Forward] static Symbol Run([Input(3, 8, 8)] Symbol x) => x.Conv2d(4, kernel: 3); }", "kernel: 3)", "kernel: 3).GlobalAveragePool()"),
    ];
}
