using System;
using System.Collections.Generic;
using System.Linq;
using ModelGen.Compiler.Emit.Passes;
using ModelGen.Compiler.Ir;
using ModelGen.Compiler.Layers;
using ModelGen.Compiler.Passes;

namespace ModelGen.Compiler.Emit.Cpu;

/// <summary>The typed parameter tree: one class per graph, with a nested class per layer.</summary>
internal static class ParametersWriter
{
    private const string Parameter = "global::ModelGen.Parameter";
    private const string Node = "global::ModelGen.IParameterNode";

    public static EmittedFile Write(PlannedModel plan) => EmittedType.File(plan.Model.Type, ".Parameters", "", "", code =>
    {
        var matrices = new MatrixParameters(plan);
        List<Graph> graphs = [.. plan.Model.Main.WithCallees().Reverse()];
        List<string> taken = [.. graphs.Select(graph => PassFormat.ParameterClass(graph, graph == plan.Model.Main))];
        foreach (Graph graph in graphs)
        {
            bool isMain = graph == plan.Model.Main;
            string name = PassFormat.ParameterClass(graph, isMain);
            string doc = isMain ? $"The parameters of {plan.Model.Type.Name}, layer by layer" : $"The parameters of one {graph.Name}";
            code.Line($"/// <summary>{doc}.</summary>");
            using (code.Block($"public sealed class {name} : {Node}"))
            {
                Constructor(code, graph, name, isMain, parameter => matrices.Has(MatrixParameters.NameOf(graph, isMain), parameter));
                Tree tree = Tree.Of(graph);
                Members(code, tree, taken);
            }

            if (!isMain)
            {
                code.Line();
            }
        }
    });

    /// <summary>An upper bound of the floats of one copy of a graph's parameters, alignment included.</summary>
    /// <param name="buffers">Of what is not trained instead.</param>
    public static long Floats(Graph graph, bool buffers = false) =>
        graph.Parameters.Where(parameter => parameter.Parameter!.IsBuffer == buffers).Sum(parameter => (parameter.Parameter!.Count + 15) / 16 * 16)
        + graph.Children.Sum(child => child.Count * Floats(child.Graph, buffers));

    private static void Constructor(CodeWriter code, Graph graph, string name, bool isMain, Func<ParameterDecl, bool> isMatrix)
    {
        string prefix = isMain ? "" : ", string prefix";
        using (code.Block($"internal {name}(global::ModelGen.ParameterStore store{prefix})"))
        {
            foreach (Declaration declaration in graph.Declarations)
            {
                if (declaration.Child is { } child)
                {
                    Child(code, child, isMain);
                }
                else
                {
                    Add(code, declaration.Parameter!, isMain, isMatrix(declaration.Parameter!));
                }
            }
        }

        code.Line();
    }

    private static void Child(CodeWriter code, ChildGraph child, bool isMain)
    {
        string type = PassFormat.ParameterClass(child.Graph, false);
        // The prefix of a block's names ends in its dot, so that it may be empty.
        string file = child.File.Length == 0 ? "" : child.File + ".";
        if (!child.IsArray)
        {
            code.Line($"{child.Member} = new {type}(store, {Name(file, isMain)});");
            return;
        }

        string count = Literals.Int(child.Count);
        code.Line($"{child.Member} = new {type}[{count}];");
        using (code.Block($"for (int i = 0; i < {count}; i++)"))
        {
            // Culture-independent: an int in an interpolated string has no group separators, and i is never negative.
            string indexed = isMain ? $"$\"{file}{{i}}.\"" : $"$\"{{prefix}}{file}{{i}}.\"";
            code.Line($"{child.Member}[i] = new {type}(store, {indexed});");
        }
    }

    private static void Add(CodeWriter code, ParameterDecl parameter, bool isMain, bool isMatrix)
    {
        string initial = "global::ModelGen.Initializer." + parameter.Initial.Kind
            + (parameter.Initial.Kind is "Zeros" or "Ones" ? "" : $"({Literals.Float(parameter.Initial.Argument)})");
        string transposed = (parameter.Transposed ? ", transposed: true" : "")
            + (parameter.Offset == 0 ? "" : $", layout: global::ModelGen.Weights.FileLayout.Less({Literals.Float(parameter.Offset)})")
            + (parameter.ByHead == 0 ? "" : $", layout: global::ModelGen.Weights.FileLayout.ByHead({Literals.Int(parameter.ByHead)})")
            + (parameter.Leading == 0 ? "" : $", layout: global::ModelGen.Weights.FileLayout.Leading({Literals.Int(parameter.Leading)})")
            + (isMatrix ? ", isMatrix: true" : "");
        string sizes = Sizes(parameter.Sizes);
        if (parameter.Parts.Count == 0 || !parameter.PartsInFile)
        {
            string add = parameter.IsBuffer ? "AddBuffer" : "Add";
            code.Line($"{parameter.Member} = store.{add}({Name(parameter.File, isMain)}, {initial}, {sizes}{transposed});");
            if (parameter.ZeroRow >= 0)
            {
                code.Line($"{parameter.Member}.Rows({Literals.Int(parameter.ZeroRow)}, 1).Value.Clear();");
            }

            long first = 0;
            foreach (ParameterPart part in parameter.Parts)
            {
                code.Line($"{string.Join(".", part.Path)} = {parameter.Member}.Rows({Literals.Int(first)}, {Literals.Int(part.Rows)});");
                first += part.Rows;
            }

            return;
        }

        code.Line("store.BeginPack();");
        foreach (ParameterPart part in parameter.Parts)
        {
            string partSizes = Sizes([part.Rows, .. parameter.Sizes.Skip(1)]);
            code.Line($"{string.Join(".", part.Path)} = store.Add({Name(part.File, isMain)}, {initial}, {partSizes}{transposed});");
        }

        code.Line($"{parameter.Member} = store.EndPack({sizes});");
    }

