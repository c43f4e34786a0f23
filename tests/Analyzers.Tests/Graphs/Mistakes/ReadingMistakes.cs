namespace ModelGen.Analyzers.Tests.Graphs.Mistakes;

/// <summary>C# that runs and cannot be read.</summary>
internal static class ReadingMistakes
{
    private const string Start = "[Forward] static Symbol Run([Input(8)] Symbol x) ";

    public static Mistake[] All =>
    [
        new("MGEN0015", "Equal(a, b)", "[Forward] static Symbol Run([Input(8)] Symbol x, [Input(8)] Symbol y) => «x == y» ? x : y;", "x == y ? x : y", "Where(Equal(x, y), x, y)"),
        new("MGEN0015", "Equal(a, b)", "[Forward] static Symbol Run([Input(8)] Symbol x, [Input(8)] Symbol y) { if («x != y») { return x; } return y; }", "if (x != y) { return x; } return y;", "return Where(!Equal(x, y), x, y);"),
        new("MGEN0015", "Where(mask, a, b)", Start + "=> «IsPositive(x)» ? x : -x; static bool IsPositive(Symbol v) => Flag; static bool Flag;", "IsPositive(x) ? x : -x; static bool IsPositive(Symbol v) => Flag; static bool Flag;", "Where(x > 0, x, -x);") { Wrong = Start + "=> IsPositive(x) ? x : -x; static bool IsPositive(Symbol v) => «Flag»; static bool Flag;", Words = "make it a 'const'" },
        new("MGEN0015", "'while' cannot be read", Start + "{ int n = 0; «while (n < 3)» { x = x.Linear(8); n++; } return x; }", "int n = 0; while (n < 3) { x = x.Linear(8); n++; }", "for (int n = 0; n < 3; n++) { x = x.Linear(8); }"),
        new("MGEN0015", "'while' cannot be read", Start + "{ int n = 0; do { x = x.Linear(8); n++; } «while (n < 3)»; return x; }", "int n = 0; do { x = x.Linear(8); n++; } while (n < 3);", "for (int n = 0; n < 3; n++) { x = x.Linear(8); }"),
        new("MGEN0015", "more than 10000 steps", Start + "{ «for (int i = 0; i < 100000; i++)» { x = x.Relu(); } return x; }", "100000", "10") { To = "1" },
        new("MGEN0015", "cannot be read", "static int Depth = 3; " + Start + "{ for (int i = 0; i < «Depth»; i++) { x = x.Linear(8); } return x; }", "static int Depth", "const int Depth"),
        new("MGEN0015", "cannot be read", Start + "{ foreach (int width in «Widths()») { x = x.Linear(width); } return x; } static int[] Widths() => new int[new Random(1).Next(1, 3)];", "Widths()) { x", "new[] { 8, 4 }) { x") { Wrong = Start + "{ foreach (int width in Widths()) { x = x.Linear(width); } return x; } static int[] Widths() => new int[new Random(1).«Next(1, 3)»];" },
        new("MGEN0015", "LINQ", Start + "=> Concat(«Enumerable.Range(0, 3)».Select(i => x.Linear(4)).ToArray());", "Concat(Enumerable.Range(0, 3).Select(i => x.Linear(4)).ToArray())", "Concat(x.Linear(4), x.Linear(4), x.Linear(4))") { Wrong = Start + "=> Concat(Enumerable.Range(0, 3).Select(i => x.Linear(4)).«ToArray()»);" },
        new("MGEN0015", "LINQ", Start + "{ var parts = new List<Symbol> { x, x.Relu() }; return Concat(parts.AsEnumerable().«Reverse().ToArray()»); }", "parts.AsEnumerable().Reverse().ToArray()", "parts[1], parts[0]") { Wrong = Start + "{ var parts = new List<Symbol> { x, x.Relu() }; return Concat(parts.AsEnumerable().Reverse().«ToArray()»); }" },
        new("MGEN0015", "LINQ", Start + "=> x.Linear(new[] { 3, 5 }.«Max()»);", "new[] { 3, 5 }.Max()", "Math.Max(3, 5)"),
        new("MGEN0015", "calls itself", Start + "=> Deep(x, 3); static Symbol Deep(Symbol v, int n) => n == 0 ? v : Deep(v.Linear(8), n - 1);", "n == 0 ? v : Deep(v.Linear(8), n - 1)", "v.Linear(8 + n)") { Wrong = Start + "=> Deep(x, 3); static Symbol Deep(Symbol v, int n) => n == 0 ? v : «Deep(v.Linear(8), n - 1)»;" },
        new("MGEN0015", "cannot be read", Start + "{ «try» { return x.Linear(4); } catch (Exception) { return x; } }", "try { return x.Linear(4); } catch (Exception) { return x; }", "return x.Linear(4);"),
        new("MGEN0015", "cannot be read", Start + "{ «lock (typeof(M))» { x = x.Linear(4); } return x; }", "lock (typeof(M)) { x = x.Linear(4); }", "x = x.Linear(4);"),
        new("MGEN0015", "cannot be read", Start + "{ «using (new System.IO.MemoryStream())» { x = x.Linear(4); } return x; }", "using (new System.IO.MemoryStream()) { x = x.Linear(4); }", "x = x.Linear(4);"),
        new("MGEN0015", "cannot be read", Start + "=> x.Linear(new Random(3).«Next(8)» + 1);", "new Random(3).Next(8)", "3"),
        new("MGEN0015", "cannot be read", Start + "=> x.Linear(«Environment.ProcessorCount»);", "Environment.ProcessorCount", "4"),
        new("MGEN0015", "cannot be read", Start + "=> x.Linear(int.Parse(\"4\"));", "int.Parse(\"4\")", "4") { Wrong = Start + "=> x.Linear(int.«Parse(\"4\")»);" },
        new("MGEN0015", "lives in locals", "private static Symbol? s_kept; " + Start + "{ «s_kept» = x.Linear(4); return s_kept.Relu(); }", "private static Symbol? s_kept; ", "") { From = "private static Symbol? s_kept; " + Start + "{ s_kept = x.Linear(4); return s_kept.Relu(); }", To = Start + "{ Symbol kept = x.Linear(4); return kept.Relu(); }" },
        new("MGEN0016", "another graph", "private static Symbol? s_kept; " + Start + "=> x + «s_kept»!;", " + s_kept!", ""),
        new("MGEN0016", "another graph", "private static readonly List<Symbol> s_parts = []; " + Start + "{ «s_parts».Add(x); return Concat(x, x); }", "s_parts.Add(x); ", ""),
        new("MGEN0016", "take its output as a parameter", Start + "=> x.Linear(4); [Objective] static Symbol Error(Symbol x, [Input(4)] Symbol y) => MeanSquaredError(«Run(x)», y);", "Symbol x, [Input(4)] Symbol y) => MeanSquaredError(Run(x), y)", "Symbol run, [Input(4)] Symbol y) => MeanSquaredError(run, y)"),
        new("MGEN0015", "copy it to a local", "private static readonly int[] s_widths = [8, 4]; " + Start + "{ «s_widths[0]» = 16; return x.Linear(s_widths[0]); }", "s_widths[0] = 16; ", ""),
        new("MGEN0015", "'static readonly'", "private static Layer s_code = null!; " + Start + "=> «s_code»(x);", "private static Layer s_code = null!", "private static readonly Layer s_code = Shared(v => v.Linear(4))"),
        new("MGEN0015", "return a tuple", Start + "{ Symbol y; Both(x, out «y»); return y; } static void Both(Symbol v, out Symbol w) { w = v.Linear(4); }", "Symbol y; Both(x, out y); return y; } static void Both(Symbol v, out Symbol w) { w = v.Linear(4); }", "return Both(x); } static Symbol Both(Symbol v) => v.Linear(4);"),
        new("MGEN0015", "only static methods", "[Model] public partial class M { " + Start + "=> new Helper().«Deep(x)»; } public class Helper { public Symbol Deep(Symbol x) => x.Linear(4); }", "new Helper().Deep(x)", "Helper.Deep(x)") { From = "new Helper().Deep(x); } public class Helper { public Symbol", To = "Helper.Deep(x); } public static class Helper { public static Symbol" },
        new("MGEN0015", "index 2 is outside", Start + "{ Symbol[] parts = [x, x.Relu()]; return «parts[2]»; }", "parts[2]", "parts[0] + parts[1]"),
        new("MGEN0015", "has no value yet", Start + "{ Symbol[] parts = new Symbol[2]; parts[0] = x; return Concat(«parts»); }", "parts[0] = x;", "parts[0] = x; parts[1] = x.Relu();") { Words = "no value of the graph" },
        new("MGEN0015", "must return values of the graph", "[Forward] static Symbol «Run»([Input(8)] Symbol x) => null!;", "null!", "x.Linear(2)"),
        new("MGEN0015", "known while compiling", "[Forward] static Symbol Run([Input(8)] Symbol x) { double rate = new Random().NextDouble(); return x.Dropout(rate); }", "new Random().NextDouble()", "0.5") { Wrong = "[Forward] static Symbol Run([Input(8)] Symbol x) { double rate = new Random().«NextDouble()»; return x.Dropout(rate); }", Words = "cannot be read" },
        new("MGEN0015", "at run time", "[Model] public partial class M { [Forward] internal static Symbol Run([Input(8)] Symbol x) => x.Linear(2); } public class Program { public static void Start() { M.«Run(null!)»; } }", "M.Run(null!);", "_ = new M();") { Words = "throws where it is called at run time; call Predict or Forward of a 'M'" },
        new("MGEN0015", "at run time", "[Model] public partial class M { [Forward] internal static Symbol Run([Input(8)] Symbol x) => x.Linear(2); } public class Program { public static object Start() { Func<Symbol, Symbol> f = «M.Run»; return f; } }", "Func<Symbol, Symbol> f = M.Run; return f;", "return new M();") { Words = "at run time" },
        new("MGEN0015", "alignment", Start + "=> x.Linear(4, name: $\"a«{3:000}»\");", "{3:000}", "3"),
        new("MGEN0015", "one dimension", "[Forward] static Symbol Run([Input(8)] Symbol x) { int[,] widths = «new int[2, 2]»; return x.Linear(widths.Length); }", "int[,] widths = new int[2, 2]", "int[] widths = new int[4]"),
        new("MGEN0015", "'goto'", Start + "{ goto end; end: return x.Linear(4); }", "goto end; end: ", "") { Wrong = Start + "{ «goto end;» end: return x.Linear(4); }", Words = "cannot be read" },

        // one graph in another, and graphs without a begin
        new("MGEN0015", "'Other' shares no layer with 'Run'", Start + "=> Code(x).Linear(2); [Forward] static Symbol «Other»([Input(8)] Symbol x) => x.Linear(3); [Shared] static Symbol Code(Symbol x) => x.Linear(4);", "=> x.Linear(3)", "=> Code(x)"),
        new("MGEN0015", "parameters that 'Run' does not train", Start + "=> Code(x).Linear(2); [Forward] static Symbol Other([Input(8)] Symbol x) => Code(x).«Linear(3)»; [Shared] static Symbol Code(Symbol x) => x.Linear(4);", "Code(x).Linear(3)", "Code(x).Relu()"),
        new("MGEN0015", "'Up' calls itself", Start + "=> Up(x, 3); static Symbol Up(Symbol v, int n) => n > 0 ? Down(v, n - 1) : v; static Symbol Down(Symbol v, int n) => «Up(v, n)».Relu();", "Up(v, n).Relu()", "v.Linear(n + 1)"),
        new("MGEN0015", "calls itself", Start + "{ Layer deep = null!; deep = (v, more) => «deep(v.Linear(8))»; return deep(x); }", "deep(v.Linear(8))", "v.Linear(8)"),
        new("MGEN0003", "No input reaches the output 'Scale'", "[Forward] static (Symbol Kinds, Symbol Scale) Run([Input(8)] Symbol x) => (x.Linear(3), «Weights([\"F:4\"])»);", "(x.Linear(3), Weights([\"F:4\"]))", "(x.Linear(3), Weights([\"F:8\"]) * x)"),
        new("MGEN0003", "No input reaches the output 'Prior'", "[Forward] static (Symbol Kinds, Symbol Prior) Run([Input(8)] Symbol x) { Symbol prior = Constant([0.2, 0.8]); return (x.Linear(2), prior.«Log()»); }", "prior.Log())", "x.Linear(2).Softmax() * prior.Log())"),
        new("MGEN0015", "lives in locals", "private static Symbol? Kept { get; set; } " + Start + "{ «Kept» = x.Linear(4); return x.Linear(2); }", "private static Symbol? Kept { get; set; } ", "") { From = "private static Symbol? Kept { get; set; } " + Start + "{ Kept = x.Linear(4); return x.Linear(2); }", To = Start + "{ Symbol kept = x.Linear(4); return kept.Linear(2); }" },

        // numbers that C# has not
        new("MGEN0015", "no value", Start + "{ int n = int.MaxValue; «n++»; return x.Linear(n); }", "int.MaxValue", "3"),
        new("MGEN0015", "no value", Start + "{ int width = 65536; return x.Linear(«width * width»); }", "65536", "64"),
        new("MGEN0015", "no value", Start + "{ int parts = 0; return x.Linear(«x.Width / parts»); }", "parts = 0", "parts = 2"),
        new("MGEN0015", "outside of the numbers that a 'byte' holds", Start + "{ int width = 300; byte small = «(byte)width»; return x.Linear(small); }", "300", "30"),
    ];
}
