using System.Collections.Generic;
using ModelGen.Compiler.Ir;

namespace ModelGen.Compiler.Passes;

/// <summary>Which value's memory a value shares: a reshape's output is its input.</summary>
internal sealed class Aliases
{
    private readonly Dictionary<Value, Value> _parents = [];

    public Aliases(IEnumerable<Node> nodes)
    {
        foreach (Node node in nodes)
        {
            if (node.Op.IsAlias)
            {
                Join(node.Output, node.Input(0));
            }
        }
    }

    public Value Of(Value value) => _parents.TryGetValue(value, out Value? parent) ? Of(parent) : value;

    public void Join(Value value, Value root) => _parents[value] = root;
}