    /// <param name="taken">Classes of blocks, and those around this one: a layer's class must neither hide them nor be called like them.</param>
    private static void Members(CodeWriter code, Tree tree, IReadOnlyList<string> taken)
    {
        // Explicit, as are all members that no layer's name may collide with.
        IEnumerable<string> below = tree.Members.Where(member => member.Sizes is null || member.IsStored).Select(member => member.Child is { IsArray: true } ? ".. " + member.Name : member.Name);
        code.Line($"global::System.Collections.Generic.IReadOnlyList<{Parameter}> {Node}.All => global::ModelGen.ParameterNodes.Join([{string.Join(", ", below)}]);").Line();
        bool first = true;
        foreach (Tree member in tree.Members)
        {
            if (!first)
            {
                code.Line();
            }

            first = false;
            if (member.Child is { } child)
            {
                string type = PassFormat.ParameterClass(child.Graph, false) + (child.IsArray ? "[]" : "");
                string doc = child.IsArray ? $"The parameters of the {Literals.Int(child.Count)} copies of {child.Graph.Name}, first copy first" : $"The parameters of {child.Graph.Name}";
                code.Line($"/// <summary>{doc}.</summary>");
                code.Line($"public {type} {member.Name} {{ get; internal set; }} = null!;");
            }
            else if (member.Sizes is { } sizes)
            {
                string access = member.IsPublic ? "public" : "internal";
                code.Line($"/// <summary>[{string.Join(", ", sizes)}].</summary>");
                code.Line($"{access} {Parameter} {member.Name} {{ get; {(member.IsPublic ? "internal " : "")}set; }} = null!;");
            }
            else
            {
                string type = ClassName(member.Name, taken);
                code.Line($"/// <summary>The parameters of {member.Name}.</summary>");
                code.Line($"public {type} {member.Name} {{ get; }} = new();");
                code.Line();
                code.Line($"/// <summary>The parameters of {member.Name}.</summary>");
                using (code.Block($"public sealed class {type} : {Node}"))
                {
                    code.Line($"internal {type}()");
                    code.Line("{").Line("}").Line();
                    Members(code, member, [.. taken, type]);
                }
            }
        }
    }

    private static string ClassName(string member, IReadOnlyList<string> taken) =>
        taken.Contains(member + ReservedNames.ParametersSuffix) ? ClassName(member + "Layer", taken) : member + ReservedNames.ParametersSuffix;

    private static string Name(string file, bool isMain) => isMain ? Literals.Text(file) : $"$\"{{prefix}}{file}\"";

    private static string Sizes(IEnumerable<long> sizes) => "[" + string.Join(", ", sizes.Select(Literals.Int)) + "]";

    /// <summary>The members of a parameter class, from the paths of its parameters.</summary>
    private sealed class Tree(string name)
    {
        public string Name { get; } = name;

        public List<Tree> Members { get; } = [];

        public IReadOnlyList<long>? Sizes { get; private set; }

        public bool IsPublic { get; private set; } = true;

        /// <summary>Whether the store has it; else it is a view of what the store has.</summary>
        public bool IsStored { get; private set; }

        public ChildGraph? Child { get; private set; }

        public static Tree Of(Graph graph)
        {
            var root = new Tree("");
            foreach (Declaration declaration in graph.Declarations)
            {
                if (declaration.Child is { } child)
                {
                    root.At(child.Path).Child = child;
                    continue;
                }

                ParameterDecl parameter = declaration.Parameter!;
                foreach (ParameterPart part in parameter.Parts)
                {
                    Tree member = root.At(part.Path);
                    member.Sizes = [part.Rows, .. parameter.Sizes.Skip(1)];
                    member.IsStored = parameter.PartsInFile;
                }

                Tree whole = root.At(parameter.Path);
                whole.Sizes = [.. parameter.Sizes];
                whole.IsPublic = whole.IsStored = !parameter.PartsInFile;
            }

            return root;
        }

        private Tree At(IEnumerable<string> path)
        {
            Tree tree = this;
            foreach (string member in path)
            {
                Tree? next = tree.Members.FirstOrDefault(known => known.Name == member);
                if (next is null)
                {
                    next = new Tree(member);
                    tree.Members.Add(next);
                }

                tree = next;
            }

            return tree;
        }
    }
}
