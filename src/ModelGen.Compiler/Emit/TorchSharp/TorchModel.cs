using System;
using System.Collections.Generic;
using System.Linq;
using ModelGen.Compiler.Ir;
using ModelGen.Compiler.Passes;

namespace ModelGen.Compiler.Emit.TorchSharp;

/// <summary>A model as a tree of module classes whose fields spell the names of the weight file.</summary>
internal sealed class TorchModel
{
    private readonly Dictionary<Graph, TorchClass> _graphs = [];
    private readonly HashSet<string> _names;
    private readonly List<TorchClass> _classes = [];
    private readonly List<TorchTable> _rotary = [];
    private readonly Dictionary<TorchClass, TorchClass> _lists = [];

    private TorchModel(LoweredModel model)
    {
        Model = model;
        _names = new(TorchNames.Classes, StringComparer.Ordinal) { TorchNames.Root, model.Type.Name };
        _names.UnionWith(model.Lengths.Select(length => length.Method));
        Root = new TorchClass(TorchNames.Root, "");
        Build(model.Main, Root);
        Entries = [.. model.Entries.Select(entry => new TorchEntry(entry, Entry(entry.Main)))];
    }

    public LoweredModel Model { get; }

    public TorchClass Root { get; }

    /// <summary>Further graph methods: methods of the root.</summary>
    public IReadOnlyList<TorchEntry> Entries { get; }

    /// <summary>All classes but the root, callees first.</summary>
    public IReadOnlyList<TorchClass> Classes => _classes;

    /// <summary>The distinct tables of rotary positions.</summary>
    public IReadOnlyList<TorchTable> Rotary => _rotary;

    /// <summary>Which module holds a parameter: its dotted name without <c>.weight</c> or <c>.bias</c>; several for a packed one.</summary>
    public Dictionary<Value, IReadOnlyList<string>> Stems { get; } = [];

    private readonly Dictionary<Value, Node> _owners = [];

    public static TorchModel Of(LoweredModel model) => new(model);

    /// <summary>The modules of a parameter, and whether they do all that this node does: they were made for it, or for the same layer at another call (a tied head only borrows).</summary>
    public (IReadOnlyList<string> Stems, bool IsOwn) Owner(Node node, int input)
    {
        Node owner = _owners[node.Input(input)];
        return (Stems[node.Input(input)], owner == node || (owner.Op.GetType() == node.Op.GetType() && Parameters(owner).SequenceEqual(Parameters(node))));

        static IEnumerable<Value> Parameters(Node of) => of.Inputs.Where(input => input is { Parameter: not null }).Select(input => input!);
    }

    /// <summary>Whether both are elements of the same list, of <c>experts</c> for <c>experts.0</c> and <c>experts.1</c>.</summary>
    public bool AreOfOneList(TorchClass one, TorchClass other) => _lists.TryGetValue(one, out TorchClass? list) && _lists.TryGetValue(other, out TorchClass? same) && list == same;

    public int TableOf(TorchTable table) => _rotary.IndexOf(table);

    private TorchClass ClassOf(Graph graph)
    {
        if (!_graphs.TryGetValue(graph, out TorchClass? found))
        {
            found = new TorchClass(Unique(graph.Name), "");
            _graphs.Add(graph, found);
            Build(graph, found);
            _classes.Add(found);
        }

        return found;
    }

    private void Build(Graph graph, TorchClass root)
    {
        List<Node> nodes = RemoveDead.Run(graph.Nodes, graph.Outputs);
        var leaves = new Dictionary<string, TorchLeaf>(StringComparer.Ordinal);
        List<TorchStep> steps = [.. nodes.Select(node => TorchStep.Of(node, Claim(node, leaves)))];

        // A layer that no output depends on has its parameters all the same.
        foreach (Node dead in graph.Nodes.Where(node => !nodes.Contains(node)))
        {
            Claim(dead, leaves);
        }

        // Masks of inputs first, so that they do not stand in the middle of a segment's share; the sort is stable.
        HashSet<Value> known = [.. graph.Inputs];
        steps = [.. steps.OrderBy(step => ForwardWriter.IsMask(step.Output) && step.Inputs.All(known.Contains) && known.Add(step.Output) ? 0 : 1)];
        foreach (Declaration declaration in graph.Declarations)
        {
            if (declaration.Child is { } child)
            {
                Insert(root, child.File, null, ClassOf(child.Graph), child);
                continue;
            }

            foreach (string stem in Stems.First(pair => pair.Key.Parameter == declaration.Parameter && graph.Parameters.Contains(pair.Key)).Value)
            {
                Insert(root, stem, leaves[stem], null, null);
            }
        }

        Outline.Run(root, steps, graph.Outputs, Stems);
        root.Forward(graph.Inputs, steps, graph.Outputs);
        Tables(root);
    }

