namespace ModelGen.Compiler.Ir;

/// <summary>One SSA value: an input of the graph, a parameter, or an output of a node. Compared by reference.</summary>
public sealed class Value(string name, TensorType type)
{
    // What the runtime would find out for each object takes longer than a number; which one is all the same.
    private static int s_last;

    private readonly int _hash = unchecked(++s_last);

    /// <summary>Unique within its graph; the name of the local variable in emitted code.</summary>
    public string Name { get; set; } = name;

    public TensorType Type { get; } = type;

    /// <summary>The node that defines it; null for inputs and parameters.</summary>
    public Node? Producer { get; internal set; }

    /// <summary>Set when the value is an input of its graph.</summary>
    public InputDecl? Declaration { get; init; }

    /// <summary>Set when the value is a trained parameter.</summary>
    public ParameterDecl? Parameter { get; init; }

    /// <summary>Which steps are real; null for what is no sequence, and where all steps are.</summary>
    public Mask? Mask { get; set; }

    /// <summary>For ids: the input of tokens that they are of, which says how many there are.</summary>
    public InputDecl? Ids { get; set; }

    /// <summary>For whole numbers that stand for ids: what they are below.</summary>
    public Dim? Below { get; set; }

    public bool IsUnknown => Type.IsUnknown;

    /// <summary>What its gradient is called: <c>norm1</c> -> <c>dNorm1</c>.</summary>
    public string GradientName() => "d" + CSharpNames.Pascal(Name).Replace(".", ""); // a parameter's name has dots

    public override int GetHashCode() => _hash;

    public override string ToString() => $"%{Name}";
}
