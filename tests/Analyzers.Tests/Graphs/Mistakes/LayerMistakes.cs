namespace ModelGen.Analyzers.Tests.Graphs.Mistakes;

/// <summary>Layers that get what they do not take, sizes, blocks and sharing.</summary>
internal static class LayerMistakes
{
    private const string Image = "[Forward] static Symbol Run([Input(3, 32, 32)] Symbol x) ", Vector = "[Forward] static Symbol Run([Input(8)] Symbol x) ", Steps = "[Forward] static Symbol Run([Sequence(12, MaxLength = 9)] Symbol x) ";
    private const string Text = "[Forward] static Symbol Run([Tokens(Vocabulary = 50, Context = 20)] Symbol x) ";
    private const string Towers = "[Forward] static (Symbol A, Symbol B) Run([Input(1, 28, 28)] Symbol x, [Input(1, 28, 28)] Symbol y, [Input(9)] Symbol z) { Layer tower = Shared(v => v.Conv2d(4, kernel: 3).Relu().Flatten().Linear(16)); ";
    private const string Block = "[Model] public partial class M { [Forward] static Symbol Run([Input(8)] Symbol x, [Input(6)] Symbol y) => ";

    public static Mistake[] All =>
    [
        // what arrives
        new("MGEN1001", "insert .Flatten() (256 features)", Image + "=> x.Conv2d(4, kernel: 4, stride: 4).«Linear(10)»;", ".Linear", ".Flatten().Linear"),
        new("MGEN1001", "Flatten", Image + "=> Concat(x, x).«Linear(10)»;", "x).Linear", "x).GlobalAveragePool().Linear"),
        new("MGEN1001", "[C, H, W]", Image + "=> x.Flatten().Linear(48).«Conv2d(4, kernel: 3)»;", "Linear(48)", "Linear(48).Reshape(3, 4, 4)"),
        new("MGEN1001", ".Embedding(width)", Text + "=> x.«Linear(16)»;", "x.Linear", "x.Embedding(8).Linear"),
        new("MGEN1001", ".Embedding(width)", Text + "=> x.«Gru(16)»;", "x.Gru", "x.Embedding(8).Gru"),
        new("MGEN1001", "token ids", Vector + "=> x.«Embedding(16)»;", "Embedding(16)", "Linear(16)"),
        new("MGEN1001", "token ids", Text + "=> x.Embedding(8).«Embedding(8)»;", ".Embedding(8).Embedding(8)", ".Embedding(8)"),
        new("MGEN1001", "set returnSequences: true on 'Lstm(8)'", Steps + "=> x.Lstm(8).«SelfAttention(heads: 2)».GlobalAveragePool();", "Lstm(8)", "Lstm(8, returnSequences: true)"),
        new("MGEN1001", "sequence", Vector + "=> x.«SelfAttention(heads: 2)»;", "x.SelfAttention(heads: 2)", "x.Linear(4)"),
        new("MGEN1001", "sequence", "[Forward] static Symbol Run([Sequence(8, MaxLength = 9)] Symbol x, [Input(8)] Symbol memory) => x.«CrossAttention(memory, heads: 2)».TakeLast();", "[Input(8)]", "[Sequence(8, MaxLength = 7)]"),
        new("MGEN1003", "12", "[Forward] static Symbol Run([Input(1, 8, 8)] Symbol x) => x.Conv2d(4, kernel: «12»);", "12", "3"),
        new("MGEN1003", "larger", "[Forward] static Symbol Run([Input(1, 16, 16)] Symbol x) { for (int i = 0; i < 5; i++) { x = x.MaxPool2d(«2»); } return x; }", "i < 5", "i < 4"),
        new("MGEN1002", "must be 2048", Image + "=> x.Conv2d(8, kernel: 2, stride: 2).Flatten().Linear(10, inFeatures: «1024»);", "1024", "2048"),
        new("MGEN2002", "Width 12 is not divisible by Heads 5", Steps + "=> x.SelfAttention(heads: «5»).TakeLast();", "5)", "4)"),
        new("MGEN2002", "not divisible", "[Forward] static Symbol Run([Sequence(8, MaxLength = 9)] Symbol x, [Sequence(8, MaxLength = 5)] Symbol memory) => x.CrossAttention(memory, heads: «3»).TakeLast();", "heads: 3", "heads: 4"),
        new("MGEN2002", "not divisible", Steps + "=> x.SelfAttention(heads: 6, kvHeads: «4»).TakeLast();", "kvHeads: 4", "kvHeads: 3"),
        new("MGEN2002", "even", Steps + "=> x.SelfAttention(heads: «4», rotary: true).TakeLast();", "heads: 4", "heads: 3"),
        new("MGEN2002", "not divisible", Image + "=> x.Conv2d(6, kernel: 3, groups: «2»);", "groups: 2", "groups: 3"),
        new("MGEN2001", "at least 1, not 0", Vector + "=> x.Linear(«0»);", "0", "1"),
        new("MGEN2001", "at least 1, not -4", "private const int Hidden = -4; " + Vector + "=> x.Linear(«Hidden»);", "= -4", "= 4"),
        new("MGEN2001", "not 1.5", Vector + "=> x.Linear(4).Dropout(«1.5»);", "1.5", "0.15"),
        new("MGEN2001", "at most max", Vector + "=> x.Clamp(«1», -1);", "1, -1", "-1, 1"),
        new("MGEN0009", "\"fc\"", Vector + "=> x.Linear(8, name: \"fc\").Relu().Linear(2, name: «\"fc\"»);", "Linear(2, name: \"fc\")", "Linear(2, name: \"out\")"),
        new("MGEN0009", "\"fc\"", Vector + "{ foreach (int width in new[] { 8, 4 }) { x = x.Linear(width, name: «\"fc\"»); } return x; }", "\"fc\"", "$\"fc{width}\""),
        new("MGEN2001", "words of letters", Vector + "=> x.«Scope(\"layer one\", y => y.Linear(3))»;", "layer one", "layer.1"),

        // shared layers
        new("MGEN1012", "shared layer", Towers + "return (tower(x), tower(z.Linear(400).Reshape(1, 20, 20)) + y.Sum()); }", "400).Reshape(1, 20, 20)", "784).Reshape(1, 28, 28)") { Wrong = Towers.Replace("Linear(16)", "«Linear(16)»", System.StringComparison.Ordinal) + "return (tower(x), tower(z.Linear(400).Reshape(1, 20, 20)) + y.Sum()); }" },
        new("MGEN1001", "[C, H, W]", "[Forward] static (Symbol A, Symbol B) Run([Input(1, 28, 28)] Symbol x, [Input(9)] Symbol z) { Layer tower = Shared(v => v.«Conv2d(4, kernel: 3)».Relu().Flatten().Linear(16)); return (tower(x), tower(z)); }", "tower(z)", "z.Linear(16)"),
        new("MGEN1012", "shared layer", "[Forward] static Symbol Run([Input(8)] Symbol x, [Input(6)] Symbol y) { Layer code = Shared(v => v.«Linear(4)»); return code(x) - code(y); }", "code(y)", "code(y.Linear(8))"),
        new("MGEN1012", "shared layer", "[Forward] static Symbol Run([Input(8)] Symbol x, [Input(6)] Symbol y) => Code(x) * Code(y); [Shared] static Symbol Code(Symbol v) => v.«Linear(4)».Tanh();", "Code(y)", "Code(y.Linear(8))"),
        new("MGEN0015", "give it a name", Vector + "=> «Shared(v => v.Linear(4))»(x);", "v.Linear(4))", "v.Linear(4), name: \"code\")"),

        // blocks
        new("MGEN1004", "must return its input's type [F:8]", Block + "y.Sum() + x.«Residual<Think>()»; } [Block, Linear(16), Relu, Linear(4)] public partial class Think;", "Linear(4)]", "Linear(8)]"),
        new("MGEN1004", "must return its input's type [F:6]", Block + "x.Sum() + y.«Repeat<Think>(2)»; } [Block, Linear(16), Relu, Linear(4)] public partial class Think;", "Linear(4)]", "Linear(6)]"),
        new("MGEN0007", "takes a class marked [Block]", Block + "y.Sum() + x.«Use<Think>()»; } public partial class Think;", "public partial class Think", "[Block, Linear(4)] public partial class Think"),
        new("MGEN1001", "takes 2", Block + "y.Sum() + x.«Use<Mix>()»; } [Block] public partial class Mix { [Forward] static Symbol Run(Symbol x, Symbol gate) => x * gate.Linear(8); }", "x.Use<Mix>()", "x.Use<Mix>(y)"),
        new("MGEN1010", "differ", Block + "x.Use<Mix>(y); } [Block] public partial class Mix { [Forward] static Symbol Run(Symbol x, Symbol gate) => «x * gate»; }", "x * gate", "x * gate.Linear(8)"),
        new("MGEN0008", "contain itself", Block + "y.Sum() + x.Use<Deep>(); } [Block] public partial class Deep { [Forward] static Symbol Run(Symbol x) => x.Linear(8).«Use<Deep>()»; }", ".Use<Deep>(); }\n", "") { From = "x.Linear(8).Use<Deep>()", To = "x.Linear(8)" },
        new("MGEN0015", "belongs to a model", Block + "y.Sum() + x.Use<Mix>(); } [Block] public partial class Mix { [Forward] static Symbol Run([«Input(8)»] Symbol x) => x.Linear(8); }", "[Input(8)] Symbol x) => x.L", "Symbol x) => x.L"),
    ];
}