    // What has the root's modules, under the first method's values for their parameters.
    private TorchClass Entry(Graph graph)
    {
        Dictionary<string, Value> owned = Model.Main.Parameters.ToDictionary(parameter => parameter.Parameter!.File);
        var entry = new TorchClass(TorchNames.Root, "");
        entry.Members.AddRange(Root.Members);
        List<TorchStep> steps = [];
        foreach (Node node in RemoveDead.Run(graph.Nodes, graph.Outputs))
        {
            var own = new Node(node.Op, [.. node.Inputs.Select(input => input is { Parameter: { } parameter } ? owned[parameter.File] : input)], node.Outputs) { Layer = node.Layer };
            steps.Add(TorchStep.Of(own, []));
            if (own.Op is ITorchTable reader)
            {
                Claim(own, []);
                Root.RotaryTables.Add(TableOf(reader.Table(own)));
            }
        }

        entry.Forward(graph.Inputs, steps, graph.Outputs);
        return entry;
    }

    private List<string> Claim(Node node, Dictionary<string, TorchLeaf> leaves)
    {
        var claimed = new List<string>();
        if (node.Op.Callee is { } child)
        {
            claimed.Add(child.File);
        }
        else if (node.Op is ITorchTable reader && TableOf(reader.Table(node)) < 0)
        {
            _rotary.Add(reader.Table(node));
        }

        foreach (Value parameter in node.Inputs.Where(input => input is { Parameter: not null }).Select(input => input!))
        {
            if (_owners.ContainsKey(parameter))
            {
                continue;
            }

            _owners.Add(parameter, node);
            List<(string Stem, TorchLeaf Leaf)> own = [.. TorchLeaves.Of(node, parameter.Parameter!)];
            Stems.Add(parameter, [.. own.Select(each => each.Stem)]);
            foreach ((string stem, TorchLeaf leaf) in own)
            {
                if (!leaves.ContainsKey(stem))
                {
                    leaves.Add(stem, leaf);
                    claimed.Add(stem);
                }
            }
        }

        return claimed;
    }

    private void Insert(TorchClass root, string stem, TorchLeaf? leaf, TorchClass? block, ChildGraph? child)
    {
        string[] segments = stem.Split('.');
        TorchClass at = root;
        for (int i = 0; i < segments.Length - 1; i++)
        {
            TorchMember? next = at.Find(segments[i]);
            if (next is null)
            {
                bool isList = TorchList.IsPlace(segments[i + 1]);
                string field = Field(at, segments, i), name = at.IsList ? TorchList.ElementName(TorchNames.IsField(segments, i - 1) ? segments[i - 1] : TorchNames.Field(segments[i - 1])) : field;
                var container = new TorchClass(isList ? "" : Unique(TorchNames.Pascal(name)), at.Path.Length == 0 ? segments[i] : at.Path + "." + segments[i], isList);
                if (at.IsList)
                {
                    _lists.Add(container, at);
                }

                next = new(segments[i], null, container) { Name = field };
                at.Members.Add(next);
            }

            at = next.Class ?? throw new InvalidOperationException($"'{stem}' is both a layer and a group of layers");
        }

        string last = segments[segments.Length - 1];
        if (at.Find(last) is null)
        {
            at.Members.Add(new(last, leaf, block, child is { IsArray: true } ? child.Count : 0, IsBlock: child is not null) { Name = Field(at, segments, segments.Length - 1) });
        }
    }

    private static string Field(TorchClass at, string[] segments, int i)
    {
        if (at.IsList)
        {
            return segments[i];
        }

        string wanted = TorchNames.IsField(segments, i) ? segments[i] : TorchNames.Field(segments[i]), name = wanted;
        for (int n = 2; at.Fields.Contains(name); n++)
        {
            name = wanted + Literals.Int(n);
        }

        return name;
    }

    // Segments' classes come before the class that holds them; which tables a class needs is known once its steps are.
    private void Tables(TorchClass of)
    {
        foreach (TorchMember member in of.Members)
        {
            if (member.Class is { } below)
            {
                if (!member.IsBlock)
                {
                    Tables(below);
                    if (!below.IsList)
                    {
                        _classes.Add(below);
                    }
                }

                of.RotaryTables.UnionWith(below.RotaryTables);
            }
        }

        foreach (Node node in (of.Steps ?? []).Where(step => step.Node?.Op is ITorchTable).Select(step => step.Node!))
        {
            of.RotaryTables.Add(TableOf(((ITorchTable)node.Op).Table(node)));
        }
    }

    private string Unique(string wanted)
    {
        string unique = wanted;
        for (int n = 2; !_names.Add(unique); n++)
        {
            unique = wanted + Literals.Int(n);
        }

        return unique;
    }
}
