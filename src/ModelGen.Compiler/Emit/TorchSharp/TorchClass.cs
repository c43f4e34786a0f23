using System.Collections.Generic;
using System.Linq;
using ModelGen.Compiler.Ir;

namespace ModelGen.Compiler.Emit.TorchSharp;

/// <summary>A module class: of a graph, or of one segment of dotted names in it (<c>attn</c> of <c>attn.c_proj.weight</c>).</summary>
/// <param name="path">The segment's full path within the graph; empty for the graph's own class.</param>
/// <param name="isList">Its members are called by numbers (<c>experts.0.fc1</c>): no class, but a <c>ModuleList</c> in the class above.</param>
internal sealed class TorchClass(string name, string path, bool isList = false)
{
    /// <summary>Of a class that is as another one: the other's.</summary>
    public string Name { get; set; } = name;

    public string Path { get; } = path;

    public bool IsList { get; } = isList;

    public List<TorchMember> Members { get; } = [];

    /// <summary>The body of <c>forward</c>; null for a class that only holds members.</summary>
    public IReadOnlyList<TorchStep>? Steps { get; private set; }

    /// <summary>The arguments of <c>forward</c>: of a block the activation, what all copies share, then the padding mask if there is one.</summary>
    public IReadOnlyList<Value> Inputs { get; private set; } = [];

    public IReadOnlyList<Value> Outputs { get; private set; } = [];

    /// <summary>The tables of rotary positions that this class or one below it reads.</summary>
    public SortedSet<int> RotaryTables { get; } = [];

    /// <summary>As C# has them.</summary>
    public IEnumerable<string> Fields => Members.Select(member => member.Name);

    public void Forward(IReadOnlyList<Value> inputs, IReadOnlyList<TorchStep> steps, params IReadOnlyList<Value> outputs) =>
        (Inputs, Steps, Outputs) = (inputs, steps, outputs);

    public TorchMember? Find(string field) => Members.FirstOrDefault(member => member.Field == field);
}

/// <summary>One field of a module class, or one element of a list: a leaf, a segment's class, or a called block's.</summary>
/// <param name="Copies">For a repeated block: how many; 0 for one module.</param>
internal sealed record TorchMember(string Field, TorchLeaf? Leaf, TorchClass? Class, int Copies = 0, bool IsBlock = false)
{
    /// <summary>What the field is called in C#: as the weight file has it, where it can.</summary>
    public string Name { get; init; } = Field;

    /// <summary>The type of the module.</summary>
    public string Type => Leaf?.Type ?? (Copies > 0 ? TorchList.Of(Class!.Name) : Class!.IsList ? TorchList.Type(Class) : Class.Name);

    /// <summary>One tensor goes in, one comes out.</summary>
    public bool IsPlain => Leaf is not null ? Leaf.IsPlain : Copies == 0 && Class!.Steps is not null && Class is { Inputs.Count: 1, Outputs.Count: 1 };
}
