using System.Collections.Generic;

namespace ModelGen.Compiler.Ir;

/// <summary>One application of an op. An optional input that is absent is null.</summary>
public sealed class Node
{
    public Node(Op op, IReadOnlyList<Value?> inputs, IReadOnlyList<Value> outputs)
    {
        Op = op;
        Inputs = inputs;
        Outputs = outputs;
        foreach (Value output in outputs)
        {
            output.Producer = this;
        }
    }

    public Op Op { get; }

    /// <summary>The layer that it was lowered from; null for nodes that passes make.</summary>
    public Spec.LayerSpec? Layer { get; set; }

    public IReadOnlyList<Value?> Inputs { get; }

    public IReadOnlyList<Value> Outputs { get; }

    public Value Output => Outputs[0];

    public Value Input(int index) => Inputs[index] ?? throw new System.InvalidOperationException($"{Op.Name} has no input {index}");

    public bool Has(int index) => index < Inputs.Count && Inputs[index] is not null;
}
