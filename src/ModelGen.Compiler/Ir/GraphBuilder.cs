using System;
using System.Collections.Generic;
using System.Linq;
using ModelGen.Compiler.Spec;

namespace ModelGen.Compiler.Ir;

/// <summary>Appends nodes in order; types are inferred, and names made unique, at the moment a node is added.</summary>
public sealed class GraphBuilder
{
    private static readonly HashSet<string> s_reserved = new(CSharpNames.Reserved, StringComparer.Ordinal);

    private readonly string _name;
    private readonly List<Value> _inputs = [];
    private readonly List<Value> _parameters = [];
    private readonly List<Node> _nodes = [];
    private readonly List<ChildGraph> _children = [];
    private readonly List<Declaration> _declarations = [];
    private readonly Dictionary<string, int> _numbers = new(StringComparer.Ordinal);
    private readonly HashSet<string> _names;

    public GraphBuilder(string name) : this(name, new(StringComparer.Ordinal))
    {
    }

    private GraphBuilder(string name, HashSet<string> names) => (_name, _names) = (name, names);

    public IReadOnlyList<Node> Nodes => _nodes;

    public IReadOnlyList<Value> Parameters => _parameters;

    public IReadOnlyList<ChildGraph> Children => _children;

    /// <summary>Trained numbers so far, those of called blocks included.</summary>
    public long ParameterCount { get; private set; }

    /// <summary>A builder for nodes that read a finished graph's values: its names are taken.</summary>
    public static GraphBuilder Continue(Graph graph)
    {
        var builder = new GraphBuilder(graph.Name);
        builder._names.UnionWith(graph.Inputs.Concat(graph.Parameters).Concat(graph.Nodes.SelectMany(node => node.Outputs)).Select(value => value.Name));
        return builder;
    }

    /// <summary>No value gets the name.</summary>
    public void Reserve(string taken) => _names.Add(taken);

    /// <summary>Appends a node as it is: for passes that keep what they do not change.</summary>
    public void Append(Node node) => _nodes.Add(node);

    /// <summary>An empty builder for nodes of the same graph: what it calls its values is taken here too.</summary>
    public GraphBuilder Beside() => new(_name, _names);

    /// <param name="inputName">The value's, where it is not the declaration's.</param>
    public Value Input(InputDecl declaration, string? inputName = null)
    {
        var value = new Value(Unique(inputName ?? declaration.Name), declaration.Type) { Declaration = declaration, Ids = declaration.Vocabulary > 0 ? declaration : null };
        _inputs.Add(value);
        return value;
    }

    /// <summary>What a block is called with.</summary>
    public Value Input(string inputName, TensorType type) => Input(new InputDecl(inputName, type));

    /// <summary>The mask of an input's padding, as an input of its own.</summary>
    public Value MaskInput(Value input) =>
        Input(new InputDecl("mask", new(DType.Mask, new(Axis.Batch, input.Type.Time!))) { MaskOf = _inputs.IndexOf(input) });

    /// <inheritdoc cref="Declaration"/>
    public Value Parameter(ParameterDecl declaration, params LayerSpec[] layers)
    {
        var value = new Value(Unique(declaration.Member), new(DType.F32, declaration.Axes ?? new([.. declaration.Sizes.Select(Axis.Plain)]))) { Parameter = declaration };
        _parameters.Add(value);
        ParameterCount = Sizes.Sum([ParameterCount, declaration.IsBuffer ? 0 : declaration.Count]);
        _declarations.Add(new(declaration, null, layers));
        return value;
    }

    /// <summary>A parameter of a layer of this kind, by its place in the tree.</summary>
    public (Value Value, LayerSpec Layer)? FindParameter(EquatableArray<string> path, string kind) =>
        _declarations.FirstOrDefault(known => known.Parameter?.Path == path && known.Layer?.Kind == kind) is { } found
            ? (_parameters.First(parameter => ReferenceEquals(parameter.Parameter, found.Parameter)), found.Layer!)
            : null;

    /// <summary>A parameter by its place in the tree; null where none is.</summary>
    public Value? FindParameter(EquatableArray<string> path) => _parameters.FirstOrDefault(parameter => parameter.Parameter!.Path == path);

    /// <summary>What stands under a place in the tree.</summary>
    public IReadOnlyList<Declaration> Under(EquatableArray<string> path) =>
        [.. _declarations.Where(known => (known.Parameter?.Path ?? known.Child!.Path) is var own && own.Count > path.Count && own.Take(path.Count).SequenceEqual(path))];

    /// <summary>A called block by its place in the tree; null where none is.</summary>
    public ChildGraph? FindChild(EquatableArray<string> path) => _children.FirstOrDefault(child => child.Path == path);

    /// <inheritdoc cref="Declaration"/>
    public void Child(ChildGraph child, params LayerSpec[] layers)
    {
        _children.Add(child);
        ParameterCount = Sizes.Sum([ParameterCount, Sizes.Product(child.Count, child.Graph.ParameterCount)]);
        _declarations.Add(new(null, child, layers));
    }

    /// <summary>Adds a node and returns its first output.</summary>
    public Value Add(Op op, string valueName, params Value?[] inputs) => AddNode(op, valueName, inputs).Output;

    public Node AddNode(Op op, string valueName, params Value?[] inputs)
    {
        IReadOnlyList<TensorType> types = op.InferTypes(inputs);
        var outputs = new Value[types.Count];
        for (int i = 0; i < outputs.Length; i++)
        {
            outputs[i] = new Value(Unique(valueName + op.OutputSuffix(i)), types[i]) { Mask = op.MaskOf(inputs, types[i]) };
        }

        var node = new Node(op, inputs, outputs);
        _nodes.Add(node);
        return node;
    }

    public Graph Build(params IReadOnlyList<Value> outputs) => new(_name, [.. _inputs], [.. _parameters], [.. _nodes], [.. outputs], [.. _children], [.. _declarations]);

    private string Unique(string wanted)
    {
        if (CSharpNames.IsDerived(wanted))
        {
            wanted += "Value";
        }

        string unique = wanted;
        int n = _numbers.TryGetValue(wanted, out int last) ? last : 1;
        while (s_reserved.Contains(unique) || !_names.Add(unique))
        {
            unique = wanted + (++n).ToString(System.Globalization.CultureInfo.InvariantCulture);
        }

        _numbers[wanted] = n;
        return unique;
    }
}
